//! What can be told of an article without understanding it: the kind of each passage, and the words that tell it from the others.
//!
//! Guesses, for a person to look over; none of them decides what is answered.

use std::collections::{HashMap, HashSet};

use crate::knowledge::{Knowledge, PartialDate, PassageKind};
use crate::lang::Lang;
use crate::lint::Lister;
use crate::text::{self, Word};

/// Telling words of one passage.
const WORDS_MOST: usize = 6;
/// Letters below which a word tells nothing.
const LETTERS_LEAST: usize = 4;
/// A word with a capital inside a sentence is a noun in German and a name in English: it tells more than a verb.
const CAPITAL_WEIGHT: f32 = 2.0;
/// Characters up to which a line without an end of a sentence is a heading.
const HEADING_CHARS_MOST: usize = 90;
/// Characters up to which a line can be a caption, an advertisement or a sign-off.
const ASIDE_CHARS_MOST: usize = 300;
/// Characters of a sign-off such as "(abc)".
const SIGN_OFF_CHARS_MOST: usize = 12;
/// Questions from which on an article is an interview, and a question is its interviewer's.
const QUESTIONS_LEAST: usize = 3;

/// What a line that names the author begins with.
const BYLINE: &[&str] = &["Von", "By"];
/// Words of the names of a line that has one author, or two.
const NAME_WORDS_MOST: usize = 7;
/// What stands beside the day in a line that tells when an article was published; folded.
const DATED: &[&str] = &[
    "stand",
    "vom",
    "am",
    "den",
    "um",
    "uhr",
    "veroffentlicht",
    "erschienen",
    "aktualisiert",
    "published",
    "updated",
    "on",
    "at",
];
/// Other words beside the day: the month, and whose it is.
const DATED_WORDS_MOST: usize = 2;

/// How captions, advertisements and what else surrounds an article begin or speak; folded words.
const CAPTION: &[&str] = &[
    "foto", "bild", "photo", "image", "picture", "grafik", "dpa", "imago", "getty", "reuters",
];
const ADVERT: &[&str] = &[
    "anzeige",
    "werbung",
    "gratis",
    "probemonat",
    "advertisement",
    "sponsored",
];
/// How a word begins or ends that only advertising has: "Abos", "Abonnenten", "Probeabo", "Newsletters".
const ADVERT_BEGINS: &[&str] = &["abonn", "abos", "newsletter", "subscri"];
const ADVERT_ENDS: &[&str] = &["abo"];
/// What advertising calls for; an article says so as well, but hardly beside a price or "now".
const CALLS: &[&str] = &[
    "anmelden",
    "bestellen",
    "kundbar",
    "lesen",
    "sichern",
    "spenden",
    "testen",
    "teste",
    "unterstutzen",
    "weiterlesen",
    "join",
    "try",
];
/// What stands beside it.
const OFFERED: &[&str] = &[
    "jetzt",
    "euro",
    "eur",
    "monat",
    "monate",
    "monatlich",
    "wochen",
    "kostenlos",
    "kostenfrei",
    "now",
    "free",
    "month",
    "weeks",
];
/// Characters up to which a line that calls for something is no sentence of the article.
const CALL_CHARS_MOST: usize = 160;
const BOILERPLATE: &[&str] = &[
    "copyright",
    "impressum",
    "lesen sie auch",
    "mehr zum thema",
    "read more",
    "all rights reserved",
];

