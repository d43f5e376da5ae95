//! How often what was asked, and how often a reply was found helpful or not: numbers by guild and day, nothing of who.
//!
//! Questions are counted in memory and written in batches, so that a reply never waits for it; a vote is a change like any other.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::knowledge::Id;
use crate::lang::Lang;
use crate::reply::Outcome;
use crate::store::guilds::guild_id;
use crate::store::{GuildId, Store, StoreError, column};

/// Rows that are written together. After hours without the database there are many more than one call's time is enough for.
const BATCH: usize = 200;

/// What questions are counted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// The guild; `None` for direct messages.
    pub guild: Option<GuildId>,
    /// The day, in UTC.
    pub day: Date,
    /// The kind of reply.
    pub outcome: Outcome,
    /// The language of the reply.
    pub language: Lang,
    /// The topic of the entry.
    pub topic: Option<Id>,
    /// The entry that was answered.
    pub entry: Option<Id>,
}

/// So many questions of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub counted: Counted,
    /// How many.
    pub number: u64,
}

/// What a press under a reply says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// It helped.
    Helpful,
    /// It is wrong.
    Wrong,
    /// It is out of date.
    Outdated,
    /// It answers another question.
    OtherQuestion,
    /// The source does not say that.
    WrongSource,
}

impl Vote {
    /// Every vote there is.
    pub const ALL: [Self; 5] = [
        Self::Helpful,
        Self::Wrong,
        Self::Outdated,
        Self::OtherQuestion,
        Self::WrongSource,
    ];

    /// Its lasting name.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::Wrong => "wrong",
            Self::Outdated => "outdated",
            Self::OtherQuestion => "other-question",
            Self::WrongSource => "wrong-source",
        }
    }
}

/// So many votes of a kind on an entry, over all days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// The entry.
    pub entry: Id,
    /// The vote.
    pub vote: Vote,
    /// How many.
    pub number: u64,
}

impl Store {
    /// Counts a question. Never waits.
    pub fn count(&self, counted: Counted) {
        // Numbers cannot be left half written, so a panic elsewhere does not spoil them.
        let mut all = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry(counted).or_default() += 1;
    }

    /// Writes what was counted so far. [`Store::upkeep`] does it every ten seconds, [`Store::close`] at the end.
    ///
    /// # Errors
    /// The store is down; the numbers are kept for the next time.
    pub async fn flush(&self) -> Result<(), StoreError> {
        // One at a time, or both would write the same numbers.
        let _turn = self.flushing.lock().await;
        loop {
            let batch: BTreeMap<Counted, u64> = {
                let all = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
                let first = all.iter().take(BATCH);
                first
                    .map(|(counted, number)| (counted.clone(), *number))
                    .collect()
            };
            if batch.is_empty() {
                return Ok(());
            }
            self.write(&batch).await?;
            // Only now: where this fails, or is dropped when the process is told to stop, the numbers are still there.
            let mut all = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
            for (counted, written) in batch {
                if let Some(number) = all.get_mut(&counted) {
                    *number = number.saturating_sub(written);
                }
            }
            all.retain(|_, number| *number > 0);
        }
    }

    async fn write(&self, batch: &BTreeMap<Counted, u64>) -> Result<(), StoreError> {
        self.within(async {
            let mut transaction = self.pool.begin().await?;
            // The map is in order, so two processes that write the same rows wait for each other and never in a circle.
            for (counted, number) in batch {
                sqlx::query(
                    "INSERT INTO counters (guild, day, outcome, language, topic, entry, number)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (guild, day, outcome, language, topic, entry)
                     DO UPDATE SET number = counters.number + excluded.number",
                )
                .bind(guild_key(counted.guild))
                .bind(counted.day.to_string())
                .bind(counted.outcome.tag())
                .bind(counted.language.tag())
                .bind(id_key(counted.topic.as_ref()))
                .bind(id_key(counted.entry.as_ref()))
                .bind(i64::try_from(*number).unwrap_or(i64::MAX))
                .execute(&mut *transaction)
                .await?;
            }
            transaction.commit().await
        })
        .await
    }

