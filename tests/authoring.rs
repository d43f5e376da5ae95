//! Writing knowledge with the program: what is typed line by line becomes files that load, pass lint and answer.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line")]
mod program;

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStderr, ChildStdin, Stdio};

use program::{Folder, Run, command, finished, run_with, shipped};
use ticktack::knowledge::fingerprint;
use ticktack::text;

/// Runs `ticktack new` with one answer a line.
fn new(folder: &Folder, what: &[&str], answers: &[&str]) -> Run {
    let arguments = [&["new"], what].concat();
    run_with(
        &folder.path,
        &arguments,
        &format!("{}\n", answers.join("\n")),
    )
}

/// A run that is typed into while it is read.
fn begun(folder: &Folder, arguments: &[&str]) -> (Child, ChildStdin, BufReader<ChildStderr>) {
    let mut run = command(arguments)
        .arg("--root")
        .arg(&folder.path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let typed = run.stdin.take().unwrap();
    let said = BufReader::new(run.stderr.take().unwrap());
    (run, typed, said)
}

fn read_until(said: &mut impl BufRead, text: &str) {
    let mut line = String::new();
    while !line.contains(text) {
        line.clear();
        assert_ne!(said.read_line(&mut line).unwrap(), 0);
    }
}

/// Each of these was said.
#[track_caller]
fn told(run: &Run, texts: &[&str]) {
    for text in texts {
        assert!(run.err.contains(text), "no {text:?} in\n{}", run.err);
    }
}

/// Each of these was said, one after the other.
#[track_caller]
fn told_in_order(run: &Run, texts: &[&str]) {
    let mut rest = run.err.as_str();
    for text in texts {
        assert!(rest.contains(text), "no {text:?} in\n{rest}");
        rest = rest.split_once(text).unwrap().1;
    }
}

/// Runs `ticktack new` with answers that it writes.
#[track_caller]
fn written(folder: &Folder, what: &[&str], answers: &[&str]) -> Run {
    let run = new(folder, what, answers);
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

#[track_caller]
fn not_told(run: &Run, text: &str) {
    assert!(!run.err.contains(text), "{text:?} in\n{}", run.err);
}

#[track_caller]
fn holds(folder: &Folder, file: &str, text: &str) {
    let there = folder.read(file);
    assert!(there.contains(text), "no {text:?} in\n{there}");
}

/// The bot answers with this.
#[track_caller]
fn replies(folder: &Folder, question: &str, text: &str) {
    let reply = asked(folder, question);
    assert!(reply.contains(text), "{question}: no {text:?} in\n{reply}");
}

fn asked(folder: &Folder, question: &str) -> String {
    run_with(&folder.path, &["ask", question], "").out
}

/// Answers that make an entry in the made-up town.
const BUILDER: [&str; 21] = [
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
    "4",
    "Stadt Niederau | town of Niederau",
    "Die Stadt Niederau baute die Brücke.",
    "The town of Niederau built the bridge.",
    "n",
    "",
    "2021-03",
    "kosten-2022, sperrung-rost",
    // All of it is right.
    "j",
];

#[test]
fn an_entry_is_asked_for_written_and_answered() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml");
    let added = written(&folder, &["entry", "--lang", "de"], &BUILDER);
    assert_eq!(added.out, "knowledge/bruecke.toml\n");
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
    checked = "3c1f4b22"
    [[entry.statement]]
    de = "Die Stadt Niederau baute die Brücke."
    en = "The town of Niederau built the bridge."
    says = "authority"
    by.de = "Stadt Niederau"
    by.en = "town of Niederau"
    cite = [{ source = "auenblatt-bruecke", passages = [1, 2] }]
    "#);
    // Three phrasings a language are enough to go on.
    assert!(
        added
            .err
            .matches("Hinweis: 3 reichen für den Anfang; bis es 10 sind")
            .count()
            == 1,
        "{}",
        added.err
    );
    replies(
        &folder,
        "von wem stammt die brücke",
        "Die Stadt Niederau baute die Brücke.",
    );
    replies(
        &folder,
        "who built the bridge",
        "The town of Niederau built the bridge.",
    );
    assert_eq!(run_with(&folder.path, &["lint"], "").code, 0);
}

#[test]
fn every_answer_is_checked_at_once_and_asked_for_again() {
    let folder = Folder::copy_of_bridge();
    let long = "lang ".repeat(21);
    let answers = [
        ("brueke", "`brueke` gibt es nicht. Vielleicht `bruecke`?"),
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
        ("<", ""),
        ("kosten vom bau", ""),
        ("<", ""),
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
            "talbot-geld",
            "`talbot-geld` gibt es nicht. Vielleicht `talbote-geld`?",
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
        ("Die Stadt Niederau baute sie.", ""),
        ("The town of Niederau built it.", ""),
        ("", ""),
        ("bau", ""),
        ("", "Hier wird etwas gebraucht."),
        ("März", "Ein Datum wie 2020, 2020-09 oder 2020-09-20."),
        (
            "1999",
            "1999 steht in keinem angegebenen Absatz, und kein angegebener Artikel ist von dann.",
        ),
        ("2021-03", ""),
        (
            "kosten-2023",
            "`kosten-2023` gibt es nicht. Vielleicht `kosten-2022`?",
        ),
        ("kosten-2022", ""),
        ("vielleicht", "`vielleicht` gibt es nicht."),
        ("j", ""),
    ];
    let lines: Vec<&str> = answers.iter().map(|(typed, _)| *typed).collect();
    let added = written(&folder, &["entry", "--lang", "de"], &lines);
    let remarks = answers.iter().map(|(_, remark)| *remark);
    let remarks: Vec<&str> = remarks.filter(|remark| !remark.is_empty()).collect();
    told_in_order(&added, &remarks);
    holds(&folder, "knowledge/bruecke.toml", "id = \"bruecke-gebaut\"");
    holds(&folder, "knowledge/bruecke.toml", "passages = [1, 2] }]");
}

#[test]
fn a_topic_and_its_first_entry() {
    let folder = Folder::copy_of_bridge();
    let topic = [
        "Fähre",
        "Brücke",
        "die brücke von niederau",
        "faehre",
        "Die Fähre",
        "The ferry",
        "Was statt der Brücke fährt.",
        "What runs instead of the bridge.",
    ];
    let added = written(&folder, &["topic", "--lang", "en"], &topic);
    assert_eq!(added.out, "knowledge/faehre.toml\n");
    told(&added, &["Only lower-case letters"]);
    let there = "There is that topic already, called `bruecke`; go on with `ticktack new entry`.";
    assert_eq!(added.err.matches(there).count(), 2, "{}", added.err);
    insta::assert_snapshot!(folder.read("knowledge/faehre.toml"), @r#"
    [topic]
    order = 2
    title.de = "Die Fähre"
    title.en = "The ferry"
    about.de = "Was statt der Brücke fährt."
    about.en = "What runs instead of the bridge."
    "#);
    let mut answers = BUILDER;
    // Its title means it as well.
    answers[0] = "die fähre";
    let added = new(&folder, &["entry", "--lang", "de"], &answers);
    told(&added, &["Also `faehre`."]);
    assert_eq!(
        (added.code, added.out.as_str()),
        (0, "knowledge/faehre.toml\n"),
        "{}",
        added.err
    );
    replies(&folder, "erbauer brücke", "Die Stadt Niederau baute");
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
        "y",
    ];
    let added = written(&folder, &["boundary", "--lang", "en"], &answers);
    assert_eq!(added.out, "knowledge/grenzen.toml\n");
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
    checked = "8adb6900"
    "#);
    assert!(
        asked(&folder, "birthday of the mayor")
            .starts_with("The articles say nothing about the mayor.")
    );
}

#[test]
fn a_file_with_windows_lines_is_named_before_anything_is_asked() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml").replace('\n', "\r\n");
    std::fs::write(folder.path.join("knowledge/bruecke.toml"), &before).unwrap();
    let refused = new(&folder, &["entry", "--lang", "en"], &BUILDER);
    assert_eq!(refused.code, 2);
    told(&refused, &["line-ends"]);
    not_told(&refused, "Which topic?");
    assert_eq!(folder.read("knowledge/bruecke.toml"), before);
}

/// Whoever stops after each answer loses nothing, and nothing is written before the last one.
#[test]
fn a_stop_loses_nothing_and_writes_nothing() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml");
    let ended = new(&folder, &["entry", "--lang", "en"], &BUILDER[..1]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    for answer in &BUILDER[1..19] {
        let ended = new(&folder, &["entry", "--lang", "de"], &["", answer]);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{answer:?}");
        told(
            &ended,
            &["es wurde nichts geschrieben", "new-entry.answers"],
        );
    }
    assert_eq!(folder.read("knowledge/bruecke.toml"), before);
    // What was answered is not asked again.
    let done = written(
        &folder,
        &["entry", "--lang", "en"],
        &["y", BUILDER[19], "y"],
    );
    assert!(done.err.contains("There are 19 answers from the last time"));
    not_told(&done, "Which topic?");
    holds(&folder, "knowledge/bruecke.toml", "id = \"erbauer\"");
    assert!(!folder.path.join("new-entry.answers").exists());
    // Somebody who does not want the old answers begins anew.
    new(&folder, &["topic", "--lang", "en"], &["faehre"]);
    let anew = new(&folder, &["topic", "--lang", "en"], &["n", "fluss"]);
    assert_eq!(
        anew.err.matches("What shall the topic be called").count(),
        1
    );
}

/// Two people, or one in two windows: neither run takes or writes over the answers of the other.
#[test]
fn two_runs_at_a_time_lose_nothing() {
    let folder = Folder::copy_of_bridge();
    let (mut first, mut typed, mut said) = begun(&folder, &["new", "entry", "--lang", "de"]);
    typed.write_all(b"bruecke\n").unwrap();
    // It asks the next thing once it has written the answer down.
    read_until(&mut said, "Wie fragt man danach auf Deutsch?");
    let second = new(&folder, &["entry", "--lang", "de"], &BUILDER[..5]);
    assert_eq!(second.code, 2);
    assert!(
        second
            .err
            .contains("new-entry.answers gehört einem anderen Lauf")
            && !second.err.contains("Antworten da")
            && second.err.contains("Die Antworten liegen in")
            && second.err.contains("new-entry-2.answers"),
        "{}",
        second.err
    );
    let rest = BUILDER[1..].join("\n") + "\n";
    typed.write_all(rest.as_bytes()).unwrap();
    drop(typed);
    let mut all = String::new();
    said.read_to_string(&mut all).unwrap();
    assert!(first.wait().unwrap().success(), "{all}");
    // The first is done and gone; the next one goes on with the second.
    let third = new(&folder, &["entry", "--lang", "en"], &[]);
    told(&third, &["There are 5 answers from the last time"]);
    assert!(!folder.path.join("new-entry.answers").exists());
    assert!(folder.path.join("new-entry-2.answers").exists());
}

