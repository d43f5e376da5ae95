//! Questions that members hand in, and what moderators make of them. Who asked is known to nobody here.
//!
//! A group is named by the number of one of its questions: the list is read anew at every press, so two moderators never see an old one.

mod notice;

use std::sync::Arc;

use jiff::Timestamp;
use serenity::builder::{
    CreateActionRow, CreateButton, CreateInputText, CreateMessage, CreateModal,
};
use serenity::model::application::{
    ButtonStyle, CommandInteraction, ComponentInteraction, InputTextStyle, Interaction,
};
use serenity::model::channel::{Message, MessageReference, Nonce};
use serenity::model::id::{ChannelId, MessageId};
use tracing::debug;

use crate::author::Wrong;
use crate::discord::bot::DELIVERY_MOST;
use crate::discord::commands::inbox::{ENTRY, NUMBER};
use crate::discord::fault::within;
use crate::discord::moderation::entries::named;
use crate::discord::moderation::moderated;
use crate::discord::options::Options;
use crate::discord::turn::{CHOICES_MOST, Response, Turn, Way};
use crate::knowledge::{Id, PHRASING_CHARS_MOST};
use crate::lang::Lang;
use crate::phrases;
use crate::phrases::inbox as say;
use crate::phrases::moderation::only_for_moderators;
use crate::render::discord::fit::{escaped, fitted, unescaped};
use crate::render::discord::press::{Action, Press, base_36, from_base_36};
use crate::render::discord::{self, Asked, Drawn, Spot};
use crate::reply::{self, Item, Page};
use crate::store::{GuildId, Inbox, Origin, Question, QuestionId, TaughtId};
use crate::teach::{self, Group, Lesson, Refused};
use crate::text;

pub(super) use notice::notify;

/// Groups on one page.
const GROUPS_MOST: usize = 8;
/// Questions of a group that are shown.
const SHOWN_MOST: usize = 8;
/// Units of a question in a list.
const QUESTION_MOST: usize = 300;
/// Public replies that one answer gets at most; whoever asked longer ago has stopped waiting.
const TOLD_MOST: usize = 20;
/// The field of the form.
const FIELD: &str = "phrasing";
/// Stands for "the articles do not say" where a boundary is chosen.
const UNSAID: &str = "*";

/// Whether an answer needs more time than Discord gives: it is put off at once.
pub(super) fn takes_long(interaction: &Interaction) -> bool {
    let Interaction::Modal(form) = interaction else {
        return false;
    };
    Press::read(&form.data.custom_id).is_some_and(|press| press.action == Action::Taught)
}

/// Takes a question that a reply did not answer. It is read from the reply, which quotes it.
pub(super) async fn hand_in(
    turn: &Turn<'_>,
    press: &Press,
    it: &ComponentInteraction,
    is_private: bool,
) -> Response {
    let (lang, store) = (turn.tongues.private, &turn.bot.store);
    if !is_private && press.asker != turn.caller.user.get() {
        return Response::line(phrases::not_your_offer(lang));
    }
    let Some(guild) = turn.caller.guild.filter(|_| turn.takes_questions()) else {
        return Response::line(say::inbox_is_off(lang));
    };
    let guild = GuildId(guild.get());
    let Some(question) = quoted(&it.message) else {
        return Response::line(phrases::not_known_here(lang));
    };
    let origin = if is_private {
        Origin::Private(guild)
    } else {
        Origin::Public {
            guild,
            channel: crate::store::ChannelId(it.message.channel_id.get()),
            message: crate::store::MessageId(it.message.id.get()),
        }
    };
    // The button of a private reply goes with it; that of a public one stays, and is for one question all the same.
    if !is_private {
        match store.open_questions(Inbox::Guild(guild)).await {
            Ok(open) if open.iter().any(|it| it.origin == origin) => {
                return Response::line(say::handed_in_already(lang));
            }
            Ok(_) => {}
            Err(_) => return Response::line(phrases::not_kept(lang)),
        }
    }
    let language = turn.engine.language_of(&question).unwrap_or(press.language);
    let kept = store.hand_in(origin, language, &question, Timestamp::now());
    let Ok(id) = kept.await else {
        return Response::line(phrases::not_kept(lang));
    };
    let mut paragraphs = vec![say::handed_in(lang).to_owned(), quotation(&question)];
    if !is_private {
        paragraphs.push(say::handed_in_publicly(lang).to_owned());
    }
    let withdraw = Press {
        subject: base_36(id.0.unsigned_abs()),
        language: lang,
        ..with(press, Action::Withdraw)
    };
    let withdraw = discord::button(&withdraw, say::withdraw(lang), ButtonStyle::Secondary);
    let way = if is_private {
        Way::Replace
    } else {
        Way::Whisper
    };
    Response::drawn(way, noted(&paragraphs, vec![withdraw]))
}

