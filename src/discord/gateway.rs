//! The connection that brings events, on a thread of its own.
//!
//! serenity 0.12 loops without a pause, holding its thread, after close codes 4003, 4010 and 4011, and after a connection that was reset
//! where the next one fails too (`gateway/bridge/shard_runner.rs`), each time until the next heartbeat is due. From outside the thread
//! that can be seen, another connection opened, and the process stopped; that is all a thread of its own is for.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use futures::StreamExt as _;
use serenity::client::EventHandler;
use serenity::gateway::{
    ConnectionStage, GatewayError, ShardManager, ShardManagerOptions, ShardRunnerMessage,
};
use serenity::http::Http;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::ShardId;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tracing::info;

use crate::discord::pulse::{self, Finger, Patience, Pulse, lifeless};
use crate::discord::reach::GatewayPlan;

/// What the bot listens to: mentions and direct messages come with their text, everything else without. None of it is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);
/// Time for closing the connection in good order, which takes half a second where Discord is there.
const CLOSE_MOST: Duration = Duration::from_millis(1500);
/// The close code after which Discord shows the bot as offline at once (RFC 6455, 7.4.1: a normal closure).
const CLOSE_CODE: u16 = 1000;
/// Looks without a sign of life after which the thread counts as stuck. Taking a machine that is merely busy for it costs a new session.
const STUCK_AFTER: u32 = 5;
/// Looks without a connection after which one that should be there will not come back by itself, where Discord is there.
const LOST_AFTER: u32 = 90;
/// Looks more for each shard: serenity starts one every five seconds.
const SHARD_START: u32 = 6;
/// Looks without an answered heartbeat after which a shard is not connected, whatever it counts as: two of Discord's and some.
const HEARTBEAT_AFTER: u32 = 100;

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
    ///
    /// Nothing is waited for here: a bot that is told to stop meanwhile would leave a connection open that nobody knows of.
    pub(super) fn open(
        http: Http,
        plan: GatewayPlan,
        hears: Hears,
        events: impl EventHandler + 'static,
    ) -> io::Result<Self> {
        let shards = plan.shards;
        let pulse = Pulse::default();
        let beating = pulse.clone();
        let (send_result, result) = oneshot::channel();
        let (held, dropped) = oneshot::channel();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (manager, mut ended) = {
            // What it starts runs on the thread, as soon as that is there.
            let _entered = runtime.enter();
            manager_of(http, plan, hears, events)
        };
        thread::Builder::new()
            .name("gateway".to_owned())
            .spawn(move || {
                let outcome = runtime.block_on(async {
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
        let mut finger = Finger::on(self.pulse.clone());
        let mut heartbeats = Heartbeats::default();
        let (manager, shards) = (&self.manager, self.shards);
        let lost_after = LOST_AFTER + SHARD_START * shards;
        let result = tokio::select! {
            result = &mut self.result => result,
            () = lifeless(pulse::EVERY, STUCK_AFTER, async || finger.is_alive()) => return Ended::Stuck,
            () = lifeless(pulse::EVERY, lost_after, async || heartbeats.of_all(manager, shards).await) => return Ended::Lost,
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
    pub(super) async fn close(&self) {
        let close = async {
            // To all at once: serenity goes through them one by one, and behind those that wait for their turn to start.
            for (id, shard) in &*self.manager.runners.lock().await {
                let message = ShardRunnerMessage::Shutdown(*id, CLOSE_CODE);
                shard.runner_tx.send_to_shard(message);
            }
            self.manager.shutdown_all().await;
        };
        if tokio::time::timeout(CLOSE_MOST, close).await.is_err() {
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

/// When the shards last had a heartbeat answered.
///
/// serenity waits without end for a connection that is taken and then says nothing, and counts the shard as connected meanwhile.
/// How long the last answer took is all it tells of them, and no two take the same time to the nanosecond.
#[derive(Debug, Default)]
struct Heartbeats(HashMap<ShardId, (Option<Duration>, Patience)>);

impl Heartbeats {
    /// Whether all shards are connected, and with somebody who answers.
    async fn of_all(&mut self, manager: &ShardManager, shards: u32) -> bool {
        let runners = manager.runners.lock().await;
        let alive = runners.iter().filter(|(id, runner)| {
            let is_answered = self.is_answered(**id, runner.latency);
            is_answered && runner.stage == ConnectionStage::Connected
        });
        alive.count() >= shards as usize
    }

    /// Looks at one shard: `took` is how long its last answer took, if there was one.
    fn is_answered(&mut self, shard: ShardId, took: Option<Duration>) -> bool {
        let (last, patience) = self
            .0
            .entry(shard)
            .or_insert_with(|| (None, Patience::new(HEARTBEAT_AFTER)));
        let is_another = std::mem::replace(last, took) != took;
        !patience.is_over(is_another)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_whose_heartbeats_nobody_answers_is_not_connected() {
        let mut heartbeats = Heartbeats::default();
        let mut look = |shard, took| {
            let took = Some(Duration::from_nanos(took));
            heartbeats.is_answered(ShardId(shard), took)
        };
        // One answer in forty looks, as Discord wants it.
        assert!((0..1_000).all(|at| look(0, 80_000_000 + at / 40)));
        assert!((0..101).all(|_| look(1, 1)));
        assert!(!look(1, 1));
        assert!(look(0, 2) && look(1, 2));
    }
}
