//! Second step: where words begin and end. A word is a run of letters and digits; an apostrophe inside it is dropped.

use std::borrow::Cow;
use std::ops::Range;

use super::clean::lower;

/// Bytes of one word that are read; longer runs of letters are no words of a language.
const WORD_BYTES_MOST: usize = 48;

/// The words of a cleaned text, as bytes of it, in order.
pub fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        let mut last = first;
        while let Some(&(at, c)) = chars.peek() {
            let inside = c.is_alphanumeric() || is_joint(text, at, last, c);
            if !inside || at - start >= WORD_BYTES_MOST {
                break;
            }
            end = at + c.len_utf8();
            last = c;
            chars.next();
        }
        Some(start..end)
    })
}

/// A word as it is compared: lower case, apostrophes off, the decimal comma a point.
pub fn normal(word: &str) -> Cow<'_, str> {
    // Nearly every word is written so already, and else has only a capital.
    let is_normal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if word.bytes().all(is_normal) {
        return Cow::Borrowed(word);
    }
    let lower = lower(word);
    if !lower.contains(|c| c == ',' || is_apostrophe(c)) {
        return Cow::Owned(lower);
    }
    let kept = lower.chars().filter(|c| !is_apostrophe(*c));
    kept.map(|c| if c == ',' { '.' } else { c }).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

/// An apostrophe between letters ("trump's") and a point or comma between digits ("1,9") do not end a word.
fn is_joint(text: &str, at: usize, before: char, c: char) -> bool {
    let behind = || text.get(at..).and_then(|rest| rest.chars().nth(1));
    if matches!(c, '.' | ',') {
        before.is_ascii_digit() && behind().is_some_and(|after| after.is_ascii_digit())
    } else {
        is_apostrophe(c) && before.is_alphabetic() && behind().is_some_and(char::is_alphabetic)
    }
}
