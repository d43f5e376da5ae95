//! Questions that members handed in. A row is there for as long as the question is open; nothing of it outlasts that.

use jiff::{Timestamp, ToSpan as _};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::lang::Lang;
use crate::store::guilds::{channel_id, guild_id};
use crate::store::{
    ChannelId, GuildId, MessageId, Store, StoreError, column, optional_column, storable, time,
};

/// Days a question is kept. Ninety are promised; the retention runs once in a day, so a question may be a day older than this.
const KEPT_DAYS: i64 = 89;

/// A handed-in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub i64);

/// Where a question comes from: all that is kept of it beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A direct message.
    Direct,
    /// A reply in a guild that only the asker saw.
    Private(GuildId),
    /// A reply that all in a channel see, which may be answered there when the question is.
    Public {
        /// The guild.
        guild: GuildId,
        /// The channel of the reply.
        channel: ChannelId,
        /// The reply.
        message: MessageId,
    },
}

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its number; a later question has a higher one.
    pub id: QuestionId,
    /// Where it comes from.
    pub origin: Origin,
    /// Its language.
    pub language: Lang,
    /// Its text, masked before it was handed in.
    pub text: String,
    /// When it was handed in.
    pub created: Timestamp,
}

/// Whose questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inbox {
    /// Those of one guild.
    Guild(GuildId),
    /// All, with those from direct messages: for the operator.
    All,
}

impl Store {
    /// Keeps a question for the moderators. Nothing that names a person may be in `text`.
    ///
    /// # Errors
    /// The store is down; the question was not taken.
    pub async fn hand_in(
        &self,
        origin: Origin,
        language: Lang,
        text: &str,
        now: Timestamp,
    ) -> Result<QuestionId, StoreError> {
        let (guild, place) = match origin {
            Origin::Direct => (None, None),
            Origin::Private(guild) => (Some(guild), None),
            Origin::Public {
                guild,
                channel,
                message,
            } => (Some(guild), Some((channel, message))),
        };
        self.within(async {
            let (mut transaction, number) = self.begin().await?;
            sqlx::query(
                "INSERT INTO questions (id, guild, channel, message, language, question, created)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(number)
            .bind(guild.map(|guild| guild.0.to_string()))
            .bind(place.map(|(channel, _)| channel.0.to_string()))
            .bind(place.map(|(_, message)| message.0.to_string()))
            .bind(language.tag())
            .bind(storable(text))
            .bind(now.as_millisecond())
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await?;
            Ok(QuestionId(number))
        })
        .await
    }

    /// The open questions, oldest first.
    ///
    /// # Errors
    /// The store is down.
    pub async fn open_questions(&self, inbox: Inbox) -> Result<Vec<Question>, StoreError> {
        let query = match inbox {
            Inbox::Guild(guild) => {
                sqlx::query("SELECT * FROM questions WHERE guild = $1 ORDER BY id")
                    .bind(guild.0.to_string())
            }
            Inbox::All => sqlx::query("SELECT * FROM questions ORDER BY id"),
        };
        self.within(async {
            let rows = query.fetch_all(&self.pool).await?;
            rows.iter().map(question).collect()
        })
        .await
    }

    /// Deletes questions that are answered, dismissed or withdrawn, and gives those that were open until now, so that only
    /// one of several who close the same one sees it.
    ///
    /// # Errors
    /// The store is down; none was closed.
    pub async fn close_questions(&self, ids: &[QuestionId]) -> Result<Vec<Question>, StoreError> {
        let closed = self.within(async {
            let (mut transaction, _) = self.begin().await?;
            let mut closed = Vec::new();
            for id in ids {
                let delete =
                    sqlx::query("DELETE FROM questions WHERE id = $1 RETURNING *").bind(id.0);
                for row in delete.fetch_all(&mut *transaction).await? {
                    closed.push(question(&row)?);
                }
            }
            transaction.commit().await?;
            Ok(closed)
        });
        let closed = closed.await?;
        self.erase_traces().await;
        Ok(closed)
    }

    pub(super) async fn forget_old_questions(&self, now: Timestamp) -> Result<(), StoreError> {
        let oldest = now
            .saturating_sub((KEPT_DAYS * 24).hours())
            .unwrap_or(Timestamp::MIN);
        let delete =
            sqlx::query("DELETE FROM questions WHERE created < $1").bind(oldest.as_millisecond());
        self.within(delete.execute(&self.pool)).await?;
        self.erase_traces().await;
        Ok(())
    }
}

pub(super) fn question(row: &AnyRow) -> Result<Question, sqlx::Error> {
    let guild = optional_column(row, "guild", guild_id)?;
    let channel = optional_column(row, "channel", channel_id)?;
    let message = optional_column(row, "message", |text| text.parse().map(MessageId).ok())?;
    Ok(Question {
        id: QuestionId(row.try_get("id")?),
        origin: match (guild, channel, message) {
            (Some(guild), Some(channel), Some(message)) => Origin::Public {
                guild,
                channel,
                message,
            },
            (Some(guild), ..) => Origin::Private(guild),
            (None, ..) => Origin::Direct,
        },
        language: column(row, "language", Lang::from_tag)?,
        text: row.try_get("question")?,
        created: time(row.try_get("created")?),
    })
}
