//! `/summary`: a preview that only the moderator sees, drawn as the post will be; then the post, and drawing it again later.
//!
//! All state stands in the preview: what is summed up, for which channel, in its buttons, and the foreword in its text.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateInputText, CreateMessage,
    CreateModal, CreateSelectMenu, CreateSelectMenuKind, EditMessage,
};
use serenity::model::application::{
    ButtonStyle, CommandInteraction, ComponentInteraction, ComponentInteractionDataKind,
    InputTextStyle, ModalInteraction,
};
use serenity::model::channel::{Message, MessageFlags, Nonce};
use serenity::model::id::{ChannelId, MessageId, TargetId};
use tracing::{error, warn};

use crate::discord::bot::Bot;
use crate::discord::browse::{date, sources_like};
use crate::discord::commands::moderating::{ARTICLE, CHANNEL, CHANNELS, LANGUAGE, LENGTH, TOPIC};
use crate::discord::commands::{FROM, TO};
use crate::discord::fault::{Fault, within};
use crate::discord::moderation::settings::mention;
use crate::discord::moderation::{CHOICE_MOST, CHOICES_MOST, moderated};
use crate::discord::options::Options;
use crate::discord::press::presses;
use crate::discord::turn::{Response, Turn, Way};
use crate::knowledge::Id;
use crate::lang::Lang;
use crate::phrases;
use crate::phrases::moderation::only_for_moderators;
use crate::phrases::summary as words;
use crate::render::discord::fit::fitted;
use crate::render::discord::press::{Action, Press, base_36, from_base_36};
use crate::render::discord::{self, Asked, Drawn, Spot};
use crate::reply::{self, Length, Reply, Span, Summary, Unsummed, What};
use crate::store;
use crate::text;

/// Time for a post before the moderator is told whether it worked: they are told within 3 s.
const POST_MOST: Duration = Duration::from_secs(2);
/// Characters of a foreword.
const FOREWORD_CHARS_MOST: usize = 400;
/// The field of its form.
const FIELD: &str = "foreword";

/// `/summary`.
pub(super) fn command(turn: &Turn<'_>, options: Options<'_>) -> Response {
    let summary = match wanted(turn, options) {
        Ok(summary) => summary,
        Err(line) => return Response::line(line),
    };
    let draft = Draft {
        summary,
        channel: options.channel(CHANNEL).unwrap_or(turn.caller.channel),
        language: language(turn, options),
        foreword: String::new(),
    };
    draft.preview(turn, Way::Whisper)
}

/// The language a summary is to have: the one that is named, else that of the server.
pub(super) fn language(turn: &Turn<'_>, options: Options<'_>) -> Lang {
    let named = options.text(LANGUAGE).and_then(Lang::from_tag);
    named.unwrap_or(turn.tongues.public)
}

/// What is to be summed up, read off the options; else a line that says what is wrong with them.
pub(super) fn wanted(turn: &Turn<'_>, options: Options<'_>) -> Result<Summary, &'static str> {
    let lang = turn.tongues.private;
    let named = |name| options.text(name).filter(|text| !text.is_empty());
    let what = if let Some(typed) = named(TOPIC) {
        What::Topic(topics_like(turn, typed).next().ok_or(words::gone(lang))?.0)
    } else if let Some(typed) = named(ARTICLE) {
        let known = turn.engine.knowledge().source(typed);
        let id = known.map(|source| source.id.clone()).or_else(|| {
            let found = sources_like(turn, typed, lang);
            found.first().map(|(_, id)| (*id).clone())
        });
        What::Article(id.ok_or(words::gone(lang))?)
    } else {
        let ends = [FROM, TO].map(|name| date(named(name)));
        match ends {
            [Ok(None), Ok(None)] => What::Everything,
            [Ok(from), Ok(to)] => What::Period(Span { from, to }),
            _ => return Err(phrases::no_such_date(lang)),
        }
    };
    let length = options.text(LENGTH).and_then(Length::read);
    let length = length.unwrap_or(Length::Full);
    Ok(Summary { what, length })
}

/// Offers topics for what has been typed.
pub(super) fn complete_topics(turn: &Turn<'_>, typed: &str) -> Response {
    let offered = topics_like(turn, typed).take(CHOICES_MOST);
    let choices = offered.map(|(id, title)| (fitted(title, CHOICE_MOST), id.as_str().to_owned()));
    Response::choices(choices.collect())
}

