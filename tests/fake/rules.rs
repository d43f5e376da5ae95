//! Discord's rules that its description does not hold: limits from its documentation, and what this bot promises beyond them.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use serde_json::{Value, json};

use super::Request;

/// Everything a request breaks.
pub fn check(request: &Request, headers: &HeaderMap) -> Vec<String> {
    let mut found = Vec::new();
    let header = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    if !header(USER_AGENT).starts_with("DiscordBot (") {
        found.push(format!(
            "a User-Agent that Discord blocks: {}",
            header(USER_AGENT)
        ));
    }
    if !header(AUTHORIZATION).starts_with("Bot ") {
        found.push("no token of a bot".to_owned());
    }
    let path: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let body = &request.body;
    match (request.method.as_str(), path.as_slice()) {
        ("POST", ["interactions", _, _, "callback"]) => match body["type"].as_u64() {
            Some(4 | 7) => message(&body["data"], &mut found),
            Some(8) => choices(&body["data"]["choices"], &mut found),
            Some(5 | 6) => {}
            Some(9) => {
                longest(
                    &body["data"]["title"],
                    45,
                    "the title of a form",
                    &mut found,
                );
                longest(
                    &body["data"]["custom_id"],
                    100,
                    "the id of a form",
                    &mut found,
                );
            }
            _ => found.push(format!("a callback of no known type: {}", body["type"])),
        },
        ("POST", ["channels", _, "messages"] | ["webhooks", _, _])
        | ("PATCH", ["channels" | "webhooks", ..]) => message(body, &mut found),
        ("PUT", ["applications", _, "commands"]) => body
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|it| command(it, &mut found)),
        ("POST", ["applications", _, "commands"]) => command(body, &mut found),
        _ => {}
    }
    found
}

/// UTF-16 units: the strictest way to count that anything at Discord uses.
fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn longest(value: &Value, most: usize, what: &str, found: &mut Vec<String>) {
    if length(value) > most {
        found.push(format!(
            "{what} has {} characters, {most} are allowed",
            length(value)
        ));
    }
}

fn within(value: &Value, least: usize, most: usize, what: &str, found: &mut Vec<String>) {
    longest(value, most, what, found);
    if length(value) < least {
        found.push(format!("{what} is too short"));
    }
}

fn message(message: &Value, found: &mut Vec<String>) {
    let mentions = &message["allowed_mentions"];
    let empty = |key: &str| mentions[key].as_array().is_none_or(Vec::is_empty);
    if mentions["parse"] != json!([])
        || !empty("users")
        || !empty("roles")
        || mentions["replied_user"] == true
    {
        found.push(format!("it can ping: {mentions}"));
    }
    longest(&message["content"], 2_000, "the content", found);
    let embeds = message["embeds"].as_array().cloned().unwrap_or_default();
    if embeds.len() > 10 {
        found.push(format!("{} embeds", embeds.len()));
    }
    let total: usize = embeds.iter().map(|it| embed(it, found)).sum();
    if total > 6_000 {
        found.push(format!("embeds of {total} characters in all"));
    }
    if length(&message["content"]) == 0 && total == 0 {
        found.push("an empty message".to_owned());
    }
    components(&message["components"], found);
}

/// Checks an embed and counts its characters.
fn embed(embed: &Value, found: &mut Vec<String>) -> usize {
    let fields = embed["fields"].as_array().cloned().unwrap_or_default();
    let parts = [
        (&embed["title"], 256),
        (&embed["description"], 4_096),
        (&embed["footer"]["text"], 2_048),
        (&embed["author"]["name"], 256),
    ];
    for (text, most) in parts {
        longest(text, most, "a part of an embed", found);
    }
    if fields.len() > 25 {
        found.push(format!("{} fields", fields.len()));
    }
    for field in &fields {
        within(&field["name"], 1, 256, "the name of a field", found);
        within(&field["value"], 1, 1_024, "the value of a field", found);
    }
    let in_fields: usize = fields
        .iter()
        .map(|field| length(&field["name"]) + length(&field["value"]))
        .sum();
    parts.iter().map(|(text, _)| length(text)).sum::<usize>() + in_fields
}

