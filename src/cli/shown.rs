//! What somebody compares: an entry beside the passages it cites, a boundary beside the entries it names.
//!
//! Sentences of an article reach the terminal here and nothing that is written.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{PASSAGE_CHARS_MOST, report};
use crate::document::Finding;
use crate::knowledge::{self, Boundary, Citation, Entry, Id, Knowledge, Passage, Source};
use crate::lang::{ByLang, Lang};
use crate::text;

/// Characters of a passage in one line.
const LINE_CHARS_MOST: usize = 50;

/// Passages of articles, by source and number.
pub(super) type Passages = HashMap<(Id, u32), String>;

/// What can be sealed.
#[derive(Clone, Copy)]
pub(super) enum Sealable<'k> {
    Entry(&'k Entry),
    Boundary(&'k Boundary),
}

/// How it is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'k> {
    pub knowledge: &'k Knowledge,
    pub passages: &'k Passages,
    pub lang: Lang,
    /// Whether of an entry that a boundary names the first statement is enough, and of a passage that is at hand the passage itself.
    pub is_brief: bool,
}

/// The passages of the articles in a folder, where they are the ones that the records were made from; what is not is told.
pub(super) fn passages(knowledge: &Knowledge, folder: Option<&Path>) -> Passages {
    let Some(folder) = folder else {
        return Passages::new();
    };
    let (passages, missing) = passages_there(knowledge, folder);
    report(&missing);
    passages
}

/// As [`passages`], with what is missing.
pub(super) fn passages_there(knowledge: &Knowledge, folder: &Path) -> (Passages, Vec<Finding>) {
    let mut passages = Passages::new();
    let (articles, missing) = knowledge::articles_in_folder(folder, knowledge);
    for article in articles {
        let Some(source) = knowledge.source(article.source.as_str()) else {
            continue;
        };
        let (lines, different) = article.passages(source);
        report(&different);
        for (passage, line) in source.passages.iter().zip(lines) {
            if let Some(line) = line {
                let line = text::one_line(&line, PASSAGE_CHARS_MOST);
                passages.insert((source.id.clone(), passage.number), line);
            }
        }
    }
    (passages, missing)
}

impl<'k> Sealable<'k> {
    pub(super) fn id(self) -> &'k Id {
        match self {
            Self::Entry(entry) => &entry.id,
            Self::Boundary(boundary) => &boundary.id,
        }
    }

    pub(super) fn path(self) -> &'k str {
        match self {
            Self::Entry(entry) => &entry.place.path,
            Self::Boundary(boundary) => &boundary.place.path,
        }
    }

    pub(super) fn seal(self) -> String {
        match self {
            Self::Entry(entry) => entry.seal(),
            Self::Boundary(boundary) => boundary.seal(),
        }
    }

    pub(super) fn is_sealed(self) -> bool {
        let checked = match self {
            Self::Entry(entry) => &entry.checked,
            Self::Boundary(boundary) => &boundary.checked,
        };
        checked
            .as_ref()
            .is_some_and(|checked| *checked == self.seal())
    }
}

impl Shown<'_> {
    pub(super) fn sealable(&self, sealable: Sealable<'_>) -> String {
        match sealable {
            Sealable::Entry(entry) => self.entry(entry),
            Sealable::Boundary(boundary) => self.boundary(boundary),
        }
    }

    /// A passage in one line: its number and what it says, or of a draft how it begins or whom it names.
    pub(super) fn line(&self, source: &Source, passage: &Passage) -> String {
        let Passage {
            number,
            gist,
            names,
            numbers,
            ..
        } = passage;
        let listed = || [names.as_slice(), numbers].concat().join(", ");
        let text = match self.passages.get(&(source.id.clone(), *number)) {
            _ if !passage.is_draft() => gist.text(self.lang).to_owned(),
            original => original.cloned().unwrap_or_else(listed),
        };
        format!("{number} {}", text::one_line(&text, LINE_CHARS_MOST))
    }

    /// A passage by its gist, and itself where it is at hand.
    pub(super) fn passage(&self, source: &Source, number: u32) -> String {
        let passage = source.passage(number);
        let gist = passage.map_or("", |it| it.gist.text(self.lang));
        let Some(original) = self.passages.get(&(source.id.clone(), number)) else {
            return gist.to_owned();
        };
        let original = match self.lang {
            Lang::De => format!("„{original}“"),
            Lang::En => format!("“{original}”"),
        };
        if self.is_brief || gist.is_empty() {
            original
        } else {
            format!("{gist}\n      {original}")
        }
    }

    fn entry(&self, entry: &Entry) -> String {
        let asked = entry.ask.get(self.lang).first();
        let asked = asked.map_or("", |asked| asked.value.as_str());
        let mut text = if self.is_brief {
            String::new()
        } else {
            format!("\n{} `{}`: {asked}", entry.place, entry.id)
        };
        if let Some(valid) = entry.valid {
            let _ = write!(text, "\n  valid: {valid}");
        }
        for statement in &entry.statements {
            add_both(&mut text, &statement.text);
            let _ = write!(text, "\n      says: {}", statement.says.tag());
            if let Some(by) = &statement.by {
                let _ = write!(text, ", by: {} | {}", by.de, by.en);
            }
            for citation in &statement.citations {
                self.add_passages(&mut text, citation);
            }
        }
        text
    }

    /// What of an entry was not typed, or only as a number: its time, who says it, and what it cites.
    pub(super) fn summary(entry: &Entry) -> String {
        let mut text = format!("\n  {}", entry.id);
        if let Some(valid) = entry.valid {
            let _ = write!(text, ", valid: {valid}");
        }
        for statement in &entry.statements {
            let _ = write!(text, "; {}", statement.says.tag());
            if let Some(by) = &statement.by {
                let _ = write!(text, ", by: {} | {}", by.de, by.en);
            }
            for Citation { source, passages } in &statement.citations {
                let numbers: Vec<String> = passages.iter().map(u32::to_string).collect();
                let _ = write!(text, ", {source} {}", numbers.join(", "));
            }
        }
        text
    }

    /// A boundary cites nothing: it rests on what the entries nearby say.
    fn boundary(&self, boundary: &Boundary) -> String {
        let asked = boundary.ask.get(self.lang).first();
        let asked = asked.map_or("", |asked| asked.value.as_str());
        let mut text = format!("\n{} `{}`: {asked}", boundary.place, boundary.id);
        add_both(&mut text, &boundary.reason);
        let nearest = boundary.nearest.iter().map(|id| ("nearest", id));
        let contradicted = boundary.contradicted_by.iter();
        let contradicted = contradicted.map(|id| ("contradicted_by", id));
        for (key, id) in nearest.chain(contradicted) {
            let entry = self.knowledge.entry(id.as_str());
            // One that is being written has its answer beside it.
            let answer = entry.map(|entry| match entry.statements.as_slice() {
                [first, _, ..] if self.is_brief => format!(": {} …", first.text.text(self.lang)),
                _ => format!(": {}", entry.answer(self.lang)),
            });
            let _ = write!(text, "\n      {key}: {id}{}", answer.unwrap_or_default());
        }
        text
    }

    fn add_passages(&self, text: &mut String, citation: &Citation) {
        let source = self.knowledge.source(citation.source.as_str());
        for number in &citation.passages {
            let shown = source.map_or_else(String::new, |source| self.passage(source, *number));
            let _ = write!(text, "\n    {} {number}: {shown}", citation.source);
        }
    }
}

fn add_both(text: &mut String, both: &ByLang<String>) {
    let _ = write!(text, "\n  de  {}\n  en  {}", both.de, both.en);
}