    /// What was asked in a guild, or in direct messages, on the days from `from` to `to`, both included.
    ///
    /// # Errors
    /// The store is down.
    pub async fn counts(
        &self,
        guild: Option<GuildId>,
        from: Date,
        to: Date,
    ) -> Result<Vec<Count>, StoreError> {
        self.flush().await?;
        let query = sqlx::query(
            "SELECT * FROM counters WHERE guild = $1 AND day BETWEEN $2 AND $3
             ORDER BY day, outcome, language, topic, entry",
        );
        let query = query
            .bind(guild_key(guild))
            .bind(from.to_string())
            .bind(to.to_string());
        self.within(async {
            let mut counts = Vec::new();
            for row in query.fetch_all(&self.pool).await? {
                let number: i64 = row.try_get("number")?;
                let outcome = |tag: &str| Outcome::ALL.into_iter().find(|known| known.tag() == tag);
                let counted = Counted {
                    guild: key_column(&row, "guild", guild_id)?,
                    day: column(&row, "day", |day| day.parse().ok())?,
                    outcome: column(&row, "outcome", outcome)?,
                    language: column(&row, "language", Lang::from_tag)?,
                    topic: key_column(&row, "topic", Id::new)?,
                    entry: key_column(&row, "entry", Id::new)?,
                };
                counts.push(Count {
                    counted,
                    number: number.unsigned_abs(),
                });
            }
            Ok(counts)
        })
        .await
    }

    /// Counts a press. Who pressed is not known here.
    ///
    /// # Errors
    /// The store is down; it was not counted.
    pub async fn vote(
        &self,
        guild: Option<GuildId>,
        entry: &Id,
        vote: Vote,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO votes (guild, day, entry, vote, number) VALUES ($1, $2, $3, $4, 1)
             ON CONFLICT (guild, day, entry, vote) DO UPDATE SET number = votes.number + 1",
        );
        let query = query
            .bind(guild_key(guild))
            .bind(day(now).to_string())
            .bind(entry.as_str().to_owned())
            .bind(vote.tag());
        self.within(query.execute(&self.pool)).await?;
        Ok(())
    }

    /// The votes of a guild, or from direct messages, on the days from `from` to `to`, both included.
    ///
    /// # Errors
    /// The store is down.
    pub async fn votes(
        &self,
        guild: Option<GuildId>,
        from: Date,
        to: Date,
    ) -> Result<Vec<Votes>, StoreError> {
        // PostgreSQL makes a numeric of the sum, which the driver for both cannot read.
        let query = sqlx::query(
            "SELECT entry, vote, CAST(SUM(number) AS BIGINT) AS number FROM votes
             WHERE guild = $1 AND day BETWEEN $2 AND $3 GROUP BY entry, vote ORDER BY entry, vote",
        );
        let query = query
            .bind(guild_key(guild))
            .bind(from.to_string())
            .bind(to.to_string());
        self.within(async {
            let mut votes = Vec::new();
            for row in query.fetch_all(&self.pool).await? {
                let number: i64 = row.try_get("number")?;
                let vote = |tag: &str| Vote::ALL.into_iter().find(|known| known.tag() == tag);
                votes.push(Votes {
                    entry: column(&row, "entry", Id::new)?,
                    vote: column(&row, "vote", vote)?,
                    number: number.unsigned_abs(),
                });
            }
            Ok(votes)
        })
        .await
    }
}

impl Counted {
    /// The day of a moment, as questions are counted.
    #[must_use]
    pub fn day_of(now: Timestamp) -> Date {
        day(now)
    }
}

fn day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

fn guild_key(guild: Option<GuildId>) -> String {
    guild.map_or_else(String::new, |guild| guild.0.to_string())
}

fn id_key(id: Option<&Id>) -> String {
    id.map_or_else(String::new, |id| id.as_str().to_owned())
}

/// The inverse of the two above.
fn key_column<T>(
    row: &AnyRow,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, sqlx::Error> {
    if row.try_get::<&str, _>(name)?.is_empty() {
        Ok(None)
    } else {
        column(row, name, read).map(Some)
    }
}
