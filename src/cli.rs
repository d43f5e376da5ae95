//! The command line: what is asked for, and the bodies of the subcommands.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 ok (a decline is a reply), 1 a check found something,
//! 2 wrong usage, broken configuration or a refused token.

mod ask;
mod bench;
mod check;
mod eval;
mod extract;
mod inbox;
mod lint;
mod new;
mod progress;
mod rank;
mod run;
mod shown;
mod store;
mod summary;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{self, Own, Settings};
use crate::document::{Finding, Severity};
use crate::engine::{Cache, Engine};
use crate::knowledge::{self, Knowledge, Origin};
use crate::render::json;

/// Nothing went wrong.
const OK: u8 = 0;
/// A check found something.
const FOUND: u8 = 1;
/// Wrong usage, or something that the start needs is broken.
const REFUSED: u8 = 2;

/// Characters of an article's passage that are shown: nearly always all of it, because something is held against it.
const PASSAGE_CHARS_MOST: usize = 2_000;

const EXAMPLES: &str = "Examples:
  ticktack                                     try it out in the terminal
  ticktack ask Wem gehört TikTok?              one question
  ticktack ask --json \"Who owns TikTok?\"       the same as JSON
  ticktack ask --batch < questions.jsonl       many questions, one JSON line each
  DISCORD_TOKEN=... ticktack run               the bot on Discord
  ticktack lint                                check knowledge/ and seeds/
  ticktack extract article.txt                 draft the record of a new article
  ticktack new entry                           add a question and its answer";

const RANK_EXAMPLES: &str = "The questions are JSON Lines {\"text\"}; other keys are ignored. The first line out tells the build, then a line a question:
  {\"top\":[[id,score],...],\"p\":0.87,\"outcome\":\"answer\",\"us\":41}

Example:
  ticktack rank bench/clinc5/kb.jsonl < bench/clinc5/test.jsonl";

/// A Discord bot that answers questions about the TikTok dispute from newspaper articles, with the passage.
#[derive(Debug, Parser)]
#[command(name = "ticktack", version, after_help = EXAMPLES)]
struct Cli {
    /// The folder with config.toml, knowledge/ and seeds/ [default: the current folder if it holds knowledge/, else the copy built in]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the bot on Discord; the token comes from `DISCORD_TOKEN` or the file named by `DISCORD_TOKEN_FILE`
    Run,
    /// Ask one question, or many with --batch
    Ask(AskArgs),
    /// Check knowledge/ and seeds/
    Lint(lint::LintArgs),
    /// Show entries beside the passages they cite, and seal them
    Check(check::CheckArgs),
    /// Print everything the bot knows
    Export {
        /// The form
        #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
        format: ExportFormat,
    },
    /// Ask the questions of sets and say how many were answered rightly
    Eval(eval::EvalArgs),
    /// Time the matcher from the raw text to the decision
    Bench(bench::BenchArgs),
    /// Rank the phrasings of a file for questions from standard input: the matcher alone, no knowledge, no guards
    #[command(after_help = RANK_EXAMPLES)]
    Rank {
        /// JSON Lines {"id","phrasing"}; ids are any text
        #[arg(value_name = "KB.jsonl")]
        kb: PathBuf,
    },
    /// Draft the record of an article, and list what it speaks of
    Extract(extract::ExtractArgs),
    /// Add a source, topic, entry or boundary step by step
    New(new::NewArgs),
    /// Show what members handed in, or write what moderators taught into the files
    Inbox(inbox::InboxArgs),
    /// Print a summary with its sources, for a newsletter
    Summary(summary::SummaryArgs),
    /// Back up or move what moderators changed and members handed in
    Store(store::StoreArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ticktack ask Wie viele Nutzer hat TikTok in den USA?
  ticktack ask --json --explain \"Who is the CEO of TikTok?\"
  printf '{\"id\":\"7\",\"question\":\"Was ist Douyin?\"}\\n' | ticktack ask --batch")]
struct AskArgs {
    /// The question
    #[arg(
        value_name = "QUESTION",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    question: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Read JSON Lines ({"id","question"}) or plain lines from standard input, print one JSON object a line
    #[arg(long)]
    batch: bool,
    /// Add candidates, guards and thresholds to the JSON
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ExportFormat {
    /// One JSON object
    Json,
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os()))
}

fn run(arguments: impl Iterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows where each goes.
            let code = if error.use_stderr() { REFUSED } else { OK };
            return error.print().map_or(REFUSED, |()| code);
        }
    };
    let outcome = match cli.command {
        None => started(cli.root.as_deref()).map(|(engine, _)| ask::chat(&engine)),
        Some(Command::Ask(args)) => {
            started(cli.root.as_deref()).map(|(engine, _)| asked(&engine, &args))
        }
        Some(Command::Run) => run::live(move || started(cli.root.as_deref())),
        Some(Command::Lint(args)) => Ok(lint::lint(cli.root.as_deref(), &args)),
        Some(Command::Check(args)) => Ok(check::check(cli.root.as_deref(), &args)),
        Some(Command::Extract(args)) => Ok(extract::extract(cli.root.as_deref(), &args)),
        Some(Command::New(args)) => Ok(new::add(cli.root.as_deref(), &args)),
        Some(Command::Export {
            format: ExportFormat::Json,
        }) => loaded(cli.root.as_deref()).map(|(knowledge, _)| printed(&json::export(&knowledge))),
        Some(Command::Eval(args)) => {
            started(cli.root.as_deref()).map(|(engine, origin)| eval::eval(&engine, &origin, &args))
        }
        Some(Command::Bench(args)) => bench::bench(
            || {
                let settings = settings(cli.root.as_deref())?;
                Ok((loaded(cli.root.as_deref())?.0, settings))
            },
            &args,
        ),
        Some(Command::Inbox(args)) => {
            let root = cli.root.as_deref();
            started(root).map(|(engine, _)| inbox::inbox(&engine, root, &args))
        }
        Some(Command::Summary(args)) => loaded(cli.root.as_deref()).and_then(|(knowledge, _)| {
            Ok(summary::summary(
                &knowledge,
                settings(cli.root.as_deref())?.language,
                &args,
            ))
        }),
        Some(Command::Store(args)) => {
            settings(cli.root.as_deref()).map(|settings| store::store(&settings, &args))
        }
        Some(Command::Rank { kb }) => ranked(cli.root.as_deref(), &kb),
    };
    outcome.unwrap_or_else(|findings| {
        report(&findings);
        complain(&format!(
            "ticktack does not start: {} found in its files",
            counted(&findings)
        ));
        REFUSED
    })
}

