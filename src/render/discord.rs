//! A reply as one Discord embed. Discord's limits and its markup are dealt with here and nowhere else.
//!
//! Links stand inside the embed only: Discord does not unfurl them there.

use serenity::builder::{CreateEmbed, CreateEmbedFooter};

use crate::lang::Lang;
use crate::phrases;
use crate::reply::{Choice, Cited, Outcome, Reply, Said, SaidPart, citation_line};

use super::terminal::choices_heading;

/// Limits of an embed in characters (Discord: resources/message, "Embed Limits").
const EMBED_CHARS_MOST: usize = 6_000;
const TITLE_CHARS_MOST: usize = 256;
const DESCRIPTION_CHARS_MOST: usize = 4_096;
const FIELD_CHARS_MOST: usize = 1_024;

/// Left edge of the embed by kind of reply: calm colours, and none that looks like an error.
const fn colour(outcome: Outcome) -> u32 {
    match outcome {
        Outcome::Answer => 0x2f_6f_9f,
        Outcome::Suggest => 0x9a_7b_2f,
        Outcome::Decline => 0x6f_6f_6f,
        Outcome::Chat => 0x4f_8a_5b,
    }
}

/// Draws a reply as an embed that keeps every limit.
pub fn embed(reply: &Reply) -> CreateEmbed {
    let lang = reply.language;
    let title = reply
        .matched
        .as_ref()
        .map(|matched| fitted(matched, TITLE_CHARS_MOST));
    let mut fields: Vec<(&str, String)> = Vec::new();
    if !reply.citations.is_empty() {
        let lines: Vec<String> = reply
            .citations
            .iter()
            .enumerate()
            .map(|(at, cited)| citation(at, cited, lang))
            .collect();
        fields.push((
            phrases::sources(lang),
            whole_lines(&lines, FIELD_CHARS_MOST),
        ));
    }
    if let Some(heading) = choices_heading(reply, lang) {
        fields.push((heading, questions(&reply.suggestions)));
    }
    if !reply.related.is_empty() {
        fields.push((phrases::ask_next(lang), questions(&reply.related)));
    }
    let revision = phrases::revision(lang, &reply.revision);
    let footer = reply.as_of.map_or_else(
        || revision.clone(),
        |as_of| format!("{} · {revision}", phrases::as_of(lang, &as_of)),
    );
    // What dates and proves an answer is never cut; the answer is, if anything must be.
    let kept = title
        .iter()
        .chain([&footer])
        .map(|text| text.chars().count())
        .sum::<usize>()
        + fields
            .iter()
            .map(|(name, value)| name.chars().count() + value.chars().count())
            .sum::<usize>();
    let room = EMBED_CHARS_MOST
        .saturating_sub(kept)
        .min(DESCRIPTION_CHARS_MOST);
    let mut embed = CreateEmbed::new()
        .colour(colour(reply.outcome))
        .description(fitted(&description(reply), room))
        .fields(fields.into_iter().map(|(name, value)| (name, value, false)))
        .footer(CreateEmbedFooter::new(footer));
    if let Some(title) = title {
        embed = embed.title(title);
    }
    embed
}

fn description(reply: &Reply) -> String {
    let mut paragraphs: Vec<String> = reply.lead_in.iter().map(|line| escaped(line)).collect();
    let mut main = String::new();
    for said in reply
        .statements
        .iter()
        .filter(|said| said.part == SaidPart::Main)
    {
        if !main.is_empty() {
            main.push(' ');
        }
        main.push_str(&statement(said, reply.language));
    }
    if !main.is_empty() {
        paragraphs.push(main);
    }
    let beside = reply
        .statements
        .iter()
        .filter(|said| said.part != SaidPart::Main);
    paragraphs.extend(beside.map(|said| format!("▸ {}", statement(said, reply.language))));
    // A contradicted premise has its closing line as the heading of the entry that says otherwise.
    let closing = reply
        .closing
        .iter()
        .filter(|_| reply.boundary.is_none() || reply.suggestions.is_empty());
    paragraphs.extend(closing.map(|line| format!("*{}*", escaped(line))));
    paragraphs.join("\n\n")
}

fn statement(said: &Said, lang: Lang) -> String {
    let marks: String = said
        .citations
        .iter()
        .map(|at| format!("\u{2009}[{}]", at + 1))
        .collect();
    let speaker = phrases::speaker(lang, said.says, said.by.as_deref());
    let speaker = speaker.map_or_else(String::new, |speaker| format!(" *({})*", escaped(&speaker)));
    format!("{}{speaker}{marks}", escaped(&said.text))
}

fn citation(at: usize, cited: &Cited, lang: Lang) -> String {
    let link = cited.url.as_ref().map_or_else(
        || phrases::no_link(lang).to_owned(),
        |url| format!("[{}](<{url}>)", phrases::link(lang)),
    );
    format!(
        "[{}] {} – {link}",
        at + 1,
        escaped(&citation_line(cited, lang))
    )
}

fn questions(choices: &[Choice]) -> String {
    let lines: Vec<String> = choices
        .iter()
        .map(|choice| format!("• {}", escaped(&choice.question)))
        .collect();
    whole_lines(&lines, FIELD_CHARS_MOST)
}

/// As many whole lines as fit: a line cut inside a link would show its address.
fn whole_lines(lines: &[String], chars_most: usize) -> String {
    let mut text = String::new();
    let mut chars = 0;
    for line in lines {
        let more = line.chars().count() + 1;
        if chars + more > chars_most {
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
        chars += more;
    }
    text
}

/// `text` with at most `chars_most` characters, cut at a word.
fn fitted(text: &str, chars_most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars_most) else {
        return text.to_owned();
    };
    let kept = text.get(..end).unwrap_or_default();
    let at_word = kept
        .rfind(char::is_whitespace)
        .and_then(|at| kept.get(..at))
        .unwrap_or(kept);
    let mut cut: String = at_word.chars().take(chars_most - 1).collect();
    cut.push('…');
    cut
}

/// Takes the meaning from whatever Discord would read as markup or as a mention.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '#' | '[' | ']'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
        if c == '@' {
            // A mention needs its name directly behind the sign.
            escaped.push('\u{200b}');
        }
    }
    escaped
}
