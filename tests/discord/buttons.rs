//! What stands beneath a reply, and what pressing it does.

use super::fake::{Bot, Fake, Interaction, Message, OTHER_ID, Sent, small_root};
use super::{WHY_ENGLISH, WHY_GERMAN, check_holds, finish, shown, stopped};

/// Questions that get an offer, with what is offered first.
const UNSURE_GERMAN: (&str, &str) = (
    "Hat Microsoft 2019 die Gespräche abgebrochen?",
    "Hat Microsoft die Gespräche abgebrochen?",
);
const UNSURE_ENGLISH: (&str, &str) = (
    "Did Microsoft break off the talks in 2019?",
    "Did Microsoft break off the talks?",
);

fn revision(sent: &Sent) -> String {
    let footer = sent.embed()["footer"]["text"].as_str().unwrap();
    footer.rsplit(' ').next().unwrap().to_owned()
}

/// `sent` as another knowledge, or another version, had written it.
fn rewritten(sent: &Sent, from: &str, to: &str) -> Sent {
    let body = sent.body.to_string().replace(from, to);
    let mut sent = sent.clone();
    sent.body = serde_json::from_str(&body).unwrap();
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_private_and_a_chosen_question_is_posted() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    for ((question, offered), locale) in [(UNSURE_GERMAN, "de"), (UNSURE_ENGLISH, "en-US")] {
        let offer = fake.slash_ask(question, locale).await;
        assert!(offer.is_private());
        assert_eq!(offer.buttons()[0], offered);
        assert!(
            offer.text().contains(&format!("> {question}")),
            "{}",
            offer.text()
        );
        let posted = fake.press(&offer, offered).await;
        assert_eq!(posted.body["type"], 4);
        assert!(!posted.is_private());
        assert_eq!(posted.embed()["title"], offered);
    }
    let offer = fake.slash_ask(UNSURE_GERMAN.0, "de").await;
    finish(fake, bot).await;
    insta::assert_json_snapshot!(shown(&offer), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "1|post|microsoft-bricht-ab|de|REVISION|8cv1gfspn1fq",
              "label": "Hat Microsoft die Gespräche abgebrochen?",
              "style": 1
            }
          ]
        },
        {
          "components": [
            {
              "custom_id": "1|post|microsoft-absage|de|REVISION|8cv1gfspn1fq",
              "label": "Warum hat Microsoft TikTok nicht bekommen?",
              "style": 1
            }
          ]
        },
        {
          "components": [
            {
              "custom_id": "1|post|oracle-partner|de|REVISION|8cv1gfspn1fq",
              "label": "Welche Rolle bekommt Oracle?",
              "style": 1
            }
          ]
        }
      ],
      "embeds": [
        {
          "color": 10124079,
          "description": "> Hat Microsoft 2019 die Gespräche abgebrochen?\n\nFür 2019 finde ich dazu nichts in den Artikeln.\n\n**Meintest du eine dieser Fragen?**",
          "footer": {
            "text": "Wissensstand REVISION"
          }
        }
      ],
      "flags": 64
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_question_stays_private_to_the_end() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let answer = fake.interact(Interaction::ask(WHY_GERMAN).private()).await;
    assert!(answer.is_private());
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    let next = fake.press(&answer, "Welche Rolle bekommt Oracle?").await;
    assert!(next.is_private());
    assert_eq!(next.embed()["title"], "Welche Rolle bekommt Oracle?");
    let english = fake.press(&answer, "English").await;
    assert_eq!(english.body["type"], 7);
    assert_eq!(english.embed()["title"], WHY_ENGLISH);
    let more = fake.press(&answer, "Mehr").await;
    assert_eq!(more.buttons(), ["Nachfragen"]);
    let form = fake.press(&more, "Nachfragen").await;
    let followed = fake.interact(Interaction::fill(&form, WHY_GERMAN)).await;
    assert!(followed.is_private());

    let offer = fake
        .interact(Interaction::ask(UNSURE_GERMAN.0).private())
        .await;
    assert!(offer.is_private());
    let chosen = fake.press(&offer, UNSURE_GERMAN.1).await;
    assert_eq!(chosen.body["type"], 7);
    assert_eq!(chosen.embed()["title"], UNSURE_GERMAN.1);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_leads_on() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let answer = fake.slash_ask(WHY_GERMAN, "en-US").await;
    assert_eq!(
        answer.buttons(),
        ["Welche Rolle bekommt Oracle?", "Quelle", "English", "Mehr"]
    );
    let source = fake.press(&answer, "Quelle").await;
    assert!(source.is_private());
    check_holds(
        &source,
        &[
            "Absatz 6",
            "Absatz 3",
            "nd",
            "heise online",
            "in eigenen Worten",
        ],
    );
    let english = fake.press(&answer, "English").await;
    assert!(
        english.is_private(),
        "the message in the channel is not turned over for all"
    );
    assert_eq!(english.embed()["title"], WHY_ENGLISH);
    assert_eq!(
        english.buttons(),
        ["What will be Oracle's role?", "Source", "Deutsch", "More"]
    );
    let english_source = fake.press(&english, "Source").await;
    check_holds(
        &english_source,
        &["passage 6", "in our own words", "in German"],
    );
    // Whoever asked goes on in the channel, somebody else for themselves.
    let next = fake.press(&answer, "Welche Rolle bekommt Oracle?").await;
    assert!(!next.is_private());
    let next = Interaction::press(&answer, "Welche Rolle bekommt Oracle?").by(OTHER_ID);
    assert!(fake.interact(next).await.is_private());

    finish(fake, bot).await;
    insta::assert_json_snapshot!(shown(&source), @r#"
    {
      "components": [],
      "embeds": [
        {
          "color": 5987210,
          "description": "Worum es in den zitierten Absätzen geht, in eigenen Worten. Den Wortlaut hat die Zeitung.\n\n**nd, „Es macht ticktack für Tiktok“ (Mitte September 2020, aus dem Text geschlossen), Absatz 6**\nIn den USA könnte TikTok nur weitermachen, wenn es an eine US-Firma ginge, und das ist vorerst misslungen: In der Nacht zum Montag meldete Microsoft, ByteDance habe sein Angebot für USA, Kanada, Neuseeland und Australien ausgeschlagen. Microsoft bedauerte das, hielt seinen Plan für gut für Nutzer und nationale Sicherheit und hatte Verbesserungen bei Sicherheit, Privatsphäre und gegen Falschinformationen vor.\n\n**heise online, „Sperre in den USA: TikTok bittet Facebook und Instagram um Unterstützung“ (Überschrift laut Adresse) (September 2020), Absatz 3**\nTrump selbst nannte den Verkauf an eine US-Firma als Ausweg. Microsoft war interessiert, brach die Gespräche dann aber ab; bekannt ist nur noch Oracle, das bloß Technologiepartner werden soll. Laut einer Sprecherin von TikTok könnte das US-Geschäft so vom übrigen getrennt werden, wobei der US-Partner die Technik im Land betriebe und die Daten der Nutzer dort verwaltete. – [zum Artikel](<https://www.heise.de/news/Sperre-in-den-USA-TikTok-bittet-Facebook-und-Instagram-um-Unterstuetzung-4906115.html>)",
          "footer": {
            "text": "Wissensstand REVISION"
          },
          "title": "Warum hat Microsoft TikTok nicht bekommen?"
        }
      ],
      "flags": 64
    }
    "#);
    insta::assert_json_snapshot!(shown(&english_source), @r#"
    {
      "components": [],
      "embeds": [
        {
          "color": 5987210,
          "description": "What the cited passages are about, in our own words. The newspaper has the original.\n\n**nd, “Es macht ticktack für Tiktok” (mid-September 2020, worked out from the text), passage 6 (in German)**\nIn the USA TikTok could only carry on if it went to a US firm, and that has failed for now: in the night to Monday Microsoft said that ByteDance had turned down its offer for the USA, Canada, New Zealand and Australia. Microsoft regretted this, considered its plan good for users and for national security, and had intended improvements in security, privacy and against false information.\n\n**heise online, “Sperre in den USA: TikTok bittet Facebook und Instagram um Unterstützung” (headline from the address) (September 2020), passage 3 (in German)**\nTrump himself named a sale to a US firm as a way out. Microsoft was interested but then broke off the talks; only Oracle is still known, and it is merely to become a technology partner. According to a TikTok spokeswoman, the US business could thus be separated from the rest, with the US partner running the technology in the country and managing the data of users there. – [read the article](<https://www.heise.de/news/Sperre-in-den-USA-TikTok-bittet-Facebook-und-Instagram-um-Unterstuetzung-4906115.html>)",
          "footer": {
            "text": "Knowledge REVISION"
          },
          "title": "Why did the Microsoft deal fall through?"
        }
      ],
      "flags": 64
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_rates_asks_more_and_takes_away() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    let more = fake.press(&answer, "Mehr").await;
    assert!(more.is_private());
    assert_eq!(more.buttons(), ["Nachfragen", "Antwort entfernen"]);
    for rating in more.options() {
        let thanks = fake.choose(&more, rating).await;
        assert_eq!(thanks.body["type"], 7);
        check_holds(&thanks, &["Danke"]);
        assert!(thanks.components().is_empty());
    }

    let form = fake.press(&more, "Nachfragen").await;
    assert_eq!(form.body["type"], 9);
    let followed = fake
        .interact(Interaction::fill(&form, "Welche Rolle bekommt Oracle?"))
        .await;
    assert!(!followed.is_private());
    assert_eq!(followed.embed()["title"], "Welche Rolle bekommt Oracle?");
    bot.says("follows=microsoft-absage").await;
    let empty = fake.interact(Interaction::fill(&form, "")).await;
    check_holds(&empty, &["Frag mich etwas"]);

    // Somebody else is not offered it, and may not do it with a button that is not theirs.
    let others = Interaction::press(&answer, "Mehr").by(OTHER_ID);
    assert_eq!(fake.interact(others).await.buttons(), ["Nachfragen"]);
    let foreign = Interaction::press(&more, "Antwort entfernen").by(OTHER_ID);
    let refused = fake.interact(foreign).await;
    check_holds(&refused, &["nur, wer gefragt hat"]);
    let moderator = Interaction::press(&answer, "Mehr")
        .by(OTHER_ID)
        .by_moderator();
    assert_eq!(
        fake.interact(moderator).await.buttons(),
        ["Nachfragen", "Antwort entfernen"]
    );

    fake.fail("DELETE", "/channels/", 500, 1);
    let failed = fake.press(&more, "Antwort entfernen").await;
    let text = failed.text();
    let (_, reference) = text.split_once("Kennung: ").unwrap();
    bot.says(reference.trim_end_matches(')')).await;
    let removed = fake.press(&more, "Antwort entfernen").await;
    check_holds(&removed, &["Die Antwort ist weg"]);
    let path = format!(
        "/channels/{}/messages/{}",
        super::fake::CHANNEL_ID,
        answer.id()
    );
    fake.with(|state| assert_eq!(state.count("DELETE", &path), 2));

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_more_looks_like() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let german = fake.slash_ask(WHY_GERMAN, "de").await;
    let german = fake.press(&german, "Mehr").await;
    let english = fake.slash_ask(WHY_ENGLISH, "en-US").await;
    let english = fake.press(&english, "More").await;
    check_holds(&english, &["it is counted without a name"]);
    assert_eq!(english.buttons(), ["Ask more", "Remove the answer"]);
    finish(fake, bot).await;
    // The id of the message that would be removed.
    let redacted = |more: &Sent, answer: &str| {
        let text = shown(more).to_string().replace(answer, "MESSAGE");
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let id = |more: &Sent| {
        let id = more.components()[2]["custom_id"].as_str().unwrap();
        id.split('|').nth(2).unwrap().to_owned()
    };
    insta::assert_json_snapshot!(redacted(&german, &id(&german)), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "1|rate|microsoft-absage|de|REVISION|8cv1gfspn1fq",
              "options": [
                {
                  "label": "Hilfreich",
                  "value": "helpful"
                },
                {
                  "label": "Nicht hilfreich: falsch",
                  "value": "wrong"
                },
                {
                  "label": "Nicht hilfreich: veraltet",
                  "value": "outdated"
                },
                {
                  "label": "Nicht hilfreich: nicht meine Frage",
                  "value": "not-my-question"
                },
                {
                  "label": "Nicht hilfreich: Quelle passt nicht",
                  "value": "source"
                }
              ],
              "placeholder": "Wie war die Antwort?"
            }
          ]
        },
        {
          "components": [
            {
              "custom_id": "1|form|microsoft-absage|de|REVISION|8cv1gfspn1fq",
              "label": "Nachfragen",
              "style": 1
            },
            {
              "custom_id": "1|remove|MESSAGE|de|REVISION|8cv1gfspn1fq",
              "label": "Antwort entfernen",
              "style": 4
            }
          ]
        }
      ],
      "embeds": [
        {
          "color": 5987210,
          "description": "Hat dir die Antwort geholfen? Das sieht niemand außer dir, und gezählt wird ohne Namen."
        }
      ],
      "flags": 64
    }
    "#);
    assert_eq!(english.options()[0], "Helpful");
    assert_eq!(english.options()[4], "Not helpful: the source does not fit");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_mention_only_the_asker_chooses_and_the_offer_becomes_the_answer() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let offer = fake.mention(UNSURE_GERMAN.0).await;
    let other = fake
        .interact(
            Interaction::press(&offer, UNSURE_GERMAN.1)
                .by(OTHER_ID)
                .locale("en-US"),
        )
        .await;
    assert!(other.is_private());
    check_holds(&other, &["somebody else's question"]);
    let chosen = fake.press(&offer, UNSURE_GERMAN.1).await;
    assert_eq!(chosen.body["type"], 7);
    assert_eq!(chosen.embed()["title"], UNSURE_GERMAN.1);
    assert_eq!(chosen.id(), offer.id());
    let source = fake.press(&chosen, "Quelle").await;
    assert!(source.is_private());

    let declined = fake.mention("Wie steht die Aktie von Oracle?").await;
    let chosen = fake.press(&declined, "Welche Rolle bekommt Oracle?").await;
    assert_eq!(chosen.body["type"], 7);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_nobody_takes_up_loses_its_buttons() {
    let fake = Fake::start().await;
    let settings = [("TICKTACK_DISCORD_OFFER_SECONDS", "0")];
    let bot = Bot::start_with(&fake, &small_root(), &settings).await;

    let offer = fake.mention(UNSURE_GERMAN.0).await;
    let bare = fake.edit_of(&offer).await;
    assert!(bare.components().is_empty());
    check_holds(&bare, &[UNSURE_GERMAN.1, "Stell sie genau so"]);
    // A button that was pressed at the same moment still works.
    let late = fake.press(&offer, UNSURE_GERMAN.1).await;
    assert_eq!(late.embed()["title"], UNSURE_GERMAN.1);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_buttons_get_todays_text_and_say_so() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    let offer = fake.slash_ask(UNSURE_ENGLISH.0, "en-US").await;
    stopped(bot).await;

    // After a restart they work as before.
    let bot = Bot::start(&fake).await;
    let source = fake.press(&answer, "Quelle").await;
    check_holds(&source, &["Absatz 6"]);

    let revision = revision(&answer);
    let outdated = rewritten(&answer, &revision, "00000000");
    for (button, today) in [
        ("Quelle", "Absatz 6"),
        ("English", WHY_ENGLISH),
        ("Welche Rolle bekommt Oracle?", "Technologiepartner"),
    ] {
        let sent = fake.press(&outdated, button).await;
        assert!(sent.is_private());
        let line = sent.message()["content"].as_str().unwrap();
        assert!(
            !line.is_empty() && sent.text().contains(today),
            "{button}: {}",
            sent.text()
        );
    }
    let outdated = rewritten(&offer, &revision, "00000000");
    let sent = fake.press(&outdated, UNSURE_ENGLISH.1).await;
    assert!(sent.is_private());
    check_holds(
        &sent,
        &["My knowledge has changed", "had broken off its talks"],
    );

    let gone = rewritten(&answer, "oracle-partner", "no-such-entry");
    let sent = fake.press(&gone, "Welche Rolle bekommt Oracle?").await;
    assert!(sent.is_private());
    check_holds(&sent, &["gibt es so nicht mehr"]);
    let foreign = rewritten(&answer, "1|next", "2|next");
    let sent = fake.press(&foreign, "Welche Rolle bekommt Oracle?").await;
    check_holds(&sent, &["Das kenne ich nicht"]);

    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_command_shows_a_preview_that_is_shared_or_kept() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;

    let preview = fake.interact(Interaction::answer_this(WHY_GERMAN)).await;
    assert!(preview.is_private());
    assert_eq!(preview.embed()["title"], WHY_GERMAN);
    assert_eq!(preview.buttons(), ["Teilen", "Nur für mich"]);
    let shared = fake.press(&preview, "Teilen").await;
    assert!(!shared.is_private());
    assert_eq!(shared.embed()["title"], WHY_GERMAN);

    let preview = fake.interact(Interaction::answer_this(WHY_ENGLISH)).await;
    assert_eq!(preview.buttons(), ["Share", "Keep to myself"]);
    let kept = fake.press(&preview, "Keep to myself").await;
    assert_eq!(kept.body["type"], 7);
    assert!(kept.buttons().contains(&"Source"));

    let offer = fake
        .interact(Interaction::answer_this(UNSURE_GERMAN.0))
        .await;
    assert!(offer.is_private());
    let preview = fake.press(&offer, UNSURE_GERMAN.1).await;
    assert_eq!(preview.body["type"], 7);
    assert_eq!(preview.buttons(), ["Teilen", "Nur für mich"]);

    let empty = fake
        .interact(Interaction::answer_this("").locale("en-US"))
        .await;
    assert!(empty.is_private());
    check_holds(&empty, &["no text in that message"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_the_bot_follows_up_and_so_does_a_mention_in_its_thread() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    fake.introduce_guild();
    let question = "Welche Rolle bekommt Oracle?";
    let mention = Message::in_guild(&format!("<@{}> {question}", super::BOT_ID));

    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    let reply = Message::in_guild(question).replying_to(&answer);
    assert_eq!(fake.message(&reply).await.embed()["title"], question);
    // The first mention in the thread follows nothing yet, nor does any in the channel.
    let thread = mention.clone().in_thread();
    assert_eq!(fake.message(&thread).await.embed()["title"], question);
    assert_eq!(fake.message(&thread).await.embed()["title"], question);
    fake.message(&mention).await;
    // Without a ping Discord does not tell what a reply says.
    fake.unanswered(&Message::in_guild("").replying_to(&answer))
        .await;
    fake.unanswered(&Message::in_guild(question).replying_to(&answer).by_bot())
        .await;
    // A decline answers no entry, so nothing can follow it up.
    let declined = fake.mention("Wie wird das Wetter morgen in Hamburg?").await;
    let reply = Message::in_guild(question).replying_to(&declined);
    assert_eq!(fake.message(&reply).await.embed()["title"], question);

    let exit = finish(fake, bot).await;
    let follows = |source: &str, entry: &str| {
        let lines = exit.output.lines();
        let said = format!("source=\"{source}\"");
        let entry = format!("follows={entry}");
        lines
            .filter(|line| line.contains(&said) && line.contains(&entry))
            .count()
    };
    assert_eq!(follows("reply", "microsoft-absage"), 1, "{}", exit.output);
    assert_eq!(follows("reply", ""), 1, "{}", exit.output);
    assert_eq!(follows("mention", "oracle-partner"), 1, "{}", exit.output);
    assert_eq!(follows("mention", ""), 1, "{}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_beneath_somebodys_message_answers_that_message() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let mention = |text: &str| Message::in_guild(&format!("<@{}> {text}", super::BOT_ID));

    for about in ["", "was sagst du dazu?"] {
        let sent = fake
            .message(&mention(about).replying_to_somebody(WHY_GERMAN))
            .await;
        assert_eq!(sent.embed()["title"], WHY_GERMAN);
    }
    // What it asks itself and is answered goes first.
    let own = mention("Wer ist Vanessa Pappas?").replying_to_somebody(WHY_GERMAN);
    assert_eq!(
        fake.message(&own).await.embed()["title"],
        "Wer ist Vanessa Pappas?"
    );
    let hidden = fake.message(&mention("").replying_to_somebody("")).await;
    check_holds(&hidden, &["„Frage beantworten“"]);
    let hidden = fake
        .message(&mention("what do you think about that?").replying_to_somebody(""))
        .await;
    check_holds(&hidden, &["“Answer this”"]);

    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_brings_the_bot_along() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let answer = fake
        .interact(Interaction::ask(WHY_GERMAN).brought_along())
        .await;
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    // It could not take its message away there.
    let more = fake
        .interact(Interaction::press(&answer, "Mehr").brought_along())
        .await;
    assert_eq!(more.buttons(), ["Nachfragen"]);
    // What moderators do needs a server that the bot is a member of.
    let commands = fake
        .until("the commands", |state| {
            (!state.commands.is_empty()).then(|| state.commands.clone())
        })
        .await;
    for command in &commands {
        let is_for_all = command["default_member_permissions"].is_null();
        let (types, contexts) = if is_for_all {
            (serde_json::json!([0, 1]), serde_json::json!([0, 1, 2]))
        } else {
            (serde_json::json!([0]), serde_json::json!([0]))
        };
        assert_eq!(command["integration_types"], types, "{command}");
        assert_eq!(command["contexts"], contexts, "{command}");
    }
    finish(fake, bot).await;
}
