//! A reply or a page as one Discord embed with what can be pressed beneath it. Discord's limits and its markup are dealt with here.
//!
//! Links stand inside the embed only: Discord does not unfurl them there.

pub mod fit;
pub mod press;

use serenity::builder::{
    CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;

use crate::lang::Lang;
use crate::phrases;
use crate::reply::{
    Choice, Cited, Item, Outcome, Page, Reply, Said, SaidPart, View, citation_line,
};
use crate::text;

use super::terminal::choices_heading;
use fit::{chunks, escaped, fitted, joined, length};
use press::{Action, Press};

/// Limits of an embed (Discord: resources/message, "Embed Limits").
const EMBED_MOST: usize = 6_000;
const TITLE_MOST: usize = 256;
const DESCRIPTION_MOST: usize = 4_096;
const FIELD_MOST: usize = 1_024;
/// Limits of components (Discord: components/reference).
const LABEL_MOST: usize = 80;
const OPTION_MOST: usize = 100;
const OPTIONS_MOST: usize = 25;
const PLACEHOLDER_MOST: usize = 150;
/// Rows under a message, of which one is kept for buttons where there are menus.
const MENUS_MOST: usize = 4;
/// Characters of a question that are quoted back, before escaping.
const QUOTE_MOST: usize = 300;
/// The name of a field that goes on from the one before: Discord wants one, and nothing is to be read.
const NO_NAME: &str = "\u{200b}";

/// Left edge of the embed by kind of reply: calm colours, and none that looks like an error.
const fn colour(outcome: Outcome) -> u32 {
    match outcome {
        Outcome::Answer => 0x2f_6f_9f,
        Outcome::Suggest => 0x9a_7b_2f,
        Outcome::Decline => 0x6f_6f_6f,
        Outcome::Chat => 0x4f_8a_5b,
    }
}
/// Left edge of a page.
const PAGE_COLOUR: u32 = 0x5b_5b_8a;

/// Something drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What is read.
    pub embed: CreateEmbed,
    /// What is pressed.
    pub rows: Vec<CreateActionRow>,
}

/// Where a reply stands, which decides what can be pressed beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Where all can read it. A chosen question takes the place of its offer.
    Channel,
    /// Where only the asker reads it, and wants it so.
    Alone,
    /// Where only the asker reads it. A chosen question is posted for all.
    BeforePosting,
    /// Where only the asker reads it, to decide whether all should.
    Preview,
    /// Where nothing can be pressed any more: what was offered is listed instead.
    Bare,
}

/// Who asked what, for the buttons and for the quotation above an offer.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The user.
    pub by: u64,
    /// What they typed; only an offer or a decline quotes it.
    pub question: &'a str,
    /// Whether they may hand it to moderators where it is not answered.
    pub hands_over: bool,
}

/// Draws a reply.
#[must_use]
pub fn reply(reply: &Reply, asked: Asked<'_>, spot: Spot) -> Drawn {
    Drawn {
        embed: embed(reply, asked.question, spot),
        rows: buttons(reply, asked, spot),
    }
}

fn embed(reply: &Reply, question: &str, spot: Spot) -> CreateEmbed {
    let lang = reply.language;
    let title = reply
        .matched
        .as_ref()
        .map(|matched| fitted(matched, TITLE_MOST));
    let lines: Vec<String> = reply
        .citations
        .iter()
        .enumerate()
        .map(|(at, cited)| citation(at, cited, lang))
        .collect();
    let mut fields: Vec<(&str, String)> = chunks(&lines, FIELD_MOST)
        .into_iter()
        .enumerate()
        .map(|(at, text)| {
            let name = if at == 0 {
                phrases::sources(lang)
            } else {
                NO_NAME
            };
            (name, text)
        })
        .collect();
    if spot == Spot::Bare {
        if let Some(heading) = choices_heading(reply, lang) {
            fields.push((heading, questions(&reply.suggestions)));
        }
        if !reply.related.is_empty() {
            fields.push((phrases::ask_next(lang), questions(&reply.related)));
        }
    }
    let footer = phrases::revision(lang, &reply.revision);
    // What dates and proves an answer is never cut; the answer is, if anything must be.
    let kept = title
        .iter()
        .chain([&footer])
        .map(|text| length(text))
        .sum::<usize>()
        + fields
            .iter()
            .map(|(name, value)| length(name) + length(value))
            .sum::<usize>();
    let room = EMBED_MOST.saturating_sub(kept).min(DESCRIPTION_MOST);
    let mut embed = CreateEmbed::new()
        .colour(colour(reply.outcome))
        .description(description(reply, question, spot, room))
        .fields(fields.into_iter().map(|(name, value)| (name, value, false)))
        .footer(CreateEmbedFooter::new(footer));
    if let Some(title) = title {
        embed = embed.title(title);
    }
    embed
}

