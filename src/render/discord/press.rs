//! What a button, a menu or a form carries: `1|action|subject|language|revision|asker`, the asker in base 36, at most 100 bytes.
//!
//! Messages outlive processes and versions, so nothing a press needs is kept elsewhere; what cannot be read any more is `None`.

use std::fmt;

use crate::lang::Lang;

/// The form of what is written here. Another one is of another version.
const VERSION: &str = "1";
/// Numbers are written with ten digits and the alphabet.
const BASE: u32 = 36;

/// What a press asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Puts the answer to an offered question in the place of the offer.
    Choose,
    /// Posts the answer to an offered question for all to see.
    Post,
    /// Shows the answer to an offered question as a preview.
    Preview,
    /// Answers a question that an answer leads to.
    Next,
    /// The same answer in the language named here.
    Translate,
    /// Opens a page to read (`reply::View`) beside the message.
    Open,
    /// Puts a page, or what is chosen on it, in the place of the page.
    Turn,
    /// Opens what else can be done with an answer.
    More,
    /// Says whether an answer helped, by the value of the menu.
    Rate,
    /// Opens the form for a question that follows up.
    AskMore,
    /// As [`Action::AskMore`], where only the asker reads the reply.
    AskMoreAlone,
    /// The filled form.
    Asked,
    /// The filled form, where only the asker reads the reply.
    AskedAlone,
    /// Takes a message of the bot away; its id is the subject.
    Remove,
    /// Posts a previewed answer.
    Share,
    /// Keeps a previewed answer to oneself.
    Keep,
    /// Hands the question that the message quotes to the moderators.
    HandIn,
    /// Takes a handed-in question back, by its number.
    Withdraw,
    /// Opens the inbox at a page, from 0.
    Inbox,
    /// Opens the group of a question, by its number.
    Group,
    /// Opens the form that teaches: what the phrasing leads to, a dot, and the number of the question.
    Teach,
    /// That form, filled.
    Taught,
    /// Takes a taught phrasing back, by its number.
    Unteach,
    /// Throws the group of a question away, by its number.
    Dismiss,
    /// Draws the preview of a summary; the subject of this and the next is the summary and its channel.
    Summary,
    /// Posts a summary.
    SummaryPost,
    /// Opens the menu of channels for it.
    SummaryWhere,
    /// The channel that was chosen there.
    SummaryChannel,
    /// Opens the form for its foreword.
    SummaryForeword,
    /// That form, filled.
    SummaryForewritten,
    /// Ends its preview.
    SummaryCancel,
    /// Shows a posted summary in the language named here. It is what a post is known by.
    SummaryRead,
}

impl Action {
    /// All of them, with the letters that stand for them.
    const TAGS: [(Self, &'static str); 32] = [
        (Self::Choose, "choose"),
        (Self::Post, "post"),
        (Self::Preview, "preview"),
        (Self::Next, "next"),
        (Self::Translate, "lang"),
        (Self::Open, "open"),
        (Self::Turn, "turn"),
        (Self::More, "more"),
        (Self::Rate, "rate"),
        (Self::AskMore, "form"),
        (Self::AskMoreAlone, "form-alone"),
        (Self::Asked, "asked"),
        (Self::AskedAlone, "asked-alone"),
        (Self::Remove, "remove"),
        (Self::Share, "share"),
        (Self::Keep, "keep"),
        (Self::HandIn, "hand-in"),
        (Self::Withdraw, "withdraw"),
        (Self::Inbox, "inbox"),
        (Self::Group, "group"),
        (Self::Teach, "teach"),
        (Self::Taught, "taught"),
        (Self::Unteach, "unteach"),
        (Self::Dismiss, "dismiss"),
        (Self::Summary, "sum"),
        (Self::SummaryPost, "sumpost"),
        (Self::SummaryWhere, "sumto"),
        (Self::SummaryChannel, "sumat"),
        (Self::SummaryForeword, "sumfore"),
        (Self::SummaryForewritten, "sumtext"),
        (Self::SummaryCancel, "sumno"),
        (Self::SummaryRead, "sumread"),
    ];

    fn from_tag(tag: &str) -> Option<Self> {
        Self::TAGS
            .iter()
            .find_map(|(action, known)| (*known == tag).then_some(*action))
    }

    fn tag(self) -> &'static str {
        Self::TAGS
            .iter()
            .find_map(|(action, tag)| (*action == self).then_some(*tag))
            .unwrap_or_default()
    }
}

