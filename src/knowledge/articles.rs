//! The articles themselves, where an operator has them: files beside the repository, never in it.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::files::{read, unreadable};
use super::{Id, Knowledge};
use crate::document::{Finding, Place, Severity};

/// One article as it was saved.
#[derive(Clone, Debug)]
pub struct Article {
    /// The source whose record was made from it.
    pub source: Id,
    /// Where it lies, for messages.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The fingerprint of a file or of a passage: SHA-256 in lower-case hexadecimal.
///
/// ```
/// let digits = ticktack::knowledge::fingerprint(b"");
/// assert!(digits.starts_with("e3b0c442") && digits.len() == 64);
/// ```
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The articles of the sources, from a folder that holds `<id of the source>.txt`; what could not be read is a finding.
///
/// Whoever adds an article rarely holds the others: those that are missing are one warning, unless none is there at all.
#[must_use]
pub fn articles_in_folder(folder: &Path, knowledge: &Knowledge) -> (Vec<Article>, Vec<Finding>) {
    let mut articles = Vec::new();
    let mut findings = Vec::new();
    let mut missing = Vec::new();
    for source in &knowledge.sources {
        let file = folder.join(format!("{}.txt", source.id));
        let path = file.display().to_string();
        if matches!(file.try_exists(), Ok(false)) && !file.is_symlink() {
            missing.push(source.id.as_str());
            continue;
        }
        match read(&file) {
            Ok(bytes) => articles.push(Article {
                source: source.id.clone(),
                path,
                bytes,
            }),
            Err(reason) => findings.push(unreadable(path, &reason)),
        }
    }
    if !missing.is_empty() {
        let (severity, what) = match articles.as_slice() {
            [] => (
                Severity::Error,
                "there is no article here, and nothing was compared",
            ),
            _ => (
                Severity::Warning,
                "these articles are not here, and were not compared",
            ),
        };
        findings.push(Finding {
            severity,
            code: "missing-article",
            place: Place {
                path: folder.display().to_string(),
                ..Place::default()
            },
            message: format!("{what}: {}", missing.join(", ")),
        });
    }
    (articles, findings)
}
