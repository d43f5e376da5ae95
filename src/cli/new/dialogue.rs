//! Questions and answers on a terminal, or on piped lines: a wrong answer is told and asked for again.

use std::io::{self, BufRead, Read as _};

use super::words;
use crate::author::Wrong;
use crate::cli::{complain, prompt};
use crate::document::nearest;
use crate::lang::{ByLang, Lang};
use crate::text;

/// Bytes of one answer. Far above every text that is asked for.
const ANSWER_BYTES_MOST: u64 = 64 * 1024;
/// Characters of an answer that are kept; what is checked is shorter.
const ANSWER_CHARS_MOST: usize = 8_000;

/// Why nothing more is asked.
#[derive(Debug)]
pub(super) enum Stop {
    /// There are no more answers.
    Ended,
    /// It cannot go on, in a sentence.
    Broken(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(format!("standard input cannot be read: {error}"))
    }
}

/// Asks in one language.
pub(super) struct Dialogue<'i> {
    lang: Lang,
    input: &'i mut dyn BufRead,
}

impl<'i> Dialogue<'i> {
    pub(super) fn new(lang: Lang, input: &'i mut dyn BufRead) -> Self {
        Self { lang, input }
    }

    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// Says something that needs no answer.
    #[expect(clippy::unused_self, reason = "whoever speaks does so in a dialogue")]
    pub(super) fn say(&self, line: &str) {
        complain(line);
    }

    /// Asks until `check` takes the answer.
    pub(super) fn ask<T>(
        &mut self,
        question: ByLang<&str>,
        check: impl FnMut(&str) -> Result<T, Wrong>,
    ) -> Result<T, Stop> {
        self.ask_in_words(question.get(self.lang), check)
    }

    /// As [`Dialogue::ask`], with a question that was put together.
    pub(super) fn ask_in_words<T>(
        &mut self,
        question: &str,
        mut check: impl FnMut(&str) -> Result<T, Wrong>,
    ) -> Result<T, Stop> {
        loop {
            if !question.is_empty() {
                complain(question);
            }
            prompt();
            let answer = self.line()?;
            match check(&answer) {
                Ok(value) => return Ok(value),
                Err(wrong) => complain(&format!("  ! {}", words::wrong(self.lang, &wrong))),
            }
        }
    }

    /// Whether the answer is yes; everything else is no.
    pub(super) fn confirm(&mut self, question: ByLang<&str>) -> Result<bool, Stop> {
        let yes = self.ask(question, |typed| Ok(text::lower(typed)))?;
        Ok(matches!(yes.as_str(), "j" | "ja" | "y" | "yes"))
    }

    /// The place of one of the options, each a name and what it is; chosen by number or name.
    pub(super) fn choose(
        &mut self,
        question: ByLang<&str>,
        options: &[(&str, &str)],
    ) -> Result<usize, Stop> {
        let question = listed(question.get(self.lang), options);
        self.ask_in_words(&question, |typed| chosen(options, typed))
    }

    /// As [`Dialogue::choose`]; an empty answer is none.
    pub(super) fn choose_or_none(
        &mut self,
        question: ByLang<&str>,
        options: &[(&str, &str)],
    ) -> Result<Option<usize>, Stop> {
        self.ask(question, |typed| match typed {
            "" => Ok(None),
            _ => chosen(options, typed).map(Some),
        })
    }

    fn line(&mut self) -> Result<String, Stop> {
        let mut bytes = Vec::new();
        (&mut self.input)
            .take(ANSWER_BYTES_MOST)
            .read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Err(Stop::Ended);
        }
        Ok(text::one_line(
            &String::from_utf8_lossy(&bytes),
            ANSWER_CHARS_MOST,
        ))
    }
}

fn listed(question: &str, options: &[(&str, &str)]) -> String {
    let lines = options
        .iter()
        .enumerate()
        .map(|(at, (name, what))| format!("\n  {} {name} – {what}", at + 1));
    std::iter::once(question.to_owned()).chain(lines).collect()
}

fn chosen(options: &[(&str, &str)], typed: &str) -> Result<usize, Wrong> {
    let by_number = typed
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1))
        .filter(|at| *at < options.len());
    let by_name = || options.iter().position(|(name, _)| *name == typed);
    by_number.or_else(by_name).ok_or_else(|| match typed {
        "" => Wrong::Empty,
        _ => Wrong::NotThere {
            name: typed.to_owned(),
            near: nearest(typed, options.iter().map(|(name, _)| *name)).map(str::to_owned),
        },
    })
}
