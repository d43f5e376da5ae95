//! Asking without Discord: one question, a batch of them, or a chat in the terminal.

use std::io::{self, BufRead as _, Read as _};
use std::time::Instant;

use serde_json::Value;

use super::{OK, REFUSED, complain, is_interactive, printed, prompt};
use crate::engine::{Ask, Engine};
use crate::knowledge::GuildView;
use crate::lang::Lang;
use crate::phrases;
use crate::render::json::{self, Asked};
use crate::render::terminal;
use crate::reply::Reply;

/// Bytes of one line of a batch. Far above every question; a longer line is an error of its own, and the next one is read again.
const LINE_BYTES_MOST: u64 = 1024 * 1024;

/// One reply, drawn or as JSON.
pub fn once(engine: &Engine, question: &str, as_json: bool, explain: bool) -> String {
    if as_json {
        row(engine, "1", question, None, explain)
    } else {
        drawn(engine, question)
    }
}

fn ask<'a>(
    engine: &Engine,
    text: &'a str,
    language: Option<Lang>,
    guild: &'a GuildView,
) -> Ask<'a> {
    Ask {
        text,
        language,
        fallback: engine.settings().language,
        follows: None,
        addressed: true,
        guild,
    }
}

fn drawn(engine: &Engine, question: &str) -> String {
    terminal::render(&reply(engine, question))
}

/// The reply to somebody who asks nothing else.
pub fn reply(engine: &Engine, question: &str) -> Reply {
    engine.answer(&ask(engine, question, None, &GuildView::default()))
}

fn row(engine: &Engine, id: &str, question: &str, language: Option<Lang>, explain: bool) -> String {
    let guild = GuildView::default();
    let start = Instant::now();
    let (reply, explanation) = engine.explain(&ask(engine, question, language, &guild));
    let elapsed_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let explanation = explain.then_some((&explanation, engine.settings().thresholds));
    json::reply(
        Asked {
            id,
            question,
            elapsed_us,
        },
        &reply,
        explanation,
    )
}

/// Reads questions from standard input and prints a line for each.
pub fn batch(engine: &Engine, explain: bool) -> u8 {
    let mut input = io::stdin().lock();
    for number in 1_u64.. {
        let mut bytes = Vec::new();
        if let Err(error) = (&mut input)
            .take(LINE_BYTES_MOST)
            .read_until(b'\n', &mut bytes)
        {
            complain(&format!("standard input cannot be read: {error}"));
            return REFUSED;
        }
        if bytes.is_empty() {
            break;
        }
        let is_cut = bytes.len() as u64 == LINE_BYTES_MOST && bytes.last() != Some(&b'\n');
        if is_cut && let Err(error) = skip_line(&mut input) {
            complain(&format!("standard input cannot be read: {error}"));
            return REFUSED;
        }
        let code = if is_cut {
            printed(&json::error(
                &number.to_string(),
                "this line is longer than a megabyte",
            ))
        } else {
            match answered(engine, number, &bytes, explain) {
                Some(line) => printed(&line),
                None => OK,
            }
        };
        if code != OK {
            return code;
        }
    }
    OK
}

fn skip_line(input: &mut impl io::BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The output for one line of input; `None` for a blank one.
fn answered(engine: &Engine, number: u64, bytes: &[u8], explain: bool) -> Option<String> {
    let line = String::from_utf8_lossy(bytes);
    let line = line.trim();
    if line.is_empty() {
        return None;
    }
    let number = number.to_string();
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(line) else {
        // What begins like an object and is none was meant to be one.
        if line.starts_with('{') && line.ends_with('}') {
            return Some(json::error(&number, "this line is not valid JSON"));
        }
        return Some(row(engine, &number, line, None, explain));
    };
    let id = match object.get("id") {
        None | Some(Value::Null) => number,
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        Some(_) => return Some(json::error(&number, "`id` must be a text or a number")),
    };
    let question = match object.get("question").or_else(|| object.get("q")) {
        Some(Value::String(question)) => question,
        Some(_) => return Some(json::error(&id, "`question` must be a text")),
        None => return Some(json::error(&id, "`question` is missing")),
    };
    let language = match object.get("language") {
        None | Some(Value::Null) => None,
        Some(Value::String(tag)) => match Lang::from_tag(tag) {
            Some(lang) => Some(lang),
            None => return Some(json::error(&id, "`language` must be de or en")),
        },
        Some(_) => return Some(json::error(&id, "`language` must be a text")),
    };
    Some(row(engine, &id, question, language, explain))
}

/// The try-out: the same engine and the same replies as on Discord, in the terminal.
pub fn chat(engine: &Engine) -> u8 {
    let lang = engine.settings().language;
    let interactive = is_interactive();
    complain(phrases::try_out_welcome(lang));
    complain(phrases::how_to_go_live(lang));
    let mut input = io::stdin().lock();
    loop {
        if interactive {
            prompt();
        }
        let mut line = Vec::new();
        match (&mut input)
            .take(LINE_BYTES_MOST)
            .read_until(b'\n', &mut line)
        {
            Ok(0) => return OK,
            Ok(_) => {}
            Err(error) => {
                complain(&format!("standard input cannot be read: {error}"));
                return REFUSED;
            }
        }
        let question = String::from_utf8_lossy(&line);
        if question.trim().is_empty() {
            continue;
        }
        let code = printed(&format!("{}\n", drawn(engine, question.trim())));
        if code != OK {
            return code;
        }
    }
}
