//! What an engine needs of its knowledge and takes a second or two to work out: the program has it of what was built into it,
//! and of other knowledge it keeps it in a file for the next start.
//!
//! A cache must never change an answer, so what is kept is read only by a build that would work it out alike, for the same knowledge, and only as it was written.
//! In every other case everything is worked out anew; nothing that goes wrong here stops a start.

use std::path::PathBuf;
use std::time::SystemTime;
use std::{fs, io};

use tracing::debug;

use crate::knowledge::Knowledge;
use crate::matching::Weights;
use crate::prepared::Prepared;

/// Of the knowledge inside the program, as `src/build.rs` writes it, and that knowledge's revision.
const BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/prepared"));
const BUILT_IN_REVISION: &str = env!("TICKTACK_PREPARED");
/// The state of what works it out: another one may make something else of the same files (`src/build.rs`).
const BUILD: &str = env!("TICKTACK_BUILD");
/// Files that stay: a few folders of knowledge, or a few builds, side by side.
const FILES_MOST: usize = 4;
const EXTENSION: &str = "index";

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

    /// What the program or the folder has of this knowledge; else it is worked out, and kept in place of what was written longest ago.
    pub(super) fn prepared(&self, knowledge: &Knowledge) -> Prepared {
        built_in(knowledge)
            .or_else(|| self.kept(knowledge))
            .unwrap_or_else(|| {
                let prepared = Prepared::new(knowledge, Weights::default());
                let written = prepared.to_bytes();
                if let Err(error) = written.and_then(|bytes| self.write(knowledge, &bytes)) {
                    debug!(%error, "the index is not kept");
                }
                prepared
            })
    }

    fn kept(&self, knowledge: &Knowledge) -> Option<Prepared> {
        let bytes = fs::read(self.file(knowledge)).ok()?;
        let prepared = Prepared::from_bytes(&bytes, &knowledge.vocabulary);
        if prepared.is_none() {
            debug!("a damaged file in the cache is not read");
        }
        prepared
    }

    fn write(&self, knowledge: &Knowledge, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // Whoever reads meanwhile finds the whole of it or nothing.
        let unfinished = self
            .folder
            .join(format!("{}.{EXTENSION}", std::process::id()));
        fs::write(&unfinished, bytes)?;
        fs::rename(unfinished, self.file(knowledge))?;
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

    fn file(&self, knowledge: &Knowledge) -> PathBuf {
        let revision = &knowledge.revision;
        self.folder.join(format!("{revision}-{BUILD}.{EXTENSION}"))
    }
}

fn built_in(knowledge: &Knowledge) -> Option<Prepared> {
    let bytes = Some(BUILT_IN).filter(|_| knowledge.revision == BUILT_IN_REVISION);
    Prepared::from_bytes(bytes?, &knowledge.vocabulary)
}
