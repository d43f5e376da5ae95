//! The HTTP side of the fake: each request is recorded, held against the rules, and answered as Discord would.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::{Json, http};
use serde_json::{Value, json};

use super::{
    APPLICATION_ID, BOT_ID, FIRST_RESPONSE_MOST, Request, Shared, State, TOKEN, rules, schema,
};

/// Answers any request.
pub async fn answer(
    Extract(shared): Extract<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let arrived = Instant::now();
    let request = Request {
        method: method.to_string(),
        path: uri
            .path()
            .strip_prefix("/api/v10")
            .unwrap_or(uri.path())
            .to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        body: if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&body).unwrap_or(Value::Null)
        },
    };
    let mut violations = Vec::new();
    if !uri.path().starts_with("/api/v10/") {
        violations.push(format!("{method} {uri} is not of the version in use"));
    }
    if !shared.with(|state| state.unchecked.is_some()) {
        violations.extend(check(&request, &headers));
    }
    let is_known = headers
        .get(http::header::AUTHORIZATION)
        .is_some_and(|value| value.as_bytes() == format!("Bot {TOKEN}").as_bytes());
    shared.with(|state| {
        state.violations.extend(violations);
        if let Some(unchecked) = &mut state.unchecked {
            unchecked.push((state.requests.len(), headers.clone()));
        }
        state.requests.push(request.clone());
        make(state, &request);
    });
    let released = |state: &mut State| {
        state
            .held
            .as_ref()
            .is_none_or(|held| !request.path.starts_with(held))
            .then_some(())
    };
    shared.until("the release of what is held", released).await;
    if !is_known && request.path != "/gateway" {
        return (
            StatusCode::UNAUTHORIZED,
            Json(json!({"message": "401: Unauthorized", "code": 0})),
        )
            .into_response();
    }
    shared
        .with(|state| failure(state, &request).unwrap_or_else(|| respond(state, &request, arrived)))
}

/// Everything a request breaks, with its name.
pub(super) fn check(request: &Request, headers: &HeaderMap) -> Vec<String> {
    let mut violations = rules::check(request, headers);
    violations.extend(schema::check(request));
    violations
        .iter()
        .map(|violation| format!("{} {}: {violation}", request.method, request.path))
        .collect()
}

