//! Messages that are meant for the bot: a mention, a reply to it, or a direct message. On everything else it is silent.

use std::sync::Arc;
use std::time::Instant;

use serenity::builder::{CreateAllowedMentions, CreateMessage};
use serenity::model::channel::{Message, MessageReference, MessageType, Nonce, ReactionType};
use serenity::model::id::UserId;
use tracing::{Instrument as _, debug};

use crate::discord::automatic::{REPEAT_AFTER, is_question};
use crate::discord::bot::{Bot, DELIVERY_MOST};
use crate::discord::fault::{Fault, caught, within};
use crate::discord::log::{log_answer, log_follows, question_span};
use crate::discord::manners::Stands;
use crate::discord::press::presses;
use crate::engine::{Ask, Engine};
use crate::knowledge::{GuildView, Id};
use crate::lang::Lang;
use crate::phrases;
use crate::render::discord::press::Action;
use crate::render::discord::{self, Asked, Spot};
use crate::reply::{Outcome, Reply};
use crate::store::{self, GuildSettings};

/// Says that a member asked faster than anybody reads.
const LATER: &str = "⏳";
/// Says that the answer stands above.
const ABOVE: &str = "☝️";

/// A message that is meant for the bot.
#[derive(Debug)]
struct Addressed<'m> {
    /// What it says, without the mention.
    question: String,
    /// How it came.
    source: &'static str,
    /// The message it replies to, if that is the bot's.
    own: Option<&'m Message>,
    /// The message it replies to, if that is somebody's.
    others: Option<&'m Message>,
}

/// What is said beneath a message.
enum Said {
    /// A reply to this question.
    Reply(Box<Reply>, String),
    /// A line.
    Line(String),
}

/// Answers the message, if it is meant for the bot or may be answered all the same, with one reply beneath it.
pub(super) async fn answer(bot: Arc<Bot>, message: Arc<Message>) {
    let answering = {
        let (bot, message) = (Arc::clone(&bot), Arc::clone(&message));
        async move { heard(&bot, &message).await }
    };
    if let Err(reference) = caught(answering, || bot.reference()).await {
        apologise(&bot, &message, &reference).await;
    }
}

/// Says that something went wrong, to somebody who waits for an answer.
async fn apologise(bot: &Bot, message: &Message, reference: &str) {
    let is_awaited = bot
        .own_id()
        .filter(|own_id| is_human(message, *own_id))
        .is_some_and(|own_id| addressed(message, own_id).is_some());
    if is_awaited {
        let lang = fallback(&bot.engine(), &bot.guild(message.guild_id).settings);
        let said = Said::Line(phrases::went_wrong(lang, reference));
        send(bot, message, said, Instant::now()).await;
    }
}

async fn heard(bot: &Bot, message: &Message) {
    let Some(own_id) = bot.own_id().filter(|own_id| is_human(message, *own_id)) else {
        return;
    };
    let started = Instant::now();
    let Some(addressed) = addressed(message, own_id) else {
        let said = volunteered(bot, message, started);
        if let Some(said) = said {
            let span = question_span(bot.next_question(), "automatic");
            send(bot, message, said, started).instrument(span).await;
        }
        return;
    };
    let span = question_span(bot.next_question(), addressed.source);
    async {
        if let Some(said) = answered(bot, message, &addressed, started).await {
            send(bot, message, said, started).await;
        }
    }
    .instrument(span)
    .await;
}

