//! The lists of a record, read off an article's passage: for the draft that `ticktack extract` writes.
//!
//! The same readers check answers against the records later, so what is listed here is what they will find.

use std::fmt::Write as _;
use std::ops::Range;

use super::facts::Facts;
use super::figures::{self, COUNTED_LETTERS_LEAST, Count, Date, Figure, Found, ONE, Unit};
use super::names::Names;
use super::reading::Reading;
use super::records::Number;
use crate::knowledge::{Knowledge, Part};
use crate::lang::Lang;

/// What stands for the year of a date that names none, until the article's date is known.
pub const YEAR_OPEN: &str = "YYYY";

/// What German articles count, folded, and how records call it; all else stays as it is written until somebody corrects it.
const COUNTED_ENGLISH: &[(&str, &str)] = &[
    ("abgeordnete", "members of parliament"),
    ("aktien", "shares"),
    ("anteile", "shares"),
    ("apps", "apps"),
    ("beitrage", "posts"),
    ("behorden", "authorities"),
    ("bundesstaaten", "states"),
    ("buros", "offices"),
    ("clips", "clips"),
    ("falle", "cases"),
    ("filialen", "branches"),
    ("filme", "films"),
    ("firmen", "companies"),
    ("follower", "followers"),
    ("gerate", "devices"),
    ("haushalte", "households"),
    ("interessenten", "bidders"),
    ("jugendliche", "teenagers"),
    ("kinder", "children"),
    ("klagen", "lawsuits"),
    ("klicks", "clicks"),
    ("kommentare", "comments"),
    ("konten", "accounts"),
    ("kunden", "customers"),
    ("lander", "countries"),
    ("nutzerkonten", "accounts"),
    ("rechenzentren", "data centres"),
    ("schulen", "schools"),
    ("seiten", "pages"),
    ("senatoren", "senators"),
    ("server", "servers"),
    ("sprachen", "languages"),
    ("staaten", "states"),
    ("stadte", "cities"),
    ("standorte", "sites"),
    ("stimmen", "votes"),
    ("unternehmen", "companies"),
    ("videos", "videos"),
];

/// Words of what may be one name; a longer run of capitals is a headline.
const NAME_WORDS_MOST: usize = 4;

/// What a passage states, as a record lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Names, in the vocabulary's spelling.
    pub names: Vec<String>,
    /// What is written like a name and not known, in the article's spelling.
    pub perhaps_names: Vec<String>,
    /// What several names of the vocabulary are spelt like: only a reader can tell whose it is here.
    pub shared_names: Vec<SharedName>,
    /// Numbers with their units, in English.
    pub numbers: Vec<String>,
    /// Dates; one without a year begins with [`YEAR_OPEN`].
    pub dates: Vec<String>,
}

/// A spelling that several names have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedName {
    /// In the article's spelling.
    pub written: String,
    /// The names.
    pub names: Vec<String>,
}

/// The lists of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Names.
    Names,
    /// Numbers with their units.
    Numbers,
    /// Dates.
    Dates,
}

/// The list that an item belongs to: dates and numbers are what can be read as such, a name may be anything.
#[must_use]
pub fn listing(item: &str) -> Listing {
    if figures::of_record(item).is_some() {
        Listing::Dates
    } else if Number::of(item, &Names::default()).is_some() {
        Listing::Numbers
    } else {
        Listing::Names
    }
}

/// Reads passages.
#[derive(Debug)]
pub struct Lister {
    names: Names,
    spelt: Vec<String>,
}

