//! Once a day a line in the moderators' channel: how much was handed in since the last one.
//!
//! With many processes one of them posts it: the day of a guild is claimed in the store as a digest's is, under a number no digest has.

use jiff::{SignedDuration, Timestamp};
use serenity::builder::{CreateAllowedMentions, CreateMessage};
use serenity::model::channel::Nonce;
use serenity::model::id::ChannelId;
use tracing::{info, warn};

use crate::discord::bot::{Bot, DELIVERY_MOST};
use crate::discord::fault::within;
use crate::phrases::inbox as say;
use crate::store::{Claim, DigestId, Guild, GuildId, Inbox};
use crate::teach;

/// Seconds of a day after midnight UTC at which the line is due: nine or ten in the morning in Germany.
const DUE_S: i64 = 8 * 3_600;
/// Seconds from one line to the next.
const DAY_S: i64 = 24 * 3_600;

/// Posts the lines that are due in the guilds that want them. Called every now and then.
pub(in crate::discord) async fn notify(bot: &Bot, now: Timestamp) {
    let due = due(now);
    let state = bot.store.state();
    for (id, guild) in &state.guilds {
        let channel = guild
            .settings
            .inbox_channel
            .filter(|channel| channel.0 != 0);
        if let Some(channel) = channel.filter(|_| bot.takes_questions(guild)) {
            // The store says in the log when it is down; a claim that was not finished is tried again.
            drop(post(bot, *id, guild, ChannelId::new(channel.0), due, now).await);
        }
    }
}

/// The last time at which the line was due.
fn due(now: Timestamp) -> Timestamp {
    let days = (now.as_second() - DUE_S).div_euclid(DAY_S);
    Timestamp::from_second(days * DAY_S + DUE_S).unwrap_or(now)
}

async fn post(
    bot: &Bot,
    id: GuildId,
    guild: &Guild,
    channel: ChannelId,
    due: Timestamp,
    now: Timestamp,
) -> Result<(), crate::store::StoreError> {
    if bot.is_noticed(id, due) {
        return Ok(());
    }
    let since = due.saturating_sub(SignedDuration::from_secs(DAY_S));
    let since = since.unwrap_or(Timestamp::MIN);
    let mut new = bot.store.open_questions(Inbox::Guild(id)).await?;
    new.retain(|question| (since..due).contains(&question.created));
    let digest = DigestId(-i64::try_from(id.0).unwrap_or(i64::MAX));
    if new.is_empty() {
        bot.notice(id, due);
        return Ok(());
    }
    match bot.store.claim(digest, due, now).await? {
        Claim::Mine => {}
        Claim::Held => return Ok(()),
        Claim::Done => {
            info!("the line about new questions was posted already");
            bot.notice(id, due);
            return Ok(());
        }
    }
    let engine = bot.engine();
    let lang = guild
        .settings
        .language
        .unwrap_or(engine.settings().language);
    let questions = new.len();
    let groups = teach::groups(&engine, new).len();
    let message = CreateMessage::new()
        .content(say::new_questions(lang, questions, groups))
        .allowed_mentions(CreateAllowedMentions::new())
        .nonce(Nonce::String(format!(
            "inbox{id}{}",
            due.as_second() / DAY_S,
            id = id.0 % 1_000_000_000
        )))
        .enforce_nonce(true);
    let sending = channel.send_message(&bot.http, message);
    let sent = within(DELIVERY_MOST, sending).await;
    if let Err(fault) = &sent {
        warn!(%fault, "the moderators could not be told of new questions");
    }
    // Whatever became of it: a channel that is gone is not tried every minute.
    bot.notice(id, due);
    bot.store.finish_claim(digest, due).await?;
    // Only now: who stops the bot at this line must not leave the claim open.
    if sent.is_ok() {
        info!("the moderators were told of new questions");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, expected: &str) {
        let now: Timestamp = now.parse().unwrap();
        assert_eq!(due(now).to_string(), expected);
    }

    #[test]
    fn the_line_is_due_once_a_day() {
        check("2026-11-22T07:59:59Z", "2026-11-21T08:00:00Z");
        check("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z");
        check("2026-11-23T07:00:00Z", "2026-11-22T08:00:00Z");
    }
}
