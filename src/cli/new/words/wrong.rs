//! What is wrong with an answer, both languages side by side.

use crate::author::Wrong;
use crate::knowledge::{DATE_FORM, Id};
use crate::lang::{ByLang, Lang};

/// What is wrong with an answer.
#[expect(
    clippy::too_many_lines,
    reason = "a sentence an arm, and the compiler sees that none is missing"
)]
pub fn wrong(lang: Lang, wrong: &Wrong) -> String {
    let (de, en) = match wrong {
        Wrong::Empty => (
            "Hier wird etwas gebraucht.".to_owned(),
            "Something is needed here.".to_owned(),
        ),
        Wrong::IdForm => (
            "Nur Kleinbuchstaben a bis z, Ziffern und -, höchstens 40.".to_owned(),
            "Only lower-case letters a to z, digits and -, at most 40.".to_owned(),
        ),
        Wrong::IdTaken => (
            "Den Namen gibt es schon.".to_owned(),
            "That name is taken already.".to_owned(),
        ),
        Wrong::TopicThere(id) => (
            format!("Das Thema gibt es schon, es heißt `{id}`; weiter mit `ticktack new entry`."),
            format!("There is that topic already, called `{id}`; go on with `ticktack new entry`."),
        ),
        Wrong::TooLong { chars, most } => (
            format!("Das sind {chars} Zeichen, {most} sind erlaubt."),
            format!("That is {chars} characters, {most} are allowed."),
        ),
        Wrong::TooFew { least } => (
            format!("Mindestens {least} werden gebraucht."),
            format!("At least {least} are needed."),
        ),
        Wrong::Among(text, inner) => (
            format!("`{text}`: {}", self::wrong(Lang::De, inner)),
            format!("`{text}`: {}", self::wrong(Lang::En, inner)),
        ),
        Wrong::NotThen(date) => (
            format!(
                "{date} steht in keinem angegebenen Absatz, und kein angegebener Artikel ist von dann."
            ),
            format!("{date} stands in no cited passage, and no cited article is of that time."),
        ),
        Wrong::NoWord => (
            "Darin ist kein Wort.".to_owned(),
            "There is no word in it.".to_owned(),
        ),
        Wrong::Repeated => (
            "Das steht schon da.".to_owned(),
            "That is there already.".to_owned(),
        ),
        Wrong::Taken(id) => (
            format!("So fragt man schon nach `{id}`; es kann nur eines antworten."),
            format!("That already asks for `{id}`; only one of them can answer."),
        ),
        Wrong::NotThere { name, near } => not_there(name, near.as_deref()),
        Wrong::NoEntry { name, found } => no_entry(name, found),
        Wrong::Shared { name, names } => (
            format!(
                "`{name}` heißen mehrere: {}. Nenne den, der gemeint ist.",
                names.join(", ")
            ),
            format!(
                "Several are called `{name}`: {}. Name the one that is meant.",
                names.join(", ")
            ),
        ),
        Wrong::Boundary(id) => (
            format!("`{id}` ist eine Grenze, keine Antwort; hier passt nur ein Eintrag."),
            format!("`{id}` is a boundary, no answer; only an entry fits here."),
        ),
        Wrong::Copied(words) => (
            format!("So steht es im Artikel: „{words}“. Sage es mit eigenen Worten."),
            format!("The article says it like this: \"{words}\". Say it in your own words."),
        ),
        Wrong::NoPassages => (
            "Nummern von Absätzen, etwa 3 oder 3, 5 oder 3-5.".to_owned(),
            "Numbers of passages, such as 3 or 3, 5 or 3-5.".to_owned(),
        ),
        Wrong::NoSuchPassage { number, last } => (
            format!("Einen Absatz {number} gibt es nicht; der letzte ist {last}."),
            format!("There is no passage {number}; the last one is {last}."),
        ),
        Wrong::NotContent { number } => (
            format!("Absatz {number} ist kein Inhalt und wird nie zitiert."),
            format!("Passage {number} is no content and is never cited."),
        ),
        Wrong::NoDate => (
            "Ein Datum wie 2020, 2020-09 oder 2020-09-20.".to_owned(),
            format!("It must be {DATE_FORM}."),
        ),
        Wrong::NoFigure => (
            "Eine Zahl auf Englisch mit dem, was sie zählt, etwa 172 million downloads USA."
                .to_owned(),
            "A number with what it counts, such as 172 million downloads USA.".to_owned(),
        ),
        Wrong::NoCorrection => (
            "Enter, oder `+ neu`, `- alt`, `alt = neu`, oder eine andere Art.".to_owned(),
            "Enter, or `+ new`, `- old`, `old = new`, or another kind.".to_owned(),
        ),
        Wrong::NoKind => (
            "Das ist keine Art; eine ist etwa `text`. Worum es geht, braucht mehr als ein Wort."
                .to_owned(),
            "That is no kind; one is `text`. What it is about needs more than a word.".to_owned(),
        ),
        Wrong::NoNameKind => (
            "Erst die Art, als Nummer oder Wort, dann andere Schreibungen mit Komma.".to_owned(),
            "First the kind, as a number or a word, then other spellings with commas.".to_owned(),
        ),
        Wrong::Unreadable(reason) => (reason.clone(), reason.clone()),
        Wrong::LeavesTooFew { least } => (
            format!(
                "Es blieben weniger als {least} in einer Sprache; lösche sie dann ganz, oder lass eine mehr stehen."
            ),
            format!(
                "That would leave fewer than {least} in a language; delete it altogether then, or leave one more."
            ),
        ),
        Wrong::NoRevision => (
            "Enter, `j`, Nummern wie `1-3, 6`, oder `b`.".to_owned(),
            "Enter, `y`, numbers such as `1-3, 6`, or `r`.".to_owned(),
        ),
        Wrong::NoUrl => (
            "Eine Adresse, die mit https:// beginnt, ohne Leerzeichen und Klammern.".to_owned(),
            "An address that begins with https://, without spaces and brackets.".to_owned(),
        ),
    };
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}

fn not_there(name: &str, near: Option<&str>) -> (String, String) {
    let meant = |what: &str| near.map_or_else(String::new, |near| format!(" {what} `{near}`?"));
    (
        format!("`{name}` gibt es nicht.{}", meant("Vielleicht")),
        format!("There is no `{name}`.{}", meant("Perhaps")),
    )
}

fn no_entry(name: &str, found: &[(Id, ByLang<String>)]) -> (String, String) {
    let list = |lang: Lang| -> String {
        let lines = found.iter();
        let lines = lines.map(|(id, ask)| format!("\n    {id} – {}", ask.text(lang)));
        lines.collect()
    };
    let (de, en) = (list(Lang::De), list(Lang::En));
    (
        format!("`{name}` heißt kein Eintrag; dieses Wort haben:{de}"),
        format!("No entry is called `{name}`; these have the word:{en}"),
    )
}