impl Lister {
    /// With the vocabulary and the nouns of a knowledge base.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let spelt = knowledge
            .vocabulary
            .names
            .iter()
            .map(|name| name.name.clone());
        Self {
            names: Names::new(knowledge),
            spelt: spelt.collect(),
        }
    }

    /// The sentence of a passage that gives a date, which is written as [`Lister::read`] lists it.
    #[must_use]
    pub fn sentence_of(&self, passage: &str, lang: Lang, date: &str) -> Option<String> {
        let facts = Facts::new(passage, lang, &self.names);
        let found = facts.figures.iter().find(|found| match found.figure {
            Figure::Date(found) => dated(found) == date,
            _ => false,
        })?;
        let words = sentence_at(&facts.reading, found.words.start);
        Some(facts.reading.written(&words).to_owned())
    }

    /// The lists of one passage.
    #[must_use]
    pub fn read(&self, passage: &str, lang: Lang) -> Listed {
        let facts = Facts::new(passage, lang, &self.names);
        let mut listed = Listed::default();
        for (name, mention) in &facts.names {
            if mention.or.is_empty() {
                listed.names.extend(self.spelt.get(*name).cloned());
            } else {
                let names = std::iter::once(name).chain(&mention.or);
                let names = names.filter_map(|name| self.spelt.get(*name).cloned());
                listed.shared_names.push(SharedName {
                    written: facts.reading.written(&mention.words).to_owned(),
                    names: names.collect(),
                });
            }
        }
        for (at, found) in facts.figures.iter().enumerate() {
            match found.figure {
                Figure::Number(count, unit) => {
                    let mut text = number(count, unit);
                    if let Some(counted) =
                        counted(&facts, found, lang).filter(|_| unit == Unit::Other)
                    {
                        text = format!("{text} {counted}");
                    }
                    listed.numbers.push(text);
                }
                Figure::Date(date) => listed.dates.push(dated(Date {
                    year: date.year.or_else(|| year_nearby(&facts, at, date)),
                    ..date
                })),
                Figure::Weekday(day) => listed
                    .dates
                    .extend(WEEKDAYS.get(day).map(|day| (*day).to_owned())),
                Figure::Century(century) => listed
                    .dates
                    .push(format!("{century}{} century", ordinal_ending(century))),
            }
        }
        // Words side by side are one name ("Ada Lind").
        let mut mentions = facts.unknown.iter().peekable();
        while let Some(mention) = mentions.next() {
            let mut words = mention.words.clone();
            while let Some(next) = mentions.next_if(|next| {
                words.len() < NAME_WORDS_MOST
                    && next.words.start == words.end
                    && facts.reading.joined(words.end - 1)
            }) {
                words.end = next.words.end;
            }
            listed
                .perhaps_names
                .push(facts.reading.written(&words).to_owned());
        }
        for list in [
            &mut listed.names,
            &mut listed.perhaps_names,
            &mut listed.numbers,
            &mut listed.dates,
        ] {
            once_each(list);
        }
        once_each(&mut listed.shared_names);
        listed
    }
}

/// The words of the sentence that holds a place.
fn sentence_at(reading: &Reading, at: usize) -> Range<usize> {
    let start = (0..=at).rev().find(|at| reading.opens(*at)).unwrap_or(0);
    let end = (at + 1..reading.len()).find(|at| reading.opens(*at));
    start..end.unwrap_or(reading.len())
}

/// What a figure without a known unit counts, in English where that is known, else in the article's word ("60 Laternen"): a bare 60 would
/// ground any other.
fn counted<'f>(facts: &'f Facts, found: &Found, lang: Lang) -> Option<&'f str> {
    let (reading, next) = (&facts.reading, found.words.end);
    let is_noun = match lang {
        Lang::De => reading.is_capital(next),
        Lang::En => !reading.is_capital(next),
    };
    let word = reading.folded(next);
    let is_word =
        word.chars().count() >= COUNTED_LETTERS_LEAST && word.chars().all(char::is_alphabetic);
    let is_free = !facts
        .names
        .iter()
        .any(|(_, mention)| mention.words.contains(&next))
        && !facts
            .figures
            .iter()
            .any(|other| other.words.contains(&next));
    let follows = next.checked_sub(1).is_some_and(|last| reading.joined(last));
    let english = |word: &str| {
        let mut known = COUNTED_ENGLISH.iter();
        known.find(|(german, _)| *german == word).map(|it| it.1)
    };
    // "In 60 Ländern" has an ending more.
    let english = match lang {
        Lang::De => english(word).or_else(|| english(word.strip_suffix('n')?)),
        Lang::En => None,
    };
    let is_counted = follows && is_noun && is_word && is_free;
    is_counted.then(|| english.unwrap_or_else(|| reading.written(&(next..next + 1))))
}

