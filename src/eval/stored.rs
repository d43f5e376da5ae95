//! A run as JSON, to be kept and compared with: every figure, and every question with what became of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Class, Figures, Judged};
use crate::decide::Thresholds;

/// Candidates that are stored of one question.
const CANDIDATES_MOST: usize = 5;

/// A stored run. Keys that are not known are ignored, so that an older program reads a newer run.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Run {
    /// The revision of the knowledge.
    revision: String,
    thresholds: ThresholdsRow,
    figures: BTreeMap<String, FigureRow>,
    questions: Vec<QuestionRow>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct ThresholdsRow {
    answer: f32,
    suggest: f32,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct FigureRow {
    share: f64,
    hits: usize,
    of: usize,
    low: f64,
    high: f64,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct QuestionRow {
    id: String,
    lang: String,
    style: String,
    kind: String,
    question: String,
    class: String,
    outcome: String,
    reason: String,
    entry: Option<String>,
    confidence: f32,
    language: String,
    suggestions: Vec<String>,
    candidates: Vec<(String, f32)>,
    right: Vec<String>,
}

impl Run {
    /// A run as it is stored.
    #[must_use]
    pub fn new(
        judged: &[Judged<'_>],
        figures: &Figures,
        revision: &str,
        thresholds: Thresholds,
    ) -> Self {
        let figures = figures.names().into_iter().filter_map(|name| {
            let figure = figures.get(&name).ok()?;
            let (share, (low, high)) = figure.share().zip(figure.interval())?;
            let row = FigureRow {
                share,
                hits: figure.hits,
                of: figure.of,
                low,
                high,
            };
            Some((name, row))
        });
        Self {
            revision: revision.to_owned(),
            thresholds: ThresholdsRow {
                answer: thresholds.answer,
                suggest: thresholds.suggest,
            },
            figures: figures.collect(),
            questions: judged.iter().map(question_row).collect(),
        }
    }
}

fn question_row(judged: &Judged<'_>) -> QuestionRow {
    let Judged {
        case,
        class,
        reply,
        found,
        right,
    } = judged;
    QuestionRow {
        id: case.id.clone(),
        lang: case.lang.tag().to_owned(),
        style: case.style.clone(),
        kind: if case.is_in_scope() { "in" } else { "out" }.to_owned(),
        question: case.question.clone(),
        class: class.tag().to_owned(),
        outcome: reply.outcome.tag().to_owned(),
        reason: reply.reason.tag(),
        entry: reply.entry.as_ref().map(ToString::to_string),
        confidence: reply.confidence,
        language: reply.language.tag().to_owned(),
        suggestions: reply
            .suggestions
            .iter()
            .map(|choice| choice.entry.to_string())
            .collect(),
        candidates: found
            .iter()
            .take(CANDIDATES_MOST)
            .map(|scored| (scored.id.to_string(), scored.score))
            .collect(),
        right: right.iter().map(ToString::to_string).collect(),
    }
}

/// A run as one line of JSON.
#[must_use]
pub fn json(run: &Run) -> String {
    // Own structs of texts and finite numbers always serialise; if they ever did not, an empty object is still JSON.
    serde_json::to_string(run).unwrap_or_else(|_| "{}".to_owned())
}

/// What changed from one run to the next, question by question: first what became worse.
#[must_use]
pub fn compare(before: &Run, now: &Run) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    if before.revision != now.revision {
        let _ = writeln!(out, "knowledge {} -> {}", before.revision, now.revision);
    }
    for (name, figure) in &now.figures {
        let Some(old) = before.figures.get(name) else {
            continue;
        };
        if (old.hits, old.of) != (figure.hits, figure.of) {
            let points = 100.0 * (figure.share - old.share);
            let _ = writeln!(
                out,
                "{name:<28} {:>5.1} -> {:>5.1}  ({points:+.1})",
                100.0 * old.share,
                100.0 * figure.share
            );
        }
    }
    let (mut worse, mut better, mut otherwise) = (Vec::new(), Vec::new(), Vec::new());
    let mut fresh = 0;
    let earlier: BTreeMap<(&str, &str), &QuestionRow> = before
        .questions
        .iter()
        .map(|row| ((row.id.as_str(), row.question.as_str()), row))
        .collect();
    for row in &now.questions {
        let Some(old) = earlier.get(&(row.id.as_str(), row.question.as_str())) else {
            fresh += 1;
            continue;
        };
        let list = match worth(row).cmp(&worth(old)) {
            std::cmp::Ordering::Less => &mut worse,
            std::cmp::Ordering::Greater => &mut better,
            std::cmp::Ordering::Equal if (&old.class, &old.entry) != (&row.class, &row.entry) => {
                &mut otherwise
            }
            std::cmp::Ordering::Equal => continue,
        };
        list.push(change(old, row));
    }
    for (title, changes) in [
        ("worse", &worse),
        ("better", &better),
        ("otherwise", &otherwise),
    ] {
        let _ = writeln!(out, "\n{title}: {}", changes.len());
        for change in changes {
            let _ = writeln!(out, "  {change}");
        }
    }
    let gone = earlier.len().saturating_sub(now.questions.len() - fresh);
    if fresh + gone > 0 {
        let _ = writeln!(
            out,
            "\n{fresh} questions are in this run only, {gone} in the other only"
        );
    }
    out
}

/// How good what became of a question is, from an assertion that is wrong upwards.
fn worth(row: &QuestionRow) -> u8 {
    let is = |class: Class| row.class == class.tag();
    if is(Class::Wrong) || is(Class::Asserted) {
        0
    } else if is(Class::Right) || row.kind == "out" && !is(Class::Offered) {
        4
    } else if is(Class::Suggested) || is(Class::Beside) {
        3
    } else if is(Class::Nearby) || is(Class::Offered) {
        2
    } else {
        1
    }
}

fn change(old: &QuestionRow, now: &QuestionRow) -> String {
    let entry = |row: &QuestionRow| {
        let first = row.entry.as_ref().or_else(|| row.suggestions.first());
        first.map_or_else(String::new, |id| format!(" {id}"))
    };
    format!(
        "{} {}{} -> {}{}  {}",
        now.id,
        old.class,
        entry(old),
        now.class,
        entry(now),
        now.question
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(class: &str, hits: usize) -> Run {
        let figure = FigureRow {
            share: hits as f64 / 2.0,
            hits,
            of: 2,
            low: 0.0,
            high: 1.0,
        };
        Run {
            revision: "0".to_owned(),
            thresholds: ThresholdsRow {
                answer: 0.6,
                suggest: 0.3,
            },
            figures: [("in.right".to_owned(), figure)].into(),
            questions: vec![QuestionRow {
                id: "1".to_owned(),
                lang: "de".to_owned(),
                style: "plain".to_owned(),
                kind: "in".to_owned(),
                question: "Wer?".to_owned(),
                class: class.to_owned(),
                outcome: "answer".to_owned(),
                reason: "lead".to_owned(),
                entry: Some("a".to_owned()),
                confidence: 0.5,
                language: "de".to_owned(),
                suggestions: Vec::new(),
                candidates: Vec::new(),
                right: Vec::new(),
            }],
        }
    }

    #[test]
    fn a_stored_run_is_read_again_and_compared() {
        let before: Run = serde_json::from_str(&json(&run("wrong", 1))).unwrap();
        let text = compare(&before, &run("right", 2));
        assert!(
            text.contains("in.right                      50.0 -> 100.0  (+50.0)"),
            "{text}"
        );
        assert!(
            text.contains("better: 1\n  1 wrong a -> right a  Wer?"),
            "{text}"
        );
        let same = compare(&before, &before);
        assert_eq!(same, "\nworse: 0\n\nbetter: 0\n\notherwise: 0\n");
    }
}
