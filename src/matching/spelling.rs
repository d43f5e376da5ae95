//! Misspelt words: which known words a written one may have meant.
//!
//! strsim compares word with word, never question with question: a whole-question distance puts "in Indien" beside "in den USA".

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;

/// Letters a word needs, written or known, before one is taken for a misspelling of the other: of three, only one that lacks a letter is like enough.
const LETTERS_LEAST: usize = 3;
/// Known words that one written word may stand for.
const MEANT_MOST: usize = 5;
/// Share of the longer word's letter pairs (by its bytes, which are letters but for a few) that both must have before the two are compared at all:
/// one slip in a word of four letters leaves half.
const PAIRS_SHARED_LEAST: f32 = 0.4;

/// Known words that a written one is compared with, those first that share the most pairs with it: what it may cost is bounded, however much is known.
const COMPARED_MOST: usize = 16;

/// Known words up to which all are compared with each other beforehand: a fifth of a second for 13,000, four times as much for twice as many.
const KNOWN_COMPARED_MOST: usize = 30_000;

/// Known words whose counters are gone through together: one look at the highest of them spares the rest.
const CHUNK: usize = 32;

/// The known words, ready to be searched by letter pairs.
#[derive(Debug, Decode, Default, Encode)]
pub struct Spelling {
    known: Vec<(String, u64)>,
    /// How long each known word is, in bytes; beside the words, so that most of them need not be looked up.
    lengths: Vec<u8>,
    by_pair: FxHashMap<(char, char), Vec<u32>>,
    likeness_least: f64,
    /// For every known word those like it, as [`Spelling::compared`] finds them: most words that are written are known ones.
    /// Empty beyond [`KNOWN_COMPARED_MOST`].
    alike: Vec<Alike>,
    /// Where those of a known word begin; one more than there are words.
    alike_from: Vec<u32>,
}

/// A known word, and how like it another one is.
type Alike = (f32, u32);

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
        let lengths = known.iter().map(|(word, _)| bytes(word)).collect();
        let mut spelling = Self {
            known,
            lengths,
            by_pair,
            likeness_least,
            alike: Vec::new(),
            alike_from: vec![0],
        };
        if spelling.known.len() > KNOWN_COMPARED_MOST {
            return spelling;
        }
        for (word, _) in &spelling.known {
            let alike = spelling.compared(word);
            spelling.alike.extend(alike);
            spelling.alike_from.push(spelling.alike.len() as u32);
        }
        spelling
    }

    /// The known words most like one of the forms of a word (its stems, say), most alike first, each key once, without the forms themselves.
    /// `letters` is how many of unknown forms may still be looked up, by their bytes; one that has more is not.
    #[must_use]
    pub fn meant(&self, forms: &[&str], letters: &mut usize) -> Vec<Meant> {
        let mut found: Vec<Alike> = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            let is_repeated = forms.iter().take(at).any(|earlier| earlier == form);
            if !is_repeated
                && form.chars().count() >= LETTERS_LEAST
                && !form.starts_with(|c: char| c.is_ascii_digit())
            {
                if let Some(alike) = self.known_alike(form) {
                    found.extend(alike);
                } else if let Some(left) = letters.checked_sub(form.len()) {
                    *letters = left;
                    found.extend(self.compared(form));
                }
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
                    likeness,
                });
            }
            if meant.len() == MEANT_MOST {
                break;
            }
        }
        meant
    }

    /// Those like a word that is itself known; `None` if it is not.
    fn known_alike(&self, word: &str) -> Option<&[Alike]> {
        let at = self
            .known
            .binary_search_by(|(known, _)| known.as_str().cmp(word));
        let at = at.ok()?;
        let from = *self.alike_from.get(at)? as usize;
        self.alike.get(from..*self.alike_from.get(at + 1)? as usize)
    }

    /// Compares a word with the known ones.
    fn compared(&self, word: &str) -> Vec<Alike> {
        // A counter for every known word: going through all of them is cheaper than noting which share a pair.
        let mut shared = vec![0_u8; self.known.len()];
        for pair in pairs(word) {
            for at in self.by_pair.get(&pair).into_iter().flatten() {
                if let Some(count) = shared.get_mut(*at as usize) {
                    *count = count.saturating_add(1);
                }
            }
        }
        let length = bytes(word);
        let shared_least = PAIRS_SHARED_LEAST * f32::from(length);
        let mut sharing: Vec<(f32, u32)> = Vec::new();
        let chunks = shared.chunks(CHUNK).zip(self.lengths.chunks(CHUNK));
        for (begin, (counts, lengths)) in (0..).step_by(CHUNK).zip(chunks) {
            let most = counts.iter().copied().max().unwrap_or_default();
            if f32::from(most) < shared_least {
                continue;
            }
            for (at, (count, known)) in (begin..).zip(counts.iter().zip(lengths)) {
                let share = f32::from(*count) / f32::from(length.max(*known));
                if share >= PAIRS_SHARED_LEAST {
                    sharing.push((share, at));
                }
            }
        }
        sharing.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let likely = sharing.into_iter().take(COMPARED_MOST);
        let likeness = likely.filter_map(|(_, at)| {
            let (known, _) = self.known.get(at as usize)?;
            let likeness = strsim::jaro_winkler(word, known);
            (likeness >= self.likeness_least).then_some((likeness as f32, at))
        });
        likeness.collect()
    }
}

/// The length of a word; one of more bytes than fit is as if it had so many.
fn bytes(word: &str) -> u8 {
    u8::try_from(word.len()).unwrap_or(u8::MAX)
}

/// Neighbouring letters, with one pair for the beginning: misspellings rarely hit the first letter.
/// In no order, so that two letters which changed places are still a pair of both words.
fn pairs(word: &str) -> impl Iterator<Item = (char, char)> {
    let pairs = std::iter::once(' ').chain(word.chars()).zip(word.chars());
    pairs.map(|(one, other)| (one.min(other), one.max(other)))
}
