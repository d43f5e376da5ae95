//! The events the fake sends, written as Discord writes them.

use serde_json::{Value, json};

use super::{
    APPLICATION_ID, BOT_ID, CHANNEL_ID, DIRECT_ID, GUILD_ID, MODERATOR_ROLE_ID, OTHER_ID, ROLE_ID,
    Sent, THREAD_ID, USER_ID,
};

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
    user: &'static str,
    permissions: &'static str,
    /// The message that was pressed.
    message: Value,
    /// Only the member has brought the bot along.
    is_guest: bool,
    /// A conversation of a few members, without the bot.
    is_among_friends: bool,
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
            user: USER_ID,
            permissions: PERMISSIONS,
            message: Value::Null,
            is_guest: false,
            is_among_friends: false,
        }
    }

    /// A button under a message of the bot.
    pub fn press(sent: &Sent, label: &str) -> Self {
        let found = sent
            .components()
            .into_iter()
            .find(|it| it["label"] == label);
        let Some(button) = found else {
            panic!("no button {label:?} among {:?}", sent.buttons());
        };
        let data = json!({"custom_id": button["custom_id"], "component_type": 2});
        Self::new(3, data).on(sent)
    }

    /// An option of a menu under a message of the bot.
    pub fn choose(sent: &Sent, label: &str) -> Self {
        let offers = |menu: &Value| {
            let mut options = menu["options"].as_array().into_iter().flatten();
            let option = options.find(|option| option["label"] == label)?;
            Some((menu["custom_id"].clone(), option["value"].clone()))
        };
        let Some((id, value)) = sent.components().into_iter().find_map(offers) else {
            panic!("no option {label:?} among {:?}", sent.options());
        };
        let data = json!({"custom_id": id, "component_type": 3, "values": [value]});
        Self::new(3, data).on(sent)
    }

    /// The form of that answer, filled.
    pub fn fill(form: &Sent, text: &str) -> Self {
        let form = &form.body["data"];
        let field = &form["components"][0]["components"][0]["custom_id"];
        let row =
            json!({"type": 1, "components": [{"type": 4, "custom_id": field, "value": text}]});
        Self::new(
            5,
            json!({"custom_id": form["custom_id"], "components": [row]}),
        )
    }

    /// The message command on somebody's message.
    pub fn answer_this(text: &str) -> Self {
        let message = Message::in_guild(text)
            .with_text()
            .event("1100000000000000095");
        let data = json!({"id": "1100000000000000094", "name": "Answer this", "type": 3, "target_id": "1100000000000000095",
                          "resolved": {"messages": {"1100000000000000095": message}}});
        Self::new(2, data)
    }

    /// A channel in the menu of channels under a message of the bot.
    pub fn choose_channel(sent: &Sent, channel: &str) -> Self {
        let menu = sent.components().into_iter().find(|it| it["type"] == 8);
        let resolved = json!({"id": channel, "type": 0, "name": "c", "permissions": PERMISSIONS});
        let data = json!({"custom_id": menu.unwrap()["custom_id"], "component_type": 8, "values": [channel],
                          "resolved": {"channels": {channel: resolved}}});
        Self::new(3, data).on(sent)
    }

    /// A message command on a message of the bot.
    pub fn on_message(name: &str, sent: &Sent) -> Self {
        let id = sent.id();
        let data = json!({"id": "1100000000000000092", "name": name, "type": 3, "target_id": id,
                          "resolved": {"messages": {id: sent.whole}}});
        Self::new(2, data)
    }

    /// On this message.
    pub fn on(mut self, sent: &Sent) -> Self {
        self.message = sent.whole.clone();
        self
    }

    /// With the option that keeps the answer private; of `/ask` only.
    pub fn private(mut self) -> Self {
        let options = self.data["options"].as_array_mut().unwrap();
        options.push(json!({"name": "private", "type": 5, "value": true}));
        self
    }

    /// By another member.
    pub fn by(mut self, user: &'static str) -> Self {
        self.user = user;
        self
    }

    /// By somebody who may manage messages.
    pub fn by_moderator(mut self) -> Self {
        self.permissions = "2248473465843265";
        self
    }

    /// In a guild that has not invited the bot.
    pub fn brought_along(mut self) -> Self {
        self.is_guest = true;
        self
    }

    /// In a group of direct messages that the bot is no part of.
    pub fn among_friends(mut self) -> Self {
        self.is_among_friends = true;
        self.brought_along().direct()
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

    /// A subcommand.
    pub fn subcommand(name: &str, subcommand: &str, options: &Value) -> Self {
        Self::command(
            name,
            &json!([{"name": subcommand, "type": 1, "options": options}]),
        )
    }

    /// While an option of a subcommand is typed.
    pub fn typing(name: &str, subcommand: &str, option: &str, typed: &str) -> Self {
        let option = json!({"name": option, "type": 3, "value": typed, "focused": true});
        let options = json!([{"name": subcommand, "type": 1, "options": [option]}]);
        Self::typing_command(name, &options)
    }

    /// While an option of any command is typed.
    pub fn typing_command(name: &str, options: &Value) -> Self {
        let mut interaction = Self::command(name, options);
        interaction.kind = 4;
        interaction
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
        let owners = match (self.is_guest, self.is_direct) {
            (true, _) => json!({"1": self.user}),
            (false, true) => json!({"0": "0"}),
            (false, false) => json!({"0": GUILD_ID}),
        };
        let mut event = json!({
            "id": id,
            "application_id": APPLICATION_ID,
            "type": self.kind,
            "data": self.data,
            "channel_id": channel_id,
            "channel": {"id": channel_id, "type": if self.is_among_friends { 3 } else { u8::from(self.is_direct) }, "name": "allgemein", "permissions": "2248473465835073"},
            "token": token,
            "version": 1,
            "app_permissions": "2248473465835073",
            "locale": self.locale,
            "entitlements": [],
            "authorizing_integration_owners": owners,
            "context": if self.is_among_friends { 2 } else { u8::from(self.is_direct) },
            "attachment_size_limit": 10_485_760,
        });
        if self.is_direct {
            event["user"] = user(self.user, false);
        } else {
            event["guild_id"] = GUILD_ID.into();
            event["member"] = member();
            event["member"]["user"] = user(self.user, false);
            event["member"]["permissions"] = self.permissions.into();
        }
        if let Some(locale) = &self.guild_locale {
            event["guild_locale"] = locale.as_str().into();
        }
        if self.message.is_object() {
            event["message"] = self.message;
        } else if self.kind == 3 {
            event["message"] = Message::in_guild("").by_bot().event("1100000000000000098");
        }
        event
    }
}

