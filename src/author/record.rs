//! A source record while it is made: from an article's text, over a draft that a person completes, to the file that is loaded.
//!
//! A draft says what it lacks: `key = "" # TODO`. That loads nowhere, so a record that was never completed is never taken for one.

use std::collections::BTreeSet;

use super::article::{byline, day_of_line, guessed_kind, telling_words};
use super::written::{Toml, list};
use super::{NewName, Wrong};
use crate::document::{Document, Finding, Place, Table, nearest};
use crate::knowledge::{Dating, Id, Knowledge, Name, Part, PartialDate, PassageKind, fingerprint};
use crate::lang::{ByLang, Lang};
use crate::lint::{self, Listed, Lister, Listing, SharedName, YEAR_OPEN};
use crate::text;

/// Before the words of a draft's passage that may be names.
const PERHAPS_NAMES: &str = "# names? ";
const BETWEEN_NAMES: &str = " | ";

const HEAD: &str = "\
# Draft of a record about an article. `ticktack new source` asks for what is empty here.
# The record says in your own words what each passage is about; the article's own sentences never stand here.
";

/// A record that may lack something. An empty text is one that lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRecord {
    /// The stem of the article's file.
    pub id: Id,
    /// The newspaper.
    pub outlet: String,
    /// The headline, where one is known.
    pub headline: String,
    /// Whether it was read off the address.
    pub headline_from_address: bool,
    /// How to name the article where no headline is known.
    pub about: ByLang<String>,
    /// Who wrote it, where that is known.
    pub author: String,
    /// Its address, where one is known.
    pub url: String,
    /// The language it is written in.
    pub language: Lang,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Which third of the month.
    pub part: Option<Part>,
    /// From what the date was worked out, if it was.
    pub inferred_from: ByLang<String>,
    /// SHA-256 of the article's tidied text.
    pub sha256: String,
    /// Its passages, in order.
    pub passages: Vec<PassageRecord>,
}

/// A passage of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageRecord {
    /// What kind of text it is.
    pub kind: PassageKind,
    /// SHA-256 of the tidied passage.
    pub sha256: String,
    /// What it says, in the writer's own words.
    pub gist: ByLang<String>,
    /// Names that the vocabulary knows.
    pub names: Vec<String>,
    /// Words that may be names as well.
    pub perhaps_names: Vec<String>,
    /// Numbers with their units.
    pub numbers: Vec<String>,
    /// Dates.
    pub dates: Vec<String>,
}

/// What a passage speaks of, word by word: never in its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The number of the passage, from 1.
    pub number: usize,
    /// Its kind.
    pub kind: PassageKind,
    /// Its most telling words, numbers and dates.
    pub words: Vec<String>,
}

impl SourceRecord {
    /// The draft of a record about `article`, a text that was tidied; and the matters it speaks of.
    #[must_use]
    pub fn draft(
        id: Id,
        article: &str,
        language: Lang,
        knowledge: &Knowledge,
    ) -> (Self, Vec<Matter>) {
        let reader = Lister::new(knowledge);
        let texts: Vec<&str> = text::passages(article).collect();
        let telling = telling_words(&texts, knowledge);
        let mut passages = Vec::with_capacity(texts.len());
        let mut matters = Vec::with_capacity(texts.len());
        for (at, (passage, tells_apart)) in texts.iter().zip(telling).enumerate() {
            let kind = guessed_kind(&texts, at);
            let sha256 = fingerprint(passage.as_bytes());
            let mut record = PassageRecord {
                kind,
                sha256,
                gist: ByLang::default(),
                names: Vec::new(),
                perhaps_names: Vec::new(),
                numbers: Vec::new(),
                dates: Vec::new(),
            };
            let mut words = Vec::new();
            if kind.is_content() {
                let found = reader.read(passage, language);
                words.extend(found.names.iter().cloned());
                words.extend(
                    tells_apart
                        .into_iter()
                        .filter(|word| !is_part_of(word, &found.names)),
                );
                words.extend(found.numbers.iter().chain(&found.dates).cloned());
                record.list(found);
            }
            passages.push(record);
            matters.push(Matter {
                number: at + 1,
                kind,
                words,
            });
        }
        let record = Self {
            id,
            outlet: String::new(),
            headline: String::new(),
            headline_from_address: false,
            about: ByLang::default(),
            author: String::new(),
            url: String::new(),
            language,
            published: None,
            part: None,
            inferred_from: ByLang::default(),
            sha256: fingerprint(article.as_bytes()),
            passages,
        };
        (record, matters)
    }

