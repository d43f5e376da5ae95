//! A change is tried before it is written: the files with it are loaded and checked as they would be the next time.

use std::collections::HashSet;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use super::PassageRecord;
use super::edit::{
    with_boundary, with_covered, with_passage, with_seals, with_words, without_boundary,
    without_seals,
};
use super::written::list;
use crate::config::Settings;
use crate::document::Finding;
use crate::engine::Engine;
use crate::knowledge::{self, Boundary, File, Id, Knowledge, VOCABULARY_FILE};
use crate::lang::Lang;
use crate::lint;

/// A change of a file: something goes below what is there or into one of its lists, or a boundary is revised or goes out.
#[derive(Clone, Debug)]
pub struct Change {
    /// The file, below the root.
    pub path: String,
    what: ChangeKind,
}

#[derive(Clone, Debug)]
enum ChangeKind {
    /// A text behind the end.
    Behind(String),
    /// Items of the list that a key at the top of the file has.
    Listed(&'static str, Vec<String>),
    /// No longer the boundary of that id.
    Without(Id),
    /// A boundary as it is from now on.
    Revised(Box<Boundary>),
    /// What the passage of that number says, and its lists.
    Passage(u32, Box<PassageRecord>),
    /// Names of the vocabulary that an article mentions by now.
    Covered(Vec<String>),
    /// The seals of entries and boundaries.
    Seals(Vec<(Id, String)>),
}

impl Change {
    /// A text that goes behind the end of a file, or into a new one.
    #[must_use]
    pub fn behind(path: impl Into<String>, text: String) -> Self {
        Self {
            path: path.into(),
            what: ChangeKind::Behind(text),
        }
    }

    /// Words that go to the end of the list of a language.
    #[must_use]
    pub fn listed(path: impl Into<String>, lang: Lang, words: &[String]) -> Self {
        Self {
            path: path.into(),
            what: ChangeKind::Listed(lang.tag(), words.to_vec()),
        }
    }

    /// A boundary that goes, because what it says is no longer so.
    #[must_use]
    pub fn without(boundary: &Boundary) -> Self {
        Self {
            path: boundary.place.path.to_string(),
            what: ChangeKind::Without(boundary.id.clone()),
        }
    }

    /// A boundary with other phrasings than it has in its file, another reason, or further nearest entries.
    #[must_use]
    pub fn revised(boundary: Boundary) -> Self {
        Self {
            path: boundary.place.path.to_string(),
            what: ChangeKind::Revised(Box::new(boundary)),
        }
    }

    /// A passage of a source's record, a draft so far.
    #[must_use]
    pub fn passage(source: &Id, number: u32, passage: PassageRecord) -> Self {
        Self {
            path: format!("seeds/{source}.toml"),
            what: ChangeKind::Passage(number, Box::new(passage)),
        }
    }

    /// Names that the vocabulary says no article mentions, and that one mentions now.
    #[must_use]
    pub fn covered(names: Vec<String>) -> Self {
        Self {
            path: VOCABULARY_FILE.to_owned(),
            what: ChangeKind::Covered(names),
        }
    }

    /// Seals of entries and boundaries that stand in the file.
    #[must_use]
    pub fn seals(path: impl Into<String>, seals: Vec<(Id, String)>) -> Self {
        Self {
            path: path.into(),
            what: ChangeKind::Seals(seals),
        }
    }

    /// The same without the seals of what is new or revised: nobody can have compared it.
    #[must_use]
    pub fn unsealed(&self) -> Self {
        let mut unsealed = self.clone();
        match &mut unsealed.what {
            ChangeKind::Behind(text) => {
                if let Some(without) = without_seals(text) {
                    *text = without;
                }
            }
            ChangeKind::Revised(boundary) => boundary.checked = None,
            _ => {}
        }
        unsealed
    }

