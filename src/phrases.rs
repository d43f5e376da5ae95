//! Everything the bot says that is not knowledge: one function a situation, both languages side by side.
//!
//! No markup here and no text of users; the renderers draw, and what is quoted of a question comes from the vocabulary.

use crate::decide::Missing;
use crate::knowledge::{Dating, Part, Says};
use crate::lang::Lang;

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One of two texts.
const fn pick<'t>(lang: Lang, de: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}

/// A date in words: "Mitte September 2020", "20 September 2020", "2021".
#[must_use]
pub fn date(lang: Lang, dating: &Dating) -> String {
    let year = dating.date.year();
    let months = match lang {
        Lang::De => &MONTHS_DE,
        Lang::En => &MONTHS_EN,
    };
    let Some(month) = dating
        .date
        .month()
        .and_then(|month| months.get(usize::try_from(month).ok()?.checked_sub(1)?))
    else {
        return year.to_string();
    };
    match (dating.date.day(), dating.part) {
        (Some(day), _) => format!("{day}{} {month} {year}", pick(lang, ".", "")),
        (None, Some(part)) => {
            format!("{} {month} {year}", part_of_month(lang, part)).replace("mid- ", "mid-")
        }
        (None, None) => format!("{month} {year}"),
    }
}

const fn part_of_month(lang: Lang, part: Part) -> &'static str {
    match part {
        Part::Early => pick(lang, "Anfang", "early"),
        Part::Mid => pick(lang, "Mitte", "mid-"),
        Part::Late => pick(lang, "Ende", "late"),
    }
}

/// The date of an article, and whether it was worked out.
#[must_use]
pub fn published(lang: Lang, dating: &Dating) -> String {
    let date = date(lang, dating);
    if dating.inferred {
        format!(
            "{date}, {}",
            pick(lang, "aus dem Text geschlossen", "worked out from the text")
        )
    } else {
        date
    }
}

/// "As of", for the line that dates an answer.
#[must_use]
pub fn as_of(lang: Lang, dating: &Dating) -> String {
    format!("{} {}", pick(lang, "Stand:", "As of"), date(lang, dating))
}

/// Said first where a question asks for the present and the newest article is older.
#[must_use]
pub fn not_the_present(lang: Lang, dating: &Dating) -> String {
    let date = date(lang, dating);
    match lang {
        Lang::De => format!("Wie es heute ist, sagen die Artikel nicht. Stand {date}:"),
        Lang::En => format!("The articles do not say how it is today. As of {date}:"),
    }
}

/// Said last where a matter moved on.
#[must_use]
pub fn how_far_the_articles_reach(lang: Lang, newest: &Dating) -> String {
    let newest = date(
        lang,
        &Dating {
            part: None,
            ..*newest
        },
    );
    match lang {
        Lang::De => format!("Die Artikel enden im {newest}. Was seitdem geschah, sagen sie nicht."),
        Lang::En => format!("The articles end in {newest}. They do not say what happened since."),
    }
}

/// Before what an outlet reports, where another one says otherwise.
#[must_use]
pub fn according_to(lang: Lang, outlet: &str, dating: &Dating) -> String {
    let date = date(lang, dating);
    match lang {
        Lang::De => format!("Laut {outlet} ({date}): "),
        Lang::En => format!("According to {outlet} ({date}): "),
    }
}

/// Before what another outlet, or the same one, says against it.
#[must_use]
pub fn on_the_other_hand(lang: Lang, outlet: &str, dating: &Dating) -> String {
    let date = date(lang, dating);
    match lang {
        Lang::De => format!("Anders {outlet} ({date}): "),
        Lang::En => format!("Otherwise {outlet} ({date}): "),
    }
}

/// Before another stage of the same matter.
#[must_use]
pub fn stage(lang: Lang, dating: &Dating) -> String {
    format!("{}: ", capitalised(&date(lang, dating)))
}

/// Who stands behind a statement, where it is not plain reporting.
#[must_use]
pub fn speaker(lang: Lang, says: Says, by: Option<&str>) -> Option<String> {
    let Some(by) = by else {
        return (says == Says::Opinion).then(|| pick(lang, "Einschätzung", "opinion").to_owned());
    };
    let before = match says {
        Says::Reporting => return None,
        Says::Hearsay => pick(
            lang,
            "ungenannte Quellen, laut",
            "unnamed sources, according to",
        ),
        Says::Statement => pick(lang, "laut", "according to"),
        Says::Authority => pick(lang, "Angabe:", "stated by:"),
        Says::Opinion => pick(lang, "Einschätzung:", "opinion:"),
    };
    Some(format!("{before} {by}"))
}

