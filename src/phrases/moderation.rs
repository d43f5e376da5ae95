//! What the bot says to moderators, and in their channel.

use jiff::civil::Date;

use super::{pick, quoted};
use crate::lang::Lang;

/// To somebody who uses a moderators' command without being one.
#[must_use]
pub const fn only_for_moderators(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das geht nur auf einem Server, der mich eingeladen hat, und nur, wenn du dort Nachrichten verwalten darfst.",
        "That works only on a server that has invited me, and only if you may manage messages there.",
    )
}

/// Where an entry is named that is not known.
#[must_use]
pub const fn no_such_entry(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diesen Eintrag kenne ich nicht. Wähl ihn aus der Liste, die beim Tippen erscheint.",
        "I do not know that entry. Choose it from the list that appears while you type.",
    )
}

/// After an entry was stopped.
#[must_use]
pub fn paused(lang: Lang, question: &str) -> String {
    let question = quoted(lang, question);
    match lang {
        Lang::De => format!(
            "Angehalten: {question}. Auf diesem Server beantworte, biete und poste ich das nicht mehr, bis du es mit /eintrag fortsetzen zurückholst."
        ),
        Lang::En => format!(
            "Paused: {question}. On this server I no longer answer, offer or post it, until you bring it back with /entry resume."
        ),
    }
}

/// After an entry was put back.
#[must_use]
pub fn resumed(lang: Lang, question: &str) -> String {
    let question = quoted(lang, question);
    match lang {
        Lang::De => format!("Wieder da: {question}."),
        Lang::En => format!("Back again: {question}."),
    }
}

/// To putting back what was not stopped.
#[must_use]
pub const fn was_not_paused(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dieser Eintrag war nicht angehalten.",
        "That entry was not paused.",
    )
}

/// In the moderators' channel, when an entry was stopped.
#[must_use]
pub fn told_paused(lang: Lang, question: &str, reason: &str) -> String {
    let question = quoted(lang, question);
    let line = match lang {
        Lang::De => format!("Eintrag angehalten: {question}."),
        Lang::En => format!("Entry paused: {question}."),
    };
    if reason.is_empty() {
        line
    } else {
        format!("{line} {}", because(lang, reason))
    }
}

/// In the moderators' channel, when an entry was put back.
#[must_use]
pub fn told_resumed(lang: Lang, question: &str) -> String {
    let question = quoted(lang, question);
    match lang {
        Lang::De => format!("Eintrag wieder da: {question}."),
        Lang::En => format!("Entry resumed: {question}."),
    }
}

/// The reason moderators gave.
#[must_use]
pub fn because(lang: Lang, reason: &str) -> String {
    format!("{} {reason}", pick(lang, "Grund:", "Reason:"))
}

/// Above an entry that is stopped.
#[must_use]
pub const fn is_paused(lang: Lang) -> &'static str {
    pick(
        lang,
        "Auf diesem Server angehalten.",
        "Paused on this server.",
    )
}

/// Above what an entry answers.
#[must_use]
pub const fn answer(lang: Lang) -> &'static str {
    pick(lang, "Antwort", "Answer")
}

/// Above how an entry is asked for in `asked`.
#[must_use]
pub fn phrasings(lang: Lang, asked: Lang, number: usize) -> String {
    let language = language(lang, asked);
    match lang {
        Lang::De => format!("{number} Formulierungen, {language}"),
        Lang::En => format!("{number} phrasings, {language}"),
    }
}

/// Above how an entry is asked for on this server alone.
#[must_use]
pub const fn taught(lang: Lang) -> &'static str {
    pick(
        lang,
        "Auf diesem Server beigebracht",
        "Taught on this server",
    )
}

/// A language by its name.
#[must_use]
pub const fn language(lang: Lang, named: Lang) -> &'static str {
    match named {
        Lang::De => pick(lang, "Deutsch", "German"),
        Lang::En => pick(lang, "Englisch", "English"),
    }
}

