//! `ticktack new`: asks for one piece of knowledge after the other, checks every answer at once, and writes the file at the end.
//!
//! Questions and remarks go to standard error, the path that was written to standard output. Until the end nothing is written.

mod boundaries;
mod dialogue;
mod entry;
mod interrupt;
mod source;
mod words;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Zoned;

use super::ask;
use super::extract::{complain_of_place, id_of};
use super::shown::{Passages, Sealable, Shown, passages, passages_there};
use super::{FOUND, OK, REFUSED, complain, folder, indexed, printed, report, settings};
use crate::author::{self, Change, NewName, NewTopic, PassageRecord, Wrong, check_own};
use crate::config::Settings;
use crate::document::{Finding, Place, Severity};
use crate::engine::Engine;
use crate::knowledge::{
    self, Boundary, Entry, Id, Knowledge, NOUNS_FILE, NameKind, PartialDate, VOCABULARY_FILE,
};
use crate::lang::{ByLang, Lang};
use crate::render::terminal;
use crate::text;

use dialogue::{Dialogue, Stop};

/// Characters of a title, a description or a reason.
const LINE_CHARS_MOST: usize = 300;
/// Where boundaries go if there are none yet.
const BOUNDARY_FILE: &str = "knowledge/grenzen.toml";

/// The arguments of `new`.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:
  ticktack new source article.txt     the record of an article, without its sentences
  ticktack new entry                  a question and its answer, step by step
  ticktack new entry --articles ../articles     beside the passages themselves, not only what they are about
  ticktack new boundary --lang en     a question the articles do not answer, asked in English
  ticktack new topic < answers.txt    every answer on a line of its own

`<` asks the question before once more, with its answer for Enter; `?` helps. Every answer is kept in new-*.answers until the
end: who stops goes on there the next time.")]
pub struct NewArgs {
    #[command(subcommand)]
    what: What,
    /// The language of the questions [default: that of LANG, else of config.toml]
    #[arg(long, value_enum, global = true)]
    lang: Option<Tongue>,
    /// Show the passages themselves from this folder (`<source>.txt`)
    #[arg(long, value_name = "DIR", global = true)]
    articles: Option<PathBuf>,
}

impl NewArgs {
    /// The command that goes on with it.
    fn command(&self, root: Option<&Path>) -> String {
        let file = self.what.file().map(|it| format!(" {}", it.display()));
        let root = root.map(|it| format!(" --root {}", it.display()));
        let lang = self.lang.map(|it| format!(" --lang {}", it.lang().tag()));
        let articles = self.articles.as_ref();
        let articles = articles.map(|it| format!(" --articles {}", it.display()));
        let given: String = [file, root, lang, articles].into_iter().flatten().collect();
        format!("ticktack new {}{given}", self.what.name())
    }
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// The record of an article: completes the draft that `extract` wrote, or begins with the article's text
    Source {
        /// The article as plain text, to see which passage is meant; without it a draft is completed
        file: Option<PathBuf>,
    },
    /// A question and its answer
    Entry,
    /// A question that the articles do not answer
    Boundary,
    /// A topic, with a file of its own
    Topic,
}

impl What {
    /// The file that keeps the answers until the end.
    fn answers_file(&self) -> String {
        let of = self.file().map(|file| format!("-{}", id_of(file)));
        format!("new-{}{}.answers", self.name(), of.unwrap_or_default())
    }

