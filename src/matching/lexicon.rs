//! The shared vocabulary, compiled: which words of a text are one name, one spelling, one meaning, and what part they play.
//!
//! A [`Term`] is what the matcher compares: a word, or several that stand for one thing ("Byte Dance", "tik tok").

use rustc_hash::FxHashMap;

use crate::knowledge::{Name, Vocabulary};
use crate::lang::{ByLang, Lang};
use crate::text::{self, Question, Word};

/// Letters up to which a name must be written in capitals (or stand behind an article): "US" is a country, "us" a pronoun.
const CAPITALS_LETTERS_MOST: usize = 2;
/// Letters of a name's stem from which every word with that stem is the name: that of "Dänen" is "dan", as in Dan.
const NAME_STEM_LETTERS_LEAST: usize = 4;

/// What part a term plays in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It carries the matter.
    Content,
    /// It carries none ("the", "eigentlich").
    Stop,
    /// It turns the sentence round ("nicht", "never").
    Negation,
    /// It asks for the present ("heute", "now").
    Now,
    /// It asks ("wer", "how"): it tells kinds of questions apart, but is no matter of its own.
    Question,
    /// It is a number or a year.
    Number,
}

impl Role {
    /// Whether it carries a matter that an entry speaks of or not.
    #[must_use]
    pub const fn has_matter(self) -> bool {
        matches!(self, Self::Content | Self::Number | Self::Now)
    }
}

/// What a term stands for beyond its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Concept {
    /// The name at this place of the vocabulary.
    Name(usize),
    /// The group of synonyms at this place of the vocabulary.
    Synonym(usize),
}

/// One unit of a text.
#[derive(Clone, Debug)]
pub struct Term {
    /// Folded, not stemmed; several words joined by a space.
    pub text: String,
    /// Stemmed by each language's rules, then folded.
    pub stem: ByLang<String>,
    /// What it stands for, if the vocabulary knows it.
    pub concept: Option<Concept>,
    /// Its part.
    pub role: Role,
}

/// The compiled vocabulary.
#[derive(Debug, Default)]
pub struct Lexicon {
    names: Vec<Name>,
    /// Forms of several words, by their first word and then by their second: many begin with "the".
    long: FxHashMap<String, FxHashMap<String, Vec<Form>>>,
    /// Forms of one word as it is written, folded.
    exact: FxHashMap<String, Meaning>,
    /// Forms of one word by its stem; an exact form comes first.
    stems: FxHashMap<String, Meaning>,
    roles: FxHashMap<String, Role>,
}

#[derive(Debug)]
struct Form {
    /// All its words, folded.
    words: Vec<String>,
    meaning: Meaning,
}

#[derive(Clone, Debug)]
enum Meaning {
    Concept(Concept),
    /// Read as if these words had been written.
    Spelling(Vec<Word>),
}

