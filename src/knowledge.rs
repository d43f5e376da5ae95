//! What the bot knows: plain data, checked when it is loaded and never changed afterwards.
//!
//! Everything here comes from TOML files, given as (path, bytes) pairs, so that a folder and the copy inside the binary go one way.
//! [`load`] refuses the whole if anything in it is broken: half a knowledge base would give wrong declines.

mod articles;
mod date;
mod evaluation;
mod files;
mod load;
mod refusals;
mod seal;
mod vocabulary;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use bitcode::{Decode, Encode};

use crate::document::{Place, Text};
use crate::lang::{ByLang, Lang};

pub use articles::{Article, Excerpts, articles_in_folder, fingerprint};
pub use date::{DATE_FORM, Dating, InvalidDate, Part, PartialDate};
pub use evaluation::{Evaluation, Unproven, evaluation};
pub use files::{
    File, Origin, built_in, drafts_in_folder, in_folder, notes_in_folder, read_folder,
};
pub use load::{NOUNS_FILE, VOCABULARY_FILE, load, read};
pub use refusals::{REFUSALS_FILE, Refusal};
pub use seal::{Asserted, seal_of_reason, seal_of_statements};
pub use vocabulary::{Name, NameKind, Spelling, Vocabulary};

/// Bytes of an entry's, boundary's or topic's id: short enough for a Discord `custom_id` beside the rest.
pub const ID_BYTES_MOST: usize = 40;
/// Characters of a phrasing: Discord shows at most this many of a choice.
pub const PHRASING_CHARS_MOST: usize = 100;
/// Characters of an answer in one language, all statements together.
pub const ANSWER_CHARS_MOST: usize = 600;

/// A lasting name from the files: `[a-z0-9-]`, 1 to [`ID_BYTES_MOST`] bytes. Cheap to clone.
#[derive(Clone, Decode, Encode, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Checks the form of an id.
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        ((1..=ID_BYTES_MOST).contains(&text.len()) && text.bytes().all(allowed))
            .then(|| Self(text.into()))
    }

    /// What is taught as "the articles do not say", where no boundary says it better. No id of a file has this form.
    pub fn unsaid() -> Self {
        Self("*".into())
    }

    /// Whether it is [`Id::unsaid`].
    pub fn is_unsaid(&self) -> bool {
        &*self.0 == "*"
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One of the articles: a record about it, without its sentences.
#[derive(Clone, Debug)]
pub struct Source {
    /// The stem of the article's file.
    pub id: Id,
    /// The newspaper.
    pub outlet: String,
    /// The headline, where one is known.
    pub headline: Option<String>,
    /// How to name the article where its headline is not known.
    pub about: Option<ByLang<String>>,
    /// Whether the headline was read off the address instead of the article.
    pub headline_from_address: bool,
    /// Who wrote it, where that is known.
    pub author: Option<String>,
    /// The language it is written in.
    pub language: Lang,
    /// When it was published.
    pub published: Dating,
    /// From what the date was worked out, if it was.
    pub inferred_from: Option<ByLang<String>>,
    /// Anything else a reader should know ("interview with ...").
    pub note: Option<ByLang<String>>,
    /// Its address, where one is known.
    pub url: Option<String>,
    /// SHA-256 of the article's file, lower-case hexadecimal.
    pub sha256: String,
    /// All its passages in order, numbered from 1.
    pub passages: Vec<Passage>,
    /// Where its record stands.
    pub place: Place,
}

impl Source {
    /// The passage of that number, from 1.
    pub fn passage(&self, number: u32) -> Option<&Passage> {
        self.passages.get((number as usize).checked_sub(1)?)
    }

    /// Whether it is an interview: its questions are passages of their own.
    pub fn is_interview(&self) -> bool {
        self.passages
            .iter()
            .any(|passage| passage.kind == PassageKind::Question)
    }
}

/// One paragraph of an article.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Its number among the non-blank lines of the article, from 1.
    pub number: u32,
    /// What kind of text it is.
    pub kind: PassageKind,
    /// SHA-256 of the trimmed line, lower-case hexadecimal.
    pub sha256: String,
    /// What it says, in our own words; empty where it is no content, or a draft.
    pub gist: ByLang<String>,
    /// Every proper name it states, in the vocabulary's spelling.
    pub names: Vec<String>,
    /// Every number it states, with its unit, in English ("100 million users USA").
    pub numbers: Vec<String>,
    /// Every date it states: partial dates, with ` early`, ` mid` or ` late` behind a month, and English weekdays.
    pub dates: Vec<String>,
    /// Where it stands in the record.
    pub place: Place,
}

impl Passage {
    /// Whether nobody has said yet what it says: its lists are as they were found, and nothing may cite it.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.kind.is_content() && self.gist.de.is_empty()
    }
}

