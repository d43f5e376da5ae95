//! What `ticktack lint` says of broken files: the program is run on a made-up town with one thing broken, and must name file, line and code.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use program::{Folder, Run, run, run_with, shipped};
use serde_json::Value;
use ticktack::lint::codes;

const BRIDGE: &str = "knowledge/bruecke.toml";
const BOUNDARIES: &str = "knowledge/grenzen.toml";
const TIMELINE: &str = "knowledge/timeline.toml";
const AUENBLATT: &str = "seeds/auenblatt-bruecke.toml";
const TALBOTE: &str = "seeds/talbote-geld.toml";

/// An entry that is asked like others.
const KASSE: &str = r#"
[[entry]]
id = "kasse"
ask.de = ["Was kostet das für die Brücke?", "Wie teuer ist der Neubau?", "Fehlte das Geld für die Brücke?"]
ask.en = ["What does the bridge cost it?", "How expensive is the new bridge?", "Was it the money that was lacking for the bridge?"]
[[entry.statement]]
de = "Im Mai 2022 fehlte laut Talbote das Geld."
en = "In May 2022 the money was lacking, according to the Talbote."
says = "reporting"
cite = [{ source = "talbote-geld", passages = [2] }]
"#;

/// A change of the town's files, and the finding that must come of it.
struct Broken {
    code: &'static str,
    place: &'static str,
    /// File, what stands there, and what it becomes; nothing stands for the end of the file.
    by: &'static [(&'static str, &'static str, &'static str)],
}

