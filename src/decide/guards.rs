//! What an entry covers, and what of a question it does not: names, years, numbers and negation.
//!
//! Likeness cannot tell "users in India" from "users in the USA"; these can, and stop the answer.

use bitcode::{Decode, Encode};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Missing;
use crate::knowledge::{Entry, Id, Knowledge};
use crate::lang::Lang;
use crate::matching::{Asked, Concept, Lexicon, Matcher, Role, Term};
use crate::text;

/// A name that at least this share of all entries covers is what everything is about ("TikTok"): a question never lacks it.
const SUBJECT_SHARE: f32 = 0.5;

/// What every entry covers.
#[derive(Debug, Decode, Default, Encode)]
pub struct Covers {
    by_entry: FxHashMap<Id, Cover>,
    /// Names that are the subject of the whole knowledge.
    subjects: FxHashSet<usize>,
}

#[derive(Clone, Debug, Decode, Default, Encode)]
struct Cover {
    names: FxHashSet<usize>,
    numbers: FxHashSet<String>,
    /// Names that a phrasing asks about and nothing else: it explains them.
    explained: FxHashSet<usize>,
    negated: bool,
    /// Whether it answers a "how many": one of its phrasings asks it. A figure in its answer may be another's ("a billion worldwide" beside India).
    figure: bool,
}

impl Covers {
    /// Reads every entry's phrasings and answers once.
    pub fn new(knowledge: &Knowledge, matcher: &Matcher) -> Self {
        let mut reader = text::Reader::default();
        let by_entry: FxHashMap<Id, Cover> = knowledge
            .entries
            .iter()
            .map(|entry| {
                (
                    entry.id.clone(),
                    Cover::new(knowledge, matcher.lexicon(), entry, &mut reader),
                )
            })
            .collect();
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        for name in by_entry.values().flat_map(|cover| &cover.names) {
            *counts.entry(*name).or_default() += 1;
        }
        let least = SUBJECT_SHARE * by_entry.len() as f32;
        let subjects = counts
            .into_iter()
            .filter(|(_, count)| *count as f32 >= least)
            .map(|(name, _)| name)
            .collect();
        Self { by_entry, subjects }
    }

    /// Whether the one thing asked about is a name that the entry explains.
    pub fn explains(&self, entry: &Entry, terms: &[Term]) -> bool {
        let cover = self.by_entry.get(&entry.id);
        let name = only_name(terms);
        cover
            .zip(name)
            .is_some_and(|(cover, name)| cover.explained.contains(&name))
    }

    /// The first thing of a question that the entry does not cover. Other stages and sides are shown with it, so they count too.
    pub fn missing(
        &self,
        knowledge: &Knowledge,
        lexicon: &Lexicon,
        entry: &Entry,
        terms: &[Term],
    ) -> Option<Missing> {
        let shown: Vec<&Cover> = knowledge
            .entries
            .iter()
            .filter(|other| other.id == entry.id || super::shown_with(knowledge, entry, &other.id))
            .filter_map(|other| self.by_entry.get(&other.id))
            .collect();
        for term in terms {
            let missing = match (term.concept, term.role) {
                (Some(Concept::Name(name)), _)
                    if !self.subjects.contains(&name)
                        && !shown.iter().any(|cover| cover.names.contains(&name)) =>
                {
                    lexicon
                        .name(name)
                        .map(|name| Missing::Name(name.kind, name.called()))
                }
                // "1 Milliarde" is written "eine Milliarde" as well.
                (None, Role::Number) if term.text == "1" => None,
                (None, Role::Number)
                    if !shown.iter().any(|cover| cover.numbers.contains(&term.text)) =>
                {
                    Some(if year(&term.text).is_some() {
                        Missing::Year(term.text.clone())
                    } else {
                        Missing::Number(term.text.clone())
                    })
                }
                _ => None,
            };
            if missing.is_some() {
                return missing;
            }
        }
        if Asked::HowMany.is_asked(terms) && !shown.iter().any(|cover| cover.figure) {
            return Some(Missing::Figure);
        }
        (is_negated(terms) && !shown.iter().any(|cover| cover.negated)).then_some(Missing::Negation)
    }
}

/// The name that is all the matter of a text, if one is.
fn only_name(terms: &[Term]) -> Option<usize> {
    let mut content = terms.iter().filter(|term| term.role == Role::Content);
    match (content.next()?.concept, content.next()) {
        (Some(Concept::Name(name)), None) => Some(name),
        _ => None,
    }
}

impl Cover {
    fn new(
        knowledge: &Knowledge,
        lexicon: &Lexicon,
        entry: &Entry,
        reader: &mut text::Reader,
    ) -> Self {
        let mut cover = Self::default();
        for lang in Lang::ALL {
            let phrasings = entry
                .ask
                .get(lang)
                .iter()
                .map(|phrasing| phrasing.value.as_str());
            for text in phrasings.chain([entry.answer(lang).as_str()]) {
                cover.read(&lexicon.terms(&reader.parse_in(text, lang)));
            }
        }
        for citation in entry.citations() {
            if let Some(source) = knowledge.source(citation.source.as_str()) {
                cover
                    .numbers
                    .insert(source.published.date.year().to_string());
            }
        }
        cover
            .numbers
            .extend(entry.valid.map(|valid| valid.year().to_string()));
        cover
    }

    fn read(&mut self, terms: &[Term]) {
        for term in terms {
            match (term.concept, term.role) {
                (Some(Concept::Name(name)), _) => {
                    self.names.insert(name);
                }
                (None, Role::Number) => {
                    self.numbers.insert(term.text.clone());
                }
                _ => {}
            }
        }
        self.explained.extend(only_name(terms));
        self.negated |= is_negated(terms);
        self.figure |= Asked::HowMany.is_asked(terms);
    }
}

/// Whether the terms say "not". "Or not" at the end asks without turning anything round.
fn is_negated(terms: &[Term]) -> bool {
    terms.iter().enumerate().any(|(at, term)| {
        let after_or = at
            .checked_sub(1)
            .and_then(|before| terms.get(before))
            .is_some_and(|before| matches!(before.text.as_str(), "oder" | "or" | "doch"));
        term.role == Role::Negation && !after_or
    })
}

/// The year a number is, if it looks like one.
pub fn year(number: &str) -> Option<u16> {
    (number.len() == 4)
        .then(|| number.parse().ok())
        .flatten()
        .filter(|year| (1900..2100).contains(year))
}