fn asked(engine: &Engine, args: &AskArgs) -> u8 {
    if args.batch {
        return ask::batch(engine, args.explain);
    }
    let question = args.question.join(" ");
    printed(&ask::once(engine, &question, args.json, args.explain))
}

fn ranked(root: Option<&Path>, kb: &Path) -> Result<u8, Vec<Finding>> {
    Ok(rank::rank(kb, settings(root)?.thresholds))
}

/// The folder that is meant, if it is not the built-in copy.
fn folder(root: Option<&Path>) -> Option<PathBuf> {
    root.map(Path::to_owned)
        .or_else(|| Path::new("knowledge").is_dir().then(|| PathBuf::from(".")))
}

fn loaded(root: Option<&Path>) -> Result<(Knowledge, Origin), Vec<Finding>> {
    let (files, origin) = match folder(root) {
        Some(folder) => (knowledge::in_folder(&folder)?, Origin::Folder(folder)),
        None => (knowledge::built_in(), Origin::BuiltIn),
    };
    Ok((knowledge::load(&files)?, origin))
}

fn started(root: Option<&Path>) -> Result<(Engine, Origin), Vec<Finding>> {
    let settings = settings(root)?;
    let (knowledge, origin) = loaded(root)?;
    let evaluation = knowledge::evaluation(&origin);
    Ok((indexed(knowledge, settings).evaluated(evaluation), origin))
}

/// The engine, from the user's cache where that has it.
fn indexed(knowledge: Knowledge, settings: Settings) -> Engine {
    match config::own_folder(Own::Cache, |name| std::env::var(name).ok()) {
        Some(folder) => Engine::cached(knowledge, settings, &Cache::new(folder)),
        None => Engine::new(knowledge, settings),
    }
}

fn settings(root: Option<&Path>) -> Result<Settings, Vec<Finding>> {
    let named = std::env::var_os(config::CONFIG_VARIABLE).map(PathBuf::from);
    let must_exist = named.is_some();
    let file = named.unwrap_or_else(|| folder(root).unwrap_or_default().join("config.toml"));
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    config::load(&file, must_exist, environment)
}

fn report(findings: &[Finding]) {
    for finding in findings {
        complain(&finding.to_string());
    }
}

fn counted(findings: &[Finding]) -> String {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let plural =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let warnings = findings.len() - errors;
    format!(
        "{}, {}",
        plural(errors, "error"),
        plural(warnings, "warning")
    )
}

/// Prints one line of data. A closed pipe ends the program quietly: whoever reads has had enough.
fn printed(line: &str) -> u8 {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Ok(()) => OK,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            std::process::exit(i32::from(OK))
        }
        Err(error) => {
            complain(&format!("standard output cannot be written: {error}"));
            REFUSED
        }
    }
}

/// Prints one line for people. If not even that can be written there is nobody left to tell.
fn complain(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}

/// Shows a person that it is their turn.
fn prompt() {
    drop(write!(io::stderr().lock(), "> "));
}

/// Whether a person sits at both ends.
fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Bytes of memory the process holds, where the system tells (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
