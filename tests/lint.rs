//! Holds `lint` to what it is for: what is changed in the real knowledge is found, and broken files are refused with their place.
//!
//! Each change is made in one language alone and, where the other says the same, in both at once: then nothing differs between the
//! languages, and only the records can tell. How many are found of how many is printed (`cargo test --test lint -- --nocapture`).
//!
//! What the records miss is what no list of names and figures can show: a change, in both languages, to something that the cited passages
//! state as well. Of a year, a month or a day that is rare. Of a name it is common ("Microsoft" for "ByteDance", where the passage has
//! both): that takes a reader. A seal holds that one has read it, so every change of an entry or a boundary is found by it; summary lines
//! and the timeline have none. Both shares are held apart, because the seal says only that something changed, and the records what.
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

use ticktack::document::{Finding, Severity};
use ticktack::knowledge::{self, Citation, Id, Knowledge, Source};
use ticktack::lang::{ByLang, Lang};
use ticktack::lint::Grounding;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| knowledge::load(&knowledge::built_in()).expect("the knowledge loads"));
static GROUNDING: LazyLock<Grounding<'static>> = LazyLock::new(|| Grounding::new(&KNOWLEDGE));

/// A text of the knowledge that claims something, and the checks of what stands in its place.
struct Claim {
    /// Where it stands, for messages.
    name: String,
    text: &'static ByLang<String>,
    cited: Vec<&'static Citation>,
    found: Box<dyn Fn(ByLang<String>) -> Found>,
}

/// What finds a change.
#[derive(Clone, Copy)]
struct Found {
    /// The records, or the other language.
    by_records: bool,
    /// The seal.
    by_seal: bool,
}

impl Found {
    fn of(findings: &[Finding], by_seal: bool) -> Self {
        Self {
            by_records: !findings.is_empty(),
            by_seal,
        }
    }
}

/// Every statement, summary line, reason of a boundary and line of the timeline.
fn claims() -> Vec<Claim> {
    let mut claims = Vec::new();
    for entry in &KNOWLEDGE.entries {
        for (at, statement) in entry.statements.iter().enumerate() {
            claims.push(Claim {
                name: format!("{}[{at}]", entry.id),
                text: &statement.text,
                cited: statement.citations.iter().collect(),
                found: Box::new(move |text| {
                    let mut changed = entry.clone();
                    changed.statements[at].text = text;
                    Found::of(&GROUNDING.entry(&changed), changed.is_changed())
                }),
            });
        }
    }
    for topic in &KNOWLEDGE.topics {
        for (at, bullet) in topic.summary.iter().enumerate() {
            claims.push(Claim {
                name: format!("{}[{at}]", topic.id),
                text: &bullet.text,
                cited: cited_by([&bullet.entry]),
                found: Box::new(move |text| {
                    let mut changed = topic.clone();
                    changed.summary = vec![bullet.clone()];
                    changed.summary[0].text = text;
                    Found::of(&GROUNDING.summary(&changed), false)
                }),
            });
        }
    }
    for boundary in &KNOWLEDGE.boundaries {
        claims.push(Claim {
            name: boundary.id.to_string(),
            text: &boundary.reason,
            cited: cited_by(boundary.nearest.iter().chain(&boundary.contradicted_by)),
            found: Box::new(move |text| {
                let mut changed = boundary.clone();
                changed.reason = text;
                Found::of(&GROUNDING.boundary(&changed), changed.is_changed())
            }),
        });
    }
    for event in &KNOWLEDGE.timeline {
        claims.push(Claim {
            name: format!("{}", event.place),
            text: &event.text,
            cited: event.citations.iter().collect(),
            found: Box::new(move |text| {
                let mut changed = event.clone();
                changed.text = text;
                Found::of(&GROUNDING.event(&changed), false)
            }),
        });
    }
    claims
}

/// A part of a text, and what it is changed to.
#[derive(Clone)]
struct Change {
    /// Equal for what is the same in the other language.
    key: String,
    part: Range<usize>,
    to: String,
}

/// Words, each with what it becomes.
type Forms<'f> = &'f [(&'f str, &'f str)];

