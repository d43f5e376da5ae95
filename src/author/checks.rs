//! One answer at a time: is it an id, a phrasing, a passage that is there? What a phrasing collides with is asked of the engine.

use std::collections::HashSet;
use std::ops::Range;

use super::NewStatement;
use crate::decide::Verdict;
use crate::document::{Place, nearest};
use crate::engine::{Ask, Engine};
use crate::knowledge::{
    Entry, GuildView, ID_BYTES_MOST, Id, Knowledge, PHRASING_CHARS_MOST, Part, PartialDate,
    Passage, PassageKind, Source,
};
use crate::lang::{ByLang, Lang};
use crate::lint::{self, Lister, YEAR_OPEN};
use crate::text;

/// Entries that are proposed as worth asking next.
const RELATED_MOST: usize = 3;
/// Mean likeness to the new phrasings from which they are, 0 to 1.
const RELATED_LEAST: f32 = 0.15;
/// Words from which on the language of a text is sure.
const LANGUAGE_WORDS_LEAST: usize = 4;
/// Entries that a search for an id shows.
const FOUND_MOST: usize = 8;

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was typed where something is needed.
    Empty,
    /// It has not the form of an id.
    IdForm,
    /// The id is in use.
    IdTaken,
    /// There is a topic of that name or title.
    TopicThere(Id),
    /// It has more characters than allowed.
    TooLong {
        /// How many it has.
        chars: usize,
        /// How many are allowed.
        most: usize,
    },
    /// There are fewer than needed.
    TooFew {
        /// How many are needed.
        least: usize,
    },
    /// One of several, and what is wrong with it.
    Among(String, Box<Wrong>),
    /// A time that no cited passage or article is of.
    NotThen(PartialDate),
    /// It holds no word.
    NoWord,
    /// This entry has the phrasing already.
    Repeated,
    /// Another one has the phrasing already.
    Taken(Id),
    /// It is the id of a boundary, where only an entry can stand.
    Boundary(Id),
    /// There is no entry of that id; some have these words.
    NoEntry {
        /// What was typed.
        name: String,
        /// Their ids and first phrasings.
        found: Vec<(Id, ByLang<String>)>,
    },
    /// There is nothing of that name.
    NotThere {
        /// What was typed.
        name: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// Several names are spelt so.
    Shared {
        /// What was typed.
        name: String,
        /// The names.
        names: Vec<String>,
    },
    /// These words in a row are the article's.
    Copied(String),
    /// It is no list of passage numbers.
    NoPassages,
    /// The source has no such passage.
    NoSuchPassage {
        /// The number.
        number: u32,
        /// The number of the last one.
        last: usize,
    },
    /// The passage may not be cited.
    NotContent {
        /// The number.
        number: u32,
    },
    /// It is no date.
    NoDate,
    /// It holds no figure.
    NoFigure,
    /// It is no correction of a list.
    NoCorrection,
    /// It is no kind of a passage.
    NoKind,
    /// It is no kind of a name.
    NoNameKind,
    /// The file it names cannot be used, and why.
    Unreadable(String),
    /// It is no address of a web page.
    NoUrl,
    /// It would leave fewer than needed.
    LeavesTooFew {
        /// How many are needed.
        least: usize,
    },
    /// It is not what can be done about a boundary.
    NoRevision,
}

impl Wrong {
    /// Nothing of that name is there, and nothing like it.
    #[must_use]
    pub fn not_there(name: &str) -> Self {
        Self::NotThere {
            name: name.to_owned(),
            near: None,
        }
    }
}

/// What answers a phrasing so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The entry, boundary or small talk.
    pub id: Id,
    /// Its first phrasing in the language of the new one.
    pub question: String,
    /// What the bot says so far, if it is a boundary.
    pub reason: Option<ByLang<String>>,
    /// Where it stands.
    pub place: Place,
}

/// An id that nothing has yet.
///
/// # Errors
/// [`Wrong::IdForm`] and [`Wrong::IdTaken`].
pub fn new_id(knowledge: &Knowledge, typed: &str) -> Result<Id, Wrong> {
    let id = Id::new(typed).ok_or(Wrong::IdForm)?;
    if knowledge.askable().any(|(taken, _)| *taken == id) {
        return Err(Wrong::IdTaken);
    }
    Ok(id)
}

