//! Conversations with the real program: it connects to a Discord on loopback, something comes in, something goes out.
//!
//! Every request it makes meanwhile is held against Discord's rules by the fake. The knowledge is a small one of the tests' own, so that
//! editing an answer breaks nothing here; one test plays everything that is shipped.

// A guild as Discord describes it is one long `json!`.
#![recursion_limit = "256"]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

#[path = "discord/automatic.rs"]
mod automatic;
#[path = "discord/browsing.rs"]
mod browsing;
#[path = "discord/buttons.rs"]
mod buttons;
#[path = "support/database.rs"]
#[expect(dead_code, reason = "only the fresh databases are used here")]
mod database;
#[path = "discord/digests.rs"]
mod digests;
#[path = "discord/excerpts.rs"]
mod excerpts;
mod fake;
#[path = "discord/inbox.rs"]
mod inbox;
#[path = "discord/keeping.rs"]
mod keeping;
#[path = "discord/load.rs"]
mod load;
#[path = "discord/manners.rs"]
mod manners;
#[path = "discord/members.rs"]
mod members;
#[path = "discord/moderation.rs"]
mod moderation;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "only the folders are used here")]
mod program;
#[path = "discord/summaries.rs"]
mod summaries;

use std::time::Duration;

use fake::{
    BOT_ID, Bot, Cut, Exit, Fake, Interaction, Message, ROLE_ID, Sent, TOKEN, USER_ID, Wire, root,
    small_root,
};
use serde_json::{Value, json};

/// Time in which the program ends when it is told to.
const STOP_MOST: Duration = Duration::from_secs(10);

/// Stops the bot and looks at what it leaves.
async fn finish(fake: Fake, bot: Bot) -> Exit {
    let exit = stopped(bot).await;
    closed_in_good_order(&fake, &exit).await;
    exit
}

/// The program may be gone before the fake has read its last frame.
async fn closed_in_good_order(fake: &Fake, exit: &Exit) {
    let what = format!("the end of the connection by {}", exit.output);
    let closed_with = fake
        .until(&what, |state| {
            let closed_with = &state.gateway.closed_with;
            (!closed_with.is_empty()).then(|| closed_with.clone())
        })
        .await;
    assert_eq!(closed_with, [1000]);
}

async fn stopped(bot: Bot) -> Exit {
    let exit = bot.stop().await;
    assert_eq!(exit.code, Some(0), "{}", exit.output);
    assert!(exit.took < STOP_MOST, "{:?}: {}", exit.took, exit.output);
    for secret in [TOKEN, "interaction-token"] {
        assert!(!exit.output.contains(secret), "{}", exit.output);
    }
    exit
}

#[track_caller]
fn check_holds(sent: &Sent, pieces: &[&str]) {
    for piece in pieces {
        assert!(
            sent.text().contains(piece),
            "{piece:?} is not in {}",
            sent.text()
        );
    }
}

/// A message as it is drawn, without its revision and what the fake checks of every message.
fn shown(sent: &Sent) -> Value {
    fn bare(value: &Value) -> Value {
        match value {
            Value::Object(fields) => {
                let noise = [
                    "allowed_mentions",
                    "attachments",
                    "disabled",
                    "inline",
                    "type",
                ];
                let kept = fields
                    .iter()
                    .filter(|(key, _)| !noise.contains(&key.as_str()));
                let bare = kept.map(|(key, value)| (key.clone(), bare(value)));
                Value::Object(bare.collect())
            }
            Value::Array(items) => items.iter().map(bare).collect(),
            other => other.clone(),
        }
    }
    let text = bare(sent.message()).to_string();
    let revision = sent.message().to_string();
    // Of eight hexadecimal digits between two bars, as in every button, or behind the last space of the footer.
    let footer = sent.embed()["footer"]["text"].as_str();
    let revision = footer
        .and_then(|footer| footer.rsplit(' ').next())
        .or_else(|| {
            let (_, behind) = revision
                .split_once("|de|")
                .or(revision.split_once("|en|"))?;
            behind.split('|').next()
        });
    serde_json::from_str(&text.replace(revision.unwrap(), "REVISION")).unwrap()
}

/// Everything a member must never see come back alive: mentions, links, markup, characters that hide or turn the text.
#[track_caller]
fn check_harmless(sent: &Sent) {
    let text = sent.text();
    for piece in [
        "@everyone",
        "@here",
        "<@",
        "evil.example",
        "javascript:",
        "```",
        "||",
        "\u{202e}",
        "\u{336}",
    ] {
        assert!(!text.contains(piece), "{piece:?} is in {text}");
    }
    assert!(!text.trim().is_empty());
}

const WHY_GERMAN: &str = "Warum hat Microsoft TikTok nicht bekommen?";
const WHY_ENGLISH: &str = "Why did the Microsoft deal fall through?";

