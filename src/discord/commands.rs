//! The bot's commands as Discord lists them, and their registration, which writes only where something differs.
//!
//! Registering has no part in answering: it waits for the connection, goes on beside it, and never ends anything when it fails.

pub(super) mod inbox;
pub(super) mod moderating;

use std::time::Duration;

use serde_json::{Map, Value};
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::http::{Http, LightMethod, Request, Route};
use serenity::model::application::{
    CommandOptionType, CommandType, InstallationContext, InteractionContext,
};
use serenity::model::id::ApplicationId;
use tracing::{error, info, warn};

use crate::discord::ask::QUESTION_CHARS_MOST;
use crate::discord::fault::{Fault, within};

/// Name of the command that asks. Interactions carry it in every language.
pub(super) const ASK: &str = "ask";
/// Names of its options.
pub(super) const QUESTION: &str = "question";
pub(super) const PRIVATE: &str = "private";
/// Name of the command on a message.
pub(super) const ANSWER_THIS: &str = "Answer this";
/// Names of the commands that show something to read, and of their options.
pub(super) const TOPICS: &str = "topics";
pub(super) const TIMELINE: &str = "timeline";
pub(super) const FROM: &str = "from";
pub(super) const TO: &str = "to";
pub(super) const SOURCES: &str = "sources";
/// Its option is called like the command.
pub(super) const SOURCE: &str = "source";
pub(super) const HELP: &str = "help";
pub(super) const PRIVACY: &str = "privacy";

/// Discord's key for German; there are no others for Austria or Switzerland.
const GERMAN: &str = "de";
/// Time for one try.
const TRY_MOST: Duration = Duration::from_mins(1);
/// The first wait before another try; each one after it is twice as long.
const WAIT_FIRST: Duration = Duration::from_secs(1);
/// The longest wait before another try.
const WAIT_MOST: Duration = Duration::from_mins(5);

/// What Discord adds to a command by itself.
const SERVER_KEYS: [&str; 7] = [
    "id",
    "application_id",
    "guild_id",
    "version",
    "dm_permission",
    "name_localized",
    "description_localized",
];
/// Lists of numbers whose order says nothing.
const SETS: [&str; 2] = ["integration_types", "contexts"];

/// Characters of a date that is typed.
const DATE_CHARS_MOST: u16 = 10;

/// A text in German beside the English one.
type German = &'static str;

/// All commands. Those of members can be used wherever a server or a member has brought the bot along.
pub(super) fn all() -> Vec<CreateCommand> {
    let installed = vec![InstallationContext::Guild, InstallationContext::User];
    let contexts = vec![
        InteractionContext::Guild,
        InteractionContext::BotDm,
        InteractionContext::PrivateChannel,
    ];
    let everywhere = |command: CreateCommand| {
        command
            .integration_types(installed.clone())
            .contexts(contexts.clone())
    };
    let all = asking().into_iter().chain(reading());
    all.map(everywhere)
        .chain(moderating::all())
        .chain([inbox::inbox()])
        .collect()
}

/// Commands that take a question.
fn asking() -> [CreateCommand; 2] {
    let text = CommandOptionType::String;
    [
        command(
            ASK,
            "frage",
            "Answers a question about the TikTok dispute from newspaper articles, with the passage.",
            "Beantwortet eine Frage zum Streit um TikTok aus Zeitungsartikeln, mit Fundstelle.",
        )
        .add_option(
            option(
                text,
                QUESTION,
                "frage",
                "What do you want to know? One sentence is enough.",
                "Was möchtest du wissen? Ein Satz genügt.",
            )
            .required(true)
            .max_length(QUESTION_CHARS_MOST as u16)
            .set_autocomplete(true),
        )
        .add_option(option(
            CommandOptionType::Boolean,
            PRIVATE,
            "privat",
            "Show the answer to you alone.",
            "Die Antwort nur dir zeigen.",
        )),
        CreateCommand::new(ANSWER_THIS)
            .kind(CommandType::Message)
            .name_localized(GERMAN, "Frage beantworten"),
    ]
}

