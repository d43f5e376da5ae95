//! What a guild has of its own, as its moderators left it: settings, pauses, taught phrasings, digests.
//!
//! All of it is in memory for answering; a guild is read again as a whole when its revision rises.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Row as _};

use crate::knowledge::Id;
use crate::lang::Lang;
use crate::store::{Digest, Store, StoreError, column, digests, optional_column, storable};

/// A guild of Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuildId(pub u64);

/// A channel of a guild.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChannelId(pub u64);

/// A message in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub u64);

/// A taught phrasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaughtId(pub i64);

/// All guilds, at one revision of the store.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The number of the last change that is in here.
    pub revision: i64,
    /// The guilds that ever changed anything.
    pub guilds: HashMap<GuildId, Arc<Guild>>,
}

/// One guild.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guild {
    /// The number of its last change; what is made of this value is out of date when the number differs.
    pub revision: i64,
    /// Its settings.
    pub settings: GuildSettings,
    /// Entries that its moderators stopped, with the reason they gave.
    pub paused: BTreeMap<Id, String>,
    /// Phrasings that its moderators taught, oldest first.
    pub taught: Vec<Taught>,
    /// Summaries that are posted by the clock, oldest first.
    pub digests: Vec<Digest>,
}

/// What a guild set; `None` is what config.toml or the program says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuildSettings {
    /// The language of public replies where the question does not tell.
    #[serde(with = "tag")]
    pub language: Option<Lang>,
    /// Whether members may hand in questions.
    pub inbox: Option<bool>,
    /// Where the moderators are told of them.
    pub inbox_channel: Option<ChannelId>,
    /// Where the moderators are told of changes.
    pub log_channel: Option<ChannelId>,
    /// Where questions are answered that nobody addressed to the bot.
    pub automatic_channels: BTreeSet<ChannelId>,
    /// The most of such answers in an hour and channel.
    pub automatic_per_hour: Option<u32>,
    /// Where digests go that name no channel.
    pub digest_channel: Option<ChannelId>,
    /// Whether answers to `/ask` are for the asker alone unless they say otherwise.
    pub private: Option<bool>,
    /// Seconds between two questions of a member.
    pub member_cooldown_s: Option<u32>,
    /// Seconds before an entry is given again in the same channel.
    pub entry_cooldown_s: Option<u32>,
}

/// A phrasing that moderators taught, in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    /// Its number.
    pub id: TaughtId,
    /// The entry or boundary it asks for; `None`: the articles do not say.
    pub target: Option<Id>,
    /// Its language.
    pub language: Lang,
    /// The phrasing.
    pub phrasing: String,
}

impl Store {
    /// Changes settings of a guild, whatever others change at the same time, and gives what they are now.
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn change_settings(
        &self,
        guild: GuildId,
        change: impl FnOnce(&mut GuildSettings) + Send,
    ) -> Result<GuildSettings, StoreError> {
        let changed = self.within(async {
            let (mut transaction, revision) = self.begin().await?;
            touch(&mut transaction, guild, revision).await?;
            let held = sqlx::query("SELECT settings FROM guilds WHERE guild = $1");
            let held = held.bind(guild.0.to_string()).fetch_one(&mut *transaction);
            let mut settings = column(&held.await?, "settings", settings)?;
            change(&mut settings);
            let text = serde_json::to_string(&settings)
                .map_err(|error| sqlx::Error::Encode(error.into()))?;
            let update = sqlx::query("UPDATE guilds SET settings = $1 WHERE guild = $2");
            let update = update.bind(text).bind(guild.0.to_string());
            update.execute(&mut *transaction).await?;
            transaction.commit().await?;
            Ok(settings)
        });
        let settings = changed.await?;
        self.make_known().await;
        Ok(settings)
    }

    /// Takes an entry out of this guild's answers. If it is stopped already, the reason is the new one.
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn pause(&self, guild: GuildId, entry: &Id, reason: &str) -> Result<(), StoreError> {
        self.change(guild, |_| {
            sqlx::query(
                "INSERT INTO pauses (guild, entry, reason) VALUES ($1, $2, $3)
                 ON CONFLICT (guild, entry) DO UPDATE SET reason = excluded.reason",
            )
            .bind(guild.0.to_string())
            .bind(entry.as_str().to_owned())
            .bind(storable(reason))
        })
        .await?;
        Ok(())
    }

    /// Puts an entry back, and tells whether it was stopped.
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn resume(&self, guild: GuildId, entry: &Id) -> Result<bool, StoreError> {
        let change = self.change(guild, |_| {
            sqlx::query("DELETE FROM pauses WHERE guild = $1 AND entry = $2")
                .bind(guild.0.to_string())
                .bind(entry.as_str().to_owned())
        });
        Ok(change.await?.rows > 0)
    }