/// An id made of the words of a text that carry its matter, for somebody to take or change; nothing where it would be no id.
#[must_use]
pub fn suggested_id(knowledge: &Knowledge, text: &str) -> Option<Id> {
    let vocabulary = &knowledge.vocabulary;
    let carries_none = |word: &String| {
        [&vocabulary.stop, &vocabulary.question]
            .iter()
            .any(|words| words.de.contains(word) || words.en.contains(word))
    };
    let mut slug = String::new();
    for word in text::parse(text).words {
        let spelt = ['ä', 'ö', 'ü', 'ß']
            .into_iter()
            .zip(["ae", "oe", "ue", "ss"])
            .fold(word.text.clone(), |word, (from, to)| word.replace(from, to));
        let word_is_empty = carries_none(&word.text);
        let word: String = spelt.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || word_is_empty {
            continue;
        }
        if slug.len() + 1 + word.len() > ID_BYTES_MOST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    new_id(knowledge, &slug).ok()
}

/// The id of an entry that is there.
///
/// # Errors
/// [`Wrong::NotThere`] with the nearest that is, [`Wrong::NoEntry`] with those that have the word, [`Wrong::Boundary`].
pub fn entry_id(knowledge: &Knowledge, typed: &str) -> Result<Id, Wrong> {
    if let Some(entry) = knowledge.entry(typed) {
        return Ok(entry.id.clone());
    }
    let mut boundaries = knowledge.boundaries.iter();
    if let Some(boundary) = boundaries.find(|boundary| boundary.id.as_str() == typed) {
        return Err(Wrong::Boundary(boundary.id.clone()));
    }
    // An id has no capitals, whoever types it.
    if let Some(entry) = knowledge.entry(&text::lower(typed)) {
        return Ok(entry.id.clone());
    }
    let name = typed.to_owned();
    let found = with_words(knowledge, typed);
    if found.is_empty() {
        let known = knowledge.entries.iter().map(|entry| entry.id.as_str());
        let near = nearest(typed, known).map(str::to_owned);
        return Err(Wrong::NotThere { name, near });
    }
    Err(Wrong::NoEntry { name, found })
}

/// Entries that have all words of a text in their ids or in one phrasing; those that have them in their ids come first.
fn with_words(knowledge: &Knowledge, typed: &str) -> Vec<(Id, ByLang<String>)> {
    let words: Vec<String> = text::parse(typed)
        .words
        .into_iter()
        .map(|word| word.folded)
        .collect();
    let has = |text: &str| {
        let key = text::parse(text).key();
        !words.is_empty() && words.iter().all(|word| key.contains(word.as_str()))
    };
    let is_asked = |entry: &Entry| {
        let mut phrasings = Lang::ALL.iter().flat_map(|lang| entry.ask.get(*lang));
        phrasings.any(|phrasing| has(&phrasing.value))
    };
    let entries = || knowledge.entries.iter();
    let by_id = entries().filter(|entry| has(entry.id.as_str()));
    let by_phrasing = entries().filter(|entry| !has(entry.id.as_str()) && is_asked(entry));
    let first = |entry: &Entry, lang| {
        let first = entry.ask.get(lang).first();
        first
            .map(|phrasing| phrasing.value.clone())
            .unwrap_or_default()
    };
    let found = by_id.chain(by_phrasing).take(FOUND_MOST);
    found
        .map(|entry| {
            let ask = ByLang {
                de: first(entry, Lang::De),
                en: first(entry, Lang::En),
            };
            (entry.id.clone(), ask)
        })
        .collect()
}

/// The words of a text that are written like a name and stand nowhere: not in the vocabulary, the nouns, the phrasings or the authors' names.
#[must_use]
pub fn unknown_words(
    knowledge: &Knowledge,
    text: &str,
    lang: Lang,
    asked: &ByLang<Vec<String>>,
) -> Vec<String> {
    let asked = asked.de.iter().chain(&asked.en).map(String::as_str);
    let authors = knowledge
        .sources
        .iter()
        .filter_map(|source| source.author.as_deref());
    let known: HashSet<String> = asked
        .chain(authors)
        .flat_map(|text| text::parse(text).words)
        .map(|word| word.folded)
        .collect();
    let mut unknown = Lister::new(knowledge).read(text, lang).perhaps_names;
    unknown.retain(|words| {
        let mut words = text::parse(words).words.into_iter();
        words.any(|word| !known.contains(&word.folded))
    });
    unknown
}

/// Ids of entries that are there, with commas or blanks between them; none where nothing was typed.
///
/// # Errors
/// As [`entry_id`].
pub fn ids(knowledge: &Knowledge, typed: &str) -> Result<Vec<Id>, Wrong> {
    parts(typed).map(|part| entry_id(knowledge, part)).collect()
}

/// A phrasing for something new; `own` are the ones it has.
///
/// # Errors
/// Where it is too long, holds no word, or is there already.
pub fn check_phrasing(engine: &Engine, own: &[String], typed: &str) -> Result<(), Wrong> {
    check_text(typed, PHRASING_CHARS_MOST)?;
    let key = text::key(typed);
    if key.is_empty() {
        return Err(Wrong::NoWord);
    }
    if own.iter().any(|other| text::key(other) == key) {
        return Err(Wrong::Repeated);
    }
    let taken = engine.matcher().stored(&key);
    taken.map_or(Ok(()), |id| Err(Wrong::Taken(id.clone())))
}

/// What a phrasing gets for an answer today: people who type it will have to get the new one instead.
#[must_use]
pub fn collision(engine: &Engine, phrasing: &str, lang: Lang) -> Option<Collision> {
    let (_, explanation) = engine.explain(&Ask {
        text: phrasing,
        language: Some(lang),
        fallback: lang,
        follows: None,
        addressed: true,
        guild: &GuildView::default(),
    });
    let id = match explanation.decision.verdict {
        Verdict::Answer { entry, .. } => entry.id,
        Verdict::Decline { boundary, .. } => boundary?,
        Verdict::Chat(id) => id,
        Verdict::Suggest(_) => return None,
    };
    let (_, ask) = engine
        .knowledge()
        .askable()
        .find(|(known, _)| **known == id)?;
    let question = ask.get(lang).first()?.value.clone();
    let boundary = engine.knowledge().boundary(id.as_str());
    let reason = boundary.map(|boundary| boundary.reason.clone());
    let mut places = engine.knowledge().places();
    let (_, place) = places.find(|(known, _)| **known == id)?;
    Some(Collision {
        place: place.clone(),
        id,
        question,
        reason,
    })
}

/// A text that is needed and has a limit.
///
/// # Errors
/// [`Wrong::Empty`] and [`Wrong::TooLong`].
pub fn check_text(typed: &str, most: usize) -> Result<(), Wrong> {
    let chars = typed.chars().count();
    match chars {
        0 => Err(Wrong::Empty),
        _ if chars > most => Err(Wrong::TooLong { chars, most }),
        _ => Ok(()),
    }
}

/// As [`check_text`], of a text that must be in the writer's own words and not in those of these passages.
///
/// # Errors
/// [`Wrong::Empty`], [`Wrong::TooLong`] and [`Wrong::Copied`].
pub fn check_own<'p>(
    typed: &str,
    most: usize,
    passages: impl IntoIterator<Item = &'p str>,
) -> Result<(), Wrong> {
    check_text(typed, most)?;
    match lint::copied_from(typed, passages) {
        Some(copied) => Err(Wrong::Copied(copied)),
        None => Ok(()),
    }
}

