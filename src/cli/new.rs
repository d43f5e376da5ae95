//! `ticktack new`: asks for one piece of knowledge after the other, checks every answer at once, and writes the file at the end.
//!
//! Questions and remarks go to standard error, the path that was written to standard output. Until the end nothing is written.

mod dialogue;
mod source;
mod words;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::extract::{complain_of_place, id_of};
use super::{FOUND, OK, REFUSED, complain, folder, printed, report, settings};
use crate::author::{
    self, Change, NewBoundary, NewEntry, NewName, NewStatement, NewTopic, Wrong, check_phrasing,
    check_text,
};
use crate::config::Settings;
use crate::document::Severity;
use crate::engine::Engine;
use crate::knowledge::{
    self, ANSWER_CHARS_MOST, Citation, Id, Knowledge, NOUNS_FILE, NameKind, Says, VOCABULARY_FILE,
};
use crate::lang::{ByLang, Lang};
use crate::lint;
use crate::text;

use dialogue::{Dialogue, Stop};

/// Phrasings a language that are asked for; lint refuses fewer.
const PHRASINGS_LEAST: usize = 3;
/// Statements of one answer.
const STATEMENTS_MOST: usize = 4;
/// Characters of a title, a description or a reason.
const LINE_CHARS_MOST: usize = 300;
/// Where boundaries go if there are none yet.
const BOUNDARY_FILE: &str = "knowledge/grenzen.toml";

/// The arguments of `new`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ticktack new source article.txt     the record of an article, without its sentences
  ticktack new entry                  a question and its answer, step by step
  ticktack new boundary --lang en     a question the articles do not answer, asked in English
  ticktack new topic < answers.txt    every answer on a line of its own

`<` asks the question before once more, `?` helps. Every answer is kept in new-*.answers until the
end: who stops goes on there the next time.")]
pub struct NewArgs {
    #[command(subcommand)]
    what: What,
    /// The language of the questions [default: that of LANG, else of config.toml]
    #[arg(long, value_enum, global = true)]
    lang: Option<Tongue>,
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
        let what = match self {
            Self::Source { file: Some(file) } => {
                return format!("new-source-{}.answers", id_of(file));
            }
            Self::Source { file: None } => "source",
            Self::Entry => "entry",
            Self::Boundary => "boundary",
            Self::Topic => "topic",
        };
        format!("new-{what}.answers")
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
            Some(Self::De) => Lang::De,
            Some(Self::En) => Lang::En,
            None => std::env::var("LANG")
                .ok()
                .and_then(|tag| Lang::from_tag(&tag))
                .unwrap_or(settings.language),
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
pub fn add(root: Option<&Path>, args: &NewArgs) -> u8 {
    let (settings, lang, root) = match opened(root, args.lang) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    if let What::Source { file: Some(file) } = &args.what {
        complain_of_place(Some(&root), file);
    }
    let mut input = io::stdin().lock();
    let dialogue = Dialogue::new(lang, &mut input);
    let author = match Author::new(&root, settings, dialogue) {
        Ok(author) => author,
        Err(findings) => {
            report(&findings);
            complain(words::BROKEN_ALREADY.get(lang));
            return REFUSED;
        }
    };
    author.add(&args.what)
}

/// One addition under way.
struct Author<'i> {
    root: &'i Path,
    files: Vec<knowledge::File>,
    engine: Engine,
    dialogue: Dialogue<'i>,
    /// Names that the vocabulary will get.
    names: Vec<NewName>,
    /// Words that are no names, for the list of nouns.
    nouns: ByLang<Vec<String>>,
}

/// What somebody wants after lint found something.
enum Said {
    Yes,
    No,
    List,
    Change(usize),
}

/// What is to be written.
struct Draft {
    changes: Vec<Change>,
    /// A phrasing to try it with.
    question: Option<String>,
    /// A draft's file that has served its turn then.
    replaces: Option<String>,
}

impl Draft {
    fn new(path: String, text: String, question: Option<String>) -> Self {
        Self {
            changes: vec![Change::behind(path, text)],
            question,
            replaces: None,
        }
    }
}

impl<'i> Author<'i> {
    fn new(
        root: &'i Path,
        settings: Settings,
        dialogue: Dialogue<'i>,
    ) -> Result<Self, Vec<crate::document::Finding>> {
        let files = knowledge::in_folder(root)?;
        let engine = Engine::new(knowledge::load(&files)?, settings);
        Ok(Self {
            root,
            files,
            engine,
            dialogue,
            names: Vec::new(),
            nouns: ByLang::default(),
        })
    }