/// Deletes a question for the member who handed it in.
pub(super) async fn withdraw(turn: &Turn<'_>, press: &Press) -> Response {
    let lang = press.language;
    let id = question_id(&press.subject);
    let (Some(id), true) = (id, press.asker == turn.caller.user.get()) else {
        return Response::line(phrases::not_known_here(lang));
    };
    match turn.bot.store.close_questions(&[id]).await {
        Ok(closed) if closed.is_empty() => Response::instead(say::not_open_any_more(lang)),
        Ok(_) => Response::instead(say::withdrawn(lang)),
        Err(_) => Response::line(phrases::not_kept(lang)),
    }
}

/// `/inbox`.
pub(super) async fn command(turn: &Turn<'_>, command: &CommandInteraction) -> Response {
    let lang = turn.tongues.private;
    let Some(guild) = moderated(turn) else {
        return Response::line(only_for_moderators(lang));
    };
    let options = Options::of(&command.data);
    let Some(number) = options.number(NUMBER) else {
        return list(turn, guild, 0, Way::Whisper).await;
    };
    let number = QuestionId(i64::from(number));
    let Some(entry) = options.text(ENTRY) else {
        return group(turn, guild, number, Way::Whisper).await;
    };
    match named(turn, entry) {
        Some(entry) => form(turn, guild, number, entry.as_str()).await,
        None => Response::line(phrases::not_there_any_more(lang)),
    }
}

/// A button or a menu of the inbox.
pub(super) async fn pressed(turn: &Turn<'_>, press: &Press, chosen: Option<&String>) -> Response {
    let lang = press.language;
    let Some(guild) = moderated(turn) else {
        return Response::line(only_for_moderators(lang));
    };
    let not_known = || Response::line(phrases::not_known_here(lang));
    match press.action {
        Action::Inbox => {
            list(
                turn,
                guild,
                press.subject.parse().unwrap_or(0),
                Way::Replace,
            )
            .await
        }
        Action::Group => match question_id(chosen.unwrap_or(&press.subject)) {
            Some(number) => group(turn, guild, number, Way::Replace).await,
            None => not_known(),
        },
        Action::Teach => match lesson_of(&press.subject) {
            Some((target, number)) => {
                let target = chosen.map_or(target, String::as_str);
                form(turn, guild, number, target).await
            }
            None => not_known(),
        },
        Action::Dismiss => match question_id(&press.subject) {
            Some(number) => dismiss(turn, guild, number).await,
            None => not_known(),
        },
        Action::Unteach => {
            let id = from_base_36(&press.subject).and_then(|id| i64::try_from(id).ok());
            let Some(id) = id.map(TaughtId) else {
                return not_known();
            };
            match turn.bot.store.unteach(guild, id).await {
                Ok(_) => Response::instead(say::undone(lang)),
                Err(_) => Response::line(phrases::not_kept(lang)),
            }
        }
        _ => not_known(),
    }
}

