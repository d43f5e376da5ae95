//! `/digest`: summaries that are posted every week, and the posting itself.
//!
//! Which of many processes posts one is settled by the store: whoever claims (digest, due time) has two minutes, and what was claimed by
//! a process that died is posted by another, with the same nonce, so that Discord keeps it from standing there twice.

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;

use jiff::tz::{TimeZone, db};
use jiff::{Timestamp, ToSpan as _};
use serenity::model::id::{ChannelId, UserId};
use tokio::time::{MissedTickBehavior, interval};
use tracing::{debug, info, warn};

use crate::discord::bot::{Bot, DELIVERY_MOST};
use crate::discord::clock::{last_due, named_weekday, typed_time};
use crate::discord::commands::moderating::{
    ADD, CHANNEL, DIGEST, LIST, PAUSE, POST_NOW, REMOVE, TIME, WEEKDAY, ZONE,
};
use crate::discord::fault::{Fault, within};
use crate::discord::moderation::settings::mention;
use crate::discord::moderation::summaries::{self, drawn, language, refusal, send, told};
use crate::discord::moderation::{CHOICE_MOST, CHOICES_MOST, not_kept};
use crate::discord::options::Options;
use crate::discord::turn::{Response, Turn};
use crate::phrases;
use crate::phrases::summary as words;
use crate::render::discord::Drawn;
use crate::render::discord::fit::{escaped, fitted};
use crate::reply::{self, Summary, Unsummed};
use crate::store::{self, Claim, Digest, DigestId, Guild, GuildId, StoreError};
use crate::text;

/// Digests of one server: as many as a menu shows.
const DIGESTS_MOST: usize = CHOICES_MOST;
/// Time between two looks for what is due.
const EVERY: Duration = Duration::from_secs(2);
/// Hours after which a time that was missed is not made up for.
const LATE_HOURS: i64 = 1;
/// Time for a post that a moderator waits for.
const POST_MOST: Duration = Duration::from_secs(2);
/// Days for which it is remembered what was settled; the store knows it longer.
const REMEMBERED_DAYS: i64 = 8;

/// Does what the subcommand says.
pub(super) async fn command(turn: &Turn<'_>, guild: GuildId, options: Options<'_>) -> Response {
    let lang = turn.tongues.private;
    match options.subcommand {
        ADD => return add(turn, guild, options).await,
        LIST => return Response::line(list(turn)),
        _ => {}
    }
    let number = options.text(DIGEST).and_then(|number| number.parse().ok());
    let digests = &turn.settings.digests;
    let digest = digests.iter().find(|digest| Some(digest.id.0) == number);
    let Some(digest) = digest else {
        return Response::line(words::no_such_digest(lang));
    };
    let store = &turn.bot.store;
    let line = line(turn, digest);
    match options.subcommand {
        PAUSE if digest.paused => match start(turn, guild, digest).await {
            Ok(true) => Response::line(words::digest_resumed(lang, &line)),
            Ok(false) => Response::line(words::no_such_digest(lang)),
            Err(_) => not_kept(turn),
        },
        PAUSE => {
            let paused = Digest {
                paused: true,
                ..digest.clone()
            };
            match store.replace_digest(guild, &paused).await {
                Ok(true) => Response::line(words::digest_paused(lang, &line)),
                Ok(false) => Response::line(words::no_such_digest(lang)),
                Err(_) => not_kept(turn),
            }
        }
        REMOVE => match store.remove_digest(guild, digest.id).await {
            Ok(true) => Response::line(words::digest_removed(lang, &line)),
            Ok(false) => Response::line(words::no_such_digest(lang)),
            Err(_) => not_kept(turn),
        },
        POST_NOW => {
            let channel = ChannelId::new(digest.channel.0.max(1));
            let drawn = match summed_up(turn.bot, guild, &turn.settings, digest) {
                Ok(drawn) => drawn,
                Err(why) => return Response::line(refusal(&why, lang)),
            };
            let nonce = format!("dn{}", turn.caller.id.get());
            let posted = within(POST_MOST, send(turn.bot, channel, drawn, nonce)).await;
            told(turn, channel, posted).whispered()
        }
        _ => Response::line(phrases::not_known_here(lang)),
    }
}