    fn add(mut self, what: &What) -> u8 {
        let lang = self.dialogue.lang();
        let file = self.root.join(what.answers_file());
        let mut ended = self.dialogue.keep(&file).and_then(|()| self.once(what));
        while let Err(Stop::Again) = ended {
            ended = self.once(what);
        }
        match ended {
            Ok(code) => code,
            Err(Stop::Broken(error)) => {
                complain(&error);
                REFUSED
            }
            Err(Stop::Ended | Stop::Again) => {
                complain(&words::ended(lang, self.dialogue.kept()));
                REFUSED
            }
        }
    }

    /// Asks for everything once, and writes it.
    fn once(&mut self, what: &What) -> Result<u8, Stop> {
        self.names.clear();
        self.nouns = ByLang::default();
        self.dialogue.about("");
        let mut draft = match what {
            What::Source { file } => self.source(file.as_deref()),
            What::Entry => self.entry(),
            What::Boundary => self.boundary(),
            What::Topic => self.topic(),
        }?;
        if !self.names.is_empty() {
            let names: Vec<String> = self.names.iter().map(NewName::toml).collect();
            draft
                .changes
                .push(Change::behind(VOCABULARY_FILE, names.join("\n")));
        }
        for lang in Lang::ALL {
            let nouns = self.nouns.get(lang);
            if !nouns.is_empty() {
                draft.changes.push(Change::listed(NOUNS_FILE, lang, nouns));
            }
        }
        self.write(&draft)
    }

    fn knowledge(&self) -> &Knowledge {
        self.engine.knowledge()
    }

    fn entry(&mut self) -> Result<Draft, Stop> {
        let topic = self.which_topic()?;
        let ask = self.phrasings(&What::Entry)?;
        let id = self.id(&ask)?;
        let mut entry = NewEntry {
            id: id.to_string(),
            ask,
            ..NewEntry::default()
        };
        loop {
            self.dialogue
                .about(format!("statement {}: ", entry.statements.len() + 1));
            let statement = self.statement(&entry)?;
            entry.statements.push(statement);
            let is_full = entry.statements.len() == STATEMENTS_MOST;
            if is_full || !self.dialogue.confirm(words::ANOTHER_STATEMENT)? {
                break;
            }
        }
        self.dialogue.about("");
        let series = words::series(self.dialogue.lang(), &self.series());
        entry.series = self
            .dialogue
            .ask_in_words("series", &series, |typed| match typed {
                "" => Ok(None),
                _ if is_no(typed) => Ok(None),
                id => Id::new(id).map(Some).ok_or(Wrong::IdForm),
            })?;
        let needs_date = entry.series.is_some();
        entry.valid = self.dialogue.ask(words::VALID, |typed| {
            author::date(typed).and_then(|date| match date {
                None if needs_date => Err(Wrong::Empty),
                date => Ok(date),
            })
        })?;
        let knowledge = self.engine.knowledge();
        entry.related = self
            .dialogue
            .ask(words::RELATED, |typed| ids(knowledge, typed))?;
        let question = self.first_of(&entry.ask);
        let mut draft = Draft::new(topic, entry.toml(), question);
        draft.changes.extend(self.answered(&id, &entry.ask)?);
        Ok(draft)
    }

    /// Asks of each boundary that the new entry may answer whether it goes.
    fn answered(&mut self, id: &Id, ask: &ByLang<Vec<String>>) -> Result<Vec<Change>, Stop> {
        let lang = self.dialogue.lang();
        let mut gone = Vec::new();
        for boundary in author::answered_boundaries(&self.engine, id, ask) {
            let question = words::answered(lang, boundary);
            let key = format!("boundary {}", boundary.id);
            let goes = self
                .dialogue
                .ask_in_words(&key, &question, |typed| Ok(is_yes(typed)))?;
            if goes {
                gone.push(Change::without(boundary));
            }
        }
        Ok(gone)
    }

