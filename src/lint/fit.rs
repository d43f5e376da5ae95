//! Whether a claim reads like the passages it cites, or rather like another of the same article.
//!
//! Names and figures cannot tell apart two passages that name the same ones; the words of their gists can.
//! Nothing is grounded here: a gist is a hint at the wrong number in a citation, never a proof of a fact.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::reading::Reading;
use crate::knowledge::{Citation, Id, Knowledge, Source};
use crate::lang::{ByLang, Lang};
use crate::matching::{Concept, Lexicon, Role};

/// How much better another passage must fit than a cited one before it is taken for the one that was meant.
/// Measured over all citations of this knowledge and all moved by one: 1.3 doubts too many right ones, 2 misses one wrong in four.
const BETTER_TIMES: f32 = 1.5;
/// And by how much of the claim, from 0 to 1: between two bad fits the ratio means nothing.
const BETTER_BY: f32 = 0.05;
/// Share of a claim's words below which a passage has nothing to do with it.
const IDLE_SHARE: f32 = 0.06;
/// Words of a claim below which there is nothing to compare ("TikTok denied this").
const WORDS_LEAST: usize = 3;
/// Words that stand in every claim and tell nothing: how the articles are dated and spoken of.
const FORMULAS: &str = "Anfang Mitte Ende Januar Februar März April Mai Juni Juli August September Oktober November Dezember \
     early mid late January February March April May June July August September October November December \
     Artikel Bericht Stand article report news TikTok";

/// The gists of all passages, as the words they use.
#[derive(Debug, Default)]
pub(super) struct Gists {
    lexicon: Lexicon,
    numbers: FxHashMap<GistWord, usize>,
    /// How rare each word is among the passages, squared: what two texts share counts by it.
    weights: Vec<f32>,
    sources: HashMap<Id, Gist>,
}

#[derive(Debug, Default)]
struct Gist {
    /// Words that say nothing in this source: its own name, and who is interviewed.
    skipped: FxHashSet<GistWord>,
    passages: Vec<(u32, FxHashSet<usize>)>,
}

/// A word that tells texts apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum GistWord {
    /// By its meaning, which is the same in both languages.
    Concept(Concept),
    /// By its stem.
    Stem(Lang, String),
}

/// What is odd about a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The claim reads like the second passage rather than like the first, which is cited.
    Better(u32, u32),
    /// This passage has nothing to do with the claim.
    Idle(u32),
}

