//! Messages that are meant for the bot: a mention in a channel, or a direct message. On everything else it is silent.

use std::time::Instant;

use serenity::builder::{CreateAllowedMentions, CreateMessage};
use serenity::model::channel::{Message, MessageReference, MessageType, Nonce};
use serenity::model::id::UserId;
use tracing::{Instrument as _, info_span};

use crate::discord::bot::{Bot, DELIVERY_MOST};
use crate::discord::fault::{Fault, within};
use crate::discord::log::log_answer;
use crate::engine::Ask;
use crate::knowledge::GuildView;
use crate::render;

/// Answers the message, if it is meant for the bot, with one reply beneath it.
pub(super) async fn answer(bot: &Bot, message: &Message) {
    let Some((question, source)) = bot.own_id().and_then(|own_id| question_in(message, own_id))
    else {
        return;
    };
    let span = info_span!(
        "question",
        question.id = bot.next_question(),
        source,
        lang = tracing::field::Empty
    );
    async {
        let started = Instant::now();
        let engine = bot.engine();
        let guild = GuildView::default();
        // Messages come without a locale.
        let fallback = engine.settings().language;
        let reply = engine.answer(&Ask {
            text: &question,
            language: None,
            fallback,
            follows: None,
            addressed: true,
            guild: &guild,
        });
        let reference = MessageReference::from(message).fail_if_not_exists(false);
        let response = CreateMessage::new()
            .embed(render::discord::embed(&reply))
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
            .reference_message(reference)
            // The same message answered twice, by a second process or after a reconnect, stays one answer.
            .nonce(Nonce::String(format!("re{}", message.id)))
            .enforce_nonce(true);
        let sending = message.channel_id.send_message(&bot.http, response);
        let delivered = match within(DELIVERY_MOST, sending).await {
            // The message stands; that serenity cannot read what Discord says about it changes nothing.
            Err(Fault::Unreadable) | Ok(_) => Ok(()),
            Err(fault) => Err(fault),
        };
        log_answer(&reply, started, delivered);
    }
    .instrument(span)
    .await;
}

/// The question in a message that is meant for the bot, and how it came.
fn question_in(message: &Message, own_id: UserId) -> Option<(String, &'static str)> {
    let by_machine = message.author.bot
        || message.author.system
        || message.webhook_id.is_some()
        || message.author.id == own_id;
    if by_machine
        || !matches!(
            message.kind,
            MessageType::Regular | MessageType::InlineReply
        )
    {
        return None;
    }
    let mentions = [format!("<@{own_id}>"), format!("<@!{own_id}>")];
    let is_mentioned = mentions
        .iter()
        .any(|mention| message.content.contains(mention));
    let source = match (message.guild_id, is_mentioned) {
        (None, _) => "direct message",
        (Some(_), true) => "mention",
        // Roles, `@everyone` and a reply that pings the bot without naming it are not meant for it.
        (Some(_), false) => return None,
    };
    // A picture or a sticker alone, and whatever comes without its text.
    if message.content.trim().is_empty() {
        return None;
    }
    let question = mentions
        .iter()
        .fold(message.content.clone(), |text, mention| {
            text.replace(mention, " ")
        });
    Some((question, source))
}