    /// Reads a draft. What is missing stays empty; what is no draft at all is told.
    ///
    /// # Errors
    /// Where it is not TOML, or a key has a wrong type or value.
    pub fn read(path: &str, toml: &str) -> Result<Self, Vec<Finding>> {
        let document = Document::parse(path, toml);
        let root = document.root();
        let text = |table: &Table<'_, '_>, key| {
            let text = table.optional_text(key);
            text.map(|text| text.value).unwrap_or_default()
        };
        let both = |table: &Table<'_, '_>, key| {
            let both = table.optional_table(key);
            both.map_or_else(ByLang::default, |both| ByLang {
                de: text(&both, "de"),
                en: text(&both, "en"),
            })
        };
        let id = Id::new(&text(&root, "id"));
        if id.is_none() {
            root.report("bad-id", "id", "this draft has no id".to_owned());
        }
        let mut passages = Vec::new();
        for table in root.tables("passage") {
            let tag = text(&table, "kind");
            let kind = PassageKind::ALL.into_iter().find(|kind| kind.tag() == tag);
            let values = |key| {
                table
                    .texts(key)
                    .into_iter()
                    .map(|text| text.value)
                    .collect()
            };
            passages.push(PassageRecord {
                kind: kind.unwrap_or(PassageKind::Text),
                sha256: text(&table, "sha256"),
                gist: both(&table, "gist"),
                names: values("names"),
                perhaps_names: Vec::new(),
                numbers: values("numbers"),
                dates: values("dates"),
            });
        }
        let record = id.map(|id| Self {
            id,
            outlet: text(&root, "outlet"),
            headline: text(&root, "headline"),
            headline_from_address: text(&root, "headline_from") == "address",
            about: both(&root, "about"),
            author: text(&root, "author"),
            url: text(&root, "url"),
            language: Lang::from_tag(&text(&root, "language")).unwrap_or(Lang::De),
            published: text(&root, "published").parse().ok(),
            part: Part::from_tag(&text(&root, "part")),
            inferred_from: both(&root, "inferred_from"),
            sha256: text(&root, "sha256"),
            passages,
        });
        drop(root);
        let findings: Vec<Finding> = document
            .into_findings()
            .into_iter()
            // What lacks is what a draft is for.
            .filter(|finding| finding.code != "empty")
            .collect();
        match record {
            Some(mut record) if findings.is_empty() => {
                record.read_perhaps_names(toml);
                Ok(record)
            }
            _ => Err(findings),
        }
    }

    /// They stand in comments, because a record has no place for them.
    fn read_perhaps_names(&mut self, toml: &str) {
        let mut passages = self.passages.iter_mut();
        let mut passage = None;
        for line in toml.lines().map(str::trim) {
            if line == "[[passage]]" {
                passage = passages.next();
            } else if let (Some(names), Some(passage)) =
                (line.strip_prefix(PERHAPS_NAMES), &mut passage)
            {
                passage.perhaps_names = names.split(BETWEEN_NAMES).map(str::to_owned).collect();
            }
        }
    }

    /// All words that may be names, each once, the most frequent first.
    #[must_use]
    pub fn perhaps_names(&self) -> Vec<String> {
        let mut counted: Vec<(usize, &String)> = Vec::new();
        let passages = self.passages.iter().filter(|it| it.kind.is_content());
        for name in passages.flat_map(|passage| &passage.perhaps_names) {
            match counted.iter_mut().find(|(_, known)| *known == name) {
                Some((count, _)) => *count += 1,
                None => counted.push((1, name)),
            }
        }
        counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        counted.into_iter().map(|(_, name)| name.clone()).collect()
    }

