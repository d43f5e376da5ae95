//! The phrasings as weighted features, and for every feature the phrasings and targets that have it.
//!
//! Two spaces are compared, words and runs of letters; each is normalised on its own and gets a fixed share of the score,
//! so that a vector of both has length 1 and a score lies between 0 and 1.

use rustc_hash::FxHashMap;

use super::features::{Features, Space};
use super::learn::{Vector, sharpened};

/// Share of the score that words decide; the rest is decided by runs of letters. Flat between .35 and .55 (measured on eighteen public sets).
const WORDS_SHARE: f32 = 0.45;

/// The index over all phrasings.
#[derive(Debug, Default)]
pub struct Index {
    feature_at: FxHashMap<u64, u32>,
    /// By feature.
    rarity: Vec<f32>,
    /// Rarity of a feature that no phrasing has: the highest there is.
    unknown_rarity: f32,
    phrasings: Postings,
    targets: Postings,
    /// For every phrasing, its target.
    target_of: Vec<u32>,
    /// For every target, the length of the sum of its phrasings' vectors; for leaving one out.
    lengths: Vec<f32>,
}

/// For every feature, who has it and how strongly; one behind the other, so that a question reads memory in order.
#[derive(Debug, Default)]
struct Postings {
    /// Where a feature's items begin; one more than there are features.
    starts: Vec<u32>,
    items: Vec<(u32, f32)>,
}

/// A feature of a question.
#[derive(Clone, Copy, Debug)]
pub struct Weighted {
    /// The feature in the index; `None` if no phrasing has it.
    pub feature: Option<u32>,
    /// How strongly the question has it, before rarity.
    pub weight: f32,
    /// How much it counts in the length of the question: its weight times its rarity, or the rarity of what was meant.
    pub mass: f32,
}

/// What every phrasing and every target scores for one question, 0 to 1.
#[derive(Debug)]
pub struct Scores {
    /// By phrasing.
    pub phrasings: Vec<f32>,
    /// By target, against all its phrasings together.
    pub targets: Vec<f32>,
}

impl Index {
    /// Builds the index from each phrasing's target and features. `learn`: whether the targets' vectors are sharpened.
    #[must_use]
    pub fn new(targets: usize, phrasings: &[(u32, Features)], learn: bool) -> Self {
        let mut index = Self {
            target_of: phrasings.iter().map(|(target, _)| *target).collect(),
            ..Self::default()
        };
        index.count(targets, phrasings);
        let vectors: Vec<(u32, Vector)> = phrasings
            .iter()
            .map(|(target, features)| (*target, index.vector(features)))
            .collect();
        let mut by_phrasing: Vec<Vector> = vec![Vector::new(); index.rarity.len()];
        let mut sums: Vec<FxHashMap<u32, f32>> = vec![FxHashMap::default(); targets];
        for (number, (target, vector)) in vectors.iter().enumerate() {
            for (feature, weight) in vector {
                if let Some(items) = by_phrasing.get_mut(*feature as usize) {
                    items.push((number as u32, *weight));
                }
                if let Some(sum) = sums.get_mut(*target as usize) {
                    *sum.entry(*feature).or_default() += weight;
                }
            }
        }
        let mut by_target: Vec<Vector> = vec![Vector::new(); index.rarity.len()];
        for (target, sum) in sums.into_iter().enumerate() {
            let length = sum
                .values()
                .map(|weight| weight * weight)
                .sum::<f32>()
                .sqrt();
            index.lengths.push(length);
            for (feature, weight) in sum {
                if let Some(items) = by_target.get_mut(feature as usize) {
                    items.push((target as u32, weight / length));
                }
            }
        }
        if learn {
            by_target = sharpened(targets, &by_target, &vectors);
        }
        index.phrasings = Postings::new(by_phrasing);
        index.targets = Postings::new(by_target);
        index
    }

    /// The feature of that key.
    #[must_use]
    pub fn feature(&self, key: u64) -> Option<u32> {
        self.feature_at.get(&key).copied()
    }

    /// How rare a feature is over the targets; an unknown one is the rarest.
    #[must_use]
    pub fn rarity(&self, feature: Option<u32>) -> f32 {
        feature
            .and_then(|feature| self.rarity.get(feature as usize))
            .copied()
            .unwrap_or(self.unknown_rarity)
    }

    /// The target of a phrasing.
    #[must_use]
    pub fn target_of(&self, phrasing: usize) -> Option<u32> {
        self.target_of.get(phrasing).copied()
    }

