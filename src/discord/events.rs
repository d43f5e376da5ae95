//! What Discord tells the bot: each event is handed to the runtime of the answers at once, so that the gateway's thread never waits.

use std::sync::Arc;
use std::time::Instant;

use serenity::async_trait;
use serenity::client::{Context, EventHandler};
use serenity::model::application::{CommandType, Interaction, MessageInteractionMetadata};
use serenity::model::channel::{GuildChannel, Message, PartialGuildChannel};
use serenity::model::event::{ResumedEvent, ThreadListSyncEvent};
use serenity::model::gateway::Ready;
use serenity::model::guild::{Guild, Role, UnavailableGuild};
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId};
use tracing::{Instrument as _, info, warn};

use crate::discord::bot::Bot;
use crate::discord::fault::caught;
use crate::discord::log::{log_answer, question_span};
use crate::discord::turn::{Caller, Response, Turn};
use crate::discord::{ask, browse, commands, inbox, message, moderation, press};
use crate::phrases;

/// Serenity's view of the bot. The client in its contexts is the gateway's and is never used.
pub(super) struct Events {
    bot: Arc<Bot>,
}

impl Events {
    /// Events for this bot.
    pub(super) const fn new(bot: Arc<Bot>) -> Self {
        Self { bot }
    }

    /// A message is gone; most are not the bot's.
    fn forget(&self, channel: ChannelId, message: MessageId) {
        self.bot.manners.forget_message(channel, message);
        self.bot.offers.take_up(message);
    }
}

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, _: Context, ready: Ready) {
        info!(bot.name = %ready.user.name, guilds = ready.guilds.len(), "connected to Discord");
        self.bot.identify(ready.user.id, ready.application.id);
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        info!("connected to Discord again");
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        self.bot.places.learn(&guild);
    }

    async fn guild_delete(&self, _: Context, gone: UnavailableGuild, _: Option<Guild>) {
        // An outage is no farewell.
        if !gone.unavailable {
            self.bot.places.forget(gone.id);
        }
    }

    async fn guild_role_create(&self, _: Context, role: Role) {
        self.bot.places.learn_role(&role);
    }

    async fn guild_role_update(&self, _: Context, _: Option<Role>, role: Role) {
        self.bot.places.learn_role(&role);
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        self.bot.places.learn_threads([thread.id].into_iter());
    }

    /// A thread that comes out of the archive is only said to have changed.
    async fn thread_update(&self, _: Context, _: Option<GuildChannel>, thread: GuildChannel) {
        self.bot.places.learn_threads([thread.id].into_iter());
    }

    async fn thread_list_sync(&self, _: Context, list: ThreadListSyncEvent) {
        let threads = list.threads.iter().map(|thread| thread.id);
        self.bot.places.learn_threads(threads);
    }

    async fn thread_delete(
        &self,
        _: Context,
        thread: PartialGuildChannel,
        _: Option<GuildChannel>,
    ) {
        self.bot.places.forget_thread(thread.id);
    }

    async fn message_delete(
        &self,
        _: Context,
        channel: ChannelId,
        message: MessageId,
        _: Option<GuildId>,
    ) {
        self.forget(channel, message);
    }

    async fn message_delete_bulk(
        &self,
        _: Context,
        channel: ChannelId,
        messages: Vec<MessageId>,
        _: Option<GuildId>,
    ) {
        for message in messages {
            self.forget(channel, message);
        }
    }

    async fn message(&self, _: Context, message: Message) {
        // The bot's own messages come back too, and only they say where an interaction was answered.
        if let Some(interaction) = message
            .interaction_metadata
            .as_deref()
            .and_then(answered_by)
            && self.bot.own_id() == Some(message.author.id)
        {
            let manners = &self.bot.manners;
            return manners.learn_message(message.channel_id, interaction, message.id);
        }
        let bot = Arc::clone(&self.bot);
        self.bot.start(message::answer(bot, Arc::new(message)));
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let bot = Arc::clone(&self.bot);
        self.bot.start(self::interaction(bot, interaction));
    }
}