    /// Puts names that the vocabulary is to get into the lists of all passages that hold them, and takes out those that stand only
    /// inside them; `listed` were put there before, and may have been taken out again by hand since. `text` gives a passage's text by
    /// its fingerprint, where it is at hand.
    pub fn list_names<'t>(
        &mut self,
        knowledge: &Knowledge,
        listed: &[NewName],
        new: &[NewName],
        text: impl Fn(&str) -> Option<&'t str>,
    ) {
        let before = lister_with(knowledge, listed);
        let after = lister_with(knowledge, &[listed, new].concat());
        for passage in &mut self.passages {
            let Some(text) = text(&passage.sha256).filter(|_| passage.kind.is_content()) else {
                for NewName { name, variants, .. } in new {
                    passage.add_name(name, variants);
                }
                continue;
            };
            let before = before.read(text, self.language).names;
            let after = after.read(text, self.language);
            let names = &mut passage.names;
            names.retain(|name| !before.contains(name) || after.names.contains(name));
            let added = after
                .names
                .into_iter()
                .filter(|name| !before.contains(name));
            for name in added {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            passage.perhaps_names = after.perhaps_names;
        }
    }

    /// Lists anew what a passage's text has, with the names that the vocabulary is to get.
    pub fn list_again(&mut self, at: usize, knowledge: &Knowledge, new: &[NewName], text: &str) {
        if let Some(passage) = self.passages.get_mut(at) {
            passage.list(lister_with(knowledge, new).read(text, self.language));
        }
    }

    /// Puts a passage in the place of another.
    pub fn put(&mut self, at: usize, passage: PassageRecord) {
        if let Some(place) = self.passages.get_mut(at) {
            *place = passage;
        }
    }

    /// Gives a passage another kind; one that was no content so far gets its lists.
    pub fn set_kind(&mut self, at: usize, kind: PassageKind, knowledge: &Knowledge, text: &str) {
        let Some(passage) = self.passages.get_mut(at) else {
            return;
        };
        if kind.is_content() && !passage.kind.is_content() {
            passage.list(Lister::new(knowledge).read(text, self.language));
        }
        passage.kind = kind;
    }

    /// What a passage's text may mean by a spelling that several names have, with the names that the vocabulary is to get; nothing where
    /// its list has one of them.
    #[must_use]
    pub fn shared_names(
        &self,
        knowledge: &Knowledge,
        new: &[NewName],
        listed: &[String],
        text: &str,
    ) -> Vec<SharedName> {
        let read = lister_with(knowledge, new).read(text, self.language);
        // One that the text gives in full beside it says nothing: "the Chinese ministry" may stand beside another's.
        let is_chosen = |name: &String| listed.contains(name) && !read.names.contains(name);
        let mut shared = read.shared_names;
        shared.retain(|shared| !shared.names.iter().any(is_chosen));
        shared
    }

    /// The names that a text has, among them all those that a spelling of it may mean.
    #[must_use]
    pub fn names_of<'t>(
        &self,
        knowledge: &Knowledge,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> BTreeSet<String> {
        let reader = Lister::new(knowledge);
        let read = texts
            .into_iter()
            .map(|text| reader.read(text, self.language));
        read.flat_map(|read| {
            let shared = read.shared_names.into_iter();
            let shared = shared.flat_map(|shared| shared.names);
            read.names.into_iter().chain(shared)
        })
        .collect()
    }

    /// The names in the lists of all passages, each once.
    #[must_use]
    pub fn names(&self) -> BTreeSet<&str> {
        let passages = self.passages.iter().filter(|it| it.kind.is_content());
        passages
            .flat_map(|passage| passage.names.iter().map(String::as_str))
            .collect()
    }

    /// Who may have written the article: a name that a line of its own gives.
    #[must_use]
    pub fn perhaps_author(article: &str) -> Option<String> {
        let mut behind_headline = text::passages(article).skip(1);
        behind_headline.find_map(byline).map(str::to_owned)
    }

    /// When the article was published, where a line of its own gives the day.
    #[must_use]
    pub fn perhaps_published(article: &str) -> Option<PartialDate> {
        text::passages(article).find_map(day_of_line)
    }

    /// Gives the dates of a passage that have none their most likely years, and gives those.
    pub fn with_years(&self, passage: &mut PassageRecord, text: &str) -> Vec<String> {
        let mut guessed = Vec::new();
        for date in std::mem::take(&mut passage.dates) {
            let is_open = date.starts_with(YEAR_OPEN);
            let year = is_open.then(|| self.likely_year(&date, text)).flatten();
            let date = match year {
                Some(year) => date.replace(YEAR_OPEN, &year.to_string()),
                None => date,
            };
            if year.is_some() {
                guessed.push(date.clone());
            }
            let at = passage.dates.len();
            put(&mut passage.dates, at, &date);
        }
        guessed
    }

    /// The year that a date without one most likely means: the last before the article, or the next where its sentence speaks of what is to come.
    fn likely_year(&self, date: &str, passage: &str) -> Option<i16> {
        let published = self.dating()?;
        let year = published.date.year();
        let in_year = date.replace(YEAR_OPEN, &year.to_string());
        let is_after = lint::is_after(&in_year, published);
        let reader = Lister::new(&Knowledge::default());
        let sentence = reader.sentence_of(passage, self.language, date);
        let sentence = sentence.unwrap_or_default();
        let mut text = ByLang::default();
        *text.get_mut(self.language) = sentence;
        Some(match (is_after, lint::lies_ahead(&text)) {
            (true, false) => year - 1,
            _ => year,
        })
    }

    /// When it was published, if that is known.
    #[must_use]
    pub fn dating(&self) -> Option<Dating> {
        Some(Dating {
            date: self.published?,
            part: self.part,
            inferred: !self.inferred_from.de.is_empty(),
        })
    }

    /// The record as TOML, with what lacks marked.
    #[must_use]
    pub fn draft_toml(&self) -> String {
        format!("{HEAD}{}", self.toml(Missing::Marked))
    }

    /// The record as TOML. What was not known is left out.
    #[must_use]
    pub fn record_toml(&self) -> String {
        let headline = if self.headline.is_empty() {
            &self.about.en
        } else {
            &self.headline
        };
        let head = format!(
            "# {}: {headline}\n# This is a record about the article, not the article: its sentences are never in the repository.\n",
            self.outlet
        );
        format!("{head}{}", self.toml(Missing::LeftOut))
    }

    fn toml(&self, missing: Missing) -> String {
        let mut toml = Toml::empty();
        let is_draft = missing == Missing::Marked;
        toml.text("id", self.id.as_str());
        toml.lacking("outlet", &self.outlet, "the newspaper");
        if !self.headline.is_empty() || is_draft {
            toml.lacking(
                "headline",
                &self.headline,
                "delete this line and the next where it is not known",
            );
            let from = if self.headline_from_address {
                "address"
            } else {
                "article"
            };
            toml.text("headline_from", from);
        }
        if self.headline.is_empty() {
            toml.lacking(
                "about.de",
                &self.about.de,
                "how to name the article where it has no headline",
            );
            toml.lacking("about.en", &self.about.en, "the same in English");
        }
        for (key, value) in [("author", &self.author), ("url", &self.url)] {
            if !value.is_empty() || is_draft {
                toml.lacking(key, value, "delete this line where it is not known");
            }
        }
        toml.text("language", self.language.tag());
        let published = self.published.map(|date| date.to_string());
        toml.lacking(
            "published",
            &published.unwrap_or_default(),
            "2024, 2024-03 or 2024-03-31",
        );
        if let Some(part) = self.part {
            toml.text("part", part.tag());
        }
        let is_inferred = !self.inferred_from.de.is_empty();
        toml.line(format_args!("inferred = {is_inferred}"));
        if is_inferred {
            toml.both("inferred_from", &self.inferred_from);
        }
        toml.text("sha256", &self.sha256);
        for (at, passage) in self.passages.iter().enumerate() {
            toml.line("");
            toml.line("[[passage]]");
            toml.line(format_args!("n = {}", at + 1));
            toml.text("kind", passage.kind.tag());
            toml.text("sha256", &passage.sha256);
            if !passage.kind.is_content() {
                continue;
            }
            if is_draft || !passage.gist.de.is_empty() {
                toml.lacking(
                    "gist.de",
                    &passage.gist.de,
                    "one or two sentences of your own",
                );
                toml.lacking("gist.en", &passage.gist.en, "the same in English");
            }
            toml.line(format_args!("names = {}", listed(&passage.names)));
            if is_draft && !passage.perhaps_names.is_empty() {
                toml.line(format_args!(
                    "{PERHAPS_NAMES}{}",
                    passage.perhaps_names.join(BETWEEN_NAMES)
                ));
            }
            toml.line(format_args!("numbers = {}", listed(&passage.numbers)));
            toml.line(format_args!("dates = {}", listed(&passage.dates)));
        }
        toml.into_text()
    }
}