/// `<` asks the question before once more, as often as there is one; what was answered before that stays.
#[test]
fn one_can_go_back_anywhere() {
    let folder = Folder::copy_of_bridge();
    let mut answers = vec!["<", "?"];
    for (at, answer) in BUILDER[..20].iter().enumerate() {
        answers.push(answer);
        // One step back from each place, and at some two.
        if at % 5 == 4 {
            answers.extend(["<", "<", BUILDER[at - 1], answer]);
        } else if at < 19 {
            answers.extend(["<", answer]);
        }
    }
    answers.push("j");
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(&added, &["Davor kommt keine Frage"]);
    told(&added, &["geht eine Frage zurück"]);
    let gone_back = folder.read("knowledge/bruecke.toml");
    let straight = Folder::copy_of_bridge();
    assert_eq!(new(&straight, &["entry"], &BUILDER).code, 0);
    assert_eq!(gone_back, straight.read("knowledge/bruecke.toml"));
}

/// Whoever goes back over several answers is offered each of them again; `-` takes one away where nothing may stand.
#[test]
fn what_one_goes_back_over_is_offered_again() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..20].to_vec();
    // Back to who says it, over two sentences, the second statement, the series, the date and the related entries.
    answers.extend(["<"; 8]);
    answers.extend(["reporting", "", "", "", "", "-", "sperrung-rost"]);
    // Once more, and all behind it as it was.
    answers.extend(["<", "<", "<", "<", "<", "<"]);
    answers.extend(["Die Stadt Niederau baute die Brücke selbst.", ">", "j"]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(
        &added,
        &[
            "  bisher: Die Stadt Niederau baute die Brücke. (Enter: so lassen; >: auch alles danach)\n",
            "  bisher: 2021-03 (Enter: so lassen; >: auch alles danach)\n",
            "  bisher: kosten-2022, sperrung-rost (Enter: so lassen; >: auch alles danach)\n",
        ],
    );
    let written = folder.read("knowledge/bruecke.toml");
    let (_, entry) = written.split_once("id = \"erbauer\"").unwrap();
    assert!(
        entry.contains("de = \"Die Stadt Niederau baute die Brücke selbst.\"\n")
            && entry.contains("says = \"reporting\"")
            && entry.contains("related = [\"sperrung-rost\"]")
            && !entry.contains("valid"),
        "{entry}"
    );
}

/// Whoever went back and stops finds what was answered, and is still offered what lay behind.
#[test]
fn a_stop_after_going_back_loses_nothing() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..16].to_vec();
    answers.extend(["<", "<", "Die Stadt Niederau baute sie."]);
    assert_eq!(new(&folder, &["entry", "--lang", "de"], &answers).code, 2);
    let answers = [&["", ""], &BUILDER[16..]].concat();
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(&added, &["bisher: The town of Niederau built the bridge."]);
    let written = folder.read("knowledge/bruecke.toml");
    assert!(written.contains(
        "de = \"Die Stadt Niederau baute sie.\"\nen = \"The town of Niederau built the bridge.\""
    ));
}

/// Ctrl-C says where the answers are, and the next run goes on with them.
#[cfg(unix)]
#[test]
fn an_interrupt_says_that_nothing_is_lost() {
    let folder = Folder::copy_of_bridge();
    let interrupted = |typed: &str, until: &str| {
        let (mut run, mut input, mut said) = begun(&folder, &["new", "entry", "--lang", "de"]);
        input.write_all(typed.as_bytes()).unwrap();
        read_until(&mut said, until);
        let id = run.id().to_string();
        let killed = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(killed.unwrap().success());
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        assert_eq!(run.wait().unwrap().code(), Some(2), "{rest}");
        rest
    };
    let nothing = interrupted("", "Zu welchem Thema?");
    assert!(
        nothing.ends_with("\nAbgebrochen; es wurde nichts geschrieben.\n"),
        "{nothing}"
    );
    assert!(!folder.path.join("new-entry.answers").exists());
    let kept = interrupted("bruecke\n", "Wie fragt man danach auf Deutsch?");
    assert!(
        kept.contains("es wurde nichts geschrieben. Die Antworten liegen in ")
            && kept.contains("new-entry.answers; `ticktack new entry --root ")
            && kept.ends_with(" --lang de` macht damit weiter.\n"),
        "{kept}"
    );
    let next = new(&folder, &["entry", "--lang", "de"], &[]);
    told(&next, &["liegen 1 Antworten da"]);
    // Behind an entry, it is how to go on.
    let typed = format!("n\n{}\n", BUILDER.join("\n"));
    let between = interrupted(&typed, "Noch einen Eintrag?");
    let goes_on = "mehr wurde nicht geschrieben. Weiter mit: ticktack new entry --root ";
    assert!(between.contains(goes_on), "{between}");
    assert!(!folder.path.join("new-entry.answers").exists());
}

/// Where Enter means no, so does a no: nobody calls a series "n".
#[test]
fn a_no_is_a_no() {
    let mut answers = BUILDER;
    answers[17] = "n";
    answers[19] = "nein";
    let straight = Folder::copy_of_bridge();
    assert_eq!(new(&straight, &["entry"], &answers).code, 0);
    answers[17] = "";
    answers[19] = "-";
    let other = Folder::copy_of_bridge();
    assert_eq!(new(&other, &["entry"], &answers).code, 0);
    let written = other.read("knowledge/bruecke.toml");
    assert_eq!(written, straight.read("knowledge/bruecke.toml"));
    let (_, added) = written.split_once("id = \"erbauer\"").unwrap();
    assert!(
        !added.contains("series") && !added.contains("related"),
        "{added}"
    );
}

/// After what lint found, one answer is changed, and the others are kept.
#[test]
fn a_single_answer_can_be_changed_at_the_end() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER.to_vec();
    answers[14] = "Die Stadt Niederau baute die Brücke gestern.";
    answers.truncate(20);
    answers.extend(["l", "99", "15", BUILDER[14], "j"]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(&added, &["  15 Die Aussage auf Deutsch"]);
    told(&added, &["`99` gibt es nicht"]);
    let straight = Folder::copy_of_bridge();
    assert_eq!(new(&straight, &["entry"], &BUILDER).code, 0);
    assert_eq!(
        folder.read("knowledge/bruecke.toml"),
        straight.read("knowledge/bruecke.toml")
    );
}

/// Several phrasings stand on one line, and what is likely is taken with Enter.
#[test]
fn what_is_likely_is_taken_with_enter() {
    let folder = Folder::copy_of_bridge();
    let answers = [
        "1",
        "Wer hat die Brücke gebaut?; erbauer brücke; Erbauer, Brücke",
        "Wer hat die Brücke gebaut?; erbauer brücke;; wer plante den neubau",
        "",
        "Who built the bridge?; builder of the bridge; who planned the new bridge",
        "",
        "erbauer",
        "1, talbote-geld",
        "1",
        "1",
        "",
        "Im März 2021 baute die Stadt Niederau die Brücke.",
        "In March 2021 the town of Niederau built the bridge.",
        "",
        "",
        "",
        "",
        "j",
    ];
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    for shown in [
        "  ! `Erbauer, Brücke`: Das steht schon da.\n",
        "Wer steht dahinter? [reporting]\n",
        "-: offen) [2021-03]\n",
        "-: keine)\n  1 kosten-2022 – Was kostet die Brücke?\n  2 kosten-2021 – Was",
    ] {
        assert!(added.err.contains(shown), "{shown}: {}", added.err);
    }
    let written = folder.read("knowledge/bruecke.toml");
    let (_, entry) = written.split_once("id = \"erbauer\"").unwrap();
    insta::assert_snapshot!(entry, @r#"

    valid = "2021-03"
    related = ["kosten-2022", "kosten-2021"]
    ask.de = [
      "Wer hat die Brücke gebaut?",
      "erbauer brücke",
      "wer plante den neubau",
    ]
    ask.en = [
      "Who built the bridge?",
      "builder of the bridge",
      "who planned the new bridge",
    ]
    checked = "52771ba3"
    [[entry.statement]]
    de = "Im März 2021 baute die Stadt Niederau die Brücke."
    en = "In March 2021 the town of Niederau built the bridge."
    says = "reporting"
    cite = [{ source = "auenblatt-bruecke", passages = [1] }, { source = "talbote-geld", passages = [1] }]
    "#);
}

/// A word that nobody knows is asked about at once, and goes to the nouns or to the names.
#[test]
fn unknown_words_become_nouns_or_names() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/nouns.toml");
    let mut answers = BUILDER[..14].to_vec();
    // Somebody who asks in a hurry writes it small, and lint takes no question for proof.
    answers[3] = "wer baute die brücke mit kränen";
    answers.extend([
        "Die Stadt Niederau baute die Brücke mit Kränen.",
        "The town of Niederau built the bridge with cranes.",
        "n",
        "n",
        "",
        "2021-03",
        "",
        "j",
    ]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    assert_eq!(added.out, "knowledge/bruecke.toml\nknowledge/nouns.toml\n");
    assert!(
        added
            .err
            .contains("Großgeschrieben, und steht nirgends: 1 Kränen\n")
    );
    let after = folder.read("knowledge/nouns.toml");
    assert_eq!(
        after,
        before.replacen("\n]", "\n  \"Kränen\",\n]", 1),
        "nothing else is touched"
    );
    assert_eq!(run_with(&folder.path, &["lint", "--fast"], "").code, 0);
}

/// A sentence in the other language's place is doubted once; whoever means it may leave it.
#[test]
fn a_sentence_in_the_other_language_is_doubted() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..14].to_vec();
    answers.extend([
        "The town of Niederau built the bridge.",
        "n",
        "Die Stadt Niederau baute die Brücke.",
        "Die Stadt Niederau baute die Brücke.",
        "",
        "The town of Niederau built the bridge.",
    ]);
    answers.extend(&BUILDER[16..]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    for told in [
        "Das liest sich wie Englisch; gefragt ist Deutsch. Wirklich so? (j/N)",
        "Das liest sich wie Deutsch; gefragt ist Englisch. Wirklich so? (j/N)",
    ] {
        assert_eq!(added.err.matches(told).count(), 1, "{}", added.err);
    }
    holds(
        &folder,
        "knowledge/bruecke.toml",
        "de = \"Die Stadt Niederau baute die Brücke.\"\nen = \"The town of Niederau built the bridge.\"\n",
    );
}