/// The filled form: checks the phrasing and teaches it, or says why not.
pub(super) async fn filled(turn: &Turn<'_>, press: &Press, typed: &str) -> Response {
    let lang = press.language;
    let Some(guild) = moderated(turn) else {
        return Response::line(only_for_moderators(lang));
    };
    let Some((target, number)) = lesson_of(&press.subject) else {
        return Response::line(phrases::not_known_here(lang));
    };
    let groups = match groups(turn, guild).await {
        Ok(groups) => groups,
        Err(response) => return response,
    };
    let Some(group) = group_with(&groups, number) else {
        return Response::line(say::not_open_any_more(lang));
    };
    let phrasing = text::masked(typed);
    let asked_in = group.questions.first().map_or(lang, |it| it.language);
    let lesson = Lesson {
        target: Id::new(target),
        language: turn.engine.language_of(&phrasing).unwrap_or(asked_in),
        phrasing,
    };
    let is_theirs =
        |it: &Question| text::parse(&it.text).key() == text::parse(&lesson.phrasing).key();
    if group.questions.iter().any(is_theirs) {
        return not_taught(turn, press, &lesson, &Refused::NotReworded);
    }
    let checked = {
        let (engine, view) = (Arc::clone(&turn.engine), Arc::clone(&turn.guild));
        let lesson = lesson.clone();
        // It asks everything that is stored, which would hold up whoever else is answered on this thread.
        let check = move || teach::check(&engine, &view, &lesson);
        tokio::task::spawn_blocking(check).await
    };
    match checked {
        Ok(Ok(())) => {}
        Ok(Err(refused)) => return not_taught(turn, press, &lesson, &refused),
        Err(_) => {
            let reference = turn.bot.reference();
            tracing::error!(reference, "a phrasing could not be checked");
            return Response::line(phrases::went_wrong(lang, &reference));
        }
    }
    let Lesson {
        target,
        language,
        phrasing,
    } = lesson;
    let store = &turn.bot.store;
    let Ok(id) = store
        .teach(guild, target.as_ref(), language, &phrasing)
        .await
    else {
        return Response::line(phrases::not_kept(lang));
    };
    let ids: Vec<QuestionId> = group.questions.iter().map(|it| it.id).collect();
    // What is left open here is closed when it is taught or dismissed the next time.
    let closed = store.close_questions(&ids).await.unwrap_or_default();
    let mut paragraphs = vec![quotation(&phrasing)];
    let entry = target.filter(|id| turn.engine.knowledge().entry(id.as_str()).is_some());
    match &entry {
        Some(entry) => {
            paragraphs.push(say::taught(lang).to_owned());
            paragraphs.extend(question_of(turn, entry, lang));
            answer_in_channels(turn, entry, &closed).await;
        }
        None => paragraphs.push(say::taught_to_decline(lang).to_owned()),
    }
    paragraphs.push(say::closed(lang, closed.len()));
    let undo = Press {
        subject: base_36(id.0.unsigned_abs()),
        ..with(press, Action::Unteach)
    };
    let buttons = vec![
        discord::button(&undo, say::undo(lang), ButtonStyle::Secondary),
        back(press),
    ];
    Response::drawn(Way::Whisper, noted(&paragraphs, buttons))
}

/// Why a phrasing was not taught, and what to do instead.
fn not_taught(turn: &Turn<'_>, press: &Press, lesson: &Lesson, refused: &Refused) -> Response {
    let lang = press.language;
    let (reason, about) = match refused {
        Refused::Form(Wrong::Taken(id)) | Refused::Taken(id) => (
            say::belongs_elsewhere(lang).to_owned(),
            question_of(turn, id, lang),
        ),
        Refused::Form(_) => (say::no_phrasing(lang, PHRASING_CHARS_MOST), None),
        Refused::Personal => (say::personal(lang).to_owned(), None),
        Refused::NotReworded => (say::not_reworded(lang).to_owned(), None),
        Refused::Known => (say::known_already(lang).to_owned(), None),
        Refused::Gone => (phrases::not_there_any_more(lang).to_owned(), None),
        Refused::Boundary(id) => {
            let boundary = turn.engine.knowledge().boundary(id.as_str());
            let reason = boundary.map(|it| quotation(it.reason.text(lang)));
            (say::known_not_to_be_there(lang).to_owned(), reason)
        }
        Refused::NotCovered(missing) => (phrases::missing(lang, missing), None),
        Refused::TakesAway { phrasing, .. } => {
            (say::takes_away(lang).to_owned(), Some(quotation(phrasing)))
        }
        Refused::OutOfScope(question) => (
            say::would_answer(lang).to_owned(),
            Some(quotation(question)),
        ),
    };
    let mut paragraphs = vec![
        quotation(&lesson.phrasing),
        format!("{} {reason}", say::not_taught(lang)),
    ];
    paragraphs.extend(about);
    let number = press
        .subject
        .rsplit_once('.')
        .map_or("", |(_, number)| number);
    let again = with(press, Action::Teach);
    let mut buttons = vec![discord::button(
        &again,
        say::say_otherwise(lang),
        ButtonStyle::Primary,
    )];
    // What an entry may not answer is perhaps in no article.
    if lesson.target.is_some() {
        let not_there = Press {
            subject: format!("{UNSAID}.{number}"),
            ..again
        };
        let label = say::not_in_the_articles(lang);
        buttons.push(discord::button(&not_there, label, ButtonStyle::Secondary));
    }
    buttons.push(back(press));
    Response::drawn(Way::Whisper, noted(&paragraphs, buttons))
}