    fn file(&self) -> Option<&Path> {
        match self {
            Self::Source { file } => file.as_deref(),
            _ => None,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Source { .. } => "source",
            Self::Entry => "entry",
            Self::Boundary => "boundary",
            Self::Topic => "topic",
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Tongue {
    /// German
    De,
    /// English
    En,
}

impl Tongue {
    /// The language that was asked for, else that of the surroundings.
    pub(super) fn or_default(asked: Option<Self>, settings: &Settings) -> Lang {
        match asked {
            Some(tongue) => tongue.lang(),
            None => std::env::var("LANG")
                .ok()
                .and_then(|tag| Lang::from_tag(&tag))
                .unwrap_or(settings.language),
        }
    }

    const fn lang(self) -> Lang {
        match self {
            Self::De => Lang::De,
            Self::En => Lang::En,
        }
    }
}

/// What a dialogue that writes starts from: the settings, its language, and a folder to write into.
///
/// # Errors
/// The exit code, once it is said what is wrong.
pub(super) fn opened(
    root: Option<&Path>,
    asked: Option<Tongue>,
) -> Result<(Settings, Lang, PathBuf), u8> {
    let settings = settings(root).map_err(|findings| {
        report(&findings);
        REFUSED
    })?;
    let lang = Tongue::or_default(asked, &settings);
    match folder(root) {
        Some(root) => Ok((settings, lang, root)),
        None => {
            complain(words::NO_FOLDER.get(lang));
            Err(REFUSED)
        }
    }
}

/// Asks, checks and writes.
pub fn add(asked_root: Option<&Path>, args: &NewArgs) -> u8 {
    let (settings, lang, root) = match opened(asked_root, args.lang) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    if let What::Source { file: Some(file) } = &args.what {
        complain_of_place(Some(&root), file);
    }
    let mut input = io::stdin().lock();
    let dialogue = Dialogue::new(lang, &mut input);
    let (files, engine) = match read(&root, settings) {
        Ok(read) => read,
        Err(findings) => {
            report(&findings);
            complain(words::BROKEN_ALREADY.get(lang));
            return REFUSED;
        }
    };
    let author = Author {
        root: &root,
        files,
        passages: passages(engine.knowledge(), args.articles.as_deref()),
        engine,
        today: Zoned::now().date().into(),
        dialogue,
        names: Vec::new(),
        nouns: ByLang::default(),
        covered: Vec::new(),
        completed: Vec::new(),
        likely: Likely::default(),
        written: Vec::new(),
    };
    author.add(args.clone(), asked_root)
}

/// The files of a folder and what answers from them.
fn read(root: &Path, settings: Settings) -> Result<(Vec<knowledge::File>, Engine), Vec<Finding>> {
    let files = knowledge::in_folder(root)?;
    let engine = indexed(knowledge::load(&files)?, settings);
    Ok((files, engine))
}

/// One addition under way.
struct Author<'i> {
    root: &'i Path,
    files: Vec<knowledge::File>,
    engine: Engine,
    today: PartialDate,
    /// Passages of the articles that are at hand.
    passages: Passages,
    dialogue: Dialogue<'i>,
    /// Names that the vocabulary will get.
    names: Vec<NewName>,
    /// Words that are no names, for the list of nouns.
    nouns: ByLang<Vec<String>>,
    /// Names that no article mentioned so far.
    covered: Vec<String>,
    /// Passages that were drafts and are cited now.
    completed: Vec<(Id, u32, PassageRecord)>,
    /// What the next entry most likely belongs to.
    likely: Likely,
    /// Entries that were written.
    written: Vec<Id>,
}

/// Where an entry belongs that follows what was written last.
#[derive(Clone, Default)]
struct Likely {
    /// The file of its topic.
    topic: Option<Arc<str>>,
    /// What it cites.
    source: Option<Id>,
}

/// What somebody wants to be done with what is ready.
enum Settled {
    Yes,
    No,
    List,
    All,
    Change(usize),
}

/// What is to be written.
#[derive(Default)]
struct Draft {
    changes: Vec<Change>,
    /// What asserts something, to be compared before it is written.
    asserted: Vec<Asserted>,
    /// A phrasing to try it with.
    question: Option<String>,
    /// A draft's file that has served its turn then.
    replaces: Option<String>,
    /// What an entry behind it belongs to, if one may follow.
    likely: Option<Likely>,
}

/// What asserts something.
enum Asserted {
    Entry(Box<Entry>),
    Boundary(Box<Boundary>),
}

impl Asserted {
    fn sealable(&self) -> Sealable<'_> {
        match self {
            Self::Entry(entry) => Sealable::Entry(entry),
            Self::Boundary(boundary) => Sealable::Boundary(boundary),
        }
    }
}

impl Draft {
    fn new(path: String, text: String, question: Option<String>) -> Self {
        Self {
            changes: vec![Change::behind(path, text)],
            question,
            ..Self::default()
        }
    }

