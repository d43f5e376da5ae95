//! Sharpens what each target's phrasings have in common by what tells them from everybody else's.
//!
//! Entries lie close together on purpose (who is Meng, what was she arrested for, when was she released), and the mean of an entry's phrasings
//! leans towards the words they share with their neighbours. Each phrasing is asked against these means; where another target comes too near,
//! the two are moved apart along that phrasing. This is the multiclass passive-aggressive algorithm, PA-I, with the means as its beginning
//! (Crammer et al., Online Passive-Aggressive Algorithms, JMLR 7, 2006, section 7). It knows no more than the phrasings, and gives the same every time.

use super::index::{Rows, Vector, add};
use super::weights::Weights;

/// The order of phrasings within a round is a stride through them, so that an entry's own do not follow one another. A prime beyond any count.
const STRIDE: usize = 15_485_863;

/// Moves `means` (for every feature the targets that have it, by target) apart, given each phrasing and its target.
/// From the second round on only those are asked again that were not far enough ahead before.
#[must_use]
pub fn sharpened(
    mut means: Vec<Vector>,
    targets: usize,
    phrasings: &Rows,
    target_of: &[u32],
    weights: &Weights,
) -> Vec<Vector> {
    let count = target_of.len();
    let mut asked: Vec<usize> = (0..count)
        .map(|number| number.wrapping_mul(STRIDE) % count)
        .collect();
    let mut scores = vec![0.0; targets];
    for _ in 0..weights.rounds {
        asked.retain(|phrasing| {
            let own = target_of.get(*phrasing).copied().unwrap_or_default();
            let vector = phrasings.of(*phrasing);
            scores.fill(0.0);
            for (feature, weight) in vector {
                add(
                    &mut scores,
                    means.get(*feature as usize).map_or(&[], Vec::as_slice),
                    *weight,
                );
            }
            let own_score = scores.get(own as usize).copied().unwrap_or_default();
            let others = (0..).zip(&scores).filter(|(target, _)| *target != own);
            let Some((rival, rival_score)) = others.max_by(|a, b| a.1.total_cmp(b.1)) else {
                return false;
            };
            let loss = weights.margin - own_score + rival_score;
            if loss <= 0.0 {
                return false;
            }
            // A phrasing's vector has length 1, so the step that mends it exactly is half the loss.
            let step = weights.step_most.min(loss / 2.0);
            for (feature, weight) in vector {
                if let Some(row) = means.get_mut(*feature as usize) {
                    change(row, own, step * weight);
                    change(row, rival, -step * weight);
                }
            }
            true
        });
    }
    means
}

fn change(row: &mut Vector, target: u32, by: f32) {
    match row.binary_search_by_key(&target, |(target, _)| *target) {
        Ok(at) => {
            if let Some((_, weight)) = row.get_mut(at) {
                *weight += by;
            }
        }
        Err(at) => row.insert(at, (target, by)),
    }
}