/// What to say to a message that is meant for the bot; nothing where a sign beneath it was enough.
async fn answered(
    bot: &Bot,
    message: &Message,
    addressed: &Addressed<'_>,
    started: Instant,
) -> Option<Said> {
    let engine = bot.engine();
    let settings = bot.guild(message.guild_id);
    let guild = bot.guild_view(message.guild_id, &settings);
    let settings = &settings.settings;
    let is_moderator = bot.places.is_by_moderator(message);
    if !is_moderator
        && bot
            .manners
            .count(message.author.id, settings, started)
            .is_err()
    {
        react(bot, message, LATER).await;
        return None;
    }
    let follows = follows(bot, message, addressed);
    log_follows(follows.as_ref());
    let fallback = fallback(&engine, settings);
    let said = say(&engine, &guild, addressed, follows.as_ref(), fallback);
    if let Said::Reply(reply, _) = &said
        && let Some(entry) = &reply.entry
        && !is_moderator
        && message.guild_id.is_some()
    {
        let (channel, lang) = (message.channel_id, reply.language);
        match bot
            .manners
            .standing(channel, entry, lang, settings, started)
        {
            Stands::Not => {}
            Stands::Somewhere => {
                react(bot, message, ABOVE).await;
                return None;
            }
            Stands::At(standing) => {
                let link = standing.link(channel, message.guild_id);
                return Some(Said::Line(phrases::answered_already(lang, &link)));
            }
        }
    }
    Some(said)
}

/// What to say to a question that nobody addressed to the bot: an answer it is very sure of, or nothing.
fn volunteered(bot: &Bot, message: &Message, started: Instant) -> Option<Said> {
    let (engine, settings) = (bot.engine(), bot.guild(message.guild_id));
    let channel = message.channel_id;
    let named = &settings.settings.automatic_channels;
    let is_named = named.contains(&store::ChannelId(channel.get()));
    if !is_named || engine.may_speak_up().is_err() || !is_question(&message.content) {
        return None;
    }
    let guild = bot.guild_view(message.guild_id, &settings);
    let reply = engine.answer(&Ask {
        text: &message.content,
        language: None,
        fallback: fallback(&engine, &settings.settings),
        follows: None,
        addressed: false,
        guild: &guild,
    });
    let entry = reply
        .entry
        .as_ref()
        .filter(|_| reply.outcome == Outcome::Answer)?;
    let is_new = !bot.manners.stood(channel, entry, REPEAT_AFTER, started);
    let most = settings.settings.automatic_per_hour;
    let most = most.unwrap_or(engine.settings().server.automatic_per_hour);
    let is_said = is_new && bot.automatic.take(channel, most, started);
    is_said.then(|| Said::Reply(Box::new(reply), String::new()))
}

/// The language where the question does not tell: messages come without a locale.
fn fallback(engine: &Engine, settings: &GuildSettings) -> Lang {
    settings.language.unwrap_or(engine.settings().language)
}

/// Puts it beneath the message.
async fn send(bot: &Bot, message: &Message, said: Said, started: Instant) {
    let by = message.author.id.get();
    let hands_over =
        message.guild_id.is_some() && bot.takes_questions(&bot.guild(message.guild_id));
    let draw = |reply: &Reply, question: &str, spot| {
        let asked = Asked {
            by,
            question,
            hands_over,
        };
        discord::reply(reply, asked, spot)
    };
    let response = match &said {
        Said::Reply(reply, question) => {
            let drawn = draw(reply, question, Spot::Channel);
            CreateMessage::new()
                .embed(drawn.embed)
                .components(drawn.rows)
        }
        Said::Line(line) => CreateMessage::new().content(line),
    };
    let channel = message.channel_id;
    if let Said::Reply(reply, _) = &said
        && let Some(entry) = &reply.entry
    {
        bot.manners
            .answered(channel, entry, reply.language, None, started);
    }
    let reference = MessageReference::from(message).fail_if_not_exists(false);
    let response = response
        .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
        .reference_message(reference)
        // The same message answered twice, by a second process or after a reconnect, stays one answer.
        .nonce(Nonce::String(format!("re{}", message.id)))
        .enforce_nonce(true);
    let sending = channel.send_message(&bot.http, response);
    let sent = within(DELIVERY_MOST, sending).await;
    let Said::Reply(reply, question) = said else {
        return;
    };
    let is_open = matches!(reply.outcome, Outcome::Suggest | Outcome::Decline);
    let is_offer = is_open && (hands_over || !reply.suggestions.is_empty());
    let message_id = sent.as_ref().ok().map(|sent| sent.id);
    if let Some(entry) = &reply.entry {
        bot.manners
            .placed(channel, entry, reply.language, message_id);
    }
    if let Some(id) = message_id.filter(|_| is_offer) {
        let bare = draw(&reply, &question, Spot::Bare);
        bot.offers.made(Instant::now(), channel, id, bare);
    }
    let delivered = match sent {
        // The message stands; that serenity cannot read what Discord says about it changes nothing.
        Err(Fault::Unreadable) | Ok(_) => Ok(()),
        Err(fault) => Err(fault),
    };
    bot.count(message.guild_id, &reply);
    log_answer(&reply, started, delivered);
}

