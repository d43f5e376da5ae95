//! Seals: that a person compared what is asserted with its passages. Whoever changes a word of it afterwards breaks the seal.
//!
//! What grounding cannot see is seen here: a name swapped in both languages for another of the same passage, a citation moved to a
//! passage that has the same names. Phrasings, related entries and series assert nothing, and may change.

use sha2::{Digest as _, Sha256};

use super::{Boundary, Citation, Entry, Id, PartialDate, Says};
use crate::lang::ByLang;

/// Bytes of a digest that a seal shows, in two digits each: enough for changes by mistake.
const BYTES_SHOWN: usize = 4;

/// What an entry asserts, statement by statement, as far as a seal holds it.
pub type Asserted<'a> = (
    &'a ByLang<String>,
    Says,
    Option<&'a ByLang<String>>,
    &'a [Citation],
);

/// The seal of statements and the time they speak of: 8 hexadecimal digits.
pub fn seal_of_statements<'a>(
    statements: impl IntoIterator<Item = Asserted<'a>>,
    valid: Option<PartialDate>,
) -> String {
    let mut digest = Digest::default();
    for (text, says, by, citations) in statements {
        digest.add_both(text);
        digest.add(says.tag());
        digest.add(if by.is_some() { "by" } else { "" });
        digest.add_both(by.unwrap_or(&ByLang::default()));
        for citation in citations {
            digest.add(citation.source.as_str());
            for number in &citation.passages {
                digest.add(&number.to_string());
            }
        }
        // No source has an empty name: here the citations end.
        digest.add("");
    }
    digest.add(&valid.map_or_else(String::new, |valid| valid.to_string()));
    digest.shown()
}

/// The seal of what a boundary says, and of the entries it rests on.
pub fn seal_of_reason<'a>(
    reason: &ByLang<String>,
    nearest: impl IntoIterator<Item = &'a Id>,
    contradicted_by: Option<&Id>,
) -> String {
    let mut digest = Digest::default();
    digest.add_both(reason);
    for id in nearest {
        digest.add(id.as_str());
    }
    digest.add("");
    digest.add(contradicted_by.map_or("", Id::as_str));
    digest.shown()
}

impl Entry {
    /// The seal that it has if nothing was changed since it was checked.
    pub fn seal(&self) -> String {
        let statements = self.statements.iter().map(|statement| {
            let by = statement.by.as_ref();
            (
                &statement.text,
                statement.says,
                by,
                statement.citations.as_slice(),
            )
        });
        seal_of_statements(statements, self.valid)
    }

    /// Whether it has a seal, and something was changed since.
    pub fn is_changed(&self) -> bool {
        let checked = self.checked.as_ref();
        checked.is_some_and(|checked| *checked != self.seal())
    }
}

impl Boundary {
    /// The seal that it has if nothing was changed since it was checked.
    pub fn seal(&self) -> String {
        seal_of_reason(&self.reason, &self.nearest, self.contradicted_by.as_ref())
    }

    /// Whether it has a seal, and something was changed since.
    pub fn is_changed(&self) -> bool {
        let checked = self.checked.as_ref();
        checked.is_some_and(|checked| *checked != self.seal())
    }
}

#[derive(Default)]
struct Digest(Sha256);

impl Digest {
    fn add(&mut self, text: &str) {
        // Lengths keep apart what concatenation would not.
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
    }

    fn add_both(&mut self, text: &ByLang<String>) {
        self.add(&text.de);
        self.add(&text.en);
    }

    fn shown(self) -> String {
        let bytes = self.0.finalize();
        let bytes = bytes.iter().take(BYTES_SHOWN);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::{self, Id, PartialDate, Says};

    /// Each part of what is asserted is held, and nothing else is.
    #[test]
    fn a_seal_holds_what_is_asserted() {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let entry = knowledge.entries.first().unwrap();
        let seal = entry.seal();
        assert_eq!(seal.len(), 8);
        let changed = |change: &dyn Fn(&mut knowledge::Entry)| {
            let mut changed = entry.clone();
            change(&mut changed);
            changed.seal() != seal
        };
        let year: PartialDate = "1999".parse().unwrap();
        assert!(changed(&|it| it.statements[0].text.de.push('x')));
        assert!(changed(&|it| it.statements[0].text.en.push('x')));
        assert!(changed(
            &|it| it.statements[0].says = match it.statements[0].says {
                Says::Opinion => Says::Authority,
                _ => Says::Opinion,
            }
        ));
        assert!(changed(
            &|it| it.statements[0].by = match it.statements[0].by {
                Some(_) => None,
                None => Some(knowledge.topics[0].title.clone()),
            }
        ));
        assert!(changed(&|it| it.statements[0].citations[0].passages[0] += 1));
        assert!(changed(
            &|it| it.statements[0].citations[0].source = Id::new("x").unwrap()
        ));
        assert!(changed(&|it| it.valid = Some(year)));
        assert!(!changed(&|it| it.ask.de.clear()));
        assert!(!changed(&|it| it.related.clear()));
        assert!(!changed(&|it| it.series = Id::new("x")));
        let boundary = knowledge.boundaries.first().unwrap();
        let seal = boundary.seal();
        let changed = |change: &dyn Fn(&mut knowledge::Boundary)| {
            let mut changed = boundary.clone();
            change(&mut changed);
            changed.seal() != seal
        };
        assert!(changed(&|it| it.reason.de.push('x')));
        assert!(changed(&|it| it.reason.en.push('x')));
        assert!(changed(&|it| it.nearest.push(Id::new("x").unwrap())));
        assert!(changed(&|it| it.contradicted_by = Id::new("x")));
        assert!(!changed(&|it| it.ask.en.clear()));
    }
}
