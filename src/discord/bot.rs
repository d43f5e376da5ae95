//! What every answer on Discord needs, and the little that goes on beside answering.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serenity::builder::{
    CreateAllowedMentions, CreateAttachment, CreateInteractionResponse, CreateMessage,
    EditInteractionResponse,
};
use serenity::http::Http;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, UserId};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::discord::automatic::Automatic;
use crate::discord::fault::{Fault, within};
use crate::discord::gateway::Hears;
use crate::discord::manners::Manners;
use crate::discord::moderation::digests::post_when_due;
use crate::discord::offers::Offers;
use crate::discord::places::Places;
use crate::discord::{buckets, commands, inbox};
use crate::engine::Engine;
use crate::knowledge::GuildView;
use crate::render::discord::fit::fitted;
use crate::render::discord::press::base_36;
use crate::reply::Reply;
use crate::store::{self, Counted, Guild, Store};

/// Time for what runs when the bot is stopped. With closing the gateway it stays below the ten seconds a supervisor waits.
const FINISH_MOST: Duration = Duration::from_secs(8);

/// Time for bringing a reply to Discord. Of an interaction Discord waits for 3 s; in a channel a reply that comes later than this is
/// read beneath something else.
pub(super) const DELIVERY_MOST: Duration = Duration::from_secs(10);

/// Units of a message's text.
const CONTENT_MOST: usize = 2_000;

/// Time between two clearings of what is remembered.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// The bot of one process. Dropped when the process ends.
#[derive(Debug)]
pub(super) struct Bot {
    /// What answers. A request takes it once and keeps it.
    engine: Arc<Engine>,
    /// What outlasts the process.
    pub(super) store: Arc<Store>,
    /// The client everything is sent with; never the gateway's, whose connections live in a runtime that can stall.
    pub(super) http: Http,
    /// The bot's own user id; 0 until Discord has told it.
    own_id: AtomicU64,
    /// Where answers run.
    home: Handle,
    /// Answers under way. Closed means: nothing new is taken.
    running: TaskTracker,
    /// The application, once the gateway has told it; the registration of commands waits for that.
    application: watch::Sender<Option<ApplicationId>>,
    /// Sessions Discord has begun with the bot.
    sessions: AtomicU64,
    /// Questions so far, for the log.
    asked: AtomicU64,
    /// Offers in channels that nobody has taken up.
    pub(super) offers: Offers,
    /// What nobody asked it and it may answer.
    pub(super) automatic: Automatic,
    /// What guilds have of their own, with the change it was made after.
    views: Mutex<HashMap<store::GuildId, (i64, Arc<GuildView>)>>,
    /// The day of each guild whose moderators were told what came in, or of which another process sees to it.
    noticed: Mutex<HashMap<store::GuildId, Timestamp>>,
    /// How much was asked lately, and what stands where.
    pub(super) manners: Manners,
    /// What the gateway told of guilds.
    pub(super) places: Places,
}

impl Bot {
    /// A bot that answers on the runtime this is called in.
    pub(super) fn new(engine: Arc<Engine>, store: Arc<Store>, http: Http) -> Self {
        let limits = engine.settings().discord;
        Self {
            engine,
            store,
            http,
            own_id: AtomicU64::new(0),
            home: Handle::current(),
            running: TaskTracker::new(),
            application: watch::Sender::new(None),
            sessions: AtomicU64::new(0),
            asked: AtomicU64::new(0),
            offers: Offers::new(limits.offer_lasts),
            manners: Manners::new(limits),
            places: Places::default(),
            automatic: Automatic::default(),
            views: Mutex::default(),
            noticed: Mutex::default(),
        }
    }

