//! `/ask`: the question as a slash command, and the stored questions offered while it is typed.

use std::time::Instant;

use serenity::builder::{
    AutocompleteChoice, CreateAllowedMentions, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseMessage,
};
use serenity::model::application::{CommandDataOptionValue, CommandInteraction};
use tracing::{Instrument as _, info_span, warn};

use crate::discord::bot::Bot;
use crate::discord::commands;
use crate::discord::log::log_answer;
use crate::engine::{Ask, Engine};
use crate::knowledge::GuildView;
use crate::lang::Lang;
use crate::phrases;
use crate::render;
use crate::reply::{Outcome, Reply};
use crate::text;

/// Characters of a question. What is longer is no question, and Discord lets nobody type it.
pub(super) const QUESTION_CHARS_MOST: usize = 4_000;
/// Choices Discord takes.
const CHOICES_MOST: usize = 25;
/// Characters of a choice.
const CHOICE_CHARS_MOST: usize = 100;

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

/// Answers the command by its callback: what comes from memory needs no "thinking ..." first.
pub(super) async fn answer(bot: &Bot, command: &CommandInteraction) {
    let question = typed(command);
    let span = info_span!(
        "question",
        question.id = bot.next_question(),
        source = "command",
        lang = tracing::field::Empty
    );
    async {
        let started = Instant::now();
        let engine = bot.engine();
        let tongues = Tongues::new(
            &command.locale,
            command.guild_locale.as_deref(),
            engine.settings().language,
        );
        if question.chars().count() > QUESTION_CHARS_MOST {
            let line = message()
                .content(phrases::question_too_long(tongues.private))
                .ephemeral(true);
            if let Err(fault) = bot
                .respond(
                    command.id,
                    &command.token,
                    &CreateInteractionResponse::Message(line),
                )
                .await
            {
                warn!(%fault, "a reply was not delivered");
            }
            return;
        }
        let (reply, is_private) = reply(&engine, question, tongues, command.guild_id.is_none());
        let response = message()
            .embed(render::discord::embed(&reply))
            .ephemeral(is_private);
        let delivered = bot
            .respond(
                command.id,
                &command.token,
                &CreateInteractionResponse::Message(response),
            )
            .await;
        log_answer(&reply, started, delivered);
    }
    .instrument(span)
    .await;
}

/// Offers stored questions for what has been typed so far. Whatever is wrong, an empty list says it.
pub(super) async fn complete(bot: &Bot, command: &CommandInteraction) {
    let engine = bot.engine();
    let focused = command
        .data
        .autocomplete()
        .filter(|option| command.data.name == commands::ASK && option.name == commands::QUESTION);
    let questions = focused.map_or_else(Vec::new, |option| {
        let tongues = Tongues::new(
            &command.locale,
            command.guild_locale.as_deref(),
            engine.settings().language,
        );
        let lang = text::parse(option.value).lang.unwrap_or(tongues.private);
        engine.complete(option.value, lang, &GuildView::default(), CHOICES_MOST)
    });
    let fits = |question: &String| (1..=CHOICE_CHARS_MOST).contains(&question.chars().count());
    let choices = questions
        .into_iter()
        .filter(fits)
        .take(CHOICES_MOST)
        .map(AutocompleteChoice::from)
        .collect();
    let response = CreateInteractionResponse::Autocomplete(
        CreateAutocompleteResponse::new().set_choices(choices),
    );
    if let Err(fault) = bot.respond(command.id, &command.token, &response).await {
        warn!(%fault, "choices were not delivered");
    }
}

/// The reply, and whether only the asker sees it. Answers are for the channel; offers and declines would only be noise there.
fn reply(engine: &Engine, question: &str, tongues: Tongues, is_direct: bool) -> (Reply, bool) {
    let guild = GuildView::default();
    let ask = |fallback| {
        engine.answer(&Ask {
            text: question,
            language: None,
            fallback,
            follows: None,
            addressed: true,
            guild: &guild,
        })
    };
    let reply = ask(if is_direct {
        tongues.private
    } else {
        tongues.public
    });
    match reply.outcome {
        Outcome::Answer | Outcome::Chat => (reply, false),
        // Only now is it known that nobody else reads it.
        Outcome::Suggest | Outcome::Decline => (ask(tongues.private), true),
    }
}

/// What was typed; nothing where the option is missing or of another kind.
fn typed(command: &CommandInteraction) -> &str {
    let option = command
        .data
        .options
        .iter()
        .find(|option| option.name == commands::QUESTION);
    match option.map(|option| &option.value) {
        Some(CommandDataOptionValue::String(text)) => text,
        _ => "",
    }
}

fn message() -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().allowed_mentions(CreateAllowedMentions::new())
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
