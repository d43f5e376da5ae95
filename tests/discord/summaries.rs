//! Moderators post summaries: preview, post, draw again.

use serde_json::{Value, json};
use ticktack::knowledge::{self, GuildView};
use ticktack::lang::Lang;
use ticktack::render::discord::fit::escaped;
use ticktack::render::discord::{self, Asked, Spot};
use ticktack::reply::{self, Length, Span, Summary, What};

use super::fake::{Bot, CHANNEL_ID, Fake, Interaction, OTHER_ID, Sent, THREAD_ID, violations};
use super::moderation::{moderate, text};
use super::{check_holds, finish, shown};

/// `/summary` by a moderator.
pub async fn preview(fake: &Fake, options: Value) -> Sent {
    let command = Interaction::command("summary", &options).by_moderator();
    let sent = fake.interact(command).await;
    assert!(sent.is_private(), "{sent:?}");
    sent
}

async fn press(fake: &Fake, sent: &Sent, label: &str) -> Sent {
    fake.interact(Interaction::press(sent, label).by_moderator())
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_is_previewed_and_posted_as_it_was_seen() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let preview = preview(&fake, json!([text("topic", "verkauf")])).await;
    let posting = Interaction::press(&preview, "Posten").by_moderator();
    let done = fake.interact(posting.clone()).await;
    let post = fake.posted().await;
    assert!(
        done.text()
            .starts_with("Gepostet: https://discord.com/channels/")
    );
    assert!(done.buttons().is_empty());
    assert_eq!(preview.embed(), post.embed());
    assert!(post.path.contains(CHANNEL_ID) && !post.is_private());
    // The same press again is the same post.
    fake.interact(posting).await;
    assert_eq!(fake.posted().await.whole["id"], post.whole["id"]);
    finish(fake, bot).await;
    insta::assert_json_snapshot!(shown(&preview), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "1|sumpost|topic.verkauf.f.8cv1gfspn1fo|de|REVISION|8cv1gfspn1fq",
              "label": "Posten",
              "style": 1
            },
            {
              "custom_id": "1|sum|topic.verkauf.s.8cv1gfspn1fo|de|REVISION|8cv1gfspn1fq",
              "label": "Kürzer",
              "style": 2
            },
            {
              "custom_id": "1|sum|topic.verkauf.f.8cv1gfspn1fo|en|REVISION|8cv1gfspn1fq",
              "label": "Andere Sprache",
              "style": 2
            }
          ]
        },
        {
          "components": [
            {
              "custom_id": "1|sumto|topic.verkauf.f.8cv1gfspn1fo|de|REVISION|8cv1gfspn1fq",
              "label": "Kanal wählen",
              "style": 2
            },
            {
              "custom_id": "1|sumfore|topic.verkauf.f.8cv1gfspn1fo|de|REVISION|8cv1gfspn1fq",
              "label": "Vorwort",
              "style": 2
            },
            {
              "custom_id": "1|sumno|topic.verkauf.f.8cv1gfspn1fo|de|REVISION|8cv1gfspn1fq",
              "label": "Abbrechen",
              "style": 2
            }
          ]
        }
      ],
      "content": "Vorschau, nur für dich. So stünde die Zusammenfassung in <#1100000000000000004>.",
      "embeds": [
        {
          "color": 3108767,
          "description": "• Laut nd (Mitte September 2020): ByteDance wollte nicht an Microsoft verkaufen. [1]\n\n▸ Anders heise online: Im September 2020 hatte Microsoft seine Gespräche abgebrochen. [2]\n\n*Aus 2 Artikeln von 2 Redaktionen, September 2020. Die Artikel enden im September 2020. Was seitdem geschah, sagen sie nicht.*",
          "fields": [
            {
              "name": "Quellen",
              "value": "[1] nd, „Es macht ticktack für Tiktok“ (Mitte September 2020, aus dem Text geschlossen), Absatz 6 – kein Link bekannt\n[2] heise online, „Sperre in den USA: TikTok bittet Facebook und Instagram um Unterstützung“ (Überschrift laut Adresse) (September 2020), Absatz 3 – [zum Artikel](<https://www.heise.de/news/Sperre-in-den-USA-TikTok-bittet-Facebook-und-Instagram-um-Unterstuetzung-4906115.html>)"
            }
          ],
          "footer": {
            "text": "Wissensstand REVISION"
          },
          "title": "Zusammenfassung: Der Verkauf"
        }
      ],
      "flags": 64
    }
    "#);
    insta::assert_json_snapshot!(shown(&post)["components"], @r#"
    [
      {
        "components": [
          {
            "custom_id": "1|sumread|topic.verkauf.f|en|REVISION|8cv1gfspn1fq",
            "label": "English",
            "style": 2
          }
        ]
      }
    ]
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_changed_until_it_is_right() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let first = preview(
        &fake,
        json!([text("topic", "Der Verkauf"), text("language", "en")]),
    )
    .await;
    check_holds(&first, &["Summary: The sale", "By contrast, heise online"]);

    let shorter = press(&fake, &first, "Kürzer").await;
    assert_eq!(shorter.body["type"], 7);
    assert!(shorter.buttons().contains(&"Länger"));
    let german = press(&fake, &shorter, "Andere Sprache").await;
    check_holds(
        &german,
        &["Zusammenfassung: Der Verkauf", "Anders heise online"],
    );

    let form = press(&fake, &german, "Vorwort").await;
    assert_eq!(form.body["type"], 9);
    let typed = "Schaut @everyone\n<@1100000000000000006> [hier](https://evil.example) *bitte*";
    let filled = Interaction::fill(&form, typed).on(&german).by_moderator();
    let with_foreword = fake.interact(filled).await;
    check_holds(
        &with_foreword,
        &["Von der Moderation: Schaut", "\\*bitte\\*"],
    );
    super::check_harmless(&with_foreword);

    let menu = press(&fake, &with_foreword, "Kanal wählen").await;
    check_holds(&menu, &["Wohin soll die Zusammenfassung?"]);
    let elsewhere = Interaction::choose_channel(&menu, THREAD_ID).by_moderator();
    let elsewhere = fake.interact(elsewhere).await;
    check_holds(
        &elsewhere,
        &[&format!("<#{THREAD_ID}>"), "Von der Moderation: Schaut"],
    );

    // It stands in the message, so the language can change once more.
    let english = press(&fake, &elsewhere, "Andere Sprache").await;
    check_holds(
        &english,
        &["From the moderators: Schaut", "Summary: The sale"],
    );
    press(&fake, &english, "Posten").await;
    let post = fake.posted().await;
    assert!(post.path.contains(THREAD_ID));
    check_holds(&post, &["From the moderators: Schaut", "\\*bitte\\*"]);

    let cancelled = press(&fake, &english, "Abbrechen").await;
    check_holds(&cancelled, &["Abgebrochen, nichts wurde gepostet."]);
    assert!(cancelled.buttons().is_empty() && cancelled.embed().is_null());
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_summary_is_drawn_again_from_what_is_known_today() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let draft = preview(
        &fake,
        json!([text("article", "nd-ticktack"), text("language", "en")]),
    )
    .await;
    let form = press(&fake, &draft, "Vorwort").await;
    let draft = fake
        .interact(
            Interaction::fill(&form, "Read this_one.")
                .on(&draft)
                .by_moderator(),
        )
        .await;
    press(&fake, &draft, "Posten").await;
    let post = fake.posted().await;
    super::stopped(bot).await;

    // After a restart, and with one side stopped.
    let bot = Bot::start(&fake).await;
    let german = press(&fake, &draft, "Andere Sprache").await;
    check_holds(
        &german,
        &[
            "Zusammenfassung: nd",
            "Von der Moderation: Read this\\_one.",
        ],
    );
    let stop = json!([
        text("entry", "microsoft-bricht-ab"),
        text("reason", "falsch")
    ]);
    moderate(&fake, "entry", "pause", stop).await;
    let update = || Interaction::on_message("Update summary", &post);
    let member = fake.interact(update()).await;
    check_holds(&member, &["nur, wenn du dort Nachrichten verwalten darfst"]);
    let done = fake.interact(update().by_moderator().locale("en-US")).await;
    assert!(done.is_private());
    check_holds(&done, &["Updated: https://discord.com/channels/"]);
    let edited = fake.edit_of(&post).await;
    check_holds(
        &edited,
        &[
            "From the moderators: Read this\\_one.",
            "Updated on ",
            "Deutsch",
        ],
    );
    assert!(!edited.text().contains("heise"), "{}", edited.text());

    let answer = fake.slash_ask(super::WHY_GERMAN, "de").await;
    let wrong = Interaction::on_message("Update summary", &answer).by_moderator();
    check_holds(
        &fake.interact(wrong).await,
        &["Das ist keine Zusammenfassung von mir."],
    );
    super::stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_read_a_post_in_their_language_and_do_nothing_else() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let draft = preview(&fake, json!([])).await;
    check_holds(&draft, &["Der Streit um TikTok in Kürze"]);
    press(&fake, &draft, "Posten").await;
    let post = fake.posted().await;
    let english = fake
        .interact(Interaction::press(&post, "English").by(OTHER_ID))
        .await;
    assert!(english.is_private());
    check_holds(&english, &["The TikTok dispute in brief"]);
    let german = fake.interact(Interaction::press(&english, "Deutsch").by(OTHER_ID));
    let german = german.await;
    assert_eq!(german.body["type"], 7);
    check_holds(&german, &["Der Streit um TikTok in Kürze"]);

    for (locale, line) in [
        ("de", "nur, wenn du dort Nachrichten verwalten darfst"),
        ("en-US", "only if you may manage messages there"),
    ] {
        for name in ["summary", "digest", "stats", "settings"] {
            let command = Interaction::subcommand(name, "list", &json!([]));
            let sent = fake.interact(command.locale(locale)).await;
            assert!(sent.is_private());
            check_holds(&sent, &[line]);
        }
        for label in ["Posten", "Kürzer", "Vorwort", "Kanal wählen"] {
            let pressed = Interaction::press(&draft, label).locale(locale);
            check_holds(&fake.interact(pressed).await, &[line]);
        }
    }
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_summed_up_or_posted_says_why() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for (options, line) in [
        (
            json!([text("topic", "gibt es nicht")]),
            "Dieses Thema oder diesen Artikel habe ich nicht.",
        ),
        (
            json!([text("from", "neulich")]),
            "Dieses Datum verstehe ich nicht.",
        ),
        (
            json!([text("from", "1999"), text("to", "1999")]),
            "Dazu gibt es nichts zusammenzufassen",
        ),
    ] {
        check_holds(&preview(&fake, options).await, &[line]);
    }
    let september = preview(
        &fake,
        json!([text("from", "2020-09"), text("to", "9/2020")]),
    )
    .await;
    check_holds(&september, &["Zusammenfassung: September 2020"]);
    let typing = |name, option: &str, typed: &str| {
        let option = json!({"name": option, "type": 3, "value": typed, "focused": true});
        Interaction::typing_command(name, &json!([option])).by_moderator()
    };
    assert_eq!(
        fake.choices(typing("summary", "topic", "verk")).await,
        ["verkauf"]
    );
    assert_eq!(
        fake.choices(typing("summary", "article", "heise")).await,
        ["heise-pappas"]
    );

    fake.fail("POST", &format!("/channels/{CHANNEL_ID}/messages"), 403, 1);
    let refused = press(&fake, &september, "Posten").await;
    check_holds(&refused, &["darf ich nicht schreiben"]);
    fake.posted().await;
    fake.fail("POST", &format!("/channels/{CHANNEL_ID}/messages"), 500, 1);
    let failed = press(&fake, &september, "Posten").await;
    check_holds(&failed, &["Das hat nicht geklappt.", "Kennung"]);
    fake.posted().await;

    for entry in ["microsoft-absage", "microsoft-bricht-ab"] {
        let stop = json!([text("entry", entry), text("reason", "falsch")]);
        moderate(&fake, "entry", "pause", stop).await;
    }
    let stopped = press(&fake, &september, "Posten").await;
    check_holds(&stopped, &["alles davon ist angehalten"]);
    finish(fake, bot).await;
}

