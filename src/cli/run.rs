//! `ticktack run`: the bot, from the environment to the exit code.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use tokio::runtime::Builder;
use tracing::info;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{OK, complain};
use crate::discord::{self, Access, RunError};
use crate::engine::Engine;
use crate::knowledge::Origin;

/// Answers on Discord until the process is told to stop.
pub fn live(engine: Engine, origin: &Origin) -> u8 {
    start_log();
    let knowledge = engine.knowledge();
    info!(%origin, revision = knowledge.revision, entries = knowledge.entries.len(), "knowledge loaded");
    match until_stopped(engine) {
        Ok(()) => {
            info!("stopped");
            OK
        }
        Err(error) => {
            let code = error.exit_code();
            complain(&format!("{:#}", anyhow::Error::from(error)));
            code
        }
    }
}

fn until_stopped(engine: Engine) -> Result<(), RunError> {
    // Before anything is started: a forgotten token is told at once.
    let access = Access::from_environment(|name| std::env::var(name).ok())?;
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(RunError::Start)?;
    let outcome = runtime.block_on(async {
        let stop = told_to_stop().map_err(RunError::Start)?;
        discord::run(Arc::new(engine), &access, stop).await
    });
    // Dropping it would wait for a name that is still being looked up, which without a network takes longer than a supervisor waits.
    runtime.shutdown_background();
    outcome
}

/// Ready on Ctrl-C, and on SIGTERM where there is one. The signals are caught from the call on, not from the first poll.
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
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
}
