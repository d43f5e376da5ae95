//! Whether what a person compared with its passages is still what stands there.

use std::collections::BTreeSet;

use super::{Severity, finding};
use crate::document::{Finding, Place};
use crate::knowledge::Knowledge;

/// Broken seals. What has another error already, at one of its statements, is mended first: then the seal is due anyway.
pub(super) fn check(knowledge: &Knowledge, known: &[Finding]) -> Vec<Finding> {
    let errors = known
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let wrong: BTreeSet<&Place> = errors.map(|finding| &finding.place).collect();
    let entries = knowledge.entries.iter().filter(|entry| {
        let mut statements = entry.statements.iter();
        entry.is_changed() && !statements.any(|statement| wrong.contains(&statement.place))
    });
    let entries = entries.map(|entry| {
        (
            &entry.id,
            &entry.place,
            "its text, who says it, its date or what it cites changed since somebody compared it with the passages",
            "both",
        )
    });
    let boundaries = knowledge.boundaries.iter();
    let boundaries = boundaries.filter(|boundary| boundary.is_changed());
    let boundaries = boundaries.map(|boundary| {
        (
            &boundary.id,
            &boundary.place,
            "its reason or the entries it names changed since somebody compared it with what the entries it names say",
            "that",
        )
    });
    let broken = entries.chain(boundaries);
    let broken = broken.filter(|(_, place, ..)| !wrong.contains(place));
    broken
        .map(|(id, place, what, shown)| {
            let message =
                format!("`{id}`: {what}; `ticktack check {id}` shows {shown} and seals it again");
            finding(Severity::Error, "unchecked", place, message)
        })
        .collect()
}
