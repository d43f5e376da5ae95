//! `/settings`: how the bot behaves on a server. What a server does not set is as config.toml says.

use crate::config::Settings;
use crate::discord::commands::moderating::{AUTOMATIC, CHANGE, CHANNEL, ON, RESET, SETTING, SHOW};
use crate::discord::moderation::not_kept;
use crate::discord::options::Options;
use crate::discord::turn::{Response, Turn};
use crate::lang::Lang;
use crate::phrases;
use crate::phrases::moderation;
use crate::store::{ChannelId, GuildId, GuildSettings};

pub(in crate::discord) use crate::phrases::moderation::Setting;

/// The largest number that can be set: the seconds of a day.
pub(in crate::discord) const SECONDS_MOST: u64 = 86_400;

impl Setting {
    /// All of them, in the order in which they are shown.
    pub(in crate::discord) const ALL: [Self; 10] = [
        Self::Language,
        Self::Private,
        Self::Inbox,
        Self::InboxChannel,
        Self::LogChannel,
        Self::DigestChannel,
        Self::AutomaticChannels,
        Self::AutomaticPerHour,
        Self::MemberCooldown,
        Self::EntryCooldown,
    ];

    /// The name of its option.
    pub(in crate::discord) const fn tag(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Private => "private",
            Self::Inbox => "inbox",
            Self::InboxChannel => "inbox-channel",
            Self::LogChannel => "log-channel",
            Self::DigestChannel => "digest-channel",
            Self::AutomaticChannels => "automatic-channels",
            Self::AutomaticPerHour => "automatic-per-hour",
            Self::MemberCooldown => "member-cooldown",
            Self::EntryCooldown => "entry-cooldown",
        }
    }

    /// The name of its option in German.
    pub(in crate::discord) const fn german(self) -> &'static str {
        match self {
            Self::Language => "sprache",
            Self::Private => "privat",
            Self::Inbox => "eingang",
            Self::InboxChannel => "eingang-kanal",
            Self::LogChannel => "moderation-kanal",
            Self::DigestChannel => "digest-kanal",
            Self::AutomaticChannels => "automatik-kanäle",
            Self::AutomaticPerHour => "automatik-je-stunde",
            Self::MemberCooldown => "pause-mitglied",
            Self::EntryCooldown => "pause-antwort",
        }
    }

    fn reset(self, settings: &mut GuildSettings) {
        match self {
            Self::Language => settings.language = None,
            Self::Private => settings.private = None,
            Self::Inbox => settings.inbox = None,
            Self::InboxChannel => settings.inbox_channel = None,
            Self::LogChannel => settings.log_channel = None,
            Self::DigestChannel => settings.digest_channel = None,
            Self::AutomaticChannels => settings.automatic_channels.clear(),
            Self::AutomaticPerHour => settings.automatic_per_hour = None,
            Self::MemberCooldown => settings.member_cooldown_s = None,
            Self::EntryCooldown => settings.entry_cooldown_s = None,
        }
    }

    /// What it is set to, in words.
    fn shown(self, set: &GuildSettings, defaults: &Settings, lang: Lang) -> String {
        let manners = &defaults.discord;
        let switch = |set: Option<bool>, default: bool| {
            or_default(
                lang,
                set.is_some(),
                moderation::switched(lang, set.unwrap_or(default)),
            )
        };
        let channel =
            |set: Option<ChannelId>| set.map_or_else(|| moderation::none(lang).to_owned(), mention);
        match self {
            Self::Language => {
                let named = set
                    .language
                    .map(|language| moderation::language(lang, language));
                let default = moderation::language_of_the_server(lang);
                or_default(lang, named.is_some(), named.unwrap_or(default))
            }
            Self::Private => switch(set.private, defaults.server.private),
            Self::Inbox => switch(set.inbox, defaults.server.inbox),
            Self::InboxChannel => channel(set.inbox_channel),
            Self::LogChannel => channel(set.log_channel),
            Self::DigestChannel => channel(set.digest_channel),
            Self::AutomaticChannels if set.automatic_channels.is_empty() => {
                moderation::none(lang).to_owned()
            }
            Self::AutomaticChannels => {
                let channels: Vec<String> = set
                    .automatic_channels
                    .iter()
                    .copied()
                    .map(mention)
                    .collect();
                channels.join(", ")
            }
            Self::AutomaticPerHour => {
                let most = set.automatic_per_hour;
                let number = most.unwrap_or(defaults.server.automatic_per_hour);
                or_default(lang, most.is_some(), &number.to_string())
            }
            Self::MemberCooldown => match set.member_cooldown_s {
                Some(seconds) => seconds.to_string(),
                None => {
                    let a_minute = moderation::a_minute(lang, manners.questions_a_minute);
                    or_default(lang, false, &a_minute)
                }
            },
            Self::EntryCooldown => {
                let seconds = set.entry_cooldown_s.map(u64::from);
                let number = seconds.unwrap_or(manners.repeat_after.as_secs());
                or_default(lang, seconds.is_some(), &number.to_string())
            }
        }
    }
}

