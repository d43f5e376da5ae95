//! The proper names of a text: the vocabulary's, however inflected, and capitalised words that nobody knows.
//!
//! The matcher's lexicon is generous, since a question may be typed in a hurry; here "Mengen" must not be read as Meng Wanzhou.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::reading::Reading;
use crate::knowledge::{Knowledge, NameKind};
use crate::lang::{ByLang, Lang};
use crate::text::{self, Question, Word};

/// Letters below which a name is not inflected: "US" and "EU" take no ending that could be told from another word.
const INFLECTED_LETTERS_LEAST: usize = 4;
/// Letters up to which a name must be written exactly as in the vocabulary: "US" is a country, "us" is not, and "nd" is a newspaper.
const EXACT_LETTERS_MOST: usize = 3;
/// Letters that a name has at least at the beginning of a compound ("Russlandpolitik"): shorter ones begin too many other words.
const COMPOUND_LETTERS_LEAST: usize = 5;
/// Endings of a person's name, and of the other names.
const PERSON_ENDINGS: &[&str] = &["s"];
const NOUN_ENDINGS: &[&str] = &["s", "n", "en", "es"];
/// Endings of an adjective.
const ADJECTIVE_ENDINGS: &[&str] = &["e", "en", "em", "er", "es"];

/// All of these.
const ENDINGS: &[&str] = &["s", "n", "en", "es", "e", "em", "er"];

/// All names and nouns of a knowledge base, compiled.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Forms by each way to write their first word without its ending.
    forms: FxHashMap<String, Vec<Form>>,
    nouns: ByLang<FxHashSet<String>>,
    by_name: HashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct Form {
    /// The place of the name in the vocabulary.
    name: usize,
    kind: NameKind,
    words: Vec<FormWord>,
}

#[derive(Clone, Debug)]
struct FormWord {
    written: String,
    folded: String,
    stem: String,
    capital: bool,
    /// What stands before it in the form ("Musical.ly").
    gap: String,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Which name.
    pub called: Called,
    /// The other names that the vocabulary spells so ("the commerce ministry"): then the words alone do not tell whose it is.
    pub or: Vec<usize>,
    /// The words it takes.
    pub words: Range<usize>,
}

/// What a mention names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// The name at this place of the vocabulary.
    Known(usize),
    /// A word that is written like a name and stands nowhere.
    Unknown,
}

