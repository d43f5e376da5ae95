//! A reply as plain text: for the terminal, and as `text` of the JSON.
//!
//! Knowledge comes from files that people edit, so control characters are taken off here as well.

use crate::lang::Lang;
use crate::phrases;
use crate::reply::{Outcome, Reply, Said, SaidPart, citation_line, said_line};
use crate::text;

/// Characters of one paragraph; the longest answer allowed has a sixth of it.
const PARAGRAPH_CHARS_MOST: usize = 4_000;

/// Draws a reply as lines of plain text, without a line end at the end.
#[must_use]
pub fn render(reply: &Reply) -> String {
    let lang = reply.language;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(reply.matched.iter().map(|matched| format!("» {matched}")));
    lines.extend(reply.lead_in.clone());
    lines.extend(statements(reply));
    if reply.outcome == Outcome::Answer {
        lines.extend(reply.closing.clone());
        lines.extend(reply.as_of.map(|as_of| phrases::as_of(lang, &as_of)));
    }
    for (at, cited) in reply.citations.iter().enumerate() {
        let link = cited.url.as_deref().unwrap_or(phrases::no_link(lang));
        lines.push(format!(
            "[{}] {} – {link}",
            at + 1,
            citation_line(cited, lang)
        ));
    }
    if let Some(heading) = choices_heading(reply, lang) {
        lines.push(heading.to_owned());
    }
    lines.extend(
        reply
            .suggestions
            .iter()
            .map(|choice| format!("  • {}", choice.question)),
    );
    if reply.outcome != Outcome::Answer {
        lines.extend(reply.closing.clone().filter(|_| reply.boundary.is_none()));
    }
    if !reply.related.is_empty() {
        let questions: Vec<&str> = reply
            .related
            .iter()
            .map(|choice| choice.question.as_str())
            .collect();
        lines.push(format!(
            "{}: {}",
            phrases::ask_next(lang),
            questions.join(" · ")
        ));
    }
    let lines: Vec<String> = lines.iter().map(|line| indented(line)).collect();
    lines.join("\n")
}

/// What stands above offered questions.
#[must_use]
pub fn choices_heading(reply: &Reply, lang: Lang) -> Option<&str> {
    if reply.suggestions.is_empty() {
        return None;
    }
    Some(match reply.outcome {
        Outcome::Suggest => phrases::did_you_mean(lang),
        _ if reply.boundary.is_some() && reply.closing.is_some() => phrases::but_reported_is(lang),
        _ => phrases::known_nearby(lang),
    })
}

/// The answer in one paragraph, then each other side and stage in one of its own, with marks for the citations.
fn statements(reply: &Reply) -> Vec<String> {
    let statement = |said: &Said| {
        let sign = if said.part == SaidPart::Line {
            "• "
        } else {
            ""
        };
        format!("{sign}{}", said_line(said, reply.language))
    };
    reply
        .paragraphs()
        .map(|paragraph| {
            let texts: Vec<String> = paragraph.iter().map(statement).collect();
            texts.join(" ")
        })
        .collect()
}

fn indented(line: &str) -> String {
    let start = if line.starts_with("  ") { "  " } else { "" };
    format!("{start}{}", text::one_line(line, PARAGRAPH_CHARS_MOST))
}
