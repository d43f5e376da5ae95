//! What takes time to work out of a knowledge base, and the bytes it is kept as: inside the program (`src/build.rs`) and in the cache (`engine::cache`).

use bitcode::{Decode, Encode};

use crate::decide::Covers;
use crate::knowledge::{Knowledge, Vocabulary};
use crate::matching::{Matcher, Weights};

/// How hard zstd tries: 3 takes a tenth of a second for the shipped knowledge, 19 seven seconds for a tenth less.
const LEVEL: i32 = 3;
/// Bytes that one kept byte stands for, at most, as a rule; what stands for more is read all the same, only slower.
const UNPACKED_MOST: usize = 2;

/// A matcher, and what every entry covers.
#[derive(Debug, Decode, Encode)]
pub struct Prepared {
    /// What finds the entry.
    pub matcher: Matcher,
    /// What the guards look at.
    pub covers: Covers,
}

impl Prepared {
    /// Works it out.
    #[must_use]
    pub fn new(knowledge: &Knowledge, weights: Weights) -> Self {
        let matcher = Matcher::with(knowledge, weights);
        let covers = Covers::new(knowledge, &matcher);
        Self { matcher, covers }
    }

    /// As bytes, the same ones every time.
    ///
    /// # Errors
    /// What zstd says; only that there is no memory.
    pub fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut packed = zstd::Encoder::new(Vec::new(), LEVEL)?;
        // So that a damaged file is noticed.
        packed.include_checksum(true)?;
        std::io::Write::write_all(&mut packed, &bitcode::encode(self))?;
        packed.finish()
    }

    /// From such bytes, with the vocabulary they were made with, which is not kept: compiling it is as quick as reading it would be.
    /// `None` where they are damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8], vocabulary: &Vocabulary) -> Option<Self> {
        let mut unpacked = Vec::with_capacity(UNPACKED_MOST * bytes.len());
        zstd::stream::copy_decode(bytes, &mut unpacked).ok()?;
        let Self { matcher, covers } = bitcode::decode(&unpacked).ok()?;
        Some(Self {
            matcher: matcher.speaking(vocabulary),
            covers,
        })
    }
}
