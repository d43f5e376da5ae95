//! One interaction and the one way to its answer: who is there, what is known for it, and the callback that everything ends in.
//!
//! Whatever comes from memory is the callback itself: edits and follow-ups share one rate limit over all members.

use std::sync::Arc;
use std::time::Instant;

use serenity::builder::{
    AutocompleteChoice, CreateAllowedMentions, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateModal,
    EditInteractionResponse,
};
use serenity::model::Permissions;
use serenity::model::application::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction,
    ComponentInteraction, InteractionContext, ModalInteraction,
};
use serenity::model::id::{ChannelId, GuildId, InteractionId, UserId};

use crate::discord::bot::Bot;
use crate::engine::Engine;
use crate::knowledge::GuildView;
use crate::lang::Lang;
use crate::phrases;
use crate::render::discord::fit::{fitted, length};
use crate::render::discord::{self, Asked, Drawn, Spot};
use crate::reply::{self, Page, Reply, View};
use crate::store::{self, Guild};

/// Choices Discord takes.
pub(super) const CHOICES_MOST: usize = 25;
/// Units of a choice's name, and of its value.
const CHOICE_MOST: usize = 100;

/// The language of a reply whose question does not tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tongues {
    /// Where all can read it: the guild's, else what is set.
    pub(super) public: Lang,
    /// Where only the asker reads it: their own, else as in public.
    pub(super) private: Lang,
}

impl Tongues {
    /// From Discord's locales (`de`, `en-US`, ...), most of which are neither German nor English.
    pub(super) fn new(locale: &str, guild_locale: Option<&str>, set: Lang) -> Self {
        let public = guild_locale.and_then(Lang::from_tag).unwrap_or(set);
        Self {
            public,
            private: Lang::from_tag(locale).unwrap_or(public),
        }
    }
}

/// What all kinds of interactions have in common.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) id: InteractionId,
    pub(super) token: String,
    pub(super) user: UserId,
    pub(super) channel: ChannelId,
    pub(super) guild: Option<GuildId>,
    /// Whether it is the conversation of the bot with this one member.
    pub(super) is_direct: bool,
    /// Whether the bot is in the channel itself, and not only the member who brought it along; nothing for a form, of which serenity does not tell.
    bot_is_here: Option<bool>,
    /// Whether the member may manage messages in the channel: a moderator, as far as the bot can know.
    pub(super) is_moderator: bool,
    locale: String,
    guild_locale: Option<String>,
}

macro_rules! caller {
    ($it:expr) => {{
        let permissions = $it.member.as_ref().and_then(|member| member.permissions);
        Self {
            id: $it.id,
            token: $it.token.clone(),
            user: $it.user.id,
            channel: $it.channel_id,
            guild: $it.guild_id,
            is_direct: $it.guild_id.is_none(),
            bot_is_here: None,
            is_moderator: permissions
                .is_some_and(|permissions| permissions.contains(Permissions::MANAGE_MESSAGES)),
            locale: $it.locale.clone(),
            guild_locale: $it.guild_locale.clone(),
        }
    }};
}

impl From<&CommandInteraction> for Caller {
    fn from(it: &CommandInteraction) -> Self {
        caller!(it).placed(it.context, &it.authorizing_integration_owners)
    }
}

impl From<&ComponentInteraction> for Caller {
    fn from(it: &ComponentInteraction) -> Self {
        caller!(it).placed(it.context, &it.authorizing_integration_owners)
    }
}

impl From<&ModalInteraction> for Caller {
    fn from(it: &ModalInteraction) -> Self {
        // serenity does not say where a form was filled beyond its guild.
        caller!(it)
    }
}

impl Caller {
    fn placed(
        self,
        context: Option<InteractionContext>,
        owners: &AuthorizingIntegrationOwners,
    ) -> Self {
        let is_direct = match context {
            Some(context) => context == InteractionContext::BotDm,
            None => self.is_direct,
        };
        let by_guild = |owner: &AuthorizingIntegrationOwner| {
            matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(_)))
        };
        Self {
            is_direct,
            bot_is_here: Some(is_direct || (self.guild.is_some() && owners.0.iter().any(by_guild))),
            ..self
        }
    }
}

/// One interaction while it is answered.
pub(super) struct Turn<'b> {
    pub(super) bot: &'b Bot,
    pub(super) engine: Arc<Engine>,
    pub(super) guild: Arc<GuildView>,
    pub(super) settings: Arc<Guild>,
    pub(super) caller: Caller,
    pub(super) tongues: Tongues,
    pub(super) now: Instant,
}

