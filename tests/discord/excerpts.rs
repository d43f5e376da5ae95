//! Words of the articles themselves, where an operator holds them: to one member at a time, and only what its record vouches for.

use std::fs;
use std::path::{Path, PathBuf};

use ticktack::knowledge::fingerprint;

use super::fake::{Bot, Fake, Sent, root};
use super::{check_holds, finish};

/// A passage that is longer than what is shown of it.
const LONG: &str = "Rund 3 Millionen Euro, so schätzte man in Niederau im März 2021, würde ein Neubau verschlingen, den niemand in der Stadt bezahlen wollte, und den am Ende auch niemand bezahlt hat, weil alle auf das Land warteten.";
/// How it is shown: 160 characters at most.
const SHOWN: &str = "Rund 3 Millionen Euro, so schätzte man in Niederau im März 2021, würde ein Neubau verschlingen, den niemand in der Stadt bezahlen wollte, und den am Ende auch…";

/// The made-up town with the long passage, whose record vouches for it, and one article that is not as its record says.
fn town(name: &str) -> PathBuf {
    let town = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for part in ["knowledge", "seeds", "articles"] {
        fs::create_dir_all(town.join(part)).unwrap();
        for file in fs::read_dir(root().join("tests/fixtures/bridge").join(part)).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), town.join(part).join(file.file_name())).unwrap();
        }
    }
    let change = |file: &str, change: &dyn Fn(&str) -> String| {
        let file = town.join(file);
        let text = fs::read_to_string(&file).unwrap();
        assert_ne!(change(&text), text);
        fs::write(&file, change(&text)).unwrap();
    };
    let short = "Rund 3 Millionen Euro, so schätzte man in Niederau im März 2021, würde ein Neubau verschlingen.";
    let article = "articles/auenblatt-bruecke.txt";
    let whole = || fingerprint(&fs::read(town.join(article)).unwrap());
    let before = whole();
    change(article, &|text| text.replace(short, LONG));
    change("seeds/auenblatt-bruecke.toml", &|text| {
        let passage = |text: &str| fingerprint(text.as_bytes());
        text.replace(&passage(short), &passage(LONG))
            .replace(&before, &whole())
    });
    change("articles/talbote-geld.txt", &|text| {
        text.replace("Euro", "Taler")
    });
    town
}

/// Nobody but the member reads words of an article.
#[track_caller]
fn check_unquoted(sent: &Sent) {
    for words in ["so schätzte man", "Taler", "Im Wortlaut", "In the original"] {
        assert!(!sent.text().contains(words), "{}", sent.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_a_cited_passage_begins_is_shown_to_one_member() {
    assert!(SHOWN.chars().count() <= 160);
    let town = town("excerpts");
    let articles = town.join("articles");
    let fake = Fake::start().await;
    let settings = [("TICKTACK_SOURCES_ARTICLES", articles.to_str().unwrap())];
    let bot = Bot::start_with(&fake, &town, &settings).await;
    // What is not as its record says is named.
    bot.says("talbote-geld.txt` is not the one that this record was made from")
        .await;

    let german = fake
        .slash_ask("Was sollte die Brücke 2021 kosten?", "de")
        .await;
    assert!(!german.is_private());
    check_unquoted(&german);
    let source = fake.press(&german, "Quelle").await;
    assert!(source.is_private());
    check_holds(
        &source,
        &[
            "Worum es in den zitierten Absätzen geht",
            &format!("\nIm Wortlaut: „{SHOWN}“"),
        ],
    );
    assert!(!source.text().contains("Taler"), "{}", source.text());

    let english = fake
        .slash_ask("What was the bridge to cost in 2021?", "de")
        .await;
    check_unquoted(&english);
    let source = fake.press(&english, "Source").await;
    assert!(source.is_private());
    check_holds(
        &source,
        &[
            "What the cited passages are about",
            &format!("\nIn the original: “{SHOWN}”"),
        ],
    );

    for name in ["topics", "timeline", "sources"] {
        let page = super::fake::Interaction::command(name, &serde_json::json!([]));
        check_unquoted(&fake.interact(page).await);
    }
    finish(fake, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_articles_nothing_is_quoted() {
    let town = town("no-excerpts");
    let fake = Fake::start().await;
    let bot = Bot::start_with(&fake, &town, &[]).await;
    let answer = fake
        .slash_ask("Was sollte die Brücke 2021 kosten?", "de")
        .await;
    let source = fake.press(&answer, "Quelle").await;
    check_unquoted(&source);
    check_holds(
        &source,
        &["Für den Neubau rechnet die Stadt mit drei Millionen Euro."],
    );
    finish(fake, bot).await;
}