fn description(reply: &Reply, question: &str, spot: Spot, room: usize) -> String {
    let lang = reply.language;
    let mut paragraphs: Vec<String> = quotation(reply, question).into_iter().collect();
    paragraphs.extend(reply.lead_in.iter().map(|line| escaped(line)));
    paragraphs.extend(reply.paragraphs().map(|paragraph| {
        let sign = match paragraph.first().map(|said| said.part) {
            None | Some(SaidPart::Main) => "",
            Some(SaidPart::Line) => "• ",
            Some(SaidPart::Side | SaidPart::Stage | SaidPart::Also) => "▸ ",
        };
        let texts: Vec<String> = paragraph.iter().map(|said| statement(said, lang)).collect();
        format!("{sign}{}", texts.join(" "))
    }));
    // How far an answer reaches is kept whatever has to go.
    let mut last: Vec<String> = reply
        .as_of
        .iter()
        .map(|as_of| format!("{}.", phrases::as_of(lang, as_of)))
        .collect();
    last.extend(closing(reply, spot).map(str::to_owned));
    let last = if last.is_empty() {
        String::new()
    } else {
        format!("*{}*", escaped(&last.join(" ")))
    };
    let heading = choices_heading(reply, lang)
        .filter(|_| spot != Spot::Bare)
        .map(|heading| format!("**{heading}**"));
    let ends: Vec<String> = [Some(last).filter(|last| !last.is_empty()), heading]
        .into_iter()
        .flatten()
        .collect();
    let ends_length: usize = ends.iter().map(|end| length(end) + 2).sum();
    let mut parts = vec![joined(
        &paragraphs,
        "\n\n",
        room.saturating_sub(ends_length),
    )];
    parts.extend(ends);
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The sentence at the end, where it says something here.
fn closing(reply: &Reply, spot: Spot) -> Option<&str> {
    let is_said = match reply.outcome {
        // It tells how to take up an offer without buttons.
        Outcome::Suggest => spot == Spot::Bare,
        // A contradicted premise has it as the heading of the entry that says otherwise.
        _ => reply.boundary.is_none() || reply.suggestions.is_empty(),
    };
    reply.closing.as_deref().filter(|_| is_said)
}

/// What was asked, above an offer or a decline: on one line, masked, and read back from there by whoever hands it on.
fn quotation(reply: &Reply, question: &str) -> Option<String> {
    let is_quoted = matches!(reply.outcome, Outcome::Suggest | Outcome::Decline);
    let masked = text::masked(question);
    (is_quoted && !masked.is_empty())
        .then(|| format!("> {}", escaped(&fitted(&masked, QUOTE_MOST))))
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
        |url| link(phrases::link(lang), url),
    );
    format!(
        "[{}] {} – {link}",
        at + 1,
        escaped(&citation_line(cited, lang))
    )
}

fn link(word: &str, url: &str) -> String {
    format!("[{word}](<{url}>)")
}

fn questions(choices: &[Choice]) -> String {
    let lines: Vec<String> = choices
        .iter()
        .map(|choice| format!("• {}", escaped(&choice.question)))
        .collect();
    joined(&lines, "\n", FIELD_MOST)
}

/// The rows under a reply. Each question has a row of its own: three long buttons beside each other are no list.
fn buttons(reply: &Reply, asked: Asked<'_>, spot: Spot) -> Vec<CreateActionRow> {
    let lang = reply.language;
    let press = |action, subject: &str, language| Press {
        action,
        subject: subject.to_owned(),
        language,
        revision: reply.revision.clone(),
        asker: asked.by,
    };
    let on_choice = match spot {
        Spot::Channel | Spot::Alone => Action::Choose,
        Spot::BeforePosting => Action::Post,
        Spot::Preview => Action::Preview,
        Spot::Bare => return Vec::new(),
    };
    let offer = |action, style, choices: &[Choice]| -> Vec<CreateActionRow> {
        let button = |choice: &Choice| {
            button(
                &press(action, choice.entry.as_str(), lang),
                &choice.question,
                style,
            )
        };
        choices
            .iter()
            .map(|choice| CreateActionRow::Buttons(vec![button(choice)]))
            .collect()
    };
    let Some(entry) = &reply.entry else {
        let mut rows = offer(on_choice, ButtonStyle::Primary, &reply.suggestions);
        // What is handed in is what is quoted above.
        if asked.hands_over && quotation(reply, asked.question).is_some() {
            let label = if reply.suggestions.is_empty() {
                phrases::inbox::ask_the_moderators(lang)
            } else {
                phrases::inbox::none_of_these(lang)
            };
            let hand_in = press(Action::HandIn, "", lang);
            let hand_in = button(&hand_in, label, ButtonStyle::Secondary);
            rows.push(CreateActionRow::Buttons(vec![hand_in]));
        }
        return rows;
    };
    let plain = |action, language, label: &str| {
        button(
            &press(action, entry.as_str(), language),
            label,
            ButtonStyle::Secondary,
        )
    };
    if spot == Spot::Preview {
        let share = button(
            &press(Action::Share, entry.as_str(), lang),
            phrases::share(lang),
            ButtonStyle::Primary,
        );
        let keep = plain(Action::Keep, lang, phrases::keep(lang));
        return vec![CreateActionRow::Buttons(vec![share, keep])];
    }
    let cited = View::Cited(entry.clone(), 1).to_string();
    let source = button(
        &press(Action::Open, &cited, lang),
        phrases::source_button(lang),
        ButtonStyle::Secondary,
    );
    let mut rows = offer(Action::Next, ButtonStyle::Secondary, &reply.related);
    rows.push(CreateActionRow::Buttons(vec![
        source,
        plain(
            Action::Translate,
            lang.other(),
            phrases::other_language(lang),
        ),
        plain(Action::More, lang, phrases::more(lang)),
    ]));
    rows
}

