//! The records of the sources, read once: what each passage states, and what a set of citations grounds.

use std::collections::HashMap;

use rustc_hash::FxHashSet;

use super::facts::Facts;
use super::figures::{self, Count, Date, Figure, Unit};
use super::names::Names;
use super::{Severity, finding};
use crate::document::Finding;
use crate::knowledge::{Citation, Dating, Id, Knowledge, NameKind, Passage, Source};
use crate::lang::{ByLang, Lang};
use crate::text;

/// The subject of everything; no statement needs a passage that names it.
const SUBJECT: &str = "TikTok";

/// All passages, read.
#[derive(Debug, Default)]
pub(super) struct Records {
    sources: HashMap<Id, Record>,
    subject: Option<usize>,
}

#[derive(Debug)]
struct Record {
    passages: Vec<Stated>,
    /// What every citation of the source grounds: the outlet, the author, the date, who is interviewed.
    always: Stated,
    /// Who is interviewed.
    interviewees: FxHashSet<usize>,
    author: FxHashSet<String>,
}

/// What one passage states, or several together.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    /// Names, by their place in the vocabulary.
    pub names: FxHashSet<usize>,
    /// Figures.
    pub numbers: Vec<Number>,
    /// Dates.
    pub dates: Vec<Date>,
    /// Weekdays and centuries.
    pub marks: Vec<Figure>,
}

/// A figure of a record.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// How many.
    pub count: Count,
    /// Of what.
    pub unit: Unit,
    /// The places it belongs to ("100 million users USA").
    pub of: Vec<usize>,
}

/// What some citations ground.
#[derive(Clone, Debug, Default)]
pub(super) struct Ground {
    /// All that the passages and their sources state.
    pub stated: Stated,
    /// Folded words that need not be known: those of the authors' names, and those that are asked for.
    pub words: FxHashSet<String>,
}

impl Stated {
    /// What the record of a passage says.
    pub fn of(passage: &Passage, names: &Names) -> Self {
        let mut stated = Self {
            names: passage
                .names
                .iter()
                .filter_map(|name| names.place(name))
                .collect(),
            numbers: passage
                .numbers
                .iter()
                .filter_map(|number| Number::of(number, names))
                .collect(),
            ..Self::default()
        };
        for date in passage
            .dates
            .iter()
            .filter_map(|date| figures::of_record(date))
        {
            stated.add(date);
        }
        stated
    }

    /// Adds a figure or a date.
    pub fn add(&mut self, figure: Figure) {
        match figure {
            Figure::Number(count, unit) => self.numbers.push(Number {
                count,
                unit,
                of: Vec::new(),
            }),
            Figure::Date(date) => self.dates.push(date),
            mark => self.marks.push(mark),
        }
    }

    /// Adds all that another states.
    pub fn extend(&mut self, other: &Self) {
        self.names.extend(&other.names);
        self.numbers.extend(other.numbers.iter().cloned());
        self.dates.extend(&other.dates);
        self.marks.extend(&other.marks);
    }

    /// Whether it states this figure or date.
    pub fn has(&self, figure: Figure) -> bool {
        figure.fits(|figure| match figure {
            Figure::Number(count, unit) => self.matching(count, unit).next().is_some(),
            Figure::Date(date) => self.dates.iter().any(|known| date.is_said_by(*known)),
            mark => self.marks.contains(&mark),
        })
    }

    /// Whether it states all names and figures of a text.
    pub fn has_all(&self, facts: &Facts) -> bool {
        let mut names = facts.names.iter();
        let mut figures = facts.figures.iter();
        names.all(|(name, _)| self.names.contains(name))
            && figures.all(|found| self.has(found.figure))
    }

    /// The figures of the records that may be this one.
    pub fn matching(&self, count: Count, unit: Unit) -> impl Iterator<Item = &Number> {
        self.numbers
            .iter()
            .filter(move |number| number.count == count && number.unit.may_be(unit))
    }
}

impl Ground {
    /// Whether it has every name of a text, and every word that is written like one.
    pub fn holds_words(&self, facts: &Facts) -> bool {
        let mut names = facts.names.iter();
        let mut unknown = facts.unknown.iter();
        names.all(|(name, _)| self.stated.names.contains(name))
            && unknown.all(|word| {
                let folded = facts.reading.folded(word.words.start);
                self.words.contains(folded)
            })
    }
}

