//! Runs `eval`, `rank` and `bench` as a script does: what they print, and the exit code.
//!
//! The questions are asked of `tests/fixtures/bridge`, a made-up town.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other tests, which need all of it")]
mod program;

use std::fs;

use program::{Folder, Run, bridge, run_with};
use serde_json::{Value, json};

/// Right, right by another passage, wrong words, out of scope, and small talk.
fn questions() -> String {
    let asked = |id: &str, kind: &str, q: &str, article: &str, passage: u32, word: &str| {
        json!({
            "id": id, "lang": "de", "style": "plain", "kind": kind, "q": q,
            "gold": [{"article": article, "paras": [passage]}], "must": [[word]],
        })
        .to_string()
    };
    [
        asked(
            "1",
            "in",
            "Was kostet die Brücke?",
            "talbote-geld",
            1,
            "5 MILLIONEN",
        ),
        asked(
            "2",
            "in",
            "Was kostet die Brücke?",
            "talbote-geld",
            9,
            "5 Millionen",
        ),
        asked(
            "3",
            "in",
            "Was kostet die Brücke?",
            "talbote-geld",
            1,
            "Xylophon",
        ),
        asked("4", "out", "zzz qqq", "-", 1, "-"),
        String::new(),
    ]
    .join("\n")
}

