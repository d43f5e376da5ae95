//! The gateway of the fake: HELLO, IDENTIFY, READY, heartbeats, RESUME, and events with their numbers.

use std::sync::Arc;

use axum::extract::State as Extract;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{APPLICATION_ID, BOT_ID, GUILD_ID, Shared, State, TOKEN};

/// Time between two heartbeats as Discord asks for it, in milliseconds.
const HEARTBEAT_MS: u64 = 41_250;
/// Bits of intents that an application must be allowed: members, presences, message content.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;
/// The bit for the text of all messages.
const CONTENT: u64 = 1 << 15;
/// Bytes of a payload that Discord takes.
const PAYLOAD_BYTES_MOST: usize = 4_096;

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// With a close frame.
    Close(u16),
    /// With nothing at all.
    Silent,
    /// By asking the client to come back (opcode 7).
    AskToReconnect,
}

/// What the fake says to the message content intent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// No conversation expects it: the test fails.
    #[default]
    Unexpected,
    /// The application was allowed it.
    Allowed,
    /// It was not: the connection is closed with 4014.
    Refused,
    /// That happened.
    WasRefused,
}

#[derive(Debug)]
enum Out {
    Payload(Value),
    Cut(Cut),
}

/// What the gateway remembers over its connections.
#[derive(Debug, Default)]
pub struct Sessions {
    /// IDENTIFYs that were taken.
    pub identified: u32,
    /// RESUMEs that were taken.
    pub resumed: u32,
    /// Whether the bot may ask for the text of all messages.
    pub content: Content,
    /// Whether the last who identified itself did.
    pub hears_everything: bool,
    /// Shards the bot should start; 0 is taken for 1.
    pub shards: u64,
    /// Shards that identified themselves.
    pub shards_seen: Vec<u64>,
    /// Codes the bot closed with.
    pub closed_with: Vec<u16>,
    /// IDENTIFYs are closed with this code.
    pub(super) refuse_with: Option<u16>,
    session: String,
    /// Every event of the session; its number is its place, from 1.
    events: Vec<Value>,
    outbox: Option<mpsc::UnboundedSender<Out>>,
}

impl Sessions {
    /// Whether events reach the bot.
    pub fn is_connected(&self) -> bool {
        self.outbox
            .as_ref()
            .is_some_and(|outbox| !outbox.is_closed())
    }

    pub(super) fn dispatch(&mut self, name: &str, data: &Value) {
        let event = json!({"op": 0, "s": self.events.len() + 1, "t": name, "d": data});
        self.events.push(event.clone());
        if let Some(outbox) = &self.outbox {
            // Where nobody listens any more, the event waits for the next connection.
            let _ = outbox.send(Out::Payload(event));
        }
    }

    pub(super) fn cut(&mut self, cut: Cut) {
        if let Some(outbox) = self.outbox.take() {
            outbox.send(Out::Cut(cut)).unwrap();
        }
    }
}

/// A connection that wants to become a gateway connection.
pub async fn connect(Extract(shared): Extract<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve(shared, socket))
}