/// The kind of the passage at a place.
#[must_use]
pub(super) fn guessed_kind(passages: &[&str], at: usize) -> PassageKind {
    let passage = passages.get(at).copied().unwrap_or_default();
    let chars = passage.chars().count();
    let key = format!(" {} ", text::parse(passage).key());
    let speaks = |words: &[&str]| {
        chars <= ASIDE_CHARS_MOST && words.iter().any(|word| key.contains(&format!(" {word} ")))
    };
    let has = |words: &[&str]| key.split_whitespace().any(|word| words.contains(&word));
    let begins_or_ends = |word: &str| {
        ADVERT_BEGINS.iter().any(|begin| word.starts_with(begin))
            || ADVERT_ENDS.iter().any(|end| word.ends_with(end))
    };
    let calls = chars <= CALL_CHARS_MOST && has(CALLS) && (has(OFFERED) || passage.contains('€'));
    let says = is_statement(passage);
    let is_labelled = key
        .split_whitespace()
        .next()
        .is_some_and(|it| ADVERT.contains(&it));
    let is_priced = has(OFFERED) || passage.contains('€');
    let is_advert = speaks(ADVERT) && (is_labelled || !says)
        || chars <= ASIDE_CHARS_MOST
            && key.split_whitespace().any(begins_or_ends)
            && (is_priced || !says)
        || calls;
    let is_sentence = passage.ends_with(['.', '!', '?', ':', '"', '\'', ')']);
    let questions = passages
        .iter()
        .filter(|passage| passage.ends_with('?'))
        .count();
    // A headline may ask something.
    let is_first = passages
        .iter()
        .take(at)
        .all(|line| day_of_line(line).is_some())
        && !passage.ends_with(['.', ':']);
    if speaks(BOILERPLATE)
        || day_of_line(passage).is_some()
        || chars <= SIGN_OFF_CHARS_MOST && passage.starts_with('(')
        || at > 0 && byline(passage).is_some()
    {
        PassageKind::Boilerplate
    } else if is_first && chars <= HEADING_CHARS_MOST && !speaks(CAPTION) && !is_advert {
        PassageKind::Heading
    } else if passage.ends_with('?') && questions >= QUESTIONS_LEAST {
        PassageKind::Question
    } else if is_advert {
        PassageKind::Advert
    } else if !is_sentence && chars <= HEADING_CHARS_MOST && !speaks(CAPTION) {
        PassageKind::Heading
    } else if speaks(CAPTION) && (!is_sentence || passage.contains(['©', '/'])) {
        PassageKind::Caption
    } else {
        PassageKind::Text
    }
}

/// Whether a line is a whole sentence that says something of a figure or of somebody: two words with capitals side by side are a name in
/// German as well, but for the first of the sentence.
fn is_statement(passage: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let words: Vec<&str> = passage.split_whitespace().skip(1).collect();
    let names_somebody = words.windows(2).any(|pair| match pair {
        [first, second] => {
            is_capital(first) && is_capital(second) && !first.ends_with(['.', ',', ':', '!', '?'])
        }
        _ => false,
    });
    let has_figure = passage.contains(|char: char| char.is_ascii_digit());
    passage.ends_with('.') && (has_figure || names_somebody)
}

/// The name that a line such as "Von Ada Lind, 18. Februar 2021" gives.
#[must_use]
pub(super) fn byline(passage: &str) -> Option<&str> {
    let name = BYLINE
        .iter()
        .find_map(|word| passage.strip_prefix(word)?.strip_prefix(' '))?;
    let name = name.split([',', '|', '(', '–']).next()?.trim();
    let words = name.split_whitespace().count();
    let is_line = passage.chars().count() <= HEADING_CHARS_MOST;
    let ends_in_name = name
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    (is_line
        && ends_in_name
        && (2..=NAME_WORDS_MOST).contains(&words)
        && name.split_whitespace().all(is_name))
    .then_some(name)
}

/// Whether a word may stand in a name.
fn is_name(word: &str) -> bool {
    let is_between = matches!(word, "und" | "and" | "&" | "von" | "van" | "de");
    is_between || word.starts_with(char::is_uppercase) && !word.ends_with('.')
}

/// The day that a line gives which holds nothing but when, where and by whom an article was published, such as "Seltalbote, 4. Mai 2021".
#[must_use]
pub(super) fn day_of_line(passage: &str) -> Option<PartialDate> {
    let line = passage.replace(" - ", "|");
    let parts = line.split([',', '|', '–', '—', '·', '(', ')']);
    let is_aside = |part: &str| {
        let words = part.split_whitespace();
        if !part.contains(|char: char| char.is_ascii_digit()) {
            return words.clone().count() <= NAME_WORDS_MOST && words.clone().all(is_name);
        }
        let others = words.filter(|word| {
            let has_digit = word.starts_with(|char: char| char.is_ascii_digit());
            !has_digit && !DATED.contains(&text::key(word).as_str())
        });
        others.clone().count() <= DATED_WORDS_MOST && others.clone().all(is_name)
    };
    let is_line = passage.chars().count() <= HEADING_CHARS_MOST && parts.clone().all(is_aside);
    if !is_line && byline(passage).is_none() {
        return None;
    }
    let reader = Lister::new(&Knowledge::default());
    let mut dates = Lang::ALL
        .into_iter()
        .flat_map(|lang| reader.read(passage, lang).dates);
    dates.find_map(|date| {
        date.parse()
            .ok()
            .filter(|date: &PartialDate| date.day().is_some())
    })
}

