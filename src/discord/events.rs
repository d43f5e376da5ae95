//! What Discord tells the bot: each event is handed to the runtime of the answers at once, so that the gateway's thread never waits.

use std::sync::Arc;

use serenity::async_trait;
use serenity::builder::{
    CreateAllowedMentions, CreateInteractionResponse, CreateInteractionResponseMessage,
};
use serenity::client::{Context, EventHandler};
use serenity::model::application::{CommandType, Interaction};
use serenity::model::channel::Message;
use serenity::model::event::ResumedEvent;
use serenity::model::gateway::Ready;
use serenity::model::id::InteractionId;
use tracing::{info, warn};

use crate::discord::ask::Tongues;
use crate::discord::bot::Bot;
use crate::discord::{ask, commands, message};
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

    async fn message(&self, _: Context, message: Message) {
        let bot = Arc::clone(&self.bot);
        self.bot
            .start(async move { message::answer(&bot, &message).await });
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let bot = Arc::clone(&self.bot);
        self.bot
            .start(async move { dispatch(&bot, interaction).await });
    }
}

async fn dispatch(bot: &Bot, interaction: Interaction) {
    match interaction {
        Interaction::Command(command)
            if command.data.kind == CommandType::ChatInput
                && command.data.name == commands::ASK =>
        {
            ask::answer(bot, &command).await;
        }
        Interaction::Autocomplete(command) => ask::complete(bot, &command).await,
        Interaction::Command(it) => not_known(bot, it.id, &it.token, &it.locale).await,
        Interaction::Component(it) => not_known(bot, it.id, &it.token, &it.locale).await,
        Interaction::Modal(it) => not_known(bot, it.id, &it.token, &it.locale).await,
        // Pings come to bots that Discord reaches by HTTP; whatever is new has no answer yet.
        _ => {}
    }
}

/// A command, button or form of another version gets a line that only its user sees.
async fn not_known(bot: &Bot, id: InteractionId, token: &str, locale: &str) {
    let lang = Tongues::new(locale, None, bot.engine().settings().language).private;
    let line = CreateInteractionResponseMessage::new()
        .content(phrases::not_known_here(lang))
        .allowed_mentions(CreateAllowedMentions::new())
        .ephemeral(true);
    if let Err(fault) = bot
        .respond(id, token, &CreateInteractionResponse::Message(line))
        .await
    {
        warn!(%fault, "an unknown command could not be answered");
    }
}