/// Something that moderators can set on their server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The language of public replies.
    Language,
    /// Whether members may hand in questions.
    Inbox,
    /// Where the moderators are told of those.
    InboxChannel,
    /// Where the moderators are told of changes.
    LogChannel,
    /// Where questions are answered that nobody addressed to the bot.
    AutomaticChannels,
    /// How many of such answers there are.
    AutomaticPerHour,
    /// Where digests go.
    DigestChannel,
    /// Whether answers to `/ask` are private.
    Private,
    /// The time between two questions of a member.
    MemberCooldown,
    /// The time before an answer is given again.
    EntryCooldown,
}

/// The name of a setting; at most 100 characters, for it describes an option.
#[must_use]
pub const fn setting(lang: Lang, setting: Setting) -> &'static str {
    match setting {
        Setting::Language => pick(lang, "Sprache", "Language"),
        Setting::Inbox => pick(
            lang,
            "Offene Fragen an die Moderation geben",
            "Hand open questions to the moderators",
        ),
        Setting::InboxChannel => pick(
            lang,
            "Kanal für Hinweise auf offene Fragen",
            "Channel for notes on open questions",
        ),
        Setting::LogChannel => pick(
            lang,
            "Kanal der Moderation für Änderungen",
            "The moderators' channel for changes",
        ),
        Setting::AutomaticChannels => pick(
            lang,
            "Kanäle mit ungefragten Antworten",
            "Channels with answers nobody asked for",
        ),
        Setting::AutomaticPerHour => pick(
            lang,
            "Ungefragte Antworten je Stunde und Kanal",
            "Such answers an hour and channel",
        ),
        Setting::DigestChannel => pick(
            lang,
            "Kanal für wöchentliche Zusammenfassungen",
            "Channel for weekly summaries",
        ),
        Setting::Private => pick(
            lang,
            "Antworten auf /frage nur für den, der fragt",
            "Answers to /ask for the asker alone",
        ),
        Setting::MemberCooldown => pick(
            lang,
            "Sekunden zwischen zwei Fragen eines Mitglieds",
            "Seconds between two questions of a member",
        ),
        Setting::EntryCooldown => pick(
            lang,
            "Sekunden, bis dieselbe Antwort im Kanal wiederkommt",
            "Seconds before the same answer is given again in a channel",
        ),
    }
}

/// On or off.
#[must_use]
pub const fn switched(lang: Lang, is_on: bool) -> &'static str {
    if is_on {
        pick(lang, "an", "on")
    } else {
        pick(lang, "aus", "off")
    }
}

/// A setting that has no value.
#[must_use]
pub const fn none(lang: Lang) -> &'static str {
    pick(lang, "keiner", "none")
}

/// The language, where it is the question's or Discord's.
#[must_use]
pub const fn language_of_the_server(lang: Lang) -> &'static str {
    pick(lang, "die des Servers", "that of the server")
}

/// Where so many questions a minute are allowed instead of a time between two.
#[must_use]
pub fn a_minute(lang: Lang, questions: u64) -> String {
    match (lang, questions) {
        (Lang::De, 0) => "keine Grenze".to_owned(),
        (Lang::De, _) => format!("{questions} Fragen je Minute"),
        (Lang::En, 0) => "no limit".to_owned(),
        (Lang::En, _) => format!("{questions} questions a minute"),
    }
}

/// Beside a value that the server did not set.
#[must_use]
pub const fn by_default(lang: Lang) -> &'static str {
    pick(lang, "wie überall", "as everywhere")
}

/// Above the settings.
#[must_use]
pub const fn settings(lang: Lang) -> &'static str {
    pick(
        lang,
        "So verhalte ich mich auf diesem Server:",
        "This is how I behave on this server:",
    )
}

/// Above settings that were changed.
#[must_use]
pub const fn changed(lang: Lang) -> &'static str {
    pick(lang, "Geändert:", "Changed:")
}

/// Where nothing was changed.
#[must_use]
pub const fn unchanged(lang: Lang) -> &'static str {
    pick(
        lang,
        "Es bleibt alles, wie es war.",
        "Everything stays as it was.",
    )
}

/// In the moderators' channel, above settings that were changed.
#[must_use]
pub const fn told_changed(lang: Lang) -> &'static str {
    pick(lang, "Einstellungen geändert:", "Settings changed:")
}

