//! `knowledge/refusals.jsonl`: questions that the articles do not answer, and that nothing taught may ever turn into an answer.
//!
//! They are asked and never matched, so they change nothing of what the bot says, and are no part of the revision.

use std::collections::HashSet;

use serde::Deserialize;

use crate::document::{Finding, Place, Severity};
use crate::lang::Lang;
use crate::text;

/// Their file; it may be missing.
pub const REFUSALS_FILE: &str = "knowledge/refusals.jsonl";
/// Characters of one; people who ask what is out of scope write no more.
const CHARS_MOST: usize = 200;

/// A question out of scope.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Its language.
    pub language: Lang,
    /// As somebody types it.
    pub question: String,
    /// Where it stands.
    pub place: Place,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    lang: String,
    q: String,
}

/// Reads the file, a JSON object a line; blank lines are skipped.
pub(super) fn read(path: &str, content: &str) -> (Vec<Refusal>, Vec<Finding>) {
    let mut refusals = Vec::new();
    let mut findings = Vec::new();
    let mut keys = HashSet::new();
    for (line, row) in (1..).zip(content.split('\n')) {
        if row.trim().is_empty() {
            continue;
        }
        let place = Place {
            path: path.into(),
            line,
            column: 1,
        };
        match refusal(row, &place) {
            Ok(refusal) if keys.insert(text::key(&refusal.question)) => {
                refusals.push(refusal);
            }
            Ok(_) => findings.push(wrong(place, "this question stands here twice".to_owned())),
            Err(message) => findings.push(wrong(place, message)),
        }
    }
    (refusals, findings)
}

fn refusal(row: &str, place: &Place) -> Result<Refusal, String> {
    let row: Row = serde_json::from_str(row)
        .map_err(|error| format!("this must be {{\"lang\": \"de\", \"q\": \"...\"}}: {error}"))?;
    let language = Lang::ALL.into_iter().find(|lang| lang.tag() == row.lang);
    let language = language.ok_or_else(|| "`lang` must be de or en".to_owned())?;
    if !text::has_words(&row.q) {
        return Err("`q` holds no word".to_owned());
    }
    if row.q.chars().count() > CHARS_MOST {
        return Err(format!("`q` has more than {CHARS_MOST} characters"));
    }
    Ok(Refusal {
        language,
        question: row.q,
        place: place.clone(),
    })
}

fn wrong(place: Place, message: String) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "bad-refusal",
        place,
        message,
    }
}