async fn serve(shared: Arc<Shared>, mut socket: WebSocket) {
    let hello = json!({"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MS}, "s": null, "t": null});
    if send(&mut socket, &hello).await.is_none() {
        return;
    }
    let (outbox, mut out) = mpsc::unbounded_channel();
    loop {
        let next = tokio::select! {
            incoming = socket.recv() => match incoming {
                Some(Ok(Message::Text(text))) => hear(&shared, &outbox, text.as_str()),
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map_or(1005, |frame| frame.code);
                    shared.with(|state| {
                        state.gateway.closed_with.push(code);
                        state.gateway.outbox = None;
                    });
                    // The answering frame goes out while the next one is waited for.
                    while let Some(Ok(_)) = socket.recv().await {}
                    return;
                }
                Some(Ok(_)) => None,
                Some(Err(_)) | None => return,
            },
            going = out.recv() => going,
        };
        let sent = match next {
            None => Some(()),
            Some(Out::Payload(payload)) => send(&mut socket, &payload).await,
            Some(Out::Cut(Cut::AskToReconnect)) => {
                send(
                    &mut socket,
                    &json!({"op": 7, "d": null, "s": null, "t": null}),
                )
                .await
            }
            Some(Out::Cut(Cut::Silent)) => None,
            Some(Out::Cut(Cut::Close(code))) => {
                let frame = CloseFrame {
                    code,
                    reason: "".into(),
                };
                // Discord waits for the answering frame before it lets go.
                if socket.send(Message::Close(Some(frame))).await.is_ok() {
                    while let Some(Ok(_)) = socket.recv().await {}
                }
                None
            }
        };
        if sent.is_none() {
            return;
        }
    }
}

async fn send(socket: &mut WebSocket, payload: &Value) -> Option<()> {
    socket
        .send(Message::Text(payload.to_string().into()))
        .await
        .ok()
}

/// Takes one payload of the bot and says what to answer.
fn hear(shared: &Shared, outbox: &mpsc::UnboundedSender<Out>, text: &str) -> Option<Out> {
    let payload: Value = serde_json::from_str(text).unwrap_or_default();
    let data = &payload["d"];
    shared.with(|state| {
        if text.len() > PAYLOAD_BYTES_MOST {
            state
                .violations
                .push(format!("a gateway payload of {} bytes", text.len()));
        }
        match payload["op"].as_u64() {
            Some(1) => Some(Out::Payload(
                json!({"op": 11, "d": null, "s": null, "t": null}),
            )),
            Some(2) => identify(state, outbox, data),
            Some(6) => resume(state, outbox, data),
            // A presence.
            Some(3) => None,
            _ => {
                state
                    .violations
                    .push(format!("a gateway payload nobody knows: {text}"));
                Some(Out::Cut(Cut::Close(4001)))
            }
        }
    })
}

fn is_token(data: &Value) -> bool {
    data["token"]
        .as_str()
        .is_some_and(|token| token.trim_start_matches("Bot ") == TOKEN)
}

fn identify(state: &mut State, outbox: &mpsc::UnboundedSender<Out>, data: &Value) -> Option<Out> {
    if !is_token(data) {
        return Some(Out::Cut(Cut::Close(4004)));
    }
    if let Some(code) = state.gateway.refuse_with {
        return Some(Out::Cut(Cut::Close(code)));
    }
    let intents = data["intents"].as_u64().unwrap_or(u64::MAX);
    let hears_everything = intents & CONTENT != 0;
    if hears_everything && state.gateway.content == Content::Refused {
        state.gateway.content = Content::WasRefused;
        return Some(Out::Cut(Cut::Close(4014)));
    }
    let is_allowed = hears_everything && state.gateway.content == Content::Allowed;
    if intents & PRIVILEGED != 0 && !is_allowed {
        state
            .violations
            .push(format!("privileged intents: {intents}"));
        return Some(Out::Cut(Cut::Close(4014)));
    }
    let shard = data["shard"][0].as_u64().unwrap_or(u64::MAX);
    let shards = state.gateway.shards.max(1);
    if shard >= shards || data["shard"][1] != shards || data["properties"]["os"].as_str().is_none()
    {
        state
            .violations
            .push(format!("an IDENTIFY Discord would not take: {data}"));
    }
    let session = state.new_id();
    let gateway = &mut state.gateway;
    gateway.identified += 1;
    gateway.hears_everything = hears_everything;
    gateway.shards_seen.push(shard);
    gateway.session.clone_from(&session);
    gateway.events.clear();
    gateway.outbox = Some(outbox.clone());
    let ready = json!({
        "v": 10,
        "user": {"id": BOT_ID, "username": "Ticktack", "discriminator": "0", "global_name": null, "avatar": null, "bot": true,
                 "verified": true, "mfa_enabled": false, "flags": 0, "email": null},
        "guilds": [{"id": GUILD_ID, "unavailable": true}],
        "session_id": session,
        "resume_gateway_url": state.gateway_url,
        "shard": [shard, shards],
        "application": {"id": APPLICATION_ID, "flags": 0},
    });
    state.gateway.dispatch("READY", &ready);
    None
}

fn resume(state: &mut State, outbox: &mpsc::UnboundedSender<Out>, data: &Value) -> Option<Out> {
    if !is_token(data) {
        return Some(Out::Cut(Cut::Close(4004)));
    }
    let seen = usize::try_from(data["seq"].as_u64().unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    let gateway = &mut state.gateway;
    if data["session_id"] != gateway.session.as_str() || seen > gateway.events.len() {
        return Some(Out::Payload(
            json!({"op": 9, "d": false, "s": null, "t": null}),
        ));
    }
    gateway.resumed += 1;
    gateway.outbox = Some(outbox.clone());
    for event in &gateway.events[seen..] {
        outbox.send(Out::Payload(event.clone())).unwrap();
    }
    gateway.dispatch("RESUMED", &json!({}));
    None
}