    /// Scores everything for a question, given as its features in each space.
    #[must_use]
    pub fn score(&self, question: &[(Space, Vec<Weighted>)]) -> Scores {
        let mut scores = Scores {
            phrasings: vec![0.0; self.target_of.len()],
            targets: vec![0.0; self.lengths.len()],
        };
        for (space, weighted) in question {
            let length = weighted
                .iter()
                .map(|item| item.mass * item.mass)
                .sum::<f32>()
                .sqrt();
            if length <= 0.0 {
                continue;
            }
            let scale = share(*space).sqrt() / length;
            for item in weighted {
                let Some(feature) = item.feature else {
                    continue;
                };
                let weight = item.weight * self.rarity(Some(feature)) * scale;
                add(&mut scores.phrasings, self.phrasings.of(feature), weight);
                add(&mut scores.targets, self.targets.of(feature), weight);
            }
        }
        scores
    }

    /// Corrects the scores of a stored phrasing's own question as if that phrasing were not stored; for an index that was not sharpened.
    ///
    /// The question and the phrasing's vector are taken for the same; they differ only by what misspellings may have meant.
    pub fn take_out(&self, scores: &mut Scores, phrasing: usize, target: usize) {
        let (Some(own), Some(whole)) = (
            scores.phrasings.get_mut(phrasing),
            scores.targets.get_mut(target),
        ) else {
            return;
        };
        let length = self.lengths.get(target).copied().unwrap_or_default();
        let along = *whole * length;
        let rest = (length * length - 2.0 * along + 1.0).max(0.0).sqrt();
        *whole = if rest > f32::EPSILON {
            (along - *own) / rest
        } else {
            0.0
        };
        *own = 0.0;
    }

    /// Numbers the features and counts in how many targets each occurs.
    fn count(&mut self, targets: usize, phrasings: &[(u32, Features)]) {
        let mut last_target: Vec<u32> = Vec::new();
        let mut having: Vec<u32> = Vec::new();
        let mut by_target: Vec<&(u32, Features)> = phrasings.iter().collect();
        by_target.sort_by_key(|(target, _)| *target);
        for (target, features) in by_target {
            for (key, _) in Space::ALL.into_iter().flat_map(|space| features.of(space)) {
                let next = self.feature_at.len() as u32;
                let at = *self.feature_at.entry(*key).or_insert(next) as usize;
                match (last_target.get_mut(at), having.get_mut(at)) {
                    (Some(last), Some(having)) if *last != *target => {
                        *last = *target;
                        *having += 1;
                    }
                    (Some(_), _) => {}
                    (None, _) => {
                        last_target.push(*target);
                        having.push(1);
                    }
                }
            }
        }
        self.unknown_rarity = rarity(targets, 0);
        self.rarity = having
            .into_iter()
            .map(|having| rarity(targets, having))
            .collect();
    }

    /// The features of one phrasing with their final weights.
    fn vector(&self, features: &Features) -> Vector {
        let mut vector = Vec::new();
        for space in Space::ALL {
            let start = vector.len();
            let known = features
                .of(space)
                .iter()
                .filter_map(|(key, count)| Some((self.feature(*key)?, *count)));
            vector.extend(
                known.map(|(feature, count)| (feature, count * self.rarity(Some(feature)))),
            );
            let added = vector.get_mut(start..).unwrap_or_default();
            let length = added
                .iter()
                .map(|(_, weight)| weight * weight)
                .sum::<f32>()
                .sqrt();
            for (_, weight) in added {
                *weight *= share(space).sqrt() / length.max(f32::EPSILON);
            }
        }
        vector
    }
}

impl Postings {
    fn new(by_feature: Vec<Vector>) -> Self {
        let mut postings = Self {
            starts: vec![0],
            items: Vec::with_capacity(by_feature.iter().map(Vec::len).sum()),
        };
        for items in by_feature {
            postings.items.extend(items);
            postings.starts.push(postings.items.len() as u32);
        }
        postings
    }

    fn of(&self, feature: u32) -> &[(u32, f32)] {
        let bounds = self
            .starts
            .get(feature as usize)
            .zip(self.starts.get(feature as usize + 1));
        bounds
            .and_then(|(start, end)| self.items.get(*start as usize..*end as usize))
            .unwrap_or_default()
    }
}

const fn share(space: Space) -> f32 {
    match space {
        Space::Words => WORDS_SHARE,
        Space::Letters => 1.0 - WORDS_SHARE,
    }
}

/// Inverse frequency over targets, not phrasings: a word that one target uses in twenty phrasings is still rare.
/// ln(1 + (N + .5) / (n + .5)), as in `matching.md`, section 4.
fn rarity(targets: usize, having: u32) -> f32 {
    ((targets as f32 + 0.5) / (having as f32 + 0.5)).ln_1p()
}

fn add(scores: &mut [f32], postings: &[(u32, f32)], weight: f32) {
    for (at, value) in postings {
        if let Some(score) = scores.get_mut(*at as usize) {
            *score += weight * value;
        }
    }
}
