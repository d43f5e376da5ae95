//! Questions and answers on a terminal, or on piped lines: a wrong answer is told and asked for again.
//!
//! To go back, to change an answer and to go on another day are one thing: all is asked once more, and what was answered before is
//! taken without asking, or offered again where somebody went back over it. So the questions need not know of it. Answers belong to
//! keys, not to the words of a question, which may show an article's sentences. What is typed ahead, such as the second language behind
//! the first, is such an answer as well.

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, Read as _};
use std::path::{Path, PathBuf};

use super::{interrupt, is_called, is_no, is_yes, words};
use crate::author::{self, Wrong};
use crate::cli::{complain, prompt};
use crate::document::nearest;
use crate::lang::{ByLang, Lang};
use crate::text;

/// Bytes of one answer. Far above every text that is asked for.
const ANSWER_BYTES_MOST: u64 = 64 * 1024;
/// Characters of an answer that are kept; what is checked is shorter.
const ANSWER_CHARS_MOST: usize = 8_000;
/// Runs of the same command at one time that keep their answers.
const RUNS_MOST: usize = 9;
/// Characters of a question in the list of all answers.
const ASKED_CHARS_MOST: usize = 60;
/// Asks the question before once more.
const BACK: &str = "<";
/// Takes the answer of before, and all that were given behind it.
const FORWARD: &str = ">";
/// Asks for help.
const HELP: &str = "?";

/// Why nothing more is asked.
#[derive(Debug)]
pub(super) enum Stop {
    /// There are no more answers.
    Ended,
    /// All is asked once more, most of it without a word.
    Again,
    /// It cannot go on, in a sentence.
    Broken(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(format!("standard input cannot be read: {error}"))
    }
}

/// An answer that was taken.
#[derive(Debug)]
struct Given {
    key: String,
    asked: String,
    text: String,
}

/// What becomes of a question that was there before.
#[derive(Clone, Debug)]
enum Ahead {
    /// Its answer is taken without asking.
    Taken(String),
    /// It is asked, and Enter takes its answer.
    Offered(String),
    /// It is asked, and has no answer yet.
    Asked,
}

impl Ahead {
    /// What would be offered is taken.
    fn take(&mut self) {
        if let Self::Offered(text) = self {
            *self = Self::Taken(std::mem::take(text));
        }
    }

    const fn of(text: String, is_offered: bool) -> Self {
        if is_offered {
            Self::Offered(text)
        } else {
            Self::Taken(text)
        }
    }
}

/// Asks in one language.
pub(super) struct Dialogue<'i> {
    lang: Lang,
    input: &'i mut dyn BufRead,
    /// What the next questions are about; part of their keys.
    about: String,
    given: Vec<Given>,
    /// Questions that were there before, by key.
    ahead: VecDeque<(String, Ahead)>,
    /// Whether the last answer was asked for.
    is_asking: bool,
    /// What was said since the last answer that was taken without asking.
    unsaid: Vec<String>,
    /// The file that keeps the answers.
    keeps: Option<Keeping>,
    /// The command that goes on with them.
    command: String,
    /// Whether something was written before what is asked now.
    has_written: bool,
    /// What was explained already.
    explained: HashSet<String>,
    /// Whether answers are of another day, or were changed since.
    has_earlier: bool,
}

/// A file for answers, which no other run writes to as long as this one lives.
struct Keeping {
    path: PathBuf,
    /// Holds the lock.
    _file: File,
}

impl Keeping {
    /// Takes the file of that name, or one beside it where another run has it: `new-entry-2.answers`. One with answers comes first.
    /// None where no file can be made.
    fn take(first: &Path) -> Option<Self> {
        let mut paths = (1..=RUNS_MOST).map(|number| numbered(first, number));
        let there = paths.clone().filter(|path| path.exists());
        let begun = there.filter_map(Self::lock).find(Self::has_answers);
        begun.or_else(|| paths.find_map(Self::lock))
    }

