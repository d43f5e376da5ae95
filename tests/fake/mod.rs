//! A Discord on loopback that the real program connects to: it answers like Discord, records every request, and holds each against
//! Discord's rules (`rules`, and `schema` where Discord's own description is at hand).
//!
//! A request that breaks a rule, and a message that no conversation asked for, fail the test when the fake is dropped.
//! Nothing here waits by sleeping: [`Fake::until`] wakes with every change and gives up after a minute.

mod bot;
mod events;
mod gateway;
mod load;
mod rest;
mod rules;
mod schema;
mod tls;
mod wire;

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::any;
use axum::serve::ListenerExt as _;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub use bot::{Bot, Exit, root, small_root};
pub use events::{Interaction, Message};
pub use gateway::{Content, Cut};
pub use tls::Tls;
pub use wire::Wire;

/// The token the fake knows.
pub const TOKEN: &str = "MTEwMDAw.Gfake0.never-a-real-token-of-anybody";
/// The bot's user id; older bots have another application id, so the two differ here.
pub const BOT_ID: &str = "1100000000000000001";
/// The application's id.
pub const APPLICATION_ID: &str = "1100000000000000002";
/// The guild of all guild events.
pub const GUILD_ID: &str = "1100000000000000003";
/// Its one channel.
pub const CHANNEL_ID: &str = "1100000000000000004";
/// The channel of direct messages.
pub const DIRECT_ID: &str = "1100000000000000005";
/// The member who asks.
pub const USER_ID: &str = "1100000000000000006";
/// A role.
pub const ROLE_ID: &str = "1100000000000000007";
/// A role whose members may manage messages.
pub const MODERATOR_ROLE_ID: &str = "1100000000000000008";
/// A member who asks nothing at first.
pub const OTHER_ID: &str = "1100000000000000009";
/// A thread in the channel.
pub const THREAD_ID: &str = "1100000000000000010";

/// Time after which something that should have happened will not happen any more.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// Time Discord gives for the first response to an interaction.
const FIRST_RESPONSE_MOST: Duration = Duration::from_secs(3);

/// One request as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method, upper case.
    pub method: String,
    /// The path below `/api/v10`.
    pub path: String,
    /// What follows the question mark.
    pub query: String,
    /// The JSON body; null where there is none.
    pub body: Value,
}

impl Request {
    /// Whether it is a request of that method whose path begins like that.
    pub fn is(&self, method: &str, path: &str) -> bool {
        self.method == method && self.path.starts_with(path)
    }

    /// Whether members see what it sends.
    fn is_sent_to_members(&self) -> bool {
        let seen = self.is("POST", "/channels/") || self.is("PATCH", "/channels/");
        seen || self.path.starts_with("/interactions/") || self.path.starts_with("/webhooks/")
    }
}

/// What a request with the right headers would break.
pub fn violations(method: &str, path: &str, body: &Value) -> Vec<String> {
    let mut headers = HeaderMap::new();
    headers.insert("user-agent", "DiscordBot (x, 1)".parse().unwrap());
    headers.insert("authorization", "Bot x".parse().unwrap());
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: String::new(),
        body: body.clone(),
    };
    let mut found = rules::check(&request, &headers);
    found.extend(schema::check(&request));
    found
}

/// What the bot sent to members.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The path it went to.
    pub path: String,
    /// The body as it came.
    pub body: Value,
    /// The message as Discord has it afterwards, to be pressed or replied to; null where it made none.
    pub whole: Value,
}

impl Sent {
    /// The message itself: of a callback its data.
    pub fn message(&self) -> &Value {
        if self.path.starts_with("/interactions/") {
            &self.body["data"]
        } else {
            &self.body
        }
    }

    /// The one embed, or null.
    pub fn embed(&self) -> &Value {
        &self.message()["embeds"][0]
    }

    /// Whether only the asker sees it.
    pub fn is_private(&self) -> bool {
        self.message()["flags"]
            .as_u64()
            .is_some_and(|flags| flags & 64 != 0)
    }

    /// The id of the message it made, or changed.
    pub fn id(&self) -> &str {
        self.whole["id"].as_str().unwrap()
    }

    /// Everything that can be pressed, row by row.
    pub fn components(&self) -> Vec<&Value> {
        let rows = self.message()["components"].as_array();
        let rows = rows.into_iter().flatten();
        rows.flat_map(|row| row["components"].as_array().unwrap())
            .collect()
    }

    /// The labels of all buttons.
    pub fn buttons(&self) -> Vec<&str> {
        let labels = self.components().into_iter();
        labels.filter_map(|it| it["label"].as_str()).collect()
    }

    /// The labels of what all menus offer.
    pub fn options(&self) -> Vec<&str> {
        let options = self.components().into_iter();
        options
            .flat_map(|menu| menu["options"].as_array().into_iter().flatten())
            .filter_map(|option| option["label"].as_str())
            .collect()
    }