/// Share of all changes that records and seals find together at least: what is missed is in a summary or in the timeline.
const SEALED_SHARE: f64 = 0.8;

/// How many changes of one kind were made, and which of them nothing was said about.
#[derive(Default)]
struct Tally {
    made: usize,
    /// By the records.
    missed: Vec<String>,
    /// By the records and by the seal.
    missed_by_both: usize,
}

impl Tally {
    fn count(&mut self, claim: &Claim, text: ByLang<String>) {
        let told = format!("{}: {} | {}", claim.name, text.de, text.en);
        self.add(told, (claim.found)(text));
    }

    fn add(&mut self, told: String, found: Found) {
        self.made += 1;
        self.missed_by_both += usize::from(!found.by_records && !found.by_seal);
        if !found.by_records {
            self.missed.push(told);
        }
    }

    #[track_caller]
    fn check(&self, what: &str, made_least: usize, share_least: f64) {
        let found = self.made - self.missed.len();
        let share = found as f64 / self.made as f64;
        let with_seal = (self.made - self.missed_by_both) as f64 / self.made as f64;
        println!(
            "{what}: {found} of {} changes found by the records ({share:.4}), with the seal {with_seal:.4}",
            self.made
        );
        assert!(
            with_seal >= SEALED_SHARE,
            "{what}: {with_seal:.4} with the seal"
        );
        assert!(
            self.made >= made_least && share >= share_least,
            "{what}: {share:.4} of {} changes found; missed are\n{}",
            self.made,
            self.missed.join("\n")
        );
    }
}

/// Makes every change in one language alone, and in both where both have it; the shares are the least that must be found.
#[track_caller]
fn check(
    what: &str,
    (alone_least, alone_share): (usize, f64),
    (both_least, both_share): (usize, f64),
    changes: impl Fn(&str, Lang) -> Vec<Change>,
) {
    let mut alone = Tally::default();
    let mut both = Tally::default();
    for claim in claims() {
        let found = Lang::ALL.map(|lang| changes(claim.text.get(lang), lang));
        for (lang, changes) in Lang::ALL.into_iter().zip(&found) {
            for change in changes {
                alone.count(&claim, with(claim.text, lang, change));
            }
        }
        let [german, english] = &found;
        for change in german {
            if let Some(same) = english.iter().find(|other| other.key == change.key) {
                let text = with(claim.text, Lang::De, change);
                both.count(&claim, with(&text, Lang::En, same));
            }
        }
    }
    alone.check(
        &format!("{what}, in one language"),
        alone_least,
        alone_share,
    );
    both.check(
        &format!("{what}, in both languages"),
        both_least,
        both_share,
    );
}