impl<'b> Turn<'b> {
    pub(super) fn new(bot: &'b Bot, caller: Caller) -> Self {
        let engine = bot.engine();
        let settings = bot.guild(caller.guild);
        let mut tongues = Tongues::new(
            &caller.locale,
            caller.guild_locale.as_deref(),
            engine.settings().language,
        );
        // What moderators set goes before what Discord was told of the guild.
        tongues.public = settings.settings.language.unwrap_or(tongues.public);
        Self {
            bot,
            guild: bot.guild_view(caller.guild, &settings),
            settings,
            tongues,
            engine,
            caller,
            now: Instant::now(),
        }
    }

    /// Draws a reply to what this member asked.
    pub(super) fn draw(&self, reply: &Reply, question: &str, spot: Spot) -> Drawn {
        let by = self.caller.user.get();
        let asked = Asked {
            by,
            question,
            hands_over: self.takes_questions(),
        };
        discord::reply(reply, asked, spot)
    }

    /// Whether the moderators take questions here: the server has invited the bot, and opened its inbox.
    pub(super) fn takes_questions(&self) -> bool {
        self.caller.guild.is_some()
            && self.bot_is_here()
            && self.bot.takes_questions(&self.settings)
    }

    /// Whether the bot is in the channel itself, and not only the member who brought it along.
    pub(super) fn bot_is_here(&self) -> bool {
        let is_member = || {
            let guild = self.caller.guild;
            guild.is_some_and(|guild| self.bot.places.has(guild))
        };
        self.caller.bot_is_here.unwrap_or_else(is_member)
    }

    /// Whether answers to `/ask` are for the asker alone unless they say otherwise.
    pub(super) fn is_private_by_default(&self) -> bool {
        let set = self.settings.settings.private;
        set.unwrap_or(self.caller.guild.is_some() && self.engine.settings().server.private)
    }

    /// The reply to an entry that was chosen.
    pub(super) fn entry(&self, id: &str, lang: Lang) -> Option<Reply> {
        let id = crate::knowledge::Id::new(id)?;
        reply::entry(self.engine.knowledge(), &self.guild, &id, lang)
    }

    /// A page, for nobody but this member.
    pub(super) fn page(&self, view: &View, lang: Lang) -> Option<Page> {
        let (knowledge, excerpts) = (self.engine.knowledge(), self.engine.excerpts());
        reply::browse(knowledge, excerpts, &self.guild, view, lang)
    }

    /// Only the member reads this page.
    pub(super) fn whisper_page(&self, view: &View, lang: Lang) -> Response {
        match self.page(view, lang) {
            Some(page) => {
                Response::drawn(Way::Whisper, discord::page(&page, self.caller.user.get()))
            }
            None => Response::line(phrases::not_there_any_more(lang)),
        }
    }
}

/// Who sees a message, and in which place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A new message for all.
    Post,
    /// A new message for who asked.
    Whisper,
    /// In the place of the message that was pressed.
    Replace,
}

/// What an interaction is answered with.
#[derive(Debug)]
pub(super) struct Response {
    body: Body,
    /// The reply in it, for the log.
    pub(super) reply: Option<Box<Reply>>,
    /// What another channel is told behind it.
    pub(super) told: Option<(ChannelId, String)>,
}

#[derive(Debug)]
enum Body {
    Message {
        way: Way,
        line: Option<String>,
        drawn: Option<Box<Drawn>>,
    },
    Form(CreateModal),
    Choices(Vec<AutocompleteChoice>),
}

impl Response {
    /// A line that only the member reads.
    pub(super) fn line(line: impl Into<String>) -> Self {
        Self::message(Way::Whisper, Some(line.into()), None)
    }

    /// A line in the place of everything that was pressed.
    pub(super) fn instead(line: impl Into<String>) -> Self {
        Self::message(Way::Replace, Some(line.into()), None)
    }

    /// Something drawn.
    pub(super) fn drawn(way: Way, drawn: Drawn) -> Self {
        Self::message(way, None, Some(drawn))
    }

    /// A form to fill.
    pub(super) fn form(form: CreateModal) -> Self {
        Self::new(Body::Form(form))
    }

