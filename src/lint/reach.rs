//! Whether people can reach what is written: every phrasing is asked as if it were not stored.
//!
//! That is harder than what people ask, so a single phrasing that loses says little; an entry whose phrasings all lose is never found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::Facts;
use super::figures::{Count, Figure, Unit};
use super::names::Names;
use super::{Severity, finding};
use crate::document::{Finding, Place};
use crate::knowledge::{Entry, Id, Knowledge};
use crate::lang::Lang;
use crate::matching::{LeftOut, Matcher};

/// Share of its phrasings that an entry loses to one other before the two are said to collide: with fewer it is found all the same.
const LOST_SHARE: f32 = 1.0 / 3.0;
/// Phrasings that one entry loses to another before the two are taken for look-alikes.
const ALIKE_LEAST: usize = 2;

/// What happened when the phrasings were asked.
#[derive(Default)]
struct Tally {
    /// How many phrasings each has.
    asked: HashMap<Id, usize>,
    /// How many of them found their own entry.
    won: HashMap<Id, usize>,
    /// Who finds whom instead.
    lost: BTreeMap<(Id, Id), Lost>,
}

/// Phrasings of one entry that find another.
#[derive(Default)]
struct Lost {
    count: usize,
    /// The largest lead of the other.
    margin: f32,
    /// The phrasing with that lead.
    phrasing: String,
}

/// Entries that nothing leads to, pairs that are taken for each other, and look-alikes with different figures that do not name each other.
pub(super) fn check(knowledge: &Knowledge, names: &Names) -> Vec<Finding> {
    let asked: HashMap<&Id, _> = knowledge.askable().collect();
    let mut tally = Tally::default();
    Matcher::leave_one_out(knowledge, |left_out| {
        let text = asked
            .get(left_out.id)
            .and_then(|ask| ask.get(left_out.lang).get(left_out.at))
            .map_or("", |text| text.value.as_str());
        tally.count(left_out, text);
    });
    let places: BTreeMap<&Id, &Place> = knowledge.places().collect();
    let mut findings = Vec::new();
    for (id, place) in &places {
        // What has no phrasing at all is refused when the file is read.
        if tally.asked.contains_key(*id) && !tally.won.contains_key(*id) {
            findings.extend(unreachable(knowledge, id, place, &tally));
        }
    }
    findings.extend(collisions(knowledge, &tally, &places));
    findings.extend(look_alikes(knowledge, names, &tally, &places));
    findings
}

impl Tally {
    fn count(&mut self, left_out: &LeftOut<'_>, text: &str) {
        *self.asked.entry(left_out.id.clone()).or_default() += 1;
        let own = left_out
            .found
            .iter()
            .find(|scored| scored.id == *left_out.id)
            .map_or(0.0, |scored| scored.score);
        let Some(first) = left_out.found.first() else {
            return;
        };
        if first.id == *left_out.id {
            *self.won.entry(left_out.id.clone()).or_default() += 1;
            return;
        }
        let pair = (left_out.id.clone(), first.id.clone());
        let lost = self.lost.entry(pair).or_default();
        lost.count += 1;
        if first.score - own >= lost.margin {
            lost.margin = first.score - own;
            text.clone_into(&mut lost.phrasing);
        }
    }
}

fn unreachable(knowledge: &Knowledge, id: &Id, place: &Place, tally: &Tally) -> Option<Finding> {
    let lost = tally.lost.iter().filter(|((asked, _), _)| asked == id);
    let most = lost.max_by_key(|(_, lost)| lost.count);
    let instead = most.map_or_else(String::new, |((_, other), lost)| {
        let margin = lost.margin;
        let boundary = beside_boundary(knowledge, id, other);
        format!("; most find `{other}` instead, by up to {margin:.2}{boundary}")
    });
    // What an entry loses is its answer. What a boundary or small talk loses is a decline, and nothing where it would have led there as well.
    let is_entry = is_entry(knowledge, id);
    if !is_entry && most.is_some_and(|((_, other), _)| is_linked(knowledge, id, other)) {
        return None;
    }
    let severity = if is_entry {
        Severity::Error
    } else {
        Severity::Warning
    };
    let message =
        format!("none of the phrasings of `{id}` would find it if it were not stored{instead}");
    Some(finding(severity, "unreachable", place, message))
}

