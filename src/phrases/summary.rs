//! What stands in and around summaries, and what is said of those that are posted by the clock.

use jiff::civil::{Date, Time, Weekday};

use super::{date, pick};
use crate::knowledge::{Dating, PartialDate};
use crate::lang::Lang;

/// Title of a summary.
#[must_use]
pub fn of(lang: Lang, name: &str) -> String {
    format!("{}: {name}", pick(lang, "Zusammenfassung", "Summary"))
}

/// Title of the summary of everything.
#[must_use]
pub const fn everything(lang: Lang) -> &'static str {
    pick(
        lang,
        "Der Streit um TikTok in Kürze",
        "The TikTok dispute in brief",
    )
}

/// A span of time, open where an end is missing.
#[must_use]
pub fn period(lang: Lang, from: Option<Dating>, to: Option<Dating>) -> String {
    match (from, to, lang) {
        (Some(from), Some(to), _) if from.date == to.date => date(lang, &from),
        (Some(from), Some(to), Lang::De) => {
            format!("{} bis {}", date(lang, &from), date(lang, &to))
        }
        (Some(from), Some(to), Lang::En) => format!("{} to {}", date(lang, &from), date(lang, &to)),
        (Some(from), None, Lang::De) => format!("ab {}", date(lang, &from)),
        (Some(from), None, Lang::En) => format!("from {}", date(lang, &from)),
        (None, Some(to), Lang::De) => format!("bis {}", date(lang, &to)),
        (None, Some(to), Lang::En) => format!("until {}", date(lang, &to)),
        (None, None, _) => everything(lang).to_owned(),
    }
}

/// Before a line that says otherwise than the one above, and itself who reports it.
#[must_use]
pub const fn otherwise(lang: Lang) -> &'static str {
    pick(lang, "Anders: ", "By contrast: ")
}

/// Before a dated line that another newspaper contradicts.
#[must_use]
pub fn according_to(lang: Lang, outlet: &str) -> String {
    format!("{} {outlet}: ", super::by_report_of(lang))
}

/// Before a dated line that says otherwise than the one above.
#[must_use]
pub fn on_the_other_hand(lang: Lang, outlet: &str) -> String {
    format!("{} {outlet}: ", pick(lang, "Anders", "By contrast,"))
}

/// At the end of a summary that leaves lines out.
#[must_use]
pub fn chosen(lang: Lang, chosen: usize, all: usize) -> String {
    match lang {
        Lang::De => format!("Auswahl: {chosen} von {all} Punkten."),
        Lang::En => format!("A selection: {chosen} of {all} points."),
    }
}

/// At the end of a summary: what it comes from.
#[must_use]
pub fn rests_on(
    lang: Lang,
    articles: usize,
    outlets: usize,
    oldest: &Dating,
    newest: &Dating,
) -> String {
    let (articles, outlets) = match lang {
        Lang::De => (
            counted(articles, "einem Artikel", "Artikeln"),
            counted(outlets, "einer Redaktion", "Redaktionen"),
        ),
        Lang::En => (
            counted(articles, "one article", "articles"),
            counted(outlets, "one outlet", "outlets"),
        ),
    };
    let month = |dating: &Dating| {
        date(
            lang,
            &Dating {
                part: None,
                ..*dating
            },
        )
    };
    let (oldest, newest) = (month(oldest), month(newest));
    match (lang, oldest == newest) {
        (Lang::De, true) => format!("Aus {articles} von {outlets}, {oldest}."),
        (Lang::De, false) => format!("Aus {articles} von {outlets}, {oldest} bis {newest}."),
        (Lang::En, true) => format!("From {articles} by {outlets}, {oldest}."),
        (Lang::En, false) => format!("From {articles} by {outlets}, {oldest} to {newest}."),
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        one.to_owned()
    } else {
        format!("{number} {many}")
    }
}

/// Before what the moderators say themselves.
#[must_use]
pub const fn from_moderators(lang: Lang) -> &'static str {
    pick(lang, "Von der Moderation:", "From the moderators:")
}

/// At the end of a summary that was drawn again.
#[must_use]
pub fn updated_on(lang: Lang, day: Date) -> String {
    let date = date(
        lang,
        &Dating {
            date: PartialDate::from(day),
            part: None,
            inferred: false,
        },
    );
    match lang {
        Lang::De => format!("Aktualisiert am {date}."),
        Lang::En => format!("Updated on {date}."),
    }
}

