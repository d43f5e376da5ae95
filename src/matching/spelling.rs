//! Misspelt words: which known words a written one may have meant.
//!
//! strsim compares word with word, never question with question: a whole-question distance puts "in Indien" beside "in den USA".
//! A word is a slip of another where few edits lead from one to the other, the likelier the commoner that one is: "teump" is "trump" before "temp".
//! Jaro-Winkler, which trusts the beginning, would have it the other way round, but finds what is related: "Einzahlung" beside "einzahlen".
//! Words are compared as they are written, not by their stems, which a slip may change beyond recognition. What all that brings: `benches/README.md`.

use bitcode::{Decode, Encode};
use rustc_hash::FxHashMap;

use super::weights::Weights;

/// Letters a word needs, written or known, before one is taken for a misspelling of the other: of three, only one that lacks a letter is like enough.
const LETTERS_LEAST: usize = 3;
/// Known words that one written word may stand for.
const MEANT_MOST: usize = 5;
/// Share of the longer word's letter pairs (by its bytes, which are letters but for a few) that both must have before the two are compared at all:
/// one slip in a word of four letters leaves half.
const PAIRS_SHARED_LEAST: f32 = 0.4;
/// How much likelier a slip is of a word that stands in the knowledge e times as often as another, where 1 is the same word.
const COMMON: f32 = 0.02;
/// How likely a related word is beside a slip of the same likeness.
const RELATED: f32 = 0.9;
/// How likely a slip must be, 0 to 1, for the word to be read as what was meant, letter by letter. Lower, out of scope looks like in scope.
const READ_LEAST: f32 = 0.85;

/// Known words that a written one is compared with, those first that share the most pairs with it: what it may cost is bounded, however much is known.
const COMPARED_MOST: usize = 16;

/// Known words up to which all are compared with each other beforehand: twice as many take four times as long. The shipped knowledge has some 15,500, and the
/// forms of its vocabulary.
const KNOWN_COMPARED_MOST: usize = 30_000;

/// Known words whose counters are gone through together: one look at the highest of them spares the rest.
const CHUNK: usize = 32;

/// A word as it is written in the knowledge, folded, and its key among the words: one of several languages has one for each.
pub type Written = (String, u64);

/// The known words, ready to be searched by letter pairs.
#[derive(Debug, Decode, Default, Encode)]
pub struct Spelling {
    known: Vec<Written>,
    /// How much likelier each known word is for being common.
    common: Vec<f32>,
    /// How long each known word is, in bytes; beside the words, so that most of them need not be looked up.
    lengths: Vec<u8>,
    by_pair: FxHashMap<(char, char), Vec<u32>>,
    weights: Weights,
    /// For every known word those like it, as [`Spelling::compared`] finds them: most words that are written are known ones.
    /// Empty beyond [`KNOWN_COMPARED_MOST`].
    alike: Vec<Alike>,
    /// Where those of a known word begin; one more than there are words.
    alike_from: Vec<u32>,
}

/// A known word that is like another.
#[derive(Clone, Copy, Debug, Decode, Encode)]
struct Alike {
    /// How likely it was meant, by both measures.
    likely: f32,
    /// The same as a slip; 0 if it is none.
    slip: f32,
    at: u32,
}

/// A known word that may have been meant.
#[derive(Clone, Copy, Debug)]
pub struct Meant<'s> {
    /// How it is written.
    pub text: &'s str,
    /// Its key among the words.
    pub key: u64,
    /// How likely it was meant, 0 to 1.
    pub likely: f32,
    /// Whether the written word is so surely a slip of it that it is read as if this had been written.
    pub is_read: bool,
}

