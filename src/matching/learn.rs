//! Sharpens what each target's phrasings have in common by what tells them from everybody else's.
//!
//! Entries lie close together on purpose (who is Meng, what was she arrested for, when was she released), and the mean of an entry's phrasings
//! leans towards the words they share with their neighbours. Each phrasing is asked against these means; where another target comes too near,
//! the two are moved apart along that phrasing. This is the multiclass passive-aggressive algorithm, PA-I, with the means as its beginning
//! (Crammer et al., Online Passive-Aggressive Algorithms, JMLR 7, 2006, section 7). It knows no more than the phrasings, and gives the same every time.

use super::index::{Phrasings, Vector};
use super::weights::Weights;

/// A step that moved a phrasing's target and another one apart along that phrasing. There are some for each phrasing, so they are kept small.
struct Change {
    phrasing: u32,
    rival: u32,
    /// How far.
    step: f32,
    /// Which step it was, counted from 1.
    at: f32,
}

/// For every feature the targets that have it, and how much: at first the mean of their phrasings.
pub struct Sharpened {
    rows: Vec<Row>,
    /// The rows that are stored for all targets, one behind the other: a single piece of memory, which is given back as a whole.
    whole: Vec<f32>,
    count: usize,
}

/// What many targets have is stored for all of them: adding up whole rows is several times faster, and memory is no matter there.
enum Row {
    Few(Vector),
    /// The place where it begins among the whole rows.
    Whole(usize),
}

/// Share of the targets, as one in so many, from which a row is stored for all.
const MANY: usize = 16;

impl Sharpened {
    /// Of features that at most so many targets have each, with no weights yet.
    pub fn new(having: impl Iterator<Item = usize>, count: usize) -> Self {
        let mut end = 0;
        let row = |having| {
            if having * MANY < count {
                return Row::Few(Vector::with_capacity(having));
            }
            let begin = end;
            end += count;
            Row::Whole(begin)
        };
        let rows = having.map(row).collect();
        Self {
            rows,
            whole: vec![0.0; end],
            count,
        }
    }

    /// Moves them apart, given each phrasing, its target and its lot.
    ///
    /// The phrasings of a round are asked by their lots, so that an entry's own do not follow one another. A lot is drawn from the phrasing itself:
    /// one phrasing more leaves the order of all the others, and with it what they answer, as it was.
    /// From the second round on only those are asked again that were not far enough ahead before.
    pub fn sharpen(
        &mut self,
        phrasings: &Phrasings,
        target_of: &[u32],
        lot_of: &[u64],
        weights: &Weights,
    ) {
        let own_of = |phrasing: u32| {
            target_of
                .get(phrasing as usize)
                .copied()
                .unwrap_or_default()
        };
        let mut asked: Vec<u32> = (0..target_of.len() as u32).collect();
        asked.sort_by_key(|phrasing| lot_of.get(*phrasing as usize));
        let mut changes: Vec<Change> = Vec::new();
        let margin = weights.margin_for(target_of.len(), self.count);
        let mut steps = 0.0_f32;
        let mut scores = vec![0.0; self.count];
        let mut vector = Vector::new();
        for _ in 0..weights.rounds_for(target_of.len(), self.count) {
            asked.retain(|phrasing| {
                steps += 1.0;
                let own = own_of(*phrasing);
                vector.clear();
                vector.extend(phrasings.of(*phrasing as usize));
                let Some((rival, loss)) = self.rival(&vector, own, margin, &mut scores) else {
                    return false;
                };
                let change = Change {
                    phrasing: *phrasing,
                    rival,
                    // A phrasing's vector has length 1, so the step that mends it exactly is half the loss.
                    step: weights.step_most.min(loss / 2.0),
                    at: steps,
                };
                self.make(&change, own, phrasings, 1.0);
                changes.push(change);
                true
            });
        }
        // The mean over all steps is kept, not the last one: whatever the order happened to end with weighs no more than the rest.
        // With d_t the change of step t and T steps, the mean is the last minus the sum of t * d_t / T.
        for change in changes {
            let own = own_of(change.phrasing);
            self.make(&change, own, phrasings, -change.at / steps);
        }
    }

    /// Makes a step, `times` as far, of a phrasing of `own`.
    fn make(&mut self, change: &Change, own: u32, phrasings: &Phrasings, times: f32) {
        for (feature, weight) in phrasings.of(change.phrasing as usize) {
            let by = times * change.step * weight;
            self.add(feature, own, by);
            self.add(feature, change.rival, -by);
        }
    }

    fn whole(&self, begin: usize) -> &[f32] {
        let row = self.whole.get(begin..begin + self.count);
        row.unwrap_or_default()
    }

    /// The target that comes too near to a phrasing's own, and by how much; `None` if none does. `scores` is room to work in, one for each target.
    fn rival(
        &self,
        vector: &[(u32, f32)],
        own: u32,
        margin: f32,
        scores: &mut [f32],
    ) -> Option<(u32, f32)> {
        scores.fill(0.0);
        let mut whole = Vec::with_capacity(vector.len());
        for (feature, weight) in vector {
            match self.rows.get(*feature as usize) {
                Some(Row::Few(items)) => add_few(scores, items, *weight),
                Some(Row::Whole(begin)) => whole.push((self.whole(*begin), *weight)),
                None => {}
            }
        }
        add_whole(scores, &whole);
        let own_score = scores.get(own as usize).copied()?;
        let others = (0..).zip(&*scores).filter(|(target, _)| *target != own);
        let (rival, score) = others.max_by(|a, b| a.1.total_cmp(b.1))?;
        let loss = margin - own_score + score;
        (loss > 0.0).then_some((rival, loss))
    }

    /// Adds to the weight of a feature for a target.
    pub fn add(&mut self, feature: u32, target: u32, by: f32) {
        match self.rows.get_mut(feature as usize) {
            Some(Row::Few(items)) => {
                match items.binary_search_by_key(&target, |(target, _)| *target) {
                    Ok(at) => {
                        if let Some((_, weight)) = items.get_mut(at) {
                            *weight += by;
                        }
                    }
                    Err(at) => items.insert(at, (target, by)),
                }
            }
            Some(Row::Whole(begin)) => {
                if let Some(weight) = self.whole.get_mut(*begin + target as usize) {
                    *weight += by;
                }
            }
            None => {}
        }
    }

    /// For every feature the targets that have it, by target.
    pub fn into_rows(self) -> impl Iterator<Item = Vector> {
        let Self { rows, whole, count } = self;
        rows.into_iter().map(move |row| match row {
            Row::Few(items) => items,
            Row::Whole(begin) => {
                let row = whole.get(begin..begin + count).unwrap_or_default();
                (0..)
                    .zip(row.iter().copied())
                    .filter(|(_, weight)| *weight != 0.0)
                    .collect()
            }
        })
    }
}

/// Adds a weighted row to the scores.
fn add_few(scores: &mut [f32], row: &[(u32, f32)], weight: f32) {
    for (at, value) in row {
        if let Some(score) = scores.get_mut(*at as usize) {
            *score += weight * value;
        }
    }
}

/// Adds weighted rows to the scores, four at a time: this waits for memory, and four rows come as fast as one.
fn add_whole(scores: &mut [f32], rows: &[(&[f32], f32)]) {
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