fn failure(state: &mut State, request: &Request) -> Option<Response> {
    let failure = state
        .failures
        .iter_mut()
        .find(|failure| failure.times > 0 && request.is(&failure.method, &failure.path))?;
    failure.times -= 1;
    let status = StatusCode::from_u16(failure.status).unwrap();
    Some(match failure.status {
        429 => {
            let body = json!({"message": "You are being rate limited.", "retry_after": 0.2, "global": false});
            let headers = [
                ("retry-after", "0.2"),
                ("x-ratelimit-limit", "5"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset-after", "0.2"),
            ];
            (status, headers, Json(body)).into_response()
        }
        // What stands in front of Discord answers in HTML.
        500.. => (
            status,
            "<html><body><h1>upstream connect error</h1></body></html>",
        )
            .into_response(),
        _ => (
            status,
            Json(json!({"message": "Missing Access", "code": 50_001})),
        )
            .into_response(),
    })
}

fn respond(state: &mut State, request: &Request, arrived: Instant) -> Response {
    let path: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), path.as_slice()) {
        ("GET", ["gateway"]) => Json(json!({"url": state.gateway_url})).into_response(),
        ("GET", ["gateway", "bot"]) => {
            let limit = json!({"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1});
            Json(json!({"url": state.gateway_url, "shards": state.gateway.shards.max(1), "session_start_limit": limit})).into_response()
        }
        ("GET", ["users", "@me"]) => {
            Json(json!({"id": BOT_ID, "username": "Ticktack", "discriminator": "0", "avatar": null, "bot": true})).into_response()
        }
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
            Json(json!({"id": APPLICATION_ID, "name": "Ticktack", "description": "", "bot_public": true})).into_response()
        }
        ("GET", ["applications", APPLICATION_ID, "commands"]) => Json(json!(state.commands)).into_response(),
        ("PUT", ["applications", APPLICATION_ID, "commands"]) => {
            let wanted = request.body.as_array().cloned().unwrap_or_default();
            state.commands = wanted.into_iter().map(|command| listed(state, command)).collect();
            Json(json!(state.commands)).into_response()
        }
        ("POST", ["applications", APPLICATION_ID, "commands"]) => {
            let command = listed(state, request.body.clone());
            state.commands.retain(|there| there["name"] != command["name"]);
            state.commands.push(command.clone());
            (StatusCode::CREATED, Json(command)).into_response()
        }
        ("POST", ["interactions", id, token, "callback"]) => callback(state, id, token, &request.body, arrived),
        ("POST", ["webhooks", APPLICATION_ID, _]) | ("GET" | "PATCH", ["webhooks", APPLICATION_ID, _, "messages", _]) => {
            Json(message(state, &request.body, super::CHANNEL_ID)).into_response()
        }
        ("POST", ["channels", _, "messages"]) => {
            let key = made_by(state, request);
            tell(state, &key);
            Json(state.made[&key].clone()).into_response()
        }
        ("PATCH", ["channels", _, "messages", id]) if state.made.contains_key(*id) => {
            Json(state.made[*id].clone()).into_response()
        }
        ("DELETE", ["webhooks", ..] | ["channels", _, "messages", ..])
        | ("PUT", ["channels", _, "messages", _, "reactions", _, "@me"])
        | ("POST", ["channels", _, "typing"]) => StatusCode::NO_CONTENT.into_response(),
        _ => {
            state.violations.push(format!("{} {} is nothing the fake knows", request.method, request.path));
            (StatusCode::NOT_FOUND, Json(json!({"message": "404: Not Found", "code": 0}))).into_response()
        }
    }
}

/// A command as Discord lists it: with ids, and without what says nothing.
fn listed(state: &mut State, mut command: Value) -> Value {
    let fields = command.as_object_mut().unwrap();
    for option in fields
        .get_mut("options")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        option.as_object_mut().unwrap().retain(|_, value| {
            !matches!(value, Value::Null | Value::Bool(false)) && *value != json!([])
        });
    }
    let filled = json!({
        "id": state.new_id(),
        "application_id": APPLICATION_ID,
        "version": state.new_id(),
        "default_member_permissions": null,
        "integration_types": [0],
        "contexts": null,
        "dm_permission": true,
        "nsfw": false,
        "type": 1,
    });
    for (key, value) in filled.as_object().unwrap() {
        fields.entry(key).or_insert(value.clone());
    }
    command
}

fn callback(state: &mut State, id: &str, token: &str, body: &Value, arrived: Instant) -> Response {
    let violation = match state.interactions.get_mut(id) {
        Some(there) if there.token == token => {
            let took = arrived.duration_since(there.at);
            let late = took > FIRST_RESPONSE_MOST && state.held.is_none();
            let twice = there.answered_after.replace(took).is_some();
            match (late, twice) {
                (_, true) => Some((
                    StatusCode::BAD_REQUEST,
                    40_060,
                    "Interaction has already been acknowledged.",
                )),
                (true, false) => Some((StatusCode::NOT_FOUND, 10_062, "Unknown interaction")),
                (false, false) => None,
            }
        }
        _ => Some((StatusCode::NOT_FOUND, 10_062, "Unknown interaction")),
    };
    let Some((status, code, text)) = violation else {
        if body["type"] == 4 {
            tell(state, id);
        }
        return StatusCode::NO_CONTENT.into_response();
    };
    state
        .violations
        .push(format!("the callback of {id}: {text}"));
    (status, Json(json!({"message": text, "code": code}))).into_response()
}