impl Gists {
    /// Reads the gists of all passages that may be cited.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut gists = Self {
            lexicon: Lexicon::new(&knowledge.vocabulary),
            ..Self::default()
        };
        let mut spread: Vec<u32> = Vec::new();
        let mut count = 0_u32;
        for source in &knowledge.sources {
            let mut gist = Gist {
                skipped: gists.formulas(source),
                passages: Vec::new(),
            };
            for passage in source
                .passages
                .iter()
                .filter(|passage| passage.kind.is_content())
            {
                count += 1;
                let mut words = FxHashSet::default();
                for word in gists.words_of(&passage.gist, &gist.skipped) {
                    let new = gists.numbers.len();
                    let number = *gists.numbers.entry(word).or_insert(new);
                    if number == spread.len() {
                        spread.push(0);
                    }
                    if let Some(spread) = spread.get_mut(number).filter(|_| words.insert(number)) {
                        *spread += 1;
                    }
                }
                gist.passages.push((passage.number, words));
            }
            gists.sources.insert(source.id.clone(), gist);
        }
        gists.weights = spread
            .into_iter()
            .map(|having| {
                let rarity = ((count as f32 + 0.5) / (having as f32 + 0.5)).ln_1p();
                rarity * rarity
            })
            .collect();
        gists
    }

    /// What is odd about a citation of a claim. Passages that are `settled` are right beside any other.
    pub fn misfits(
        &self,
        text: [&Reading; 2],
        citation: &Citation,
        settled: impl Fn(u32) -> bool,
    ) -> Vec<Misfit> {
        let Some(gist) = self.sources.get(&citation.source) else {
            return Vec::new();
        };
        let said: FxHashSet<usize> = self
            .words(text, &gist.skipped)
            .iter()
            .filter_map(|word| self.numbers.get(word).copied())
            .collect();
        if said.len() < WORDS_LEAST {
            return Vec::new();
        }
        let own = self.share(&said, gist, &citation.passages);
        let mut best: Option<(f32, Misfit)> = None;
        let alone = citation.passages.len() == 1;
        for cited in citation
            .passages
            .iter()
            .filter(|number| alone || !settled(**number))
        {
            for (other, _) in &gist.passages {
                if citation.passages.contains(other) {
                    continue;
                }
                let swapped: Vec<u32> = citation
                    .passages
                    .iter()
                    .map(|number| if number == cited { *other } else { *number })
                    .collect();
                let share = self.share(&said, gist, &swapped);
                if share > own * BETTER_TIMES
                    && share > own + BETTER_BY
                    && best.as_ref().is_none_or(|(most, _)| share > *most)
                {
                    best = Some((share, Misfit::Better(*cited, *other)));
                }
            }
        }
        let mut misfits: Vec<Misfit> = best.into_iter().map(|(_, misfit)| misfit).collect();
        if misfits.is_empty() && !alone {
            let idle = |number: &&u32| {
                !settled(**number) && self.share(&said, gist, &[**number]) < IDLE_SHARE
            };
            misfits.extend(
                citation
                    .passages
                    .iter()
                    .filter(idle)
                    .map(|number| Misfit::Idle(*number)),
            );
        }
        misfits
    }

    /// The share of a claim's words that some passages have, 0 to 1, by their weights.
    fn share(&self, said: &FxHashSet<usize>, gist: &Gist, passages: &[u32]) -> f32 {
        let weight = |word: &usize| self.weights.get(*word).copied().unwrap_or_default();
        let cited = gist
            .passages
            .iter()
            .filter(|(number, _)| passages.contains(number));
        let having: Vec<&FxHashSet<usize>> = cited.map(|(_, words)| words).collect();
        let shared: f32 = said
            .iter()
            .filter(|word| having.iter().any(|words| words.contains(word)))
            .map(weight)
            .sum();
        let whole: f32 = said.iter().map(weight).sum();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }

    fn formulas(&self, source: &Source) -> FxHashSet<GistWord> {
        let mut skipped = FxHashSet::default();
        let both = |text: &str| ByLang {
            de: text.to_owned(),
            en: text.to_owned(),
        };
        skipped.extend(self.words_of(&both(FORMULAS), &FxHashSet::default()));
        skipped.extend(self.words_of(&both(&source.outlet), &FxHashSet::default()));
        if let Some(note) = source.note.as_ref().filter(|_| source.is_interview()) {
            skipped.extend(self.words_of(note, &FxHashSet::default()));
        }
        skipped
    }

    fn words_of(
        &self,
        text: &ByLang<String>,
        skipped: &FxHashSet<GistWord>,
    ) -> FxHashSet<GistWord> {
        let [german, english] = Lang::ALL.map(|lang| Reading::new(text.text(lang), lang));
        self.words([&german, &english], skipped)
    }

    /// The words of a text that carry its matter: by their meaning where the vocabulary knows one, else by their stem.
    fn words(&self, text: [&Reading; 2], skipped: &FxHashSet<GistWord>) -> FxHashSet<GistWord> {
        let mut words = FxHashSet::default();
        for (lang, text) in Lang::ALL.into_iter().zip(text) {
            for term in self.lexicon.terms(text.question()) {
                let word = match (term.concept, term.role) {
                    (Some(concept), _) => GistWord::Concept(concept),
                    // Years stand in every claim; other figures tell passages apart.
                    (None, Role::Number) if term.text.len() == 4 => continue,
                    (None, Role::Content | Role::Number) => {
                        GistWord::Stem(lang, term.stem.get(lang).clone())
                    }
                    _ => continue,
                };
                if !skipped.contains(&word) {
                    words.insert(word);
                }
            }
        }
        words
    }
}
