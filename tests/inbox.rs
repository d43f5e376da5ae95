//! `ticktack inbox`: what it prints of the open questions, and what it writes of what was taught.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line")]
mod program;

use std::fs;

use jiff::Timestamp;
use program::{Folder, Run, command, finished};
use ticktack::config::StoreUrl;
use ticktack::knowledge::Id;
use ticktack::lang::Lang;
use ticktack::store::{GuildId, Origin, Store};

fn inbox(folder: &Folder, arguments: &[&str]) -> Run {
    let root = folder.path.to_str().unwrap();
    let mut command = command(&[&["--root", root], arguments].concat());
    command.env("TICKTACK_STORE_URL", url(folder).exposed());
    finished(&mut command, "")
}

fn url(folder: &Folder) -> StoreUrl {
    StoreUrl::new(&format!("sqlite:{}/store.sqlite3", folder.path.display())).unwrap()
}

#[tokio::test]
async fn open_questions_are_listed_in_groups() {
    let folder = Folder::copy_of_bridge();
    let store = Store::open(&url(&folder)).await.unwrap();
    for text in [
        "Wer malt die Brücke an?",
        "Wann fährt die Fähre?",
        "wann fahrt die faehre",
    ] {
        let origin = Origin::Private(GuildId(7));
        let kept = store.hand_in(origin, Lang::De, text, Timestamp::now());
        kept.await.unwrap();
    }
    store.close().await;
    let listed = inbox(&folder, &["inbox", "list"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    insta::assert_snapshot!(listed.out, @r"
      2× Wann fährt die Fähre?
         wann fahrt die faehre
      1× Wer malt die Brücke an?
    ");
    assert_eq!(listed.err, "inbox: 3 open, 2 groups\n");
}

#[tokio::test]
async fn what_was_taught_becomes_a_change_of_the_files() {
    let folder = Folder::copy_of_bridge();
    let store = Store::open(&url(&folder)).await.unwrap();
    let closed = Id::new("sperrung-rost").unwrap();
    let phrasing = "Wieso kommt man nicht rüber?";
    for (guild, target, lang, phrasing) in [
        (7, Some(&closed), Lang::De, phrasing),
        // Two servers may teach the same.
        (8, Some(&closed), Lang::De, phrasing),
        (8, None, Lang::En, "Who paints the bridge?"),
        (8, Id::new("gone").as_ref(), Lang::De, "Wer wohnt hier?"),
    ] {
        let taught = store.teach(GuildId(guild), target, lang, phrasing);
        taught.await.unwrap();
    }
    store.close().await;
    let asked = ["ask", "--json", phrasing];
    assert!(
        !inbox(&folder, &asked)
            .out
            .contains("\"entry\":\"sperrung-rost\",\"matched\"")
    );
    // Phrasings assert nothing: what a person has checked stays checked.
    let sealed = inbox(&folder, &["check", "--all", "--yes"]);
    assert_eq!(sealed.code, 0, "{}", sealed.err);
    let before = folder.read("knowledge/bruecke.toml");

    let exported = inbox(&folder, &["inbox", "export"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert_eq!(
        exported.out,
        "knowledge/bruecke.toml\nknowledge/refusals.jsonl\ntests/taught.jsonl\n"
    );
    insta::assert_snapshot!(exported.err, @r"
    inbox: left out, what it asks for is not in the files: Wer wohnt hier?
    inbox: 2 phrasings added
    ");
    let after = folder.read("knowledge/bruecke.toml");
    let new: Vec<&str> = after
        .lines()
        .filter(|line| !before.lines().any(|old| old == *line))
        .collect();
    assert_eq!(new, [format!("  \"{phrasing}\",")]);
    let written = folder.read("tests/taught.jsonl") + &folder.read("knowledge/refusals.jsonl");
    insta::assert_snapshot!(written, @r#"
    {"id":"taught-db34026f3678","lang":"en","style":"taught","kind":"out","q":"Who paints the bridge?"}
    {"id":"taught-c2d9957456d3","lang":"de","style":"taught","kind":"in","q":"Wieso kommt man nicht rüber?","entries":["sperrung-rost"]}
    {"lang":"en","q":"Who paints the bridge?"}
    "#);

    // The bot knows it from now on, the set is one for `eval`, and there is nothing left to write.
    assert!(
        inbox(&folder, &asked)
            .out
            .contains("\"entry\":\"sperrung-rost\",\"matched\"")
    );
    let linted = inbox(&folder, &["lint", "--fast"]);
    assert_eq!(linted.code, 0, "{}", linted.out);
    let set = folder.path.join("tests/taught.jsonl");
    let judged = inbox(&folder, &["eval", set.to_str().unwrap()]);
    assert_eq!(judged.code, 0, "{}", judged.err);
    let again = inbox(&folder, &["inbox", "export"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    assert!(fs::exists(set).unwrap());
}
