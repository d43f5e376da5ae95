//! Sharpens what each target's phrasings have in common by what tells them from everybody else's.
//!
//! Entries lie close together on purpose (who is Meng, what was she arrested for, when was she released), and the mean of an entry's phrasings
//! leans towards the words they share with their neighbours. Each phrasing is asked against these means; where another target comes too near,
//! the two are moved apart along that phrasing. This is the multiclass passive-aggressive algorithm, PA-I, with the means as its beginning
//! (Crammer et al., Online Passive-Aggressive Algorithms, JMLR 7, 2006, section 7). It knows no more than the phrasings, and gives the same every time.

/// How far the right target must lie ahead of the next. .2 to .4 were equally good within chance.
const MARGIN: f32 = 0.3;
/// How far one phrasing may move the targets at once: a single odd phrasing must not bend an entry to its shape.
const STEP_MOST: f32 = 0.05;
/// Times that all phrasings are gone through; one to four were equally good within chance.
const ROUNDS: usize = 3;
/// The order of phrasings within a round is a stride through them, so that an entry's own do not follow one another. A prime beyond any count.
const STRIDE: usize = 1_000_003;
/// Weights smaller than this are dropped afterwards: they cost time and decide nothing.
const WEIGHT_LEAST: f32 = 0.002;

/// A sparse vector: features and weights.
pub type Vector = Vec<(u32, f32)>;

/// Moves `means` (by feature, for every target its weight) apart, given each phrasing's target and vector.
#[must_use]
pub fn sharpened(targets: usize, means: &[Vector], phrasings: &[(u32, Vector)]) -> Vec<Vector> {
    let mut rows: Vec<Vec<f32>> = means.iter().map(|items| dense(targets, items)).collect();
    let mut scores = vec![0.0; targets];
    for number in 0..ROUNDS * phrasings.len() {
        let Some((own, vector)) = phrasings.get(number.wrapping_mul(STRIDE) % phrasings.len())
        else {
            continue;
        };
        score(&mut scores, &rows, vector);
        let Some(own_score) = scores.get(*own as usize).copied() else {
            continue;
        };
        let others = scores
            .iter()
            .enumerate()
            .filter(|(target, _)| *target != *own as usize);
        let Some((rival, rival_score)) = others.max_by(|a, b| a.1.total_cmp(b.1)) else {
            continue;
        };
        let loss = MARGIN - own_score + rival_score;
        if loss <= 0.0 {
            continue;
        }
        // A phrasing's vector has length 1, so the step that mends it exactly is half the loss.
        let step = STEP_MOST.min(loss / 2.0);
        for (feature, weight) in vector {
            let Some(row) = rows.get_mut(*feature as usize) else {
                continue;
            };
            if let Some(value) = row.get_mut(*own as usize) {
                *value += step * weight;
            }
            if let Some(value) = row.get_mut(rival) {
                *value -= step * weight;
            }
        }
    }
    rows.into_iter().map(|row| sparse(&row)).collect()
}

fn score(scores: &mut [f32], rows: &[Vec<f32>], vector: &[(u32, f32)]) {
    scores.fill(0.0);
    for (feature, weight) in vector {
        let Some(row) = rows.get(*feature as usize) else {
            continue;
        };
        for (score, value) in scores.iter_mut().zip(row) {
            *score += weight * value;
        }
    }
}

fn dense(targets: usize, items: &[(u32, f32)]) -> Vec<f32> {
    let mut row = vec![0.0; targets];
    for (target, weight) in items {
        if let Some(value) = row.get_mut(*target as usize) {
            *value = *weight;
        }
    }
    row
}

fn sparse(row: &[f32]) -> Vector {
    let kept = row
        .iter()
        .enumerate()
        .filter(|(_, weight)| weight.abs() >= WEIGHT_LEAST);
    kept.map(|(target, weight)| (target as u32, *weight))
        .collect()
}
