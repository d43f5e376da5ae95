//! What keeps the bot from filling a channel: how much a member asked lately, and which answers stand in a channel already.
//!
//! All of it is kept in memory, and none of it longer than an hour.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};

use crate::config;
use crate::knowledge::Id;
use crate::lang::Lang;
use crate::store::GuildSettings;

/// The span in which questions of a member are counted.
const MINUTE: Duration = Duration::from_mins(1);
/// How long it is known which answer stands where. Follow-ups need it longer than repetitions do.
const REMEMBERED: Duration = Duration::from_hours(1);

/// What is remembered of members and channels.
#[derive(Debug)]
pub(super) struct Manners {
    limits: config::Manners,
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    /// When the minute of a member began, and their questions in it.
    members: HashMap<UserId, (Instant, u64)>,
    /// Answers by channel.
    standing: HashMap<ChannelId, Vec<Standing>>,
}

impl Memory {
    /// The answers in a channel that have stood for less than `within`, the last one first. Older ones are not even looked at.
    fn recent(
        &self,
        channel: ChannelId,
        within: Duration,
        now: Instant,
    ) -> impl Iterator<Item = &Standing> {
        let standing = self.standing.get(&channel).map(Vec::as_slice);
        let latest_first = standing.unwrap_or_default().iter().rev();
        latest_first.take_while(move |it| now.duration_since(it.since) < within)
    }
}

/// Whether an answer stands in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// It does not.
    Not,
    /// It does; in which message Discord has not told (yet).
    Somewhere,
    /// In this message.
    At(MessageId),
}

/// An answer that stands in a channel.
#[derive(Clone, Debug)]
struct Standing {
    entry: Id,
    language: Lang,
    since: Instant,
    /// The interaction it answered, if it was one.
    interaction: Option<InteractionId>,
    /// The message, once it is known.
    message: Option<MessageId>,
}

impl Manners {
    pub(super) fn new(limits: config::Manners) -> Self {
        Self {
            limits,
            memory: Mutex::default(),
        }
    }

    /// Counts a question of a member. An error says in how many seconds they may go on.
    pub(super) fn count(
        &self,
        user: UserId,
        settings: &GuildSettings,
        now: Instant,
    ) -> Result<(), u64> {
        let (most, span) = match settings.member_cooldown_s {
            Some(seconds) => (1, Duration::from_secs(seconds.into())),
            None => (self.limits.questions_a_minute, MINUTE),
        };
        if most == 0 || span.is_zero() {
            return Ok(());
        }
        self.with(|memory| {
            let (since, asked) = memory.members.entry(user).or_insert((now, 0));
            if now.duration_since(*since) >= span {
                (*since, *asked) = (now, 0);
            }
            if *asked >= most {
                let left = span.saturating_sub(now.duration_since(*since));
                return Err(left.as_secs() + 1);
            }
            *asked += 1;
            Ok(())
        })
    }

    /// Whether an answer stands in a channel already.
    pub(super) fn standing(
        &self,
        channel: ChannelId,
        entry: &Id,
        language: Lang,
        settings: &GuildSettings,
        now: Instant,
    ) -> Stands {
        let repeat_after = match settings.entry_cooldown_s {
            Some(seconds) => Duration::from_secs(seconds.into()),
            None => self.limits.repeat_after,
        };
        self.with(|memory| {
            let mut recent = memory.recent(channel, repeat_after, now);
            let found = recent.find(|it| it.entry == *entry && it.language == language);
            found.map_or(Stands::Not, |it| {
                it.message.map_or(Stands::Somewhere, Stands::At)
            })
        })
    }

    /// Whether an answer has stood in a channel for less than `within`, in any language.
    pub(super) fn stood(
        &self,
        channel: ChannelId,
        entry: &Id,
        within: Duration,
        now: Instant,
    ) -> bool {
        self.with(|memory| {
            let mut recent = memory.recent(channel, within, now);
            recent.any(|it| it.entry == *entry)
        })
    }

    /// Remembers an answer that is about to be given in a channel, so that a second question cannot overtake it.
    pub(super) fn answered(
        &self,
        channel: ChannelId,
        entry: &Id,
        language: Lang,
        interaction: Option<InteractionId>,
        now: Instant,
    ) {
        self.with(|memory| {
            let standing = memory.standing.entry(channel).or_default();
            standing.push(Standing {
                entry: entry.clone(),
                language,
                since: now,
                interaction,
                message: None,
            });
        });
    }

    /// Learns in which message the last answer to an entry stands; `None`: in none, it could not be sent.
    pub(super) fn placed(
        &self,
        channel: ChannelId,
        entry: &Id,
        language: Lang,
        message: Option<MessageId>,
    ) {
        self.with(|memory| {
            let Some(standing) = memory.standing.get_mut(&channel) else {
                return;
            };
            let is_it = |it: &Standing| {
                it.entry == *entry && it.language == language && it.message.is_none()
            };
            let Some(at) = standing.iter().rposition(is_it) else {
                return;
            };
            match message {
                Some(message) => {
                    if let Some(it) = standing.get_mut(at) {
                        it.message = Some(message);
                    }
                }
                None => drop(standing.remove(at)),
            }
        });
    }