/// After a channel was named for automatic answers that stay off all the same.
#[must_use]
pub const fn automatic_stay_off(lang: Lang) -> &'static str {
    pick(
        lang,
        "Vorerst antworte ich dort trotzdem nur auf Fragen an mich: Für diesen Wissensstand ist nicht belegt, dass ungefragte Antworten nie falsch sind.",
        "For now I answer only what is addressed to me there all the same: for this state of the knowledge it is not shown that answers nobody asked for are never wrong.",
    )
}

/// After a channel was named for automatic answers where Discord does not let the bot read.
#[must_use]
pub const fn automatic_need_the_text(lang: Lang) -> &'static str {
    pick(
        lang,
        "Vorerst antworte ich dort trotzdem nur auf Fragen an mich: Discord zeigt mir andere Nachrichten nicht. Wer mich betreibt, muss „Message Content Intent“ einschalten.",
        "For now I answer only what is addressed to me there all the same: Discord does not show me other messages. Whoever runs me has to switch on “Message Content Intent”.",
    )
}

/// Title of the numbers of a span of days.
#[must_use]
pub fn stats(lang: Lang, days: u32) -> String {
    match (lang, days) {
        (Lang::De, 1) => "Statistik von heute".to_owned(),
        (Lang::De, _) => format!("Statistik der letzten {days} Tage"),
        (Lang::En, 1) => "Statistics of today".to_owned(),
        (Lang::En, _) => format!("Statistics of the last {days} days"),
    }
}

/// How many questions, and how many of them were answered.
#[must_use]
pub fn asked_and_answered(lang: Lang, asked: u64, answered: u64, share: u64) -> String {
    match lang {
        Lang::De => format!("{asked} Fragen, davon {answered} beantwortet ({share} %)."),
        Lang::En => format!("{asked} questions, of which {answered} were answered ({share} %)."),
    }
}

/// Where nothing was asked.
#[must_use]
pub const fn nothing_asked(lang: Lang) -> &'static str {
    pick(
        lang,
        "In dieser Zeit hat hier niemand etwas gefragt.",
        "Nobody asked anything here in that time.",
    )
}

/// What numbers are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouped {
    /// The kind of reply.
    Outcome,
    /// The language of the reply.
    Language,
    /// The topic of what was answered.
    Topic,
    /// The day.
    Day,
    /// The entry that was answered.
    Entry,
    /// What members think of the answers.
    Feedback,
    /// The answers with which something is wrong, as members see it.
    Faults,
}

/// Above numbers that are grouped.
#[must_use]
pub const fn grouped(lang: Lang, by: Grouped) -> &'static str {
    match by {
        Grouped::Outcome => pick(lang, "Nach Ausgang", "By outcome"),
        Grouped::Language => pick(lang, "Nach Sprache", "By language"),
        Grouped::Topic => pick(lang, "Nach Thema", "By topic"),
        Grouped::Day => pick(lang, "Nach Tag (UTC)", "By day (UTC)"),
        Grouped::Entry => pick(lang, "Am häufigsten gefragt", "Asked most often"),
        Grouped::Feedback => pick(lang, "Rückmeldungen", "Feedback"),
        Grouped::Faults => pick(lang, "Am häufigsten bemängelt", "Faulted most often"),
    }
}

/// A day, short.
#[must_use]
pub fn day(lang: Lang, day: Date) -> String {
    match lang {
        Lang::De => format!("{}.{}.", day.day(), day.month()),
        Lang::En => day.strftime("%-d %b").to_string(),
    }
}

/// A kind of reply.
#[must_use]
pub const fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => pick(lang, "beantwortet", "answered"),
        Outcome::Suggested => pick(lang, "Vorschläge gemacht", "suggestions made"),
        Outcome::Declined => pick(lang, "nicht in den Artikeln", "not in the articles"),
        Outcome::Chatted => pick(lang, "Plauderei", "small talk"),
    }
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered.
    Answered,
    /// Questions were suggested.
    Suggested,
    /// The articles do not say.
    Declined,
    /// It was none.
    Chatted,
}
