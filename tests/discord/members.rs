//! What a member may expect wherever and however they ask: every command in both languages, every place, every way to write.

use serde_json::{Value, json};

use super::fake::{
    BOT_ID, Bot, CHANNEL_ID, Fake, GUILD_ID, Interaction, Message, OTHER_ID, THREAD_ID, small_root,
};
use super::{WHY_ENGLISH, WHY_GERMAN, check_harmless, check_holds, finish};

/// Every name and description of a command, an option or a choice has its German one, and says something else or the same name.
#[track_caller]
fn check_german(it: &Value, has_description: bool) {
    let german = |key: &str| it[key]["de"].as_str().unwrap_or_default().to_owned();
    assert!(!german("name_localizations").is_empty(), "{it}");
    if has_description {
        let description = german("description_localizations");
        assert!(
            !description.is_empty() && it["description"] != description,
            "{it}"
        );
    }
    for option in it["options"].as_array().into_iter().flatten() {
        check_german(option, true);
    }
    for choice in it["choices"].as_array().into_iter().flatten() {
        check_german(choice, false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_option_and_choice_is_there_in_german() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.until_requested("PUT", "/applications/", 1).await;
    bot.says("the commands were registered").await;
    fake.with(|state| {
        assert!(state.commands.len() >= 8);
        for command in &state.commands {
            check_german(command, command["type"] == 1);
        }
    });
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn among_friends_who_brought_the_bot_along_it_answers_as_in_a_channel() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let ask = |question| Interaction::ask(question).among_friends();
    for (question, locale) in [(WHY_GERMAN, "de"), (WHY_ENGLISH, "en-US")] {
        let answer = fake.interact(ask(question).locale(locale)).await;
        assert!(!answer.is_private());
        assert_eq!(answer.embed()["title"], question);
    }
    let declined = fake
        .interact(ask("Wie wird das Wetter?").locale("en-US"))
        .await;
    assert!(declined.is_private());
    let answer = fake.interact(ask(WHY_GERMAN)).await;
    let more = Interaction::press(&answer, "Mehr").among_friends();
    assert_eq!(fake.interact(more).await.buttons(), ["Nachfragen"]);
    let others = Interaction::press(&answer, "Quelle")
        .among_friends()
        .by(OTHER_ID);
    assert!(fake.interact(others).await.is_private());
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_answered_however_it_is_written() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for text in [
        format!("@everyone <@{BOT_ID}> {WHY_GERMAN}"),
        format!("<@{BOT_ID}>\n\n{WHY_GERMAN}"),
        format!("hey <@{BOT_ID}>: **{WHY_GERMAN}** 🙏"),
        format!("<@{BOT_ID}> {}", WHY_GERMAN.to_uppercase()),
        format!("<@{BOT_ID}> `{WHY_GERMAN}`"),
        format!("<@{BOT_ID}>, {WHY_GERMAN} <@{OTHER_ID}>"),
    ] {
        let sent = fake.message(&Message::in_guild(&text)).await;
        assert_eq!(sent.embed()["title"], WHY_GERMAN, "{text}");
        check_harmless(&sent);
    }
    for text in ["🙂🙂", "?", "...", "@everyone"] {
        check_harmless(&fake.mention(text).await);
    }
    // In direct messages it needs no mention, and takes one.
    let direct = Message::direct(&format!("<@{BOT_ID}> {WHY_ENGLISH}"));
    assert_eq!(fake.message(&direct).await.embed()["title"], WHY_ENGLISH);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_out_of_the_archive_is_a_thread() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let thread = json!({"id": THREAD_ID, "guild_id": GUILD_ID, "parent_id": CHANNEL_ID, "owner_id": OTHER_ID, "type": 11, "name": "t",
                        "last_message_id": null, "message_count": 0, "member_count": 1, "rate_limit_per_user": 0, "position": 0, "nsfw": false,
                        "thread_metadata": {"archived": false, "auto_archive_duration": 1440,
                                            "archive_timestamp": "2026-11-22T12:00:00+00:00", "locked": false}});
    fake.dispatch("THREAD_UPDATE", &thread);
    let mention = Message::in_guild(&format!("<@{BOT_ID}> {WHY_GERMAN}")).in_thread();
    fake.message(&mention).await;
    fake.message(&mention).await;
    bot.says("follows=microsoft-absage").await;
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_to_one_member_is_told_in_their_language() {
    let fake = Fake::start().await;
    let settings = [("TICKTACK_DISCORD_QUESTIONS_A_MINUTE", "1")];
    let bot = Bot::start_with(&fake, &small_root(), &settings).await;
    fake.slash_ask(WHY_GERMAN, "de").await;
    for (locale, slow) in [
        ("de", "Das waren viele Fragen auf einmal"),
        ("en-GB", "Those were many questions at once"),
        // Of a language that the bot does not speak: the guild's.
        ("fr", "Das waren viele Fragen auf einmal"),
    ] {
        let told = fake.slash_ask(WHY_GERMAN, locale).await;
        assert!(told.is_private());
        check_holds(&told, &[slow]);
        let form = Interaction::new(
            5,
            json!({"custom_id": "1|asked|microsoft-absage|de|0|1", "components": []}),
        );
        check_holds(&fake.interact(form.locale(locale)).await, &[slow]);
        let message = fake
            .interact(Interaction::answer_this(WHY_GERMAN).locale(locale))
            .await;
        check_holds(&message, &[slow]);
    }
    // Reading is no asking.
    let page = fake
        .interact(Interaction::command("topics", &json!([])))
        .await;
    assert!(!page.embed().is_null());
    assert!(!fake.autocomplete("warum", "de").await.is_empty());
    finish(fake, bot).await;
}
