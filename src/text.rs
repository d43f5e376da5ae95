//! From what somebody typed to words that can be compared: [`parse`] is the pipeline, one file a step.
//!
//! ```text
//! raw -> clean   NFKC; mentions, links and invisible characters off
//!     -> words   split at everything that is no letter and no digit; lower case
//!     -> stem    Snowball, German and English
//!     -> fold    ä, ae and a alike; ß and ss; accents off
//! ```
//! Stemming comes before folding: the German stemmer tells "ä" from "a" where the fold no longer can.
//! Text of users is never an error: everything gives a [`Question`], if an empty one.

mod article;
mod clean;
mod cut;
mod fold;
mod mask;
mod stem;
mod words;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::lang::{self, ByLang, Lang};

pub use article::{passages, tidy};
pub use clean::{clean, lower, one_line};
pub use cut::{fitted, length};
pub use fold::fold;
pub use mask::{MASK, masked};
pub use stem::stem;

/// Words that are read of one text. Discord allows 4,000 characters; whoever writes more than this many words has asked before.
pub const WORDS_MOST: usize = 96;

/// A text that was asked or stored, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The cleaned text; the spans of the words point into it.
    pub text: String,
    /// At most [`WORDS_MOST`] words.
    pub words: Vec<Word>,
    /// The language it seems to be in; `None` where nothing speaks for either.
    pub lang: Option<Lang>,
}

/// One word of a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as in the cleaned text, lower case.
    pub text: String,
    /// Whether it was written in capitals: "US" is a country, "us" may be a pronoun.
    pub capitals: bool,
    /// Its bytes in [`Question::text`].
    pub span: Range<usize>,
    /// Folded, not stemmed.
    pub folded: String,
    /// Stemmed by each language's rules, then folded.
    pub stem: ByLang<String>,
}

impl Question {
    /// The folded words, one space between them: two texts are the same question if this is equal.
    #[must_use]
    pub fn key(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.folded.as_str()).collect();
        words.join(" ")
    }
}

/// Reads a text. Never fails and never panics, whatever the text holds.
///
/// ```
/// let question = ticktack::text::parse("Wie hieß TikTok **früher**? <@123>");
/// assert_eq!(question.key(), "wie hiess tiktok fruher");
/// assert_eq!(question.lang, Some(ticktack::lang::Lang::De));
/// ```
#[must_use]
pub fn parse(raw: &str) -> Question {
    let mut question = read(raw, Forms::new);
    question.lang = guessed(&question);
    question
}

/// As [`parse`], where the language is known.
#[must_use]
pub fn parse_in(raw: &str, lang: Lang) -> Question {
    Question {
        lang: Some(lang),
        ..read(raw, Forms::new)
    }
}

/// Reads many texts as [`parse`] does, each word of them once: stemming is the dearest part, and texts of one matter share their words.
#[derive(Debug, Default)]
pub struct Reader {
    known: FxHashMap<String, Forms>,
}

impl Reader {
    /// As [`parse`].
    pub fn parse(&mut self, raw: &str) -> Question {
        let mut question = self.read(raw);
        question.lang = guessed(&question);
        question
    }

    /// As [`parse_in`].
    pub fn parse_in(&mut self, raw: &str, lang: Lang) -> Question {
        Question {
            lang: Some(lang),
            ..self.read(raw)
        }
    }

    fn read(&mut self, raw: &str) -> Question {
        read(raw, |word| {
            if let Some(forms) = self.known.get(word) {
                return forms.clone();
            }
            let forms = Forms::new(word);
            self.known.insert(word.to_owned(), forms.clone());
            forms
        })
    }
}

/// Sentences that a part has at most: what a question takes up stands just before it.
const PART_SENTENCES_MOST: usize = 3;