async fn add(turn: &Turn<'_>, guild: GuildId, options: Options<'_>) -> Response {
    let lang = turn.tongues.private;
    if turn.settings.digests.len() >= DIGESTS_MOST {
        return Response::line(words::too_many_digests(lang, DIGESTS_MOST));
    }
    let Some(weekday) = options.text(WEEKDAY).and_then(named_weekday) else {
        return Response::line(phrases::not_known_here(lang));
    };
    let Some(time) = options.text(TIME).and_then(typed_time) else {
        return Response::line(words::no_such_time(lang));
    };
    let zone = options.text(ZONE).filter(|zone| !zone.is_empty());
    let zone = zone.unwrap_or(&turn.engine.settings().server.time_zone);
    // Its name as the database writes it.
    let known = TimeZone::get(zone).ok();
    let Some(zone) = known.as_ref().and_then(TimeZone::iana_name) else {
        return Response::line(words::no_such_zone(lang));
    };
    let summary = match summaries::wanted(turn, options) {
        Ok(summary) => summary,
        Err(line) => return Response::line(line),
    };
    let knowledge = turn.engine.knowledge();
    if let Err(why) = reply::summary(knowledge, &turn.guild, &summary, lang) {
        return Response::line(refusal(&why, lang));
    }
    let here = store::ChannelId(turn.caller.channel.get());
    let named = options.channel(CHANNEL);
    let named = named.map(|channel| store::ChannelId(channel.get()));
    let mut digest = Digest {
        id: DigestId(0),
        channel: named
            .or(turn.settings.settings.digest_channel)
            .unwrap_or(here),
        weekday,
        time,
        zone: zone.to_owned(),
        language: language(turn, options),
        what: summary.to_string(),
        // Until it is settled that what was due before is not to be made up for.
        paused: true,
    };
    match turn.bot.store.add_digest(guild, &digest).await {
        Ok(id) => digest.id = id,
        Err(_) => return not_kept(turn),
    }
    match start(turn, guild, &digest).await {
        Ok(_) => Response::line(words::digest_added(lang, &line(turn, &digest))),
        Err(_) => not_kept(turn),
    }
}

/// Lets a paused digest go on from its next time: the last one is over, whoever was to post it.
async fn start(turn: &Turn<'_>, guild: GuildId, digest: &Digest) -> Result<bool, StoreError> {
    let store = &turn.bot.store;
    let now = Timestamp::now();
    if let Some(due) = last_due(digest, now) {
        store.claim(digest.id, due, now).await?;
        store.finish_claim(digest.id, due).await?;
    }
    let running = Digest {
        paused: false,
        ..digest.clone()
    };
    store.replace_digest(guild, &running).await
}

fn list(turn: &Turn<'_>) -> String {
    let lang = turn.tongues.private;
    let digests = &turn.settings.digests;
    if digests.is_empty() {
        return words::no_digests(lang).to_owned();
    }
    let mut lines = vec![words::digests(lang).to_owned()];
    lines.extend(
        digests
            .iter()
            .map(|digest| format!("- {}", line(turn, digest))),
    );
    lines.join("\n")
}

/// A digest on one line, with its channel.
fn line(turn: &Turn<'_>, digest: &Digest) -> String {
    let paused = if digest.paused {
        format!(" – {}", words::is_paused(turn.tongues.private))
    } else {
        String::new()
    };
    let channel = mention(digest.channel);
    format!("{} → {channel}{paused}", escaped(&name(turn, digest)))
}

/// When it comes and what it sums up.
fn name(turn: &Turn<'_>, digest: &Digest) -> String {
    let lang = turn.tongues.private;
    let every = words::every(lang, digest.weekday, digest.time, &digest.zone);
    let summary = Summary::read(&digest.what);
    let title = summary
        .and_then(|summary| reply::title(turn.engine.knowledge(), &summary.what, digest.language));
    format!("{every}: {}", title.as_deref().unwrap_or(&digest.what))
}

/// Offers the server's digests.
pub(super) fn complete(turn: &Turn<'_>, typed: &str) -> Response {
    let typed = text::lower(typed);
    let named = turn.settings.digests.iter();
    let named = named.map(|digest| (name(turn, digest), digest.id.0.to_string()));
    let fitting = named.filter(|(name, _)| text::lower(name).contains(&typed));
    let choices = fitting.map(|(name, id)| (fitted(&name, CHOICE_MOST), id));
    Response::choices(choices.take(CHOICES_MOST).collect())
}

