//! Everything the bot says that is not knowledge: one function a situation, both languages side by side.
//!
//! No markup here and no text of users; the renderers draw, and what is quoted of a question comes from the vocabulary.

mod excerpts;
pub mod inbox;
pub mod moderation;
pub mod summary;

use crate::decide::Missing;
use crate::knowledge::{Dating, Part, Says};
use crate::lang::Lang;

pub use excerpts::{excerpt, gists_and_excerpts};

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

/// What a member thinks of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rating {
    /// It helped.
    Helpful,
    /// It is wrong.
    Wrong,
    /// It is out of date.
    Outdated,
    /// It answers something else.
    NotMyQuestion,
    /// What is cited does not say it.
    SourceDoesNotFit,
}

impl Rating {
    /// All of them, with the words that stand for them in menus.
    pub const TAGS: [(Self, &'static str); 5] = [
        (Self::Helpful, "helpful"),
        (Self::Wrong, "wrong"),
        (Self::Outdated, "outdated"),
        (Self::NotMyQuestion, "not-my-question"),
        (Self::SourceDoesNotFit, "source"),
    ];

    /// The rating that `tag` stands for.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        Self::TAGS
            .iter()
            .find_map(|(rating, known)| (*known == tag).then_some(*rating))
    }
}

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
pub fn how_far_the_articles_reach(lang: Lang, dating: &Dating) -> String {
    let newest = date(
        lang,
        &Dating {
            part: None,
            ..*dating
        },
    );
    let precision = (dating.date.month(), dating.date.day());
    match lang {
        Lang::De => {
            let at = match precision {
                (_, Some(_)) => "am ",
                (Some(_), _) => "im ",
                _ => "",
            };
            format!("Die Artikel enden {at}{newest}. Was seitdem geschah, sagen sie nicht.")
        }
        Lang::En => {
            let at = if precision.1.is_some() { "on" } else { "in" };
            format!("The articles end {at} {newest}. They do not say what happened since.")
        }
    }
}

/// Before the name of who reports something.
#[must_use]
pub const fn by_report_of(lang: Lang) -> &'static str {
    pick(lang, "Laut", "According to")
}

/// Before what an outlet reports, where another one says otherwise.
#[must_use]
pub fn according_to(lang: Lang, outlet: &str, dating: &Dating) -> String {
    let date = date(lang, dating);
    format!("{} {outlet} ({date}): ", by_report_of(lang))
}

/// Before what another outlet, or the same one, says against it.
#[must_use]
pub fn on_the_other_hand(lang: Lang, outlet: &str, dating: &Dating) -> String {
    let date = date(lang, dating);
    match lang {
        Lang::De => format!("Anders {outlet} ({date}): "),
        Lang::En => format!("By contrast, {outlet} ({date}): "),
    }
}

/// Before another answer, which the question may have meant as well.
#[must_use]
pub fn in_case_you_meant(lang: Lang, question: &str) -> String {
    match lang {
        Lang::De => format!("Falls du „{question}“ meintest: "),
        Lang::En => format!("In case you meant “{question}”: "),
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
            format!("Genau das finde ich zu {} nicht in den Artikeln.", name.de)
        }
        (Missing::Name(_, name), Lang::En) => {
            format!(
                "I do not find exactly that about {} in the articles.",
                name.en
            )
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
        (Missing::Negation, Lang::De) => {
            "Ob die Artikel das so sagen, weiß ich nicht sicher.".to_owned()
        }
        (Missing::Negation, Lang::En) => "I am not sure the articles put it that way.".to_owned(),
    }
}

/// The decline where nothing is near.
#[must_use]
pub const fn not_in_the_articles(lang: Lang) -> &'static str {
    pick(
        lang,
        "Darauf geben die Artikel keine Antwort.",
        "The articles do not answer that.",
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

/// On the button that opens what an answer rests on.
#[must_use]
pub const fn source_button(lang: Lang) -> &'static str {
    pick(lang, "Quelle", "Source")
}

/// On the button that shows the same answer in the other language, in that language.
#[must_use]
pub const fn other_language(lang: Lang) -> &'static str {
    pick(lang, "English", "Deutsch")
}

/// On the button that opens what else can be done with an answer.
#[must_use]
pub const fn more(lang: Lang) -> &'static str {
    pick(lang, "Mehr", "More")
}

