//! The bot on Discord: reaches it, connects, answers, stops. What is said is decided elsewhere; nothing here judges a question.
//!
//! Everything a member waits for runs on the caller's runtime and is answered by one request with its own HTTP client.
//! The gateway connection has a thread, a runtime and a client of its own, because serenity 0.12 can spin in it without ever yielding
//! (`gateway` tells when): stopping, deadlines and answers in flight must not depend on it.

mod access;
mod ask;
mod automatic;
mod bot;
mod browse;
mod buckets;
mod clock;
mod commands;
mod events;
mod fault;
mod gateway;
mod inbox;
mod log;
mod manners;
mod message;
mod moderation;
mod offers;
mod options;
mod places;
mod press;
mod pulse;
mod reach;
mod turn;
mod watchdog;

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tracing::{error, info, warn};

use crate::discord::bot::Bot;
use crate::discord::events::Events;
use crate::discord::gateway::{Ended, Gateway, Hears};
use crate::discord::watchdog::Watchdog;
use crate::engine::Engine;
use crate::store::{Store, StoreError};

pub use access::{Access, AccessError, HOW_TO_GET_A_TOKEN};
pub use log::may_be_logged;

/// Why the bot ended without having been asked to.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The environment does not say how to reach Discord, or says it wrongly.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Discord knows no bot with this token.
    #[error("Discord refused the bot token: {HOW_TO_GET_A_TOKEN}")]
    TokenRefused,
    /// Discord does not let this application listen to what was asked for.
    #[error(
        "Discord refused the gateway intents: open the application in the Developer Portal, Bot, and switch on the privileged intents in use"
    )]
    IntentsRefused,
    /// A thread could not be started.
    #[error("the bot could not be started")]
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
            Self::Access(_) | Self::Store(_) | Self::TokenRefused | Self::IntentsRefused => 2,
            Self::Start(_) | Self::GatewayStuck | Self::GatewayEnded => 1,
        }
    }
}

/// The first wait before a stuck connection is replaced; each one after it is twice as long, for a day has 1,000 starts of a session.
const WAIT_FIRST: Duration = Duration::from_secs(1);
/// The first wait before one is replaced that Discord does not take back: it has waited for long, and may be right.
const WAIT_LOST: Duration = Duration::from_mins(1);
/// From being told to stop to the end: containers and systemd wait at least ten seconds.
const STOP_MOST: Duration = Duration::from_millis(9_500);
/// The longest wait before a stuck connection is replaced.
const WAIT_MOST: Duration = Duration::from_mins(5);
/// The longest wait before a lost one is.
const WAIT_LOST_MOST: Duration = Duration::from_mins(30);
/// A connection that lasted so long has earned a quick replacement.
const LASTING: Duration = Duration::from_mins(10);
/// Connections in a row that may be stuck before Discord took them. A network does that now and then, wrong sharding always.
const STUCK_STARTS_MOST: u32 = 3;

/// Answers on Discord until `shutdown` is ready: then nothing new is taken, the connection is closed while what runs is finished,
/// and what was counted is written, all of it within ten seconds.
///
/// # Errors
/// What has to be changed before a new start, or what ended the connection for good. That Discord is out of reach is no error:
/// it is tried again for as long as it takes.
pub async fn run(
    engine: Arc<Engine>,
    store: Arc<Store>,
    access: &Access,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    let _watchdog = Watchdog::start().map_err(RunError::Start)?;
    let bot = Arc::new(Bot::new(engine, Arc::clone(&store), access.http()?));
    let mut gateway = None;
    let outcome = tokio::select! {
        () = shutdown => Ok(()),
        ended = stay_connected(&bot, access, &mut gateway) => ended.map(|never| match never {}),
        never = Box::pin(bot.upkeep()) => match never {},
        never = store.upkeep(Timestamp::now) => match never {},
    };
    info!("stopping");
    let since = Instant::now();
    let close = async {
        if let Some(gateway) = &gateway {
            gateway.close().await;
        }
    };
    tokio::join!(bot.finish(), close);
    // After the last answer, which may have counted something.
    let left = STOP_MOST.saturating_sub(since.elapsed());
    if tokio::time::timeout(left, store.close()).await.is_err() {
        warn!("the store did not take in time what was counted last");
    }
    outcome
}

/// Why a connection is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Its thread does nothing any more.
    Stuck,
    /// Discord does not take it back.
    Lost,
    /// The bot is to listen to something else.
    Replaced,
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
        let plan = reach::gateway(bot).await?;
        let (sessions, since) = (bot.sessions(), Instant::now());
        let events = Events::new(Arc::clone(bot));
        let hears = bot.hears();
        let gateway = Gateway::open(access.http()?, plan, hears, events);
        let gateway = open.insert(gateway.map_err(RunError::Start)?);
        let end = loop {
            let ended = tokio::select! {
                ended = gateway.ended() => ended,
                () = bot.hears_otherwise(hears) => break End::Replaced,
            };
            match ended {
                Ended::TokenRefused => return Err(RunError::TokenRefused),
                Ended::IntentsRefused if hears == Hears::Everything => {
                    error!(
                        "Discord refuses the message content intent, so automatic answers stay off: open the application in the Developer Portal, Bot, switch on Message Content Intent, and start again"
                    );
                    bot.automatic.refuse();
                    break End::Replaced;
                }
                Ended::IntentsRefused => return Err(RunError::IntentsRefused),
                Ended::Unknown => return Err(RunError::GatewayEnded),
                Ended::Stuck => break End::Stuck,
                // Where Discord is out of reach, another connection is no use.
                Ended::Lost if reach::is_there(bot).await => break End::Lost,
                Ended::Lost => {}
            }
        };
        if end == End::Replaced {
            info!("what the bot listens to has changed; connecting anew");
            gateway.close().await;
            *open = None;
            continue;
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
        if end == End::Lost {
            wait = wait.max(WAIT_LOST);
        }
        warn!(
            wait_s = wait.as_secs(),
            "the gateway connection is {}; opening another one",
            if end == End::Lost { "lost" } else { "stuck" }
        );
        // What is dropped ends as soon as it comes to itself, before it could connect a second time.
        *open = None;
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(if end == End::Lost {
            WAIT_LOST_MOST
        } else {
            WAIT_MOST
        });
    }
}