/// What an article announces lies behind it: an entry on that speaks of the article's own time.
#[test]
fn the_time_of_an_entry_is_not_one_that_was_announced() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..14].to_vec();
    answers.extend([
        "Im Jahr 2022 sollte die Stadt Niederau die Brücke bauen.",
        "-",
        "In 2022 the town of Niederau was to build the bridge.",
        "-",
        "n",
        "",
    ]);
    let added = new(&folder, &["entry", "--lang", "de"], &answers);
    told(
        &added,
        &["Für welche Zeit gilt es? (2020, 2020-09 oder 2020-09-20; -: offen) [2021-03"],
    );
}

/// A boundary cites nothing: what its reason says rests on the entries it names, and a new one is named where that is needed.
#[test]
fn a_boundary_rests_on_the_new_entry() {
    let folder = Folder::copy_of_bridge();
    for (from, to) in [
        (
            "\"eröffnung brücke termin\"",
            "\"eröffnung brücke termin\", \"bauherr der brücke in Niederau\"",
        ),
        (
            "Wann die Brücke wieder",
            "Wann die Brücke von Niederau wieder",
        ),
        ("when the bridge opens", "when the bridge of Niederau opens"),
    ] {
        folder.replace("knowledge/grenzen.toml", from, to);
    }
    let sealed = ["check", "wiedereroeffnung", "--yes"];
    let checked = run_with(&folder.path, &sealed, "");
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let mut answers = BUILDER[..20].to_vec();
    answers[3] = "wer baut die brücke wieder auf";
    // Another reason with a word that nobody knows.
    let mut reasoned = answers.clone();
    reasoned.extend([
        "a",
        "b",
        "Wann die Brücke wieder öffnet und wo der Bauplan liegt, sagen die Artikel nicht.",
        "The articles do not say when the bridge opens again and where its plan is.",
    ]);
    let asked = new(&folder, &["entry", "--lang", "de"], &reasoned);
    told(
        &asked,
        &["Großgeschrieben, und steht nirgends: 1 Bauplan\n"],
    );
    std::fs::remove_file(folder.path.join("new-entry.answers")).unwrap();
    // The one question goes that bore out a name.
    let number = "bauherr der brücke in Niederau\n";
    let (before, _) = asked.err.split_once(number).unwrap();
    let number = before.split_whitespace().next_back().unwrap();
    answers.extend([number, "j"]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(
        &added,
        &["Also nennt `wiedereroeffnung` unter `nearest` auch `erbauer`"],
    );
    let nearest = "nearest = [\"kosten-2022\", \"erbauer\"]";
    assert!(folder.read("knowledge/grenzen.toml").contains(nearest));
    assert_eq!(run_with(&folder.path, &["lint"], "").code, 0);
    // Without it, lint says what is lacking.
    folder.replace(
        "knowledge/grenzen.toml",
        nearest,
        "nearest = [\"kosten-2022\"]",
    );
    let found = run_with(&folder.path, &["lint", "--fast"], "");
    let advice = "a boundary rests on its entries: name `kosten-2021` or `sperrung-rost`, which cites it, under `nearest`";
    assert!(found.out.contains(advice), "{}", found.out);
    let explained = run_with(&folder.path, &["lint", "--explain", "ungrounded-name"], "");
    assert!(
        explained.out.contains("the entries under `nearest`"),
        "{}",
        explained.out
    );
}

/// A name that nobody knows stands in no record: that is told where it is named, and not only by lint.
#[test]
fn a_name_that_no_record_has_is_told_at_once() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..14].to_vec();
    answers.extend([
        "Die Stadt Niederau baute die Brücke mit Krause.",
        "The town of Niederau built the bridge.",
        "1",
        "person",
        "<",
        "<",
        "n",
    ]);
    let told = new(&folder, &["entry", "--lang", "de"], &answers);
    let note = "  ! Den Namen Krause hat kein Absatz in seeds/";
    assert_eq!(told.err.matches(note).count(), 1, "{}", told.err);
}

/// Where entries are asked for, a word finds them, and a boundary is told from an entry.
#[test]
fn entries_can_be_searched() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..19].to_vec();
    answers.extend(["Rost", "hochwasser", "sperrung-rost", "j"]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(&added, &["dieses Wort haben:\n    sperrung-rost – "]);
    told(&added, &["`hochwasser` ist eine Grenze"]);
    // The passages are shown before they are asked for.
    let (before, _) = added
        .err
        .split_once("Welche Absätze von auenblatt-bruecke belegen es?")
        .unwrap();
    assert!(
        before.contains("2 Für den Neubau rechnet die Stadt"),
        "{before}"
    );
}

/// What the articles did not answer so far, a new entry may: then the boundary goes, with nothing else of its file.
#[test]
fn a_boundary_that_is_answered_now_goes_if_somebody_wants_that() {
    let mut answers = BUILDER[..20].to_vec();
    answers[1..4].copy_from_slice(&[
        "Wann wird die Brücke wieder eröffnet?",
        "wann ist die eröffnung der brücke",
        "brücke wieder offen wann",
    ]);
    answers[5..8].copy_from_slice(&[
        "When will the bridge open again?",
        "when is the opening of the bridge",
        "bridge open again date",
    ]);
    let folder = Folder::copy_of_bridge();
    folder.replace(
        "knowledge/grenzen.toml",
        "\"eröffnung brücke termin\"",
        "\"eröffnung brücke termin\", \"öffnung termin\", \"freigabe datum brücke\", \"darf man bald rüber\", \"ab wann befahrbar\", \"passierbar ab wann\", \"tag der freigabe\"",
    );
    let before = folder.read("knowledge/grenzen.toml");
    let kept = new(
        &folder,
        &["entry", "--lang", "de"],
        &[&answers[..], &["a", "", "n"]].concat(),
    );
    assert_eq!(kept.code, 1, "{}", kept.err);
    for told in [
        "Das weist bisher die Grenze `wiedereroeffnung` ab; am Ende wird danach gefragt.",
        "Grenze `wiedereroeffnung` (knowledge/grenzen.toml:3:1) sagt bisher",
        "Danach fragt man so, zuerst, was deinem Eintrag am nächsten liegt:\n    1 ",
        "\n    … `a` zeigt mehr; es sind 12.\nWas wird aus ihr?",
        "\n    12 ",
        "error[shared-phrasing]: `wiedereroeffnung` and `erbauer` share this phrasing",
        "if `erbauer` answers by now what the boundary `wiedereroeffnung` says the articles do not, delete the boundary (knowledge/grenzen.toml:3:1)",
    ] {
        assert!(kept.err.contains(told), "{told}: {}", kept.err);
    }
    not_told(&kept, "`hochwasser`");
    assert_eq!(folder.read("knowledge/grenzen.toml"), before);

    // The number of the last answer changes it.
    let gone = written(&folder, &["entry", "--lang", "de"], &["j", "21", "j", "j"]);
    assert_eq!(gone.out, "knowledge/bruecke.toml\nknowledge/grenzen.toml\n");
    let (head, rest) = before.split_once("[[boundary]]").unwrap();
    let (_, next) = rest.split_once("[[boundary]]").unwrap();
    let without = [head, "[[boundary]]", next].concat();
    assert_eq!(folder.read("knowledge/grenzen.toml"), without);
    replies(
        &folder,
        "wann wird die brücke wieder eröffnet",
        "baute die Brücke",
    );
    assert_eq!(run_with(&folder.path, &["lint"], "").code, 0);
}