const BROKEN: &[Broken] = &[
    Broken {
        code: "after-publication",
        place: "seeds/auenblatt-bruecke.toml:12:1",
        by: &[(
            AUENBLATT,
            r#"dates = ["2021-03"]"#,
            r#"dates = ["2021-03", "2031-03"]"#,
        )],
    },
    Broken {
        code: "bad-date",
        place: "knowledge/bruecke.toml:28:9",
        by: &[(BRIDGE, r#"valid = "2021-03""#, r#"valid = "2021-02-30""#)],
    },
    Broken {
        code: "bad-id",
        place: "knowledge/bruecke.toml:26:6",
        by: &[(BRIDGE, r#"id = "kosten-2021""#, r#"id = "Kosten 2021""#)],
    },
    Broken {
        code: "bad-record",
        place: "seeds/auenblatt-bruecke.toml:22:1",
        by: &[(
            AUENBLATT,
            r#"numbers = ["3 million euros"]"#,
            r#"numbers = ["3 million euros", "viele"]"#,
        )],
    },
    Broken {
        code: "beyond-entry",
        place: "knowledge/bruecke.toml:10:1",
        by: &[
            (
                BRIDGE,
                "wegen Rost gesperrt.",
                "in Niederau wegen Rost gesperrt.",
            ),
            (
                BRIDGE,
                "closed in March 2021",
                "closed in Niederau in March 2021",
            ),
        ],
    },
    Broken {
        code: "cited-draft",
        place: "knowledge/bruecke.toml:83:1",
        by: &[(
            AUENBLATT,
            "gist.de = \"Rost an den Trägern zwingt die Stadt, die Brücke zu sperren.\"\ngist.en = \"Rust on the girders makes the town close the bridge.\"\n",
            "",
        )],
    },
    Broken {
        code: "copied",
        place: "knowledge/bruecke.toml:41:1",
        by: &[(
            BRIDGE,
            "Im März 2021 rechnete die Stadt Niederau mit 3 Millionen Euro für den Neubau.",
            "Rund 3 Millionen Euro, so schätzte man in Niederau im März 2021.",
        )],
    },
    Broken {
        code: "dead-reference",
        place: "knowledge/grenzen.toml:3:1",
        by: &[(
            BOUNDARIES,
            r#"nearest = ["kosten-2022"]"#,
            r#"nearest = ["kosten-2023"]"#,
        )],
    },
    Broken {
        code: "draft-passage",
        place: "seeds/auenblatt-bruecke.toml:32:1",
        by: &[(AUENBLATT, r#"kind = "caption""#, r#"kind = "text""#)],
    },
    Broken {
        code: "duplicate-id",
        place: "knowledge/grenzen.toml:11:1",
        by: &[(BOUNDARIES, r#"id = "hochwasser""#, r#"id = "kosten-2021""#)],
    },
    Broken {
        code: "empty",
        place: "knowledge/timeline.toml:5:6",
        by: &[(
            TIMELINE,
            r#"de = "Die Stadt Niederau ließ die Brücke sperren.""#,
            r#"de = " ""#,
        )],
    },
    Broken {
        code: "few-phrasings",
        place: "knowledge/bruecke.toml:25:1",
        by: &[(
            BRIDGE,
            r#"  "kosten neubau 2021",
"#,
            "",
        )],
    },
    Broken {
        code: "figure-of-another",
        place: "knowledge/bruecke.toml:40:1",
        by: &[(
            AUENBLATT,
            r#""3 million euros""#,
            r#""3 million euros Oberau""#,
        )],
    },
    Broken {
        code: "fingerprint",
        place: "seeds/auenblatt-bruecke.toml:12:1",
        by: &[(
            AUENBLATT,
            r#"n = 1
kind = "text"
sha256 = ""#,
            r#"n = 1
kind = "text"
sha256 = "0"#,
        )],
    },
    Broken {
        code: "foreign-line",
        place: "knowledge/zwei.toml:7:1",
        by: &[(
            "knowledge/zwei.toml",
            "",
            r#"[topic]
order = 2
title.de = "Zwei"
title.en = "Two"
about.de = "Noch eins."
about.en = "One more."
[[topic.summary]]
entry = "kosten-2022"
de = "Im Mai 2022 sollte der Neubau 5 Millionen Euro kosten."
en = "In May 2022 the new bridge was to cost 5 million euros."
"#,
        )],
    },
    Broken {
        code: "idle-passage",
        place: "knowledge/bruecke.toml:102:1",
        by: &[(
            BRIDGE,
            r#"source = "talbote-geld", passages = [2]"#,
            r#"source = "talbote-geld", passages = [1, 2]"#,
        )],
    },
    Broken {
        code: "languages-differ",
        place: "knowledge/bruecke.toml:83:1",
        by: &[(
            BRIDGE,
            r#"en = "In March 2021 the town had the bridge closed because"#,
            r#"en = "In 2021 Niederau had the bridge closed because"#,
        )],
    },
    Broken {
        code: "lonely-series",
        place: "knowledge/bruecke.toml:47:1",
        by: &[(
            BRIDGE,
            r#"series = "kosten"
valid = "2021-03""#,
            r#"valid = "2021-03""#,
        )],
    },
    Broken {
        code: "long-phrasing",
        place: "knowledge/bruecke.toml:30:10",
        by: &[(
            BRIDGE,
            r#""kosten neubau 2021""#,
            r#""kosten neubau 2021 bitte sagen bitte sagen bitte sagen bitte sagen bitte sagen bitte sagen bitte sagen bitte sagen bitte sagen ""#,
        )],
    },
    Broken {
        code: "missing-key",
        place: "knowledge/bruecke.toml:5:1",
        by: &[(
            BRIDGE,
            r#"title.en = "The bridge of Niederau"
"#,
            "",
        )],
    },
    Broken {
        code: "names-itself",
        place: "knowledge/bruecke.toml:48:1",
        by: &[(
            BRIDGE,
            r#"related = ["sperrung-geld"]"#,
            r#"related = ["kosten-2022"]"#,
        )],
    },
    Broken {
        code: "names-uneven",
        place: "knowledge/bruecke.toml:63:1",
        by: &[(
            BRIDGE,
            "laut Talbote 5 Millionen",
            "laut Talbote, den der Talbote zitiert, 5 Millionen",
        )],
    },
    Broken {
        code: "no-topic",
        place: "knowledge/zwei.toml:2:6",
        by: &[(
            "knowledge/zwei.toml",
            "",
            r#"[[entry]]
id = "zwei"
ask.de = ["eins", "zwei", "drei"]
ask.en = ["one", "two", "three"]
[[entry.statement]]
de = "Der Rost."
en = "The rust."
says = "reporting"
cite = [{ source = "auenblatt-bruecke", passages = [1] }]
"#,
        )],
    },
    Broken {
        code: "not-content",
        place: "knowledge/bruecke.toml:83:1",
        by: &[(
            BRIDGE,
            r#"passages = [1] }]

[[entry]]
id = "sperrung-geld""#,
            r#"passages = [3] }]

[[entry]]
id = "sperrung-geld""#,
        )],
    },
    Broken {
        code: "one-sided-conflict",
        place: "knowledge/bruecke.toml:69:1",
        by: &[(
            BRIDGE,
            r#"conflicts = ["sperrung-rost"]
"#,
            "",
        )],
    },
    Broken {
        code: "passage-number",
        place: "seeds/talbote-geld.toml:25:5",
        by: &[(TALBOTE, "n = 2", "n = 3")],
    },
    Broken {
        code: "record-incomplete",
        place: "seeds/auenblatt-bruecke.toml:12:1",
        by: &[(
            AUENBLATT,
            r#"names = ["Niederau", "Auenblatt"]"#,
            r#"names = ["Auenblatt"]"#,
        )],
    },
    Broken {
        code: "record-unfounded",
        place: "seeds/talbote-geld.toml:14:1",
        by: &[(
            TALBOTE,
            r#"numbers = ["5 million euros"]"#,
            r#"numbers = ["5 million euros", "6 million euros"]"#,
        )],
    },
    Broken {
        code: "repeated-phrasing",
        place: "knowledge/bruecke.toml:33:3",
        by: &[(
            BRIDGE,
            r#""kosten neubau 2021""#,
            r#""Was sollte die BRÜCKE 2021 kosten""#,
        )],
    },
    Broken {
        code: "shared-phrasing",
        place: "knowledge/bruecke.toml:54:3",
        by: &[(
            BRIDGE,
            r#""kosten neubau 2021""#,
            r#""Was kostet die Brücke""#,
        )],
    },
    Broken {
        code: "statements",
        place: "knowledge/bruecke.toml:110:1",
        by: &[(
            BRIDGE,
            "",
            r#"
[[entry]]
id = "leer"
ask.de = ["eins", "zwei", "drei"]
ask.en = ["one", "two", "three"]
"#,
        )],
    },
    Broken {
        code: "summary-length",
        place: "knowledge/bruecke.toml:3:1",
        by: &[(
            BRIDGE,
            r#"[[topic.summary]]
entry = "sperrung-geld"
de = "Laut Talbote fehlte im Mai 2022 das Geld."
en = "According to the Talbote, the money was lacking in May 2022."

"#,
            "",
        )],
    },
    Broken {
        code: "toml",
        place: "knowledge/bruecke.toml:4:9",
        by: &[(BRIDGE, "order = 1", "order = = 1")],
    },
    Broken {
        code: "uncited",
        place: "knowledge/timeline.toml:3:1",
        by: &[(
            TIMELINE,
            r#"cite = [{ source = "auenblatt-bruecke", passages = [1] }]
"#,
            "",
        )],
    },
    Broken {
        code: "unchecked",
        place: "knowledge/grenzen.toml:11:1",
        by: &[(
            BOUNDARIES,
            r#"contradicted_by = "sperrung-rost""#,
            "contradicted_by = \"sperrung-rost\"\nchecked = \"00000000\"",
        )],
    },
    Broken {
        code: "ungrounded-date",
        place: "knowledge/bruecke.toml:63:1",
        by: &[(
            BRIDGE,
            "Im Mai 2022 sollte der Neubau laut",
            "Im Juni 2022 sollte der Neubau laut",
        )],
    },
    Broken {
        code: "ungrounded-figure",
        place: "knowledge/bruecke.toml:63:1",
        by: &[(BRIDGE, "laut Talbote 5 Mill", "laut Talbote 3 Mill")],
    },
    Broken {
        code: "ungrounded-name",
        place: "knowledge/bruecke.toml:40:1",
        by: &[(
            BRIDGE,
            "rechnete die Stadt Niederau",
            "rechnete die Stadt Oberau",
        )],
    },
    Broken {
        code: "unknown-key",
        place: "knowledge/bruecke.toml:29:1",
        by: &[(
            BRIDGE,
            r#"related = ["sperrung-rost"]"#,
            r#"relatd = ["sperrung-rost"]"#,
        )],
    },
    Broken {
        code: "uncovered-name",
        place: "seeds/auenblatt-bruecke.toml:22:1",
        by: &[(
            "knowledge/vocabulary.toml",
            r#"variants = ["Niederauer"]"#,
            "variants = [\"Niederauer\"]\ncovered = false",
        )],
    },
    Broken {
        code: "unknown-name",
        place: "seeds/auenblatt-bruecke.toml:22:1",
        by: &[(
            AUENBLATT,
            r#"names = ["Niederau"]"#,
            r#"names = ["Niederau", "Blorbo"]"#,
        )],
    },
    Broken {
        code: "unknown-passage",
        place: "knowledge/bruecke.toml:40:1",
        by: &[(
            BRIDGE,
            r#"passages = [2] }]

[[entry]]
id = "kosten-2022""#,
            r#"passages = [7] }]

[[entry]]
id = "kosten-2022""#,
        )],
    },
    Broken {
        code: "unknown-source",
        place: "knowledge/bruecke.toml:40:1",
        by: &[(
            BRIDGE,
            r#"source = "auenblatt-bruecke", passages = [2]"#,
            r#"source = "auenblatt-brueke", passages = [2]"#,
        )],
    },
    Broken {
        code: "unknown-word",
        place: "knowledge/bruecke.toml:83:1",
        by: &[(
            BRIDGE,
            "wegen Rost an den Trägern sperren",
            "wegen Rost an den Pfeilern sperren",
        )],
    },
    Broken {
        code: "unlinked-figures",
        place: "knowledge/bruecke.toml:47:1",
        by: &[
            (
                BRIDGE,
                r#"series = "kosten"
"#,
                "",
            ),
            (
                BRIDGE,
                r#"series = "kosten"
"#,
                "",
            ),
        ],
    },
    Broken {
        code: "unreachable",
        place: "knowledge/bruecke.toml:110:1",
        by: &[(BRIDGE, "", KASSE)],
    },
    Broken {
        code: "collision",
        place: "knowledge/bruecke.toml:48:1",
        by: &[(BRIDGE, "", KASSE)],
    },
    Broken {
        code: "wrong-passage",
        place: "knowledge/bruecke.toml:102:1",
        by: &[(
            BRIDGE,
            r#"source = "talbote-geld", passages = [2]"#,
            r#"source = "talbote-geld", passages = [1]"#,
        )],
    },
    Broken {
        code: "wrong-type",
        place: "knowledge/bruecke.toml:4:9",
        by: &[(BRIDGE, "order = 1", r#"order = "1""#)],
    },
    Broken {
        code: "wrong-value",
        place: "knowledge/bruecke.toml:105:8",
        by: &[(BRIDGE, r#"says = "hearsay""#, r#"says = "gossip""#)],
    },
    // Who writes what replies call it must be understood.
    Broken {
        code: "wrong-value",
        place: "knowledge/vocabulary.toml:37:11",
        by: &[(
            "knowledge/vocabulary.toml",
            "name = \"Oberau\"\n",
            "name = \"Oberau\"\nenglish = \"Upper Meadow\"\n",
        )],
    },
];

type Breaking = fn(&Path);

/// What cannot be said by replacing a text.
const BROKEN_FILES: &[(&str, &str, Breaking)] = &[
    ("answered-refusal", "knowledge/refusals.jsonl:2:1", |root| {
        let text = "{\"lang\":\"de\",\"q\":\"Wie wird das Wetter?\"}\n{\"lang\":\"de\",\"q\":\"Was sollte die Brücke 2021 kosten?\"}\n";
        fs::write(root.join("knowledge/refusals.jsonl"), text).unwrap();
    }),
    ("bad-refusal", "knowledge/refusals.jsonl:2:1", |root| {
        let text =
            "{\"lang\":\"de\",\"q\":\"Wie wird das Wetter?\"}\n{\"lang\":\"fr\",\"q\":\"?\"}\n";
        fs::write(root.join("knowledge/refusals.jsonl"), text).unwrap();
    }),
    ("empty-file", "knowledge/nouns.toml:1:1", |root| {
        fs::write(root.join("knowledge/nouns.toml"), "\n").unwrap();
    }),
    ("encoding", "knowledge/latin.toml:3:1", |root| {
        let text = b"[topic]\ntitle.de=\"\xc3\xbc\"\n\xfc\n";
        fs::write(root.join("knowledge/latin.toml"), text).unwrap();
    }),
    ("byte-order-mark", "knowledge/bruecke.toml:1:1", |root| {
        let text = fs::read_to_string(root.join(BRIDGE)).unwrap();
        fs::write(root.join(BRIDGE), format!("\u{feff}{text}")).unwrap();
    }),
    ("missing-article", "articles", |root| {
        fs::remove_file(root.join("articles/talbote-geld.txt")).unwrap();
    }),
    ("line-ends", "knowledge/bruecke.toml:3:8", |root| {
        let text = fs::read_to_string(root.join(BRIDGE)).unwrap();
        let (third, _) = text.match_indices('\n').nth(1).unwrap();
        let (before, rest) = text.split_at(third + 1);
        let text = before.to_owned() + &rest.replace('\n', "\r\n");
        fs::write(root.join(BRIDGE), text).unwrap();
    }),
    ("long-answer", "knowledge/bruecke.toml:40:1", |root| {
        let text = fs::read_to_string(root.join(BRIDGE)).unwrap();
        let megabyte = "Die Stadt Niederau rechnete mit 3 Millionen. ".repeat(25_000);
        let text = text.replacen("Im März 2021 rechnete", &format!("{megabyte} rechnete"), 1);
        fs::write(root.join(BRIDGE), text).unwrap();
    }),
    ("unreadable", "knowledge/ordner.toml", |root| {
        fs::create_dir(root.join("knowledge/ordner.toml")).unwrap();
    }),
    #[cfg(unix)]
    ("unreadable", "seeds/kreis.toml", |root| {
        std::os::unix::fs::symlink("kreis.toml", root.join("seeds/kreis.toml")).unwrap();
    }),
];

fn break_texts(folder: &Folder, by: &[(&str, &str, &str)]) {
    for (file, from, to) in by {
        if !folder.path.join(file).exists() {
            fs::write(folder.path.join(file), to).unwrap();
        } else if from.is_empty() {
            folder.append(file, to);
        } else {
            folder.replace(file, from, to);
        }
    }
}

fn lint(folder: &Folder, arguments: &[&str]) -> Run {
    run_with(&folder.path, &[&["lint"], arguments].concat(), "")
}

/// Lints with the articles of the town, and looks for the finding.
#[track_caller]
fn check(folder: &Folder, code: &str, place: &str) {
    let articles = folder.path.join("articles");
    let found = lint(folder, &["--articles", articles.to_str().unwrap()]);
    let finding = |severity: &str| format!("{place}: {severity}[{code}]: ");
    let is_error = found.out.contains(&finding("error"));
    let is_warning = found.out.contains(&finding("warning"));
    assert!(
        is_error || is_warning,
        "{code} at {place} is not in\n{}",
        found.out
    );
    assert_eq!(found.code == 1, found.out.contains(": error["), "{code}");
    assert!(found.err.starts_with("lint: "), "{code}: {}", found.err);
}

#[test]
fn every_code_is_found_where_something_is_broken_and_no_other_is_known() {
    for Broken { code, place, by } in BROKEN {
        let folder = Folder::copy_of_bridge();
        break_texts(&folder, by);
        check(&folder, code, place);
    }
    for (code, place, break_it) in BROKEN_FILES {
        let folder = Folder::copy_of_bridge();
        break_it(&folder.path);
        check(&folder, code, place);
    }
    let folder = Folder::copy_of_bridge();
    let settings = "[store]\nurl = \"postgres://bot:hunter2@db.example/ticktack\"\n";
    fs::write(folder.path.join("config.toml"), settings).unwrap();
    let refused = run_with(&folder.path, &["ask", "hallo"], "");
    assert!(
        refused.err.contains("config.toml: error[secret]"),
        "{}",
        refused.err
    );
    assert!(!refused.err.contains("hunter2"));

    let broken = BROKEN.iter().map(|broken| broken.code);
    let files = BROKEN_FILES.iter().map(|(code, ..)| *code);
    let found: BTreeSet<&str> = broken.chain(files).chain(["secret"]).collect();
    let explained: BTreeSet<&str> = codes::CODES.iter().map(|code| code.name).collect();
    assert_eq!(found, explained);
}

fn is_code(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// Codes are written where they are found; a new one must be explained.
#[test]
fn every_code_in_the_source_is_explained() {
    let mut files = vec![shipped().join("src")];
    let mut written = BTreeSet::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(path).unwrap().map(|item| item.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in ["report(", "error(", "whole_file(", "finding(", "code: "] {
            for (at, _) in code.match_indices(call) {
                let behind = code.get(at + call.len()..).unwrap_or_default().trim_start();
                let behind = ["Severity::Error,", "Severity::Warning,", "severity,"]
                    .iter()
                    .find_map(|severity| behind.strip_prefix(severity))
                    .unwrap_or(behind);
                let literal = behind.trim_start().strip_prefix('"');
                written.extend(
                    literal
                        .and_then(|text| text.split('"').next())
                        .filter(|code| is_code(code))
                        .map(str::to_owned),
                );
            }
        }
    }
    let unexplained: Vec<&String> = written
        .iter()
        .filter(|code| codes::find(code).is_none())
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
    assert!(written.len() > 40, "only {written:?} are found");
}

#[test]
fn each_code_is_explained() {
    for code in codes::CODES {
        let explained = run(&["lint", "--explain", code.name]);
        assert_eq!((explained.code, explained.err.as_str()), (0, ""));
        for part in [code.name, code.means, code.why, code.mend] {
            assert!(
                explained.out.contains(part),
                "{part} is not in\n{}",
                explained.out
            );
        }
    }
    let unknown = run(&["lint", "--explain", "ungrounded-figures"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert_eq!(
        unknown.err,
        "`ungrounded-figures` is not a code of lint; did you mean `ungrounded-figure`?\n"
    );
}

/// A figure, a reference, a date, a file and the encoding of another: everything at once, always in the same order.
#[test]
fn all_findings_of_a_run_stand_in_one_order() {
    let folder = Folder::copy_of_bridge();
    folder.replace(BRIDGE, "laut Talbote 5 Mill", "laut Talbote 3 Mill");
    folder.replace(BRIDGE, "valid = \"2021-03\"", "valid = \"2021-13\"");
    folder.replace(
        BOUNDARIES,
        "nearest = [\"kosten-2022\"]",
        "nearest = [\"kosten-2023\"]",
    );
    fs::write(folder.path.join("knowledge/latin.toml"), b"\xfc").unwrap();
    fs::create_dir(folder.path.join("seeds/ordner.toml")).unwrap();
    let first = lint(&folder, &[]);
    let errors: Vec<&str> = first
        .out
        .lines()
        .filter(|line| line.contains(": error["))
        .collect();
    assert_snapshot!(errors.join("\n"), @r"
    knowledge/bruecke.toml:28:9: error[bad-date]: `2021-13` is not a date as `2020`, `2020-09` or `2020-09-20`
    knowledge/bruecke.toml:63:1: error[languages-differ]: `kosten-2022`: the `de` text says 3 Millionen, the `en` text does not
    knowledge/bruecke.toml:63:1: error[languages-differ]: `kosten-2022`: the `en` text says 5 million, the `de` text does not
    knowledge/bruecke.toml:63:1: error[ungrounded-figure]: `kosten-2022`: the figure 3 Millionen stands in no cited passage; passage 2 of `auenblatt-bruecke` has it
    knowledge/grenzen.toml:3:1: error[dead-reference]: `nearest` names `kosten-2023`, and there is no such entry; did you mean `kosten-2022`?
    knowledge/latin.toml:1:1: error[encoding]: this file is not UTF-8; save it with that encoding
    seeds/ordner.toml: error[unreadable]: this cannot be read: it is no file
    ");
    for _ in 0..3 {
        assert_eq!(lint(&folder, &[]).out, first.out);
    }
}

#[test]
fn findings_are_text_json_or_notes_for_a_review() {
    let folder = Folder::copy_of_bridge();
    let json = lint(&folder, &["--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &report["errors"]), (0, &0.into()));
    let warnings = report["findings"].as_array().unwrap();
    assert_eq!(report["warnings"], warnings.len());

    folder.replace(
        BRIDGE,
        "\"kosten neubau 2021\"",
        "\"Was kostet, zu 100%, die Brücke?\"",
    );
    folder.replace(
        BRIDGE,
        "\"Was kostet die Brücke?\"",
        "\"was kostet zu 100% die BRÜCKE\"",
    );
    let of = |format: &str| {
        let found = lint(&folder, &["--fast", "--format", format]);
        assert_eq!(found.code, 1);
        found.out
    };
    let (text, json, notes) = (of("text"), of("json"), of("github"));
    let shared = |lines: &str| {
        let mut lines = lines.lines();
        lines
            .find(|line| line.contains("shared-phrasing"))
            .unwrap()
            .to_owned()
    };
    assert_snapshot!(shared(&text), @"knowledge/bruecke.toml:54:3: error[shared-phrasing]: `kosten-2022` and `kosten-2021` share this phrasing, so neither can be sure of it: was kostet zu 100% die BRÜCKE");
    assert_snapshot!(shared(&notes), @"::error file=knowledge/bruecke.toml,line=54,col=3::`kosten-2022` and `kosten-2021` share this phrasing, so neither can be sure of it: was kostet zu 100%25 die BRÜCKE [shared-phrasing]");
    let report: Value = serde_json::from_str(&json).unwrap();
    let rows = report["findings"].as_array().unwrap();
    assert_eq!(rows.len(), text.lines().count());
    let row = rows
        .iter()
        .find(|row| row["code"] == "shared-phrasing")
        .unwrap();
    assert_snapshot!(row, @r#"{"code":"shared-phrasing","column":3,"line":54,"message":"`kosten-2022` and `kosten-2021` share this phrasing, so neither can be sure of it: was kostet zu 100% die BRÜCKE","path":"knowledge/bruecke.toml","severity":"error"}"#);
}

#[test]
fn drafts_are_checked_only_if_asked_for_and_the_fast_run_asks_no_phrasing() {
    let folder = Folder::copy_of_bridge();
    let draft = format!("{KASSE}by = \"Ada Lind\"\nrelated = []\n");
    fs::write(folder.path.join("knowledge/bruecke.draft.toml"), draft).unwrap();
    assert_eq!(lint(&folder, &[]).code, 0);
    let with = lint(&folder, &["--drafts"]);
    assert_eq!(with.code, 1);
    for finding in [
        "knowledge/bruecke.draft.toml:12:1: error[unknown-key]: `related`",
        "knowledge/bruecke.draft.toml:2:1: error[unreachable]: ",
    ] {
        assert!(
            with.out.contains(finding),
            "{finding} is not in\n{}",
            with.out
        );
    }
    let fast = lint(&folder, &["--drafts", "--fast"]);
    assert!(fast.out.contains("unknown-key") && !fast.out.contains("unreachable"));
}

#[test]
fn the_articles_that_are_there_are_compared() {
    let folder = Folder::copy_of_bridge();
    let articles = folder.path.join("articles");
    let compared = || {
        lint(
            &folder,
            &["--fast", "--articles", articles.to_str().unwrap()],
        )
    };
    assert_eq!(compared().code, 0, "{}", compared().out);
    // A headline may be repeated, eight words of a sentence may not, wherever they stand.
    let readme =
        "# Niederau\n\nWie das Auenblatt erfuhr,\n*frisst sich der Rost durch die Träger*.\n";
    fs::write(folder.path.join("seeds/README.md"), readme).unwrap();
    let copied = compared();
    assert_eq!(copied.code, 1);
    assert!(
        copied
            .out
            .contains("seeds/README.md:3:1: error[copied]: 8 words in a row"),
        "{}",
        copied.out
    );
    fs::remove_file(folder.path.join("seeds/README.md")).unwrap();
    // Who holds only one article gets it compared, and one line on the others.
    fs::remove_file(articles.join("talbote-geld.txt")).unwrap();
    let only_one = compared();
    let missing = "/articles: warning[missing-article]: these articles are not here, and were not compared: talbote-geld\n";
    assert!(only_one.out.contains(missing), "{}", only_one.out);
    assert_eq!(only_one.code, 0);
    // A folder without any is another folder.
    fs::remove_file(articles.join("auenblatt-bruecke.txt")).unwrap();
    let none = compared();
    assert!(
        none.out
            .contains("/articles: error[missing-article]: there is no article here"),
        "{}",
        none.out
    );
    assert_eq!(none.code, 1);
}

/// What follows from a file that is not TOML stands below that, and quotation marks, the usual cause, are explained.
#[test]
fn quotation_marks_that_break_a_file_are_explained_first() {
    for (from, to, hint) in [
        (
            "reason.de = \"",
            "reason.de = “",
            "begins and ends with the straight mark \"",
        ),
        (
            "reason.de = \"",
            "reason.de = \"So \"nass\" ist sie: ",
            "a quotation mark inside a text is written \\\"",
        ),
        ("ask.de = [\"", "ask.de = [„", "begins and ends with"),
    ] {
        let folder = Folder::copy_of_bridge();
        folder.replace(BRIDGE, "3 Millionen", "4 Millionen");
        folder.replace(BOUNDARIES, from, to);
        let found = lint(&folder, &["--fast"]);
        let first = found.out.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("knowledge/grenzen.toml:") && first.contains("error[toml]"),
            "{}",
            found.out
        );
        assert!(first.contains(hint), "{first}");
        assert!(found.out.contains("ungrounded-figure"), "{}", found.out);
    }
}

/// A wrong passage number is told in one line, above what follows from it.
#[test]
fn a_passage_that_has_all_that_lacks_is_named() {
    let folder = Folder::copy_of_bridge();
    folder.replace(
        AUENBLATT,
        "[\"Niederau\", \"Auenblatt\"]",
        "[\"Auenblatt\"]",
    );
    folder.replace(
        BRIDGE,
        "passages = [2] }]\n\n[[entry]]\nid = \"kosten-2022\"",
        "passages = [1] }]\n\n[[entry]]\nid = \"kosten-2022\"",
    );
    let found = lint(&folder, &["--fast"]);
    let lines: Vec<&str> = found
        .out
        .lines()
        .filter(|line| line.contains("`kosten-2021`") && line.contains(": error["))
        .collect();
    assert_snapshot!(lines.join("\n"), @r"
    knowledge/bruecke.toml:40:1: error[wrong-passage]: `kosten-2021`: all that is missing stands in passage 2 of `auenblatt-bruecke`, and 1 is cited
    knowledge/bruecke.toml:40:1: error[ungrounded-figure]: `kosten-2021`: the figure 3 Millionen stands in no cited passage; passage 2 of `auenblatt-bruecke` has it
    knowledge/bruecke.toml:40:1: error[ungrounded-figure]: `kosten-2021`: the figure 3 million stands in no cited passage; passage 2 of `auenblatt-bruecke` has it
    knowledge/bruecke.toml:40:1: error[ungrounded-name]: `by` in `kosten-2021`: the name `Niederau` stands in no cited passage; passage 2 of `auenblatt-bruecke` has it
    knowledge/bruecke.toml:40:1: error[ungrounded-name]: `kosten-2021`: the name `Niederau` stands in no cited passage; passage 2 of `auenblatt-bruecke` has it
    ");
}

/// A draft says nothing that a statement could be unlike: that it is one is all there is to say.
#[test]
fn a_draft_that_is_cited_is_told_once() {
    let folder = Folder::copy_of_bridge();
    folder.replace(
        AUENBLATT,
        "gist.de = \"Rost an den Trägern zwingt die Stadt, die Brücke zu sperren.\"\ngist.en = \"Rust on the girders makes the town close the bridge.\"\n",
        "",
    );
    let found = run_with(&folder.path, &["lint", "--fast"], "");
    assert!(
        found.out.contains("error[cited-draft]") && !found.out.contains("error[wrong-passage]"),
        "{}",
        found.out
    );
}
