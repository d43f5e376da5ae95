//! What `ticktack new` asks and remarks, both languages side by side. What members read is in `phrases`.

/// A sentence in the language of the dialogue, made of the same parts in both.
macro_rules! said {
    ($lang:expr, $de:literal, $en:literal $(, $part:expr)* $(,)?) => {
        match $lang {
            Lang::De => format!($de $(, $part)*),
            Lang::En => format!($en $(, $part)*),
        }
    };
}

mod doubts;
mod wrong;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;

use crate::author::{Collision, PassageRecord};
use crate::document::Place;
use crate::knowledge::{
    Boundary, Entry, Id, NameKind, PartialDate, PassageKind, Refusal, Says, Source,
};
use crate::lang::{ByLang, Lang};
use crate::lint::SharedName;
use crate::text;

pub(super) use doubts::{doubt_key, doubts};
pub(super) use wrong::wrong;

/// Characters of a passage that is none of the article's own, or of the reason of a boundary that is merely near.
const ASIDE_CHARS_MOST: usize = 90;

/// What may no longer be right and is shown in full.
const OUTDATED_SHOWN: usize = 3;

type Words = ByLang<&'static str>;

const fn both(de: &'static str, en: &'static str) -> Words {
    ByLang { de, en }
}

pub(super) const NO_FOLDER: Words = both(
    "hier ist kein Ordner mit knowledge/; nenne ihn mit --root",
    "there is no folder with knowledge/ here; name it with --root",
);
pub(super) const BROKEN_ALREADY: Words = both(
    "Erst muss in Ordnung sein, was schon da ist.",
    "What is there already has to be mended first.",
);
pub(super) const HELP: Words = both(
    "  `<` geht eine Frage zurück; ihre Antwort bleibt mit Enter, mit `>` auch alle danach. Was in [ ] steht, gilt mit Enter. Strg-D oder Strg-C hört auf; die Antworten bleiben liegen, und beim nächsten Mal geht es dort weiter.\n  Wo nach Einträgen gefragt wird, sucht ein Wort („Oracle“) sie heraus. Mehr steht in knowledge/README.md und seeds/README.md.",
    "  `<` goes back one question; Enter keeps its answer, `>` also all behind it. What stands in [ ] is taken with Enter. Ctrl-D or Ctrl-C stops; the answers are kept, and the next time it goes on there.\n  Where entries are asked for, a word (\"Oracle\") searches them. More is in knowledge/README.md and seeds/README.md.",
);
pub(super) const FIRST: Words = both(
    "  Davor kommt keine Frage.",
    "  There is no question before this one.",
);
pub(super) const NO_TOPIC: Words = both(
    "es gibt noch kein Thema; lege eines an mit `ticktack new topic`",
    "there is no topic yet; make one with `ticktack new topic`",
);
pub(super) const WHICH_TOPIC: Words = both(
    "Zu welchem Thema? (Nummer oder Name)",
    "Which topic? (number or name)",
);
pub(super) const TOPIC_ID: Words = both(
    "Wie soll das Thema heißen, als Name seiner Datei? (a bis z, 0 bis 9 und -)",
    "What shall the topic be called, as the name of its file? (a to z, 0 to 9 and -)",
);
pub(super) const TITLE: [Words; 2] = [
    both("Seine Überschrift, auf Deutsch?", "Its title, in German?"),
    both("Und auf Englisch?", "And in English?"),
];
pub(super) const ABOUT: [Words; 2] = [
    both(
        "Worum geht es, in einem Satz auf Deutsch?",
        "What is it about, in one sentence in German?",
    ),
    both("Und auf Englisch?", "And in English?"),
];
pub(super) const WHICH_SOURCE: Words = both(
    "Auf welchen Artikel stützt sich die Aussage? (Nummer oder Name; mehrere mit Komma)",
    "Which article does the statement rest on? (number or name; several with commas)",
);
pub(super) const SAYS: Words = both("Wer steht dahinter?", "Who stands behind it?");
pub(super) const BY: Words = both(
    "Wer genau? (etwa `Microsoft`, oder in beiden Sprachen: `chinesische Regierung | Chinese government`)",
    "Who exactly? (such as `Microsoft`, or in both languages: `chinesische Regierung | Chinese government`)",
);
pub(super) const STATEMENT: [Words; 2] = [
    both(
        "Die Aussage auf Deutsch, mit eigenen Worten, die Zeit im Satz: (oder gleich `deutsch | englisch`)",
        "The statement in German, in your own words, with the time in the sentence: (or at once `German | English`)",
    ),
    both("Dieselbe auf Englisch:", "The same in English:"),
];
pub(super) const ANOTHER_STATEMENT: Words = both(
    "Noch eine Aussage in dieser Antwort? (j/N)",
    "Another statement in this answer? (y/N)",
);
pub(super) const VALID: Words = both(
    "Für welche Zeit gilt es? (2020, 2020-09 oder 2020-09-20; Enter: offen)",
    "What time does it speak of? (2020, 2020-09 or 2020-09-20; Enter: open)",
);
pub(super) const REASON: [Words; 2] = [
    both(
        "Was sagen die Artikel nicht, in einem Satz auf Deutsch?",
        "What do the articles not say, in one sentence in German?",
    ),
    both("Und auf Englisch?", "And in English?"),
];
pub(super) const ANOTHER_REASON: [Words; 2] = [
    both(
        "Was sagen die Artikel jetzt noch nicht, in einem Satz auf Deutsch?",
        "What do the articles still not say, in one sentence in German?",
    ),
    both("Und auf Englisch?", "And in English?"),
];
pub(super) const NEAREST: Words = both(
    "Welche Einträge kommen der Frage am nächsten? (Namen mit Komma; ein Wort sucht; Enter: keine)",
    "Which entries come nearest to the question? (names with commas; a word searches; Enter: none)",
);
pub(super) const CONTRADICTED: Words = both(
    "Nimmt die Frage etwas Falsches an? Name des Eintrags, der es richtigstellt; Enter: nein",
    "Does the question take something wrong for granted? Name of the entry that says otherwise; Enter: no",
);
pub(super) const WRITE_ALL_THE_SAME: Words = both(
    "So findet `ticktack lint` Fehler. Was nun? (l: alle Antworten mit ihren Nummern zeigen; 16: die sechzehnte ändern; j: trotzdem schreiben; Enter: aufhören)",
    "Like this `ticktack lint` finds errors. What now? (l: show all answers with their numbers; 16: change the sixteenth; y: write it all the same; Enter: stop)",
);

