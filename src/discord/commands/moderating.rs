//! Commands for moderators: only in servers that have invited the bot, and for those who may manage messages, which the bot checks again.

use jiff::civil::Weekday;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::Permissions;
use serenity::model::application::{
    CommandOptionType, CommandType, InstallationContext, InteractionContext,
};
use serenity::model::channel::ChannelType;

use super::{FROM, GERMAN, German, TO, command, date, option};
use crate::discord::moderation::settings::{SECONDS_MOST, Setting};
use crate::lang::Lang;
use crate::phrases::{moderation, summary as phrases};
use crate::reply::Length;

/// Characters of the reason for stopping an entry.
pub(in crate::discord) const REASON_CHARS_MOST: u16 = 200;

/// Channels the bot can write in.
pub(in crate::discord) const CHANNELS: [ChannelType; 3] = [
    ChannelType::Text,
    ChannelType::News,
    ChannelType::PublicThread,
];

/// Name of the command that stops entries, its subcommands and options.
pub(in crate::discord) const ENTRY: &str = "entry";
pub(in crate::discord) const PAUSE: &str = "pause";
pub(in crate::discord) const RESUME: &str = "resume";
pub(in crate::discord) const SHOW: &str = "show";
pub(in crate::discord) const REASON: &str = "reason";

/// Name of the command for the settings of a server, its subcommands and options. The settings themselves name options and choices.
pub(in crate::discord) const SETTINGS: &str = "settings";
pub(in crate::discord) const CHANGE: &str = "change";
pub(in crate::discord) const AUTOMATIC: &str = "automatic";
pub(in crate::discord) const RESET: &str = "reset";
pub(in crate::discord) const CHANNEL: &str = "channel";
pub(in crate::discord) const ON: &str = "on";
pub(in crate::discord) const SETTING: &str = "setting";
/// Name of the command that sums up, and its options.
pub(in crate::discord) const SUMMARY: &str = "summary";
pub(in crate::discord) const TOPIC: &str = "topic";
pub(in crate::discord) const ARTICLE: &str = "article";
pub(in crate::discord) const LENGTH: &str = "length";
pub(in crate::discord) const LANGUAGE: &str = "language";
/// Name of the command on a posted summary.
pub(in crate::discord) const UPDATE_SUMMARY: &str = "Update summary";
/// Name of the command for summaries by the clock, its subcommands and options.
pub(in crate::discord) const DIGEST: &str = "digest";
pub(in crate::discord) const ADD: &str = "add";
pub(in crate::discord) const LIST: &str = "list";
pub(in crate::discord) const REMOVE: &str = "remove";
pub(in crate::discord) const POST_NOW: &str = "post-now";
pub(in crate::discord) const WEEKDAY: &str = "weekday";
pub(in crate::discord) const TIME: &str = "time";
pub(in crate::discord) const ZONE: &str = "time-zone";
/// Name of the command that counts, and its option.
pub(in crate::discord) const STATS: &str = "stats";
pub(in crate::discord) const DAYS: &str = "days";
/// The most days that are counted together.
pub(in crate::discord) const DAYS_MOST: u64 = 366;

/// All of them.
pub(super) fn all() -> Vec<CreateCommand> {
    let all = [
        entry(),
        settings(),
        summary(),
        digest(),
        stats(),
        CreateCommand::new(UPDATE_SUMMARY)
            .kind(CommandType::Message)
            .name_localized(GERMAN, "Zusammenfassung aktualisieren"),
    ];
    all.map(for_moderators).to_vec()
}

fn for_moderators(command: CreateCommand) -> CreateCommand {
    command
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
        .default_member_permissions(Permissions::MANAGE_MESSAGES)
}

fn entry() -> CreateCommand {
    let which = || {
        // Its option is called like the command.
        option(
            CommandOptionType::String,
            ENTRY,
            "eintrag",
            "Which question?",
            "Welche Frage?",
        )
        .required(true)
        .set_autocomplete(true)
    };
    command(
        ENTRY,
        "eintrag",
        "Stops an answer on this server, puts it back, or shows all there is of it.",
        "Hält eine Antwort auf diesem Server an, holt sie zurück oder zeigt alles zu ihr.",
    )
    .add_option(
        subcommand(
            PAUSE,
            "anhalten",
            "Takes an entry out of answers, suggestions and summaries of this server at once.",
            "Nimmt einen Eintrag sofort aus Antworten, Vorschlägen und Zusammenfassungen dieses Servers.",
        )
        .add_sub_option(which())
        .add_sub_option(
            option(
                CommandOptionType::String,
                REASON,
                "grund",
                "Why? Only moderators see it.",
                "Warum? Das sehen nur Moderatoren.",
            )
            .required(true)
            .max_length(REASON_CHARS_MOST),
        ),
    )
    .add_option(
        subcommand(
            RESUME,
            "fortsetzen",
            "Puts a stopped entry back.",
            "Holt einen angehaltenen Eintrag zurück.",
        )
        .add_sub_option(which()),
    )
    .add_option(
        subcommand(
            SHOW,
            "zeigen",
            "Shows an entry with its phrasings and sources.",
            "Zeigt einen Eintrag mit Formulierungen und Quellen.",
        )
        .add_sub_option(which()),
    )
}

