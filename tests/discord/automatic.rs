//! Answers to questions that nobody addressed to the bot.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use ticktack::store::{ChannelId, GuildId};

use super::fake::{Bot, CHANNEL_ID, Content, Fake, GUILD_ID, Message, small_root};
use super::{WHY_ENGLISH, WHY_GERMAN, stopped};

/// The small knowledge base with an evaluation, in a folder that goes with the test.
struct Evaluated(PathBuf);

impl Evaluated {
    fn new(asserted: u32) -> Self {
        // Tests of one process run side by side.
        static FOLDERS: AtomicU32 = AtomicU32::new(0);
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("ticktack-evaluated-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        for part in ["knowledge", "seeds"] {
            let to = folder.0.join(part);
            std::fs::create_dir_all(&to).unwrap();
            for file in std::fs::read_dir(small_root().join(part)).unwrap() {
                let file = file.unwrap();
                std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
        let settings = "config.toml";
        std::fs::copy(small_root().join(settings), folder.0.join(settings)).unwrap();
        let evaluation = json!({
            "revision": revision(&folder.0),
            "unaddressed": 0.9,
            "out_of_scope": 240,
            "asserted": asserted,
        });
        let file = folder.0.join("knowledge/eval.json");
        std::fs::write(file, evaluation.to_string()).unwrap();
        folder
    }
}

impl Drop for Evaluated {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn revision(root: &Path) -> String {
    let mut export = std::process::Command::new(env!("CARGO_BIN_EXE_ticktack"));
    let export = export
        .arg("export")
        .arg("--root")
        .arg(root)
        .output()
        .unwrap();
    let export: Value = serde_json::from_slice(&export.stdout).unwrap();
    export["revision"].as_str().unwrap().to_owned()
}

/// Names the channel, with a cap for an hour.
async fn name_channel(bot: &Bot, per_hour: u32) {
    let store = bot.store.open().await;
    let guild = GuildId(GUILD_ID.parse().unwrap());
    let set = store.change_settings(guild, |settings| {
        let channel = ChannelId(CHANNEL_ID.parse().unwrap());
        settings.automatic_channels.insert(channel);
        settings.automatic_per_hour = Some(per_hour);
    });
    set.await.unwrap();
}

fn said(text: &str) -> Message {
    Message::in_guild(text).with_text()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_a_named_channel_is_answered_where_the_bot_is_sure() {
    let root = Evaluated::new(0);
    let fake = Fake::start().await;
    fake.with(|state| state.gateway.content = Content::Allowed);
    let bot = Bot::start_with(&fake, &root.0, &[]).await;
    fake.unanswered(&said(WHY_GERMAN)).await;
    name_channel(&bot, 2).await;
    fake.until("a connection that hears everything", |state| {
        let gateway = &state.gateway;
        (gateway.hears_everything && gateway.is_connected()).then_some(())
    })
    .await;

    let answer = fake.message(&said(WHY_GERMAN)).await;
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    for quiet in [
        // The same entry again, in the other language too.
        WHY_GERMAN,
        WHY_ENGLISH,
        // No question, an offer, a decline, small talk, a reply of somebody else's business.
        "Wer ist Vanessa Pappas",
        "Hat Microsoft 2019 die Gespräche abgebrochen?",
        "Wie wird das Wetter morgen in Hamburg?",
        "hallo?",
    ] {
        fake.unanswered(&said(quiet)).await;
    }
    fake.unanswered(&said("Wer ist Vanessa Pappas?").in_thread())
        .await;
    fake.unanswered(&said("Wer ist Vanessa Pappas?").by_bot())
        .await;
    let second = fake.message(&said("Wer ist Vanessa Pappas?")).await;
    assert_eq!(second.embed()["title"], "Wer ist Vanessa Pappas?");
    // The hour has had its two.
    fake.unanswered(&said("Welche Rolle bekommt Oracle?")).await;
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_discord_refuses_the_text_everything_else_goes_on() {
    let root = Evaluated::new(0);
    let fake = Fake::start().await;
    fake.with(|state| state.gateway.content = Content::Refused);
    let bot = Bot::start_with(&fake, &root.0, &[]).await;
    name_channel(&bot, 2).await;
    bot.says("switch on Message Content Intent").await;
    fake.until("the connection after it", |state| {
        let gateway = &state.gateway;
        let is_back = gateway.content == Content::WasRefused && gateway.identified == 2;
        (is_back && gateway.is_connected()).then_some(())
    })
    .await;
    assert_eq!(fake.mention(WHY_GERMAN).await.embed()["title"], WHY_GERMAN);
    let exit = stopped(bot).await;
    assert_eq!(exit.output.matches("ERROR").count(), 1, "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_clean_evaluation_they_stay_off_and_say_why() {
    let asserting = Evaluated::new(1);
    for (root, reason) in [
        (small_root(), "no evaluation is kept"),
        (asserting.0.clone(), "asserts what the articles do not say"),
    ] {
        let fake = Fake::start().await;
        let bot = Bot::start_with(&fake, &root, &[]).await;
        name_channel(&bot, 2).await;
        bot.says("automatic answers stay off").await;
        fake.unanswered(&said(WHY_GERMAN)).await;
        let exit = stopped(bot).await;
        assert!(exit.output.contains(reason), "{}", exit.output);
        assert_eq!(exit.output.matches("WARN").count(), 1, "{}", exit.output);
    }
}
