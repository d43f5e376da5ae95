//! What every answer on Discord needs, and the little that goes on beside answering.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serenity::builder::CreateInteractionResponse;
use serenity::http::Http;
use serenity::model::id::{ApplicationId, GuildId, InteractionId, UserId};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::discord::fault::{Fault, within};
use crate::discord::manners::Manners;
use crate::discord::offers::Offers;
use crate::discord::places::Places;
use crate::discord::{buckets, commands};
use crate::engine::Engine;
use crate::knowledge::GuildView;
use crate::render::discord::press::base_36;

/// Time for what runs when the bot is stopped. With closing the gateway it stays below the ten seconds a supervisor waits.
const FINISH_MOST: Duration = Duration::from_secs(8);

/// Time for bringing a reply to Discord. Of an interaction Discord waits for 3 s; in a channel a reply that comes later than this is
/// read beneath something else.
pub(super) const DELIVERY_MOST: Duration = Duration::from_secs(10);

/// Time between two clearings of what is remembered.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// The bot of one process. Dropped when the process ends.
#[derive(Debug)]
pub(super) struct Bot {
    /// What answers. A request takes it once and keeps it.
    engine: Arc<Engine>,
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
    /// What a guild has that has nothing of its own.
    shipped: Arc<GuildView>,
    /// How much was asked lately, and what stands where.
    pub(super) manners: Manners,
    /// What the gateway told of guilds.
    pub(super) places: Places,
}

impl Bot {
    /// A bot that answers on the runtime this is called in.
    pub(super) fn new(engine: Arc<Engine>, http: Http) -> Self {
        let limits = engine.settings().discord;
        Self {
            engine,
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
            shipped: Arc::default(),
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

    /// What the guild has of its own.
    pub(super) fn guild_view(&self, _guild: Option<GuildId>) -> Arc<GuildView> {
        Arc::clone(&self.shipped)
    }

    /// A few letters that a member can pass on and that stand in the log beside what went wrong.
    pub(super) fn reference(&self) -> String {
        let now = jiff::Timestamp::now().as_millisecond();
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
        tokio::select! {
            never = forget => never,
            never = self.offers.expire(&self.http) => never,
            never = tidy => never,
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
