//! Buttons, menus and forms. All they need stands in their `custom_id` and in the message they stand under.
//!
//! What an older knowledge wrote is answered with today's, and says so; what cannot be read any more gets a friendly line.

use std::time::Duration;

use jiff::Timestamp;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::{
    ActionRowComponent, ButtonKind, ButtonStyle, ComponentInteraction,
    ComponentInteractionDataKind, InputTextStyle, ModalInteraction,
};
use serenity::model::channel::{Message, MessageFlags};
use serenity::model::id::MessageId;
use tracing::warn;

use crate::discord::ask::{self, QUESTION_CHARS_MOST, Readers};
use crate::discord::fault::within;
use crate::discord::inbox;
use crate::discord::moderation::summaries;
use crate::discord::turn::{Response, Turn, Way};
use crate::knowledge::Id;
use crate::phrases::{self, Rating};
use crate::render::discord::press::{Action, Press, base_36, from_base_36};
use crate::render::discord::{self, Drawn, Spot};
use crate::reply::View;
use crate::store::{GuildId, Vote};

/// Time for taking a message away before the member is told whether it worked: they are told within 3 s.
const REMOVE_MOST: Duration = Duration::from_secs(2);
/// The field of the form.
const FIELD: &str = "question";

/// What the buttons of a message of the bot do, in their order.
pub(super) fn presses(message: &Message) -> impl Iterator<Item = Press> {
    let components = message.components.iter().flat_map(|row| &row.components);
    components.filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Press::read(custom_id),
            _ => None,
        },
        _ => None,
    })
}

/// A button or a menu.
pub(super) async fn pressed(turn: &Turn<'_>, it: &ComponentInteraction) -> Response {
    let Some(press) = Press::read(&it.data.custom_id) else {
        return Response::line(phrases::not_known_here(turn.tongues.private));
    };
    let lang = press.language;
    let chosen = match &it.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first(),
        _ => None,
    };
    let is_private = it
        .message
        .flags
        .is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    match press.action {
        Action::Choose
        | Action::Post
        | Action::Preview
        | Action::Next
        | Action::Translate
        | Action::Share
        | Action::Keep => entry(turn, &press, it.message.id, is_private),
        Action::Open | Action::Turn => {
            let view = chosen.map_or(&press.subject, |value| value);
            opened(turn, &press, view, is_private)
        }
        Action::More => more(turn, &press, it.message.id, is_private),
        Action::Rate => {
            let rating = chosen.and_then(|tag| Rating::read(tag));
            rated(turn, &press, rating).await
        }
        Action::AskMore => Response::form(form(&press, Action::Asked)),
        Action::AskMoreAlone => Response::form(form(&press, Action::AskedAlone)),
        Action::Remove => remove(turn, &press).await,
        Action::HandIn => Box::pin(inbox::hand_in(turn, &press, it, is_private)).await,
        Action::Withdraw => inbox::withdraw(turn, &press).await,
        Action::Inbox | Action::Group | Action::Teach | Action::Unteach | Action::Dismiss => {
            Box::pin(inbox::pressed(turn, &press, chosen)).await
        }
        Action::Summary
        | Action::SummaryPost
        | Action::SummaryWhere
        | Action::SummaryChannel
        | Action::SummaryForeword
        | Action::SummaryCancel
        | Action::SummaryRead => Box::pin(summaries::pressed(turn, &press, it)).await,
        // Only forms carry these.
        Action::Asked | Action::AskedAlone | Action::Taught | Action::SummaryForewritten => {
            Response::line(phrases::not_known_here(lang))
        }
    }
}

