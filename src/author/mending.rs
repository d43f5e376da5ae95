//! What a sentence says and its passages do not: another citation, or another sentence.

use std::collections::HashSet;

use super::{Wrong, passages, source_of};
use crate::knowledge::{Citation, Knowledge};
use crate::lint::{Doubt, Why};

/// What somebody does about a doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mended {
    /// Nothing: lint will tell it once more.
    Left,
    /// All that is cited from now on.
    Cited(Vec<Citation>),
    /// Another sentence.
    Said(String),
}

/// The one passage that has all that no cited passage has, if there is one: in the cited sources, or else in the others.
#[must_use]
pub fn likely_citation(doubts: &[Doubt]) -> Option<Citation> {
    let lacking = doubts.iter().filter_map(|doubt| match &doubt.why {
        Why::NotCited(having) => Some(having),
        Why::OfAnother(_) | Why::OnlyIn(_) => None,
    });
    let passages = lacking.map(|having| {
        let passages = having.iter();
        let passages = passages.flat_map(|(source, numbers)| {
            let numbers = numbers.iter();
            numbers.map(move |number| (source, *number))
        });
        passages.collect::<HashSet<_>>()
    });
    let having_all = passages.reduce(|all, having| &all & &having)?;
    let mut having_all = having_all.into_iter();
    match (having_all.next(), having_all.next()) {
        (Some((source, number)), None) => Some(Citation {
            source: source.clone(),
            passages: vec![number],
        }),
        _ => None,
    }
}

/// Reads what somebody typed about doubts: `+ 11` cites passage 11 as well, `= 11` instead of the others of its source, `-` leaves it as it
/// is, nothing takes the likely one, and all else is another sentence, for which `check` speaks. A source may stand before the numbers.
///
/// # Errors
/// Where a passage is not there or no content, or what `check` finds.
pub fn mended(
    knowledge: &Knowledge,
    likely: Option<&Citation>,
    cited: &[Citation],
    typed: &str,
    check: impl Fn(&str) -> Result<(), Wrong>,
) -> Result<Mended, Wrong> {
    let of = likely.or(cited.first());
    let (sign, rest) = match typed.strip_prefix(['+', '=']) {
        Some(rest) => (typed.chars().next(), rest.trim()),
        None => (None, typed),
    };
    let more = match (sign, typed, likely) {
        (None, "-" | "\u{2013}", _) => return Ok(Mended::Left),
        (None, "", Some(likely)) => likely.clone(),
        (None, ..) => {
            return check(typed).map(|()| Mended::Said(typed.to_owned()));
        }
        (Some(_), ..) => {
            let (source, numbers) = source_of(knowledge, rest);
            let source = source.or_else(|| knowledge.source(of?.source.as_str()));
            let source = source.ok_or(Wrong::NoPassages)?;
            Citation {
                passages: passages(source, numbers)?,
                source: source.id.clone(),
            }
        }
    };
    let mut cited = cited.to_vec();
    match cited.iter_mut().find(|there| there.source == more.source) {
        Some(there) if sign == Some('=') => there.passages = more.passages,
        Some(there) => {
            there.passages.extend(more.passages);
            there.passages.sort_unstable();
            there.passages.dedup();
        }
        None => cited.push(more),
    }
    Ok(Mended::Cited(cited))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::check_text;
    use crate::knowledge::{self, Id};
    use crate::lint::Said;

    #[test]
    fn a_citation_is_added_or_replaced_and_all_else_is_a_sentence() {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let cite = |source: &str, passages: &[u32]| Citation {
            source: Id::new(source).unwrap(),
            passages: passages.to_vec(),
        };
        let there = [cite("nd-ticktack", &[6])];
        let likely = cite("nd-ticktack", &[3]);
        let check = |typed: &str, expected: Mended| {
            let mended = mended(&knowledge, Some(&likely), &there, typed, |_| Ok(()));
            assert_eq!(mended, Ok(expected), "{typed}");
        };
        check("-", Mended::Left);
        check("", Mended::Cited(vec![cite("nd-ticktack", &[3, 6])]));
        check(
            "+ 3, 4",
            Mended::Cited(vec![cite("nd-ticktack", &[3, 4, 6])]),
        );
        check("=3", Mended::Cited(vec![cite("nd-ticktack", &[3])]));
        check(
            "+ heise-pappas 2",
            Mended::Cited(vec![cite("nd-ticktack", &[6]), cite("heise-pappas", &[2])]),
        );
        check("Es war so.", Mended::Said("Es war so.".to_owned()));
        let refused = |typed: &str| {
            mended(&knowledge, None, &there, typed, |typed| {
                check_text(typed, 4)
            })
        };
        assert_eq!(refused(""), Err(Wrong::Empty));
        assert_eq!(refused("+ x"), Err(Wrong::NoPassages));
        assert_eq!(refused("+ 12"), Err(Wrong::NotContent { number: 12 }));
        assert!(matches!(refused("Es war so."), Err(Wrong::TooLong { .. })));
    }

    #[test]
    fn the_passage_that_has_all_is_the_likely_one() {
        let id = |id: &str| Id::new(id).unwrap();
        let doubt = |having: &[(&str, &[u32])]| Doubt {
            said: Said::Figure,
            written: String::new(),
            why: Why::NotCited(
                having
                    .iter()
                    .map(|(source, numbers)| (id(source), numbers.to_vec()))
                    .collect(),
            ),
        };
        let likely = |doubts: &[Doubt]| {
            let likely = likely_citation(doubts)?;
            Some((likely.source.to_string(), likely.passages))
        };
        let one = doubt(&[("a", &[2, 3]), ("b", &[4])]);
        assert_eq!(likely(std::slice::from_ref(&one)), None);
        let other = doubt(&[("a", &[3])]);
        assert_eq!(
            likely(&[one.clone(), other]),
            Some(("a".to_owned(), vec![3]))
        );
        assert_eq!(likely(&[one, doubt(&[])]), None);
        assert_eq!(likely(&[]), None);
    }
}
