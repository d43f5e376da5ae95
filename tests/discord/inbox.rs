//! Questions that nothing answers: handed to the moderators, answered by them, and known from then on.

use jiff::Timestamp;
use serde_json::json;
use sqlx::{AnyConnection, Connection as _, Executor as _};
use ticktack::knowledge::Id;
use ticktack::lang::Lang;
use ticktack::store::{ChannelId, GuildId, Inbox, Origin, Store};

use super::fake::{
    Bot, CHANNEL_ID, Fake, GUILD_ID, Interaction, OTHER_ID, PATIENCE, Sent, USER_ID, root,
    small_root,
};
use super::{WHY_ENGLISH, WHY_GERMAN, check_holds, finish, shown, stopped};

/// A question that nothing answers.
const UNKNOWN: &str = "Wieso ging Redmond leer aus?";

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
    let answered = UNKNOWN;
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
    check_holds(&unsaid, &["Darauf geben die Artikel keine Antwort"]);
    // A name that the entry does not cover still stops the answer.
    let other = fake.slash_ask("Wieso ging Oracle leer aus?", "de").await;
    assert!(other.is_private());
    let elsewhere = fake.direct_message(answered).await;
    assert_ne!(elsewhere.embed()["title"], WHY_GERMAN);

    store.unteach(guild(), id).await.unwrap();
    ask_until(&fake, answered, Sent::is_private).await;
    finish(fake, bot).await;
}

