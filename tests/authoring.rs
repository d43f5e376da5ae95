//! Writing knowledge with the program: what is typed line by line becomes files that load, pass lint and answer.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line")]
mod program;

use program::{Folder, Run, command, finished, run_with};

/// Runs `ticktack new` with one answer a line.
fn new(folder: &Folder, what: &[&str], answers: &[&str]) -> Run {
    let arguments = [&["new"], what].concat();
    run_with(
        &folder.path,
        &arguments,
        &format!("{}\n", answers.join("\n")),
    )
}

fn asked(folder: &Folder, question: &str) -> String {
    run_with(&folder.path, &["ask", question], "").out
}

/// Answers that make an entry in the made-up town.
const BUILDER: [&str; 23] = [
    "bruecke",
    "Wer hat die Brücke gebaut?",
    "erbauer brücke",
    "von wem stammt die brücke",
    "",
    "Who built the bridge?",
    "builder of the bridge",
    "bridge built by whom",
    "",
    "erbauer",
    "auenblatt-bruecke",
    "1-2",
    "",
    "4",
    "Stadt Niederau | town of Niederau",
    "Die Stadt Niederau baute die Brücke.",
    "The town of Niederau built the bridge.",
    "n",
    "",
    "2021-03",
    "kosten-2022, sperrung-rost",
    "",
    "",
];

#[test]
fn an_entry_is_asked_for_written_and_answered() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml");
    let added = new(&folder, &["entry", "--lang", "de"], &BUILDER);
    assert_eq!(
        (added.code, added.out.as_str()),
        (0, "knowledge/bruecke.toml\n"),
        "{}",
        added.err
    );
    let after = folder.read("knowledge/bruecke.toml");
    let entry = after
        .strip_prefix(&before)
        .expect("what was there is there byte for byte");
    insta::assert_snapshot!(entry, @r#"

    [[entry]]
    id = "erbauer"
    valid = "2021-03"
    related = ["kosten-2022", "sperrung-rost"]
    ask.de = [
      "Wer hat die Brücke gebaut?",
      "erbauer brücke",
      "von wem stammt die brücke",
    ]
    ask.en = [
      "Who built the bridge?",
      "builder of the bridge",
      "bridge built by whom",
    ]
    [[entry.statement]]
    de = "Die Stadt Niederau baute die Brücke."
    en = "The town of Niederau built the bridge."
    says = "authority"
    by.de = "Stadt Niederau"
    by.en = "town of Niederau"
    cite = [{ source = "auenblatt-bruecke", passages = [1, 2] }]
    "#);
    assert!(
        asked(&folder, "von wem stammt die brücke")
            .contains("Die Stadt Niederau baute die Brücke.")
    );
    assert!(
        asked(&folder, "who built the bridge").contains("The town of Niederau built the bridge.")
    );
    assert_eq!(run_with(&folder.path, &["lint"], "").code, 0);
}

#[test]
fn every_answer_is_checked_at_once_and_asked_for_again() {
    let folder = Folder::copy_of_bridge();
    let long = "lang ".repeat(21);
    let answers = [
        ("brucke", "`brucke` gibt es nicht. Vielleicht `bruecke`?"),
        ("1", ""),
        ("", "Mindestens 3 werden gebraucht."),
        ("🙂", "Darin ist kein Wort."),
        (long.as_str(), "Das sind 104 Zeichen, 100 sind erlaubt."),
        (
            "was kostet die brucke",
            "So fragt man schon nach `kosten-2022`",
        ),
        ("Wer hat die Brücke gebaut?", ""),
        ("wer hat die brücke gebaut", "Das steht schon da."),
        (
            "kostet die brücke was",
            "Das beantwortet bisher `kosten-2022`",
        ),
        ("-", ""),
        ("erbauer brücke", ""),
        ("von wem stammt die brücke", ""),
        ("", ""),
        ("who built the bridge", ""),
        ("builder bridge", ""),
        ("built by whom", ""),
        ("", ""),
        ("Großer Name", "Nur Kleinbuchstaben"),
        ("hochwasser", "Den Namen gibt es schon."),
        ("", ""),
        (
            "talbote",
            "`talbote` gibt es nicht. Vielleicht `talbote-geld`?",
        ),
        ("1", ""),
        ("", "Nummern von Absätzen"),
        ("x", "Nummern von Absätzen"),
        ("2-9", "Einen Absatz 9 gibt es nicht; der letzte ist 3."),
        ("1, 3", "Absatz 3 ist kein Inhalt"),
        ("1-4000000000", "Einen Absatz 4000000000 gibt es nicht"),
        ("2 1", ""),
        ("", ""),
        ("", "Hier wird etwas gebraucht."),
        ("reporting", ""),
        ("", "Hier wird etwas gebraucht."),
        ("Die Stadt Niederau baute sie.", ""),
        ("The town of Niederau built it.", ""),
        ("", ""),
        ("bau", ""),
        ("", "Hier wird etwas gebraucht."),
        ("März", "Ein Datum wie 2020, 2020-09 oder 2020-09-20."),
        ("2021-03", ""),
        (
            "kosten-2023",
            "`kosten-2023` gibt es nicht. Vielleicht `kosten-2022`?",
        ),
        ("kosten-2022", ""),
    ];
    let lines: Vec<&str> = answers.iter().map(|(typed, _)| *typed).collect();
    let added = new(&folder, &["entry", "--lang", "de"], &lines);
    assert_eq!(added.code, 0, "{}", added.err);
    let mut rest = added.err.as_str();
    for (typed, remark) in answers.iter().filter(|(_, remark)| !remark.is_empty()) {
        let at = rest.find(remark);
        let at = at.unwrap_or_else(|| panic!("{typed:?}: no {remark:?} in\n{rest}"));
        rest = rest.get(at + remark.len()..).unwrap();
    }
    assert!(
        folder
            .read("knowledge/bruecke.toml")
            .contains("id = \"bruecke-gebaut\"")
    );
    assert!(
        folder
            .read("knowledge/bruecke.toml")
            .contains("passages = [1, 2] }]")
    );
}

