//! What one guild was taught, beside the index: a handful of phrasings, each held against the question, with the weights of the index.
//!
//! Their words may be new to the index, which knows nothing but what is shipped, so they are compared by keys and not by its features.

use super::features::{Features, Space};
use super::index::Index;
use super::weights::Weights;

/// A sparse vector by rising key.
pub type Keyed = Vec<(u64, f32)>;

/// A text's words and runs of letters, weighed as those of a stored phrasing: together of length 1.
#[must_use]
pub fn weighed(index: &Index, features: &Features, weights: &Weights) -> (Keyed, Keyed) {
    let of = |space| {
        let counts = features.of(space).iter();
        let mut items: Keyed = counts
            .map(|(key, count)| (*key, count * index.rarity(index.feature(*key))))
            .collect();
        let length = items.iter().map(|(_, weight)| weight * weight).sum::<f32>();
        let to = weights.share(space).sqrt();
        let factor = to / length.sqrt().max(f32::EPSILON);
        for (_, weight) in &mut items {
            *weight *= factor;
        }
        items
    };
    (of(Space::Words), of(Space::Letters))
}

/// How alike two such vectors are: the sum over the keys that both have.
#[must_use]
pub fn likeness(one: &Keyed, other: &Keyed) -> f32 {
    let mut sum = 0.0;
    let mut others = other.iter().peekable();
    for (key, weight) in one {
        while others.next_if(|(other, _)| other < key).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == key) {
            sum += weight * other;
        }
    }
    sum
}