/// Asks whether what is shown is right beside its passages.
pub(super) const fn is_it_right(lang: Lang, is_first: bool) -> &'static str {
    if is_first {
        both(
            "Stimmt alles, auch neben den Absätzen? (j: schreiben und besiegeln; a: alles neben ihnen zeigen; l: alle Antworten mit ihren Nummern zeigen; 16: die sechzehnte ändern; Enter: aufhören)",
            "Is all of it right, also beside the passages? (y: write and seal it; a: show all beside them; l: show all answers with their numbers; 16: change the sixteenth; Enter: stop)",
        )
    } else {
        both(
            "Stimmt alles, auch neben den Absätzen? (j, a, l, Nummer; Enter: aufhören)",
            "Is all of it right, also beside the passages? (y, a, l, number; Enter: stop)",
        )
    }
    .get(lang)
}

pub(super) const WHICH_DRAFT: Words = both(
    "Welcher Entwurf? (Nummer oder Name)",
    "Which draft? (number or name)",
);
pub(super) const ARTICLE_FILE: Words = both(
    "In welcher Datei steht der Text des Artikels?",
    "Which file holds the text of the article?",
);
pub(super) const SOURCE_ID: Words = both(
    "Wie soll der Artikel heißen, als Name seiner Datei? (a bis z, 0 bis 9 und -)",
    "What shall the article be called, as the name of its file? (a to z, 0 to 9 and -)",
);
pub(super) const OUTLET: Words = both("Welche Zeitung ist es?", "Which newspaper is it?");
pub(super) const HEADLINE: Words = both(
    "Seine Überschrift? (Enter: nicht bekannt)",
    "Its headline? (Enter: not known)",
);
pub(super) const HEADLINE_FROM_ADDRESS: Words = both(
    "Ist sie nur aus der Adresse abgelesen? (j/N)",
    "Was it only read off the address? (y/N)",
);
pub(super) const CALLED: [Words; 2] = [
    both(
        "Wie soll er ohne Überschrift genannt werden, auf Deutsch? (Artikel über ...)",
        "What to call it without a headline, in German? (Artikel über ...)",
    ),
    both(
        "Und auf Englisch? (article about ...)",
        "And in English? (article about ...)",
    ),
];
pub(super) const WRITER: Words = both(
    "Wer hat ihn geschrieben? (Enter: nicht bekannt)",
    "Who wrote it? (Enter: not known)",
);
pub(super) const URL: Words = both(
    "Seine Adresse im Netz? (Enter: nicht bekannt)",
    "Its address on the web? (Enter: not known)",
);
pub(super) const PUBLISHED: Words = both(
    "Wann ist er erschienen? (2020, 2020-09, 2020-09-20 oder in Worten)",
    "When was it published? (2020, 2020-09, 2020-09-20 or in words)",
);
pub(super) const PART: Words = both(
    "Welcher Teil des Monats? (early, mid, late; Enter: nicht bekannt)",
    "Which part of the month? (early, mid, late; Enter: not known)",
);
pub(super) const INFERRED: Words = both(
    "Ist das erschlossen, nicht angegeben? (j/N)",
    "Was that worked out, not stated? (y/N)",
);
pub(super) const INFERRED_FROM: [Words; 2] = [
    both("Woraus, auf Deutsch?", "From what, in German?"),
    both("Und auf Englisch?", "And in English?"),
];
pub(super) const NAME_KIND_KEY: &str = "kind of name";
pub(super) const NAME_KIND: Words = both(
    "Was für ein Name? (Nummer oder Art, dahinter andere Schreibungen, auch auf Englisch: `4 Kölner, Cologne`)",
    "What kind of name? (number or kind, then other spellings, in German as well: `4 Kölner, Cologne`)",
);
pub(super) const GIST: [Words; 2] = [
    both(
        "Worum geht es darin, in ein, zwei eigenen Sätzen? (`deutsch | englisch`, oder eine Zeile nach der anderen)",
        "What is it about, in a sentence or two of your own? (`German | English`, or one line after the other)",
    ),
    both("Und auf Englisch?", "And in English?"),
];

pub(super) const FOUND: Words = both(
    "Stimmt, was darüber steht? (Enter: ja; sonst `- alt`, `alt = neu`, `+ neu`)",
    "Is what stands above it right? (Enter: yes; else `- old`, `old = new`, `+ new`)",
);
pub(super) const WHICH_NOW: Words = both(
    "Was ein Absatz sagt, fragt `new entry`, sobald ein Eintrag ihn zitiert. Welche willst du jetzt schon durchgehen? (Enter: keine; j: alle; Nummern)",
    "What a passage says is asked by `new entry` once an entry cites it. Which do you want to go through now? (Enter: none; y: all; numbers)",
);

/// Asks for what may not be known where the article seems to say it.
pub(super) fn or_unknown(lang: Lang, question: ByLang<&str>, perhaps: &str) -> String {
    // What Enter does is another thing here.
    let question = question.get(lang);
    let question = question.split(" (Enter").next().unwrap_or(question);
    said!(
        lang,
        "{question} [{perhaps}] (-: nicht bekannt)",
        "{question} [{perhaps}] (-: not known)"
    )
}

/// Names what a new article may make untrue: what says how far the articles reach, if it is newer than they, and boundaries on its names.
pub(super) fn outdated(
    lang: Lang,
    is_newest: bool,
    outdated: &[(&Id, &Place, &ByLang<String>)],
) -> String {
    let lines = outdated.iter().take(OUTDATED_SHOWN);
    let mut lines: String = lines
        .map(|(id, place, text)| format!("\n    {place} `{id}`: {}", text.text(lang)))
        .collect();
    let rest = outdated.iter().skip(OUTDATED_SHOWN);
    let rest: Vec<&str> = rest.map(|(id, ..)| id.as_str()).collect();
    if !rest.is_empty() {
        lines.extend(["\n    … ", &rest.join(", ")]);
    }
    let newest = match (lang, is_newest) {
        (_, false) => "",
        (Lang::De, true) => " Dieser Artikel ist neuer als alle anderen.",
        (Lang::En, true) => " This article is newer than all others.",
    };
    said!(
        lang,
        "  Hinweis:{newest} Stimmt noch, was hier steht? Ist eine Grenze einem neuen Eintrag nahe, fragt `ticktack new entry` nach ihr; das Übrige ändere in der Datei.{lines}",
        "  Note:{newest} Is this still right? Where a boundary is near a new entry, `ticktack new entry` asks about it; change the rest in its file.{lines}"
    )
}