/// Above what else can be done with an answer.
#[must_use]
pub const fn more_about(lang: Lang) -> &'static str {
    pick(
        lang,
        "Hat dir die Antwort geholfen? Das sieht niemand außer dir, und gezählt wird ohne Namen.",
        "Did the answer help? Nobody but you sees this, and it is counted without a name.",
    )
}

/// What an empty menu of ratings says.
#[must_use]
pub const fn choose_rating(lang: Lang) -> &'static str {
    pick(lang, "Wie war die Antwort?", "How was the answer?")
}

/// A rating of an answer.
#[must_use]
pub const fn rating(lang: Lang, rating: Rating) -> &'static str {
    match rating {
        Rating::Helpful => pick(lang, "Hilfreich", "Helpful"),
        Rating::Wrong => pick(lang, "Nicht hilfreich: falsch", "Not helpful: wrong"),
        Rating::Outdated => pick(
            lang,
            "Nicht hilfreich: veraltet",
            "Not helpful: out of date",
        ),
        Rating::NotMyQuestion => pick(
            lang,
            "Nicht hilfreich: nicht meine Frage",
            "Not helpful: not my question",
        ),
        Rating::SourceDoesNotFit => pick(
            lang,
            "Nicht hilfreich: Quelle passt nicht",
            "Not helpful: the source does not fit",
        ),
    }
}

/// After a rating.
#[must_use]
pub const fn thanks_for_rating(lang: Lang) -> &'static str {
    pick(lang, "Danke, das hilft.", "Thank you, that helps.")
}

/// To a change that the store does not take at the moment.
#[must_use]
pub const fn not_kept(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das kann ich mir gerade nicht merken. Versuch es bitte in ein paar Minuten noch einmal.",
        "I cannot keep that at the moment. Please try again in a few minutes.",
    )
}

/// On the button, and above the form, for a question that follows up.
#[must_use]
pub const fn ask_more(lang: Lang) -> &'static str {
    pick(lang, "Nachfragen", "Ask more")
}

/// Beside the field of that form.
#[must_use]
pub const fn your_question(lang: Lang) -> &'static str {
    pick(lang, "Deine Frage dazu", "Your question about it")
}

/// In the empty field of that form.
#[must_use]
pub const fn for_example(lang: Lang) -> &'static str {
    pick(
        lang,
        "Zum Beispiel: Und was sagte Oracle dazu?",
        "For example: And what did Oracle say?",
    )
}

/// On the button that takes an answer away.
#[must_use]
pub const fn remove(lang: Lang) -> &'static str {
    pick(lang, "Antwort entfernen", "Remove the answer")
}

/// After an answer was taken away.
#[must_use]
pub const fn removed(lang: Lang) -> &'static str {
    pick(lang, "Die Antwort ist weg.", "The answer is gone.")
}

/// To somebody who may not take an answer away.
#[must_use]
pub const fn not_yours_to_remove(lang: Lang) -> &'static str {
    pick(
        lang,
        "Entfernen kann sie nur, wer gefragt hat, oder wer hier Nachrichten verwalten darf.",
        "Only the member who asked, or somebody who may manage messages here, can remove it.",
    )
}

/// To somebody who presses a button under another member's offer.
#[must_use]
pub const fn not_your_offer(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Auswahl gehört zur Frage von jemand anderem. Frag mich gern selbst, mit /ask.",
        "These choices belong to somebody else's question. You can ask me yourself, with /ask.",
    )
}

/// On the button that shows a previewed answer to all.
#[must_use]
pub const fn share(lang: Lang) -> &'static str {
    pick(lang, "Teilen", "Share")
}

/// On the button that keeps a previewed answer private.
#[must_use]
pub const fn keep(lang: Lang) -> &'static str {
    pick(lang, "Nur für mich", "Keep to myself")
}

/// Above today's text, where the message with the button is older than the knowledge.
#[must_use]
pub const fn since_then_changed(lang: Lang) -> &'static str {
    pick(
        lang,
        "Seit dieser Nachricht hat sich mein Wissen geändert. Das ist der Stand von jetzt:",
        "My knowledge has changed since that message. This is how it stands now:",
    )
}

