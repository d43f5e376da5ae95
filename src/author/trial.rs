//! An addition is tried before it is written: the files with it are loaded and checked as they would be the next time.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use crate::document::Finding;
use crate::knowledge::{self, File, Knowledge};
use crate::lint;

/// A text that goes behind the end of a file, or into a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The file, below the root.
    pub path: String,
    /// The text.
    pub text: String,
}

/// What is wrong with `files` and the additions, and was not wrong before; `before` is what the files hold without them.
#[must_use]
pub fn trial(before: &Knowledge, files: &[File], additions: &[Addition]) -> Vec<Finding> {
    let mut files = files.to_vec();
    for Addition { path, text } in additions {
        match files.iter_mut().find(|file| file.path == *path) {
            Some(file) => {
                let addition = addition(&file.bytes, text);
                file.bytes.extend(addition.into_bytes());
            }
            None => files.push(File {
                path: path.clone(),
                bytes: text.as_bytes().to_vec(),
            }),
        }
    }
    // An addition stands behind everything else, so what was found before has the same place afterwards.
    let known: HashSet<String> = lint::check_fast(before)
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut findings = match knowledge::load(&files) {
        Ok(knowledge) => lint::check_fast(&knowledge),
        Err(findings) => findings,
    };
    findings.retain(|finding| !known.contains(&finding.to_string()));
    findings
}

/// Writes `text` behind the end of a file, or into a new one. Nothing that is there is touched.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    let there = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(addition(&there, text).as_bytes())?;
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
    fn an_addition_is_set_off_from_what_is_there() {
        check("", "a = 1\n");
        check("b = 2\n", "\na = 1\n");
        check("b = 2", "\n\na = 1\n");
    }
}