/// The parts of a text of several sentences that end with the one that asks: it alone, with the one before it, and so on, but never the whole text.
/// The last sentence with a question mark at its end asks, else the last one. The text is one that [`parse`] has cleaned.
///
/// ```
/// use ticktack::text::asking_parts;
///
/// let parts = asking_parts("Hi all. I heard a lot. Who owns TikTok? My dad won't say.");
/// assert_eq!(parts, ["Who owns TikTok?", "I heard a lot. Who owns TikTok?", "Hi all. I heard a lot. Who owns TikTok?"]);
/// assert!(asking_parts("Who owns TikTok?").is_empty());
/// assert!(asking_parts("... Who owns TikTok?").is_empty());
/// ```
#[must_use]
pub fn asking_parts(text: &str) -> Vec<&str> {
    let mut begin = 0;
    let ends = text.match_indices(['.', '!', '?']).filter_map(|(at, _)| {
        let end = at + 1;
        text.get(end..)?
            .starts_with(char::is_whitespace)
            .then_some(end)
    });
    let sentences = ends.chain([text.len()]).filter_map(|end| {
        let bounds = std::mem::replace(&mut begin, end)..end;
        let sentence = text.get(bounds.clone())?;
        words::spans(sentence).next().is_some().then_some(bounds)
    });
    let sentences: Vec<Range<usize>> = sentences.collect();
    let asks = |bounds: &Range<usize>| {
        let sentence = text.get(bounds.clone()).unwrap_or_default();
        sentence.trim_end().ends_with('?')
    };
    let asking = sentences
        .iter()
        .rposition(asks)
        .unwrap_or(sentences.len().saturating_sub(1));
    let Some(last) = sentences.get(asking) else {
        return Vec::new();
    };
    let parts = sentences.iter().take(asking + 1).rev();
    let parts = parts.take(PART_SENTENCES_MOST).filter_map(|first| {
        let is_whole = sentences.first() == Some(first) && asking + 1 == sentences.len();
        let part = text.get(first.start..last.end)?;
        (!is_whole).then_some(part.trim())
    });
    parts.collect()
}

/// Whether a text holds any word.
#[must_use]
pub fn has_words(raw: &str) -> bool {
    // Nothing is ever taken off a word of these letters alone, and nearly every text begins with one.
    let is_plain = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = raw.split(' ').next().unwrap_or_default();
    !first.is_empty() && is_plain(first) || words::spans(&clean(raw)).next().is_some()
}

/// A word as it is compared.
#[derive(Clone, Debug)]
struct Forms {
    folded: String,
    stem: ByLang<String>,
}

impl Forms {
    fn new(word: &str) -> Self {
        Self {
            folded: fold(word).into_owned(),
            stem: ByLang {
                de: fold(&stem(word, Lang::De)).into_owned(),
                en: fold(&stem(word, Lang::En)).into_owned(),
            },
        }
    }
}

/// Everything but the language.
fn read(raw: &str, mut forms: impl FnMut(&str) -> Forms) -> Question {
    let text = clean(raw);
    let mut words = Vec::new();
    for span in words::spans(&text).take(WORDS_MOST) {
        let written = text.get(span.clone()).unwrap_or_default();
        let word = words::normal(written);
        let capitals = written.chars().all(|c| !c.is_lowercase());
        let Forms { folded, stem } = forms(&word);
        words.push(Word {
            text: word.into_owned(),
            capitals,
            span,
            folded,
            stem,
        });
    }
    Question {
        text: text.into_owned(),
        words,
        lang: None,
    }
}

fn guessed(question: &Question) -> Option<Lang> {
    // "US" is a country in both languages, "us" an English word.
    let words = question
        .words
        .iter()
        .filter(|word| !word.capitals || word.text.len() > 2);
    lang::guess(words.map(|word| word.text.as_str()), &question.text)
}

/// Pieces between blanks that are read together: even if each held four words, [`WORDS_MOST`] would not be reached.
const PIECES_AT_ONCE: usize = 24;