/// Where an entry, a topic or a source is not there any more.
#[must_use]
pub const fn not_there_any_more(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das gibt es so nicht mehr. Was ich heute weiß, zeigt dir /topics, oder frag mich mit /ask.",
        "That is not there any more. /topics shows what I know today, or ask me with /ask.",
    )
}

/// When something went wrong; the reference stands in the log.
#[must_use]
pub fn went_wrong(lang: Lang, reference: &str) -> String {
    let text = pick(
        lang,
        "Das hat nicht geklappt. Versuch es bitte gleich noch einmal.",
        "That did not work. Please try again in a moment.",
    );
    let word = pick(lang, "Kennung", "Reference");
    format!("{text} ({word}: {reference})")
}

/// To a mention inside a reply to a message that Discord does not show to the bot.
#[must_use]
pub const fn use_the_message_command(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Nachricht zeigt mir Discord nicht. Öffne ihr Menü, dann „Apps“ und „Frage beantworten“, und ich antworte dir.",
        "Discord does not show me that message. Open its menu, then “Apps” and “Answer this”, and I will answer you.",
    )
}

/// To a message command on a message without text.
#[must_use]
pub const fn nothing_to_answer(lang: Lang) -> &'static str {
    pick(
        lang,
        "In dieser Nachricht steht kein Text, auf den ich antworten könnte.",
        "There is no text in that message that I could answer.",
    )
}

/// Title of the topics.
#[must_use]
pub const fn topics(lang: Lang) -> &'static str {
    pick(lang, "Themen", "Topics")
}

/// Above the topics: how much there is.
#[must_use]
pub fn what_there_is(lang: Lang, entries: usize, sources: usize) -> String {
    match lang {
        Lang::De => format!("{entries} Fragen, beantwortet aus {sources} Zeitungsartikeln."),
        Lang::En => format!("{entries} questions, answered from {sources} newspaper articles."),
    }
}

/// On the way back to all topics.
#[must_use]
pub const fn all_topics(lang: Lang) -> &'static str {
    pick(lang, "Alle Themen", "All topics")
}

/// On the way back to all sources.
#[must_use]
pub const fn all_sources(lang: Lang) -> &'static str {
    pick(lang, "Alle Quellen", "All sources")
}

/// What an empty menu of topics says.
#[must_use]
pub const fn choose_topic(lang: Lang) -> &'static str {
    pick(lang, "Thema wählen", "Choose a topic")
}

/// What an empty menu of questions says.
#[must_use]
pub const fn choose_question(lang: Lang) -> &'static str {
    pick(lang, "Frage wählen", "Choose a question")
}

/// What an empty menu of sources says.
#[must_use]
pub const fn choose_source(lang: Lang) -> &'static str {
    pick(lang, "Artikel wählen", "Choose an article")
}

/// What an empty menu says, of questions that are answered near those that are not.
#[must_use]
pub const fn choose_nearby(lang: Lang) -> &'static str {
    pick(
        lang,
        "Was dazu in den Artikeln steht",
        "What the articles do say about it",
    )
}

/// What an empty menu says, of questions that a source answers.
#[must_use]
pub const fn choose_answered(lang: Lang) -> &'static str {
    pick(
        lang,
        "Welche Fragen diese Absätze beantworten",
        "Which questions these passages answer",
    )
}

/// Title of what the articles do not cover.
#[must_use]
pub const fn not_covered(lang: Lang) -> &'static str {
    pick(
        lang,
        "Was nicht in den Artikeln steht",
        "What the articles do not cover",
    )
}

/// Title of the timeline.
#[must_use]
pub const fn timeline(lang: Lang) -> &'static str {
    pick(lang, "Zeitleiste", "Timeline")
}

/// Where the timeline has nothing in a span of time.
#[must_use]
pub const fn nothing_happened(lang: Lang) -> &'static str {
    pick(
        lang,
        "Aus dieser Zeit berichten die Artikel kein Ereignis mit Datum.",
        "The articles report no dated event from that time.",
    )
}

/// To a date that cannot be read.
#[must_use]
pub const fn no_such_date(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dieses Datum verstehe ich nicht. Schreib es so: 2020, 2020-09 oder 2020-09-20.",
        "I cannot read that date. Write it like this: 2020, 2020-09 or 2020-09-20.",
    )
}