/// Does what the subcommand says.
pub(super) async fn command(turn: &Turn<'_>, guild: GuildId, options: Options<'_>) -> Response {
    let lang = turn.tongues.private;
    let before = &turn.settings.settings;
    let mut wanted = before.clone();
    match options.subcommand {
        SHOW => return Response::line(listed(turn, before, moderation::settings(lang))),
        CHANGE | AUTOMATIC => set(&mut wanted, options),
        RESET => {
            let tag = options.text(SETTING).unwrap_or_default();
            match Setting::ALL
                .into_iter()
                .find(|setting| setting.tag() == tag)
            {
                Some(setting) => setting.reset(&mut wanted),
                None => return Response::line(phrases::not_known_here(lang)),
            }
        }
        _ => return Response::line(phrases::not_known_here(lang)),
    }
    // Only what was named is put there, so that nobody's change of the same moment is lost.
    let named: Vec<Setting> = Setting::ALL
        .into_iter()
        .filter(|setting| is_other(*setting, before, &wanted))
        .collect();
    if named.is_empty() {
        return Response::line(moderation::unchanged(lang));
    }
    let put = |settings: &mut GuildSettings| {
        for setting in &named {
            take_over(*setting, before, &wanted, settings);
        }
    };
    let Ok(after) = turn.bot.store.change_settings(guild, put).await else {
        return not_kept(turn);
    };
    let lines = |heading: &str, lang| {
        let defaults = turn.engine.settings();
        let changes = named.iter().map(|setting| {
            let from = setting.shown(before, defaults, lang);
            let to = setting.shown(&after, defaults, lang);
            format!("\n- {}: {from} → {to}", moderation::setting(lang, *setting))
        });
        format!("{heading}{}", changes.collect::<String>())
    };
    let mut text = lines(moderation::changed(lang), lang);
    let opened = after
        .automatic_channels
        .difference(&before.automatic_channels);
    if opened.count() > 0 {
        text.push_str(&stay_off(turn).map_or_else(String::new, |why| format!("\n{why}")));
    }
    let public = after.language.unwrap_or(turn.tongues.public);
    let told = lines(moderation::told_changed(public), public);
    Response::line(text).telling_in(after.log_channel.or(before.log_channel), told)
}

/// Why questions are not answered in a channel that was named for it.
fn stay_off(turn: &Turn<'_>) -> Option<&'static str> {
    let lang = turn.tongues.private;
    if turn.engine.may_speak_up().is_err() {
        return Some(moderation::automatic_stay_off(lang));
    }
    let is_refused = turn.bot.automatic.is_refused();
    is_refused.then(|| moderation::automatic_need_the_text(lang))
}

/// Takes over what the options name.
fn set(settings: &mut GuildSettings, options: Options<'_>) {
    let channel = |setting: Setting| {
        let channel = options.channel(setting.tag());
        channel.map(|channel| ChannelId(channel.get()))
    };
    let number = |setting: Setting| options.number(setting.tag());
    let language = options.text(Setting::Language.tag());
    replace(&mut settings.language, language.and_then(Lang::from_tag));
    replace(
        &mut settings.private,
        options.switch(Setting::Private.tag()),
    );
    replace(&mut settings.inbox, options.switch(Setting::Inbox.tag()));
    replace(&mut settings.inbox_channel, channel(Setting::InboxChannel));
    replace(&mut settings.log_channel, channel(Setting::LogChannel));
    replace(
        &mut settings.digest_channel,
        channel(Setting::DigestChannel),
    );
    replace(
        &mut settings.automatic_per_hour,
        number(Setting::AutomaticPerHour),
    );
    replace(
        &mut settings.member_cooldown_s,
        number(Setting::MemberCooldown),
    );
    replace(
        &mut settings.entry_cooldown_s,
        number(Setting::EntryCooldown),
    );
    let named = options
        .channel(CHANNEL)
        .map(|channel| ChannelId(channel.get()));
    match (named, options.switch(ON)) {
        (Some(channel), Some(true)) => drop(settings.automatic_channels.insert(channel)),
        (Some(channel), Some(false)) => drop(settings.automatic_channels.remove(&channel)),
        _ => {}
    }
}

fn replace<T>(slot: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *slot = value;
    }
}

fn is_other(setting: Setting, before: &GuildSettings, wanted: &GuildSettings) -> bool {
    let mut after = before.clone();
    take_over(setting, before, wanted, &mut after);
    after != *before
}

fn take_over(
    setting: Setting,
    before: &GuildSettings,
    wanted: &GuildSettings,
    settings: &mut GuildSettings,
) {
    match setting {
        Setting::Language => settings.language = wanted.language,
        Setting::Private => settings.private = wanted.private,
        Setting::Inbox => settings.inbox = wanted.inbox,
        Setting::InboxChannel => settings.inbox_channel = wanted.inbox_channel,
        Setting::LogChannel => settings.log_channel = wanted.log_channel,
        Setting::DigestChannel => settings.digest_channel = wanted.digest_channel,
        Setting::AutomaticChannels => {
            // One by one: somebody else may be naming another one.
            let (old, new) = (&before.automatic_channels, &wanted.automatic_channels);
            settings.automatic_channels.extend(new.difference(old));
            settings
                .automatic_channels
                .retain(|it| new.contains(it) || !old.contains(it));
        }
        Setting::AutomaticPerHour => settings.automatic_per_hour = wanted.automatic_per_hour,
        Setting::MemberCooldown => settings.member_cooldown_s = wanted.member_cooldown_s,
        Setting::EntryCooldown => settings.entry_cooldown_s = wanted.entry_cooldown_s,
    }
}

fn listed(turn: &Turn<'_>, settings: &GuildSettings, heading: &str) -> String {
    let lang = turn.tongues.private;
    let settings = Setting::ALL.into_iter().map(|setting| {
        let value = setting.shown(settings, turn.engine.settings(), lang);
        format!("\n- {}: {value}", moderation::setting(lang, setting))
    });
    format!("{heading}{}", settings.collect::<String>())
}

fn or_default(lang: Lang, is_set: bool, value: &str) -> String {
    if is_set {
        value.to_owned()
    } else {
        format!("{value} ({})", moderation::by_default(lang))
    }
}

/// A channel as Discord shows its name. It pings nobody.
pub(super) fn mention(channel: ChannelId) -> String {
    format!("<#{}>", channel.0)
}
