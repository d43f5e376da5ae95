//! Phrasings and questions for measuring: many more than anybody would write, and always the same.
//!
//! New phrasings are the knowledge's own words in another order, so they have its lengths and its frequencies.
//! But they have no more words than it has, so every word of a large set stands in more phrasings than in real ones: a harder case.

use crate::knowledge::Knowledge;
use crate::lang::Lang;

/// Phrasings of one synthetic id; the larger public sets have about as many.
pub const PHRASINGS_PER_ID: usize = 100;
/// Words that an id's phrasings keep coming back to.
const THEME_WORDS: usize = 8;
/// Of ten words of a phrasing, how many are of its id's theme.
const THEME_IN_TEN: u64 = 5;
/// Letters of a word that nobody uses: of all that are read, the dearest to look up.
const UNKNOWN_WORD_LETTERS: usize = 40;
/// The rows of the keyboard that most people here type on.
const KEYS: [&str; 3] = ["qwertzuiopü", "asdfghjklöä", "yxcvbnm"];
/// Letters of a word from which a slip of the keyboard still leaves something to recognise.
const MISSPELT_LETTERS_LEAST: usize = 4;

/// Numbers that look random and are the same on every machine (splitmix64).
#[derive(Clone, Debug)]
pub struct Sequence(u64);

impl Sequence {
    /// The sequence of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of some things; `None` of none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.draw() % of.len().max(1) as u64;
        of.get(at as usize)
    }
}

/// Every phrasing of a knowledge base with its id.
#[must_use]
pub fn phrasings(knowledge: &Knowledge) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (id, ask) in knowledge.askable() {
        for phrasing in Lang::ALL.iter().flat_map(|lang| ask.get(*lang)) {
            pairs.push((id.to_string(), phrasing.value.clone()));
        }
    }
    pairs
}

/// `count` new phrasings, [`PHRASINGS_PER_ID`] an id, of the words of `pairs`.
///
/// ```
/// use ticktack::synthetic::recombined;
///
/// let pairs = [("a".to_owned(), "who owns the app".to_owned())];
/// assert_eq!(recombined(&pairs, 250).len(), 250);
/// assert_eq!(recombined(&pairs, 250), recombined(&pairs, 250));
/// ```
#[must_use]
pub fn recombined(pairs: &[(String, String)], count: usize) -> Vec<(String, String)> {
    let mut sequence = Sequence::new(count as u64);
    // With repetitions: what is frequent there is frequent here.
    let words: Vec<&str> = pairs
        .iter()
        .flat_map(|(_, phrasing)| phrasing.split_whitespace())
        .collect();
    let mut distinct = words.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let mut made = Vec::with_capacity(count);
    let mut theme: Vec<&str> = Vec::new();
    for at in 0..count {
        if at % PHRASINGS_PER_ID == 0 {
            theme = (0..THEME_WORDS)
                .filter_map(|_| sequence.pick(&distinct).copied())
                .collect();
        }
        let length = sequence
            .pick(pairs)
            .map_or(0, |(_, phrasing)| phrasing.split_whitespace().count());
        let phrasing: Vec<&str> = (0..length)
            .filter_map(|_| {
                let from = if sequence.draw() % 10 < THEME_IN_TEN {
                    &theme
                } else {
                    &words
                };
                sequence.pick(from).copied()
            })
            .collect();
        made.push((
            format!("synthetic-{}", at / PHRASINGS_PER_ID),
            phrasing.join(" "),
        ));
    }
    made
}

/// `count` questions: phrasings out of `pairs`, each with a slip of the keyboard in one word.
#[must_use]
pub fn questions(pairs: &[(String, String)], count: usize) -> Vec<String> {
    let mut sequence = Sequence::new(pairs.len() as u64);
    (0..count)
        .filter_map(|_| {
            let (_, phrasing) = sequence.pick(pairs)?;
            Some(misspelt(phrasing, &mut sequence))
        })
        .collect()
}