/// A filled form.
pub(super) async fn filled(turn: &Turn<'_>, it: &ModalInteraction) -> Response {
    let not_known = || Response::line(phrases::not_known_here(turn.tongues.private));
    let Some(press) = Press::read(&it.data.custom_id) else {
        return not_known();
    };
    let fields = it.data.components.iter().flat_map(|row| &row.components);
    let mut texts = fields.filter_map(|field| match field {
        ActionRowComponent::InputText(field) => field.value.as_deref(),
        _ => None,
    });
    let typed = texts.next().unwrap_or_default();
    let readers = match press.action {
        Action::Asked => Readers::All,
        Action::AskedAlone => Readers::Asker,
        Action::Taught => return Box::pin(inbox::filled(turn, &press, typed)).await,
        Action::SummaryForewritten => return summaries::filled(turn, &press, it, typed),
        _ => return not_known(),
    };
    ask::asked(turn, typed, Id::new(&press.subject).as_ref(), readers)
}

/// The answer to an entry that was chosen.
fn entry(turn: &Turn<'_>, press: &Press, message: MessageId, is_private: bool) -> Response {
    let lang = press.language;
    let is_asker = press.asker == turn.caller.user.get();
    if press.action == Action::Choose && !is_private && !is_asker {
        return Response::line(phrases::not_your_offer(turn.tongues.private));
    }
    let Some(reply) = turn.entry(&press.subject, lang) else {
        return Response::line(phrases::not_there_any_more(lang));
    };
    let drawn = |way, spot| Response::drawn(way, turn.draw(&reply, "", spot));
    if is_outdated(turn, press) {
        let response = drawn(Way::Whisper, Spot::Alone).below(phrases::since_then_changed(lang));
        return response.of(reply);
    }
    let response = match press.action {
        Action::Choose | Action::Translate if is_private => drawn(Way::Replace, Spot::Alone),
        Action::Choose => {
            turn.bot.offers.take_up(message);
            if let Some(entry) = &reply.entry {
                let channel = turn.caller.channel;
                let manners = &turn.bot.manners;
                manners.answered(channel, entry, lang, None, turn.now);
                manners.placed(channel, entry, lang, Some(message));
            }
            drawn(Way::Replace, Spot::Channel)
        }
        Action::Preview => drawn(Way::Replace, Spot::Preview),
        Action::Keep => drawn(Way::Replace, Spot::Alone),
        // It was stopped, which is nothing for all to read.
        _ if reply.entry.is_none() => drawn(Way::Whisper, Spot::Alone),
        // Whoever asked goes on in the channel; others read on for themselves.
        Action::Next if !is_private && is_asker => return ask::post(turn, reply, ""),
        Action::Post | Action::Share => return ask::post(turn, reply, ""),
        _ => drawn(Way::Whisper, Spot::Alone),
    };
    response.of(reply)
}

/// A page, or the answer to a question that stands on one; only the member sees it.
fn opened(turn: &Turn<'_>, press: &Press, view: &str, is_private: bool) -> Response {
    let lang = press.language;
    let gone = || Response::line(phrases::not_there_any_more(lang));
    let Some(view) = View::read(view) else {
        return gone();
    };
    let response = if let View::Answer(id) = &view {
        let Some(reply) = turn.entry(id.as_str(), lang) else {
            return gone();
        };
        Response::drawn(Way::Whisper, turn.draw(&reply, "", Spot::Alone)).of(reply)
    } else {
        let Some(page) = turn.page(&view, lang) else {
            return gone();
        };
        let is_turned = press.action == Action::Turn && !is_outdated(turn, press);
        let way = if is_turned && is_private {
            Way::Replace
        } else {
            Way::Whisper
        };
        Response::drawn(way, discord::page(&page, turn.caller.user.get()))
    };
    if is_outdated(turn, press) {
        response.below(phrases::since_then_changed(lang))
    } else {
        response
    }
}