/// For each passage the words that it has and the others have not, most telling first.
#[must_use]
pub(super) fn telling_words(passages: &[&str], knowledge: &Knowledge) -> Vec<Vec<String>> {
    let vocabulary = &knowledge.vocabulary;
    let known: HashSet<String> = [
        &vocabulary.stop,
        &vocabulary.question,
        &vocabulary.now,
        &vocabulary.negation,
    ]
    .iter()
    .flat_map(|words| words.de.iter().chain(&words.en))
    .map(|word| text::parse(word).key())
    .collect();
    let counted: Vec<HashMap<String, Counted>> = passages
        .iter()
        .map(|passage| count(passage, &known))
        .collect();
    let mut spread: HashMap<&String, usize> = HashMap::new();
    for stem in counted.iter().flat_map(HashMap::keys) {
        *spread.entry(stem).or_default() += 1;
    }
    counted
        .iter()
        .map(|words| {
            let mut weighed: Vec<(f32, &Counted)> = words
                .iter()
                .map(|(stem, counted)| {
                    let passages_with = spread.get(stem).copied().unwrap_or(1) as f32;
                    let rarity = (1.0 + passages.len() as f32 / passages_with).ln();
                    (counted.weight * rarity, counted)
                })
                .collect();
            weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.first.cmp(&b.1.first)));
            let best = weighed.into_iter().take(WORDS_MOST);
            best.map(|(_, counted)| counted.written.clone()).collect()
        })
        .collect()
}

struct Counted {
    written: String,
    weight: f32,
    /// Its place in the passage, so that equals stand in its order.
    first: usize,
}

fn count(passage: &str, known: &HashSet<String>) -> HashMap<String, Counted> {
    let mut counted: HashMap<String, Counted> = HashMap::new();
    let mut first = 0;
    for part in text::parts(passage) {
        let parsed = text::parse(&part);
        for word in &parsed.words {
            first += 1;
            if !may_tell(word, known) {
                continue;
            }
            let written = parsed.text.get(word.span.clone()).unwrap_or_default();
            // The first word of a sentence counts as any other: one capital too many does no harm here.
            let weight = if written.starts_with(char::is_uppercase) {
                CAPITAL_WEIGHT
            } else {
                1.0
            };
            counted
                .entry(word.stem.de.clone())
                .or_insert_with(|| Counted {
                    written: written.to_owned(),
                    weight: 0.0,
                    first,
                })
                .weight += weight;
        }
    }
    counted
}