/// One question of about `chars` characters, out of the words of `pairs`.
#[must_use]
pub fn long_question(pairs: &[(String, String)], chars: usize) -> String {
    let mut sequence = Sequence::new(chars as u64);
    let mut question = String::new();
    let mut length = 0;
    while let Some((_, phrasing)) = sequence.pick(pairs).filter(|_| length < chars) {
        let phrasing = misspelt(phrasing, &mut sequence);
        length += phrasing.chars().count() + 1;
        question.push_str(&phrasing);
        question.push(' ');
    }
    question.chars().take(chars).collect()
}

/// About `chars` characters of long words that nobody uses, out of the letters of `pairs`: the dearest question of that length.
#[must_use]
pub fn unknown_words(pairs: &[(String, String)], chars: usize) -> String {
    let letters = pairs.iter().flat_map(|(_, phrasing)| phrasing.chars());
    let letters: Vec<char> = letters.filter(|c| c.is_alphabetic()).take(chars).collect();
    let words = letters.chunks(UNKNOWN_WORD_LETTERS);
    let words: Vec<String> = words.map(|word| word.iter().collect()).collect();
    words.join(" ").chars().take(chars).collect()
}

/// The key left of a letter's, or right of it at the row's beginning.
fn neighbour(letter: char) -> Option<char> {
    let row = KEYS.iter().find(|row| row.contains(letter))?;
    let (before, after) = row.split_once(letter)?;
    before.chars().last().or_else(|| after.chars().next())
}

/// A text with two letters swapped, one left out, one doubled or one of a neighbouring key, in one of its longer words, if it has any.
#[must_use]
pub fn misspelt(text: &str, sequence: &mut Sequence) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let longer: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.chars().count() >= MISSPELT_LETTERS_LEAST)
        .map(|(at, _)| at)
        .collect();
    if let Some(word) = sequence.pick(&longer).and_then(|at| words.get_mut(*at)) {
        let mut letters: Vec<char> = word.chars().collect();
        // Not the first letter: people rarely miss it.
        let at = 1 + (sequence.draw() % (letters.len() as u64 - 2)) as usize;
        match sequence.draw() % 4 {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, letters.get(at).copied().unwrap_or('e')),
            _ => {
                let key = letters.get(at).copied().and_then(neighbour);
                if let (Some(letter), Some(key)) = (letters.get_mut(at), key) {
                    *letter = key;
                }
            }
        }
        *word = letters.into_iter().collect();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs() -> Vec<(String, String)> {
        vec![
            ("a".to_owned(), "Wem gehört eigentlich TikTok?".to_owned()),
            ("b".to_owned(), "in the US".to_owned()),
        ]
    }

    #[test]
    fn a_slip_changes_one_longer_word_by_one_letter() {
        let mut sequence = Sequence::new(1);
        for _ in 0..100 {
            let slipped = misspelt("Wem gehört eigentlich TikTok?", &mut sequence);
            let changed: Vec<(&str, &str)> = "Wem gehört eigentlich TikTok?"
                .split(' ')
                .zip(slipped.split(' '))
                .filter(|(a, b)| a != b)
                .collect();
            // Swapping two equal letters changes nothing.
            assert!(
                changed.len() <= 1 && slipped.starts_with("Wem "),
                "{slipped}"
            );
        }
        assert_eq!(misspelt("in the US", &mut sequence), "in the US");
    }

    #[test]
    fn sets_are_as_large_as_asked_for_and_always_the_same() {
        let made = recombined(&pairs(), 250);
        assert_eq!(made.last().unwrap().0, "synthetic-2");
        assert_eq!(questions(&pairs(), 7), questions(&pairs(), 7));
        assert_eq!(long_question(&pairs(), 4_000).chars().count(), 4_000);
        assert!(recombined(&[], 3).iter().all(|(_, text)| text.is_empty()));
        assert!(questions(&[], 3).is_empty());
    }
}
