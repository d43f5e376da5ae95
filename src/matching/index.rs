//! The phrasings as weighted features, and for every feature the targets that have it.
//!
//! Two spaces are compared, words and runs of letters; each is normalised on its own and gets a fixed share of the score,
//! so that a vector of both has length 1 and a score lies between 0 and 1, but for what rounding and misspelt words add.
//! A question is held against every target at once, and against the phrasings of the few best targets only, by letters against the nearest of those:
//! that is what keeps it fast.

use std::hash::Hasher as _;
use std::ops::Range;

use bitcode::{Decode, Encode};
use rustc_hash::{FxHashMap, FxHasher};

use super::features::{Features, Space};
use super::learn::Sharpened;
use super::weights::Weights;

/// A sparse vector: places and weights.
pub type Vector = Vec<(u32, f32)>;

/// Weights of a target smaller than this are dropped: they cost time and decide nothing.
const WEIGHT_LEAST: f32 = 0.003;

/// Features of a phrasing that weigh less than this are dropped, where its whole length is 1: a quarter of all, which make up a hundredth of it.
/// The figures of `benches/README.md` are the same without them, memory and time a quarter less; from .05 on more out of scope is answered.
const FEATURE_LEAST: f32 = 0.03;

/// The index over all phrasings.
#[derive(Debug, Decode, Default, Encode)]
pub struct Index {
    weights: Weights,
    feature_at: FxHashMap<u64, u32>,
    /// By feature.
    rarity: Vec<f32>,
    /// Rarity of a feature that no phrasing has: the highest there is.
    unknown_rarity: f32,
    /// The phrasings of a target follow one another.
    phrasings: Phrasings,
    /// For every phrasing its target.
    target_of: Vec<u32>,
    /// Where the phrasings of a target begin; one more than there are targets.
    first_of: Vec<u32>,
    /// For every feature the targets that have it, by target.
    targets: Rows,
    /// For every target, the length of the sum of its phrasings' vectors; for leaving one out.
    lengths: Vec<f32>,
}

/// Collects the phrasings before their features can be weighed.
#[derive(Debug, Default)]
pub struct Builder {
    index: Index,
    /// By feature: the last target that had it, and how many had it.
    seen: Vec<(u32, u32)>,
    /// For every phrasing a number that looks drawn at random, and is always the same for the same letters.
    lots: Vec<u64>,
}

/// Sparse vectors, one behind the other, so that memory is read in order. Most of what the bot keeps in memory is here, so a weight has 16 bits:
/// that moves it by 1 / 32,768 at most, a hundredth of [`WEIGHT_LEAST`].
#[derive(Debug, Decode, Encode)]
pub struct Rows {
    /// Where a row begins; one more than there are rows.
    starts: Vec<u32>,
    places: Places,
    /// In parts of [`ONE`].
    weights: Vec<i16>,
}

/// Places in the vectors of [`Rows`]: in half the room where all of them fit into it, as those of the shipped knowledge do.
#[derive(Debug, Decode, Encode)]
enum Places {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

/// For every phrasing its features, those of each space on their own.
#[derive(Debug, Decode, Default, Encode)]
pub struct Phrasings {
    words: Rows,
    letters: Rows,
}

/// The weight 1 as [`Rows`] and [`Scores`] keep it. Rows hold less than 2 either way, where a question's weight stops:
/// a phrasing has length 1, and no target is moved further.
const ONE: f32 = 16_384.0;

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

/// A question held against every target.
#[derive(Debug)]
pub struct Scores {
    /// By target, against all its phrasings together, -1 to 1 but for what dropped features and misspelt words add.
    pub targets: Vec<f32>,
    /// The question's own weights by feature, in parts of [`ONE`], to hold against single phrasings.
    question: Vec<i16>,
}

impl Builder {
    /// Takes in all phrasings of the next target.
    pub fn add(&mut self, phrasings: impl Iterator<Item = Features>) {
        let target = self.targets();
        for features in phrasings {
            for space in Space::ALL {
                let length = length(features.of(space).iter().map(|(_, count)| *count));
                for (key, count) in features.of(space) {
                    let feature = self.seen_in(*key, target);
                    // The counts alone decide what follows, not how large they are; so they fit.
                    self.index
                        .phrasings
                        .rows_mut(space)
                        .push(feature, count / length);
                }
                self.index.phrasings.rows_mut(space).end_row();
            }
            self.index.target_of.push(target);
            self.lots.push(lot(features.of(Space::Letters)));
        }
        let phrasings = self.index.target_of.len() as u32;
        if self.index.first_of.is_empty() {
            self.index.first_of.push(0);
        }
        self.index.first_of.push(phrasings);
    }

