//! What the bot takes from its store, and what it puts there.

use std::time::Instant;

use jiff::Timestamp;
use sqlx::{AnyConnection, Connection as _, Executor as _};
use ticktack::knowledge::Id;
use ticktack::lang::Lang;
use ticktack::store::{Counted, GuildId, Vote};

use super::fake::{Bot, Fake, GUILD_ID, Interaction, PATIENCE, Sent, small_root};
use super::{WHY_GERMAN, check_holds, finish, stopped};

fn guild() -> GuildId {
    GuildId(GUILD_ID.parse().unwrap())
}

/// Asks until the reply is as expected: a change of another process arrives within two seconds.
async fn ask_until(fake: &Fake, question: &str, expected: impl Fn(&Sent) -> bool) -> Sent {
    let started = Instant::now();
    loop {
        let sent = fake.slash_ask(question, "de").await;
        if expected(&sent) {
            return sent;
        }
        assert!(started.elapsed() < PATIENCE, "{}", sent.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moderators_set_is_taken_up_at_once() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    let entry = Id::new("oracle-partner").unwrap();
    let question = "Welche Rolle bekommt Oracle?";

    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    store.pause(guild(), &entry, "wird geprüft").await.unwrap();
    let paused = ask_until(&fake, question, Sent::is_private).await;
    check_holds(&paused, &["Diese Antwort wird gerade geprüft."]);
    // Nor by a button of before.
    let pressed = fake.press(&answer, question).await;
    check_holds(&pressed, &["Diese Antwort wird gerade geprüft."]);
    store.resume(guild(), &entry).await.unwrap();
    ask_until(&fake, question, |sent| !sent.is_private()).await;

    let set = store.change_settings(guild(), |settings| {
        settings.language = Some(Lang::En);
        settings.private = Some(true);
    });
    set.await.unwrap();
    let private = ask_until(&fake, WHY_GERMAN, Sent::is_private).await;
    assert_eq!(private.embed()["title"], WHY_GERMAN);
    let unclear = fake.mention("Vanessa Pappas").await;
    check_holds(&unclear, &["interim head of TikTok"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_and_ratings_are_counted_and_nothing_else() {
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &small_root(), &[]).await;
    let store = bot.store.open().await;
    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    fake.mention(WHY_GERMAN).await;
    fake.slash_ask("Wie wird das Wetter?", "de").await;
    let more = fake.press(&answer, "Mehr").await;
    fake.choose(&more, "Nicht hilfreich: nicht meine Frage")
        .await;
    let day = Counted::day_of(Timestamp::now());
    let votes = store.votes(Some(guild()), day, day).await.unwrap();
    assert_eq!(votes.len(), 1);
    assert_eq!(votes[0].vote, Vote::OtherQuestion);

    // A writer that does not let go: the answer goes on, the rating is refused.
    let url = bot.store.url();
    let mut other = AnyConnection::connect(url.exposed()).await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let refused = fake.choose(&more, "Hilfreich").await;
    assert!(refused.is_private());
    check_holds(&refused, &["gerade nicht merken"]);
    assert!(
        !fake
            .interact(Interaction::ask(WHY_GERMAN))
            .await
            .is_private()
    );
    other.execute("ROLLBACK").await.unwrap();
    check_holds(&fake.choose(&more, "Hilfreich").await, &["Danke"]);

    let kept = bot.store.clone();
    stopped(bot).await;
    let store = kept.open().await;
    let counts = store.counts(Some(guild()), day, day).await.unwrap();
    let total: u64 = counts.iter().map(|count| count.number).sum();
    assert_eq!(total, 4, "{counts:?}");
}