/// What must never be answered is told where a new entry would answer it, before it is written, and can go to a boundary there.
#[test]
fn a_refused_question_that_a_new_entry_would_answer_goes_to_a_boundary() {
    let folder = Folder::copy_of_bridge();
    let refusals = folder.path.join("knowledge/refusals.jsonl");
    let refused = "Wer hat die Brücke denn wieder gebaut?";
    let line = format!("{{\"lang\": \"de\", \"q\": \"{refused}\"}}\n");
    std::fs::write(refusals, line).unwrap();
    let mut answers = BUILDER[..20].to_vec();
    answers.extend(["2", "1-1", "j"]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told_in_order(
        &added,
        &[
            "Diese Fragen wurden bisher abgewiesen und bekämen jetzt diese Antwort.",
            "\n  1 Wer hat die Brücke denn wieder gebaut? (knowledge/refusals.jsonl:1:1) – `wiedereroeffnung`: ",
            "`2` gibt es nicht.",
            "Stimmt alles",
        ],
    );
    holds(
        &folder,
        "knowledge/grenzen.toml",
        "\"eröffnung brücke termin\", \"Wer hat die Brücke denn wieder gebaut?\"]",
    );
    replies(&folder, refused, "sagen die Artikel nicht");
    let linted = run_with(&folder.path, &["lint"], "");
    assert_eq!(
        (linted.code, linted.out.contains("answered-refusal")),
        (0, false)
    );
}

/// A new entry may answer only some of what a boundary says is not known: that goes, and what stays is said anew.
#[test]
fn a_boundary_can_lose_single_questions_and_get_another_reason() {
    let folder = Folder::copy_of_bridge();
    folder.replace(
        "knowledge/grenzen.toml",
        "\"eröffnung brücke termin\"",
        "\"eröffnung brücke termin\", \"bauherr der brücke\"",
    );
    folder.replace(
        "knowledge/grenzen.toml",
        "wieder öffnet, sagen",
        "wieder öffnet und wer sie baut, sagen",
    );
    folder.replace(
        "knowledge/grenzen.toml",
        "the bridge opens again.",
        "the bridge opens again and who builds it.",
    );
    let sealed = ["check", "wiedereroeffnung", "--yes"];
    assert_eq!(run_with(&folder.path, &sealed, "").code, 0);
    let mut answers = BUILDER[..20].to_vec();
    answers[3] = "wer baut die brücke wieder auf";
    answers.extend([
        "3-3, b",
        "Wann die Brücke wieder öffnet, sagen die Artikel nicht.",
        "The articles do not say when the bridge opens again.",
        "j",
    ]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told(
        &added,
        &[
            "    3 bauherr der brücke\n",
            // It is shown as it will be, beside the new entry.
            "knowledge/grenzen.toml:3:1 `wiedereroeffnung`: Wann wird die Brücke wieder eröffnet?\n  de  Wann die Brücke wieder öffnet, sagen die Artikel nicht.\n",
        ],
    );
    // What it loses is asked of the new entry.
    holds(
        &folder,
        "knowledge/bruecke.toml",
        "  \"wer baut die brücke wieder auf\",\n  \"bauherr der brücke\",\n]",
    );
    let boundary = folder.read("knowledge/grenzen.toml");
    let (_, boundary) = boundary.split_once("[[boundary]]").unwrap();
    let (boundary, _) = boundary.split_once("[[boundary]]").unwrap();
    insta::assert_snapshot!(boundary, @r#"

    id = "wiedereroeffnung"
    nearest = ["kosten-2022", "erbauer"]
    ask.de = ["Wann wird die Brücke wieder eröffnet?", "Ist die Brücke wieder offen?", "eröffnung brücke termin"]
    ask.en = ["When will the bridge open again?", "Is the bridge open again?", "opening bridge date"]
    reason.de = "Wann die Brücke wieder öffnet, sagen die Artikel nicht."
    reason.en = "The articles do not say when the bridge opens again."
    checked = "7b90a038"
    "#);
    assert_eq!(run_with(&folder.path, &["lint"], "").code, 0);
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
    told(&refused, &["there is no folder with knowledge/ here"]);

    let broken = Folder::copy_of_bridge();
    broken.append("knowledge/chat.toml", "\nbroken = 1\n");
    let refused = new(&broken, &["topic", "--lang", "en"], &["x"]);
    assert_eq!(refused.code, 2);
    told(&refused, &["unknown-key"]);
    told(&refused, &["has to be mended first"]);
}

/// A made-up article as somebody copied it off a page: wrapped lines, Windows line ends, hard blanks and soft hyphens.
const ARTICLE: &str = "\u{feff}Fähre statt Brücke\r\n\r\nDie Gemeinde Seltal betreibt seit dem 4. Mai 2022 eine Fähre über die Selt. Weil die Brücke\r\nin Niederau gesperrt bleibt, fahren täglich rund 1.200\u{a0}Menschen mit ihr, sagte Bert Ohm dem\r\n„Seltalboten“.\r\n\r\nDie Fähre sei nur eine Über\u{ad}gangslösung, betonte Ohm. Am 20. September werde geprüft, ob der\r\nBetrieb verlängert wird.\r\n\r\nAnzeige: Jetzt den Newsletter des Seltalboten bestellen!\r\n";

/// Answers that complete its record.
const RECORD: [&str; 22] = [
    "Seltalbote",
    "",
    "",
    "http://seltalbote.example",
    "https://seltalbote.example/faehre",
    "Mai",
    "Mai 2022",
    "early",
    "j",
    "die Fähre fährt seit Tagen | the ferry has been running for days",
    // The advertisement is one.
    "4 txt",
    "5 text",
    "",
    "Seltal = place, 3 = person Ohm, 2 = plaze, Niederau = place",
    "place",
    "j",
    // All passages at once.
    "j",
    "Überschrift: Es gibt eine Fähre.",
    "Heading: There is a ferry.",
    "txt",
    "Seltal lässt eine Fähre fahren, die viele Menschen nutzen. | Seltal runs a ferry that many people use.",
    "Sie soll nicht für immer bleiben; bald wird sie geprüft. | It is not to stay for good and will soon be looked at.",
];

/// Answers that make its first entry.
const FERRY: [&str; 19] = [
    "faehre",
    "Wer betreibt die Fähre?",
    "betreiber fähre",
    "wem gehört die fähre über die selt",
    "",
    "Who runs the ferry?",
    "operator ferry",
    "whose ferry crosses the selt",
    "",
    "",
    "2",
    "",
    "Im Mai 2022 ließ Seltal eine Fähre fahren, mit rund 1.200 Menschen am Tag.",
    "In May 2022 Seltal ran a ferry, with some 1,200 people a day.",
    "n",
    "",
    "",
    "sperrung-rost",
    "j",
];

fn article_in(folder: &Folder) -> String {
    let file = folder.path.join("seltalbote-faehre.txt");
    std::fs::write(&file, ARTICLE).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn an_article_becomes_a_draft_and_a_list_of_matters() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    let extracted = run_with(&folder.path, &["extract", &file], "");
    assert_eq!(extracted.code, 0, "{}", extracted.err);
    told(&extracted, &["written: seeds/seltalbote-faehre.draft.toml"]);
    insta::assert_snapshot!(extracted.out, @r"
    What it speaks of, passage by passage, to be said in your own words:
    1 heading: Brücke, Fähre, statt
    2 text: Niederau, Gemeinde, Seltal, Selt, Weil, Menschen, 1200 people, 2022-05-04
    3 text: Übergangslösung, September, Betrieb, Fähre, betonte, werde, YYYY-09-20
    4 advert:
    ");
    insta::assert_snapshot!(folder.read("seeds/seltalbote-faehre.draft.toml"), @r#"
    # Draft of a record about an article. `ticktack new source` asks for what is empty here.
    # The record says in your own words what each passage is about; the article's own sentences never stand here.
    id = "seltalbote-faehre"
    outlet = "" # TODO: the newspaper
    headline = "" # TODO: delete this line and the next where it is not known
    headline_from = "article"
    about.de = "" # TODO: how to name the article where it has no headline
    about.en = "" # TODO: the same in English
    author = "" # TODO: delete this line where it is not known
    url = "" # TODO: delete this line where it is not known
    language = "de"
    published = "" # TODO: 2024, 2024-03 or 2024-03-31
    inferred = false
    sha256 = "d6acfd9ac70a35f3b881c73aff15b71bab325c745104da10e9dc119e4c54cb63"

    [[passage]]
    n = 1
    kind = "heading"
    sha256 = "03ce20d250cb657e7e1d04cc6632b58a5e944233213a5001e9c0bd146903c7ea"
    gist.de = "" # TODO: one or two sentences of your own
    gist.en = "" # TODO: the same in English
    names = []
    numbers = []
    dates = []

    [[passage]]
    n = 2
    kind = "text"
    sha256 = "c890904f4b0469b8c9d9cbcf054fdd65f42dd2712718093d54c630ee3bcf3193"
    gist.de = "" # TODO: one or two sentences of your own
    gist.en = "" # TODO: the same in English
    names = ["Niederau"]
    # names? Gemeinde Seltal | Selt | Bert Ohm | Seltalboten
    numbers = ["1200 people"]
    dates = ["2022-05-04"]

    [[passage]]
    n = 3
    kind = "text"
    sha256 = "6ef53e7a1b1fc4a8a78171f7b54d01ddd3166628fbb9cdf59d4384f19ee95702"
    gist.de = "" # TODO: one or two sentences of your own
    gist.en = "" # TODO: the same in English
    names = []
    # names? Übergangslösung | Ohm | Betrieb
    numbers = []
    dates = ["YYYY-09-20"]

    [[passage]]
    n = 4
    kind = "advert"
    sha256 = "2493b09ab4e4933665939fd077bff2f953bd4c814a8070ed0e5b4134be5904ae"
    "#);

    // A draft changes nothing yet, and what lies there is not written over.
    replies(&folder, "Was kostet die Brücke?", "5 Millionen");
    let again = run_with(&folder.path, &["extract", &file], "");
    assert_eq!((again.code, again.out.as_str()), (2, ""));
    told(&again, &["seeds/seltalbote-faehre.draft.toml"]);

    let printed = run_with(
        &folder.path,
        &["extract", &file, "--stdout", "--id", "other"],
        "",
    );
    assert_eq!(printed.code, 0);
    assert!(printed.out.contains("id = \"other\"") && printed.err.contains("What it speaks of"));
    assert!(!folder.path.join("seeds/other.draft.toml").exists());
}

/// An article belongs to its newspaper: whoever keeps it in the repository by mistake is told.
#[test]
fn an_article_inside_the_folder_is_noticed() {
    let folder = Folder::copy_of_bridge();
    let inside = article_in(&folder);
    let outside = Folder::new();
    let elsewhere = article_in(&outside);
    for (file, is_noticed) in [(&inside, true), (&elsewhere, false)] {
        for arguments in [&["extract", file, "--stdout"][..], &["new", "source", file]] {
            let run = run_with(&folder.path, arguments, "");
            assert_eq!(
                run.err.contains("seltalbote-faehre.txt` lies inside"),
                is_noticed,
                "{arguments:?}: {}",
                run.err
            );
        }
    }
}

/// The article's own sentences are nowhere in what is written, whatever it is.
#[test]
fn no_sentence_of_the_article_is_written() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    let extracted = run_with(&folder.path, &["extract", &file], "");
    assert_eq!(
        new(&folder, &["source", &file, "--lang", "de"], &RECORD).code,
        0
    );
    let tidied = run_with(&folder.path, &["extract", &file, "--text"], "").out;
    let words: Vec<&str> = tidied.split_whitespace().collect();
    let record = folder.read("seeds/seltalbote-faehre.toml");
    for run in words.windows(5) {
        let run = run.join(" ");
        assert!(
            !record.contains(&run) && !extracted.out.contains(&run),
            "{run}"
        );
    }
}

#[test]
fn the_same_article_gives_the_same_fingerprints_however_it_was_copied() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    let first = run_with(&folder.path, &["extract", &file, "--stdout"], "").out;
    let tidied = run_with(&folder.path, &["extract", &file, "--text"], "").out;
    assert_eq!(tidied.matches('\n').count(), 7, "{tidied}");
    std::fs::write(&file, tidied.replace('"', "“")).unwrap();
    assert_eq!(
        run_with(&folder.path, &["extract", &file, "--stdout"], "").out,
        first
    );
}

#[test]
fn what_is_no_article_is_refused() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = |name: &str, bytes: &[u8]| {
        let file = outside.path.join(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let cases = [
        (
            outside.path.join("none.txt").to_str().unwrap().to_owned(),
            "cannot be read",
        ),
        (outside.path.to_str().unwrap().to_owned(), "is no file"),
        (file("latin.txt", b"Br\xfccke"), "is not UTF-8"),
        (file("empty.txt", b" \n\xc2\xb7\n"), "holds no text"),
        (file("Gro\u{df}.txt", b"Text."), "choose one with --id"),
        (file("talbote-geld.txt", b"Text."), "choose one with --id"),
        (
            file("long.txt", &vec![b'a'; 5 * 1024 * 1024]),
            "is larger than",
        ),
    ];
    for (file, reason) in cases {
        let refused = run_with(&folder.path, &["extract", &file], "");
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{file}");
        assert!(
            refused.err.contains(reason),
            "{reason} is not in {}",
            refused.err
        );
    }
}

/// Kinds of names may stand behind them; what is none is asked for, and what is left of them swallows nothing.
#[test]
fn names_are_chosen_with_their_kinds() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    let answers = [&[""], &RECORD[..]].concat();
    let source = written(&folder, &["source", &file, "--lang", "de"], &answers);
    let told = [
        "  ! `plaze`: ",
        "\nSelt: Was für",
        "Einen Moment",
        "\nGeschrieben.\n",
    ];
    told_in_order(&source, &told);
    not_told(&source, "Seltal:");
}

/// The whole way of a new article: draft, record, topic, entry, lint, answer.
#[test]
fn a_new_article_is_answered_from() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    assert_eq!(run_with(&folder.path, &["extract", &file], "").code, 0);

    let before = folder.read("knowledge/vocabulary.toml");
    let source = written(&folder, &["source", &file, "--lang", "de"], &RECORD);
    assert_eq!(
        source.out,
        "seeds/seltalbote-faehre.toml\nknowledge/vocabulary.toml\nknowledge/nouns.toml\n"
    );
    assert!(
        !folder
            .path
            .join("seeds/seltalbote-faehre.draft.toml")
            .exists()
    );
    assert!(
        folder
            .read("knowledge/vocabulary.toml")
            .starts_with(&before)
    );
    insta::assert_snapshot!(folder.read("seeds/seltalbote-faehre.toml"), @r#"
    # Seltalbote: Fähre statt Brücke
    # This is a record about the article, not the article: its sentences are never in the repository.
    id = "seltalbote-faehre"
    outlet = "Seltalbote"
    headline = "Fähre statt Brücke"
    headline_from = "article"
    url = "https://seltalbote.example/faehre"
    language = "de"
    published = "2022-05"
    part = "early"
    inferred = true
    inferred_from.de = "die Fähre fährt seit Tagen"
    inferred_from.en = "the ferry has been running for days"
    sha256 = "d6acfd9ac70a35f3b881c73aff15b71bab325c745104da10e9dc119e4c54cb63"

    [[passage]]
    n = 1
    kind = "heading"
    sha256 = "03ce20d250cb657e7e1d04cc6632b58a5e944233213a5001e9c0bd146903c7ea"
    gist.de = "Überschrift: Es gibt eine Fähre."
    gist.en = "Heading: There is a ferry."
    names = []
    numbers = []
    dates = []

    [[passage]]
    n = 2
    kind = "text"
    sha256 = "c890904f4b0469b8c9d9cbcf054fdd65f42dd2712718093d54c630ee3bcf3193"
    gist.de = "Seltal lässt eine Fähre fahren, die viele Menschen nutzen."
    gist.en = "Seltal runs a ferry that many people use."
    names = ["Niederau", "Seltal", "Selt", "Bert Ohm", "Seltalbote"]
    numbers = ["1200 people"]
    dates = ["2022-05-04"]

    [[passage]]
    n = 3
    kind = "text"
    sha256 = "6ef53e7a1b1fc4a8a78171f7b54d01ddd3166628fbb9cdf59d4384f19ee95702"
    gist.de = "Sie soll nicht für immer bleiben; bald wird sie geprüft."
    gist.en = "It is not to stay for good and will soon be looked at."
    names = ["Bert Ohm"]
    numbers = []
    dates = ["2022-09-20"]

    [[passage]]
    n = 4
    kind = "advert"
    sha256 = "2493b09ab4e4933665939fd077bff2f953bd4c814a8070ed0e5b4134be5904ae"
    "#);

    let topic = [
        "faehre",
        "Die Fähre",
        "The ferry",
        "Die Fähre von Seltal.",
        "The ferry of Seltal.",
    ];
    assert_eq!(new(&folder, &["topic"], &topic).code, 0);
    let added = written(&folder, &["entry", "--lang", "de"], &FERRY);
    assert_eq!(added.out, "knowledge/faehre.toml\n");

    let checked = run_with(&folder.path, &["lint"], "");
    assert_eq!(checked.code, 0, "{}", checked.out);
    // The article lies there as it was pasted; the record was made from what `extract` made of it.
    for article in ["auenblatt-bruecke.txt", "talbote-geld.txt"] {
        std::fs::copy(
            folder.path.join("articles").join(article),
            outside.path.join(article),
        )
        .unwrap();
    }
    let articles = outside.path.to_str().unwrap();
    let checked = run_with(&folder.path, &["lint", "--articles", articles], "");
    assert_eq!(checked.code, 0, "{}", checked.out);
    replies(
        &folder,
        "wem gehört die fähre",
        "ließ Seltal eine Fähre fahren",
    );
    replies(
        &folder,
        "wem gehört die fähre",
        "Seltalbote, „Fähre statt Brücke“ (Anfang Mai 2022, aus dem Text geschlossen), Absatz 2 – https://seltalbote.example/faehre",
    );
}

/// Another made-up article, with what is read wrongly first: dates whose year stands elsewhere, a figure in a word, a name within a name.
const CRANES: &str = "Kräne für Niederau\n\nVon Cleo Wind, 18. Februar 2021\n\nZwischen dem 27. September und dem 30. Oktober 2020 kamen 60 Lastwagen nach Niederau, mehr als im August. Sie sollen zu schwer gewesen sein.\n\nDie Werft Nord baut dort Kräne mit einem zehnjährigen Vertrag.\n\nAm 3. Mai soll die Werft liefern.\n";

/// Answers that complete its record.
const CRANES_RECORD: [&str; 28] = [
    // Id, newspaper, headline, author, address, date.
    "",
    "Seltalbote",
    "",
    "Cleo Wind",
    "",
    "",
    // The line with author and date.
    "2 text, 2 6",
    // None of the words is a name; some are nouns.
    "",
    "1, 4, 5",
    "j",
    "heading",
    "Es kommen Kräne. | Cranes are coming.",
    // The third passage: corrections, then what it says.
    "60 = sechzig",
    "60 Lastwagen = 60 trucks",
    "- 2021",
    "- 2020-08",
    "+ 2020-08",
    "- Niederau",
    "",
    "Es kamen Laster.",
    "Trucks came.",
    // The fourth: a name that is one only now, asked for and found in the fifth as well.
    "+ Werft",
    "company shipyard",
    // The article's own words in one of the two languages.
    "Die Werft Nord baut dort Kräne mit einem zehnjährigen Vertrag.",
    "Eine Werft baut. | Die Werft Nord baut dort Kräne mit einem zehnjährigen Vertrag.",
    "A shipyard builds.",
    // The fifth: the day is still to come.
    "Sie soll bald liefern.",
    "It is to deliver soon.",
];

/// Everything that was found in a passage is shown, and what is wrong is corrected before it stands in a record.
#[test]
fn what_was_found_in_a_passage_is_shown_and_corrected() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = outside.path.join("seltalbote-kraene.txt");
    std::fs::write(&file, CRANES).unwrap();
    let source = written(
        &folder,
        &["source", file.to_str().unwrap(), "--lang", "de"],
        &CRANES_RECORD,
    );
    told_in_order(
        &source,
        &[
            "Seine Überschrift? [Kräne für Niederau]",
            "Wann ist er erschienen? (2020, 2020-09, 2020-09-20 oder in Worten) [2021-02-18]",
            "  1 Lastwagen, 2 Werft Nord, 3 Kräne, 4 Vertrag, 5 Werft\nWelche davon sind Namen?",
            "  1 Lastwagen, 2 Werft, 3 Nord, 4 Kräne, 5 Vertrag\nWas davon sind gewöhnliche Wörter?",
            "kamen 60 Lastwagen nach Niederau, mehr als im August.",
            "  Namen: Niederau\n  Zahlen: 60 Lastwagen\n  Daten: 2020-09-27, 2020-10-30, 2020-08\n  Hinweis: 2020-08 steht dort ohne Jahr; es ist geschlossen. Ein anderes etwa so: 2020-08 = 2019-08\n  Hinweis: `60 Lastwagen` zählt noch auf Deutsch. Sage auf Englisch, was es ist: 60 Lastwagen = 60 …\nWorum geht es darin, in ein, zwei eigenen Sätzen? (`deutsch | englisch`, oder eine Zeile nach der anderen)\n  (vorher berichtigen: `- alt`, `alt = neu`,",
            "`60` gibt es nicht. Vielleicht `60 Lastwagen`?",
            "  Zahlen: 60 trucks\n",
            "  Zahlen: 10 years\n",
            "Was für ein Name?",
            "  ! So steht es im Artikel",
            "  ! `Die Werft Nord baut dort Kräne mit einem zehnjährigen Vertrag.`: So steht es im Artikel",
            "Und auf Englisch?",
            "  Namen: Werft\n",
            "Hinweis: 2021-05-03 steht dort ohne Jahr",
            "Hinweis: 2021-05-03 liegt nach dem Erscheinen.",
        ],
    );
    let record = folder.read("seeds/seltalbote-kraene.toml");
    let lists: Vec<&str> = record
        .lines()
        .filter(|line| {
            [
                "names",
                "numbers",
                "dates",
                "published",
                "headline ",
                "kind",
            ]
            .iter()
            .any(|key| line.starts_with(key))
        })
        .collect();
    insta::assert_snapshot!(lists.join("\n"), @r#"
    headline = "Kräne für Niederau"
    published = "2021-02-18"
    kind = "heading"
    names = ["Niederau"]
    numbers = []
    dates = []
    kind = "boilerplate"
    kind = "text"
    names = []
    numbers = ["60 trucks"]
    dates = ["2020-09-27", "2020-10-30", "2020-08"]
    kind = "text"
    names = ["Werft"]
    numbers = ["10 years"]
    dates = []
    kind = "text"
    names = ["Werft"]
    numbers = []
    dates = ["2021-05-03"]
    "#);
    let nouns = folder.read("knowledge/nouns.toml");
    assert!(
        nouns.contains("  \"Lastwagen\", \"Kräne\", \"Vertrag\",\n]"),
        "{nouns}"
    );
    holds(&folder, "knowledge/vocabulary.toml", "name = \"Werft\"");
    assert_eq!(run_with(&folder.path, &["lint", "--fast"], "").code, 0);
}

/// Behind a source comes its first entry, and behind that the next, which knows the one before.
/// A passage may wait for the entry that is the first to cite it: then it is gone through, and the entry's sentence may be its gist.
#[test]
fn a_passage_is_gone_through_when_it_is_first_cited() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    assert_eq!(run_with(&folder.path, &["extract", &file], "").code, 0);
    let source = [&RECORD[..16], &["", "n"]].concat();
    let source = written(&folder, &["source", &file, "--lang", "de"], &source);
    told(
        &source,
        &["zitiert noch kein Eintrag: 2 Die Gemeinde Seltal betreibt"],
    );
    let record = folder.read("seeds/seltalbote-faehre.toml");
    assert!(!record.contains("gist"), "{record}");
    let checked = run_with(&folder.path, &["lint", "--fast"], "");
    let warned = "warning[draft-passage]: passages of `seltalbote-faehre` that are drafts, without a `gist`, and that no entry may cite yet: 1, 2, 3;";
    assert!(checked.out.contains(warned), "{}", checked.out);
    assert!(!checked.out.contains("error"), "{}", checked.out);

    let articles = outside.path.to_str().unwrap();
    let mut answers = vec!["bruecke"];
    answers.extend(&FERRY[1..11]);
    // What was found in it is corrected, and no other kind is possible.
    answers.extend(["advert", "- Bert Ohm", "", ""]);
    answers.extend(&FERRY[12..14]);
    answers.extend([
        "Die Gemeinde Seltal betreibt seit dem 4. Mai 2022 eine Fähre über die Selt.",
        "",
    ]);
    answers.extend(&FERRY[14..]);
    let arguments = ["entry", "--lang", "de", "--articles", articles];
    let added = written(&folder, &arguments, &answers);
    assert_eq!(
        added.out,
        "knowledge/bruecke.toml\nseeds/seltalbote-faehre.toml\n"
    );
    told_in_order(
        &added,
        &[
            "  Namen: Seltal, Selt, Niederau, Bert Ohm, Seltalbote\n",
            "! Enter, oder `+ neu`",
            "  Namen: Seltal, Selt, Niederau, Seltalbote\n",
            "Was sagt Absatz 2, mit eigenen Worten? (Enter: was die Aussage sagt",
            "! So steht es im Artikel",
        ],
    );
    holds(
        &folder,
        "seeds/seltalbote-faehre.toml",
        "gist.de = \"Im Mai 2022 ließ Seltal eine Fähre fahren, mit rund 1.200 Menschen am Tag.\"\ngist.en = \"In May 2022 Seltal ran a ferry, with some 1,200 people a day.\"\nnames = [\"Seltal\", \"Selt\", \"Niederau\", \"Seltalbote\"]\nnumbers = [\"1200 people\"]\ndates = [\"2022-05-04\"]\n",
    );
    let checked = run_with(&folder.path, &["lint", "--fast"], "");
    assert!(
        checked.out.contains("may cite yet: 1, 3;"),
        "{}",
        checked.out
    );
    assert!(!checked.out.contains("error"), "{}", checked.out);
    replies(
        &folder,
        "wem gehört die fähre",
        "ließ Seltal eine Fähre fahren",
    );
}

#[test]
fn entries_follow_each_other() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    assert_eq!(run_with(&folder.path, &["extract", &file], "").code, 0);
    let mut answers = RECORD.to_vec();
    answers.extend(["", "bruecke"]);
    answers.extend(&FERRY[1..]);
    answers.extend([
        // What was written is tried, and what is left is shown.
        "Wer betreibt denn die Fähre?",
        "Wie hoch ist der Eiffelturm?",
        "a",
        // Another one, of the same topic.
        "",
        "",
        "operator ferry; Wie lange fährt sie noch?",
        "Wie lange fährt die Fähre noch?; ende der fähre; bleibt die fähre für immer",
        "",
        "How long will the ferry run?; end of the ferry; is the ferry there for good",
        "",
        "",
        "3",
        "",
        "Im Mai 2022 sagte Bert Ohm, die Fähre bleibe nicht für immer.",
        "In May 2022 Bert Ohm said that the ferry would not stay for good.",
        "",
        "",
        "",
        "",
        "j",
        "n",
    ]);
    let added = written(&folder, &["source", &file, "--lang", "de"], &answers);
    told_in_order(
        &added,
        &[
            "Von seltalbote-faehre zitiert noch kein Eintrag: 2 Seltal lässt eine Fähre fahren, die viele Menschen… | 3 Sie soll nicht für immer bleiben; bald wird sie ge…\n",
            "Gleich den ersten Eintrag dazu schreiben? (J/n)\n> Zu welchem Thema? (Nummer oder Name)\n",
            // The article itself is there.
            "      „Die Gemeinde Seltal betreibt",
            "Von seltalbote-faehre zitiert noch kein Eintrag: 3\nNoch einen Eintrag? (J/n; eine Frage: was der Bot jetzt antwortet; a: die Absätze)\n>   Findet `betreibt-faehre`.\nUnd jetzt? (J/n/Frage)\n> ",
            "Und jetzt? (J/n/Frage)\n> 3 Sie soll nicht für immer bleiben; bald wird sie ge…\nUnd jetzt? (J/n/Frage)\n> Zu welchem Thema? (Nummer oder Name) [bruecke]\n",
            "So fragt man schon nach `betreibt-faehre`",
            "Welche Absätze von seltalbote-faehre? (a: alle zeigen; -: ein anderer Artikel)",
            "Jeden Absatz von seltalbote-faehre zitiert schon ein Eintrag.\nNoch einen Eintrag? (J/n)\n> Weiter mit: ticktack new entry --root ",
        ],
    );
    let written = folder.read("knowledge/bruecke.toml");
    assert!(
        written.contains("id = \"betreibt-faehre\"")
            && written.contains("de = \"Im Mai 2022 sagte Bert Ohm"),
        "{written}"
    );
    assert_eq!(run_with(&folder.path, &["lint", "--fast"], "").code, 0);
    // A stop in between says what was written, and how to go on.
    let mut answers = BUILDER.to_vec();
    answers.extend(["", ""]);
    let stopped = new(&folder, &["entry", "--lang", "de"], &answers);
    assert_eq!(
        (stopped.code, stopped.out.as_str()),
        (2, "knowledge/bruecke.toml\n")
    );
    told(
        &stopped,
        &[
            "mehr wurde nicht geschrieben. Die Antworten liegen in ",
            " --lang de` macht damit weiter.",
        ],
    );
}

/// Above the headline may stand whose article it is, and of which day: that is no headline, and the day is as good as stated.
#[test]
fn newspaper_and_day_are_no_headline() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = outside.path.join("seltalbote-kraene.txt");
    let path = file.to_str().unwrap();
    for (above, day) in [
        ("SELTALBOTE", "2021-02-18"),
        ("Seltalbote, 4. Mai 2022", "2022-05-04"),
    ] {
        std::fs::write(&file, format!("{above}\n\n{CRANES}")).unwrap();
        let answers = ["", "Seltalbote", "", "", "", ""];
        let source = new(&folder, &["source", path, "--lang", "de"], &answers);
        for shown in [
            "Seine Überschrift? [Kräne für Niederau]".to_owned(),
            format!(
                "oder in Worten) [{day}]\n> Diese Absätze gehören wohl nicht zum Artikel:\n  1 boilerplate: {above}\n  3 boilerplate: Von Cleo Wind"
            ),
        ] {
            assert!(source.err.contains(&shown), "{shown}: {}", source.err);
        }
        std::fs::remove_file(folder.path.join("new-source-seltalbote-kraene.answers")).unwrap();
    }
}

