//! How entries, topics and series hang together.

use super::{Severity, finding};
use crate::document::Finding;
use crate::knowledge::Knowledge;

/// Lines of a summary: fewer tell too little of a topic, more are not read.
const BULLETS_LEAST: usize = 3;
const BULLETS_MOST: usize = 7;

/// All findings.
pub(super) fn check(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = lonely_series(knowledge);
    findings.extend(summaries(knowledge));
    findings.extend(self_references(knowledge));
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

fn summaries(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = Vec::new();
    for topic in &knowledge.topics {
        let count = topic.summary.len();
        if count == 0 {
            let message = format!("`{}` has no summary yet", topic.id);
            findings.push(finding(
                Severity::Warning,
                "summary-length",
                &topic.place,
                message,
            ));
        } else if !(BULLETS_LEAST..=BULLETS_MOST).contains(&count) {
            let message = format!(
                "a summary has {BULLETS_LEAST} to {BULLETS_MOST} lines, that of `{}` has {count}",
                topic.id
            );
            findings.push(finding(
                Severity::Error,
                "summary-length",
                &topic.place,
                message,
            ));
        }
        for bullet in &topic.summary {
            let entry = knowledge.entry(bullet.entry.as_str());
            if let Some(entry) = entry.filter(|entry| entry.topic != topic.id) {
                let message = format!(
                    "this line comes from `{}`, an entry of another topic, `{}`",
                    entry.id, entry.topic
                );
                findings.push(finding(
                    Severity::Warning,
                    "foreign-line",
                    &bullet.place,
                    message,
                ));
            }
        }
    }
    findings
}

fn self_references(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &knowledge.entries {
        for (key, ids) in [("related", &entry.related), ("conflicts", &entry.conflicts)] {
            if ids.contains(&entry.id) {
                let message = format!("`{}` names itself in `{key}`", entry.id);
                findings.push(finding(
                    Severity::Error,
                    "names-itself",
                    &entry.place,
                    message,
                ));
            }
        }
    }
    findings
}
