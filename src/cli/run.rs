//! `ticktack run`: the bot, from the environment to the exit code.

use std::io::{self, IsTerminal as _};
use std::pin::pin;
use std::sync::Arc;

use tokio::runtime::Builder;
use tracing::level_filters::LevelFilter;
use tracing::{error, info, warn};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{OK, complain};
use crate::discord::{self, Access, RunError};
use crate::document::Finding;
use crate::engine::Engine;
use crate::knowledge::{Excerpts, Origin};
use crate::store::{self, Store};

/// Loads what there is to know and answers on Discord, until the process is told to stop.
///
/// # Errors
/// What is wrong with the files.
pub fn live(
    load: impl FnOnce() -> Result<(Engine, Origin), Vec<Finding>> + Send + 'static,
) -> Result<u8, Vec<Finding>> {
    start_log();
    match until_stopped(load) {
        Ok(Some(findings)) => Err(findings),
        Ok(None) => {
            info!("stopped");
            Ok(OK)
        }
        Err(error) => {
            let code = error.exit_code();
            complain(&format!("{:#}", anyhow::Error::from(error)));
            Ok(code)
        }
    }
}

/// What is wrong with the files, if that is what ended it.
fn until_stopped(
    load: impl FnOnce() -> Result<(Engine, Origin), Vec<Finding>> + Send + 'static,
) -> Result<Option<Vec<Finding>>, RunError> {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(RunError::Start)?;
    let outcome = runtime.block_on(async {
        // Before anything else: a supervisor may change its mind while the knowledge is still read.
        let mut stop = pin!(told_to_stop().map_err(RunError::Start)?);
        info!("loading the knowledge");
        let loading = tokio::task::spawn_blocking(|| {
            load().map(|(engine, origin)| (quoting(engine), origin))
        });
        let loaded = tokio::select! {
            () = &mut stop => return Ok(None),
            loaded = loading => loaded.map_err(|error| RunError::Start(io::Error::other(error)))?,
        };
        let (engine, origin) = match loaded {
            Ok(loaded) => loaded,
            Err(findings) => return Ok(Some(findings)),
        };
        let knowledge = engine.knowledge();
        info!(%origin, revision = knowledge.revision, entries = knowledge.entries.len(), "knowledge loaded");
        let access = Access::from_environment(|name| std::env::var(name).ok())?;
        let url = store::url(engine.settings(), |name| std::env::var(name).ok())?;
        let store = tokio::select! {
            () = &mut stop => return Ok(None),
            opened = Store::open(&url) => Arc::new(opened?),
        };
        discord::run(Arc::new(engine), store, &access, stop).await?;
        Ok(None)
    });
    // Dropping it would wait for a name that is still being looked up, which without a network takes longer than a supervisor waits.
    runtime.shutdown_background();
    outcome
}

/// With excerpts of the articles, where somebody said that they are there. Each that is missing or another one is a line in the log.
fn quoting(engine: Engine) -> Engine {
    let Some(folder) = engine.settings().articles.clone() else {
        return engine;
    };
    let (excerpts, findings) = Excerpts::in_folder(&folder, engine.knowledge());
    for finding in findings {
        warn!(%finding, "an article, or part of it, is never quoted");
    }
    info!(passages = excerpts.len(), "articles read");
    engine.quoting(excerpts)
}

/// Ready on Ctrl-C, and on SIGTERM where there is one. The signals are caught from the call on, not from the first poll.
pub(super) fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        )
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.0.recv() => {}
            _ = terminate.1.recv() => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// The log goes to standard error. Whatever `RUST_LOG` asks for, what may hold a token or the words of a member stays out.
fn start_log() {
    let wanted = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    tracing_subscriber::registry()
        .with(wanted)
        .with(filter_fn(discord::may_be_logged))
        .with(lines)
        .init();
    // Its own words may quote what a member typed.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        error!(
            place,
            "a mistake in this program; whoever waits for an answer is told"
        );
    }));
}