impl Number {
    /// A figure as a record gives it.
    pub fn of(text: &str, names: &Names) -> Option<Self> {
        let facts = Facts::new(text, Lang::En, names);
        let (count, unit) = figures::counted(&facts.figures)?;
        Some(Self {
            count,
            unit,
            of: facts.names.iter().map(|(name, _)| *name).collect(),
        })
    }
}

impl Records {
    /// Reads the records of all sources.
    pub fn new(knowledge: &Knowledge, names: &Names) -> Self {
        let sources = knowledge
            .sources
            .iter()
            .map(|source| (source.id.clone(), Record::new(source, knowledge, names)))
            .collect();
        Self {
            sources,
            subject: names.place(SUBJECT),
        }
    }

    /// As [`Records::new`], with what the passages of some articles state themselves.
    pub fn of_originals(
        knowledge: &Knowledge,
        names: &Names,
        originals: HashMap<Id, Vec<Stated>>,
    ) -> Self {
        let mut records = Self::new(knowledge, names);
        for (source, passages) in originals {
            if let Some(record) = records.sources.get_mut(&source) {
                record.passages = passages;
            }
        }
        records
    }

    /// What one passage states.
    pub fn passage(&self, source: &Id, number: u32) -> Option<&Stated> {
        let at = (number as usize).checked_sub(1)?;
        self.sources.get(source)?.passages.get(at)
    }

    /// What every citation of a source grounds.
    pub fn always(&self, source: &Id) -> Option<&Stated> {
        self.sources.get(source).map(|record| &record.always)
    }

    /// Whether a passage presents the person who is interviewed: it may be cited beside any other.
    pub fn presents(&self, source: &Id, number: u32) -> bool {
        let record = self.sources.get(source);
        let passage = self.passage(source, number);
        record
            .zip(passage)
            .is_some_and(|(record, passage)| !record.interviewees.is_disjoint(&passage.names))
    }

    /// The subject of everything.
    pub fn subject(&self) -> Option<usize> {
        self.subject
    }

    /// What citations ground.
    pub fn ground<'c>(&self, citations: impl IntoIterator<Item = &'c Citation>) -> Ground {
        let mut ground = Ground::default();
        ground.stated.names.extend(self.subject);
        for citation in citations {
            if let Some(record) = self.sources.get(&citation.source) {
                ground.stated.extend(&record.always);
                ground.words.extend(record.author.iter().cloned());
            }
            for number in &citation.passages {
                if let Some(stated) = self.passage(&citation.source, *number) {
                    ground.stated.extend(stated);
                }
            }
        }
        ground
    }

    /// The passages that state something, in the order of the sources.
    pub fn having<'k>(
        &self,
        knowledge: &'k Knowledge,
        states: impl Fn(&Stated) -> bool,
    ) -> Vec<(&'k Id, Vec<u32>)> {
        let mut having = Vec::new();
        for source in &knowledge.sources {
            let passages: Vec<u32> = source
                .passages
                .iter()
                .map(|passage| passage.number)
                .filter(|number| self.passage(&source.id, *number).is_some_and(&states))
                .collect();
            if !passages.is_empty() {
                having.push((&source.id, passages));
            }
        }
        having
    }
}

impl Record {
    fn new(source: &Source, knowledge: &Knowledge, names: &Names) -> Self {
        let passages = source
            .passages
            .iter()
            .map(|passage| Stated::of(passage, names))
            .collect();
        let mut always = Stated {
            dates: vec![Date::of(source.published)],
            ..Stated::default()
        };
        always
            .names
            .extend(Facts::new(&source.outlet, source.language, names).name_set());
        let author = source.author.as_deref().unwrap_or_default();
        let author = Facts::new(author, source.language, names);
        always.names.extend(author.name_set());
        let interviewees = interviewees(source, knowledge, names);
        always.names.extend(&interviewees);
        Self {
            passages,
            always,
            interviewees,
            author: author.reading.all_folded().map(str::to_owned).collect(),
        }
    }
}

/// An interview is its interviewee's as a whole: the people whom its note names are grounded everywhere in it.
fn interviewees(source: &Source, knowledge: &Knowledge, names: &Names) -> FxHashSet<usize> {
    let Some(note) = source.note.as_ref().filter(|_| source.is_interview()) else {
        return FxHashSet::default();
    };
    let is_person = |name: &usize| {
        let name = knowledge.vocabulary.names.get(*name);
        name.is_some_and(|name| name.kind == NameKind::Person)
    };
    let mut people = Facts::new(&note.de, Lang::De, names).name_set();
    people.retain(is_person);
    people
}