/// To a source that is not known.
#[must_use]
pub const fn no_such_source(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diesen Artikel habe ich nicht. Alle, die ich habe, zeigt dir /sources.",
        "I do not have that article. /sources shows you all of them.",
    )
}

/// Above the gists of cited passages.
#[must_use]
pub const fn gists_not_words(lang: Lang) -> &'static str {
    pick(
        lang,
        "Worum es in den zitierten Absätzen geht, in eigenen Worten. Den Wortlaut hat die Zeitung.",
        "What the cited passages are about, in our own words. The newspaper has the original.",
    )
}

/// Who wrote an article.
#[must_use]
pub fn written_by(lang: Lang, author: &str) -> String {
    format!("{} {author}", pick(lang, "von", "by"))
}

/// How the passages of an article are counted.
#[must_use]
pub fn how_passages_count(lang: Lang, passages: usize, is_interview: bool) -> String {
    let count = match lang {
        Lang::De => format!(
            "Gezählt ist jeder Absatz des Artikels von oben an, auch Überschriften; leere Zeilen nicht. Es sind {passages}. Werbung, Bildtexte und Hinweise der Redaktion zählen mit, werden aber nie zitiert."
        ),
        Lang::En => format!(
            "Every paragraph of the article counts from the top, headings too; empty lines do not. There are {passages}. Advertising, captions and editorial notices count as well, but are never cited."
        ),
    };
    if is_interview {
        let questions = pick(
            lang,
            "Die Fragen des Interviews sind eigene Absätze.",
            "The interviewer's questions are passages of their own.",
        );
        format!("{count} {questions}")
    } else {
        count
    }
}

/// On the button to the page before.
#[must_use]
pub const fn back(lang: Lang) -> &'static str {
    pick(lang, "◀ Zurück", "◀ Back")
}

/// On the button to the next page.
#[must_use]
pub const fn onwards(lang: Lang) -> &'static str {
    pick(lang, "Weiter ▶", "Next ▶")
}

/// Title of the help.
#[must_use]
pub const fn help_title(lang: Lang) -> &'static str {
    pick(lang, "So kannst du mich fragen", "How to ask me")
}

/// The help: what stands above a paragraph, and the paragraph.
#[must_use]
pub const fn help(lang: Lang) -> [(&'static str, &'static str); 5] {
    match lang {
        Lang::De => [
            (
                "Worum es geht",
                "Ich beantworte Fragen zum Streit um TikTok aus Zeitungsartikeln, immer mit Zeitung, Datum und Absatz. Ich schreibe nichts selbst: Jede Antwort hat vorher ein Mensch verfasst.",
            ),
            (
                "Fragen",
                "/frage, auch nur für dich mit „privat“. Oder erwähne mich in einer Nachricht, oder schreib mir direkt. Steht die Frage schon da: Menü der Nachricht, Apps, „Frage beantworten“.",
            ),
            (
                "Nachfragen",
                "Antworte auf meine Nachricht, oder drück „Mehr“ und „Nachfragen“.",
            ),
            (
                "Stöbern",
                "/themen, /zeitleiste, /quellen und /quelle. Was über dich gespeichert wird, sagt /datenschutz.",
            ),
            (
                "Wenn ich nichts weiß",
                "Dann sage ich das. Bin ich nicht sicher, biete ich dir Fragen an, die ich beantworten kann.",
            ),
        ],
        Lang::En => [
            (
                "What this is about",
                "I answer questions about the TikTok dispute from newspaper articles, always with newspaper, date and passage. I write nothing myself: a person wrote every answer beforehand.",
            ),
            (
                "Asking",
                "/ask, also for your eyes only with “private”. Or mention me in a message, or write to me directly. Where the question is there already: the menu of the message, Apps, “Answer this”.",
            ),
            (
                "Asking more",
                "Reply to my message, or press “More” and “Ask more”.",
            ),
            (
                "Browsing",
                "/topics, /timeline, /sources and /source. /privacy says what is stored about you.",
            ),
            (
                "When I do not know",
                "Then I say so. Where I am not sure, I offer you questions that I can answer.",
            ),
        ],
    }
}

/// Title of what is said about privacy.
#[must_use]
pub const fn privacy_title(lang: Lang) -> &'static str {
    pick(lang, "Datenschutz", "Privacy")
}