#[tokio::test(flavor = "multi_thread")]
async fn ask_is_answered_with_its_source_in_the_language_of_the_question() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let german = fake.slash_ask(WHY_GERMAN, "en-US").await;
    assert!(!german.is_private());
    assert_eq!(german.embed()["title"], WHY_GERMAN);
    check_holds(
        &german,
        &[
            "ByteDance wolle nicht an den Konzern verkaufen",
            "nd",
            "Absatz 6",
            "Mitte September 2020",
            "heise online",
        ],
    );

    let english = fake.slash_ask(WHY_ENGLISH, "de").await;
    assert!(!english.is_private());
    assert_eq!(english.embed()["title"], WHY_ENGLISH);
    check_holds(
        &english,
        &[
            "ByteDance did not want to sell to it",
            "nd",
            "passage 6",
            "mid-September 2020",
            "in German",
        ],
    );

    let typing_errors = fake
        .slash_ask("warum hat mircosoft tik tok nicht bekomen", "de")
        .await;
    assert_eq!(typing_errors.embed()["title"], WHY_GERMAN);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_answer_in_german() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let sent = fake.slash_ask(WHY_GERMAN, "de").await;
    finish(fake, bot).await;
    insta::assert_json_snapshot!(shown(&sent), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "1|next|oracle-partner|de|REVISION|8cv1gfspn1fq",
              "label": "Welche Rolle bekommt Oracle?",
              "style": 2
            }
          ]
        },
        {
          "components": [
            {
              "custom_id": "1|open|cited.microsoft-absage.1|de|REVISION|8cv1gfspn1fq",
              "label": "Quelle",
              "style": 2
            },
            {
              "custom_id": "1|lang|microsoft-absage|en|REVISION|8cv1gfspn1fq",
              "label": "English",
              "style": 2
            },
            {
              "custom_id": "1|more|microsoft-absage|de|REVISION|8cv1gfspn1fq",
              "label": "Mehr",
              "style": 2
            }
          ]
        }
      ],
      "embeds": [
        {
          "color": 3108767,
          "description": "Laut nd (Mitte September 2020): Mitte September 2020 teilte Microsoft mit, ByteDance wolle nicht an den Konzern verkaufen. *(laut Microsoft)* [1]\n\n▸ Anders heise online (September 2020): Im September 2020 hatte Microsoft seine Gespräche abgebrochen. [2]\n\n*Stand: Mitte September 2020.*",
          "fields": [
            {
              "name": "Quellen",
              "value": "[1] nd, „Es macht ticktack für Tiktok“ (Mitte September 2020, aus dem Text geschlossen), Absatz 6 – kein Link bekannt\n[2] heise online, „Sperre in den USA: TikTok bittet Facebook und Instagram um Unterstützung“ (Überschrift laut Adresse) (September 2020), Absatz 3 – [zum Artikel](<https://www.heise.de/news/Sperre-in-den-USA-TikTok-bittet-Facebook-und-Instagram-um-Unterstuetzung-4906115.html>)"
            }
          ],
          "footer": {
            "text": "Wissensstand REVISION"
          },
          "title": "Warum hat Microsoft TikTok nicht bekommen?"
        }
      ]
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_answer_in_english() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let sent = fake.slash_ask(WHY_ENGLISH, "de").await;
    finish(fake, bot).await;
    insta::assert_json_snapshot!(shown(&sent), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "1|next|oracle-partner|en|REVISION|8cv1gfspn1fq",
              "label": "What will be Oracle's role?",
              "style": 2
            }
          ]
        },
        {
          "components": [
            {
              "custom_id": "1|open|cited.microsoft-absage.1|en|REVISION|8cv1gfspn1fq",
              "label": "Source",
              "style": 2
            },
            {
              "custom_id": "1|lang|microsoft-absage|de|REVISION|8cv1gfspn1fq",
              "label": "Deutsch",
              "style": 2
            },
            {
              "custom_id": "1|more|microsoft-absage|en|REVISION|8cv1gfspn1fq",
              "label": "More",
              "style": 2
            }
          ]
        }
      ],
      "embeds": [
        {
          "color": 3108767,
          "description": "According to nd (mid-September 2020): In mid-September 2020 Microsoft said that ByteDance did not want to sell to it. *(according to Microsoft)* [1]\n\n▸ By contrast, heise online (September 2020): In September 2020 Microsoft had broken off its talks. [2]\n\n*As of mid-September 2020.*",
          "fields": [
            {
              "name": "Sources",
              "value": "[1] nd, “Es macht ticktack für Tiktok” (mid-September 2020, worked out from the text), passage 6 (in German) – no link known\n[2] heise online, “Sperre in den USA: TikTok bittet Facebook und Instagram um Unterstützung” (headline from the address) (September 2020), passage 3 (in German) – [read the article](<https://www.heise.de/news/Sperre-in-den-USA-TikTok-bittet-Facebook-und-Instagram-um-Unterstuetzung-4906115.html>)"
            }
          ],
          "footer": {
            "text": "Knowledge REVISION"
          },
          "title": "Why did the Microsoft deal fall through?"
        }
      ]
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_answered_is_told_to_the_asker_alone() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let unknown = fake
        .slash_ask("Wie wird das Wetter morgen in Hamburg?", "de")
        .await;
    assert!(unknown.is_private());
    check_holds(&unknown, &["Darauf geben die Artikel keine Antwort"]);
    let unknown = fake
        .slash_ask("What will the weather be like tomorrow?", "de")
        .await;
    assert!(unknown.is_private());
    check_holds(&unknown, &["The articles do not answer that"]);
    let boundary = fake.slash_ask("oracle stock price", "en-US").await;
    assert!(boundary.is_private());
    check_holds(
        &boundary,
        &[
            "The articles say nothing about share prices",
            "What will be Oracle's role?",
        ],
    );
    let greeting = fake.slash_ask("hallo", "de").await;
    assert!(!greeting.is_private());
    check_holds(&greeting, &["Hallo! Frag mich etwas"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guild_decides_an_unclear_language_in_public_and_the_asker_in_private() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    // No word of it speaks for either language.
    let unclear = "Vanessa Pappas";

    let public = fake
        .interact(Interaction::ask(unclear).locale("en-US").guild_locale("de"))
        .await;
    check_holds(&public, &["vorläufig an der Spitze"]);
    let public = fake
        .interact(Interaction::ask(unclear).locale("de").guild_locale("en-GB"))
        .await;
    check_holds(&public, &["interim head of TikTok"]);
    let alone = fake
        .interact(Interaction::ask(unclear).locale("en-US").direct())
        .await;
    check_holds(&alone, &["interim head of TikTok"]);
    let french = fake
        .interact(Interaction::ask(unclear).locale("fr").direct())
        .await;
    check_holds(&french, &["vorläufig an der Spitze"]);
    let private = fake
        .interact(Interaction::ask("xyzzy").locale("en-US").guild_locale("de"))
        .await;
    check_holds(&private, &["The articles do not answer that"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stored_questions_are_offered_in_the_language_being_typed() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    assert_eq!(
        fake.autocomplete("warum hat micros", "en-US").await[0],
        WHY_GERMAN
    );
    assert_eq!(
        fake.autocomplete("why did the micros", "de").await[0],
        WHY_ENGLISH
    );
    assert_eq!(
        fake.autocomplete("Pappas", "en-US").await[0],
        "Who is Vanessa Pappas?"
    );
    assert_eq!(
        fake.autocomplete("Pappas", "de").await[0],
        "Wer ist Vanessa Pappas?"
    );
    assert!(
        fake.autocomplete("", "de")
            .await
            .contains(&WHY_GERMAN.to_owned())
    );
    assert!(
        fake.autocomplete("", "en-US")
            .await
            .contains(&WHY_ENGLISH.to_owned())
    );
    for nothing in [
        "qqqq",
        "🙂🙂",
        "\u{202e}\u{202e}",
        "@everyone <@&1>",
        "(((",
        "\\\\\\",
    ] {
        let offered = fake.autocomplete(nothing, "de").await;
        assert!(
            offered.iter().all(|question| question.ends_with('?')),
            "{offered:?}"
        );
    }
    assert_eq!(
        fake.autocomplete(&"warum ".repeat(1_000), "de")
            .await
            .len()
            .min(25),
        fake.autocomplete("warum", "de").await.len().min(25)
    );

    // What is not the question of /ask gets an empty list, not silence: Discord would show an error.
    let other_option = json!([{"name": "other", "type": 3, "value": "microsoft", "focused": true}]);
    assert!(
        fake.choices(Interaction::new(
            4,
            json!({"id": "1", "name": "ask", "type": 1, "options": other_option})
        ))
        .await
        .is_empty()
    );
    assert!(
        fake.choices(Interaction::new(
            4,
            json!({"id": "1", "name": "other", "type": 1})
        ))
        .await
        .is_empty()
    );

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_and_direct_messages_are_answered_beneath_the_message() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let mentioned = fake.mention(WHY_GERMAN).await;
    assert_eq!(
        mentioned.path,
        format!("/channels/{}/messages", fake::CHANNEL_ID)
    );
    assert_eq!(
        mentioned.body["message_reference"]["fail_if_not_exists"],
        false
    );
    assert_eq!(mentioned.body["enforce_nonce"], true);
    assert_eq!(mentioned.embed()["title"], WHY_GERMAN);

    let direct = fake.direct_message(WHY_ENGLISH).await;
    assert_eq!(
        direct.path,
        format!("/channels/{}/messages", fake::DIRECT_ID)
    );
    assert_eq!(direct.embed()["title"], WHY_ENGLISH);

    for inside in [
        format!("Sag mal <@{BOT_ID}>, warum hat Microsoft TikTok nicht bekommen?"),
        format!("Warum hat Microsoft TikTok nicht bekommen? <@!{BOT_ID}>"),
        format!("<@{BOT_ID}><@{BOT_ID}> Warum hat Microsoft TikTok nicht bekommen"),
    ] {
        let sent = fake.message(&Message::in_guild(&inside)).await;
        assert_eq!(sent.embed()["title"], WHY_GERMAN, "{inside}");
    }
    let as_reply = fake
        .message(&Message::in_guild(&format!("<@{BOT_ID}> {WHY_GERMAN}")).kind(19))
        .await;
    assert_eq!(as_reply.embed()["title"], WHY_GERMAN);

    let declined = fake.mention("Wie wird das Wetter morgen in Hamburg?").await;
    check_holds(&declined, &["Darauf geben die Artikel keine Antwort"]);
    let bare = fake.mention("").await;
    check_holds(&bare, &["Frag mich etwas"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_meant_for_the_bot_meets_silence() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let question = format!("<@{BOT_ID}> {WHY_GERMAN}");

    for message in [
        Message::in_guild(&question).by_bot(),
        Message::in_guild(&question).by_itself(),
        Message::in_guild(&question).by_webhook(),
        Message::direct(WHY_GERMAN).by_bot(),
        Message::direct(WHY_GERMAN).by_itself(),
        // Somebody joined, something was pinned, a thread was made.
        Message::in_guild(&question).kind(7),
        Message::in_guild(&question).kind(6),
        Message::in_guild(&question).kind(18),
        // As Discord delivers them, and as to a bot that may read everything.
        Message::in_guild(WHY_GERMAN),
        Message::in_guild(WHY_GERMAN).with_text(),
        Message::in_guild(&format!("@everyone {WHY_GERMAN}")),
        Message::in_guild(&format!("@everyone {WHY_GERMAN}")).with_text(),
        Message::in_guild(&format!("<@&{ROLE_ID}> {WHY_GERMAN}")).with_text(),
        Message::in_guild(&format!("<@{USER_ID}> {WHY_GERMAN}")).with_text(),
        // A picture, a sticker, white space.
        Message::direct(""),
        Message::direct(" \n\u{3000}"),
        Message::in_guild("").replying_to_bot(),
    ] {
        fake.unanswered(&message).await;
    }

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_questions_get_a_defined_reply_and_never_come_back_alive() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let zalgo: String = WHY_GERMAN
        .chars()
        .flat_map(|c| [c, '\u{336}', '\u{489}', '\u{35f}'])
        .collect();

    for odd in [
        String::new(),
        " \n\t".to_owned(),
        "🙂🙂🙂".to_owned(),
        "a".repeat(4_000),
        "warum ".repeat(666),
        "🙂".repeat(4_000),
        "ß".repeat(3_999),
        format!("\u{202e}{WHY_GERMAN}\u{202c}"),
        zalgo,
        "\u{0}\u{1}\u{7f}\u{85}\u{feff}\u{fffe}".to_owned(),
        "@everyone @here <@&1100000000000000007> <@1100000000000000006>".to_owned(),
        "**fett** __unter__ ~~durch~~ ||geheim|| ```rust\nfn main() {}```".to_owned(),
        "[klick](https://evil.example) https://evil.example <https://evil.example> javascript:alert(1)".to_owned(),
        "</ask:1> <t:0:R> <a:b:1> <#1> <id:customize>".to_owned(),
        "@everyone Microsoft https://evil.example **Oracle** ||Aktie|| `x` [x](https://evil.example)".to_owned(),
        "Hat <@1100000000000000006> bei Oracle im Jahr 1999 ||geheim|| 4711 Aktien gekauft @here?".to_owned(),
    ] {
        check_harmless(&fake.slash_ask(&odd, "de").await);
        check_harmless(&fake.slash_ask(&odd, "en-US").await);
        check_harmless(&fake.mention(&odd).await);
        if !odd.trim().is_empty() {
            check_harmless(&fake.direct_message(&odd).await);
        }
        let offered = fake.autocomplete(&odd, "de").await;
        assert!(offered.iter().all(|question| question.ends_with('?')), "{offered:?}");
    }

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_without_its_question_gets_a_friendly_line() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    for options in [
        json!([]),
        json!([{"name": "question", "type": 4, "value": 7}]),
        json!([{"name": "question", "type": 3, "value": ""}]),
        json!([{"name": "other", "type": 3, "value": WHY_GERMAN}]),
        json!([{"name": "question", "type": 77, "value": {}}]),
    ] {
        let sent = fake.interact(Interaction::command("ask", &options)).await;
        assert!(sent.is_private());
        check_holds(&sent, &["Frag mich etwas"]);
    }
    let too_long = fake.slash_ask(&"warum ".repeat(1_000), "en-US").await;
    assert!(too_long.is_private());
    check_holds(&too_long, &["too long for a question"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_version_does_not_know_gets_a_friendly_line() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let unknown = [
        Interaction::command("future", &json!([])),
        Interaction::new(
            2,
            json!({"id": "1", "name": "ask", "type": 3, "target_id": "1", "resolved": {}}),
        ),
        Interaction::new(3, json!({"custom_id": "0|gone", "component_type": 2})),
        Interaction::new(
            3,
            json!({"custom_id": "1|x", "component_type": 3, "values": ["a"]}),
        ),
        Interaction::new(5, json!({"custom_id": "form", "components": []})),
    ];
    for interaction in unknown {
        let german = fake.interact(interaction.clone().locale("de")).await;
        check_holds(&german, &["Das kenne ich nicht"]);
        assert!(german.is_private());
        let english = fake.interact(interaction.locale("en-GB")).await;
        check_holds(&english, &["I do not know that"]);
        assert!(english.is_private());
    }

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_make_no_sense_disturb_nothing() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    for (name, data) in [
        ("INTERACTION_CREATE", json!({})),
        ("INTERACTION_CREATE", json!({"type": 99})),
        (
            "INTERACTION_CREATE",
            json!({"type": 1, "id": "1", "application_id": "1", "token": "t", "version": 1}),
        ),
        ("MESSAGE_CREATE", json!({"content": 5})),
        ("MESSAGE_CREATE", json!(null)),
        ("GUILD_CREATE", json!({"id": "not a number"})),
        ("SOMETHING_NEW", json!({"a": [1, 2, {"b": null}]})),
        ("MESSAGE_DELETE", json!({"id": "1", "channel_id": "2"})),
    ] {
        fake.dispatch(name, &data);
    }
    let answered = fake.slash_ask(WHY_GERMAN, "de").await;
    assert_eq!(answered.embed()["title"], WHY_GERMAN);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_written_only_where_they_differ() {
    let fake = Fake::start().await;
    let commands = "/applications/";
    let bot = Bot::start(&fake).await;
    fake.until_requested("PUT", commands, 1).await;
    bot.says("the commands were registered").await;
    let ask = fake.with(|state| {
        assert!(
            state
                .requests
                .iter()
                .any(|request| request.is("GET", commands)
                    && request.query.contains("with_localizations=true"))
        );
        state.commands[0].clone()
    });
    assert_eq!(ask["name"], "ask");
    assert_eq!(ask["name_localizations"]["de"], "frage");
    assert_eq!(ask["options"][0]["name"], "question");
    assert_eq!(ask["options"][0]["name_localizations"]["de"], "frage");
    assert_eq!(ask["options"][0]["autocomplete"], true);
    stopped(bot).await;

    let second = Bot::start(&fake).await;
    second.says("the commands are registered already").await;
    fake.with(|state| assert_eq!(state.count("PUT", commands), 1));
    stopped(second).await;

    fake.with(|state| state.commands[0]["description"] = "of an older version".into());
    let third = Bot::start(&fake).await;
    fake.until_requested("PUT", commands, 2).await;
    third.says("the commands were registered").await;
    stopped(third).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_answered_while_registration_fails_and_is_tried_again() {
    let fake = Fake::start().await;
    fake.fail("GET", "/applications/", 500, 1);
    fake.fail("PUT", "/applications/", 502, 1);
    fake.hold("/applications/");
    let bot = Bot::start(&fake).await;
    fake.until_requested("GET", "/applications/", 1).await;
    // Discord is silent on the commands, and the answer is there.
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    fake.release();
    bot.says("the commands could not be registered").await;
    assert_eq!(
        fake.slash_ask(WHY_ENGLISH, "de").await.embed()["title"],
        WHY_ENGLISH
    );
    bot.says("the commands were registered").await;
    let requests = |state: &mut fake::State| {
        ["GET", "PUT"].map(|method| state.count(method, "/applications/"))
    };
    assert_eq!(fake.with(requests), [3, 2]);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn registration_stops_where_discord_refuses_it() {
    let fake = Fake::start().await;
    fake.fail("GET", "/applications/", 403, 9);
    let bot = Bot::start(&fake).await;
    bot.says("the commands cannot be registered").await;
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    let exit = finish(fake, bot).await;
    assert_eq!(exit.output.matches("ERROR").count(), 1, "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_discord_does_not_take_leaves_one_line_and_nothing_else() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for status in [404, 429, 500] {
        fake.fail("POST", "/interactions/", status, 1);
        fake.slash_ask(WHY_GERMAN, "de").await;
        bot.says(&format!("Discord answered {status}")).await;
    }
    fake.fail("POST", "/channels/", 403, 1);
    fake.mention(WHY_GERMAN).await;
    bot.says("Discord answered 403").await;
    assert_eq!(
        fake.slash_ask(WHY_ENGLISH, "de").await.embed()["title"],
        WHY_ENGLISH
    );
    let exit = finish(fake, bot).await;
    assert_eq!(
        exit.output.matches("a reply was not delivered").count(),
        4,
        "{}",
        exit.output
    );
    assert_eq!(exit.output.matches("WARN").count(), 4, "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_of_each_question_and_of_nobody() {
    let fake = Fake::start().await;
    let variables = [
        ("DISCORD_TOKEN", TOKEN),
        ("DISCORD_API_BASE", &fake.base()),
        ("RUST_LOG", "trace"),
    ];
    let bot = Bot::spawn(&small_root(), &variables);
    fake.connected().await;
    fake.slash_ask("microsoft angebot abgelehnt", "de").await;
    fake.mention("microsoft angebot abgelehnt").await;
    // What serenity cannot read it would write to the log, text and all.
    fake.dispatch(
        "MESSAGE_CREATE",
        &json!({"content": "microsoft angebot abgelehnt", "author": {"id": USER_ID}}),
    );
    fake.direct_message("microsoft angebot abgelehnt").await;
    bot.says("answered").await;
    let exit = finish(fake, bot).await;
    for (source, times) in [("command", 1), ("mention", 1), ("direct message", 1)] {
        let answered = |line: &&str| {
            line.contains("answered")
                && line.contains(&format!("source=\"{source}\""))
                && line.contains("microsoft-absage")
        };
        assert_eq!(
            exit.output.lines().filter(answered).count(),
            times,
            "{}",
            exit.output
        );
    }
    for private in ["angebot abgelehnt", USER_ID, "somebody", "Some Body"] {
        assert!(!exit.output.contains(private), "{private}: {}", exit.output);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_nothing_starts() {
    let missing = Bot::spawn(&small_root(), &[]).exit().await;
    assert_eq!(missing.code, Some(2), "{}", missing.output);
    assert!(
        missing
            .last_line()
            .contains("there is no bot token: open https://discord.com/developers"),
        "{}",
        missing.output
    );
    let empty = Bot::spawn(&small_root(), &[("DISCORD_TOKEN", " ")])
        .exit()
        .await;
    assert_eq!(empty.code, Some(2), "{}", empty.output);
    let no_file = Bot::spawn(&small_root(), &[("DISCORD_TOKEN_FILE", "/no/such/file")])
        .exit()
        .await;
    assert_eq!(no_file.code, Some(2), "{}", no_file.output);
    assert!(
        no_file.last_line().contains("/no/such/file"),
        "{}",
        no_file.output
    );
}

/// Ends with exit code 2 and one line; the token is in none.
#[track_caller]
fn check_refused(exit: &Exit, token: &str) {
    assert_eq!(exit.code, Some(2), "{}", exit.output);
    assert!(
        exit.last_line()
            .starts_with("Discord refused the bot token: open https://discord.com/developers"),
        "{}",
        exit.output
    );
    assert_eq!(exit.output.matches("refused").count(), 1, "{}", exit.output);
    assert!(
        !exit.output.contains("ERROR") && !exit.output.contains("WARN"),
        "{}",
        exit.output
    );
    assert!(!exit.output.contains(token), "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_ends_the_start() {
    let fake = Fake::start().await;
    for token in ["MTEwMDAw.Gfake0.another-token", "no-token-at-all"] {
        let exit = Bot::spawn(
            &small_root(),
            &[("DISCORD_TOKEN", token), ("DISCORD_API_BASE", &fake.base())],
        )
        .exit()
        .await;
        check_refused(&exit, token);
    }
    fake.with(|state| assert_eq!(state.gateway.identified, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_from_a_file_is_as_good() {
    let fake = Fake::start().await;
    let path = std::env::temp_dir().join(format!("ticktack-token-{}", std::process::id()));
    std::fs::write(&path, format!("{TOKEN}\r\n")).unwrap();
    let bot = Bot::spawn(
        &small_root(),
        &[
            ("DISCORD_TOKEN_FILE", path.to_str().unwrap()),
            ("DISCORD_API_BASE", &fake.base()),
        ],
    );
    fake.connected().await;
    std::fs::remove_file(path).unwrap();
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_only_the_gateway_refuses_ends_the_start() {
    let fake = Fake::start().await;
    fake.refuse_identify(4004);
    let exit = Bot::spawn(
        &small_root(),
        &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &fake.base())],
    )
    .exit()
    .await;
    assert_eq!(exit.code, Some(2), "{}", exit.output);
    assert!(
        exit.last_line()
            .starts_with("Discord refused the bot token"),
        "{}",
        exit.output
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_intents_end_the_start() {
    for code in [4013, 4014] {
        let fake = Fake::start().await;
        fake.refuse_identify(code);
        let exit = Bot::spawn(
            &small_root(),
            &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &fake.base())],
        )
        .exit()
        .await;
        assert_eq!(exit.code, Some(2), "{}", exit.output);
        assert!(
            exit.last_line().contains("Developer Portal"),
            "{}",
            exit.output
        );
        assert!(!exit.output.contains("ERROR"), "{}", exit.output);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_never_takes_the_connection_ends_the_process() {
    let fake = Fake::start().await;
    fake.refuse_identify(4011);
    let exit = Bot::spawn(
        &small_root(),
        &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &fake.base())],
    )
    .exit()
    .await;
    assert_eq!(exit.code, Some(1), "{}", exit.output);
    assert!(exit.last_line().contains("4011"), "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_would_give_the_token_away_is_refused() {
    for (name, value) in [
        ("DISCORD_API_BASE", "http://192.0.2.1:8080"),
        ("DISCORD_API_BASE", "http://127.0.0.1:8080/api"),
        ("DISCORD_API_RESOLVE", "192.0.2.1:8443"),
        ("DISCORD_API_RESOLVE", "127.0.0.1:8443"),
    ] {
        let ca = if value.starts_with("192") {
            [("DISCORD_API_CA", "ca.pem")].as_slice()
        } else {
            &[]
        };
        let variables = [[("DISCORD_TOKEN", TOKEN), (name, value)].as_slice(), ca].concat();
        let exit = Bot::spawn(&small_root(), &variables).exit().await;
        assert_eq!(exit.code, Some(2), "{}", exit.output);
        assert!(exit.last_line().contains(name), "{}", exit.output);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_shards_are_started_as_discord_recommends() {
    let fake = Fake::start().await;
    fake.with(|state| state.gateway.shards = 2);
    let bot = Bot::start(&fake).await;
    let shards = fake
        .until("both shards", |state| {
            let seen = &state.gateway.shards_seen;
            (seen.len() == 2).then(|| seen.clone())
        })
        .await;
    assert_eq!(shards, [0, 1]);
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    stopped(bot).await;
}

/// The second shard has to wait for five seconds.
#[tokio::test(flavor = "multi_thread")]
async fn it_closes_what_is_open_while_another_shard_waits_for_its_turn() {
    let fake = Fake::start().await;
    fake.with(|state| state.gateway.shards = 2);
    let bot = Bot::start(&fake).await;
    let exit = finish(fake, bot).await;
    assert!(exit.took < Duration::from_secs(3), "{:?}", exit.took);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_without_the_bots_gateway_is_enough() {
    let fake = Fake::start().await;
    fake.fail("GET", "/gateway/bot", 404, 1);
    let bot = Bot::start(&fake).await;
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_while_the_knowledge_is_still_loaded() {
    // What is shipped takes a while.
    let bot = Bot::spawn(
        &root(),
        &[
            ("DISCORD_TOKEN", TOKEN),
            ("DISCORD_API_BASE", "http://127.0.0.1:9"),
        ],
    );
    bot.says("loading the knowledge").await;
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_stops_like_sigterm() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    bot.signal("INT").await;
    let exit = bot.exit().await;
    assert_eq!(exit.code, Some(0), "{}", exit.output);
    closed_in_good_order(&fake, &exit).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_at_once_while_discord_is_out_of_reach() {
    let nowhere = Wire::to_nowhere().await;
    let silent = format!("http://{}", nowhere.address());
    // Nobody listens on the discard port of this machine.
    for base in ["http://127.0.0.1:9", &silent] {
        let bot = Bot::spawn(
            &small_root(),
            &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", base)],
        );
        bot.says("Discord cannot be reached").await;
        let exit = stopped(bot).await;
        assert!(exit.took < Duration::from_secs(3), "{:?}", exit.took);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_while_it_is_connecting() {
    // A gateway that refuses connections, and one that takes them and says nothing.
    let fake = Fake::start().await;
    fake.move_gateway("127.0.0.1:9".parse().unwrap());
    let bot = Bot::spawn(
        &small_root(),
        &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &fake.base())],
    );
    bot.says("Err starting shard").await;
    stopped(bot).await;

    let nowhere = Wire::to_nowhere().await;
    fake.move_gateway(nowhere.address());
    let bot = Bot::spawn(
        &small_root(),
        &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &fake.base())],
    );
    fake.until_requested("GET", "/gateway", 2).await;
    bot.says("Discord is there").await;
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_while_the_connection_is_torn() {
    let fake = Fake::start().await;
    let wire = Wire::to(fake.address()).await;
    fake.move_gateway(wire.address());
    let bot = Bot::start(&fake).await;
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    // A reset, and nobody there: serenity takes a whole core for this and answers nothing on its thread.
    wire.tear().await;
    bot.says("Failed to resume").await;
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_stuck_is_replaced() {
    let fake = Fake::start().await;
    let wire = Wire::to(fake.address()).await;
    fake.move_gateway(wire.address());
    let bot = Bot::start(&fake).await;
    wire.tear().await;
    fake.move_gateway(fake.address());
    bot.says("the gateway connection is stuck; opening another one")
        .await;
    fake.until("another session", |state| {
        (state.gateway.identified == 2).then_some(())
    })
    .await;
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_is_finished_before_the_end() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.hold("/interactions/");
    let id = fake.send_interaction(Interaction::ask(WHY_GERMAN));
    fake.until_requested("POST", "/interactions/", 1).await;
    bot.signal("TERM").await;
    bot.says("finishing what is under way").await;
    // It came too late, and is not even begun.
    fake.send_message(&Message::direct(WHY_GERMAN));
    fake.release();
    assert_eq!(fake.answer_to(&id).await.embed()["title"], WHY_GERMAN);
    let exit = bot.exit().await;
    assert_eq!(exit.code, Some(0), "{}", exit.output);
    assert!(exit.took < STOP_MOST);
    assert!(exit.output.contains("answered"), "{}", exit.output);
    assert!(!exit.output.contains("gave up"), "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_ends_does_not_hold_up_the_end() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.hold("/interactions/");
    let id = fake.send_interaction(Interaction::ask(WHY_GERMAN));
    fake.until_requested("POST", "/interactions/", 1).await;
    let exit = stopped(bot).await;
    assert!(
        exit.output.contains("gave up on answers"),
        "{}",
        exit.output
    );
    fake.answer_to(&id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_is_taken_up_again_without_losing_a_question() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for (times, cut) in (1..).zip([
        Cut::Close(4000),
        Cut::Silent,
        Cut::Close(1001),
        Cut::AskToReconnect,
    ]) {
        fake.disconnect(cut);
        let id = fake.send_interaction(Interaction::ask(WHY_GERMAN));
        assert_eq!(
            fake.answer_to(&id).await.embed()["title"],
            WHY_GERMAN,
            "after {cut:?}"
        );
        let seen = fake.with(|state| (state.gateway.identified, state.gateway.resumed));
        assert_eq!(seen, (1, times), "after {cut:?}");
    }
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_the_rate_limits_are_kept() {
    let fake = Fake::start().await;
    let tls = fake.over_tls().await;
    let ca = tls.ca.to_str().unwrap();
    let bot = Bot::spawn(
        &small_root(),
        &[
            ("DISCORD_TOKEN", TOKEN),
            ("DISCORD_API_RESOLVE", &tls.address),
            ("DISCORD_API_CA", ca),
        ],
    );
    fake.connected().await;
    assert_eq!(
        fake.slash_ask(WHY_GERMAN, "de").await.embed()["title"],
        WHY_GERMAN
    );
    fake.mention(WHY_ENGLISH).await;

    fake.fail("POST", "/interactions/", 429, 1);
    let id = fake.send_interaction(Interaction::ask(WHY_GERMAN));
    let refused = fake.answer_to(&id).await;
    // Other members are answered meanwhile.
    fake.slash_ask(WHY_ENGLISH, "de").await;
    let taken = fake.answer_to(&id).await;
    assert_eq!(refused.body, taken.body);
    let exit = finish(fake, bot).await;
    assert!(!exit.output.contains("WARN"), "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn under_discords_name_only_the_given_certificate_is_trusted() {
    let fake = Fake::start().await;
    let (tls, other) = (fake.over_tls().await, fake.over_tls().await);
    let ca = other.ca.to_str().unwrap();
    let bot = Bot::spawn(
        &small_root(),
        &[
            ("DISCORD_TOKEN", TOKEN),
            ("DISCORD_API_RESOLVE", &tls.address),
            ("DISCORD_API_CA", ca),
        ],
    );
    bot.says("Discord cannot be reached").await;
    stopped(bot).await;
    fake.with(|state| assert!(state.requests.is_empty()));
}

#[test]
fn the_fake_sees_what_breaks_the_rules() {
    let check = |path: &str, body: &Value, expected: &str| {
        let found = fake::violations("POST", path, body).join("\n");
        assert!(found.contains(expected), "{expected:?} is not in {found:?}");
    };
    let channel = "/channels/1/messages";
    let silent = json!({"parse": []});
    check(channel, &json!({"content": "a"}), "it can ping");
    let body = json!({"content": "a", "allowed_mentions": {"parse": ["everyone"]}});
    check(channel, &body, "it can ping");
    let body = json!({"content": "a", "allowed_mentions": {"parse": [], "replied_user": true}});
    check(channel, &body, "it can ping");
    check(
        channel,
        &json!({"content": "", "allowed_mentions": silent}),
        "an empty message",
    );
    let body = json!({"content": "ä".repeat(2_001), "allowed_mentions": silent});
    check(channel, &body, "2001 characters");
    let embed = json!({"description": "a".repeat(3_001)});
    let body = json!({"embeds": [embed, embed], "allowed_mentions": silent});
    check(channel, &body, "6002 characters in all");
    let embed = json!({"fields": [{"name": "", "value": "a"}]});
    let body = json!({"embeds": [embed], "allowed_mentions": silent});
    check(channel, &body, "too short");
    let choice = json!({"name": "a".repeat(101), "value": "a"});
    let body = json!({"type": 8, "data": {"choices": [choice]}});
    check("/interactions/1/t/callback", &body, "101 characters");
    if root().join("../shared/discord/openapi.json").exists() {
        let body = json!({"content": 7, "allowed_mentions": silent});
        check(channel, &body, "is not of type");
        let body = json!({"content": "a", "nonce": "1", "allowed_mentions": silent});
        check(channel, &body, "exactly one");
        check(
            "/interactions/1/t/callback",
            &json!({"type": 4, "data": []}),
            "fits none",
        );
        check("/no/such/path", &json!({}), "no operation");
        check(
            "/applications/1/commands",
            &json!({"description": "a"}),
            "lacks `name`",
        );
    }
}

/// A text of the knowledge is shown to its end.
#[track_caller]
fn check_whole(sent: &Sent, text: &str) {
    let shown = sent.text().replace('\\', "");
    assert!(shown.contains(text), "{text:?} is not whole in {shown}");
}

/// Turns a page to its end; no page has lost anything.
async fn read_all(fake: &Fake, mut page: Sent) {
    loop {
        let text = page.embed()["description"].as_str().unwrap();
        assert!(!text.is_empty() && !text.ends_with('…'), "{text}");
        assert!(
            text.matches("](<").count() == text.matches(">)").count(),
            "{text}"
        );
        let next = ["Weiter ▶", "Next ▶"];
        let Some(label) = next.iter().find(|label| page.buttons().contains(*label)) else {
            return;
        };
        page = fake.press(&page, label).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shipped_knowledge_fits_discord() {
    let export = std::process::Command::new(env!("CARGO_BIN_EXE_ticktack"))
        .args(["export", "--root"])
        .arg(root())
        .output()
        .unwrap();
    let knowledge: Value = serde_json::from_slice(&export.stdout).unwrap();
    let fake = Fake::start().await;
    let bot = Bot::spawn(
        &root(),
        &[("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", &fake.base())],
    );
    fake.connected().await;
    for entry in knowledge["entries"].as_array().unwrap() {
        for (lang, source) in [("de", "Quelle"), ("en", "Source")] {
            let question = entry["questions"][lang][0].as_str().unwrap();
            let mut answer = fake.slash_ask(question, "de").await;
            // A few questions are words of both languages.
            if answer.embed()["title"] != question {
                let other = ["Deutsch", "English"][usize::from(lang == "en")];
                answer = fake.press(&answer, other).await;
            }
            assert_eq!(answer.embed()["title"], question);
            for statement in entry["statements"].as_array().unwrap() {
                check_whole(&answer, statement[lang].as_str().unwrap());
            }
            for citation in entry["citations"].as_array().unwrap() {
                let source = citation["source"].as_str().unwrap();
                let sources = knowledge["sources"].as_array().unwrap();
                let source = sources.iter().find(|it| it["id"] == source).unwrap();
                check_whole(&answer, source["outlet"].as_str().unwrap());
            }
            read_all(&fake, fake.press(&answer, source).await).await;
            fake.press(&answer, ["Mehr", "More"][usize::from(lang == "en")])
                .await;
        }
    }
    for boundary in knowledge["boundaries"].as_array().unwrap() {
        for (lang, locale) in [("de", "de"), ("en", "en-US")] {
            let question = boundary["questions"][lang][0].as_str().unwrap();
            let declined = fake.slash_ask(question, locale).await;
            assert!(declined.is_private(), "{question}");
            // As above, and a decline cannot be turned over.
            let shown = declined.text().replace('\\', "");
            let reasons = ["de", "en"].map(|lang| boundary["reason"][lang].as_str().unwrap());
            assert!(
                reasons.iter().any(|reason| shown.contains(reason)),
                "{reasons:?} are not whole in {shown}"
            );
        }
    }
    for locale in ["de", "en-US"] {
        for name in ["topics", "timeline", "sources", "help", "privacy"] {
            let page = Interaction::command(name, &json!([])).locale(locale);
            let page = fake.interact(page).await;
            let leads: Vec<String> = page.options().into_iter().map(str::to_owned).collect();
            read_all(&fake, page.clone()).await;
            for lead in leads.iter().filter(|_| name != "timeline") {
                read_all(&fake, fake.choose(&page, lead).await).await;
            }
        }
    }
    for (typed, locale) in [
        ("", "de"),
        ("", "en-US"),
        ("t", "de"),
        ("tiktok", "en-US"),
        ("warum", "de"),
        ("what", "de"),
    ] {
        assert!(fake.autocomplete(typed, locale).await.len() <= 25);
    }
    assert_eq!(fake.autocomplete("", "de").await.len(), 25);
    finish(fake, bot).await;
}