#[test]
fn nothing_is_wrong_with_the_knowledge() {
    let findings = ticktack::lint::check(&KNOWLEDGE);
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Whatever is asserted was compared with its passages by somebody.
#[test]
fn all_that_is_asserted_is_sealed() {
    let entries = KNOWLEDGE.entries.iter();
    let entries = entries.map(|it| (&it.id, &it.checked, it.seal()));
    let boundaries = KNOWLEDGE.boundaries.iter();
    let boundaries = boundaries.map(|it| (&it.id, &it.checked, it.seal()));
    for (id, checked, seal) in entries.chain(boundaries) {
        assert_eq!(*checked, Some(seal), "{id}");
    }
}

/// What moved on is told in stages, and what the newspapers contradict each other in from both sides.
#[test]
fn the_matters_that_moved_and_the_contradictions_are_linked() {
    for series in [
        "chef",
        "kaeufer",
        "umfang",
        "datenverwaltung",
        "verbot",
        "oracle",
        "nutzer-usa",
        "nutzer-weltweit",
    ] {
        let stages = KNOWLEDGE.series(&Id::new(series).unwrap());
        assert!(stages.len() > 1, "{series} has {} stages", stages.len());
    }
    for (one, other) in [
        ("microsoft-absage", "microsoft-bricht-ab"),
        ("bytedance-verkaufsbereit", "staatsmedien-kein-verkauf"),
        ("daten-ausserhalb-chinas", "rechenzentren"),
        ("staatsnaehe-bytedance", "unabhaengig-behauptet"),
        ("tiktok-weist-zurueck", "uiguren-videos"),
        ("was-ist-douyin", "douyin-rivale"),
    ] {
        let names = |one: &str, other: &str| {
            let entry = KNOWLEDGE.entry(one).unwrap();
            entry.conflicts.iter().any(|id| id.as_str() == other)
        };
        assert!(names(one, other) && names(other, one), "{one}, {other}");
    }
}

/// A deadline for a sale and the day of a ban: who asks for one is told of the other.
#[test]
fn the_two_days_of_september_are_told_apart() {
    for id in ["frist-15-september", "dekret-20-september"] {
        let entry = KNOWLEDGE.entry(id).unwrap();
        for (lang, days) in [
            (Lang::De, ["15. September", "20. September"]),
            (Lang::En, ["15 September", "20 September"]),
        ] {
            let answer = entry.answer(lang);
            assert!(days.iter().all(|day| answer.contains(day)), "{answer}");
        }
    }
}

/// Each digit, replaced by the next one.
#[test]
fn a_changed_digit_is_found() {
    check("digits", (2_000, 1.0), (1_000, 0.995), |text, _| {
        let mut changes = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for figure in figures_in(text) {
            let digits: String = text[figure.clone()]
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            let nth = seen.iter().filter(|before| **before == digits).count();
            let places = text[figure.clone()].char_indices();
            let places = places.filter(|(_, c)| c.is_ascii_digit());
            for (digit, (at, c)) in places.enumerate() {
                let at = figure.start + at;
                let next = (c as u8 - b'0' + 1) % 10;
                changes.push(Change {
                    key: format!("{digits} {nth} {digit}"),
                    part: at..at + 1,
                    to: next.to_string(),
                });
            }
            seen.push(digits);
        }
        changes
    });
}

/// Figures in words, and the words of their scale.
#[test]
fn a_changed_number_word_is_found() {
    const WORDS: &[(&str, [Forms; 2])] = &[
        (
            "a billion",
            [
                &[("eine Milliarde", "zwei Milliarden")],
                &[("one billion", "two billion"), ("a billion", "two billion")],
            ],
        ),
        (
            "millions",
            [&[("Millionen", "Milliarden")], &[("million", "billion")]],
        ),
        (
            "billions",
            [&[("Milliarden", "Millionen")], &[("billion", "million")]],
        ),
        (
            "two",
            [
                &[("zwei", "drei"), ("Zwei", "Drei")],
                &[("two", "three"), ("Two", "Three")],
            ],
        ),
        (
            "five",
            [
                &[("fünf", "sechs"), ("Fünf", "Sechs")],
                &[("five", "six"), ("Five", "Six")],
            ],
        ),
        (
            "ten",
            [
                &[("zehn", "elf"), ("Zehn", "Elf")],
                &[("ten", "eleven"), ("Ten", "Eleven")],
            ],
        ),
    ];
    check("number words", (60, 1.0), (25, 1.0), |text, lang| {
        let mut changes = Vec::new();
        for (key, forms) in WORDS {
            changes.extend(words_changed(text, key, forms[lang as usize]));
        }
        changes
    });
}

/// Months, weekdays, and the thirds of a month or a year.
#[test]
fn a_changed_date_word_is_found() {
    const MONTHS: [[&str; 2]; 12] = [
        ["Januar", "January"],
        ["Februar", "February"],
        ["März", "March"],
        ["April", "April"],
        ["Mai", "May"],
        ["Juni", "June"],
        ["Juli", "July"],
        ["August", "August"],
        ["September", "September"],
        ["Oktober", "October"],
        ["November", "November"],
        ["Dezember", "December"],
    ];
    const DAYS: [[&str; 2]; 7] = [
        ["Montag", "Monday"],
        ["Dienstag", "Tuesday"],
        ["Mittwoch", "Wednesday"],
        ["Donnerstag", "Thursday"],
        ["Freitag", "Friday"],
        ["Samstag", "Saturday"],
        ["Sonntag", "Sunday"],
    ];
    const THIRDS: [[Forms; 2]; 3] = [
        [
            &[("Anfang", "Ende")],
            &[("early", "late"), ("the beginning", "the end")],
        ],
        [
            &[("Mitte", "Ende")],
            &[("mid", "late"), ("the middle", "the end")],
        ],
        [
            &[("Ende", "Anfang")],
            &[("late", "early"), ("the end", "the beginning")],
        ],
    ];
    let cycle = |names: &[[&'static str; 2]], text: &str, lang: Lang| {
        let mut changes = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let next = names[(at + 1) % names.len()][lang as usize];
            let form = (name[lang as usize], next);
            changes.extend(words_changed(text, name[1], &[form]));
        }
        changes
    };
    check("months", (500, 1.0), (250, 0.985), |text, lang| {
        cycle(&MONTHS, text, lang)
    });
    check("weekdays", (20, 1.0), (10, 0.8), |text, lang| {
        cycle(&DAYS, text, lang)
    });
    check("thirds", (300, 1.0), (150, 1.0), |text, lang| {
        let mut changes = Vec::new();
        for (at, forms) in THIRDS.iter().enumerate() {
            changes.extend(words_changed(text, &at.to_string(), forms[lang as usize]));
        }
        // "Am Ende" ends no month.
        changes.retain(|change| {
            let behind = text[change.part.end..].trim_start_matches([' ', '-']);
            let behind = behind.strip_prefix("of ").unwrap_or(behind);
            behind.starts_with(|c: char| c.is_ascii_digit())
                || MONTHS
                    .iter()
                    .any(|month| behind.starts_with(month[lang as usize]))
        });
        changes
    });
}

/// Names of the same passages that one name is replaced by; all would take half a minute and tell the same.
const NEAR_MOST: usize = 3;

/// Each name, replaced by another that the passages do not state, and by some that they do.
#[test]
fn a_swapped_name_is_found() {
    let names = &KNOWLEDGE.vocabulary.names;
    let [mut foreign, mut near, mut foreign_both, mut near_both] =
        std::array::from_fn(|_| Tally::default());
    let mut turn = 0;
    for claim in claims() {
        let stated: BTreeSet<&str> = stated(&claim).collect();
        let mentions = Lang::ALL.map(|lang| names_in(claim.text.get(lang)));
        // Walks through all names, so that each is tried somewhere.
        let mut other = |name: &str| {
            turn += 1;
            std::iter::repeat(names)
                .flatten()
                .skip(turn % names.len())
                .map(|other| other.name.as_str())
                .find(|other| !stated.contains(other) && *other != name)
                .unwrap()
        };
        for (lang, named) in Lang::ALL.into_iter().zip(&mentions) {
            for (part, name) in named {
                let swap = |tally: &mut Tally, to: &str| {
                    let change = Change {
                        key: String::new(),
                        part: part.clone(),
                        to: to.to_owned(),
                    };
                    tally.count(&claim, with(claim.text, lang, &change));
                };
                swap(&mut foreign, other(name));
                for to in stated.iter().filter(|to| *to != name).take(NEAR_MOST) {
                    swap(&mut near, to);
                }
            }
        }
        let both: BTreeSet<&str> = mentions.iter().flatten().map(|(_, name)| *name).collect();
        for name in both {
            let swap = |tally: &mut Tally, to: &str| {
                let mut text = claim.text.clone();
                for (lang, named) in Lang::ALL.into_iter().zip(&mentions) {
                    for (part, _) in named.iter().rev().filter(|(_, found)| *found == name) {
                        text.get_mut(lang).replace_range(part.clone(), to);
                    }
                }
                tally.count(&claim, text);
            };
            swap(&mut foreign_both, other(name));
            for to in stated.iter().filter(|to| **to != name).take(NEAR_MOST) {
                swap(&mut near_both, to);
            }
        }
    }
    foreign.check("names from elsewhere, in one language", 2_000, 1.0);
    near.check("names of the same passages, in one language", 4_000, 0.99);
    foreign_both.check("names from elsewhere, in both languages", 1_000, 0.99);
    near_both.check("names of the same passages, in both languages", 2_000, 0.12);
}

/// Each passage that a statement or an event cites, replaced by the next one that may be cited.
#[test]
fn a_moved_citation_is_found() {
    let mut tally = Tally::default();
    for entry in &KNOWLEDGE.entries {
        for (at, statement) in entry.statements.iter().enumerate() {
            for (moved, told) in moved(&statement.citations) {
                let mut changed = entry.clone();
                changed.statements[at].citations = moved;
                let found = Found::of(&GROUNDING.entry(&changed), changed.is_changed());
                tally.add(format!("{}[{at}] {told}", entry.id), found);
            }
        }
    }
    for event in &KNOWLEDGE.timeline {
        for (moved, told) in moved(&event.citations) {
            let mut changed = event.clone();
            changed.citations = moved;
            let found = Found::of(&GROUNDING.event(&changed), false);
            tally.add(format!("{} {told}", event.place), found);
        }
    }
    tally.check("citations", 250, 0.96);
}

/// All ways to move one passage of the citations, each with what was done.
fn moved(citations: &[Citation]) -> Vec<(Vec<Citation>, String)> {
    let mut ways = Vec::new();
    for (which, citation) in citations.iter().enumerate() {
        let source = KNOWLEDGE.source(citation.source.as_str());
        for passage in &citation.passages {
            // To one that is cited already nothing would be moved, only left out.
            let next = source.and_then(|source| next_content(source, *passage));
            let Some(next) = next.filter(|next| !citation.passages.contains(next)) else {
                continue;
            };
            let mut changed = citations.to_vec();
            let passages = &mut changed[which].passages;
            passages.retain(|number| number != passage);
            passages.push(next);
            passages.sort_unstable();
            ways.push((changed, format!("{} {passage} to {next}", citation.source)));
        }
    }
    ways
}

fn cited_by<'i>(ids: impl IntoIterator<Item = &'i Id>) -> Vec<&'static Citation> {
    ids.into_iter()
        .filter_map(|id| KNOWLEDGE.entry(id.as_str()))
        .flat_map(|entry| &entry.statements)
        .flat_map(|statement| &statement.citations)
        .collect()
}