    fn targets(&self) -> u32 {
        self.index.first_of.len().saturating_sub(1) as u32
    }

    /// The number of a feature, which is noted as one that the target has.
    fn seen_in(&mut self, key: u64, target: u32) -> u32 {
        let next = self.seen.len() as u32;
        let feature = *self.index.feature_at.entry(key).or_insert(next);
        match self.seen.get_mut(feature as usize) {
            Some((last, _)) if *last == target => {}
            Some((last, having)) => {
                *last = target;
                *having += 1;
            }
            None => self.seen.push((target, 1)),
        }
        feature
    }

    /// Weighs everything by rarity, and sharpens the targets against each other.
    #[must_use]
    pub fn finish(self, weights: &Weights) -> Index {
        let targets = self.targets();
        let Self {
            mut index,
            seen,
            lots,
        } = self;
        let rarity = |having| {
            if weights.rarity {
                rarity(targets, having)
            } else {
                1.0
            }
        };
        index.weights = *weights;
        index.unknown_rarity = rarity(0);
        index.rarity = seen.iter().map(|(_, having)| rarity(*having)).collect();
        for space in Space::ALL {
            index.phrasings.rows_mut(space).rewrite(|row| {
                for (feature, weight) in &mut *row {
                    *weight *= index
                        .rarity
                        .get(*feature as usize)
                        .copied()
                        .unwrap_or_default();
                }
                scale(row, weights.share(space).sqrt());
                row.retain(|(_, weight)| *weight >= FEATURE_LEAST);
            });
        }
        let having = seen.into_iter().map(|(_, having)| having as usize);
        let mut sharpened = Sharpened::new(having, targets as usize);
        index.means(|feature, target, weight| sharpened.add(feature, target, weight));
        sharpened.sharpen(&index.phrasings, &index.target_of, &lots, weights);
        for items in sharpened.into_rows() {
            let kept = items
                .into_iter()
                .filter(|(_, weight)| weight.abs() >= WEIGHT_LEAST);
            for (target, weight) in kept {
                index.targets.push(target, weight);
            }
            index.targets.end_row();
        }
        index.targets.shrink();
        index
    }
}

fn lot(features: &[(u64, f32)]) -> u64 {
    let mut hasher = FxHasher::default();
    for (key, _) in features {
        hasher.write_u64(*key);
    }
    hasher.finish()
}

impl Index {
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

    /// The phrasings of a target.
    #[must_use]
    pub fn phrasings_of(&self, target: usize) -> Range<usize> {
        let bound = |at: usize| self.first_of.get(at).copied().unwrap_or_default() as usize;
        bound(target)..bound(target + 1)
    }

    /// The target of a phrasing.
    #[must_use]
    pub fn target_of(&self, phrasing: usize) -> Option<usize> {
        self.target_of.get(phrasing).map(|target| *target as usize)
    }

    /// Holds a question, given as its features in each space, against every target.
    #[must_use]
    pub fn score(&self, question: &[(Space, Vec<Weighted>)]) -> Scores {
        let mut scores = Scores {
            targets: vec![0.0; self.lengths.len()],
            question: vec![0; self.rarity.len()],
        };
        for (space, weighted) in question {
            let length = length(weighted.iter().map(|item| item.mass));
            if length <= 0.0 {
                continue;
            }
            let scale = self.weights.share(*space).sqrt() / length;
            for item in weighted {
                let Some(feature) = item.feature else {
                    continue;
                };
                let weight = item.weight * self.rarity(Some(feature)) * scale;
                if let Some(own) = scores.question.get_mut(feature as usize) {
                    *own = own.saturating_add(in_parts(weight));
                }
                self.targets
                    .add_to(&mut scores.targets, feature as usize, weight);
            }
        }
        scores
    }

    /// How alike a question is to one phrasing, 0 to 1.
    #[must_use]
    pub fn likeness(&self, scores: &Scores, phrasing: usize) -> f32 {
        let parts = Space::ALL.map(|space| self.likeness_in(space, scores, phrasing));
        parts.iter().sum()
    }

