//! Ctrl-C while something is asked: it ends at once as anywhere, and says that nothing is lost.
//!
//! Reading a line cannot be interrupted, so that a thread of its own waits for the signal and ends the process.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tokio::runtime::Builder;

use crate::cli::run::told_to_stop;
use crate::cli::{REFUSED, complain};

/// What is said at Ctrl-C.
struct Last {
    /// The file of the answers, where there may be any.
    file: Option<PathBuf>,
    without_answers: String,
    with_answers: String,
}

/// What is asked for changes while the thread waits.
static LAST: Mutex<Option<Last>> = Mutex::new(None);

/// Says one or the other from now on when somebody presses Ctrl-C, by whether there are answers in `file`. Where no signal can be waited
/// for, it ends without a word.
pub(super) fn tell(file: Option<&Path>, without_answers: String, with_answers: String) {
    let last = Last {
        file: file.map(Path::to_owned),
        without_answers,
        with_answers,
    };
    let before = LAST
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .replace(last);
    if before.is_none() {
        drop(wait());
    }
}

fn wait() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let stopped = {
        let _guard = runtime.enter();
        told_to_stop()?
    };
    std::thread::spawn(move || {
        runtime.block_on(stopped);
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(last) = last {
            let holds_some = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|it| it.len() > 0);
            if last.file.as_ref().is_some_and(holds_some) {
                complain(&last.with_answers);
            } else {
                drop(last.file.map(std::fs::remove_file));
                complain(&last.without_answers);
            }
        }
        std::process::exit(i32::from(REFUSED));
    });
    Ok(())
}