/// The topics whose title or id has what was typed in it; the one of that very id first.
fn topics_like<'t>(
    turn: &'t Turn<'_>,
    typed: &str,
) -> impl Iterator<Item = (Id, &'t str)> + use<'t> {
    let lang = turn.tongues.private;
    let typed = text::lower(typed);
    let topics = turn.engine.knowledge().topics.iter();
    let mut like: Vec<_> = topics
        .filter(|topic| {
            let mut titles = Lang::ALL.into_iter().map(|lang| topic.title.text(lang));
            topic.id.as_str().contains(&typed)
                || titles.any(|title| text::lower(title).contains(&typed))
        })
        .collect();
    like.sort_by_key(|topic| topic.id.as_str() != typed);
    like.into_iter()
        .map(move |topic| (topic.id.clone(), topic.title.text(lang)))
}

/// A summary that is not posted yet.
#[derive(Clone, Debug)]
struct Draft {
    summary: Summary,
    channel: ChannelId,
    language: Lang,
    foreword: String,
}

impl Draft {
    /// Reads a draft off a button beneath its preview, and off the preview's text.
    fn read(press: &Press, preview: Option<&Message>) -> Option<Self> {
        let (summary, channel) = press.subject.rsplit_once('.')?;
        let channel = from_base_36(channel).filter(|id| *id != 0)?;
        Some(Self {
            summary: Summary::read(summary)?,
            channel: ChannelId::new(channel),
            language: press.language,
            foreword: preview.map(foreword_of).unwrap_or_default(),
        })
    }

    fn press(&self, turn: &Turn<'_>, action: Action) -> Press {
        Press {
            action,
            subject: format!("{}.{}", self.summary, base_36(self.channel.get())),
            language: self.language,
            revision: turn.engine.knowledge().revision.clone(),
            asker: turn.caller.user.get(),
        }
    }

    fn reply(&self, turn: &Turn<'_>) -> Result<Reply, Response> {
        let knowledge = turn.engine.knowledge();
        let reply = reply::summary(knowledge, &turn.guild, &self.summary, self.language);
        let reply = reply.map(|reply| reply.with_foreword(&self.foreword));
        reply.map_err(|why| Response::line(refusal(&why, turn.tongues.private)))
    }

    /// The preview with its buttons.
    fn preview(&self, turn: &Turn<'_>, way: Way) -> Response {
        let lang = turn.tongues.private;
        let reply = match self.reply(turn) {
            Ok(reply) => reply,
            Err(refused) => return refused,
        };
        let button = |draft: &Self, action, label, style| {
            discord::button(&draft.press(turn, action), label, style)
        };
        let plain = |action, label| button(self, action, label, ButtonStyle::Secondary);
        let other_length = Self {
            summary: Summary {
                length: self.summary.length.other(),
                ..self.summary.clone()
            },
            ..self.clone()
        };
        let other_language = Self {
            language: self.language.other(),
            ..self.clone()
        };
        let length = match self.summary.length {
            Length::Full => words::shorter(lang),
            Length::Short => words::longer(lang),
        };
        let first = vec![
            button(
                self,
                Action::SummaryPost,
                words::post(lang),
                ButtonStyle::Primary,
            ),
            button(
                &other_length,
                Action::Summary,
                length,
                ButtonStyle::Secondary,
            ),
            button(
                &other_language,
                Action::Summary,
                words::other_language(lang),
                ButtonStyle::Secondary,
            ),
        ];
        let second = vec![
            plain(Action::SummaryWhere, words::choose_channel(lang)),
            plain(Action::SummaryForeword, words::foreword(lang)),
            plain(Action::SummaryCancel, words::cancel(lang)),
        ];
        let rows = [first, second].map(CreateActionRow::Buttons).to_vec();
        let embed = drawn(&reply, turn.caller.user.get(), &self.summary).embed;
        let above = words::preview(lang, &mention(store::ChannelId(self.channel.get())));
        Response::drawn(way, Drawn { embed, rows }).below(&above)
    }

    /// The preview with the menu of channels.
    fn where_to(&self, turn: &Turn<'_>) -> Response {
        let lang = turn.tongues.private;
        let reply = match self.reply(turn) {
            Ok(reply) => reply,
            Err(refused) => return refused,
        };
        let kind = CreateSelectMenuKind::Channel {
            channel_types: Some(CHANNELS.to_vec()),
            default_channels: None,
        };
        let menu =
            CreateSelectMenu::new(self.press(turn, Action::SummaryChannel).to_string(), kind)
                .placeholder(words::choose_channel(lang));
        let back = discord::button(
            &self.press(turn, Action::Summary),
            phrases::back(lang),
            ButtonStyle::Secondary,
        );
        let rows = vec![
            CreateActionRow::SelectMenu(menu),
            CreateActionRow::Buttons(vec![back]),
        ];
        let embed = drawn(&reply, turn.caller.user.get(), &self.summary).embed;
        Response::drawn(Way::Replace, Drawn { embed, rows }).below(words::where_to(lang))
    }

    fn form(&self, turn: &Turn<'_>) -> Response {
        let lang = turn.tongues.private;
        let field =
            CreateInputText::new(InputTextStyle::Paragraph, words::your_foreword(lang), FIELD)
                .required(false)
                .max_length(FOREWORD_CHARS_MOST as u16)
                .value(&self.foreword);
        let press = self.press(turn, Action::SummaryForewritten);
        let form = CreateModal::new(press.to_string(), words::foreword(lang));
        Response::form(form.components(vec![CreateActionRow::InputText(field)]))
    }

    /// Posts it. `preview` makes the same press twice one post.
    async fn post(&self, turn: &Turn<'_>, preview: MessageId) -> Response {
        let reply = match self.reply(turn) {
            Ok(reply) => reply,
            Err(refused) => return refused,
        };
        let drawn = drawn(&reply, turn.caller.user.get(), &self.summary);
        let nonce = format!("su{}", preview.get());
        let posted = within(POST_MOST, send(turn.bot, self.channel, drawn, nonce)).await;
        told(turn, self.channel, posted)
    }
}

/// Says what became of a post that a moderator waits for.
pub(super) fn told(
    turn: &Turn<'_>,
    channel: ChannelId,
    posted: Result<Option<MessageId>, Fault>,
) -> Response {
    let lang = turn.tongues.private;
    let named = mention(store::ChannelId(channel.get()));
    match posted {
        Ok(message) => {
            let link = message.map(|message| message.link(channel, turn.caller.guild));
            Response::instead(words::posted(lang, &link.unwrap_or(named)))
        }
        Err(fault) if fault.is_refusal() || fault.is_gone() => {
            Response::line(words::may_not_write(lang, &named))
        }
        Err(fault) => {
            let reference = turn.bot.reference();
            warn!(reference, %fault, "a summary could not be posted");
            Response::line(phrases::went_wrong(lang, &reference))
        }
    }
}

/// Posts a drawn summary; the same `nonce` again is no second post. The id is missing where serenity cannot read what Discord says about it.
pub(super) async fn send(
    bot: &Bot,
    channel: ChannelId,
    drawn: Drawn,
    nonce: String,
) -> Result<Option<MessageId>, Fault> {
    let message = CreateMessage::new()
        .embed(drawn.embed)
        .components(drawn.rows)
        .allowed_mentions(CreateAllowedMentions::new())
        .nonce(Nonce::String(nonce))
        .enforce_nonce(true);
    let sending = bot
        .http
        .send_message(channel, Vec::<CreateAttachment>::new(), &message);
    match sending.await.map_err(Fault::from) {
        Ok(message) => Ok(Some(message.id)),
        Err(Fault::Unreadable) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// A summary as it is posted: with a button that shows a member the other language, and that it is known by afterwards.
pub(super) fn drawn(reply: &Reply, by: u64, summary: &Summary) -> Drawn {
    let asked = Asked {
        by,
        question: "",
        hands_over: false,
    };
    let press = Press {
        action: Action::SummaryRead,
        subject: summary.to_string(),
        language: reply.language.other(),
        revision: reply.revision.clone(),
        asker: by,
    };
    let label = phrases::other_language(reply.language);
    let button = discord::button(&press, label, ButtonStyle::Secondary);
    Drawn {
        rows: vec![CreateActionRow::Buttons(vec![button])],
        ..discord::reply(reply, asked, Spot::Channel)
    }
}

/// A button or a menu beneath a preview or a post.
pub(in crate::discord) async fn pressed(
    turn: &Turn<'_>,
    press: &Press,
    it: &ComponentInteraction,
) -> Response {
    let lang = turn.tongues.private;
    if press.action == Action::SummaryRead {
        return read(turn, press, it);
    }
    if moderated(turn).is_none() {
        return Response::line(only_for_moderators(lang));
    }
    let Some(mut draft) = Draft::read(press, Some(&it.message)) else {
        return Response::line(phrases::not_known_here(lang));
    };
    match press.action {
        Action::SummaryCancel => Response::instead(words::cancelled(lang)),
        Action::SummaryForeword => draft.form(turn),
        Action::SummaryWhere => draft.where_to(turn),
        Action::SummaryChannel => {
            if let ComponentInteractionDataKind::ChannelSelect { values } = &it.data.kind
                && let Some(channel) = values.first()
            {
                draft.channel = *channel;
            }
            draft.preview(turn, Way::Replace)
        }
        // Nobody posts what they have not seen.
        Action::SummaryPost if press.revision != turn.engine.knowledge().revision => draft
            .preview(turn, Way::Replace)
            .below(phrases::since_then_changed(lang)),
        Action::SummaryPost => draft.post(turn, it.message.id).await,
        _ => draft.preview(turn, Way::Replace),
    }
}

/// The filled form of a foreword.
pub(in crate::discord) fn filled(
    turn: &Turn<'_>,
    press: &Press,
    it: &ModalInteraction,
    typed: &str,
) -> Response {
    let lang = turn.tongues.private;
    if moderated(turn).is_none() {
        return Response::line(only_for_moderators(lang));
    }
    let Some(mut draft) = Draft::read(press, it.message.as_deref()) else {
        return Response::line(phrases::not_known_here(lang));
    };
    let typed: String = typed.chars().take(FOREWORD_CHARS_MOST).collect();
    draft.foreword = text::masked(&typed);
    draft.preview(turn, Way::Replace)
}

/// A posted summary in the other language, for a member alone.
fn read(turn: &Turn<'_>, press: &Press, it: &ComponentInteraction) -> Response {
    let lang = press.language;
    let flags = it.message.flags.unwrap_or_default();
    // What is theirs alone already is turned over in its place.
    let way = if flags.contains(MessageFlags::EPHEMERAL) {
        Way::Replace
    } else {
        Way::Whisper
    };
    let Some(summary) = Summary::read(&press.subject) else {
        return Response::line(phrases::not_known_here(lang));
    };
    match reply::summary(turn.engine.knowledge(), &turn.guild, &summary, lang) {
        Ok(reply) => {
            let drawn = drawn(&reply, turn.caller.user.get(), &summary);
            let response = Response::drawn(way, drawn);
            if press.revision == turn.engine.knowledge().revision {
                response
            } else {
                response.below(phrases::since_then_changed(lang))
            }
        }
        Err(why) => Response::line(refusal(&why, lang)),
    }
}

/// "Update summary": draws a posted summary again from today's knowledge.
pub(super) async fn update(turn: &Turn<'_>, command: &CommandInteraction) -> Response {
    let lang = turn.tongues.private;
    let target = command.data.target_id.map(TargetId::to_message_id);
    let message = target.and_then(|id| command.data.resolved.messages.get(&id));
    let own = message.filter(|message| turn.bot.own_id() == Some(message.author.id));
    let Some((message, press)) = own.and_then(|message| Some((message, post_of(message)?))) else {
        return Response::line(words::no_summary(lang));
    };
    let Some(summary) = Summary::read(&press.subject) else {
        return Response::line(words::no_summary(lang));
    };
    // The button leads to the other language.
    let language = press.language.other();
    let reply = match reply::summary(turn.engine.knowledge(), &turn.guild, &summary, language) {
        Ok(reply) => reply,
        Err(why) => return Response::line(refusal(&why, lang)),
    };
    let zone = TimeZone::get(&turn.engine.settings().server.time_zone);
    let today = Timestamp::now()
        .to_zoned(zone.unwrap_or(TimeZone::UTC))
        .date();
    let reply = reply.with_foreword(&foreword_of(message)).updated_on(today);
    let drawn = drawn(&reply, turn.caller.user.get(), &summary);
    let edit = EditMessage::new()
        .embed(drawn.embed)
        .components(drawn.rows)
        .allowed_mentions(CreateAllowedMentions::new());
    let (channel, id) = (turn.caller.channel, message.id);
    let editing = turn.bot.http.edit_message(channel, id, &edit, Vec::new());
    match within(POST_MOST, editing).await {
        Ok(_) | Err(Fault::Unreadable) => {
            Response::line(words::updated(lang, &id.link(channel, turn.caller.guild)))
        }
        Err(fault) => {
            let reference = turn.bot.reference();
            warn!(reference, %fault, "a summary could not be updated");
            Response::line(phrases::went_wrong(lang, &reference))
        }
    }
}

/// Why there is no summary, in words.
pub(super) fn refusal(why: &Unsummed, lang: Lang) -> String {
    match why {
        Unsummed::Gone => words::gone(lang).to_owned(),
        Unsummed::Empty => words::nothing(lang).to_owned(),
        Unsummed::Uncited(entry) => {
            error!(entry.id = %entry, "a summary was stopped: this line has no source");
            words::uncited(lang, entry.as_str())
        }
    }
}

/// The foreword in a message that was drawn here.
fn foreword_of(message: &Message) -> String {
    let description = message
        .embeds
        .first()
        .and_then(|embed| embed.description.as_deref());
    let lead_in = discord::lead_in(description.unwrap_or_default());
    reply::foreword(&lead_in).unwrap_or_default().to_owned()
}

/// The button by which a post is known.
fn post_of(message: &Message) -> Option<Press> {
    presses(message).find(|press| press.action == Action::SummaryRead)
}