/// Says which names an article mentions now.
pub(super) fn covered(lang: Lang, names: &[String]) -> String {
    let names = names.join(", ");
    said!(
        lang,
        "  Hinweis: Im Wortschatz stand, dass kein Artikel das erwähnt: {names}. Dieser tut es; `covered = false` wird dort gestrichen.",
        "  Note: the vocabulary said that no article mentions these: {names}. This one does; `covered = false` is deleted there."
    )
}

/// Says which names somebody added that the article does not have, and that the vocabulary keeps saying so.
pub(super) fn in_no_text(lang: Lang, names: &[String]) -> String {
    let first = names.first().map_or("", String::as_str);
    let names = names.join(", ");
    said!(
        lang,
        "  ! Der Text des Artikels hat das nicht: {names}. Im Wortschatz bleibt stehen, dass kein Artikel es erwähnt, und `ticktack lint` lässt den Absatz so nicht durch. Nimm es wieder heraus: - {first}",
        "  ! The text of the article does not have this: {names}. The vocabulary still says that no article mentions it, and `ticktack lint` refuses the passage like this. Take it out again: - {first}"
    )
}

fn numbered(words: &[String]) -> String {
    let words = words.iter().enumerate();
    let words: Vec<String> = words
        .map(|(at, word)| format!("{} {word}", at + 1))
        .collect();
    words.join(", ")
}

/// Before the list of what may be names.
pub(super) fn which_names(lang: Lang, perhaps: &[String]) -> String {
    let perhaps = numbered(perhaps);
    let kinds = NameKind::ALL.map(NameKind::tag).join(", ");
    said!(
        lang,
        "Großgeschrieben und nicht im Wortschatz:\n  {perhaps}\nWelche davon sind Namen? (Nummern oder Namen mit Komma, etwa `1-3, 6`, oder gleich mit Art und anderer Schreibung: `1 = place, 3 = person Ohm`; ist nur ein Teil der Name, dann der Teil; Enter: keine)\n  Arten: {kinds}",
        "Written with a capital and not in the vocabulary:\n  {perhaps}\nWhich of them are names? (numbers or names with commas, such as `1-3, 6`, or at once with kind and other spelling: `1 = place, 3 = person Ohm`; where only a part is the name, that part; Enter: none)\n  Kinds: {kinds}"
    )
}

/// Before the list of what are no names.
pub(super) fn which_nouns(lang: Lang, rest: &[String]) -> String {
    let rest = numbered(rest);
    said!(
        lang,
        "Der Rest:\n  {rest}\nWas davon sind gewöhnliche Wörter? Sie kommen nach knowledge/nouns.toml. (j: alle; sonst Nummern, etwa `1-3, 6`; Enter: keine)",
        "The rest:\n  {rest}\nWhich of them are common words? They go into knowledge/nouns.toml. (y: all; else numbers, such as `1-3, 6`; Enter: none)"
    )
}

/// Before the questions about a passage.
pub(super) fn passage(lang: Lang, number: usize, shown: &str) -> String {
    said!(
        lang,
        "\nAbsatz {number}: {shown}",
        "\nPassage {number}: {shown}"
    )
}

/// Kinds of passages, for choosing.
pub(super) const fn passage_kind(lang: Lang, kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Text => both("der Artikel selbst", "the article itself"),
        PassageKind::Question => both("die Frage eines Interviewers", "an interviewer's question"),
        PassageKind::Heading => both("eine Überschrift", "a heading"),
        PassageKind::Caption => both("unter oder neben einem Bild", "beneath or beside a picture"),
        PassageKind::Advert => both("Werbung", "advertising"),
        PassageKind::Boilerplate => both(
            "was um den Artikel herum steht",
            "what surrounds the article",
        ),
    }
    .get(lang)
}

/// Shows what seems to be none of the article's own, each with its number.
pub(super) fn asides(lang: Lang, asides: &[(usize, PassageKind, &str)]) -> String {
    let lines = asides.iter().map(|(number, kind, text)| {
        let text = text::one_line(text, ASIDE_CHARS_MOST);
        format!("\n  {number} {}: {text}", kind.tag())
    });
    let lines: String = lines.collect();
    let kinds =
        PassageKind::ALL.map(|kind| format!("{} ({})", kind.tag(), passage_kind(lang, kind)));
    let kinds = kinds.join(", ");
    said!(
        lang,
        "Diese Absätze gehören wohl nicht zum Artikel:{lines}\nStimmt es? (Enter: ja; sonst Nummer und Art, auch von anderen, etwa `2 heading, 7 text`)\n  Arten: {kinds}",
        "These passages are hardly the article's own:{lines}\nIs that right? (Enter: yes; else number and kind, also of others, such as `2 heading, 7 text`)\n  Kinds: {kinds}"
    )
}

/// What is worth a second look in the lists of a passage.
pub(super) struct Notes<'p> {
    /// Dates that got their year by a guess.
    pub guessed: Vec<&'p String>,
    /// Dates that lie after the article.
    pub after: Vec<&'p String>,
    /// What is spelt like several names.
    pub shared: Vec<SharedName>,
}