/// The year of a date that names none, from its sentence: of "27 September and 30 October 2020" both are in 2020.
/// Where the other date lies on the wrong side of the turn of a year, it tells nothing.
fn year_nearby(facts: &Facts, at: usize, date: Date) -> Option<i16> {
    let month = date.month?;
    let words = &facts.figures.get(at)?.words;
    let is_one_sentence = |from: usize, to: usize| !(from..=to).any(|at| facts.reading.opens(at));
    let year_and_month = |found: &Found| match found.figure {
        Figure::Date(date) => date.year.zip(date.month),
        _ => None,
    };
    let (before, rest) = facts.figures.split_at_checked(at)?;
    let behind = rest
        .iter()
        .skip(1)
        .take_while(|found| is_one_sentence(words.end, found.words.start))
        .find_map(year_and_month)
        .filter(|(_, other)| month <= *other);
    let ahead = || {
        before
            .iter()
            .rev()
            .take_while(|found| is_one_sentence(found.words.end, words.start))
            .find_map(year_and_month)
            .filter(|(_, other)| month >= *other)
    };
    behind.or_else(ahead).map(|(year, _)| year)
}

fn once_each<T: PartialEq>(list: &mut Vec<T>) {
    let mut kept: Vec<T> = Vec::with_capacity(list.len());
    for item in list.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    *list = kept;
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn number(count: Count, unit: Unit) -> String {
    let (count, of) = match count {
        Count::Exact(value) => (scaled(value), ""),
        Count::Hundreds(scale) => (format!("hundreds of {}", several(scale)), " of"),
        Count::Several(scale) => (several(scale), " of"),
    };
    let unit = match unit {
        Unit::Percent => " percent",
        Unit::Dollar => " dollars",
        Unit::Euro => " euros",
        Unit::Year => " years",
        Unit::People => " people",
        Unit::Download => " downloads",
        Unit::Other => return count,
    };
    format!("{count}{of}{unit}")
}

/// Scales with a word of their own, in thousandths, greatest first.
const SCALES: [(u128, &str); 3] = [
    (1_000_000_000_000 * ONE, "trillion"),
    (1_000_000_000 * ONE, "billion"),
    (1_000_000 * ONE, "million"),
];

/// "1.9 billion", "19 million", "49", "2.5".
fn scaled(value: u128) -> String {
    let fitting = SCALES
        .iter()
        // Three decimals are read back; what has more is written out.
        .find(|(scale, _)| value >= *scale && (value * ONE).is_multiple_of(*scale));
    match fitting {
        Some((scale, word)) => format!("{} {word}", decimal(value * ONE / scale)),
        None => decimal(value),
    }
}

fn decimal(thousandths: u128) -> String {
    let (whole, rest) = (thousandths / ONE, thousandths % ONE);
    let rest = format!("{rest:03}");
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() {
        whole.to_string()
    } else {
        format!("{whole}.{rest}")
    }
}

fn several(scale: u128) -> String {
    let word = SCALES.iter().find(|(known, _)| *known == scale);
    match (word, scale / ONE) {
        (Some((_, word)), _) => format!("{word}s"),
        (None, 1_000) => "thousands".to_owned(),
        (None, 100) => "hundreds".to_owned(),
        (None, _) => "dozens".to_owned(),
    }
}

fn dated(date: Date) -> String {
    let mut text = date
        .year
        .map_or_else(|| YEAR_OPEN.to_owned(), |year| year.to_string());
    if let Some(month) = date.month {
        let _ = write!(text, "-{month:02}");
        if let Some(day) = date.day {
            let _ = write!(text, "-{day:02}");
        }
    }
    if let Some(part) = date.part.map(Part::tag) {
        let _ = write!(text, " {part}");
    }
    text
}

fn ordinal_ending(number: u128) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(passage: &str, lang: Lang, numbers: &[&str], dates: &[&str]) {
        let reader = Lister::new(&Knowledge::default());
        let listed = reader.read(passage, lang);
        assert_eq!(
            (listed.numbers.as_slice(), listed.dates.as_slice()),
            (&to_owned(numbers)[..], &to_owned(dates)[..])
        );
        // What is listed is what the checks read from the list.
        for number in &listed.numbers {
            let again = reader.read(number, Lang::En).numbers;
            assert!(number.starts_with(&again.concat()), "{number}: {again:?}");
        }
        for date in listed
            .dates
            .iter()
            .filter(|date| !date.starts_with(YEAR_OPEN))
        {
            assert!(figures::of_record(date).is_some(), "{date}");
        }
    }

    fn to_owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn figures_and_dates_are_listed_as_the_checks_read_them() {
        check(
            "Im Mai 2022 kostete sie 1,9 Milliarden Euro, am 20. September 49 Prozent mehr.",
            Lang::De,
            &["1.9 billion euros", "49 percent"],
            &["2022-05", "2022-09-20"],
        );
        check(
            "Since Monday, 15 September 2020, millions of users and 172 million downloads; 1,234 dollars.",
            Lang::En,
            &[
                "millions of people",
                "172 million downloads",
                "1234 dollars",
            ],
            &["Monday", "2020-09-15"],
        );
        check(
            "Ende August 2020, im 21. Jahrhundert: zwölf Menschen.",
            Lang::De,
            &["12 people"],
            &["2020-08 late", "21st century"],
        );
    }

    #[test]
    fn a_figure_keeps_what_it_counts() {
        check(
            "Sie sperrte 60 Konten und 1.500 Seiten in 40 Ländern, dazu 7 Laternen.",
            Lang::De,
            &["60 accounts", "1500 pages", "40 countries", "7 Laternen"],
            &[],
        );
        check(
            "It closed 60 accounts, 7 of them for good.",
            Lang::En,
            &["60 accounts", "7"],
            &[],
        );
    }

    #[test]
    fn a_headcount_is_listed_as_a_figure() {
        check(
            "Die Firma hat 2000 Beschäftigte und 1900 Filialen, seit 2000 auch in Wien.",
            Lang::De,
            &["2000 people", "1900 branches"],
            &["2000"],
        );
        // In the list of a record it counts, whatever it looks like.
        assert_eq!(listing("1953 accounts"), Listing::Numbers);
        assert_eq!(listing("2.000 users"), Listing::Numbers);
        assert_eq!(listing("1953"), Listing::Dates);
    }

    #[test]
    fn a_date_takes_its_year_from_its_sentence_only() {
        check(
            "Am 27. September und am 30. Oktober 2020 war sie zu. Im August fuhr sie.",
            Lang::De,
            &[],
            &["2020-09-27", "2020-10-30", "YYYY-08"],
        );
        check(
            "In November 2020 it was longer than in August, and shorter in December.",
            Lang::En,
            &[],
            &["2020-11", "YYYY-08", "2020-12"],
        );
        check(
            "Im November und im Januar 2021 blieb sie stehen.",
            Lang::De,
            &[],
            &["YYYY-11", "2021-01"],
        );
    }

    #[test]
    fn words_side_by_side_are_one_name() {
        let reader = Lister::new(&Knowledge::default());
        let listed = reader.read(
            "They asked Ada Lind, and then Ada Lind and Bert again.",
            Lang::En,
        );
        assert_eq!(listed.perhaps_names, ["Ada Lind", "Bert"]);
    }
}
