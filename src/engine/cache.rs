//! What an engine works out of its knowledge, kept in a file: a start that finds it there is ready in a tenth of the time.
//!
//! A cache must never change an answer, so a file is read only by the program that wrote it, for the same knowledge, and only as it was written.
//! In every other case everything is worked out anew; nothing that goes wrong here stops a start.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::SystemTime;
use std::{fs, io};

use bitcode::{DecodeOwned, Encode};
use sha2::{Digest as _, Sha256};
use tracing::debug;

/// The state of the program: another one may work out something else of the same files (`build.rs`).
const BUILD: &str = env!("TICKTACK_BUILD");
/// Files that stay: a few folders of knowledge, or a few builds, side by side.
const FILES_MOST: usize = 4;
const EXTENSION: &str = "index";
/// Bytes of a file's checksum, which stands before everything else.
const SUM_BYTES: usize = 32;

/// A folder for what can be worked out again.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// In a folder, which need not be there yet.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was kept for a revision of the knowledge, whole and by this build.
    pub(super) fn get<T: DecodeOwned>(&self, revision: &str) -> Option<T> {
        let file = fs::read(self.file(revision)).ok()?;
        let (sum, kept) = file.split_at_checked(SUM_BYTES)?;
        if sum != Sha256::digest(kept).as_slice() {
            debug!("a damaged file in the cache is not read");
            return None;
        }
        bitcode::decode(kept).ok()
    }

    /// Keeps it, in place of what was written longest ago.
    pub(super) fn put<T: Encode>(&self, revision: &str, value: &T) {
        if let Err(error) = self.write(revision, &bitcode::encode(value)) {
            debug!(%error, "the index is not kept");
        }
    }

    fn write(&self, revision: &str, kept: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // Whoever reads meanwhile finds the whole of it or nothing.
        let unfinished = self
            .folder
            .join(format!("{}.{EXTENSION}", std::process::id()));
        let mut file = fs::File::create(&unfinished)?;
        file.write_all(Sha256::digest(kept).as_slice())?;
        file.write_all(kept)?;
        fs::rename(unfinished, self.file(revision))?;
        self.tidy()
    }

    fn tidy(&self) -> io::Result<()> {
        let mut files: Vec<(SystemTime, PathBuf)> = fs::read_dir(&self.folder)?
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let path = entry.path();
                let is_ours = path.extension().is_some_and(|found| found == EXTENSION);
                is_ours.then_some((entry.metadata().ok()?.modified().ok()?, path))
            })
            .collect();
        files.sort_unstable();
        let too_many = files.len().saturating_sub(FILES_MOST);
        let old = files.iter().take(too_many);
        old.map(|(_, path)| path).try_for_each(fs::remove_file)
    }

    fn file(&self, revision: &str) -> PathBuf {
        self.folder.join(format!("{revision}-{BUILD}.{EXTENSION}"))
    }
}
