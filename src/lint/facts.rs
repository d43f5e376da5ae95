//! What a text states that can be held against a record: its names, its figures, its dates.

use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use super::figures::{self, Found};
use super::names::{Called, Mention, Names};
use super::reading::Reading;
use crate::lang::Lang;

/// The facts of one text.
#[derive(Debug)]
pub(super) struct Facts {
    /// The text, for what is written where.
    pub reading: Reading,
    /// The names of the vocabulary.
    pub names: Vec<(usize, Mention)>,
    /// Names that stand inside longer ones, each time.
    pub implied: Vec<usize>,
    /// Words that are written like a name and are not known.
    pub unknown: Vec<Mention>,
    /// Figures and dates.
    pub figures: Vec<Found>,
}

impl Facts {
    /// Reads a text that is in `lang`.
    pub fn new(text: &str, lang: Lang, names: &Names) -> Self {
        let reading = Reading::new(text, lang);
        let known = names.known(&reading, lang);
        let mut taken: FxHashSet<usize> = known
            .iter()
            .flat_map(|mention| mention.words.clone())
            .collect();
        let figures = figures::find(&reading, lang, &taken);
        taken.extend(figures.iter().flat_map(|found| found.words.clone()));
        let implied = known
            .iter()
            .flat_map(|mention| names.implied(&reading, mention))
            .collect();
        let unknown = names.unknown(&reading, lang, &taken);
        let names = known
            .into_iter()
            .filter_map(|mention| match mention.called {
                Called::Known(name) => Some((name, mention)),
                Called::Unknown => None,
            })
            .collect();
        Self {
            reading,
            names,
            implied,
            unknown,
            figures,
        }
    }

    /// Takes a spelling that several names have for the one that is stated, if one is.
    pub fn settle(&mut self, stated: &FxHashSet<usize>) {
        for (name, mention) in &mut self.names {
            let other = mention.or.iter().position(|other| stated.contains(other));
            if !stated.contains(name)
                && let Some(other) = other.and_then(|at| mention.or.get_mut(at))
            {
                std::mem::swap(name, other);
            }
        }
    }

    /// The names that no other name is spelt like, each once.
    pub fn told_names(&self) -> FxHashSet<usize> {
        let told = self.names.iter();
        let told = told.filter(|(_, mention)| mention.or.is_empty());
        told.map(|(name, _)| *name).collect()
    }

    /// How often a name is named: at least by itself, at most inside longer names as well.
    pub fn times(&self, name: usize) -> RangeInclusive<usize> {
        let alone = self
            .names
            .iter()
            .filter(|(named, _)| *named == name)
            .count();
        let inside = self
            .implied
            .iter()
            .filter(|implied| **implied == name)
            .count();
        alone..=alone + inside
    }

    /// The places of its names in the vocabulary, each once.
    pub fn name_set(&self) -> FxHashSet<usize> {
        self.names.iter().map(|(name, _)| *name).collect()
    }
}
