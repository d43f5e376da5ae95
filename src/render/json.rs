//! The fixed JSON: one reply for `ask --json` and `--batch`, and the whole knowledge for `export`.
//!
//! Fields may be added; none is renamed or dropped. The structs exist only here, so that the data can change without the form.

use serde::Serialize;

use crate::engine::Explanation;
use crate::knowledge::{Citation, Dating, Knowledge, Phrasings};
use crate::lang::{ByLang, Lang};
use crate::reply::{Cited, Outcome, Reply};

use super::terminal;

/// A text in both languages.
#[derive(Serialize)]
struct Both<T> {
    de: T,
    en: T,
}

#[derive(Serialize)]
struct ReplyRow<'r> {
    id: &'r str,
    question: &'r str,
    language: &'static str,
    outcome: &'static str,
    entry: Option<&'r str>,
    matched: Option<&'r str>,
    confidence: f32,
    reason: String,
    text: String,
    answer: Option<String>,
    statements: Vec<StatementRow<'r>>,
    as_of: Option<String>,
    citations: Vec<CitedRow<'r>>,
    conflicts: Vec<ConflictRow<'r>>,
    suggestions: Vec<SuggestionRow<'r>>,
    related: Vec<&'r str>,
    boundary: Option<&'r str>,
    revision: &'r str,
    elapsed_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<ExplainRow<'r>>,
}

#[derive(Serialize)]
struct StatementRow<'r> {
    entry: &'r str,
    text: &'r str,
    says: &'static str,
    by: Option<&'r str>,
    citations: &'r [usize],
}

#[derive(Serialize)]
struct CitedRow<'r> {
    source: &'r str,
    passages: &'r [u32],
    outlet: &'r str,
    headline: Option<&'r str>,
    published: String,
    part: Option<&'static str>,
    inferred: bool,
    url: Option<&'r str>,
}

#[derive(Serialize)]
struct ConflictRow<'r> {
    entry: &'r str,
}

#[derive(Serialize)]
struct SuggestionRow<'r> {
    entry: &'r str,
    question: &'r str,
    confidence: f32,
}

#[derive(Serialize)]
struct ExplainRow<'r> {
    candidates: Vec<CandidateRow<'r>>,
    guards: Vec<String>,
    thresholds: ThresholdsRow,
}

#[derive(Serialize)]
struct CandidateRow<'r> {
    id: &'r str,
    score: f32,
    together: f32,
    covered: f32,
    unasked: f32,
    exact: bool,
    phrasing_language: &'static str,
    phrasing: usize,
}

#[derive(Serialize)]
struct ThresholdsRow {
    answer: f32,
    alone: f32,
    suggest: f32,
    unaddressed: f32,
}

/// What a reply's JSON needs beside the reply.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The id that is echoed.
    pub id: &'a str,
    /// The question as it was given.
    pub question: &'a str,
    /// Microseconds from parsing to the composed reply.
    pub elapsed_us: u64,
}

/// Candidates that `--explain` shows.
const CANDIDATES_MOST: usize = 10;

/// One reply as one line of JSON.
#[must_use]
pub fn reply(
    asked: Asked<'_>,
    reply: &Reply,
    explain: Option<(&Explanation, crate::decide::Thresholds)>,
) -> String {
    let answer = match reply.outcome {
        Outcome::Answer => Some(reply.answer()),
        Outcome::Chat => reply.lead_in.clone(),
        Outcome::Suggest | Outcome::Decline => None,
    };
    let row = ReplyRow {
        id: asked.id,
        question: asked.question,
        language: reply.language.tag(),
        outcome: reply.outcome.tag(),
        entry: reply.entry.as_ref().map(crate::knowledge::Id::as_str),
        matched: reply.matched.as_deref(),
        confidence: rounded(reply.confidence),
        reason: reply.reason.tag(),
        text: terminal::render(reply),
        answer,
        statements: reply
            .statements
            .iter()
            .map(|said| StatementRow {
                entry: said.entry.as_str(),
                text: &said.text,
                says: said.says.tag(),
                by: said.by.as_deref(),
                citations: &said.citations,
            })
            .collect(),
        as_of: reply.as_of.map(|as_of| as_of.date.to_string()),
        citations: reply.citations.iter().map(cited_row).collect(),
        conflicts: reply
            .conflicts
            .iter()
            .map(|id| ConflictRow { entry: id.as_str() })
            .collect(),
        suggestions: reply
            .suggestions
            .iter()
            .map(|choice| SuggestionRow {
                entry: choice.entry.as_str(),
                question: &choice.question,
                confidence: rounded(choice.score),
            })
            .collect(),
        related: reply
            .related
            .iter()
            .map(|choice| choice.entry.as_str())
            .collect(),
        boundary: reply.boundary.as_ref().map(crate::knowledge::Id::as_str),
        revision: &reply.revision,
        elapsed_us: asked.elapsed_us,
        explain: explain
            .map(|(explanation, thresholds)| explain_row(explanation, thresholds, reply)),
    };
    line(&row)
}