/// Commands that show something to read.
fn reading() -> [CreateCommand; 6] {
    let text = CommandOptionType::String;
    [
        command(
            TOPICS,
            "themen",
            "Shows what the articles are about, and what they do not cover.",
            "Zeigt, wovon die Artikel handeln und was nicht darin steht.",
        ),
        command(
            TIMELINE,
            "zeitleiste",
            "Shows what happened when.",
            "Zeigt, was wann geschah.",
        )
        .add_option(date(
            FROM,
            "von",
            "From when: 2020, 2020-08 or 2020-08-03.",
            "Ab wann: 2020, 2020-08 oder 2020-08-03.",
        ))
        .add_option(date(
            TO,
            "bis",
            "Until when: 2020, 2020-08 or 2020-08-03.",
            "Bis wann: 2020, 2020-08 oder 2020-08-03.",
        )),
        command(
            SOURCES,
            "quellen",
            "Shows the articles that everything rests on.",
            "Zeigt die Artikel, auf denen alles beruht.",
        ),
        command(
            SOURCE,
            "quelle",
            "Shows one article: its passages in short, and what they answer.",
            "Zeigt einen Artikel: seine Absätze in Kürze, und was sie beantworten.",
        )
        .add_option(
            option(text, SOURCE, "quelle", "Which article?", "Welcher Artikel?")
                .required(true)
                .set_autocomplete(true),
        ),
        command(
            HELP,
            "hilfe",
            "Says how to ask.",
            "Sagt, wie du fragen kannst.",
        ),
        command(
            PRIVACY,
            "datenschutz",
            "Says what is stored, for how long, and how to have it deleted.",
            "Sagt, was gespeichert wird, wie lange, und wie du es löschst.",
        ),
    ]
}

fn command(name: &str, german: German, description: &str, in_german: German) -> CreateCommand {
    CreateCommand::new(name)
        .kind(CommandType::ChatInput)
        .name_localized(GERMAN, german)
        .description(description)
        .description_localized(GERMAN, in_german)
}

fn option(
    kind: CommandOptionType,
    name: &str,
    german: German,
    description: &str,
    in_german: German,
) -> CreateCommandOption {
    CreateCommandOption::new(kind, name, description)
        .name_localized(GERMAN, german)
        .description_localized(GERMAN, in_german)
}

/// An option for a date.
fn date(name: &str, german: German, description: &str, in_german: German) -> CreateCommandOption {
    let text = CommandOptionType::String;
    option(text, name, german, description, in_german).max_length(DATE_CHARS_MOST)
}

