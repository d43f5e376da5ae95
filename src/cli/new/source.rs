//! `ticktack new source`: completes the draft of a record, or begins with the article's text.
//!
//! The text, if it is at hand, is only shown on the terminal, to tell the passages apart; what is written are the person's own words.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::dialogue::Stop;
use super::{
    Author, Draft, LINE_CHARS_MOST, Likely, is_no, is_none, is_yes, listed, picked, picked_words,
    words,
};
use crate::author::{
    self, Change, NewName, PassageRecord, SourceRecord, Wrong, check_own, check_text,
};
use crate::cli::PASSAGE_CHARS_MOST;
use crate::cli::extract::{draft_path, id_of, language_of, read_article};
use crate::knowledge::{self, Citation, Id, Knowledge, NameKind, Part, PartialDate, PassageKind};
use crate::lang::{ByLang, Lang};
use crate::lint;
use crate::text;

/// Words that may be names and are shown; the most frequent come first.
const PERHAPS_NAMES_MOST: usize = 80;
/// Characters of a gist.
const GIST_CHARS_MOST: usize = 600;

/// The article, where it is at hand.
struct Seen<'t> {
    /// Its passages by their fingerprints.
    texts: HashMap<String, &'t str>,
    /// How many of the new names stand in the lists of the record already.
    listed: usize,
    /// Names that the text itself has, or the draft where the text is not at hand. A person may have added others by hand.
    names: BTreeSet<String>,
    /// Whether an entry is about to cite it, whose sentence may be its gist.
    is_cited: bool,
}

/// What somebody says beside what was found in a passage.
enum Found {
    /// It is right, and so is what was said of it before.
    Right,
    /// It is right, and this is what the passage says.
    Said(String),
    /// It is of another kind.
    Kind(PassageKind),
    /// Its lists corrected, and each name of them as the vocabulary has it.
    Lists(Box<PassageRecord>, Vec<(String, Option<String>)>),
}

impl<'t> Seen<'t> {
    /// A passage itself, where it is at hand.
    fn text(&self, passage: &PassageRecord) -> &'t str {
        let text = self.texts.get(&passage.sha256);
        text.copied().unwrap_or_default()
    }
}