    fn lock(path: PathBuf) -> Option<Self> {
        let mut options = File::options();
        let options = options.append(true).create(true);
        let file = options.open(&path).ok()?;
        file.try_lock().ok()?;
        Some(Self { path, _file: file })
    }

    fn has_answers(&self) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|file| file.len() > 0)
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if !self.has_answers() {
            drop(std::fs::remove_file(&self.path));
        }
    }
}

impl<'i> Dialogue<'i> {
    pub(super) fn new(lang: Lang, input: &'i mut dyn BufRead) -> Self {
        Self {
            lang,
            input,
            about: String::new(),
            given: Vec::new(),
            ahead: VecDeque::new(),
            is_asking: false,
            unsaid: Vec::new(),
            keeps: None,
            command: String::new(),
            has_written: false,
            explained: HashSet::new(),
            has_earlier: false,
        }
    }

    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// Keeps the answers in a file from now on, and goes on with those that lie there if the person wants to; `command` does so another
    /// time.
    pub(super) fn keep(&mut self, file: &Path, command: String) -> Result<(), Stop> {
        self.command = command;
        let keeping = Keeping::take(file);
        let path = keeping.as_ref().map_or(file, |keeping| &keeping.path);
        if path != file && std::fs::exists(file).is_ok_and(|there| there) {
            complain(&words::another_run(self.lang, file, path));
        }
        let kept: VecDeque<(String, Ahead)> = std::fs::read_to_string(path)
            .unwrap_or_default()
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .map(|(key, text, is_offered)| (key, Ahead::of(text, is_offered)))
            .collect();
        if keeping.is_some() {
            self.tell_interrupt(Some(path));
        }
        if !kept.is_empty() {
            let question = words::go_on(self.lang, kept.len());
            if !self.aside(&question, |typed| Ok(is_no(typed)))? {
                self.ahead = kept;
                self.has_earlier = true;
            }
        }
        self.keeps = keeping;
        Ok(())
    }

    fn tell_interrupt(&self, file: Option<&Path>) {
        interrupt::tell(file, self.ending(true, None), self.ending(true, file));
    }

    /// The file with the answers, if there is one.
    fn kept(&self) -> Option<&Path> {
        let keeping = self.keeps.as_ref();
        let keeping = keeping.filter(|keeping| keeping.has_answers());
        keeping.map(|keeping| keeping.path.as_path())
    }

    /// What is said where there are no more answers.
    pub(super) fn ended(&self) -> String {
        self.ending(false, self.kept())
    }

    fn ending(&self, is_interrupted: bool, kept: Option<&Path>) -> String {
        words::ended(
            self.lang,
            is_interrupted,
            self.has_written,
            kept,
            &self.command,
        )
    }

    /// What is said before what was not written.
    pub(super) fn not_written(&self) -> String {
        words::not_written(self.lang, self.kept(), &self.command)
    }

    /// The answers have served their turn: what was asked for is written.
    pub(super) fn done(&mut self) {
        if let Some(file) = self.kept() {
            drop(std::fs::remove_file(file));
        }
        self.keeps = None;
        self.given.clear();
        self.ahead.clear();
        self.unsaid.clear();
        self.has_earlier = false;
        self.has_written = true;
    }

    /// Asks whether to go on with something else, as `command` does another time; if not, that is said. What is neither yes nor no gets
    /// the reply of `reply`.
    pub(super) fn goes_on(
        &mut self,
        question: &str,
        command: String,
        reply: impl Fn(&str) -> String,
    ) -> bool {
        self.command = command;
        self.tell_interrupt(None);
        let mut question = question;
        while let Ok(typed) = self.aside(question, |typed| Ok(typed.to_owned())) {
            if typed.is_empty() || is_yes(&typed) {
                return true;
            }
            if is_no(&typed) {
                break;
            }
            complain(&reply(&typed));
            question = words::AND_NOW.get(self.lang);
        }
        complain(&words::go_on_with(self.lang, &self.command));
        false
    }