/// Rate, ask more, take it away.
fn more(turn: &Turn<'_>, press: &Press, message: MessageId, is_private: bool) -> Response {
    let lang = press.language;
    let with = |action, subject: &str| Press {
        action,
        subject: subject.to_owned(),
        ..press.clone()
    };
    let ratings: Vec<(String, String)> = Rating::TAGS
        .iter()
        .map(|(rating, tag)| ((*tag).to_owned(), phrases::rating(lang, *rating).to_owned()))
        .collect();
    let menu = discord::menu(
        &with(Action::Rate, &press.subject),
        phrases::choose_rating(lang),
        &ratings,
    );
    let ask_more = if is_private {
        Action::AskMoreAlone
    } else {
        Action::AskMore
    };
    let mut buttons = vec![discord::button(
        &with(ask_more, &press.subject),
        phrases::ask_more(lang),
        ButtonStyle::Primary,
    )];
    // What only the member sees they dismiss themselves.
    if !is_private && turn.bot_is_here() && may_remove(turn, press) {
        buttons.push(discord::button(
            &with(Action::Remove, &base_36(message.get())),
            phrases::remove(lang),
            ButtonStyle::Danger,
        ));
    }
    let embed = discord::note(phrases::more_about(lang));
    let rows = vec![menu, CreateActionRow::Buttons(buttons)];
    Response::drawn(Way::Whisper, Drawn { embed, rows })
}

/// Counts a rating. It is acknowledged only when the store has it.
async fn rated(turn: &Turn<'_>, press: &Press, rating: Option<Rating>) -> Response {
    let lang = press.language;
    let (Some(rating), Some(entry)) = (rating, Id::new(&press.subject)) else {
        return Response::line(phrases::not_known_here(lang));
    };
    let vote = match rating {
        Rating::Helpful => Vote::Helpful,
        Rating::Wrong => Vote::Wrong,
        Rating::Outdated => Vote::Outdated,
        Rating::NotMyQuestion => Vote::OtherQuestion,
        Rating::SourceDoesNotFit => Vote::WrongSource,
    };
    let guild = turn.caller.guild.map(|guild| GuildId(guild.get()));
    let store = &turn.bot.store;
    match store.vote(guild, &entry, vote, Timestamp::now()).await {
        Ok(()) => Response::instead(phrases::thanks_for_rating(lang)),
        // The store itself says in the log why, once.
        Err(_) => Response::line(phrases::not_kept(lang)),
    }
}

fn form(press: &Press, action: Action) -> CreateModal {
    let lang = press.language;
    let press = Press {
        action,
        ..press.clone()
    };
    let field = CreateInputText::new(InputTextStyle::Short, phrases::your_question(lang), FIELD)
        .placeholder(phrases::for_example(lang))
        .required(true)
        .max_length(QUESTION_CHARS_MOST as u16);
    CreateModal::new(press.to_string(), phrases::ask_more(lang))
        .components(vec![CreateActionRow::InputText(field)])
}

async fn remove(turn: &Turn<'_>, press: &Press) -> Response {
    let lang = press.language;
    if !may_remove(turn, press) {
        return Response::line(phrases::not_yours_to_remove(lang));
    }
    let id = from_base_36(&press.subject).filter(|id| *id != 0);
    let Some(message) = id.map(MessageId::new) else {
        return Response::line(phrases::not_known_here(lang));
    };
    let channel = turn.caller.channel;
    let removing = turn.bot.http.delete_message(channel, message, None);
    let removed = match within(REMOVE_MOST, removing).await {
        Err(fault) if fault.is_gone() => Ok(()),
        removed => removed,
    };
    match removed {
        Ok(()) => {
            turn.bot.manners.forget_message(channel, message);
            Response::instead(phrases::removed(lang))
        }
        Err(fault) => {
            let reference = turn.bot.reference();
            warn!(reference, %fault, "an answer could not be removed");
            Response::line(phrases::went_wrong(lang, &reference))
        }
    }
}

fn may_remove(turn: &Turn<'_>, press: &Press) -> bool {
    turn.caller.is_moderator || press.asker == turn.caller.user.get()
}

fn is_outdated(turn: &Turn<'_>, press: &Press) -> bool {
    press.revision != turn.engine.knowledge().revision
}
