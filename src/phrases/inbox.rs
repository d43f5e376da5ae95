//! What the bot says about questions that members hand in and moderators answer.

use super::pick;
use crate::lang::Lang;

/// The button under suggestions.
#[must_use]
pub const fn none_of_these(lang: Lang) -> &'static str {
    pick(
        lang,
        "Keine davon: an die Moderation geben",
        "None of these: ask the moderators",
    )
}

/// The button under a decline that offers nothing.
#[must_use]
pub const fn ask_the_moderators(lang: Lang) -> &'static str {
    pick(lang, "An die Moderation geben", "Ask the moderators")
}

/// After a question was handed in; it is quoted beneath.
#[must_use]
pub const fn handed_in(lang: Lang) -> &'static str {
    pick(
        lang,
        "Danke! Deine Frage liegt jetzt bei der Moderation dieses Servers. Gespeichert ist nur dieser Text, ohne deinen Namen, höchstens 90 Tage:",
        "Thanks! The moderators of this server have your question now. All that is stored is this text, without your name, for at most 90 days:",
    )
}

/// Behind it, where the reply stands in a channel.
#[must_use]
pub const fn handed_in_publicly(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dazu merke ich mir bis dahin, unter welcher meiner Nachrichten im Kanal sie beantwortet werden kann.",
        "Until then I also remember beneath which of my messages in the channel it can be answered.",
    )
}

/// To whoever hands in what was handed in.
#[must_use]
pub const fn handed_in_already(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Frage liegt schon bei der Moderation.",
        "The moderators have this question already.",
    )
}

/// Where a server takes no questions (any more).
#[must_use]
pub const fn inbox_is_off(lang: Lang) -> &'static str {
    pick(
        lang,
        "Die Moderation nimmt hier gerade keine Fragen an.",
        "The moderators take no questions here at the moment.",
    )
}

/// The button that takes a question back.
#[must_use]
pub const fn withdraw(lang: Lang) -> &'static str {
    pick(lang, "Zurückziehen", "Withdraw")
}

/// After a question was taken back.
#[must_use]
pub const fn withdrawn(lang: Lang) -> &'static str {
    pick(
        lang,
        "Zurückgezogen: Deine Frage ist gelöscht.",
        "Withdrawn: your question is deleted.",
    )
}

/// Where a question was closed or is too old.
#[must_use]
pub const fn not_open_any_more(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Frage liegt nicht mehr im Eingang; von ihr ist nichts mehr gespeichert.",
        "This question is not in the inbox any more; nothing of it is stored.",
    )
}

/// Title of the inbox.
#[must_use]
pub const fn inbox(lang: Lang) -> &'static str {
    pick(lang, "Eingang", "Inbox")
}

/// How much is in it.
#[must_use]
pub fn open_questions(lang: Lang, questions: usize, groups: usize) -> String {
    match lang {
        Lang::De => format!(
            "{} in {}. Wer gefragt hat, wird nicht gespeichert.",
            counted(questions, "offene Frage", "offene Fragen"),
            counted(groups, "Gruppe", "Gruppen")
        ),
        Lang::En => format!(
            "{} in {}. Who asked is not stored.",
            counted(questions, "open question", "open questions"),
            counted(groups, "group", "groups")
        ),
    }
}

/// The line in the moderators' channel, once a day.
#[must_use]
pub fn new_questions(lang: Lang, questions: usize, groups: usize) -> String {
    match lang {
        Lang::De => format!(
            "{} in {}. Ansehen: /eingang",
            counted(questions, "neue Frage", "neue Fragen"),
            counted(groups, "Gruppe", "Gruppen")
        ),
        Lang::En => format!(
            "{} in {}. Have a look: /inbox",
            counted(questions, "new question", "new questions"),
            counted(groups, "group", "groups")
        ),
    }
}

/// Where there is nothing in it.
#[must_use]
pub const fn nothing_open(lang: Lang) -> &'static str {
    pick(lang, "Keine offenen Fragen.", "No open questions.")
}

/// The menu that opens a group.
#[must_use]
pub const fn choose_group(lang: Lang) -> &'static str {
    pick(lang, "Gruppe öffnen", "Open a group")
}

/// Above the questions of a group.
#[must_use]
pub fn asked_so_often(lang: Lang, times: usize) -> String {
    match lang {
        Lang::De if times == 1 => "Einmal gefragt:".to_owned(),
        Lang::De => format!("{times}-mal gefragt:"),
        Lang::En if times == 1 => "Asked once:".to_owned(),
        Lang::En => format!("Asked {times} times:"),
    }
}

/// Beneath the questions of a group: how an entry is chosen that is not offered.
#[must_use]
pub fn another_entry(lang: Lang, number: i64) -> String {
    match lang {
        Lang::De => format!(
            "Passt keiner der Einträge, wähl einen anderen: /eingang nummer:{number} eintrag:…"
        ),
        Lang::En => format!(
            "If none of the entries fits, choose another one: /inbox number:{number} entry:…"
        ),
    }
}

/// The menu of entries.
#[must_use]
pub const fn answer_by(lang: Lang) -> &'static str {
    pick(
        lang,
        "Mit diesem Eintrag beantworten",
        "Answer it by this entry",
    )
}

/// The menu of boundaries, and the button that leads there.
#[must_use]
pub const fn not_in_the_articles(lang: Lang) -> &'static str {
    pick(lang, "Steht nicht in den Artikeln", "Not in the articles")
}

/// The choice for what no boundary says.
#[must_use]
pub const fn simply_not(lang: Lang) -> &'static str {
    pick(
        lang,
        "Allgemein: Darauf geben die Artikel keine Antwort",
        "In general: the articles do not answer it",
    )
}