/// Keeps the message that a request makes or changes, as Discord would have it.
fn make(state: &mut State, request: &Request) {
    let path: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), path.as_slice()) {
        ("POST", ["interactions", id, _, "callback"]) => {
            let Some(event) = state.interactions.get(*id).map(|it| it.event.clone()) else {
                return;
            };
            let data = &request.body["data"];
            let whole = match request.body["type"].as_u64() {
                Some(4) => {
                    let mut whole = message(state, data, event["channel_id"].as_str().unwrap());
                    let user = event["member"]["user"].as_object();
                    let mut metadata = json!({
                        "id": id,
                        "type": event["type"],
                        "user": user.or_else(|| event["user"].as_object()),
                        "authorizing_integration_owners": event["authorizing_integration_owners"],
                        "interacted_message_id": event["message"]["id"],
                        "name": event["data"]["name"].as_str().unwrap_or_default(),
                    });
                    if event["type"] == 5 {
                        // The button that opened the form.
                        let mut opened = metadata.clone();
                        opened["type"] = json!(3);
                        opened["interacted_message_id"] = json!(id);
                        metadata["triggering_interaction_metadata"] = opened;
                    }
                    whole["interaction_metadata"] = metadata;
                    whole["guild_id"] = event["guild_id"].clone();
                    whole
                }
                Some(7) => {
                    let mut whole = event["message"].clone();
                    change(&mut whole, data);
                    whole
                }
                _ => return,
            };
            state.made.insert((*id).to_owned(), whole);
        }
        ("POST", ["channels", channel, "messages"]) => {
            let key = made_by(state, request);
            let mut whole = message(state, &request.body, channel);
            whole["message_reference"] = request.body["message_reference"].clone();
            // What is sent twice with one nonce is there once.
            if let (Some(nonce), true) = (
                request.body["nonce"].as_str(),
                request.body["enforce_nonce"] == true,
            ) {
                whole = state
                    .nonces
                    .entry(nonce.to_owned())
                    .or_insert(whole)
                    .clone();
            }
            state.made.insert(key, whole);
        }
        ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
            let mut whole = message(state, &request.body, super::CHANNEL_ID);
            whole["flags"] = 64.into();
            state.made.insert((*token).to_owned(), whole);
        }
        ("PATCH", ["channels", _, "messages", id]) => {
            let there = state.made.values().find(|whole| whole["id"] == **id);
            if let Some(mut whole) = there.cloned() {
                change(&mut whole, &request.body);
                state.made.insert((*id).to_owned(), whole);
            }
        }
        _ => {}
    }
}

/// By what the message of a request is known.
fn made_by(state: &State, request: &Request) -> String {
    let answered = request.body["message_reference"]["message_id"].as_str();
    // Its answer may come after other requests.
    let at = || {
        state
            .requests
            .iter()
            .rposition(|it| it.path == request.path && it.body == request.body)
    };
    answered.map_or_else(|| super::post(at().unwrap()), str::to_owned)
}

/// What an edit names is changed, and nothing else.
fn change(whole: &mut Value, edit: &Value) {
    for key in ["content", "embeds", "components"] {
        if edit.get(key).is_some() {
            whole[key] = edit[key].clone();
        }
    }
}

/// A message of the bot with this content.
fn message(state: &mut State, data: &Value, channel: &str) -> Value {
    let list = |key: &str| data[key].as_array().cloned().unwrap_or_default();
    json!({
        "id": state.new_id(),
        "channel_id": channel,
        "author": {"id": BOT_ID, "username": "Ticktack", "discriminator": "0", "avatar": null, "bot": true},
        "content": data["content"].as_str().unwrap_or_default(),
        "timestamp": "2026-11-22T12:00:00.000000+00:00",
        "edited_timestamp": null,
        "tts": false,
        "mention_everyone": false,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": list("embeds"),
        "components": list("components"),
        "flags": data["flags"].as_u64().unwrap_or_default(),
        "pinned": false,
        "type": 0,
    })
}

/// Tells the bot of its own message, as Discord does of those that all can see.
fn tell(state: &mut State, answers: &str) {
    let Some(whole) = state.made.get(answers).cloned() else {
        return;
    };
    if whole["flags"].as_u64().unwrap_or_default() & 64 == 0 {
        state.gateway.dispatch("MESSAGE_CREATE", &whole);
    }
}