/// A file beside others of one test.
fn file(folder: &Folder, name: &str, text: &str) -> String {
    let path = folder.path.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn eval(arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = std::iter::once("eval")
        .chain(arguments.iter().copied())
        .collect();
    run_with(&bridge(), &arguments, "")
}

#[test]
fn a_run_is_counted_listed_stored_and_compared() {
    let folder = Folder::new();
    let set = file(&folder, "set.jsonl", &questions());
    let run = eval(&[&set, "--show", "wrong"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("In scope"), "{}", run.out);
    assert!(
        run.out
            .contains("\nbeside  2 (de, plain)  Was kostet die Brücke?\n"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("\nwrong  3 (de, plain)  Was kostet die Brücke?\n"),
        "{}",
        run.out
    );

    let stored = eval(&[&set, "--json"]);
    let figures: Value = serde_json::from_str(&stored.out).unwrap();
    assert_eq!(figures["figures"]["in.right.de"]["hits"], 1);
    assert_eq!(figures["figures"]["in.beside"]["of"], 3);
    assert_eq!(figures["figures"]["out.asserted"]["share"], 0.0);
    assert_eq!(figures["questions"][2]["class"], "wrong");
    let before = file(&folder, "before.json", &stored.out);
    let same = eval(&[&set, "--compare", &before]);
    assert!(
        same.out
            .ends_with("worse: 0\n\nbetter: 0\n\notherwise: 0\n"),
        "{}",
        same.out
    );
}

#[test]
fn a_figure_beyond_its_bar_is_exit_code_1() {
    let folder = Folder::new();
    let set = file(&folder, "set.jsonl", &questions());
    let held = [
        "--min",
        "in.right=33%",
        "--max",
        "in.wrong=0.34",
        "--max",
        "out.asserted=0",
    ];
    assert_eq!(eval(&[&[set.as_str()], &held[..]].concat()).code, 0);
    let beyond = eval(&[&set, "--min", "in.right=34%", "--max", "in.beside=0"]);
    assert_eq!(beyond.code, 1);
    assert_eq!(
        beyond.err,
        "in.right: 33.3 % (1 of 3), must be at least 34.0 %\nin.beside: 33.3 % (1 of 3), must be at most 0.0 %\n"
    );
    // A gate that checks nothing must not look like one that holds.
    assert_eq!(eval(&[&set, "--max", "in.wrong.en=0.5"]).code, 1);
}

#[test]
fn what_cannot_be_evaluated_is_exit_code_2() {
    let folder = Folder::new();
    let set = file(&folder, "set.jsonl", &questions());
    let broken = file(&folder, "broken.jsonl", "{}\nno object\n");
    let refused = eval(&[&set, &broken]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("broken.jsonl:1: ") && refused.err.contains("broken.jsonl:2: "));
    for wrong in [
        &["no-such-file"][..],
        &[&set, "--min", "in.rihgt=0.5"],
        &[&set, "--min", "in.right=80"],
        &[&set, "--compare", &broken],
        &[],
    ] {
        assert_eq!(eval(wrong).code, 2, "{wrong:?}");
    }
    let unknown = eval(&[&set, "--min", "in.rihgt=0.5"]);
    assert!(
        unknown.err.contains("did you mean `in.right`?"),
        "{}",
        unknown.err
    );
}

#[test]
fn ranking_prints_the_build_and_a_line_a_question() {
    let folder = Folder::new();
    let kb = "{\"id\":\"b/2\",\"phrasing\":\"close my account\"}\n{\"id\":\"b/1\",\"phrasing\":\"close my account\"}\n{\"id\":\"Ä\",\"phrasing\":\"lost card\"}\n";
    let kb = file(&folder, "kb.jsonl", kb);
    let input = "{\"text\":\"lost card\",\"gold\":null}\n\n[]\n{\"text\":7}\n{\"text\":\"\"}\n{\"text\":\"closing the acount\"}";
    let run = run_with(&bridge(), &["rank", &kb], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let rows: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(rows[0]["build_ms"].is_number() && rows[0].get("mem_mb").is_some());
    assert_eq!(rows[1]["top"][0], json!(["Ä", 1.0]));
    assert_eq!(
        (&rows[1]["outcome"], &rows[1]["p"]),
        (&json!("answer"), &json!(1.0))
    );
    assert!(rows[2]["error"].is_string() && rows[3]["error"].is_string());
    assert_eq!(
        (&rows[4]["top"], &rows[4]["outcome"]),
        (&json!([]), &json!("decline"))
    );
    // The same score: by id.
    assert_eq!(
        (&rows[5]["top"][0][0], &rows[5]["top"][1][0]),
        (&json!("b/1"), &json!("b/2"))
    );
    assert!(rows[5]["us"].is_u64() && rows.len() == 6);

    assert_eq!(run_with(&bridge(), &["rank", "no-such-file"], "").code, 2);
    let broken = file(&folder, "broken.jsonl", "{\"id\":\"a\"}\n");
    let refused = run_with(&bridge(), &["rank", &broken], input);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("line 1"), "{}", refused.err);
}

#[test]
fn a_row_of_the_bench_is_measured() {
    for (row, begins) in [
        ("shipped", "shipped "),
        ("300", "synthetic "),
        ("start", "start to ready "),
    ] {
        let run = run_with(&bridge(), &["bench", "--row", row], "");
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.starts_with(begins), "{}", run.out);
    }
}

#[test]
fn questions_can_be_asked_misspelt() {
    let folder = Folder::new();
    let set = file(&folder, "set.jsonl", &questions());
    let asked = |slips: &str| {
        let run = eval(&[&set, "--json", "--slips", slips]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.out
    };
    assert_eq!(asked("0"), eval(&[&set, "--json"]).out);
    assert_eq!(asked("2"), asked("2"));
    assert_ne!(asked("2"), asked("0"));
    // What is kept and what is compared is the questions as they were written.
    let before = file(&folder, "before.json", &asked("0"));
    for other in [&["--record"][..], &["--compare", &before]] {
        let run = eval(&[&[set.as_str(), "--slips", "1"], other].concat());
        assert_eq!(run.code, 2, "{}", run.err);
    }
}

#[test]
fn what_nobody_asked_the_bot_is_recorded_with_the_knowledge() {
    let folder = Folder::copy_of_bridge();
    let set = file(&folder, "set.jsonl", &questions());
    let before = run_with(
        &folder.path,
        &["ask", "--json", "Was kostet die Brücke?"],
        "",
    );
    let recorded = run_with(&folder.path, &["eval", "--record", &set], "");
    assert_eq!(recorded.code, 0, "{}", recorded.err);
    assert!(
        recorded.err.contains("0 of 1 questions"),
        "{}",
        recorded.err
    );
    let kept: Value = serde_json::from_str(&folder.read("knowledge/eval.json")).unwrap();
    // The file lies beside the knowledge and is no part of it: the revision stays.
    let before: Value = serde_json::from_str(&before.out).unwrap();
    assert_eq!(kept["revision"], before["revision"]);
    assert_eq!(
        (&kept["out_of_scope"], &kept["asserted"]),
        (&json!(1), &json!(0))
    );
    let nowhere = folder.path.join("nowhere");
    let refused = run_with(&nowhere, &["eval", "--record", &set], "");
    assert_eq!(refused.code, 2);
}
