//! Whether a phrasing may be taught, and if not, why: everything that is stored is asked again with it.

use super::{Lesson, answered};
use crate::author::{Wrong, check_phrasing};
use crate::decide::{Missing, Verdict, means_something_else};
use crate::engine::{Ask, Engine};
use crate::knowledge::{Entry, GuildView, Id};
use crate::text;

/// Why a phrasing is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is none: empty, too long, without a word.
    Form(Wrong),
    /// It holds a mention, an address or a long number.
    Personal,
    /// It is what a member typed, to the letter: their words are forgotten with their question, and never taught.
    NotReworded,
    /// It is stored already, and leads where it should.
    Known,
    /// It is stored already, for something else.
    Taken(Id),
    /// What it should lead to is not there.
    Gone,
    /// The articles are known not to say it.
    Boundary(Id),
    /// The entry does not cover something that it names.
    NotCovered(Missing),
    /// It would take this phrasing away from what it belongs to.
    TakesAway {
        /// What it belongs to.
        id: Id,
        /// The stored phrasing.
        phrasing: String,
    },
    /// It would make this question, which the articles do not answer, an answer.
    OutOfScope(String),
}

/// Checks a phrasing against everything that is stored. It takes up to a second or two.
///
/// # Errors
/// The first reason not to take it.
pub fn check(engine: &Engine, guild: &GuildView, lesson: &Lesson) -> Result<(), Refused> {
    let knowledge = engine.knowledge();
    let phrasing = lesson.phrasing.as_str();
    let target = lesson.target.clone().unwrap_or_else(Id::unsaid);
    let entry = knowledge.entry(target.as_str());
    if entry.is_none() && !target.is_unsaid() && knowledge.boundary(target.as_str()).is_none() {
        return Err(Refused::Gone);
    }
    match check_phrasing(engine, &[], phrasing) {
        Err(Wrong::Taken(id)) if id == target => return Err(Refused::Known),
        Err(Wrong::Taken(id)) => return Err(Refused::Taken(id)),
        Err(wrong) => return Err(Refused::Form(wrong)),
        Ok(()) => {}
    }
    if text::masked(phrasing).contains(text::MASK) {
        return Err(Refused::Personal);
    }
    let new = engine
        .matcher()
        .taught(target.clone(), lesson.language, phrasing);
    if let Some(known) = guild.taught.iter().find(|known| known.key == new.key) {
        return Err(if known.target == target {
            Refused::Known
        } else {
            Refused::Taken(known.target.clone())
        });
    }
    if let Some(entry) = entry {
        covers(engine, guild, entry, lesson)?;
    }
    let counts = |id: &Id| *id != target && means_something_else(knowledge, &target, id);
    if let Some((id, phrasing)) = engine.taken(&new, counts) {
        return Err(Refused::TakesAway {
            id: id.clone(),
            phrasing: phrasing.to_owned(),
        });
    }
    if entry.is_none() {
        return Ok(());
    }
    let mut with_it = guild.clone();
    with_it.taught.push(new);
    let turned = knowledge.refusals.iter().find(|refusal| {
        let is_answered =
            |guild| answered(engine, guild, refusal.language, &refusal.question).contains(&target);
        is_answered(&with_it) && !is_answered(guild)
    });
    turned.map_or(Ok(()), |refusal| {
        Err(Refused::OutOfScope(refusal.question.clone()))
    })
}

/// Whether the entry may answer it: no boundary is sure of it, and it covers what is named.
fn covers(
    engine: &Engine,
    guild: &GuildView,
    entry: &Entry,
    lesson: &Lesson,
) -> Result<(), Refused> {
    let ask = Ask {
        text: &lesson.phrasing,
        language: Some(lesson.language),
        fallback: lesson.language,
        follows: None,
        addressed: true,
        guild,
    };
    let today = engine.explain(&ask).1.decision;
    if let Verdict::Decline {
        boundary: Some(boundary),
        ..
    } = today.verdict
        && today.confidence >= engine.settings().thresholds.answer
        && means_something_else(engine.knowledge(), &entry.id, &boundary)
    {
        return Err(Refused::Boundary(boundary));
    }
    let missing = engine.missing(entry, &lesson.phrasing);
    missing.map_or(Ok(()), |missing| Err(Refused::NotCovered(missing)))
}
