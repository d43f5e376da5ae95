//! `ticktack check`: shows what an entry asserts beside the passages it cites, asks whether all of it is right, and seals it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::new::{Tongue, is_yes};
use super::{FOUND, OK, REFUSED, complain, folder, printed, prompt, report, settings};
use crate::author::{self, Addition};
use crate::document::{Severity, nearest};
use crate::knowledge::{self, Article, Boundary, Citation, Entry, Id, Knowledge};
use crate::lang::{ByLang, Lang};
use crate::lint::Grounding;
use crate::text;

/// Characters of an article's passage that are shown: nearly always all of it.
const PASSAGE_CHARS_MOST: usize = 2_000;

#[derive(Debug, Args)]
#[command(
    after_help = "A seal is the line `checked` of an entry or a boundary: a person compared all that it asserts with the passages it cites.
Whoever changes a word, a citation or a date afterwards breaks it, and `ticktack lint` says so; phrasings may change. What lint finds
an error in is not sealed.

Examples:
  ticktack check downloads-usa                            beside the gists of its passages
  ticktack check downloads-usa --articles ../articles     beside the passages themselves
  ticktack check --all                                    all that has no seal, or a broken one, one after the other

Exit codes: 0 sealed, or nothing to do; 1 something was not sealed; 2 wrong usage."
)]
pub(super) struct CheckArgs {
    /// Entries and boundaries
    #[arg(value_name = "ENTRY", required_unless_present = "all")]
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
enum Sealed<'k> {
    Entry(&'k Entry),
    Boundary(&'k Boundary),
}

/// Shows, asks and seals.
pub(super) fn check(root: Option<&Path>, args: &CheckArgs) -> u8 {
    let read = settings(root).and_then(|settings| {
        let files = folder(root).map_or_else(|| Ok(Vec::new()), |root| knowledge::in_folder(&root));
        Ok((settings, knowledge::load(&files?)?))
    });
    let (settings, knowledge) = match read {
        Ok(read) => read,
        Err(findings) => {
            report(&findings);
            return REFUSED;
        }
    };
    let lang = Tongue::or_default(args.lang, &settings);
    let Some(root) = folder(root) else {
        complain(
            "there is no folder with knowledge/ here; name it with --root: the copy inside the program cannot be changed",
        );
        return REFUSED;
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
    let grounding = Grounding::new(&knowledge);
    let mut is_left_out = false;
    let mut seals: Vec<(&str, Id, String)> = Vec::new();
    for sealed in chosen {
        let findings = match sealed {
            Sealed::Entry(entry) => grounding.entry(entry),
            Sealed::Boundary(boundary) => grounding.boundary(boundary),
        };
        let mut errors = findings;
        errors.retain(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            report(&errors);
            is_left_out = true;
            continue;
        }
        if !args.yes {
            complain(&shown.text(sealed));
            match is_right(lang) {
                Some(true) => {}
                Some(false) => {
                    is_left_out = true;
                    continue;
                }
                None => {
                    is_left_out = true;
                    break;
                }
            }
        }
        let (id, path) = (sealed.id(), sealed.path());
        seals.push((path, id.clone(), sealed.seal()));
    }
    let count = seals.len();
    let written = write(&root, seals);
    complain(&format!("check: {count} sealed"));
    match written {
        Ok(code) if is_left_out => code.max(FOUND),
        Ok(code) => code,
        Err(error) => {
            complain(&format!("check: {error}"));
            REFUSED
        }
    }
}

/// What is to be looked at.
fn chosen<'k>(knowledge: &'k Knowledge, args: &CheckArgs) -> Result<Vec<Sealed<'k>>, String> {
    let entries = knowledge.entries.iter().map(Sealed::Entry);
    let boundaries = knowledge.boundaries.iter().map(Sealed::Boundary);
    let mut all = entries.chain(boundaries);
    if args.all {
        return Ok(all.filter(|sealed| !sealed.is_sealed()).collect());
    }
    let all: Vec<Sealed<'_>> = all.by_ref().collect();
    let find = |id: &String| {
        let found = all.iter().find(|sealed| sealed.id().as_str() == id);
        found.copied().ok_or_else(|| {
            let near = nearest(id, all.iter().map(|sealed| sealed.id().as_str()));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("`{id}` is no entry and no boundary{hint}")
        })
    };
    args.ids.iter().map(find).collect()
}

/// The passages of the articles that are at hand, by source.
fn passages<'k>(knowledge: &'k Knowledge, articles: &[Article]) -> HashMap<&'k Id, Vec<String>> {
    let articles = articles.iter().filter_map(|article| {
        let source = knowledge.source(article.source.as_str())?;
        let text = article.text(source);
        let passages = text::passages(&text);
        let passages = passages.map(|line| text::one_line(line, PASSAGE_CHARS_MOST));
        Some((&source.id, passages.collect()))
    });
    articles.collect()
}

/// Writes the seals, file by file.
fn write(root: &Path, seals: Vec<(&str, Id, String)>) -> io::Result<u8> {
    let mut by_file: Vec<(&str, Vec<(Id, String)>)> = Vec::new();
    for (path, id, seal) in seals {
        match by_file.iter_mut().find(|(known, _)| *known == path) {
            Some((_, of_file)) => of_file.push((id, seal)),
            None => by_file.push((path, vec![(id, seal)])),
        }
    }
    let mut code = OK;
    for (path, seals) in by_file {
        author::write(root, &Addition::seals(path, seals))?;
        code = code.max(printed(path));
    }
    Ok(code)
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

impl<'k> Sealed<'k> {
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
    passages: HashMap<&'k Id, Vec<String>>,
    lang: Lang,
}

impl Shown<'_> {
    fn text(&self, sealed: Sealed<'_>) -> String {
        match sealed {
            Sealed::Entry(entry) => self.entry(entry),
            Sealed::Boundary(boundary) => self.boundary(boundary),
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
            let at = (*number as usize).checked_sub(1);
            let original = self.passages.get(&citation.source).zip(at);
            if let Some(original) = original.and_then(|(passages, at)| passages.get(at)) {
                let _ = write!(text, "\n      „{original}“");
            }
        }
    }
}

fn add_both(text: &mut String, both: &ByLang<String>) {
    let _ = write!(text, "\n  de  {}\n  en  {}", both.de, both.en);
}