fn components(rows: &Value, found: &mut Vec<String>) {
    let rows = rows.as_array().cloned().unwrap_or_default();
    if rows.len() > 5 {
        found.push(format!("{} rows", rows.len()));
    }
    let mut ids = Vec::new();
    for row in &rows {
        let parts = row["components"].as_array().cloned().unwrap_or_default();
        if parts.is_empty() || parts.len() > 5 {
            found.push(format!("a row of {} components", parts.len()));
        }
        for part in parts {
            longest(&part["label"], 80, "a label", found);
            longest(&part["placeholder"], 150, "a placeholder", found);
            if part["custom_id"].is_string() {
                within(&part["custom_id"], 1, 100, "a custom id", found);
                ids.push(part["custom_id"].clone());
            }
            for option in part["options"].as_array().into_iter().flatten() {
                within(&option["label"], 1, 100, "the label of an option", found);
                within(&option["value"], 1, 100, "the value of an option", found);
                longest(
                    &option["description"],
                    100,
                    "the description of an option",
                    found,
                );
            }
        }
    }
    let count = ids.len();
    ids.sort_by_key(ToString::to_string);
    ids.dedup();
    if ids.len() < count {
        found.push("two components with one id".to_owned());
    }
}

fn choices(choices: &Value, found: &mut Vec<String>) {
    let Some(choices) = choices.as_array() else {
        return found.push("no list of choices".to_owned());
    };
    if choices.len() > 25 {
        found.push(format!("{} choices", choices.len()));
    }
    for choice in choices {
        within(&choice["name"], 1, 100, "the name of a choice", found);
        within(&choice["value"], 1, 100, "the value of a choice", found);
    }
}

fn command(command: &Value, found: &mut Vec<String>) {
    let kind = command["type"].as_u64().unwrap_or(1);
    named(command, kind == 1, found);
    options(command, found);
    let all = command.to_string().encode_utf16().count();
    if all > 8_000 {
        found.push(format!("a command of {all} characters"));
    }
}

/// Options, and those of subcommands.
fn options(command: &Value, found: &mut Vec<String>) {
    let mut optional_seen = false;
    let all = command["options"].as_array().cloned().unwrap_or_default();
    if all.len() > 25 {
        found.push(format!("{} options", all.len()));
    }
    for option in &all {
        named(option, true, found);
        options(option, found);
        for choice in option["choices"].as_array().into_iter().flatten() {
            within(&choice["name"], 1, 100, "the name of a choice", found);
        }
        // A subcommand is neither.
        if matches!(option["type"].as_u64(), Some(1 | 2)) {
            continue;
        }
        let is_required = option["required"] == true;
        if is_required && optional_seen {
            found.push("a required option behind an optional one".to_owned());
        }
        optional_seen |= !is_required;
        if option["autocomplete"] == true
            && option["choices"]
                .as_array()
                .is_some_and(|choices| !choices.is_empty())
        {
            found.push("an option with choices and autocomplete".to_owned());
        }
    }
}

/// Names in all languages, and descriptions.
fn named(it: &Value, is_slash: bool, found: &mut Vec<String>) {
    let names = it["name_localizations"]
        .as_object()
        .into_iter()
        .flat_map(|names| names.values())
        .chain([&it["name"]]);
    for name in names {
        within(name, 1, 32, "a name", found);
        let text = name.as_str().unwrap_or_default();
        let is_plain = text
            .chars()
            .all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || c == '-' || c == '_');
        if is_slash && !is_plain {
            found.push(format!("{text:?} is no name of a slash command or option"));
        }
    }
    let descriptions = it["description_localizations"]
        .as_object()
        .into_iter()
        .flat_map(|texts| texts.values())
        .chain([&it["description"]]);
    for description in descriptions.filter(|_| is_slash) {
        within(description, 1, 100, "a description", found);
    }
    for locale in ["name_localizations", "description_localizations"]
        .iter()
        .flat_map(|key| it[*key].as_object().into_iter().flatten())
    {
        if !["de", "en-US", "en-GB"].contains(&locale.0.as_str()) {
            found.push(format!("{:?} is no locale this bot speaks", locale.0));
        }
    }
}
