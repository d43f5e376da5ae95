//! The one line a question leaves in the log, and what of the log of foreign crates may be written, whatever `RUST_LOG` says.
//!
//! serenity writes the text of a message it cannot read as a warning and the address of a callback, with its token, as another one;
//! tungstenite, reqwest and hyper write whole frames and headers, with the bot's token, at their lowest levels.

use std::time::Instant;

use tracing::{Level, Metadata, Span, info, warn};

use crate::discord::fault::Fault;
use crate::reply::Reply;

/// The lowest level that may be written of everything whose module begins like this. The first line that fits counts.
const FOREIGN: [(&str, Level); 12] = [
    // "Err deserializing text: ...; text: ..."
    ("serenity::gateway::ws", Level::ERROR),
    // "Unhandled error: ...", which quotes what could not be read.
    ("serenity::gateway::shard", Level::ERROR),
    // "Mismatched successful response status from ...", with the address.
    ("serenity::http", Level::ERROR),
    // "skipping guild channel due to deserialization error: ..."
    ("serenity::model", Level::ERROR),
    // "Err starting shard", "Resume failed": what an operator needs when the gateway is gone.
    ("serenity", Level::WARN),
    ("tokio_tungstenite", Level::WARN),
    ("tungstenite", Level::WARN),
    ("reqwest", Level::WARN),
    ("hyper_util", Level::WARN),
    ("hyper", Level::WARN),
    ("h2", Level::WARN),
    ("native_tls", Level::WARN),
];

/// Whether a line or a span of a foreign crate may be written. The subscriber asks this beside its own filter.
#[must_use]
pub fn may_be_logged(metadata: &Metadata<'_>) -> bool {
    is_safe(metadata.target(), *metadata.level())
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
        target
            .strip_prefix(module)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    // "Less" is the more verbose side: TRACE is greater than ERROR.
    FOREIGN
        .iter()
        .find(|(module, _)| begins(module))
        .is_none_or(|(_, lowest)| level <= *lowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_lines_that_may_quote_are_not_written() {
        assert!(!is_safe("serenity::gateway::ws", Level::WARN));
        assert!(!is_safe("serenity::http::client", Level::INFO));
        assert!(!is_safe("tungstenite::protocol", Level::TRACE));
        assert!(!is_safe("hyper_util::client::legacy", Level::DEBUG));
        assert!(is_safe(
            "serenity::gateway::bridge::shard_queuer",
            Level::WARN
        ));
        assert!(is_safe("ticktack::discord", Level::DEBUG));
        assert!(is_safe("hyperbole", Level::TRACE));
    }
}
