//! Signs of life: one side counts up, another looks whether it still does.
//!
//! Looks are counted, and not time: after a pause of the whole machine both sides have had none, and nobody is dead of it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::MissedTickBehavior;

/// Time between two signs of life, and between two looks at them.
pub(super) const EVERY: Duration = Duration::from_secs(1);

/// Counts up for as long as somebody polls [`Pulse::beat`].
#[derive(Clone, Debug, Default)]
pub(super) struct Pulse(Arc<AtomicU64>);

impl Pulse {
    /// Gives a sign of life every so often.
    pub(super) async fn beat(self, every: Duration) -> Infallible {
        let mut clock = tokio::time::interval(every);
        loop {
            clock.tick().await;
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often there was one.
    pub(super) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// How many looks in a row have shown no life.
#[derive(Debug)]
pub(super) struct Patience {
    most: u32,
    in_vain: u32,
}

impl Patience {
    /// With so many looks in vain; the one behind them is too much.
    pub(super) const fn new(most: u32) -> Self {
        Self { most, in_vain: 0 }
    }

    /// Whether a look that has shown life, or none, is one too many.
    pub(super) const fn is_over(&mut self, is_alive: bool) -> bool {
        self.in_vain = if is_alive { 0 } else { self.in_vain + 1 };
        self.in_vain > self.most
    }
}

/// Looks whether a pulse still beats.
#[derive(Debug)]
pub(super) struct Finger {
    pulse: Pulse,
    felt: u64,
}

impl Finger {
    /// A finger on `pulse`.
    pub(super) fn on(pulse: Pulse) -> Self {
        Self {
            felt: pulse.count(),
            pulse,
        }
    }

    /// Whether it has beaten since the last look.
    pub(super) fn is_alive(&mut self) -> bool {
        let now = self.pulse.count();
        std::mem::replace(&mut self.felt, now) != now
    }
}

/// Ready when more than `most` looks in a row have shown no life.
pub(super) async fn lifeless(every: Duration, most: u32, mut is_alive: impl AsyncFnMut() -> bool) {
    let mut patience = Patience::new(most);
    let mut clock = tokio::time::interval(every);
    // Looks that a pause of the whole machine has kept from happening are not made up for.
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        if patience.is_over(is_alive().await) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_in_a_row_count_and_any_life_begins_anew() {
        let mut patience = Patience::new(90);
        let mut over = |is_alive| patience.is_over(is_alive);
        assert!((0..90).all(|_| !over(false)));
        assert!(!over(true));
        assert!((0..90).all(|_| !over(false)));
        assert!(over(false));
    }

    #[test]
    fn a_pulse_is_felt_once_for_each_time_it_has_beaten() {
        let pulse = Pulse::default();
        let mut finger = Finger::on(pulse.clone());
        assert!(!finger.is_alive());
        pulse.0.fetch_add(2, Ordering::Relaxed);
        assert!(finger.is_alive());
        assert!(!finger.is_alive());
    }

    #[tokio::test]
    async fn what_comes_back_in_time_is_not_given_up() {
        // Twice away for three looks, then for good.
        let mut looks = 0;
        let away = [3..6, 9..12, 20..u32::MAX];
        let every = Duration::from_millis(1);
        lifeless(every, 3, async || {
            looks += 1;
            !away.iter().any(|span| span.contains(&looks))
        })
        .await;
        assert_eq!(looks, 23);
    }
}
