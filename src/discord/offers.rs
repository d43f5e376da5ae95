//! Offers in channels whose buttons go after a while: an old list of choices beneath a talk that moved on is clutter.
//!
//! Kept in memory: after a restart old buttons stay, and still work.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::builder::{CreateAllowedMentions, EditMessage};
use serenity::http::Http;
use serenity::model::id::{ChannelId, MessageId};
use tracing::debug;

use crate::discord::fault::within;
use crate::render::discord::Drawn;

/// Time between two looks for offers that are due.
const EVERY: Duration = Duration::from_secs(1);
/// Time for one edit.
const EDIT_MOST: Duration = Duration::from_secs(10);

/// The offers that nobody has taken up.
#[derive(Debug)]
pub(super) struct Offers {
    /// How long their buttons stay.
    last: Duration,
    open: Mutex<Vec<Offer>>,
}

#[derive(Debug)]
struct Offer {
    due: Instant,
    channel: ChannelId,
    message: MessageId,
    /// How it looks without buttons.
    bare: Drawn,
}

impl Offers {
    pub(super) const fn new(last: Duration) -> Self {
        Self {
            last,
            open: Mutex::new(Vec::new()),
        }
    }

    /// Remembers an offer that was just made.
    pub(super) fn made(&self, now: Instant, channel: ChannelId, message: MessageId, bare: Drawn) {
        let due = now + self.last;
        self.with(|open| {
            open.push(Offer {
                due,
                channel,
                message,
                bare,
            });
        });
    }

    /// Forgets an offer: its message shows something else now.
    pub(super) fn take_up(&self, message: MessageId) {
        self.with(|open| open.retain(|offer| offer.message != message));
    }

    /// Takes the buttons off what is due, for as long as it is polled.
    pub(super) async fn expire(&self, http: &Http) -> Infallible {
        let mut clock = tokio::time::interval(EVERY);
        loop {
            clock.tick().await;
            for offer in self.due(Instant::now()) {
                let edit = EditMessage::new()
                    .allowed_mentions(CreateAllowedMentions::new())
                    .embed(offer.bare.embed)
                    .components(offer.bare.rows);
                let editing = http.edit_message(offer.channel, offer.message, &edit, Vec::new());
                if let Err(fault) = within(EDIT_MOST, editing).await {
                    // It may have been deleted, which comes to the same.
                    debug!(%fault, "the buttons of an offer stay");
                }
            }
        }
    }

    fn due(&self, now: Instant) -> Vec<Offer> {
        self.with(|open| open.extract_if(.., |offer| offer.due <= now).collect())
    }

    fn with<T>(&self, change: impl FnOnce(&mut Vec<Offer>) -> T) -> T {
        // Nothing that is done under the lock can leave the list half changed.
        change(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
