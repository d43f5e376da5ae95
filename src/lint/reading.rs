//! A text as the checks read it: its words with what stands between them, and where sentences begin.
//!
//! `text::parse` reads at most a question's length; an article's paragraph is longer, so it is parsed in pieces and put together again.

use std::ops::Range;

use crate::lang::Lang;
use crate::text::{self, Word};

/// Pieces between blanks that are parsed together: even if each held four words, `text::WORDS_MOST` would not be reached.
const PIECES_AT_ONCE: usize = 24;

/// The words of one text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    text: String,
    tokens: Vec<Token>,
}

/// A word at its place.
#[derive(Debug)]
pub(super) struct Token {
    /// The word; its span points into the text of the [`Reading`].
    pub word: Word,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it may begin a sentence: then a capital says nothing about it.
    pub opens: bool,
}

impl Reading {
    /// Reads a text that is in `lang`.
    pub fn new(raw: &str, lang: Lang) -> Self {
        let mut reading = Self::default();
        let pieces: Vec<&str> = raw.split_whitespace().collect();
        for some in pieces.chunks(PIECES_AT_ONCE) {
            let parsed = text::parse(&some.join(" "));
            if !reading.text.is_empty() {
                reading.text.push(' ');
            }
            let shift = reading.text.len();
            reading.text.push_str(&parsed.text);
            for mut word in parsed.words {
                word.span = word.span.start + shift..word.span.end + shift;
                reading.add(word, lang);
            }
        }
        reading
    }

    /// The words in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The word at a place.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The folded word at a place; nothing behind the end.
    pub fn folded(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| token.word.folded.as_str())
    }

    /// A word, or several with what stands between them, as they are written.
    pub fn written(&self, words: &Range<usize>) -> &str {
        let start = self
            .get(words.start)
            .map_or(0, |token| token.word.span.start);
        let end = self
            .get(words.end.saturating_sub(1))
            .map_or(start, |token| token.word.span.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// What stands between a word and the next one.
    pub fn gap(&self, at: usize) -> &str {
        let Some(token) = self.get(at) else {
            return "";
        };
        let end = self
            .get(at + 1)
            .map_or(self.text.len(), |next| next.word.span.start);
        self.text.get(token.word.span.end..end).unwrap_or_default()
    }

    /// Whether nothing but a blank or a hyphen stands between a word and the next one.
    pub fn joined(&self, at: usize) -> bool {
        self.gap(at)
            .chars()
            .all(|c| c.is_whitespace() || is_hyphen(c))
    }

    fn add(&mut self, word: Word, lang: Lang) {
        let written = self.text.get(word.span.clone()).unwrap_or_default();
        let capital = written.starts_with(char::is_uppercase);
        let opens = self.tokens.last().is_none_or(|before| {
            let gap = self
                .text
                .get(before.word.span.end..word.span.start)
                .unwrap_or_default();
            ends_sentence(gap, &before.word, lang)
        });
        self.tokens.push(Token {
            word,
            capital,
            opens,
        });
    }
}

/// Whether a hyphen or dash joins two words.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

fn ends_sentence(gap: &str, before: &Word, lang: Lang) -> bool {
    // "15. September": the point makes an ordinal, it ends nothing. A year ends a sentence.
    let is_ordinal = before.folded.len() <= 2
        && before.folded.bytes().all(|byte| byte.is_ascii_digit())
        && gap.starts_with('.');
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…') || (lang == Lang::De && c == ':');
    gap.contains(ends) && !is_ordinal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, lang: Lang, opening: &[&str]) {
        let reading = Reading::new(raw, lang);
        let found: Vec<&str> = (0..reading.tokens().len())
            .filter(|at| reading.tokens()[*at].opens)
            .map(|at| reading.written(&(at..at + 1)))
            .collect();
        assert_eq!(found, opening);
    }

    #[test]
    fn sentences_begin_where_they_begin() {
        check(
            "Das war 2020. Der 15. September: Ein Tag.",
            Lang::De,
            &["Das", "Der", "Ein"],
        );
        check("Her reason: Trump! No “Doubt”.", Lang::En, &["Her", "No"]);
        check("", Lang::En, &[]);
    }

    #[test]
    fn long_texts_are_read_whole() {
        let long = "wort ".repeat(1_000);
        assert_eq!(Reading::new(&long, Lang::De).tokens().len(), 1_000);
    }
}