/// What kind of text a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph of the article.
    Text,
    /// A question of an interviewer, cited as theirs.
    Question,
    /// A headline inside the article.
    Heading,
    /// A caption or credit of a picture.
    Caption,
    /// Advertising.
    Advert,
    /// What surrounds an article: sign-off, appeals, newsletter.
    Boilerplate,
}

impl PassageKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Question,
        Self::Heading,
        Self::Caption,
        Self::Advert,
        Self::Boilerplate,
    ];

    /// The word of the files.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Question => "question",
            Self::Heading => "heading",
            Self::Caption => "caption",
            Self::Advert => "advert",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// Whether it may be cited.
    pub const fn is_content(self) -> bool {
        matches!(self, Self::Text | Self::Question | Self::Heading)
    }
}

/// Passages of one source that a statement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: Id,
    /// Numbers of its passages, rising, at least one.
    pub passages: Vec<u32>,
}

/// Who stands behind a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The newspaper reports it as a fact.
    Reporting,
    /// Unnamed people say it.
    Hearsay,
    /// A person or company says it for itself.
    Statement,
    /// An authority says it.
    Authority,
    /// Somebody's view.
    Opinion,
}

impl Says {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Reporting,
        Self::Hearsay,
        Self::Statement,
        Self::Authority,
        Self::Opinion,
    ];

    /// The word of the files and of the JSON.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Reporting => "reporting",
            Self::Hearsay => "hearsay",
            Self::Statement => "statement",
            Self::Authority => "authority",
            Self::Opinion => "opinion",
        }
    }
}

/// One sentence or two of an answer, with their ground.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The sentence, written in both languages.
    pub text: ByLang<String>,
    /// Who stands behind it.
    pub says: Says,
    /// Their name; always there unless `says` is reporting.
    pub by: Option<ByLang<String>>,
    /// What it rests on; at least one.
    pub citations: Vec<Citation>,
    /// Where it stands.
    pub place: Place,
}

/// The phrasings of something that can be asked, as people type them.
pub type Phrasings = ByLang<Vec<Text>>;

/// One question the articles answer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its lasting id.
    pub id: Id,
    /// The topic it belongs to (the stem of its file).
    pub topic: Id,
    /// How people ask for it; the first phrasing of a language is the one that is shown.
    pub ask: Phrasings,
    /// The answer, one to four statements.
    pub statements: Vec<Statement>,
    /// The time it speaks of.
    pub valid: Option<PartialDate>,
    /// The matter it is one stage of.
    pub series: Option<Id>,
    /// Entries that say otherwise; each of them names this one.
    pub conflicts: Vec<Id>,
    /// Entries worth asking next.
    pub related: Vec<Id>,
    /// The seal it got when somebody compared it with its passages.
    pub checked: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl Entry {
    /// One that is asked for and answers nothing, for what looks at phrasings alone.
    pub fn asked(id: Id, ask: Phrasings) -> Self {
        Self {
            topic: id.clone(),
            id,
            ask,
            statements: Vec::new(),
            valid: None,
            series: None,
            conflicts: Vec::new(),
            related: Vec::new(),
            checked: None,
            place: Place::default(),
        }
    }

    /// All its citations in the order of the statements, each source once with its passages rising.
    pub fn citations(&self) -> Vec<Citation> {
        let mut merged: Vec<Citation> = Vec::new();
        for citation in self
            .statements
            .iter()
            .flat_map(|statement| &statement.citations)
        {
            match merged
                .iter_mut()
                .find(|seen| seen.source == citation.source)
            {
                Some(seen) => seen.passages.extend(&citation.passages),
                None => merged.push(citation.clone()),
            }
        }
        for citation in &mut merged {
            citation.passages.sort_unstable();
            citation.passages.dedup();
        }
        merged
    }

    /// The answer in one language: its statements in a row.
    pub fn answer(&self, lang: Lang) -> String {
        let texts: Vec<&str> = self
            .statements
            .iter()
            .map(|statement| statement.text.text(lang))
            .collect();
        texts.join(" ")
    }
}

/// A question people ask and the articles do not answer.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// Its lasting id.
    pub id: Id,
    /// How people ask for it.
    pub ask: Phrasings,
    /// What the articles do not say.
    pub reason: ByLang<String>,
    /// Entries that are known nearby.
    pub nearest: Vec<Id>,
    /// The entry that says the opposite of what the question takes for granted.
    pub contradicted_by: Option<Id>,
    /// The seal it got when somebody checked it.
    pub checked: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// Small talk, and the line that answers it. It claims nothing.
#[derive(Clone, Debug)]
pub struct Chat {
    /// Its lasting id.
    pub id: Id,
    /// How people put it.
    pub ask: Phrasings,
    /// The line.
    pub say: ByLang<String>,
    /// Where it stands.
    pub place: Place,
}

/// A group of entries.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The stem of its file.
    pub id: Id,
    /// Its place among the topics, lowest first.
    pub order: u64,
    /// Its name.
    pub title: ByLang<String>,
    /// What it is about, one line.
    pub about: ByLang<String>,
    /// Its summary.
    pub summary: Vec<Bullet>,
    /// Where it stands.
    pub place: Place,
}