    /// The file that what is new goes to.
    fn place(&self) -> Place {
        let first = self.changes.first();
        Place {
            path: first.map_or("", |change| &change.path).into(),
            ..Place::default()
        }
    }
}

impl Author<'_> {
    /// Asks for one thing, and for an entry behind it as long as somebody wants one.
    fn add(mut self, mut args: NewArgs, root: Option<&Path>) -> u8 {
        let mut code = OK;
        loop {
            let wrong = match self.asked(&args.what, args.command(root)) {
                Ok((next, likely)) => {
                    code = code.max(next);
                    if likely.is_some_and(|likely| self.goes_on(likely, &mut args, root)) {
                        continue;
                    }
                    return code;
                }
                Err(Stop::Broken(error)) => error,
                Err(Stop::Ended | Stop::Again) => self.dialogue.ended(),
            };
            complain(&wrong);
            return REFUSED;
        }
    }

    /// Asks for everything until it is written, or not wanted; if it is, gives what an entry behind it belongs to.
    fn asked(&mut self, what: &What, command: String) -> Result<(u8, Option<Likely>), Stop> {
        let file = self.root.join(what.answers_file());
        self.dialogue.keep(&file, command)?;
        loop {
            match self.once(what) {
                Err(Stop::Again) => {}
                ended => return ended,
            }
        }
    }

    /// Whether an entry is to follow what was just written, which is known from now on.
    fn goes_on(&mut self, likely: Likely, args: &mut NewArgs, root: Option<&Path>) -> bool {
        // What was written all the same may not load.
        let Ok((files, engine)) = read(self.root, self.engine.settings().clone()) else {
            return false;
        };
        (self.files, self.engine, self.likely) = (files, engine, likely);
        let knowledge = self.engine.knowledge();
        let source = self.likely.source.as_ref();
        let source = source.and_then(|id| knowledge.source(id.as_str()));
        let what = std::mem::replace(&mut args.what, What::Entry);
        if let (What::Source { file }, Some(source)) = (&what, source) {
            // The article itself is at hand, wherever the others are.
            let beside = file.as_deref().and_then(Path::parent);
            let beside = beside.filter(|it| it.join(format!("{}.txt", source.id)).exists());
            let articles = args.articles.take();
            args.articles = articles.or_else(|| beside.map(Path::to_owned));
            // That others are missing was told, or is no matter.
            if let Some(articles) = &args.articles {
                self.passages = passages_there(knowledge, articles).0;
            }
        }
        let passages = source.into_iter().flat_map(|source| {
            let untold = author::untold(knowledge, source).into_iter();
            untold.map(|it| (self.shown().line(source, it), it.number.to_string()))
        });
        let untold: (Vec<String>, Vec<String>) = passages.unzip();
        let lang = self.dialogue.lang();
        let (lines, numbers) = untold;
        // That names them.
        self.dialogue.is_first("passages");
        let untold = if self.dialogue.is_first("untold") {
            lines.join(" | ")
        } else {
            numbers.join(", ")
        };
        let is_first = what.name() == "entry" && self.dialogue.is_first("another");
        let untold = source.map(|source| (&source.id, untold.as_str()));
        let question = words::another(lang, what.name(), untold, is_first);
        self.dialogue
            .goes_on(&question, args.command(root), |typed| {
                if text::lower(typed) == "a" {
                    return lines.join("\n");
                }
                let reply = ask::reply(&self.engine, typed);
                let entry = reply.entry.as_ref();
                // What that says was just typed.
                let written = entry.filter(|id| self.written.contains(id));
                written.map_or_else(|| terminal::render(&reply), |id| words::finds(lang, id))
            })
    }

    /// Asks for everything once, and writes it.
    fn once(&mut self, what: &What) -> Result<(u8, Option<Likely>), Stop> {
        self.names.clear();
        self.nouns = ByLang::default();
        self.covered.clear();
        self.completed.clear();
        self.dialogue.about("");
        let mut draft = match what {
            What::Source { file } => self.source(file.as_deref()),
            What::Entry => self.entry(),
            What::Boundary => self.boundary(),
            What::Topic => self.topic(),
        }?;
        draft.changes.extend(self.beside());
        self.write(&draft)
    }

