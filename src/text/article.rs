//! An article's plain text, as somebody pasted it, into passages: [`tidy`] makes of it one passage a line.
//!
//! Not for questions: nothing is folded or cut here. What is taken off is what copying left behind, so that the same article,
//! copied twice, gives the same passages. A text that is tidy already stays as it is.

use super::clean::is_invisible;

/// Columns up to which lines are taken for hard-wrapped. Where one line is longer, lines are paragraphs.
const WRAP_CHARS_MOST: usize = 100;
/// Columns below which nobody wraps: a list of short lines is a list.
const WRAP_CHARS_LEAST: usize = 40;
/// Share of the width, in percent, from which on a line counts as full. A shorter one ended for another reason.
const FULL_PERCENT: usize = 70;
/// A line that only separates, and is no passage.
const SEPARATOR: &str = "·";

/// One passage a line with a blank line between them: line ends, blanks, quotation marks and hyphens of one kind, wrapped lines joined.
///
/// ```
/// use ticktack::text::{passages, tidy};
///
/// let tidied = tidy("\u{feff}Ein\u{a0}Wort: \u{201e}Ja\u{201c}.\r\n\r\n·\r\nZwei\u{ad}tens.\r\n");
/// assert_eq!(tidied, "Ein Wort: \"Ja\".\n\nZweitens.\n");
/// assert_eq!(passages(&tidied).count(), 2);
/// ```
#[must_use]
pub fn tidy(raw: &str) -> String {
    let plain: String = raw
        .replace("\r\n", "\n")
        .chars()
        .filter_map(plain_char)
        .collect();
    let lines: Vec<String> = plain
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let width = lines
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or_default();
    let wrapped = (WRAP_CHARS_LEAST..=WRAP_CHARS_MOST).contains(&width);
    let mut tidied: Vec<String> = Vec::new();
    let mut before: Option<&String> = None;
    for line in &lines {
        let goes_on = before.is_some_and(|before| wrapped && goes_on(before, line, width));
        match tidied.last_mut().filter(|_| goes_on) {
            Some(passage) => join(passage, line),
            None if is_passage(line) => tidied.push(line.clone()),
            None => {}
        }
        before = Some(line);
    }
    tidied
        .iter()
        .map(|line| format!("{line}\n"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The passages of a text: its lines without the blanks around them, blank ones and separators left out. They are numbered from 1.
pub fn passages(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| is_passage(line))
}

fn is_passage(line: &str) -> bool {
    !line.is_empty() && line != SEPARATOR
}

fn plain_char(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        _ if c.is_whitespace() => Some(' '),
        _ if is_invisible(c) => None,
        '„' | '“' | '”' | '‟' => Some('"'),
        '‚' | '‘' | '’' | '‛' => Some('\''),
        '\u{2010}' | '\u{2011}' => Some('-'),
        _ => Some(c),
    }
}

/// Whether a line obviously goes on in the next: the next word did not fit, or the line is nearly full and its sentence has not ended.
fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let chars = line.chars().count();
    let word = next.split(' ').next().unwrap_or_default().chars().count();
    let is_full = chars * 100 >= width * FULL_PERCENT;
    let is_open =
        next.starts_with(char::is_lowercase) || !line.ends_with(['.', '!', '?', ':', '"', ')']);
    is_passage(line) && is_passage(next) && (chars + 1 + word > width || is_full && is_open)
}

/// Puts a wrapped line behind what it belongs to; a word that was split at the margin is one word again.
fn join(passage: &mut String, line: &str) {
    let is_split = passage.ends_with('-') && !passage.ends_with(" -");
    if is_split && line.starts_with(char::is_lowercase) && !is_conjunction(line) {
        passage.pop();
    } else if !is_split || is_conjunction(line) {
        passage.push(' ');
    }
    passage.push_str(line);
}

/// "Text- und Bilddaten": the hyphen stands for the word that follows.
fn is_conjunction(line: &str) -> bool {
    ["und ", "oder ", "bzw. ", "and ", "or "]
        .iter()
        .any(|word| line.starts_with(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let tidied = tidy(raw);
        assert_eq!(passages(&tidied).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn passages_are_the_lines_that_say_something() {
        let text = "· \r\n\r\n Erste Zeile.\u{a0}\n\u{a0}\n\t\nZweite · Zeile.";
        assert_eq!(
            passages(text).collect::<Vec<_>>(),
            ["Erste Zeile.", "Zweite · Zeile."]
        );
    }

    #[test]
    fn what_copying_leaves_behind_is_off() {
        check("a\u{a0}b\u{202f}c\td  e\r\nf\rg", &["a b c d e", "f", "g"]);
        check("Nut\u{ad}zer\u{200b}daten\u{feff}", &["Nutzerdaten"]);
        check("„a“ “b” ‚c‘ it’s", &["\"a\" \"b\" 'c' it's"]);
        check("  \n·\n\u{a0}\n a \n", &["a"]);
        check("", &[]);
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        check(
            "Die Zwischenzeile\nDie Brücke über den Fluss ist seit gestern für alle Fahr-\nzeuge gesperrt, wie die Stadt mitteilte. Neue Text- \nund Bilddaten der US-\nRegierung.\n\nNoch ein Absatz.",
            &[
                "Die Zwischenzeile",
                "Die Brücke über den Fluss ist seit gestern für alle Fahrzeuge gesperrt, wie die Stadt mitteilte. Neue Text- und Bilddaten der US-",
                "Regierung.",
                "Noch ein Absatz.",
            ],
        );
        // Wrapped by hand, with room left.
        check(
            "Eine Zeile, die jemand von Hand umbrochen hat, wo noch\nPlatz war für ein Wort.",
            &["Eine Zeile, die jemand von Hand umbrochen hat, wo noch Platz war für ein Wort."],
        );
        check("Milch\nBrot\nEier", &["Milch", "Brot", "Eier"]);
        let long = "Wort ".repeat(40);
        check(
            &format!("{long}\nZweiter Absatz."),
            &[long.trim(), "Zweiter Absatz."],
        );
    }

    proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(raw in "([a-zäA-Z\u{a0}„“·-]{0,12}[ \n\r.]?){0,60}") {
            prop_assert_eq!(tidy(&tidy(&raw)), tidy(&raw));
        }

        #[test]
        fn tidying_never_panics(raw in any::<String>()) {
            let tidied = tidy(&raw);
            let has_blanks = passages(&tidied).any(|passage| passage.contains('\u{a0}'));
            prop_assert!(!has_blanks);
        }
    }
}
