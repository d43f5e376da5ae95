//! `ticktack lint`: reads everything it can, checks everything it read, and prints all findings in one of three forms.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{FOUND, OK, REFUSED, complain, counted, folder, indexed, printed, settings};
use crate::document::{Finding, Severity, nearest};
use crate::knowledge::{self, Knowledge, NOUNS_FILE, VOCABULARY_FILE};
use crate::lint::{self, codes};
use crate::teach;

/// What `lint` can be told.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ticktack lint                                  everything, in a few seconds
  ticktack lint --fast                           without asking every phrasing; quick enough for every save
  ticktack lint --articles ../articles           also against the articles themselves
  ticktack lint --format github                  as notes at the lines of a change
  ticktack lint --explain ungrounded-figure      what a finding means, and how to mend it

Exit codes: 0 nothing or warnings only, 1 an error, 2 wrong usage.")]
pub(super) struct LintArgs {
    /// Say what a code means and how to mend it, and check nothing
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
    /// Also check the records, the answers and the wording against the articles in this folder (`<source>.txt`)
    #[arg(long, value_name = "DIR")]
    articles: Option<PathBuf>,
    /// Leave out what takes seconds: whether each entry is found without each of its phrasings
    #[arg(long)]
    fast: bool,
    /// Also check the drafts, `*.draft.toml`, as if they were finished
    #[arg(long)]
    drafts: bool,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A line each: place, severity, code and sentence
    Text,
    /// One JSON object
    Json,
    /// Notes for GitHub's view of a change
    Github,
}

#[derive(Serialize)]
struct Report<'f> {
    errors: usize,
    warnings: usize,
    findings: Vec<Row<'f>>,
}

#[derive(Serialize)]
struct Row<'f> {
    severity: &'static str,
    code: &'static str,
    path: &'f str,
    line: usize,
    column: usize,
    message: &'f str,
}

/// Runs the checks; the exit code tells whether there is an error.
pub(super) fn lint(root: Option<&Path>, args: &LintArgs) -> u8 {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    let mut findings = found(root, args);
    // Where a file is not TOML, much of the rest only follows from that; so it is with a wrong passage at its place.
    let order = |finding: &Finding| {
        let place = finding.place.clone();
        (
            finding.code != "toml",
            place,
            finding.code != "wrong-passage",
        )
    };
    findings.sort_by(|a, b| (order(a), a.code, &a.message).cmp(&(order(b), b.code, &b.message)));
    findings.dedup();
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let errors = findings.iter().filter(is_error).count();
    let lines: Vec<String> = match args.format {
        Format::Text => findings.iter().map(ToString::to_string).collect(),
        Format::Github => findings.iter().map(note).collect(),
        Format::Json => vec![json(&findings, errors)],
    };
    if !lines.is_empty() {
        printed(&lines.join("\n"));
    }
    let summary = if findings.is_empty() {
        "nothing found".to_owned()
    } else {
        counted(&findings)
    };
    complain(&format!("lint: {summary}"));
    if errors > 0 { FOUND } else { OK }
}

fn found(root: Option<&Path>, args: &LintArgs) -> Vec<Finding> {
    let folder = folder(root);
    let (mut files, mut findings) = folder.as_deref().map_or_else(
        || (knowledge::built_in(), Vec::new()),
        knowledge::read_folder,
    );
    if let Some(folder) = folder.as_deref().filter(|_| args.drafts) {
        let (drafts, unreadable) = knowledge::drafts_in_folder(folder);
        files.extend(drafts);
        findings.extend(unreadable);
    }
    let (knowledge, broken) = knowledge::read(&files);
    findings.extend(broken);
    // Without the words, or with nothing at all, whatever else could be said would only follow from that.
    if files.is_empty() || findings.iter().any(hides_words) {
        return findings;
    }
    findings.extend(if args.fast {
        lint::check_fast(&knowledge)
    } else {
        lint::check(&knowledge)
    });
    if !args.fast && !knowledge.refusals.is_empty() {
        // Settings that are broken stop the start, with the reason; here they say nothing of the knowledge.
        let settings = settings(root).unwrap_or_default();
        let engine = indexed(knowledge.clone(), settings);
        findings.extend(teach::answered_refusals(&engine));
    }
    if let Some(articles) = &args.articles {
        if let Some(folder) = &folder {
            files.extend(knowledge::notes_in_folder(folder));
        }
        // A claim that its record does not hold, its article does not hold either: one finding is enough.
        let mut against = against(&knowledge, &files, articles);
        against.retain(|finding| {
            let is_same =
                |known: &Finding| known.place == finding.place && known.code == finding.code;
            !findings.iter().any(is_same)
        });
        findings.extend(against);
    }
    // The program ends here, and to give back each of its phrasings would only take time.
    std::mem::forget(knowledge);
    findings
}

/// Whether the names or the nouns could not be read: every text would seem to be full of names that nobody knows.
fn hides_words(finding: &Finding) -> bool {
    let of_words = [VOCABULARY_FILE, NOUNS_FILE].contains(&&*finding.place.path);
    of_words
        && matches!(
            finding.code,
            "toml" | "encoding" | "empty-file" | "unreadable"
        )
}

fn against(knowledge: &Knowledge, files: &[knowledge::File], folder: &Path) -> Vec<Finding> {
    let (articles, mut findings) = knowledge::articles_in_folder(folder, knowledge);
    findings.extend(lint::check_originals(knowledge, files, &articles));
    findings
}

fn explain(name: &str) -> u8 {
    if let Some(code) = codes::find(name) {
        return printed(&format!(
            "{}\n\n{}\n\nWhy: {}\n\nTo mend it: {}",
            code.name, code.means, code.why, code.mend
        ));
    }
    let near = nearest(name, codes::CODES.iter().map(|code| code.name));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    complain(&format!("`{name}` is not a code of lint{hint}"));
    REFUSED
}

fn json(findings: &[Finding], errors: usize) -> String {
    let rows = findings.iter().map(|finding| Row {
        severity: finding.severity.tag(),
        code: finding.code,
        path: &finding.place.path,
        line: finding.place.line,
        column: finding.place.column,
        message: &finding.message,
    });
    let report = Report {
        errors,
        warnings: findings.len() - errors,
        findings: rows.collect(),
    };
    serde_json::to_string(&report).unwrap_or_default()
}

/// A workflow command of GitHub. What stands for the file as a whole is shown at its first line.
fn note(finding: &Finding) -> String {
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let place = &finding.place;
    format!(
        "::{} file={},line={},col={}::{} [{}]",
        finding.severity.tag(),
        property(&place.path),
        place.line.max(1),
        place.column.max(1),
        escaped(&finding.message),
        finding.code
    )
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