    /// What the names and nouns change that are new, and the passages that are no longer drafts.
    fn beside(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        if !self.names.is_empty() {
            let names: Vec<String> = self.names.iter().map(NewName::toml).collect();
            changes.push(Change::behind(VOCABULARY_FILE, names.join("\n")));
        }
        for lang in Lang::ALL {
            let nouns = self.nouns.get(lang);
            if !nouns.is_empty() {
                changes.push(Change::listed(NOUNS_FILE, lang, nouns));
            }
        }
        if !self.covered.is_empty() {
            changes.push(Change::covered(self.covered.clone()));
        }
        for (source, number, passage) in &self.completed {
            changes.push(Change::passage(source, *number, passage.clone()));
        }
        changes
    }

    /// What sentences are held against: all there is, and what was said of passages that were drafts.
    fn grounds(&self) -> Knowledge {
        author::completed(self.engine.knowledge(), &self.completed, &self.names)
    }

    fn knowledge(&self) -> &Knowledge {
        self.engine.knowledge()
    }

    fn topic(&mut self) -> Result<Draft, Stop> {
        let files = &self.files;
        let topics = &self.engine.knowledge().topics;
        let path = self.dialogue.ask(words::TOPIC_ID, |typed| {
            let mut topics = topics.iter();
            let there = topics.find(|it| {
                let lang = |lang| is_called(typed, it.id.as_str(), it.title.text(lang));
                Lang::ALL.into_iter().any(lang)
            });
            if let Some(there) = there {
                return Err(Wrong::TopicThere(there.id.clone()));
            }
            let id = Id::new(typed).ok_or(Wrong::IdForm)?;
            let path = format!("knowledge/{id}.toml");
            if files.iter().any(|file| file.path == path) {
                return Err(Wrong::IdTaken);
            }
            Ok(path)
        })?;
        let title = self.both(words::TITLE, LINE_CHARS_MOST)?;
        let about = self.both(words::ABOUT, LINE_CHARS_MOST)?;
        let last = self
            .knowledge()
            .topics
            .iter()
            .map(|topic| topic.order)
            .max();
        let topic = NewTopic {
            order: last.map_or(1, |last| last + 1),
            title,
            about,
        };
        let mut draft = Draft::new(path.clone(), topic.toml(), None);
        draft.likely = Some(Likely {
            topic: Some(path.into()),
            source: None,
        });
        Ok(draft)
    }

    /// Asks what a name is that the vocabulary does not have.
    fn new_name(&mut self, name: &str) -> Result<NewName, Stop> {
        let lang = self.dialogue.lang();
        let about = self.dialogue.about(format!("{name}: "));
        let options: Vec<(&str, &str)> = NameKind::ALL
            .iter()
            .map(|kind| (kind.tag(), words::name_kind(lang, *kind)))
            .collect();
        // What the kinds are is told once.
        let question = if self.names.iter().all(|it| it.kind == NameKind::Medium) {
            words::listed(words::NAME_KIND.get(lang), &options)
        } else {
            words::short_list(words::NAME_KIND.get(lang), &options)
        };
        let question = format!("{name}: {question}");
        let (kind, variants) =
            self.dialogue
                .ask_in_words(words::NAME_KIND_KEY, &question, name_kind)?;
        self.dialogue.about(about);
        let new = NewName {
            kind,
            name: name.to_owned(),
            variants,
        };
        // Who takes all words for nouns at first may find a name among them later.
        for lang in Lang::ALL {
            self.nouns.get_mut(lang).retain(|noun| noun != name);
        }
        self.names.push(new.clone());
        Ok(new)
    }

    fn both(&mut self, questions: [ByLang<&str>; 2], most: usize) -> Result<ByLang<String>, Stop> {
        Ok(ByLang {
            de: self.own_text(Lang::De, questions, most, &[])?,
            en: self.own_text(Lang::En, questions, most, &[])?,
        })
    }

