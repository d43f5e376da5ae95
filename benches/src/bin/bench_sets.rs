//! `bench_sets DIR`: how often the matcher puts the right id first on every open set in DIR, beside the prototype of `matching.md`.
//!
//! A folder is a set if it holds `kb.jsonl`. `--val` judges on `val.jsonl` instead of the test files: that is the part to tune on.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use ticktack::config::Settings;
use ticktack::knowledge::{self, Vocabulary};
use ticktack::rank::{self, Ranker};
use ticktack::reply::Outcome;
use ticktack_benches::sets::{self, Query};

const USAGE: &str = "usage: bench_sets DIR [--val] [--words] [--misses N]
  DIR         a folder of sets, each a folder with kb.jsonl, val, test, test_typo, test_umlaut (.jsonl)
  --val       judge on val.jsonl only
  --words     with the stop words, question words and negations of the shipped vocabulary
  --misses N  print the first N questions of each set whose right id did not come first";

/// What the prototype reached, per cent: clean, typos, umlauts lost, area under the curve of out-of-scope questions (`matching.md`).
const REF: &[(&str, [Option<f64>; 4])] = &[
    ("clinc5", [Some(69.9), Some(67.0), None, Some(90.3)]),
    ("robo_de5", [Some(68.2), Some(65.3), Some(67.6), Some(77.6)]),
    ("stackfaq", [Some(94.1), Some(92.3), None, Some(91.5)]),
    ("xsid_de", [Some(93.3), None, None, Some(83.8)]),
];

struct Arguments {
    folder: PathBuf,
    val: bool,
    words: bool,
    misses: usize,
}

/// What one file of questions came to.
#[derive(Default)]
struct Result {
    inside: usize,
    first: usize,
    among_three: usize,
    answered_rightly: usize,
    answered_wrongly: usize,
    outside: usize,
    outside_answered: usize,
    scores: [Vec<f32>; 2],
    probabilities: [Vec<f32>; 2],
    /// P of questions whose first id is right, and of all others.
    sureness: [Vec<f32>; 2],
    misses: Vec<String>,
    microseconds: Vec<f64>,
}

fn main() -> anyhow::Result<()> {
    let arguments = arguments(std::env::args().skip(1))?;
    let vocabulary = if arguments.words {
        let Ok(knowledge) = knowledge::load(&knowledge::built_in()) else {
            bail!("the built-in knowledge does not load; `ticktack lint` says why");
        };
        knowledge.vocabulary
    } else {
        Vocabulary::default()
    };
    let mut sets: Vec<PathBuf> = std::fs::read_dir(&arguments.folder)
        .with_context(|| arguments.folder.display().to_string())?
        .filter_map(|item| Some(item.ok()?.path()))
        .filter(|path| path.join("kb.jsonl").is_file())
        .collect();
    sets.sort();
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:<10} {:>14} {:>14} {:>14} {:>14} {:>6} {:>7} | {:>6} {:>6} {:>6} {:>6} | {:>7} {:>7}",
        "set",
        "clean (REF)",
        "typo (REF)",
        "umlaut (REF)",
        "AUROC s1 (REF)",
        "by P",
        "P right",
        "in 3",
        "right",
        "wrong",
        "out",
        "build",
        "median"
    )?;
    let mut sums = [(0.0, 0.0); 6];
    for set in &sets {
        let row = judge(&mut out, set, &arguments, &vocabulary)?;
        for (sum, value) in sums.iter_mut().zip(row) {
            if let Some(value) = value {
                sum.0 += value;
                sum.1 += 1.0;
            }
        }
    }
    let [clean, typo, umlaut, by_score, by_p, by_sureness] = sums.map(|(sum, count)| sum / count);
    writeln!(
        out,
        "{:<10} {clean:>6.2}{:>8} {typo:>6.2}{:>8} {umlaut:>6.2}{:>8} {by_score:>6.2}{:>8} {by_p:>6.2} {by_sureness:>7.2}",
        "mean", "", "", "", ""
    )?;
    writeln!(
        out,
        "\nper cent; P right: AUROC of P, right first ids against everything else; in 3: right id among three; right, wrong: of those in scope, answered at the cut-offs; out: of those out of scope, answered; build in ms, median of a question in us"
    )?;
    Ok(())
}

fn arguments(mut given: impl Iterator<Item = String>) -> anyhow::Result<Arguments> {
    let mut folder = None;
    let mut arguments = Arguments {
        folder: PathBuf::new(),
        val: false,
        words: false,
        misses: 0,
    };
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--val" => arguments.val = true,
            "--words" => arguments.words = true,
            "--misses" => arguments.misses = given.next().context(USAGE)?.parse().context(USAGE)?,
            path if !path.starts_with('-') && folder.is_none() => folder = Some(path.to_owned()),
            _ => bail!(USAGE),
        }
    }
    arguments.folder = folder.context(USAGE)?.into();
    Ok(arguments)
}