/// Opens the inbox and waits until the bot knows.
async fn open_inbox(fake: &Fake, store: &Store) {
    let set = store.change_settings(guild(), |settings| settings.inbox = Some(true));
    set.await.unwrap();
    ask_until(fake, UNKNOWN, |sent| hand_in(sent).is_some()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_in_a_form_can_be_handed_in_too() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    fake.introduce_guild();
    open_inbox(&fake, &store).await;
    let answer = fake.slash_ask(WHY_GERMAN, "de").await;
    let more = fake.press(&answer, "Mehr").await;
    let form = fake.press(&more, "Nachfragen").await;
    let reply = fake.interact(Interaction::fill(&form, UNKNOWN)).await;
    let button = hand_in(&reply).unwrap();
    let line = fake.press(&reply, &button).await;
    check_holds(&line, &["Deine Frage liegt jetzt bei der Moderation"]);
    assert_eq!(store.open_questions(Inbox::All).await.unwrap().len(), 1);
    finish(fake, bot).await;
}

/// The button that hands a question in.
fn hand_in(sent: &Sent) -> Option<String> {
    let mut buttons = sent.buttons().into_iter();
    let button = buttons.find(|label| {
        [
            "an die Moderation geben",
            "An die Moderation geben",
            "sk the moderators",
        ]
        .iter()
        .any(|text| label.contains(text))
    });
    button.map(str::to_owned)
}

fn inbox() -> Interaction {
    Interaction::command("inbox", &json!([])).by_moderator()
}

/// Hands a question in that only the asker sees.
async fn handed_in(fake: &Fake, question: &str) -> Sent {
    let reply = fake.slash_ask(question, "de").await;
    let button = hand_in(&reply).unwrap();
    let line = fake.press(&reply, &button).await;
    check_holds(&line, &["Deine Frage liegt jetzt bei der Moderation"]);
    line
}

/// Opens the group of the first question in the list.
async fn first_group(fake: &Fake) -> Sent {
    let list = fake.interact(inbox()).await;
    assert!(list.is_private());
    let first = list.options()[0].to_owned();
    fake.interact(Interaction::choose(&list, &first).by_moderator())
        .await
}

/// Chooses an entry or a boundary for a group, and fills the form.
async fn teach(fake: &Fake, group: &Sent, target: &str, phrasing: &str) -> Sent {
    let form = fake
        .interact(Interaction::choose(group, target).by_moderator())
        .await;
    assert_eq!(form.body["type"], 9, "{form:?}");
    fake.wait_for(Interaction::fill(&form, phrasing).by_moderator())
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn none_of_these_is_handed_in_taught_answered_and_undone() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;

    // Nobody is offered what the server did not open.
    assert_eq!(hand_in(&fake.slash_ask(UNKNOWN, "de").await), None);
    open_inbox(&fake, &store).await;
    let brought = fake
        .interact(Interaction::ask(UNKNOWN).brought_along())
        .await;
    assert_eq!(hand_in(&brought), None);
    assert_eq!(hand_in(&fake.direct_message(UNKNOWN).await), None);

    let public = fake
        .mention(&format!("{UNKNOWN} frag max@example.org"))
        .await;
    let button = hand_in(&public).unwrap();
    let others = fake
        .interact(Interaction::press(&public, &button).by(OTHER_ID))
        .await;
    check_holds(&others, &["gehört zur Frage von jemand anderem"]);
    let line = fake.press(&public, &button).await;
    assert!(line.is_private());
    check_holds(&line, &["ohne deinen Namen", "90 Tage", "frag", "…"]);
    assert_eq!(line.buttons(), ["Zurückziehen"]);
    let again = fake.press(&public, &button).await;
    check_holds(&again, &["liegt schon bei der Moderation"]);
    handed_in(&fake, "wieso gieng redmond leer aus").await;
    handed_in(&fake, "Wer baut die Server in Norwegen?").await;

    let list = fake.interact(inbox()).await;
    check_holds(&list, &["3 offene Fragen in 2 Gruppen", "2-mal gefragt"]);
    let whole = list.body.to_string();
    for name in ["max@example.org", "somebody", "Some Body", OTHER_ID] {
        assert!(!whole.contains(name), "{name} is in {whole}");
    }
    let group = first_group(&fake).await;
    check_holds(&group, &["wieso gieng redmond leer aus", "Verwerfen"]);
    let taught = teach(&fake, &group, WHY_GERMAN, "Warum bekam Redmond nichts ab?").await;
    check_holds(&taught, &["Gelernt", WHY_GERMAN, "2 Fragen sind"]);
    // Once beneath the public decline, without a ping.
    let beneath = fake.answer_to(public.id()).await;
    check_holds(&beneath, &["Die Moderation hat die Antwort"]);
    assert_eq!(beneath.embed()["title"], WHY_GERMAN);

    let answer = fake.slash_ask("warum bekam redmond nichts ab", "de").await;
    assert!(!answer.is_private());
    assert_eq!(answer.embed()["title"], WHY_GERMAN);
    let elsewhere = fake.direct_message("warum bekam redmond nichts ab").await;
    assert_ne!(elsewhere.embed()["title"], WHY_GERMAN);
    let undone = Interaction::press(&taught, "Rückgängig").by_moderator();
    check_holds(&fake.interact(undone).await, &["Zurückgenommen"]);
    assert!(
        fake.slash_ask("warum bekam redmond nichts ab", "de")
            .await
            .is_private()
    );

    let group = first_group(&fake).await;
    let dismiss = Interaction::press(&group, "Verwerfen").by_moderator();
    check_holds(&fake.interact(dismiss).await, &["Verworfen"]);
    check_holds(&fake.interact(inbox()).await, &["Keine offenen Fragen"]);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_english_a_question_is_handed_in_and_withdrawn_after_a_restart() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let kept = bot.store.clone();
    let store = kept.open().await;
    open_inbox(&fake, &store).await;
    let question = "Why did Redmond get nothing at all?";
    let reply = fake.slash_ask(question, "en-US").await;
    assert!(reply.is_private());
    let button = hand_in(&reply).unwrap();
    stopped(bot).await;

    let url = kept.url();
    let settings = [("TICKTACK_STORE_URL", url.exposed())];
    let bot = Bot::start_with(&fake, &small_root(), &settings).await;
    let press = Interaction::press(&reply, &button).locale("en-US");
    let line = fake.interact(press).await;
    check_holds(&line, &["without your name", "90 days", question]);
    let open = store.open_questions(Inbox::Guild(guild())).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].text, question);
    assert_eq!(open[0].origin, Origin::Private(guild()));
    let list = fake.interact(inbox().locale("en-US")).await;
    check_holds(&list, &["1 open question in 1 group", "Asked once"]);
    let option = format!("1× {question}");
    let group = Interaction::choose(&list, &option)
        .by_moderator()
        .locale("en-US");
    let group = fake.interact(group).await;
    check_holds(
        &group,
        &[
            "/inbox number:",
            "Dismiss",
            "In general: the articles do not answer it",
        ],
    );

    let withdraw = Interaction::press(&line, "Withdraw").locale("en-US");
    check_holds(
        &fake.interact(withdraw).await,
        &["your question is deleted"],
    );
    assert!(store.open_questions(Inbox::All).await.unwrap().is_empty());
    let withdraw = Interaction::press(&line, "Withdraw").locale("en-US");
    check_holds(
        &fake.interact(withdraw).await,
        &["not in the inbox any more"],
    );
    let dismiss = Interaction::press(&group, "Dismiss").by_moderator();
    check_holds(&fake.interact(dismiss).await, &["nicht mehr im Eingang"]);
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_must_not_be_taught_is_refused_with_its_reason() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    open_inbox(&fake, &store).await;
    handed_in(&fake, UNKNOWN).await;
    let group = first_group(&fake).await;
    let stored = "Welche Rolle bekommt Oracle?";
    for (phrasing, reason) in [
        (stored, "gehört schon zu etwas anderem"),
        ("Wieso ging Pappas leer aus?", "zu Vanessa Pappas"),
        ("Wieso ging Redmond 1999 leer aus?", "Für 1999"),
        (
            "Wieso ging der Kinobesuch leer aus?",
            "nicht in den Artikeln steht",
        ),
        ("frag max@example.org", "eine Adresse"),
        ("?!", "mindestens ein Wort"),
        (UNKNOWN, "die Worte des Mitglieds"),
    ] {
        let refused = teach(&fake, &group, WHY_GERMAN, phrasing).await;
        check_holds(&refused, &["nicht gelernt", reason, "Anders formulieren"]);
        assert!(refused.buttons().contains(&"Steht nicht in den Artikeln"));
    }
    // What a boundary is asked for is no question for an entry.
    for (phrasing, reason) in [
        ("Wie steht denn die Aktie von Oracle?", "ist schon bekannt"),
        ("oracle kurs der aktie", "ist schon bekannt"),
    ] {
        let refused = teach(&fake, &group, stored, phrasing).await;
        check_holds(&refused, &["nicht gelernt", reason]);
    }
    assert!(store.guild(guild()).taught.is_empty());

    // Offered instead: what the articles do not say.
    let refused = teach(&fake, &group, WHY_GERMAN, "Wieso ging Pappas leer aus?").await;
    let form = Interaction::press(&refused, "Steht nicht in den Artikeln").by_moderator();
    let form = fake.interact(form).await;
    let taught = Interaction::fill(&form, "Wieso ging Pappas leer aus?").by_moderator();
    let taught = fake.wait_for(taught).await;
    check_holds(&taught, &["Gelernt", "nicht in den Artikeln steht"]);
    let declined = fake.slash_ask("Wieso ging Pappas leer aus?", "de").await;
    check_holds(&declined, &["Darauf geben die Artikel keine Antwort"]);

    // A boundary of the knowledge, by its menu.
    handed_in(&fake, "Wie steht der Kurs von Alphabet?").await;
    let group = first_group(&fake).await;
    let reason = "Zu Aktienkursen steht nichts in den Artikeln.";
    let taught = teach(
        &fake,
        &group,
        reason,
        "Wie steht der Kurs von Alphabet heute?",
    )
    .await;
    check_holds(&taught, &["Gelernt"]);
    let declined = fake
        .slash_ask("wie steht der kurs von alphabet heute", "de")
        .await;
    check_holds(&declined, &[reason]);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_is_for_moderators_alone() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    open_inbox(&fake, &store).await;
    handed_in(&fake, UNKNOWN).await;
    let list = fake.interact(inbox()).await;
    let option = list.options()[0].to_owned();
    let group = first_group(&fake).await;
    let form = Interaction::choose(&group, WHY_GERMAN).by_moderator();
    let form = fake.interact(form).await;
    let commands = Interaction::command("inbox", &json!([]));
    for refused in [
        commands.clone(),
        commands.direct(),
        Interaction::choose(&list, &option),
        Interaction::choose(&group, WHY_GERMAN),
        Interaction::press(&group, "Verwerfen"),
    ] {
        let refused = fake.interact(refused).await;
        assert!(refused.is_private());
        check_holds(&refused, &["Nachrichten verwalten darfst"]);
        assert!(refused.components().is_empty());
    }
    let refused = fake.wait_for(Interaction::fill(&form, "Redmond?")).await;
    check_holds(&refused, &["Nachrichten verwalten darfst"]);
    let typing = json!([{"name": "number", "type": 4, "value": 1}, {"name": "entry", "type": 3, "value": "oracle", "focused": true}]);
    let typing = |kind| {
        Interaction::new(
            kind,
            json!({"id": "1100000000000000099", "name": "inbox", "type": 1, "options": typing}),
        )
    };
    assert_eq!(fake.choices(typing(4)).await, [""; 0]);
    let choices = fake.choices(typing(4).by_moderator()).await;
    assert_eq!(choices[0], "oracle-partner");

    // By its number, with an entry that was typed.
    let open = store.open_questions(Inbox::All).await.unwrap();
    let options = json!([{"name": "number", "type": 4, "value": open[0].id.0}, {"name": "entry", "type": 3, "value": choices[0]}]);
    let form = fake
        .interact(Interaction::command("inbox", &options).by_moderator())
        .await;
    assert_eq!(form.body["type"], 9);
    assert_eq!(
        form.body["data"]["components"][0]["components"][0]["value"],
        UNKNOWN
    );
    let commands = fake.with(|state| state.commands.clone());
    let command = commands.iter().find(|it| it["name"] == "inbox").unwrap();
    assert_eq!(command["default_member_permissions"], "8192");
    assert_eq!(command["contexts"], json!([0]));
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_down_nothing_is_acknowledged() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    open_inbox(&fake, &store).await;
    handed_in(&fake, UNKNOWN).await;
    let group = first_group(&fake).await;
    let form = Interaction::choose(&group, WHY_GERMAN).by_moderator();
    let form = fake.interact(form).await;
    let reply = fake
        .slash_ask("Wer baut die Server in Norwegen?", "de")
        .await;
    let button = hand_in(&reply).unwrap();

    let url = bot.store.url();
    let mut other = AnyConnection::connect(url.exposed()).await.unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    check_holds(&fake.press(&reply, &button).await, &["gerade nicht merken"]);
    let taught = Interaction::fill(&form, "Warum bekam Redmond nichts ab?").by_moderator();
    check_holds(&fake.wait_for(taught).await, &["gerade nicht merken"]);
    assert!(!fake.slash_ask(WHY_GERMAN, "de").await.is_private());
    other.execute("ROLLBACK").await.unwrap();
    let line = fake.press(&reply, &button).await;
    check_holds(&line, &["Deine Frage liegt jetzt bei der Moderation"]);
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_the_store_names_nobody() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let kept = bot.store.clone();
    let store = kept.open().await;
    open_inbox(&fake, &store).await;
    let personal = "Regnet es bei max@example.org, 0170 1234567890, <@1100000000000000009>, https://example.org/max?";
    let public = fake.mention(personal).await;
    fake.press(&public, &hand_in(&public).unwrap()).await;
    let line = handed_in(&fake, "Regnet es in Heimlichhausen?").await;
    let withdrawn = fake.press(&line, "Zurückziehen").await;
    check_holds(&withdrawn, &["Zurückgezogen"]);
    handed_in(&fake, UNKNOWN).await;
    let list = fake.interact(inbox()).await;
    let group = Interaction::choose(&list, &format!("1× {UNKNOWN}")).by_moderator();
    let group = fake.interact(group).await;
    teach(&fake, &group, WHY_GERMAN, "Warum bekam Redmond nichts ab?").await;
    store.close().await;
    stopped(bot).await;
    let holds = |text: &str| kept.bytes_hold(text);
    assert!(holds("Regnet es bei"), "what is open is there");
    for name in [
        USER_ID,
        OTHER_ID,
        "somebody",
        "Some Body",
        "max@",
        "1234567890",
        "example.org",
        // What was withdrawn, or closed by an answer, is gone.
        "Heimlichhausen",
        UNKNOWN,
    ] {
        assert!(!holds(name), "{name:?} is in the store");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_moderators_are_told_once_a_day() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let kept = bot.store.clone();
    let store = kept.open().await;
    stopped(bot).await;
    let channel = ChannelId(CHANNEL_ID.parse().unwrap());
    let set = store.change_settings(guild(), |settings| {
        settings.inbox = Some(true);
        settings.inbox_channel = Some(channel);
    });
    set.await.unwrap();
    // The last eight o'clock in UTC has passed, and these came before it.
    let day = 24 * 3_600;
    let now = Timestamp::now().as_second();
    let due = (now - 8 * 3_600).div_euclid(day) * day + 8 * 3_600;
    for (text, before_s) in [
        ("Regnet es morgen?", 60),
        ("regnet es morgen", 3_600),
        ("Wer baut Server?", 90),
        ("Zu alt?", 25 * 3_600),
    ] {
        let created = Timestamp::from_second(due - before_s).unwrap();
        let origin = Origin::Private(guild());
        store
            .hand_in(origin, Lang::De, text, created)
            .await
            .unwrap();
    }
    let url = kept.url();
    let settings = [("TICKTACK_STORE_URL", url.exposed())];
    let bot = Bot::start_with(&fake, &small_root(), &settings).await;
    let line = fake.posted().await;
    assert_eq!(
        line.body["content"],
        "3 neue Fragen in 2 Gruppen. Ansehen: /eingang"
    );
    assert!(line.path.contains(CHANNEL_ID));
    bot.says("the moderators were told of new questions").await;
    stopped(bot).await;
    // Another process, or the same one after a restart, leaves it at that: a second line would be left over.
    let bot = Bot::start_with(&fake, &small_root(), &settings).await;
    bot.says("was posted already").await;
    stopped(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::too_many_lines, reason = "they are the lines of what is seen")]
