//! Checks of the knowledge beyond what loading needs; each finding has a code and a place.
//!
//! What is broken is refused by `knowledge::load` already. What stands here would load and still serve people badly.
//! One file a family of checks; `codes` says of each what it means and how to mend it.

pub mod codes;

mod facts;
mod figures;
mod fit;
mod grounding;
mod listed;
mod names;
mod originals;
mod phrasings;
mod reach;
mod reading;
mod records;
mod seals;
mod structure;

use crate::document::{Finding, Place, Severity};
use crate::knowledge::{Article, File, Knowledge};

pub use grounding::{Doubt, Grounding, Said, Why};
pub use listed::{Listed, Lister, Listing, SharedName, YEAR_OPEN, listing};
pub use originals::copied_from;
pub use phrasings::{LEAST as PHRASINGS_LEAST, WANTED as PHRASINGS_WANTED};
pub use reach::is_much;
pub use records::{is_after, lies_ahead};

/// All findings, sorted by place.
#[must_use]
pub fn check(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = check_fast(knowledge);
    findings.extend(reach::check(knowledge, &names::Names::new(knowledge)));
    sorted(findings)
}

/// As [`check`], without asking every phrasing: fast enough for an editor to run at each save.
#[must_use]
pub fn check_fast(knowledge: &Knowledge) -> Vec<Finding> {
    std::thread::scope(|scope| {
        // Each half takes about as long as the other.
        let phrasings = scope.spawn(|| phrasings::check(knowledge));
        let mut findings = Grounding::new(knowledge).check();
        findings.extend(structure::check(knowledge));
        findings.extend(phrasings.join().unwrap_or_default());
        findings.extend(seals::check(knowledge, &findings));
        sorted(findings)
    })
}

/// Holds the knowledge against the articles: the fingerprints of the records, the records, every claim, and whether any text of `files` is copied.
#[must_use]
pub fn check_originals(
    knowledge: &Knowledge,
    files: &[File],
    articles: &[Article],
) -> Vec<Finding> {
    sorted(originals::check(knowledge, files, articles))
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    findings.dedup();
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

/// "7", "7 and 8", "7, 8 and 11".
fn listed(numbers: &[u32]) -> String {
    let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