fn judge(
    out: &mut impl io::Write,
    set: &Path,
    arguments: &Arguments,
    vocabulary: &Vocabulary,
) -> anyhow::Result<[Option<f64>; 6]> {
    let name = set
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let kb = std::fs::read_to_string(set.join("kb.jsonl"))?;
    let pairs = rank::pairs(&kb)
        .map_err(anyhow::Error::msg)
        .context(name.clone())?;
    let start = Instant::now();
    let ranker = Ranker::new(&pairs, vocabulary, Settings::default().thresholds);
    let build = start.elapsed().as_secs_f64() * 1000.0;
    let files = if arguments.val {
        ["val.jsonl", "", ""]
    } else {
        ["test.jsonl", "test_typo.jsonl", "test_umlaut.jsonl"]
    };
    let mut results = Vec::new();
    for file in files {
        let queries = match file {
            "" => None,
            file => sets::queries(&set.join(file))?,
        };
        results.push(queries.map(|queries| ask(&ranker, &queries)));
    }
    let mut results = results.into_iter();
    let clean = results.next().flatten().context("no questions")?;
    let typo = results.next().flatten();
    let umlaut = results.next().flatten();
    let first = |result: &Result| percent(result.first, result.inside);
    let [inside, outside] = &clean.scores;
    let by_score = 100.0 * sets::area_under_curve(inside, outside);
    let [inside, outside] = &clean.probabilities;
    let by_p = 100.0 * sets::area_under_curve(inside, outside);
    let [right, others] = &clean.sureness;
    let by_sureness = 100.0 * sets::area_under_curve(right, others);
    let row = [
        Some(first(&clean)),
        typo.as_ref().map(first),
        umlaut.as_ref().map(first),
        Some(by_score),
        Some(by_p),
        Some(by_sureness),
    ];
    let reference = REF
        .iter()
        .find(|(known, _)| *known == name && !arguments.val)
        .map_or([None; 4], |(_, values)| *values);
    let [a, b, c, d] = reference;
    let [va, vb, vc, vd, ..] = row;
    writeln!(
        out,
        "{name:<10} {} {} {} {} {by_p:>6.2} {by_sureness:>7.2} | {:>6.2} {:>6.2} {:>6.2} {:>6.2} | {build:>7.1} {:>7.0}",
        beside(va, a),
        beside(vb, b),
        beside(vc, c),
        beside(vd, d),
        percent(clean.among_three, clean.inside),
        percent(clean.answered_rightly, clean.inside),
        percent(clean.answered_wrongly, clean.inside),
        percent(clean.outside_answered, clean.outside),
        median(&clean.microseconds),
    )?;
    for miss in clean.misses.iter().take(arguments.misses) {
        writeln!(out, "    {miss}")?;
    }
    Ok(row)
}

fn ask(ranker: &Ranker, queries: &[Query]) -> Result {
    let mut result = Result::default();
    for query in queries {
        let start = Instant::now();
        let found = ranker.rank(&query.text);
        result
            .microseconds
            .push(start.elapsed().as_secs_f64() * 1e6);
        let score = found.top.first().map_or(0.0, |(_, score)| *score);
        let answers = found.outcome == Outcome::Answer;
        let side = usize::from(query.gold.is_none());
        for (list, value) in [
            (&mut result.scores, score),
            (&mut result.probabilities, found.p),
        ] {
            if let Some(list) = list.get_mut(side) {
                list.push(value);
            }
        }
        let Some(gold) = query.gold.as_deref() else {
            result.outside += 1;
            result.outside_answered += usize::from(answers);
            let [_, others] = &mut result.sureness;
            others.push(found.p);
            continue;
        };
        let place = found.top.iter().position(|(id, _)| *id == gold);
        let first = place == Some(0);
        let [right, others] = &mut result.sureness;
        if first { right } else { others }.push(found.p);
        result.inside += 1;
        result.first += usize::from(first);
        result.among_three += usize::from(place.is_some_and(|place| place < 3));
        result.answered_rightly += usize::from(answers && first);
        result.answered_wrongly += usize::from(answers && !first);
        if !first {
            let top: Vec<String> = found
                .top
                .iter()
                .take(3)
                .map(|(id, score)| format!("{id} {score:.3}"))
                .collect();
            result.misses.push(format!(
                "{:?} is {gold}, got {}",
                query.text,
                top.join(", ")
            ));
        }
    }
    result
}

fn beside(value: Option<f64>, reference: Option<f64>) -> String {
    let value = value.map_or_else(String::new, |value| format!("{value:.2}"));
    let reference = reference.map_or_else(String::new, |value| format!("({value:.1})"));
    format!("{value:>6} {reference:>7}")
}

fn percent(count: usize, of: usize) -> f64 {
    100.0 * count as f64 / of as f64
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