/// Numbers of passages of a source that may be cited, rising: `3`, `3, 5` or `3-5`.
///
/// # Errors
/// Where one is no number, is not there, or is no content.
pub fn passages(source: &Source, typed: &str) -> Result<Vec<u32>, Wrong> {
    let mut numbers = Vec::new();
    for part in parts(typed) {
        let (first, last) = first_and_last(part).ok_or(Wrong::NoPassages)?;
        // Looked at before it is counted up to: somebody may type `1-4000000000`.
        check_content(source, last)?;
        for number in first..=last {
            check_content(source, number)?;
            numbers.push(number);
        }
    }
    if numbers.is_empty() {
        return Err(Wrong::NoPassages);
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

/// The source that a text begins with, if it does, and what follows it.
#[must_use]
pub fn source_of<'k, 't>(
    knowledge: &'k Knowledge,
    typed: &'t str,
) -> (Option<&'k Source>, &'t str) {
    let (first, rest) = typed.split_once([' ', ',']).unwrap_or((typed, ""));
    match knowledge.source(first) {
        Some(source) => (Some(source), rest),
        None => (None, typed),
    }
}

/// Whether a passage of a source may be cited.
///
/// # Errors
/// [`Wrong::NoSuchPassage`] and [`Wrong::NotContent`].
pub fn check_content(source: &Source, number: u32) -> Result<(), Wrong> {
    match source.passage(number) {
        None => Err(Wrong::NoSuchPassage {
            number,
            last: source.passages.len(),
        }),
        Some(passage) if !passage.kind.is_content() => Err(Wrong::NotContent { number }),
        Some(_) => Ok(()),
    }
}

/// A date, or none where nothing was typed.
///
/// # Errors
/// [`Wrong::NoDate`].
pub fn date(typed: &str) -> Result<Option<PartialDate>, Wrong> {
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Wrong::NoDate)
}

/// When something was published: a date, or one as people write it ("18. Februar 2021", "early May 2022").
///
/// # Errors
/// [`Wrong::NoDate`].
pub fn dating(typed: &str) -> Result<(PartialDate, Option<Part>), Wrong> {
    if let Ok(date) = typed.parse() {
        return Ok((date, None));
    }
    let reader = Lister::new(&Knowledge::default());
    let mut read = Lang::ALL
        .map(|lang| reader.read(typed, lang).dates)
        .into_iter();
    let dates = read.find(|dates| dates.iter().any(|date| !date.starts_with(YEAR_OPEN)));
    let [date] = dates.as_deref().unwrap_or_default() else {
        return Err(Wrong::NoDate);
    };
    let (date, part) = date.split_once(' ').unwrap_or((date, ""));
    let date = date.parse().map_err(|_| Wrong::NoDate)?;
    Ok((date, Part::from_tag(part)))
}

/// Whether a date of publication may be a slip: it lies before all other articles, or after `today`.
#[must_use]
pub fn is_doubtful(knowledge: &Knowledge, date: PartialDate, today: PartialDate) -> bool {
    let is_before = years(knowledge).is_some_and(|(first, _)| date.year() < first);
    is_before || date > today
}

/// The years of the articles there are, the first and the last.
#[must_use]
pub fn years(knowledge: &Knowledge) -> Option<(i16, i16)> {
    let years = knowledge.sources.iter();
    let years = years.map(|source| source.published.date.year());
    years.clone().min().zip(years.max())
}

/// The source that entries cite least, if only one is cited so little: what is written now most likely rests on the article that is new.
#[must_use]
pub fn new_source(knowledge: &Knowledge) -> Option<&Id> {
    let citing = |source: &Source| {
        let entries = knowledge.entries.iter();
        let cited = entries.flat_map(Entry::citations);
        cited
            .filter(|citation| citation.source == source.id)
            .count()
    };
    let sources = knowledge.sources.iter();
    let mut sources: Vec<(usize, &Id)> = sources.map(|it| (citing(it), &it.id)).collect();
    sources.sort_unstable();
    match sources.as_slice() {
        [(_, only)] => Some(*only),
        [(least, first), (next, _), ..] if least < next => Some(*first),
        _ => None,
    }
}

/// The passages of a source that may be cited and that no entry cites yet: what is still to tell. A heading tells nothing of its own.
#[must_use]
pub fn untold<'k>(knowledge: &'k Knowledge, source: &'k Source) -> Vec<&'k Passage> {
    let citations = knowledge.entries.iter().flat_map(Entry::citations);
    let citations = citations.filter(|citation| citation.source == source.id);
    let cited: HashSet<u32> = citations.flat_map(|citation| citation.passages).collect();
    let tells = |it: &&Passage| it.kind.is_content() && it.kind != PassageKind::Heading;
    let passages = source.passages.iter().filter(tells);
    passages
        .filter(|passage| !cited.contains(&passage.number))
        .collect()
}

/// The newest date that the German sentences of an answer say and that does not lie after the articles they cite; where all do, it is the
/// newest article's own, since what was announced then is no news of the time that was announced. None where they say none.
#[must_use]
pub fn newest_date(knowledge: &Knowledge, statements: &[NewStatement]) -> Option<PartialDate> {
    let reader = Lister::new(&Knowledge::default());
    let texts = statements.iter().map(|statement| &statement.text.de);
    let dates = texts.flat_map(|text| reader.read(text, Lang::De).dates);
    let said: Vec<(String, PartialDate)> = dates
        .filter_map(|date| {
            let parsed = date.split(' ').next()?.parse().ok()?;
            Some((date, parsed))
        })
        .collect();
    let cited = statements.iter().flat_map(|it| &it.citations);
    let sources = cited.filter_map(|citation| knowledge.source(citation.source.as_str()));
    let published = sources.map(|source| source.published).max();
    let is_past = |date: &str| published.is_none_or(|published| !lint::is_after(date, published));
    let past = said.iter().filter(|(date, _)| is_past(date));
    let newest = past.map(|(_, parsed)| *parsed).max();
    newest.or_else(|| Some(published.filter(|_| !said.is_empty())?.date))
}

/// Whether a text reads like one of the other language. Of few words nothing is sure.
#[must_use]
pub fn is_other_language(text: &str, lang: Lang) -> bool {
    let parsed = text::parse(text);
    parsed.words.len() >= LANGUAGE_WORDS_LEAST && parsed.lang == Some(lang.other())
}

/// Entries that are worth asking next: those that all phrasings of something new together are most like. One alone may be like anything.
#[must_use]
pub fn related<'e>(engine: &'e Engine, ask: &ByLang<Vec<String>>) -> Vec<&'e Entry> {
    let phrasings: Vec<&String> = ask.de.iter().chain(&ask.en).collect();
    let mut near: Vec<(f32, &Entry)> = Vec::new();
    for phrasing in &phrasings {
        let question = text::parse(phrasing);
        for scored in engine.matcher().find(&question, &GuildView::default()) {
            let Some(entry) = engine.knowledge().entry(scored.id.as_str()) else {
                continue;
            };
            let share = scored.score / phrasings.len() as f32;
            match near.iter_mut().find(|(_, known)| known.id == entry.id) {
                Some((sum, _)) => *sum += share,
                None => near.push((share, entry)),
            }
        }
    }
    near.retain(|(mean, _)| *mean >= RELATED_LEAST);
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(RELATED_MOST);
    near.into_iter().map(|(_, entry)| entry).collect()
}

