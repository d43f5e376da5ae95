//! What keeps the bot from filling a channel.

use serde_json::json;

use super::fake::{
    BOT_ID, Bot, CHANNEL_ID, Fake, GUILD_ID, Interaction, Message, OTHER_ID, small_root,
};
use super::{WHY_ENGLISH, WHY_GERMAN, check_holds, finish};

const LIMITS: [(&str, &str); 2] = [
    ("TICKTACK_DISCORD_QUESTIONS_A_MINUTE", "3"),
    ("TICKTACK_DISCORD_REPEAT_SECONDS", "3600"),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_channel_is_not_posted_again() {
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &small_root(), &LIMITS[1..]).await;
    fake.introduce_guild();

    let first = fake.slash_ask(WHY_GERMAN, "de").await;
    assert!(!first.is_private());
    let link = format!(
        "https://discord.com/channels/{GUILD_ID}/{CHANNEL_ID}/{}",
        first.id()
    );
    // The bot learns where its answer stands from an event that this question may overtake.
    let again = loop {
        let again = fake
            .interact(Interaction::ask(WHY_GERMAN).by(OTHER_ID))
            .await;
        assert!(again.is_private());
        if again.embed().is_null() {
            break again;
        }
        check_holds(
            &again,
            &["Das steht gerade schon in diesem Kanal", WHY_GERMAN],
        );
    };
    check_holds(&again, &[&format!("Schon beantwortet: {link}")]);
    let mention = Message::in_guild(&format!("<@{BOT_ID}> {WHY_GERMAN}"));
    let beneath = fake.message(&mention).await;
    check_holds(&beneath, &[&format!("Schon beantwortet: {link}")]);
    assert!(beneath.embed().is_null());

    // Another language, another channel, a private answer and a moderator are no repetition.
    assert!(!fake.slash_ask(WHY_ENGLISH, "de").await.is_private());
    let direct = fake.direct_message(WHY_GERMAN).await;
    assert_eq!(direct.embed()["title"], WHY_GERMAN);
    let private = fake.interact(Interaction::ask(WHY_GERMAN).private()).await;
    assert_eq!(private.embed()["title"], WHY_GERMAN);
    let moderator = fake
        .interact(Interaction::ask(WHY_GERMAN).by_moderator())
        .await;
    assert!(!moderator.is_private());
    let moderator = fake.message(&mention.by_moderator()).await;
    assert_eq!(moderator.embed()["title"], WHY_GERMAN);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_deleted_stands_nowhere() {
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &small_root(), &LIMITS[1..]).await;
    for bulk in [false, true] {
        let first = fake.slash_ask(WHY_GERMAN, "de").await;
        assert!(!first.is_private());
        // The bot learns where its answer stands from an event that this question may overtake.
        while !fake.slash_ask(WHY_GERMAN, "de").await.embed().is_null() {}
        let gone = json!({"id": first.id(), "ids": [first.id()], "channel_id": CHANNEL_ID, "guild_id": GUILD_ID});
        let name = ["MESSAGE_DELETE", "MESSAGE_DELETE_BULK"][usize::from(bulk)];
        fake.dispatch(name, &gone);
    }
    assert!(!fake.slash_ask(WHY_GERMAN, "de").await.is_private());
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_asks_faster_than_anybody_reads_waits() {
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &small_root(), &LIMITS).await;

    for question in ["hallo", WHY_GERMAN, WHY_ENGLISH] {
        fake.slash_ask(question, "de").await;
    }
    let slow = fake.slash_ask("Wer ist Vanessa Pappas?", "en-US").await;
    assert!(slow.is_private());
    check_holds(&slow, &["Those were many questions at once"]);
    let mention = Message::in_guild(&format!("<@{BOT_ID}> Wer ist Vanessa Pappas?"));
    let id = fake.send_message(&mention);
    let reaction = format!("/channels/{CHANNEL_ID}/messages/{id}/reactions/");
    fake.until_requested("PUT", &reaction, 1).await;
    let other = fake
        .interact(Interaction::ask("Wer ist Vanessa Pappas?").by(OTHER_ID))
        .await;
    assert!(!other.is_private());
    let moderator = Interaction::ask("Welche Rolle bekommt Oracle?").by_moderator();
    assert!(!fake.interact(moderator).await.is_private());

    finish(fake, bot).await;
}