impl NewName {
    fn name(&self) -> Name {
        Name {
            kind: self.kind,
            name: self.name.clone(),
            english: None,
            variants: self.variants.clone(),
            covered: true,
            place: Place::default(),
        }
    }
}

impl PassageRecord {
    /// Lists what was found in it.
    fn list(&mut self, found: Listed) {
        self.names = found.names;
        self.perhaps_names = found.perhaps_names;
        self.numbers = found.numbers;
        self.dates = found.dates;
    }

    /// Puts a name into its list if it holds one of its forms.
    fn add_name(&mut self, name: &str, variants: &[String]) {
        let mut forms = std::iter::once(name).chain(variants.iter().map(String::as_str));
        let perhaps: Vec<String> = self
            .perhaps_names
            .iter()
            .map(|perhaps| format!(" {perhaps} "))
            .collect();
        let holds = forms.any(|form| {
            let form = format!(" {form} ");
            perhaps.iter().any(|perhaps| perhaps.contains(&form))
        });
        if holds && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    /// Corrects its lists: `+ 60 accounts` adds, `- 60` takes out, `60 = 60 accounts` puts one in the place of another; several with
    /// commas between them, where one without a sign goes on with the sign before it. Where one of them is wrong, nothing is corrected.
    ///
    /// # Errors
    /// [`Wrong::NoCorrection`], [`Wrong::NotThere`], and [`Wrong::NoFigure`] or [`Wrong::NoDate`] where a figure would become something else;
    /// as [`Wrong::Among`] where it is one of several.
    pub fn correct(&mut self, typed: &str) -> Result<(), Wrong> {
        let corrections = corrections(typed);
        let is_one = corrections.len() == 1;
        let mut corrected = self.clone();
        for correction in corrections {
            match corrected.correct_one(&correction) {
                Err(wrong) if !is_one => return Err(Wrong::Among(correction, Box::new(wrong))),
                one => one?,
            }
        }
        *self = corrected;
        Ok(())
    }

    fn correct_one(&mut self, typed: &str) -> Result<(), Wrong> {
        let (old, new) = if let Some(new) = typed.strip_prefix('+') {
            (None, Some(new.trim()).filter(|new| !new.contains('=')))
        } else if let Some(old) = typed.strip_prefix(['-', '\u{2013}']) {
            (Some(old.trim()), None)
        } else {
            let (old, new) = typed.split_once('=').ok_or(Wrong::NoCorrection)?;
            (Some(old.trim()), Some(new.trim()))
        };
        let found = old.map(|old| self.place_of(old)).transpose()?;
        let new = new.map(|new| (lint::listing(new), new));
        let new = match (found, new) {
            (None, None) | (_, Some((_, ""))) => return Err(Wrong::NoCorrection),
            // A name may be anything.
            (Some((Listing::Names, _)), Some((_, new))) => Some((Listing::Names, new)),
            (Some((Listing::Numbers, _)), Some((Listing::Names, _))) => {
                return Err(Wrong::NoFigure);
            }
            (Some((Listing::Dates, _)), Some((Listing::Names, _))) => return Err(Wrong::NoDate),
            // What was taken for a year counts something, or the other way round.
            (_, new) => new,
        };
        if let Some((was, at)) = found {
            self.list_of(was).remove(at);
        }
        if let Some((becomes, new)) = new {
            let list = self.list_of(becomes);
            let before = found.filter(|(was, _)| *was == becomes);
            put(list, before.map_or(list.len(), |(_, at)| at), new);
        }
        Ok(())
    }

    fn list_of(&mut self, listing: Listing) -> &mut Vec<String> {
        match listing {
            Listing::Names => &mut self.names,
            Listing::Numbers => &mut self.numbers,
            Listing::Dates => &mut self.dates,
        }
    }

    /// The list that has an item, and its place there.
    fn place_of(&mut self, item: &str) -> Result<(Listing, usize), Wrong> {
        for listing in [Listing::Names, Listing::Numbers, Listing::Dates] {
            let mut list = self.list_of(listing).iter();
            if let Some(at) = list.position(|known| known == item) {
                return Ok((listing, at));
            }
        }
        let known = self.names.iter().chain(&self.numbers).chain(&self.dates);
        Err(Wrong::NotThere {
            name: item.to_owned(),
            near: nearest(item, known.map(String::as_str)).map(str::to_owned),
        })
    }
}

/// The corrections of one line, each with its sign. A comma between two digits belongs to a number.
fn corrections(typed: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut chars = typed.chars().peekable();
    let mut before = None;
    while let Some(char) = chars.next() {
        let is_digit = |char: Option<&char>| char.is_some_and(char::is_ascii_digit);
        let parts_numbers = is_digit(before.as_ref()) && is_digit(chars.peek());
        if char == ',' && !parts_numbers {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(char);
        }
        before = Some(char);
    }
    let mut corrections: Vec<String> = Vec::new();
    let mut sign = None;
    let parts = parts.iter().map(|part| part.trim());
    for part in parts.filter(|part| !part.is_empty()) {
        let first = part.chars().next();
        let own = first.filter(|first| matches!(first, '+' | '-' | '\u{2013}'));
        match (own, sign) {
            (None, Some(sign)) if !part.contains('=') => corrections.push(format!("{sign} {part}")),
            _ => {
                sign = own;
                corrections.push(part.to_owned());
            }
        }
    }
    corrections
}

/// Puts a text into a list that has it not yet.
fn put(list: &mut Vec<String>, at: usize, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.insert(at, text.to_owned());
    }
}

