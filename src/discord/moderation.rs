//! What moderators do by command. Discord hides these commands from others, but a server can change that: every one is checked here again.

pub(super) mod digests;
pub(super) mod entries;
pub(super) mod settings;
mod stats;
pub(super) mod summaries;

use serenity::model::application::CommandInteraction;

use crate::discord::browse;
use crate::discord::commands::inbox::INBOX;
use crate::discord::commands::moderating;
use crate::discord::options::Options;
use crate::discord::turn::{Response, Turn};
use crate::phrases;
use crate::phrases::moderation::only_for_moderators;
use crate::store::GuildId;

/// Choices Discord takes.
const CHOICES_MOST: usize = 25;
/// Units of a choice's name.
const CHOICE_MOST: usize = 100;

/// Whether a command is one of theirs.
pub(super) fn is_command(name: &str) -> bool {
    let known = [
        moderating::ENTRY,
        moderating::SETTINGS,
        moderating::SUMMARY,
        moderating::UPDATE_SUMMARY,
        moderating::DIGEST,
        moderating::STATS,
    ];
    known.contains(&name)
}

/// Does what a moderator wants.
pub(super) async fn command(turn: &Turn<'_>, command: &CommandInteraction) -> Response {
    let options = Options::of(&command.data);
    let Some(guild) = moderated(turn) else {
        return Response::line(only_for_moderators(turn.tongues.private));
    };
    match command.data.name.as_str() {
        moderating::ENTRY => entries::command(turn, guild, options).await,
        moderating::SETTINGS => settings::command(turn, guild, options).await,
        moderating::SUMMARY => summaries::command(turn, options),
        moderating::UPDATE_SUMMARY => summaries::update(turn, command).await,
        moderating::DIGEST => digests::command(turn, guild, options).await,
        _ => stats::command(turn, guild, options).await,
    }
}

/// Offers what fits an option of a moderators' command; nothing to anybody else.
pub(super) fn complete(
    turn: &Turn<'_>,
    command: &CommandInteraction,
    option: &str,
    typed: &str,
) -> Response {
    let options = Options::of(&command.data);
    match (command.data.name.as_str(), option) {
        _ if moderated(turn).is_none() => Response::choices(Vec::new()),
        (moderating::ENTRY | INBOX, moderating::ENTRY) => entries::complete(turn, options, typed),
        (_, moderating::TOPIC) => summaries::complete_topics(turn, typed),
        (_, moderating::ARTICLE) => browse::complete(turn, typed),
        (_, moderating::DIGEST) => digests::complete(turn, typed),
        (_, moderating::ZONE) => digests::complete_zones(turn, typed),
        _ => Response::choices(Vec::new()),
    }
}

/// The guild, if who is there moderates it and it has invited the bot.
pub(super) fn moderated(turn: &Turn<'_>) -> Option<GuildId> {
    let caller = &turn.caller;
    let guild = caller.guild.filter(|_| caller.is_moderator)?;
    Some(GuildId(guild.get()))
}

/// To a change that the store did not take; the store itself says in the log why, once.
fn not_kept(turn: &Turn<'_>) -> Response {
    Response::line(phrases::not_kept(turn.tongues.private))
}
