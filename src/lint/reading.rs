//! A text as the checks read it: its words with what stands between them, and where sentences begin.

use std::cell::RefCell;
use std::ops::Range;

use crate::lang::Lang;
use crate::text::{self, Question, Word};

thread_local! {
    /// Claims, records and gists speak of one matter in the same words: whoever checks stems each of them once.
    static READER: RefCell<text::Reader> = RefCell::default();
}

/// The words of one text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The text and its words, as the matcher takes them; as many words as there are.
    question: Question,
    /// What the matcher does not ask about each word.
    marks: Vec<Mark>,
}

/// How a word is written.
#[derive(Clone, Copy, Debug)]
struct Mark {
    capital: bool,
    opens: bool,
}

impl Reading {
    /// Reads a text that is in `lang`.
    pub fn new(raw: &str, lang: Lang) -> Self {
        let mut reading = Self::default();
        for part in text::parts(raw) {
            let parsed = READER.with_borrow_mut(|reader| reader.parse_in(&part, lang));
            if !reading.question.text.is_empty() {
                reading.question.text.push(' ');
            }
            let shift = reading.question.text.len();
            reading.question.text.push_str(&parsed.text);
            for mut word in parsed.words {
                word.span = word.span.start + shift..word.span.end + shift;
                reading.add(word, lang);
            }
        }
        reading.question.lang = Some(lang);
        reading
    }

    /// The text as the matcher takes it.
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.question.words.len()
    }

    /// The word at a place.
    pub fn get(&self, at: usize) -> Option<&Word> {
        self.question.words.get(at)
    }

    /// Whether the word at a place begins with a capital letter.
    pub fn is_capital(&self, at: usize) -> bool {
        self.marks.get(at).is_some_and(|mark| mark.capital)
    }

    /// Whether the word at a place may begin a sentence: then a capital says nothing about it.
    pub fn opens(&self, at: usize) -> bool {
        self.marks.get(at).is_some_and(|mark| mark.opens)
    }

    /// The folded word at a place; nothing behind the end.
    pub fn folded(&self, at: usize) -> &str {
        self.get(at).map_or("", |word| word.folded.as_str())
    }

    /// All folded words.
    pub fn all_folded(&self) -> impl Iterator<Item = &str> {
        self.question.words.iter().map(|word| word.folded.as_str())
    }

    /// A word, or several with what stands between them, as they are written.
    pub fn written(&self, words: &Range<usize>) -> &str {
        let start = self.get(words.start).map_or(0, |word| word.span.start);
        let end = self
            .get(words.end.saturating_sub(1))
            .map_or(start, |word| word.span.end);
        self.question.text.get(start..end).unwrap_or_default()
    }

    /// What stands between a word and the next one.
    pub fn gap(&self, at: usize) -> &str {
        let text = &self.question.text;
        let Some(word) = self.get(at) else {
            return "";
        };
        let end = self.get(at + 1).map_or(text.len(), |next| next.span.start);
        text.get(word.span.end..end).unwrap_or_default()
    }

    /// Whether nothing but a blank or a hyphen stands between a word and the next one.
    pub fn joined(&self, at: usize) -> bool {
        self.gap(at)
            .chars()
            .all(|c| c.is_whitespace() || is_hyphen(c))
    }

    fn add(&mut self, word: Word, lang: Lang) {
        let text = &self.question.text;
        let written = text.get(word.span.clone()).unwrap_or_default();
        let capital = written.starts_with(char::is_uppercase);
        let opens = self.question.words.last().is_none_or(|before| {
            let gap = text.get(before.span.end..word.span.start);
            ends_sentence(gap.unwrap_or_default(), before, lang)
        });
        self.question.words.push(word);
        self.marks.push(Mark { capital, opens });
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
        let found: Vec<&str> = (0..reading.len())
            .filter(|at| reading.opens(*at))
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
        assert_eq!(Reading::new(&long, Lang::De).len(), 1_000);
    }
}