/// An article's headline as it is cited; `about` names an article that has none.
#[must_use]
pub fn headline(lang: Lang, headline: Option<&str>, from_address: bool, about: &str) -> String {
    match (headline, from_address) {
        (Some(headline), false) => quoted(lang, headline),
        (Some(headline), true) => format!(
            "{} ({})",
            quoted(lang, headline),
            pick(
                lang,
                "Überschrift laut Adresse",
                "headline from the address"
            )
        ),
        (None, _) => format!(
            "{about} ({})",
            pick(lang, "Überschrift nicht bekannt", "headline not known")
        ),
    }
}

/// "Absatz 6" or "passages 3, 11".
#[must_use]
pub fn passages(lang: Lang, numbers: &[u32]) -> String {
    let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let word = match (lang, numbers.len()) {
        (Lang::De, 0 | 1) => "Absatz",
        (Lang::De, _) => "Absätze",
        (Lang::En, 0 | 1) => "passage",
        (Lang::En, _) => "passages",
    };
    format!("{word} {}", list.join(", "))
}

/// Beside a source in another language than the reply.
#[must_use]
pub fn source_language(lang: Lang, source: Lang) -> Option<&'static str> {
    match (lang, source) {
        (Lang::En, Lang::De) => Some("in German"),
        (Lang::De, Lang::En) => Some("auf Englisch"),
        _ => None,
    }
}

/// Where a source has no address.
#[must_use]
pub const fn no_link(lang: Lang) -> &'static str {
    pick(lang, "kein Link bekannt", "no link known")
}

/// The word on a link to an article.
#[must_use]
pub const fn link(lang: Lang) -> &'static str {
    pick(lang, "zum Artikel", "read the article")
}

/// Above the citations.
#[must_use]
pub const fn sources(lang: Lang) -> &'static str {
    pick(lang, "Quellen", "Sources")
}

/// Above the questions that an answer leads to.
#[must_use]
pub const fn ask_next(lang: Lang) -> &'static str {
    pick(lang, "Frag auch", "You could also ask")
}

/// Above what is known near a question that is not answered.
#[must_use]
pub const fn known_nearby(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das steht in den Artikeln",
        "What the articles do say",
    )
}

/// Above suggestions.
#[must_use]
pub const fn did_you_mean(lang: Lang) -> &'static str {
    pick(
        lang,
        "Meintest du eine dieser Fragen?",
        "Did you mean one of these?",
    )
}

/// How to use a suggestion where there is nothing to press.
#[must_use]
pub const fn ask_it_like_that(lang: Lang) -> &'static str {
    pick(
        lang,
        "Stell sie genau so, dann kommt die Antwort mit Quelle.",
        "Ask it just like that, and the answer comes with its source.",
    )
}

/// Before suggestions, where likeness alone was not enough.
#[must_use]
pub const fn not_sure(lang: Lang) -> &'static str {
    pick(
        lang,
        "Da bin ich mir nicht sicher.",
        "I am not sure about that one.",
    )
}

/// Before suggestions, where the question is a word or two.
#[must_use]
pub const fn too_short(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das ist knapp. Ein Satz hilft mir, das Richtige zu finden.",
        "That is brief. A whole question helps me to find the right thing.",
    )
}

/// Before suggestions, where a question names something that the nearest entry does not cover.
#[must_use]
pub fn missing(lang: Lang, missing: &Missing) -> String {
    match (missing, lang) {
        (Missing::Name(_, name), Lang::De) => {
            format!("Dazu sagen die Artikel mit Blick auf {name} nichts, soweit ich sehe.")
        }
        (Missing::Name(_, name), Lang::En) => {
            format!("As far as I can see, the articles do not say that about {name}.")
        }
        (Missing::Year(year), Lang::De) => {
            format!("Für {year} finde ich dazu nichts in den Artikeln.")
        }
        (Missing::Year(year), Lang::En) => {
            format!("I find nothing on that for {year} in the articles.")
        }
        (Missing::Number(number), Lang::De) => {
            format!("Die Zahl {number} finde ich dazu nicht in den Artikeln.")
        }
        (Missing::Number(number), Lang::En) => {
            format!("I do not find the figure {number} for that in the articles.")
        }
        (Missing::Figure, Lang::De) => "Eine Zahl dazu finde ich nicht in den Artikeln.".to_owned(),
        (Missing::Figure, Lang::En) => {
            "I do not find a figure for that in the articles.".to_owned()
        }
        (Missing::Negation, Lang::De) => "Verneint steht das so nicht in den Artikeln.".to_owned(),
        (Missing::Negation, Lang::En) => "The articles do not put it in the negative.".to_owned(),
    }
}