fn collisions(
    knowledge: &Knowledge,
    tally: &Tally,
    places: &BTreeMap<&Id, &Place>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((id, other), lost) in &tally.lost {
        let asked = tally.asked.get(id).copied().unwrap_or_default();
        // Of two declines either will do, and whoever gets one of two that are linked is shown the other as well.
        let is_harmless = !(is_entry(knowledge, id) || is_entry(knowledge, other))
            || is_linked(knowledge, id, other);
        if !is_much(lost.count, asked) || is_harmless {
            continue;
        }
        if let Some(place) = places.get(id) {
            let message = format!(
                "{} of the {asked} phrasings of `{id}` would find `{other}` if they were not stored, by up to {:.2}: {}{}",
                lost.count,
                lost.margin,
                lost.phrasing,
                beside_boundary(knowledge, id, other)
            );
            findings.push(finding(Severity::Warning, "collision", place, message));
        }
    }
    findings
}

/// Whether something loses so many of its phrasings to one other that the two collide.
#[must_use]
pub fn is_much(lost: usize, asked: usize) -> bool {
    lost >= ALIKE_LEAST && lost as f32 >= LOST_SHARE * asked as f32
}

/// Where a boundary stands that collides with an entry, and what to do if the entry answers by now what it denies.
pub(super) fn beside_boundary(knowledge: &Knowledge, one: &Id, other: &Id) -> String {
    let boundary = |boundary: &Id, entry: &Id| {
        let boundary = knowledge.boundary(boundary.as_str())?;
        let entry = knowledge.entry(entry.as_str())?;
        Some(format!(
            "; if `{}` answers by now what the boundary `{}` says the articles do not, delete the boundary ({})",
            entry.id, boundary.id, boundary.place
        ))
    };
    boundary(one, other)
        .or_else(|| boundary(other, one))
        .unwrap_or_default()
}

fn look_alikes(
    knowledge: &Knowledge,
    names: &Names,
    tally: &Tally,
    places: &BTreeMap<&Id, &Place>,
) -> Vec<Finding> {
    let figures: HashMap<&Id, BTreeSet<(Unit, Count)>> = knowledge
        .entries
        .iter()
        .map(|entry| (&entry.id, figures(entry, names)))
        .collect();
    let mut findings = Vec::new();
    for ((id, other), lost) in &tally.lost {
        let back = tally.lost.get(&(other.clone(), id.clone()));
        let said_before = other < id && back.is_some_and(|back| back.count >= ALIKE_LEAST);
        if lost.count < ALIKE_LEAST || said_before || is_linked(knowledge, id, other) {
            continue;
        }
        let (Some(own), Some(others)) = (figures.get(id), figures.get(other)) else {
            continue;
        };
        // Dollars and users are not mixed up; users in one country and users in another are.
        let differing = own.iter().find(|(unit, count)| {
            let alike: Vec<_> = others.iter().filter(|(of, _)| of == unit).collect();
            !alike.is_empty() && alike.iter().all(|(_, theirs)| theirs != count)
        });
        if let (Some(_), Some(place)) = (differing, places.get(id)) {
            let message = format!(
                "`{id}` and `{other}` are asked alike and give different figures; name one as `related` in the other, so that people see both"
            );
            findings.push(finding(
                Severity::Warning,
                "unlinked-figures",
                place,
                message,
            ));
        }
    }
    findings
}

/// The exact figures of an answer, dates aside.
fn figures(entry: &Entry, names: &Names) -> BTreeSet<(Unit, Count)> {
    let found = entry
        .statements
        .iter()
        .flat_map(|statement| Facts::new(&statement.text.de, Lang::De, names).figures);
    found
        .filter_map(|found| match found.figure {
            Figure::Number(count @ Count::Exact(_), unit) => Some((unit, count)),
            _ => None,
        })
        .collect()
}

fn is_entry(knowledge: &Knowledge, id: &Id) -> bool {
    knowledge.entry(id.as_str()).is_some()
}

/// Whether people who get the one are told of the other: as a related question, the other side, a stage of the same series,
/// or what is known near a question that is not answered.
fn is_linked(knowledge: &Knowledge, id: &Id, other: &Id) -> bool {
    let names = |one: &Id, two: &Id| {
        let by_entry = knowledge.entry(one.as_str()).is_some_and(|entry| {
            let series = |id: &Id| knowledge.entry(id.as_str())?.series.as_ref();
            let is_one_series = entry.series.is_some() && entry.series.as_ref() == series(two);
            is_one_series || entry.related.contains(two) || entry.conflicts.contains(two)
        });
        let mut boundaries = knowledge.boundaries.iter();
        let boundary = boundaries.find(|boundary| boundary.id == *one);
        let by_boundary = boundary.is_some_and(|boundary| {
            boundary.nearest.contains(two) || boundary.contradicted_by.as_ref() == Some(two)
        });
        by_entry || by_boundary
    };
    names(id, other) || names(other, id)
}
