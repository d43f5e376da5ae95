//! The articles themselves, where somebody has them: are they the ones the records were made from, do the records and the claims say what
//! they say, and is no sentence of theirs in the repository?

use std::collections::{HashMap, HashSet};

use rustc_hash::FxHashSet;

use super::facts::Facts;
use super::figures::{self, Count, Figure, Unit};
use super::grounding::Grounding;
use super::names::Names;
use super::records::{Number, Records, Stated};
use super::{Severity, finding};
use crate::document::{Finding, Place};
use crate::knowledge::{Article, File, Id, Knowledge, Passage, PassageKind, Source};
use crate::text;

/// Words in a row that nobody writes by chance; a name with its title is shorter.
const SHARED_WORDS: usize = 8;
/// What a passage says where its record gives a year that was worked out ("a year later", "this year").
const YEAR_WORD: &str = "jahr";

/// An article with what its passages state, read as sentences are.
struct Original<'k> {
    source: &'k Source,
    /// None where the article is not the one that the record was made from: then it says nothing about the record.
    passages: Vec<(&'k Passage, String, Stated)>,
    /// Names anywhere in it: "the American president" is somebody whom the article names elsewhere.
    names: FxHashSet<usize>,
}

/// All findings.
pub(super) fn check(knowledge: &Knowledge, files: &[File], articles: &[Article]) -> Vec<Finding> {
    let names = Names::new(knowledge);
    let mut findings = Vec::new();
    let mut originals = Vec::new();
    let mut all_runs = HashMap::new();
    for article in articles {
        let Some(source) = knowledge.source(article.source.as_str()) else {
            continue;
        };
        let text = article.text(source);
        let wrong = article.differences(source, &text);
        if wrong.is_empty() {
            originals.push(Original::new(source, &text, &names));
        }
        findings.extend(wrong);
        all_runs.extend(runs(source, &text));
    }
    for original in &originals {
        findings.extend(original.check_records(knowledge, &names));
    }
    let stated = originals
        .iter()
        .map(|original| (original.source.id.clone(), original.stated(&names)))
        .collect();
    let records = Records::of_originals(knowledge, &names, stated);
    findings.extend(Grounding::on_originals(knowledge, names, records).check_claims());
    findings.extend(copied(files, &all_runs));
    findings
}

impl<'k> Original<'k> {
    fn new(source: &'k Source, text: &str, names: &Names) -> Self {
        let mut all = FxHashSet::default();
        let mut passages = Vec::new();
        for (passage, line) in source.passages.iter().zip(text::passages(text)) {
            let facts = Facts::new(line, source.language, names);
            let mut stated = Stated {
                names: facts.name_set(),
                ..Stated::default()
            };
            stated.names.extend(&facts.implied);
            let spelt_alike = facts.names.iter().flat_map(|(_, mention)| &mention.or);
            stated.names.extend(spelt_alike);
            for found in facts.figures {
                stated.add(found.figure);
            }
            all.extend(&stated.names);
            passages.push((passage, line.to_owned(), stated));
        }
        Self {
            source,
            passages,
            names: all,
        }
    }

    /// What the passages state, with what their records resolve: a name that the article gives elsewhere, the year of "20 September".
    fn stated(&self, names: &Names) -> Vec<Stated> {
        let resolved = |(passage, line, stated): &(&Passage, String, Stated)| {
            let record = Stated::of(passage, names);
            let mut resolved = stated.clone();
            resolved
                .names
                .extend(record.names.intersection(&self.names));
            let told = record.dates.iter().filter(|date| {
                let date = Figure::Date(**date);
                is_told(date, stated, line)
            });
            resolved.dates.extend(told);
            resolved
        };
        self.passages.iter().map(resolved).collect()
    }