fn cited_row(cited: &Cited) -> CitedRow<'_> {
    CitedRow {
        source: cited.source.as_str(),
        passages: &cited.passages,
        outlet: &cited.outlet,
        headline: cited.headline.as_deref(),
        published: cited.published.date.to_string(),
        part: cited.published.part.map(crate::knowledge::Part::tag),
        inferred: cited.published.inferred,
        url: cited.url.as_deref(),
    }
}

fn explain_row<'r>(
    explanation: &'r Explanation,
    thresholds: crate::decide::Thresholds,
    reply: &Reply,
) -> ExplainRow<'r> {
    let candidates = explanation.found.iter().take(CANDIDATES_MOST);
    let guard = reply.reason.tag().strip_prefix("guard:").map(str::to_owned);
    ExplainRow {
        candidates: candidates
            .map(|scored| CandidateRow {
                id: scored.id.as_str(),
                score: rounded(scored.score),
                together: rounded(scored.together),
                covered: rounded(scored.covered),
                unasked: rounded(scored.unasked),
                exact: scored.exact,
                phrasing_language: scored.phrasing.0.tag(),
                phrasing: scored.phrasing.1,
            })
            .collect(),
        guards: guard.into_iter().collect(),
        thresholds: ThresholdsRow {
            answer: thresholds.answer,
            alone: thresholds.alone,
            suggest: thresholds.suggest,
            unaddressed: thresholds.unaddressed,
        },
    }
}

/// A line that says what was wrong with a line of input.
#[must_use]
pub fn error(id: &str, message: &str) -> String {
    #[derive(Serialize)]
    struct ErrorRow<'r> {
        id: &'r str,
        error: &'r str,
    }
    line(&ErrorRow { id, error: message })
}

#[derive(Serialize)]
struct ExportRow<'k> {
    revision: &'k str,
    sources: Vec<SourceRow<'k>>,
    topics: Vec<TopicRow<'k>>,
    entries: Vec<EntryRow<'k>>,
    boundaries: Vec<BoundaryRow<'k>>,
    timeline: Vec<EventRow<'k>>,
}

#[derive(Serialize)]
struct SourceRow<'k> {
    id: &'k str,
    outlet: &'k str,
    headline: Option<&'k str>,
    author: Option<&'k str>,
    published: String,
    part: Option<&'static str>,
    precision: &'static str,
    inferred: bool,
    language: &'static str,
    url: Option<&'k str>,
    sha256: &'k str,
    passages: Vec<PassageRow<'k>>,
}

#[derive(Serialize)]
struct PassageRow<'k> {
    n: u32,
    kind: &'static str,
    gist: Both<&'k str>,
}

#[derive(Serialize)]
struct TopicRow<'k> {
    id: &'k str,
    title: Both<&'k str>,
    about: Both<&'k str>,
    summary: Vec<BulletRow<'k>>,
}

#[derive(Serialize)]
struct BulletRow<'k> {
    entry: &'k str,
    de: &'k str,
    en: &'k str,
}

#[derive(Serialize)]
struct EntryRow<'k> {
    id: &'k str,
    topic: &'k str,
    questions: Both<Vec<&'k str>>,
    answer: Both<String>,
    statements: Vec<EntryStatementRow<'k>>,
    as_of: Option<String>,
    valid: Option<String>,
    series: Option<&'k str>,
    citations: Vec<CitationRow<'k>>,
    conflicts: Vec<&'k str>,
    related: Vec<&'k str>,
}

#[derive(Serialize)]
struct EntryStatementRow<'k> {
    de: &'k str,
    en: &'k str,
    says: &'static str,
    by: Option<&'k str>,
    citations: Vec<CitationRow<'k>>,
}

#[derive(Serialize)]
struct CitationRow<'k> {
    source: String,
    passages: std::borrow::Cow<'k, [u32]>,
}

#[derive(Serialize)]
struct BoundaryRow<'k> {
    id: &'k str,
    questions: Both<Vec<&'k str>>,
    reason: Both<&'k str>,
    nearest: Vec<&'k str>,
    contradicted_by: Option<&'k str>,
}

#[derive(Serialize)]
struct EventRow<'k> {
    date: String,
    part: Option<&'static str>,
    precision: &'static str,
    inferred: bool,
    de: &'k str,
    en: &'k str,
    citations: Vec<CitationRow<'k>>,
    entry: Option<&'k str>,
}

