//! The one line a question leaves in the log, and what of the log of foreign crates may be written, whatever `RUST_LOG` says.
//!
//! serenity writes the text of a message it cannot read as a warning and the address of a callback, with its token, as another one;
//! tungstenite, reqwest and hyper write whole frames and headers, with the bot's token, at their lowest levels.

use std::time::Instant;

use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata, Span, info, info_span, warn};

use crate::discord::fault::Fault;
use crate::knowledge::Id;
use crate::reply::Reply;

/// The module whose lines are this program's own.
const OWN: &str = "ticktack";
/// What is written of other crates: nothing below warnings, and of these modules less. The first one that fits counts.
const FOREIGN: LevelFilter = LevelFilter::WARN;
const FOREIGN_QUIET: [(&str, LevelFilter); 4] = [
    // "Err deserializing text: ...; text: ..."
    ("serenity::gateway::ws", LevelFilter::ERROR),
    // "Unhandled error: ...", which quotes what could not be read; its errors end the process, which says why.
    ("serenity::gateway::shard", LevelFilter::OFF),
    // "Mismatched successful response status from ...", with the address.
    ("serenity::http", LevelFilter::ERROR),
    // "skipping guild channel due to deserialization error: ..."
    ("serenity::model", LevelFilter::ERROR),
];
/// Warns of connections that fail, which an operator needs; its errors end the process, which says why.
const FOREIGN_WARNS_ONLY: &str = "serenity::gateway::bridge::shard_runner";

/// Whether a line or a span of a foreign crate may be written. The subscriber asks this beside its own filter.
#[must_use]
pub fn may_be_logged(metadata: &Metadata<'_>) -> bool {
    is_safe(metadata.target(), *metadata.level())
}

/// The span of one question. Its number is counted since the start: it leads to nobody.
pub(super) fn question_span(number: u64, source: &'static str) -> Span {
    info_span!(
        "question",
        question.id = number,
        source,
        lang = Empty,
        follows = Empty
    )
}

/// Notes the entry that a question follows up on.
pub(super) fn log_follows(entry: Option<&Id>) {
    if let Some(entry) = entry {
        Span::current().record("follows", tracing::field::display(entry));
    }
}

/// Writes the line of a question whose reply was sent, or was not. It says nothing of who asked, or what.
pub(super) fn log_answer(reply: &Reply, started: Instant, delivered: Result<(), Fault>) {
    Span::current().record("lang", reply.language.tag());
    let kind = reply.outcome.tag();
    let entry = reply.entry.as_ref().map(tracing::field::display);
    let duration = started.elapsed().as_micros() as f64 / 1000.0;
    match delivered {
        Ok(()) => info!(
            decision.kind = kind,
            entry.id = entry,
            duration_ms = duration,
            "answered"
        ),
        Err(fault) => {
            warn!(decision.kind = kind, entry.id = entry, duration_ms = duration, %fault, "a reply was not delivered");
        }
    }
}

fn is_safe(target: &str, level: Level) -> bool {
    let begins = |module: &str| {
        let rest = target.strip_prefix(module);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    if begins(OWN) {
        return true;
    }
    if begins(FOREIGN_WARNS_ONLY) {
        return level == Level::WARN;
    }
    let quiet = FOREIGN_QUIET.iter().find(|(module, _)| begins(module));
    level <= quiet.map_or(FOREIGN, |(_, most)| *most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, level: Level, written: bool) {
        assert_eq!(is_safe(target, level), written);
    }

    #[test]
    fn foreign_lines_that_may_quote_are_not_written() {
        check("serenity::gateway::ws", Level::WARN, false);
        check("serenity::gateway::shard", Level::ERROR, false);
        check("serenity::http::client", Level::WARN, false);
        check("serenity::gateway::bridge::shard_runner", Level::WARN, true);
        check(
            "serenity::gateway::bridge::shard_runner",
            Level::ERROR,
            false,
        );
        check("serenity::gateway::bridge::shard_queuer", Level::WARN, true);
        check("tungstenite::protocol", Level::INFO, false);
        check("hyper_util::client::legacy", Level::DEBUG, false);
        check("ticktack::discord", Level::TRACE, true);
        check("ticktacks", Level::INFO, false);
    }
}