impl Lexicon {
    /// Compiles a vocabulary.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self {
            names: vocabulary.names.clone(),
            ..Self::default()
        };
        let roles = [
            (&vocabulary.stop, Role::Stop),
            (&vocabulary.question, Role::Question),
            (&vocabulary.now, Role::Now),
            (&vocabulary.negation, Role::Negation),
        ];
        for (words, role) in roles {
            for word in words.de.iter().chain(&words.en) {
                lexicon.roles.insert(text::key(word), role);
            }
        }
        for spelling in &vocabulary.spellings {
            let words = words(&spelling.write);
            for variant in &spelling.variants {
                lexicon.add(variant, &Meaning::Spelling(words.clone()), false);
            }
        }
        for (at, name) in vocabulary.names.iter().enumerate() {
            for form in std::iter::once(&name.name).chain(&name.variants) {
                lexicon.add(form, &Meaning::Concept(Concept::Name(at)), true);
            }
        }
        for (at, group) in vocabulary.synonyms.iter().enumerate() {
            for form in group {
                lexicon.add(form, &Meaning::Concept(Concept::Synonym(at)), true);
            }
        }
        lexicon
    }

    /// The name at a place of the vocabulary.
    #[must_use]
    pub fn name(&self, at: usize) -> Option<&Name> {
        self.names.get(at)
    }

    /// The units of a text, in order.
    #[must_use]
    pub fn terms(&self, question: &Question) -> Vec<Term> {
        let units = self.units(question).into_iter();
        units.map(|(term, _)| term).collect()
    }

    /// The units of a text, in order, each with how many of its words it is made of.
    #[must_use]
    pub fn units(&self, question: &Question) -> Vec<(Term, usize)> {
        let words = self.spelt(&question.words);
        let mut terms = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some((word, own)) = words.get(at) {
            let rest = words.get(at..).unwrap_or_default();
            if let Some((length, Meaning::Concept(concept))) =
                self.longest_form(rest, |meaning| matches!(meaning, Meaning::Concept(_)))
            {
                let form = rest.get(..length).unwrap_or_default();
                terms.push((
                    long_term(form, *concept),
                    form.iter().map(|(_, own)| own).sum(),
                ));
                at += length;
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            terms.push((
                self.term(word, before.map(|(word, _)| *word), question.lang),
                *own,
            ));
            at += 1;
        }
        terms
    }

    /// The words with other spellings put right, each with how many of the written words it stands for.
    fn spelt<'w>(&'w self, words: &'w [Word]) -> Vec<(&'w Word, usize)> {
        let written: Vec<(&Word, usize)> = words.iter().map(|word| (word, 1)).collect();
        let mut spelt = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some((word, _)) = written.get(at) {
            let rest = written.get(at..).unwrap_or_default();
            let long = self.longest_form(rest, |meaning| matches!(meaning, Meaning::Spelling(_)));
            let single = || Some((1, self.exact.get(&word.folded)?));
            match long.or_else(single) {
                Some((length, Meaning::Spelling(right))) if !right.is_empty() => {
                    // The first of them stands for all that was written.
                    let lengths = std::iter::once(length).chain(std::iter::repeat(0));
                    spelt.extend(right.iter().zip(lengths));
                    at += length;
                }
                _ => {
                    spelt.push((*word, 1));
                    at += 1;
                }
            }
        }
        spelt
    }

    /// The single words that the vocabulary reads in a way of its own, folded, so that a misspelt one can be found.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.exact.keys().map(String::as_str)
    }

    fn add(&mut self, form: &str, meaning: &Meaning, stemmed: bool) {
        let words = words(form);
        let [word] = words.as_slice() else {
            let folded: Vec<String> = words.into_iter().map(|word| word.folded).collect();
            if let [first, second, ..] = folded.as_slice() {
                let by_second = self.long.entry(first.clone()).or_default();
                by_second.entry(second.clone()).or_default().push(Form {
                    meaning: meaning.clone(),
                    words: folded,
                });
            }
            return;
        };
        self.exact
            .entry(word.folded.clone())
            .or_insert_with(|| meaning.clone());
        if stemmed && word.folded.chars().count() > CAPITALS_LETTERS_MOST {
            let is_name = matches!(meaning, Meaning::Concept(Concept::Name(_)));
            let stems = Lang::ALL.map(|lang| word.stem.get(lang));
            for stem in stems.into_iter().filter(|stem| {
                !is_name || **stem == word.folded || stem.chars().count() >= NAME_STEM_LETTERS_LEAST
            }) {
                self.stems
                    .entry(stem.clone())
                    .or_insert_with(|| meaning.clone());
            }
        }
    }

    /// The longest form of several words that the words begin with, of those whose meaning is wanted.
    fn longest_form(
        &self,
        words: &[(&Word, usize)],
        is_wanted: fn(&Meaning) -> bool,
    ) -> Option<(usize, &Meaning)> {
        let [(first, _), (second, _), ..] = words else {
            return None;
        };
        let forms = self.long.get(&first.folded)?.get(&second.folded)?.iter();
        let fitting = forms
            .filter(|form| is_wanted(&form.meaning))
            .filter(|form| {
                let run = words.get(..form.words.len());
                run.is_some_and(|run| {
                    run.iter()
                        .map(|(word, _)| &word.folded)
                        .eq(form.words.iter())
                })
            });
        fitting
            .map(|form| (form.words.len(), &form.meaning))
            .max_by_key(|(length, _)| *length)
    }

    fn term(&self, word: &Word, before: Option<&Word>, lang: Option<Lang>) -> Term {
        let exact = self.exact.get(&word.folded);
        let meaning = exact.filter(|_| is_written_as_name(word, before, lang));
        let meaning = meaning.filter(|meaning| matches!(meaning, Meaning::Concept(_)));
        let role = self.role(word);
        // A word without matter is a name only as it is written: "like" is no form of "Likee".
        let meaning = meaning.or_else(|| {
            let mut stems = Lang::ALL.iter().filter(|_| role == Role::Content);
            stems.find_map(|lang| self.stems.get(word.stem.get(*lang)))
        });
        let concept = match meaning {
            Some(Meaning::Concept(concept))
                if role == Role::Content || matches!(concept, Concept::Name(_)) =>
            {
                Some(*concept)
            }
            _ => None,
        };
        Term {
            text: word.folded.clone(),
            stem: word.stem.clone(),
            role: if concept.is_some() {
                Role::Content
            } else {
                role
            },
            concept,
        }
    }

    fn role(&self, word: &Word) -> Role {
        if word.folded.starts_with(|c: char| c.is_ascii_digit()) {
            return Role::Number;
        }
        self.roles
            .get(&word.folded)
            .copied()
            .unwrap_or(Role::Content)
    }
}

