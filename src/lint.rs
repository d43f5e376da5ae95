//! Checks of the knowledge beyond what loading needs; each finding has a code and a place.
//!
//! What is broken is refused by `knowledge::load` already. What stands here would load and still serve people badly.

mod facts;
mod figures;
mod fit;
mod grounding;
mod listed;
mod names;
mod reading;
mod records;

use std::collections::HashMap;

use crate::document::{Finding, Place, Severity};
use crate::knowledge::{Id, Knowledge};
use crate::lang::Lang;
use crate::text;

pub use grounding::Grounding;
pub use listed::{Listed, Lister, YEAR_OPEN};

/// Phrasings a language below which something is hardly ever found (measured: one phrasing 73 % right, five 94 %).
const PHRASINGS_LEAST: usize = 3;
/// Phrasings a language that an entry should have.
const PHRASINGS_WANTED: usize = 10;

/// All findings, sorted by place.
#[must_use]
pub fn check(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = few_phrasings(knowledge);
    findings.extend(shared_phrasings(knowledge));
    findings.extend(lonely_series(knowledge));
    findings.extend(Grounding::new(knowledge).check());
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    findings
}

fn finding(severity: Severity, code: &'static str, place: &Place, message: String) -> Finding {
    Finding {
        severity,
        code,
        place: place.clone(),
        message,
    }
}

fn few_phrasings(knowledge: &Knowledge) -> Vec<Finding> {
    let entries = knowledge
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.ask, &entry.place, PHRASINGS_WANTED));
    let boundaries = knowledge.boundaries.iter().map(|boundary| {
        (
            &boundary.id,
            &boundary.ask,
            &boundary.place,
            PHRASINGS_LEAST,
        )
    });
    let mut findings = Vec::new();
    for (id, ask, place, wanted) in entries.chain(boundaries) {
        for lang in Lang::ALL {
            let count = ask.get(lang).len();
            let severity = if count < PHRASINGS_LEAST {
                Severity::Error
            } else {
                Severity::Warning
            };
            if count < wanted {
                findings.push(finding(severity, "few-phrasings", place, format!("`{id}` has {count} phrasings in `{lang}`; people ask in at least {wanted} ways")));
            }
        }
    }
    findings
}

fn shared_phrasings(knowledge: &Knowledge) -> Vec<Finding> {
    let mut first: HashMap<String, (&Id, Lang)> = HashMap::new();
    let mut findings = Vec::new();
    for (id, ask) in knowledge.askable() {
        for (lang, phrasing) in Lang::ALL
            .into_iter()
            .flat_map(|lang| ask.get(lang).iter().map(move |phrasing| (lang, phrasing)))
        {
            let key = text::parse(&phrasing.value).key();
            match first.get(&key) {
                // Keywords are often the same in both languages; that costs nothing.
                Some((other, other_lang)) if *other == id && *other_lang != lang => {}
                Some((other, _)) if *other == id => {
                    let message = format!("`{id}` has this phrasing twice: {}", phrasing.value);
                    findings.push(finding(
                        Severity::Warning,
                        "repeated-phrasing",
                        &phrasing.place,
                        message,
                    ));
                }
                Some((other, _)) => {
                    let message = format!(
                        "`{id}` and `{other}` share this phrasing, so neither can be sure of it: {}",
                        phrasing.value
                    );
                    findings.push(finding(
                        Severity::Error,
                        "shared-phrasing",
                        &phrasing.place,
                        message,
                    ));
                }
                None => drop(first.insert(key, (id, lang))),
            }
        }
    }
    findings
}

fn lonely_series(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &knowledge.entries {
        if let Some(series) = entry
            .series
            .as_ref()
            .filter(|series| knowledge.series(series).len() < 2)
        {
            let message = format!(
                "`{}` is the only stage of the series `{series}`; a series has at least two",
                entry.id
            );
            findings.push(finding(
                Severity::Warning,
                "lonely-series",
                &entry.place,
                message,
            ));
        }
    }
    findings
}

/// "7", "7 and 8", "7, 8 and 11".
fn listed(numbers: &[u32]) -> String {
    let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
