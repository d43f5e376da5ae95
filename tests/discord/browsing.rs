//! Commands that show something to read. Only who used them sees it.

use serde_json::{Value, json};

use super::fake::{Bot, Fake, Interaction, Sent};
use super::{WHY_ENGLISH, WHY_GERMAN, check_holds, finish};

async fn command(fake: &Fake, name: &str, options: Value, locale: &str) -> Sent {
    let sent = fake
        .interact(Interaction::command(name, &options).locale(locale))
        .await;
    assert!(sent.is_private());
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_lead_to_questions_and_back() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let topics = command(&fake, "topics", json!([]), "de").await;
    check_holds(
        &topics,
        &["Themen", "4 Fragen", "Wer TikTok kaufen wollte."],
    );
    assert_eq!(
        topics.options(),
        ["Der Verkauf", "Was nicht in den Artikeln steht"]
    );
    let topic = fake.choose(&topics, "Der Verkauf").await;
    assert_eq!(topic.body["type"], 7);
    check_holds(&topic, &["ByteDance wollte nicht an Microsoft verkaufen."]);
    assert_eq!(topic.options().len(), 4);
    let answer = fake.choose(&topic, WHY_GERMAN).await;
    assert_eq!(answer.body["type"], 4);
    assert!(answer.is_private());
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    let back = fake.press(&topic, "Alle Themen").await;
    assert_eq!(back.body["type"], 7);
    assert_eq!(back.options(), topics.options());
    let not_covered = fake.choose(&back, "Was nicht in den Artikeln steht").await;
    check_holds(
        &not_covered,
        &["Wie steht die Aktie von Oracle?", "Zu Aktienkursen"],
    );

    let english = command(&fake, "topics", json!([]), "en-US").await;
    let topic = fake.choose(&english, "The sale").await;
    let answer = fake.choose(&topic, WHY_ENGLISH).await;
    assert_eq!(answer.embed()["title"], WHY_ENGLISH);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_shows_a_span_of_time() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let span = |from: &str, to: &str| json!([{"name": "from", "type": 3, "value": from}, {"name": "to", "type": 3, "value": to}]);

    let all = command(&fake, "timeline", json!([]), "de").await;
    check_holds(
        &all,
        &[
            "Mitte September 2020, aus dem Text geschlossen",
            "20. September 2020",
            "nd, Absatz 6",
        ],
    );
    assert_eq!(all.options(), [WHY_GERMAN]);
    let answer = fake.choose(&all, WHY_GERMAN).await;
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    let late = command(&fake, "timeline", span("15.9.2020", "2020"), "en-US").await;
    check_holds(&late, &["20 September 2020"]);
    let nothing = command(&fake, "timeline", span("2021", "2022"), "en-US").await;
    check_holds(&nothing, &["no dated event"]);
    for wrong in ["gestern", "2020-13", "31.2.2020"] {
        let sent = command(&fake, "timeline", span(wrong, "2020"), "de").await;
        check_holds(&sent, &["Dieses Datum verstehe ich nicht"]);
    }

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_show_what_they_say_and_answer() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let wanted = |value: &str| json!([{"name": "source", "type": 3, "value": value}]);

    let sources = command(&fake, "sources", json!([]), "de").await;
    check_holds(
        &sources,
        &["nd", "heise online", "kein Link bekannt", "zum Artikel"],
    );
    let nd = fake
        .choose(&sources, "nd, „Es macht ticktack für Tiktok“")
        .await;
    check_holds(
        &nd,
        &[
            "Gezählt ist jeder Absatz",
            "Absatz 1",
            WHY_GERMAN,
            "Mit Material",
        ],
    );
    let answer = fake.choose(&nd, WHY_GERMAN).await;
    assert_eq!(answer.embed()["title"], WHY_GERMAN);

    for value in ["nd-ticktack", "ticktack", "nd"] {
        let sent = command(&fake, "source", wanted(value), "en-US").await;
        check_holds(
            &sent,
            &["Every paragraph of the article counts", "passage 1"],
        );
    }
    for value in ["spiegel", ""] {
        let sent = command(&fake, "source", wanted(value), "en-US").await;
        check_holds(&sent, &["I do not have that article"]);
    }
    let typing = |typed: &str| {
        let option = json!([{"name": "source", "type": 3, "value": typed, "focused": true}]);
        Interaction::new(
            4,
            json!({"id": "1", "name": "source", "type": 1, "options": option}),
        )
    };
    assert_eq!(fake.choices(typing("heise")).await, ["heise-pappas"]);
    // It is a part of "und" as well, which stands in the other headline.
    assert_eq!(fake.choices(typing("nd")).await[0], "nd-ticktack");
    let typed = command(&fake, "source", wanted("nd"), "de").await;
    assert!(typed.text().starts_with("nd:"), "{}", typed.text());
    assert_eq!(fake.choices(typing("")).await.len(), 2);
    assert!(fake.choices(typing("qqq")).await.is_empty());

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_and_privacy_are_told() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for (name, locale, piece) in [
        ("help", "de", "„Frage beantworten“"),
        ("help", "en-US", "“Answer this”"),
        ("privacy", "de", "Was gespeichert wird"),
        ("privacy", "en-GB", "What is stored"),
    ] {
        check_holds(&command(&fake, name, json!([]), locale).await, &[piece]);
    }
    finish(fake, bot).await;
}