/// The names that the cited passages of a claim state.
fn stated(claim: &Claim) -> impl Iterator<Item = &'static str> {
    claim
        .cited
        .iter()
        .filter_map(|citation| Some((KNOWLEDGE.source(citation.source.as_str())?, citation)))
        .flat_map(|(source, citation)| citation.passages.iter().filter_map(|n| source.passage(*n)))
        .flat_map(|passage| passage.names.iter().map(String::as_str))
}

fn with(text: &ByLang<String>, lang: Lang, change: &Change) -> ByLang<String> {
    let mut changed = text.clone();
    changed
        .get_mut(lang)
        .replace_range(change.part.clone(), &change.to);
    changed
}

/// Digits with the points and commas between them.
fn figures_in(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if text[last.end..at].chars().all(|c| matches!(c, '.' | ',')) => {
                last.end = at + 1;
            }
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// Every whole word of the text that is one of the forms; those of one key are numbered as they stand.
fn words_changed(text: &str, key: &str, forms: Forms) -> Vec<Change> {
    let mut parts: Vec<(Range<usize>, &str)> = Vec::new();
    for (from, to) in forms {
        let found = text.match_indices(from).map(|(at, _)| at..at + from.len());
        parts.extend(
            found
                .filter(|part| is_whole(text, part))
                .map(|part| (part, *to)),
        );
    }
    parts.sort_by_key(|(part, _)| part.start);
    let numbered = parts.into_iter().enumerate();
    numbered
        .map(|(nth, (part, to))| Change {
            key: format!("{key} {nth}"),
            part,
            to: to.to_owned(),
        })
        .collect()
}

fn is_whole(text: &str, part: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..part.start].chars().next_back()) && !letter(text[part.end..].chars().next())
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
            let free = found
                .iter()
                .all(|(taken, _)| taken.end <= part.start || part.end <= taken.start);
            if is_whole(text, &part) && free {
                found.push((part, name));
            }
        }
    }
    found.sort_by_key(|(part, _)| part.start);
    found
}

fn next_content(source: &Source, after: u32) -> Option<u32> {
    let mut passages = source.passages.iter();
    passages
        .find(|passage| passage.number > after && passage.kind.is_content())
        .map(|passage| passage.number)
}
