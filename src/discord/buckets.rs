//! Keeps serenity's rate limiter from growing: it files one bucket an interaction and forgets none, which in a busy guild fills memory in months.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serenity::http::{Http, Ratelimit};
use tokio::sync::Mutex;

/// Time between two clearings.
const EVERY: Duration = Duration::from_mins(1);

/// Clears the buckets of `http` for as long as it is polled.
pub(super) async fn forget_idle(http: &Http) -> Infallible {
    let Some(ratelimiter) = &http.ratelimiter else {
        return std::future::pending().await;
    };
    let routes = ratelimiter.routes();
    let mut clock = tokio::time::interval(EVERY);
    loop {
        clock.tick().await;
        let now = SystemTime::from(jiff::Timestamp::now());
        let mut routes = routes.write().await;
        routes.retain(|_, bucket| is_needed(bucket, now));
        // The map would keep the room of its busiest minute.
        routes.shrink_to_fit();
    }
}

/// A request under way holds a second handle (it takes it under the lock of the map, so none can appear meanwhile);
/// a bucket whose reset lies ahead still counts.
fn is_needed(bucket: &Arc<Mutex<Ratelimit>>, now: SystemTime) -> bool {
    Arc::strong_count(bucket) > 1
        || bucket.try_lock().map_or(true, |bucket| {
            bucket.reset().is_some_and(|reset| reset > now)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_idle_buckets_are_forgotten() {
        let now = SystemTime::UNIX_EPOCH;
        let bucket = Arc::new(Mutex::new(Ratelimit::default()));
        assert!(!is_needed(&bucket, now));
        let second = Arc::clone(&bucket);
        assert!(is_needed(&bucket, now));
        drop(second);
        assert!(!is_needed(&bucket, now));
    }
}
