//! Text for Discord: short enough, and without anything that Discord would read as markup or as a mention.
//!
//! Lengths are UTF-16 units, the strictest way to count that anything at Discord uses.

pub use crate::text::{fitted, length};

/// As many whole pieces as fit, one behind the other; the first is cut at a word if even that does not fit.
/// A piece that was cut inside a link would show its address.
#[must_use]
pub fn joined(pieces: &[String], separator: &str, most: usize) -> String {
    let mut text = String::new();
    for piece in pieces {
        if text.is_empty() {
            text = fitted(piece, most);
        } else if length(&text) + length(separator) + length(piece) <= most {
            text.push_str(separator);
            text.push_str(piece);
        } else {
            break;
        }
    }
    text
}

/// All `lines` in as few texts of at most `most` units as hold them, each line whole.
#[must_use]
pub fn chunks(lines: &[String], most: usize) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for line in lines {
        match chunks.last_mut() {
            Some(last) if length(last) + 1 + length(line) <= most => {
                last.push('\n');
                last.push_str(line);
            }
            _ => chunks.push(fitted(line, most)),
        }
    }
    chunks
}

/// Takes the meaning from whatever Discord would read as markup or as a mention.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_markup(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        if c == '@' {
            // A mention needs its name directly behind the sign.
            escaped.push('\u{200b}');
        }
    }
    escaped
}

/// What [`escaped`] was made of.
#[must_use]
pub fn unescaped(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().copied()) {
            ('\\', Some(next)) if is_markup(next) => {
                unescaped.push(next);
                chars.next();
            }
            ('@', Some('\u{200b}')) => {
                unescaped.push(c);
                chars.next();
            }
            _ => unescaped.push(c),
        }
    }
    unescaped
}

const fn is_markup(c: char) -> bool {
    matches!(
        c,
        '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '#' | '[' | ']'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_stay_whole() {
        let pieces = ["eins zwei", "drei"].map(str::to_owned);
        assert_eq!(joined(&pieces, "\n\n", 15), "eins zwei\n\ndrei");
        assert_eq!(joined(&pieces, "\n\n", 14), "eins zwei");
        assert_eq!(joined(&pieces, "\n\n", 8), "eins…");
        assert_eq!(chunks(&pieces, 14), ["eins zwei\ndrei"]);
        assert_eq!(chunks(&pieces, 13), ["eins zwei", "drei"]);
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in any::<String>()) {
            prop_assert_eq!(unescaped(&escaped(&text)), text);
        }

        #[test]
        fn nothing_is_ever_too_long(text in any::<String>(), most in 1_usize..50) {
            prop_assert!(chunks(&[text.clone(), text], most).iter().all(|chunk| length(chunk) <= most));
        }
    }
}
