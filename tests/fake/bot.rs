//! The real program as a process.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ticktack::config::{Settings, StoreUrl};
use ticktack::store;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Fake, PATIENCE, TOKEN};

/// The folder of the repository, with the knowledge that is shipped.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A small knowledge base that nobody edits but for a test.
pub fn small_root() -> PathBuf {
    root().join("tests/fixtures/small")
}

/// `ticktack run`.
#[derive(Debug)]
pub struct Bot {
    child: Child,
    /// Everything it wrote, both streams.
    output: Arc<Mutex<String>>,
    lines: watch::Sender<usize>,
    readers: Vec<JoinHandle<()>>,
    /// Where it keeps what outlasts it.
    pub store: Store,
}

/// Numbers the stores of the tests.
static STORES: AtomicU32 = AtomicU32::new(0);

/// The folder of a store, which goes with the last who holds it.
#[derive(Clone, Debug)]
pub struct Store(Arc<Folder>);

#[derive(Debug)]
struct Folder(PathBuf);

impl Store {
    /// Where it is.
    pub fn url(&self) -> StoreUrl {
        let folder = self.0.0.to_str().unwrap();
        let variable = |name: &str| (name == "STATE_DIRECTORY").then(|| folder.to_owned());
        store::url(&Settings::default(), variable).unwrap()
    }

    /// Whether a text is anywhere in its files.
    pub fn bytes_hold(&self, text: &str) -> bool {
        let files = std::fs::read_dir(&self.0.0).unwrap();
        files.map(|file| file.unwrap().path()).any(|file| {
            let bytes = std::fs::read(file).unwrap();
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        })
    }

    /// Opens it, as a second process would.
    pub async fn open(&self) -> store::Store {
        store::Store::open(&self.url()).await.unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Of a program that never opened it there is none.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// How the program ended.
#[derive(Debug)]
pub struct Exit {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Everything it wrote.
    pub output: String,
    /// From the signal, or the wait, to the end.
    pub took: Duration,
}

impl Exit {
    /// The last line it wrote.
    pub fn last_line(&self) -> &str {
        self.output.lines().last().unwrap_or_default()
    }
}

impl Bot {
    /// Starts the bot against `fake`, with the small knowledge base, and waits until it is connected.
    pub async fn start(fake: &Fake) -> Self {
        Self::start_with(fake, &small_root(), &[]).await
    }

    /// Starts it with this knowledge and these settings.
    pub async fn start_with(fake: &Fake, root: &Path, settings: &[(&str, &str)]) -> Self {
        let base = fake.base();
        let access = [("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &base)];
        let bot = Self::spawn(root, &[&access, settings].concat());
        fake.connected().await;
        // What it asks for once it has read READY: from there on it is as it stays.
        fake.until_requested("GET", "/applications/", 1).await;
        bot
    }

    /// Starts the bot with these variables, and none of the surroundings that could change what it does.
    pub fn spawn(root: &Path, variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ticktack"));
        command.arg("run").arg("--root").arg(root);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("DISCORD_") || text.starts_with("TICKTACK_") || text == "RUST_LOG" {
                command.env_remove(&name);
            }
        }
        // A store of its own.
        let folder = std::env::temp_dir().join(format!(
            "ticktack-state-{}-{}",
            std::process::id(),
            STORES.fetch_add(1, Ordering::Relaxed)
        ));
        command.env("STATE_DIRECTORY", &folder);
        // A conversation asks faster than people, and the same thing again; tests of manners set them back.
        command.envs([
            ("TICKTACK_DISCORD_QUESTIONS_A_MINUTE", "0"),
            ("TICKTACK_DISCORD_REPEAT_SECONDS", "0"),
        ]);
        command.envs(variables.iter().copied());
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let output = Arc::default();
        let lines = watch::Sender::new(0);
        let readers = vec![
            tokio::spawn(read(
                child.stdout.take().unwrap(),
                Arc::clone(&output),
                lines.clone(),
            )),
            tokio::spawn(read(
                child.stderr.take().unwrap(),
                Arc::clone(&output),
                lines.clone(),
            )),
        ];
        Self {
            child,
            output,
            lines,
            readers,
            store: Store(Arc::new(Folder(folder))),
        }
    }

    /// Waits until it has written a line with this text.
    pub async fn says(&self, text: &str) {
        let mut lines = self.lines.subscribe();
        let said = lines.wait_for(|_| self.output.lock().unwrap().contains(text));
        let is_said = tokio::time::timeout(PATIENCE, said).await.is_ok();
        assert!(
            is_said,
            "{text:?} was not said in: {}",
            self.output.lock().unwrap()
        );
    }

    /// Sends SIGTERM and waits for the end.
    pub async fn stop(self) -> Exit {
        self.signal("TERM").await;
        self.exit().await
    }

    /// Sends a signal.
    pub async fn signal(&self, name: &str) {
        // The shell has `kill` built in, so nothing needs to be installed for it.
        let script = format!("kill -{name} {}", self.child.id().unwrap());
        assert!(
            Command::new("sh")
                .args(["-c", &script])
                .status()
                .await
                .unwrap()
                .success()
        );
    }

    /// Waits for the end.
    pub async fn exit(mut self) -> Exit {
        let started = Instant::now();
        let status = tokio::time::timeout(2 * PATIENCE, self.child.wait()).await;
        let Ok(status) = status else {
            panic!("it did not end: {}", self.output.lock().unwrap())
        };
        let took = started.elapsed();
        for reader in self.readers {
            reader.await.unwrap();
        }
        Exit {
            code: status.unwrap().code(),
            output: self.output.lock().unwrap().clone(),
            took,
        }
    }
}

async fn read(
    stream: impl AsyncRead + Unpin,
    output: Arc<Mutex<String>>,
    lines: watch::Sender<usize>,
) {
    let mut reader = BufReader::new(stream).lines();
    while let Ok(Some(line)) = reader.next_line().await {
        output.lock().unwrap().extend([line.as_str(), "\n"]);
        lines.send_modify(|count| *count += 1);
    }
}