/// A slip in the year would make every answer of the article wrong: it is asked about once.
#[test]
fn a_year_that_seems_wrong_is_asked_about() {
    let folder = Folder::copy_of_bridge();
    let outside = Folder::new();
    let file = article_in(&outside);
    let mut answers = vec!["", "Seltalbote", "", "", ""];
    answers.extend(["2012", "", "2999-05", "n", "2012", "j", "n", ""]);
    let source = new(&folder, &["source", &file, "--lang", "de"], &answers);
    assert_eq!(source.code, 2);
    for (really, count) in [
        (
            "Wirklich 2012? Die anderen Artikel sind von 2021 bis 2022. (j/N)",
            2,
        ),
        (
            "Wirklich 2999-05? Die anderen Artikel sind von 2021 bis 2022. (j/N)",
            1,
        ),
        ("Großgeschrieben und nicht im Wortschatz", 1),
    ] {
        assert_eq!(
            source.err.matches(really).count(),
            count,
            "{really}: {}",
            source.err
        );
    }
}

/// An article with headcounts that look like years, and a name that two authorities may have.
const STAFF: &str = "Die Stadt Niederau hat 2000 Beschäftigte und 1953 Laternen. Das Ministerium prüft das.\n\nIm Ministerium schweigt man.\n";

/// Answers that complete its record.
const STAFF_RECORD: [&str; 20] = [
    // Id, newspaper, headline, what to call it, author, address, date, whether it was worked out.
    "",
    "Talbote",
    "",
    "Artikel über die Stadt | article about the town",
    "",
    "",
    "2022-06-20",
    "n",
    // Which words are names, which are nouns.
    "",
    "j",
    "j",
    // The first passage, and what was taken for a year.
    "1953 = laternen",
    "1953 = 1953 lanterns",
    "+ Ministerium",
    "+ Bundesministerium",
    "+ Landesministerium",
    "In der Stadt arbeiten viele, und sie hat viele Laternen. | Many work in the town, and it has many lanterns.",
    "+ Bundesministerium",
    "Man sagt nichts.",
    "Nothing is said.",
];

