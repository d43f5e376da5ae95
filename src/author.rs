//! Writing knowledge: what somebody types is checked at once, and becomes TOML that is put behind what is there.
//!
//! Nothing here asks or prints; `cli::new` does. What is wrong is a value ([`Wrong`]), so that it can be said in either language.

mod article;
mod checks;
mod edit;
mod record;
mod trial;
mod written;

use crate::knowledge::{Citation, Id, NameKind, PartialDate, Says};
use crate::lang::ByLang;

pub use checks::{
    Collision, Wrong, answered_boundaries, check_content, check_phrasing, check_text, collision,
    date, dating, entry_id, ids, new_id, passages, reaches, source_id, suggested_id, unknown_words,
    url,
};
pub(crate) use edit::{line_end, push};
pub use record::{Matter, PassageRecord, SourceRecord};
pub use trial::{Change, trial, write};

/// An entry that is not in its file yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// Its id.
    pub id: String,
    /// Its phrasings.
    pub ask: ByLang<Vec<String>>,
    /// Its statements.
    pub statements: Vec<NewStatement>,
    /// The time it speaks of.
    pub valid: Option<PartialDate>,
    /// The matter it is one stage of.
    pub series: Option<Id>,
    /// Entries worth asking next.
    pub related: Vec<Id>,
}

/// A statement that is not in its file yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStatement {
    /// The sentence.
    pub text: ByLang<String>,
    /// Who stands behind it.
    pub says: Says,
    /// Their name.
    pub by: Option<ByLang<String>>,
    /// What it rests on.
    pub citations: Vec<Citation>,
}

/// A question that the articles do not answer, not in its file yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBoundary {
    /// Its id.
    pub id: String,
    /// Its phrasings.
    pub ask: ByLang<Vec<String>>,
    /// What the articles do not say.
    pub reason: ByLang<String>,
    /// Entries that are known nearby.
    pub nearest: Vec<Id>,
    /// The entry that says the opposite of what the question takes for granted.
    pub contradicted_by: Option<Id>,
}

/// A topic that has no file yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTopic {
    /// Its place among the topics.
    pub order: u64,
    /// Its name.
    pub title: ByLang<String>,
    /// What it is about.
    pub about: ByLang<String>,
}

/// A name that the vocabulary does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// What it names.
    pub kind: NameKind,
    /// The spelling the records use.
    pub name: String,
    /// Other spellings.
    pub variants: Vec<String>,
}