/// Beneath each public reply to a question that is answered now: one reply, which pings nobody.
async fn answer_in_channels(turn: &Turn<'_>, entry: &Id, closed: &[Question]) {
    let knowledge = turn.engine.knowledge();
    for question in closed.iter().take(TOLD_MOST) {
        let Origin::Public {
            channel, message, ..
        } = question.origin
        else {
            continue;
        };
        let lang = question.language;
        let reply = reply::entry(knowledge, &turn.guild, entry, lang);
        let Some(reply) = reply.filter(|reply| reply.entry.is_some()) else {
            return;
        };
        let asked = Asked {
            by: 0,
            question: "",
            hands_over: false,
        };
        let drawn = discord::reply(&reply, asked, Spot::Channel);
        let (channel, message) = (ChannelId::new(channel.0), MessageId::new(message.0));
        // Where the reply is gone, nobody waits for this one.
        let reference = MessageReference::from((channel, message)).fail_if_not_exists(true);
        let response = CreateMessage::new()
            .content(say::answered_since(lang))
            .embed(drawn.embed)
            .components(drawn.rows)
            .allowed_mentions(serenity::builder::CreateAllowedMentions::new().replied_user(false))
            .reference_message(reference)
            .nonce(Nonce::String(format!("in{message}")))
            .enforce_nonce(true);
        let sending = channel.send_message(&turn.bot.http, response);
        if let Err(fault) = within(DELIVERY_MOST, sending).await {
            debug!(%fault, "a question that was answered since is not answered in its channel");
        }
    }
}

/// The groups, a page of them.
async fn list(turn: &Turn<'_>, guild: GuildId, page: usize, way: Way) -> Response {
    let lang = turn.tongues.private;
    let groups = match groups(turn, guild).await {
        Ok(groups) => groups,
        Err(response) => return response,
    };
    let pages = groups.len().div_ceil(GROUPS_MOST).max(1);
    let page = page.min(pages - 1);
    let shown = groups.iter().skip(page * GROUPS_MOST).take(GROUPS_MOST);
    let total = groups.iter().map(|group| group.questions.len()).sum();
    let intro = if groups.is_empty() {
        say::nothing_open(lang).to_owned()
    } else {
        say::open_questions(lang, total, groups.len())
    };
    let items: Vec<Item> = shown.clone().map(|group| item(group, 1, lang)).collect();
    let options: Vec<(String, String)> = shown
        .filter_map(|group| {
            let first = group.questions.first()?;
            let label = format!("{}× {}", group.questions.len(), first.text);
            Some((base_36(first.id.0.unsigned_abs()), label))
        })
        .collect();
    let mut drawn = drawn_page(turn, say::inbox(lang).to_owned(), vec![intro], items);
    let press = |action, subject: String| new_press(turn, action, subject);
    if !options.is_empty() {
        let open = press(Action::Group, page.to_string());
        drawn
            .rows
            .push(discord::menu(&open, say::choose_group(lang), &options));
    }
    let turns = [
        (page.checked_sub(1), phrases::back(lang)),
        (
            Some(page + 1).filter(|next| *next < pages),
            phrases::onwards(lang),
        ),
    ];
    let buttons: Vec<CreateButton> = turns
        .into_iter()
        .filter_map(|(to, label)| {
            let press = press(Action::Inbox, to?.to_string());
            Some(discord::button(&press, label, ButtonStyle::Secondary))
        })
        .collect();
    if !buttons.is_empty() {
        drawn.rows.push(CreateActionRow::Buttons(buttons));
    }
    Response::drawn(way, drawn)
}

