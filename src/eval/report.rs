//! A run for people: shares with their intervals, and the questions behind a share.

use std::fmt::Write as _;

use super::figures::{IN, LANGUAGE, OUT};
use super::{Class, Figure, Figures, Judged};
use crate::knowledge::Knowledge;
use crate::reply::Outcome;

/// Candidates that are listed of one question.
const CANDIDATES_MOST: usize = 5;
/// Columns of the widest share, "100.0 (100.0-100.0)", and a gap.
const SHARE_COLUMNS: usize = 21;
/// Columns of what stands before the shares.
const LABEL_COLUMNS: usize = 20;

/// Which questions to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// In scope, and something else was asserted, or by another passage.
    Wrong,
    /// In scope, and the right entry was neither answered nor suggested.
    Missed,
    /// In scope, and the right entry was suggested only.
    Suggested,
    /// Out of scope, and something was asserted.
    Asserted,
    /// Replied to in the other language.
    Language,
}

impl Show {
    fn shows(self, judged: &Judged<'_>) -> bool {
        let inside = judged.case.is_in_scope();
        match (self, judged.class) {
            (Self::Wrong, Class::Wrong | Class::Beside)
            | (Self::Suggested, Class::Suggested)
            | (Self::Asserted, Class::Asserted) => true,
            // To decline is right out of scope.
            (Self::Missed, Class::Astray | Class::Nearby | Class::Declined | Class::Chat) => inside,
            (Self::Language, _) => !judged.speaks_its_language(),
            _ => false,
        }
    }
}

/// The table of a run: every share in per cent, with its 95 % interval.
#[must_use]
pub fn table(figures: &Figures) -> String {
    let mut out = String::new();
    for (side, measures, title) in [("in", IN, "In scope"), ("out", OUT, "Out of scope")] {
        let columns = ["", ".de", ".en"];
        let of = |group: &str| count(figures, &measures_first(side, measures), group);
        if of("").of == 0 {
            continue;
        }
        row(&mut out, title, ["all", "de", "en"].map(str::to_owned));
        row(
            &mut out,
            "  questions",
            columns.map(|group| of(group).of.to_string()),
        );
        for (measure, _) in measures {
            let label = format!("  {measure}");
            let shares =
                columns.map(|group| share(count(figures, &format!("{side}.{measure}"), group)));
            row(&mut out, &label, shares);
        }
        out.push('\n');
        by_style(&mut out, figures, side);
    }
    row(
        &mut out,
        "Reply in the",
        ["all", "de", "en"].map(str::to_owned),
    );
    let languages = ["", ".de", ".en"].map(|group| share(count(figures, LANGUAGE, group)));
    row(&mut out, "own language", languages);
    out.push_str("\nper cent, with the 95 % interval; first: the matcher's best candidate is right, whatever was decided\n     three: right, or the right entry among the suggestions\n");
    out
}

