//! Every weight of the matcher, so that they can be chosen by measuring and each part can be switched off to see what it is worth.

use bitcode::{Decode, Encode};

use super::features::Space;
use super::lexicon::Role;

/// The weights. [`Weights::default`] is what ships; other values are for measuring (`benches/README.md`).
#[derive(Clone, Copy, Debug, Decode, Encode, PartialEq)]
pub struct Weights {
    /// Share of the likeness that words decide, 0 to 1; the rest is decided by runs of letters.
    pub words_share: f32,
    /// Share of an entry's likeness that its best phrasing decides, 0 to 1; the rest is all its phrasings together, sharpened.
    pub best_phrasing_share: f32,
    /// Share of the score that the coverage of the question's matter decides, 0 to 1; the rest is how alike phrasings and question are.
    pub covered_share: f32,
    /// Whether words are compared by their stems.
    pub stems: bool,
    /// Whether rare words and runs of letters weigh more than common ones.
    pub rarity: bool,
    /// How much words that nobody in the knowledge uses count in the length of a question, 0 to 1: "in India" costs what it should.
    pub unknown: f32,
    /// Share of the letters (0 to 1; one left out, added, changed, or swapped with the next counts once) that a known word must have in common
    /// with a written one to be taken for what was meant; above 1 none is.
    pub slip_least: f64,
    /// How alike (Jaro-Winkler, 0 to 1) a known word must be to a written one to be taken for related to it; above 1 none is.
    pub related_least: f64,
    /// Weight, 0 to 1, of a word that was probably meant, where the written one is known itself ("trump" written, "trumpf" meant: rarely).
    pub meant_beside_known: f32,
    /// Weight, 0 to 1, of a word's stem by the other language's rules, where only that one is known.
    pub other_language: f32,
    /// How much a word without matter counts beside one with it, 0 to 1. Its rarity alone is not low enough in a small knowledge base.
    pub stop_word: f32,
    /// How far, in score, the right target must lie ahead of the next when targets are sharpened against each other.
    pub margin: f32,
    /// The same where targets have few phrasings, which say less of what they have in common (`benches/README.md`).
    pub margin_of_few: f32,
    /// How far, as a share of its own length, one phrasing may move the targets at once: a single odd phrasing must not bend an entry to its shape.
    pub step_most: f32,
    /// Times that the phrasings are gone through, where they are not too many (`rounds_for`); 0 leaves each target the plain mean of its phrasings.
    pub rounds: usize,
    /// Targets whose phrasings are looked at one by one, the best first. The right entry stays first as if all were looked at (`tests/hot_path.rs`).
    pub looked_at_most: usize,
    /// Phrasings of a target in one language, at least 1, that are compared by letters too, those first that are nearest by words.
    /// With two, .3 points less of the project's questions are right; more than four change nothing.
    pub compared_by_letters_most: usize,
}

/// Phrasings of a target, on average, below which they are few: the open sets have 5 to 18, the shipped knowledge 60.
const FEW: f32 = 20.0;

/// Phrasings times targets beyond which nothing is sharpened: a tenth of it takes five to seven seconds, ten times as much took five minutes with three rounds.
/// On the open sets sharpening tells in from out of scope a point better and finds as much (`benches/README.md`).
const COMPARISONS_MOST: usize = 1_000_000_000;

impl Default for Weights {
    fn default() -> Self {
        Self {
            words_share: 0.4,
            best_phrasing_share: 0.25,
            covered_share: 0.1,
            stems: true,
            rarity: true,
            unknown: 1.0,
            slip_least: 0.75,
            related_least: 0.88,
            meant_beside_known: 0.5,
            other_language: 0.9,
            stop_word: 0.4,
            margin: 0.3,
            margin_of_few: 0.6,
            step_most: 0.15,
            rounds: 6,
            looked_at_most: 10,
            compared_by_letters_most: 4,
        }
    }
}

impl Weights {
    /// Share of the score that a space decides, 0 to 1.
    #[must_use]
    pub const fn share(&self, space: Space) -> f32 {
        match space {
            Space::Words => self.words_share,
            Space::Letters => 1.0 - self.words_share,
        }
    }

    /// The margin for so many phrasings of so many targets.
    #[must_use]
    pub fn margin_for(&self, phrasings: usize, targets: usize) -> f32 {
        if (phrasings as f32) < FEW * targets as f32 {
            self.margin_of_few
        } else {
            self.margin
        }
    }

    /// Times that so many phrasings of so many targets are gone through: [`Weights::rounds`], or 0 where that would take minutes.
    #[must_use]
    pub const fn rounds_for(&self, phrasings: usize, targets: usize) -> usize {
        if phrasings.saturating_mul(targets) > COMPARISONS_MOST {
            0
        } else {
            self.rounds
        }
    }

    /// How much a term counts.
    #[must_use]
    pub const fn of_role(&self, role: Role) -> f32 {
        match role {
            Role::Stop => self.stop_word,
            Role::Content | Role::Question | Role::Negation | Role::Now | Role::Number => 1.0,
        }
    }
}