/// One thing to press, as it stands in its `custom_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// What it does.
    pub action: Action,
    /// To what: mostly an entry's id; empty where a menu's value says it.
    pub subject: String,
    /// The language of the reply it stands under, or of the one it leads to.
    pub language: Lang,
    /// The revision of the knowledge that spoke.
    pub revision: String,
    /// The user who asked.
    pub asker: u64,
}

impl Press {
    /// Reads a `custom_id`.
    #[must_use]
    pub fn read(custom_id: &str) -> Option<Self> {
        let parts: Vec<&str> = custom_id.split('|').collect();
        let [VERSION, action, subject, language, revision, asker] = parts.as_slice() else {
            return None;
        };
        Some(Self {
            action: Action::from_tag(action)?,
            subject: (*subject).to_owned(),
            language: Lang::ALL.into_iter().find(|lang| lang.tag() == *language)?,
            revision: (*revision).to_owned(),
            asker: from_base_36(asker)?,
        })
    }
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (action, asker) = (self.action.tag(), base_36(self.asker));
        write!(
            f,
            "{VERSION}|{action}|{}|{}|{}|{asker}",
            self.subject, self.language, self.revision
        )
    }
}

/// A number in base 36: 13 digits for the largest instead of 20.
#[must_use]
pub fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = (number % u64::from(BASE)) as u32;
        digits.extend(char::from_digit(digit, BASE));
        number /= u64::from(BASE);
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// What [`base_36`] wrote.
#[must_use]
pub fn from_base_36(text: &str) -> Option<u64> {
    u64::from_str_radix(text, BASE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_press_fits_and_comes_back() {
        for (action, _) in Action::TAGS {
            let press = Press {
                action,
                subject: format!(
                    "{}.{}",
                    "a".repeat(crate::knowledge::ID_BYTES_MOST),
                    base_36(u64::MAX >> 1)
                ),
                language: Lang::De,
                revision: "01234567".to_owned(),
                asker: u64::MAX,
            };
            let written = press.to_string();
            assert!(written.len() <= 100, "{} bytes: {written}", written.len());
            assert_eq!(Press::read(&written), Some(press));
        }
    }

    #[test]
    fn the_longest_summary_fits() {
        for (action, tag) in Action::TAGS
            .iter()
            .filter(|(_, tag)| tag.starts_with("sum"))
        {
            let press = Press {
                action: *action,
                subject: format!(
                    "article.{}.f.{}",
                    "a".repeat(crate::knowledge::ID_BYTES_MOST),
                    base_36(u64::MAX)
                ),
                language: Lang::En,
                revision: "01234567".to_owned(),
                asker: u64::MAX,
            };
            assert!(press.to_string().len() <= 100, "{tag}: {press}");
        }
    }

    #[test]
    fn what_another_version_wrote_is_not_read() {
        for foreign in [
            "",
            "0|gone",
            "1|x",
            "2|open|topics|de|01234567|1",
            "1|open|topics|fr|01234567|1",
            "1|dance|topics|de|01234567|1",
            "1|open|topics|de|01234567|",
            "1|open|topics|de|01234567|?",
            "1|open|topics|de|01234567|zzzzzzzzzzzzzz",
            "1|open|topics|de|01234567|1|more",
        ] {
            assert_eq!(Press::read(foreign), None, "{foreign}");
        }
        assert_eq!(from_base_36(&base_36(u64::MAX)), Some(u64::MAX));
        assert_eq!(base_36(0), "0");
    }
}