/// Above the preview of a post. `channel` is what Discord shows as its name.
#[must_use]
pub fn preview(lang: Lang, channel: &str) -> String {
    match lang {
        Lang::De => {
            format!("Vorschau, nur für dich. So stünde die Zusammenfassung in {channel}.")
        }
        Lang::En => {
            format!("A preview, just for you. This is how the summary would stand in {channel}.")
        }
    }
}

/// Above the menu of channels.
#[must_use]
pub const fn where_to(lang: Lang) -> &'static str {
    pick(
        lang,
        "Wohin soll die Zusammenfassung?",
        "Where is the summary to go?",
    )
}

/// On the button that posts a summary.
#[must_use]
pub const fn post(lang: Lang) -> &'static str {
    pick(lang, "Posten", "Post")
}

/// On the button that makes a summary shorter.
#[must_use]
pub const fn shorter(lang: Lang) -> &'static str {
    pick(lang, "Kürzer", "Shorter")
}

/// On the button that makes a summary longer.
#[must_use]
pub const fn longer(lang: Lang) -> &'static str {
    pick(lang, "Länger", "Longer")
}

/// On the button that shows the other language to a moderator.
#[must_use]
pub const fn other_language(lang: Lang) -> &'static str {
    pick(lang, "Andere Sprache", "Other language")
}

/// On the button that opens the menu of channels, and in that menu.
#[must_use]
pub const fn choose_channel(lang: Lang) -> &'static str {
    pick(lang, "Kanal wählen", "Choose channel")
}

/// On the button that opens the form for a foreword, and above that form.
#[must_use]
pub const fn foreword(lang: Lang) -> &'static str {
    pick(lang, "Vorwort", "Foreword")
}

/// Beside the field of that form.
#[must_use]
pub const fn your_foreword(lang: Lang) -> &'static str {
    pick(
        lang,
        "Steht über der Zusammenfassung",
        "Stands above the summary",
    )
}

/// On the button that ends a preview without a post.
#[must_use]
pub const fn cancel(lang: Lang) -> &'static str {
    pick(lang, "Abbrechen", "Cancel")
}

/// In the place of a preview that ended without a post.
#[must_use]
pub const fn cancelled(lang: Lang) -> &'static str {
    pick(
        lang,
        "Abgebrochen, nichts wurde gepostet.",
        "Cancelled, nothing was posted.",
    )
}

/// After a post, with its address.
#[must_use]
pub fn posted(lang: Lang, link: &str) -> String {
    format!("{} {link}", pick(lang, "Gepostet:", "Posted:"))
}

/// After a post was drawn again, with its address.
#[must_use]
pub fn updated(lang: Lang, link: &str) -> String {
    format!("{} {link}", pick(lang, "Aktualisiert:", "Updated:"))
}

/// Where Discord does not let the bot write.
#[must_use]
pub fn may_not_write(lang: Lang, channel: &str) -> String {
    match lang {
        Lang::De => format!(
            "In {channel} darf ich nicht schreiben. Gib mir dort „Nachrichten senden“ und „Links einbetten“, oder wähl einen anderen Kanal."
        ),
        Lang::En => format!(
            "I may not write in {channel}. Give me “Send Messages” and “Embed Links” there, or choose another channel."
        ),
    }
}

/// Where there is no such topic or article.
#[must_use]
pub const fn gone(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dieses Thema oder diesen Artikel habe ich nicht. Wähl es aus der Liste, die beim Tippen erscheint.",
        "I do not have that topic or article. Choose it from the list that appears while you type.",
    )
}

/// Where there is nothing to sum up.
#[must_use]
pub const fn nothing(lang: Lang) -> &'static str {
    pick(
        lang,
        "Dazu gibt es nichts zusammenzufassen: In den Artikeln steht nichts, oder alles davon ist angehalten.",
        "There is nothing to sum up: the articles say nothing, or all of it is paused.",
    )
}

/// Where a line has no source: nothing uncited is posted.
#[must_use]
pub fn uncited(lang: Lang, entry: &str) -> String {
    match lang {
        Lang::De => format!(
            "Gestoppt: Die Zeile zum Eintrag {entry} nennt keine Quelle, und ohne Quelle poste ich nichts."
        ),
        Lang::En => format!(
            "Stopped: the line on the entry {entry} names no source, and without one I post nothing."
        ),
    }
}

