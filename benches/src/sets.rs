//! Open question sets: phrasings with an id, and questions with the id that is right, or none.
//!
//! `kb.jsonl` holds `{"id","phrasing"}`; `val`, `test`, `test_typo` and `test_umlaut` hold `{"text","gold": id or null}`.

use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::Value;

/// A question with the id that is right for it.
#[derive(Clone, Debug)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The right id; `None` where none of the set is right.
    pub gold: Option<String>,
}

/// Reads a file of questions; `None` if it is not there.
///
/// # Errors
/// The file cannot be read, or a line of it is something else.
pub fn queries(file: &Path) -> anyhow::Result<Option<Vec<Query>>> {
    if !file.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let lines = text.split('\n').enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| query(line).with_context(|| format!("{}:{}", file.display(), at + 1)))
        .collect::<anyhow::Result<_>>()
        .map(Some)
}

fn query(line: &str) -> anyhow::Result<Query> {
    let value: Value = serde_json::from_str(line)?;
    let Some(text) = value.get("text").and_then(Value::as_str) else {
        bail!("`text` must be a text");
    };
    let gold = match value.get("gold") {
        None | Some(Value::Null) => None,
        Some(Value::String(gold)) => Some(gold.clone()),
        Some(gold) => Some(gold.to_string()),
    };
    Ok(Query {
        text: text.to_owned(),
        gold,
    })
}

/// The probability that a value of `inside` is above one of `outside`, ties counting half. Not a number if either is empty.
#[must_use]
pub fn area_under_curve(inside: &[f32], outside: &[f32]) -> f64 {
    let mut all: Vec<(f32, bool)> = inside.iter().map(|value| (*value, true)).collect();
    all.extend(outside.iter().map(|value| (*value, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut won, mut below) = (0.0, 0.0);
    for equal in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let insiders = equal.iter().filter(|(_, inside)| *inside).count() as f64;
        let outsiders = equal.len() as f64 - insiders;
        won += insiders * (below + outsiders / 2.0);
        below += outsiders;
    }
    won / (inside.len() as f64 * outside.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_ties_half() {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(area_under_curve(&[0.9, 0.8], &[0.1]), 1.0));
        assert!(near(area_under_curve(&[0.5], &[0.5]), 0.5));
        assert!(near(area_under_curve(&[0.5, 0.1], &[0.5, 0.3]), 0.375));
    }
}