    /// What is offered while somebody types: (name, value) pairs, as many as Discord takes. A name is cut; a value cannot be, and one
    /// that is too long is left out.
    pub(super) fn choices(choices: Vec<(String, String)>) -> Self {
        let choices = choices
            .into_iter()
            .filter(|(name, value)| !name.is_empty() && (1..=CHOICE_MOST).contains(&length(value)))
            .take(CHOICES_MOST)
            .map(|(name, value)| AutocompleteChoice::new(fitted(&name, CHOICE_MOST), value))
            .collect();
        Self::new(Body::Choices(choices))
    }

    /// With the reply it holds.
    pub(super) fn of(mut self, reply: Reply) -> Self {
        self.reply = Some(Box::new(reply));
        self
    }

    /// As a message of its own that only the member reads, whatever it was to replace.
    pub(super) fn whispered(mut self) -> Self {
        if let Body::Message { way, .. } = &mut self.body {
            *way = Way::Whisper;
        }
        self
    }

    /// With a line in the moderators' channel, if the guild has set one. `text` is sent as it is.
    pub(super) fn telling(self, turn: &Turn<'_>, text: String) -> Self {
        self.telling_in(turn.settings.settings.log_channel, text)
    }

    /// With a line in this channel.
    pub(super) fn telling_in(mut self, channel: Option<store::ChannelId>, text: String) -> Self {
        let channel = channel.filter(|channel| channel.0 != 0);
        self.told = channel.map(|channel| (ChannelId::new(channel.0), text));
        self
    }

    /// With a line above what is drawn.
    pub(super) fn below(mut self, above: &str) -> Self {
        if let Body::Message { line, .. } = &mut self.body {
            *line = Some(above.to_owned());
        }
        self
    }

    fn message(way: Way, line: Option<String>, drawn: Option<Drawn>) -> Self {
        Self::new(Body::Message {
            way,
            line,
            drawn: drawn.map(Box::new),
        })
    }

    const fn new(body: Body) -> Self {
        Self {
            body,
            reply: None,
            told: None,
        }
    }

    /// Says that the answer takes a while; only the member sees it.
    pub(super) fn later() -> CreateInteractionResponse {
        let message = CreateInteractionResponseMessage::new().ephemeral(true);
        CreateInteractionResponse::Defer(message)
    }

    /// As Discord takes it after [`Response::later`]; a form or choices would come too late.
    pub(super) fn edit(&self) -> EditInteractionResponse {
        let edit = EditInteractionResponse::new().allowed_mentions(CreateAllowedMentions::new());
        let Body::Message { line, drawn, .. } = &self.body else {
            return edit;
        };
        let edit = match line {
            Some(line) => edit.content(line),
            None => edit,
        };
        match drawn {
            Some(drawn) => edit
                .embed(drawn.embed.clone())
                .components(drawn.rows.clone()),
            None => edit,
        }
    }

    /// As Discord takes it.
    pub(super) fn callback(&self) -> CreateInteractionResponse {
        let (way, line, drawn) = match &self.body {
            Body::Form(form) => return CreateInteractionResponse::Modal(form.clone()),
            Body::Choices(choices) => {
                let choices = CreateAutocompleteResponse::new().set_choices(choices.clone());
                return CreateInteractionResponse::Autocomplete(choices);
            }
            Body::Message { way, line, drawn } => (*way, line, drawn),
        };
        let embed = drawn.iter().map(|drawn| drawn.embed.clone()).collect();
        let rows = drawn.as_ref().map(|drawn| drawn.rows.clone());
        let message = CreateInteractionResponseMessage::new()
            .allowed_mentions(CreateAllowedMentions::new())
            .embeds(embed)
            .components(rows.unwrap_or_default());
        let with_line = |message: CreateInteractionResponseMessage| match line {
            Some(line) => message.content(line),
            None => message,
        };
        match way {
            Way::Post => CreateInteractionResponse::Message(with_line(message)),
            Way::Whisper => CreateInteractionResponse::Message(with_line(message).ephemeral(true)),
            // What an edit does not name stays as it was.
            Way::Replace => CreateInteractionResponse::UpdateMessage(
                message.content(line.clone().unwrap_or_default()),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(locale: &str, guild_locale: Option<&str>, public: Lang, private: Lang) {
        assert_eq!(
            Tongues::new(locale, guild_locale, Lang::De),
            Tongues { public, private }
        );
    }

    #[test]
    fn locales_lead_to_a_language() {
        check("en-US", Some("de"), Lang::De, Lang::En);
        check("de", Some("en-GB"), Lang::En, Lang::De);
        check("fr", Some("en-US"), Lang::En, Lang::En);
        check("fr", Some("fr"), Lang::De, Lang::De);
        check("", None, Lang::De, Lang::De);
    }
}
