//! Answer, suggest, decline or chat: what to do with what the matcher found, and why.
//!
//! A wrong answer is the worst outcome. P, the probability that the best entry is right, must be high, and no guard may stand against it;
//! whatever is less than that becomes a suggestion, which asserts nothing.

mod evidence;
mod guards;

use std::borrow::Cow;

use crate::knowledge::{Entry, GuildView, Id, Knowledge, NameKind};
use crate::lang::ByLang;
use crate::matching::{Matcher, Role, Scored, Term};
use crate::text::Question;

pub use guards::Covers;

pub use evidence::Evidence;

use evidence::CROWD_WITHIN;

/// How far a false premise may score above the entry that contradicts it and still leave it the word.
/// The two differ by a word or less, and the entry's answer sets the premise right either way.
const PREMISE_LEAD_MOST: f32 = 0.1;
/// How much likelier it must be, in P, that one of two entries is right than that one alone is: both are asserted, and one was not meant.
const EITHER_MORE: f32 = 0.05;
/// Lead below which a boundary is not sure enough to decline on its own, where an entry is next: both are a likely reading.
const BOUNDARY_LEAD_LEAST: f32 = 0.1;
/// Share of the question's matter below which nothing is answered: a question about Shanghai's sights knows one name of ours.
/// None of the questions for choosing was answered rightly below it.
const ANSWER_COVERED_LEAST: f32 = 0.3;
/// Suggestions of one reply; more are a list nobody reads.
const SUGGESTIONS_MOST: usize = 3;
/// Words with a matter of their own that a question needs to be answered without being an exact phrasing.
const CONTENT_WORDS_LEAST: usize = 2;
/// Words from which a question is not called short, however little matter it has: "is my data safe" is a whole one.
const WHOLE_WORDS_LEAST: usize = 4;
/// Share of a text that small talk must cover to be taken for it: "morgen" in a question about the weather is no "good morning".
const CHAT_COVERED_LEAST: f32 = 0.5;
/// Score below which an entry is too far away to be named as known nearby in a decline.
const NEARBY_LEAST: f32 = 0.2;

/// The cut-offs, from 0 to 1; for P, where nothing else is said. Chosen together by `choose cutoffs` (`benches/README.md`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// From here an entry is answered.
    pub answer: f32,
    /// From here it is answered alone; below, the next entry is answered too where both are close and one of them is right with a little more than P `answer`.
    pub alone: f32,
    /// From here entries are suggested.
    pub suggest: f32,
    /// From here a message that was not addressed to the bot is answered.
    pub unaddressed: f32,
    /// Score below which nothing is answered, however far ahead it is: one rare word in common ("Denmark") is no question about TikTok.
    pub score: f32,
    /// Lead that an entry needs over a boundary next to it, whatever its P: what is not in the articles must not be answered by a hair.
    pub over_boundary: f32,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What to do.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// P of the best candidate, 0 to 1.
    pub confidence: f32,
    /// The best candidate, once a false premise had been set right.
    pub best: Option<Scored>,
    /// What P was worked out from; `None` where nothing was found.
    pub evidence: Option<Evidence>,
    /// Whether the question names no time, so that a series is shown from its newest stage.
    pub timeless: bool,
    /// Whether the question asks for the present, which the articles do not know.
    pub asks_for_now: bool,
}

/// What to do with a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Assert this entry, and beside it another that the question may have meant as well.
    Answer {
        /// The best one.
        entry: Scored,
        /// The next.
        also: Option<Scored>,
    },
    /// Offer these entries, best first; one to three.
    Suggest(Vec<Scored>),
    /// Say that the articles do not answer it.
    Decline {
        /// The boundary entry that says why.
        boundary: Option<Id>,
        /// Entries that are known nearby, best first; up to three.
        nearby: Vec<Id>,
    },
    /// Say the line of this small talk.
    Chat(Id),
}

/// Why it was decided so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The question is a stored phrasing.
    Exact,
    /// P was, or was not, high enough.
    Lead,
    /// The entry does not cover something that the question names.
    Guard(Missing),
    /// Too few words to be sure.
    Short,
    /// Nobody had asked the bot, and it was not sure enough to speak up.
    Unaddressed,
    /// A boundary entry fits.
    Boundary,
    /// Nothing is near enough.
    Unknown,
    /// Small talk.
    Chat,
    /// A moderator has stopped the entry.
    Paused,
}

