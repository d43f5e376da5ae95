//! Summaries that are posted by the clock, and who of many processes posts one.
//!
//! When one is due is worked out elsewhere; here a (digest, due time) is given to one process, for two minutes unless it says done.

use jiff::civil::{Time, Weekday};
use jiff::{Timestamp, ToSpan as _};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row as _};

use crate::lang::Lang;
use crate::store::guilds::channel_id;
use crate::store::{ChannelId, GuildId, Store, StoreError, column, storable};

/// Minutes in which whoever claimed a post must have posted it before another may.
const LEASE_MINUTES: i64 = 2;
/// Days a claim is kept: until its digest is due again, which in a week with a clock change is more than seven days.
const CLAIMS_KEPT_DAYS: i64 = 8;

/// A digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DigestId(pub i64);

/// A summary that is posted every week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Its number; [`Store::add_digest`] gives the one it has from then on.
    pub id: DigestId,
    /// Where it is posted.
    pub channel: ChannelId,
    /// The day of the week.
    pub weekday: Weekday,
    /// The time of the day in `zone`, to the minute.
    pub time: Time,
    /// An IANA time zone.
    pub zone: String,
    /// Its language.
    pub language: Lang,
    /// What it sums up, in the words of who posts it.
    pub what: String,
    /// Whether it is left out for now.
    pub paused: bool,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Post it, and say so within two minutes.
    Mine,
    /// Another process is at it. Should it fail, the claim can be had later.
    Held,
    /// It was posted.
    Done,
}

impl Store {
    /// Adds a digest; its `id` is not looked at.
    ///
    /// # Errors
    /// The store is down; nothing was added.
    pub async fn add_digest(
        &self,
        guild: GuildId,
        digest: &Digest,
    ) -> Result<DigestId, StoreError> {
        let change = self.change(guild, |number| {
            let insert = "INSERT INTO digests (channel, weekday, time, zone, language, what, paused, guild, id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            bound(insert, guild, digest, number)
        });
        Ok(DigestId(change.await?.number))
    }

    /// Puts a digest in the place of the one with its number, and tells whether there was one.
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn replace_digest(
        &self,
        guild: GuildId,
        digest: &Digest,
    ) -> Result<bool, StoreError> {
        let change = self.change(guild, |_| {
            let update = "UPDATE digests SET channel = $1, weekday = $2, time = $3, zone = $4, language = $5, what = $6, paused = $7
                 WHERE guild = $8 AND id = $9";
            bound(update, guild, digest, digest.id.0)
        });
        Ok(change.await?.rows > 0)
    }

    /// Removes a digest, and tells whether it was there.
    ///
    /// # Errors
    /// The store is down; nothing was changed.
    pub async fn remove_digest(&self, guild: GuildId, id: DigestId) -> Result<bool, StoreError> {
        let change = self.change(guild, |_| {
            sqlx::query("DELETE FROM digests WHERE guild = $1 AND id = $2")
                .bind(guild.0.to_string())
                .bind(id.0)
        });
        Ok(change.await?.rows > 0)
    }

    /// Asks to be the one who posts a digest that is due at `due`. The clocks of the processes must agree to the minute.
    ///
    /// # Errors
    /// The store is down; whether it was claimed is not known, and it must not be posted.
    pub async fn claim(
        &self,
        digest: DigestId,
        due: Timestamp,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let until = now
            .saturating_add(LEASE_MINUTES.minutes())
            .unwrap_or(Timestamp::MAX);
        self.within(async {
            let claimed = sqlx::query(
                "INSERT INTO claims (digest, due, lease_until, done) VALUES ($1, $2, $3, 0)
                 ON CONFLICT (digest, due) DO UPDATE SET lease_until = excluded.lease_until
                 WHERE claims.done = 0 AND claims.lease_until <= $4",
            )
            .bind(digest.0)
            .bind(due.as_millisecond())
            .bind(until.as_millisecond())
            .bind(now.as_millisecond())
            .execute(&self.pool)
            .await?;
            if claimed.rows_affected() > 0 {
                return Ok(Claim::Mine);
            }
            let row = sqlx::query("SELECT done FROM claims WHERE digest = $1 AND due = $2");
            let row = row.bind(digest.0).bind(due.as_millisecond());
            let done: i64 = row.fetch_one(&self.pool).await?.try_get("done")?;
            Ok(if done == 0 { Claim::Held } else { Claim::Done })
        })
        .await
    }

    /// Says that a claimed post was posted, or is skipped for good.
    ///
    /// # Errors
    /// The store is down; when the lease ends another process may post it again.
    pub async fn finish_claim(&self, digest: DigestId, due: Timestamp) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE claims SET done = 1 WHERE digest = $1 AND due = $2");
        let query = query.bind(digest.0).bind(due.as_millisecond());
        self.within(query.execute(&self.pool)).await?;
        Ok(())
    }

    pub(super) async fn forget_old_claims(&self, now: Timestamp) -> Result<(), StoreError> {
        let oldest = now
            .saturating_sub((CLAIMS_KEPT_DAYS * 24).hours())
            .unwrap_or(Timestamp::MIN);
        let query = sqlx::query("DELETE FROM claims WHERE due < $1").bind(oldest.as_millisecond());
        self.within(query.execute(&self.pool)).await?;
        Ok(())
    }
}

pub(super) fn digest(row: &AnyRow) -> Result<Digest, sqlx::Error> {
    let weekday: i64 = row.try_get("weekday")?;
    let weekday = i8::try_from(weekday)
        .ok()
        .and_then(|day| Weekday::from_monday_one_offset(day).ok());
    let paused: i64 = row.try_get("paused")?;
    Ok(Digest {
        id: DigestId(row.try_get("id")?),
        channel: column(row, "channel", channel_id)?,
        weekday: weekday.ok_or_else(|| sqlx::Error::ColumnDecode {
            index: "weekday".to_owned(),
            source: "there is no such day".into(),
        })?,
        time: column(row, "time", |text| Time::strptime("%H:%M", text).ok())?,
        zone: row.try_get("zone")?,
        language: column(row, "language", Lang::from_tag)?,
        what: row.try_get("what")?,
        paused: paused != 0,
    })
}

/// A statement with a digest as its first nine values: what it is, its guild, its number.
fn bound(
    statement: &'static str,
    guild: GuildId,
    digest: &Digest,
    number: i64,
) -> Query<'static, Any, AnyArguments> {
    sqlx::query(statement)
        .bind(digest.channel.0.to_string())
        .bind(i64::from(digest.weekday.to_monday_one_offset()))
        .bind(clock(digest.time))
        .bind(storable(&digest.zone))
        .bind(digest.language.tag())
        .bind(storable(&digest.what))
        .bind(i64::from(digest.paused))
        .bind(guild.0.to_string())
        .bind(number)
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