/// Reads with names that the vocabulary does not have yet.
fn lister_with(knowledge: &Knowledge, new: &[NewName]) -> Lister {
    let mut with_new = Knowledge::default();
    with_new.vocabulary = knowledge.vocabulary.clone();
    with_new.nouns = knowledge.nouns.clone();
    let names = &mut with_new.vocabulary.names;
    names.extend(new.iter().map(NewName::name));
    Lister::new(&with_new)
}

/// The knowledge as it will be with these passages and names.
#[must_use]
pub fn completed(
    knowledge: &Knowledge,
    passages: &[(Id, u32, PassageRecord)],
    names: &[NewName],
) -> Knowledge {
    let mut completed = knowledge.clone();
    let sources = completed.sources.iter_mut();
    for (source, there) in sources.flat_map(|it| {
        let id = it.id.clone();
        it.passages.iter_mut().map(move |there| (id.clone(), there))
    }) {
        let mut passages = passages.iter();
        let passage = passages.find(|(id, number, _)| *id == source && *number == there.number);
        if let Some((_, _, passage)) = passage {
            there.gist.clone_from(&passage.gist);
            there.names.clone_from(&passage.names);
            there.numbers.clone_from(&passage.numbers);
            there.dates.clone_from(&passage.dates);
        }
    }
    let vocabulary = &mut completed.vocabulary.names;
    vocabulary.extend(names.iter().map(NewName::name));
    completed
}