/// To drawing a message again that is no summary.
#[must_use]
pub const fn no_summary(lang: Lang) -> &'static str {
    pick(
        lang,
        "Das ist keine Zusammenfassung von mir. Nutz das Menü an einer, die ich gepostet habe.",
        "That is no summary of mine. Use this on one that I posted.",
    )
}

/// A day of the week.
#[must_use]
pub const fn weekday(lang: Lang, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => pick(lang, "Montag", "Monday"),
        Weekday::Tuesday => pick(lang, "Dienstag", "Tuesday"),
        Weekday::Wednesday => pick(lang, "Mittwoch", "Wednesday"),
        Weekday::Thursday => pick(lang, "Donnerstag", "Thursday"),
        Weekday::Friday => pick(lang, "Freitag", "Friday"),
        Weekday::Saturday => pick(lang, "Samstag", "Saturday"),
        Weekday::Sunday => pick(lang, "Sonntag", "Sunday"),
    }
}

/// When a digest is posted.
#[must_use]
pub fn every(lang: Lang, day: Weekday, time: Time, zone: &str) -> String {
    let (day, time) = (weekday(lang, day), time.strftime("%H:%M"));
    match lang {
        Lang::De => format!("{day}, {time} Uhr ({zone})"),
        Lang::En => format!("{day}, {time} ({zone})"),
    }
}

/// Above the digests of a guild.
#[must_use]
pub const fn digests(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Zusammenfassungen kommen von selbst:",
        "These summaries come by themselves:",
    )
}

/// Where there is no digest.
#[must_use]
pub const fn no_digests(lang: Lang) -> &'static str {
    pick(
        lang,
        "Hier kommt noch keine Zusammenfassung von selbst. Mit /digest neu legst du eine an.",
        "No summary comes by itself here yet. /digest add makes one.",
    )
}

/// After a digest was added; `line` tells which.
#[must_use]
pub fn digest_added(lang: Lang, line: &str) -> String {
    format!(
        "{} {line}",
        pick(lang, "Kommt jede Woche:", "Comes every week:")
    )
}

/// After a digest was stopped for a while.
#[must_use]
pub fn digest_paused(lang: Lang, line: &str) -> String {
    format!("{} {line}", pick(lang, "Pausiert:", "Paused:"))
}

/// After a digest was put back.
#[must_use]
pub fn digest_resumed(lang: Lang, line: &str) -> String {
    format!("{} {line}", pick(lang, "Läuft wieder:", "Goes on:"))
}

/// After a digest was removed.
#[must_use]
pub fn digest_removed(lang: Lang, line: &str) -> String {
    format!("{} {line}", pick(lang, "Entfernt:", "Removed:"))
}

/// Beside a digest that is left out for now.
#[must_use]
pub const fn is_paused(lang: Lang) -> &'static str {
    pick(lang, "pausiert", "paused")
}

/// Where a digest is not there.
#[must_use]
pub const fn no_such_digest(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Zusammenfassung kenne ich nicht. Wähl sie aus der Liste, die beim Tippen erscheint.",
        "I do not know that summary. Choose it from the list that appears while you type.",
    )
}

/// Where a guild has as many digests as it may.
#[must_use]
pub fn too_many_digests(lang: Lang, most: usize) -> String {
    match lang {
        Lang::De => format!("Mehr als {most} gehen nicht. Entfern zuerst eine."),
        Lang::En => format!("There cannot be more than {most}. Remove one first."),
    }
}

/// To a time of day that cannot be read.
#[must_use]
pub const fn no_such_time(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Uhrzeit verstehe ich nicht. Schreib sie so: 18:00.",
        "I cannot read that time. Write it like this: 18:00.",
    )
}

/// To a time zone that does not exist.
#[must_use]
pub const fn no_such_zone(lang: Lang) -> &'static str {
    pick(
        lang,
        "Diese Zeitzone kenne ich nicht. Wähl sie aus der Liste, zum Beispiel Europe/Berlin.",
        "I do not know that time zone. Choose it from the list, for example Europe/Berlin.",
    )
}
