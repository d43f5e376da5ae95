//! Where a store is: the address that is set or the default, the address made ready for the driver, and what a failure at the start means.
//!
//! An address may hold a password, so no error repeats it.

use std::fs::{DirBuilder, OpenOptions};
use std::path::Path;

use sqlx::ConnectOptions as _;
use sqlx::any::AnyConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::config::{self, Own, Settings, StoreUrl};
use crate::store::StoreError;

/// The name of the file, where nobody named one.
const FILE: &str = "ticktack.sqlite3";
/// SQLite's codes for a file that another process holds: as it is, while it repairs it, and after it changed it.
const BUSY: [&str; 3] = ["5", "261", "517"];

/// Which of the two databases it is, for the few things that are not the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The address that is set; else a file in the folder that systemd gives, else in the user's folder for state.
///
/// # Errors
/// Nothing is set, and `variable` knows no folder either.
pub fn url(
    settings: &Settings,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<StoreUrl, StoreError> {
    if let Some(url) = &settings.store {
        return Ok(url.clone());
    }
    let folder = config::own_folder(Own::State, variable);
    let file = folder.ok_or(StoreError::NoPlace)?.join(FILE);
    StoreUrl::new(sqlite(&file).to_url_lossy().as_str()).ok_or(StoreError::NoPlace)
}

/// What the driver is to connect to. A file is made here, and its folder.
pub(super) fn reach(url: &StoreUrl) -> Result<(Site, AnyConnectOptions), StoreError> {
    let text = url.exposed();
    let (site, options) = if text.starts_with("sqlite:") {
        if text.contains(":memory:") || text.contains("mode=memory") {
            return Err(StoreError::Url(
                "a store in memory keeps nothing".to_owned(),
            ));
        }
        let named: SqliteConnectOptions = text.parse().map_err(failed_start)?;
        let file = std::path::absolute(named.get_filename())
            .map_err(|error| StoreError::Url(error.to_string()))?;
        make(&file)?;
        (
            Site::Sqlite,
            AnyConnectOptions::from_url(&sqlite(&file).to_url_lossy()),
        )
    } else {
        (Site::Postgres, text.parse())
    };
    Ok((
        site,
        options.map_err(failed_start)?.disable_statement_logging(),
    ))
}

/// What a failure at the start is to an operator: something to wait for, or something to change.
pub(super) fn failed_start(error: sqlx::Error) -> StoreError {
    let may_pass = match &error {
        // It may quote the address.
        sqlx::Error::Configuration(_) => {
            return StoreError::Url("it is not written as one".to_owned());
        }
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        // Classes of PostgreSQL. 08: the connection; 53: no more connections; 57: shutting down or starting up.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            let class = |class: &str| code.len() == 5 && code.starts_with(class);
            BUSY.contains(&code.as_ref()) || class("08") || class("53") || class("57")
        }),
        _ => false,
    };
    if may_pass {
        StoreError::Down(error)
    } else {
        StoreError::Unusable(error)
    }
}

fn sqlite(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
}

/// Questions of members lie in it, so what is made here is for its owner alone. What is there already stays as its owner wants it.
fn make(file: &Path) -> Result<(), StoreError> {
    let mut folders = DirBuilder::new();
    let mut open = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        folders.mode(0o700);
        open.mode(0o600);
    }
    let failed = |path: &Path| {
        let path = path.display().to_string();
        |source| StoreError::File { path, source }
    };
    if let Some(folder) = file.parent() {
        folders
            .recursive(true)
            .create(folder)
            .map_err(failed(folder))?;
    }
    open.append(true)
        .create(true)
        .open(file)
        .map_err(failed(file))?;
    Ok(())
}
