//! `ticktack extract`: an article's text in, the draft of its record and the matters it speaks of out. None of its sentences is written.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{REFUSED, complain, folder, loaded, printed, report};
use crate::author::{Matter, SourceRecord, source_id};
use crate::knowledge::{Id, Knowledge};
use crate::lang::Lang;
use crate::text;

/// Bytes of an article. A long one has a hundredth of it.
const ARTICLE_BYTES_MOST: u64 = 4 * 1024 * 1024;

/// The arguments of `extract`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ticktack extract ../articles/blatt-bruecke.txt      writes seeds/blatt-bruecke.draft.toml
  ticktack extract article.txt --id blatt-bruecke --stdout
  ticktack extract pasted.txt --text > ../articles/blatt-bruecke.txt

Afterwards `ticktack new source` asks for what the draft lacks.")]
pub struct ExtractArgs {
    /// The article as plain text, outside of this folder
    file: PathBuf,
    /// What the source will be called [default: the name of the file]
    #[arg(long)]
    id: Option<String>,
    /// Print the draft instead of writing it to seeds/
    #[arg(long)]
    stdout: bool,
    /// Print only the tidied text, for the folder with the articles
    #[arg(long, conflicts_with_all = ["id", "stdout"])]
    text: bool,
}

/// Reads the article and writes the draft.
pub fn extract(root: Option<&Path>, args: &ExtractArgs) -> u8 {
    let article = match read_article(&args.file) {
        Ok(article) => article,
        Err(reason) => return refused(&reason),
    };
    if args.text {
        return printed(article.trim_end());
    }
    let knowledge = match loaded(root) {
        Ok((knowledge, _)) => knowledge,
        Err(findings) => {
            report(&findings);
            return REFUSED;
        }
    };
    let id = match id(&knowledge, args) {
        Ok(id) => id,
        Err(reason) => return refused(&reason),
    };
    complain_of_place(root, &args.file);
    let (record, matters) = SourceRecord::draft(id, &article, language_of(&article), &knowledge);
    if args.stdout {
        complain(&told(&matters));
        return printed(record.draft_toml().trim_end());
    }
    let Some(root) = folder(root) else {
        return refused(
            "there is no folder with knowledge/ here; name it with --root, or use --stdout",
        );
    };
    let path = draft_path(&record.id);
    if let Err(error) = std::fs::File::create_new(root.join(&path))
        .and_then(|mut file| std::io::Write::write_all(&mut file, record.draft_toml().as_bytes()))
    {
        return refused(&format!("`{path}` cannot be written: {error}"));
    }
    complain(&format!(
        "written: {path}; go on with `ticktack new source {}`",
        args.file.display()
    ));
    printed(&told(&matters))
}

/// Where the draft of a source lies; only `lint --drafts` and `new source` read it.
pub(super) fn draft_path(id: &Id) -> String {
    format!("seeds/{id}.draft.toml")
}

/// The tidied text of an article.
pub(super) fn read_article(file: &Path) -> Result<String, String> {
    let name = file.display();
    let unreadable = |error: std::io::Error| format!("`{name}` cannot be read: {error}");
    if !std::fs::metadata(file).map_err(unreadable)?.is_file() {
        return Err(format!("`{name}` is no file"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)
        .and_then(|file| file.take(ARTICLE_BYTES_MOST + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > ARTICLE_BYTES_MOST {
        return Err(format!(
            "`{name}` is larger than {ARTICLE_BYTES_MOST} bytes"
        ));
    }
    let raw = String::from_utf8(bytes)
        .map_err(|_| format!("`{name}` is not UTF-8; save it with that encoding"))?;
    let article = text::tidy(&raw);
    if article.is_empty() {
        return Err(format!("`{name}` holds no text"));
    }
    Ok(article)
}

/// Says so if an article lies inside the folder of the knowledge: from there it easily gets into the repository.
pub(super) fn complain_of_place(root: Option<&Path>, file: &Path) {
    let root = folder(root).and_then(|root| root.canonicalize().ok());
    let is_inside = root
        .zip(file.canonicalize().ok())
        .is_some_and(|(root, file)| file.starts_with(root));
    if is_inside {
        complain(&format!(
            "note: `{}` lies inside the folder of the knowledge; keep articles outside, they belong to their newspapers",
            file.display()
        ));
    }
}

/// The language that most passages seem to be in; German where nothing tells.
pub(super) fn language_of(article: &str) -> Lang {
    let guesses = || text::passages(article).filter_map(|passage| text::parse(passage).lang);
    let english = guesses().filter(|lang| *lang == Lang::En).count();
    if 2 * english > guesses().count() {
        Lang::En
    } else {
        Lang::De
    }
}

/// The id that a file's name suggests.
pub(super) fn id_of(file: &Path) -> String {
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    text::lower(&stem.unwrap_or_default()).replace([' ', '_', '.'], "-")
}

fn id(knowledge: &Knowledge, args: &ExtractArgs) -> Result<Id, String> {
    let typed = args.id.clone().unwrap_or_else(|| id_of(&args.file));
    source_id(knowledge, &typed).map_err(|_| {
        format!(
            "`{}` cannot be the id of a new source: it is taken, or not lower-case letters a to z, digits and `-`, at most 40; choose one with --id",
            text::one_line(&typed, crate::knowledge::ID_BYTES_MOST)
        )
    })
}

fn told(matters: &[Matter]) -> String {
    let lines = matters.iter().map(|matter| {
        let words = matter.words.join(", ");
        format!("{} {}: {words}", matter.number, matter.kind.tag())
    });
    let head = "What it speaks of, passage by passage, to be said in your own words:".to_owned();
    std::iter::once(head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

fn refused(reason: &str) -> u8 {
    complain(reason);
    REFUSED
}
