//! What has to outlast the process: settings of guilds, pauses, taught phrasings, handed-in questions, counters, digests.
//!
//! Answering never waits for the database. What an answer needs of it is a [`State`] in memory, which [`Store::upkeep`] renews within
//! two seconds of a change by any process; while the database is down the last one stays. A change returns when it is committed,
//! or fails within [`WAIT`], which leaves Discord's three seconds for saying so.
//!
//! One SQL serves SQLite and PostgreSQL (`store/schema/`). Every change begins by raising the revision in the row of `state`: that takes
//! the lock first, which SQLite wants, and puts changes in one order on PostgreSQL, so that no reader can see a later one and miss an earlier.

mod counters;
mod digests;
mod guilds;
mod questions;
mod site;
mod transfer;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{Timestamp, ToSpan as _};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{
    Any, AnyConnection, AnyPool, ConnectOptions as _, Connection as _, Executor as _, Row as _,
    SqlSafeStr as _, Transaction,
};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tracing::{error, info, warn};

use crate::config::StoreUrl;

pub use counters::{Count, Counted, Vote, Votes};
pub use digests::{Claim, Digest, DigestId};
pub use guilds::{ChannelId, Guild, GuildId, GuildSettings, MessageId, State, Taught, TaughtId};
pub use questions::{Inbox, Origin, Question, QuestionId};
pub use site::url;

use site::Site;

/// The longest a call waits for the database.
pub const WAIT: Duration = Duration::from_secs(2);
/// The longest a change takes beyond that for what need not succeed: making it known here at once, and erasing its traces.
const AFTERWARDS: Duration = Duration::from_millis(500);
/// The longest reading everything takes, at the start of a process for many thousand guilds.
const LOAD: Duration = Duration::from_secs(30);
/// How often the revision is looked at. With the reading of what changed, others see a change within two seconds.
const POLL: Duration = Duration::from_secs(1);
/// How often counters are written. What a killed process loses of them is one such batch.
const FLUSH: Duration = Duration::from_secs(10);
/// Hours between two runs of the retention.
const RETENTION_HOURS: i64 = 24;
/// Connections of one process. Writers queue in either database; these are for the reading beside them.
const CONNECTIONS: u32 = 5;
/// Attempts at the schema. Processes that start at once on a new file get into each other's way, and the second attempt finds the work done.
const ATTEMPTS: u32 = 3;
/// The states of the schema, each made from the one before. One that was released is never changed, only followed by another.
const SCHEMAS: [&str; 1] = [include_str!("store/schema/1.sql")];
/// What a connection to SQLite is set to. `secure_delete` overwrites what is deleted, and the full synchronisation outlasts a power cut.
const PRAGMAS: &str = "PRAGMA busy_timeout = 1500; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";