/// A button; what does not fit its label is read where it leads.
pub fn button(press: &Press, label: &str, style: ButtonStyle) -> CreateButton {
    CreateButton::new(press.to_string())
        .label(fitted(label, LABEL_MOST))
        .style(style)
}

/// A menu of (value, label) pairs, as many as Discord takes.
pub fn menu(press: &Press, placeholder: &str, options: &[(String, String)]) -> CreateActionRow {
    let options = options
        .iter()
        .take(OPTIONS_MOST)
        .map(|(value, label)| CreateSelectMenuOption::new(fitted(label, OPTION_MOST), value))
        .collect();
    let kind = CreateSelectMenuKind::String { options };
    CreateActionRow::SelectMenu(
        CreateSelectMenu::new(press.to_string(), kind)
            .placeholder(fitted(placeholder, PLACEHOLDER_MOST)),
    )
}

/// Draws a page: what stands on it, menus of what it leads to, and buttons to turn it.
#[must_use]
pub fn page(page: &Page, asker: u64) -> Drawn {
    let lang = page.language;
    let title = fitted(&page.title, TITLE_MOST);
    let footer = phrases::revision(lang, &page.revision);
    let mut paragraphs: Vec<String> = page.intro.iter().map(|line| escaped(line)).collect();
    paragraphs.extend(page.items.iter().map(|item| paragraph(item, lang)));
    let room = EMBED_MOST
        .saturating_sub(length(&title) + length(&footer))
        .min(DESCRIPTION_MOST);
    let embed = CreateEmbed::new()
        .colour(PAGE_COLOUR)
        .title(title)
        .description(joined(&paragraphs, "\n\n", room))
        .footer(CreateEmbedFooter::new(footer));
    let press = |subject: String| Press {
        action: Action::Turn,
        subject,
        language: lang,
        revision: page.revision.clone(),
        asker,
    };
    let options: Vec<(String, String)> = page
        .leads_to
        .iter()
        .map(|lead| (lead.view.to_string(), lead.label.clone()))
        .collect();
    let menus = options.chunks(OPTIONS_MOST).take(MENUS_MOST).enumerate();
    let mut rows: Vec<CreateActionRow> = menus
        // Two menus with one id are refused, so the id counts them.
        .map(|(at, options)| menu(&press(at.to_string()), page.choose, options))
        .collect();
    let turns: Vec<CreateButton> = page
        .turns
        .iter()
        .map(|turn| {
            button(
                &press(turn.view.to_string()),
                &turn.label,
                ButtonStyle::Secondary,
            )
        })
        .collect();
    if !turns.is_empty() {
        rows.push(CreateActionRow::Buttons(turns));
    }
    Drawn { embed, rows }
}

/// What stands first in the text of an embed that was drawn here, as it was before.
#[must_use]
pub fn lead_in(description: &str) -> String {
    let first = description.split("\n\n").next();
    fit::unescaped(first.unwrap_or_default())
}

/// A few sentences in the dress of a page.
pub fn note(text: &str) -> CreateEmbed {
    CreateEmbed::new()
        .colour(PAGE_COLOUR)
        .description(fitted(&escaped(text), DESCRIPTION_MOST))
}

fn paragraph(item: &Item, lang: Lang) -> String {
    let heading = item
        .heading
        .as_ref()
        .map(|heading| format!("**{}**\n", escaped(heading)));
    let link = item
        .url
        .as_ref()
        .map(|url| format!(" – {}", link(phrases::link(lang), url)));
    format!(
        "{}{}{}",
        heading.unwrap_or_default(),
        escaped(&item.text),
        link.unwrap_or_default()
    )
}