/// What a member may do who is nothing special.
const PERMISSIONS: &str = "2248473465835073";

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

    /// Written by another member.
    pub fn by(mut self, user: &str) -> Self {
        self.fields["author"]["id"] = user.into();
        self
    }

    /// Written by somebody with the role that may manage messages.
    pub fn by_moderator(mut self) -> Self {
        self.fields["member"]["roles"] = json!([MODERATOR_ROLE_ID]);
        self
    }

    /// In the thread.
    pub fn in_thread(mut self) -> Self {
        self.fields["channel_id"] = THREAD_ID.into();
        self
    }

    /// A reply to a message of the bot that pings it.
    pub fn replying_to(self, sent: &Sent) -> Self {
        let mut message = self.kind(19);
        message.fields["message_reference"] = json!({"type": 0, "channel_id": CHANNEL_ID, "message_id": sent.whole["id"], "guild_id": GUILD_ID});
        message.fields["referenced_message"] = sent.whole.clone();
        message.fields["mentions"] = json!([user(BOT_ID, true)]);
        message
    }

    /// A reply to somebody's message, which comes with its text only where Discord may tell it.
    pub fn replying_to_somebody(self, text: &str) -> Self {
        let mut message = self.kind(19);
        let answered = Self::in_guild(text)
            .by(OTHER_ID)
            .with_text()
            .event("1100000000000000093");
        message.fields["message_reference"] = json!({"type": 0, "channel_id": CHANNEL_ID, "message_id": answered["id"], "guild_id": GUILD_ID});
        message.fields["referenced_message"] = answered;
        message
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

/// The guild with its roles and its thread, as after a start.
pub(super) fn guild() -> Value {
    let role = |id: &str, permissions: &str| {
        json!({"id": id, "name": "r", "color": 0, "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}, "hoist": false, "position": 1,
               "permissions": permissions, "managed": false, "mentionable": false, "flags": 0, "icon": null, "unicode_emoji": null})
    };
    json!({
        "id": GUILD_ID, "name": "g", "icon": null, "splash": null, "discovery_splash": null, "owner_id": "1100000000000000011",
        "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": [role(GUILD_ID, PERMISSIONS), role(ROLE_ID, PERMISSIONS), role(MODERATOR_ROLE_ID, "8192")],
        "emojis": [], "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "max_members": 500_000, "vanity_url_code": null, "description": null, "banner": null, "premium_tier": 0,
        "premium_subscription_count": 0, "preferred_locale": "de", "public_updates_channel_id": null, "nsfw_level": 0, "stickers": [],
        "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null, "joined_at": NOW, "large": false, "unavailable": false,
        "member_count": 3, "voice_states": [], "members": [], "channels": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "nsfw": false,
        "threads": [{"id": THREAD_ID, "guild_id": GUILD_ID, "parent_id": CHANNEL_ID, "owner_id": USER_ID, "type": 11, "name": "t",
                     "last_message_id": null, "message_count": 0, "member_count": 1, "rate_limit_per_user": 0, "position": 0, "nsfw": false,
                     "thread_metadata": {"archived": false, "auto_archive_duration": 1440, "archive_timestamp": NOW, "locked": false}}],
    })
}
