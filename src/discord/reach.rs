//! The first contact: is Discord there, does it know the token, and where is its gateway?
//!
//! Asked before anything connects, because serenity takes an address that nobody answers for a reason to use the real Discord.

use std::time::Duration;

use serde_json::Value;
use serenity::http::{LightMethod, Request, Route};
use tracing::{info, warn};

use crate::discord::RunError;
use crate::discord::bot::Bot;
use crate::discord::fault::{Fault, within};

/// Time for one try.
const TRY_MOST: Duration = Duration::from_secs(30);
/// The first wait before another try; each one after it is twice as long.
const WAIT_FIRST: Duration = Duration::from_secs(1);
/// The longest wait before another try.
const WAIT_MOST: Duration = Duration::from_mins(1);

/// Where the gateway is, and over how many connections Discord wants the guilds spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GatewayPlan {
    pub(super) url: String,
    /// At least 1. A bot in many guilds that opens fewer is turned away with 4011, which serenity does not survive.
    pub(super) shards: u32,
}

/// Whether Discord answers at all.
pub(super) async fn is_there(bot: &Bot) -> bool {
    within(TRY_MOST, bot.http.get_gateway()).await.is_ok()
}

/// The way to the gateway, tried for as long as it takes.
pub(super) async fn gateway(bot: &Bot) -> Result<GatewayPlan, RunError> {
    let mut wait = WAIT_FIRST;
    loop {
        let fault = match within(TRY_MOST, ask(bot)).await {
            Ok(plan) => return Ok(plan),
            Err(Fault::Answered { status: 401, .. }) => return Err(RunError::TokenRefused),
            Err(fault) => fault,
        };
        warn!(%fault, wait_s = wait.as_secs(), "Discord cannot be reached; trying again");
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(WAIT_MOST);
    }
}

async fn ask(bot: &Bot) -> Result<GatewayPlan, Fault> {
    // Who the bot is comes again with the gateway's first event; here it proves the token, and that a mention is known from the first message on.
    let asked = bot
        .http
        .request(Request::new(Route::UserMe, LightMethod::Get))
        .await;
    match asked.map_err(Fault::from) {
        Ok(response) => {
            let user: Value = serde_json::from_slice(&response.bytes().await?).unwrap_or_default();
            let id = user.get("id").and_then(|id| id.as_str()?.parse().ok());
            bot.learn_own_id(id.unwrap_or_default());
        }
        // A proxy that passes on only what a bot needs; then the gateway has to judge the token.
        Err(Fault::Answered { status: 404, .. }) => {}
        Err(fault) => return Err(fault),
    }
    let plan = match bot.http.get_bot_gateway().await.map_err(Fault::from) {
        Ok(gateway) => GatewayPlan {
            shards: gateway.shards.max(1),
            url: gateway.url,
        },
        // As above; such a proxy belongs to a bot of few guilds.
        Err(Fault::Answered { status: 404, .. }) => GatewayPlan {
            url: bot.http.get_gateway().await?.url,
            shards: 1,
        },
        Err(fault) => return Err(fault),
    };
    info!(shards = plan.shards, "Discord is there");
    Ok(plan)
}
