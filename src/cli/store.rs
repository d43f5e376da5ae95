//! `ticktack store`: the whole store out to a file, and into a new one.

use std::io;

use clap::{Args, Subcommand};
use tokio::runtime::Builder;

use super::{OK, REFUSED, complain, printed};
use crate::config::Settings;
use crate::store::{self, Store, StoreError};

#[derive(Debug, Args)]
#[command(
    after_help = "The store is the one of `[store] url` or TICKTACK_STORE_URL. An export holds the text of open questions: keep it as you keep the store.

Examples:
  ticktack store export > backup.jsonl
  TICKTACK_STORE_URL=postgres://ticktack@localhost/ticktack ticktack store import < backup.jsonl"
)]
pub struct StoreArgs {
    #[command(subcommand)]
    command: StoreCommand,
}

#[derive(Debug, Subcommand)]
enum StoreCommand {
    /// Print everything as JSON Lines; the bot may be running
    Export,
    /// Fill a new store from standard input
    Import,
}

/// Does one of them.
pub fn store(settings: &Settings, args: &StoreArgs) -> u8 {
    match moved(settings, args) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("store: {error:#}"));
            REFUSED
        }
    }
}

fn moved(settings: &Settings, args: &StoreArgs) -> anyhow::Result<u8> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(&store::url(settings, |name| std::env::var(name).ok())?).await?;
        let mut code = OK;
        let (number, done) = match args.command {
            StoreCommand::Export => {
                let line = |line: &str| code = code.max(printed(line));
                (store.export(line).await, "exported")
            }
            StoreCommand::Import => (imported(&store).await, "imported"),
        };
        store.close().await;
        complain(&format!("store: {} rows {done}", number?));
        Ok(code)
    })
}

/// A line that cannot be read is taken for an empty one, which is refused with its number.
async fn imported(store: &Store) -> Result<u64, StoreError> {
    let lines = io::stdin().lines();
    store.import(lines.map(Result::unwrap_or_default)).await
}
