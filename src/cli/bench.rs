//! `ticktack bench`: how long the matcher takes from the raw text to the decision, and how that grows.
//!
//! Every row is a process of its own: memory that one index gave back would hide the need of the next.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::str::FromStr;
use std::time::{Duration, Instant};

use clap::Args;

use super::{OK, REFUSED, complain, printed, resident_bytes};
use crate::config::Settings;
use crate::decide::Decider;
use crate::document::Finding;
use crate::engine::{Cache, Engine};
use crate::knowledge::{GuildView, Knowledge, Vocabulary};
use crate::lang::Lang;
use crate::matching::Matcher;
use crate::rank::Ranker;
use crate::synthetic;
use crate::text;

/// Sizes of the synthetic rows, in phrasings.
const SIZES: [usize; 2] = [15_000, 100_000];
/// Questions that are timed in each row.
const QUESTIONS: usize = 2_000;
/// Questions asked before, so that caches and buffers are as they are in a running bot.
const WARM_UP: usize = 200;
/// Characters of the longest message Discord sends.
const LONG_CHARS: usize = 4_000;
/// How often the one long question is asked.
const LONG_ROUNDS: usize = 100;
/// Letters typed when the autocomplete is timed.
const TYPED_CHARS: usize = 12;
/// Suggestions of one autocomplete; Discord shows at most this many.
const CHOICES_MOST: usize = 25;

#[derive(Debug, Args)]
#[command(
    after_help = "Times are from the raw text to the decision, single thread, without wording and drawing.
Synthetic phrasings are the knowledge's own words in another order; questions are phrasings with one misspelt word.

Examples:
  ticktack bench
  ticktack bench --phrasings 1000000"
)]
pub struct BenchArgs {
    /// Synthetic phrasings of a further row; may be given several times
    #[arg(long, value_name = "COUNT")]
    phrasings: Vec<usize>,
    /// Print this row only, measured in this process
    #[arg(long, hide = true)]
    row: Option<Row>,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
enum Row {
    /// From the files to an engine that answers.
    Start,
    /// The same with knowledge that the program was not built with, and nothing in the cache.
    Own,
    /// The same, with what the row before it left there.
    OwnAgain,
    /// The shipped knowledge.
    Shipped,
    /// So many synthetic phrasings.
    Synthetic(usize),
}

impl FromStr for Row {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "start" => Ok(Self::Start),
            "own" => Ok(Self::Own),
            "own-again" => Ok(Self::OwnAgain),
            "shipped" => Ok(Self::Shipped),
            count => count
                .parse()
                .map(Self::Synthetic)
                .map_err(|_| "this is no number of phrasings".to_owned()),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("start"),
            Self::Own => f.write_str("own"),
            Self::OwnAgain => f.write_str("own-again"),
            Self::Shipped => f.write_str("shipped"),
            Self::Synthetic(count) => count.fmt(f),
        }
    }
}

/// What a row starts from; it is loaded anew in each.
type Loaded = Result<(Knowledge, Settings), Vec<Finding>>;

/// Times of one row, sorted.
struct Times(Vec<Duration>);

