//! Runs the program as a person or a script does: arguments and standard input in; output, errors and the exit code out.
//!
//! The texts come from `tests/fixtures/bridge`, a made-up town, so that no test depends on what the real knowledge says today.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use insta::assert_snapshot;
use program::{Folder, Run, bridge, command, finished, run, run_with, shipped};
use serde_json::{Value, json};

/// The keys of a reply, as design.md fixes them.
const REPLY_KEYS: &str = "answer as_of boundary citations confidence conflicts elapsed_us entry id language matched outcome question reason related revision statements suggestions text";

#[test]
fn help_shows_examples_and_wrong_usage_is_refused() {
    let help = run(&["--help"]);
    assert_eq!(help.code, 0);
    for example in [
        "Examples:",
        "ticktack ask Wem gehört TikTok?",
        "ticktack run",
        "--root <DIR>",
    ] {
        assert!(
            help.out.contains(example),
            "{example} is not in\n{}",
            help.out
        );
    }
    let help = run(&["ask", "--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Examples:") && help.out.contains("--batch"));
    assert!(run(&["--version"]).out.starts_with("ticktack "));

    for wrong in [
        &["ask"][..],
        &["ask", "--batch", "a question"],
        &["tell"],
        &["export", "--format", "xml"],
        &["lint", "--no-such-option"],
    ] {
        let refused = run(wrong);
        assert_eq!(refused.code, 2, "{wrong:?}");
        assert_eq!(refused.out, "");
        assert!(
            refused.err.starts_with("error: "),
            "{wrong:?}: {}",
            refused.err
        );
    }
}

#[test]
fn the_shipped_knowledge_answers_in_both_languages_with_a_citation() {
    for (question, language, citation) in [
        ("Wem gehört TikTok?", "de", "Absatz"),
        ("Who owns TikTok?", "en", "passage"),
    ] {
        let shown = run_with(&shipped(), &["ask", question], "");
        assert_eq!((shown.code, shown.err.as_str()), (0, ""));
        assert!(
            shown.out.contains("[1] ") && shown.out.contains(citation),
            "{}",
            shown.out
        );

        let row = json_of(&run_with(&shipped(), &["ask", "--json", question], ""));
        assert_eq!(
            (&row["outcome"], &row["language"]),
            (&json!("answer"), &json!(language))
        );
        assert!(!row["citations"].as_array().unwrap().is_empty());
    }
}

/// Words need no quotation marks around them.
#[test]
fn the_words_of_a_question_are_one_question() {
    let quoted = run_with(&bridge(), &["ask", "Was kostet die Brücke?"], "");
    let words = run_with(&bridge(), &["ask", "Was", "kostet", "die", "Brücke?"], "");
    assert_eq!(quoted.out, words.out);
}

#[test]
fn the_copy_in_the_program_answers_where_there_is_no_folder() {
    let empty = Folder::new();
    let built_in = command(&["ask", "--json", "Wem gehört TikTok?"])
        .current_dir(&empty.path)
        .output()
        .unwrap();
    let row: Value = serde_json::from_slice(&built_in.stdout).unwrap();
    assert_eq!(row["outcome"], "answer");
    assert!(built_in.status.success());
}

