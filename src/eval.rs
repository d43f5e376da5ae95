//! Question sets: what the bot replies to every question of one, and whether that was right.
//!
//! Format: JSON Lines, in scope with the passages that answer it and words the answer must hold, out of scope with nothing to assert.
//! A reply is right by its passage and its words: sets are written by people who do not know the entries.
//! A set for choosing weights may name the entries instead; then these alone count, however they are worded later.

mod cases;
mod figures;
mod report;
mod stored;

use crate::engine::{Ask, Engine};
use crate::knowledge::{Entry, Evaluation, GuildView, Id};
use crate::lang::Lang;
use crate::matching::Scored;
use crate::reply::{Outcome, Reply, SaidPart};
use crate::synthetic::{self, Sequence};
use crate::text;

pub use cases::read;
pub use figures::{Figure, Figures, UnknownFigure};
pub use report::{Show, confusions, table};
pub use stored::{Run, compare, json};

/// One question of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id in the set.
    pub id: String,
    /// The language it is asked in.
    pub lang: Lang,
    /// How it is asked: `plain`, `typo`, `nearmiss` and so on; any word.
    pub style: String,
    /// What is asked.
    pub question: String,
    /// What a right reply is.
    pub expected: Expected,
    /// The entries that are right, where the set names them; out of scope, those that correct the premise.
    pub entries: Vec<Id>,
}

/// What a right reply to a question is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An answer that cites one of these passages and says what it must.
    Answer {
        /// Any of them suffices.
        gold: Vec<Gold>,
        /// Of every group one alternative must occur.
        must: Groups,
    },
    /// Nothing may be asserted, except what satisfies `correct`: that corrects a false premise.
    Nothing {
        /// As `must`; empty where nothing is right.
        correct: Groups,
    },
}

/// Groups of alternatives.
pub type Groups = Vec<Vec<String>>;

/// Passages of one article, any of which answers the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// The article's id.
    pub article: String,
    /// Numbers of its passages.
    pub passages: Vec<u32>,
}

/// What became of a question. In scope: from `Right` to `Chat`; out of scope: `Asserted`, `Corrected`, `Offered`, `Declined`, `Chat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Answered with a passage and the words that are right.
    Right,
    /// Answered with the words that are right, by another passage of a right article.
    Beside,
    /// Something else was asserted.
    Wrong,
    /// The right entry is among the suggestions.
    Suggested,
    /// Suggestions, none of them right.
    Astray,
    /// Declined, with the right entry named as known nearby.
    Nearby,
    /// Declined.
    Declined,
    /// Taken for small talk, or (out of scope) rightly so.
    Chat,
    /// Out of scope, and yet something was asserted.
    Asserted,
    /// Out of scope, and its false premise was corrected.
    Corrected,
    /// Out of scope, and entries were suggested.
    Offered,
}

impl Class {
    /// The word of tables and of the JSON.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Beside => "beside",
            Self::Wrong => "wrong",
            Self::Suggested => "suggested",
            Self::Astray => "astray",
            Self::Nearby => "nearby",
            Self::Declined => "declined",
            Self::Chat => "chat",
            Self::Asserted => "asserted",
            Self::Corrected => "corrected",
            Self::Offered => "offered",
        }
    }
}

/// A question, what was replied and what that was worth.
#[derive(Clone, Debug)]
pub struct Judged<'c> {
    /// The question.
    pub case: &'c Case,
    /// What became of it.
    pub class: Class,
    /// The reply.
    pub reply: Reply,
    /// What the matcher found, best first.
    pub found: Vec<Scored>,
    /// The entries that would have been right.
    pub right: Vec<Id>,
}

impl Judged<'_> {
    /// Whether the reply is in the question's language.
    #[must_use]
    pub fn speaks_its_language(&self) -> bool {
        self.reply.language == self.case.lang
    }

    /// Whether the matcher's best candidate is a right entry, whatever was decided then.
    #[must_use]
    pub fn is_first(&self) -> bool {
        let best = self.found.first();
        best.is_some_and(|best| self.right.contains(&best.id))
    }
}