fn answered_by(metadata: &MessageInteractionMetadata) -> Option<InteractionId> {
    match metadata {
        MessageInteractionMetadata::Command(it) => Some(it.id),
        MessageInteractionMetadata::Component(it) => Some(it.id),
        MessageInteractionMetadata::ModalSubmit(it) => Some(it.id),
        _ => None,
    }
}

/// One interaction from what Discord sent to the callback.
async fn interaction(bot: Arc<Bot>, interaction: Interaction) {
    let (caller, source) = match &interaction {
        Interaction::Command(it) if it.data.kind == CommandType::Message => {
            (Caller::from(it), "message command")
        }
        Interaction::Command(it) => (Caller::from(it), "command"),
        Interaction::Autocomplete(it) => (Caller::from(it), "typing"),
        Interaction::Component(it) => (Caller::from(it), "button"),
        Interaction::Modal(it) => (Caller::from(it), "form"),
        // Pings come to bots that Discord reaches by HTTP; whatever is new has no answer yet.
        _ => return,
    };
    let span = question_span(bot.next_question(), source);
    async {
        let started = Instant::now();
        let (id, token) = (caller.id, caller.token.clone());
        let (channel, guild) = (caller.channel, caller.guild);
        let lang = Turn::new(&bot, caller.clone()).tongues.private;
        let takes_long = inbox::takes_long(&interaction);
        if takes_long && let Err(fault) = bot.respond(id, &token, &Response::later()).await {
            return warn!(%fault, "a reply was not delivered");
        }
        let answering = {
            let bot = Arc::clone(&bot);
            async move { answer(&Turn::new(&bot, caller), interaction).await }
        };
        let response = caught(answering, || bot.reference())
            .await
            .unwrap_or_else(|reference| Response::line(phrases::went_wrong(lang, &reference)));
        let delivered = if takes_long {
            bot.complete(&token, &response.edit()).await
        } else {
            bot.respond(id, &token, &response.callback()).await
        };
        match (&response.reply, delivered) {
            (Some(reply), delivered) => {
                if let (Some(entry), Err(_)) = (&reply.entry, &delivered) {
                    bot.manners.placed(channel, entry, reply.language, None);
                }
                bot.count(guild, reply);
                log_answer(reply, started, delivered);
            }
            (None, Err(fault)) => warn!(%fault, "a reply was not delivered"),
            (None, Ok(())) => {}
        }
        if let Some((channel, text)) = &response.told {
            bot.tell(*channel, text).await;
        }
    }
    .instrument(span)
    .await;
}

async fn answer(turn: &Turn<'_>, interaction: Interaction) -> Response {
    let not_known = || Response::line(phrases::not_known_here(turn.tongues.private));
    match interaction {
        Interaction::Command(it) => match (it.data.kind, it.data.name.as_str()) {
            (CommandType::ChatInput, commands::ASK) => ask::command(turn, &it),
            (CommandType::Message, commands::ANSWER_THIS) => ask::message_command(turn, &it),
            // Seldom used and large: members' questions must not carry its size.
            (CommandType::ChatInput, commands::inbox::INBOX) => {
                Box::pin(inbox::command(turn, &it)).await
            }
            (_, name) if moderation::is_command(name) => {
                Box::pin(moderation::command(turn, &it)).await
            }
            (CommandType::ChatInput, _) => browse::command(turn, &it).unwrap_or_else(not_known),
            _ => not_known(),
        },
        Interaction::Autocomplete(it) => {
            let focused = it.data.autocomplete();
            match focused.map(|option| (it.data.name.as_str(), option.name, option.value)) {
                Some((commands::ASK, commands::QUESTION, typed)) => ask::complete(turn, typed),
                Some((commands::SOURCE, commands::SOURCE, typed)) => browse::complete(turn, typed),
                Some((_, option, typed)) => moderation::complete(turn, &it, option, typed),
                // An empty list says nothing; silence would be shown as an error.
                None => Response::choices(Vec::new()),
            }
        }
        Interaction::Component(it) => press::pressed(turn, &it).await,
        Interaction::Modal(it) => press::filled(turn, &it).await,
        _ => not_known(),
    }
}