/// A text of any length in parts that [`parse`] and [`key`] read whole: an article's paragraph is longer than any question.
///
/// ```
/// use ticktack::text;
///
/// let long = "wort ".repeat(1_000);
/// assert!(text::parse(&long).words.len() < 1_000);
/// assert_eq!(text::parts(&long).map(|part| text::parse(&part).words.len()).sum::<usize>(), 1_000);
/// ```
pub fn parts(raw: &str) -> impl Iterator<Item = String> {
    let mut pieces = raw.split_whitespace().peekable();
    std::iter::from_fn(move || {
        pieces.peek()?;
        let some: Vec<&str> = pieces.by_ref().take(PIECES_AT_ONCE).collect();
        Some(some.join(" "))
    })
}

/// The [`Question::key`] of a text, without the cost of its stems.
///
/// ```
/// assert_eq!(ticktack::text::key("Wem gehört TikTok?"), "wem gehort tiktok");
/// ```
#[must_use]
pub fn key(raw: &str) -> String {
    let text = clean(raw);
    let mut key = String::with_capacity(text.len());
    for (at, span) in words::spans(&text).take(WORDS_MOST).enumerate() {
        if at > 0 {
            key.push(' ');
        }
        key.push_str(&fold(&words::normal(text.get(span).unwrap_or_default())));
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(raw: &str, key: &str) {
        assert_eq!(parse(raw).key(), key);
        assert_eq!(super::key(raw), key);
    }

    #[test]
    fn what_is_written_differently_is_read_alike() {
        check("Größe, Groesse; GRÖSSE!", "grosse grosse grosse");
        check("u\u{308}ber über ueber", "uber uber uber");
        check("neue Frauen, Quelle, Bauer", "neue frauen quelle bauer");
        check("Trump's “TikTok‑Verbot”", "trumps tiktok verbot");
        check("1,9 Milliarden = 1.9 billion", "1.9 milliarden 1.9 billion");
    }

    #[test]
    fn markup_and_invisible_characters_are_off() {
        check(
            "<@!1234> **was** _ist_ `tiktok` ||geheim||",
            "was ist tiktok geheim",
        );
        check(
            "<:lol:123456> <a:hey:99> <#42> <t:1618953630:R> hallo",
            "hallo",
        );
        check("schau https://example.org/a?b=c hier", "schau hier");
        check("Https://example.org/a <HTTPS://example.org> hier", "hier");
        check("a < b <@ <@1> c", "a b c");
        check("w\u{200b}a\u{ad}s \u{202e}ist\u{202c} das", "was ist das");
        check("t\u{336}i\u{337}k\u{338}t\u{334}o\u{335}k\u{489}", "tiktok");
        check("🙂🙂🙂 \u{feff}", "");
        check("ＴｉｋＴｏｋ 𝓽𝓲𝓴𝓽𝓸𝓴", "tiktok tiktok");
    }

    #[test]
    fn no_more_is_read_than_one_message_holds() {
        let grows = "\u{fdfa}".repeat(1_000);
        let once = clean(&grows);
        assert!(once.chars().count() <= 4_000);
        assert_eq!(clean(&once), once);
    }

    #[test]
    fn stems_of_both_languages_are_there() {
        let question = parse("Nutzerinnen banned");
        assert_eq!(question.words[0].stem.de, parse("Nutzer").words[0].stem.de);
        assert_eq!(question.words[1].stem.en, "ban");
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_spans_slice_back(raw in any::<String>()) {
            let question = parse(&raw);
            for word in &question.words {
                prop_assert!(question.text.get(word.span.clone()).is_some());
            }
            prop_assert!(question.words.len() <= WORDS_MOST);
        }

        #[test]
        fn folding_twice_is_folding_once(word in "[a-zäöüßéè]{0,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), &*once);
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(raw in any::<String>()) {
            let once = clean(&raw);
            prop_assert_eq!(clean(&once), &*once);
        }
    }
}
