//! Third step: the ending of a word is taken off by Snowball's rules of one language.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use crate::lang::Lang;

/// The stem of a lower-case word; a number stays as it is.
#[must_use]
pub fn stem(word: &str, lang: Lang) -> Cow<'_, str> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let algorithm = match lang {
        Lang::De => Algorithm::German,
        Lang::En => Algorithm::English,
    };
    Stemmer::new(algorithm).stem(word)
}
