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

/// Pairs that are listed: the worst are worth a look, a list of all is not read.
const PAIRS_MOST: usize = 10;
/// Phrasings that one entry loses to another before the pair is worth a line.
const LOST_LEAST: usize = 5;
/// Phrasings that one entry loses to another before the two are taken for look-alikes.
const ALIKE_LEAST: usize = 2;

/// What happened when the phrasings were asked.
#[derive(Default)]
struct Tally {
    /// How many phrasings of each found their own entry.
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
    let places = places(knowledge);
    let mut findings = Vec::new();
    for (id, place) in &places {
        // What has no phrasing at all is refused when the file is read.
        let is_asked = asked
            .get(id)
            .is_some_and(|ask| !ask.de.is_empty() || !ask.en.is_empty());
        if is_asked && tally.won.get(*id).copied().unwrap_or_default() == 0 {
            findings.push(unreachable(knowledge, id, place, &tally));
        }
    }
    findings.extend(collisions(knowledge, &tally, &places));
    findings.extend(look_alikes(knowledge, names, &tally, &places));
    findings
}

impl Tally {
    fn count(&mut self, left_out: &LeftOut<'_>, text: &str) {
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

fn unreachable(knowledge: &Knowledge, id: &Id, place: &Place, tally: &Tally) -> Finding {
    let instead = tally
        .lost
        .iter()
        .filter(|((asked, _), _)| asked == id)
        .max_by_key(|(_, lost)| lost.count)
        .map_or_else(String::new, |((_, other), lost)| {
            format!("; most find `{other}` instead, by up to {:.2}", lost.margin)
        });
    // What a boundary or small talk loses is a worse decline; what an entry loses is its answer.
    let severity = if knowledge.entry(id.as_str()).is_some() {
        Severity::Error
    } else {
        Severity::Warning
    };
    let message =
        format!("none of the phrasings of `{id}` would find it if it were not stored{instead}");
    finding(severity, "unreachable", place, message)
}

fn collisions(
    knowledge: &Knowledge,
    tally: &Tally,
    places: &BTreeMap<&Id, &Place>,
) -> Vec<Finding> {
    let mut worst: Vec<_> = tally
        .lost
        .iter()
        .filter(|((asked, other), lost)| {
            lost.count >= LOST_LEAST && !is_one_matter(knowledge, asked, other)
        })
        .collect();
    worst.sort_by(|(_, a), (_, b)| b.count.cmp(&a.count).then(b.margin.total_cmp(&a.margin)));
    worst
        .into_iter()
        .take(PAIRS_MOST)
        .filter_map(|((asked, other), lost)| {
            let message = format!(
                "{} phrasings of `{asked}` find `{other}` if they are not stored, by up to {:.2}: {}",
                lost.count, lost.margin, lost.phrasing
            );
            Some(finding(Severity::Warning, "collision", places.get(asked)?, message))
        })
        .collect()
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

fn is_linked(knowledge: &Knowledge, id: &Id, other: &Id) -> bool {
    let names = |one: &Id, two: &Id| {
        knowledge
            .entry(one.as_str())
            .is_some_and(|entry| entry.related.contains(two) || entry.conflicts.contains(two))
    };
    names(id, other) || names(other, id) || is_one_matter(knowledge, id, other)
}

/// Whether both are stages of one series: a question that names no time means them all.
fn is_one_matter(knowledge: &Knowledge, id: &Id, other: &Id) -> bool {
    let series = |id: &Id| knowledge.entry(id.as_str())?.series.as_ref();
    series(id).is_some() && series(id) == series(other)
}

fn places(knowledge: &Knowledge) -> BTreeMap<&Id, &Place> {
    let entries = knowledge
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.place));
    let boundaries = knowledge
        .boundaries
        .iter()
        .map(|boundary| (&boundary.id, &boundary.place));
    let chats = knowledge.chats.iter().map(|chat| (&chat.id, &chat.place));
    entries.chain(boundaries).chain(chats).collect()
}
