//! Where the files of the knowledge come from: a folder, or the copy that was built into the program.
//!
//! Knowledge and seeds always come together from one place, so that an entry never cites a record of another version.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rust_embed::Embed;

use super::REFUSALS_FILE;
use crate::document::{Finding, Place, Severity};

/// The folders that are read; only what lies directly in them, and only `*.toml` and the refusals.
const FOLDERS: [&str; 2] = ["knowledge", "seeds"];
/// What the name of an unfinished file ends with; nothing reads it but `lint --drafts`.
const DRAFT_ENDING: &str = ".draft.toml";
/// The explanation beside the files of a folder.
const NOTES: &str = "README.md";
/// Bytes of one file. The largest topic has a tenth of it; a file beyond it is a mistake.
const FILE_BYTES_MOST: u64 = 4 * 1024 * 1024;

/// One file: its path below the root, with `/`, and its content.
#[derive(Clone, Debug)]
pub struct File {
    /// Path below the root, such as `knowledge/trump.toml`.
    pub path: String,
    /// The content as it lies there.
    pub bytes: Vec<u8>,
}

/// Where a set of files came from, for the first line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The folder that holds `knowledge/` and `seeds/`.
    Folder(PathBuf),
    /// The copy inside the program.
    BuiltIn,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::BuiltIn => f.write_str("the copy built into the program"),
        }
    }
}

#[derive(Embed)]
#[folder = "knowledge"]
#[prefix = "knowledge/"]
#[include = "*.toml"]
#[include = "refusals.jsonl"]
#[exclude = "*.draft.toml"]
struct BuiltInKnowledge;

#[derive(Embed)]
#[folder = "seeds"]
#[prefix = "seeds/"]
#[include = "*.toml"]
#[exclude = "*.draft.toml"]
struct BuiltInSeeds;

/// The files that were there when the program was built.
#[must_use]
pub fn built_in() -> Vec<File> {
    let knowledge = BuiltInKnowledge::iter()
        .filter_map(|path| Some((path.clone(), BuiltInKnowledge::get(&path)?)));
    let seeds =
        BuiltInSeeds::iter().filter_map(|path| Some((path.clone(), BuiltInSeeds::get(&path)?)));
    knowledge
        .chain(seeds)
        .map(|(path, file)| File {
            path: path.into_owned(),
            bytes: file.data.into_owned(),
        })
        .collect()
}

/// The files of a folder, drafts left out.
///
/// # Errors
/// Everything that could not be read, each with its path.
pub fn in_folder(root: &Path) -> Result<Vec<File>, Vec<Finding>> {
    let (files, findings) = read_folder(root);
    if findings.is_empty() {
        Ok(files)
    } else {
        Err(findings)
    }
}

/// As [`in_folder`], but what could be read is there beside the findings.
#[must_use]
pub fn read_folder(root: &Path) -> (Vec<File>, Vec<Finding>) {
    read_where(root, |name| !name.ends_with(DRAFT_ENDING))
}

/// The drafts of a folder: what somebody is still writing.
#[must_use]
pub fn drafts_in_folder(root: &Path) -> (Vec<File>, Vec<Finding>) {
    read_where(root, |name| name.ends_with(DRAFT_ENDING))
}

/// The explanations beside the files, where there are any.
#[must_use]
pub fn notes_in_folder(root: &Path) -> Vec<File> {
    let mut notes = Vec::new();
    for folder in FOLDERS {
        let path = format!("{folder}/{NOTES}");
        if let Ok(bytes) = read(&root.join(folder).join(NOTES)) {
            notes.push(File { path, bytes });
        }
    }
    notes
}

fn read_where(root: &Path, wanted: impl Fn(&str) -> bool) -> (Vec<File>, Vec<Finding>) {
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for folder in FOLDERS {
        match paths(root, folder) {
            Ok(names) => {
                for name in names.into_iter().filter(|name| wanted(name)) {
                    let path = format!("{folder}/{name}");
                    match read(&root.join(folder).join(&name)) {
                        Ok(bytes) => files.push(File { path, bytes }),
                        Err(reason) => findings.push(unreadable(path, &reason)),
                    }
                }
            }
            Err(error) => findings.push(unreadable(folder.to_owned(), &error.to_string())),
        }
    }
    (files, findings)
}

fn paths(root: &Path, folder: &str) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for item in std::fs::read_dir(root.join(folder))? {
        let name = item?.file_name().to_string_lossy().into_owned();
        let is_toml = Path::new(&name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        let is_known = is_toml || format!("{folder}/{name}") == REFUSALS_FILE;
        if is_known && !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names)
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    // A folder cannot be read, and a pipe would be waited for without end; a link is followed to what it names.
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !about.is_file() {
        return Err("it is no file".to_owned());
    }
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::with_capacity(about.len().min(FILE_BYTES_MOST) as usize + 1);
    file.take(FILE_BYTES_MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > FILE_BYTES_MOST {
        return Err(format!("it is larger than {FILE_BYTES_MOST} bytes"));
    }
    Ok(bytes)
}

pub(super) fn unreadable(path: String, reason: &str) -> Finding {
    let place = Place {
        path: path.into(),
        ..Place::default()
    };
    Finding {
        severity: Severity::Error,
        code: "unreadable",
        place,
        message: format!("this cannot be read: {reason}"),
    }
}
