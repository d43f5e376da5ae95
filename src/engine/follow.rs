//! A question that follows up on an answer ("and in Germany?", "why?"), said in full by what it follows.

use crate::knowledge::Entry;
use crate::lang::Lang;
use crate::matching::{Concept, Lexicon, Role, Term};
use crate::text::{self, Question};

/// Words with a matter of their own from which a follow-up may be a whole question by itself.
const WHOLE_WORDS_LEAST: usize = 2;

/// Whether a question can stand alone.
pub fn is_whole(terms: &[Term]) -> bool {
    terms.iter().filter(|term| term.role.has_matter()).count() >= WHOLE_WORDS_LEAST
}

/// The question that the entry answers with the follow-up behind it, less what the follow-up replaces:
/// a place for a place, a year for a year, one question word for another.
pub fn in_full(lexicon: &Lexicon, entry: &Entry, follow_up: &Question, lang: Lang) -> Question {
    let Some(asked) = entry.ask.get(lang).first() else {
        return follow_up.clone();
    };
    let asked = text::parse(&asked.value);
    let new = lexicon.terms(follow_up);
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    for (term, length) in lexicon.units(&asked) {
        let words = asked.words.get(at..at + length).unwrap_or_default();
        at += length;
        if !new.iter().any(|new| replaces(lexicon, new, &term)) {
            kept.extend(
                words
                    .iter()
                    .filter_map(|word| asked.text.get(word.span.clone())),
            );
        }
    }
    kept.push(&follow_up.text);
    text::parse(&kept.join(" "))
}

fn replaces(lexicon: &Lexicon, new: &Term, old: &Term) -> bool {
    let kind = |term: &Term| match term.concept {
        Some(Concept::Name(at)) => lexicon.name(at).map(|name| name.kind),
        _ => None,
    };
    match (kind(new), kind(old)) {
        (Some(new), Some(old)) => new == old,
        (None, None) => matches!(old.role, Role::Question | Role::Number) && new.role == old.role,
        _ => false,
    }
}