    /// Everything that is shown, piece by piece.
    pub fn text(&self) -> String {
        let mut pieces = vec![&self.message()["content"]];
        for embed in self.message()["embeds"].as_array().into_iter().flatten() {
            pieces.extend([
                &embed["title"],
                &embed["description"],
                &embed["footer"]["text"],
                &embed["author"]["name"],
            ]);
            for field in embed["fields"].as_array().into_iter().flatten() {
                pieces.extend([&field["name"], &field["value"]]);
            }
        }
        let mut texts: Vec<&str> = pieces.iter().filter_map(|piece| piece.as_str()).collect();
        texts.extend(self.buttons());
        texts.extend(self.options());
        texts.join("\n")
    }
}

/// A failure the fake has in store.
#[derive(Clone, Debug)]
struct Failure {
    method: String,
    path: String,
    status: u16,
    times: u32,
}

/// An interaction that was handed out.
#[derive(Clone, Debug)]
struct HandedOut {
    token: String,
    at: Instant,
    /// How long its first response took.
    answered_after: Option<Duration>,
    /// As it was sent.
    event: Value,
}

/// Everything the fake remembers.
#[derive(Debug, Default)]
pub struct State {
    /// All requests, oldest first.
    pub requests: Vec<Request>,
    /// The registered commands as Discord would list them.
    pub commands: Vec<Value>,
    /// What the gateway remembers.
    pub gateway: gateway::Sessions,
    violations: Vec<String>,
    /// While it is measured: requests by their place, to be held against the rules afterwards.
    unchecked: Option<Vec<(usize, HeaderMap)>>,
    /// Requests that a conversation has taken for itself.
    claimed: HashSet<usize>,
    interactions: HashMap<String, HandedOut>,
    /// Messages of the bot by what they answer, or by their own id where they were edited later.
    made: HashMap<String, Value>,
    failures: Vec<Failure>,
    /// Requests whose path begins like this get their answer only after [`Fake::release`].
    held: Option<String>,
    gateway_url: String,
    last_id: u64,
    /// Messages by the nonce they were sent with.
    nonces: HashMap<String, Value>,
}

impl State {
    /// An id that was not there before.
    fn new_id(&mut self) -> String {
        self.last_id += 1;
        (1_200_000_000_000_000_000 + self.last_id).to_string()
    }

    /// The requests of a method whose path begins like that.
    pub fn count(&self, method: &str, path: &str) -> usize {
        self.requests
            .iter()
            .filter(|request| request.is(method, path))
            .count()
    }

    /// Takes the request that answers `id`: by callback, or as a reply to a message.
    fn claim(&mut self, id: &str) -> Option<Sent> {
        let answers = |request: &Request| {
            let is_callback = request.is("POST", &format!("/interactions/{id}/"));
            let is_message =
                request.is("POST", "/channels/") && request.path.ends_with("/messages");
            is_callback || (is_message && request.body["message_reference"]["message_id"] == id)
        };
        let claimed = &self.claimed;
        let at = (0..self.requests.len())
            .find(|at| !claimed.contains(at) && answers(&self.requests[*at]))?;
        Some(self.take(at, id))
    }

    /// Takes the oldest message that answers nothing.
    fn claim_post(&mut self) -> Option<Sent> {
        let is_post = |request: &Request| {
            let is_message =
                request.is("POST", "/channels/") && request.path.ends_with("/messages");
            is_message && request.body["message_reference"].is_null()
        };
        let at = (0..self.requests.len())
            .find(|at| !self.claimed.contains(at) && is_post(&self.requests[*at]))?;
        Some(self.take(at, &post(at)))
    }

    /// Takes the request that edits a message later.
    fn claim_edit(&mut self, message: &str) -> Option<Sent> {
        let edits = |request: &Request| {
            request.is("PATCH", "/channels/") && request.path.ends_with(message)
        };
        let at = (0..self.requests.len())
            .find(|at| !self.claimed.contains(at) && edits(&self.requests[*at]))?;
        Some(self.take(at, message))
    }

    /// Takes the request that ends what was put off.
    fn claim_end(&mut self, id: &str) -> Option<Sent> {
        let token = self.interactions.get(id)?.token.clone();
        let path = format!("/webhooks/{APPLICATION_ID}/{token}/messages/@original");
        let ends = |request: &Request| request.is("PATCH", &path);
        let at = (0..self.requests.len())
            .find(|at| !self.claimed.contains(at) && ends(&self.requests[*at]))?;
        Some(self.take(at, &token))
    }

    fn take(&mut self, at: usize, made_for: &str) -> Sent {
        self.claimed.insert(at);
        Sent {
            path: self.requests[at].path.clone(),
            body: self.requests[at].body.clone(),
            whole: self.made.get(made_for).cloned().unwrap_or_default(),
        }
    }

