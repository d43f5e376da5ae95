//! Handed-in questions that ask for the same, by the likeness that questions are matched by.

use crate::engine::Engine;
use crate::knowledge::{Id, TaughtPhrasing};
use crate::matching::Matcher;
use crate::store::Question;

/// Likeness from which two questions are one group. Below it two questions about one matter begin ("who pays it?", "who owns it?").
const ALIKE_LEAST: f32 = 0.6;

/// Questions that ask for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// At least one, oldest first. The first one stands for all.
    pub questions: Vec<Question>,
}

/// The groups of `questions` (oldest first): the most frequent one first, of two the older. Each question joins the group whose first
/// question is most like it, so that a group stays what it is when another question comes.
#[must_use]
pub fn groups(engine: &Engine, questions: Vec<Question>) -> Vec<Group> {
    let mut groups: Vec<(TaughtPhrasing, Group)> = Vec::new();
    for question in questions {
        let matcher = engine.matcher();
        let weighed = matcher.taught(Id::unsaid(), question.language, &question.text);
        let likeness = |first: &TaughtPhrasing| {
            if first.key == weighed.key {
                1.0
            } else {
                Matcher::likeness(first, &weighed)
            }
        };
        let alike = groups
            .iter_mut()
            .map(|(first, group)| (likeness(first), group))
            .filter(|(likeness, _)| *likeness >= ALIKE_LEAST)
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        match alike {
            Some((_, group)) => group.questions.push(question),
            None => groups.push((
                weighed,
                Group {
                    questions: vec![question],
                },
            )),
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    // Stable, so the older one stays first.
    groups.sort_by_key(|group| std::cmp::Reverse(group.questions.len()));
    groups
}
