//! What kind of thing a question asks for: who, when, where, why or how many.
//!
//! Two questions of the same words may ask for different things ("Who is Reynders?", "Which country is Reynders from?"); an entry whose own
//! phrasings never ask for that kind rarely answers it.

use super::lexicon::Term;

/// A kind of question. "What", "how" and "which" alone tell too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A person or company.
    Who,
    /// A time.
    When,
    /// A place.
    Where,
    /// A reason.
    Why,
    /// A figure.
    HowMany,
}

impl Asked {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Who, Self::When, Self::Where, Self::Why, Self::HowMany];

    /// Folded words that ask for it by themselves.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Who => &[
                "wer", "wem", "wen", "wessen", "who", "whos", "whose", "whom",
            ],
            Self::When => &["wann", "when", "whens"],
            Self::Where => &["wo", "woher", "wohin", "where", "wheres"],
            Self::Why => &[
                "warum", "wieso", "weshalb", "weswegen", "wozu", "why", "whys",
            ],
            Self::HowMany => &["wieviel", "wieviele", "wievielen"],
        }
    }

    /// Folded pairs of words that ask for it together.
    const fn pairs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::When => &[
                ("welches", "jahr"),
                ("welchem", "jahr"),
                ("what", "year"),
                ("which", "year"),
                ("what", "date"),
            ],
            Self::Where => &[
                ("welches", "land"),
                ("welchem", "land"),
                ("welche", "lander"),
                ("welchen", "landern"),
                ("what", "country"),
                ("which", "country"),
                ("which", "countries"),
            ],
            Self::Why => &[("how", "come")],
            Self::HowMany => &[
                ("wie", "viel"),
                ("wie", "viele"),
                ("wie", "vielen"),
                ("wie", "oft"),
                ("wie", "hoch"),
                ("how", "many"),
                ("how", "much"),
                ("how", "often"),
            ],
            Self::Who => &[],
        }
    }

    /// Whether the terms of a question ask for it.
    #[must_use]
    pub fn is_asked(self, terms: &[Term]) -> bool {
        let mut before = "";
        terms.iter().any(|term| {
            let pair = (
                std::mem::replace(&mut before, &term.text),
                term.text.as_str(),
            );
            self.words().contains(&pair.1) || self.pairs().contains(&pair)
        })
    }
}