/// Whether a date of a record lies after the article was published.
#[must_use]
pub fn is_after(date: &str, published: Dating) -> bool {
    match figures::of_record(date) {
        Some(Figure::Date(date)) => date.is_after(Date::of(published)),
        _ => false,
    }
}

/// Words that speak of what is still to come, folded. Only asked where a date lies after the article, so they may be everyday words.
const AHEAD: ByLang<&[&str]> = ByLang {
    de: &[
        "bis",
        "frist",
        "geplant",
        "kunftig",
        "plan",
        "stichtag",
        "ultimatum",
        "werde",
        "will",
        "wird",
        "wollen",
        "wollte",
        "wollten",
    ],
    en: &[
        "ahead",
        "deadline",
        "plan",
        "planned",
        "plans",
        "shall",
        "should",
        "ultimatum",
        "until",
        "will",
        "would",
    ],
};

/// German words that speak of a duty or plan, and of hearsay.
const SHALL: &[&str] = &["soll", "sollen", "sollte", "sollten"];

/// Whether a text, in either of its languages, speaks of what is still to come.
#[must_use]
pub fn lies_ahead(text: &ByLang<String>) -> bool {
    Lang::ALL.into_iter().any(|lang| {
        let words = text::parse_in(text.text(lang), lang).words;
        let has = |words_of: &[&str]| {
            let mut words = words.iter();
            words.any(|word| words_of.contains(&word.folded.as_str()))
        };
        // "soll ... haben" is hearsay about what has been.
        has(AHEAD.get(lang)) || lang == Lang::De && has(SHALL) && !has(&["haben", "sein", "worden"])
    })
}

/// Names, numbers and dates of the records that cannot be read: nothing could ever be held against them.
pub(super) fn check(knowledge: &Knowledge, names: &Names) -> Vec<Finding> {
    let mut findings = Vec::new();
    let passages = knowledge.sources.iter().flat_map(|source| {
        let passages = source.passages.iter();
        passages.map(|passage| (source.published, passage))
    });
    for (published, passage) in passages {
        let mut report = |code, message| {
            findings.push(finding(Severity::Error, code, &passage.place, message));
        };
        for name in &passage.names {
            let known = names.place(name);
            let known = known.and_then(|at| knowledge.vocabulary.names.get(at));
            match known {
                None => report(
                    "unknown-name",
                    format!("the vocabulary has no name `{name}`"),
                ),
                Some(known) if !known.covered => report(
                    "uncovered-name",
                    format!(
                        "the vocabulary says that no article mentions `{name}`, and this passage does; delete `covered = false` there (line {}), or take the name out of `names` here if the text does not have it",
                        known.place.line
                    ),
                ),
                Some(_) => {}
            }
        }
        for number in &passage.numbers {
            if Number::of(number, names).is_none() {
                let message = format!(
                    "`{number}` holds no figure; write it in English as `172 million downloads USA`"
                );
                report("bad-record", message);
            }
        }
        for date in &passage.dates {
            if figures::of_record(date).is_none() {
                let message = format!(
                    "`{date}` is no date of a record; write `2020-09`, `2020-09-20`, `2020-08 late`, `2023 early`, `Monday` or `21st century`"
                );
                report("bad-record", message);
            }
            if is_after(date, published) && !passage.is_draft() && !lies_ahead(&passage.gist) {
                let message = format!(
                    "`{date}` lies after the article, which is of {}; correct the year, or let the gist say that it was still to come (\"deadline\", \"until\", \"will\")",
                    published.date
                );
                report("after-publication", message);
            }
        }
    }
    findings.extend(knowledge.sources.iter().filter_map(drafts));
    findings
}

/// Tells which passages of a source nobody has said anything about yet, all in one line.
fn drafts(source: &Source) -> Option<Finding> {
    let passages = source.passages.iter().filter(|it| it.is_draft());
    let numbers: Vec<String> = passages.clone().map(|it| it.number.to_string()).collect();
    let message = format!(
        "passages of `{}` that are drafts, without a `gist`, and that no entry may cite yet: {}; `ticktack new entry` asks for it where an entry cites one",
        source.id,
        numbers.join(", ")
    );
    let first = passages.into_iter().next()?;
    Some(finding(
        Severity::Warning,
        "draft-passage",
        &first.place,
        message,
    ))
}
