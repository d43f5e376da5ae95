//! Ends the process where the runtime that answers does not move any more: a supervisor starts it anew, and a process that only seems
//! to live is worse than none.
//!
//! It has a thread of its own, for nothing on a runtime that stands still would notice.

use std::convert::Infallible;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{io, process, thread};

use tokio::task::AbortHandle;
use tracing::error;

use crate::discord::pulse::{self, Finger, Patience, Pulse};

/// Looks in vain, a second apart. A machine that is merely busy gets a runtime to move within them.
const LOOKS_MOST: u32 = 20;
/// Time for the last line.
const LAST_WORD_MOST: Duration = Duration::from_secs(1);
/// Starting anew may help.
const EXIT_CODE: i32 = 1;

/// Watches until it is dropped.
#[derive(Debug)]
pub(super) struct Watchdog {
    beating: AbortHandle,
    _held: mpsc::Sender<Infallible>,
}

impl Watchdog {
    /// Watches the runtime this is called in; where it stands still for twenty seconds, the process ends with one line in the log.
    pub(super) fn start() -> io::Result<Self> {
        Self::with(pulse::EVERY, LOOKS_MOST, end_process)
    }

    fn with(every: Duration, most: u32, bite: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let pulse = Pulse::default();
        let mut finger = Finger::on(pulse.clone());
        let mut patience = Patience::new(most);
        let (held, let_go) = mpsc::channel();
        thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || {
                while let_go.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                    if patience.is_over(finger.is_alive()) {
                        return bite();
                    }
                }
            })?;
        Ok(Self {
            beating: tokio::spawn(pulse.beat(every)).abort_handle(),
            _held: held,
        })
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.beating.abort();
    }
}

fn end_process() {
    let (writing, written) = mpsc::channel::<Infallible>();
    // Whatever holds the runtime may hold the log as well, so nothing waits for the line for long.
    let line = thread::Builder::new().spawn(move || {
        error!("nothing has been answered for twenty seconds and nothing will be: the process ends, to be started anew");
        drop(writing);
    });
    drop(line);
    let _ = written.recv_timeout(LAST_WORD_MOST);
    process::exit(EXIT_CODE);
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Builder;

    use super::*;

    /// Longer than any machine is busy.
    const PATIENCE: Duration = Duration::from_mins(1);

    /// Calls `body` on a runtime of one thread, watched closely; what it gets hears of the bite, and of the end of the watch.
    fn watched(body: impl FnOnce(Watchdog, mpsc::Receiver<()>)) {
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let (bite, bitten) = mpsc::channel();
            let every = Duration::from_millis(1);
            let watchdog = Watchdog::with(every, 20, move || bite.send(()).unwrap()).unwrap();
            body(watchdog, bitten);
        });
    }

    #[test]
    fn a_runtime_that_stands_still_is_noticed() {
        watched(|_watchdog, bitten| {
            // The one thread waits here, and nothing else on it moves.
            assert_eq!(bitten.recv_timeout(PATIENCE), Ok(()));
        });
    }

    #[test]
    fn nothing_happens_once_it_is_let_go() {
        watched(|watchdog, bitten| {
            drop(watchdog);
            let heard = bitten.recv_timeout(PATIENCE);
            assert_eq!(heard, Err(RecvTimeoutError::Disconnected));
        });
    }
}
