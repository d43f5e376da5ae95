//! `ticktack check`: shows what an entry asserts beside the passages it cites, asks whether all of it is right, and seals it.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::new::{Tongue, is_yes, opened};
use super::{FOUND, OK, PASSAGE_CHARS_MOST, REFUSED, complain, printed, prompt, report};
use crate::author::{self, Change};
use crate::document::{Severity, nearest};
use crate::knowledge::{
    self, Article, Boundary, Citation, Entry, Id, Knowledge, Origin, evaluation,
};
use crate::lang::{ByLang, Lang};
use crate::lint::Grounding;
use crate::text;

#[derive(Debug, Args)]
#[command(
    after_help = "A seal is the line `checked` of an entry or a boundary: a person compared all that it asserts with the passages it cites.
Whoever changes a word, a citation or a date afterwards breaks it, and `ticktack lint` says so; phrasings may change. What lint finds
an error in is not sealed.

Examples:
  ticktack check downloads-usa                            beside the gists of its passages
  ticktack check downloads-usa --articles ../articles     beside the passages themselves
  ticktack check --all                                    all that has no seal, or a broken one, one after the other

Exit codes: 0 sealed, or nothing to do; 1 something was not sealed; 2 wrong usage, or nothing could be written."
)]
pub(super) struct CheckArgs {
    /// Entries and boundaries
    #[arg(value_name = "ID", required_unless_present = "all")]
    ids: Vec<String>,
    /// All that has no seal, or one that no longer fits
    #[arg(long, conflicts_with = "ids")]
    all: bool,
    /// Show the passages themselves from this folder (`<source>.txt`)
    #[arg(long, value_name = "DIR")]
    articles: Option<PathBuf>,
    /// Do not ask: it was compared before
    #[arg(long)]
    yes: bool,
    /// The language of the questions [default: that of LANG, else of config.toml]
    #[arg(long, value_enum)]
    lang: Option<Tongue>,
}

/// What can be sealed.
#[derive(Clone, Copy)]
enum Sealable<'k> {
    Entry(&'k Entry),
    Boundary(&'k Boundary),
}

/// Shows, asks and seals.
pub(super) fn check(root: Option<&Path>, args: &CheckArgs) -> u8 {
    let (_, lang, root) = match opened(root, args.lang) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let knowledge = knowledge::in_folder(&root).and_then(|files| knowledge::load(&files));
    let knowledge = match knowledge {
        Ok(knowledge) => knowledge,
        Err(findings) => {
            report(&findings);
            return REFUSED;
        }
    };
    let chosen = match chosen(&knowledge, args) {
        Ok(chosen) => chosen,
        Err(reason) => {
            complain(&reason);
            return REFUSED;
        }
    };
    let (articles, missing) = match &args.articles {
        Some(folder) => knowledge::articles_in_folder(folder, &knowledge),
        None => (Vec::new(), Vec::new()),
    };
    report(&missing);
    let shown = Shown {
        knowledge: &knowledge,
        passages: passages(&knowledge, &articles),
        lang,
    };
    let mut seals = Seals::new(&root);
    let all = seal_all(&chosen, &shown, args, &mut seals);
    complain(&sealed(lang, seals.count));
    if seals.count > 0 && evaluation(&Origin::Folder(root.clone())).is_some() {
        complain(record_again(lang));
    }
    match all {
        Ok(true) => seals.code,
        Ok(false) => seals.code.max(FOUND),
        Err(error) => {
            complain(&format!("check: {error}"));
            REFUSED
        }
    }
}

/// Shows and seals one after the other; false where something was left out.
fn seal_all<'k>(
    chosen: &[Sealable<'k>],
    shown: &Shown<'k>,
    args: &CheckArgs,
    seals: &mut Seals<'_, 'k>,
) -> io::Result<bool> {
    let grounding = Grounding::new(shown.knowledge);
    let mut is_whole = true;
    for sealable in chosen {
        let mut errors = match sealable {
            Sealable::Entry(entry) => grounding.entry(entry),
            Sealable::Boundary(boundary) => grounding.boundary(boundary),
        };
        errors.retain(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            report(&errors);
            is_whole = false;
            continue;
        }
        if !args.yes {
            complain(&shown.text(*sealable));
            match is_right(shown.lang) {
                Some(true) => {}
                Some(false) => {
                    is_whole = false;
                    continue;
                }
                None => return Ok(false),
            }
        }
        seals.add(*sealable);
        if !args.yes {
            // Whoever stops later, however, keeps what was answered.
            seals.write()?;
        }
    }
    seals.write()?;
    Ok(is_whole)
}

/// What is to be looked at, each once.
fn chosen<'k>(knowledge: &'k Knowledge, args: &CheckArgs) -> Result<Vec<Sealable<'k>>, String> {
    let entries = knowledge.entries.iter().map(Sealable::Entry);
    let boundaries = knowledge.boundaries.iter().map(Sealable::Boundary);
    let mut all: Vec<Sealable<'_>> = entries.chain(boundaries).collect();
    if args.all {
        all.retain(|it| !it.is_sealed());
        return Ok(all);
    }
    let mut chosen: Vec<Sealable<'_>> = Vec::new();
    for id in &args.ids {
        let Some(found) = all.iter().find(|it| it.id().as_str() == id) else {
            let near = nearest(id, all.iter().map(|it| it.id().as_str()));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!("`{id}` is no entry and no boundary{hint}"));
        };
        if !chosen.iter().any(|it| it.id() == found.id()) {
            chosen.push(*found);
        }
    }
    Ok(chosen)
}