impl Names {
    /// Compiles the vocabulary and the nouns.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut names = Self::default();
        let mut reader = text::Reader::default();
        for (at, name) in knowledge.vocabulary.names.iter().enumerate() {
            names.by_name.entry(name.name.clone()).or_insert(at);
            for form in std::iter::once(&name.name).chain(&name.variants) {
                names.add(at, name.kind, &reader.parse_in(form, Lang::De));
            }
        }
        for lang in Lang::ALL {
            let nouns = names.nouns.get_mut(lang);
            let words = knowledge.nouns.get(lang).iter();
            for word in words.flat_map(|word| reader.parse_in(word, lang).words) {
                nouns.extend([word.folded, word.stem.de]);
            }
        }
        names
    }

    /// The place of the name that the records write so.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The names of the vocabulary in a text, the longest wherever several could be meant.
    pub fn known(&self, reading: &Reading, lang: Lang) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < reading.len() {
            match self.longest(reading, at) {
                // The dollar is a currency, not a mention of the country.
                Some((1, ..)) if is_dollar(reading, at) => at += 1,
                Some((length, name, or)) => {
                    found.push(Mention {
                        called: Called::Known(name),
                        or,
                        words: at..at + length,
                    });
                    at += length;
                }
                None => {
                    let compound = (lang == Lang::De).then(|| self.compound(reading, at));
                    found.extend(compound.flatten().map(|name| Mention {
                        called: Called::Known(name),
                        or: Vec::new(),
                        words: at..at + 1,
                    }));
                    at += 1;
                }
            }
        }
        found
    }

    /// Names inside longer names: who names the "US Department of Justice" names the USA as well.
    pub fn implied(&self, reading: &Reading, mention: &Mention) -> Vec<usize> {
        let mut inside = Vec::new();
        for at in mention.words.clone() {
            let most = mention.words.end - at;
            let shorter = self
                .fitting(reading, at)
                .into_iter()
                .filter(|(length, _, _)| *length <= most && *length < mention.words.len());
            inside.extend(shorter.map(|(_, _, form)| form.name));
            inside.extend(self.compound(reading, at));
        }
        inside
    }

    /// The words that are written like a name, stand in none of the `taken` places, and are no noun that is known.
    pub fn unknown(&self, reading: &Reading, lang: Lang, taken: &FxHashSet<usize>) -> Vec<Mention> {
        let mut found = Vec::new();
        for (at, word) in reading.question().words.iter().enumerate() {
            let looks_like_a_name =
                reading.is_capital(at) && !reading.opens(at) && !taken.contains(&at);
            if looks_like_a_name && !self.is_noun(word, lang) && !is_dollar(reading, at) {
                found.push(Mention {
                    called: Called::Unknown,
                    or: Vec::new(),
                    words: at..at + 1,
                });
            }
        }
        found
    }

    fn is_noun(&self, word: &Word, lang: Lang) -> bool {
        let nouns = self.nouns.get(lang);
        // "I" is the one English word that always has a capital.
        (lang == Lang::En && word.folded == "i")
            || nouns.contains(&word.folded)
            || (lang == Lang::De && nouns.contains(&word.stem.de))
    }

    /// The name at the beginning of a German compound whose rest is a noun ("Russlandpolitik").
    fn compound(&self, reading: &Reading, at: usize) -> Option<usize> {
        let word = reading.get(at).filter(|_| reading.is_capital(at))?;
        let folded = &word.folded;
        if self.is_noun(word, Lang::De) {
            return None;
        }
        folded
            .char_indices()
            .skip(COMPOUND_LETTERS_LEAST)
            .find_map(|(cut, _)| {
                let (head, rest) = folded.split_at_checked(cut)?;
                let form = self.forms.get(head)?.iter().find(|form| {
                    form.words.len() == 1
                        && form
                            .words
                            .iter()
                            .all(|word| word.capital && word.folded == head)
                })?;
                let rest = text::parse_in(rest, Lang::De).words.into_iter().next()?;
                self.is_noun(&rest, Lang::De).then_some(form.name)
            })
    }

    fn add(&mut self, name: usize, kind: NameKind, parsed: &Question) {
        let mut words: Vec<FormWord> = Vec::with_capacity(parsed.words.len());
        let mut end = 0;
        for word in &parsed.words {
            let part = |span| parsed.text.get(span).unwrap_or_default();
            let written = part(word.span.clone());
            words.push(FormWord {
                written: written.to_owned(),
                folded: word.folded.clone(),
                stem: word.stem.de.clone(),
                capital: written.starts_with(char::is_uppercase),
                gap: part(end..word.span.start).to_owned(),
            });
            end = word.span.end;
        }
        let Some(first) = words.first() else {
            return;
        };
        let mut keys = vec![first.folded.clone()];
        if words.len() > 1 && first.stem != first.folded {
            keys.push(first.stem.clone());
        }
        let form = Form { name, kind, words };
        for key in keys {
            self.forms.entry(key).or_default().push(form.clone());
        }
    }

    /// How many words the longest name that begins here takes, which it is, and which others are spelt like it.
    fn longest(&self, reading: &Reading, at: usize) -> Option<(usize, usize, Vec<usize>)> {
        let fitting = self.fitting(reading, at);
        // Of two names of one length, the first in the vocabulary, as everywhere.
        let (length, _, first) = fitting
            .iter()
            .max_by_key(|(length, exact, form)| (*length, *exact, std::cmp::Reverse(form.name)))?;
        let is_spelt_so = |form: &Form| {
            let words = form.words.iter().map(|word| &word.folded);
            words.eq(first.words.iter().map(|word| &word.folded))
        };
        let mut others: Vec<usize> = fitting
            .iter()
            .filter(|(_, _, form)| form.name != first.name && is_spelt_so(form))
            .map(|(_, _, form)| form.name)
            .collect();
        others.sort_unstable();
        others.dedup();
        Some((*length, first.name, others))
    }

    /// All names that begin here: their length in words, whether they are written without an ending, their form.
    fn fitting(&self, reading: &Reading, at: usize) -> Vec<(usize, bool, &Form)> {
        let Some(word) = reading.get(at) else {
            return Vec::new();
        };
        let folded = word.folded.as_str();
        let bare = ENDINGS.iter().filter_map(|end| folded.strip_suffix(end));
        let mut found = Vec::new();
        for head in [folded, word.stem.de.as_str()].into_iter().chain(bare) {
            for form in self.forms.get(head).into_iter().flatten() {
                let fits = form.words.iter().zip(at..).all(|(word, here)| {
                    let follows =
                        here == at || reading.joined(here - 1) || reading.gap(here - 1) == word.gap;
                    follows && word.is(reading, here, form)
                });
                if fits {
                    found.push((form.words.len(), head == folded, form));
                }
            }
        }
        found
    }
}

