//! What moderators teach: handed-in questions grouped by likeness, a new phrasing checked before it is taken, and what was taught as a
//! change of the files.
//!
//! A phrasing is refused where it would make an answer out of what the articles do not say, or take a question away from another entry:
//! it is easier to teach nothing than to find out later why a right answer is gone.

mod check;
mod export;
mod groups;

use crate::decide::Verdict;
use crate::document::{Finding, Severity};
use crate::engine::{Ask, Engine};
use crate::knowledge::{GuildView, Id, Refusal};
use crate::lang::Lang;

pub use check::{Refused, check};
pub use export::{Exported, QUESTIONS_FILE, export};
pub use groups::{Group, groups};

/// A phrasing somebody wants to teach, or has taught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The entry or boundary it asks for; `None`: the articles do not say.
    pub target: Option<Id>,
    /// Its language.
    pub language: Lang,
    /// The phrasing, in the moderator's words.
    pub phrasing: String,
}

/// What of `knowledge/refusals.jsonl` is answered all the same, each with the entry.
pub fn refusals_with_answers(engine: &Engine) -> impl Iterator<Item = (&Refusal, Id)> {
    let refusals = engine.knowledge().refusals.iter();
    refusals.filter_map(|refusal| {
        let guild = GuildView::default();
        let entries = answered(engine, &guild, refusal.language, &refusal.question);
        Some((refusal, entries.into_iter().next()?))
    })
}

/// As [`refusals_with_answers`]: a warning each.
#[must_use]
pub fn answered_refusals(engine: &Engine) -> Vec<Finding> {
    let answered = refusals_with_answers(engine).map(|(refusal, entry)| Finding {
        severity: Severity::Warning,
        code: "answered-refusal",
        place: refusal.place.clone(),
        message: format!("the articles do not answer this, and `{entry}` does"),
    });
    answered.collect()
}

/// The entries that a question is answered with; none where it is not.
fn answered(engine: &Engine, guild: &GuildView, lang: Lang, question: &str) -> Vec<Id> {
    let ask = Ask {
        text: question,
        language: None,
        fallback: lang,
        follows: None,
        addressed: true,
        guild,
    };
    match engine.explain(&ask).1.decision.verdict {
        Verdict::Answer { entry, also } => {
            let both = std::iter::once(entry).chain(also);
            both.map(|scored| scored.id).collect()
        }
        _ => Vec::new(),
    }
}