/// What is stored, for how long, and how to have it deleted: what stands above a paragraph, and the paragraph.
#[must_use]
pub const fn privacy(lang: Lang) -> [(&'static str, &'static str); 4] {
    match lang {
        Lang::De => [
            (
                "Was gespeichert wird",
                "Kein Name und keine Nutzerkennung. Eine Frage nur, wenn du sie selbst mit dem Knopf an die Moderation gibst: ihr Text ohne Adressen, Links und lange Zahlen, höchstens 90 Tage; stand meine Antwort für alle im Kanal, auch deren Kennung und die des Kanals. Sonst lese ich eine Nachricht nur, wenn sie an mich geht, beantworte sie und vergesse sie. Gezählt wird nur, wie oft an einem Tag auf einem Server nach einem Eintrag gefragt und wie er bewertet wurde.",
            ),
            (
                "Was eine Weile im Arbeitsspeicher steht",
                "Wie viele Fragen du in der letzten Minute gestellt hast und welche Antwort gerade in einem Kanal steht, damit niemand den Kanal füllt. Nach höchstens einer Stunde ist es weg.",
            ),
            (
                "Was im Protokoll steht",
                "Eine Zeile je Frage: welche Art von Antwort, welcher Eintrag, wie lange es dauerte. Nicht wer gefragt hat, und nicht was.",
            ),
            (
                "Löschen",
                "Eine Frage, die bei der Moderation liegt, löschst du mit „Zurückziehen“; ist sie beantwortet oder verworfen, ist sie schon weg. Eine Antwort von mir entfernst du mit „Mehr“ und „Antwort entfernen“.",
            ),
        ],
        Lang::En => [
            (
                "What is stored",
                "No name and no user id. A question only if you hand it to the moderators yourself, by the button: its text without addresses, links and long numbers, for at most 90 days; where my reply stood in a channel for all, its id and the channel's too. Otherwise I read a message only if it is meant for me, answer it, and forget it. All that is counted is how often an entry was asked for on a server in a day, and how it was rated.",
            ),
            (
                "What stays in memory for a while",
                "How many questions you asked in the last minute, and which answer stands in a channel just now, so that nobody fills the channel. After an hour at most it is gone.",
            ),
            (
                "What the log says",
                "One line a question: what kind of reply, which entry, how long it took. Not who asked, and not what.",
            ),
            (
                "Deleting",
                "A question that the moderators have you delete with “Withdraw”; once it is answered or dismissed it is gone already. Take an answer of mine away with “More” and “Remove the answer”.",
            ),
        ],
    }
}

/// To an entry that stands in the channel already.
#[must_use]
pub fn answered_already(lang: Lang, link: &str) -> String {
    format!(
        "{} {link}",
        pick(lang, "Schon beantwortet:", "Answered already:")
    )
}

/// Above an answer that only the asker sees because it stands in the channel already.
#[must_use]
pub const fn answered_here_already(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das steht gerade schon in diesem Kanal. Hier ist es noch einmal nur für dich:",
        "That stands in this channel already. Here it is once more, just for you:",
    )
}

/// To a member who asks faster than anybody reads.
#[must_use]
pub fn slow_down(lang: Lang, seconds: u64) -> String {
    match lang {
        Lang::De => format!(
            "Das waren viele Fragen auf einmal. In {seconds} Sekunden geht es weiter; stöbern kannst du so lange mit /themen."
        ),
        Lang::En => format!(
            "Those were many questions at once. Go on in {seconds} seconds; until then you can browse with /topics."
        ),
    }
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
    fn the_articles_end_on_a_day_or_in_a_month() {
        let check = |lang, text: &str, expected: &str| {
            let dating = Dating {
                date: text.parse().unwrap(),
                part: Some(Part::Early),
                inferred: true,
            };
            let told = how_far_the_articles_reach(lang, &dating);
            assert!(told.contains(expected), "{told}");
        };
        check(Lang::De, "2024-05-12", "Die Artikel enden am 12. Mai 2024.");
        check(Lang::De, "2024-05", "Die Artikel enden im Mai 2024.");
        check(Lang::De, "2024", "Die Artikel enden 2024.");
        check(Lang::En, "2024-05-12", "The articles end on 12 May 2024.");
        check(Lang::En, "2024-05", "The articles end in May 2024.");
        check(Lang::En, "2024", "The articles end in 2024.");
    }

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