    /// Whether everything was answered in one go, so that it is still before somebody's eyes.
    pub(super) const fn is_in_one_go(&self) -> bool {
        !self.has_earlier
    }

    /// Names what the next questions are about, so that they are told from the same questions about something else.
    /// Gives what they were about before.
    pub(super) fn about(&mut self, what: impl Into<String>) -> String {
        std::mem::replace(&mut self.about, what.into())
    }

    /// Says something that needs no answer.
    pub(super) fn say(&mut self, line: &str) {
        if self.is_repeating() {
            self.unsaid.push(line.to_owned());
        } else {
            complain(line);
        }
    }

    /// Whether something is not explained yet; from now on it is.
    pub(super) fn is_first(&mut self, what: &str) -> bool {
        !self.is_repeating() && self.explained.insert(what.to_owned())
    }

    /// All is asked: answers of before that are left belong to nothing, and what was said is told.
    pub(super) fn all_asked(&mut self) {
        self.ahead.clear();
        self.tell_unsaid();
    }

    fn tell_unsaid(&mut self) {
        for line in self.unsaid.drain(..) {
            complain(&line);
        }
    }

    /// Whether answers of before are being taken.
    pub(super) fn is_repeating(&self) -> bool {
        !self.is_asking && !self.ahead.is_empty()
    }

    /// Asks until `check` takes the answer.
    pub(super) fn ask<T>(
        &mut self,
        question: ByLang<&str>,
        check: impl FnMut(&str) -> Result<T, Wrong>,
    ) -> Result<T, Stop> {
        self.ask_in_words(question.en, question.get(self.lang), check)
    }

    /// As [`Dialogue::ask`], with a question that was put together, and the key of its answer.
    pub(super) fn ask_in_words<T>(
        &mut self,
        key: &str,
        question: &str,
        check: impl FnMut(&str) -> Result<T, Wrong>,
    ) -> Result<T, Stop> {
        self.ask_of_two(key, question, None, check)
    }

    /// As [`Dialogue::ask_in_words`]; the answer to the question of the key `other` may stand behind it, with a line between them.
    pub(super) fn ask_of_two<T>(
        &mut self,
        key: &str,
        question: &str,
        other: Option<&str>,
        mut check: impl FnMut(&str) -> Result<T, Wrong>,
    ) -> Result<T, Stop> {
        let key = format!("{}{key}", self.about);
        let at = self.ahead.iter().position(|(known, _)| *known == key);
        let before = at.and_then(|at| Some(self.ahead.drain(..=at).next_back()?.1));
        let mut no_longer = None;
        let offered = match before {
            Some(Ahead::Taken(text)) => match check(&text) {
                Ok(value) => {
                    self.unsaid.clear();
                    self.is_asking = false;
                    self.take(key, question, text);
                    return Ok(value);
                }
                Err(wrong) => {
                    no_longer = Some(Wrong::Among(text, Box::new(wrong)));
                    None
                }
            },
            Some(Ahead::Offered(text)) => Some(text).filter(|text| check(text).is_ok()),
            Some(Ahead::Asked) | None => None,
        };
        self.is_asking = true;
        self.tell_unsaid();
        if let Some(wrong) = no_longer {
            self.complain(&wrong);
        }
        let so_far = offered.as_deref();
        let asked = so_far.map_or_else(
            || question.to_owned(),
            |text| words::so_far(self.lang, question, text),
        );
        let mut typed = String::new();
        let mut behind = None;
        let mut goes_forward = false;
        let answered = self.aside(&asked, |answer| {
            let parts = answer.split_once('|').filter(|_| other.is_some());
            behind = parts.map(|(_, behind)| behind.trim().to_owned());
            let answer = parts.map_or(answer, |(first, _)| first.trim());
            let answer = match so_far {
                Some(text) if answer.is_empty() || answer == FORWARD => {
                    goes_forward = answer == FORWARD;
                    text
                }
                _ => answer,
            };
            answer.clone_into(&mut typed);
            check(answer)
        });
        if goes_forward {
            for (_, ahead) in &mut self.ahead {
                ahead.take();
            }
        }
        match &answered {
            Ok(_) => {
                self.take(key, question, typed);
                if let (Some(other), Some(behind)) = (other, behind) {
                    self.put_ahead(other, behind);
                }
                self.write();
            }
            Err(Stop::Again) => {
                self.ask_behind_last(key, offered.map_or(Ahead::Asked, Ahead::Offered));
            }
            Err(_) => {}
        }
        answered
    }

