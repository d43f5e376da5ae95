//! `ticktack eval`: asks the questions of sets, prints what became of them, and holds figures against a bar.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{FOUND, OK, REFUSED, complain, printed};
use crate::engine::Engine;
use crate::eval::{self, Case, Figure, Figures, Judged, Run, Show};
use crate::knowledge::Origin;

#[derive(Debug, Args)]
#[command(
    after_help = "Figures are named by side, measure, language and style in any order; what is left out is not told apart:
  in.right  in.right.de  in.three  in.wrong  typo_casual.right  out.asserted  out.asserted.nearmiss  language
`--json` lists them all. Exit code 1: a figure is beyond its bar.

Examples:
  ticktack eval tests/questions.jsonl
  ticktack eval --show wrong --show asserted tests/questions.jsonl
  ticktack eval --min in.right=80% --max in.wrong=2% --max out.asserted=0.03 tests/questions.jsonl
  ticktack eval --slips 2 tests/questions.jsonl
  ticktack eval --json tests/questions.jsonl > before.json
  ticktack eval --compare before.json tests/questions.jsonl
  ticktack eval --record tests/questions.jsonl tests/choosing.jsonl"
)]
pub struct EvalArgs {
    /// Question sets, JSON Lines
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// List questions: which, what was replied, what was near
    #[arg(long, value_enum)]
    show: Vec<ShowArg>,
    /// Print the run as JSON instead of the table
    #[arg(long)]
    json: bool,
    /// A share that must be reached, from 0 to 1 or in per cent
    #[arg(long, value_name = "NAME=VALUE")]
    min: Vec<Bar>,
    /// A share that must not be passed
    #[arg(long, value_name = "NAME=VALUE")]
    max: Vec<Bar>,
    /// Say what changed since a run that `--json` stored
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    compare: Option<PathBuf>,
    /// Ask each question with up to so many slips of the keyboard, each in one of its longer words, always the same ones
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 0,
        conflicts_with_all = ["record", "compare"]
    )]
    slips: usize,
    /// Keep with the knowledge how many questions out of scope would be answered though nobody asked the bot;
    /// automatic answers need none among 200
    #[arg(long)]
    record: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ShowArg {
    /// In scope: something else was asserted, or by another passage
    Wrong,
    /// In scope: the right entry was neither answered nor suggested
    Missed,
    /// In scope: the right entry was suggested only
    Suggested,
    /// Out of scope: something was asserted
    Asserted,
    /// Replied to in the other language
    Language,
}

/// A figure and the share it is held against.
#[derive(Clone, Debug)]
struct Bar {
    name: String,
    share: f64,
}

impl FromStr for Bar {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').ok_or("this needs `NAME=VALUE`")?;
        let (digits, scale) = value
            .strip_suffix('%')
            .map_or((value, 1.0), |digits| (digits, 100.0));
        let share = digits
            .trim()
            .parse::<f64>()
            .ok()
            .map(|number| number / scale);
        match share {
            Some(share) if (0.0..=1.0).contains(&share) => Ok(Self {
                name: name.to_owned(),
                share,
            }),
            _ => Err(format!(
                "`{value}` is no share; write it from 0 to 1, or in per cent as `80%`"
            )),
        }
    }
}