    /// The bytes of its file with it.
    fn bytes_with(&self, there: &[u8]) -> Vec<u8> {
        match &self.what {
            ChangeKind::Behind(text) => {
                let mut bytes = there.to_vec();
                bytes.extend(addition(there, text).into_bytes());
                bytes
            }
            ChangeKind::Listed(key, words) => in_list(there, key, words),
            ChangeKind::Without(id) => edited(there, |text| without_boundary(text, id.as_str())),
            ChangeKind::Revised(boundary) => edited(there, |text| with_boundary(text, boundary)),
            ChangeKind::Passage(number, passage) => {
                edited(there, |text| with_passage(text, *number, passage))
            }
            ChangeKind::Covered(names) => edited(there, |text| with_covered(text, names)),
            ChangeKind::Seals(seals) => edited(there, |text| with_seals(text, seals)),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            ChangeKind::Behind(text) => f.write_str(text),
            ChangeKind::Listed(key, words) => {
                write!(f, "{}: {key}: {}", self.path, words.join(", "))
            }
            ChangeKind::Without(id) => write!(f, "{}: - {id}", self.path),
            ChangeKind::Revised(boundary) => {
                let reason = &boundary.reason;
                write!(
                    f,
                    "{}: {}: {} | {}",
                    self.path, boundary.id, reason.de, reason.en
                )
            }
            ChangeKind::Passage(number, passage) => {
                let PassageRecord { gist, .. } = &**passage;
                write!(f, "{}: {number}: {} | {}", self.path, gist.de, gist.en)
            }
            ChangeKind::Covered(names) => {
                write!(f, "{}: - covered = false: {}", self.path, names.join(", "))
            }
            ChangeKind::Seals(seals) => {
                let mut seals = seals.iter();
                seals.try_for_each(|(id, seal)| writeln!(f, "{}: {id}: {seal}", self.path))
            }
        }
    }
}

/// A file after a change that may find nothing to do.
fn edited(there: &[u8], edit: impl FnOnce(&str) -> Option<String>) -> Vec<u8> {
    let text = String::from_utf8_lossy(there);
    edit(&text).map_or_else(|| there.to_vec(), String::into_bytes)
}

/// A file with more words in the list of a key; where it has none, with the list behind its end.
fn in_list(there: &[u8], key: &str, words: &[String]) -> Vec<u8> {
    let text = String::from_utf8_lossy(there);
    if let Some(text) = with_words(&text, key, words) {
        return text.into_bytes();
    }
    let list = format!("{key} = {}\n", list(words.iter().map(String::as_str)));
    [there, addition(there, &list).as_bytes()].concat()
}

/// What is wrong with `files` and the changes, and was not wrong before; `before` is what the files hold without them.
/// Every phrasing is asked, so that an entry nobody would find is told before it is written: two seconds or three.
#[must_use]
pub fn trial(before: &Knowledge, files: &[File], changes: &[Change]) -> Vec<Finding> {
    // Where a boundary goes, what follows it has another line afterwards.
    let (known, mut findings) = std::thread::scope(|scope| {
        let known = scope.spawn(|| lint::check(before));
        let findings = match changed(files, changes) {
            Ok(knowledge) => lint::check(&knowledge),
            Err(findings) => findings,
        };
        (known.join().unwrap_or_default(), findings)
    });
    let known: HashSet<(&str, _, String)> = known
        .into_iter()
        .map(|finding| (finding.code, finding.place.path, finding.message))
        .collect();
    findings.retain(
        |Finding {
             code,
             place,
             message,
             ..
         }| { !known.contains(&(*code, place.path.clone(), message.clone())) },
    );
    findings
}

/// What answers from `files` with the changes.
///
/// # Errors
/// What is wrong where it does not load.
pub fn tried(
    files: &[File],
    changes: &[Change],
    settings: Settings,
) -> Result<Engine, Vec<Finding>> {
    changed(files, changes).map(|knowledge| Engine::new(knowledge, settings))
}

/// The knowledge of `files` with the changes.
fn changed(files: &[File], changes: &[Change]) -> Result<Knowledge, Vec<Finding>> {
    let mut files = files.to_vec();
    for change in changes {
        match files.iter_mut().find(|file| file.path == change.path) {
            Some(file) => file.bytes = change.bytes_with(&file.bytes),
            None => files.push(File {
                path: change.path.clone(),
                bytes: change.bytes_with(&[]),
            }),
        }
    }
    knowledge::load(&files)
}

/// Writes a change below `root`. What goes behind the end of a file touches nothing that is there.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn write(root: &Path, change: &Change) -> io::Result<()> {
    let path = root.join(&change.path);
    let there = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let bytes = change.bytes_with(&there);
    let Some(more) = bytes.strip_prefix(there.as_slice()) else {
        return std::fs::write(path, bytes);
    };
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(more)?;
    file.sync_all()
}

/// `text` with the blank line before it that suits what is there.
fn addition(there: &[u8], text: &str) -> String {
    let before = match there {
        [] => "",
        [.., b'\n'] => "\n",
        _ => "\n\n",
    };
    format!("{before}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(there: &str, expected: &str) {
        assert_eq!(addition(there.as_bytes(), "a = 1\n"), expected);
    }

    #[test]
    fn words_go_into_the_list_however_it_is_written() {
        let words = [String::from("Boot"), String::from("Kai")];
        let check = |there: &str, expected: &str| {
            let with = in_list(there.as_bytes(), "de", &words);
            assert_eq!(String::from_utf8(with).unwrap(), expected);
        };
        check(
            "# Nouns\nde = [\n  \"Abend\",\n]\nen = []\n",
            "# Nouns\nde = [\n  \"Abend\",\n  \"Boot\", \"Kai\",\n]\nen = []\n",
        );
        check(
            "de = [\n\"Ab\"\n]",
            "de = [\n\"Ab\",\n  \"Boot\", \"Kai\",\n]\n",
        );
        check("de = [\"]\"]\n", "de = [\"]\", \"Boot\", \"Kai\"]\n");
        check("de = []\n", "de = [\"Boot\", \"Kai\"]\n");
        check("de = [\n]\n", "de = [\n  \"Boot\", \"Kai\",\n]\n");
        check("en = []\n", "en = []\n\nde = [\"Boot\", \"Kai\"]\n");
    }

    #[test]
    fn an_addition_is_set_off_from_what_is_there() {
        check("", "a = 1\n");
        check("b = 2\n", "\na = 1\n");
        check("b = 2", "\n\na = 1\n");
    }
}