    /// As [`Dialogue::ask_in_words`], of something that is asked each time.
    pub(super) fn aside<T>(
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
            match answer.as_str() {
                HELP => complain(words::HELP.get(self.lang)),
                BACK if self.given.is_empty() => complain(words::FIRST.get(self.lang)),
                BACK => return Err(self.back()),
                _ => match check(&answer) {
                    Ok(value) => return Ok(value),
                    Err(wrong) => self.complain(&wrong),
                },
            }
        }
    }

    fn complain(&self, wrong: &Wrong) {
        complain(&format!("  ! {}", words::wrong(self.lang, wrong)));
    }

    /// The answer to a question that comes next; nothing is none.
    pub(super) fn put_ahead(&mut self, key: &str, answer: String) {
        if answer.is_empty() {
            return;
        }
        let key = format!("{}{key}", self.about);
        let answer = Ahead::Taken(answer);
        match self.ahead.iter_mut().find(|(known, _)| *known == key) {
            Some((_, there)) => *there = answer,
            None => self.ahead.push_front((key, answer)),
        }
    }

    /// All answers, numbered from 1.
    pub(super) fn answers(&self) -> String {
        let lines = self.given.iter().enumerate().map(|(at, given)| {
            let Given { asked, text, .. } = given;
            format!("  {} {asked}: {text}", at + 1)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How many answers there are.
    pub(super) fn count(&self) -> usize {
        self.given.len()
    }

    /// Everything once more, but the answer at a place from 0 is asked for.
    pub(super) fn change(&mut self, place: usize) -> Stop {
        let given = self.given.drain(..).enumerate();
        let ahead = given.map(|(at, Given { key, text, .. })| (key, Ahead::of(text, at == place)));
        self.ahead = ahead.collect();
        self.is_asking = false;
        self.has_earlier = true;
        Stop::Again
    }

    /// Whether the answer is yes; everything else is no.
    pub(super) fn confirm(&mut self, question: ByLang<&str>) -> Result<bool, Stop> {
        self.ask(question, |typed| Ok(is_yes(typed)))
    }

    /// The place of one of the options, each a name and what it is; chosen by number, name or title. An empty answer is the option at the
    /// default place, if there is one.
    pub(super) fn choose(
        &mut self,
        question: ByLang<&str>,
        options: &[(&str, &str)],
        default: Option<usize>,
    ) -> Result<usize, Stop> {
        let one = |typed: &str| Ok(vec![chosen(options, typed)?]);
        let places = self.choose_by(question, options, default, one)?;
        places.first().copied().ok_or(Stop::Ended)
    }

    /// As [`Dialogue::choose`], with several places, each once.
    pub(super) fn choose_some(
        &mut self,
        question: ByLang<&str>,
        options: &[(&str, &str)],
        default: Option<usize>,
    ) -> Result<Vec<usize>, Stop> {
        self.choose_by(question, options, default, |typed| {
            let mut places = Vec::new();
            for part in typed.split(',') {
                let numbered = author::places(part, options.len());
                let several = numbered
                    .map_or_else(|| chosen(options, part.trim()).map(|at| at..at + 1), Ok)?;
                places.extend(
                    several
                        .filter(|at| !places.contains(at))
                        .collect::<Vec<_>>(),
                );
            }
            Ok(places)
        })
    }

    fn choose_by(
        &mut self,
        question: ByLang<&str>,
        options: &[(&str, &str)],
        default: Option<usize>,
        chosen: impl Fn(&str) -> Result<Vec<usize>, Wrong>,
    ) -> Result<Vec<usize>, Stop> {
        let default = default.and_then(|at| options.get(at));
        let default = default.map(|(name, _)| *name);
        let asked = words::with_default(question.get(self.lang), default.as_ref());
        // What they are is told once.
        let asked = if self.is_first(question.en) || default.is_none() {
            words::listed(&asked, options)
        } else {
            words::short_list(&asked, options)
        };
        let places = self.ask_in_words(question.en, &asked, |typed| match typed {
            "" => chosen(default.unwrap_or_default()),
            _ => chosen(typed),
        })?;
        if let [at] = places.as_slice() {
            self.tell_taken(options, *at);
        }
        Ok(places)
    }

    /// Says which option was taken where somebody typed its name otherwise.
    fn tell_taken(&mut self, options: &[(&str, &str)], at: usize) {
        let typed = self.given.last().map_or("", |given| given.text.as_str());
        let is_number = typed.parse::<usize>().is_ok();
        if let Some((name, _)) = options.get(at)
            && !is_number
            && !typed.is_empty()
            && typed != *name
        {
            self.say(&words::taken_for(self.lang, name));
        }
    }

    fn back(&mut self) -> Stop {
        let behind = std::mem::take(&mut self.ahead);
        let last = self.given.len().saturating_sub(1);
        let stop = self.change(last);
        self.ahead.extend(behind);
        stop
    }

    /// A question that was being asked when somebody went back is asked again when its turn comes.
    fn ask_behind_last(&mut self, key: String, before: Ahead) {
        let is_asked = |ahead: &(String, Ahead)| !matches!(ahead.1, Ahead::Taken(_));
        let asked = self.ahead.iter().position(is_asked);
        let at = asked.map_or(self.ahead.len(), |at| at + 1);
        self.ahead.insert(at, (key, before));
    }

    fn take(&mut self, key: String, question: &str, text: String) {
        let first = question.lines().next().unwrap_or_default();
        let asked = if first.is_empty() { &key } else { first };
        let asked = text::one_line(asked, ASKED_CHARS_MOST);
        self.given.push(Given { key, asked, text });
    }

    /// Writes the answers down. Where that fails, only a stop loses them.
    fn write(&self) {
        let Some(Keeping { path, .. }) = &self.keeps else {
            return;
        };
        let given = self.given.iter();
        let given = given.map(|given| (&given.key, &given.text, false));
        let ahead = self.ahead.iter().filter_map(|(key, ahead)| match ahead {
            Ahead::Taken(text) => Some((key, text, false)),
            Ahead::Offered(text) => Some((key, text, true)),
            Ahead::Asked => None,
        });
        let lines: Vec<String> = given
            .chain(ahead)
            .filter_map(|answer| serde_json::to_string(&answer).ok())
            .collect();
        drop(std::fs::write(path, lines.join("\n") + "\n"));
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

/// `new-entry.answers`, `new-entry-2.answers`, ...
fn numbered(first: &Path, number: usize) -> PathBuf {
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    let ending = first.extension().unwrap_or_default().to_string_lossy();
    match number {
        1 => first.to_owned(),
        _ => first.with_file_name(format!("{stem}-{number}.{ending}")),
    }
}

fn chosen(options: &[(&str, &str)], typed: &str) -> Result<usize, Wrong> {
    let by_number = typed
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1))
        .filter(|at| *at < options.len());
    let by_name = || options.iter().position(|(name, _)| *name == typed);
    // Two articles may be of one newspaper.
    let by_title = || {
        let called = options.iter().enumerate();
        let mut called = called.filter(|(_, (name, what))| is_called(typed, name, what));
        let (at, _) = called.next()?;
        called.next().is_none().then_some(at)
    };
    by_number
        .or_else(by_name)
        .or_else(by_title)
        .ok_or_else(|| match typed {
            "" => Wrong::Empty,
            _ => Wrong::NotThere {
                name: typed.to_owned(),
                near: nearest(typed, options.iter().map(|(name, _)| *name)).map(str::to_owned),
            },
        })
}
