//! What may be taught and what not, over the shipped knowledge; and what was taught as a change of its files.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

use std::sync::LazyLock;

use jiff::Timestamp;
use ticktack::author::Wrong;
use ticktack::config::Settings;
use ticktack::decide::Missing;
use ticktack::engine::Engine;
use ticktack::knowledge::{self, GuildView, Id};
use ticktack::lang::Lang;
use ticktack::store::{Origin, Question, QuestionId};
use ticktack::teach::{self, Lesson, Refused};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    Engine::new(knowledge, Settings::default())
});

fn lesson(target: &str, language: Lang, phrasing: &str) -> Lesson {
    Lesson {
        target: Id::new(target),
        language,
        phrasing: phrasing.to_owned(),
    }
}

fn taught(target: &str, phrasing: &str) -> Result<(), Refused> {
    let lesson = lesson(target, Lang::De, phrasing);
    teach::check(&ENGINE, &GuildView::default(), &lesson)
}

#[test]
fn what_is_asked_in_a_new_way_may_be_taught() {
    for (target, phrasing) in [
        ("eigentuemer", "Welcher Konzern besitzt die Tanzvideo-App?"),
        (
            "microsoft-absage",
            "Weshalb wollte ByteDance nichts mit Redmond zu tun haben?",
        ),
        ("", "Wie komme ich an den Quelltext der App?"),
    ] {
        assert_eq!(taught(target, phrasing), Ok(()), "{phrasing}");
    }
}

#[test]
fn what_is_refused_is_refused_with_its_reason() {
    let id = |id| Id::new(id).unwrap();
    let stored = |id: &str| {
        ENGINE.knowledge().entry(id).unwrap().ask.de[0]
            .value
            .clone()
    };
    let owner = stored("eigentuemer");
    assert_eq!(taught("eigentuemer", &owner), Err(Refused::Known));
    assert_eq!(
        taught("microsoft-absage", &owner),
        Err(Refused::Taken(id("eigentuemer")))
    );
    assert_eq!(taught("gone", "Wer wohnt hier?"), Err(Refused::Gone));
    assert_eq!(
        taught("eigentuemer", "?!"),
        Err(Refused::Form(Wrong::NoWord))
    );
    assert_eq!(
        taught("eigentuemer", "Frag anna@example.org wem es gehört"),
        Err(Refused::Personal)
    );
    let year = taught(
        "eigentuemer",
        "Welche Firma war 2011 die Mutter von TikTok?",
    );
    assert_eq!(
        year,
        Err(Refused::NotCovered(Missing::Year("2011".to_owned())))
    );
    // A stored question with a word more, for something else.
    let stolen = taught("microsoft-absage", &format!("{owner} denn"));
    assert!(
        matches!(&stolen, Err(Refused::TakesAway { id, .. }) if id.as_str() == "eigentuemer"),
        "{stolen:?}"
    );
    // A boundary's question said otherwise would become an answer.
    let boundary = &ENGINE.knowledge().boundaries[0];
    let asked = format!("{} bitte", boundary.ask.de[0].value);
    let turned = taught("eigentuemer", &asked);
    assert!(
        matches!(
            &turned,
            Err(Refused::Boundary(_) | Refused::TakesAway { .. } | Refused::NotCovered(_))
        ),
        "{asked}: {turned:?}"
    );
}

#[test]
fn a_question_out_of_scope_never_becomes_an_answer() {
    let refusals = &ENGINE.knowledge().refusals;
    assert!(refusals.len() >= 150);
    assert_eq!(teach::answered_refusals(&ENGINE), []);
    for refusal in refusals.iter().step_by(15) {
        let lesson = lesson("eigentuemer", refusal.language, &refusal.question);
        let refused = teach::check(&ENGINE, &GuildView::default(), &lesson);
        assert!(refused.is_err(), "{}", refusal.question);
    }
}

#[test]
fn questions_that_ask_for_the_same_are_one_group() {
    let question = |number, text: &str| Question {
        id: QuestionId(number),
        origin: Origin::Direct,
        language: Lang::De,
        text: text.to_owned(),
        created: Timestamp::UNIX_EPOCH,
    };
    let questions = vec![
        question(1, "Wer moderiert die Videos in Dublin?"),
        question(2, "Wie viele Server stehen in Norwegen?"),
        question(3, "wieviele server stehen in norwegen"),
        question(4, "Wie viel Server stehen denn in Norwegen?"),
    ];
    let groups = teach::groups(&ENGINE, questions);
    let numbers: Vec<Vec<i64>> = groups
        .iter()
        .map(|group| group.questions.iter().map(|it| it.id.0).collect())
        .collect();
    assert_eq!(numbers, [vec![2, 3, 4], vec![1]]);
}

#[test]
fn what_was_taught_is_a_change_of_the_files_and_of_nothing_else() {
    let files = knowledge::built_in();
    let lessons = [
        lesson(
            "microsoft-absage",
            Lang::De,
            "Weshalb wollte ByteDance nichts mit Redmond zu tun haben?",
        ),
        lesson("", Lang::En, "Where do I get the source code?"),
        lesson("gone", Lang::De, "Wer wohnt hier?"),
    ];
    let exported = teach::export(ENGINE.knowledge(), &files, &lessons);
    assert_eq!(exported.added, 2);
    assert_eq!(exported.left_out.len(), 1);
    let paths: Vec<&str> = exported.files.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "knowledge/microsoft.toml",
            "knowledge/refusals.jsonl",
            "tests/taught.jsonl"
        ]
    );
    // Without the new lines every file is what it was.
    for file in &exported.files {
        let now = String::from_utf8(file.bytes.clone()).unwrap();
        let before = files.iter().find(|it| it.path == file.path);
        let before = before.map_or(String::new(), |it| {
            String::from_utf8(it.bytes.clone()).unwrap()
        });
        let new = ["Weshalb wollte ByteDance nichts", "source code"];
        let kept: Vec<&str> = now
            .lines()
            .filter(|line| !new.iter().any(|new| line.contains(new)))
            .collect();
        assert_eq!(kept, before.lines().collect::<Vec<_>>(), "{}", file.path);
    }
    let mut all = files.clone();
    all.retain(|file| !paths.contains(&file.path.as_str()));
    let questions = exported
        .files
        .iter()
        .find(|it| it.path.starts_with("tests/"));
    insta::assert_snapshot!(String::from_utf8(questions.unwrap().bytes.clone()).unwrap(), @r#"
    {"id":"taught-d78f1133abe2","lang":"de","style":"taught","kind":"in","q":"Weshalb wollte ByteDance nichts mit Redmond zu tun haben?","entries":["microsoft-absage"]}
    {"id":"taught-9a4d6e748711","lang":"en","style":"taught","kind":"out","q":"Where do I get the source code?"}
    "#);
    all.extend(
        exported
            .files
            .iter()
            .filter(|file| file.path.starts_with("knowledge/"))
            .cloned(),
    );
    let knowledge = knowledge::load(&all).unwrap();
    let again = teach::export(&knowledge, &all, &lessons);
    assert_eq!((again.added, again.files.len()), (0, 0));
}