impl Author<'_> {
    /// Completes a record and gives what is to be written.
    pub(super) fn source(&mut self, file: Option<&Path>) -> Result<Draft, Stop> {
        let (mut record, article) = self.begun(file)?;
        let article = article.unwrap_or_default();
        let texts = text::passages(&article);
        let mut seen = Seen {
            texts: texts
                .map(|passage| (knowledge::fingerprint(passage.as_bytes()), passage))
                .collect(),
            listed: 0,
            names: match article.as_str() {
                "" => record.names().into_iter().map(str::to_owned).collect(),
                _ => record.names_of(self.knowledge(), text::passages(&article)),
            },
            is_cited: false,
        };
        self.bibliography(&mut record, &article)?;
        self.kinds(&mut record, &seen)?;
        self.names(&mut record, &mut seen)?;
        let now = self.which_now(&record)?;
        for at in 0..record.passages.len() {
            if now.contains(&at) {
                self.dialogue.about(format!("passage {}: ", at + 1));
                self.passage(at, &mut record, &mut seen)?;
            } else if let Some(mut passage) = record.passages.get(at).cloned() {
                let text = seen.text(&passage);
                record.with_years(&mut passage, text);
                record.put(at, passage);
            }
        }
        self.cover(&record.names(), &seen);
        let draft = Draft {
            changes: vec![Change::behind(
                format!("seeds/{}.toml", record.id),
                record.record_toml(),
            )],
            asserted: Vec::new(),
            question: None,
            replaces: Some(draft_path(&record.id)),
            likely: Some(Likely {
                topic: None,
                source: Some(record.id.clone()),
            }),
        };
        self.tell_outdated(&record);
        Ok(draft)
    }

    /// Says which of these names the vocabulary has for mentioned nowhere, and that it changes.
    fn cover(&mut self, names: &BTreeSet<&str>, seen: &Seen<'_>) {
        let vocabulary = self.engine.knowledge().vocabulary.names.iter();
        let covered: Vec<String> = vocabulary
            .filter(|name| !name.covered && names.contains(name.name.as_str()))
            .filter(|name| seen.names.contains(&name.name))
            .map(|name| name.name.clone())
            .collect();
        if !covered.is_empty() {
            let note = words::covered(self.dialogue.lang(), &covered);
            self.dialogue.say(&note);
            self.covered.extend(covered);
        }
    }

    /// Names what may no longer be right with this article: what says how far the articles reach, and boundaries on a name that no other
    /// article has. Another reason rests on an entry, so that `new entry` asks for it.
    fn tell_outdated(&mut self, record: &SourceRecord) {
        let knowledge = self.engine.knowledge();
        let reaches = record.dating();
        let reaches = reaches.map(|dating| author::reaches(knowledge, dating));
        let mut outdated = reaches.unwrap_or_default();
        let is_newest = !outdated.is_empty();
        let passages = knowledge.sources.iter().flat_map(|it| &it.passages);
        let known: HashSet<&str> = passages
            .flat_map(|passage| passage.names.iter().map(String::as_str))
            .collect();
        let names = record.names().into_iter().filter(|it| !known.contains(it));
        let names: Vec<String> = names.map(str::to_owned).collect();
        for it in author::naming_boundaries(knowledge, &names) {
            if !outdated.iter().any(|(id, ..)| **id == it.id) {
                outdated.push((&it.id, &it.place, &it.reason));
            }
        }
        if !outdated.is_empty() {
            let note = words::outdated(self.dialogue.lang(), is_newest, &outdated);
            self.dialogue.say(&note);
        }
    }

    /// Puts the names that are new since the last time into the lists of all passages.
    fn list_names(&self, record: &mut SourceRecord, seen: &mut Seen<'_>) {
        if let Some((listed, new)) = self.names.split_at_checked(seen.listed)
            && !new.is_empty()
        {
            let text = |sha256: &str| seen.texts.get(sha256).copied();
            record.list_names(self.knowledge(), listed, new, text);
            seen.listed = self.names.len();
        }
    }

    /// The draft that is meant, or one made of the article; with the article's text where it is at hand.
    fn begun(&mut self, file: Option<&Path>) -> Result<(SourceRecord, Option<String>), Stop> {
        let drafts = self.drafts()?;
        if file.is_none() && !drafts.is_empty() {
            let options: Vec<(&str, &str)> = drafts
                .iter()
                .map(|draft| (draft.id.as_str(), draft.outlet.as_str()))
                .collect();
            let at = self.dialogue.choose(words::WHICH_DRAFT, &options, None)?;
            let draft = drafts.into_iter().nth(at);
            return draft.map(|draft| (draft, None)).ok_or(Stop::Ended);
        }
        let (file, article) = match file {
            Some(file) => (file.to_owned(), read_article(file).map_err(Stop::Broken)?),
            None => self.dialogue.ask(words::ARTICLE_FILE, |typed| {
                let article = read_article(Path::new(typed)).map_err(Wrong::Unreadable)?;
                Ok((PathBuf::from(typed), article))
            })?,
        };
        let made = |id| {
            SourceRecord::draft(id, &article, language_of(&article), self.engine.knowledge()).0
        };
        let knowledge = self.engine.knowledge();
        let suggested = author::source_id(knowledge, &id_of(&file)).ok();
        if let Some(id) = &suggested {
            let fresh = made(id.clone());
            let same = drafts
                .into_iter()
                .find(|draft| draft.sha256 == fresh.sha256);
            if let Some(draft) = same {
                return Ok((draft, Some(article)));
            }
        }
        let question = words::with_default(
            words::SOURCE_ID.get(self.dialogue.lang()),
            suggested.as_ref(),
        );
        let id = self
            .dialogue
            .ask_in_words("source id", &question, |typed| match (&suggested, typed) {
                (Some(id), "") => Ok(id.clone()),
                (None, "") => Err(Wrong::Empty),
                _ => author::source_id(knowledge, typed),
            })?;
        Ok((made(id), Some(article)))
    }

    /// The drafts of sources that lie there.
    fn drafts(&self) -> Result<Vec<SourceRecord>, Stop> {
        let (files, _) = knowledge::drafts_in_folder(self.root);
        let mut drafts = Vec::new();
        for file in files.iter().filter(|file| file.path.starts_with("seeds/")) {
            let toml = String::from_utf8_lossy(&file.bytes);
            match SourceRecord::read(&file.path, &toml) {
                Ok(record) => drafts.push(record),
                Err(findings) => {
                    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
                    return Err(Stop::Broken(lines.join("\n")));
                }
            }
        }
        Ok(drafts)
    }

    /// Asks for what a citation needs, as far as it is not there.
    fn bibliography(&mut self, record: &mut SourceRecord, article: &str) -> Result<(), Stop> {
        if record.outlet.is_empty() {
            record.outlet = self.dialogue.ask(words::OUTLET, |typed| {
                check_text(typed, LINE_CHARS_MOST).map(|()| typed.to_owned())
            })?;
        }
        if record.headline.is_empty() {
            let outlet = text::key(&record.outlet);
            let lines = || text::passages(article);
            for (line, passage) in lines().zip(&mut record.passages) {
                if text::key(line) == outlet {
                    passage.kind = PassageKind::Boilerplate;
                }
            }
            // Above it may stand whose it is, and of when.
            let mut lines = lines().zip(&record.passages);
            let first = lines.find(|(_, passage)| passage.kind != PassageKind::Boilerplate);
            let first = first.filter(|(_, passage)| passage.kind == PassageKind::Heading);
            let first = first.map(|(line, _)| line);
            record.headline = self.optional(words::HEADLINE, first)?;
            if !record.headline.is_empty() && Some(record.headline.as_str()) != first {
                record.headline_from_address =
                    self.dialogue.confirm(words::HEADLINE_FROM_ADDRESS)?;
            }
        }
        if record.headline.is_empty() && record.about.de.is_empty() {
            record.about = self.both(words::CALLED, LINE_CHARS_MOST)?;
        }
        if record.author.is_empty() {
            let perhaps = SourceRecord::perhaps_author(article);
            record.author = self.optional(words::WRITER, perhaps.as_deref())?;
        }
        if record.url.is_empty() {
            record.url = self.dialogue.ask(words::URL, |typed| {
                author::url(if is_no(typed) { "" } else { typed })
            })?;
        }
        if record.published.is_none() {
            let (date, part) = self.published(article)?;
            (record.published, record.part) = (Some(date), part);
            let is_stated = SourceRecord::perhaps_published(article) == Some(date);
            if date.month().is_some() && date.day().is_none() && part.is_none() {
                record.part = self.dialogue.ask(words::PART, |typed| match typed {
                    _ if is_none(typed) => Ok(None),
                    tag => Part::from_tag(tag)
                        .map(Some)
                        .ok_or_else(|| Wrong::not_there(tag)),
                })?;
            }
            if !is_stated && self.dialogue.confirm(words::INFERRED)? {
                record.inferred_from = self.both(words::INFERRED_FROM, LINE_CHARS_MOST)?;
            }
        }
        Ok(())
    }

    /// Asks when the article was published, and once more where that seems to be a slip.
    fn published(&mut self, article: &str) -> Result<(PartialDate, Option<Part>), Stop> {
        let lang = self.dialogue.lang();
        let perhaps = SourceRecord::perhaps_published(article);
        let question = words::with_default(words::PUBLISHED.get(lang), perhaps.as_ref());
        loop {
            let published = self
                .dialogue
                .ask_in_words("published", &question, |typed| match (typed, perhaps) {
                    ("", Some(date)) => Ok((date, None)),
                    _ => author::dating(typed),
                })?;
            let date = published.0;
            if !author::is_doubtful(self.knowledge(), date, self.today) {
                return Ok(published);
            }
            let really = words::really(lang, date, author::years(self.knowledge()));
            if self
                .dialogue
                .ask_in_words("really", &really, |typed| Ok(is_yes(typed)))?
            {
                return Ok(published);
            }
        }
    }

    /// Asks for what may not be known; Enter takes what the article seems to say, if it does.
    fn optional(&mut self, question: ByLang<&str>, perhaps: Option<&str>) -> Result<String, Stop> {
        let lang = self.dialogue.lang();
        let asked = perhaps.map_or_else(
            || question.get(lang).to_string(),
            |perhaps| words::or_unknown(lang, question, perhaps),
        );
        self.dialogue
            .ask_in_words(question.en, &asked, |typed| match typed {
                "" => Ok(perhaps.unwrap_or_default().to_owned()),
                _ if is_no(typed) => Ok(String::new()),
                _ => check_text(typed, LINE_CHARS_MOST).map(|()| typed.to_owned()),
            })
    }

    fn known(&self, name: &str) -> Result<Option<String>, Wrong> {
        known(self.engine.knowledge(), &self.names, name)
    }

    /// Asks which words are names and which are nouns.
    fn names(&mut self, record: &mut SourceRecord, seen: &mut Seen<'_>) -> Result<(), Stop> {
        let lang = self.dialogue.lang();
        // Answers will name the newspaper ("according to ...").
        if self.known(&record.outlet) == Ok(None) {
            self.names.push(NewName {
                kind: NameKind::Medium,
                name: record.outlet.clone(),
                variants: Vec::new(),
            });
        }
        let mut perhaps = record.perhaps_names();
        perhaps.retain(|word| *word != record.author && *word != record.outlet);
        perhaps.truncate(PERHAPS_NAMES_MOST);
        if !perhaps.is_empty() {
            let question = words::which_names(lang, &perhaps);
            let chosen = self
                .dialogue
                .ask_in_words("names", &question, |typed| with_kinds(typed, &perhaps))?;
            if !self.dialogue.is_repeating() {
                for (name, kind) in chosen.iter().rev() {
                    let key = format!("{name}: {}", words::NAME_KIND_KEY);
                    self.dialogue.put_ahead(&key, kind.clone());
                }
            }
            for (name, _) in &chosen {
                if self.known(name) == Ok(None) {
                    self.new_name(name)?;
                }
            }
        }
        self.list_names(record, seen);
        self.nouns(record)
    }

    /// Asks which of the other words are nouns.
    fn nouns(&mut self, record: &SourceRecord) -> Result<(), Stop> {
        // Where the text is not at hand, the words are still listed as they were found.
        let forms = self.names.iter();
        let forms = forms.flat_map(|it| std::iter::once(&it.name).chain(&it.variants));
        let named: HashSet<&str> = std::iter::once(&record.author)
            .chain(forms)
            .flat_map(|form| form.split_whitespace())
            .collect();
        let mut rest: Vec<String> = Vec::new();
        let perhaps = record.perhaps_names();
        for word in perhaps.iter().flat_map(|words| words.split([' ', '-'])) {
            let is_new = !word.is_empty() && !rest.iter().any(|known| known == word);
            if is_new && !named.contains(word) {
                rest.push(word.to_owned());
            }
        }
        if rest.is_empty() {
            return Ok(());
        }
        let question = words::which_nouns(self.dialogue.lang(), &rest);
        let nouns = self.dialogue.ask_in_words("nouns", &question, |typed| {
            if is_yes(typed) {
                Ok(rest.clone())
            } else {
                picked_words(typed, &rest)
            }
        })?;
        self.nouns.get_mut(record.language).extend(nouns);
        Ok(())
    }

    /// Shows all passages at once that seem to be none of the article's own.
    fn kinds(&mut self, record: &mut SourceRecord, seen: &Seen<'_>) -> Result<(), Stop> {
        let passages = record.passages.iter().enumerate();
        let asides = passages.filter(|(_, passage)| !passage.kind.is_content());
        let asides: Vec<(usize, PassageKind, &str)> = asides
            .map(|(at, passage)| (at + 1, passage.kind, seen.text(passage)))
            .collect();
        if asides.is_empty() {
            return Ok(());
        }
        let question = words::asides(self.dialogue.lang(), &asides);
        let count = record.passages.len();
        let kinds = self
            .dialogue
            .ask_in_words("kinds", &question, |typed| numbered_kinds(typed, count))?;
        for (at, kind) in kinds {
            let text = record.passages.get(at).map_or("", |it| seen.text(it));
            record.set_kind(at, kind, self.engine.knowledge(), text);
        }
        Ok(())
    }

    /// Asks which passages are to be gone through now; the others are drafts until an entry cites them.
    fn which_now(&mut self, record: &SourceRecord) -> Result<Vec<usize>, Stop> {
        let all: Vec<usize> = (0..record.passages.len()).collect();
        let question = words::WHICH_NOW.get(self.dialogue.lang());
        self.dialogue
            .ask_in_words("which now", question, |typed| match typed {
                "" => Ok(Vec::new()),
                _ if is_yes(typed) => Ok(all.clone()),
                _ => picked(typed, &all, |part| Err(Wrong::not_there(part))),
            })
    }

    /// Goes through a passage that an entry is about to cite for the first time; what it says is asked behind the sentence.
    pub(super) fn cited(&mut self, id: &Id, number: u32) -> Result<(), Stop> {
        let path = format!("seeds/{id}.toml");
        let file = self.files.iter().find(|file| file.path == path);
        let toml = file.map(|file| String::from_utf8_lossy(&file.bytes));
        let record = SourceRecord::read(&path, &toml.unwrap_or_default());
        let Ok(mut record) = record else {
            return Ok(());
        };
        let at = usize::try_from(number)
            .unwrap_or_default()
            .saturating_sub(1);
        let text = self.passages.get(&(id.clone(), number)).cloned();
        let knowledge = self.engine.knowledge();
        if let Some(text) = &text {
            record.list_again(at, knowledge, &self.names, text);
        }
        let sha256 = record.passages.get(at).map(|it| it.sha256.clone());
        let texts = sha256.into_iter().zip(text.as_deref());
        let mut seen = Seen {
            texts: texts.collect(),
            listed: self.names.len(),
            names: match text.as_deref() {
                Some(text) => record.names_of(knowledge, [text]),
                None => record.names().into_iter().map(str::to_owned).collect(),
            },
            is_cited: true,
        };
        let about = self.dialogue.about(format!("passage {id} {number}: "));
        self.passage(at, &mut record, &mut seen)?;
        self.dialogue.about(about);
        if let Some(passage) = record.passages.into_iter().nth(at) {
            self.cover(&passage.names.iter().map(String::as_str).collect(), &seen);
            self.completed.push((id.clone(), number, passage));
        }
        Ok(())
    }

    /// Asks what the passages say that a sentence is the first to cite; of a single one the sentence may say it.
    pub(super) fn gists(
        &mut self,
        sentence: &ByLang<String>,
        citations: &[Citation],
    ) -> Result<(), Stop> {
        let lang = self.dialogue.lang();
        let is_cited = |(id, number, passage): &&(Id, u32, PassageRecord)| {
            let mut citations = citations.iter();
            let cited = citations.any(|it| it.source == *id && it.passages.contains(number));
            cited && passage.gist.de.is_empty()
        };
        let open: Vec<(Id, u32, PassageRecord)> =
            self.completed.iter().filter(is_cited).cloned().collect();
        for (id, number, passage) in &open {
            let source = self.engine.knowledge().source(id.as_str());
            let published = source.map(|source| source.published);
            let after = passage.dates.iter();
            let after: Vec<&String> = after
                .filter(|date| published.is_some_and(|published| lint::is_after(date, published)))
                .collect();
            let says_so = |gist: &ByLang<String>| after.is_empty() || lint::lies_ahead(gist);
            let offered = open.len() == 1 && says_so(sentence);
            let question = words::gist_of(lang, *number, offered, &after);
            let original = self.passages.get(&(id.clone(), *number));
            let own = original
                .filter(|_| passage.kind != PassageKind::Heading)
                .cloned();
            let about = self.dialogue.about(format!("passage {id} {number}: "));
            let mut gist = loop {
                let de = self.dialogue.ask_of_two(
                    "gist",
                    &question,
                    Some(words::GIST[1].en),
                    |typed| match typed {
                        "" if offered => Ok(sentence.de.clone()),
                        _ => check_own(typed, GIST_CHARS_MOST, own.as_deref())
                            .map(|()| typed.to_owned()),
                    },
                )?;
                if self.is_meant(Lang::De, &de)? {
                    break ByLang {
                        de,
                        ..ByLang::default()
                    };
                }
            };
            gist.en = if offered && gist.de == sentence.de {
                sentence.en.clone()
            } else {
                self.own_text(Lang::En, words::GIST, GIST_CHARS_MOST, own.as_slice())?
            };
            self.dialogue.about(about);
            let mut there = self.completed.iter_mut();
            if let Some((.., there)) = there.find(|it| it.0 == *id && it.1 == *number) {
                there.gist = gist;
            }
        }
        Ok(())
    }

    /// Asks what a passage says, beside what was found in it.
    fn passage(
        &mut self,
        at: usize,
        record: &mut SourceRecord,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        let lang = self.dialogue.lang();
        let passage = record.passages.get(at).filter(|it| it.kind.is_content());
        let Some(mut passage) = passage.cloned() else {
            return Ok(());
        };
        let text = seen.text(&passage);
        let shown = text::one_line(text, PASSAGE_CHARS_MOST);
        self.dialogue.say(&words::passage(lang, at + 1, &shown));
        let guessed = record.with_years(&mut passage, text);
        while passage.kind.is_content() {
            match self.found(&passage, record, seen, &guessed)? {
                Found::Right => break,
                Found::Said(said) if self.is_meant(Lang::De, &said)? => {
                    let own = not_to_copy(&passage, text).map(str::to_owned);
                    let own = own.as_slice();
                    passage.gist.de = said;
                    passage.gist.en = self.own_text(Lang::En, words::GIST, GIST_CHARS_MOST, own)?;
                    break;
                }
                Found::Said(_) => {}
                Found::Kind(kind) => passage.kind = kind,
                Found::Lists(corrected, names) => {
                    passage = *corrected;
                    self.name(&mut passage, names, seen)?;
                }
            }
        }
        record.put(at, passage);
        // A name that was added here may stand in others as well.
        self.list_names(record, seen);
        Ok(())
    }

    /// Lists names as the vocabulary has them, or will have them.
    fn name(
        &mut self,
        passage: &mut PassageRecord,
        names: Vec<(String, Option<String>)>,
        seen: &Seen<'_>,
    ) -> Result<(), Stop> {
        passage.names.clear();
        for (typed, known) in names {
            let name = match known {
                Some(name) => name,
                None => self.new_name(&typed)?.name,
            };
            if !passage.names.contains(&name) {
                passage.names.push(name);
            }
        }
        let vocabulary = self.knowledge().vocabulary.names.iter();
        let in_no_text: Vec<String> = vocabulary
            .filter(|name| !name.covered && passage.names.contains(&name.name))
            .filter(|name| !seen.names.contains(&name.name))
            .map(|name| name.name.clone())
            .collect();
        if !in_no_text.is_empty() {
            let note = words::in_no_text(self.dialogue.lang(), &in_no_text);
            self.dialogue.say(&note);
        }
        Ok(())
    }

    /// Shows a passage's kind and lists once, and reads what is said about them, or what the passage says.
    fn found(
        &mut self,
        passage: &PassageRecord,
        record: &SourceRecord,
        seen: &Seen<'_>,
        guessed: &[String],
    ) -> Result<Found, Stop> {
        let lang = self.dialogue.lang();
        let (text, is_cited) = (seen.text(passage), seen.is_cited);
        let (knowledge, new) = (self.engine.knowledge(), &self.names);
        let listed = |date: &&String| passage.dates.contains(date);
        let after = |date: &&String| {
            let published = record.dating();
            published.is_some_and(|published| lint::is_after(date, published))
        };
        let notes = words::Notes {
            guessed: guessed.iter().filter(listed).collect(),
            after: passage.dates.iter().filter(after).collect(),
            shared: record.shared_names(knowledge, new, &passage.names, text),
        };
        let is_first = self.dialogue.is_first("found");
        let question = words::found(lang, is_first, is_cited, passage, &notes);
        let [_, english] = words::GIST;
        let other = Some(english.en);
        self.dialogue
            .ask_of_two("found", &question, other, |typed| {
                if typed.is_empty() || is_yes(typed) {
                    let is_said = !passage.gist.de.is_empty() && !passage.gist.en.is_empty();
                    let is_enough = is_cited || is_said;
                    return is_enough.then_some(Found::Right).ok_or(Wrong::Empty);
                }
                if let Some(kind) = kind_of(typed) {
                    if is_cited && !kind.is_content() {
                        return Err(Wrong::NoCorrection);
                    }
                    return Ok(Found::Kind(kind));
                }
                if !typed.starts_with(['+', '-', '\u{2013}']) && !typed.contains('=') {
                    // One word is a kind that there is not.
                    if !typed.contains(' ') {
                        return Err(Wrong::NoKind);
                    }
                    check_own(typed, GIST_CHARS_MOST, not_to_copy(passage, text))?;
                    return Ok(Found::Said(typed.to_owned()));
                }
                let mut corrected = passage.clone();
                corrected.correct(typed)?;
                let names = corrected.names.iter();
                let names: Result<Vec<_>, Wrong> = names
                    .map(|name| Ok((name.clone(), known(knowledge, new, name)?)))
                    .collect();
                Ok(Found::Lists(Box::new(corrected), names?))
            })
    }
}

