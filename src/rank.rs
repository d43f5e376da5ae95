//! The matcher alone over any phrasings: what `ticktack rank` prints, and what the benches measure.
//!
//! No entries, no guards, no names and synonyms: only how questions are told apart. The ids are any texts, not [`Id`]s.

use serde_json::Value;

use crate::decide::{Evidence, Thresholds};
use crate::document::{Place, Text};
use crate::knowledge::{Entry, GuildView, Id, Knowledge, Phrasings, Vocabulary};
use crate::lang::{ByLang, Lang};
use crate::matching::{Matcher, Weights};
use crate::reply::Outcome;
use crate::text;

/// Candidates of one question that are shown.
pub const TOP_MOST: usize = 10;

/// A matcher over (id, phrasing) pairs.
#[derive(Debug)]
pub struct Ranker {
    matcher: Matcher,
    thresholds: Thresholds,
    /// The ids as entries that have nothing but their id any more: P asks what belongs together.
    knowledge: Knowledge,
    guild: GuildView,
    /// The given ids, sorted. Inside, the place here stands for each, zero-padded, so that ties are broken by the given id.
    ids: Vec<String>,
    /// The language of most phrasings; what tells no language of its own is read as this one.
    language: Lang,
}

/// What was found for one question.
#[derive(Clone, Debug)]
pub struct Ranked<'r> {
    /// At most [`TOP_MOST`] ids with their scores, best first; ties by id.
    pub top: Vec<(&'r str, f32)>,
    /// The calibrated probability that the first one is right, 0 to 1.
    pub p: f32,
    /// What the cut-offs make of it: answer, suggest or decline.
    pub outcome: Outcome,
    /// What P was worked out from; `None` where nothing was found.
    pub evidence: Option<Evidence>,
}

impl Ranker {
    /// Indexes phrasings. Of the vocabulary only the words of a language itself are used, never names and synonyms.
    ///
    /// ```
    /// use ticktack::{config::Settings, knowledge::Vocabulary, rank::Ranker};
    ///
    /// let pairs = [("Banks/1", "open an account"), ("Banks/2", "close my account")];
    /// let pairs = pairs.map(|(id, phrasing)| (id.to_owned(), phrasing.to_owned()));
    /// let ranker = Ranker::new(&pairs, &Vocabulary::default(), Settings::default().thresholds);
    /// assert_eq!(ranker.rank("how do I clsoe it?").top[0].0, "Banks/2");
    /// ```
    #[must_use]
    pub fn new(
        pairs: &[(String, String)],
        vocabulary: &Vocabulary,
        thresholds: Thresholds,
    ) -> Self {
        Self::with(pairs, vocabulary, thresholds, Weights::default())
    }

    /// As [`Ranker::new`], with other weights; for measuring.
    #[must_use]
    pub fn with(
        pairs: &[(String, String)],
        vocabulary: &Vocabulary,
        thresholds: Thresholds,
        weights: Weights,
    ) -> Self {
        let mut ids: Vec<String> = pairs.iter().map(|(id, _)| id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let language = language_of_most(pairs);
        let mut knowledge = as_knowledge(pairs, &ids, words_of_language(vocabulary), language);
        let matcher = Matcher::with(&knowledge, weights);
        for entry in &mut knowledge.entries {
            entry.ask = Phrasings::default();
        }
        Self {
            matcher,
            thresholds,
            knowledge,
            guild: GuildView::default(),
            ids,
            language,
        }
    }

    /// Parse to decision for one question.
    #[must_use]
    pub fn rank(&self, text: &str) -> Ranked<'_> {
        let mut question = text::parse(text);
        question.lang.get_or_insert(self.language);
        let found = self.matcher.find(&question, &self.guild);
        let evidence = Evidence::of(&self.knowledge, &found);
        let p = evidence.map_or(0.0, |evidence| evidence.probability());
        let outcome = match p {
            p if p >= self.thresholds.answer => Outcome::Answer,
            p if p >= self.thresholds.suggest => Outcome::Suggest,
            _ => Outcome::Decline,
        };
        let top = found
            .iter()
            .take(TOP_MOST)
            .filter_map(|scored| Some((self.given(&scored.id)?, scored.score)))
            .collect();
        Ranked {
            top,
            p,
            outcome,
            evidence,
        }
    }

    fn given(&self, id: &Id) -> Option<&str> {
        let at: usize = id.as_str().parse().ok()?;
        self.ids.get(at).map(String::as_str)
    }
}

/// Reads JSON Lines `{"id","phrasing"}`; blank lines are skipped. An id may be a number.
///
/// # Errors
/// The first line that is none of that, by its number: half an index would rank wrongly without anybody noticing.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |what: &str| format!("line {}: {what}", at + 1);
        let Ok(Value::Object(object)) = serde_json::from_str(line) else {
            return Err(wrong("this is not a JSON object"));
        };
        let id = match object.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => return Err(wrong("`id` must be a text or a number")),
        };
        let Some(Value::String(phrasing)) = object.get("phrasing") else {
            return Err(wrong("`phrasing` must be a text"));
        };
        pairs.push((id, phrasing.clone()));
    }
    Ok(pairs)
}