/// Evaluates; the exit code says whether every bar was held.
pub fn eval(engine: &Engine, origin: &Origin, args: &EvalArgs) -> u8 {
    let Some(mut cases) = read(&args.files) else {
        return REFUSED;
    };
    eval::misspell(&mut cases, args.slips);
    let before = match args.compare.as_deref().map(stored) {
        Some(Err(message)) => {
            complain(&message);
            return REFUSED;
        }
        Some(Ok(run)) => Some(run),
        None => None,
    };
    let mut progress = Progress::new(cases.len());
    let judged: Vec<Judged<'_>> = cases
        .iter()
        .map(|case| {
            let judged = eval::judge(engine, case);
            progress.step();
            judged
        })
        .collect();
    progress.finish();
    let figures = Figures::new(&judged);
    let run = Run::new(
        &judged,
        &figures,
        &engine.knowledge().revision,
        engine.settings().thresholds,
    );
    let mut parts = Vec::new();
    if args.json {
        parts.push(eval::json(&run));
    } else {
        parts.push(eval::table(&figures));
        for show in &args.show {
            let show = match show {
                ShowArg::Wrong => Show::Wrong,
                ShowArg::Missed => Show::Missed,
                ShowArg::Suggested => Show::Suggested,
                ShowArg::Asserted => Show::Asserted,
                ShowArg::Language => Show::Language,
            };
            parts.push(eval::confusions(&judged, show, engine.knowledge()));
        }
        parts.extend(before.map(|before| eval::compare(&before, &run)));
    }
    match printed(parts.join("\n").trim_end()) {
        OK => {}
        code => return code,
    }
    match args.record.then(|| record(engine, origin, &cases)) {
        Some(Err(message)) => {
            complain(&message);
            REFUSED
        }
        Some(Ok(())) | None => held(&figures, args),
    }
}

/// Keeps with the knowledge what is asserted though nobody asked.
fn record(engine: &Engine, origin: &Origin, cases: &[Case]) -> Result<(), String> {
    let Origin::Folder(folder) = origin else {
        return Err("`--record` needs a folder to write to; name it with `--root`".to_owned());
    };
    let evaluation = eval::unaddressed(engine, cases);
    evaluation
        .keep(folder)
        .map_err(|error| format!("the evaluation cannot be kept: {error}"))?;
    let proven = evaluation.proves(&evaluation.revision, evaluation.unaddressed);
    let verdict = proven.map_or_else(
        |reason| format!("automatic answers stay off: {reason}"),
        |()| "automatic answers may be switched on".to_owned(),
    );
    complain(&format!(
        "recorded: {} of {} questions out of scope asserted; {verdict}",
        evaluation.asserted, evaluation.out_of_scope
    ));
    Ok(())
}

fn read(files: &[PathBuf]) -> Option<Vec<Case>> {
    let mut cases = Vec::new();
    let mut whole = true;
    for file in files {
        let name = file.display().to_string();
        let read = std::fs::read_to_string(file)
            .map_err(|error| vec![format!("{name} cannot be read: {error}")])
            .and_then(|text| eval::read(&name, &text));
        match read {
            Ok(read) => cases.extend(read),
            Err(messages) => {
                whole = false;
                for message in messages {
                    complain(&message);
                }
            }
        }
    }
    whole.then_some(cases)
}

fn stored(file: &Path) -> Result<Run, String> {
    let name = file.display();
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{name} cannot be read: {error}"))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{name} is no run that `eval --json` stored: {error}"))
}

/// Holds the figures against their bars and says which are beyond.
fn held(figures: &Figures, args: &EvalArgs) -> u8 {
    let mut code = OK;
    let least = args.min.iter().map(|bar| (bar, true));
    for (bar, is_least) in least.chain(args.max.iter().map(|bar| (bar, false))) {
        let figure = match figures.get(&bar.name) {
            Ok(figure) => figure,
            Err(unknown) => {
                complain(&unknown.to_string());
                return REFUSED;
            }
        };
        if let Some(failure) = beyond(bar, figure, is_least) {
            complain(&failure);
            code = FOUND;
        }
    }
    code
}

fn beyond(bar: &Bar, figure: Figure, is_least: bool) -> Option<String> {
    let Some(share) = figure.share() else {
        // A gate that checks nothing must not look like one that holds.
        return Some(format!("{}: no question counts towards it", bar.name));
    };
    let (is_beyond, word) = if is_least {
        (share < bar.share, "at least")
    } else {
        (share > bar.share, "at most")
    };
    is_beyond.then(|| {
        format!(
            "{}: {:.1} % ({} of {}), must be {word} {:.1} %",
            bar.name,
            100.0 * share,
            figure.hits,
            figure.of,
            100.0 * bar.share
        )
    })
}
