//! The bot on Discord: reaches it, connects, answers, stops. What is said is decided elsewhere; nothing here judges a question.
//!
//! Everything a member waits for runs on the caller's runtime and is answered by one request with its own HTTP client.
//! The gateway connection has a thread, a runtime and a client of its own, because serenity 0.12 can spin in it without ever yielding
//! (`gateway` tells when): stopping, deadlines and answers in flight must not depend on it.

mod access;
mod ask;
mod bot;
mod buckets;
mod commands;
mod events;
mod fault;
mod gateway;
mod log;
mod message;
mod reach;

use std::io;
use std::pin::pin;
use std::sync::Arc;

use tracing::info;

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
    /// The gateway connection holds its thread without doing anything.
    #[error(
        "the gateway connection is stuck: serenity does not recover when Discord closes it for wrong sharding (4010, 4011) or a broken handshake (4003)"
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
    let mut shutdown = pin!(shutdown);
    let url = tokio::select! {
        () = &mut shutdown => return Ok(()),
        reached = reach::gateway_url(&bot) => reached?,
    };
    let mut gateway = Gateway::open(access.http()?, url, Events::new(Arc::clone(&bot)))
        .await
        .map_err(RunError::Start)?;
    let ended = tokio::select! {
        () = &mut shutdown => None,
        ended = gateway.ended() => Some(ended),
        never = bot.upkeep() => match never {},
    };
    info!("stopping");
    bot.finish().await;
    gateway.close().await;
    match ended {
        None => Ok(()),
        Some(Ended::TokenRefused) => Err(RunError::TokenRefused),
        Some(Ended::IntentsRefused) => Err(RunError::IntentsRefused),
        Some(Ended::Stuck) => Err(RunError::GatewayStuck),
        Some(Ended::Unknown) => Err(RunError::GatewayEnded),
    }
}