/// Why the store did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing tells where the store is to be.
    #[error(
        "nothing tells where to keep the store: set TICKTACK_STORE_URL, for example to sqlite:/var/lib/ticktack/ticktack.sqlite3"
    )]
    NoPlace,
    /// The address names something that is no place for a store.
    #[error("the address of the store is not usable: {0}")]
    Url(String),
    /// The file of the store, or its folder, cannot be made or written.
    #[error("the store needs `{path}`, which cannot be made or written")]
    File {
        /// The file or the folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A newer version has been here.
    #[error(
        "the store was written by a newer ticktack (schema {found}, this one knows {known}): start that version, or set another store"
    )]
    Newer {
        /// The schema that was found.
        found: i64,
        /// The newest schema that is known.
        known: usize,
    },
    /// The database was reached and does not work as a store.
    #[error("the store cannot be opened: {0}")]
    Unusable(#[source] sqlx::Error),
    /// Something is in the store already.
    #[error("the store is not empty: an export is only read into a new one")]
    NotEmpty,
    /// An export cannot be read.
    #[error("line {line} of the export cannot be taken: {reason}")]
    Line {
        /// The line, counted from 1.
        line: u64,
        /// Why.
        reason: String,
    },
    /// The database cannot be reached at the moment, or does not take what it is given. Nothing was acknowledged; later it may work.
    #[error("the store is down: {0}")]
    Down(#[source] sqlx::Error),
}

/// The open store. Every method takes the time where it needs it; none needs a lock from the caller.
#[derive(Debug)]
pub struct Store {
    pool: AnyPool,
    site: Site,
    state: watch::Sender<Arc<State>>,
    /// What was counted and is not written yet.
    counted: Mutex<BTreeMap<Counted, u64>>,
    /// Held by whoever writes that.
    flushing: tokio::sync::Mutex<()>,
    /// Whether the schema is known to be ours.
    is_ready: AtomicBool,
    /// How it was the last time, so that the log has a line for each change of it and not for each call.
    condition: Mutex<Condition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Up,
    Down,
    Unusable,
}

impl Store {
    /// Opens the store, or makes it. A PostgreSQL that is out of reach is no error: everything but answering waits for it.
    ///
    /// # Errors
    /// What an operator has to change first: the address, the folder, rights, a store of a newer version.
    pub async fn open(url: &StoreUrl) -> Result<Self, StoreError> {
        install_default_drivers();
        let (site, options) = site::reach(url)?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .after_connect(move |connection, _| Box::pin(settle(site, connection)))
            // The pool itself asks a connection that is given back whether it works, and would wait for ever for one whose server fell silent:
            // after five such calls the store would be down for good.
            .after_release(|connection, _| {
                Box::pin(async move {
                    let answered = timeout(WAIT, connection.ping()).await;
                    answered
                        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
                        .map(|()| true)
                })
            })
            .connect_lazy_with(options);
        let store = Self {
            pool,
            site,
            state: watch::Sender::new(Arc::default()),
            counted: Mutex::default(),
            flushing: tokio::sync::Mutex::default(),
            is_ready: AtomicBool::new(false),
            condition: Mutex::new(Condition::Up),
        };
        match store.prepare().await {
            Ok(()) => drop(store.refresh().await),
            Err(down @ StoreError::Down(_)) => store.note(&down),
            Err(refused) => return Err(refused),
        }
        Ok(store)
    }

    /// What is known of all guilds right now.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.borrow())
    }

    /// What is known of one guild right now; the defaults where it never changed anything.
    pub fn guild(&self, guild: GuildId) -> Arc<Guild> {
        let state = self.state.borrow();
        state.guilds.get(&guild).map(Arc::clone).unwrap_or_default()
    }

    /// Tells of every new [`State`], whoever made the change.
    pub fn watch(&self) -> watch::Receiver<Arc<State>> {
        self.state.subscribe()
    }

    /// Whether the database answered the last time it was asked.
    pub fn is_up(&self) -> bool {
        *self
            .condition
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            == Condition::Up
    }

    /// Looks for changes of other processes, writes the counters, and deletes what has been kept long enough, for as long as it is polled.
    /// One of these runs beside everything else in a process that stays.
    pub async fn upkeep(&self, now: impl Fn() -> Timestamp) -> Infallible {
        let mut poll = interval(POLL);
        let mut flush = interval(FLUSH);
        // Catching up on what was missed serves nobody.
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        flush.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut retention = Timestamp::UNIX_EPOCH;
        loop {
            // Failures are noted where they happen; the next tick is the next attempt.
            tokio::select! {
                _ = poll.tick() => {
                    drop(self.refresh().await);
                    if now() >= retention && self.forget_old(now()).await.is_ok() {
                        retention = now().saturating_add(RETENTION_HOURS.hours()).unwrap_or(Timestamp::MAX);
                    }
                }
                _ = flush.tick() => drop(self.flush().await),
            }
        }
    }

    /// Deletes what has been kept long enough by `now`. [`Store::upkeep`] does it once a day.
    ///
    /// # Errors
    /// The store is down.
    pub async fn forget_old(&self, now: Timestamp) -> Result<(), StoreError> {
        self.forget_old_questions(now).await?;
        self.forget_old_claims(now).await
    }

    /// Writes what was counted and lets go of the database. Whatever is asked later fails.
    pub async fn close(&self) {
        drop(self.flush().await);
        // Waits for connections in use, and one may hang.
        drop(timeout(WAIT, self.pool.close()).await);
    }

    /// Reads what changed since the last time, if anything did.
    async fn refresh(&self) -> Result<(), StoreError> {
        if !self.is_ready.load(Ordering::Acquire) {
            self.prepare().await.inspect_err(|why| self.note(why))?;
        }
        let held = self.state.borrow().revision;
        let revision = self.within(async {
            let row = sqlx::query("SELECT revision FROM state WHERE id = 1");
            row.fetch_one(&self.pool).await?.try_get(0)
        });
        let revision: i64 = revision.await?;
        let since = match revision.cmp(&held) {
            std::cmp::Ordering::Equal => return Ok(()),
            std::cmp::Ordering::Greater => held,
            // Somebody put an older state back.
            std::cmp::Ordering::Less => 0,
        };
        let guilds = self.within_time(LOAD, async {
            let mut connection = self.pool.acquire().await?;
            guilds::read_since(&mut connection, since).await
        });
        let guilds = guilds.await?;
        self.state.send_if_modified(|state| {
            if revision < held {
                *state = Arc::new(State { revision, guilds });
                return true;
            }
            // Two of these may run at once, and the slower one must not bring back what it read first.
            let mut newer = guilds;
            newer.retain(|id, guild| {
                let known = state.guilds.get(id);
                known.is_none_or(|known| known.revision < guild.revision)
            });
            if revision <= state.revision && newer.is_empty() {
                return false;
            }
            let state = Arc::make_mut(state);
            state.revision = state.revision.max(revision);
            state.guilds.extend(newer);
            true
        });
        Ok(())
    }

    /// Makes the schema what this version needs.
    async fn prepare(&self) -> Result<(), StoreError> {
        let mut attempt = 1;
        loop {
            match timeout(WAIT, self.migrate()).await {
                Ok(Ok(())) => break,
                Ok(Err(MigrateError::VersionMissing(found))) => {
                    return Err(StoreError::Newer {
                        found,
                        known: SCHEMAS.len(),
                    });
                }
                Ok(Err(_)) if attempt < ATTEMPTS => attempt += 1,
                Ok(Err(failed)) => {
                    let source = match failed {
                        MigrateError::Execute(source)
                        | MigrateError::ExecuteMigration(source, _) => source,
                        other => sqlx::Error::Migrate(Box::new(other)),
                    };
                    return Err(site::failed_start(source));
                }
                Err(_) => return Err(StoreError::Down(sqlx::Error::PoolTimedOut)),
            }
        }
        self.is_ready.store(true, Ordering::Release);
        Ok(())
    }

    async fn migrate(&self) -> Result<(), MigrateError> {
        let migrations = SCHEMAS.iter().zip(1..).map(|(sql, version)| {
            let name = "schema".into();
            Migration::new(
                version,
                name,
                MigrationType::Simple,
                sql.into_sql_str(),
                false,
            )
        });
        let migrator = Migrator::with_migrations(migrations.collect());
        // Not one of the pool, which tries again until the time is over and then has forgotten why it had to.
        let options = self.pool.connect_options();
        let mut connection = options.connect().await?;
        settle(self.site, &mut connection).await?;
        // Not `run`, whose future cannot be shown to be `Send`.
        let migrated = migrator.run_direct(None, &mut connection, false).await;
        // After a failure it still holds PostgreSQL's lock; closing it lets go.
        drop(connection.close().await);
        migrated
    }

    /// Begins a change and takes its revision.
    async fn begin(&self) -> Result<(Transaction<'static, Any>, i64), sqlx::Error> {
        let mut change = self.pool.begin().await?;
        let raised =
            sqlx::query("UPDATE state SET revision = revision + 1 WHERE id = 1 RETURNING revision");
        // To the end of the rows: SQLite's statement has not run before.
        let rows = raised.fetch_all(&mut *change).await?;
        let revision = rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?;
        Ok((change, revision))
    }

    /// Does a piece of work, which must not take longer than a member can be kept waiting.
    async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, StoreError> {
        self.within_time(WAIT, work).await
    }

    async fn within_time<T>(
        &self,
        longest: Duration,
        work: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, StoreError> {
        self.ready()?;
        let done = timeout(longest, work).await;
        match done.unwrap_or(Err(sqlx::Error::PoolTimedOut)) {
            Ok(done) => {
                if self.is_changed_to(Condition::Up) {
                    info!("the store is back");
                }
                Ok(done)
            }
            Err(source) => {
                let down = StoreError::Down(source);
                self.note(&down);
                Err(down)
            }
        }
    }

    /// Nothing is asked of a database whose schema may be another.
    fn ready(&self) -> Result<(), StoreError> {
        if self.is_ready.load(Ordering::Acquire) {
            Ok(())
        } else {
            Err(StoreError::Down(sqlx::Error::PoolTimedOut))
        }
    }

    fn note(&self, why: &StoreError) {
        if matches!(why, StoreError::Down(_)) {
            if self.is_changed_to(Condition::Down) {
                warn!(%why, "answers go on, changes are refused until it is back");
            }
        } else if self.is_changed_to(Condition::Unusable) {
            error!(%why, "answers go on, changes are refused");
        }
    }

    fn is_changed_to(&self, condition: Condition) -> bool {
        let mut known = self
            .condition
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *known, condition) != condition
    }

    /// Makes a committed change known in this process. Where that fails, the upkeep makes up for it.
    async fn make_known(&self) {
        drop(timeout(AFTERWARDS, self.refresh()).await);
    }

    /// Empties SQLite's log of changes, where the text of what was deleted would stay for a while. Left for later where others read.
    async fn erase_traces(&self) {
        if self.site == Site::Sqlite {
            let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
            drop(timeout(AFTERWARDS, emptied.fetch_all(&self.pool)).await);
        }
    }
}

async fn settle(site: Site, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    if site == Site::Sqlite {
        connection.execute(PRAGMAS).await?;
    }
    Ok(())
}

/// A text as both databases take it: PostgreSQL refuses the character zero, which no one types.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// What a column holds, read by `read`; anything else in it is an error of the row.
fn column<T>(
    row: &sqlx::any::AnyRow,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, sqlx::Error> {
    let text: String = row.try_get(name)?;
    read(&text).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: name.to_owned(),
        source: "this is nothing that is known".into(),
    })
}

/// As [`column`], for one that may be empty.
fn optional_column<T>(
    row: &sqlx::any::AnyRow,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, sqlx::Error> {
    let text: Option<String> = row.try_get(name)?;
    text.map(|_| column(row, name, read)).transpose()
}

/// A time as it is stored.
fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}