/// What a question names and the best entry does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A proper name, as replies call it.
    Name(NameKind, ByLang<String>),
    /// A year.
    Year(String),
    /// Another number.
    Number(String),
    /// The figure that a "how many" asks for.
    Figure,
    /// A "not".
    Negation,
}

impl Missing {
    /// The word of the JSON behind `guard:`.
    pub const fn tag(&self) -> &'static str {
        match self {
            Self::Name(NameKind::Place, _) => "place",
            Self::Name(NameKind::Company | NameKind::Product, _) => "company",
            Self::Name(..) => "name",
            Self::Year(_) => "year",
            Self::Number(_) | Self::Figure => "number",
            Self::Negation => "negation",
        }
    }
}

impl Reason {
    /// The word of the JSON.
    pub fn tag(&self) -> String {
        match self {
            Self::Exact => "exact".to_owned(),
            Self::Lead => "lead".to_owned(),
            Self::Guard(missing) => format!("guard:{}", missing.tag()),
            Self::Short => "short".to_owned(),
            Self::Unaddressed => "unaddressed".to_owned(),
            Self::Boundary => "boundary".to_owned(),
            Self::Unknown => "unknown".to_owned(),
            Self::Chat => "chat".to_owned(),
            Self::Paused => "paused".to_owned(),
        }
    }
}

/// Decides; holds what every entry covers, worked out once.
#[derive(Debug)]
pub struct Decider {
    thresholds: Thresholds,
    covers: Covers,
}

impl Decider {
    /// Works out what every entry covers.
    #[must_use]
    pub fn new(knowledge: &Knowledge, matcher: &Matcher, thresholds: Thresholds) -> Self {
        Self::knowing(Covers::new(knowledge, matcher), thresholds)
    }

    /// With other cut-offs.
    #[must_use]
    pub fn judging(self, thresholds: Thresholds) -> Self {
        Self { thresholds, ..self }
    }

    /// With what was worked out before.
    #[must_use]
    pub const fn knowing(covers: Covers, thresholds: Thresholds) -> Self {
        Self { thresholds, covers }
    }

    /// The first thing of a text that an entry does not cover, nor what is shown with it.
    #[must_use]
    pub fn missing(
        &self,
        knowledge: &Knowledge,
        matcher: &Matcher,
        entry: &Entry,
        text: &Question,
    ) -> Option<Missing> {
        let terms = matcher.lexicon().terms(text);
        self.covers
            .missing(knowledge, matcher.lexicon(), entry, &terms)
    }

    /// Decides on a question and what [`Matcher::find`] found for it. `addressed`: whether somebody asked the bot.
    #[must_use]
    pub fn decide(
        &self,
        knowledge: &Knowledge,
        matcher: &Matcher,
        question: &Question,
        found: &[Scored],
        guild: &GuildView,
        addressed: bool,
    ) -> Decision {
        let terms = matcher.lexicon().terms(question);
        let found = &with_premise_set_right(knowledge, found);
        let evidence = Evidence::of(knowledge, found);
        let p = evidence.map_or(0.0, |evidence| evidence.probability());
        let judged = self.judge(knowledge, matcher, &terms, found, guild, evidence);
        let (verdict, reason) = match judged {
            (Verdict::Answer { .. }, _) if !addressed && p < self.thresholds.unaddressed => {
                (decline(Vec::new()), Reason::Unaddressed)
            }
            answer @ (Verdict::Answer { .. }, _) => answer,
            _ if !addressed => (decline(Vec::new()), Reason::Unaddressed),
            other => other,
        };
        let names_time = terms
            .iter()
            .any(|term| term.role == Role::Number && guards::year(&term.text).is_some());
        let asks_for_now = terms.iter().any(|term| term.role == Role::Now);
        Decision {
            verdict,
            reason,
            confidence: p,
            best: found.first().cloned(),
            evidence,
            timeless: !names_time,
            asks_for_now,
        }
    }

