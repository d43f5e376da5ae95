//! Sharpens what each target's phrasings have in common by what tells them from everybody else's.
//!
//! Entries lie close together on purpose (who is Meng, what was she arrested for, when was she released), and the mean of an entry's phrasings
//! leans towards the words they share with their neighbours. Each phrasing is asked against these means; where another target comes too near,
//! the two are moved apart along that phrasing. This is the multiclass passive-aggressive algorithm, PA-I, with the means as its beginning
//! (Crammer et al., Online Passive-Aggressive Algorithms, JMLR 7, 2006, section 7). It knows no more than the phrasings, and gives the same every time.

use super::index::{Rows, Vector};
use super::weights::Weights;

/// Moves `means` (for every feature the targets that have it, by target) apart, given each phrasing, its target and its lot.
///
/// The phrasings of a round are asked by their lots, so that an entry's own do not follow one another. A lot is drawn from the phrasing itself:
/// one phrasing more leaves the order of all the others, and with it what they answer, as it was.
/// From the second round on only those are asked again that were not far enough ahead before.
pub fn sharpened(
    means: Vec<Vector>,
    targets: usize,
    phrasings: &Rows,
    target_of: &[u32],
    lot_of: &[u64],
    weights: &Weights,
) -> impl Iterator<Item = Vector> {
    let mut asked: Vec<usize> = (0..target_of.len()).collect();
    asked.sort_by_key(|phrasing| lot_of.get(*phrasing));
    let mut rows: Vec<Row> = means
        .into_iter()
        .map(|items| Row::new(items, targets))
        .collect();
    let mut changes: Vec<Change> = Vec::new();
    let margin = weights.margin_for(target_of.len(), targets);
    let mut steps = 0.0_f32;
    let mut scores = vec![0.0; targets];
    let mut vector = Vector::new();
    for _ in 0..weights.rounds {
        asked.retain(|phrasing| {
            steps += 1.0;
            let own = target_of.get(*phrasing).copied().unwrap_or_default();
            vector.clear();
            vector.extend(phrasings.of(*phrasing));
            let Some((rival, loss)) = rival(&rows, &vector, own, margin, &mut scores) else {
                return false;
            };
            let change = Change {
                phrasing: *phrasing,
                own,
                rival,
                // A phrasing's vector has length 1, so the step that mends it exactly is half the loss.
                step: weights.step_most.min(loss / 2.0),
                at: steps,
            };
            change.make(&mut rows, phrasings, 1.0);
            changes.push(change);
            true
        });
    }
    // The mean over all steps is kept, not the last one: whatever the order happened to end with weighs no more than the rest.
    // With d_t the change of step t and T steps, the mean is the last minus the sum of t * d_t / T.
    for change in changes {
        change.make(&mut rows, phrasings, -change.at / steps);
    }
    rows.into_iter().map(Row::items)
}

/// The target that comes too near to a phrasing's own, and by how much; `None` if none does. `scores` is room to work in, one for each target.
fn rival(
    rows: &[Row],
    vector: &[(u32, f32)],
    own: u32,
    margin: f32,
    scores: &mut [f32],
) -> Option<(u32, f32)> {
    scores.fill(0.0);
    let mut many = Vec::with_capacity(vector.len());
    for (feature, weight) in vector {
        match rows.get(*feature as usize) {
            Some(Row::Few(items)) => add(scores, items, *weight),
            Some(Row::Many(row)) => many.push((row, *weight)),
            None => {}
        }
    }
    add_many(scores, &many);
    let own_score = scores.get(own as usize).copied()?;
    let others = (0..).zip(&*scores).filter(|(target, _)| *target != own);
    let (rival, score) = others.max_by(|a, b| a.1.total_cmp(b.1))?;
    let loss = margin - own_score + score;
    (loss > 0.0).then_some((rival, loss))
}

/// Adds weighted rows to the scores, four at a time: this waits for memory, and four rows come as fast as one.
fn add_many(scores: &mut [f32], rows: &[(&Vec<f32>, f32)]) {
    let fours = rows.chunks_exact(4);
    for (row, weight) in fours.remainder() {
        for (score, value) in scores.iter_mut().zip(*row) {
            *score += weight * value;
        }
    }
    for four in fours {
        let [(a, by_a), (b, by_b), (c, by_c), (d, by_d)] = four else {
            continue;
        };
        for ((((score, a), b), c), d) in scores.iter_mut().zip(*a).zip(*b).zip(*c).zip(*d) {
            *score += (by_a * a + by_b * b) + (by_c * c + by_d * d);
        }
    }
}

/// A step that moved two targets apart along a phrasing.
struct Change {
    phrasing: usize,
    own: u32,
    rival: u32,
    /// How far.
    step: f32,
    /// Which step it was, counted from 1.
    at: f32,
}

impl Change {
    /// Makes the step, `times` as far.
    fn make(&self, rows: &mut [Row], phrasings: &Rows, times: f32) {
        for (feature, weight) in phrasings.of(self.phrasing) {
            let by = times * self.step * weight;
            if let Some(row) = rows.get_mut(feature as usize) {
                row.change(self.own, by);
                row.change(self.rival, -by);
            }
        }
    }
}

/// The targets that have a feature. What many have is stored for all of them: adding up whole rows is several times faster, and memory is no matter there.
enum Row {
    Few(Vector),
    Many(Vec<f32>),
}

/// Share of the targets, as one in so many, from which a row is stored for all.
const MANY: usize = 16;

impl Row {
    fn new(items: Vector, targets: usize) -> Self {
        if items.len() * MANY < targets {
            return Self::Few(items);
        }
        let mut row = vec![0.0; targets];
        add(&mut row, &items, 1.0);
        Self::Many(row)
    }

    fn change(&mut self, target: u32, by: f32) {
        match self {
            Self::Few(items) => match items.binary_search_by_key(&target, |(target, _)| *target) {
                Ok(at) => {
                    if let Some((_, weight)) = items.get_mut(at) {
                        *weight += by;
                    }
                }
                Err(at) => items.insert(at, (target, by)),
            },
            Self::Many(row) => {
                if let Some(weight) = row.get_mut(target as usize) {
                    *weight += by;
                }
            }
        }
    }

    fn items(self) -> Vector {
        match self {
            Self::Few(items) => items,
            Self::Many(row) => (0..)
                .zip(row)
                .filter(|(_, weight)| *weight != 0.0)
                .collect(),
        }
    }
}

/// Adds a weighted row to the scores.
fn add(scores: &mut [f32], row: &[(u32, f32)], weight: f32) {
    for (at, value) in row {
        if let Some(score) = scores.get_mut(*at as usize) {
            *score += weight * value;
        }
    }
}