impl Case {
    /// Whether the articles answer it.
    #[must_use]
    pub const fn is_in_scope(&self) -> bool {
        matches!(self.expected, Expected::Answer { .. })
    }
}

/// Gives each question up to so many slips of the keyboard, each in one of its longer words; the same question always the same ones.
pub fn misspell(cases: &mut [Case], slips: usize) {
    for case in cases {
        let bytes = case.question.bytes();
        let seed = bytes.fold(0_u64, |seed, byte| {
            seed.wrapping_mul(31).wrapping_add(u64::from(byte))
        });
        let mut sequence = Sequence::new(seed);
        for _ in 0..slips {
            case.question = synthetic::misspelt(&case.question, &mut sequence);
        }
    }
}

/// Asks one question as a stranger would, without a language and a guild of its own, and judges the reply.
///
/// ```
/// use ticktack::{config::Settings, engine::Engine, eval, knowledge};
///
/// let engine = Engine::new(knowledge::load(&knowledge::built_in()).unwrap_or_default(), Settings::default());
/// let cases = eval::read("a.jsonl", r#"{"id":"1","lang":"de","style":"plain","kind":"out","q":"Wie wird das Wetter?"}"#).unwrap_or_default();
/// let judged = eval::judge(&engine, &cases[0]);
/// assert_ne!(judged.class, eval::Class::Asserted);
/// ```
#[must_use]
pub fn judge<'c>(engine: &Engine, case: &'c Case) -> Judged<'c> {
    let guild = GuildView::default();
    let (reply, explanation) = engine.explain(&as_a_stranger(engine, case, &guild, true));
    let right: Vec<Id> = match &case.expected {
        _ if !case.entries.is_empty() => case.entries.clone(),
        Expected::Answer { gold, must } => {
            let entries = engine.knowledge().entries.iter();
            entries
                .filter(|entry| is_right_entry(entry, reply.language, gold, must))
                .map(|entry| entry.id.clone())
                .collect()
        }
        Expected::Nothing { .. } => Vec::new(),
    };
    let class = class_of(case, &reply, &right);
    Judged {
        case,
        class,
        reply,
        found: explanation.found,
        right,
    }
}

/// A question as somebody asks it of whom nothing is known. `addressed`: whether it is put to the bot.
fn as_a_stranger<'a>(
    engine: &Engine,
    case: &'a Case,
    guild: &'a GuildView,
    addressed: bool,
) -> Ask<'a> {
    Ask {
        text: &case.question,
        language: None,
        fallback: engine.settings().language,
        follows: None,
        addressed,
        guild,
    }
}

/// Asks every question out of scope as one that nobody addressed to the bot, and counts what is asserted all the same.
#[must_use]
pub fn unaddressed(engine: &Engine, cases: &[Case]) -> Evaluation {
    let guild = GuildView::default();
    let outside = || cases.iter().filter(|case| !case.is_in_scope());
    let asserted = outside().filter(|case| {
        let reply = engine.answer(&as_a_stranger(engine, case, &guild, false));
        class_of(case, &reply, &[]) == Class::Asserted
    });
    Evaluation {
        revision: engine.knowledge().revision.clone(),
        unaddressed: engine.settings().thresholds.unaddressed,
        out_of_scope: outside().count() as u32,
        asserted: asserted.count() as u32,
    }
}