    fn boundary(&mut self) -> Result<Draft, Stop> {
        let ask = self.phrasings(&What::Boundary)?;
        let id = self.id(&ask)?;
        let reason = self.both(words::REASON, LINE_CHARS_MOST)?;
        self.unknown_words(&reason, &ask)?;
        self.dialogue.about("");
        let knowledge = self.engine.knowledge();
        let nearest = self
            .dialogue
            .ask(words::NEAREST, |typed| ids(knowledge, typed))?;
        let contradicted_by = self
            .dialogue
            .ask(words::CONTRADICTED, |typed| match typed {
                "" => Ok(None),
                _ if is_no(typed) => Ok(None),
                id => author::entry_id(knowledge, id).map(Some),
            })?;
        let boundary = NewBoundary {
            id: id.to_string(),
            ask,
            reason,
            nearest,
            contradicted_by,
        };
        let there = knowledge.boundaries.last();
        let path = there.map_or_else(|| BOUNDARY_FILE.to_owned(), |last| last.place.path.clone());
        let question = self.first_of(&boundary.ask);
        Ok(Draft::new(path, boundary.toml(), question))
    }

    fn topic(&mut self) -> Result<Draft, Stop> {
        let files = &self.files;
        let path = self.dialogue.ask(words::TOPIC_ID, |typed| {
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
        Ok(Draft::new(path, topic.toml(), None))
    }

    /// The path of the topic's file.
    fn which_topic(&mut self) -> Result<String, Stop> {
        let lang = self.dialogue.lang();
        let topics = &self.engine.knowledge().topics;
        let options: Vec<(&str, &str)> = topics
            .iter()
            .map(|topic| (topic.id.as_str(), topic.title.text(lang)))
            .collect();
        if options.is_empty() {
            return Err(Stop::Broken(words::NO_TOPIC.get(lang).to_string()));
        }
        let at = self.dialogue.choose(words::WHICH_TOPIC, &options)?;
        let path = topics.get(at).map(|topic| topic.place.path.clone());
        path.ok_or(Stop::Ended)
    }

    fn phrasings(&mut self, of: &What) -> Result<ByLang<Vec<String>>, Stop> {
        Ok(ByLang {
            de: self.phrasings_in(Lang::De, of)?,
            en: self.phrasings_in(Lang::En, of)?,
        })
    }

    /// The series there are.
    fn series(&self) -> BTreeSet<String> {
        let entries = self.knowledge().entries.iter();
        entries
            .filter_map(|entry| entry.series.as_ref().map(Id::to_string))
            .collect()
    }

    /// Phrasings until an empty line; what each gets so far is told at once, and `-` leaves one out that is being changed.
    fn phrasings_in(&mut self, lang: Lang, of: &What) -> Result<Vec<String>, Stop> {
        let mut own: Vec<String> = Vec::new();
        let mut told: Vec<Id> = Vec::new();
        self.dialogue
            .say(words::phrasings(self.dialogue.lang(), lang));
        loop {
            let engine = &self.engine;
            let key = words::phrasing_key(lang);
            let typed = self.dialogue.ask_in_words(key, "", |typed| match typed {
                "" if own.len() < PHRASINGS_LEAST => Err(Wrong::TooFew {
                    least: PHRASINGS_LEAST,
                }),
                "" | "-" => Ok(typed.to_owned()),
                _ => match check_phrasing(engine, &own, typed) {
                    // At the end it is asked whether the boundary goes.
                    Err(Wrong::Taken(id)) if may_take(engine.knowledge(), of, &id) => {
                        Ok(typed.to_owned())
                    }
                    checked => checked.map(|()| typed.to_owned()),
                },
            })?;
            match typed.as_str() {
                "" => {
                    let wanted = lint::PHRASINGS_WANTED;
                    if matches!(of, What::Entry) && own.len() < wanted {
                        let note = words::few_phrasings(self.dialogue.lang(), own.len(), wanted);
                        self.dialogue.say(&note);
                    }
                    return Ok(own);
                }
                "-" => {}
                _ if self.dialogue.is_repeating() => own.push(typed),
                _ => {
                    if let Some(mut collision) = author::collision(&self.engine, &typed, lang) {
                        if !matches!(of, What::Entry) {
                            // Two boundaries are two questions like any others.
                            collision.reason = None;
                        }
                        let is_new = !told.contains(&collision.id);
                        let note = words::collides(self.dialogue.lang(), &collision, is_new);
                        self.dialogue.say(&note);
                        told.push(collision.id);
                    }
                    own.push(typed);
                }
            }
        }
    }

    fn id(&mut self, ask: &ByLang<Vec<String>>) -> Result<Id, Stop> {
        let knowledge = self.engine.knowledge();
        let suggested = ask
            .de
            .first()
            .and_then(|first| author::suggested_id(knowledge, first));
        let question = words::id(self.dialogue.lang(), suggested.as_ref());
        self.dialogue
            .ask_in_words("id", &question, |typed| match (&suggested, typed) {
                (Some(suggested), "") => Ok(suggested.clone()),
                (None, "") => Err(Wrong::Empty),
                _ => author::new_id(knowledge, typed),
            })
    }

    fn statement(&mut self, entry: &NewEntry) -> Result<NewStatement, Stop> {
        let mut citations = Vec::new();
        while let Some(citation) = self.citation(!citations.is_empty())? {
            citations.push(citation);
        }
        let lang = self.dialogue.lang();
        let options: Vec<(&str, &str)> = Says::ALL
            .iter()
            .map(|says| (says.tag(), words::says(lang, *says)))
            .collect();
        let at = self.dialogue.choose(words::SAYS, &options)?;
        let says = Says::ALL.get(at).copied().unwrap_or(Says::Reporting);
        let by = match says {
            Says::Reporting => None,
            _ => Some(self.dialogue.ask(words::BY, |typed| {
                check_text(typed, LINE_CHARS_MOST)?;
                let (de, en) = typed.split_once('|').unwrap_or((typed, typed));
                Ok(ByLang {
                    de: de.trim().to_owned(),
                    en: en.trim().to_owned(),
                })
            })?),
        };
        let mut left = ByLang {
            de: ANSWER_CHARS_MOST,
            en: ANSWER_CHARS_MOST,
        };
        for earlier in &entry.statements {
            left.de = left.de.saturating_sub(earlier.text.de.chars().count() + 1);
            left.en = left.en.saturating_sub(earlier.text.en.chars().count() + 1);
        }
        let text = ByLang {
            de: self.text(words::STATEMENT_DE, left.de)?,
            en: self.text(words::STATEMENT_EN, left.en)?,
        };
        self.unknown_words(&text, &entry.ask)?;
        Ok(NewStatement {
            text,
            says,
            by,
            citations,
        })
    }

    /// A source and its passages; none where the first one is there and no other is wanted.
    fn citation(&mut self, is_further: bool) -> Result<Option<Citation>, Stop> {
        let lang = self.dialogue.lang();
        let knowledge = self.engine.knowledge();
        let options: Vec<(&str, &str)> = knowledge
            .sources
            .iter()
            .map(|source| (source.id.as_str(), source.outlet.as_str()))
            .collect();
        let chosen = if is_further {
            self.dialogue
                .choose_or_none(words::FURTHER_SOURCE, &options)?
        } else {
            Some(self.dialogue.choose(words::WHICH_SOURCE, &options)?)
        };
        let Some(source) = chosen.and_then(|at| knowledge.sources.get(at)) else {
            return Ok(None);
        };
        for passage in source.passages.iter().filter(|it| it.kind.is_content()) {
            let gist = passage.gist.text(lang);
            self.dialogue.say(&format!("  {} {gist}", passage.number));
        }
        let passages = self.dialogue.ask(words::WHICH_PASSAGES, |typed| {
            author::passages(source, typed)
        })?;
        Ok(Some(Citation {
            source: source.id.clone(),
            passages,
        }))
    }

    /// Asks what the words are that are written like a name and that nobody knows: lint would refuse them.
    fn unknown_words(
        &mut self,
        text: &ByLang<String>,
        asked: &ByLang<Vec<String>>,
    ) -> Result<(), Stop> {
        for lang in Lang::ALL {
            for word in author::unknown_words(self.knowledge(), text.get(lang), lang, asked) {
                let is_told = self.nouns.get(lang).contains(&word)
                    || self.names.iter().any(|name| name.name == word);
                if !is_told {
                    self.unknown_word(&word, lang)?;
                }
            }
        }
        Ok(())
    }

    fn unknown_word(&mut self, word: &str, lang: Lang) -> Result<(), Stop> {
        let question = words::name_or_noun(self.dialogue.lang(), word);
        let key = format!("unknown {word}");
        let is_name = self
            .dialogue
            .ask_in_words(&key, &question, |typed| match typed {
                "1" => Ok(Some(false)),
                "2" => Ok(Some(true)),
                "" => Ok(None),
                _ => Err(Wrong::NotThere {
                    name: typed.to_owned(),
                    near: None,
                }),
            })?;
        match is_name {
            Some(true) => drop(self.new_name(word)?),
            Some(false) => {
                let nouns = match lang {
                    Lang::De => &mut self.nouns.de,
                    Lang::En => &mut self.nouns.en,
                };
                nouns.push(word.to_owned());
            }
            None => {}
        }
        Ok(())
    }

    /// Asks what a name is that the vocabulary does not have.
    fn new_name(&mut self, name: &str) -> Result<NewName, Stop> {
        let lang = self.dialogue.lang();
        let about = self.dialogue.about(format!("{name}: "));
        self.dialogue.say(&format!("{name}:"));
        let options: Vec<(&str, &str)> = NameKind::ALL
            .iter()
            .map(|kind| (kind.tag(), words::name_kind(lang, *kind)))
            .collect();
        let at = self.dialogue.choose(words::NAME_KIND, &options)?;
        let variants = self
            .dialogue
            .ask(words::NAME_VARIANTS, |typed| Ok(listed(typed)))?;
        self.dialogue.about(about);
        let new = NewName {
            kind: NameKind::ALL.get(at).copied().unwrap_or(NameKind::Person),
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

    fn both(&mut self, question: [ByLang<&str>; 2], most: usize) -> Result<ByLang<String>, Stop> {
        let [de, en] = question;
        Ok(ByLang {
            de: self.text(de, most)?,
            en: self.text(en, most)?,
        })
    }

    fn text(&mut self, question: ByLang<&str>, most: usize) -> Result<String, Stop> {
        self.dialogue.ask(question, |typed| {
            check_text(typed, most).map(|()| typed.to_owned())
        })
    }

    fn first_of(&self, ask: &ByLang<Vec<String>>) -> Option<String> {
        ask.get(self.dialogue.lang()).first().cloned()
    }

    /// Whether somebody wants it written although it is wrong; or an answer is changed first. Who says nothing any more does not want it.
    fn insists(&mut self) -> Result<bool, Stop> {
        let question = words::WRITE_ALL_THE_SAME.get(self.dialogue.lang());
        let count = self.dialogue.count();
        loop {
            let typed = self.dialogue.aside(question, |typed| {
                let number = typed.parse::<usize>().unwrap_or(count);
                match text::lower(typed).as_str() {
                    "" => Ok(Said::No),
                    _ if is_yes(typed) => Ok(Said::Yes),
                    _ if is_no(typed) => Ok(Said::No),
                    "l" => Ok(Said::List),
                    _ if (1..=count).contains(&number) && number.to_string() == typed => {
                        Ok(Said::Change(number - 1))
                    }
                    _ => Err(Wrong::NotThere {
                        name: typed.to_owned(),
                        near: None,
                    }),
                }
            });
            match typed {
                Ok(Said::Yes) => return Ok(true),
                Ok(Said::No) | Err(Stop::Ended) => return Ok(false),
                Ok(Said::List) => complain(&self.dialogue.answers()),
                Ok(Said::Change(place)) => return Err(self.dialogue.change(place)),
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Tries the draft, tells what it would bring, and writes it if nothing speaks against it or somebody insists.
    fn write(&mut self, draft: &Draft) -> Result<u8, Stop> {
        let lang = self.dialogue.lang();
        self.dialogue.say(words::one_moment(lang));
        let mut findings = author::trial(self.engine.knowledge(), &self.files, &draft.changes);
        // A wrong passage has many other findings follow.
        findings.sort_by_key(|finding| finding.code != "wrong-passage");
        for finding in &findings {
            self.dialogue.say(&finding.to_string());
        }
        let is_wrong = findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        if is_wrong && !self.insists()? {
            complain(&words::not_written(lang, self.dialogue.kept()));
            for change in &draft.changes {
                complain(&change.to_string());
            }
            return Ok(FOUND);
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
        Ok(if is_wrong { FOUND } else { code })
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

/// Whether something new may have a phrasing that is there: an entry may answer what a boundary says is not known.
fn may_take(knowledge: &Knowledge, of: &What, id: &Id) -> bool {
    matches!(of, What::Entry) && knowledge.boundary(id.as_str()).is_some()
}

fn ids(knowledge: &Knowledge, typed: &str) -> Result<Vec<Id>, Wrong> {
    author::ids(knowledge, if is_no(typed) { "" } else { typed })
}

fn listed(typed: &str) -> Vec<String> {
    let parts = typed.split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