/// The entry that the message follows up on: of the answer it replies to, or of the last one in its thread.
fn follows(bot: &Bot, message: &Message, addressed: &Addressed<'_>) -> Option<Id> {
    let channel = message.channel_id;
    match addressed.own {
        // Discord may take the buttons off a message that is replied to.
        Some(own) => entry_of(own).or_else(|| bot.manners.entry_of(channel, own.id)),
        None if bot.places.is_thread(channel) => bot.manners.last(channel),
        None => None,
    }
}

/// A sign beneath the message instead of words in the channel.
async fn react(bot: &Bot, message: &Message, sign: &str) {
    let sign = ReactionType::Unicode(sign.to_owned());
    let reacting = bot
        .http
        .create_reaction(message.channel_id, message.id, &sign);
    if let Err(fault) = within(DELIVERY_MOST, reacting).await {
        debug!(%fault, "a reaction was not delivered");
    }
}

/// What to say. A mention in a reply to somebody is about that message, unless it asks something of its own that is answered.
fn say(
    engine: &Engine,
    guild: &GuildView,
    addressed: &Addressed<'_>,
    follows: Option<&Id>,
    fallback: Lang,
) -> Said {
    let ask = |text: &str| {
        engine.answer(&Ask {
            text,
            language: None,
            fallback,
            follows,
            addressed: true,
            guild,
        })
    };
    let reply = ask(&addressed.question);
    let Some(others) = addressed
        .others
        .filter(|_| reply.outcome != Outcome::Answer)
    else {
        return Said::Reply(Box::new(reply), addressed.question.clone());
    };
    if !others.content.trim().is_empty() {
        return Said::Reply(Box::new(ask(&others.content)), others.content.clone());
    }
    if reply.outcome == Outcome::Suggest {
        return Said::Reply(Box::new(reply), addressed.question.clone());
    }
    Said::Line(phrases::use_the_message_command(reply.language).to_owned())
}

/// Whether a person wrote it. Bots, webhooks and what Discord says itself (somebody joined) get no answer whatever they say.
fn is_human(message: &Message, own_id: UserId) -> bool {
    let by_machine = message.author.bot
        || message.author.system
        || message.webhook_id.is_some()
        || message.author.id == own_id;
    !by_machine
        && matches!(
            message.kind,
            MessageType::Regular | MessageType::InlineReply
        )
}

fn addressed(message: &Message, own_id: UserId) -> Option<Addressed<'_>> {
    let mentions = [format!("<@{own_id}>"), format!("<@!{own_id}>")];
    let is_named = mentions
        .iter()
        .any(|mention| message.content.contains(mention));
    let answered = message.referenced_message.as_deref();
    let own = answered.filter(|answered| answered.author.id == own_id);
    // Discord counts whom a reply pings among the mentions, without naming them in the text.
    let is_pinged = own.is_some() && message.mentions.iter().any(|user| user.id == own_id);
    let source = match message.guild_id {
        None => "direct message",
        Some(_) if is_named => "mention",
        Some(_) if is_pinged => "reply",
        // Roles and `@everyone` are not meant for it.
        Some(_) => return None,
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
    Some(Addressed {
        question: question.trim().to_owned(),
        source,
        own,
        others: answered.filter(|_| own.is_none() && is_named),
    })
}

/// The entry that a message of the bot answers, read off its buttons.
fn entry_of(message: &Message) -> Option<Id> {
    // Every answer has this one; the others may lead elsewhere.
    let more = presses(message).find(|press| press.action == Action::More)?;
    Id::new(&more.subject)
}
