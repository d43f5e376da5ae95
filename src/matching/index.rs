//! The phrasings as weighted features, and for every feature the phrasings and targets that have it.
//!
//! Two spaces are compared, words and runs of letters; each is normalised on its own and gets a fixed share of the score,
//! so that a vector of both has length 1 and a score lies between 0 and 1.

use std::collections::HashMap;

use super::features::{Features, Space};

/// Share of the score that words decide; the rest is decided by runs of letters. Flat between .35 and .55 (measured on eighteen public sets).
pub const WORDS_SHARE: f32 = 0.45;

/// The index over all phrasings.
#[derive(Debug, Default)]
pub struct Index {
    spaces: [SpaceIndex; 2],
    /// For every phrasing, its target.
    target_of: Vec<u32>,
    targets: usize,
}

#[derive(Debug, Default)]
struct SpaceIndex {
    feature_at: HashMap<u64, u32>,
    features: Vec<Feature>,
    /// Rarity of a feature that no phrasing has: the highest there is.
    unknown_rarity: f32,
}

#[derive(Debug, Default)]
struct Feature {
    rarity: f32,
    phrasings: Vec<(u32, f32)>,
    targets: Vec<(u32, f32)>,
}

/// A feature of a question with its weight before rarity.
#[derive(Clone, Copy, Debug)]
pub struct Weighted {
    /// The feature in the index; `None` if no phrasing has it.
    pub feature: Option<u32>,
    /// How strongly the question has it.
    pub weight: f32,
    /// How much it counts in the length of the question (its weight times its rarity, or that of what was meant).
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
    /// Builds the index from each phrasing's target and features.
    #[must_use]
    pub fn new(targets: usize, phrasings: &[(u32, Features)]) -> Self {
        let mut index = Self {
            target_of: phrasings.iter().map(|(target, _)| *target).collect(),
            targets,
            ..Self::default()
        };
        for (space, share) in Space::ALL.into_iter().zip([WORDS_SHARE, 1.0 - WORDS_SHARE]) {
            if let Some(slot) = index.spaces.get_mut(space as usize) {
                *slot = SpaceIndex::new(targets, phrasings, space, share);
            }
        }
        index
    }

    /// The feature of a space with that key.
    #[must_use]
    pub fn feature(&self, space: Space, key: u64) -> Option<u32> {
        self.spaces
            .get(space as usize)?
            .feature_at
            .get(&key)
            .copied()
    }

    /// How rare a feature is over the targets; an unknown one is the rarest.
    #[must_use]
    pub fn rarity(&self, space: Space, feature: Option<u32>) -> f32 {
        let Some(index) = self.spaces.get(space as usize) else {
            return 0.0;
        };
        feature
            .and_then(|feature| index.features.get(feature as usize))
            .map_or(index.unknown_rarity, |feature| feature.rarity)
    }

    /// The target of a phrasing.
    #[must_use]
    pub fn target_of(&self, phrasing: usize) -> Option<u32> {
        self.target_of.get(phrasing).copied()
    }

    /// Scores everything for a question given as the features of each space.
    #[must_use]
    pub fn score(&self, question: &[Vec<Weighted>; 2]) -> Scores {
        let mut scores = Scores {
            phrasings: vec![0.0; self.target_of.len()],
            targets: vec![0.0; self.targets],
        };
        for ((space, weighted), share) in self
            .spaces
            .iter()
            .zip(question)
            .zip([WORDS_SHARE, 1.0 - WORDS_SHARE])
        {
            let length = weighted
                .iter()
                .map(|item| item.mass * item.mass)
                .sum::<f32>()
                .sqrt();
            if length <= 0.0 {
                continue;
            }
            let scale = share.sqrt() / length;
            for item in weighted {
                let Some(feature) = item
                    .feature
                    .and_then(|feature| space.features.get(feature as usize))
                else {
                    continue;
                };
                let weight = item.weight * feature.rarity * scale;
                add(&mut scores.phrasings, &feature.phrasings, weight);
                add(&mut scores.targets, &feature.targets, weight);
            }
        }
        scores
    }
}

impl SpaceIndex {
    fn new(targets: usize, phrasings: &[(u32, Features)], space: Space, share: f32) -> Self {
        let mut index = Self::default();
        let mut last_target: Vec<Option<u32>> = Vec::new();
        let mut target_count: Vec<u32> = Vec::new();
        let mut by_target: Vec<usize> = (0..phrasings.len()).collect();
        by_target.sort_by_key(|at| phrasings.get(*at).map(|(target, _)| *target));
        for (target, features) in by_target.iter().filter_map(|at| phrasings.get(*at)) {
            for (key, _) in features.of(space) {
                let next = index.feature_at.len() as u32;
                let at = *index.feature_at.entry(*key).or_insert(next) as usize;
                if at == last_target.len() {
                    last_target.push(None);
                    target_count.push(0);
                }
                if let (Some(last), Some(count)) =
                    (last_target.get_mut(at), target_count.get_mut(at))
                    && *last != Some(*target)
                {
                    *last = Some(*target);
                    *count += 1;
                }
            }
        }
        index.unknown_rarity = rarity(targets, 0);
        index.features = target_count
            .iter()
            .map(|count| Feature {
                rarity: rarity(targets, *count),
                ..Feature::default()
            })
            .collect();
        let mut centroids: Vec<HashMap<u32, f32>> = vec![HashMap::new(); targets];
        for (number, (target, features)) in phrasings.iter().enumerate() {
            let vector = index.vector(features.of(space), share);
            for (feature, weight) in vector {
                if let Some(feature) = index.features.get_mut(feature as usize) {
                    feature.phrasings.push((number as u32, weight));
                }
                if let Some(centroid) = centroids.get_mut(*target as usize) {
                    *centroid.entry(feature).or_default() += weight;
                }
            }
        }
        for (target, centroid) in centroids.into_iter().enumerate() {
            let length = centroid
                .values()
                .map(|weight| weight * weight)
                .sum::<f32>()
                .sqrt();
            for (feature, weight) in centroid {
                if let Some(feature) = index.features.get_mut(feature as usize) {
                    feature
                        .targets
                        .push((target as u32, weight / length * share.sqrt()));
                }
            }
        }
        index
    }

    /// The features of one phrasing with their final weights.
    fn vector(&self, features: &[(u64, f32)], share: f32) -> Vec<(u32, f32)> {
        let mut vector: Vec<(u32, f32)> = Vec::with_capacity(features.len());
        for (key, count) in features {
            if let Some(at) = self.feature_at.get(key) {
                let rarity = self
                    .features
                    .get(*at as usize)
                    .map_or(0.0, |feature| feature.rarity);
                vector.push((*at, count * rarity));
            }
        }
        let length = vector
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            for (_, weight) in &mut vector {
                *weight *= share.sqrt() / length;
            }
        }
        vector
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