/// Offers time zones; the usual one where nothing is typed.
pub(super) fn complete_zones(turn: &Turn<'_>, typed: &str) -> Response {
    let typed = text::lower(typed).replace(' ', "_");
    let usual = &turn.engine.settings().server.time_zone;
    let mut names: Vec<String> = if typed.is_empty() {
        vec![usual.clone()]
    } else {
        let all = db().available().map(|name| name.to_string());
        all.filter(|name| text::lower(name).contains(&typed))
            .collect()
    };
    names.truncate(CHOICES_MOST);
    Response::choices(names.into_iter().map(|name| (name.clone(), name)).collect())
}

/// Posts what is due, for as long as it is polled.
pub(in crate::discord) async fn post_when_due(
    bot: &Bot,
    now: impl Fn() -> Timestamp,
) -> Infallible {
    let mut settled: HashSet<(DigestId, Timestamp)> = HashSet::new();
    let mut clock = interval(EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        // Before Discord has taken the token, a refusal would say nothing about the channel.
        if bot.own_id().is_none() {
            continue;
        }
        let state = bot.store.state();
        for (id, guild) in &state.guilds {
            for digest in guild.digests.iter().filter(|digest| !digest.paused) {
                let Some(due) = last_due(digest, now()) else {
                    continue;
                };
                if !settled.contains(&(digest.id, due))
                    && attend(bot, *id, guild, digest, due, now()).await
                {
                    settled.insert((digest.id, due));
                }
            }
        }
        let oldest = now().saturating_sub((REMEMBERED_DAYS * 24).hours());
        let oldest = oldest.unwrap_or(Timestamp::MIN);
        settled.retain(|(_, due)| *due > oldest);
    }
}

/// Posts one digest, if nobody else does, and tells whether nothing is left to do about it.
async fn attend(
    bot: &Bot,
    id: GuildId,
    guild: &Guild,
    digest: &Digest,
    due: Timestamp,
    now: Timestamp,
) -> bool {
    let number = digest.id.0;
    match bot.store.claim(digest.id, due, now).await {
        Ok(Claim::Mine) => {}
        Ok(held @ (Claim::Done | Claim::Held)) => {
            debug!(
                digest.id = number,
                "a digest is posted by another process, or was"
            );
            // Where the other one fails, its lease ends.
            return held == Claim::Done;
        }
        // While the store is down nobody knows who posts.
        Err(_) => return false,
    }
    let is_late = now.duration_since(due).as_hours() >= LATE_HOURS;
    let channel = ChannelId::new(digest.channel.0.max(1));
    if is_late {
        warn!(digest.id = number, %due, "a digest is skipped: its time was missed by an hour or more");
    } else {
        match summed_up(bot, id, guild, digest) {
            Err(why) => warn!(digest.id = number, %why, "a digest is skipped"),
            Ok(drawn) => {
                let nonce = format!("di{number}.{}", due.as_second());
                let sending = send(bot, channel, drawn, nonce);
                match within(DELIVERY_MOST, sending).await {
                    Ok(_) => info!(digest.id = number, "a digest was posted"),
                    Err(
                        fault @ Fault::Answered {
                            status: 403 | 404, ..
                        },
                    ) => {
                        warn!(digest.id = number, %fault, "a digest is skipped: Discord does not let it be posted");
                    }
                    Err(fault) => {
                        warn!(digest.id = number, %fault, "a digest could not be posted; trying again");
                        return false;
                    }
                }
            }
        }
    }
    bot.store.finish_claim(digest.id, due).await.is_ok()
}

fn summed_up(bot: &Bot, id: GuildId, guild: &Guild, digest: &Digest) -> Result<Drawn, Unsummed> {
    let engine = bot.engine();
    let summary = Summary::read(&digest.what).ok_or(Unsummed::Gone)?;
    let view = bot.guild_view(Some(serenity::model::id::GuildId::new(id.0.max(1))), guild);
    let reply = reply::summary(engine.knowledge(), &view, &summary, digest.language)?;
    let own_id = bot.own_id().map_or(0, UserId::get);
    Ok(drawn(&reply, own_id, &summary))
}