    /// Adds a phrasing to this guild; `target` as in [`Taught`].
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn teach(
        &self,
        guild: GuildId,
        target: Option<&Id>,
        language: Lang,
        phrasing: &str,
    ) -> Result<TaughtId, StoreError> {
        let change = self.change(guild, |number| {
            sqlx::query(
                "INSERT INTO taught (id, guild, target, language, phrasing) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(number)
            .bind(guild.0.to_string())
            .bind(target.map(|id| id.as_str().to_owned()))
            .bind(language.tag())
            .bind(storable(phrasing))
        });
        Ok(TaughtId(change.await?.number))
    }

    /// Takes a phrasing back, and tells whether it was there.
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn unteach(&self, guild: GuildId, id: TaughtId) -> Result<bool, StoreError> {
        let change = self.change(guild, |_| {
            sqlx::query("DELETE FROM taught WHERE guild = $1 AND id = $2")
                .bind(guild.0.to_string())
                .bind(id.0)
        });
        Ok(change.await?.rows > 0)
    }

    /// One statement that changes something of a guild. When it returns, this process knows of it.
    pub(super) async fn change(
        &self,
        guild: GuildId,
        statement: impl FnOnce(i64) -> Query<'static, Any, AnyArguments> + Send,
    ) -> Result<Changed, StoreError> {
        let changed = self.within(async {
            let (mut transaction, number) = self.begin().await?;
            touch(&mut transaction, guild, number).await?;
            let rows = statement(number).execute(&mut *transaction).await?;
            transaction.commit().await?;
            Ok(Changed {
                number,
                rows: rows.rows_affected(),
            })
        });
        let changed = changed.await?;
        self.make_known().await;
        Ok(changed)
    }
}

/// What became of a change.
pub(super) struct Changed {
    /// Its revision, which is the number of what it created.
    pub number: i64,
    /// How many rows it met.
    pub rows: u64,
}

/// The guilds that changed after a revision. Settings are read before the rest, so that what comes from two moments is read again.
pub(super) async fn read_since(
    connection: &mut AnyConnection,
    since: i64,
) -> Result<HashMap<GuildId, Arc<Guild>>, sqlx::Error> {
    let mut guilds = HashMap::new();
    let rows = sqlx::query("SELECT guild, revision, settings FROM guilds WHERE revision > $1");
    for row in rows.bind(since).fetch_all(&mut *connection).await? {
        let guild = Guild {
            revision: row.try_get("revision")?,
            settings: column(&row, "settings", settings)?,
            ..Guild::default()
        };
        guilds.insert(column(&row, "guild", guild_id)?, guild);
    }
    let rows = sqlx::query(
        "SELECT guild, entry, reason FROM pauses
         WHERE guild IN (SELECT guild FROM guilds WHERE revision > $1)",
    );
    for row in rows.bind(since).fetch_all(&mut *connection).await? {
        if let Some(guild) = guilds.get_mut(&column(&row, "guild", guild_id)?) {
            let entry = column(&row, "entry", Id::new)?;
            guild.paused.insert(entry, row.try_get("reason")?);
        }
    }
    let rows = sqlx::query(
        "SELECT guild, id, target, language, phrasing FROM taught
         WHERE guild IN (SELECT guild FROM guilds WHERE revision > $1) ORDER BY id",
    );
    for row in rows.bind(since).fetch_all(&mut *connection).await? {
        if let Some(guild) = guilds.get_mut(&column(&row, "guild", guild_id)?) {
            guild.taught.push(taught(&row)?);
        }
    }
    let rows = sqlx::query(
        "SELECT guild, id, channel, weekday, time, zone, language, what, paused FROM digests
         WHERE guild IN (SELECT guild FROM guilds WHERE revision > $1) ORDER BY id",
    );
    for row in rows.bind(since).fetch_all(&mut *connection).await? {
        if let Some(guild) = guilds.get_mut(&column(&row, "guild", guild_id)?) {
            guild.digests.push(digests::digest(&row)?);
        }
    }
    Ok(guilds
        .into_iter()
        .map(|(id, guild)| (id, Arc::new(guild)))
        .collect())
}

pub(super) fn guild_id(text: &str) -> Option<GuildId> {
    text.parse().map(GuildId).ok()
}

pub(super) fn channel_id(text: &str) -> Option<ChannelId> {
    text.parse().map(ChannelId).ok()
}

async fn touch(
    connection: &mut AnyConnection,
    guild: GuildId,
    revision: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO guilds (guild, revision, settings) VALUES ($1, $2, '{}')
         ON CONFLICT (guild) DO UPDATE SET revision = excluded.revision",
    )
    .bind(guild.0.to_string())
    .bind(revision)
    .execute(connection)
    .await?;
    Ok(())
}

fn settings(text: &str) -> Option<GuildSettings> {
    serde_json::from_str(text).ok()
}

fn taught(row: &AnyRow) -> Result<Taught, sqlx::Error> {
    Ok(Taught {
        id: TaughtId(row.try_get("id")?),
        target: optional_column(row, "target", Id::new)?,
        language: column(row, "language", Lang::from_tag)?,
        phrasing: row.try_get("phrasing")?,
    })
}

/// A language as its tag.
mod tag {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use crate::lang::Lang;

    #[expect(clippy::ref_option, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(lang: &Option<Lang>, to: S) -> Result<S::Ok, S::Error> {
        lang.map(Lang::tag).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Lang>, D::Error> {
        let tag = Option::<String>::deserialize(from)?;
        Ok(tag.and_then(|tag| Lang::from_tag(&tag)))
    }
}