/// The questions of a kind, each with what was replied and what else was near.
#[must_use]
pub fn confusions(judged: &[Judged<'_>], show: Show, knowledge: &Knowledge) -> String {
    let mut out = String::new();
    for judged in judged.iter().filter(|judged| show.shows(judged)) {
        confusion(&mut out, judged, knowledge);
    }
    out
}

fn measures_first<M>(side: &str, measures: &[(&str, M)]) -> String {
    let first = measures.first().map_or("", |(measure, _)| *measure);
    format!("{side}.{first}")
}

fn count(figures: &Figures, name: &str, group: &str) -> Figure {
    figures
        .get(&format!("{name}{group}"))
        .unwrap_or(Figure { hits: 0, of: 0 })
}

fn by_style(out: &mut String, figures: &Figures, side: &str) {
    let is_in = side == "in";
    let measures = if is_in {
        ["right", "three", "wrong"]
    } else {
        ["asserted", "suggested", "declined"]
    };
    row(out, "  by style", measures.map(str::to_owned));
    let mut styles: Vec<String> = figures
        .styles(is_in)
        .into_iter()
        .map(str::to_owned)
        .collect();
    if is_in {
        styles.push("typo_casual".to_owned());
    }
    for style in styles {
        let counts = measures
            .map(|measure| count(figures, &format!("{side}.{measure}"), &format!(".{style}")));
        let of = counts.first().map_or(0, |figure| figure.of);
        row(out, &format!("  {style} ({of})"), counts.map(share));
    }
    out.push('\n');
}

fn row(out: &mut String, label: &str, cells: [String; 3]) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{label:<LABEL_COLUMNS$}");
    for cell in cells {
        let _ = write!(out, "  {cell:<SHARE_COLUMNS$}");
    }
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

fn share(figure: Figure) -> String {
    match figure.share().zip(figure.interval()) {
        Some((share, (low, high))) => format!(
            "{:>5.1} ({:.1}-{:.1})",
            100.0 * share,
            100.0 * low,
            100.0 * high
        ),
        None => "    -".to_owned(),
    }
}

fn confusion(out: &mut String, judged: &Judged<'_>, knowledge: &Knowledge) {
    let Judged {
        case,
        class,
        reply,
        found,
        right,
    } = judged;
    let class = class.tag();
    let _ = writeln!(
        out,
        "{class}  {} ({}, {})  {}",
        case.id, case.lang, case.style, case.question
    );
    let why = format!("P {:.2}, {}", reply.confidence, reply.reason.tag());
    let offered: Vec<&str> = reply
        .suggestions
        .iter()
        .map(|choice| choice.entry.as_str())
        .collect();
    let offered = offered.join(", ");
    let _ = match reply.outcome {
        Outcome::Answer => {
            let entry = reply.entry.as_ref().map_or("", |id| id.as_str());
            let matched = reply.matched.as_deref().unwrap_or_default();
            let cited: Vec<String> = reply
                .citations
                .iter()
                .map(|cited| format!("{} {:?}", cited.source, cited.passages))
                .collect();
            writeln!(
                out,
                "  answered    {entry} ({why}): {matched} {}",
                cited.join(", ")
            )
        }
        Outcome::Suggest => writeln!(out, "  suggested   {offered} ({why})"),
        Outcome::Decline => {
            let boundary = reply.boundary.as_ref().map_or("", |id| id.as_str());
            writeln!(out, "  declined    {boundary} ({why}) nearby: {offered}")
        }
        Outcome::Chat => writeln!(out, "  small talk  ({why})"),
    };
    let candidates: Vec<String> = found
        .iter()
        .take(CANDIDATES_MOST)
        .map(|scored| {
            let phrasing = knowledge
                .askable()
                .find(|(id, _)| **id == scored.id)
                .and_then(|(_, ask)| ask.get(scored.phrasing.0).get(scored.phrasing.1))
                .map_or("", |phrasing| phrasing.value.as_str());
            format!("{} {:.2} ({phrasing})", scored.id, scored.score)
        })
        .collect();
    let _ = writeln!(out, "  candidates  {}", candidates.join(", "));
    if case.is_in_scope() {
        let mut places: Vec<(usize, String)> = right
            .iter()
            .map(|id| {
                let place = found.iter().position(|scored| scored.id == *id);
                let score = place
                    .and_then(|place| found.get(place))
                    .map_or(0.0, |scored| scored.score);
                match place {
                    Some(place) => (place, format!("{id} {score:.2} (no. {})", place + 1)),
                    None => (usize::MAX, format!("{id} (not found)")),
                }
            })
            .collect();
        places.sort();
        let places: Vec<String> = places
            .into_iter()
            .take(CANDIDATES_MOST)
            .map(|(_, text)| text)
            .collect();
        let right = if places.is_empty() {
            "no entry says it".to_owned()
        } else {
            places.join(", ")
        };
        let _ = writeln!(out, "  right       {right}");
    }
    out.push('\n');
}