/// Shows a passage's kind and what was found in it, and asks what it says. How to correct it is told in full beside the first only.
pub(super) fn found(
    lang: Lang,
    is_first: bool,
    is_cited: bool,
    passage: &PassageRecord,
    notes: &Notes<'_>,
) -> String {
    let kind = passage.kind.tag();
    let list = |items: &[String]| match items {
        [] => "–".to_owned(),
        _ => items.join(", "),
    };
    let (names, numbers, dates) = (
        list(&passage.names),
        list(&passage.numbers),
        list(&passage.dates),
    );
    let found = said!(
        lang,
        "Art: {kind}\n  Namen: {names}\n  Zahlen: {numbers}\n  Daten: {dates}",
        "Kind: {kind}\n  names: {names}\n  numbers: {numbers}\n  dates: {dates}"
    );
    let notes = noted(lang, passage, notes);
    let [question, _] = if is_cited { [FOUND; 2] } else { GIST };
    let gist = Some(&passage.gist).filter(|gist| !gist.de.is_empty() && !gist.en.is_empty());
    let gist = gist.map(|gist| format!("{} | {}", gist.de, gist.en));
    let question = with_default(question.get(lang), gist.as_ref());
    let kinds = PassageKind::ALL.into_iter().enumerate();
    let kinds = kinds.map(|(at, kind)| format!("{} {}", at + 1, kind.tag()));
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let first = said!(
        lang,
        "Stimmt dort etwas nicht, erst eine Berichtigung: `- alt` nimmt es heraus, `alt = neu` ersetzt es, `+ neu` fügt etwas hinzu; mehrere mit Komma. Zahlen auf Englisch mit dem, was sie zählen (`60 accounts`).",
        "Where something there is wrong, first a correction: `- old` takes it out, `old = new` replaces it, `+ new` adds something; several with commas. Numbers with what they count (`60 accounts`)."
    );
    let help = match (is_first, is_cited) {
        (true, true) => format!("{question}\n  {first}"),
        (true, false) => said!(
            lang,
            "{question} Damit gilt auch, was darüber steht.\n  {first}\n  Oder eine andere Art: {kinds}",
            "{question} That takes what stands above it as well.\n  {first}\n  Or another kind: {kinds}"
        ),
        (false, true) => question,
        (false, false) => said!(
            lang,
            "{question}\n  (vorher berichtigen: `- alt`, `alt = neu`, `+ neu`, oder eine andere Art)",
            "{question}\n  (correct it before: `- old`, `old = new`, `+ new`, or another kind)"
        ),
    };
    format!("{found}{notes}\n{help}")
}

/// The notes below what was found in a passage, each on a line of its own.
fn noted(lang: Lang, passage: &PassageRecord, notes: &Notes<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(first) = notes.guessed.first() {
        let guessed = joined(&notes.guessed);
        let (year, day) = first.split_once('-').unwrap_or((first, ""));
        let another = year.parse::<i16>().unwrap_or_default().saturating_sub(1);
        lines.push(said!(lang, "{guessed} steht dort ohne Jahr; es ist geschlossen. Ein anderes etwa so: {first} = {another}-{day}", "{guessed} stands there without a year, which was worked out. Another like this: {first} = {another}-{day}"));
    }
    if !notes.after.is_empty() {
        lines.push(lies_after(lang, &notes.after));
    }
    for SharedName { written, names } in &notes.shared {
        let mut others = names.iter().filter(|name| !passage.names.contains(name));
        let first = others.next().map_or("", String::as_str);
        lines.push(match lang {
            Lang::De => format!(
                "`{written}` kann {} sein. Füge hinzu, was hier gemeint ist, etwa so: + {first}",
                names.join(" oder ")
            ),
            Lang::En => format!(
                "`{written}` may be {}. Add what is meant here, for instance like this: + {first}",
                names.join(" or ")
            ),
        });
    }
    for number in passage.numbers.iter().filter(|number| is_german(number)) {
        let figure = number.split(' ').next().unwrap_or_default();
        lines.push(said!(lang, "`{number}` zählt noch auf Deutsch. Sage auf Englisch, was es ist: {number} = {figure} …", "`{number}` still counts in German. Say in English what it is: {number} = {figure} …"));
    }
    let note = both("Hinweis", "Note");
    let note = note.get(lang);
    let lines = lines.iter().map(|line| format!("\n  {note}: {line}"));
    lines.collect()
}

fn joined(dates: &[&String]) -> String {
    let dates: Vec<&str> = dates.iter().map(|date| date.as_str()).collect();
    dates.join(", ")
}

/// Tells dates that lie after the article.
fn lies_after(lang: Lang, after: &[&String]) -> String {
    let after = joined(after);
    said!(
        lang,
        "{after} liegt nach dem Erscheinen. Stimmt das, dann sage dazu, dass es noch bevorstand (Frist, bis, soll).",
        "{after} lies after the article. If that is right, say that it was still to come (deadline, until, will)."
    )
}

/// Whether a number counts something that is written like a German noun: records count in English.
fn is_german(number: &str) -> bool {
    let counted = number.split(' ').nth(1).unwrap_or_default();
    counted.starts_with(char::is_uppercase) && counted.chars().any(char::is_lowercase)
}

/// Before the phrasings of one language.
pub(super) const fn phrasings(lang: Lang, of: Lang, is_first: bool) -> &'static str {
    match of {
        Lang::De if !is_first => both(
            "Wie fragt man danach auf Deutsch?",
            "How do people ask for it in German?",
        ),
        Lang::De => both(
            "Wie fragt man danach auf Deutsch? Je Zeile eine Frage, oder mehrere mit ; dazwischen: ganze Sätze, Stichworte, in Eile getippt. Drei reichen für den Anfang, zehn sind gut.\n`<` geht eine zurück (`-` streicht sie), Enter beendet.",
            "How do people ask for it in German? One question a line, or several with ; between them: whole sentences, keywords, typed in a hurry. Three will do to begin with, ten are good.\n`<` goes back one (`-` leaves it out), Enter ends.",
        ),
        Lang::En => both(
            "Und wie auf Englisch?",
            "And how in English?",
        ),
    }
    .get(lang)
}

/// Where somebody goes on with fewer phrasings than are good.
pub(super) fn few_phrasings(lang: Lang, count: usize, wanted: usize) -> String {
    said!(
        lang,
        "  Hinweis: {count} reichen für den Anfang; bis es {wanted} sind, erinnert `ticktack lint` daran.",
        "  Note: {count} will do to begin with; until there are {wanted}, `ticktack lint` will remind you."
    )
}

/// The key of the phrasings of a language; `-` leaves one out.
pub(super) const fn phrasing_key(lang: Lang) -> &'static str {
    match lang {
        Lang::De => "phrasing de",
        Lang::En => "phrasing en",
    }
}

/// Whether to go on with what was answered before.
pub(super) fn go_on(lang: Lang, count: usize) -> String {
    said!(
        lang,
        "Vom letzten Mal liegen {count} Antworten da. Damit weitermachen? (J/n)",
        "There are {count} answers from the last time. Go on with them? (Y/n)"
    )
}