/// The whole knowledge as one JSON object.
#[must_use]
pub fn export(knowledge: &Knowledge) -> String {
    let row = ExportRow {
        revision: &knowledge.revision,
        sources: knowledge.sources.iter().map(source_row).collect(),
        topics: knowledge
            .topics
            .iter()
            .map(|topic| TopicRow {
                id: topic.id.as_str(),
                title: both(&topic.title),
                about: both(&topic.about),
                summary: topic
                    .summary
                    .iter()
                    .map(|bullet| BulletRow {
                        entry: bullet.entry.as_str(),
                        de: &bullet.text.de,
                        en: &bullet.text.en,
                    })
                    .collect(),
            })
            .collect(),
        entries: knowledge
            .entries
            .iter()
            .map(|entry| entry_row(knowledge, entry))
            .collect(),
        boundaries: knowledge
            .boundaries
            .iter()
            .map(|boundary| BoundaryRow {
                id: boundary.id.as_str(),
                questions: questions(&boundary.ask),
                reason: both(&boundary.reason),
                nearest: ids(&boundary.nearest),
                contradicted_by: boundary
                    .contradicted_by
                    .as_ref()
                    .map(crate::knowledge::Id::as_str),
            })
            .collect(),
        timeline: knowledge
            .timeline
            .iter()
            .map(|event| EventRow {
                date: event.when.date.to_string(),
                part: part(&event.when),
                precision: event.when.precision(),
                inferred: event.when.inferred,
                de: &event.text.de,
                en: &event.text.en,
                citations: citations(&event.citations),
                entry: event.entry.as_ref().map(crate::knowledge::Id::as_str),
            })
            .collect(),
    };
    line(&row)
}

fn source_row(source: &crate::knowledge::Source) -> SourceRow<'_> {
    SourceRow {
        id: source.id.as_str(),
        outlet: &source.outlet,
        headline: source.headline.as_deref(),
        author: source.author.as_deref(),
        published: source.published.date.to_string(),
        part: part(&source.published),
        precision: source.published.precision(),
        inferred: source.published.inferred,
        language: source.language.tag(),
        url: source.url.as_deref(),
        sha256: &source.sha256,
        passages: source
            .passages
            .iter()
            .map(|passage| PassageRow {
                n: passage.number,
                kind: passage.kind.tag(),
                gist: both(&passage.gist),
            })
            .collect(),
    }
}

fn entry_row<'k>(knowledge: &Knowledge, entry: &'k crate::knowledge::Entry) -> EntryRow<'k> {
    EntryRow {
        id: entry.id.as_str(),
        topic: entry.topic.as_str(),
        questions: questions(&entry.ask),
        answer: Both {
            de: entry.answer(Lang::De),
            en: entry.answer(Lang::En),
        },
        statements: entry
            .statements
            .iter()
            .map(|statement| EntryStatementRow {
                de: &statement.text.de,
                en: &statement.text.en,
                says: statement.says.tag(),
                by: statement.by.as_ref().map(|by| by.de.as_str()),
                citations: citations(&statement.citations),
            })
            .collect(),
        as_of: knowledge.as_of(entry).map(|as_of| as_of.date.to_string()),
        valid: entry.valid.map(|valid| valid.to_string()),
        series: entry.series.as_ref().map(crate::knowledge::Id::as_str),
        citations: entry
            .citations()
            .into_iter()
            .map(|citation| CitationRow {
                source: citation.source.to_string(),
                passages: citation.passages.into(),
            })
            .collect(),
        conflicts: ids(&entry.conflicts),
        related: ids(&entry.related),
    }
}

fn citations(citations: &[Citation]) -> Vec<CitationRow<'_>> {
    citations
        .iter()
        .map(|citation| CitationRow {
            source: citation.source.to_string(),
            passages: citation.passages.as_slice().into(),
        })
        .collect()
}

fn questions(ask: &Phrasings) -> Both<Vec<&str>> {
    let list = |lang| {
        ask.get(lang)
            .iter()
            .map(|phrasing| phrasing.value.as_str())
            .collect()
    };
    Both {
        de: list(Lang::De),
        en: list(Lang::En),
    }
}

fn both(texts: &ByLang<String>) -> Both<&str> {
    Both {
        de: &texts.de,
        en: &texts.en,
    }
}

fn ids(ids: &[crate::knowledge::Id]) -> Vec<&str> {
    ids.iter().map(crate::knowledge::Id::as_str).collect()
}

fn part(dating: &Dating) -> Option<&'static str> {
    dating.part.map(crate::knowledge::Part::tag)
}

/// Four digits: more would say something about the machine, not about the question.
fn rounded(value: f32) -> f32 {
    (value * 10_000.0).round() / 10_000.0
}

fn line(row: &impl Serialize) -> String {
    // Serialising own structs of texts and finite numbers cannot fail; if it ever did, an empty object is still JSON.
    serde_json::to_string(row).unwrap_or_else(|_| "{}".to_owned())
}