/// Brings Discord's list of commands in line with [`all`], tried until it is, or until Discord refuses.
pub(super) async fn register(http: &Http, application_id: ApplicationId) {
    let mut wait = WAIT_FIRST;
    loop {
        match within(TRY_MOST, try_register(http, application_id)).await {
            Ok(Written::Nothing) => return info!("the commands are registered already"),
            Ok(Written::All) => return info!("the commands were registered"),
            Err(fault) if fault.is_refusal() => {
                return error!(%fault, "the commands cannot be registered: Discord refuses it to this application, so /ask may be missing or out of date");
            }
            Err(fault) => {
                warn!(%fault, wait_s = wait.as_secs(), "the commands could not be registered; trying again");
            }
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(WAIT_MOST);
    }
}

/// What a registration wrote.
enum Written {
    Nothing,
    All,
}

async fn try_register(http: &Http, application_id: ApplicationId) -> Result<Written, Fault> {
    let route = Route::Commands { application_id };
    let with_texts = Some(vec![("with_localizations", "true".to_owned())]);
    let response = http
        .request(Request::new(route, LightMethod::Get).params(with_texts))
        .await?;
    let there: Vec<Value> =
        serde_json::from_slice(&response.bytes().await?).map_err(|_| Fault::Unreadable)?;
    let wanted = serde_json::to_value(all()).map_err(|_| Fault::NotSent)?;
    let wanted = wanted.as_array().cloned().unwrap_or_default();
    if is_same(&wanted, &there) {
        return Ok(Written::Nothing);
    }
    let body = serde_json::to_vec(&wanted).map_err(|_| Fault::NotSent)?;
    http.request(Request::new(route, LightMethod::Put).body(Some(body)))
        .await?;
    Ok(Written::All)
}

/// Whether Discord has what is wanted, and nothing else. Both lists may be in any order.
fn is_same(wanted: &[Value], there: &[Value]) -> bool {
    let find = |like: &Value| {
        there
            .iter()
            .find(|command| name_and_kind(command) == name_and_kind(like))
    };
    wanted.len() == there.len()
        && wanted
            .iter()
            .all(|command| find(command).is_some_and(|found| is_same_command(command, found)))
}

fn name_and_kind(command: &Value) -> (Option<&str>, u64) {
    (
        command.get("name").and_then(Value::as_str),
        command
            .get("type")
            .and_then(Value::as_u64)
            .unwrap_or(CHAT_INPUT),
    )
}

/// The kind of a command that names none.
const CHAT_INPUT: u64 = 1;

fn is_same_command(wanted: &Value, there: &Value) -> bool {
    let mut there = there.clone();
    if let Some(fields) = there.as_object_mut() {
        fields.retain(|key, _| !SERVER_KEYS.contains(&key.as_str()));
        for (_, set) in fields
            .iter_mut()
            .filter(|(key, _)| SETS.contains(&key.as_str()))
        {
            if let Some(numbers) = set.as_array_mut() {
                numbers.sort_by_key(Value::as_u64);
            }
        }
        fields.entry("type").or_insert(CHAT_INPUT.into());
    }
    bare(wanted) == bare(&there)
}

/// A value without everything that says nothing: Discord leaves out `false`, `null` and empty lists, serenity writes them.
fn bare(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields
                .iter()
                .map(|(key, value)| (key.clone(), bare(value)))
                .filter(|(_, value)| !says_nothing(value));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wanted() -> Vec<Value> {
        serde_json::to_value(all())
            .unwrap()
            .as_array()
            .unwrap()
            .clone()
    }

    /// The commands as Discord gives them back, with one change.
    #[track_caller]
    fn check(change: impl Fn(&mut Vec<Value>), same: bool) {
        let mut there: Vec<Value> = wanted().iter().map(bare).collect();
        for command in &mut there {
            command["id"] = "7".into();
            command["application_id"] = "8".into();
            command["version"] = "9".into();
            if command.get("default_member_permissions").is_none() {
                command["default_member_permissions"] = Value::Null;
            }
            // In an order of its own.
            for set in SETS {
                command[set].as_array_mut().unwrap().reverse();
            }
            command["nsfw"] = false.into();
        }
        change(&mut there);
        assert_eq!(is_same(&wanted(), &there), same);
    }

    #[test]
    fn only_a_difference_is_one() {
        check(|_| {}, true);
        check(Vec::clear, false);
        check(|there| there.push(json!({"name": "old", "type": 1})), false);
        check(|there| there[0]["description"] = "other".into(), false);
        check(
            |there| there[0]["description_localizations"] = Value::Null,
            false,
        );
        check(
            |there| there[0]["options"][0]["autocomplete"] = false.into(),
            false,
        );
        check(
            |there| there[0]["options"][0]["required"] = Value::Null,
            false,
        );
        check(
            |there| there[0]["options"][0]["max_length"] = 6000.into(),
            false,
        );
        check(
            |there| there[0]["default_member_permissions"] = "0".into(),
            false,
        );
        check(|there| there[0]["contexts"] = json!([0, 1]), false);
        check(|there| there[0]["integration_types"] = Value::Null, false);
        check(
            |there| drop(there[0].as_object_mut().unwrap().remove("type")),
            true,
        );
    }
}
