//! Fresh databases to test the store on: a SQLite file, and a schema of a PostgreSQL server where `TEST_POSTGRES_URL` names one.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _};
use ticktack::config::StoreUrl;
use ticktack::store::Store;
use url::Url;

use crate::program::Folder;

/// The variable with the address of a server on which tests may make schemas.
const POSTGRES: &str = "TEST_POSTGRES_URL";

/// One fresh database.
pub struct Database {
    url: StoreUrl,
    site: Site,
}

/// The database, held by somebody else.
pub enum Lock {
    File(sqlx::SqliteConnection),
    Server(sqlx::PgConnection),
}

impl Lock {
    /// Lets go.
    pub async fn release(self) {
        match self {
            Self::File(connection) => connection.close().await.unwrap(),
            Self::Server(connection) => connection.close().await.unwrap(),
        }
    }
}

enum Site {
    File(Folder),
    Schema { server: String, name: String },
}

/// Runs a test on a fresh database of each kind; says once where PostgreSQL is left out.
pub async fn on_each(test: impl AsyncFn(&Database)) {
    test(&Database::sqlite()).await;
    if let Some(database) = Database::postgres().await {
        test(&database).await;
        database.drop_schema().await;
    }
}

impl Database {
    /// A file that is not there yet, in a folder that is not there yet.
    pub fn sqlite() -> Self {
        let folder = Folder::new();
        let file = folder.path.join("state/deep/store.sqlite3");
        Self {
            url: StoreUrl::new(&format!("sqlite:{}", file.display())).unwrap(),
            site: Site::File(folder),
        }
    }

    /// A new schema, if there is a server.
    pub async fn postgres() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        static SAID: Once = Once::new();
        let Ok(server) = std::env::var(POSTGRES) else {
            // Not by `eprintln!`, which the harness keeps to itself when a test passes.
            SAID.call_once(|| {
                drop(writeln!(
                    std::io::stderr(),
                    "skipped on PostgreSQL: {POSTGRES} is not set"
                ));
            });
            return None;
        };
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        on_server(&server, &format!("CREATE SCHEMA {name}")).await;
        let joint = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{joint}options=-csearch_path%3D{name}");
        Some(Self {
            url: StoreUrl::new(&url).unwrap(),
            site: Site::Schema { server, name },
        })
    }

    /// The same by another address of its server.
    pub fn url_through(&self, server: SocketAddr) -> StoreUrl {
        let mut url = Url::parse(self.url.exposed()).unwrap();
        url.set_ip_host(server.ip()).unwrap();
        url.set_port(Some(server.port())).unwrap();
        StoreUrl::new(url.as_str()).unwrap()
    }

    /// Where its server listens.
    pub async fn server(&self) -> SocketAddr {
        let url = Url::parse(self.url.exposed()).unwrap();
        let host = (url.host_str().unwrap(), url.port().unwrap_or(5432));
        tokio::net::lookup_host(host).await.unwrap().next().unwrap()
    }

    /// Keeps everybody else from writing until it is released.
    pub async fn lock(&self) -> Lock {
        match &self.site {
            Site::File(_) => {
                let mut connection = sqlx::SqliteConnection::connect(self.url.exposed())
                    .await
                    .unwrap();
                connection.execute("BEGIN IMMEDIATE").await.unwrap();
                Lock::File(connection)
            }
            Site::Schema { .. } => {
                let mut connection = sqlx::PgConnection::connect(self.url.exposed())
                    .await
                    .unwrap();
                let lock = "BEGIN; LOCK TABLE state, counters IN EXCLUSIVE MODE";
                connection.execute(lock).await.unwrap();
                Lock::Server(connection)
            }
        }
    }

    /// How many wait for [`Database::lock`] on a server.
    pub async fn waiting(&self) -> i64 {
        let mut connection = sqlx::PgConnection::connect(self.url.exposed())
            .await
            .unwrap();
        let waiting =
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'state'::regclass";
        let waiting = sqlx::query_scalar(waiting)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        waiting
    }

    /// Its address.
    pub const fn url(&self) -> &StoreUrl {
        &self.url
    }

    /// A process's store on it.
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    /// Changes it past the store.
    pub async fn execute(&self, sql: &str) {
        match &self.site {
            Site::File(_) => {
                let mut connection = sqlx::SqliteConnection::connect(self.url.exposed())
                    .await
                    .unwrap();
                connection
                    .execute(AssertSqlSafe(sql.to_owned()))
                    .await
                    .unwrap();
                connection.close().await.unwrap();
            }
            Site::Schema { server, name } => {
                on_server(server, &format!("SET search_path TO {name}; {sql}")).await;
            }
        }
    }

    /// The files of SQLite.
    pub fn files(&self) -> Vec<PathBuf> {
        let Site::File(folder) = &self.site else {
            return Vec::new();
        };
        let files = std::fs::read_dir(folder.path.join("state/deep")).unwrap();
        files.map(|file| file.unwrap().path()).collect()
    }

    /// Whether a text is anywhere in them.
    pub fn bytes_hold(&self, text: &str) -> bool {
        self.files().iter().any(|file| {
            let bytes = std::fs::read(file).unwrap();
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        })
    }

    /// Clears up on the server.
    pub async fn drop_schema(self) {
        if let Site::Schema { server, name } = self.site {
            on_server(&server, &format!("DROP SCHEMA {name} CASCADE")).await;
        }
    }
}

async fn on_server(server: &str, sql: &str) {
    let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
    connection
        .execute(AssertSqlSafe(sql.to_owned()))
        .await
        .unwrap();
    connection.close().await.unwrap();
}