/// Where another run of the same command has the file for answers.
pub(super) fn another_run(lang: Lang, its: &Path, own: &Path) -> String {
    let (its, own) = (its.display(), own.display());
    said!(
        lang,
        "Hinweis: {its} gehört einem anderen Lauf; die Antworten von diesem liegen in {own}.",
        "Note: {its} belongs to another run; the answers of this one are in {own}."
    )
}

/// Where answers end: there are no more, or somebody pressed Ctrl-C.
pub(super) fn ended(
    lang: Lang,
    is_interrupted: bool,
    has_written: bool,
    kept: Option<&Path>,
    command: &str,
) -> String {
    let why = match (lang, is_interrupted) {
        (Lang::De, false) => "Die Eingabe ist zu Ende",
        (Lang::De, true) => "\nAbgebrochen",
        (Lang::En, false) => "The input has ended",
        (Lang::En, true) => "\nStopped",
    };
    let kept = match kept {
        None if has_written => format!(" {}", go_on_with(lang, command)),
        _ => kept_in(lang, kept, command),
    };
    match (lang, has_written) {
        (Lang::De, false) => format!("{why}; es wurde nichts geschrieben.{kept}"),
        (Lang::De, true) => format!("{why}; mehr wurde nicht geschrieben.{kept}"),
        (Lang::En, false) => format!("{why}; nothing was written.{kept}"),
        (Lang::En, true) => format!("{why}; nothing more was written.{kept}"),
    }
}

/// A question with what it was answered by before.
pub(super) fn so_far(lang: Lang, question: &str, text: &str) -> String {
    let line = match (lang, text) {
        (Lang::De, "") => "  bisher: nur Enter (>: auch alles danach so lassen)".to_owned(),
        (Lang::En, "") => "  so far: just Enter (>: leave all behind it so, too)".to_owned(),
        (Lang::De, _) => {
            format!("  bisher: {text} (Enter: so lassen; >: auch alles danach)")
        }
        (Lang::En, _) => {
            format!("  so far: {text} (Enter: leave it so; >: and all behind it)")
        }
    };
    match question {
        "" => line,
        _ => format!("{question}\n{line}"),
    }
}

/// Asks once more for a date that seems to be a slip, with the years of the other articles.
pub(super) fn really(lang: Lang, date: PartialDate, years: Option<(i16, i16)>) -> String {
    let others = years.map_or_else(String::new, |(first, last)| match lang {
        Lang::De if first == last => format!(" Die anderen Artikel sind von {first}."),
        Lang::De => format!(" Die anderen Artikel sind von {first} bis {last}."),
        Lang::En if first == last => format!(" The other articles are of {first}."),
        Lang::En => format!(" The other articles are of {first} to {last}."),
    });
    said!(
        lang,
        "Wirklich {date}?{others} (j/N)",
        "Really {date}?{others} (y/N)"
    )
}

/// Doubts the language of what was typed where `asked` is asked for.
pub(super) const fn other_language(lang: Lang, asked: Lang) -> &'static str {
    match asked {
        Lang::De => both(
            "Das liest sich wie Englisch; gefragt ist Deutsch. Wirklich so? (j/N)",
            "That reads like English, and German is asked for. Really so? (y/N)",
        ),
        Lang::En => both(
            "Das liest sich wie Deutsch; gefragt ist Englisch. Wirklich so? (j/N)",
            "That reads like German, and English is asked for. Really so? (y/N)",
        ),
    }
    .get(lang)
}

/// What a name that was typed otherwise was taken for.
pub(super) fn taken_for(lang: Lang, name: &str) -> String {
    said!(lang, "  Also `{name}`.", "  That is `{name}`.")
}

/// Before what was not written.
pub(super) fn not_written(lang: Lang, kept: Option<&Path>, command: &str) -> String {
    let kept = kept_in(lang, kept, command);
    said!(
        lang,
        "Es wurde nichts geschrieben.{kept} Dies wäre es gewesen:",
        "Nothing was written.{kept} This is what it would have been:"
    )
}

fn kept_in(lang: Lang, kept: Option<&Path>, command: &str) -> String {
    kept.map_or_else(String::new, |file| {
        let file = file.display();
        said!(
            lang,
            " Die Antworten liegen in {file}; `{command}` macht damit weiter.",
            " The answers are kept in {file}; `{command}` goes on with them."
        )
    })
}

/// How to go on another time.
pub(super) fn go_on_with(lang: Lang, command: &str) -> String {
    said!(lang, "Weiter mit: {command}", "Go on with: {command}")
}

/// Behind the reply to a question that was tried.
pub(super) const AND_NOW: Words = both("Und jetzt? (J/n/Frage)", "And now? (Y/n/question)");

/// Tells that a question that was tried finds an entry that was just written.
pub(super) fn finds(lang: Lang, id: &Id) -> String {
    said!(lang, "  Findet `{id}`.", "  Finds `{id}`.")
}

/// Asks whether an entry is to follow what was written, with the passages of its article that no entry cites yet.
pub(super) fn another(
    lang: Lang,
    behind: &str,
    untold: Option<(&Id, &str)>,
    is_first: bool,
) -> String {
    let untold = untold.map_or_else(String::new, |(source, passages)| match (lang, passages) {
        (Lang::De, "") => format!("Jeden Absatz von {source} zitiert schon ein Eintrag.\n"),
        (Lang::En, "") => format!("Some entry cites each passage of {source}.\n"),
        (Lang::De, _) => format!("Von {source} zitiert noch kein Eintrag: {passages}\n"),
        (Lang::En, _) => format!("No entry cites yet of {source}: {passages}\n"),
    });
    let question = match (lang, behind) {
        (Lang::De, "entry") if !is_first => "Noch einen Eintrag? (J/n)",
        (Lang::En, "entry") if !is_first => "Another one? (Y/n)",
        (Lang::De, "entry") => {
            "Noch einen Eintrag? (J/n; eine Frage: was der Bot jetzt antwortet; a: die Absätze)"
        }
        (Lang::En, "entry") => {
            "Another one? (Y/n; a question: what the bot replies now; a: the passages)"
        }
        (Lang::De, _) => "Gleich den ersten Eintrag dazu schreiben? (J/n)",
        (Lang::En, _) => "Write its first entry now? (Y/n)",
    };
    format!("{untold}{question}")
}

