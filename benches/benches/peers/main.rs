//! How long Ticktack's matcher takes for one question, beside what people would otherwise use, and by what factor.
//!
//! Single thread. The questions are phrasings with one misspelt word, the same for everyone, in turn: one iteration is one question.

mod full_text;
mod whole_strings;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use criterion::{Criterion, SamplingMode};
use serde_json::Value;
use ticktack::config::Settings;
use ticktack::decide::{Decider, Verdict};
use ticktack::knowledge::{self, GuildView, Id, Knowledge, Vocabulary};
use ticktack::matching::Matcher;
use ticktack::rank::Ranker;
use ticktack::{synthetic, text};

/// Phrasings of the synthetic sets.
const SIZES: [usize; 2] = [15_000, 100_000];
/// Questions that are asked in turn.
const QUESTIONS: usize = 500;
/// Questions of the shipped set that every peer is judged on: the slowest takes a quarter of a second for each.
const JUDGED: usize = 100;
/// Ticktack's name in the tables; everyone's factor is to it.
const OURS: &str = "ticktack";

/// Finds the id for a question.
type Peer<'p> = Box<dyn Fn(&str) -> Option<String> + 'p>;

/// A phrasing with its id.
type Pair = (String, String);

fn main() -> anyhow::Result<()> {
    let knowledge = knowledge::load(&knowledge::built_in())
        .map_err(|_| anyhow::anyhow!("the built-in knowledge does not load"))?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("criterion");
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .without_plots()
        .configure_from_args();
    let shipped = synthetic::phrasings(&knowledge);
    let ours = shipped_matcher(&knowledge);
    measure(&mut criterion, "shipped", &shipped, ours)?;
    for size in SIZES {
        let pairs = synthetic::recombined(&shipped, size);
        let ours = any_matcher(&pairs);
        measure(&mut criterion, &size.to_string(), &pairs, ours)?;
    }
    criterion.final_summary();
    ratios(&folder, &knowledge, &shipped)
}

/// From the raw text to the decision, as the bot does it.
fn shipped_matcher(knowledge: &Knowledge) -> Peer<'_> {
    let matcher = Matcher::new(knowledge);
    let decider = Decider::new(knowledge, &matcher, Settings::default().thresholds);
    let guild = GuildView::default();
    Box::new(move |typed| {
        let question = text::parse(typed);
        let found = matcher.find(&question, &guild);
        let decision = decider.decide(knowledge, &matcher, &question, &found, &guild, true);
        let best = match decision.verdict {
            Verdict::Answer { entry, .. } => Some(entry.id),
            Verdict::Suggest(_) | Verdict::Decline { .. } | Verdict::Chat(_) => {
                found.first().map(|best| best.id.clone())
            }
        };
        best.as_ref().map(Id::to_string)
    })
}

/// The same without guards, over any phrasings.
fn any_matcher(pairs: &[Pair]) -> Peer<'static> {
    let ranker = Ranker::new(
        pairs,
        &Vocabulary::default(),
        Settings::default().thresholds,
    );
    Box::new(move |typed| {
        ranker
            .rank(typed)
            .top
            .first()
            .map(|(id, _)| (*id).to_owned())
    })
}

fn peers<'p>(pairs: &'p [Pair], ours: Peer<'p>) -> anyhow::Result<Vec<(&'static str, Peer<'p>)>> {
    Ok(vec![
        (OURS, ours),
        ("tantivy", full_text::tantivy(pairs)?),
        ("dice", whole_strings::sorensen_dice(pairs)),
        ("damerau", whole_strings::damerau_levenshtein(pairs)),
    ])
}

fn measure(
    criterion: &mut Criterion,
    set: &str,
    pairs: &[Pair],
    ours: Peer<'_>,
) -> anyhow::Result<()> {
    let questions = synthetic::questions(pairs, QUESTIONS);
    let mut group = criterion.benchmark_group(set);
    // Some take a second for one question: few samples, and as many iterations in each.
    group
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5));
    for (name, peer) in peers(pairs, ours)? {
        let mut turn = questions.iter().cycle();
        group.bench_function(name, |bencher| {
            bencher.iter(|| turn.next().and_then(|question| peer(question)));
        });
    }
    group.finish();
    Ok(())
}

/// Prints what criterion measured, in this run or the last one, with everyone's factor to ours.
fn ratios(folder: &Path, knowledge: &Knowledge, shipped: &[Pair]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let questions: Vec<(String, String)> = right_questions(shipped);
    writeln!(
        out,
        "\n{:<10} {:>10} {:>22} {:>22} {:>22}",
        "us (x)", "right id", "shipped", "15000", "100000"
    )?;
    for (name, peer) in peers(shipped, shipped_matcher(knowledge))? {
        let right = questions
            .iter()
            .filter(|(id, question)| peer(question).as_deref() == Some(id))
            .count();
        write!(out, "{name:<10} {right:>8} %")?;
        for set in ["shipped", "15000", "100000"] {
            let ours = median(folder, set, OURS);
            let cell = match (median(folder, set, name), ours) {
                (Ok(theirs), Ok(ours)) => {
                    format!("{:.0} ({:.1})", theirs / 1000.0, theirs / ours)
                }
                // A filter on the command line left it out.
                _ => "-".to_owned(),
            };
            write!(out, " {cell:>22}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Misspelt phrasings with the id they belong to; the phrasing itself is there too, so this is no measure of quality, only that everyone works.
fn right_questions(pairs: &[Pair]) -> Vec<(String, String)> {
    let every = (pairs.len() / JUDGED).max(1);
    pairs
        .iter()
        .step_by(every)
        .take(JUDGED)
        .filter_map(|pair| {
            let question = synthetic::questions(std::slice::from_ref(pair), 1).pop()?;
            Some((pair.0.clone(), question))
        })
        .collect()
}

/// Nanoseconds for one question.
fn median(folder: &Path, set: &str, name: &str) -> anyhow::Result<f64> {
    let file: PathBuf = [
        folder,
        Path::new(set),
        Path::new(name),
        Path::new("new/estimates.json"),
    ]
    .iter()
    .collect();
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let estimates: Value = serde_json::from_str(&text)?;
    estimates
        .pointer("/median/point_estimate")
        .and_then(Value::as_f64)
        .context("no median")
}
