//! Settings: config.toml, then `TICKTACK_<SECTION>_<KEY>` from the environment. Secrets are never settings.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::tz::TimeZone;
use url::Url;

use crate::decide::Thresholds;
use crate::document::{Document, Finding, Place, Severity, Table, nearest};
use crate::lang::Lang;

/// Everything that can be set. The file and the environment are checked alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The cut-offs of the decision.
    pub thresholds: Thresholds,
    /// How the bot behaves among people.
    pub discord: Manners,
    /// The language of a reply where neither the question nor Discord tells.
    pub language: Lang,
    /// What holds on servers that set nothing else.
    pub server: Server,
    /// The folder that holds the articles themselves, if there is one and excerpts are to be shown.
    pub articles: Option<PathBuf>,
    /// Where the store is, if somebody said so.
    pub store: Option<StoreUrl>,
}

/// What holds on servers that set nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Whether members may hand in questions.
    pub inbox: bool,
    /// Whether answers to `/ask` are for the asker alone unless they say otherwise.
    pub private: bool,
    /// The most answers in an hour and channel that nobody asked the bot for.
    pub automatic_per_hour: u32,
    /// The IANA time zone of digests and dates.
    pub time_zone: String,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            inbox: false,
            private: false,
            automatic_per_hour: 6,
            time_zone: "Europe/Berlin".to_owned(),
        }
    }
}

/// The address of a store: `sqlite:FILE` or `postgres://...`. It may hold a password, so nothing but the store reads it, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreUrl(String);

impl StoreUrl {
    /// Takes an address of one of the two databases; `None` for anything else.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let is_known = match scheme {
            "sqlite" => !matches!(rest, "" | "//"),
            "postgres" | "postgresql" => Url::parse(text).is_ok_and(|url| url.has_authority()),
            _ => false,
        };
        is_known.then(|| Self(text.to_owned()))
    }

    /// The whole address, with the password if there is one.
    #[must_use]
    pub fn exposed(&self) -> &str {
        &self.0
    }

    /// Whether a password stands in it, in either of the places that PostgreSQL knows.
    fn has_password(&self) -> bool {
        !self.0.starts_with("sqlite:")
            && Url::parse(&self.0).is_ok_and(|url| {
                url.password().is_some() || url.query_pairs().any(|(key, _)| key == "password")
            })
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreUrl(..)")
    }
}

/// How the bot behaves among people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Questions a member may ask within a minute; 0 for no limit.
    pub questions_a_minute: u64,
    /// How long an answer counts as standing in its channel already; zero for never.
    pub repeat_after: Duration,
    /// How long the buttons of an offer in a channel stay.
    pub offer_lasts: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            questions_a_minute: 10,
            repeat_after: Duration::from_mins(2),
            offer_lasts: Duration::from_mins(15),
        }
    }
}

/// Seconds of a setting that lasts: a day at most.
const SECONDS: Range<u64> = 0..86_401;

impl Default for Settings {
    fn default() -> Self {
        Self {
            discord: Manners::default(),
            thresholds: Thresholds {
                answer: 0.45,
                alone: 0.75,
                suggest: 0.06,
                unaddressed: 0.97,
                // No settings: they only make sense together with how P is worked out.
                score: 0.35,
                over_boundary: 0.01,
            },
            language: Lang::De,
            server: Server::default(),
            articles: None,
            store: None,
        }
    }
}

/// How a key's value is written in the environment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number or a switch, as in the file.
    Plain,
    /// A text, without quotation marks.
    Text,
}

/// What the program's own files in a folder are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// They must last.
    State,
    /// They can be made again.
    Cache,
}

/// The folder for the program's own files: what systemd gives, else its place in the user's folder; `None` where `variable` knows neither.
pub fn own_folder(what: Own, variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    // systemd.exec(5), RuntimeDirectory=, and the XDG Base Directory Specification.
    let (given, user, default) = match what {
        Own::State => ("STATE_DIRECTORY", "XDG_STATE_HOME", ".local/state"),
        Own::Cache => ("CACHE_DIRECTORY", "XDG_CACHE_HOME", ".cache"),
    };
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    let folder = |name: &str| absolute(PathBuf::from(variable(name)?));
    // systemd lists several with colons, in the order in which they were named.
    let given = variable(given).and_then(|list| absolute(PathBuf::from(list.split(':').next()?)));
    let own = || folder(user).or_else(|| Some(folder("HOME")?.join(default)));
    given.or_else(|| Some(own()?.join("ticktack")))
}

