//! Commands that read instead of ask: topics, timeline, sources, help, privacy. Only who used them sees what they show.

use serenity::model::application::CommandInteraction;

use crate::discord::commands;
use crate::discord::options::Options;
use crate::discord::turn::{Response, Turn};
use crate::lang::Lang;
use crate::phrases;
use crate::reply::{Span, View, source_name, typed_date};
use crate::text;

/// Shows a page, if `command` is one that does.
pub(super) fn command(turn: &Turn<'_>, command: &CommandInteraction) -> Option<Response> {
    let lang = turn.tongues.private;
    let options = Options::of(&command.data);
    let view = match command.data.name.as_str() {
        commands::TOPICS => View::Topics,
        commands::TIMELINE => {
            let ends = [commands::FROM, commands::TO].map(|name| date(options.text(name)));
            let [Ok(from), Ok(to)] = ends else {
                return Some(Response::line(phrases::no_such_date(lang)));
            };
            View::Timeline(Span { from, to }, 1)
        }
        commands::SOURCES => View::Sources,
        commands::SOURCE => {
            let wanted = options.text(commands::SOURCE).unwrap_or_default();
            let sources = &turn.engine.knowledge().sources;
            let by_id = sources.iter().find(|source| source.id.as_str() == wanted);
            // Somebody may send what they typed instead of what was offered.
            match by_id.map(|source| &source.id).or_else(|| {
                let found = sources_like(turn, wanted, lang);
                found
                    .first()
                    .map(|(_, id)| *id)
                    .filter(|_| !wanted.is_empty())
            }) {
                Some(id) => View::Source(id.clone(), 1),
                None => return Some(Response::line(phrases::no_such_source(lang))),
            }
        }
        commands::HELP => View::Help,
        commands::PRIVACY => View::Privacy,
        _ => return None,
    };
    Some(turn.whisper_page(&view, lang))
}

/// Offers articles for what has been typed of their names.
pub(super) fn complete(turn: &Turn<'_>, typed: &str) -> Response {
    let found = sources_like(turn, typed, turn.tongues.private);
    let choices = found
        .into_iter()
        .map(|(name, id)| (name, id.as_str().to_owned()))
        .collect();
    Response::choices(choices)
}

/// The articles whose newspaper, headline or id has what was typed in it, those that begin with it first: "nd" is a newspaper and half of "und".
pub(super) fn sources_like<'t>(
    turn: &'t Turn<'_>,
    typed: &str,
    lang: Lang,
) -> Vec<(String, &'t crate::knowledge::Id)> {
    let typed = text::lower(typed.trim());
    let sources = turn.engine.knowledge().sources.iter();
    let named = sources.map(|source| (source_name(source, lang), &source.id));
    let mut found: Vec<_> = named
        .filter(|(name, id)| {
            text::lower(name).contains(&typed) || id.as_str().contains(typed.as_str())
        })
        .collect();
    found.sort_by_cached_key(|(name, _)| {
        let name = text::lower(name);
        let mut words = name.split_whitespace();
        (
            !name.starts_with(&typed),
            !words.any(|word| word.starts_with(&typed)),
        )
    });
    found
}

/// The end of a span: open where nothing was typed, an error where it is no date.
pub(super) fn date(typed: Option<&str>) -> Result<Option<crate::knowledge::PartialDate>, ()> {
    match typed.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => typed_date(text).map(Some).ok_or(()),
    }
}
