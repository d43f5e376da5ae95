//! The bot on Discord: reaches it, connects, answers, stops. What is said is decided elsewhere; nothing here judges a question.
//!
//! Everything a member waits for runs on the caller's runtime and is answered by one request with its own HTTP client.
//! The gateway connection has a thread, a runtime and a client of its own, because serenity 0.12 can spin in it without ever yielding
//! (`gateway` tells when): stopping, deadlines and answers in flight must not depend on it.

mod access;
mod ask;
mod bot;
mod browse;
mod buckets;
mod commands;
mod events;
mod fault;
mod gateway;
mod log;
mod manners;
mod message;
mod offers;
mod places;
mod press;
mod reach;
mod turn;

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::{info, warn};

use crate::discord::bot::Bot;
use crate::discord::events::Events;
use crate::discord::gateway::{Ended, Gateway};
use crate::engine::Engine;

pub use access::{Access, AccessError, HOW_TO_GET_A_TOKEN};
pub use log::may_be_logged;

/// Why the bot ended without having been asked to.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The environment does not say how to reach Discord, or says it wrongly.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Discord knows no bot with this token.
    #[error("Discord refused the bot token: {HOW_TO_GET_A_TOKEN}")]
    TokenRefused,
    /// Discord does not let this application listen to what was asked for.
    #[error(
        "Discord refused the gateway intents: open the application in the Developer Portal, Bot, and switch on the privileged intents in use"
    )]
    IntentsRefused,
    /// The thread of the gateway could not be started.
    #[error("the gateway could not be started")]
    Start(#[source] io::Error),
    /// One gateway connection after the other is stuck before Discord has taken it.
    #[error(
        "no gateway connection comes about: most likely Discord closes it for wrong sharding (4010, 4011), which happens to a bot in 2,500 guilds or more"
    )]
    GatewayStuck,
    /// The gateway connection ended for a reason serenity does not tell.
    #[error("the gateway connection ended by itself")]
    GatewayEnded,
}

impl RunError {
    /// 2 where the operator has to change something first, 1 where starting anew may help.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Access(_) | Self::TokenRefused | Self::IntentsRefused => 2,
            Self::Start(_) | Self::GatewayStuck | Self::GatewayEnded => 1,
        }
    }
}

/// The first wait before a stuck connection is replaced; each one after it is twice as long, for a day has 1,000 starts of a session.
const WAIT_FIRST: Duration = Duration::from_secs(1);
/// The longest wait before a stuck connection is replaced.
const WAIT_MOST: Duration = Duration::from_mins(5);
/// A connection that lasted so long has earned a quick replacement.
const LASTING: Duration = Duration::from_mins(10);
/// Connections in a row that may be stuck before Discord took them. A network does that now and then, wrong sharding always.
const STUCK_STARTS_MOST: u32 = 3;

/// Answers on Discord until `shutdown` is ready: then nothing new is taken, what runs is finished, and the connection is closed,
/// all of it within ten seconds.
///
/// # Errors
/// What has to be changed before a new start, or what ended the connection for good. That Discord is out of reach is no error:
/// it is tried again for as long as it takes.
pub async fn run(
    engine: Arc<Engine>,
    access: &Access,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    let bot = Arc::new(Bot::new(engine, access.http()?));
    let mut gateway = None;
    let outcome = tokio::select! {
        () = shutdown => Ok(()),
        ended = stay_connected(&bot, access, &mut gateway) => ended.map(|never| match never {}),
        never = Box::pin(bot.upkeep()) => match never {},
    };
    info!("stopping");
    bot.finish().await;
    if let Some(gateway) = gateway {
        gateway.close().await;
    }
    outcome
}

/// Keeps a connection in `open`, which is where whoever ends this finds it.
async fn stay_connected(
    bot: &Arc<Bot>,
    access: &Access,
    open: &mut Option<Gateway>,
) -> Result<Infallible, RunError> {
    let mut wait = WAIT_FIRST;
    let mut stuck_starts = 0;
    loop {
        let url = reach::gateway_url(bot).await?;
        let (sessions, since) = (bot.sessions(), Instant::now());
        let events = Events::new(Arc::clone(bot));
        let gateway = Gateway::open(access.http()?, url, events).await;
        let gateway = open.insert(gateway.map_err(RunError::Start)?);
        match gateway.ended().await {
            Ended::TokenRefused => return Err(RunError::TokenRefused),
            Ended::IntentsRefused => return Err(RunError::IntentsRefused),
            Ended::Unknown => return Err(RunError::GatewayEnded),
            Ended::Stuck => {}
        }
        stuck_starts = if bot.sessions() > sessions {
            0
        } else {
            stuck_starts + 1
        };
        if stuck_starts == STUCK_STARTS_MOST {
            return Err(RunError::GatewayStuck);
        }
        if since.elapsed() > LASTING {
            wait = WAIT_FIRST;
        }
        warn!(
            wait_s = wait.as_secs(),
            "the gateway connection is stuck; opening another one"
        );
        // What is dropped ends as soon as it comes to itself, before it could connect a second time.
        *open = None;
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(WAIT_MOST);
    }
}