async fn what_a_moderator_sees() {
    let fake = Fake::start().await;
    let bot = Bot::start(&fake).await;
    let store = bot.store.open().await;
    open_inbox(&fake, &store).await;
    let offer = fake.mention(UNKNOWN).await;
    let handed_in = fake.press(&offer, &hand_in(&offer).unwrap()).await;
    let question = "Why did Redmond get nothing at all?";
    let reply = fake.slash_ask(question, "en-US").await;
    let press = Interaction::press(&reply, &hand_in(&reply).unwrap()).locale("en-US");
    let handed_in_english = fake.interact(press).await;
    let list = fake.interact(inbox()).await;
    let english = fake.interact(inbox().locale("en-US")).await;
    let group = Interaction::choose(&list, &format!("1× {UNKNOWN}")).by_moderator();
    let group = fake.interact(group).await;
    let option = format!("1× {question}");
    let english_group = Interaction::choose(&english, &option).by_moderator();
    let english_group = fake.interact(english_group.locale("en-US")).await;
    let form = Interaction::choose(&english_group, WHY_ENGLISH).by_moderator();
    let form = fake.interact(form.locale("en-US")).await;
    let fill = |text| {
        let fill = Interaction::fill(&form, text).by_moderator();
        fill.locale("en-US")
    };
    let refused = fake.wait_for(fill("Why did Oracle get nothing?")).await;
    let taught = fake.wait_for(fill("Why was Redmond left out?")).await;
    finish(fake, bot).await;
    insta::assert_json_snapshot!([shown(&handed_in), shown(&handed_in_english)], @r#"
    [
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|withdraw|2|de|REVISION|8cv1gfspn1fq",
                "label": "Zurückziehen",
                "style": 2
              }
            ]
          }
        ],
        "embeds": [
          {
            "color": 5987210,
            "description": "Danke! Deine Frage liegt jetzt bei der Moderation dieses Servers. Gespeichert ist nur dieser Text, ohne deinen Namen, höchstens 90 Tage:\n\n> Wieso ging Redmond leer aus?\n\nDazu merke ich mir bis dahin, unter welcher meiner Nachrichten im Kanal sie beantwortet werden kann."
          }
        ],
        "flags": 64
      },
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|withdraw|3|en|REVISION|8cv1gfspn1fq",
                "label": "Withdraw",
                "style": 2
              }
            ]
          }
        ],
        "content": "",
        "embeds": [
          {
            "color": 5987210,
            "description": "Thanks! The moderators of this server have your question now. All that is stored is this text, without your name, for at most 90 days:\n\n> Why did Redmond get nothing at all?"
          }
        ]
      }
    ]
    "#);
    insta::assert_json_snapshot!([shown(&list), shown(&english)], @r#"
    [
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|group|0|de|REVISION|8cv1gfspn1fq",
                "options": [
                  {
                    "label": "1× Wieso ging Redmond leer aus?",
                    "value": "2"
                  },
                  {
                    "label": "1× Why did Redmond get nothing at all?",
                    "value": "3"
                  }
                ],
                "placeholder": "Gruppe öffnen"
              }
            ]
          }
        ],
        "embeds": [
          {
            "color": 5987210,
            "description": "2 offene Fragen in 2 Gruppen. Wer gefragt hat, wird nicht gespeichert.\n\n**Einmal gefragt:**\nWieso ging Redmond leer aus?\n\n**Einmal gefragt:**\nWhy did Redmond get nothing at all?",
            "footer": {
              "text": "Wissensstand REVISION"
            },
            "title": "Eingang"
          }
        ],
        "flags": 64
      },
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|group|0|en|REVISION|8cv1gfspn1fq",
                "options": [
                  {
                    "label": "1× Wieso ging Redmond leer aus?",
                    "value": "2"
                  },
                  {
                    "label": "1× Why did Redmond get nothing at all?",
                    "value": "3"
                  }
                ],
                "placeholder": "Open a group"
              }
            ]
          }
        ],
        "embeds": [
          {
            "color": 5987210,
            "description": "2 open questions in 2 groups. Who asked is not stored.\n\n**Asked once:**\nWieso ging Redmond leer aus?\n\n**Asked once:**\nWhy did Redmond get nothing at all?",
            "footer": {
              "text": "Knowledge REVISION"
            },
            "title": "Inbox"
          }
        ],
        "flags": 64
      }
    ]
    "#);
    insta::assert_json_snapshot!([shown(&group), shown(&english_group)], @r#"
    [
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|teach|e.2|de|REVISION|8cv1gfspn1fq",
                "options": [
                  {
                    "label": "Warum hat Microsoft TikTok nicht bekommen?",
                    "value": "microsoft-absage"
                  },
                  {
                    "label": "Welche Rolle bekommt Oracle?",
                    "value": "oracle-partner"
                  },
                  {
                    "label": "Hat Microsoft die Gespräche abgebrochen?",
                    "value": "microsoft-bricht-ab"
                  },
                  {
                    "label": "Wer ist Vanessa Pappas?",
                    "value": "wer-ist-pappas"
                  }
                ],
                "placeholder": "Mit diesem Eintrag beantworten"
              }
            ]
          },
          {
            "components": [
              {
                "custom_id": "1|teach|b.2|de|REVISION|8cv1gfspn1fq",
                "options": [
                  {
                    "label": "Allgemein: Darauf geben die Artikel keine Antwort",
                    "value": "*"
                  },
                  {
                    "label": "Zu Aktienkursen steht nichts in den Artikeln.",
                    "value": "aktienkurs"
                  }
                ],
                "placeholder": "Steht nicht in den Artikeln"
              }
            ]
          },
          {
            "components": [
              {
                "custom_id": "1|dismiss|2|de|REVISION|8cv1gfspn1fq",
                "label": "Verwerfen",
                "style": 4
              },
              {
                "custom_id": "1|inbox|0|de|REVISION|8cv1gfspn1fq",
                "label": "Zum Eingang",
                "style": 2
              }
            ]
          }
        ],
        "content": "",
        "embeds": [
          {
            "color": 5987210,
            "description": "Passt keiner der Einträge, wähl einen anderen: /eingang nummer:2 eintrag:…\n\n**Einmal gefragt:**\nWieso ging Redmond leer aus?",
            "footer": {
              "text": "Wissensstand REVISION"
            },
            "title": "Eingang"
          }
        ]
      },
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|teach|e.3|en|REVISION|8cv1gfspn1fq",
                "options": [
                  {
                    "label": "Why did the Microsoft deal fall through?",
                    "value": "microsoft-absage"
                  },
                  {
                    "label": "What will be Oracle's role?",
                    "value": "oracle-partner"
                  },
                  {
                    "label": "Who is Vanessa Pappas?",
                    "value": "wer-ist-pappas"
                  },
                  {
                    "label": "Did Microsoft break off the talks?",
                    "value": "microsoft-bricht-ab"
                  }
                ],
                "placeholder": "Answer it by this entry"
              }
            ]
          },
          {
            "components": [
              {
                "custom_id": "1|teach|b.3|en|REVISION|8cv1gfspn1fq",
                "options": [
                  {
                    "label": "In general: the articles do not answer it",
                    "value": "*"
                  },
                  {
                    "label": "The articles say nothing about share prices.",
                    "value": "aktienkurs"
                  }
                ],
                "placeholder": "Not in the articles"
              }
            ]
          },
          {
            "components": [
              {
                "custom_id": "1|dismiss|3|en|REVISION|8cv1gfspn1fq",
                "label": "Dismiss",
                "style": 4
              },
              {
                "custom_id": "1|inbox|0|en|REVISION|8cv1gfspn1fq",
                "label": "To the inbox",
                "style": 2
              }
            ]
          }
        ],
        "content": "",
        "embeds": [
          {
            "color": 5987210,
            "description": "If none of the entries fits, choose another one: /inbox number:3 entry:…\n\n**Asked once:**\nWhy did Redmond get nothing at all?",
            "footer": {
              "text": "Knowledge REVISION"
            },
            "title": "Inbox"
          }
        ]
      }
    ]
    "#);
    insta::assert_json_snapshot!(shown(&form), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "phrasing",
              "label": "Reword it: only your wording is kept",
              "max_length": 100,
              "required": true,
              "style": 1,
              "value": "Why did Redmond get nothing at all?"
            }
          ]
        }
      ],
      "custom_id": "1|taught|microsoft-absage.3|en|REVISION|8cv1gfspn1fq",
      "title": "Teach a phrasing"
    }
    "#);
    insta::assert_json_snapshot!([shown(&refused), shown(&taught)], @r#"
    [
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|teach|microsoft-absage.3|en|REVISION|8cv1gfspn1fq",
                "label": "Say it otherwise",
                "style": 1
              },
              {
                "custom_id": "1|teach|*.3|en|REVISION|8cv1gfspn1fq",
                "label": "Not in the articles",
                "style": 2
              },
              {
                "custom_id": "1|inbox|0|en|REVISION|8cv1gfspn1fq",
                "label": "To the inbox",
                "style": 2
              }
            ]
          }
        ],
        "embeds": [
          {
            "color": 5987210,
            "description": "> Why did Oracle get nothing?\n\nI did not learn that. I do not find exactly that about Oracle in the articles."
          }
        ]
      },
      {
        "components": [
          {
            "components": [
              {
                "custom_id": "1|unteach|4|en|REVISION|8cv1gfspn1fq",
                "label": "Undo",
                "style": 2
              },
              {
                "custom_id": "1|inbox|0|en|REVISION|8cv1gfspn1fq",
                "label": "To the inbox",
                "style": 2
              }
            ]
          }
        ],
        "embeds": [
          {
            "color": 5987210,
            "description": "> Why was Redmond left out?\n\nLearned. On this server it leads to this from now on:\n\n> Why did the Microsoft deal fall through?\n\n1 question is deleted from the inbox."
          }
        ]
      }
    ]
    "#);
}