/// The words of a form; they are the same in either language.
fn words(form: &str) -> Vec<Word> {
    text::parse_in(form, Lang::De).words
}

/// Several words that stand for one thing.
fn long_term(words: &[(&Word, usize)], concept: Concept) -> Term {
    let folded: Vec<&str> = words.iter().map(|(word, _)| word.folded.as_str()).collect();
    let text = folded.join(" ");
    Term {
        stem: ByLang {
            de: text.clone(),
            en: text.clone(),
        },
        text,
        concept: Some(concept),
        role: Role::Content,
    }
}

/// A very short name counts as one only where it is written like one: in capitals, behind "the", or in German, which has no such pronoun.
fn is_written_as_name(word: &Word, before: Option<&Word>, lang: Option<Lang>) -> bool {
    word.folded.chars().count() > CAPITALS_LETTERS_MOST
        || word.capitals
        || lang == Some(Lang::De)
        || before.is_some_and(|before| before.folded == "the")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

    #[test]
    fn a_spelling_may_stand_for_several_words() {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let lexicon = Lexicon::new(&knowledge.vocabulary);
        let named = |text: &str| {
            let units = lexicon.units(&text::parse(text));
            let concept = units.iter().find_map(|(term, _)| term.concept);
            let words: usize = units.iter().map(|(_, words)| words).sum();
            assert_eq!(words, text.split(' ').count(), "{text}");
            concept
        };
        assert!(named("wsj").is_some());
        assert!(named("bundesamt für sicherheit in der informationstechnik").is_some());
        assert_eq!(named("wsj"), named("the wall street journal"));
        assert_eq!(named("shou tzi chew"), named("shou zi chew"));
    }

    #[test]
    fn a_short_stem_is_no_name() {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let lexicon = Lexicon::new(&knowledge.vocabulary);
        let concept = |word| lexicon.terms(&text::parse(word))[0].concept;
        let Some(Concept::Name(danes)) = concept("Dänen") else {
            panic!("the Danes are known");
        };
        assert_eq!(lexicon.name(danes).unwrap().called().en, "Denmark");
        assert_eq!(concept("DAN"), None);
    }
}