/// One group, and what can be done with it.
async fn group(turn: &Turn<'_>, guild: GuildId, number: QuestionId, way: Way) -> Response {
    let lang = turn.tongues.private;
    let groups = match groups(turn, guild).await {
        Ok(groups) => groups,
        Err(response) => return response,
    };
    let group = group_with(&groups, number);
    let Some((group, first)) = group.and_then(|group| Some((group, group.questions.first()?)))
    else {
        return Response::line(say::not_open_any_more(lang));
    };
    let intro = vec![say::another_entry(lang, first.id.0)];
    let items = vec![item(group, SHOWN_MOST, lang)];
    let mut drawn = drawn_page(turn, say::inbox(lang).to_owned(), intro, items);
    let press = |action, subject: String| new_press(turn, action, subject);
    let number = base_36(first.id.0.unsigned_abs());
    let (entries, boundaries) = candidates(turn, &first.text, lang);
    // Two menus with one id are refused, so the id tells them apart; what is chosen takes its place.
    for (mark, placeholder, options) in [
        ("e", say::answer_by(lang), entries),
        ("b", say::not_in_the_articles(lang), boundaries),
    ] {
        if !options.is_empty() {
            let press = press(Action::Teach, format!("{mark}.{number}"));
            drawn
                .rows
                .push(discord::menu(&press, placeholder, &options));
        }
    }
    let dismiss = press(Action::Dismiss, number);
    drawn.rows.push(CreateActionRow::Buttons(vec![
        discord::button(&dismiss, say::dismiss(lang), ButtonStyle::Danger),
        back(&dismiss),
    ]));
    Response::drawn(way, drawn)
}

/// The entries, and the boundaries, that a question may have meant, as choices; first of the boundaries the general one.
fn candidates(turn: &Turn<'_>, question: &str, lang: Lang) -> (Choices, Choices) {
    let knowledge = turn.engine.knowledge();
    let found =
        turn.engine
            .matcher()
            .find_for_list(&text::parse(question), &turn.guild, CHOICES_MOST);
    let of = |is_entry: bool| {
        let ids = found.iter().map(|scored| &scored.id);
        let ids = ids.filter(move |id| knowledge.entry(id.as_str()).is_some() == is_entry);
        let choices = ids.filter_map(|id| {
            let label = match knowledge.boundary(id.as_str()) {
                Some(boundary) => boundary.reason.text(lang),
                None => &knowledge.entry(id.as_str())?.ask.get(lang).first()?.value,
            };
            Some((id.to_string(), label.to_owned()))
        });
        choices.take(CHOICES_MOST - 1).collect::<Vec<_>>()
    };
    let mut boundaries = vec![(UNSAID.to_owned(), say::simply_not(lang).to_owned())];
    boundaries.extend(of(false));
    (of(true), boundaries)
}

/// (value, label) pairs of a menu.
type Choices = Vec<(String, String)>;

async fn dismiss(turn: &Turn<'_>, guild: GuildId, number: QuestionId) -> Response {
    let lang = turn.tongues.private;
    let groups = match groups(turn, guild).await {
        Ok(groups) => groups,
        Err(response) => return response,
    };
    let Some(group) = group_with(&groups, number) else {
        return Response::instead(say::not_open_any_more(lang));
    };
    let ids: Vec<QuestionId> = group.questions.iter().map(|it| it.id).collect();
    if turn.bot.store.close_questions(&ids).await.is_err() {
        return Response::line(phrases::not_kept(lang));
    }
    let press = new_press(turn, Action::Inbox, "0".to_owned());
    let paragraphs = [say::dismissed(lang).to_owned()];
    Response::drawn(Way::Replace, noted(&paragraphs, vec![back(&press)]))
}

/// The form with a question to reword.
async fn form(turn: &Turn<'_>, guild: GuildId, number: QuestionId, target: &str) -> Response {
    let lang = turn.tongues.private;
    let Ok(open) = turn.bot.store.open_questions(Inbox::Guild(guild)).await else {
        return Response::line(phrases::not_kept(lang));
    };
    let Some(question) = open.iter().find(|it| it.id == number) else {
        return Response::line(say::not_open_any_more(lang));
    };
    let subject = format!("{target}.{}", base_36(number.0.unsigned_abs()));
    let press = new_press(turn, Action::Taught, subject);
    let field = CreateInputText::new(InputTextStyle::Short, say::in_your_words(lang), FIELD)
        .value(fitted(&question.text, PHRASING_CHARS_MOST))
        .required(true)
        .max_length(PHRASING_CHARS_MOST as u16);
    Response::form(
        CreateModal::new(press.to_string(), say::teach(lang))
            .components(vec![CreateActionRow::InputText(field)]),
    )
}