    /// A text of one language, in other words than those of these passages; with the German one the English one may be typed.
    fn own_text(
        &mut self,
        lang: Lang,
        [de, en]: [ByLang<&str>; 2],
        most: usize,
        passages: &[String],
    ) -> Result<String, Stop> {
        let (question, other) = match lang {
            Lang::De => (de, Some(en.en)),
            Lang::En => (en, None),
        };
        loop {
            let words = question.get(self.dialogue.lang());
            let check = |typed: &str| {
                let passages = passages.iter().map(String::as_str);
                check_own(typed, most, passages).map(|()| typed.to_owned())
            };
            let text = self.dialogue.ask_of_two(question.en, words, other, check)?;
            if self.is_meant(lang, &text)? {
                return Ok(text);
            }
        }
    }

    /// Whether a text is of its language, or meant all the same where it seems to be of the other.
    fn is_meant(&mut self, lang: Lang, text: &str) -> Result<bool, Stop> {
        if !author::is_other_language(text, lang) {
            return Ok(true);
        }
        let question = words::other_language(self.dialogue.lang(), lang);
        let key = format!("really {}", lang.tag());
        self.dialogue
            .ask_in_words(&key, question, |typed| Ok(is_yes(typed)))
    }

    fn shown(&self) -> Shown<'_> {
        Shown {
            knowledge: self.knowledge(),
            passages: &self.passages,
            lang: self.dialogue.lang(),
            is_brief: false,
        }
    }

    /// Whether somebody wants it written; or an answer is changed first. Who says nothing any more does not want it.
    fn settled(&mut self, question: &str, all: &str) -> Result<bool, Stop> {
        let count = self.dialogue.count();
        loop {
            let typed = self.dialogue.aside(question, |typed| {
                let number = typed.parse::<usize>().unwrap_or(count);
                match text::lower(typed).as_str() {
                    "" => Ok(Settled::No),
                    _ if is_yes(typed) => Ok(Settled::Yes),
                    _ if is_no(typed) => Ok(Settled::No),
                    "l" => Ok(Settled::List),
                    "a" => Ok(Settled::All),
                    _ if (1..=count).contains(&number) && number.to_string() == typed => {
                        Ok(Settled::Change(number - 1))
                    }
                    _ => Err(Wrong::not_there(typed)),
                }
            });
            match typed {
                Ok(Settled::Yes) => return Ok(true),
                Ok(Settled::No) | Err(Stop::Ended) => return Ok(false),
                Ok(Settled::All) => complain(all),
                Ok(Settled::List) => complain(&self.dialogue.answers()),
                Ok(Settled::Change(place)) => return Err(self.dialogue.change(place)),
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Tries the draft, tells what it would bring, and writes it if nothing speaks against it or somebody insists.
    fn write(&mut self, draft: &Draft) -> Result<(u8, Option<Likely>), Stop> {
        let lang = self.dialogue.lang();
        self.dialogue.all_asked();
        self.dialogue.say(words::one_moment(lang));
        let mut findings = author::trial(self.engine.knowledge(), &self.files, &draft.changes);
        // That was told where they were asked for.
        findings.retain(|it| !["few-phrasings", "draft-passage"].contains(&it.code));
        // A wrong passage has many other findings follow.
        findings.sort_by_key(|finding| finding.code != "wrong-passage");
        for finding in &findings {
            self.dialogue.say(&finding.to_string());
            if let Some(gloss) = words::gloss(lang, finding.code) {
                self.dialogue.say(gloss);
            }
        }
        let is_wrong = findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        let grounds = self.grounds();
        let shown = Shown {
            knowledge: &grounds,
            is_brief: matches!(draft.asserted.first(), Some(Asserted::Entry(_))),
            ..self.shown()
        };
        let all = draft.asserted.iter();
        let all: Vec<String> = all.map(|it| shown.sealable(it.sealable())).collect();
        // Each sentence was typed below its passages, if it was typed today.
        let is_seen = !is_wrong && self.dialogue.is_in_one_go();
        let lines = draft.asserted.iter().zip(&all).map(|it| match it {
            (Asserted::Entry(entry), _) if is_seen => Shown::summary(entry),
            (_, all) => all.clone(),
        });
        for line in lines.collect::<Vec<_>>() {
            self.dialogue.say(&line);
        }
        let all = all.join("\n");
        let is_right = match (is_wrong, draft.asserted.as_slice()) {
            (true, _) => self.settled(words::WRITE_ALL_THE_SAME.get(lang), &all)?,
            // A record and a topic have nothing that could be sealed.
            (false, []) => true,
            (false, _) => {
                let is_first = self.dialogue.is_first("is it right");
                self.settled(words::is_it_right(lang, is_first), &all)?
            }
        };
        if !is_right {
            complain(&self.dialogue.not_written());
            for change in &draft.changes {
                complain(&change.to_string());
            }
            return Ok((FOUND, None));
        }
        let mut paths: Vec<&str> = Vec::new();
        for change in &draft.changes {
            let path = change.path.as_str();
            let written = if is_wrong {
                author::write(self.root, &change.unsealed())
            } else {
                author::write(self.root, change)
            };
            if let Err(error) = written {
                return Err(Stop::Broken(format!("`{path}`: {error}")));
            }
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let entries = draft.asserted.iter().filter_map(|it| match it {
            Asserted::Entry(entry) => Some(entry.id.clone()),
            Asserted::Boundary(_) => None,
        });
        self.written.extend(entries);
        let code = paths.into_iter().map(printed).max().unwrap_or(OK);
        self.dialogue.done();
        if let Some(path) = &draft.replaces
            && let Err(error) = std::fs::remove_file(self.root.join(path))
            && error.kind() != io::ErrorKind::NotFound
        {
            self.dialogue.say(&format!("`{path}`: {error}"));
        }
        self.dialogue
            .say(&words::written(lang, draft.question.as_deref()));
        let code = if is_wrong { FOUND } else { code };
        Ok((code, draft.likely.clone()))
    }
}

/// Whether an answer is yes, in either language.
pub(super) fn is_yes(typed: &str) -> bool {
    matches!(text::lower(typed).as_str(), "j" | "ja" | "y" | "yes")
}

/// Whether an answer is no, in either language. No series and no entry is called so.
pub(super) fn is_no(typed: &str) -> bool {
    matches!(text::lower(typed).as_str(), "n" | "nein" | "no" | "-")
}

/// Whether an answer leaves something out.
fn is_none(typed: &str) -> bool {
    typed.is_empty() || is_no(typed)
}

/// What is meant of a list, by number or otherwise, each once; nothing where somebody says no.
fn picked<T: Clone + PartialEq>(
    typed: &str,
    list: &[T],
    named: impl Fn(&str) -> Result<Vec<T>, Wrong>,
) -> Result<Vec<T>, Wrong> {
    let mut picked: Vec<T> = Vec::new();
    if is_no(typed) {
        return Ok(picked);
    }
    for part in listed(typed) {
        let numbered = author::places(&part, list.len());
        let numbered = numbered.and_then(|places| list.get(places));
        let meant = numbered.map_or_else(|| named(&part), |it| Ok(it.to_vec()))?;
        for it in meant {
            if !picked.contains(&it) {
                picked.push(it);
            }
        }
    }
    Ok(picked)
}

/// As [`picked`], of words; others may be named as well.
fn picked_words(typed: &str, list: &[String]) -> Result<Vec<String>, Wrong> {
    picked(typed, list, |part| {
        let is_word = part.contains(char::is_alphabetic);
        let word = is_word.then(|| vec![part.to_owned()]);
        word.ok_or_else(|| Wrong::not_there(part))
    })
}

/// The kind of a name, by number or tag, and its other spellings behind that.
fn name_kind(typed: &str) -> Result<(NameKind, Vec<String>), Wrong> {
    let (kind, variants) = typed.split_once([' ', ',']).unwrap_or((typed, ""));
    let kind = text::lower(kind);
    let mut kinds = NameKind::ALL.into_iter().enumerate();
    let kind = kinds.find(|(at, known)| (at + 1).to_string() == kind || known.tag() == kind);
    let (_, kind) = kind.ok_or(Wrong::NoNameKind)?;
    Ok((kind, listed(variants)))
}

/// Whether somebody who types this means what has that name and title: capitals and spelling make no difference.
fn is_called(typed: &str, name: &str, title: &str) -> bool {
    let key = text::key(typed);
    !key.is_empty() && [name, title].iter().any(|it| text::key(it) == key)
}

fn listed(typed: &str) -> Vec<String> {
    let parts = typed.split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
