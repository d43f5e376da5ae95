//! `ticktack rank`: the matcher alone, over phrasings from a file and questions from standard input.

use std::io::{self, BufRead as _, BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use serde::Serialize;
use serde_json::Value;

use super::{OK, REFUSED, complain};
use crate::decide::Thresholds;
use crate::knowledge::Vocabulary;
use crate::rank::{self, Ranker};

/// Bytes of a mebibyte.
const MEBIBYTE: f64 = 1024.0 * 1024.0;

#[derive(Serialize)]
struct BuiltRow {
    build_ms: f64,
    mem_mb: Option<f64>,
}

#[derive(Serialize)]
struct RankedRow<'r> {
    top: Vec<(&'r str, f32)>,
    p: f32,
    outcome: &'static str,
    us: u64,
}

#[derive(Serialize)]
struct ErrorRow<'r> {
    error: &'r str,
}

/// Ranks every line of standard input over the phrasings of `file`.
///
/// No vocabulary: stop words of ours cost one to two points on the open sets (`bench_sets --words`), where rarity tells better.
pub fn rank(file: &Path, thresholds: Thresholds) -> u8 {
    let before = super::resident_bytes();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            complain(&format!("{} cannot be read: {error}", file.display()));
            return REFUSED;
        }
    };
    let pairs = match rank::pairs(&text) {
        Ok(pairs) => pairs,
        Err(wrong) => {
            complain(&format!("{} cannot be read: {wrong}", file.display()));
            return REFUSED;
        }
    };
    drop(text);
    let start = Instant::now();
    let ranker = Ranker::new(&pairs, &Vocabulary::default(), thresholds);
    let build_ms = start.elapsed().as_secs_f64() * 1000.0;
    drop(pairs);
    let growth = before
        .zip(super::resident_bytes())
        .map(|(before, after)| after.saturating_sub(before) as f64 / MEBIBYTE);
    match ranked(
        &ranker,
        &BuiltRow {
            build_ms: rounded(build_ms),
            mem_mb: growth.map(rounded),
        },
    ) {
        Ok(()) => OK,
        // Whoever reads has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => OK,
        Err(error) => {
            complain(&format!("the questions cannot be ranked: {error}"));
            REFUSED
        }
    }
}

fn ranked(ranker: &Ranker, built: &BuiltRow) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    put(&mut out, built)?;
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&bytes);
        if line.trim().is_empty() {
            continue;
        }
        match question(&line) {
            Ok(text) => {
                let start = Instant::now();
                let found = ranker.rank(&text);
                let us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
                put(
                    &mut out,
                    &RankedRow {
                        top: found.top,
                        p: found.p,
                        outcome: found.outcome.tag(),
                        us,
                    },
                )?;
            }
            Err(error) => put(&mut out, &ErrorRow { error })?,
        }
    }
    out.flush()
}

fn question(line: &str) -> Result<String, &'static str> {
    let Ok(Value::Object(mut object)) = serde_json::from_str(line) else {
        return Err("this line is not a JSON object");
    };
    match object.remove("text") {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err("`text` must be a text"),
        None => Err("`text` is missing"),
    }
}

/// Writes one line and hands it on: whoever sends questions one by one waits for it.
fn put(out: &mut impl io::Write, row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Two digits: more would say something about the moment, not about the index.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
