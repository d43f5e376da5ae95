//! Where a store is: the default place, the address made ready for the driver, and which failures mean that it is out of reach.
//!
//! An address may hold a password, so no error repeats it.

use std::path::{Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::any::AnyConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::config::StoreUrl;
use crate::store::StoreError;

/// The name of the file, where nobody named one.
const FILE: &str = "ticktack.sqlite3";

/// Which of the two databases it is, for the few things that are not the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The file in the folder that systemd gives, else in the user's folder for state.
///
/// # Errors
/// `variable` knows neither.
pub fn default_url(variable: impl Fn(&str) -> Option<String>) -> Result<StoreUrl, StoreError> {
    let absolute = |name: &str| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    // systemd lists several with colons; the first is the one that was named first.
    let given = variable("STATE_DIRECTORY")
        .and_then(|list| list.split(':').next().map(PathBuf::from))
        .filter(|path| path.is_absolute());
    let own =
        || absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")));
    let folder = given.or_else(|| Some(own()?.join("ticktack")));
    let file = folder.ok_or(StoreError::NoPlace)?.join(FILE);
    StoreUrl::new(sqlite(&file).to_url_lossy().as_str()).ok_or(StoreError::NoPlace)
}

/// What the driver is to connect to. The folder of a file is made here.
pub(super) fn reach(url: &StoreUrl) -> Result<(Site, AnyConnectOptions), StoreError> {
    let unusable = |source: sqlx::Error| match source {
        // Of the address as a whole, and it may be quoted.
        sqlx::Error::Configuration(_) => StoreError::Url("it is not written as one".to_owned()),
        other => StoreError::Unusable(other),
    };
    let text = url.exposed();
    let (site, options) = if text.starts_with("sqlite:") {
        if text.contains(":memory:") || text.contains("mode=memory") {
            return Err(StoreError::Url(
                "a store in memory keeps nothing".to_owned(),
            ));
        }
        let named: SqliteConnectOptions = text.parse().map_err(unusable)?;
        let file = std::path::absolute(named.get_filename())
            .map_err(|error| StoreError::Url(error.to_string()))?;
        if let Some(folder) = file.parent() {
            make_folder(folder).map_err(|source| StoreError::Folder {
                path: folder.display().to_string(),
                source,
            })?;
        }
        (
            Site::Sqlite,
            AnyConnectOptions::from_url(&sqlite(&file).to_url_lossy()),
        )
    } else {
        (Site::Postgres, text.parse())
    };
    Ok((site, options.map_err(unusable)?.disable_statement_logging()))
}

/// Whether a failure at the start may pass by itself. Everything else is for the operator.
pub(super) fn is_out_of_reach(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        // 08: the connection; 53: no more connections; 57: shutting down or starting up.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code.len() == 5
                && ["08", "53", "57"]
                    .iter()
                    .any(|class| code.starts_with(class))
        }),
        _ => false,
    }
}

fn sqlite(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
}

/// Questions of members lie in it, so a new one is for its owner alone.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
