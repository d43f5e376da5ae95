//! Ctrl-C while something is asked: it ends at once as anywhere, and says that nothing is lost.
//!
//! Reading a line cannot be interrupted, so that a thread of its own waits for the signal and ends the process.

use std::io;
use std::path::Path;

use tokio::runtime::Builder;

use super::words;
use crate::cli::run::told_to_stop;
use crate::cli::{REFUSED, complain};
use crate::lang::Lang;

/// Says from now on what becomes of the answers in `file` when somebody presses Ctrl-C. Where no signal can be waited for, it ends
/// without a word.
pub(super) fn tell(lang: Lang, file: &Path) {
    drop(wait(lang, file));
}

fn wait(lang: Lang, file: &Path) -> io::Result<()> {
    let file = file.to_owned();
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let stopped = {
        let _guard = runtime.enter();
        told_to_stop()?
    };
    std::thread::spawn(move || {
        runtime.block_on(stopped);
        let has_answers = std::fs::metadata(&file).is_ok_and(|file| file.len() > 0);
        if !has_answers {
            drop(std::fs::remove_file(&file));
        }
        let kept = has_answers.then_some(file.as_path());
        complain(&words::interrupted(lang, kept));
        std::process::exit(i32::from(REFUSED));
    });
    Ok(())
}