/// The decline where nothing is near.
#[must_use]
pub const fn not_in_the_articles(lang: Lang) -> &'static str {
    pick(
        lang,
        "Darauf geben die fünf Artikel keine Antwort.",
        "The five articles do not answer that.",
    )
}

/// After a decline: what one can do next. Names topics so that nobody has to guess what there is.
#[must_use]
pub fn what_is_covered(lang: Lang, topics: &[&str]) -> String {
    let topics = topics.join(", ");
    match lang {
        Lang::De => format!(
            "Sie handeln von diesen Themen: {topics}. Frag mich dazu gern etwas, oder formuliere es anders."
        ),
        Lang::En => format!(
            "They are about these topics: {topics}. Ask me anything about them, or try other words."
        ),
    }
}

/// Before the entry that says the opposite of what a question takes for granted.
#[must_use]
pub const fn but_reported_is(lang: Lang) -> &'static str {
    pick(
        lang,
        "Berichtet wird etwas anderes:",
        "What is reported is this:",
    )
}

/// While a moderator has stopped an entry.
#[must_use]
pub const fn being_checked(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Antwort wird gerade geprüft.",
        "This answer is being checked.",
    )
}

/// Answers an empty question.
#[must_use]
pub const fn ask_me_something(lang: Lang) -> &'static str {
    pick(
        lang,
        "Frag mich etwas zum Streit um TikTok, zum Beispiel: Wem gehört TikTok?",
        "Ask me something about the TikTok dispute, for example: Who owns TikTok?",
    )
}

/// At the foot of a reply: which state of the knowledge spoke.
#[must_use]
pub fn revision(lang: Lang, revision: &str) -> String {
    format!("{} {revision}", pick(lang, "Wissensstand", "Knowledge"))
}

/// First lines of the terminal chat.
#[must_use]
pub const fn try_out_welcome(lang: Lang) -> &'static str {
    pick(
        lang,
        "Ticktack, zum Ausprobieren. Stell eine Frage zum Streit um TikTok, auf Deutsch oder Englisch. Ende mit Strg-D.",
        "Ticktack, to try out. Ask a question about the TikTok dispute, in German or English. Ctrl-D ends it.",
    )
}

/// To a question that is longer than any question.
#[must_use]
pub const fn question_too_long(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das ist zu lang für eine Frage. Fass dich bitte kürzer, ein Satz genügt.",
        "That is too long for a question. Please keep it shorter, one sentence will do.",
    )
}

/// To a command, a button or a form that this version does not know.
#[must_use]
pub const fn not_known_here(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das kenne ich nicht, oder nicht mehr. Stell mir deine Frage gern mit /ask.",
        "I do not know that, or no longer. You can ask me anything with /ask.",
    )
}

/// How the bot goes live, in one line.
#[must_use]
pub const fn how_to_go_live(lang: Lang) -> &'static str {
    pick(
        lang,
        "Auf Discord: DISCORD_TOKEN setzen und `ticktack run` starten (siehe README).",
        "On Discord: set DISCORD_TOKEN and start `ticktack run` (see the README).",
    )
}

fn quoted(lang: Lang, text: &str) -> String {
    match lang {
        Lang::De => format!("„{text}“"),
        Lang::En => format!("“{text}”"),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_words_and_inferred_ones_say_so() {
        let dating = |text: &str, part| Dating {
            date: text.parse().unwrap(),
            part,
            inferred: true,
        };
        assert_eq!(
            published(Lang::De, &dating("2020-09", Some(Part::Mid))),
            "Mitte September 2020, aus dem Text geschlossen"
        );
        assert_eq!(
            published(Lang::En, &dating("2020-09", Some(Part::Mid))),
            "mid-September 2020, worked out from the text"
        );
        assert_eq!(
            date(Lang::De, &dating("2020-09-20", None)),
            "20. September 2020"
        );
        assert_eq!(
            date(Lang::En, &dating("2020-09-20", None)),
            "20 September 2020"
        );
        assert_eq!(
            stage(Lang::En, &dating("2023-03", Some(Part::Early))),
            "Early March 2023: "
        );
    }
}