fn settings() -> CreateCommand {
    let change = subcommand(
        CHANGE,
        "ändern",
        "Changes what you name here; everything else stays.",
        "Ändert, was du hier angibst; alles andere bleibt.",
    );
    let options = Setting::ALL.into_iter().filter_map(|setting| {
        let kind = match setting {
            Setting::AutomaticChannels => return None,
            Setting::Language => CommandOptionType::String,
            Setting::Inbox | Setting::Private => CommandOptionType::Boolean,
            Setting::InboxChannel | Setting::LogChannel | Setting::DigestChannel => {
                CommandOptionType::Channel
            }
            Setting::AutomaticPerHour | Setting::MemberCooldown | Setting::EntryCooldown => {
                CommandOptionType::Integer
            }
        };
        let name = moderation::setting(Lang::En, setting);
        let option = option(
            kind,
            setting.tag(),
            setting.german(),
            name,
            moderation::setting(Lang::De, setting),
        );
        Some(match kind {
            CommandOptionType::String => with_languages(option),
            CommandOptionType::Channel => in_channels(option),
            CommandOptionType::Integer => option.min_int_value(0).max_int_value(SECONDS_MOST),
            _ => option,
        })
    });
    let change = options.fold(change, CreateCommandOption::add_sub_option);
    let which = option(
        CommandOptionType::String,
        SETTING,
        "einstellung",
        "Which setting?",
        "Welche Einstellung?",
    );
    let which = Setting::ALL.into_iter().fold(which, |which, setting| {
        let name = |lang| moderation::setting(lang, setting);
        which.add_string_choice_localized(name(Lang::En), setting.tag(), [(GERMAN, name(Lang::De))])
    });
    command(
        SETTINGS,
        "einstellungen",
        "Shows and changes how I behave on this server.",
        "Zeigt und ändert, wie ich mich auf diesem Server verhalte.",
    )
    .add_option(subcommand(
        SHOW,
        "zeigen",
        "Shows all settings of this server.",
        "Zeigt alle Einstellungen dieses Servers.",
    ))
    .add_option(change)
    .add_option(
        subcommand(
            AUTOMATIC,
            "automatisch",
            "Whether I answer questions in a channel without being asked.",
            "Ob ich in einem Kanal auch ungefragt auf Fragen antworte.",
        )
        .add_sub_option(channel("Which channel?", "Welcher Kanal?").required(true))
        .add_sub_option(
            option(
                CommandOptionType::Boolean,
                ON,
                "an",
                "On or off?",
                "An oder aus?",
            )
            .required(true),
        ),
    )
    .add_option(
        subcommand(
            RESET,
            "zurücksetzen",
            "Puts a setting back to what holds everywhere.",
            "Setzt eine Einstellung auf das zurück, was überall gilt.",
        )
        .add_sub_option(which.required(true)),
    )
}

fn summary() -> CreateCommand {
    let command = command(
        SUMMARY,
        "zusammenfassung",
        "Sums up a topic, an article, a time or everything, as a preview to be posted.",
        "Fasst ein Thema, einen Artikel, eine Zeit oder alles zusammen, erst als Vorschau.",
    );
    let span = [
        date(
            FROM,
            "von",
            "From when: 2020, 2020-08 or 2020-08-03.",
            "Ab wann: 2020, 2020-08 oder 2020-08-03.",
        ),
        date(
            TO,
            "bis",
            "Until when: 2020, 2020-08 or 2020-08-03.",
            "Bis wann: 2020, 2020-08 oder 2020-08-03.",
        ),
    ];
    what()
        .into_iter()
        .chain(span)
        .chain(how())
        .fold(command, CreateCommand::add_option)
}

