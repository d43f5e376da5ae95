//! Words the whole knowledge shares: names with their spellings, synonyms, abbreviations, and words that carry no matter.

use crate::document::{Place, Table};
use crate::lang::ByLang;

/// What a name is the name of; it decides what a reply says is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company.
    Company,
    /// An app, a service, a product.
    Product,
    /// A country, a city, a region.
    Place,
    /// An authority, a party, an institute.
    Organisation,
    /// A newspaper, a broadcaster, an agency.
    Medium,
    /// A people or a group.
    Group,
    /// A law or a rule.
    Law,
    /// An event.
    Event,
}

impl NameKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Company,
        Self::Product,
        Self::Place,
        Self::Organisation,
        Self::Medium,
        Self::Group,
        Self::Law,
        Self::Event,
    ];

    /// The word of the files.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Company => "company",
            Self::Product => "product",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Medium => "medium",
            Self::Group => "group",
            Self::Law => "law",
            Self::Event => "event",
        }
    }
}

/// A proper name.
#[derive(Clone, Debug)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// The spelling the records use.
    pub name: String,
    /// What replies in English call it, where that is another word; one of the variants.
    pub english: Option<String>,
    /// Other spellings, short forms, adjectives and inhabitants, in both languages.
    pub variants: Vec<String>,
    /// Whether any article mentions it.
    pub covered: bool,
    /// Where it stands.
    pub place: Place,
}

impl Name {
    /// What replies call it.
    #[must_use]
    pub fn called(&self) -> ByLang<String> {
        ByLang {
            de: self.name.clone(),
            en: self.english.as_ref().unwrap_or(&self.name).clone(),
        }
    }
}

/// Ways to write something that is read as one word.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// How it is read.
    pub write: String,
    /// What is read so; may be several words.
    pub variants: Vec<String>,
}

/// The shared vocabulary, `knowledge/vocabulary.toml`.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Words that carry no matter of their own.
    pub stop: ByLang<Vec<String>>,
    /// Words that turn a sentence into its opposite.
    pub negation: ByLang<Vec<String>>,
    /// Words that ask for the present.
    pub now: ByLang<Vec<String>>,
    /// Words that ask for something, and alone say nothing about the matter.
    pub question: ByLang<Vec<String>>,
    /// Proper names.
    pub names: Vec<Name>,
    /// Groups of words that mean the same here, both languages together.
    pub synonyms: Vec<Vec<String>>,
    /// Abbreviations and spellings of several words.
    pub spellings: Vec<Spelling>,
}

/// Reads the vocabulary's file.
pub fn read(root: &Table<'_, '_>) -> Vocabulary {
    let by_lang = |key| {
        root.optional_table(key)
            .map_or_else(ByLang::default, |table| {
                let words = ByLang {
                    de: table.values("de"),
                    en: table.values("en"),
                };
                table.finish();
                words
            })
    };
    let stop = by_lang("stop");
    let negation = by_lang("negation");
    let now = by_lang("now");
    let question = by_lang("question");
    let names = root
        .tables("name")
        .into_iter()
        .filter_map(read_name)
        .collect();
    let synonyms = root
        .tables("synonym")
        .into_iter()
        .map(|table| {
            let words = table.values("words");
            table.finish();
            words
        })
        .collect();
    let spellings = root
        .tables("spelling")
        .into_iter()
        .map(|table| {
            let spelling = Spelling {
                write: table.text("write").value,
                variants: table.values("for"),
            };
            table.finish();
            spelling
        })
        .collect();
    Vocabulary {
        stop,
        negation,
        now,
        question,
        names,
        synonyms,
        spellings,
    }
}

fn read_name(table: Table<'_, '_>) -> Option<Name> {
    let tag = table.text("kind").value;
    let kind = NameKind::ALL.into_iter().find(|kind| kind.tag() == tag);
    if kind.is_none() {
        let tags: Vec<&str> = NameKind::ALL.iter().map(|kind| kind.tag()).collect();
        table.report(
            "wrong-value",
            "kind",
            format!("`kind` must be one of {}", tags.join(", ")),
        );
    }
    let name = table.text("name").value;
    let variants = table.values("variants");
    let english = table.optional_text("english").map(|text| text.value);
    if let Some(english) = english.as_ref().filter(|it| !variants.contains(it)) {
        table.report(
            "wrong-value",
            "english",
            format!("\"{english}\" must be one of the `variants` too, or nobody who writes it is understood"),
        );
    }
    let covered = table.optional_switch("covered").unwrap_or(true);
    let place = table.place();
    table.finish();
    Some(Name {
        kind: kind?,
        name,
        english,
        variants,
        covered,
        place,
    })
}
