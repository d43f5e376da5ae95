//! The articles themselves, where an operator has them: files beside the repository, never in it.

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::files::{read, unreadable};
use super::{Id, Knowledge, Source};
use crate::document::{Finding, Place, Severity};
use crate::text;

/// Units of an excerpt: enough to find the passage in the article, too little to stand for it.
const EXCERPT_MOST: usize = 160;

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

impl Article {
    /// The text that the record was made from: the file, or what [`text::tidy`] makes of it, as `extract` does.
    #[must_use]
    pub fn text(&self, source: &Source) -> String {
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        let tidied = text::tidy(&text);
        if fingerprint(tidied.as_bytes()) == source.sha256 {
            tidied
        } else {
            text
        }
    }

    /// The passages in the order of the record, none where another one stands in the article; and what shows that it is not the article
    /// that the record was made from.
    #[must_use]
    pub fn passages(&self, source: &Source) -> (Vec<Option<String>>, Vec<Finding>) {
        let text = self.text(source);
        let passages = source.passages.iter().zip(text::passages(&text));
        let passages = passages.map(|(passage, line)| {
            let is_it = fingerprint(line.as_bytes()) == passage.sha256;
            is_it.then(|| line.to_owned())
        });
        (passages.collect(), self.differences(source, &text))
    }

    /// What shows that this is not the article that the record was made from. `text` is what [`Article::text`] gives.
    #[must_use]
    pub fn differences(&self, source: &Source, text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut report = |place: &Place, message: String| {
            findings.push(Finding {
                severity: Severity::Error,
                code: "fingerprint",
                place: place.clone(),
                message,
            });
        };
        let path = &self.path;
        let is_file = fingerprint(&self.bytes) == source.sha256;
        if !is_file && fingerprint(text.as_bytes()) != source.sha256 {
            let message = format!(
                "`{path}` is not the file that this record was made from, or its `sha256` is wrong"
            );
            report(&source.place, message);
        }
        let count = text::passages(text).count();
        if count != source.passages.len() {
            let message = format!(
                "`{path}` has {count} passages, this record has {}",
                source.passages.len()
            );
            report(&source.place, message);
        }
        for (passage, line) in source.passages.iter().zip(text::passages(text)) {
            if fingerprint(line.as_bytes()) != passage.sha256 {
                let message = format!(
                    "passage {} of `{path}` is not the one that this record was made from",
                    passage.number
                );
                report(&passage.place, message);
            }
        }
        findings
    }
}

/// How the passages of the articles begin, of those whose fingerprint says that they are the ones the records were made from.
#[derive(Clone, Debug, Default)]
pub struct Excerpts(HashMap<(Id, u32), String>);

impl Excerpts {
    /// From the articles in a folder; what is not as its record says is a finding, and never shown.
    #[must_use]
    pub fn in_folder(folder: &Path, knowledge: &Knowledge) -> (Self, Vec<Finding>) {
        let (articles, mut findings) = articles_in_folder(folder, knowledge);
        let mut excerpts = HashMap::new();
        for article in &articles {
            let Some(source) = knowledge.source(article.source.as_str()) else {
                continue;
            };
            let (passages, different) = article.passages(source);
            findings.extend(different);
            for (passage, line) in source.passages.iter().zip(passages) {
                if let Some(line) = line {
                    let excerpt = text::fitted(&line, EXCERPT_MOST);
                    excerpts.insert((source.id.clone(), passage.number), excerpt);
                }
            }
        }
        (Self(excerpts), findings)
    }

    /// How a passage begins: at most 160 characters, cut at a word. `None` where nobody holds the article.
    #[must_use]
    pub fn of(&self, source: &Id, passage: u32) -> Option<&str> {
        self.0.get(&(source.clone(), passage)).map(String::as_str)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
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
                path: folder.display().to_string().into(),
                ..Place::default()
            },
            message: format!("{what}: {}", missing.join(", ")),
        });
    }
    (articles, findings)
}