/// Asks for the series that an entry is a stage of; what that is and which there are is told once.
pub(super) fn series(lang: Lang, there: &BTreeSet<String>, is_first: bool) -> String {
    if !is_first {
        let series = both(
            "Ist dies eine Stufe einer Reihe? (ihr Name; Enter: nein)",
            "Is this a stage of a series? (its name; Enter: no)",
        );
        return series.get(lang).to_string();
    }
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    let there = there.join(", ");
    said!(
        lang,
        "Erzählt eine Reihe von Einträgen dieselbe Sache zu verschiedenen Zeiten, und ist dies eine Stufe davon? Dann der Name der Reihe, neu oder von diesen: {there} (Enter: nein)",
        "Does a series of entries tell the same matter at different times, and is this a stage of it? Then the name of the series, a new one or one of these: {there} (Enter: no)"
    )
}

/// Asks which words that nobody knows are names.
pub(super) fn names_or_nouns(lang: Lang, unknown: &[String]) -> String {
    let unknown = numbered(unknown);
    said!(
        lang,
        "Großgeschrieben, und steht nirgends: {unknown}\nWas davon sind Namen? (Nummern wie `1-3, 6`, der Rest sind gewöhnliche Wörter; n: keins; Enter: offen lassen; `ticktack lint` lehnt den Satz dann ab, bis es geklärt ist)",
        "With a capital, and stands nowhere: {unknown}\nWhich of them are names? (numbers such as `1-3, 6`, the rest are common words; n: none; Enter: leave it open; `ticktack lint` then refuses the sentence until it is settled)"
    )
}

/// Asks which passages of a source are cited; where it was not asked for, another may be meant.
pub(super) fn which_passages(
    lang: Lang,
    source: &Source,
    is_proposed: bool,
    is_first: bool,
) -> String {
    let id = &source.id;
    if is_proposed && !is_first {
        return said!(
            lang,
            "Welche Absätze von {id}? (a: alle zeigen; -: ein anderer Artikel)",
            "Which passages of {id}? (a: show all; -: another article)"
        );
    }
    let other = match (lang, is_proposed) {
        (_, false) => "",
        (Lang::De, true) => "; a: alle zeigen; -: ein anderer Artikel",
        (Lang::En, true) => "; a: show all; -: another article",
    };
    said!(
        lang,
        "Welche Absätze von {id} belegen es? (3 oder 3, 5 oder 3-5{other})",
        "Which passages of {id} bear it out? (3 or 3, 5 or 3-5{other})"
    )
}

/// Asks what a passage says that an entry is the first to cite; Enter takes the sentence, where it may be that.
pub(super) fn gist_of(lang: Lang, number: u32, is_offered: bool, after: &[&String]) -> String {
    let after = match after {
        [] => String::new(),
        _ if is_offered => String::new(),
        _ => format!("{}\n", lies_after(lang, after)),
    };
    let or = match (lang, is_offered) {
        (_, false) => "",
        (Lang::De, true) => "Enter: was die Aussage sagt; sonst ",
        (Lang::En, true) => "Enter: what the statement says; else ",
    };
    said!(
        lang,
        "{after}Was sagt Absatz {number}, mit eigenen Worten? ({or}`deutsch | englisch`)",
        "{after}What does passage {number} say, in your own words? ({or}`German | English`)"
    )
}

/// Asks for the time, with one that the sentences say.
pub(super) fn valid_or(lang: Lang, said: PartialDate, is_first: bool) -> String {
    if !is_first {
        return said!(
            lang,
            "Für welche Zeit gilt es? (-: offen) [{said}]",
            "What time does it speak of? (-: open) [{said}]"
        );
    }
    said!(
        lang,
        "Für welche Zeit gilt es? (2020, 2020-09 oder 2020-09-20; -: offen) [{said}]",
        "What time does it speak of? (2020, 2020-09 or 2020-09-20; -: open) [{said}]"
    )
}

/// Asks for the entries that could be asked next, with some that are near.
pub(super) fn related(lang: Lang, near: &[&Entry], is_first: bool) -> String {
    let lines = near.iter().enumerate().map(|(at, entry)| {
        let asked = entry.ask.get(lang).first();
        let asked = asked.map_or("", |asked| asked.value.as_str());
        format!("\n  {} {} – {asked}", at + 1, entry.id)
    });
    let lines: String = lines.collect();
    match (lang, near) {
        (Lang::De, []) => "Welche Einträge könnte man danach fragen? (Namen mit Komma; ein Wort sucht; Enter: keine)".to_owned(),
        (Lang::En, []) => "Which entries could be asked next? (names with commas; a word searches; Enter: none)".to_owned(),
        (Lang::De, _) if !is_first => {
            format!("Welche Einträge könnte man danach fragen? (Enter: diese; -: keine){lines}")
        }
        (Lang::En, _) if !is_first => {
            format!("Which entries could be asked next? (Enter: these; -: none){lines}")
        }
        (Lang::De, _) => format!(
            "Welche Einträge könnte man danach fragen? (Enter: diese; sonst Nummern oder Namen; ein Wort sucht; -: keine){lines}"
        ),
        (Lang::En, _) => format!(
            "Which entries could be asked next? (Enter: these; else numbers or names; a word searches; -: none){lines}"
        ),
    }
}

/// Tells that a name which nobody knew so far stands in no passage either: only the record of its article can change that.
pub(super) fn named_nowhere(lang: Lang, name: &str) -> String {
    said!(
        lang,
        "  ! Den Namen {name} hat kein Absatz in seeds/, so lässt `ticktack lint` den Satz nicht durch. Steht er im Artikel, gehört er erst dort in die Liste des Absatzes; sonst sage es ohne ihn (`<`).",
        "  ! No passage in seeds/ has the name {name}, so that `ticktack lint` will refuse the sentence. If the article has it, it goes into the list of its passage first; if not, say it without (`<`)."
    )
}

/// Asks for an id, with one that Enter takes.
pub(super) fn id(lang: Lang, suggested: Option<&Id>, is_first: bool) -> String {
    let again = both(
        "Wie soll es auf Dauer heißen?",
        "What shall it be called for good?",
    );
    let in_full = both(
        "Wie soll es auf Dauer heißen? (a bis z, 0 bis 9 und -)",
        "What shall it be called for good? (a to z, 0 to 9 and -)",
    );
    let question = if is_first { in_full } else { again };
    with_default(question.get(lang), suggested)
}