/// The passages of the articles that are at hand, where they are the ones that the records were made from; what is not is told.
fn passages<'k>(knowledge: &'k Knowledge, articles: &[Article]) -> HashMap<(&'k Id, u32), String> {
    let mut passages = HashMap::new();
    for article in articles {
        let Some(source) = knowledge.source(article.source.as_str()) else {
            continue;
        };
        let (lines, different) = article.passages(source);
        report(&different);
        for (passage, line) in source.passages.iter().zip(lines) {
            if let Some(line) = line {
                let line = text::one_line(&line, PASSAGE_CHARS_MOST);
                passages.insert((&source.id, passage.number), line);
            }
        }
    }
    passages
}

/// Seals on their way into the files.
struct Seals<'r, 'k> {
    root: &'r Path,
    /// What is not written yet, by file.
    open: Vec<(&'k str, Vec<(Id, String)>)>,
    /// Files that were written.
    written: BTreeSet<&'k str>,
    /// How many were written.
    count: usize,
    code: u8,
}

impl<'r, 'k> Seals<'r, 'k> {
    const fn new(root: &'r Path) -> Self {
        Self {
            root,
            open: Vec::new(),
            written: BTreeSet::new(),
            count: 0,
            code: OK,
        }
    }

    fn add(&mut self, sealable: Sealable<'k>) {
        let path = sealable.path();
        let seal = (sealable.id().clone(), sealable.seal());
        match self.open.iter_mut().find(|(known, _)| *known == path) {
            Some((_, of_file)) => of_file.push(seal),
            None => self.open.push((path, vec![seal])),
        }
    }

    /// Writes what is open, and prints the path of a file the first time.
    fn write(&mut self) -> io::Result<()> {
        for (path, seals) in std::mem::take(&mut self.open) {
            let count = seals.len();
            author::write(self.root, &Change::seals(path, seals))?;
            self.count += count;
            if self.written.insert(path) {
                self.code = self.code.max(printed(path));
            }
        }
        Ok(())
    }
}

/// The answer of a person; none where nobody says anything any more.
fn is_right(lang: Lang) -> Option<bool> {
    complain(match lang {
        Lang::De => "Stimmt alles? (j/N)",
        Lang::En => "Is all of it right? (y/N)",
    });
    prompt();
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.is_ok_and(|bytes| bytes > 0)
        .then(|| is_yes(line.trim()))
}

fn sealed(lang: Lang, count: usize) -> String {
    match lang {
        Lang::De => format!("check: {count} besiegelt"),
        Lang::En => format!("check: {count} sealed"),
    }
}

/// A seal is part of the revision, and an evaluation proves one revision.
const fn record_again(lang: Lang) -> &'static str {
    match lang {
        Lang::De => {
            "Hinweis: Das ist ein neuer Stand des Wissens. Für Antworten ohne Anfrage zeichne die Auswertung neu auf: `ticktack eval --record tests/questions.jsonl tests/choosing.jsonl`"
        }
        Lang::En => {
            "Note: this is a new revision of the knowledge. For automatic answers record the evaluation again: `ticktack eval --record tests/questions.jsonl tests/choosing.jsonl`"
        }
    }
}