/// What must be said in other words; a headline is given again in its record.
fn not_to_copy<'t>(passage: &PassageRecord, text: &'t str) -> Option<&'t str> {
    (passage.kind != PassageKind::Heading).then_some(text)
}

/// Names chosen from a list, each with what was typed of its kind: `2 = organisation, 5 = person Ohm`.
fn with_kinds(typed: &str, list: &[String]) -> Result<Vec<(String, String)>, Wrong> {
    let mut chosen = Vec::new();
    for part in listed(typed) {
        let (word, kind) = part.split_once('=').unwrap_or((&part, ""));
        let words = picked_words(word.trim(), list)?.into_iter();
        chosen.extend(words.map(|word| (word, kind.trim().to_owned())));
    }
    Ok(chosen)
}

/// A kind of passages, by number or tag.
fn kind_of(typed: &str) -> Option<PassageKind> {
    let mut kinds = PassageKind::ALL.into_iter().enumerate();
    let typed = text::lower(typed);
    let kind = kinds.find(|(at, kind)| (at + 1).to_string() == typed || kind.tag() == typed);
    kind.map(|(_, kind)| kind)
}

/// Places of passages and their kinds: `6 heading, 10 text`; none where all is right.
fn numbered_kinds(typed: &str, count: usize) -> Result<Vec<(usize, PassageKind)>, Wrong> {
    if typed.is_empty() || is_yes(typed) {
        return Ok(Vec::new());
    }
    let parts = listed(typed).into_iter();
    parts
        .map(|part| {
            let (numbers, kind) = part.split_once([' ', '=']).ok_or(Wrong::NoKind)?;
            let places = author::places(numbers, count);
            let places = places.ok_or_else(|| Wrong::not_there(numbers))?;
            let kind = kind_of(kind.trim()).ok_or(Wrong::NoKind)?;
            Ok(places.map(move |at| (at, kind)))
        })
        .collect::<Result<Vec<_>, _>>()
        .map(|kinds| kinds.into_iter().flatten().collect())
}

/// The name that the vocabulary has, or will get, and that is spelt so; none where there is none.
///
/// # Errors
/// [`Wrong::Shared`] where several are.
fn known(knowledge: &Knowledge, new: &[NewName], name: &str) -> Result<Option<String>, Wrong> {
    let names = knowledge.vocabulary.names.iter();
    let names = names.map(|known| (&known.name, &known.variants));
    let new = new.iter().map(|known| (&known.name, &known.variants));
    let mut found: Vec<String> = Vec::new();
    for (known, variants) in names.chain(new) {
        if known == name {
            return Ok(Some(known.clone()));
        }
        if variants.iter().any(|form| form == name) {
            found.push(known.clone());
        }
    }
    if found.len() > 1 {
        return Err(Wrong::Shared {
            name: name.to_owned(),
            names: found,
        });
    }
    Ok(found.pop())
}