impl FormWord {
    /// Whether the word at a place of a text is this one, inflected or not.
    fn is(&self, reading: &Reading, at: usize, form: &Form) -> bool {
        let Some(word) = reading.get(at) else {
            return false;
        };
        let letters = self.folded.chars().count();
        let is_long = form.words.len() > 1;
        if letters <= EXACT_LETTERS_MOST && !is_long {
            let written = reading.written(&(at..at + 1));
            let stripped = written.strip_suffix("'s").or(written.strip_suffix("’s"));
            return stripped.unwrap_or(written) == self.written;
        }
        // "the commerce ministry" is as much a name as "the Commerce Ministry"; of people and products, only the capital tells.
        let any_case = is_long
            && matches!(
                form.kind,
                NameKind::Organisation | NameKind::Law | NameKind::Event
            );
        if self.capital && !reading.is_capital(at) && !any_case {
            return false;
        }
        if is_long && word.stem.de == self.stem {
            return true;
        }
        let Some(ending) = word.folded.strip_prefix(self.folded.as_str()) else {
            return false;
        };
        let endings = match (self.capital, form.kind) {
            (true, NameKind::Person) => PERSON_ENDINGS,
            (true, _) => NOUN_ENDINGS,
            (false, _) => ADJECTIVE_ENDINGS,
        };
        ending.is_empty() || (letters >= INFLECTED_LETTERS_LEAST && endings.contains(&ending))
    }
}

fn is_dollar(reading: &Reading, at: usize) -> bool {
    reading.folded(at) == "us" && reading.folded(at + 1).starts_with("dollar")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;
    use crate::lint::facts::Facts;

    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[&str]) {
        let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
        let names = Names::new(&knowledge);
        let facts = Facts::new(text, lang, &names);
        let known = facts
            .names
            .iter()
            .map(|(name, _)| knowledge.vocabulary.names[*name].name.clone());
        let unknown = facts
            .unknown
            .iter()
            .map(|mention| format!("{}?", facts.reading.written(&mention.words)));
        let found: Vec<String> = known.chain(unknown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_found_in_every_form() {
        check(
            Lang::De,
            "Microsofts Angebot an ByteDance",
            &["Microsoft", "ByteDance"],
        );
        check(Lang::De, "der chinesischen Regierung", &["China"]);
        check(Lang::En, "Trump's decree", &["Donald Trump"]);
        check(
            Lang::En,
            "the Chinese commerce ministry",
            &["Chinesisches Handelsministerium"],
        );
        check(Lang::En, "the app Musical.ly", &["Musical.ly"]);
        check(
            Lang::De,
            "das Wall Street Journal",
            &["Wall Street Journal"],
        );
        check(Lang::De, "gescheiterte Russlandpolitik", &["Russland"]);
        check(Lang::De, "im US-Senat", &["US-Senat"]);
    }

    #[test]
    fn words_that_only_look_like_names_are_none() {
        check(Lang::De, "große Mengen von Daten", &[]);
        check(Lang::En, "they told us so", &[]);
        check(Lang::En, "40 billion US dollars", &[]);
        check(Lang::De, "40 Milliarden US-Dollar", &[]);
    }

    #[test]
    fn what_nobody_knows_is_taken_for_a_name() {
        check(Lang::En, "It went to Blorbo. Nobody knew.", &["Blorbo?"]);
        check(
            Lang::De,
            "Der Verkauf an Blorbo war im Netz bekannt.",
            &["Blorbo?"],
        );
        check(Lang::De, "Blorbo kaufte nichts.", &[]);
    }
}
