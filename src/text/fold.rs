//! Last step: spellings of one sound become one ("ä", "ae" and "a"; "ß" and "ss"; "é" and "e").

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds one lower-case word. "ue" after a, e or q stays: "neue", "Frauen", "Quelle" hold no umlaut.
#[must_use]
pub fn fold(word: &str) -> String {
    // Most words have no letter to take apart, and looking for one in each is what folding costs.
    if word.is_ascii() {
        letters(word.chars())
    } else {
        letters(word.nfd().filter(|c| !is_combining_mark(*c)))
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

/// Whether an "e" here would make the last letter an umlaut.
fn is_umlaut_pair(folded: &str) -> bool {
    let mut back = folded.chars().rev();
    match back.next() {
        Some('a' | 'o') => true,
        Some('u') => !matches!(back.next(), Some('a' | 'e' | 'q')),
        _ => false,
    }
}