    fn leftovers(&self) -> Vec<&Request> {
        let all = self.requests.iter().enumerate();
        let left =
            all.filter(|(at, request)| request.is_sent_to_members() && !self.claimed.contains(at));
        left.map(|(_, request)| request).collect()
    }
}

/// By what a message is known that answers nothing: the place of its request.
fn post(at: usize) -> String {
    format!("post {at}")
}

/// What the fake and its connections share.
#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
    address: SocketAddr,
}

impl Shared {
    /// Looks at the state, or changes it, and wakes whoever waits.
    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        let seen = look(&mut self.state.lock().unwrap());
        self.changes.send_modify(|count| *count += 1);
        seen
    }

    async fn until<T>(&self, what: &str, mut look: impl FnMut(&mut State) -> Option<T>) -> T {
        let mut changes = self.changes.subscribe();
        let waiting = async {
            loop {
                changes.mark_unchanged();
                // Not through `with`: a look is no change.
                if let Some(seen) = look(&mut self.state.lock().unwrap()) {
                    return seen;
                }
                changes.changed().await.unwrap();
            }
        };
        if let Ok(seen) = tokio::time::timeout(PATIENCE, waiting).await {
            return seen;
        }
        panic!(
            "waited in vain for {what}; {:#?}",
            self.state.lock().unwrap()
        );
    }
}

/// The fake. Every test has its own.
#[derive(Debug)]
pub struct Fake {
    shared: Arc<Shared>,
}