fn class_of(case: &Case, reply: &Reply, right: &[Id]) -> Class {
    // Only what is asserted: in the whole text of a reply the questions it offers next would speak for it.
    let text = || text::lower(&reply.answer());
    let is_named = reply
        .statements
        .iter()
        .filter(|said| matches!(said.part, SaidPart::Main | SaidPart::Also))
        .any(|said| case.entries.contains(&said.entry));
    match (&case.expected, reply.outcome) {
        (Expected::Answer { .. }, Outcome::Answer) if !case.entries.is_empty() => {
            if is_named {
                Class::Right
            } else {
                Class::Wrong
            }
        }
        (Expected::Answer { gold, must }, Outcome::Answer) => {
            let says_it = holds(&text(), must);
            let cites = |gold: &Gold, exactly: bool| {
                reply.citations.iter().any(|cited| {
                    cited.source.as_str() == gold.article
                        && (!exactly || cited.passages.iter().any(|n| gold.passages.contains(n)))
                })
            };
            if says_it && gold.iter().any(|gold| cites(gold, true)) {
                Class::Right
            } else if says_it && gold.iter().any(|gold| cites(gold, false)) {
                Class::Beside
            } else {
                Class::Wrong
            }
        }
        (Expected::Answer { .. }, outcome) => {
            let named = reply
                .suggestions
                .iter()
                .any(|choice| right.contains(&choice.entry));
            match (outcome, named) {
                (Outcome::Suggest, true) => Class::Suggested,
                (Outcome::Suggest, false) => Class::Astray,
                (Outcome::Chat, _) => Class::Chat,
                (_, true) => Class::Nearby,
                (_, false) => Class::Declined,
            }
        }
        (Expected::Nothing { correct }, Outcome::Answer) => {
            if is_named || (!correct.is_empty() && holds(&text(), correct)) {
                Class::Corrected
            } else {
                Class::Asserted
            }
        }
        (Expected::Nothing { .. }, Outcome::Suggest) => Class::Offered,
        (Expected::Nothing { .. }, Outcome::Decline) => Class::Declined,
        (Expected::Nothing { .. }, Outcome::Chat) => Class::Chat,
    }
}

fn is_right_entry(entry: &Entry, lang: Lang, gold: &[Gold], must: &Groups) -> bool {
    let cites = entry.citations().iter().any(|citation| {
        gold.iter().any(|gold| {
            citation.source.as_str() == gold.article
                && citation.passages.iter().any(|n| gold.passages.contains(n))
        })
    });
    cites && holds(&text::lower(&entry.answer(lang)), must)
}

/// Whether one alternative of every group occurs in a text in lower case.
fn holds(lower: &str, groups: &Groups) -> bool {
    groups.iter().all(|group| {
        group
            .iter()
            .any(|alternative| lower.contains(&text::lower(alternative)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(groups: &[&[&str]]) -> Groups {
        let owned = |group: &&[&str]| group.iter().map(|word| (*word).to_owned()).collect();
        groups.iter().map(owned).collect()
    }

    #[test]
    fn every_group_needs_one_alternative() {
        let text = text::lower("Rund eine MILLIARDE Menschen, so ÖPNV");
        assert!(holds(
            &text,
            &groups(&[&["Mrd", "Milliarde"], &["mensch"], &["öpnv"]])
        ));
        assert!(!holds(&text, &groups(&[&["Milliarde"], &["Nutzer"]])));
        assert!(holds(&text, &Groups::new()));
    }

    #[test]
    fn an_answer_is_right_by_passage_and_words() {
        let knowledge = crate::knowledge::load(&crate::knowledge::built_in()).unwrap();
        let engine = Engine::new(knowledge, crate::config::Settings::default());
        let entry = engine.knowledge().entry("eigentuemer").unwrap();
        let citation = entry.citations().remove(0);
        let check = |passages: Vec<u32>, article: &str, word: &str| {
            let case = Case {
                id: "1".to_owned(),
                lang: Lang::De,
                style: "plain".to_owned(),
                question: entry.ask.de[0].value.clone(),
                expected: Expected::Answer {
                    gold: vec![Gold {
                        article: article.to_owned(),
                        passages,
                    }],
                    must: groups(&[&[word]]),
                },
                entries: Vec::new(),
            };
            judge(&engine, &case).class
        };
        let source = citation.source.as_str();
        assert_eq!(
            check(citation.passages.clone(), source, "BYTEDANCE"),
            Class::Right
        );
        assert_eq!(check(vec![999], source, "ByteDance"), Class::Beside);
        assert_eq!(check(vec![1], "another", "ByteDance"), Class::Wrong);
        assert_eq!(check(citation.passages, source, "Xylophon"), Class::Wrong);
    }
}