#[test]
fn an_answer_with_two_sides_in_the_terminal() {
    assert_snapshot!(asked("Warum wurde die Brücke gesperrt?"), @r#"
    » Warum wurde die Brücke gesperrt?
    Laut Auenblatt (12. März 2021): Im März 2021 ließ die Stadt die Brücke wegen Rost an den Trägern sperren. [1]
    Anders Talbote (Mitte Mai 2022): Im Mai 2022 schrieb der Talbote, der Rost sei nur ein Vorwand gewesen und das Geld habe gefehlt. (ungenannte Quellen, laut Talbote) [2]
    Stand: 12. März 2021
    [1] Auenblatt, „Niederau sperrt seine Brücke“ (12. März 2021), Absatz 1 – https://auenblatt.example/bruecke
    [2] Talbote, Artikel über die Brücke (Überschrift nicht bekannt) (Mitte Mai 2022, aus dem Text geschlossen), Absatz 2 – kein Link bekannt
    Frag auch: Was kostet die Brücke?
    "#);
    assert_snapshot!(asked("Why was the bridge closed?"), @r#"
    » Why was the bridge closed?
    According to Auenblatt (12 March 2021): In March 2021 the town had the bridge closed because of rust on its girders. [1]
    By contrast, Talbote (mid-May 2022): In May 2022 the Talbote wrote that the rust had only been a pretext and that the money was lacking. (unnamed sources, according to Talbote) [2]
    As of 12 March 2021
    [1] Auenblatt, “Niederau sperrt seine Brücke” (12 March 2021), passage 1 (in German) – https://auenblatt.example/bruecke
    [2] Talbote, article about the bridge (headline not known) (mid-May 2022, worked out from the text), passage 2 (in German) – no link known
    You could also ask: What does the bridge cost?
    "#);
}

#[test]
fn an_answer_with_two_stages_in_the_terminal() {
    assert_snapshot!(asked("Wie teuer wird der Neubau?"), @r#"
    » Was kostet die Brücke?
    Im Mai 2022 sollte der Neubau laut Talbote 5 Millionen Euro kosten. [1]
    März 2021: Im März 2021 rechnete die Stadt Niederau mit 3 Millionen Euro für den Neubau. (Angabe: Stadt Niederau) [2]
    Die Artikel enden im Mai 2022. Was seitdem geschah, sagen sie nicht.
    Stand: Mitte Mai 2022
    [1] Talbote, Artikel über die Brücke (Überschrift nicht bekannt) (Mitte Mai 2022, aus dem Text geschlossen), Absatz 1 – kein Link bekannt
    [2] Auenblatt, „Niederau sperrt seine Brücke“ (12. März 2021), Absatz 2 – https://auenblatt.example/bruecke
    Frag auch: Fehlte nur das Geld für die Brücke?
    "#);
    assert_snapshot!(asked("How expensive will the new bridge be?"), @r#"
    » What does the bridge cost?
    In May 2022 the new bridge was to cost 5 million euros, according to the Talbote. [1]
    March 2021: In March 2021 the town of Niederau reckoned with 3 million euros for the new bridge. (stated by: town of Niederau) [2]
    The articles end in May 2022. They do not say what happened since.
    As of mid-May 2022
    [1] Talbote, article about the bridge (headline not known) (mid-May 2022, worked out from the text), passage 1 (in German) – no link known
    [2] Auenblatt, “Niederau sperrt seine Brücke” (12 March 2021), passage 2 (in German) – https://auenblatt.example/bruecke
    You could also ask: Was it only the money that was lacking for the bridge?
    "#);
}

#[test]
fn declines_and_small_talk_in_the_terminal() {
    assert_snapshot!(asked("Ist die Brücke wieder offen?"), @r#"
    Wann die Brücke wieder öffnet, sagen die Artikel nicht.
    Das steht in den Artikeln
      • Was kostet die Brücke?
    "#);
    assert_snapshot!(asked("Did the flood destroy the bridge?"), @r#"
    The articles say nothing about a flood.
    What is reported is this:
      • Why was the bridge closed?
    "#);
    assert_snapshot!(asked("guten tag"), @r#"
    Hallo! Frag mich etwas zur Brücke.
    "#);
    assert_snapshot!(asked("good morning"), @r#"
    Hello! Ask me something about the bridge.
    "#);
}

/// Which questions come second and third is the matcher's business and may change.
#[test]
fn a_suggestion_says_what_is_missing() {
    let shown = asked("Was kostet die Brücke in Oberau?");
    assert!(
        shown.starts_with("Genau das finde ich zu Oberau nicht in den Artikeln"),
        "{shown}"
    );
    assert!(shown.contains("\n  • Was kostet die Brücke?\n"), "{shown}");
    assert!(!shown.contains("Millionen"), "{shown}");
    let row = json_of(&run_with(
        &bridge(),
        &["ask", "--json", "What does the bridge cost in 1999?"],
        "",
    ));
    assert_eq!(row["outcome"], "suggest");
    assert_eq!(row["reason"], "guard:year");
    assert!((1..=3).contains(&row["suggestions"].as_array().unwrap().len()));
    assert_nothing_asserted(&row);
}

#[test]
fn an_answer_as_json() {
    assert_snapshot!(as_json("Warum wurde die Brücke gesperrt?"), @r#"
    {
      "answer": "Laut Auenblatt (12. März 2021): Im März 2021 ließ die Stadt die Brücke wegen Rost an den Trägern sperren. Anders Talbote (Mitte Mai 2022): Im Mai 2022 schrieb der Talbote, der Rost sei nur ein Vorwand gewesen und das Geld habe gefehlt.",
      "as_of": "2021-03-12",
      "boundary": null,
      "citations": [
        {
          "headline": "Niederau sperrt seine Brücke",
          "inferred": false,
          "outlet": "Auenblatt",
          "part": null,
          "passages": [
            1
          ],
          "published": "2021-03-12",
          "source": "auenblatt-bruecke",
          "url": "https://auenblatt.example/bruecke"
        },
        {
          "headline": null,
          "inferred": true,
          "outlet": "Talbote",
          "part": "mid",
          "passages": [
            2
          ],
          "published": "2022-05",
          "source": "talbote-geld",
          "url": null
        }
      ],
      "confidence": 1.0,
      "conflicts": [
        {
          "entry": "sperrung-geld"
        }
      ],
      "elapsed_us": 0,
      "entry": "sperrung-rost",
      "id": "1",
      "language": "de",
      "matched": "Warum wurde die Brücke gesperrt?",
      "outcome": "answer",
      "question": "Warum wurde die Brücke gesperrt?",
      "reason": "exact",
      "related": [
        "kosten-2022"
      ],
      "revision": "REVISION",
      "statements": [
        {
          "by": null,
          "citations": [
            0
          ],
          "entry": "sperrung-rost",
          "says": "reporting",
          "text": "Laut Auenblatt (12. März 2021): Im März 2021 ließ die Stadt die Brücke wegen Rost an den Trägern sperren."
        },
        {
          "by": "Talbote",
          "citations": [
            1
          ],
          "entry": "sperrung-geld",
          "says": "hearsay",
          "text": "Anders Talbote (Mitte Mai 2022): Im Mai 2022 schrieb der Talbote, der Rost sei nur ein Vorwand gewesen und das Geld habe gefehlt."
        }
      ],
      "suggestions": [],
      "text": "» Warum wurde die Brücke gesperrt?\nLaut Auenblatt (12. März 2021): Im März 2021 ließ die Stadt die Brücke wegen Rost an den Trägern sperren. [1]\nAnders Talbote (Mitte Mai 2022): Im Mai 2022 schrieb der Talbote, der Rost sei nur ein Vorwand gewesen und das Geld habe gefehlt. (ungenannte Quellen, laut Talbote) [2]\nStand: 12. März 2021\n[1] Auenblatt, „Niederau sperrt seine Brücke“ (12. März 2021), Absatz 1 – https://auenblatt.example/bruecke\n[2] Talbote, Artikel über die Brücke (Überschrift nicht bekannt) (Mitte Mai 2022, aus dem Text geschlossen), Absatz 2 – kein Link bekannt\nFrag auch: Was kostet die Brücke?"
    }
    "#);
}

#[test]
fn a_decline_as_json() {
    assert_snapshot!(as_json("Did the flood destroy the bridge?"), @r#"
    {
      "answer": null,
      "as_of": null,
      "boundary": "hochwasser",
      "citations": [],
      "confidence": 1.0,
      "conflicts": [],
      "elapsed_us": 0,
      "entry": null,
      "id": "1",
      "language": "en",
      "matched": null,
      "outcome": "decline",
      "question": "Did the flood destroy the bridge?",
      "reason": "boundary",
      "related": [],
      "revision": "REVISION",
      "statements": [],
      "suggestions": [
        {
          "confidence": 0.0,
          "entry": "sperrung-rost",
          "question": "Why was the bridge closed?"
        }
      ],
      "text": "The articles say nothing about a flood.\nWhat is reported is this:\n  • Why was the bridge closed?"
    }
    "#);
}

#[test]
fn the_keys_of_a_reply_are_fixed() {
    let mut questions = vec![
        "Was kostet die Brücke?",
        "hello",
        "Is the bridge open again?",
    ];
    questions.extend(["What does the bridge cost in 1999?", "", "qwertz"]);
    for question in questions {
        let row = json_of(&run_with(&bridge(), &["ask", "--json", question], ""));
        assert_eq!(keys(&row), REPLY_KEYS, "{question:?}");
    }
    let row = json_of(&run_with(
        &bridge(),
        &["ask", "--json", "What does the bridge cost?"],
        "",
    ));
    let parts = [
        ("statements", "by citations entry says text"),
        (
            "citations",
            "headline inferred outlet part passages published source url",
        ),
    ];
    for (list, expected) in parts {
        assert_eq!(keys(&row[list][0]), expected, "{list}");
    }
    let row = json_of(&run_with(
        &bridge(),
        &["ask", "--json", "Why was the bridge closed?"],
        "",
    ));
    assert_eq!(keys(&row["conflicts"][0]), "entry");
    let row = json_of(&run_with(
        &bridge(),
        &["ask", "--json", "Is the bridge open again?"],
        "",
    ));
    assert_eq!(keys(&row["suggestions"][0]), "confidence entry question");
    assert_nothing_asserted(&row);
    let explained = run_with(&bridge(), &["ask", "--json", "--explain", "hello"], "");
    assert!(json_of(&explained)["explain"]["candidates"].is_array());
}

#[test]
fn a_batch_answers_line_by_line_in_order() {
    let input = concat!(
        "{\"id\":\"a\",\"question\":\"Was kostet die Brücke?\"}\n",
        "\n",
        "What does the bridge cost?\n",
        "{\"id\":7,\"q\":\"hello\",\"style\":\"plain\"}\r\n",
        "   \t\n",
        "{\"question\":\"Was kostet die Brücke?\",\"language\":\"en\"}\n",
        "{\"id\":null,\"question\":\"hallo\",\"language\":null}\n",
        "[\"hello\"]\n",
        "guten tag\r\n",
        "{\"id\":\"last\",\"question\":\"hello\"}",
    );
    let replies = batch(input);
    let seen: Vec<(&str, &str, &str)> = replies
        .iter()
        .map(|row| {
            (
                text(row, "id"),
                text(row, "question"),
                text(row, "language"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("a", "Was kostet die Brücke?", "de"),
            ("3", "What does the bridge cost?", "en"),
            ("7", "hello", "en"),
            ("6", "Was kostet die Brücke?", "en"),
            ("7", "hallo", "de"),
            ("8", "[\"hello\"]", "en"),
            ("9", "guten tag", "de"),
            ("last", "hello", "en"),
        ]
    );
    assert_eq!(replies[3]["matched"], "What does the bridge cost?");
    assert!(replies.iter().all(|row| keys(row) == REPLY_KEYS));
}

#[test]
fn a_bad_line_of_a_batch_costs_that_line_only() {
    let cases = [
        ("{\"id\":\"a\"}", "a", "`question` is missing"),
        (
            "{\"id\":\"b\",\"question\":5}",
            "b",
            "`question` must be a text",
        ),
        (
            "{\"id\":[1],\"question\":\"hello\"}",
            "3",
            "`id` must be a text or a number",
        ),
        (
            "{\"id\":\"d\",\"question\":\"hello\",\"language\":\"fr\"}",
            "d",
            "`language` must be de or en",
        ),
        (
            "{\"id\":\"e\",\"question\":\"hello\",\"language\":1}",
            "e",
            "`language` must be a text",
        ),
        ("{\"id\":\"f\",,}", "6", "this line is not valid JSON"),
    ];
    let lines: Vec<&str> = cases.iter().map(|(line, ..)| *line).collect();
    let replies = batch(&format!("{}\nhello\n", lines.join("\n")));
    assert_eq!(replies.len(), cases.len() + 1);
    for ((line, id, error), row) in cases.iter().zip(&replies) {
        assert_eq!(row, &json!({"id": id, "error": error}), "{line}");
    }
    assert_eq!(replies[cases.len()]["outcome"], "chat");
}

#[test]
fn a_line_over_a_megabyte_is_an_error_and_the_next_is_read() {
    let long = "a".repeat(1024 * 1024 + 10);
    let replies = batch(&format!("hello\n{long}\nhello\n{long}"));
    assert_eq!(replies.len(), 4);
    for at in [1, 3] {
        assert_eq!(replies[at]["error"], "this line is longer than a megabyte");
        assert_eq!(replies[at]["id"], (at + 1).to_string());
    }
    assert_eq!(replies[2]["id"], "3");
    assert_eq!(replies[2]["outcome"], "chat");
}

#[test]
fn nothing_in_gives_nothing_out() {
    let empty = run_with(&bridge(), &["ask", "--batch"], "");
    assert_eq!(
        (empty.code, empty.out.as_str(), empty.err.as_str()),
        (0, "", "")
    );
}

/// Whatever is typed gets a reply, and nothing of it comes back.
#[test]
fn bad_questions_get_a_defined_reply() {
    let long = "warum ".repeat(700);
    let cases = [
        "",
        "   ",
        long.as_str(),
        "🙂🙂🙂",
        "\u{202e}ekcürB eid tetsok saW",
        "t\u{336}i\u{337}k\u{338}t\u{334}o\u{335}k\u{489}",
        "\u{1b}[31mrot\u{7}\u{8}\u{85}",
        "@everyone <@1234> <@&99> <#5>",
        "**fett** [hier](https://evil.example) `code` ||spoiler|| # gross",
        "https://evil.example/?q=1",
        "'; DROP TABLE entries; -- ",
        "\u{0}\u{feff}\u{fffd}",
        "\u{202e}\u{202e}\n\n\n",
    ];
    let lines: Vec<String> = cases
        .iter()
        .map(|question| json!({ "question": question }).to_string())
        .collect();
    let replies = batch(&lines.join("\n"));
    assert_eq!(replies.len(), cases.len());
    for (question, row) in cases.iter().zip(&replies) {
        assert_eq!(keys(row), REPLY_KEYS, "{question:?}");
        assert_nothing_asserted(row);
        let shown = text(row, "text");
        assert!(!shown.is_empty(), "{question:?}");
        for trace in [
            "@everyone",
            "<@",
            "evil.example",
            "**",
            "DROP",
            "\u{202e}",
            "\u{1b}",
        ] {
            assert!(!shown.contains(trace), "{question:?} gave {shown}");
        }
    }
    // As an argument as well; there is no way to pass a NUL there.
    for question in cases.iter().filter(|question| !question.contains('\0')) {
        let shown = run_with(&bridge(), &["ask", question], "");
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{question:?}");
        assert!(!shown.out.trim().is_empty(), "{question:?}");
    }
}

#[test]
fn bytes_that_are_no_text_get_a_reply() {
    let mut child = piped(&["ask", "--batch"]);
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"\xff\xfe br\xfccke\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
}

/// Whoever reads only the first line has had enough; that is no error and no panic.
#[test]
fn output_that_is_closed_early_ends_quietly() {
    let mut child = piped(&["ask", "--batch"]);
    let mut input = child.stdin.take().unwrap();
    let mut first = String::new();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    writeln!(input, "hello").unwrap();
    output.read_line(&mut first).unwrap();
    drop(output);
    // The program may be gone before all of it is written.
    for _ in 0..2_000 {
        if writeln!(input, "hello").is_err() {
            break;
        }
    }
    drop(input);
    let ended = child.wait_with_output().unwrap();
    assert!(first.starts_with('{'));
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
}

#[test]
fn the_try_out_reads_piped_lines() {
    let chat = run_with(&bridge(), &[], "Was kostet die Brücke?\n\n   \nhello\n");
    assert_eq!(chat.code, 0);
    let cost = asked("Was kostet die Brücke?");
    assert_eq!(
        chat.out,
        format!("{cost}\n\nHello! Ask me something about the bridge.\n\n")
    );
    let welcome: Vec<&str> = chat.err.lines().collect();
    assert_eq!(welcome.len(), 2, "{}", chat.err);
    assert!(welcome[1].contains("DISCORD_TOKEN") && welcome[1].contains("ticktack run"));
}

#[test]
fn a_forgotten_token_is_told_at_once() {
    let refused = run_with(&bridge(), &["run"], "");
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(
        refused.err.contains("there is no bot token"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("DISCORD_TOKEN"), "{}", refused.err);
}

#[test]
fn export_holds_everything_under_fixed_keys() {
    let export = json_of(&run_with(&bridge(), &["export", "--format", "json"], ""));
    assert_eq!(export, json_of(&run_with(&bridge(), &["export"], "")));
    // Fields may be added, so these must be among them.
    let expected = [
        (
            &export,
            "boundaries entries revision sources timeline topics",
        ),
        (
            &export["sources"][0],
            "author headline id inferred language outlet passages precision published url",
        ),
        (&export["sources"][0]["passages"][0], "gist kind n"),
        (&export["topics"][0], "id summary title"),
        (&export["topics"][0]["summary"][0], "de en entry"),
        (
            &export["entries"][0],
            "answer as_of citations conflicts id questions related series statements topic valid",
        ),
        (&export["entries"][0]["questions"], "de en"),
        (
            &export["entries"][0]["statements"][0],
            "by citations de en says",
        ),
        (&export["entries"][0]["citations"][0], "passages source"),
        (
            &export["boundaries"][0],
            "contradicted_by id nearest questions reason",
        ),
        (&export["timeline"][0], "citations date de en precision"),
    ];
    for (value, wanted) in expected {
        let there = keys(value);
        let there: BTreeSet<&str> = there.split(' ').collect();
        let missing: Vec<&str> = wanted
            .split(' ')
            .filter(|key| !there.contains(key))
            .collect();
        assert!(missing.is_empty(), "{missing:?} missing in {value}");
    }
    assert_eq!(export["entries"].as_array().unwrap().len(), 4);
    assert_eq!(export["sources"][1]["precision"], "part");
    assert_eq!(export["sources"][1]["headline"], Value::Null);
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    for arguments in [&["ask", "hello"][..], &["export"], &["run"]] {
        let refused = run(&[&["--root", "/no/such/folder"], arguments].concat());
        assert_eq!(
            (refused.code, refused.out.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(
            refused.err.contains("knowledge: error[unreadable]"),
            "{}",
            refused.err
        );
        assert!(
            refused.err.contains("seeds: error[unreadable]"),
            "{}",
            refused.err
        );
    }
    assert_eq!(run(&["--root", "/no/such/folder", "lint"]).code, 1);
}

#[test]
fn a_broken_file_stops_the_start_with_its_place() {
    let folder = Folder::copy_of_bridge();
    folder.append("knowledge/grenzen.toml", "\n[[boundary]\nid = \"x\"\n");
    let refused = run_with(&folder.path, &["ask", "hello"], "");
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    let line = folder.read("knowledge/grenzen.toml").lines().count() - 1;
    let place = format!("knowledge/grenzen.toml:{line}:");
    assert!(
        refused.err.contains(&place),
        "{place} is not in\n{}",
        refused.err
    );
    assert!(
        refused.err.contains("error[toml]: this is not valid TOML"),
        "{}",
        refused.err
    );
    assert!(
        refused.err.contains("ticktack does not start"),
        "{}",
        refused.err
    );

    let checked = run_with(&folder.path, &["lint"], "");
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains(&place), "{}", checked.out);
}

#[test]
fn all_findings_of_all_files_come_at_once() {
    let folder = Folder::copy_of_bridge();
    folder.replace(
        "knowledge/bruecke.toml",
        "related = [\"sperrung-rost\"]",
        "relatd = [\"sperrung-rost\"]",
    );
    folder.replace("seeds/talbote-geld.toml", "n = 2", "n = 3");
    folder.replace(
        "knowledge/grenzen.toml",
        "nearest = [\"kosten-2022\"]",
        "nearest = [\"kosten-2023\"]",
    );
    let refused = run_with(&folder.path, &["ask", "hello"], "");
    assert_eq!(refused.code, 2);
    for finding in [
        "error[unknown-key]: `relatd` is not a key that is known here; did you mean `related`?",
        "error[passage-number]",
        "error[dead-reference]: `nearest` names `kosten-2023`, and there is no such entry; did you mean `kosten-2022`?",
    ] {
        assert!(
            refused.err.contains(finding),
            "{finding} is not in\n{}",
            refused.err
        );
    }
    let place = refused
        .err
        .lines()
        .find(|line| line.contains("relatd"))
        .unwrap();
    assert!(
        place.starts_with("knowledge/bruecke.toml:29:1: "),
        "{place}"
    );
}

/// Keywords of two matters: which is meant cannot be told, so both are said, each under its question. By itself neither is sure enough.
#[test]
fn two_close_entries_are_both_answered() {
    let ask = |question: &str, alone: &str| {
        let mut command = command(&["--root"]);
        command.arg(bridge()).args(["ask", "--json", question]);
        command.envs([
            ("TICKTACK_DECIDE_ANSWER", "0.1"),
            ("TICKTACK_DECIDE_ALONE", alone),
        ]);
        json_of(&finished(&mut command, ""))
    };
    for (question, second) in [
        (
            "Brücke gesperrt Kosten",
            "Falls du „Was kostet die Brücke?“ meintest: Im Mai 2022",
        ),
        (
            "bridge closure cost",
            "In case you meant “What does the bridge cost?”: In May 2022",
        ),
    ] {
        let both = ask(question, "1");
        assert_eq!(both["outcome"], "answer");
        assert_eq!(both["entry"], "sperrung-rost");
        let said = |row: &Value| -> Vec<String> {
            let statements = row["statements"].as_array().unwrap().iter();
            statements
                .map(|said| said["entry"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(
            said(&both),
            ["sperrung-rost", "sperrung-geld", "kosten-2022"]
        );
        assert!(both["answer"].as_str().unwrap().contains(second), "{both}");
        assert!(
            !both["related"]
                .as_array()
                .unwrap()
                .contains(&json!("kosten-2022"))
        );

        let one = ask(question, "0");
        assert_eq!(one["entry"], "sperrung-rost");
        assert_eq!(said(&one), ["sperrung-rost", "sperrung-geld"]);
    }
}

#[test]
fn settings_come_from_the_file_and_the_environment_wins() {
    let folder = Folder::copy_of_bridge();
    let language = |folder: &Folder, variables: &[(&str, &str)]| {
        let output = command(&["ask", "--json", "🙂"])
            .arg("--root")
            .arg(&folder.path)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["language"].clone()
    };
    assert_eq!(language(&folder, &[]), "de");
    fs::write(
        folder.path.join("config.toml"),
        "[reply]\nlanguage = \"en\"\n",
    )
    .unwrap();
    assert_eq!(language(&folder, &[]), "en");
    assert_eq!(
        language(&folder, &[("TICKTACK_REPLY_LANGUAGE", "de")]),
        "de"
    );
    let other = folder.path.join("other.toml");
    fs::write(&other, "[reply]\nlanguage = \"de\"\n").unwrap();
    assert_eq!(
        language(&folder, &[("TICKTACK_CONFIG", other.to_str().unwrap())]),
        "de"
    );
}

#[test]
fn wrong_settings_stop_the_start() {
    let cases = [
        (
            "TICKTACK_REPLY_LANGUGE",
            "de",
            "did you mean `TICKTACK_REPLY_LANGUAGE`?",
        ),
        (
            "TICKTACK_DECIDE_ANSWER",
            "seven",
            "TICKTACK_DECIDE_ANSWER: error",
        ),
        (
            "TICKTACK_DECIDE_ANSWER",
            "7",
            "`answer` must be a number from 0 to 1",
        ),
        ("TICKTACK_DECIDE_SUGGEST", "0.9", "the cut-offs must rise"),
        (
            "TICKTACK_CONFIG",
            "/no/such/file.toml",
            "/no/such/file.toml: error[unreadable]",
        ),
    ];
    for (name, value, message) in cases {
        let output = command(&["ask", "hello", "--root"])
            .arg(bridge())
            .env(name, value)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {err}");
        assert!(err.contains(message), "{message} is not in\n{err}");
        assert!(output.stdout.is_empty());
    }
    let folder = Folder::copy_of_bridge();
    fs::write(folder.path.join("config.toml"), "[decide]\nanswr = 0.5\n").unwrap();
    let refused = run_with(&folder.path, &["ask", "hello"], "");
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .err
            .contains("config.toml:2:1: error[unknown-key]: `answr`"),
        "{}",
        refused.err
    );
    assert!(
        refused.err.contains("did you mean `answer`?"),
        "{}",
        refused.err
    );
}

/// What the README promises about settings is what there is.
#[test]
fn the_readme_names_every_setting() {
    let readme = fs::read_to_string(shipped().join("README.md")).unwrap();
    let config = fs::read_to_string(shipped().join("config.toml")).unwrap();
    let mut section = "";
    let mut settings = 0;
    for line in config.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if let Some((key, value)) = line.split_once(" = ") {
            let variable = format!("TICKTACK_{section}_{key}").to_ascii_uppercase();
            let row = readme
                .lines()
                .find(|row| row.contains(&format!("`{section}.{key}`")));
            let row = row.unwrap_or_default();
            assert!(
                row.contains(&format!("`{variable}`")) && row.contains(value),
                "{section}.{key}: {row}"
            );
            settings += 1;
        }
    }
    assert!(settings > 0);
}

#[test]
fn lint_says_what_is_wrong_and_where() {
    let clean = run_with(&bridge(), &["lint"], "");
    assert_eq!(clean.code, 0, "{}", clean.out);
    let folder = Folder::copy_of_bridge();
    folder.replace(
        "knowledge/grenzen.toml",
        "\"Ist die Brücke wieder offen?\"",
        "\"Was kostet die Brücke?\"",
    );
    let wrong = run_with(&folder.path, &["lint"], "");
    assert_eq!(wrong.code, 1);
    assert!(
        wrong.out.contains("knowledge/grenzen.toml:6:"),
        "{}",
        wrong.out
    );
    assert!(
        wrong.out.contains("error[shared-phrasing]"),
        "{}",
        wrong.out
    );
    assert!(wrong.err.contains("1 error"), "{}", wrong.err);
}

fn asked(question: &str) -> String {
    let shown = run_with(&bridge(), &["ask", question], "");
    assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{question}");
    shown
        .out
        .strip_suffix('\n')
        .expect("a reply ends with a line")
        .to_owned()
}

/// The reply as JSON, easy to read, without what differs from run to run or is the matcher's business.
fn as_json(question: &str) -> String {
    let mut row = json_of(&run_with(&bridge(), &["ask", "--json", question], ""));
    assert!(row["elapsed_us"].is_u64() && row["revision"].as_str().unwrap().len() == 8);
    row["elapsed_us"] = 0.into();
    row["revision"] = "REVISION".into();
    serde_json::to_string_pretty(&row).unwrap()
}

fn batch(input: &str) -> Vec<Value> {
    let output = run_with(&bridge(), &["ask", "--batch"], input);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    output
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

fn piped(arguments: &[&str]) -> std::process::Child {
    command(arguments)
        .arg("--root")
        .arg(bridge())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[track_caller]
fn json_of(run: &Run) -> Value {
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out.lines().count(), 1);
    serde_json::from_str(&run.out).expect("the output is JSON")
}

/// The keys of an object, sorted, in one line.
fn keys(value: &Value) -> String {
    let keys: BTreeSet<&str> = value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    Vec::from_iter(keys).join(" ")
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key]
        .as_str()
        .unwrap_or_else(|| panic!("no text `{key}` in {row}"))
}

#[track_caller]
fn assert_nothing_asserted(row: &Value) {
    assert_ne!(row["outcome"], "answer", "{row}");
    for key in ["entry", "matched", "as_of"] {
        assert_eq!(row[key], Value::Null, "{key} of {row}");
    }
    assert_eq!(row["citations"], json!([]));
}
