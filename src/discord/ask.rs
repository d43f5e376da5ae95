//! Questions that come as interactions: `/ask`, the message command, the form; and the stored questions offered while one is typed.

use serenity::model::application::CommandInteraction;
use serenity::model::id::TargetId;

use crate::discord::commands;
use crate::discord::log::log_follows;
use crate::discord::manners::Stands;
use crate::discord::options::Options;
use crate::discord::turn::{CHOICES_MOST, Response, Turn, Way};
use crate::engine::Ask;
use crate::knowledge::Id;
use crate::phrases;
use crate::render::discord::Spot;
use crate::reply::{Outcome, Reply};

/// Characters of a question. What is longer is no question, and Discord lets nobody type it.
pub(super) const QUESTION_CHARS_MOST: usize = 4_000;

/// Who is to read the reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readers {
    /// Everybody, if it is an answer; offers and declines would only be noise in a channel.
    All,
    /// Who asked.
    Asker,
    /// Who asked, to decide whether everybody should.
    AskerFirst,
}

/// `/ask`.
pub(super) fn command(turn: &Turn<'_>, command: &CommandInteraction) -> Response {
    let options = Options::of(&command.data);
    let question = options.text(commands::QUESTION).unwrap_or_default();
    let readers = match options.switch(commands::PRIVATE) {
        Some(true) => Readers::Asker,
        None if turn.is_private_by_default() => Readers::Asker,
        _ => Readers::All,
    };
    asked(turn, question, None, readers)
}

/// The message command: the message it was used on is the question.
pub(super) fn message_command(turn: &Turn<'_>, command: &CommandInteraction) -> Response {
    let target = command.data.target_id.map(TargetId::to_message_id);
    let message = target.and_then(|id| command.data.resolved.messages.get(&id));
    match message.map(|message| message.content.as_str()) {
        Some(text) if !text.trim().is_empty() => asked(turn, text, None, Readers::AskerFirst),
        _ => Response::line(phrases::nothing_to_answer(turn.tongues.private)),
    }
}

/// Answers a question that was typed.
pub(super) fn asked(
    turn: &Turn<'_>,
    question: &str,
    follows: Option<&Id>,
    readers: Readers,
) -> Response {
    let tongues = turn.tongues;
    if question.chars().count() > QUESTION_CHARS_MOST {
        return Response::line(phrases::question_too_long(tongues.private));
    }
    if !turn.caller.is_moderator
        && let Err(seconds) =
            turn.bot
                .manners
                .count(turn.caller.user, &turn.settings.settings, turn.now)
    {
        return Response::line(phrases::slow_down(tongues.private, seconds));
    }
    log_follows(follows);
    let ask = |fallback| {
        turn.engine.answer(&Ask {
            text: question,
            language: None,
            fallback,
            follows,
            addressed: true,
            guild: &turn.guild,
        })
    };
    let is_public = readers == Readers::All && !turn.caller.is_direct;
    let reply = ask(if is_public {
        tongues.public
    } else {
        tongues.private
    });
    let is_offer = matches!(reply.outcome, Outcome::Suggest | Outcome::Decline);
    match readers {
        // Only now is it known that nobody else reads it.
        Readers::All if is_offer => {
            whispered(turn, ask(tongues.private), question, Spot::BeforePosting)
        }
        Readers::All => post(turn, reply, question),
        Readers::Asker => whispered(turn, reply, question, Spot::Alone),
        Readers::AskerFirst => whispered(turn, reply, question, Spot::Preview),
    }
}

/// For everybody in the channel, unless it stands there already.
pub(super) fn post(turn: &Turn<'_>, reply: Reply, question: &str) -> Response {
    let (caller, manners) = (&turn.caller, &turn.bot.manners);
    if let Some(entry) = reply.entry.as_ref().filter(|_| !caller.is_direct) {
        let stands = if caller.is_moderator {
            Stands::Not
        } else {
            let settings = &turn.settings.settings;
            manners.standing(caller.channel, entry, reply.language, settings, turn.now)
        };
        let lang = turn.tongues.private;
        match stands {
            Stands::At(message) => {
                let link = message.link(caller.channel, caller.guild);
                return Response::line(phrases::answered_already(lang, &link)).of(reply);
            }
            // Without its place, the answer itself serves better than a hint at it.
            Stands::Somewhere => {
                let above = phrases::answered_here_already(lang);
                return whispered(turn, reply, question, Spot::Alone).below(above);
            }
            Stands::Not => manners.answered(
                caller.channel,
                entry,
                reply.language,
                Some(caller.id),
                turn.now,
            ),
        }
    }
    Response::drawn(Way::Post, turn.draw(&reply, question, Spot::Channel)).of(reply)
}

fn whispered(turn: &Turn<'_>, reply: Reply, question: &str, spot: Spot) -> Response {
    Response::drawn(Way::Whisper, turn.draw(&reply, question, spot)).of(reply)
}

/// Offers stored questions for what has been typed so far.
pub(super) fn complete(turn: &Turn<'_>, typed: &str) -> Response {
    let lang = turn
        .engine
        .language_of(typed)
        .unwrap_or(turn.tongues.private);
    let questions = turn.engine.complete(typed, lang, &turn.guild, CHOICES_MOST);
    let choices = questions.into_iter();
    Response::choices(
        choices
            .map(|question| (question.clone(), question))
            .collect(),
    )
}
