//! What a text is compared by: its words (as concepts or stems), and runs of two to four letters.

use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

use super::lexicon::{Concept, Role, Term};
use super::weights::Weights;
use crate::lang::Lang;

/// Lengths of the runs of letters. 2 to 4 was as good as 2 to 5 and better than 3 alone.
const GRAM_LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
/// The two kinds of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Words.
    Words = 0,
    /// Runs of letters.
    Letters = 1,
}

impl Space {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Words, Self::Letters];
}

/// Features with how often they occur, damped: 1 + ln(count).
#[derive(Clone, Debug, Default)]
pub struct Features {
    words: Vec<(u64, f32)>,
    letters: Vec<(u64, f32)>,
}

impl Features {
    /// The features of a phrasing in a known language.
    #[must_use]
    pub fn new(terms: &[Term], lang: Lang, weights: &Weights) -> Self {
        let mut words = Vec::with_capacity(terms.len());
        let mut letters = Vec::new();
        for term in terms {
            let weight = weights.of_role(term.role);
            words.push((word_key(term, lang, weights), weight));
            letters.extend(grams(&term.text).into_iter().map(|gram| (gram, weight)));
        }
        Self {
            words: counted(words),
            letters: counted(letters),
        }
    }

    /// Those of one space.
    #[must_use]
    pub fn of(&self, space: Space) -> &[(u64, f32)] {
        match space {
            Space::Words => &self.words,
            Space::Letters => &self.letters,
        }
    }
}

/// The key of a term among the words: what it stands for, else its stem in a language.
#[must_use]
pub fn word_key(term: &Term, lang: Lang, weights: &Weights) -> u64 {
    match (term.concept, term.role) {
        (Some(concept), _) => concept_key(concept),
        // Snowball stems "Sicherheit" to "sich": a word without matter must not share the key of one with it.
        (None, Role::Stop) => hash(&(term.text.as_str(), Role::Stop as u8)),
        (None, _) if weights.stems => text_key(term.stem.get(lang)),
        (None, _) => text_key(&term.text),
    }
}

/// The key of a concept.
#[must_use]
fn concept_key(concept: Concept) -> u64 {
    hash(&concept)
}

/// The key of a stem.
#[must_use]
pub fn text_key(stem: &str) -> u64 {
    hash(stem)
}

/// The runs of letters of a folded word with a space at each end.
/// A run of up to four letters fits a number, so no hash is needed; letters beyond the first 65,536 of Unicode share keys, which only costs a little precision.
pub fn grams(text: &str) -> Vec<u64> {
    let letters: Vec<u64> = std::iter::once(' ')
        .chain(text.chars())
        .chain(std::iter::once(' '))
        .map(|c| u64::from(u32::from(c)) & 0xffff)
        .collect();
    let mut grams = Vec::with_capacity(letters.len() * 3);
    for length in GRAM_LETTERS {
        grams.extend(
            letters
                .windows(length)
                .map(|window| window.iter().fold(0, |key, letter| (key << 16) | letter)),
        );
        if letters.len() <= length {
            break;
        }
    }
    grams
}

/// 1 + ln(count): the third "TikTok" of a sentence says less than the first. Counts below 1 (stop words) stay as they are.
pub fn damp(count: f32) -> f32 {
    if count > 1.0 { 1.0 + count.ln() } else { count }
}

/// Each key once, in order, with its damped count.
pub fn counted(mut found: Vec<(u64, f32)>) -> Vec<(u64, f32)> {
    // In order, and those of one key as they were found: sums of floats depend on it in the last digit, and ties must not.
    found.sort_by_key(|(key, _)| *key);
    found.dedup_by(|next, first| {
        let is_same = next.0 == first.0;
        if is_same {
            first.1 += next.1;
        }
        is_same
    });
    for (_, count) in &mut found {
        *count = damp(*count);
    }
    found
}

fn hash(value: &(impl std::hash::Hash + ?Sized)) -> u64 {
    FxBuildHasher.hash_one(value)
}
