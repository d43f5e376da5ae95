//! The whole store as JSON Lines, and back: for a backup, and for the way from SQLite to PostgreSQL.
//!
//! One line an object: first the schema, then `{"table":...,"row":{...}}`. Rows are carried as they are stored, so both ways are one table of columns.

use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Executor as _, Row as _};

use crate::store::site::Site;
use crate::store::{SCHEMAS, Store, StoreError, guilds, questions};

/// What a column holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
}
use Kind::{Number, Text};

/// A table and its columns.
type Table = (&'static str, &'static [(&'static str, Kind)]);

/// Every table but `state`, which has its one row from the start. Those that others refer to come first.
const TABLES: [Table; 8] = [
    (
        "guilds",
        &[("guild", Text), ("revision", Number), ("settings", Text)],
    ),
    (
        "pauses",
        &[("guild", Text), ("entry", Text), ("reason", Text)],
    ),
    (
        "taught",
        &[
            ("id", Number),
            ("guild", Text),
            ("target", Text),
            ("language", Text),
            ("phrasing", Text),
        ],
    ),
    (
        "digests",
        &[
            ("id", Number),
            ("guild", Text),
            ("channel", Text),
            ("weekday", Number),
            ("time", Text),
            ("zone", Text),
            ("language", Text),
            ("what", Text),
            ("paused", Number),
        ],
    ),
    (
        "claims",
        &[
            ("digest", Number),
            ("due", Number),
            ("lease_until", Number),
            ("done", Number),
        ],
    ),
    (
        "questions",
        &[
            ("id", Number),
            ("guild", Text),
            ("channel", Text),
            ("message", Text),
            ("language", Text),
            ("question", Text),
            ("created", Number),
        ],
    ),
    (
        "counters",
        &[
            ("guild", Text),
            ("day", Text),
            ("outcome", Text),
            ("language", Text),
            ("topic", Text),
            ("entry", Text),
            ("number", Number),
        ],
    ),
    (
        "votes",
        &[
            ("guild", Text),
            ("day", Text),
            ("entry", Text),
            ("vote", Text),
            ("number", Number),
        ],
    ),
];

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The schema the rows are of.
    ticktack_store: usize,
    /// The last revision, so that numbers are not given a second time.
    revision: i64,
}

/// Any other line.
#[derive(Serialize, Deserialize)]
struct Line {
    table: String,
    row: Map<String, Value>,
}

impl Store {
    /// Hands out the store line by line, all of one moment, and gives the number of rows.
    ///
    /// # Errors
    /// The store is down, before or in the middle.
    pub async fn export(&self, mut line: impl FnMut(&str)) -> Result<u64, StoreError> {
        self.ready()?;
        self.read_all(&mut line).await.map_err(StoreError::Down)
    }

    async fn read_all(&self, line: &mut impl FnMut(&str)) -> Result<u64, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        // SQLite's transactions see one moment anyway.
        if self.site == Site::Postgres {
            transaction
                .execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .await?;
        }
        let row = sqlx::query("SELECT revision FROM state WHERE id = 1");
        let head = Head {
            ticktack_store: SCHEMAS.len(),
            revision: row.fetch_one(&mut *transaction).await?.try_get(0)?,
        };
        line(&json!(head).to_string());
        let mut number = 0;
        for (table, columns) in TABLES {
            let names = names(columns);
            let select = format!("SELECT {names} FROM {table} ORDER BY {names}");
            let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(&mut *transaction);
            while let Some(row) = rows.try_next().await? {
                let row = columns.iter().map(|column| value(&row, *column));
                let (table, row) = (table.to_owned(), row.collect::<Result<_, _>>()?);
                line(&json!(Line { table, row }).to_string());
                number += 1;
            }
        }
        transaction.commit().await?;
        Ok(number)
    }

    /// Fills a new store with what [`Store::export`] handed out, all of it or nothing, and gives the number of rows.
    ///
    /// # Errors
    /// The store is not new, a line is not one of an export, or the store is down.
    pub async fn import(&self, mut lines: impl Iterator<Item = String>) -> Result<u64, StoreError> {
        self.ready()?;
        let down = StoreError::Down;
        let wrong = |line: u64, reason: String| StoreError::Line { line, reason };
        let head: Head = lines
            .next()
            .and_then(|line| serde_json::from_str(&line).ok())
            .ok_or_else(|| wrong(1, "it is not the first line of an export".to_owned()))?;
        if head.ticktack_store > SCHEMAS.len() {
            return Err(StoreError::Newer {
                found: i64::try_from(head.ticktack_store).unwrap_or(i64::MAX),
                known: SCHEMAS.len(),
            });
        }
        let (mut transaction, _) = self.begin().await.map_err(down)?;
        for (table, _) in TABLES {
            let any = format!("SELECT 1 FROM {table} LIMIT 1");
            let any = sqlx::query(AssertSqlSafe(any)).fetch_optional(&mut *transaction);
            if any.await.map_err(down)?.is_some() {
                return Err(StoreError::NotEmpty);
            }
        }
        let mut number = 0;
        for (line, at) in lines.zip(2..) {
            let line: Line =
                serde_json::from_str(&line).map_err(|error| wrong(at, error.to_string()))?;
            insert(&mut transaction, line)
                .await
                .map_err(|reason| wrong(at, reason))?;
            number += 1;
        }
        // Better now than in the middle of an evening.
        readable(&mut transaction).await.map_err(|error| {
            wrong(
                number + 1,
                format!("what is above cannot be read back: {error}"),
            )
        })?;
        let revision =
            sqlx::query("UPDATE state SET revision = $1 WHERE id = 1").bind(head.revision.max(1));
        revision.execute(&mut *transaction).await.map_err(down)?;
        transaction.commit().await.map_err(down)?;
        self.make_known().await;
        Ok(number)
    }
}

fn names(columns: &[(&str, Kind)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn value(row: &AnyRow, (name, kind): (&str, Kind)) -> Result<(String, Value), sqlx::Error> {
    let value = match kind {
        Text => json!(row.try_get::<Option<String>, _>(name)?),
        Number => json!(row.try_get::<Option<i64>, _>(name)?),
    };
    Ok((name.to_owned(), value))
}

async fn insert(connection: &mut AnyConnection, line: Line) -> Result<(), String> {
    let Some((table, columns)) = TABLES.iter().find(|(table, _)| *table == line.table) else {
        return Err(format!("there is no table `{}`", line.table));
    };
    let places: Vec<String> = (1..=columns.len())
        .map(|place| format!("${place}"))
        .collect();
    let insert = format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        names(columns),
        places.join(", ")
    );
    let mut insert = sqlx::query(AssertSqlSafe(insert));
    for (name, kind) in *columns {
        let value = line.row.get(*name).unwrap_or(&Value::Null);
        let fits = value.is_null() || matches!(kind, Text) == value.is_string();
        if !fits || matches!(kind, Number) && !value.is_null() && !value.is_i64() {
            return Err(format!("`{name}` is of another kind"));
        }
        insert = match kind {
            Text => insert.bind(value.as_str().map(str::to_owned)),
            Number => insert.bind(value.as_i64()),
        };
    }
    if let Some(unknown) = line
        .row
        .keys()
        .find(|key| !columns.iter().any(|(name, _)| name == key))
    {
        return Err(format!("`{table}` has no `{unknown}`"));
    }
    insert
        .execute(connection)
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

async fn readable(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    guilds::read_since(connection, -1).await?;
    for row in sqlx::query("SELECT * FROM questions")
        .fetch_all(connection)
        .await?
    {
        questions::question(&row)?;
    }
    Ok(())
}