impl Fake {
    /// Starts on a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shared = Self::shared(listener.local_addr().unwrap());
        let router = Self::router(&shared);
        // Otherwise an event waits for the bot to acknowledge the one before, some 40 ms.
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { shared }
    }

    fn shared(address: SocketAddr) -> Arc<Shared> {
        let state = State {
            gateway_url: format!("ws://{address}/socket"),
            ..State::default()
        };
        Arc::new(Shared {
            state: Mutex::new(state),
            changes: watch::Sender::new(0),
            address,
        })
    }

    fn router(shared: &Arc<Shared>) -> Router {
        Router::new()
            .route("/socket", any(gateway::connect))
            .fallback(rest::answer)
            .with_state(Arc::clone(shared))
    }

    /// Listens under Discord's own name as well.
    pub async fn over_tls(&self) -> Tls {
        Tls::start(Self::router(&self.shared)).await
    }

    /// The value for `DISCORD_API_BASE`.
    pub fn base(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.shared.address
    }

    /// Looks at everything that is remembered.
    pub fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        self.shared.with(look)
    }

    /// Waits until `look` sees what it looks for.
    pub async fn until<T>(&self, what: &str, look: impl FnMut(&mut State) -> Option<T>) -> T {
        self.shared.until(what, look).await
    }

    /// Waits for so many requests of a method whose path begins like that.
    pub async fn until_requested(&self, method: &str, path: &str, times: usize) {
        self.until(&format!("{times} x {method} {path}"), |state| {
            (state.count(method, path) >= times).then_some(())
        })
        .await;
    }

    /// Waits until the bot is connected.
    pub async fn connected(&self) {
        self.until("a connection", |state| {
            state.gateway.is_connected().then_some(())
        })
        .await;
    }

    /// Lets the next requests of that kind fail.
    pub fn fail(&self, method: &str, path: &str, status: u16, times: u32) {
        let failure = Failure {
            method: method.to_owned(),
            path: path.to_owned(),
            status,
            times,
        };
        self.with(|state| state.failures.push(failure));
    }

    /// Keeps the answers to requests whose path begins like that until [`Fake::release`].
    pub fn hold(&self, path: &str) {
        self.with(|state| state.held = Some(path.to_owned()));
    }

    /// Answers what was kept waiting.
    pub fn release(&self) {
        self.with(|state| state.held = None);
    }

    /// Sends the gateway's address to another place; the next one who asks is told so.
    pub fn move_gateway(&self, address: SocketAddr) {
        self.with(|state| state.gateway_url = format!("ws://{address}/socket"));
    }

    /// Closes every gateway connection that identifies itself with this code.
    pub fn refuse_identify(&self, code: u16) {
        self.with(|state| state.gateway.refuse_with = Some(code));
    }

    /// Breaks the gateway connection. Events from now on wait for the next one.
    pub fn disconnect(&self, cut: Cut) {
        self.with(|state| state.gateway.cut(cut));
    }

    /// `/ask` in the guild, whose locale is German.
    pub async fn slash_ask(&self, question: &str, locale: &str) -> Sent {
        self.interact(Interaction::ask(question).locale(locale))
            .await
    }

    /// Any interaction, answered.
    pub async fn interact(&self, interaction: Interaction) -> Sent {
        let id = self.send_interaction(interaction);
        self.answer_to(&id).await
    }

    /// Any interaction, whose answer is taken later with [`Fake::answer_to`].
    pub fn send_interaction(&self, interaction: Interaction) -> String {
        self.with(|state| {
            let (id, token) = (
                state.new_id(),
                format!("interaction-token-{}", state.new_id()),
            );
            let event = interaction.event(&id, &token);
            let handed_out = HandedOut {
                token: token.clone(),
                at: Instant::now(),
                answered_after: None,
                event: event.clone(),
            };
            state.interactions.insert(id.clone(), handed_out);
            state.gateway.dispatch("INTERACTION_CREATE", &event);
            id
        })
    }

    /// An interaction whose answer takes a while: it is put off at once, for the member alone, and ended later.
    pub async fn wait_for(&self, interaction: Interaction) -> Sent {
        let id = self.send_interaction(interaction);
        let later = self.answer_to(&id).await;
        assert_eq!(later.body["type"], 5, "{later:?}");
        assert!(later.is_private());
        self.until(&format!("the end of {id}"), |state| state.claim_end(&id))
            .await
    }

    /// What answers an interaction or a message.
    pub async fn answer_to(&self, id: &str) -> Sent {
        self.until(&format!("an answer to {id}"), |state| state.claim(id))
            .await
    }

    /// The button of that label under a message, pressed by the member who asks.
    pub async fn press(&self, sent: &Sent, label: &str) -> Sent {
        self.interact(Interaction::press(sent, label)).await
    }

    /// The option of that label in a menu under a message, chosen by the member who asks.
    pub async fn choose(&self, sent: &Sent, label: &str) -> Sent {
        self.interact(Interaction::choose(sent, label)).await
    }

    /// The next message that the bot posts in a channel by itself.
    pub async fn posted(&self) -> Sent {
        self.until("a post", State::claim_post).await
    }

    /// What a message of the bot is changed to by itself.
    pub async fn edit_of(&self, sent: &Sent) -> Sent {
        let id = sent.id();
        self.until(&format!("an edit of {id}"), |state| state.claim_edit(id))
            .await
    }

    /// What is offered while somebody types.
    pub async fn autocomplete(&self, typed: &str, locale: &str) -> Vec<String> {
        self.choices(Interaction::autocomplete(typed).locale(locale))
            .await
    }

    /// What is offered for any autocomplete interaction.
    pub async fn choices(&self, interaction: Interaction) -> Vec<String> {
        let sent = self.interact(interaction).await;
        assert_eq!(sent.body["type"], 8, "{sent:?}");
        let choices = sent.body["data"]["choices"].as_array().unwrap();
        choices
            .iter()
            .map(|choice| choice["value"].as_str().unwrap().to_owned())
            .collect()
    }

    /// A message in the guild that begins with a mention of the bot, answered.
    pub async fn mention(&self, text: &str) -> Sent {
        self.message(&Message::in_guild(&format!("<@{BOT_ID}> {text}")))
            .await
    }

    /// A direct message, answered.
    pub async fn direct_message(&self, text: &str) -> Sent {
        self.message(&Message::direct(text)).await
    }

    /// Any message, answered.
    pub async fn message(&self, message: &Message) -> Sent {
        let id = self.send_message(message);
        self.answer_to(&id).await
    }

    /// Any message, not answered. That it is not is shown twice: a question sent behind it is answered while it is not, and an answer
    /// that comes later, up to the last one the bot sends before it ends, is a leftover that fails the test.
    pub async fn unanswered(&self, message: &Message) {
        let id = self.send_message(message);
        let sentinel = self.send_message(&Message::direct("hallo"));
        self.answer_to(&sentinel).await;
        let answer = self.with(|state| state.claim(&id));
        assert!(answer.is_none(), "{answer:?} to {message:?}");
    }

    /// Any message, whose reply is taken later with [`Fake::answer_to`].
    pub fn send_message(&self, message: &Message) -> String {
        self.with(|state| {
            let id = state.new_id();
            state
                .gateway
                .dispatch("MESSAGE_CREATE", &message.event(&id));
            id
        })
    }

    /// Tells the bot of the guild: its roles and its thread.
    pub fn introduce_guild(&self) {
        self.dispatch("GUILD_CREATE", &events::guild());
    }

    /// Any event.
    pub fn dispatch(&self, name: &str, data: &Value) {
        self.with(|state| state.gateway.dispatch(name, data));
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let state = self.shared.state.lock().unwrap();
        assert!(
            state.violations.is_empty(),
            "the bot broke Discord's rules:\n{}",
            state.violations.join("\n")
        );
        assert!(
            state.leftovers().is_empty(),
            "the bot sent what nobody asked for: {:#?}",
            state.leftovers()
        );
    }
}
