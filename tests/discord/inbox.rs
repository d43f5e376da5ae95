//! Questions that nothing answers: handed to the moderators, answered by them, and known from then on.

use ticktack::knowledge::Id;
use ticktack::lang::Lang;
use ticktack::store::GuildId;

use super::fake::{Bot, Fake, GUILD_ID, PATIENCE, Sent};
use super::{WHY_GERMAN, check_holds, finish};

fn guild() -> GuildId {
    GuildId(GUILD_ID.parse().unwrap())
}

/// Asks until the reply is as expected: a change of another process arrives within two seconds.
async fn ask_until(fake: &Fake, question: &str, expected: impl Fn(&Sent) -> bool) -> Sent {
    let started = std::time::Instant::now();
    loop {
        let sent = fake.slash_ask(question, "de").await;
        if expected(&sent) {
            return sent;
        }
        assert!(started.elapsed() < PATIENCE, "{}", sent.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_guild_was_taught_counts_there_and_nowhere_else() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    let answered = "Wieso ging Redmond leer aus?";
    let (share, unsaid) = (
        "Wie steht der Kurs von Alphabet?",
        "Hat Microsoft 2019 die Gespräche abgebrochen?",
    );
    for question in [answered, share, unsaid] {
        assert!(fake.slash_ask(question, "de").await.is_private());
    }
    let teach = async |target: Option<&str>, phrasing| {
        let target = target.map(|id| Id::new(id).unwrap());
        let taught = store.teach(guild(), target.as_ref(), Lang::De, phrasing);
        taught.await.unwrap()
    };
    let id = teach(Some("microsoft-absage"), answered).await;
    teach(Some("aktienkurs"), share).await;
    teach(None, unsaid).await;
    // What leads to nothing any more does no harm.
    teach(Some("gone"), "Wer wohnt hier?").await;

    let answer = ask_until(&fake, answered, |sent| !sent.is_private()).await;
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    let near = fake.slash_ask("wieso gieng redmond ler aus", "de").await;
    assert_eq!(near.embed()["title"], WHY_GERMAN);
    let share = ask_until(&fake, share, |sent| sent.text().contains("Aktienkursen")).await;
    assert!(share.is_private());
    let unsaid = fake
        .slash_ask("hat microsoft 2019 die gespräche abgebrochen", "de")
        .await;
    check_holds(&unsaid, &["Darauf geben die fünf Artikel keine Antwort"]);
    // A name that the entry does not cover still stops the answer.
    let other = fake.slash_ask("Wieso ging Oracle leer aus?", "de").await;
    assert!(other.is_private());
    let elsewhere = fake.direct_message(answered).await;
    assert_ne!(elsewhere.embed()["title"], WHY_GERMAN);

    store.unteach(guild(), id).await.unwrap();
    ask_until(&fake, answered, Sent::is_private).await;
    finish(fake, bot).await;
}