    /// The part of that which one space decides.
    #[must_use]
    pub fn likeness_in(&self, space: Space, scores: &Scores, phrasing: usize) -> f32 {
        let rows = self.phrasings.rows(space);
        rows.product(phrasing, &scores.question)
    }

    /// Corrects the score of a stored phrasing's own target as if that phrasing were not stored; for an index that was not sharpened.
    ///
    /// The question and the phrasing's vector are taken for the same; they differ only by what misspellings may have meant.
    pub fn take_out(&self, scores: &mut Scores, phrasing: usize) {
        let likeness = self.likeness(scores, phrasing);
        let Some(target) = self.target_of(phrasing) else {
            return;
        };
        let length = self.lengths.get(target).copied().unwrap_or_default();
        if let Some(whole) = scores.targets.get_mut(target) {
            let along = *whole * length;
            let rest = (length * length - 2.0 * along + 1.0).max(0.0).sqrt();
            *whole = if rest > f32::EPSILON {
                (along - likeness) / rest
            } else {
                0.0
            };
        }
    }

    /// Hands over every feature of every target, each target the sum of its phrasings at length 1.
    fn means(&mut self, mut take: impl FnMut(u32, u32, f32)) {
        let mut sum = vec![0.0; self.rarity.len()];
        let mut features: Vec<u32> = Vec::new();
        for target in 0..self.first_of.len().saturating_sub(1) {
            for phrasing in self.phrasings_of(target) {
                for (feature, weight) in self.phrasings.of(phrasing) {
                    if let Some(sum) = sum.get_mut(feature as usize) {
                        if *sum == 0.0 {
                            features.push(feature);
                        }
                        *sum += weight;
                    }
                }
            }
            let of = |feature: u32| sum.get(feature as usize).copied().unwrap_or_default();
            let length = length(features.iter().map(|feature| of(*feature)));
            self.lengths.push(length);
            for feature in features.drain(..) {
                if let Some(sum) = sum.get_mut(feature as usize) {
                    take(feature, target as u32, std::mem::take(sum) / length);
                }
            }
        }
    }
}

impl Phrasings {
    const fn rows(&self, space: Space) -> &Rows {
        match space {
            Space::Words => &self.words,
            Space::Letters => &self.letters,
        }
    }

    const fn rows_mut(&mut self, space: Space) -> &mut Rows {
        match space {
            Space::Words => &mut self.words,
            Space::Letters => &mut self.letters,
        }
    }

    /// All features of a phrasing.
    pub fn of(&self, phrasing: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.words.of(phrasing).chain(self.letters.of(phrasing))
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            starts: vec![0],
            places: Places::Narrow(Vec::new()),
            weights: Vec::new(),
        }
    }
}

impl Rows {
    /// One row; nothing if there is none.
    fn of(&self, row: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.within(self.bounds(row))
    }

