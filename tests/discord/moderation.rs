//! What moderators do: stop an answer, set how the bot behaves, see what was asked.

use std::time::Instant;

use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _, Executor as _};
use ticktack::knowledge::{self, Excerpts, GuildView, Id};
use ticktack::lang::Lang;
use ticktack::phrases;
use ticktack::render::discord;
use ticktack::render::discord::fit::escaped;
use ticktack::reply::{self, View};
use ticktack::store::GuildId;

use super::fake::{Bot, CHANNEL_ID, Fake, GUILD_ID, Interaction, PATIENCE, Sent, violations};
use super::{WHY_ENGLISH, WHY_GERMAN, check_holds, finish, shown};

/// The guild of all conversations.
pub fn guild() -> GuildId {
    GuildId(GUILD_ID.parse().unwrap())
}

/// A subcommand by a moderator, answered.
pub async fn moderate(fake: &Fake, name: &str, subcommand: &str, options: Value) -> Sent {
    let command = Interaction::subcommand(name, subcommand, &options);
    let sent = fake.interact(command.by_moderator()).await;
    assert!(sent.is_private(), "{sent:?}");
    sent
}

/// A text option.
pub fn text(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

const ORACLE: &str = "Welche Rolle bekommt Oracle?";

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_stopped_at_once_and_put_back() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let before = fake.slash_ask(WHY_GERMAN, "de").await;

    let stop = json!([
        text("entry", "oracle-partner"),
        text("reason", "frag max@example.org, stimmt nicht")
    ]);
    let paused = moderate(&fake, "entry", "pause", stop).await;
    check_holds(&paused, &["Angehalten: „Welche Rolle bekommt Oracle?“."]);

    // Neither answered, nor offered, nor led to, nor by a button of before.
    let asked = fake.slash_ask(ORACLE, "de").await;
    assert!(asked.is_private());
    check_holds(&asked, &["Diese Antwort wird gerade geprüft."]);
    assert!(!asked.text().contains("Technologiepartner"));
    assert!(
        !fake
            .autocomplete("Oracle", "de")
            .await
            .contains(&ORACLE.to_owned())
    );
    let after = fake.slash_ask(WHY_GERMAN, "de").await;
    assert!(before.buttons().contains(&ORACLE) && !after.buttons().contains(&ORACLE));
    let pressed = fake.press(&before, ORACLE).await;
    assert!(pressed.is_private());
    check_holds(&pressed, &["Diese Antwort wird gerade geprüft."]);
    let english = fake.interact(Interaction::ask("What will be Oracle's role?").locale("en-US"));
    check_holds(&english.await, &["This answer is being checked."]);

    let offered = |subcommand| {
        let typing = Interaction::typing("entry", subcommand, "entry", "Oracle");
        fake.choices(typing.by_moderator())
    };
    assert!(
        !offered("pause")
            .await
            .contains(&"oracle-partner".to_owned())
    );
    assert_eq!(offered("resume").await, ["oracle-partner"]);

    let which = json!([text("entry", "oracle-partner")]);
    let shown = moderate(&fake, "entry", "show", which.clone()).await;
    check_holds(
        &shown,
        &[
            "Auf diesem Server angehalten.",
            "Grund: frag",
            "stimmt nicht",
            "Oracle nur Technologiepartner",
            "Formulierungen, Deutsch",
            "heise online",
        ],
    );
    let resumed = moderate(&fake, "entry", "resume", which.clone()).await;
    check_holds(&resumed, &["Wieder da"]);
    assert!(!fake.slash_ask(ORACLE, "de").await.is_private());
    let again = moderate(&fake, "entry", "resume", which).await;
    check_holds(&again, &["war nicht angehalten"]);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_shown_with_what_this_server_was_taught() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let which = json!([text("entry", "oracle-partner")]);
    let before = moderate(&fake, "entry", "show", which.clone()).await;
    assert!(!before.text().contains("beigebracht"), "{}", before.text());
    let store = bot.store.open().await;
    let id = Id::new("oracle-partner").unwrap();
    let phrasing = "Was darf Oracle tun?";
    let taught = store.teach(guild(), Some(&id), Lang::De, phrasing);
    taught.await.unwrap();
    store.close().await;
    // It comes from another process, within two seconds.
    let started = Instant::now();
    loop {
        let shown = moderate(&fake, "entry", "show", which.clone()).await;
        if shown.text().contains("Auf diesem Server beigebracht") {
            check_holds(&shown, &["• Was darf Oracle tun?"]);
            break;
        }
        assert!(started.elapsed() < PATIENCE, "{}", shown.text());
    }
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_side_of_a_conflict_is_stopped_with_its_entry() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let both = fake.slash_ask(WHY_ENGLISH, "en-US").await;
    check_holds(&both, &["broken off its talks"]);
    // By its question, as somebody types who takes nothing of what is offered.
    let stop = json!([
        text("entry", "Hat Microsoft die Gespräche abgebrochen?"),
        text("reason", "?")
    ]);
    let known = moderate(&fake, "entry", "pause", stop).await;
    check_holds(&known, &["Angehalten"]);
    let one = fake.slash_ask(WHY_ENGLISH, "en-US").await;
    assert!(
        !one.text().contains("broken off its talks"),
        "{}",
        one.text()
    );
    let shared = fake.press(&both, "Deutsch").await;
    assert!(
        !shared.text().contains("Gespräche abgebrochen"),
        "{}",
        shared.text()
    );
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_of_what_was_stopped_since_is_not_shared() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let preview = fake.interact(Interaction::answer_this(ORACLE)).await;
    let stop = json!([text("entry", "oracle-partner"), text("reason", "falsch")]);
    moderate(&fake, "entry", "pause", stop).await;
    let shared = fake.press(&preview, "Teilen").await;
    assert!(shared.is_private());
    check_holds(&shared, &["Diese Antwort wird gerade geprüft."]);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_may_not() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let options = json!([text("entry", "oracle-partner"), text("reason", "x")]);
    for (locale, line) in [
        ("de", "nur, wenn du dort Nachrichten verwalten darfst"),
        ("en-US", "only if you may manage messages there"),
    ] {
        for subcommand in ["pause", "resume", "show"] {
            let command = Interaction::subcommand("entry", subcommand, &options);
            let sent = fake.interact(command.locale(locale)).await;
            assert!(sent.is_private());
            check_holds(&sent, &[line]);
        }
    }
    let direct = Interaction::subcommand("entry", "pause", &options).by_moderator();
    check_holds(&fake.interact(direct.direct()).await, &["auf einem Server"]);
    let typing = Interaction::typing("entry", "pause", "entry", "Oracle");
    assert!(fake.choices(typing).await.is_empty());
    assert!(!fake.slash_ask(ORACLE, "de").await.is_private());
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_shown_changed_told_and_put_back() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let before = moderate(&fake, "settings", "show", json!([])).await;
    check_holds(
        &before,
        &[
            "- Sprache: die des Servers (wie überall)",
            "- Antworten auf /frage nur für den, der fragt: aus (wie überall)",
            "- Kanal der Moderation für Änderungen: keiner",
            "- Ungefragte Antworten je Stunde und Kanal: 6 (wie überall)",
        ],
    );
    let channel = |name: &str| json!({"name": name, "type": 7, "value": CHANNEL_ID});
    let wanted = json!([
        text("language", "en"),
        channel("log-channel"),
        {"name": "private", "type": 5, "value": true},
        {"name": "entry-cooldown", "type": 4, "value": 60},
    ]);
    let changed = moderate(&fake, "settings", "change", wanted.clone()).await;
    check_holds(
        &changed,
        &[
            "Geändert:",
            "- Sprache: die des Servers (wie überall) → Englisch",
            &format!("→ <#{CHANNEL_ID}>"),
        ],
    );
    let told = fake.posted().await;
    check_holds(
        &told,
        &[
            "Settings changed:",
            "Seconds before the same answer is given again in a channel: 0 (as everywhere) → 60",
        ],
    );
    let again = moderate(&fake, "settings", "change", wanted).await;
    check_holds(&again, &["Es bleibt alles, wie es war."]);
    // They hold at once.
    assert!(fake.slash_ask(WHY_GERMAN, "de").await.is_private());
    let store = bot.store.open().await;
    assert_eq!(store.guild(guild()).settings.entry_cooldown_s, Some(60));
    store.close().await;

    let reset = moderate(
        &fake,
        "settings",
        "reset",
        json!([text("setting", "private")]),
    )
    .await;
    check_holds(&reset, &["nur für den, der fragt: an → aus (wie überall)"]);
    fake.posted().await;
    assert!(!fake.slash_ask(WHY_GERMAN, "de").await.is_private());
    // And moderators are told of what else changes.
    let stop = json!([
        text("entry", "oracle-partner"),
        text("reason", "@everyone *falsch*")
    ]);
    moderate(&fake, "entry", "pause", stop).await;
    check_holds(
        &fake.posted().await,
        &[
            "Entry paused: “What will be Oracle's role?”. Reason:",
            "\\*falsch\\*",
        ],
    );
    let automatic = json!([channel("channel"), {"name": "on", "type": 5, "value": true}]);
    let named = moderate(&fake, "settings", "automatic", automatic).await;
    check_holds(
        &named,
        &[
            "Kanäle mit ungefragten Antworten: keiner → <#",
            "Vorerst antworte ich dort trotzdem nur auf Fragen an mich",
        ],
    );
    fake.posted().await;
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn statistics_count_what_was_asked_and_said_of_it() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let stats = || Interaction::command("stats", &json!([])).by_moderator();
    check_holds(
        &fake.interact(stats()).await,
        &["In dieser Zeit hat hier niemand etwas gefragt."],
    );
    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    fake.slash_ask(WHY_ENGLISH, "en-US").await;
    fake.slash_ask("Wie wird das Wetter?", "de").await;
    fake.slash_ask("hallo", "de").await;
    let more = fake.press(&answer, "Mehr").await;
    fake.choose(&more, "Nicht hilfreich: falsch").await;
    let sent = fake.interact(stats().locale("en-US")).await;
    assert!(sent.is_private());
    let sent = shown(&sent);
    finish(fake, bot).await;
    let text = sent["embeds"][0]["description"].as_str().unwrap();
    // The day is that of the test.
    let kept: Vec<&str> = text.lines().collect();
    let day = kept
        .iter()
        .position(|line| *line == "**By day (UTC)**")
        .unwrap();
    assert!(kept[day + 1].starts_with("4 × "), "{text}");
    let kept: Vec<&str> = [&kept[..=day], &kept[day + 2..]].concat();
    insta::assert_snapshot!(kept.join("\n"), @r#"
    3 questions, of which 2 were answered (67 %).

    **By outcome**
    2 × answered
    1 × not in the articles
    1 × small talk

    **By language**
    3 × German
    1 × English

    **By topic**
    2 × The sale

    **Asked most often**
    2 × Why did the Microsoft deal fall through?

    **By day (UTC)**

    **Feedback**
    1 × Not helpful: wrong

    **Faulted most often**
    1 × Why did the Microsoft deal fall through?
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_down_nothing_is_changed_and_that_is_said() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.slash_ask(WHY_GERMAN, "de").await;
    // Installs the driver.
    bot.store.open().await.close().await;
    let url = bot.store.url();
    let mut other = AnyConnection::connect(url.exposed()).await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    let line = "Das kann ich mir gerade nicht merken.";
    let stop = json!([text("entry", "oracle-partner"), text("reason", "falsch")]);
    check_holds(&moderate(&fake, "entry", "pause", stop).await, &[line]);
    let change = json!([text("language", "en")]);
    check_holds(
        &moderate(&fake, "settings", "change", change).await,
        &[line],
    );
    let add = json!([text("weekday", "Monday"), text("time", "18:00")]);
    check_holds(&moderate(&fake, "digest", "add", add).await, &[line]);
    // What needs no store goes on.
    check_holds(
        &super::summaries::preview(&fake, json!([])).await,
        &["Der Streit um TikTok in Kürze"],
    );
    other.execute("ROLLBACK").await.unwrap();
    let asked = fake.slash_ask("Welche Rolle bekommt Oracle?", "de").await;
    assert!(!asked.is_private());
    finish(fake, bot).await;
}

/// Every page of every entry that is shipped, in both languages: within Discord's limits, and each phrasing whole on one of them.
#[test]
fn every_shipped_entry_can_be_shown() {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    let (excerpts, guild) = (Excerpts::default(), GuildView::default());
    for entry in &knowledge.entries {
        for lang in Lang::ALL {
            let mut text = String::new();
            let mut view = View::Entry(entry.id.clone(), 1);
            loop {
                let page = reply::browse(&knowledge, &excerpts, &guild, &view, lang).unwrap();
                let drawn = discord::page(&page, u64::MAX);
                let body = json!({"embeds": [drawn.embed], "components": drawn.rows, "allowed_mentions": {"parse": []}});
                let broken = violations("POST", "/channels/1/messages", &body);
                assert_eq!(broken, Vec::<String>::new(), "{view}");
                text.push_str(body["embeds"][0]["description"].as_str().unwrap());
                let onwards = phrases::onwards(lang);
                match page.turns.iter().find(|turn| turn.label == onwards) {
                    Some(turn) => view = turn.view.clone(),
                    None => break,
                }
            }
            let phrasings = Lang::ALL.into_iter().flat_map(|asked| entry.ask.get(asked));
            for phrasing in phrasings {
                let shown = escaped(&phrasing.value);
                assert!(text.contains(&shown), "{}: {shown}", entry.id);
            }
        }
    }
}