fn may_tell(word: &Word, known: &HashSet<String>) -> bool {
    word.folded.chars().count() >= LETTERS_LEAST
        && !word.folded.starts_with(|c: char| c.is_ascii_digit())
        && !known.contains(&word.folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_guessed_from_the_look_of_a_passage() {
        let passages = [
            "Die Brücke bleibt zu",
            "Die Stadt Niederau sperrt ihre Brücke, weil die Träger rosten.",
            "Die Brücke im Winter (Foto: dpa/Ada Lind)",
            "Anzeige: Jetzt unseren Newsletter bestellen!",
            "Warum ist sie zu?",
            "Weil sie rostet.",
            "Und wann geht sie auf?",
            "Das weiß niemand.",
            "Was kostet das?",
            "Lesen Sie auch: Die Fähre",
            "(abc)",
        ];
        let kinds: Vec<&str> = (0..passages.len())
            .map(|at| guessed_kind(&passages, at).tag())
            .collect();
        assert_eq!(
            kinds,
            [
                "heading",
                "text",
                "caption",
                "advert",
                "question",
                "text",
                "question",
                "text",
                "question",
                "boilerplate",
                "boilerplate",
            ]
        );
    }

    #[test]
    fn the_first_line_and_the_line_of_the_author_are_known() {
        let passages = [
            "Wird sie gesperrt?",
            "Von Ada Lind und Bert Ohm",
            "Von Ada Lind, 18. Februar 2021",
            "Von der Brücke blieb nichts.",
        ];
        let kinds = [0, 1, 2, 3].map(|at| guessed_kind(&passages, at).tag());
        assert_eq!(kinds, ["heading", "boilerplate", "boilerplate", "text"]);
        assert_eq!(byline(passages[1]), Some("Ada Lind und Bert Ohm"));
        assert_eq!(byline(passages[2]), Some("Ada Lind"));
        assert_eq!(
            byline("By Ada van Lind and Bert de Ohm"),
            Some("Ada van Lind and Bert de Ohm")
        );
        assert_eq!(byline("Von Ada Lind von der Fähre"), None);
        assert_eq!(byline("Von Ada Lind und"), None);
        assert_eq!(guessed_kind(&["Von Trump und TikTok"], 0).tag(), "heading");
    }

    #[test]
    fn a_line_of_newspaper_and_day_is_none_of_the_article() {
        for line in [
            "Seltalbote, 4. Mai 2021",
            "Seltalbote vom 4. Mai 2021",
            "Niederau, Dienstag, 04.05.2021, 10:30 Uhr",
            "Stand: 4. Mai 2021",
            "SELTALBOTE | Ada Lind und Bert Ohm | 4. Mai 2021",
            "Veröffentlicht am 4. Mai 2021 – Seltalbote",
            "The Seltal Post - May 4, 2021",
        ] {
            let day = day_of_line(line).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some("2021-05-04"), "{line}");
            let kinds = [0, 1].map(|at| guessed_kind(&[line, "Wird sie gesperrt?"], at).tag());
            assert_eq!(kinds, ["boilerplate", "heading"], "{line}");
        }
        for line in [
            "Die Brücke und der 4. Mai 2021",
            "Streit um die Brücke, 4. Mai 2021",
            "Am 4. Mai 2021 wurde die Brücke gesperrt.",
            "Die Brücke im Mai 2021",
        ] {
            assert_eq!(day_of_line(line), None, "{line}");
        }
    }

    #[test]
    fn advertising_is_known_by_what_it_calls_for() {
        for line in [
            "Vier Wochen für 1 Euro testen",
            "Jetzt testen",
            "Digitalabo: 4,99 € im Monat, jederzeit kündbar.",
            "Mehr lesen mit unseren Abos.",
            "Unsere Newsletters: Alles zur Brücke.",
            "Try it free for four weeks.",
            "Anzeige: Bei Möbel Ohm ab 5 Euro.",
            "Unsere Werbung ist bald wieder da.",
            "Gratis: 4 Wochen der Bote.",
        ] {
            let kind = guessed_kind(&["Titel", line], 1);
            assert_eq!(kind, PassageKind::Advert, "{line}");
        }
        for line in [
            "Die Stadt lässt ihre Träger im Labor testen, bevor die Brücke wieder aufgeht.",
            "Der Neubau soll 5 Millionen Euro kosten.",
            "Jetzt rechnet die Stadt mit mehr.",
            "Eine Umfrage des Verbands Werbung Ost unter 420 Firmen zeigt, wie groß die Sorge ist.",
            "Für ihre Werbung gibt die Stadt 2 Millionen Euro aus.",
            "Mehr Werbung wünscht sich auch ihr Sprecher Bert Ohm.",
            "Das Blatt verlor 3000 Abonnenten.",
        ] {
            let kind = guessed_kind(&["Titel", line], 1);
            assert_eq!(kind, PassageKind::Text, "{line}");
        }
    }

    #[test]
    fn telling_words_are_those_the_other_passages_lack() {
        let passages = [
            "Die Brücke rostet.",
            "Die Brücke kostet Millionen.",
            "Die Brücke und ihr Bürgermeister.",
        ];
        let telling = telling_words(&passages, &Knowledge::default());
        let first: Vec<&str> = telling.iter().map(|words| words[0].as_str()).collect();
        assert_eq!(first, ["Brücke", "Millionen", "Bürgermeister"]);
    }
}
