//! A progress bar for what may take long. It draws on standard error, and only for a person.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// What is done sooner needs no bar.
const SILENT: Duration = Duration::from_secs(2);
/// Between two drawings; faster than this only flickers.
const PAUSE: Duration = Duration::from_millis(100);
/// Characters of the bar.
const WIDTH: usize = 30;

/// How far a known number of steps has come.
#[derive(Debug)]
pub struct Progress {
    done: usize,
    of: usize,
    /// When to draw next; `None` where nobody looks.
    next: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// Before the first of `of` steps.
    pub fn new(of: usize) -> Self {
        Self {
            done: 0,
            of,
            next: io::stderr().is_terminal().then(|| Instant::now() + SILENT),
            drawn: false,
        }
    }

    /// One more step is done.
    pub fn step(&mut self) {
        self.done += 1;
        let now = Instant::now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        self.next = Some(now + PAUSE);
        self.drawn = true;
        let full = WIDTH * self.done / self.of.max(1);
        // If standard error cannot be written there is nobody to tell.
        drop(write!(
            io::stderr().lock(),
            "\r[{:<WIDTH$}] {} of {}",
            "#".repeat(full.min(WIDTH)),
            self.done,
            self.of
        ));
    }

    /// Takes the bar away.
    pub fn finish(self) {
        if self.drawn {
            // To the start of the line, and clear to its end.
            drop(write!(io::stderr().lock(), "\r\x1b[K"));
        }
    }
}
