//! `/entry`: stop an answer on this server, put it back, look at it.

use crate::discord::commands::moderating::{ENTRY, PAUSE, REASON, RESUME, SHOW};
use crate::discord::moderation::{CHOICE_MOST, CHOICES_MOST, not_kept};
use crate::discord::options::Options;
use crate::discord::turn::{Response, Turn, Way};
use crate::knowledge::{Entry, Id};
use crate::lang::Lang;
use crate::phrases;
use crate::phrases::moderation;
use crate::render::discord;
use crate::render::discord::fit::{escaped, fitted};
use crate::reply::{Item, View};
use crate::store::GuildId;
use crate::text;

/// Does what the subcommand says.
pub(super) async fn command(turn: &Turn<'_>, guild: GuildId, options: Options<'_>) -> Response {
    let lang = turn.tongues.private;
    let Some(id) = named(turn, options.text(ENTRY).unwrap_or_default()) else {
        return Response::line(moderation::no_such_entry(lang));
    };
    let store = &turn.bot.store;
    let public = turn.tongues.public;
    let asked = escaped(question(turn, &id, lang));
    let asked_by_all = escaped(question(turn, &id, public));
    match options.subcommand {
        PAUSE => {
            // Nothing that leads to a person is kept, whoever wrote it.
            let reason = text::masked(options.text(REASON).unwrap_or_default());
            if store.pause(guild, &id, &reason).await.is_err() {
                return not_kept(turn);
            }
            let told = moderation::told_paused(public, &asked_by_all, &escaped(&reason));
            Response::line(moderation::paused(lang, &asked)).telling(turn, told)
        }
        RESUME => match store.resume(guild, &id).await {
            Err(_) => not_kept(turn),
            Ok(false) => Response::line(moderation::was_not_paused(lang)),
            Ok(true) => {
                let told = moderation::told_resumed(public, &asked_by_all);
                Response::line(moderation::resumed(lang, &asked)).telling(turn, told)
            }
        },
        SHOW => {
            let Some(mut page) = turn.page(&View::Entry(id.clone(), 1), lang) else {
                return Response::line(phrases::not_there_any_more(lang));
            };
            let reason = turn.settings.paused.get(&id);
            if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
                page.intro.push(moderation::because(lang, reason));
            }
            let taught = turn.settings.taught.iter();
            let taught = taught.filter(|taught| taught.target.as_ref() == Some(&id));
            let taught: Vec<String> = taught.map(|it| format!("• {}", it.phrasing)).collect();
            if !taught.is_empty() {
                page.items.push(Item {
                    heading: Some(moderation::taught(lang).to_owned()),
                    text: taught.join("\n"),
                    url: None,
                });
            }
            let drawn = discord::page(&page, turn.caller.user.get());
            Response::drawn(Way::Whisper, drawn)
        }
        _ => Response::line(phrases::not_known_here(lang)),
    }
}

/// Offers entries by their questions: the stopped ones to be put back, the others to be stopped.
pub(super) fn complete(turn: &Turn<'_>, options: Options<'_>, typed: &str) -> Response {
    let is_wanted = |id: &Id| match options.subcommand {
        PAUSE => !turn.guild.paused.contains(id),
        RESUME => turn.guild.paused.contains(id),
        _ => true,
    };
    let lang = turn
        .engine
        .language_of(typed)
        .unwrap_or(turn.tongues.private);
    let (engine, guild) = (&turn.engine, &turn.guild);
    let offered = engine.offered(typed, lang, guild, CHOICES_MOST, is_wanted);
    let choices = offered.into_iter().map(|(entry, question)| {
        let name = fitted(question, CHOICE_MOST);
        (name, entry.id.as_str().to_owned())
    });
    Response::choices(choices.collect())
}

/// The entry of that id or that question. One that is gone from the knowledge can still be put back.
pub(in crate::discord) fn named(turn: &Turn<'_>, typed: &str) -> Option<Id> {
    let knowledge = turn.engine.knowledge();
    let is_held =
        |id: &Id| knowledge.entry(id.as_str()).is_some() || turn.settings.paused.contains_key(id);
    let typed_question = text::lower(typed);
    let asks = |lang| {
        let mut entries = knowledge.entries.iter();
        let is_asked = |entry: &&Entry| {
            let mut phrasings = entry.ask.get(lang).iter();
            phrasings.any(|phrasing| text::lower(&phrasing.value) == typed_question)
        };
        let same = entries.find(is_asked);
        same.map(|entry| entry.id.clone())
    };
    Id::new(typed)
        .filter(is_held)
        .or_else(|| Lang::ALL.into_iter().find_map(asks))
}

/// An entry's question; its id where it is not there any more.
fn question<'t>(turn: &'t Turn<'_>, id: &'t Id, lang: Lang) -> &'t str {
    let entry = turn.engine.knowledge().entry(id.as_str());
    let question = entry.and_then(|entry| entry.ask.get(lang).first());
    question.map_or(id.as_str(), |question| &question.value)
}