/// Answers that make an entry of it.
const STAFF_ENTRY: [&str; 19] = [
    "bruecke",
    "Wie viele arbeiten für die Stadt?",
    "mitarbeiter stadt niederau",
    "personal im rathaus",
    "",
    "How many work for the town?",
    "staff of the town",
    "people employed at the town hall",
    "",
    "personal",
    "1",
    "reporting",
    "Im Juni 2022 hatte Niederau rund 2.000 Beschäftigte und 1953 Laternen. Das Ministerium prüfte das.",
    "In June 2022 Niederau had about 2000 employees and 1953 lanterns. The Landesministerium looked at that.",
    "n",
    "",
    "",
    "",
    "j",
];

/// Two names that are spelt alike.
const MINISTRIES: &str = r#"
[[name]]
kind = "organisation"
name = "Bundesministerium"
variants = ["Ministerium", "ministry"]

[[name]]
kind = "organisation"
name = "Landesministerium"
variants = ["Ministerium", "ministry"]
covered = false # niemand schrieb davon
"#;

/// Four digits with what they count are no year: neither in an article, nor in its record, nor in an answer.
/// A name that several spell alike is nobody's until a reader tells whose it is, and then it stays so.
#[test]
fn a_headcount_and_a_shared_name_are_recorded_and_answered() {
    let folder = Folder::copy_of_bridge();
    folder.append("knowledge/vocabulary.toml", MINISTRIES);
    folder.replace(
        "knowledge/grenzen.toml",
        "Wann die Brücke wieder",
        "Wann die Brücke nach Mai 2022 wieder",
    );
    folder.replace(
        "knowledge/grenzen.toml",
        "when the bridge opens again.",
        "when after May 2022 the bridge opens again.",
    );
    let outside = Folder::new();
    let file = outside.path.join("talbote-stadt.txt");
    std::fs::write(&file, STAFF).unwrap();
    let source = written(
        &folder,
        &["source", file.to_str().unwrap(), "--lang", "de"],
        &STAFF_RECORD,
    );
    told(&source, &["Zahlen: 2000 people\n  Daten: 1953\n"]);
    told(
        &source,
        &["Zahlen: 2000 people, 1953 lanterns\n  Daten: –\n"],
    );
    told(
        &source,
        &[
            "Hinweis: `Ministerium` kann Bundesministerium oder Landesministerium sein.",
            "! `Ministerium` heißen mehrere: Bundesministerium, Landesministerium.",
            "Namen: Niederau, Bundesministerium, Landesministerium\n",
            "Namen: Bundesministerium\n",
        ],
    );
    // It is newer than the others, and one line says how far they reach: an entry that comes near it will ask.
    told(
        &source,
        &[
            "Dieser Artikel ist neuer als alle anderen. Stimmt noch, was hier steht? Ist eine Grenze einem neuen Eintrag nahe, fragt `ticktack new entry` nach ihr; das Übrige ändere in der Datei.\n    knowledge/grenzen.toml:3:1 `wiedereroeffnung`: Wann die Brücke nach Mai 2022",
        ],
    );
    // What the vocabulary said no article mentions, this one does.
    told(
        &source,
        &["dass kein Artikel das erwähnt: Landesministerium."],
    );
    let vocabulary = folder.read("knowledge/vocabulary.toml");
    assert!(
        vocabulary.contains(&MINISTRIES.replace("covered = false # niemand schrieb davon\n", "")),
        "{vocabulary}"
    );
    written(&folder, &["entry", "--lang", "de"], &STAFF_ENTRY);
    assert_eq!(run_with(&folder.path, &["lint", "--fast"], "").code, 0);
    // The bare word is the name that the other language says.
    for (from, to) in [
        ("2.000 Besch", "2.001 Besch"),
        ("about 2000", "about 1999"),
        ("1953 Lat", "1954 Lat"),
        ("The Landesministerium", "The Auenblatt"),
    ] {
        folder.replace("knowledge/bruecke.toml", from, to);
        let found = run_with(&folder.path, &["lint", "--fast"], "");
        assert!(found.out.contains("ungrounded-"), "{to}: {}", found.out);
        folder.replace("knowledge/bruecke.toml", to, from);
    }
}