    fn judge(
        &self,
        knowledge: &Knowledge,
        matcher: &Matcher,
        terms: &[Term],
        found: &[Scored],
        guild: &GuildView,
        evidence: Option<Evidence>,
    ) -> (Verdict, Reason) {
        let (Some(best), Some(evidence)) = (found.first(), evidence) else {
            return (decline(Vec::new()), Reason::Unknown);
        };
        let p = evidence.probability();
        let nearby = || nearby(knowledge, found, guild);
        let suggest = |reason| match suggestions(knowledge, found, guild) {
            none if none.is_empty() => (decline(Vec::new()), reason),
            entries => (Verdict::Suggest(entries), reason),
        };
        if knowledge.chats.iter().any(|chat| chat.id == best.id) {
            let is_talk = p >= self.thresholds.suggest && best.covered >= CHAT_COVERED_LEAST;
            return if best.exact || is_talk {
                (Verdict::Chat(best.id.clone()), Reason::Chat)
            } else {
                (decline(nearby()), Reason::Unknown)
            };
        }
        if is_boundary(knowledge, &best.id) {
            let is_sure = best.exact || evidence.lead >= BOUNDARY_LEAD_LEAST;
            if !is_sure && p >= self.thresholds.suggest {
                return suggest(Reason::Boundary);
            }
            if is_sure && p >= self.thresholds.suggest {
                let Some(boundary) = knowledge.boundary(best.id.as_str()) else {
                    return (decline(nearby()), Reason::Boundary);
                };
                let nearby = boundary
                    .nearest
                    .iter()
                    .filter(|id| !guild.paused.contains(*id))
                    .take(SUGGESTIONS_MOST)
                    .cloned()
                    .collect();
                return (
                    Verdict::Decline {
                        boundary: Some(boundary.id.clone()),
                        nearby,
                    },
                    Reason::Boundary,
                );
            }
            return (decline(nearby()), Reason::Unknown);
        }
        let Some(entry) = knowledge.entry(best.id.as_str()) else {
            return (decline(Vec::new()), Reason::Unknown);
        };
        if p < self.thresholds.suggest {
            return (decline(nearby()), Reason::Unknown);
        }
        if guild.paused.contains(&best.id) && p >= self.thresholds.answer {
            return (decline(nearby()), Reason::Paused);
        }
        if best.exact {
            return (answer(best, None), Reason::Exact);
        }
        let missing = |entry| {
            self.covers
                .missing(knowledge, matcher.lexicon(), entry, terms)
        };
        if let Some(missing) = missing(entry) {
            return suggest(Reason::Guard(missing));
        }
        let covers = |scored: &Scored| {
            let entry = knowledge.entry(scored.id.as_str());
            entry.is_some_and(|entry| missing(entry).is_none())
        };
        if content_words(terms) < CONTENT_WORDS_LEAST && !self.covers.explains(entry, terms) {
            let is_whole = terms.len() >= WHOLE_WORDS_LEAST;
            return suggest(if is_whole {
                Reason::Lead
            } else {
                Reason::Short
            });
        }
        if best.score < self.thresholds.score
            || best.covered < ANSWER_COVERED_LEAST
            || lead_over_boundaries(knowledge, found) < self.thresholds.over_boundary
        {
            return suggest(Reason::Lead);
        }
        let also = self
            .also(knowledge, found, guild)
            .filter(|also| p < self.thresholds.alone && covers(also));
        if also.is_none() && p < self.thresholds.answer {
            return suggest(Reason::Lead);
        }
        (answer(best, also), Reason::Lead)
    }

    /// The entry next to the best one, if they are close and one of the two is right with at least P `answer`.
    /// One with another side to it needs the room of an answer of its own.
    fn also<'s>(
        &self,
        knowledge: &Knowledge,
        found: &'s [Scored],
        guild: &GuildView,
    ) -> Option<&'s Scored> {
        let best = found.first()?;
        let entry = knowledge.entry(best.id.as_str())?;
        let also = found.iter().skip(1).find(|scored| {
            knowledge.entry(scored.id.as_str()).is_some()
                && !shown_with(knowledge, entry, &scored.id)
        })?;
        let is_whole = knowledge
            .entry(also.id.as_str())
            .is_some_and(|entry| entry.conflicts.is_empty());
        let is_close = also.score > best.score - CROWD_WITHIN;
        let is_paused = [best, also]
            .iter()
            .any(|scored| guild.paused.contains(&scored.id));
        let p = Evidence::of_either(knowledge, found, also)?.probability();
        (is_whole && is_close && !is_paused && p >= self.thresholds.answer + EITHER_MORE)
            .then_some(also)
    }
}

