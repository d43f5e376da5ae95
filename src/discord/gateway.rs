//! The connection that brings events, on a thread of its own.
//!
//! serenity 0.12 loops without a pause, holding its thread, after close codes 4003, 4010 and 4011, and after a connection that was reset
//! where the next one fails too (`gateway/bridge/shard_runner.rs`), each time until the next heartbeat is due. From outside the thread
//! that can be seen, another connection opened, and the process stopped; that is all a thread of its own is for.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use futures::StreamExt as _;
use serenity::client::EventHandler;
use serenity::gateway::{ConnectionStage, GatewayError, ShardManager, ShardManagerOptions};
use serenity::http::Http;
use serenity::model::gateway::GatewayIntents;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::time::{Interval, MissedTickBehavior, interval};
use tracing::info;

use crate::discord::pulse::{self, Patience, Pulse, Watch};
use crate::discord::reach::GatewayPlan;

/// What the bot listens to: mentions and direct messages come with their text, everything else without. None of it is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);
/// Time for closing the connection in good order, which takes half a second where Discord is there.
const CLOSE_MOST: Duration = Duration::from_millis(1500);
/// Looks without a sign of life after which the thread counts as stuck. Taking a machine that is merely busy for it costs a new session.
const STUCK_AFTER: u32 = 5;
/// Looks without a connection after which one that should be there will not come back by itself, where Discord is there.
const LOST_AFTER: u32 = 90;
/// Looks more for each shard: serenity starts one every five seconds.
const SHARD_START: u32 = 6;

/// Of which messages a connection brings the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hears {
    /// Of mentions and direct messages.
    WhatIsMeantForIt,
    /// Of all, which Discord must have allowed.
    Everything,
}

/// A connection that is open, or being opened for as long as it takes.
#[derive(Debug)]
pub(super) struct Gateway {
    manager: Arc<ShardManager>,
    shards: u32,
    result: oneshot::Receiver<Result<(), GatewayError>>,
    /// Beats for as long as the thread is not stuck.
    pulse: Pulse,
    /// Dropped with the rest, which ends the thread, if need be as soon as it is not stuck any more.
    _held: oneshot::Sender<Infallible>,
}

/// Why there will be no events any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Close code 4004.
    TokenRefused,
    /// Close codes 4013 and 4014.
    IntentsRefused,
    /// The thread does nothing any more.
    Stuck,
    /// A shard has been without a connection for longer than any trouble of the network explains.
    Lost,
    /// serenity gave up without a reason.
    Unknown,
}

impl Gateway {
    /// Begins to connect. `http` is for this connection alone.
    pub(super) async fn open(
        http: Http,
        plan: GatewayPlan,
        hears: Hears,
        events: impl EventHandler + 'static,
    ) -> io::Result<Self> {
        let shards = plan.shards;
        let pulse = Pulse::default();
        let beating = pulse.clone();
        let (send_manager, manager) = oneshot::channel();
        let (send_result, result) = oneshot::channel();
        let (held, dropped) = oneshot::channel();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new()
            .name("gateway".to_owned())
            .spawn(move || {
                let outcome = runtime.block_on(async {
                    let (manager, mut ended) = manager_of(http, plan, hears, events);
                    let _ = send_manager.send(manager);
                    tokio::select! {
                        ended = ended.next() => ended,
                        _ = dropped => None,
                        never = beating.beat(pulse::EVERY) => match never {},
                    }
                });
                // Waiting for what is left of it (a name being looked up, a connection half open) would hold up the end of the process.
                runtime.shutdown_background();
                if let Some(outcome) = outcome {
                    let _ = send_result.send(outcome);
                }
            })?;
        let manager = manager.await.map_err(io::Error::other)?;
        Ok(Self {
            manager,
            shards,
            result,
            pulse,
            _held: held,
        })
    }

    /// Waits until no more events will come.
    pub(super) async fn ended(&mut self) -> Ended {
        let result = tokio::select! {
            result = &mut self.result => result,
            () = stillness(&self.pulse) => return Ended::Stuck,
            () = silence(&self.manager, self.shards) => return Ended::Lost,
        };
        match result {
            Ok(Err(GatewayError::InvalidAuthentication)) => Ended::TokenRefused,
            Ok(Err(
                GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
            )) => Ended::IntentsRefused,
            Ok(_) | Err(_) => Ended::Unknown,
        }
    }

    /// Closes the connection, with a bound: where Discord is gone, or the thread is stuck, there is nothing to wait for.
    pub(super) async fn close(self) {
        if tokio::time::timeout(CLOSE_MOST, self.manager.shutdown_all())
            .await
            .is_err()
        {
            info!("the gateway did not confirm that it closed");
        }
    }
}

/// serenity's client would do the same, but it asks for the address itself and falls back to the real Discord where nobody answers.
fn manager_of(
    http: Http,
    plan: GatewayPlan,
    hears: Hears,
    events: impl EventHandler + 'static,
) -> (
    Arc<ShardManager>,
    impl futures::Stream<Item = Result<(), GatewayError>> + Unpin,
) {
    let (manager, ended) = ShardManager::new(ShardManagerOptions {
        data: Arc::default(),
        event_handlers: vec![Arc::new(events)],
        raw_event_handlers: Vec::new(),
        shard_index: 0,
        shard_init: plan.shards,
        shard_total: plan.shards,
        ws_url: Arc::new(tokio::sync::Mutex::new(plan.url)),
        http: Arc::new(http),
        intents: match hears {
            Hears::WhatIsMeantForIt => INTENTS,
            Hears::Everything => INTENTS.union(GatewayIntents::MESSAGE_CONTENT),
        },
        // Set here or never: a presence that waits to be sent while the connection breaks kills the shard for good.
        presence: None,
    });
    // It only files the order to start; its result cannot be an error.
    let _ = manager.initialize();
    (manager, ended)
}

/// Ready when not all shards have been connected for too long.
async fn silence(manager: &ShardManager, shards: u32) {
    let mut patience = Patience::new(LOST_AFTER + SHARD_START * shards);
    let mut clock = looks();
    loop {
        clock.tick().await;
        let runners = manager.runners.lock().await;
        let connected = runners.values();
        let connected = connected.filter(|runner| runner.stage == ConnectionStage::Connected);
        if patience.is_over(connected.count() >= shards as usize) {
            return;
        }
    }
}

/// Ready when `pulse` has stood still for too long.
async fn stillness(pulse: &Pulse) {
    let mut watch = Watch::new(pulse.clone(), STUCK_AFTER);
    let mut clock = looks();
    loop {
        clock.tick().await;
        if watch.is_still() {
            return;
        }
    }
}

/// When to look. Looks that a pause of the whole machine has kept from happening are not made up for.
fn looks() -> Interval {
    let mut clock = interval(pulse::EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    clock
}