/// A question with the answer that Enter gives.
pub(super) fn with_default(question: &str, suggested: Option<&impl Display>) -> String {
    suggested.map_or_else(|| question.to_owned(), |it| format!("{question} [{it}]"))
}

/// A question with what can be chosen, each a name and what it is.
pub(super) fn listed(question: &str, options: &[(&str, &str)]) -> String {
    let lines = options
        .iter()
        .enumerate()
        .map(|(at, (name, what))| format!("\n  {} {name} – {what}", at + 1));
    std::iter::once(question.to_owned()).chain(lines).collect()
}

/// As [`listed`], with the names alone.
pub(super) fn short_list(question: &str, options: &[(&str, &str)]) -> String {
    let names = options.iter().map(|(name, _)| (*name).to_owned());
    let names: Vec<String> = names.collect();
    format!("{question}\n  {}", numbered(&names))
}

/// Kinds of names, for choosing.
pub(super) const fn name_kind(lang: Lang, kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => both("ein Mensch", "a person"),
        NameKind::Company => both("ein Unternehmen", "a company"),
        NameKind::Product => both(
            "eine App, ein Dienst, ein Produkt",
            "an app, a service, a product",
        ),
        NameKind::Place => both(
            "ein Land, eine Stadt, eine Gegend",
            "a country, a city, a region",
        ),
        NameKind::Organisation => both(
            "eine Behörde, Partei, Einrichtung",
            "an authority, a party, an institute",
        ),
        NameKind::Medium => both("eine Zeitung, ein Sender", "a newspaper, a broadcaster"),
        NameKind::Group => both("ein Volk, eine Gruppe", "a people, a group"),
        NameKind::Law => both("ein Gesetz", "a law"),
        NameKind::Event => both("ein Ereignis", "an event"),
    }
    .get(lang)
}

/// Kinds of statements, for choosing.
pub(super) const fn says(lang: Lang, says: Says) -> &'static str {
    match says {
        Says::Reporting => both("die Zeitung berichtet es", "the newspaper reports it"),
        Says::Hearsay => both(
            "Ungenannte sagen es („laut Insidern“)",
            "unnamed people say it (\"according to insiders\")",
        ),
        Says::Statement => both(
            "jemand sagt es für sich selbst",
            "a person or company says it for itself",
        ),
        Says::Authority => both("eine Behörde sagt es", "an authority says it"),
        Says::Opinion => both("jemandes Ansicht", "somebody's view"),
    }
    .get(lang)
}

/// What a phrasing gets for an answer so far: in full once, and that it is the same afterwards.
pub(super) fn collides(lang: Lang, collision: &Collision, in_full: bool) -> String {
    let Collision {
        id,
        question,
        reason,
        ..
    } = collision;
    match (lang, reason) {
        (Lang::De, None) if !in_full => format!("  Hinweis: auch hier bisher `{id}`."),
        (Lang::En, None) if !in_full => format!("  Note: here, too, it is `{id}` so far."),
        (Lang::De, Some(_)) => {
            format!(
                "  Hinweis: Das weist bisher die Grenze `{id}` ab; am Ende wird danach gefragt."
            )
        }
        (Lang::En, Some(_)) => {
            format!(
                "  Note: so far the boundary `{id}` declines that; you are asked about it at the end."
            )
        }
        (Lang::De, None) => format!(
            "  Hinweis: Das beantwortet bisher `{id}` („{question}“). Sind es zwei Fragen, braucht jede Wörter, die die andere nicht hat."
        ),
        (Lang::En, None) => format!(
            "  Note: so far `{id}` answers that (\"{question}\"). If they are two questions, each needs words that the other has not."
        ),
    }
}

/// Names boundaries that are near something new, of which the first are shown, and asks which are no longer right.
pub(super) fn near_boundaries(lang: Lang, near: &[Boundary], shown: usize) -> String {
    let lines = near.iter().enumerate().take(shown);
    let lines: String = lines
        .map(|(at, it)| {
            let reason = text::one_line(it.reason.text(lang), ASIDE_CHARS_MOST);
            format!("\n  {} {} – {reason}", at + 1, it.id)
        })
        .collect();
    let more = more(lang, near.len(), shown);
    said!(
        lang,
        "Diese Grenzen liegen nahe. Stimmt noch, was sie sagen? (Enter: ja; sonst die Nummern derer, die nicht mehr stimmen, etwa `1-3, 6`){lines}{more}",
        "These boundaries are near. Is what they say still right? (Enter: yes; else the numbers of those that are not, such as `1-3, 6`){lines}{more}"
    )
}

/// How to see the rest of a list of which the first are shown.
fn more(lang: Lang, count: usize, shown: usize) -> String {
    if count <= shown {
        return String::new();
    }
    said!(
        lang,
        "\n    … `a` zeigt mehr; es sind {count}.",
        "\n    … `a` shows more; there are {count}."
    )
}

/// Tells how many boundaries have only a word or two in common with something new.
pub(super) fn farther(lang: Lang, count: usize) -> String {
    said!(
        lang,
        "  Grenzen, die nur ein Wort gemeinsam haben und nicht gezeigt werden: {count}",
        "  Boundaries that only have a word in common and are not shown: {count}"
    )
}

/// Names questions that were never to be answered and would get the new entry, and asks which become questions of the boundaries beside them.
pub(super) fn refused(lang: Lang, refused: &[(&Refusal, Option<&Boundary>)]) -> String {
    let lines = refused.iter().enumerate().map(|(at, (refusal, boundary))| {
        let boundary = boundary.map_or_else(
            || "–".to_owned(),
            |it| format!("`{}`: {}", it.id, it.reason.text(lang)),
        );
        let Refusal {
            question, place, ..
        } = refusal;
        format!("\n  {} {question} ({place}) – {boundary}", at + 1)
    });
    let lines: String = lines.collect();
    said!(
        lang,
        "Diese Fragen wurden bisher abgewiesen und bekämen jetzt diese Antwort. Welche sollen Fragen der Grenze dahinter werden? (j: alle; Nummern, etwa `1-3, 6`; Enter: keine; was dein Eintrag wirklich beantwortet, streiche in der Datei){lines}",
        "These questions were declined so far and would now get this answer. Which shall become questions of the boundary behind them? (y: all; numbers, such as `1-3, 6`; Enter: none; what your entry really answers, delete in the file){lines}"
    )
}