    /// Whether each record says what its passage says, no more and no less.
    fn check_records(&self, knowledge: &Knowledge, names: &Names) -> Vec<Finding> {
        let mut findings = Vec::new();
        let outlet = Facts::new(&self.source.outlet, self.source.language, names).name_set();
        for (passage, line, stated) in &self.passages {
            if !passage.kind.is_content() {
                continue;
            }
            let mut report = |code, message: String| {
                let message = format!("passage {}: {message}", passage.number);
                findings.push(finding(Severity::Error, code, &passage.place, message));
            };
            let name = |at: &usize| {
                let name = knowledge.vocabulary.names.get(*at);
                name.map_or("", |name| name.name.as_str())
            };
            let record = Stated::of(passage, names);
            for made_up in record.names.difference(&self.names) {
                let message = format!(
                    "the record names `{}`, the article nowhere does",
                    name(made_up)
                );
                report("record-unfounded", message);
            }
            for written in &passage.numbers {
                // "A year later" and "the first time" are one; in a sentence they are no figures.
                let is_there = Number::of(written, names).is_none_or(|number| {
                    let as_year = Figure::Number(number.count, Unit::Other);
                    number.count == Count::of(1)
                        || stated.matching(number.count, number.unit).next().is_some()
                        || as_year.fits(|it| matches!(it, Figure::Date(_)) && stated.has(it))
                });
                if !is_there {
                    report(
                        "record-unfounded",
                        format!("the record has `{written}`, the passage does not"),
                    );
                }
            }
            for written in &passage.dates {
                let is_there =
                    figures::of_record(written).is_none_or(|date| is_told(date, stated, line));
                if !is_there {
                    report(
                        "record-unfounded",
                        format!("the record has `{written}`, the passage does not"),
                    );
                }
            }
            let facts = Facts::new(line, self.source.language, names);
            for missing in facts.told_names().difference(&record.names) {
                // The newspaper's own name is grounded everywhere.
                if !outlet.contains(missing) {
                    let message =
                        format!("the passage names `{}`, the record does not", name(missing));
                    report("record-incomplete", message);
                }
            }
            for found in &facts.figures {
                if !record.has(found.figure) {
                    let written = facts.reading.written(&found.words);
                    report(
                        "record-incomplete",
                        format!("the passage states {written}, the record does not"),
                    );
                }
            }
        }
        findings
    }
}

/// Whether a passage tells what its record says of a date: it may leave out the year, or call it "this year".
fn is_told(date: Figure, stated: &Stated, line: &str) -> bool {
    let Figure::Date(date) = date else {
        return stated.marks.contains(&date);
    };
    let is_year = date.month.is_none();
    let speaks_of_a_year = || text::lower(line).contains(YEAR_WORD);
    stated.dates.iter().any(|told| told.is_said_by(date))
        || stated.has(Figure::Date(date))
        || (is_year && speaks_of_a_year())
}

/// Every run of words of an article, for `copied`. Headings are left out: a record gives the headline.
fn runs<'k>(source: &'k Source, text: &str) -> HashMap<String, (&'k Id, usize)> {
    let mut runs = HashMap::new();
    for (at, line) in text::passages(text).enumerate() {
        let kind = source.passages.get(at).map(|passage| passage.kind);
        if kind != Some(PassageKind::Heading) {
            for run in words(line).windows(SHARED_WORDS) {
                runs.insert(run.join(" "), (&source.id, at + 1));
            }
        }
    }
    runs
}

/// The words in a row that a text shares with one of these passages, if it shares as many as nobody writes by chance.
#[must_use]
pub fn copied_from<'p>(text: &str, passages: impl IntoIterator<Item = &'p str>) -> Option<String> {
    let own = words(text);
    let own: HashSet<&[String]> = own.windows(SHARED_WORDS).collect();
    if own.is_empty() {
        return None;
    }
    passages.into_iter().find_map(|passage| {
        let passage = words(passage);
        let mut runs = passage.windows(SHARED_WORDS);
        let shared = runs.find(|run| own.contains(run));
        shared.map(|run| run.join(" "))
    })
}

/// Texts of the repository that share a run of words with an article.
fn copied(files: &[File], runs: &HashMap<String, (&Id, usize)>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let text = String::from_utf8_lossy(&file.bytes);
        let words: Vec<(usize, String)> = text
            .lines()
            .enumerate()
            .flat_map(|(line, text)| words(text).into_iter().map(move |word| (line + 1, word)))
            .collect();
        let mut was_shared = false;
        for run in words.windows(SHARED_WORDS) {
            let joined: Vec<&str> = run.iter().map(|(_, word)| word.as_str()).collect();
            let shared = runs.get(&joined.join(" "));
            // A longer run is one finding, where it begins.
            if let (Some((source, number)), Some((line, _)), false) =
                (shared, run.first(), was_shared)
            {
                let place = Place {
                    path: file.path.as_str().into(),
                    line: *line,
                    column: 1,
                };
                let message = format!(
                    "{SHARED_WORDS} words in a row stand in passage {number} of `{source}` as well; say it in your own words: {}",
                    joined.join(" ")
                );
                findings.push(finding(Severity::Error, "copied", &place, message));
            }
            was_shared = shared.is_some();
        }
    }
    findings
}

/// The words of a text of any length, folded.
fn words(text: &str) -> Vec<String> {
    let words = |part: String| {
        let key = text::key(&part);
        key.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    text::parts(text).flat_map(words).collect()
}