/// The address of a web page, or an empty text where nothing was typed.
///
/// # Errors
/// [`Wrong::NoUrl`].
pub fn url(typed: &str) -> Result<String, Wrong> {
    let holds_none =
        !typed.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    if typed.is_empty() || typed.starts_with("https://") && holds_none {
        Ok(typed.to_owned())
    } else {
        Err(Wrong::NoUrl)
    }
}

/// An id for a source: none of the others has it.
///
/// # Errors
/// [`Wrong::IdForm`] and [`Wrong::IdTaken`].
pub fn source_id(knowledge: &Knowledge, typed: &str) -> Result<Id, Wrong> {
    let id = Id::new(typed).ok_or(Wrong::IdForm)?;
    if knowledge.source(typed).is_some() {
        return Err(Wrong::IdTaken);
    }
    Ok(id)
}

/// The first and the last number of `3` or `3-5`.
fn first_and_last(typed: &str) -> Option<(u32, u32)> {
    let (first, last) = typed.split_once(['-', '–']).unwrap_or((typed, typed));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some((first, last))
}

/// Places from 0 of a list of `count` that `3` or `3-5` names; none where it is no number or not there.
#[must_use]
pub fn places(typed: &str, count: usize) -> Option<Range<usize>> {
    let (first, last) = first_and_last(typed)?;
    let first = usize::try_from(first).ok()?.checked_sub(1)?;
    let last = usize::try_from(last).ok()?;
    (last <= count).then_some(first..last)
}

