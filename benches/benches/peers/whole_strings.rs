//! strsim over whole questions, every phrasing in turn: what a first version of such a bot does.

use super::{Pair, Peer};

/// Sørensen and Dice: shared pairs of letters.
pub fn sorensen_dice(pairs: &[Pair]) -> Peer<'_> {
    most_alike(pairs, strsim::sorensen_dice)
}

/// Damerau and Levenshtein: edits, by length.
pub fn damerau_levenshtein(pairs: &[Pair]) -> Peer<'_> {
    most_alike(pairs, strsim::normalized_damerau_levenshtein)
}

fn most_alike(pairs: &[Pair], likeness: fn(&str, &str) -> f64) -> Peer<'_> {
    let lower: Vec<String> = pairs
        .iter()
        .map(|(_, phrasing)| ticktack::text::lower(phrasing))
        .collect();
    Box::new(move |typed| {
        let typed = ticktack::text::lower(typed);
        let best = lower
            .iter()
            .zip(pairs)
            .map(|(phrasing, (id, _))| (likeness(&typed, phrasing), id))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, id)| id.clone())
    })
}
