//! Writing knowledge: what somebody types is checked at once, and becomes TOML that is put behind what is there.
//!
//! Nothing here asks or prints; `cli::new` does. What is wrong is a value ([`Wrong`]), so that it can be said in either language.

mod article;
mod boundaries;
mod checks;
mod edit;
mod mending;
mod record;
mod trial;
mod written;

use crate::document::{Place, Text};
use crate::knowledge::{
    Boundary, Citation, Entry, Id, NameKind, PartialDate, Phrasings, Says, Statement,
};
use crate::lang::{ByLang, Lang};
use crate::text;

pub use boundaries::{
    Pull, Revision, answered_boundaries, naming_boundaries, near_boundaries, nearest_boundary,
    phrasings_of, pull, reaches, revision,
};
pub use checks::{
    Collision, Wrong, check_content, check_own, check_phrasing, check_text, collision, date,
    dating, entry_id, ids, is_doubtful, is_other_language, new_id, new_source, newest_date,
    passages, places, related, source_id, source_of, suggested_id, unknown_words, untold, url,
    years,
};
pub(crate) use edit::{line_end, push};
pub use mending::{Mended, likely_citation, mended};
pub use record::{Matter, PassageRecord, SourceRecord, completed};
pub use trial::{Change, trial, tried, write};

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

impl NewEntry {
    /// Takes over phrasings, each once.
    pub fn take(&mut self, ask: &ByLang<Vec<String>>) {
        for lang in Lang::ALL {
            let own = self.ask.get_mut(lang);
            for phrasing in ask.get(lang) {
                let key = text::key(phrasing);
                if !own.iter().any(|known| text::key(known) == key) {
                    own.push(phrasing.clone());
                }
            }
        }
    }

    /// The entry as it will be loaded from that place, without its seal.
    #[must_use]
    pub fn entry(&self, id: Id, place: Place) -> Entry {
        let statements = self.statements.iter().map(|statement| Statement {
            text: statement.text.clone(),
            says: statement.says,
            by: statement.by.clone(),
            citations: statement.citations.clone(),
            place: place.clone(),
        });
        let statements = statements.collect();
        Entry {
            statements,
            valid: self.valid,
            series: self.series.clone(),
            related: self.related.clone(),
            place,
            ..Entry::asked(id, stored(&self.ask))
        }
    }
}

impl NewBoundary {
    /// The boundary as it will be loaded from that place, without its seal.
    #[must_use]
    pub fn boundary(&self, id: Id, place: Place) -> Boundary {
        Boundary {
            id,
            ask: stored(&self.ask),
            reason: self.reason.clone(),
            nearest: self.nearest.clone(),
            contradicted_by: self.contradicted_by.clone(),
            checked: None,
            place,
        }
    }
}

/// Phrasings that were typed, as they will be stored.
fn stored(ask: &ByLang<Vec<String>>) -> Phrasings {
    let stored = |phrasings: &[String]| {
        let texts = phrasings.iter().map(|phrasing| Text {
            value: phrasing.clone(),
            place: Place::default(),
        });
        texts.collect()
    };
    ByLang {
        de: stored(&ask.de),
        en: stored(&ask.en),
    }
}
