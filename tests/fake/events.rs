//! The events the fake sends, written as Discord writes them.

use serde_json::{Value, json};

use super::{APPLICATION_ID, BOT_ID, CHANNEL_ID, DIRECT_ID, GUILD_ID, ROLE_ID, USER_ID};

/// When everything here happened.
const NOW: &str = "2026-11-22T12:00:00.000000+00:00";

/// An interaction to be sent.
#[derive(Clone, Debug)]
pub struct Interaction {
    kind: u8,
    data: Value,
    locale: String,
    guild_locale: Option<String>,
    is_direct: bool,
}

impl Interaction {
    /// An interaction of any kind; 2 command, 3 component, 4 autocomplete, 5 form.
    pub fn new(kind: u8, data: Value) -> Self {
        Self {
            kind,
            data,
            locale: "de".to_owned(),
            guild_locale: Some("de".to_owned()),
            is_direct: false,
        }
    }

    /// `/ask question:`.
    pub fn ask(question: &str) -> Self {
        Self::command(
            "ask",
            &json!([{"name": "question", "type": 3, "value": question}]),
        )
    }

    /// Any slash command.
    pub fn command(name: &str, options: &Value) -> Self {
        Self::new(
            2,
            json!({"id": "1100000000000000099", "name": name, "type": 1, "options": options}),
        )
    }

    /// `/ask` while it is typed.
    pub fn autocomplete(typed: &str) -> Self {
        let options = json!([{"name": "question", "type": 3, "value": typed, "focused": true}]);
        Self::new(
            4,
            json!({"id": "1100000000000000099", "name": "ask", "type": 1, "options": options}),
        )
    }

    /// The member's language.
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.locale);
        self
    }

    /// The guild's language.
    pub fn guild_locale(mut self, locale: &str) -> Self {
        self.guild_locale = Some(locale.to_owned());
        self
    }

    /// In the direct messages with the bot.
    pub fn direct(mut self) -> Self {
        self.is_direct = true;
        self.guild_locale = None;
        self
    }

    pub(super) fn event(self, id: &str, token: &str) -> Value {
        let channel_id = if self.is_direct {
            DIRECT_ID
        } else {
            CHANNEL_ID
        };
        let mut event = json!({
            "id": id,
            "application_id": APPLICATION_ID,
            "type": self.kind,
            "data": self.data,
            "channel_id": channel_id,
            "channel": {"id": channel_id, "type": u8::from(self.is_direct), "name": "allgemein", "permissions": "2248473465835073"},
            "token": token,
            "version": 1,
            "app_permissions": "2248473465835073",
            "locale": self.locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": if self.is_direct { "0" } else { GUILD_ID }},
            "context": u8::from(self.is_direct),
            "attachment_size_limit": 10_485_760,
        });
        if self.is_direct {
            event["user"] = user(USER_ID, false);
        } else {
            event["guild_id"] = GUILD_ID.into();
            event["member"] = member();
            event["member"]["user"] = user(USER_ID, false);
            event["member"]["permissions"] = "2248473465835073".into();
        }
        if let Some(locale) = &self.guild_locale {
            event["guild_locale"] = locale.as_str().into();
        }
        if self.kind == 3 {
            event["message"] = Message::in_guild("").by_bot().event("1100000000000000098");
        }
        event
    }
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Message {
    fields: Value,
    /// Discord takes the text off where the bot is neither mentioned nor written to.
    comes_with_text: bool,
}

impl Message {
    /// A message in the guild.
    pub fn in_guild(text: &str) -> Self {
        let mut fields = Self::fields(CHANNEL_ID, text);
        fields["guild_id"] = GUILD_ID.into();
        fields["member"] = member();
        fields["mention_everyone"] = (text.contains("@everyone") || text.contains("@here")).into();
        if text.contains(&format!("<@&{ROLE_ID}>")) {
            fields["mention_roles"] = json!([ROLE_ID]);
        }
        Self {
            fields,
            comes_with_text: false,
        }
    }

    /// A direct message.
    pub fn direct(text: &str) -> Self {
        Self {
            fields: Self::fields(DIRECT_ID, text),
            comes_with_text: false,
        }
    }

    fn fields(channel_id: &str, text: &str) -> Value {
        let is_mentioned =
            text.contains(&format!("<@{BOT_ID}>")) || text.contains(&format!("<@!{BOT_ID}>"));
        let mentions = if is_mentioned {
            vec![user(BOT_ID, true)]
        } else {
            Vec::new()
        };
        json!({
            "channel_id": channel_id,
            "author": user(USER_ID, false),
            "content": text,
            "timestamp": NOW,
            "edited_timestamp": null,
            "tts": false,
            "mention_everyone": false,
            "mentions": mentions,
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": false,
            "type": 0,
            "flags": 0,
        })
    }

    /// Written by another bot.
    pub fn by_bot(mut self) -> Self {
        self.fields["author"]["bot"] = true.into();
        self
    }

    /// Written by the bot itself.
    pub fn by_itself(mut self) -> Self {
        self.fields["author"] = user(BOT_ID, true);
        self
    }

    /// Sent by a webhook, which has no `bot` mark.
    pub fn by_webhook(mut self) -> Self {
        self.fields["webhook_id"] = "1100000000000000097".into();
        self.fields["author"]["id"] = "1100000000000000097".into();
        self
    }

    /// Of another kind than a written one: 7 somebody joined, 19 a reply, ...
    pub fn kind(mut self, kind: u8) -> Self {
        self.fields["type"] = kind.into();
        self
    }

    /// A reply to a message of the bot that pings it.
    pub fn replying_to_bot(self) -> Self {
        let mut message = self.kind(19);
        let answered = Self::in_guild("").by_itself().event("1100000000000000096");
        message.fields["message_reference"] = json!({"type": 0, "channel_id": CHANNEL_ID, "message_id": answered["id"], "guild_id": GUILD_ID});
        message.fields["referenced_message"] = answered;
        message.fields["mentions"] = json!([user(BOT_ID, true)]);
        message
    }

    /// Delivered with its text, as to a bot that may read everything.
    pub fn with_text(mut self) -> Self {
        self.comes_with_text = true;
        self
    }

    pub(super) fn event(&self, id: &str) -> Value {
        let mut event = self.fields.clone();
        event["id"] = id.into();
        let is_mentioned = event["mentions"]
            .as_array()
            .is_some_and(|mentions| !mentions.is_empty());
        if !self.comes_with_text && !is_mentioned && event["guild_id"].is_string() {
            event["content"] = "".into();
        }
        event
    }
}

fn user(id: &str, is_bot: bool) -> Value {
    json!({"id": id, "username": "somebody", "discriminator": "0", "global_name": "Some Body", "avatar": null, "bot": is_bot,
           "public_flags": 0, "avatar_decoration_data": null})
}

fn member() -> Value {
    json!({"nick": null, "avatar": null, "roles": [ROLE_ID], "joined_at": NOW, "premium_since": null, "deaf": false, "mute": false,
           "flags": 0, "pending": false, "communication_disabled_until": null})
}
