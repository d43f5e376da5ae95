//! `ticktack summary`: what moderators post, as text for elsewhere. The texts come from a made-up town.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line")]
mod program;

use insta::assert_snapshot;
use program::{Folder, Run, bridge, run, run_with};

fn summary(arguments: &[&str]) -> Run {
    run_with(&bridge(), &[&["summary"], arguments].concat(), "")
}

#[test]
fn a_topic_as_plain_text() {
    let run = summary(&["--topic", "bruecke", "--language", "en"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_snapshot!(run.out, @r#"
    » Summary: The bridge of Niederau
    • According to the Auenblatt, the bridge was closed in March 2021 because of rust. [1]
    By contrast: According to the Talbote, the money was lacking in May 2022. [2]
    • In May 2022 the new bridge was to cost 5 million euros. [2]
    From 2 articles by 2 outlets, 12 March 2021 to May 2022. The articles end in May 2022. They do not say what happened since.
    [1] Auenblatt, “Niederau sperrt seine Brücke” (12 March 2021), passage 1 (in German) – https://auenblatt.example/bruecke
    [2] Talbote, article about the bridge (headline not known) (mid-May 2022, worked out from the text), passages 1, 2 (in German) – no link known
    "#);
}

#[test]
fn a_topic_as_markdown() {
    let run = summary(&["--topic", "bruecke", "--format", "md"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_snapshot!(run.out, @r#"
    ## Zusammenfassung: Die Brücke von Niederau

    - Laut Auenblatt wurde die Brücke im März 2021 wegen Rost gesperrt. [1]
      - Anders: Laut Talbote fehlte im Mai 2022 das Geld. [2]
    - Im Mai 2022 sollte der Neubau 5 Millionen Euro kosten. [2]

    *Aus 2 Artikeln von 2 Redaktionen, 12. März 2021 bis Mai 2022. Die Artikel enden im Mai 2022. Was seitdem geschah, sagen sie nicht.*

    ### Quellen

    1. Auenblatt, „Niederau sperrt seine Brücke“ (12. März 2021), Absatz 1 – [zum Artikel](<https://auenblatt.example/bruecke>)
    2. Talbote, Artikel über die Brücke (Überschrift nicht bekannt) (Mitte Mai 2022, aus dem Text geschlossen), Absätze 1, 2 – kein Link bekannt
    "#);
}

#[test]
fn everything_as_html() {
    let run = summary(&["--format", "html", "--length", "short"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_snapshot!(run.out, @r#"
    <article lang="de">
    <h2>Der Streit um TikTok in Kürze</h2>
    <ul>
    <li>Laut Auenblatt wurde die Brücke im März 2021 wegen Rost gesperrt. [1]</li>
    <li class="side">Anders: Laut Talbote fehlte im Mai 2022 das Geld. [2]</li>
    <li>Im Mai 2022 sollte der Neubau 5 Millionen Euro kosten. [2]</li>
    </ul>
    <p><em>Aus 2 Artikeln von 2 Redaktionen, 12. März 2021 bis Mai 2022. Die Artikel enden im Mai 2022. Was seitdem geschah, sagen sie nicht.</em></p>
    <h3>Quellen</h3>
    <ol>
    <li>Auenblatt, „Niederau sperrt seine Brücke“ (12. März 2021), Absatz 1 – <a href="https://auenblatt.example/bruecke">zum Artikel</a></li>
    <li>Talbote, Artikel über die Brücke (Überschrift nicht bekannt) (Mitte Mai 2022, aus dem Text geschlossen), Absätze 1, 2 – kein Link bekannt</li>
    </ol>
    </article>
    "#);
}

#[test]
fn what_is_shipped_is_summed_up_in_every_form() {
    for format in ["txt", "md", "html"] {
        for language in ["de", "en"] {
            let run = run(&["summary", "--format", format, "--language", language]);
            assert_eq!((run.code, run.err.as_str()), (0, ""));
            let marks = run.out.matches("[1]").count();
            assert!(marks > 1, "{format} {language}: {}", run.out);
        }
    }
}

#[test]
fn html_holds_no_markup_of_the_knowledge() {
    let folder = Folder::copy_of_bridge();
    folder.replace(
        "knowledge/bruecke.toml",
        "title.de = \"",
        "title.de = \"<script>alert(1)</script> & ",
    );
    let run = run_with(
        &folder.path,
        &["summary", "--topic", "bruecke", "--format", "html"],
        "",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.out.contains("<script"), "{}", run.out);
    assert!(run.out.contains(" &#38; "), "{}", run.out);
}

#[test]
fn what_cannot_be_summed_up_is_refused_with_the_reason() {
    for (arguments, code, reason) in [
        (
            &["--topic", "brueke"][..],
            2,
            "summary: there is no such topic or article; did you mean `bruecke`?\n",
        ),
        (
            &["--from", "1999", "--to", "1999"],
            1,
            "summary: nothing is known of it\n",
        ),
        (
            &["--from", "neulich"],
            2,
            "summary: `neulich` is no date like 2020, 2020-08 or 2020-08-03\n",
        ),
    ] {
        let run = summary(arguments);
        assert_eq!(
            (run.code, run.err.as_str(), run.out.as_str()),
            (code, reason, "")
        );
    }
    assert_eq!(summary(&["--topic", "a", "--article", "b"]).code, 2);
}