/// Every summary of what is shipped, in both languages, with the longest foreword: within Discord's limits, and whole.
#[test]
fn every_shipped_summary_fits_one_message() {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    let mut all = vec![What::Everything];
    all.extend(
        knowledge
            .topics
            .iter()
            .map(|topic| What::Topic(topic.id.clone())),
    );
    all.extend(
        knowledge
            .sources
            .iter()
            .map(|source| What::Article(source.id.clone())),
    );
    for (from, to) in [
        ("2020", "2020"),
        ("2020-08", "2020-09"),
        ("2023", "2023"),
        ("2000", "2030"),
    ] {
        let (from, to) = (from.parse().ok(), to.parse().ok());
        all.push(What::Period(Span { from, to }));
    }
    let foreword = "*".repeat(400);
    for what in all {
        for length in [Length::Short, Length::Full] {
            for lang in Lang::ALL {
                let what = what.clone();
                let summary = Summary { what, length };
                let reply =
                    reply::summary(&knowledge, &GuildView::default(), &summary, lang).unwrap();
                let reply = reply
                    .with_foreword(&foreword)
                    .updated_on("2026-09-30".parse().unwrap());
                let asked = Asked {
                    by: 1,
                    question: "",
                    hands_over: false,
                };
                let drawn = discord::reply(&reply, asked, Spot::Channel);
                let body = json!({"embeds": [drawn.embed], "components": drawn.rows, "allowed_mentions": {"parse": []}});
                let broken = violations("POST", "/channels/1/messages", &body);
                assert_eq!(broken, Vec::<String>::new(), "{summary} {lang}");
                let description = body["embeds"][0]["description"].as_str().unwrap();
                for said in &reply.statements {
                    assert!(
                        description.contains(&escaped(&said.text)),
                        "{summary} {lang}: {}",
                        said.text
                    );
                    assert!(!said.citations.is_empty(), "{summary}: {}", said.text);
                }
                assert!(description.contains(&escaped(reply.closing.as_ref().unwrap())));
                // What a press reads back is what was put there.
                let lead_in = discord::lead_in(description);
                assert_eq!(reply::foreword(&lead_in), Some(foreword.as_str()));
            }
        }
    }
}