/// What happens to what is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Marked,
    LeftOut,
}

/// Whether a word is one of the words of a name, with whatever ending.
fn is_part_of(word: &str, names: &[String]) -> bool {
    let folded = text::parse(word).key();
    names
        .iter()
        .flat_map(|name| text::parse(name).words)
        .any(|part| folded.starts_with(&part.folded))
}

fn listed(texts: &[String]) -> String {
    list(texts.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_correction_finds_there_already_stands_there_once() {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let record = PassageRecord {
            kind: PassageKind::Text,
            sha256: String::new(),
            gist: ByLang::default(),
            names: list(&["Microsoft", "MS"]),
            perhaps_names: Vec::new(),
            numbers: list(&["2000 people", "2000 staff", "3 ships"]),
            dates: list(&["2000", "2001"]),
        };
        let corrected = |typed: &str| {
            let mut record = record.clone();
            record.correct(typed).unwrap();
            (record.names, record.numbers, record.dates)
        };
        let untouched = (
            record.names.clone(),
            record.numbers.clone(),
            record.dates.clone(),
        );
        let (names, numbers, dates) = untouched.clone();
        assert_eq!(
            corrected("2000 = 2000 people"),
            (names.clone(), numbers.clone(), list(&["2001"]))
        );
        assert_eq!(
            corrected("2000 staff = 2000 people"),
            (
                names.clone(),
                list(&["2000 people", "3 ships"]),
                dates.clone()
            )
        );
        assert_eq!(
            corrected("MS = Microsoft"),
            (list(&["Microsoft"]), numbers.clone(), dates.clone())
        );
        assert_eq!(
            corrected("2000 staff = 2001"),
            (names, list(&["2000 people", "3 ships"]), dates)
        );
        assert_eq!(corrected("+ 2000 people"), untouched);
        assert_eq!(
            corrected("- MS, 3 ships, + 2002, 1,9 million people, Zürich, 2001 = 2003,"),
            (
                list(&["Microsoft", "Zürich"]),
                list(&["2000 people", "2000 staff", "1,9 million people"]),
                list(&["2000", "2003", "2002"])
            )
        );
        let mut kept = record.clone();
        assert_eq!(
            kept.correct("+ 2002, - 4 ships"),
            Err(Wrong::Among(
                "- 4 ships".to_owned(),
                Box::new(Wrong::NotThere {
                    name: "4 ships".to_owned(),
                    near: Some("3 ships".to_owned()),
                })
            ))
        );
        assert_eq!(kept, record, "nothing of a line that is wrong is taken");
        assert_eq!(kept.correct("+ 2002 = 2003"), Err(Wrong::NoCorrection));
        assert_eq!(kept.correct(","), Ok(()));
        assert_eq!(corrected("2000 = 2000"), untouched);
    }
}
