//! `ticktack check`: shows what an entry asserts beside the passages it cites, asks whether all of it is right, and seals it.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::new::{Tongue, is_yes, opened};
use super::shown::{Sealable, Shown, passages};
use super::{FOUND, OK, REFUSED, complain, printed, prompt, report};
use crate::author::{self, Change};
use crate::document::{Severity, nearest};
use crate::knowledge::{self, Id, Knowledge, Origin, evaluation};
use crate::lang::Lang;
use crate::lint::Grounding;

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
    let shown = Shown {
        knowledge: &knowledge,
        passages: &passages(&knowledge, args.articles.as_deref()),
        lang,
        is_brief: false,
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
            complain(&shown.sealable(*sealable));
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