/// The open questions of the guild in groups; else what to say.
async fn groups(turn: &Turn<'_>, guild: GuildId) -> Result<Vec<Group>, Response> {
    let not_kept = || Response::line(phrases::not_kept(turn.tongues.private));
    let open = turn.bot.store.open_questions(Inbox::Guild(guild)).await;
    let open = open.map_err(|_| not_kept())?;
    let engine = Arc::clone(&turn.engine);
    let grouping = tokio::task::spawn_blocking(move || teach::groups(&engine, open));
    grouping.await.map_err(|_| not_kept())
}

fn group_with(groups: &[Group], number: QuestionId) -> Option<&Group> {
    let holds = |group: &&Group| group.questions.iter().any(|it| it.id == number);
    groups.iter().find(holds)
}

/// What is asked for by an id: its first question, quoted.
fn question_of(turn: &Turn<'_>, id: &Id, lang: Lang) -> Option<String> {
    let mut askable = turn.engine.knowledge().askable();
    let (_, ask) = askable.find(|(known, _)| *known == id)?;
    Some(quotation(&ask.get(lang).first()?.value))
}

/// The questions of a group, each wording once.
fn item(group: &Group, most: usize, lang: Lang) -> Item {
    let mut texts: Vec<&str> = Vec::new();
    for question in &group.questions {
        if !texts.contains(&question.text.as_str()) {
            texts.push(&question.text);
        }
    }
    let lines: Vec<String> = texts
        .into_iter()
        .take(most)
        .map(|text| fitted(text, QUESTION_MOST))
        .collect();
    Item {
        heading: Some(say::asked_so_often(lang, group.questions.len())),
        text: lines.join("\n"),
        url: None,
    }
}

fn drawn_page(turn: &Turn<'_>, title: String, intro: Vec<String>, items: Vec<Item>) -> Drawn {
    let page = Page {
        language: turn.tongues.private,
        revision: turn.engine.knowledge().revision.clone(),
        title,
        intro,
        items,
        choose: "",
        leads_to: Vec::new(),
        turns: Vec::new(),
    };
    discord::page(&page, turn.caller.user.get())
}

/// Paragraphs, the quoted ones escaped already, with buttons.
fn noted(paragraphs: &[String], buttons: Vec<CreateButton>) -> Drawn {
    Drawn {
        embed: discord::note("").description(paragraphs.join("\n\n")),
        rows: vec![CreateActionRow::Buttons(buttons)],
    }
}

fn quotation(text: &str) -> String {
    format!("> {}", escaped(&fitted(text, QUESTION_MOST)))
}

/// The question that an offer or a decline quotes.
fn quoted(message: &Message) -> Option<String> {
    let description = message.embeds.first()?.description.as_deref()?;
    let line = description.lines().next()?.strip_prefix("> ")?;
    let question = text::masked(&unescaped(line));
    text::has_words(&question).then_some(question)
}

fn question_id(subject: &str) -> Option<QuestionId> {
    let number = from_base_36(subject)?;
    i64::try_from(number).ok().map(QuestionId)
}

/// What a lesson is about: its target and the question.
fn lesson_of(subject: &str) -> Option<(&str, QuestionId)> {
    let (target, number) = subject.rsplit_once('.')?;
    Some((target, question_id(number)?))
}

fn back(press: &Press) -> CreateButton {
    let inbox = Press {
        subject: "0".to_owned(),
        ..with(press, Action::Inbox)
    };
    let label = say::to_the_inbox(press.language);
    discord::button(&inbox, label, ButtonStyle::Secondary)
}

fn with(press: &Press, action: Action) -> Press {
    Press {
        action,
        ..press.clone()
    }
}

fn new_press(turn: &Turn<'_>, action: Action, subject: String) -> Press {
    Press {
        action,
        subject,
        language: turn.tongues.private,
        revision: turn.engine.knowledge().revision.clone(),
        asker: turn.caller.user.get(),
    }
}