pub(super) fn parts(typed: &str) -> impl Iterator<Item = &str> {
    typed
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

    #[test]
    fn numbers_of_a_list_may_be_a_range() {
        assert_eq!(places("3", 6), Some(2..3));
        assert_eq!(places("1-3", 6), Some(0..3));
        assert_eq!(places("4 – 6", 6), Some(3..6));
        for none in [
            "0",
            "7",
            "3-1",
            "5-7",
            "1-4000000000",
            "Henrik-Sallmann",
            "",
        ] {
            assert_eq!(places(none, 6), None, "{none}");
        }
    }

    #[test]
    fn what_is_written_in_its_language_is_not_doubted() {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let statements = knowledge.entries.iter().flat_map(|it| &it.statements);
        let passages = knowledge.sources.iter().flat_map(|it| &it.passages);
        let boundaries = knowledge.boundaries.iter();
        let texts = statements
            .map(|it| &it.text)
            .chain(boundaries.map(|it| &it.reason))
            .chain(passages.map(|it| &it.gist));
        let texts: Vec<&ByLang<String>> = texts.collect();
        let (mut noticed, mut count) = (0, 0);
        for (lang, text) in Lang::ALL
            .into_iter()
            .flat_map(|lang| texts.iter().map(move |text| (lang, text)))
        {
            let (own, other) = (text.text(lang), text.text(lang.other()));
            assert!(!is_other_language(own, lang), "{own}");
            if !other.is_empty() {
                count += 1;
                noticed += usize::from(is_other_language(other, lang));
            }
        }
        assert!(noticed * 100 >= count * 95, "{noticed} of {count}");
    }
}