/// A name that only the person added is no name of the article: the vocabulary stays as it is, and that is said at once.
#[test]
fn a_name_that_the_text_does_not_have_stays_uncovered() {
    let folder = Folder::copy_of_bridge();
    folder.append("knowledge/vocabulary.toml", MINISTRIES);
    let before = folder.read("knowledge/vocabulary.toml");
    let outside = Folder::new();
    let file = outside.path.join("talbote-stadt.txt");
    std::fs::write(&file, STAFF.replace("Ministerium", "Amt")).unwrap();
    let mut answers = STAFF_RECORD[..11].to_vec();
    answers.extend([
        // Several corrections in one line, one of them of something else than a number.
        "1953 = 1953 lanterns, + Landesministerium, 2020, 1,5 million euros",
        "- 2020, 1,5 million euros",
        STAFF_RECORD[16],
        "Man sagt nichts.",
        "Nothing is said.",
        "n",
    ]);
    let file = file.to_str().unwrap();
    let source = new(&folder, &["source", file, "--lang", "de"], &answers);
    let lists = "Namen: Niederau, Landesministerium\n  Zahlen: 2000 people, 1953 lanterns, 1,5 million euros\n  Daten: 2020\n";
    told(
        &source,
        &[
            "! Der Text des Artikels hat das nicht: Landesministerium.",
            lists,
            "uncovered-name",
        ],
    );
    not_told(&source, "Im Wortschatz stand");
    assert_eq!(folder.read("knowledge/vocabulary.toml"), before);
}

/// Whoever copies the examples of the two explanations gets a source and entries that lint accepts and the bot answers from.
#[test]
fn the_examples_of_the_explanations_are_accepted() {
    let folder = Folder::copy_of_bridge();
    let mut article = String::new();
    for explanation in ["seeds/README.md", "knowledge/README.md"] {
        let text = std::fs::read_to_string(shipped().join(explanation)).unwrap();
        for block in text.split("\n```").skip(1).step_by(2) {
            if let Some(example) = block.strip_prefix("text\n") {
                article = format!("{example}\n");
            } else if let Some(example) = block.strip_prefix("toml\n# ") {
                let (file, example) = example.split_once('\n').unwrap();
                let example = fingerprinted(example, &article);
                let path = folder.path.join(file);
                let there = std::fs::read_to_string(&path).unwrap_or_default();
                std::fs::write(path, format!("{there}\n{example}\n")).unwrap();
            }
        }
    }
    folder.replace(
        "knowledge/nouns.toml",
        "\"Geld\"",
        "\"Geld\", \"Gemeinde\", \"Betrieb\", \"Fahrt\"",
    );
    let articles = folder.path.join("articles");
    std::fs::write(articles.join("seltalbote-faehre.txt"), &article).unwrap();
    let checked = run_with(
        &folder.path,
        &["lint", "--articles", articles.to_str().unwrap()],
        "",
    );
    assert_eq!(checked.code, 0, "{}", checked.out);
    for (question, answer) in [
        ("how many people take the ferry", "about 1,200 people a day"),
        ("wer betreibt die fähre", "Die Gemeinde Seltal betrieb"),
        ("was kostet die überfahrt", "sagen die Artikel nicht"),
    ] {
        replies(&folder, question, answer);
    }
}

/// An example with the fingerprints that its article has; the explanation leaves them out, for nobody could read them.
fn fingerprinted(example: &str, article: &str) -> String {
    let mut example = example.replace(
        "\"FILE\"",
        &format!("\"{}\"", fingerprint(article.as_bytes())),
    );
    for (at, passage) in text::passages(article).enumerate() {
        let place = format!("\"PASSAGE {}\"", at + 1);
        example = example.replace(&place, &format!("\"{}\"", fingerprint(passage.as_bytes())));
    }
    example
}

#[test]
fn what_lint_refuses_is_shown_and_only_written_if_somebody_insists() {
    let folder = Folder::copy_of_bridge();
    let before = folder.read("knowledge/bruecke.toml");
    let mut answers = BUILDER[..14].to_vec();
    // It is told behind each sentence, and left so.
    answers.extend([
        "Die Stadt Niederau baute die Brücke für 7 Millionen Euro.",
        "-",
        "The town of Niederau built the bridge for 7 million euros.",
        "-",
    ]);
    answers.extend(&BUILDER[16..20]);
    // Who does not insist finds the answers again the next time.
    let typed: [(&[&str], bool); 2] = [(&answers, false), (&["y", "y"], true)];
    for (typed, is_written) in typed {
        let run = new(&folder, &["entry", "--lang", "en"], typed);
        assert_eq!(run.code, 1, "{}", run.err);
        told(&run, &["knowledge/bruecke.toml:"]);
        told(&run, &["7 Million"]);
        let after = folder.read("knowledge/bruecke.toml");
        assert_eq!(after != before, is_written);
        // Nobody can have compared that.
        assert!(!after.contains("checked = "), "{after}");
        // What was typed is not lost.
        assert!(
            is_written || run.err.contains("id = \"erbauer\""),
            "{}",
            run.err
        );
    }
}

/// What no cited passage has is told behind its sentence, in the language of the dialogue, and mended there.
#[test]
fn what_no_cited_passage_has_is_told_behind_its_sentence() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..14].to_vec();
    answers[11] = "1";
    answers[13] = "Talbote";
    answers.extend([
        BUILDER[13],
        "Die Stadt Niederau baute die Brücke für 3 Millionen Euro.",
        // The passage that has it, as proposed.
        "",
        "The town of Niederau built the bridge with the Talbote.",
        "+ 9",
        "The town of Niederau built the bridge.",
        "The town of Niederau built the bridge for 3 million euros.",
    ]);
    answers.extend(&BUILDER[16..]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    told_in_order(
        &added,
        &[
            "  ! Der Name Talbote steht in keinem angegebenen Absatz; die Absätze 1, 2 von talbote-geld haben ihn.\nWas nun?",
            "> Die Aussage auf Deutsch",
            "  ! Die Zahl 3 Millionen steht in keinem angegebenen Absatz; Absatz 2 von auenblatt-bruecke hat sie.\nWas nun? (ein neuer Satz ersetzt diesen; `+ auenblatt-bruecke 2` gibt ihn mit an, `= auenblatt-bruecke 2` statt der anderen; -: so lassen) [+ auenblatt-bruecke 2]\n>   1 Rost",
            "  2 Für den Neubau",
            "\nDieselbe auf Englisch",
            "  ! Der Name Talbote steht in keinem angegebenen Absatz; die Absätze 1, 2 von talbote-geld haben ihn.\n  ! Die Zahl 3 Millionen steht nur im deutschen Satz.\n",
            "  ! Einen Absatz 9 gibt es nicht",
            "  ! Die Zahl 3 Millionen steht nur im deutschen Satz.\nWas nun? (ein neuer Satz ersetzt diesen; -: so lassen)\n",
        ],
    );
    let written = folder.read("knowledge/bruecke.toml");
    assert!(
        written.contains("en = \"The town of Niederau built the bridge for 3 million euros.\"")
            && written.contains("cite = [{ source = \"auenblatt-bruecke\", passages = [1, 2] }]"),
        "{written}"
    );
}

/// Both languages may stand on one line; each is checked as if it stood alone.
#[test]
fn both_languages_may_stand_on_one_line() {
    let folder = Folder::copy_of_bridge();
    let mut answers = BUILDER[..14].to_vec();
    answers.extend([
        "Die Stadt Niederau baute die Brücke für 7 Millionen Euro. | Die Stadt Niederau baute die Brücke.",
        BUILDER[14],
        // It is told and asked behind the German sentence; then the other is doubted.
        "n",
        BUILDER[15],
        // Back over all of that, where both are asked again.
        "<",
        "<",
        "<",
        "<",
        "<",
        "Die Stadt Niederau baute sie. | The town of Niederau built it.",
    ]);
    answers.extend(&BUILDER[16..]);
    let added = written(&folder, &["entry", "--lang", "de"], &answers);
    for told in [
        "Die Zahl 7 Millionen steht in keinem angegebenen Absatz",
        "Das liest sich wie Deutsch; gefragt ist Englisch.",
    ] {
        assert_eq!(added.err.matches(told).count(), 2, "{}", added.err);
    }
    holds(
        &folder,
        "knowledge/bruecke.toml",
        "de = \"Die Stadt Niederau baute sie.\"\nen = \"The town of Niederau built it.\"\n",
    );
}