#[test]
fn a_topic_and_its_first_entry() {
    let folder = Folder::copy_of_bridge();
    let topic = [
        "Bruecke",
        "bruecke",
        "faehre",
        "Die Fähre",
        "The ferry",
        "Was statt der Brücke fährt.",
        "What runs instead of the bridge.",
    ];
    let added = new(&folder, &["topic", "--lang", "en"], &topic);
    assert_eq!(
        (added.code, added.out.as_str()),
        (0, "knowledge/faehre.toml\n"),
        "{}",
        added.err
    );
    assert!(added.err.contains("Only lower-case letters") && added.err.contains("taken already"));
    insta::assert_snapshot!(folder.read("knowledge/faehre.toml"), @r#"
    [topic]
    order = 2
    title.de = "Die Fähre"
    title.en = "The ferry"
    about.de = "Was statt der Brücke fährt."
    about.en = "What runs instead of the bridge."
    "#);
    let mut answers = BUILDER;
    answers[0] = "faehre";
    let added = new(&folder, &["entry"], &answers);
    assert_eq!(
        (added.code, added.out.as_str()),
        (0, "knowledge/faehre.toml\n"),
        "{}",
        added.err
    );
    assert!(asked(&folder, "erbauer brücke").contains("Die Stadt Niederau baute"));
}

#[test]
fn a_boundary_goes_where_the_others_are() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/grenzen.toml");
    let answers = [
        "Wie alt ist der Bürgermeister?",
        "alter bürgermeister",
        "geburtstag vom bürgermeister",
        "",
        "How old is the mayor?",
        "age mayor",
        "birthday of the mayor",
        "",
        "",
        "Zum Bürgermeister sagen die Artikel nichts.",
        "The articles say nothing about the mayor.",
        "kosten-2022",
        "",
    ];
    let added = new(&folder, &["boundary", "--lang", "en"], &answers);
    assert_eq!(
        (added.code, added.out.as_str()),
        (0, "knowledge/grenzen.toml\n"),
        "{}",
        added.err
    );
    let after = folder.read("knowledge/grenzen.toml");
    insta::assert_snapshot!(after.strip_prefix(&before).unwrap(), @r#"

    [[boundary]]
    id = "alt-buergermeister"
    nearest = ["kosten-2022"]
    ask.de = [
      "Wie alt ist der Bürgermeister?",
      "alter bürgermeister",
      "geburtstag vom bürgermeister",
    ]
    ask.en = [
      "How old is the mayor?",
      "age mayor",
      "birthday of the mayor",
    ]
    reason.de = "Zum Bürgermeister sagen die Artikel nichts."
    reason.en = "The articles say nothing about the mayor."
    "#);
    assert!(
        asked(&folder, "birthday of the mayor")
            .starts_with("The articles say nothing about the mayor.")
    );
}

#[test]
fn windows_lines_stay_windows_lines() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml").replace('\n', "\r\n");
    std::fs::write(folder.path.join("knowledge/bruecke.toml"), &before).unwrap();
    assert_eq!(new(&folder, &["entry"], &BUILDER).code, 0);
    let after = folder.read("knowledge/bruecke.toml");
    let entry = after.strip_prefix(&before).unwrap();
    assert_eq!(entry.matches('\n').count(), entry.matches("\r\n").count());
    assert!(asked(&folder, "erbauer brücke").contains("Die Stadt Niederau baute"));
}

#[test]
fn nothing_is_written_before_the_end() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml");
    for answers in (0..20).map(|count| &BUILDER[..count]) {
        let ended = new(&folder, &["entry", "--lang", "en"], answers);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{answers:?}");
        assert!(ended.err.contains("nothing was written"), "{}", ended.err);
    }
    assert_eq!(folder.read("knowledge/bruecke.toml"), before);
}

#[test]
fn it_is_asked_in_the_language_of_the_person() {
    let folder = Folder::copy_of_bridge();
    for (variable, arguments, question) in [
        (
            "de_AT.UTF-8",
            &["new", "topic"][..],
            "Wie soll das Thema heißen",
        ),
        ("en_GB", &["new", "topic"], "What shall the topic be called"),
        ("C.UTF-8", &["new", "topic"], "Wie soll das Thema heißen"),
        (
            "de_DE",
            &["new", "topic", "--lang", "en"],
            "What shall the topic be called",
        ),
    ] {
        let mut command = command(arguments);
        let run = finished(
            command
                .arg("--root")
                .arg(&folder.path)
                .env("LANG", variable),
            "",
        );
        assert!(run.err.contains(question), "{variable}: {}", run.err);
        assert_eq!(run.code, 2);
    }
}

#[test]
fn there_must_be_a_folder_that_is_in_order() {
    let empty = Folder::new();
    let refused = finished(
        command(&["new", "topic", "--lang", "en"]).current_dir(&empty.path),
        "",
    );
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .err
            .contains("there is no folder with knowledge/ here"),
        "{}",
        refused.err
    );

    let broken = Folder::copy_of_bridge();
    broken.append("knowledge/chat.toml", "\nbroken = 1\n");
    let refused = new(&broken, &["topic", "--lang", "en"], &["x"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("unknown-key"), "{}", refused.err);
    assert!(
        refused.err.contains("has to be mended first"),
        "{}",
        refused.err
    );
}