impl Times {
    fn of(questions: &[String], mut ask: impl FnMut(&str)) -> Self {
        for question in questions.iter().take(WARM_UP) {
            ask(question);
        }
        let mut times: Vec<Duration> = questions
            .iter()
            .map(|question| {
                let start = Instant::now();
                ask(question);
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        Self(times)
    }

    fn percentile(&self, percent: usize) -> Duration {
        let at = self.0.len() * percent / 100;
        self.0
            .get(at)
            .or(self.0.last())
            .copied()
            .unwrap_or_default()
    }
}

/// Prints the table.
///
/// # Errors
/// What is wrong with the files.
pub fn bench(load: impl FnOnce() -> Loaded, args: &BenchArgs) -> Result<u8, Vec<Finding>> {
    match args.row {
        Some(Row::Start) => started(load, "start to ready"),
        Some(Row::Own) => {
            drop(std::fs::remove_dir_all(cache_folder()));
            started(own(load), "with knowledge of one's own, the first time")
        }
        Some(Row::OwnAgain) => started(own(load), "the same again"),
        Some(Row::Shipped) => load().map(|(knowledge, settings)| shipped(knowledge, settings)),
        Some(Row::Synthetic(count)) => {
            load().map(|(knowledge, settings)| recombined(&knowledge, &settings, count))
        }
        None => Ok(table(&args.phrasings)),
    }
}

fn table(further: &[usize]) -> u8 {
    let code = printed(&line(
        ["", "ids", "phrasings", "build", "memory", "median", "p99"].map(str::to_owned),
    ));
    if code != OK {
        return code;
    }
    let sizes = SIZES.iter().chain(further).copied().map(Row::Synthetic);
    let starts = [Row::Start, Row::Own, Row::OwnAgain];
    for row in [Row::Shipped].into_iter().chain(sizes).chain(starts) {
        if let Err(message) = in_a_process_of_its_own(row) {
            complain(&format!("the row `{row}` cannot be measured: {message}"));
            return REFUSED;
        }
    }
    OK
}

fn in_a_process_of_its_own(row: Row) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let status = Command::new(program)
        .args(std::env::args_os().skip(1))
        .args(["--row", &row.to_string()])
        .status()
        .map_err(|error| error.to_string())?;
    if status.success() {
        Ok(())
    } else {
        Err(status.to_string())
    }
}

/// The cache of the starts, beside that of the user: the first one must find nothing.
fn cache_folder() -> PathBuf {
    std::env::temp_dir().join("ticktack-bench")
}

/// The same knowledge under another revision, of which the program has nothing.
fn own(load: impl FnOnce() -> Loaded) -> impl FnOnce() -> Loaded {
    || {
        load().map(|(mut knowledge, settings)| {
            knowledge.revision.push_str("-own");
            (knowledge, settings)
        })
    }
}

fn started(load: impl FnOnce() -> Loaded, label: &str) -> Result<u8, Vec<Finding>> {
    let start = Instant::now();
    let (knowledge, settings) = load()?;
    let engine = Engine::cached(knowledge, settings, &Cache::new(cache_folder()));
    let ready = start.elapsed();
    let resident = resident_bytes().map_or_else(|| "unknown".to_owned(), megabytes);
    drop(engine);
    Ok(printed(&format!(
        "{label} {}; resident without Discord {resident}",
        shown(ready)
    )))
}

/// The row of the shipped knowledge, and what only it can tell.
fn shipped(knowledge: Knowledge, settings: Settings) -> u8 {
    let pairs = synthetic::phrasings(&knowledge);
    let ids = knowledge.askable().count();
    let questions = synthetic::questions(&pairs, QUESTIONS);
    let before = resident_bytes();
    let start = Instant::now();
    let matcher = Matcher::new(&knowledge);
    let decider = Decider::new(&knowledge, &matcher, settings.thresholds);
    let build = start.elapsed();
    let memory = growth(before);
    let guild = GuildView::default();
    let ask = |typed: &str| {
        let question = text::parse(typed);
        let found = matcher.find(&question, &guild);
        std::hint::black_box(decider.decide(&knowledge, &matcher, &question, &found, &guild, true));
    };
    let times = Times::of(&questions, ask);
    let long = [
        synthetic::long_question(&pairs, LONG_CHARS),
        synthetic::unknown_words(&pairs, LONG_CHARS),
    ];
    let long = long.map(|long| Times::of(&vec![long; LONG_ROUNDS], ask).percentile(50));
    let median = times.percentile(50);
    let first = line([
        "shipped".to_owned(),
        ids.to_string(),
        pairs.len().to_string(),
        shown(build),
        memory,
        shown(median),
        shown(times.percentile(99)),
    ]);
    let parsed = Times::of(&questions, |typed| {
        std::hint::black_box(text::parse(typed));
    });
    let found = Times::of(&questions, |typed| {
        std::hint::black_box(matcher.find(&text::parse(typed), &guild));
    });
    let parts = format!(
        "  of the median, parse {}, find {}, decide {}",
        shown(parsed.percentile(50)),
        shown(found.percentile(50).saturating_sub(parsed.percentile(50))),
        shown(median.saturating_sub(found.percentile(50)))
    );
    drop((matcher, decider));
    let engine = Engine::new(knowledge, settings);
    let typed: Vec<String> = questions
        .iter()
        .map(|question| question.chars().take(TYPED_CHARS).collect())
        .collect();
    let completed = Times::of(&typed, |typed| {
        std::hint::black_box(engine.complete(typed, Lang::De, &guild, CHOICES_MOST));
    });
    let [long, unknown] = long.map(|long| {
        let ratio = long.as_secs_f64() / median.as_secs_f64().max(f64::MIN_POSITIVE);
        format!("{} ({ratio:.1} times the median)", shown(long))
    });
    let code = printed(&format!("{first}\n{parts}"));
    if code != OK {
        return code;
    }
    printed(&format!(
        "  a question of {LONG_CHARS} characters {long}, of words nobody uses {unknown}; autocomplete {}, p99 {}",
        shown(completed.percentile(50)),
        shown(completed.percentile(99))
    ))
}

/// A row of phrasings that are put together of the knowledge's words.
fn recombined(knowledge: &Knowledge, settings: &Settings, count: usize) -> u8 {
    let pairs = synthetic::recombined(&synthetic::phrasings(knowledge), count);
    let questions = synthetic::questions(&pairs, QUESTIONS);
    let before = resident_bytes();
    let start = Instant::now();
    let ranker = Ranker::new(&pairs, &Vocabulary::default(), settings.thresholds);
    let build = start.elapsed();
    let memory = growth(before);
    let times = Times::of(&questions, |question| {
        std::hint::black_box(ranker.rank(question));
    });
    printed(&line([
        "synthetic".to_owned(),
        count.div_ceil(synthetic::PHRASINGS_PER_ID).to_string(),
        count.to_string(),
        shown(build),
        memory,
        shown(times.percentile(50)),
        shown(times.percentile(99)),
    ]))
}

fn growth(before: Option<u64>) -> String {
    before.zip(resident_bytes()).map_or_else(
        || "unknown".to_owned(),
        |(before, after)| megabytes(after.saturating_sub(before)),
    )
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}

fn line(cells: [String; 7]) -> String {
    let [label, ids, phrasings, build, memory, median, p99] = cells;
    format!("{label:<10} {ids:>6} {phrasings:>9} {build:>9} {memory:>8} {median:>9} {p99:>9}")
}

/// A duration in the unit that reads best.
fn shown(time: Duration) -> String {
    match time.as_micros() {
        micros @ 0..1_000 => format!("{micros} us"),
        1_000..10_000_000 => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}