/// An entry is sealed by who has just seen all of it beside the passages themselves, and not before.
#[test]
fn an_entry_is_compared_with_its_passages_before_it_is_written() {
    let folder = Folder::copy_of_bridge();
    let articles = folder.path.join("articles");
    let articles = articles.to_str().unwrap();
    let before = folder.read("knowledge/bruecke.toml");
    let stopped = new(
        &folder,
        &["entry", "--lang", "de", "--articles", articles],
        &[&BUILDER[..20], &["a", ""]].concat(),
    );
    assert_eq!((stopped.code, stopped.out.as_str()), (1, ""));
    let article = std::fs::read_to_string(folder.path.join("articles/auenblatt-bruecke.txt"));
    let article = article.unwrap();
    let original = text::passages(&article).nth(1).unwrap();
    let (asked, compared) = stopped.err.split_once("Einen Moment").unwrap();
    // What was typed just now below its passages is told in a line, and shown beside them to who wants that.
    let (line, compared) = compared.split_once("Stimmt alles").unwrap();
    assert!(
        line.ends_with("\n\n  erbauer, valid: 2021-03; authority, by: Stadt Niederau | town of Niederau, auenblatt-bruecke 1, 2\n"),
        "{line}"
    );
    assert_eq!(asked.matches(original).count(), 1, "{asked}");
    let shown = "\n  valid: 2021-03\n  de  Die Stadt Niederau baute die Brücke.\n  en  The town of Niederau built the bridge.\n      says: authority, by: Stadt Niederau | town of Niederau\n    auenblatt-bruecke 1: ";
    assert!(compared.contains(shown), "{compared}");
    assert!(
        compared.contains(&format!("auenblatt-bruecke 2: „{original}“\nStimmt alles")),
        "{compared}"
    );
    assert_eq!(folder.read("knowledge/bruecke.toml"), before);
    // Whoever has it before their eyes must not copy it.
    let mut copied = BUILDER[..15].to_vec();
    copied[14] = original;
    let refused = new(
        &folder,
        &["entry", "--lang", "de", "--articles", articles],
        &[&["n"], &copied[..]].concat(),
    );
    assert!(
        refused.err.contains("  ! So steht es im Artikel: „")
            && !refused.err.contains("Dieselbe auf"),
        "{}",
        refused.err
    );
    let stopped = new(
        &folder,
        &["entry", "--lang", "de"],
        &[&["n"], &BUILDER[..20]].concat(),
    );
    assert_eq!(stopped.code, 1, "{}", stopped.err);
    // No sentence of an article is kept with the answers.
    assert!(!folder.read("new-entry.answers").contains(original));
    // What is of another day is shown at once.
    let added = written(&folder, &["entry", "--lang", "de"], &["", "j"]);
    told(&added, &["  en  The town of Niederau built the bridge.\n"]);
    holds(&folder, "knowledge/bruecke.toml", "checked = ");
}

/// What a person compared with its passages is sealed; whoever changes it in both languages at once breaks the seal.
#[test]
fn what_was_checked_is_sealed_and_a_change_is_noticed() {
    let folder = Folder::copy_of_bridge();
    let export = || run_with(&folder.path, &["export"], "").out;
    let before = (export(), folder.read("knowledge/grenzen.toml"));
    let all = run_with(
        &folder.path,
        &["check", "--all", "--yes", "--lang", "en"],
        "",
    );
    assert_eq!((all.code, all.err.as_str()), (0, "check: 6 sealed\n"));
    assert_eq!(all.out, "knowledge/bruecke.toml\nknowledge/grenzen.toml\n");
    assert_eq!(run_with(&folder.path, &["lint"], "").code, 0);
    // Nothing but the seals is written, and nothing but the revision is another.
    let unsealed: Vec<String> = folder
        .read("knowledge/grenzen.toml")
        .lines()
        .filter(|line| !line.starts_with("checked = "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(unsealed.concat(), before.1);
    let without_revision = |export: &str| export.split_once(",\"sources\"").unwrap().1.to_owned();
    assert_eq!(without_revision(&export()), without_revision(&before.0));

    // Both names stand in the passage, so that no list of names can tell.
    for text in [
        "schrieb der Talbote, der Rost",
        "the Talbote wrote that the rust",
    ] {
        let to = text.replace("Rost", "Termin").replace("rust", "date");
        folder.replace("knowledge/bruecke.toml", text, &to);
    }
    let found = run_with(&folder.path, &["lint", "--fast"], "");
    assert_eq!(found.code, 1);
    let finding = found.out.lines().find(|line| line.contains(": error["));
    let finding = finding.unwrap();
    assert!(
        finding.contains("error[unchecked]: `sperrung-geld`: its text, who says it, its date or what it cites changed since somebody compared it with the passages; `ticktack check sperrung-geld` shows both and seals it again"),
        "{finding}"
    );
    assert!(found.err.starts_with("lint: 1 error, "), "{}", found.err);

    // It is shown beside what it cites; who says no, or nothing, seals nothing.
    let check = ["check", "--lang", "de", "sperrung-geld"];
    let articles = folder.path.join("articles");
    let with_articles = [&check[..], &["--articles", articles.to_str().unwrap()]].concat();
    let broken = folder.read("knowledge/bruecke.toml");
    for input in ["", "n\n"] {
        let refused = run_with(&folder.path, &with_articles, input);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""));
        assert!(
            refused.err.ends_with("check: 0 besiegelt\n"),
            "{}",
            refused.err
        );
        told(
            &refused,
            &[
                "`sperrung-geld`: Fehlte nur das Geld für die Brücke?",
                "  de  Im Mai 2022 schrieb der Talbote, der Termin sei",
                "  en  In May 2022 the Talbote wrote that the date had",
                "says: hearsay, by: Talbote | Talbote",
                "    talbote-geld 2: Der Rost war vorgeschoben, es fehlte Geld.\n      „",
                "Stimmt alles? (j/N)",
            ],
        );
    }
    assert_eq!(folder.read("knowledge/bruecke.toml"), broken);
    let sealed = run_with(&folder.path, &check, "j\n");
    assert_eq!(
        (sealed.code, sealed.out.as_str()),
        (0, "knowledge/bruecke.toml\n")
    );
    not_told(&sealed, "„");
    assert_eq!(run_with(&folder.path, &["lint", "--fast"], "").code, 0);

    // A phrasing asserts nothing. What has another error is mended first, and not sealed until then.
    folder.replace(
        "knowledge/bruecke.toml",
        "\"geld fehlt sperrung\"",
        "\"geld fehlt sperrung weg\"",
    );
    assert_eq!(run_with(&folder.path, &["lint", "--fast"], "").code, 0);
    folder.replace(
        "knowledge/bruecke.toml",
        "der Termin sei",
        "der 7. Termin sei",
    );
    let found = run_with(&folder.path, &["lint", "--fast"], "");
    assert!(!found.out.contains("unchecked"), "{}", found.out);
    let refused = run_with(&folder.path, &["check", "--all", "--yes"], "");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    told(&refused, &["ungrounded-figure"]);

    let unknown = run_with(&folder.path, &["check", "sperrung-rast"], "");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `sperrung-rost`?"));
}

/// A line of another article beside a sentence would have somebody seal what they never compared.
#[test]
fn beside_another_revision_of_the_article_no_passage_is_quoted() {
    let folder = Folder::copy_of_bridge();
    let articles = folder.path.join("articles");
    let check = [
        "check",
        "sperrung-geld",
        "--articles",
        articles.to_str().unwrap(),
        "--lang",
        "en",
    ];
    let same = run_with(&folder.path, &check, "");
    told(&same, &["\n      “"]);
    folder.replace("articles/talbote-geld.txt", "Rost", "Staub");
    let another = run_with(&folder.path, &check, "");
    told(&another, &["error[fingerprint]: passage 2 of `"]);
    assert!(
        another.err.contains("talbote-geld 2: ") && !another.err.contains("\n      “"),
        "{}",
        another.err
    );
}

/// Whoever stops, and however, keeps what was answered by then.
#[test]
fn each_yes_is_sealed_at_once() {
    let folder = Folder::copy_of_bridge();
    let seals = || {
        let text = folder.read("knowledge/bruecke.toml");
        text.matches("\nchecked = ").count()
    };
    let (mut run, mut typed, mut said) = begun(&folder, &["check", "--all", "--lang", "en"]);
    let mut until_asked = || read_until(&mut said, "Is all of it right? (y/N)");
    until_asked();
    typed.write_all(b"y\n").unwrap();
    until_asked();
    run.kill().unwrap();
    run.wait().unwrap();
    assert_eq!(seals(), 1);
    // Who says nothing any more has sealed what was answered, and each file is named once.
    let ended = run_with(&folder.path, &["check", "--all", "--lang", "en"], "y\ny\n");
    assert_eq!(
        (ended.code, ended.out.as_str()),
        (1, "knowledge/bruecke.toml\n")
    );
    told(&ended, &["check: 2 sealed\n"]);
    assert_eq!(seals(), 3);
}

#[test]
fn a_boundary_is_shown_with_the_entries_it_rests_on_and_asked_about_once() {
    let folder = Folder::copy_of_bridge();
    let shipped_evaluation = shipped().join("knowledge/eval.json");
    std::fs::copy(shipped_evaluation, folder.path.join("knowledge/eval.json")).unwrap();
    let twice = [
        "check",
        "hochwasser",
        "wiedereroeffnung",
        "hochwasser",
        "--lang",
        "en",
    ];
    let sealed = run_with(&folder.path, &twice, "y\ny\n");
    assert_eq!(
        (sealed.code, sealed.out.as_str()),
        (0, "knowledge/grenzen.toml\n"),
        "{}",
        sealed.err
    );
    assert_eq!(sealed.err.matches("Is all of it right?").count(), 2);
    let shown = "`hochwasser`: Did the flood destroy the bridge?\n  de  Von einem Hochwasser steht nichts in den Artikeln.\n  en  The articles say nothing about a flood.\n      contradicted_by: sperrung-rost: ";
    told(&sealed, &[shown]);
    told(&sealed, &["\n      nearest: kosten-2022: "]);
    // A seal belongs to the revision that an evaluation proves.
    told(&sealed, &["`ticktack eval --record "]);
    folder.replace(
        "knowledge/grenzen.toml",
        "Von einem Hochwasser steht nichts",
        "Von einem Hochwasser steht nicht viel",
    );
    let found = run_with(&folder.path, &["lint", "--fast"], "");
    assert!(
        found.out.contains("its reason or the entries it names changed since somebody compared it with what the entries it names say; `ticktack check hochwasser` shows that and seals it again"),
        "{}",
        found.out
    );
}