/// Asks what becomes of a boundary, with what it is asked, of which the first are shown: all of that would have no reply any more.
pub(super) fn revision(
    lang: Lang,
    boundary: &Boundary,
    phrasings: &[(Lang, &str)],
    shown: usize,
    is_first: bool,
) -> String {
    let Boundary {
        id, reason, place, ..
    } = boundary;
    let asked = phrasings.iter().enumerate().take(shown);
    let asked: String = asked
        .map(|(at, (_, text))| format!("\n    {} {text}", at + 1))
        .collect();
    let more = more(lang, phrasings.len(), shown);
    let how = if is_first {
        both(
            "Enter: sie bleibt; j: löschen, dein Eintrag beantwortet jetzt alles davon; `1-3, 6`: nur diese Fragen herausnehmen, dein Eintrag bekommt sie; b: andere Begründung; auch `1-3, b`",
            "Enter: it stays; y: delete it, your entry answers all of it now; `1-3, 6`: take out these questions alone, your entry gets them; r: another reason; also `1-3, r`",
        )
    } else {
        both(
            "Enter: bleibt; j: löschen; `1-3, 6`: dein Eintrag bekommt diese; b: andere Begründung",
            "Enter: stays; y: delete; `1-3, 6`: your entry gets these; r: another reason",
        )
    };
    let how = how.get(lang);
    let order = match (lang, is_first) {
        (_, false) => "",
        (Lang::De, true) => ", zuerst, was deinem Eintrag am nächsten liegt",
        (Lang::En, true) => ", what is nearest to your entry first",
    };
    match lang {
        Lang::De => format!(
            "Grenze `{id}` ({place}) sagt bisher: „{}“\n  Danach fragt man so{order}:{asked}{more}\nWas wird aus ihr? ({how})",
            reason.de
        ),
        Lang::En => format!(
            "The boundary `{id}` ({place}) says so far: \"{}\"\n  It is asked like this{order}:{asked}{more}\nWhat becomes of it? ({how})",
            reason.en
        ),
    }
}

/// Before everything that can be asked is asked once.
pub(super) const fn one_moment(lang: Lang) -> &'static str {
    match lang {
        Lang::De => "Einen Moment: Ich probiere alle Fragen aus.",
        Lang::En => "One moment: I am trying all the questions.",
    }
}

/// What a finding of lint means, where its own sentence is not in the language of the dialogue; those that new knowledge may have.
pub(super) fn gloss(lang: Lang, code: &str) -> Option<&'static str> {
    if lang == Lang::En {
        return None;
    }
    Some(match code {
        "after-publication" => {
            "  = Das Datum liegt nach dem Artikel; berichtige das Jahr, oder sage dazu, dass es noch bevorstand."
        }
        "collision" => {
            "  = Fragen an das eine führen zu leicht zum anderen; gib jedem Wörter, die das andere nicht hat."
        }
        "figure-of-another" => "  = Die Zahl gehört zu einem Ort, der im Satz nicht vorkommt.",
        "idle-passage" => {
            "  = Der Absatz hat mit der Aussage nichts zu tun; lass ihn weg, oder nenne den richtigen."
        }
        "languages-differ" => "  = Die beiden Sprachen sagen nicht dasselbe.",
        "lonely-series" => "  = Die Reihe hat nur diesen einen Eintrag.",
        "long-answer" => "  = Die Antwort ist zu lang.",
        "names-uneven" => {
            "  = Ein Name kommt in der einen Sprache öfter vor; ist einer vertauscht?"
        }
        "shared-phrasing" => {
            "  = Zwei Einträge haben dieselbe Formulierung; nur einer kann sie haben."
        }
        "unchecked" => "  = Seit jemand es mit den Absätzen verglichen hat, wurde es geändert.",
        "uncovered-name" => {
            "  = Im Wortschatz steht, dass kein Artikel den Namen nennt; streiche dort `covered = false`."
        }
        "ungrounded-date" => {
            "  = Das Datum steht in keinem angegebenen Absatz; bei einer Grenze: in keinem, den ein Eintrag unter `nearest` angibt."
        }
        "ungrounded-figure" => {
            "  = Die Zahl steht in keinem angegebenen Absatz; bei einer Grenze: in keinem, den ein Eintrag unter `nearest` angibt."
        }
        "ungrounded-name" => {
            "  = Der Name steht in keinem angegebenen Absatz; bei einer Grenze: in keinem, den ein Eintrag unter `nearest` angibt."
        }
        "unknown-word" => "  = Das Wort ist wie ein Name geschrieben, und niemand kennt es.",
        "unlinked-figures" => {
            "  = Zwei Einträge, nach denen man ähnlich fragt, nennen verschiedene Zahlen; nenne einen beim anderen als `related`."
        }
        "unreachable" => {
            "  = Wer es etwas anders tippt, findet es nicht; gib ihm in vielen Formulierungen die Wörter, die es von anderem unterscheiden."
        }
        "wrong-passage" => "  = Vermutlich ist ein anderer Absatz gemeint.",
        _ => return None,
    })
}

/// Tells that a boundary names the new entry as well from now on.
pub(super) fn nearest_too(lang: Lang, boundary: &Id, new: &Id) -> String {
    said!(
        lang,
        "  Also nennt `{boundary}` unter `nearest` auch `{new}`: Eine Grenze zitiert nichts, ihre Begründung stützt sich auf die Einträge dort.",
        "  So `{boundary}` also names `{new}` under `nearest`: a boundary cites nothing, its reason rests on the entries there."
    )
}

/// What comes after writing, with a phrasing to try it with.
pub(super) fn written(lang: Lang, question: Option<&str>) -> String {
    match (lang, question) {
        (Lang::De, None) => "Geschrieben.".to_owned(),
        (Lang::En, None) => "Written.".to_owned(),
        (Lang::De, Some(it)) => format!("Geschrieben. Probiere es aus: ticktack ask {it}"),
        (Lang::En, Some(it)) => format!("Written. Try it: ticktack ask {it}"),
    }
}