/// The button that throws a group away.
#[must_use]
pub const fn dismiss(lang: Lang) -> &'static str {
    pick(lang, "Verwerfen", "Dismiss")
}

/// After a group was thrown away.
#[must_use]
pub const fn dismissed(lang: Lang) -> &'static str {
    pick(
        lang,
        "Verworfen. Die Fragen sind gelöscht.",
        "Dismissed. The questions are deleted.",
    )
}

/// The button back to the list.
#[must_use]
pub const fn to_the_inbox(lang: Lang) -> &'static str {
    pick(lang, "Zum Eingang", "To the inbox")
}

/// Title of the form; 45 characters at most.
#[must_use]
pub const fn teach(lang: Lang) -> &'static str {
    pick(lang, "Formulierung lehren", "Teach a phrasing")
}

/// The field of the form; 45 characters at most.
#[must_use]
pub const fn in_your_words(lang: Lang) -> &'static str {
    pick(
        lang,
        "Formulier um: nur dein Wortlaut bleibt",
        "Reword it: only your wording is kept",
    )
}

/// After a phrasing was taught that leads to an entry. The phrasing is quoted above, the entry's question beneath.
#[must_use]
pub const fn taught(lang: Lang) -> &'static str {
    pick(
        lang,
        "Gelernt. Auf diesem Server führt das ab sofort zu:",
        "Learned. On this server it leads to this from now on:",
    )
}

/// After a phrasing was taught as not in the articles.
#[must_use]
pub const fn taught_to_decline(lang: Lang) -> &'static str {
    pick(
        lang,
        "Gelernt. Auf diesem Server sage ich ab sofort, dass das nicht in den Artikeln steht.",
        "Learned. On this server I say from now on that the articles do not answer it.",
    )
}

/// Behind either: what became of the questions.
#[must_use]
pub fn closed(lang: Lang, questions: usize) -> String {
    match lang {
        Lang::De => format!(
            "{} aus dem Eingang gelöscht.",
            counted(questions, "Frage ist", "Fragen sind")
        ),
        Lang::En => format!(
            "{} deleted from the inbox.",
            counted(questions, "question is", "questions are")
        ),
    }
}

/// The button that takes a phrasing back.
#[must_use]
pub const fn undo(lang: Lang) -> &'static str {
    pick(lang, "Rückgängig", "Undo")
}

/// After a phrasing was taken back.
#[must_use]
pub const fn undone(lang: Lang) -> &'static str {
    pick(
        lang,
        "Zurückgenommen: Die Formulierung gilt nicht mehr.",
        "Undone: the phrasing does not count any more.",
    )
}

/// Before the reason why a phrasing was not taught.
#[must_use]
pub const fn not_taught(lang: Lang) -> &'static str {
    pick(lang, "Das habe ich nicht gelernt.", "I did not learn that.")
}

/// The button that opens the form again.
#[must_use]
pub const fn say_otherwise(lang: Lang) -> &'static str {
    pick(lang, "Anders formulieren", "Say it otherwise")
}

/// Refused: there is nothing to compare, or too much.
#[must_use]
pub fn no_phrasing(lang: Lang, most: usize) -> String {
    match lang {
        Lang::De => {
            format!("Eine Formulierung hat mindestens ein Wort und höchstens {most} Zeichen.")
        }
        Lang::En => format!("A phrasing has at least one word and at most {most} characters."),
    }
}

/// Refused: it leads to a person.
#[must_use]
pub const fn personal(lang: Lang) -> &'static str {
    pick(
        lang,
        "Darin steht eine Erwähnung, eine Adresse, ein Link oder eine lange Zahl. Lass das weg.",
        "It holds a mention, an address, a link or a long number. Leave that out.",
    )
}

/// Refused: it is what the member typed.
#[must_use]
pub const fn not_reworded(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das sind die Worte des Mitglieds. Sag es bitte mit deinen: Gelernt wird nur, was die Moderation geschrieben hat.",
        "These are the member's words. Please use your own: only what moderators wrote is learned.",
    )
}

/// Refused: it is known.
#[must_use]
pub const fn known_already(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Formulierung kenne ich schon, und sie führt schon dorthin.",
        "I know this phrasing already, and it leads there.",
    )
}

/// Refused: it belongs to something else, whose question is quoted beneath.
#[must_use]
pub const fn belongs_elsewhere(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Formulierung gehört schon zu etwas anderem:",
        "This phrasing belongs to something else already:",
    )
}

/// Refused: it would take this question away from its own entry.
#[must_use]
pub const fn takes_away(lang: Lang) -> &'static str {
    pick(
        lang,
        "Sie würde einem anderen Eintrag diese Frage wegnehmen:",
        "It would take this question away from another entry:",
    )
}

/// Refused: a boundary is sure of it; its reason is quoted beneath.
#[must_use]
pub const fn known_not_to_be_there(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dass die Artikel darauf nicht antworten, ist schon bekannt:",
        "It is known already that the articles do not answer this:",
    )
}

/// Refused: this question out of scope would be answered.
#[must_use]
pub const fn would_answer(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dann würde auch das beantwortet, was nicht in den Artikeln steht:",
        "Then this would be answered too, which the articles do not say:",
    )
}

/// Above the answer to a question in a channel that moderators have answered since.
#[must_use]
pub const fn answered_since(lang: Lang) -> &'static str {
    pick(
        lang,
        "Die Moderation hat die Antwort darauf gefunden:",
        "The moderators have found the answer to this:",
    )
}

fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