/// The part of a vocabulary that belongs to the languages and not to the matter.
fn words_of_language(vocabulary: &Vocabulary) -> Vocabulary {
    Vocabulary {
        stop: vocabulary.stop.clone(),
        negation: vocabulary.negation.clone(),
        now: vocabulary.now.clone(),
        question: vocabulary.question.clone(),
        ..Vocabulary::default()
    }
}

fn language_of_most(pairs: &[(String, String)]) -> Lang {
    let mut count = ByLang { de: 0, en: 0 };
    for (_, phrasing) in pairs {
        match text::parse(phrasing).lang {
            Some(Lang::De) => count.de += 1,
            Some(Lang::En) => count.en += 1,
            None => {}
        }
    }
    if count.en > count.de {
        Lang::En
    } else {
        Lang::De
    }
}

/// The pairs as entries without answers, so that they are matched and P is worked out as it is for the real ones.
fn as_knowledge(
    pairs: &[(String, String)],
    ids: &[String],
    vocabulary: Vocabulary,
    language: Lang,
) -> Knowledge {
    let mut asks = vec![Phrasings::default(); ids.len()];
    for (id, phrasing) in pairs {
        let at = ids.binary_search(id).ok();
        let Some(ask) = at.and_then(|at| asks.get_mut(at)) else {
            continue;
        };
        let list = match text::parse(phrasing).lang.unwrap_or(language) {
            Lang::De => &mut ask.de,
            Lang::En => &mut ask.en,
        };
        list.push(Text {
            value: phrasing.clone(),
            place: Place::default(),
        });
    }
    let digits = ids.len().to_string().len();
    let entries = asks.into_iter().enumerate().filter_map(|(at, ask)| {
        // Digits alone, so that the form of an id always fits.
        let id = Id::new(&format!("{at:0digits$}"))?;
        Some(Entry::asked(id, ask))
    });
    Knowledge::of_entries(entries.collect(), vocabulary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn ranker(kb: &str) -> Ranker {
        Ranker::new(
            &pairs(kb).unwrap(),
            &Vocabulary::default(),
            Settings::default().thresholds,
        )
    }

    #[test]
    fn ids_are_any_texts_and_ties_are_broken_by_them() {
        let kb = "{\"id\":\"z\",\"phrasing\":\"same words\"}\n\n{\"id\":\"Ä b/c\",\"phrasing\":\"same words\"}\n{\"id\":10,\"phrasing\":\"same words\"}\n";
        // Sharpening would move the three apart, each a little further than the one before.
        let weights = Weights {
            rounds: 0,
            ..Weights::default()
        };
        let thresholds = Settings::default().thresholds;
        let ranker = Ranker::with(
            &pairs(kb).unwrap(),
            &Vocabulary::default(),
            thresholds,
            weights,
        );
        let found = ranker.rank("the same wrods");
        let ids: Vec<&str> = found.top.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, ["10", "z", "Ä b/c"]);
    }

    #[test]
    fn the_stored_phrasing_is_certain_and_nothing_is_declined() {
        let ranker = ranker(
            "{\"id\":\"a\",\"phrasing\":\"open an account\"}\n{\"id\":\"b\",\"phrasing\":\"lost card\"}",
        );
        assert_eq!(ranker.rank("Open an account!").outcome, Outcome::Answer);
        let nothing = ranker.rank("");
        assert_eq!((nothing.top.len(), nothing.outcome), (0, Outcome::Decline));
    }

    #[test]
    fn a_short_word_with_a_slip_is_still_the_word() {
        let ranker = ranker(
            "{\"id\":\"bird\",\"phrasing\":\"feed bird\"}\n{\"id\":\"cat\",\"phrasing\":\"feed cat\"}",
        );
        let right = ranker.rank("feed bird").top[0].1;
        // Two letters that changed places, and one that is missing. Runs of letters alone find them too, but not nearly as surely.
        for typed in ["feed brid", "feed bir"] {
            let found = ranker.rank(typed).top;
            assert_eq!(found[0].0, "bird", "{typed}");
            assert!(found[0].1 > 0.5 * right, "{typed}: {found:?} of {right}");
        }
    }

    #[test]
    fn an_empty_kb_ranks_nothing() {
        assert!(ranker("").rank("anything").top.is_empty());
    }

    #[test]
    fn a_broken_kb_is_refused_by_line() {
        assert_eq!(
            pairs("\n{\"id\":\"a\"}").unwrap_err(),
            "line 2: `phrasing` must be a text"
        );
        assert!(pairs("[1]").unwrap_err().starts_with("line 1:"));
    }
}