/// Everything is longest here: the questions, the groups, and what is shipped to choose from.
#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_keeps_to_the_limits_of_discord() {
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &root(), &[]).await;
    let store = bot.store.open().await;
    let set = store.change_settings(guild(), |settings| settings.inbox = Some(true));
    set.await.unwrap();
    // Words that no two of them share, with as much markup as fits.
    let matters = [
        "Brücke", "Käse", "Wetter", "Fahrrad", "Gitarre", "Ofen", "Tulpe", "Zebra", "Kino",
        "Yacht", "Quelle", "Jacke",
    ];
    for matter in matters {
        let text = format!("{} *_~*", format!("{matter} ").repeat(60));
        let text: String = text.chars().take(300).collect();
        let origin = Origin::Private(guild());
        let kept = store.hand_in(origin, Lang::De, &text, Timestamp::now());
        kept.await.unwrap();
    }
    let list = fake.interact(inbox()).await;
    check_holds(&list, &["12 offene Fragen in 12 Gruppen", "Weiter ▶"]);
    let next = Interaction::press(&list, "Weiter ▶").by_moderator();
    let next = fake.interact(next).await;
    check_holds(&next, &["Zurück", "Jacke"]);
    let option = next.options()[0].to_owned();
    let group = Interaction::choose(&next, &option).by_moderator();
    let group = fake.interact(group).await;
    assert!(group.options().len() > 25, "entries and boundaries");
    let form = Interaction::choose(&group, group.options()[0]).by_moderator();
    let form = fake.interact(form).await;
    assert_eq!(form.body["type"], 9);
    finish(fake, bot).await;
}