    /// The engine, to be kept for one request.
    pub(super) fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine)
    }

    /// The bot's own user id, once it is known.
    pub(super) fn own_id(&self) -> Option<UserId> {
        match self.own_id.load(Ordering::Relaxed) {
            0 => None,
            id => Some(UserId::new(id)),
        }
    }

    /// Learns the bot's own user id; 0 teaches nothing.
    pub(super) fn learn_own_id(&self, id: u64) {
        if id != 0 {
            self.own_id.store(id, Ordering::Relaxed);
        }
    }

    /// Sessions so far.
    pub(super) fn sessions(&self) -> u64 {
        self.sessions.load(Ordering::Relaxed)
    }

    /// Learns from the gateway that a session has begun, and who the bot is.
    pub(super) fn identify(&self, user: UserId, application: ApplicationId) {
        self.sessions.fetch_add(1, Ordering::Relaxed);
        self.learn_own_id(user.get());
        self.http.set_application_id(application);
        self.application.send_replace(Some(application));
    }

    /// A number for a question, counted since the start: it leads to nobody.
    pub(super) fn next_question(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// What the store knows of the guild; the defaults in direct messages.
    pub(super) fn guild(&self, guild: Option<GuildId>) -> Arc<Guild> {
        let id = guild.map(|guild| store::GuildId(guild.get()));
        id.map(|id| self.store.guild(id)).unwrap_or_default()
    }

    /// What of it an answer needs, made once for each change.
    pub(super) fn guild_view(&self, id: Option<GuildId>, guild: &Guild) -> Arc<GuildView> {
        let make = || {
            let paused = guild.paused.keys().cloned().collect();
            let taught = guild
                .taught
                .iter()
                .map(|it| (it.target.as_ref(), it.language, it.phrasing.as_str()));
            Arc::new(self.engine.guild_view(paused, taught))
        };
        let Some(id) = id.filter(|_| guild.revision != 0) else {
            return make();
        };
        // Nothing that is done under the lock can leave the map half changed.
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let view = views
            .entry(store::GuildId(id.get()))
            .or_insert_with(|| (guild.revision, make()));
        if view.0 != guild.revision {
            *view = (guild.revision, make());
        }
        Arc::clone(&view.1)
    }

    /// Whether a guild's moderators take questions.
    pub(super) fn takes_questions(&self, guild: &Guild) -> bool {
        let default = self.engine.settings().server.inbox;
        guild.settings.inbox.unwrap_or(default)
    }

    /// Whether the line of that day is seen to.
    pub(super) fn is_noticed(&self, guild: store::GuildId, due: Timestamp) -> bool {
        let noticed = self.noticed.lock().unwrap_or_else(PoisonError::into_inner);
        noticed.get(&guild) == Some(&due)
    }

    /// Remembers that it is.
    pub(super) fn notice(&self, guild: store::GuildId, due: Timestamp) {
        let mut noticed = self.noticed.lock().unwrap_or_else(PoisonError::into_inner);
        noticed.insert(guild, due);
    }

    /// Of which messages the text is needed.
    pub(super) fn hears(&self) -> Hears {
        if self.automatic.is_wanted(&self.engine, &self.store) {
            Hears::Everything
        } else {
            Hears::WhatIsMeantForIt
        }
    }

    /// Ready when that is something else than `now`.
    pub(super) async fn hears_otherwise(&self, now: Hears) {
        let mut changes = self.store.watch();
        // Looked at first: it may have changed since `now` was.
        while self.hears() == now {
            if changes.changed().await.is_err() {
                pending::<()>().await;
            }
        }
    }

    /// Counts a reply, without anything of who asked or what.
    pub(super) fn count(&self, guild: Option<GuildId>, reply: &Reply) {
        let knowledge = self.engine.knowledge();
        let entry = reply
            .entry
            .as_ref()
            .and_then(|id| knowledge.entry(id.as_str()));
        self.store.count(Counted {
            guild: guild.map(|guild| store::GuildId(guild.get())),
            day: Counted::day_of(Timestamp::now()),
            outcome: reply.outcome,
            language: reply.language,
            topic: entry.map(|entry| entry.topic.clone()),
            entry: reply.entry.clone(),
        });
    }

    /// A few letters that a member can pass on and that stand in the log beside what went wrong.
    pub(super) fn reference(&self) -> String {
        let now = Timestamp::now().as_millisecond();
        base_36(now.unsigned_abs() * 1_000 + self.next_question() % 1_000)
    }

    /// Runs an answer, unless the bot is stopping. Called from the gateway's thread.
    pub(super) fn start(&self, answer: impl Future<Output = ()> + Send + 'static) {
        if !self.running.is_closed() {
            self.running.spawn_on(answer, &self.home);
        }
    }

    /// Answers an interaction by its callback, the one way that shares no rate limit with other members.
    pub(super) async fn respond(
        &self,
        id: InteractionId,
        token: &str,
        response: &CreateInteractionResponse,
    ) -> Result<(), Fault> {
        within(
            DELIVERY_MOST,
            self.http
                .create_interaction_response(id, token, response, Vec::new()),
        )
        .await
    }

    /// Ends what [`Response::later`](crate::discord::turn::Response::later) began.
    pub(super) async fn complete(
        &self,
        token: &str,
        edit: &EditInteractionResponse,
    ) -> Result<(), Fault> {
        let editing = self
            .http
            .edit_original_interaction_response(token, edit, Vec::new());
        within(DELIVERY_MOST, editing).await.map(drop)
    }

    /// Tells the moderators of a change in their channel.
    pub(super) async fn tell(&self, channel: ChannelId, text: &str) {
        let message = CreateMessage::new()
            .content(fitted(text, CONTENT_MOST))
            .allowed_mentions(CreateAllowedMentions::new());
        let sending = self
            .http
            .send_message(channel, Vec::<CreateAttachment>::new(), &message);
        if let Err(fault) = within(DELIVERY_MOST, sending).await {
            warn!(channel = channel.get(), %fault, "the moderators could not be told of a change");
        }
    }

    /// What goes on for as long as the bot runs.
    pub(super) async fn upkeep(&self) -> Infallible {
        let register = async {
            let mut told = self.application.subscribe();
            let application = told
                .wait_for(Option::is_some)
                .await
                .ok()
                .and_then(|known| *known);
            if let Some(application) = application {
                commands::register(&self.http, application).await;
            }
        };
        let forget = buckets::forget_idle(&self.http);
        let tidy = async {
            let mut clock = tokio::time::interval(TIDY_EVERY);
            loop {
                clock.tick().await;
                self.manners.tidy(Instant::now());
            }
        };
        let notify = async {
            let mut told = self.application.subscribe();
            drop(told.wait_for(Option::is_some).await);
            let mut clock = tokio::time::interval(TIDY_EVERY);
            loop {
                clock.tick().await;
                inbox::notify(self, Timestamp::now()).await;
            }
        };
        tokio::select! {
            never = forget => never,
            never = self.offers.expire(&self.http) => never,
            never = tidy => never,
            never = notify => never,
            never = post_when_due(self, Timestamp::now) => never,
            never = async { register.await; pending().await } => never,
        }
    }

    /// Takes nothing new and waits for what runs, with a bound.
    pub(super) async fn finish(&self) {
        self.running.close();
        let under_way = self.running.len();
        if under_way > 0 {
            info!(answers = under_way, "finishing what is under way");
        }
        if tokio::time::timeout(FINISH_MOST, self.running.wait())
            .await
            .is_err()
        {
            warn!(
                answers = self.running.len(),
                "gave up on answers that Discord did not take in time"
            );
        }
    }
}