/// One line of a summary.
#[derive(Clone, Debug)]
pub struct Bullet {
    /// The entry it comes from, and is cited by.
    pub entry: Id,
    /// The line.
    pub text: ByLang<String>,
    /// Where it stands.
    pub place: Place,
}

/// Something that happened, or was to happen, at a time the articles give.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub when: Dating,
    /// What, in one sentence.
    pub text: ByLang<String>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// The entry that tells more.
    pub entry: Option<Id>,
    /// Where it stands.
    pub place: Place,
}

/// Everything that was loaded. Its lists are in the order of the files, topics in their own order.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// The articles.
    pub sources: Vec<Source>,
    /// The topics, in their order.
    pub topics: Vec<Topic>,
    /// What is answered.
    pub entries: Vec<Entry>,
    /// What is not.
    pub boundaries: Vec<Boundary>,
    /// Small talk.
    pub chats: Vec<Chat>,
    /// The dated events, oldest first.
    pub timeline: Vec<Event>,
    /// Names, synonyms, spellings and stop words.
    pub vocabulary: Vocabulary,
    /// Words that are written with a capital and are no names; only `lint` reads them.
    pub nouns: ByLang<Vec<String>>,
    /// Questions out of scope that nothing taught may turn into an answer.
    pub refusals: Vec<Refusal>,
    /// First 8 hexadecimal digits of the SHA-256 over the sorted (path, bytes) of all files.
    pub revision: String,
    entry_at: HashMap<Id, usize>,
    boundary_at: HashMap<Id, usize>,
    source_at: HashMap<Id, usize>,
}

impl Knowledge {
    /// Entries alone, for what needs neither sources nor answers (`rank`). No two may have the same id.
    pub fn of_entries(entries: Vec<Entry>, vocabulary: Vocabulary) -> Self {
        let positions = entries.iter().enumerate();
        Self {
            entry_at: positions
                .map(|(at, entry)| (entry.id.clone(), at))
                .collect(),
            entries,
            vocabulary,
            ..Self::default()
        }
    }

    /// The entry of that id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(*self.entry_at.get(id)?)
    }

    /// The boundary of that id.
    pub fn boundary(&self, id: &str) -> Option<&Boundary> {
        self.boundaries.get(*self.boundary_at.get(id)?)
    }

    /// The source of that id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(*self.source_at.get(id)?)
    }

    /// The stages of a series, newest first.
    pub fn series(&self, series: &Id) -> Vec<&Entry> {
        let mut stages: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.series.as_ref() == Some(series))
            .collect();
        stages.sort_by_key(|entry| std::cmp::Reverse(entry.valid));
        stages
    }

    /// The newest date of the sources an entry cites.
    pub fn as_of(&self, entry: &Entry) -> Option<Dating> {
        entry
            .citations()
            .iter()
            .filter_map(|citation| self.source(citation.source.as_str()))
            .map(|source| source.published)
            .max()
    }

    /// Everything that can be asked: entries, boundaries and small talk, in this order.
    pub fn askable(&self) -> impl Iterator<Item = (&Id, &Phrasings)> {
        let entries = self.entries.iter().map(|entry| (&entry.id, &entry.ask));
        let boundaries = self
            .boundaries
            .iter()
            .map(|boundary| (&boundary.id, &boundary.ask));
        entries
            .chain(boundaries)
            .chain(self.chats.iter().map(|chat| (&chat.id, &chat.ask)))
    }

    /// Where all of them stand, in the same order.
    pub fn places(&self) -> impl Iterator<Item = (&Id, &Place)> {
        let entries = self.entries.iter().map(|entry| (&entry.id, &entry.place));
        let boundaries = self
            .boundaries
            .iter()
            .map(|boundary| (&boundary.id, &boundary.place));
        entries
            .chain(boundaries)
            .chain(self.chats.iter().map(|chat| (&chat.id, &chat.place)))
    }
}

/// What one guild has of its own. Shipped knowledge is never copied for it.
#[derive(Clone, Debug, Default)]
pub struct GuildView {
    /// Entries its moderators have stopped: neither answered nor suggested.
    pub paused: HashSet<Id>,
    /// Phrasings its moderators have taught, as the matcher weighs them (`Matcher::taught`); they lead nowhere in any other guild.
    pub taught: Vec<TaughtPhrasing>,
}

/// A phrasing that one guild added to something that can be asked.
#[derive(Clone, Debug)]
pub struct TaughtPhrasing {
    /// An entry, a boundary, or [`Id::unsaid`].
    pub target: Id,
    /// Its language.
    pub lang: Lang,
    /// Its folded words: a question with the same ones is this phrasing.
    pub key: String,
    /// Its words with their weights, by rising key.
    pub words: Vec<(u64, f32)>,
    /// Its runs of letters with their weights, by rising key.
    pub letters: Vec<(u64, f32)>,
}
