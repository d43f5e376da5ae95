//! Summaries that are posted by the clock.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;
use ticktack::lang::Lang;
use ticktack::store::{ChannelId, Claim, Digest, DigestId};

use super::database::on_each;
use super::fake::{Bot, CHANNEL_ID, Fake, Interaction, THREAD_ID, small_root};
use super::moderation::{guild, moderate, text};
use super::{check_holds, stopped};

/// A digest that was due so many minutes ago.
fn due(minutes: i64) -> Digest {
    let at = Timestamp::now().checked_sub(minutes.minutes()).unwrap();
    let at = at.to_zoned(TimeZone::UTC).datetime();
    Digest {
        id: DigestId(0),
        channel: ChannelId(CHANNEL_ID.parse().unwrap()),
        weekday: at.weekday(),
        time: at
            .time()
            .with()
            .second(0)
            .subsec_nanosecond(0)
            .build()
            .unwrap(),
        zone: "UTC".to_owned(),
        language: Lang::En,
        what: "topic.verkauf.f".to_owned(),
        paused: false,
    }
}

/// When that was.
fn last_time(digest: &Digest) -> Timestamp {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let mut days = (0..8).map(|days| today.checked_sub(days.days()).unwrap());
    let day = days.find(|day| day.weekday() == digest.weekday).unwrap();
    let at = day.to_datetime(digest.time).to_zoned(TimeZone::UTC);
    at.unwrap().timestamp()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_process_claimed_that_died_is_posted_by_another() {
    on_each(async |database| {
        let fake = Fake::start().await;
        let store = database.open().await;
        let digest = due(5);
        let id = store.add_digest(guild(), &digest).await.unwrap();
        let earlier = Timestamp::now().checked_sub(3.minutes()).unwrap();
        let claimed = store.claim(id, last_time(&digest), earlier).await;
        assert_eq!(claimed.unwrap(), Claim::Mine);
        store.close().await;
        let settings = [("TICKTACK_STORE_URL", database.url().exposed())];
        let bot = Bot::start_with(&fake, &small_root(), &settings).await;
        check_holds(&fake.posted().await, &["Summary: The sale"]);
        bot.says("a digest was posted").await;
        stopped(bot).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_processes_one_posts_what_was_missed() {
    on_each(async |database| {
        let fake = Fake::start().await;
        let store = database.open().await;
        store.add_digest(guild(), &due(5)).await.unwrap();
        let paused = Digest {
            paused: true,
            ..due(5)
        };
        store.add_digest(guild(), &paused).await.unwrap();
        store.close().await;
        let url = database.url().exposed();
        let settings = [("TICKTACK_STORE_URL", url), ("RUST_LOG", "ticktack=debug")];
        let root = small_root();
        let (one, other) = tokio::join!(
            Bot::start_with(&fake, &root, &settings),
            Bot::start_with(&fake, &root, &settings),
        );
        for bot in [&one, &other] {
            bot.says("a digest").await;
        }
        let post = fake.posted().await;
        check_holds(&post, &["Summary: The sale", "By contrast, heise online"]);
        assert!(post.path.contains(CHANNEL_ID) && post.body["enforce_nonce"] == true);
        // A second post would be left over.
        let mut output = stopped(one).await.output;
        output.push_str(&stopped(other).await.output);
        assert_eq!(output.matches("a digest was posted").count(), 1, "{output}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_by_an_hour_is_skipped_and_the_log_says_so() {
    on_each(async |database| {
        let fake = Fake::start().await;
        let store = database.open().await;
        // Once: the next minute it would be another.
        let digest = due(90);
        let id = store.add_digest(guild(), &digest).await.unwrap();
        let settings = [("TICKTACK_STORE_URL", database.url().exposed())];
        let bot = Bot::start_with(&fake, &small_root(), &settings).await;
        bot.says("a digest is skipped: its time was missed by an hour or more")
            .await;
        // Said once: the store has it as settled.
        let at = last_time(&digest);
        let is_settled = async || store.claim(id, at, Timestamp::now()).await.unwrap();
        while is_settled().await == Claim::Held {
            tokio::task::yield_now().await;
        }
        assert_eq!(is_settled().await, Claim::Done);
        store.close().await;
        stopped(bot).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_does_not_let_be_posted_is_not_tried_for_ever() {
    on_each(async |database| {
        let fake = Fake::start().await;
        fake.fail("POST", "/channels/", 403, 9);
        let store = database.open().await;
        store.add_digest(guild(), &due(5)).await.unwrap();
        store.close().await;
        let settings = [("TICKTACK_STORE_URL", database.url().exposed())];
        let bot = Bot::start_with(&fake, &small_root(), &settings).await;
        bot.says("a digest is skipped: Discord does not let it be posted")
            .await;
        fake.posted().await;
        stopped(bot).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_is_added_listed_paused_posted_and_removed() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    check_holds(
        &moderate(&fake, "digest", "list", json!([])).await,
        &["Hier kommt noch keine Zusammenfassung"],
    );
    let wrong_time = json!([text("weekday", "Monday"), text("time", "abends")]);
    check_holds(
        &moderate(&fake, "digest", "add", wrong_time).await,
        &["Schreib sie so: 18:00"],
    );
    let wrong_zone = json!([
        text("weekday", "Monday"),
        text("time", "18:00"),
        text("time-zone", "Berlin")
    ]);
    check_holds(
        &moderate(&fake, "digest", "add", wrong_zone).await,
        &["Diese Zeitzone kenne ich nicht."],
    );
    let zones =
        fake.choices(Interaction::typing("digest", "add", "time-zone", "berl").by_moderator());
    assert_eq!(zones.await, ["Europe/Berlin"]);

    // What it would have posted five minutes ago is none of its business.
    let before = due(5);
    let add = json!([
        text("weekday", &format!("{:?}", before.weekday)),
        text("time", &before.time.strftime("%H:%M").to_string()),
        text("time-zone", "utc"),
        text("topic", "verkauf"),
        text("language", "en"),
        {"name": "channel", "type": 7, "value": THREAD_ID},
    ]);
    let added = moderate(&fake, "digest", "add", add).await;
    check_holds(
        &added,
        &[
            "Kommt jede Woche:",
            "Uhr (UTC): Summary: The sale",
            &format!("<#{THREAD_ID}>"),
        ],
    );
    let plain = json!([text("weekday", "Monday"), text("time", "18 Uhr")]);
    let plain = moderate(&fake, "digest", "add", plain).await;
    check_holds(
        &plain,
        &[
            "Montag, 18:00 Uhr (Europe/Berlin): Der Streit um TikTok in Kürze",
            &format!("<#{CHANNEL_ID}>"),
        ],
    );
    let listed = moderate(&fake, "digest", "list", json!([])).await;
    assert_eq!(listed.text().lines().count(), 3, "{}", listed.text());

    let ids = fake
        .choices(Interaction::typing("digest", "pause", "digest", "sale").by_moderator())
        .await;
    let [id] = ids.as_slice() else {
        panic!("{ids:?}")
    };
    let which = json!([text("digest", id)]);
    check_holds(
        &moderate(&fake, "digest", "pause", which.clone()).await,
        &["Pausiert:"],
    );
    check_holds(
        &moderate(&fake, "digest", "list", json!([])).await,
        &["– pausiert"],
    );
    check_holds(
        &moderate(&fake, "digest", "pause", which.clone()).await,
        &["Läuft wieder:"],
    );
    let posted = moderate(&fake, "digest", "post-now", which.clone()).await;
    check_holds(&posted, &["Gepostet: https://discord.com/channels/"]);
    let post = fake.posted().await;
    assert!(post.path.contains(THREAD_ID));
    check_holds(&post, &["Summary: The sale"]);
    let ids =
        fake.choices(Interaction::typing("digest", "remove", "digest", "Kürze").by_moderator());
    let gone = json!([text("digest", &ids.await[0])]);
    let removed = moderate(&fake, "digest", "remove", gone.clone()).await;
    check_holds(&removed, &["Entfernt: Montag"]);
    let again = moderate(&fake, "digest", "remove", gone).await;
    check_holds(&again, &["Diese Zusammenfassung kenne ich nicht."]);
    // Nothing is due before next week: neither here nor to a process that starts now.
    let url = bot.store.url();
    let settings = [
        ("TICKTACK_STORE_URL", url.exposed()),
        ("RUST_LOG", "ticktack=debug"),
    ];
    let second = Bot::start_with(&fake, &small_root(), &settings).await;
    second
        .says("a digest is posted by another process, or was")
        .await;
    stopped(second).await;
    stopped(bot).await;
}
