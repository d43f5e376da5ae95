//! Last step: spellings of one sound become one ("ä", "ae" and "a"; "ß" and "ss"; "é" and "e").

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds one lower-case word. "ue" after a, e or q stays: "neue", "Frauen", "Quelle" hold no umlaut.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    // Most words have no letter to take apart, and looking for one in each is what folding costs.
    if !word.is_ascii() {
        Cow::Owned(letters(word.nfd().filter(|c| !is_combining_mark(*c))))
    } else if has_pair(word) {
        Cow::Owned(letters(word.chars()))
    } else {
        Cow::Borrowed(word)
    }
}

fn letters(word: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(word.size_hint().0);
    for c in word {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push('a'),
            'ø' => folded.push('o'),
            'e' if is_umlaut_pair(&folded) => {}
            _ => folded.push(c),
        }
    }
    folded
}

/// Whether a word may hold an umlaut written as two letters; without one it stays as it is.
fn has_pair(word: &str) -> bool {
    let mut pairs = word.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, [b'a' | b'o' | b'u', b'e']))
}

/// Whether an "e" here would make the last letter an umlaut.
fn is_umlaut_pair(folded: &str) -> bool {
    let mut back = folded.chars().rev();
    match back.next() {
        Some('a' | 'o') => true,
        Some('u') => !matches!(back.next(), Some('a' | 'e' | 'q')),
        _ => false,
    }
}
