//! How sure it is that the best candidate is right: what speaks for it, and the probability that follows.

use crate::knowledge::Knowledge;
use crate::matching::Scored;

use super::means_something_else;

/// Score within which another candidate crowds the best one.
pub(super) const CROWD_WITHIN: f32 = 0.1;
/// Scores are taken as at least this before their logarithm.
const SCORE_LEAST: f32 = 0.05;

/// What speaks for and against the best candidate. Others of its series and the other sides of its conflicts do not speak against it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How far it is ahead of the best one that means something else, 0 to 1.
    pub lead: f32,
    /// The same by all phrasings together, -1 to 1 (to -2, where those were moved away from what is asked).
    pub lead_together: f32,
    /// ln(1 + how many others are close behind).
    pub crowd: f32,
    /// Share of the question's matter that it speaks of, 0 to 1.
    pub covered: f32,
    /// How unusual the kind of question is for it, 0 to 1.
    pub unasked: f32,
    /// ln of its score.
    pub score: f32,
    /// Whether the question is a stored phrasing of it.
    pub exact: bool,
}

impl Evidence {
    /// Names of the parts, in the order of [`Evidence::parts`].
    pub const NAMES: [&'static str; 6] = [
        "lead",
        "lead_together",
        "crowd",
        "covered",
        "unasked",
        "score",
    ];

    /// The weights of the parts and the constant in P, the probability that the candidate is right: sigmoid of the weighted sum.
    /// A logistic regression by `choose p` (`benches/src/bin/choose.rs`) over an earlier state of the knowledge; what it gives today stands in
    /// `benches/README.md` and tells right from wrong no better.
    const WEIGHTS: [f32; 6] = [3.86, 6.3, -0.588, 1.91, -0.793, 0.311];
    const CONSTANT: f32 = -1.0;

    /// Of the best candidate; `None` if there is none.
    #[must_use]
    pub fn of(knowledge: &Knowledge, found: &[Scored]) -> Option<Self> {
        Self::against(knowledge, found, |_| true)
    }

    /// That the best candidate or `also` is right: the same, with nothing of what `also` means against the best.
    #[must_use]
    pub fn of_either(knowledge: &Knowledge, found: &[Scored], also: &Scored) -> Option<Self> {
        Self::against(knowledge, found, |scored| {
            scored.id != also.id && means_something_else(knowledge, &also.id, &scored.id)
        })
    }

    /// Of the best candidate against those of the others that mean something else and count.
    fn against(
        knowledge: &Knowledge,
        found: &[Scored],
        counts: impl Fn(&Scored) -> bool,
    ) -> Option<Self> {
        let best = found.first()?;
        let others = || {
            found.iter().skip(1).filter(|scored| {
                means_something_else(knowledge, &best.id, &scored.id) && counts(scored)
            })
        };
        let most = |of: fn(&Scored) -> f32| others().map(of).fold(0.0, f32::max);
        let close = others()
            .filter(|other| other.score > best.score - CROWD_WITHIN)
            .count();
        Some(Self {
            lead: best.score - most(|scored| scored.score),
            lead_together: best.together - most(|scored| scored.together),
            crowd: (close as f32).ln_1p(),
            covered: best.covered,
            unasked: best.unasked,
            score: best.score.max(SCORE_LEAST).ln(),
            exact: best.exact,
        })
    }

    /// The parts as numbers.
    #[must_use]
    pub const fn parts(&self) -> [f32; 6] {
        [
            self.lead,
            self.lead_together,
            self.crowd,
            self.covered,
            self.unasked,
            self.score,
        ]
    }

    /// P, 0 to 1.
    #[must_use]
    pub fn probability(&self) -> f32 {
        if self.exact {
            return 1.0;
        }
        let parts = self.parts().into_iter().zip(Self::WEIGHTS);
        let sum: f32 = parts.map(|(part, weight)| part * weight).sum();
        1.0 / (1.0 + (-(Self::CONSTANT + sum)).exp())
    }
}