    /// Learns which message an interaction was answered with.
    pub(super) fn learn_message(
        &self,
        channel: ChannelId,
        interaction: InteractionId,
        message: MessageId,
    ) {
        self.with(|memory| {
            let standing = memory.standing.get_mut(&channel);
            let answer = standing.and_then(|standing| {
                let answers = |it: &&mut Standing| it.interaction == Some(interaction);
                // Discord tells at once, so it is among the last.
                standing.iter_mut().rfind(answers)
            });
            if let Some(answer) = answer {
                answer.message = Some(message);
            }
        });
    }

    /// Forgets a message that is gone or shows something else now.
    pub(super) fn forget_message(&self, channel: ChannelId, message: MessageId) {
        self.with(|memory| {
            if let Some(standing) = memory.standing.get_mut(&channel) {
                standing.retain(|it| it.message != Some(message));
            }
        });
    }

    /// The entry that a message answers.
    pub(super) fn entry_of(&self, channel: ChannelId, message: MessageId) -> Option<Id> {
        self.with(|memory| {
            let standing = memory.standing.get(&channel)?;
            let found = standing.iter().find(|it| it.message == Some(message))?;
            Some(found.entry.clone())
        })
    }

    /// The last answer in a channel.
    pub(super) fn last(&self, channel: ChannelId) -> Option<Id> {
        self.with(|memory| {
            let last = memory.standing.get(&channel)?.last()?;
            Some(last.entry.clone())
        })
    }

    /// Forgets what is no longer needed.
    pub(super) fn tidy(&self, now: Instant) {
        let is_recent = |since: Instant, most| now.duration_since(since) < most;
        self.with(|memory| {
            keep(&mut memory.members, |(since, _)| {
                is_recent(*since, REMEMBERED)
            });
            keep(&mut memory.standing, |standing| {
                standing.retain(|it| is_recent(it.since, REMEMBERED));
                !standing.is_empty()
            });
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut Memory) -> T) -> T {
        // Nothing that is done under the lock can leave the memory half changed.
        change(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Keeps what is needed, and no room for what was.
fn keep<K: Eq + Hash, V>(map: &mut HashMap<K, V>, mut is_needed: impl FnMut(&mut V) -> bool) {
    map.retain(|_, value| is_needed(value));
    map.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: UserId = UserId::new(1);
    const CHANNEL: ChannelId = ChannelId::new(2);

    #[test]
    fn a_minute_has_so_many_questions_for_a_member() {
        let manners = Manners::new(config::Manners {
            questions_a_minute: 2,
            ..config::Manners::default()
        });
        let start = Instant::now();
        let settings = GuildSettings::default();
        let count =
            |user, seconds| manners.count(user, &settings, start + Duration::from_secs(seconds));
        assert_eq!(count(USER, 0), Ok(()));
        assert_eq!(count(USER, 10), Ok(()));
        assert_eq!(count(USER, 20), Err(41));
        assert_eq!(count(UserId::new(9), 20), Ok(()));
        assert_eq!(count(USER, 60), Ok(()));
        let strict = GuildSettings {
            member_cooldown_s: Some(600),
            ..GuildSettings::default()
        };
        let later = start + Duration::from_secs(70);
        assert_eq!(manners.count(USER, &strict, later), Err(591));
        manners.tidy(start + 2 * REMEMBERED);
        assert!(manners.with(|memory| memory.members.is_empty()));
    }

    #[test]
    fn an_answer_stands_in_its_channel_and_language_for_a_while() {
        let manners = Manners::new(config::Manners::default());
        let start = Instant::now();
        let entry = Id::new("a").unwrap();
        let standing = |channel, lang, seconds| {
            let settings = GuildSettings::default();
            let now = start + Duration::from_secs(seconds);
            manners.standing(channel, &entry, lang, &settings, now)
        };
        assert_eq!(standing(CHANNEL, Lang::De, 0), Stands::Not);
        let interaction = InteractionId::new(3);
        manners.answered(CHANNEL, &entry, Lang::De, Some(interaction), start);
        assert_eq!(standing(CHANNEL, Lang::De, 1), Stands::Somewhere);
        manners.learn_message(CHANNEL, interaction, MessageId::new(4));
        assert_eq!(
            standing(CHANNEL, Lang::De, 119),
            Stands::At(MessageId::new(4))
        );
        assert_eq!(standing(CHANNEL, Lang::De, 120), Stands::Not);
        assert_eq!(standing(CHANNEL, Lang::En, 1), Stands::Not);
        assert_eq!(standing(ChannelId::new(9), Lang::De, 1), Stands::Not);
        assert_eq!(manners.last(CHANNEL), Some(entry.clone()));
        manners.tidy(start + REMEMBERED);
        assert_eq!(manners.last(CHANNEL), None);
    }
}
