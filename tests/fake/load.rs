//! Many interactions at a given pace, and how long each waited for its first response.
//!
//! The time runs from handing an event to the gateway's socket to the arrival of the callback, so it holds the bot, both sockets and
//! the fake's own share. That share is kept small: what is sent is held against the rules only when nobody waits any more.

use std::fmt;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::rest::check;
use super::{Fake, Interaction, State};

/// How long first responses took, shortest first.
#[derive(Debug)]
pub struct Waits(Vec<Duration>);

impl Waits {
    /// The wait that half of the members did not exceed.
    pub fn median(&self) -> Duration {
        self.of_percent(50)
    }

    fn of_percent(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |percent| self.of_percent(percent).as_secs_f64() * 1000.0;
        write!(
            f,
            "median {:.1} ms, 99 % {:.1} ms, longest {:.1} ms of {}",
            ms(50),
            ms(99),
            ms(100),
            self.0.len()
        )
    }
}

impl Fake {
    /// Hands out `interactions`, one every `pause`, and waits until all have been answered.
    pub async fn load(
        &self,
        interactions: impl IntoIterator<Item = Interaction>,
        pause: Duration,
    ) -> Waits {
        self.with(|state| state.unchecked = Some(Vec::new()));
        let mut clock = (!pause.is_zero()).then(|| interval(pause));
        if let Some(clock) = &mut clock {
            clock.set_missed_tick_behavior(MissedTickBehavior::Burst);
        }
        let mut ids = Vec::new();
        for interaction in interactions {
            if let Some(clock) = &mut clock {
                clock.tick().await;
            }
            ids.push(self.send_interaction(interaction));
        }
        let took = |state: &State, id: &String| state.interactions[id].answered_after;
        // The last ones come last, as a rule; looking at all of them each time would be the load.
        for id in ids.iter().rev() {
            self.until("all answers", |state| took(state, id)).await;
        }
        self.with(|state| {
            let mut waits: Vec<Duration> = ids.iter().filter_map(|id| took(state, id)).collect();
            waits.sort_unstable();
            for (at, headers) in state.unchecked.take().unwrap_or_default() {
                state
                    .violations
                    .extend(check(&state.requests[at], &headers));
                state.claimed.insert(at);
            }
            Waits(waits)
        })
    }
}
