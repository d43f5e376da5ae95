//! First step: the characters that carry nothing are taken off. The result holds no markup and nothing invisible.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters that are read of one text; Discord's own limit for a message with Nitro.
const CHARS_MOST: usize = 4_000;

/// NFKC, without Discord markup, links, stray accents ("zalgo") and invisible characters; white space becomes one space.
#[must_use]
pub fn clean(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(cleaned(raw))
    }
}

fn cleaned(raw: &str) -> String {
    // NFKC composes what has a letter of its own; a mark that is still apart afterwards belongs to no letter of German or English.
    // Tags and links come last: NFKC makes "＜" a "<".
    let chars = raw.chars().take(CHARS_MOST);
    let composed: String = if chars.clone().all(is_plain) {
        chars.collect()
    } else {
        chars
            .filter(|c| !is_invisible(*c))
            .nfkc()
            .filter(|c| is_kept(*c))
            // One character may become eighteen.
            .take(CHARS_MOST)
            .collect()
    };
    without_links(&without_tags(&composed))
}

/// Lower case; the one place that decides how.
#[must_use]
pub fn lower(text: &str) -> String {
    // Most words have no letter beyond these, and to ask each of them how it is written small is what this costs.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

/// `text` on one line, without control and invisible characters, cut at `chars_most` characters: for showing a foreign text.
#[must_use]
pub fn one_line(text: &str, chars_most: usize) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_invisible(*c))
        .collect();
    let mut line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = line.char_indices().nth(chars_most) {
        line.truncate(at);
        line.push('…');
    }
    line
}

/// Whether nothing has to be taken off: so it is with nearly every text, and to see it takes one look instead of a copy at each step.
fn is_clean(raw: &str) -> bool {
    let mut before = ' ';
    for (at, c) in raw.chars().enumerate() {
        let is_mark = c == '<' || (before, c) == (':', '/');
        let is_blank = matches!(c, '\n' | '\t') || (before, c) == (' ', ' ');
        if at >= CHARS_MOST || is_mark || is_blank || !is_plain(c) {
            return false;
        }
        before = c;
    }
    before != ' ' || raw.is_empty()
}

/// Characters that the first step leaves as they are: nearly every text has no other, and NFKC is what cleaning costs.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\n'
            | '\t'
            | 'ä'
            | 'ö'
            | 'ü'
            | 'Ä'
            | 'Ö'
            | 'Ü'
            | 'ß'
            | '„'
            | '“'
            | '”'
            | '’'
            | '–'
            | '»'
            | '«'
    )
}

fn is_kept(c: char) -> bool {
    !is_combining_mark(c) && !is_invisible(c)
}

/// Control characters, and what changes the direction or the shape of a text without being seen.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Takes off what Discord writes between angle brackets: mentions, channels, own emoji, time stamps, commands.
fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        // A tag is one word; whoever looked further would read a text of open brackets once for each.
        let end = after.find(|c: char| matches!(c, '<' | '>') || c.is_whitespace());
        let tag =
            end.and_then(|end| Some((after.get(..end)?, after.get(end..)?.strip_prefix('>')?)));
        kept.push(' ');
        rest = match tag {
            Some((tag, behind)) if is_tag(tag) => behind,
            _ => after,
        };
    }
    kept.push_str(rest);
    kept
}

fn is_tag(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    ["@", "#", ":", "a:", "t:", "/", "id:", "http"]
        .iter()
        .any(|start| tag.starts_with(start))
}

/// Takes off web addresses: their parts are no words of the question.
fn without_links(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for part in text.split_whitespace() {
        if !part.contains("://") {
            kept.push(part);
            continue;
        }
        // A telephone writes the first word of a message large.
        let small = part.to_ascii_lowercase();
        let start = ["http://", "https://"]
            .into_iter()
            .filter_map(|scheme| small.find(scheme))
            .min();
        kept.push(start.map_or(part, |at| part.get(..at).unwrap_or_default()));
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_looks_clean_is_left_as_it_is(raw in "[ -~\\nöß„“é<:/ ]{0,12}") {
            prop_assert!(!is_clean(&raw) || cleaned(&raw) == raw, "{raw:?}");
        }
    }
}