fn answer(entry: &Scored, also: Option<&Scored>) -> Verdict {
    Verdict::Answer {
        entry: entry.clone(),
        also: also.cloned(),
    }
}

const fn decline(nearby: Vec<Id>) -> Verdict {
    Verdict::Decline {
        boundary: None,
        nearby,
    }
}

/// The candidates with the entry first that contradicts a false premise, where the two are too close to tell apart.
fn with_premise_set_right<'f>(knowledge: &Knowledge, found: &'f [Scored]) -> Cow<'f, [Scored]> {
    let as_found = Cow::Borrowed(found);
    let boundary = |id: &Id| knowledge.boundary(id.as_str());
    let Some((best, first)) = found
        .first()
        .filter(|best| !best.exact)
        .and_then(|best| Some((best, boundary(&best.id)?)))
    else {
        return as_found;
    };
    let contradicting = found.iter().position(|scored| {
        Some(&scored.id) == first.contradicted_by.as_ref()
            && scored.score >= best.score - PREMISE_LEAD_MOST
    });
    let Some(at) = contradicting else {
        return as_found;
    };
    let mut found = found.to_vec();
    let entry = found.remove(at);
    found.insert(0, entry);
    Cow::Owned(found)
}

/// Whether a candidate speaks against the best one. Other stages and sides of an entry's matter are shown with it anyway, and what it
/// contradicts is answered by it; two boundaries decline alike, so only an entry speaks against them.
#[must_use]
pub fn means_something_else(knowledge: &Knowledge, best: &Id, other: &Id) -> bool {
    match knowledge.entry(best.as_str()) {
        Some(entry) => {
            !shown_with(knowledge, entry, other) && !contradicts(knowledge, entry, other)
        }
        None => knowledge.entries.is_empty() || knowledge.entry(other.as_str()).is_some(),
    }
}

/// How far the best entry is ahead of the best boundary that it does not contradict.
fn lead_over_boundaries(knowledge: &Knowledge, found: &[Scored]) -> f32 {
    let Some((best, entry)) = found
        .first()
        .and_then(|best| Some((best, knowledge.entry(best.id.as_str())?)))
    else {
        return 0.0;
    };
    let speaks_against = |scored: &&Scored| {
        is_boundary(knowledge, &scored.id) && !contradicts(knowledge, entry, &scored.id)
    };
    best.score
        - found
            .iter()
            .find(speaks_against)
            .map_or(0.0, |boundary| boundary.score)
}

/// Whether it declines: a boundary, or what a guild was taught that the articles do not say.
fn is_boundary(knowledge: &Knowledge, id: &Id) -> bool {
    id.is_unsaid() || knowledge.boundary(id.as_str()).is_some()
}

/// Whether `entry` says the opposite of what the boundary `id` takes for granted.
fn contradicts(knowledge: &Knowledge, entry: &Entry, id: &Id) -> bool {
    let boundary = knowledge.boundary(id.as_str());
    boundary.is_some_and(|boundary| boundary.contradicted_by.as_ref() == Some(&entry.id))
}

/// Whether an answer with `entry` shows the entry `id` too.
fn shown_with(knowledge: &Knowledge, entry: &Entry, id: &Id) -> bool {
    entry.conflicts.contains(id)
        || (entry.series.is_some()
            && knowledge
                .entry(id.as_str())
                .is_some_and(|other| other.series == entry.series))
}

fn suggestions(knowledge: &Knowledge, found: &[Scored], guild: &GuildView) -> Vec<Scored> {
    let entries = found.iter().filter(|scored| {
        knowledge.entry(scored.id.as_str()).is_some() && !guild.paused.contains(&scored.id)
    });
    entries.take(SUGGESTIONS_MOST).cloned().collect()
}

fn nearby(knowledge: &Knowledge, found: &[Scored], guild: &GuildView) -> Vec<Id> {
    let near = suggestions(knowledge, found, guild)
        .into_iter()
        .filter(|scored| scored.score >= NEARBY_LEAST);
    near.map(|scored| scored.id).collect()
}

fn content_words(terms: &[Term]) -> usize {
    terms
        .iter()
        .filter(|term| matches!(term.role, Role::Content | Role::Number))
        .count()
}
