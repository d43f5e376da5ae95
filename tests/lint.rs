//! Holds `lint` to what it is for: every figure, name and citation that is changed in the real knowledge is found, and broken files are
//! refused with their place.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "helpers of tests are no tests to clippy"
)]

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use ticktack::knowledge::{self, Entry, Knowledge, Source};
use ticktack::lang::Lang;
use ticktack::lint::Grounding;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| knowledge::load(&knowledge::built_in()).expect("the knowledge loads"));
static GROUNDING: LazyLock<Grounding<'static>> = LazyLock::new(|| Grounding::new(&KNOWLEDGE));

/// How many changes of one kind were made, and which of them nothing was said about.
#[derive(Default)]
struct Tally {
    made: usize,
    missed: Vec<String>,
}

impl Tally {
    fn entry(&mut self, changed: &Entry, change: impl FnOnce() -> String) {
        self.made += 1;
        if GROUNDING.entry(changed).is_empty() {
            self.missed.push(change());
        }
    }

    fn share(&self) -> f64 {
        1.0 - self.missed.len() as f64 / self.made as f64
    }

    #[track_caller]
    fn check(&self, what: &str, made_least: usize, share_least: f64) {
        println!("{what}: {} changes, {:.4} found", self.made, self.share());
        assert!(
            self.made >= made_least,
            "{what}: only {} changes",
            self.made
        );
        assert!(
            self.share() >= share_least,
            "{what}: {:.4} of {} changes found; missed are\n{}",
            self.share(),
            self.made,
            self.missed.join("\n")
        );
    }
}

#[test]
fn nothing_is_wrong_with_the_knowledge() {
    let findings = GROUNDING.check();
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// Each digit of each answer, in each language, replaced by the next one.
#[test]
fn a_changed_digit_is_found() {
    let mut tally = Tally::default();
    for_each_text(|entry, statement, lang, text| {
        for (at, digit) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let next = char::from(b'0' + (digit as u8 - b'0' + 1) % 10);
            let changed = replaced(text, at..at + 1, &next.to_string());
            tally.entry(&with_text(entry, statement, lang, &changed), || {
                format!("{} {lang}: {changed}", entry.id)
            });
        }
    });
    tally.check("digits", 500, 1.0);
}

/// Figures in words, replaced by another word, in each language.
#[test]
fn a_changed_number_word_is_found() {
    let words = [
        ("eine Milliarde", "zwei Milliarden"),
        ("fünf ", "sechs "),
        ("zehn ", "elf "),
        ("zwei ", "drei "),
        ("Millionen", "Milliarden"),
        ("Hunderten Millionen", "Millionen"),
        ("one billion", "two billion"),
        ("a billion", "a million"),
        ("five ", "six "),
        ("ten ", "nine "),
        ("two ", "three "),
        ("million", "billion"),
    ];
    let mut tally = Tally::default();
    for_each_text(|entry, statement, lang, text| {
        for (from, to) in words {
            for (at, _) in text.match_indices(from) {
                let begins = text[..at]
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphanumeric());
                if !begins {
                    continue;
                }
                let changed = replaced(text, at..at + from.len(), to);
                tally.entry(&with_text(entry, statement, lang, &changed), || {
                    format!("{} {lang}: {changed}", entry.id)
                });
            }
        }
    });
    tally.check("number words", 35, 1.0);
}

/// Each name in each answer, in each language, replaced by another name of the vocabulary that the article does not even mention, and by
/// each name of the same passages.
#[test]
fn a_swapped_name_is_found() {
    let mut foreign = Tally::default();
    let mut near = Tally::default();
    let names = &KNOWLEDGE.vocabulary.names;
    let mut turn = 0;
    for_each_text(|entry, statement, lang, text| {
        let cited = &entry.statements[statement].citations;
        let stated: BTreeSet<&str> = cited
            .iter()
            .filter_map(|citation| Some((KNOWLEDGE.source(citation.source.as_str())?, citation)))
            .flat_map(|(source, citation)| {
                citation.passages.iter().filter_map(|n| source.passage(*n))
            })
            .flat_map(|passage| passage.names.iter().map(String::as_str))
            .collect();
        for (at, name) in names_in(text) {
            let swap = |tally: &mut Tally, other: &str| {
                if other == name {
                    return;
                }
                let changed = replaced(text, at.clone(), other);
                tally.entry(&with_text(entry, statement, lang, &changed), || {
                    format!("{} {lang}, {name} to {other}: {changed}", entry.id)
                });
            };
            for other in &stated {
                swap(&mut near, other);
            }
            // Walks through all names, so that each is tried somewhere.
            let other = std::iter::repeat(names)
                .flatten()
                .skip(turn % names.len())
                .find(|other| !stated.contains(other.name.as_str()) && other.name != name);
            turn += 1;
            swap(&mut foreign, &other.unwrap().name);
        }
    });
    foreign.check("names from elsewhere", 1_000, 1.0);
    near.check("names of the same passage", 8_000, 0.99);
}

/// Each cited passage replaced by the next one that may be cited.
#[test]
fn a_moved_citation_is_found() {
    let mut tally = Tally::default();
    for entry in &KNOWLEDGE.entries {
        for (at, statement) in entry.statements.iter().enumerate() {
            for (which, citation) in statement.citations.iter().enumerate() {
                let source = KNOWLEDGE.source(citation.source.as_str()).unwrap();
                for passage in &citation.passages {
                    let Some(next) = next_content(source, *passage) else {
                        continue;
                    };
                    // Then nothing would be moved, only left out.
                    if citation.passages.contains(&next) {
                        continue;
                    }
                    let mut changed = entry.clone();
                    let passages = &mut changed.statements[at].citations[which].passages;
                    passages.retain(|number| number != passage);
                    passages.push(next);
                    passages.sort_unstable();
                    tally.entry(&changed, || {
                        format!("{} [{at}] {} {passage} to {next}", entry.id, source.id)
                    });
                }
            }
        }
    }
    tally.check("citations", 200, 0.97);
}

fn for_each_text(mut each: impl FnMut(&Entry, usize, Lang, &str)) {
    for entry in &KNOWLEDGE.entries {
        for (at, statement) in entry.statements.iter().enumerate() {
            for lang in Lang::ALL {
                each(entry, at, lang, statement.text.text(lang));
            }
        }
    }
}

fn with_text(entry: &Entry, statement: usize, lang: Lang, text: &str) -> Entry {
    let mut changed = entry.clone();
    text.clone_into(changed.statements[statement].text.get_mut(lang));
    changed
}

fn replaced(text: &str, part: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..part.start], &text[part.end..])
}

/// The names of the vocabulary in a text, by their plain spellings: found without any code of `lint`.
fn names_in(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut forms: Vec<(&str, &str)> = KNOWLEDGE
        .vocabulary
        .names
        .iter()
        .flat_map(|name| {
            std::iter::once(&name.name)
                .chain(&name.variants)
                .map(|form| (form.as_str(), name.name.as_str()))
        })
        .collect();
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for (form, name) in forms {
        for (at, _) in text.match_indices(form) {
            let part = at..at + form.len();
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let whole = !letter(text[..part.start].chars().next_back())
                && !letter(text[part.end..].chars().next());
            let free = found
                .iter()
                .all(|(taken, _)| taken.end <= part.start || part.end <= taken.start);
            if whole && free {
                found.push((part, name));
            }
        }
    }
    found
}

fn next_content(source: &Source, after: u32) -> Option<u32> {
    let mut passages = source.passages.iter();
    passages
        .find(|passage| passage.number > after && passage.kind.is_content())
        .map(|passage| passage.number)
}
