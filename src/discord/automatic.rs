//! Answers to questions that nobody addressed to the bot, in channels that moderators named. Off unless all of it speaks for them.
//!
//! They need the message content intent, which a connection asks for once: to change it, the connection is replaced.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::id::ChannelId;
use tracing::warn;

use crate::engine::Engine;
use crate::store::Store;
use crate::text;

/// The span of the cap.
const HOUR: Duration = Duration::from_hours(1);
/// Time before the same entry is given again.
pub(super) const REPEAT_AFTER: Duration = Duration::from_mins(30);
/// Words below which nothing reads as a question to everybody.
const WORDS_LEAST: usize = 3;

/// What is known of automatic answers in this process.
#[derive(Debug, Default)]
pub(super) struct Automatic {
    /// Whether Discord does not let this application read messages.
    is_refused: AtomicBool,
    /// Whether the log says already why they stay off.
    is_told: AtomicBool,
    /// The answers of each channel's current hour, and when that began.
    hours: Mutex<HashMap<ChannelId, (Instant, u32)>>,
}

impl Automatic {
    /// Whether the connection is to bring the text of all messages.
    pub(super) fn is_wanted(&self, engine: &Engine, store: &Store) -> bool {
        let state = store.state();
        let mut guilds = state.guilds.values();
        let is_named = guilds.any(|guild| !guild.settings.automatic_channels.is_empty());
        if !is_named || self.is_refused() {
            return false;
        }
        let proven = engine.may_speak_up();
        let is_told = self.is_told.swap(proven.is_err(), Ordering::Relaxed);
        if let Err(reason) = proven.as_ref()
            && !is_told
        {
            warn!(%reason, "automatic answers stay off");
        }
        proven.is_ok()
    }

    /// Whether Discord does not allow it.
    pub(super) fn is_refused(&self) -> bool {
        self.is_refused.load(Ordering::Relaxed)
    }

    /// Discord did not allow it; asked again after the next start.
    pub(super) fn refuse(&self) {
        self.is_refused.store(true, Ordering::Relaxed);
    }

    /// Counts an answer, unless the channel has had its share of the hour.
    pub(super) fn take(&self, channel: ChannelId, most: u32, now: Instant) -> bool {
        // Nothing that is done under the lock can leave the map half changed.
        let mut hours = self.hours.lock().unwrap_or_else(PoisonError::into_inner);
        hours.retain(|_, (since, _)| now.duration_since(*since) < HOUR);
        let (_, given) = hours.entry(channel).or_insert((now, 0));
        let is_free = *given < most;
        *given += u32::from(is_free);
        is_free
    }
}

/// Whether a text reads as a question that somebody would want answered.
pub(super) fn is_question(text: &str) -> bool {
    text.contains('?') && text::parse(text).words.len() >= WORDS_LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_has_its_share_of_the_hour() {
        let automatic = Automatic::default();
        let start = Instant::now();
        let take = |channel, minutes| {
            let now = start + Duration::from_mins(minutes);
            automatic.take(ChannelId::new(channel), 2, now)
        };
        assert!(take(1, 0) && take(1, 1));
        assert!(!take(1, 59) && take(2, 59));
        assert!(take(1, 60));
    }

    #[test]
    fn only_questions_read_as_one() {
        assert!(is_question("Wem gehört TikTok eigentlich?"));
        assert!(!is_question("Wem gehört TikTok"));
        assert!(!is_question("TikTok?"));
        assert!(!is_question("???"));
    }
}