/// Every key there is, for the names in the environment.
const KEYS: &[(&str, &str, Kind)] = &[
    ("decide", "alone", Kind::Plain),
    ("decide", "answer", Kind::Plain),
    ("decide", "suggest", Kind::Plain),
    ("decide", "unaddressed", Kind::Plain),
    ("discord", "offer_seconds", Kind::Plain),
    ("discord", "questions_a_minute", Kind::Plain),
    ("discord", "repeat_seconds", Kind::Plain),
    ("reply", "language", Kind::Text),
    ("server", "automatic_per_hour", Kind::Plain),
    ("server", "inbox", Kind::Plain),
    ("server", "private", Kind::Plain),
    ("server", "time_zone", Kind::Text),
    ("sources", "articles", Kind::Text),
    ("store", "url", Kind::Text),
];
/// What begins the name of a setting in the environment.
const PREFIX: &str = "TICKTACK_";
/// Names the file of the settings; the one name with the prefix that is no setting itself.
pub const CONFIG_VARIABLE: &str = "TICKTACK_CONFIG";

/// Reads `file`, if it is there, and lays `environment` (name and value pairs) over it.
///
/// # Errors
/// Everything that is wrong in either, with its place.
pub fn load(
    file: &Path,
    must_exist: bool,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Settings, Vec<Finding>> {
    let mut settings = Settings::default();
    let mut findings = Vec::new();
    let path = file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(text) => findings.extend(apply(&mut settings, &path, &text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => {}
        Err(error) => findings.push(whole_file(
            "unreadable",
            &path,
            format!("this cannot be read: {error}"),
        )),
    }
    if settings.store.as_ref().is_some_and(StoreUrl::has_password) {
        findings.push(whole_file(
            "secret",
            &path,
            "the password of `[store] url` must not stand in a file: set TICKTACK_STORE_URL in the environment instead".to_owned(),
        ));
    }
    for (name, value) in environment {
        let Some(key) = name
            .strip_prefix(PREFIX)
            .filter(|_| name != CONFIG_VARIABLE)
        else {
            continue;
        };
        let variable = |section: &str, key: &str| format!("{section}_{key}").to_ascii_uppercase();
        match KEYS
            .iter()
            .find(|(section, known, _)| variable(section, known) == key)
        {
            Some((section, known, kind)) => {
                let value = if *kind == Kind::Text {
                    serde_json::Value::String(value).to_string()
                } else {
                    value
                };
                let read = apply(
                    &mut settings,
                    &name,
                    &format!("[{section}]\n{known} = {value}\n"),
                );
                // A line in a text that nobody wrote says nothing to the reader.
                findings.extend(read.into_iter().map(|finding| Finding {
                    place: Place {
                        line: 0,
                        ..finding.place.clone()
                    },
                    ..finding
                }));
            }
            None => {
                let names: Vec<String> = KEYS
                    .iter()
                    .map(|(section, known, _)| variable(section, known))
                    .collect();
                let near = nearest(key, names.iter().map(String::as_str));
                let hint = near.map_or_else(String::new, |near| {
                    format!("; did you mean `{PREFIX}{near}`?")
                });
                findings.push(whole_file(
                    "unknown-key",
                    &name,
                    format!("this variable sets nothing that is known{hint}"),
                ));
            }
        }
    }
    if settings.thresholds.suggest > settings.thresholds.answer
        || settings.thresholds.answer > settings.thresholds.unaddressed
    {
        findings.push(whole_file(
            "wrong-value",
            &path,
            "the cut-offs must rise: suggest, answer, unaddressed".to_owned(),
        ));
    }
    if findings.is_empty() {
        Ok(settings)
    } else {
        Err(findings)
    }
}

fn apply(settings: &mut Settings, path: &str, text: &str) -> Vec<Finding> {
    let document = Document::parse(path, text);
    let root = document.root();
    if let Some(decide) = root.optional_table("decide") {
        let thresholds = &mut settings.thresholds;
        set(&mut thresholds.answer, decide.optional_share("answer"));
        set(&mut thresholds.alone, decide.optional_share("alone"));
        set(&mut thresholds.suggest, decide.optional_share("suggest"));
        set(
            &mut thresholds.unaddressed,
            decide.optional_share("unaddressed"),
        );
        decide.finish();
    }
    if let Some(discord) = root.optional_table("discord") {
        let manners = &mut settings.discord;
        let seconds = |key| {
            let seconds = discord.optional_number(key, SECONDS);
            seconds.map(Duration::from_secs)
        };
        set(&mut manners.offer_lasts, seconds("offer_seconds"));
        set(&mut manners.repeat_after, seconds("repeat_seconds"));
        set(
            &mut manners.questions_a_minute,
            discord.optional_number("questions_a_minute", 0..1_001),
        );
        discord.finish();
    }
    if let Some(reply) = root.optional_table("reply") {
        set(&mut settings.language, read_language(&reply));
        reply.finish();
    }
    if let Some(server) = root.optional_table("server") {
        let defaults = &mut settings.server;
        set(&mut defaults.inbox, server.optional_switch("inbox"));
        set(&mut defaults.private, server.optional_switch("private"));
        let per_hour = server.optional_number("automatic_per_hour", 0..1_001);
        set(
            &mut defaults.automatic_per_hour,
            per_hour.map(|number| number as u32),
        );
        set(&mut defaults.time_zone, read_time_zone(&server));
        server.finish();
    }
    if let Some(sources) = root.optional_table("sources") {
        let folder = sources.optional_text("articles");
        set(
            &mut settings.articles,
            folder.map(|folder| Some(PathBuf::from(folder.value))),
        );
        sources.finish();
    }
    if let Some(store) = root.optional_table("store") {
        set(&mut settings.store, read_store_url(&store).map(Some));
        store.finish();
    }
    root.finish();
    document.into_findings()
}

fn read_language(table: &Table<'_, '_>) -> Option<Lang> {
    let tag = table.optional_text("language")?;
    let lang = Lang::from_tag(&tag.value);
    if lang.is_none() {
        table.report(
            "wrong-value",
            "language",
            "`language` must be de or en".to_owned(),
        );
    }
    lang
}

fn read_time_zone(table: &Table<'_, '_>) -> Option<String> {
    let name = table.optional_text("time_zone")?.value;
    if TimeZone::get(&name).is_err() {
        table.report(
            "wrong-value",
            "time_zone",
            "`time_zone` must be a name like Europe/Berlin".to_owned(),
        );
    }
    Some(name)
}

fn read_store_url(table: &Table<'_, '_>) -> Option<StoreUrl> {
    let text = table.optional_text("url")?;
    let url = StoreUrl::new(&text.value);
    if url.is_none() {
        // It may hold a password, so it is not repeated.
        table.report(
            "wrong-value",
            "url",
            "`url` must be sqlite:FILE or postgres://USER@HOST/DATABASE".to_owned(),
        );
    }
    url
}

fn set<T>(slot: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *slot = value;
    }
}

fn whole_file(code: &'static str, path: &str, message: String) -> Finding {
    Finding {
        severity: Severity::Error,
        code,
        place: Place {
            path: path.into(),
            ..Place::default()
        },
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: Result<f32, &str>) {
        let environment = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let read = load(Path::new("no-such-file.toml"), false, environment);
        let read = read
            .map(|settings| settings.thresholds.answer)
            .map_err(|findings| findings[0].to_string());
        assert_eq!(
            read.as_ref().map_err(String::as_str),
            expected.as_ref().map_err(|text| *text)
        );
    }

    #[test]
    fn the_environment_lies_over_the_file_and_is_checked_like_it() {
        check(
            &[("TICKTACK_DECIDE_ANSWER", "0.6"), ("HOME", "/x")],
            Ok(0.6),
        );
        check(
            &[("TICKTACK_DECIDE_ANSWR", "0.7")],
            Err(
                "TICKTACK_DECIDE_ANSWR: error[unknown-key]: this variable sets nothing that is known; did you mean `TICKTACK_DECIDE_ANSWER`?",
            ),
        );
        check(
            &[("TICKTACK_DECIDE_ANSWER", "7")],
            Err("TICKTACK_DECIDE_ANSWER: error[wrong-type]: `answer` must be a number from 0 to 1"),
        );
        check(
            &[("TICKTACK_REPLY_LANGUAGE", "fr")],
            Err("TICKTACK_REPLY_LANGUAGE: error[wrong-value]: `language` must be de or en"),
        );
        check(
            &[("TICKTACK_STORE_URL", "mysql://bot:geheim@host/db")],
            Err(
                "TICKTACK_STORE_URL: error[wrong-value]: `url` must be sqlite:FILE or postgres://USER@HOST/DATABASE",
            ),
        );
    }

    #[test]
    fn a_password_comes_from_the_environment_and_is_never_shown() {
        let url = "postgres://bot:geheim@host/db";
        let variables = [("TICKTACK_STORE_URL".to_owned(), url.to_owned())];
        let settings = load(Path::new("no-such-file.toml"), false, variables.into_iter()).unwrap();
        assert_eq!(settings.store.as_ref().unwrap().exposed(), url);
        assert!(!format!("{settings:?}").contains("geheim"));
    }
}