impl<'k> Sealable<'k> {
    fn id(self) -> &'k Id {
        match self {
            Self::Entry(entry) => &entry.id,
            Self::Boundary(boundary) => &boundary.id,
        }
    }

    fn path(self) -> &'k str {
        match self {
            Self::Entry(entry) => &entry.place.path,
            Self::Boundary(boundary) => &boundary.place.path,
        }
    }

    fn seal(self) -> String {
        match self {
            Self::Entry(entry) => entry.seal(),
            Self::Boundary(boundary) => boundary.seal(),
        }
    }

    fn is_sealed(self) -> bool {
        let checked = match self {
            Self::Entry(entry) => &entry.checked,
            Self::Boundary(boundary) => &boundary.checked,
        };
        checked
            .as_ref()
            .is_some_and(|checked| *checked == self.seal())
    }
}

/// What is shown of something that is to be sealed.
struct Shown<'k> {
    knowledge: &'k Knowledge,
    passages: HashMap<(&'k Id, u32), String>,
    lang: Lang,
}

impl Shown<'_> {
    fn text(&self, sealable: Sealable<'_>) -> String {
        match sealable {
            Sealable::Entry(entry) => self.entry(entry),
            Sealable::Boundary(boundary) => self.boundary(boundary),
        }
    }

    fn entry(&self, entry: &Entry) -> String {
        let asked = entry.ask.get(self.lang).first();
        let asked = asked.map_or("", |asked| asked.value.as_str());
        let mut text = format!("\n{} `{}`: {asked}", entry.place, entry.id);
        if let Some(valid) = entry.valid {
            let _ = write!(text, "\n  valid: {valid}");
        }
        for statement in &entry.statements {
            add_both(&mut text, &statement.text);
            let _ = write!(text, "\n      says: {}", statement.says.tag());
            if let Some(by) = &statement.by {
                let _ = write!(text, ", by: {} | {}", by.de, by.en);
            }
            for citation in &statement.citations {
                self.add_passages(&mut text, citation);
            }
        }
        text
    }

    /// A boundary cites nothing: it rests on what the entries nearby say.
    fn boundary(&self, boundary: &Boundary) -> String {
        let asked = boundary.ask.get(self.lang).first();
        let asked = asked.map_or("", |asked| asked.value.as_str());
        let mut text = format!("\n{} `{}`: {asked}", boundary.place, boundary.id);
        add_both(&mut text, &boundary.reason);
        let nearest = boundary.nearest.iter().map(|id| ("nearest", id));
        let contradicted = boundary.contradicted_by.iter();
        let contradicted = contradicted.map(|id| ("contradicted_by", id));
        for (key, id) in nearest.chain(contradicted) {
            let entry = self.knowledge.entry(id.as_str());
            let answer = entry.map_or_else(String::new, |entry| entry.answer(self.lang));
            let _ = write!(text, "\n      {key}: {id}: {answer}");
        }
        text
    }

    fn add_passages(&self, text: &mut String, citation: &Citation) {
        let source = self.knowledge.source(citation.source.as_str());
        for number in &citation.passages {
            let passage = source.and_then(|source| source.passage(*number));
            let gist = passage.map_or("", |passage| passage.gist.text(self.lang));
            let _ = write!(text, "\n    {} {number}: {gist}", citation.source);
            if let Some(original) = self.passages.get(&(&citation.source, *number)) {
                let _ = match self.lang {
                    Lang::De => write!(text, "\n      „{original}“"),
                    Lang::En => write!(text, "\n      “{original}”"),
                };
            }
        }
    }
}

fn add_both(text: &mut String, both: &ByLang<String>) {
    let _ = write!(text, "\n  de  {}\n  en  {}", both.de, both.en);
}
