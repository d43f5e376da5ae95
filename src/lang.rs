//! The two languages of the bot, a pair of texts in both, and the guess of a text's language.
//!
//! The guess decides the language of the reply and which stem of a word weighs more, never whether anything is found.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use bitcode::{Decode, Encode};

/// A language the knowledge is written in.
#[derive(Clone, Copy, Debug, Decode, Encode, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// German.
    De,
    /// English.
    En,
}

impl Lang {
    /// Both languages, German first.
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    /// The language of a tag such as `de`, `de-AT` or `en-US`; `None` for any other language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()? {
            "de" => Some(Self::De),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The two-letter tag, `de` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The other of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::De => Self::En,
            Self::En => Self::De,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// One value in each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByLang<T> {
    /// The German one.
    pub de: T,
    /// The English one.
    pub en: T,
}

impl<T> ByLang<T> {
    /// The value of `lang`.
    pub const fn get(&self, lang: Lang) -> &T {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }
}

impl<T> ByLang<T> {
    /// The value of `lang`, to be changed.
    pub const fn get_mut(&mut self, lang: Lang) -> &mut T {
        match lang {
            Lang::De => &mut self.de,
            Lang::En => &mut self.en,
        }
    }
}

impl<T: AsRef<str>> ByLang<T> {
    /// The text of `lang`.
    pub fn text(&self, lang: Lang) -> &str {
        self.get(lang).as_ref()
    }
}

/// Words that only one of the two languages uses in short questions, with a weight of 1 each.
/// Words both have ("in", "was", "die", "so", "also", "will", "is") are left out: they would vote for the wrong side as often as not.
const GERMAN: &[&str] = &[
    "der",
    "das",
    "den",
    "dem",
    "des",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "ist",
    "sind",
    "war",
    "waren",
    "wird",
    "wurde",
    "wurden",
    "werden",
    "hat",
    "haben",
    "hatte",
    "habe",
    "wer",
    "wem",
    "wen",
    "wann",
    "wo",
    "wie",
    "warum",
    "wieso",
    "weshalb",
    "welche",
    "welcher",
    "welches",
    "welchen",
    "wieviel",
    "wieviele",
    "viele",
    "und",
    "oder",
    "nicht",
    "nich",
    "kein",
    "keine",
    "für",
    "fuer",
    "mit",
    "von",
    "vom",
    "zu",
    "zum",
    "zur",
    "bei",
    "beim",
    "aus",
    "auf",
    "über",
    "ueber",
    "nach",
    "seit",
    "bis",
    "wegen",
    "gegen",
    "ich",
    "du",
    "er",
    "sie",
    "wir",
    "ihr",
    "mich",
    "mir",
    "dich",
    "dir",
    "uns",
    "sich",
    "dass",
    "daß",
    "wenn",
    "weil",
    "ob",
    "denn",
    "noch",
    "schon",
    "jetzt",
    "eigentlich",
    "auch",
    "nur",
    "mehr",
    "gibt",
    "gibts",
    "kann",
    "könnte",
    "soll",
    "sollen",
    "sollte",
    "muss",
    "wollte",
    "würde",
    "macht",
    "sagt",
    "sagte",
    "heißt",
    "passiert",
    "stimmt",
    "bitte",
    "danke",
    "hallo",
    "leute",
    "ey",
    "dieses",
    "diese",
    "dieser",
    "im",
    "ins",
    "am",
    "ums",
    "laut",
    "echt",
    "mal",
    "worum",
    "wofür",
    "womit",
    "wohin",
    "woher",
    "worin",
    "wessen",
    "guten",
    "gute",
    "nein",
    "ja",
    "geht",
    "euch",
    "bist",
    "alle",
    "alles",
    "verboten",
    "verbot",
    "nutzer",
    "verkauf",
    "daten",
    "umsatz",
    "chef",
];
/// As [`GERMAN`], for English.
const ENGLISH: &[&str] = &[
    "the",
    "a",
    "an",
    "are",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "does",
    "do",
    "did",
    "who",
    "whose",
    "whom",
    "what",
    "whats",
    "when",
    "where",
    "why",
    "how",
    "which",
    "and",
    "or",
    "not",
    "for",
    "with",
    "of",
    "to",
    "from",
    "by",
    "on",
    "at",
    "about",
    "into",
    "i",
    "you",
    "he",
    "she",
    "it",
    "its",
    "we",
    "they",
    "me",
    "my",
    "your",
    "us",
    "them",
    "their",
    "his",
    "her",
    "that",
    "this",
    "these",
    "those",
    "if",
    "because",
    "would",
    "could",
    "should",
    "can",
    "may",
    "might",
    "much",
    "many",
    "any",
    "there",
    "really",
    "yet",
    "now",
    "still",
    "also",
    "than",
    "then",
    "please",
    "pls",
    "thanks",
    "hello",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "going",
    "gonna",
    "get",
    "got",
    "happen",
    "happens",
    "happened",
    "say",
    "says",
    "said",
    "tell",
    "out",
    "off",
    "after",
    "before",
    "users",
    "user",
    "ban",
    "banned",
    "owns",
    "own",
    "sale",
    "sell",
    "buy",
    "data",
    "good",
    "yo",
    "people",
    "american",
    "chinese",
    "as",
    "just",
    "even",
    "new",
    "other",
    "like",
    "think",
    "want",
    "wants",
    "u",
    "yes",
    "no",
    "night",
    "everyone",
    "hey",
    "everybody",
    "someone",
];
/// What each word votes: above 0 for German, below for English.
static VOTES: LazyLock<HashMap<&str, i32>> = LazyLock::new(|| {
    let mut votes = HashMap::new();
    for (words, vote) in [(GERMAN, 1), (ENGLISH, -1)] {
        for word in words {
            *votes.entry(*word).or_default() += vote;
        }
    }
    votes
});
/// Votes that one side must be ahead for a clear guess; below it the text is left to whatlang, and then to the fallback.
const CLEAR_LEAD: i32 = 1;
/// Letters (bytes in UTF-8) below which whatlang's trigrams say nothing on a chat question.
const WHATLANG_LEAST_BYTES: usize = 24;

/// Guesses the language of `words` (lower-cased words of one text) and of the cleaned text they came from.
///
/// `None` where nothing speaks for either: the reply then takes the asker's or the guild's language.
#[must_use]
pub fn guess<'a>(words: impl Iterator<Item = &'a str>, text: &str) -> Option<Lang> {
    let mut lead = 0_i32;
    for word in words {
        if word.contains(['ä', 'ö', 'ü', 'ß']) {
            lead += 2;
        }
        lead += VOTES.get(word).copied().unwrap_or_default();
    }
    if lead >= CLEAR_LEAD {
        return Some(Lang::De);
    }
    if lead <= -CLEAR_LEAD {
        return Some(Lang::En);
    }
    if text.len() < WHATLANG_LEAST_BYTES {
        return None;
    }
    let detector =
        whatlang::Detector::with_allowlist(vec![whatlang::Lang::Deu, whatlang::Lang::Eng]);
    match detector.detect_lang(text)? {
        whatlang::Lang::Deu => Some(Lang::De),
        _ => Some(Lang::En),
    }
}
