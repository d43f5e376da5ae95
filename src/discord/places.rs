//! What the gateway tells of guilds and an answer needs: which channels are threads, and which roles moderate.
//!
//! serenity's own cache would keep members, messages and presences of every guild for these two.

use std::collections::{HashMap, HashSet};
use std::sync::{PoisonError, RwLock};

use serenity::model::Permissions;
use serenity::model::channel::Message;
use serenity::model::guild::{Guild, Role};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

/// What is known of all guilds.
#[derive(Debug, Default)]
pub(super) struct Places {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    threads: HashSet<ChannelId>,
    guilds: HashMap<GuildId, Moderation>,
}

/// Who moderates a guild. What a channel allows or forbids on its own is not counted: a mention does not tell.
#[derive(Debug)]
struct Moderation {
    owner: UserId,
    roles: HashSet<RoleId>,
}

impl Places {
    /// Learns a guild, at the start or when the bot is invited.
    pub(super) fn learn(&self, guild: &Guild) {
        let roles = guild.roles.values().filter(|role| moderates(role));
        let moderation = Moderation {
            owner: guild.owner_id,
            roles: roles.map(|role| role.id).collect(),
        };
        self.change(|known| {
            known.guilds.insert(guild.id, moderation);
            known
                .threads
                .extend(guild.threads.iter().map(|thread| thread.id));
        });
    }

    /// Forgets a guild that the bot left.
    pub(super) fn forget(&self, guild: GuildId) {
        self.change(|known| known.guilds.remove(&guild));
    }

    /// Whether the bot is a member of the guild.
    pub(super) fn has(&self, guild: GuildId) -> bool {
        self.look(|known| known.guilds.contains_key(&guild))
    }

    /// Learns a role that is new or changed.
    pub(super) fn learn_role(&self, role: &Role) {
        self.change(|known| {
            if let Some(guild) = known.guilds.get_mut(&role.guild_id) {
                if moderates(role) {
                    guild.roles.insert(role.id);
                } else {
                    guild.roles.remove(&role.id);
                }
            }
        });
    }

    /// Learns that these channels are threads.
    pub(super) fn learn_threads(&self, threads: impl Iterator<Item = ChannelId>) {
        self.change(|known| known.threads.extend(threads));
    }

    /// Forgets a thread that is gone.
    pub(super) fn forget_thread(&self, thread: ChannelId) {
        self.change(|known| known.threads.remove(&thread));
    }

    /// Whether a channel is a thread.
    pub(super) fn is_thread(&self, channel: ChannelId) -> bool {
        self.look(|known| known.threads.contains(&channel))
    }

    /// Whether a moderator wrote the message.
    pub(super) fn is_by_moderator(&self, message: &Message) -> bool {
        let (Some(guild), Some(member)) = (message.guild_id, &message.member) else {
            return false;
        };
        self.look(|known| {
            known.guilds.get(&guild).is_some_and(|guild| {
                guild.owner == message.author.id
                    || member.roles.iter().any(|role| guild.roles.contains(role))
            })
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        // Nothing that is done under the lock can leave it half changed.
        change(&mut self.known.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn look<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        look(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn moderates(role: &Role) -> bool {
    role.permissions
        .intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
}
