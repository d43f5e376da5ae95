//! Enough phrasings, and none that two entries share.

use rustc_hash::FxHashMap;

use super::reach::beside_boundary;
use super::{Severity, finding};
use crate::document::Finding;
use crate::knowledge::{Id, Knowledge};
use crate::lang::Lang;
use crate::text;

/// Phrasings a language below which something is hardly ever found (measured: one phrasing 73 % right, five 94 %); fewer are refused.
pub const LEAST: usize = 3;
/// Phrasings a language that an entry should have.
pub const WANTED: usize = 10;

/// All findings.
pub(super) fn check(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = few(knowledge);
    findings.extend(shared(knowledge));
    findings
}

fn few(knowledge: &Knowledge) -> Vec<Finding> {
    let entries = knowledge
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.ask, &entry.place, WANTED));
    let boundaries = knowledge
        .boundaries
        .iter()
        .map(|boundary| (&boundary.id, &boundary.ask, &boundary.place, LEAST));
    let mut findings = Vec::new();
    for (id, ask, place, wanted) in entries.chain(boundaries) {
        for lang in Lang::ALL {
            let count = ask.get(lang).len();
            let severity = if count < LEAST {
                Severity::Error
            } else {
                Severity::Warning
            };
            // None at all is refused when the file is read.
            if (1..wanted).contains(&count) {
                let message = format!(
                    "`{id}` has too few phrasings in `{lang}`: {count} of at least {wanted}"
                );
                findings.push(finding(severity, "few-phrasings", place, message));
            }
        }
    }
    findings
}

fn shared(knowledge: &Knowledge) -> Vec<Finding> {
    let mut first: FxHashMap<String, (&Id, Lang)> = FxHashMap::default();
    let mut findings = Vec::new();
    for (id, ask) in knowledge.askable() {
        for (lang, phrasing) in Lang::ALL
            .into_iter()
            .flat_map(|lang| ask.get(lang).iter().map(move |phrasing| (lang, phrasing)))
        {
            let key = text::key(&phrasing.value);
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
                        "`{id}` and `{other}` share this phrasing, so neither can be sure of it: {}{}",
                        phrasing.value,
                        beside_boundary(knowledge, id, other)
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
