//! Many members at once.
//!
//! By default a modest number, which shows that nothing piles up, on whatever machine. `TEST_LOAD=300x60 cargo test --release --test
//! discord load -- --nocapture` measures: so many interactions a second for so many seconds, then a burst, with the figures printed.

use std::time::Duration;

use serde_json::{Value, json};

use super::fake::{Bot, Fake, Interaction, TOKEN, root};
use super::finish;

/// Interactions that arrive together, as after an outage of Discord.
const BURST: usize = 600;

/// What the measured machine promises: half of the members wait no longer than this.
const MEDIAN_MOST: Duration = Duration::from_millis(10);
/// The same without optimisation, with other tests beside it.
const MODEST_MEDIAN_MOST: Duration = Duration::from_millis(500);

/// What members do, over and over: they ask in both languages, type, read, press.
async fn members(fake: &Fake) -> impl Iterator<Item = Interaction> + use<> {
    let export = std::process::Command::new(env!("CARGO_BIN_EXE_ticktack"))
        .args(["export", "--root"])
        .arg(root())
        .output()
        .unwrap();
    let knowledge: Value = serde_json::from_slice(&export.stdout).unwrap();
    let answer = fake.slash_ask("Wem gehört TikTok?", "de").await;
    let mut all = Vec::new();
    for (at, entry) in knowledge["entries"].as_array().unwrap().iter().enumerate() {
        for (lang, locale) in [("de", "de"), ("en", "en-US")] {
            let questions = entry["questions"][lang].as_array().unwrap();
            let question = questions[at % questions.len()].as_str().unwrap();
            let typed: String = question.chars().take(at % 20).collect();
            all.push(Interaction::ask(question).locale(locale));
            all.push(Interaction::ask(&format!("{question} xyzzy")).locale(locale));
            all.push(Interaction::autocomplete(&typed).locale(locale));
        }
        all.push(Interaction::press(&answer, "Quelle"));
        all.push(Interaction::command("topics", &json!([])));
        all.push(Interaction::ask("Wie wird das Wetter morgen in Hamburg?"));
    }
    all.into_iter().cycle()
}

// That nobody waits for more than three seconds the fake holds against every callback.
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_all_answered_in_time() {
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &root(), &[]).await;
    println!("{}", under_load(&fake, "to a base address").await);
    finish(fake, bot).await;
}

/// The way a request takes in production.
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_all_answered_in_time_over_tls_with_the_rate_limiter() {
    let fake = Fake::start().await;
    let tls = fake.over_tls().await;
    let access = [
        ("DISCORD_TOKEN", TOKEN),
        ("DISCORD_API_RESOLVE", &tls.address),
        ("DISCORD_API_CA", tls.ca.to_str().unwrap()),
    ];
    let bot = Bot::spawn(&root(), &access);
    fake.connected().await;
    println!("{}", under_load(&fake, "over TLS").await);
    finish(fake, bot).await;
}

/// Holds the load against the promise, and says how long members waited.
async fn under_load(fake: &Fake, way: &str) -> String {
    let wanted = std::env::var("TEST_LOAD").ok();
    let (rate, seconds) = match &wanted {
        None => (50, 2),
        Some(wanted) => {
            let (rate, seconds) = wanted.split_once('x').unwrap();
            (rate.parse().unwrap(), seconds.parse().unwrap())
        }
    };
    let mut members = members(fake).await;
    let pause = Duration::from_secs(1) / rate;
    let asked = members.by_ref().take((rate * seconds) as usize);
    let waits = fake.load(asked, pause).await;
    let mut figures = format!("{way}, {rate} a second for {seconds} s: {waits}");
    let most = if wanted.is_some() {
        let burst = fake.load(members.take(BURST), Duration::ZERO).await;
        figures = format!("{figures}; {BURST} at once: {burst}");
        MEDIAN_MOST
    } else {
        MODEST_MEDIAN_MOST
    };
    assert!(waits.median() < most, "{figures}");
    figures
}
