//! `ticktack inbox`: what members handed in, and what moderators taught as a change of the files, for a person to look at.

use std::io;
use std::path::Path;

use clap::{Args, Subcommand};
use tokio::runtime::Builder;

use super::{OK, REFUSED, complain, folder, printed};
use crate::config::Settings;
use crate::engine::Engine;
use crate::knowledge::{self, File};
use crate::store::{self, Inbox, Store, StoreError};
use crate::teach::{self, Lesson};
use crate::text;

/// Characters of a question on its line.
const LINE_CHARS_MOST: usize = 400;

#[derive(Debug, Args)]
#[command(
    after_help = "The store is the one of `[store] url` or TICKTACK_STORE_URL; the bot may be running.
An export names no server and no person. It changes files of --root, or of the current folder, and nothing in the store: look at it with
`git diff`, run `ticktack lint`, and start the bot anew. What the files have already is not added again.

Examples:
  ticktack inbox list
  ticktack inbox export && git diff && ticktack lint"
)]
pub(super) struct InboxArgs {
    #[command(subcommand)]
    command: InboxCommand,
}

#[derive(Debug, Subcommand)]
enum InboxCommand {
    /// Print the open questions of all servers in groups, the most frequent first
    List,
    /// Write what was taught into knowledge/, with a test question each in tests/taught.jsonl
    Export,
}

/// Does one of them.
pub(super) fn inbox(engine: &Engine, root: Option<&Path>, args: &InboxArgs) -> u8 {
    let done = match args.command {
        InboxCommand::List => list(engine),
        InboxCommand::Export => export(engine, root),
    };
    done.unwrap_or_else(|error| {
        complain(&format!("inbox: {error:#}"));
        REFUSED
    })
}

fn list(engine: &Engine) -> anyhow::Result<u8> {
    let read = async |store: &Store| store.open_questions(Inbox::All).await;
    let groups = teach::groups(engine, with_store(engine.settings(), read)?);
    let mut code = OK;
    for group in &groups {
        let mut before = format!("{}×", group.questions.len());
        let mut texts: Vec<&str> = Vec::new();
        for question in &group.questions {
            if !texts.contains(&question.text.as_str()) {
                texts.push(&question.text);
                let text = text::one_line(&question.text, LINE_CHARS_MOST);
                code = code.max(printed(&format!("{before:>4} {text}")));
                before.clear();
            }
        }
    }
    let questions: usize = groups.iter().map(|group| group.questions.len()).sum();
    complain(&format!("inbox: {questions} open, {} groups", groups.len()));
    Ok(code)
}

fn export(engine: &Engine, root: Option<&Path>) -> anyhow::Result<u8> {
    let Some(root) = folder(root) else {
        anyhow::bail!("there is no knowledge/ here to write to: name its folder with --root");
    };
    let read = async |store: &Store| Ok(store.state());
    let state = with_store(engine.settings(), read)?;
    let mut lessons: Vec<Lesson> = state
        .guilds
        .values()
        .flat_map(|guild| &guild.taught)
        .map(|taught| Lesson {
            target: taught.target.clone(),
            language: taught.language,
            phrasing: taught.phrasing.clone(),
        })
        .collect();
    // In an order that tells nothing of who taught what, and is the same every time.
    lessons.sort_by(|a, b| (&a.target, &a.phrasing).cmp(&(&b.target, &b.phrasing)));
    let mut files = knowledge::in_folder(&root)
        .map_err(|_| anyhow::anyhow!("the files of {} cannot be read", root.display()))?;
    let questions = root.join(teach::QUESTIONS_FILE);
    match std::fs::read(&questions) {
        Ok(bytes) => files.push(File {
            path: teach::QUESTIONS_FILE.to_owned(),
            bytes,
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let exported = teach::export(engine.knowledge(), &files, &lessons);
    let mut code = OK;
    for file in &exported.files {
        let path = root.join(&file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, &file.bytes)?;
        code = code.max(printed(&file.path));
    }
    for (lesson, reason) in &exported.left_out {
        let phrasing = text::one_line(&lesson.phrasing, LINE_CHARS_MOST);
        complain(&format!("inbox: left out, {reason}: {phrasing}"));
    }
    complain(&format!("inbox: {} phrasings added", exported.added));
    Ok(code)
}

/// Opens the store, reads from it, and lets go of it.
fn with_store<T>(
    settings: &Settings,
    read: impl AsyncFnOnce(&Store) -> Result<T, StoreError>,
) -> anyhow::Result<T> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(&store::url(settings, |name| std::env::var(name).ok())?).await?;
        let value = read(&store).await;
        // What could not be read is no empty inbox.
        let is_up = store.is_up();
        store.close().await;
        let value = value?;
        anyhow::ensure!(is_up, "the store is down; try again later");
        Ok(value)
    })
}
