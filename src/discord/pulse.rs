//! Signs of life: one side counts up, another looks whether it still does.
//!
//! Looks are counted, and not time: after a pause of the whole machine both sides have had none, and nobody is dead of it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

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

/// Whether a pulse still beats.
#[derive(Debug)]
pub(super) struct Watch {
    pulse: Pulse,
    seen: u64,
    patience: Patience,
}

impl Watch {
    /// A watch that gives up on `pulse` after so many looks in vain.
    pub(super) fn new(pulse: Pulse, most: u32) -> Self {
        Self {
            seen: pulse.count(),
            pulse,
            patience: Patience::new(most),
        }
    }

    /// Looks once more; whether it has stood still for too long.
    pub(super) fn is_still(&mut self) -> bool {
        let now = self.pulse.count();
        let is_alive = std::mem::replace(&mut self.seen, now) != now;
        self.patience.is_over(is_alive)
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
    fn a_pulse_that_stands_still_is_noticed_and_one_that_beats_is_not() {
        let pulse = Pulse::default();
        let mut watch = Watch::new(pulse.clone(), 2);
        for _ in 0..9 {
            pulse.0.fetch_add(1, Ordering::Relaxed);
            assert!(!watch.is_still());
            assert!(!watch.is_still());
        }
        assert!(!watch.is_still());
        assert!(watch.is_still());
    }
}
