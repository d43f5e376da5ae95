//! Misspelt words: which known words a written one may have meant.
//!
//! strsim compares word with word, never question with question: a whole-question distance puts "in Indien" beside "in den USA".

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;

/// Letters a word needs, written or known, before one is taken for a misspelling of the other: of three, only one that lacks a letter is like enough.
const LETTERS_LEAST: usize = 3;
/// Known words that one written word may stand for.
const MEANT_MOST: usize = 5;
/// Share of the longer word's letter pairs that both must have before the two are compared at all: one slip in a word of four letters leaves half.
const PAIRS_SHARED_LEAST: f32 = 0.4;

/// Known words that a written one is compared with, those first that share the most pairs with it: what it may cost is bounded, however much is known.
const COMPARED_MOST: usize = 16;

/// The known words, ready to be searched by letter pairs.
#[derive(Debug, Decode, Default, Encode)]
pub struct Spelling {
    known: Vec<(String, u64)>,
    by_pair: FxHashMap<(char, char), Vec<u32>>,
    likeness_least: f64,
}

/// A known word that may have been meant.
#[derive(Clone, Copy, Debug)]
pub struct Meant {
    /// Its key among the words.
    pub key: u64,
    /// How alike it is, 0 to 1.
    pub likeness: f32,
}

impl Spelling {
    /// From the known words and their keys. Several words may share a key. `likeness_least` is as in `Weights`.
    #[must_use]
    pub fn new(mut known: Vec<(String, u64)>, likeness_least: f64) -> Self {
        known.retain(|(word, _)| {
            word.chars().count() >= LETTERS_LEAST && !word.starts_with(|c: char| c.is_ascii_digit())
        });
        known.sort_unstable();
        known.dedup();
        let mut by_pair: FxHashMap<(char, char), Vec<u32>> = FxHashMap::default();
        for (at, (word, _)) in known.iter().enumerate() {
            let mut pairs: Vec<(char, char)> = pairs(word).collect();
            pairs.sort_unstable();
            pairs.dedup();
            for pair in pairs {
                by_pair.entry(pair).or_default().push(at as u32);
            }
        }
        Self {
            known,
            by_pair,
            likeness_least,
        }
    }

    /// The known words most like one of the forms of a word (its stems, say), most alike first, each key once, without the forms themselves.
    #[must_use]
    pub fn meant(&self, forms: &[&str]) -> Vec<Meant> {
        let mut found: Vec<(f64, u32)> = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            let is_repeated = forms.iter().take(at).any(|earlier| earlier == form);
            if !is_repeated
                && form.chars().count() >= LETTERS_LEAST
                && !form.starts_with(|c: char| c.is_ascii_digit())
            {
                self.like(form, &mut found);
            }
        }
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut meant: Vec<Meant> = Vec::with_capacity(MEANT_MOST);
        for (likeness, at) in found {
            let Some((word, key)) = self.known.get(at as usize) else {
                continue;
            };
            if meant.iter().all(|seen| seen.key != *key) && !forms.contains(&word.as_str()) {
                meant.push(Meant {
                    key: *key,
                    likeness: likeness as f32,
                });
            }
            if meant.len() == MEANT_MOST {
                break;
            }
        }
        meant
    }

    fn like(&self, word: &str, found: &mut Vec<(f64, u32)>) {
        // A counter for every known word: clearing all of them is cheaper than hashing those that share a pair.
        let mut shared = vec![0_u32; self.known.len()];
        let mut sharing: Vec<u32> = Vec::new();
        for pair in pairs(word) {
            for at in self.by_pair.get(&pair).into_iter().flatten() {
                if let Some(count) = shared.get_mut(*at as usize) {
                    if *count == 0 {
                        sharing.push(*at);
                    }
                    *count += 1;
                }
            }
        }
        let share = |at: u32| {
            let count = shared.get(at as usize).copied()?;
            let (known, _) = self.known.get(at as usize)?;
            let share = count as f32 / known.len().max(word.len()) as f32;
            (share >= PAIRS_SHARED_LEAST).then_some((share, at, known))
        };
        let mut alike: Vec<(f32, u32, &String)> = sharing.into_iter().filter_map(share).collect();
        alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, at, known) in alike.into_iter().take(COMPARED_MOST) {
            let likeness = strsim::jaro_winkler(word, known);
            if likeness >= self.likeness_least {
                found.push((likeness, at));
            }
        }
    }
}

/// Neighbouring letters, with one pair for the beginning: misspellings rarely hit the first letter.
/// In no order, so that two letters which changed places are still a pair of both words.
fn pairs(word: &str) -> impl Iterator<Item = (char, char)> {
    let pairs = std::iter::once(' ').chain(word.chars()).zip(word.chars());
    pairs.map(|(one, other)| (one.min(other), one.max(other)))
}