impl Spelling {
    /// From the known words, each with how often it stands in the knowledge.
    #[must_use]
    pub fn new(mut words: Vec<(Written, u32)>, weights: &Weights) -> Self {
        words.retain(|((word, _), _)| {
            word.chars().count() >= LETTERS_LEAST && !word.starts_with(|c: char| c.is_ascii_digit())
        });
        words.sort_unstable();
        let common = words
            .iter()
            .map(|(_, times)| COMMON * (*times as f32).ln_1p());
        let common = common.collect();
        let known: Vec<Written> = words.into_iter().map(|(word, _)| word).collect();
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
            common,
            lengths,
            by_pair,
            weights: *weights,
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

    /// The known words most like a written one, likeliest first, each key once, without its own keys.
    /// `letters` is how many of unknown words may still be looked up, by their bytes; one that has more is not. Those like known words are at hand.
    #[must_use]
    pub fn meant(&self, word: &str, own: [u64; 2], letters: &mut usize) -> Vec<Meant<'_>> {
        if word.chars().count() < LETTERS_LEAST || word.starts_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let alike = self.known_alike(word);
        let (is_known, mut found) = match (alike, letters.checked_sub(word.len())) {
            (Some(alike), _) => (true, alike.to_vec()),
            (None, Some(left)) => {
                *letters = left;
                (false, self.compared(word))
            }
            (None, None) => return Vec::new(),
        };
        let beside = if is_known {
            self.weights.meant_beside_known
        } else {
            1.0
        };
        found.sort_unstable_by(|a, b| b.likely.total_cmp(&a.likely).then(a.at.cmp(&b.at)));
        let mut meant: Vec<Meant> = Vec::with_capacity(MEANT_MOST);
        for alike in found {
            let Some((text, key)) = self.known.get(alike.at as usize) else {
                continue;
            };
            if meant.iter().all(|seen| seen.key != *key) && !own.contains(key) {
                meant.push(Meant {
                    text,
                    key: *key,
                    likely: beside * (alike.likely * alike.likely).min(1.0),
                    is_read: !is_known && alike.slip >= READ_LEAST,
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
        let letters = word.chars().count();
        let alike = likely.filter_map(|(_, at)| {
            let (known, _) = self.known.get(at as usize)?;
            let common = self.common.get(at as usize)?;
            let slip = kept(word, letters, known, self.weights.slip_least);
            let slip = slip.map_or(0.0, |slip| slip as f32 + common);
            let related = Some(strsim::jaro_winkler(word, known));
            let related = related.filter(|related| *related >= self.weights.related_least);
            let likely = slip.max(related.map_or(0.0, |related| RELATED * related as f32));
            (likely > 0.0).then_some(Alike { likely, slip, at })
        });
        alike.collect()
    }
}

/// Share of the letters of the longer of two words that edits leave, 0 to 1; `None` if less than `least`.
fn kept(word: &str, letters: usize, known: &str, least: f64) -> Option<f64> {
    let others = known.chars().count();
    let share = |edits: usize| 1.0 - edits as f64 / letters.max(others) as f64;
    // As many edits as one word is longer are needed in any case.
    let most = share(letters.abs_diff(others));
    let share = (most >= least).then(|| share(strsim::osa_distance(word, known)))?;
    (share >= least).then_some(share)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_of_the_commoner_word_and_no_known_word_is_one() {
        let words = [("trump", 5_000), ("temp", 3), ("tempo", 1)];
        let words = words.iter().zip(1..);
        let words = words.map(|((word, times), key)| (((*word).to_owned(), key), *times));
        let spelling = Spelling::new(words.collect(), &Weights::default());
        let slip = spelling.meant("teump", [0, 0], &mut 100);
        assert_eq!((slip[0].text, slip[0].is_read), ("trump", true));
        let known = spelling.meant("temp", [2, 2], &mut 0);
        assert_eq!(known[0].text, "tempo");
        assert!(known.iter().all(|meant| !meant.is_read));
        assert!(known.iter().all(|meant| meant.likely <= 0.5), "{known:?}");
        assert!(spelling.meant("teump", [0, 0], &mut 3).is_empty());
    }
}