    fn within(&self, bounds: Range<usize>) -> impl Iterator<Item = (u32, f32)> + '_ {
        let weights = self.weights_in(bounds.clone()).iter();
        let weights = weights.map(|weight| f32::from(*weight) / ONE);
        let (narrow, wide) = match &self.places {
            Places::Narrow(places) => (places.get(bounds).unwrap_or_default(), [].as_slice()),
            Places::Wide(places) => ([].as_slice(), places.get(bounds).unwrap_or_default()),
        };
        let narrow = narrow.iter().map(|place| u32::from(*place));
        narrow.chain(wide.iter().copied()).zip(weights)
    }

    fn weights_in(&self, bounds: Range<usize>) -> &[i16] {
        self.weights.get(bounds).unwrap_or_default()
    }

    /// The scalar product of a row with a vector that has a weight at every place.
    fn product(&self, row: usize, with: &[i16]) -> f32 {
        let bounds = self.bounds(row);
        let weights = self.weights_in(bounds.clone());
        match &self.places {
            Places::Narrow(places) => product(places.get(bounds), weights, with),
            Places::Wide(places) => product(places.get(bounds), weights, with),
        }
    }

    /// Adds a row, weighted, to the scores.
    fn add_to(&self, scores: &mut [f32], row: usize, weight: f32) {
        let bounds = self.bounds(row);
        let weights = self.weights_in(bounds.clone());
        match &self.places {
            Places::Narrow(places) => add(places.get(bounds), weights, weight, scores),
            Places::Wide(places) => add(places.get(bounds), weights, weight, scores),
        }
    }

    fn bounds(&self, row: usize) -> Range<usize> {
        let bound = |at: usize| self.starts.get(at).copied().unwrap_or_default() as usize;
        bound(row)..bound(row + 1)
    }

    /// Puts an item behind the last row, until that ends.
    fn push(&mut self, place: u32, weight: f32) {
        self.places.push(place);
        self.weights.push(in_parts(weight));
    }

    fn end_row(&mut self) {
        self.starts.push(self.weights.len() as u32);
    }

    /// Changes every row, of which nothing may become longer.
    fn rewrite(&mut self, mut change: impl FnMut(&mut Vector)) {
        let mut row = Vector::new();
        let (mut begin, mut written) = (0, 0);
        for at in 1..self.starts.len() {
            let end = self.starts.get(at).copied().unwrap_or_default() as usize;
            row.clear();
            row.extend(self.within(begin..end));
            change(&mut row);
            let weights = self.weights.get_mut(written..).unwrap_or_default();
            for (at, (weight, (place, new))) in (written..).zip(weights.iter_mut().zip(&row)) {
                self.places.set(at, *place);
                *weight = in_parts(*new);
            }
            (begin, written) = (end, written + row.len());
            if let Some(start) = self.starts.get_mut(at) {
                *start = written as u32;
            }
        }
        self.weights.truncate(written);
        self.places.truncate(written);
        self.shrink();
    }

    fn shrink(&mut self) {
        self.weights.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

impl Places {
    fn push(&mut self, place: u32) {
        match self {
            Self::Narrow(places) => match u16::try_from(place) {
                Ok(place) => places.push(place),
                Err(_) => {
                    let narrow = places.iter().map(|place| u32::from(*place));
                    *self = Self::Wide(narrow.chain([place]).collect());
                }
            },
            Self::Wide(places) => places.push(place),
        }
    }

    /// Changes one to a place that was pushed before.
    fn set(&mut self, at: usize, place: u32) {
        match self {
            Self::Narrow(places) => {
                if let Some(old) = places.get_mut(at) {
                    *old = place as u16;
                }
            }
            Self::Wide(places) => {
                if let Some(old) = places.get_mut(at) {
                    *old = place;
                }
            }
        }
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Self::Narrow(places) => places.truncate(length),
            Self::Wide(places) => places.truncate(length),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Self::Narrow(places) => places.shrink_to_fit(),
            Self::Wide(places) => places.shrink_to_fit(),
        }
    }
}

/// The scalar product of one row with a vector that has a weight at every place.
fn product<P: Copy + Into<u32>>(places: Option<&[P]>, weights: &[i16], with: &[i16]) -> f32 {
    let row = places.unwrap_or_default().iter().zip(weights);
    let products = row.map(|(place, weight)| {
        let place: u32 = (*place).into();
        let with = with.get(place as usize).copied().unwrap_or_default();
        i64::from(i32::from(with) * i32::from(*weight))
    });
    products.sum::<i64>() as f32 / (ONE * ONE)
}

/// Adds one row, weighted, to the scores.
fn add<P: Copy + Into<u32>>(
    places: Option<&[P]>,
    weights: &[i16],
    weight: f32,
    scores: &mut [f32],
) {
    let weight = weight / ONE;
    for (place, value) in places.unwrap_or_default().iter().zip(weights) {
        let place: u32 = (*place).into();
        if let Some(score) = scores.get_mut(place as usize) {
            *score += weight * f32::from(*value);
        }
    }
}

fn in_parts(weight: f32) -> i16 {
    (weight * ONE).round() as i16
}

/// Inverse frequency over targets, not phrasings: a word that one target uses in twenty phrasings is still rare.
/// ln(1 + (N + .5) / (n + .5)), as in `matching.md`, section 4.
fn rarity(targets: u32, having: u32) -> f32 {
    ((targets as f32 + 0.5) / (having as f32 + 0.5)).ln_1p()
}

fn length(weights: impl Iterator<Item = f32>) -> f32 {
    weights.map(|weight| weight * weight).sum::<f32>().sqrt()
}

/// Brings a vector to a length, if it has any.
fn scale(items: &mut [(u32, f32)], to: f32) {
    let factor = to / length(items.iter().map(|(_, weight)| *weight)).max(f32::EPSILON);
    for (_, weight) in items {
        *weight *= factor;
    }
}