fn digest() -> CreateCommand {
    let weekday = option(
        CommandOptionType::String,
        WEEKDAY,
        "wochentag",
        "On which day?",
        "An welchem Tag?",
    );
    let week = Weekday::Monday.cycle_forward().take(7);
    let weekday = week.fold(weekday, |weekday, day| {
        let name = |lang| phrases::weekday(lang, day);
        weekday.add_string_choice_localized(
            name(Lang::En),
            name(Lang::En),
            [(GERMAN, name(Lang::De))],
        )
    });
    let time = option(
        CommandOptionType::String,
        TIME,
        "uhrzeit",
        "At what time? For example 18:00.",
        "Um wie viel Uhr? Zum Beispiel 18:00.",
    );
    let zone = option(
        CommandOptionType::String,
        ZONE,
        "zeitzone",
        "In which time zone? For example Europe/Berlin.",
        "In welcher Zeitzone? Zum Beispiel Europe/Berlin.",
    );
    let add = subcommand(
        ADD,
        "neu",
        "Posts a summary every week.",
        "Postet jede Woche eine Zusammenfassung.",
    )
    .add_sub_option(weekday.required(true))
    .add_sub_option(time.required(true).max_length(8))
    .add_sub_option(zone.set_autocomplete(true));
    let add = what()
        .into_iter()
        .chain(how())
        .fold(add, CreateCommandOption::add_sub_option);
    let which = || {
        option(
            CommandOptionType::String,
            DIGEST,
            "digest",
            "Which one?",
            "Welche?",
        )
        .required(true)
        .set_autocomplete(true)
    };
    command(
        DIGEST,
        "digest",
        "Summaries that I post every week by myself.",
        "Zusammenfassungen, die ich jede Woche von selbst poste.",
    )
    .add_option(add)
    .add_option(subcommand(LIST, "liste", "Shows them.", "Zeigt sie."))
    .add_option(
        subcommand(
            PAUSE,
            "pausieren",
            "Leaves one out for a while, or lets it go on.",
            "Lässt eine eine Weile aus, oder lässt sie weiterlaufen.",
        )
        .add_sub_option(which()),
    )
    .add_option(
        subcommand(REMOVE, "entfernen", "Removes one.", "Entfernt eine.").add_sub_option(which()),
    )
    .add_option(
        subcommand(
            POST_NOW,
            "jetzt-posten",
            "Posts one now as well.",
            "Postet eine auch jetzt gleich.",
        )
        .add_sub_option(which()),
    )
}

fn stats() -> CreateCommand {
    command(
        STATS,
        "statistik",
        "Counts questions by outcome, language, topic and day, and what members think of the answers.",
        "Zählt Fragen nach Ausgang, Sprache, Thema und Tag, und was Mitglieder von den Antworten halten.",
    )
    .add_option(
        option(
            CommandOptionType::Integer,
            DAYS,
            "tage",
            "Of how many days? 30, if you say nothing.",
            "Von wie vielen Tagen? 30, wenn du nichts sagst.",
        )
        .min_int_value(1)
        .max_int_value(DAYS_MOST),
    )
}

/// What a summary is of; of everything, where neither is named.
fn what() -> [CreateCommandOption; 2] {
    let text = CommandOptionType::String;
    [
        option(text, TOPIC, "thema", "Of which topic?", "Zu welchem Thema?").set_autocomplete(true),
        option(
            text,
            ARTICLE,
            "artikel",
            "Of which article?",
            "Zu welchem Artikel?",
        )
        .set_autocomplete(true),
    ]
}

/// How it is written, and where it goes.
fn how() -> [CreateCommandOption; 3] {
    let length = option(
        CommandOptionType::String,
        LENGTH,
        "länge",
        "Short or full?",
        "Kurz oder ganz?",
    );
    let length = [(Length::Short, "kurz"), (Length::Full, "ganz")]
        .into_iter()
        .fold(length, |option, (length, german)| {
            option.add_string_choice_localized(length.tag(), length.tag(), [(GERMAN, german)])
        });
    let language = option(
        CommandOptionType::String,
        LANGUAGE,
        "sprache",
        "In which language?",
        "In welcher Sprache?",
    );
    [
        length,
        with_languages(language),
        channel(
            "Where is it to be posted? Here, if you say nothing.",
            "Wo soll sie stehen? Hier, wenn du nichts sagst.",
        ),
    ]
}

fn channel(description: &str, in_german: German) -> CreateCommandOption {
    in_channels(option(
        CommandOptionType::Channel,
        CHANNEL,
        "kanal",
        description,
        in_german,
    ))
}

/// Where the bot can write.
fn in_channels(option: CreateCommandOption) -> CreateCommandOption {
    option.channel_types(CHANNELS.to_vec())
}

fn with_languages(option: CreateCommandOption) -> CreateCommandOption {
    Lang::ALL.into_iter().fold(option, |option, language| {
        option.add_string_choice_localized(
            moderation::language(Lang::En, language),
            language.tag(),
            [(GERMAN, moderation::language(Lang::De, language))],
        )
    })
}

fn subcommand(
    name: &str,
    german: German,
    description: &str,
    in_german: German,
) -> CreateCommandOption {
    option(
        CommandOptionType::SubCommand,
        name,
        german,
        description,
        in_german,
    )
}
