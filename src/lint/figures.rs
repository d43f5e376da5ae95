//! Figures and dates: in a sentence of either language, and in the lists of a record.
//!
//! "1,9 Milliarden", "1.9 billion" and the record's "1.9 billion downloads worldwide" are one figure; "ein" and "a" alone are articles.

mod words;

use std::ops::Range;

use rustc_hash::FxHashSet;

use words::{
    ABOUT, AT_A_TIME, MONTH_NAMES, PEOPLE, WEEKDAYS, digits_of, english, german, in_digits,
    is_article, is_link, is_ordinal_ending, is_short_for, ordinal, several,
};

use super::reading::{Reading, is_hyphen};
use crate::knowledge::{Dating, Part, PartialDate};
use crate::lang::Lang;

/// Figures are counted in thousandths, so that "1.9" is exact.
pub(super) const ONE: u128 = 1_000;
/// Numbers of four digits that are years unless something shows that they count.
const YEARS: Range<i16> = 1900..2100;
/// What is counted is mostly rounded to this many, and few years end so: then a noun behind it, or "more than", is enough.
const ROUND: i16 = 100;
/// Words after a figure among which its unit is looked for ("billion monthly users").
const UNIT_WORDS_MOST: usize = 3;
/// Letters that a word for what is counted has at least.
pub(super) const COUNTED_LETTERS_LEAST: usize = 4;
const DAYS: Range<i8> = 1..32;
const MONTHS: Range<i8> = 1..13;

/// A figure, a date, or a piece of one, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What is said.
    pub figure: Figure,
    /// The words that say it.
    pub words: Range<usize>,
}

/// What can be counted or dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Figure {
    /// So many of something.
    Number(Count, Unit),
    /// A time.
    Date(Date),
    /// A day of the week, from 0 for Monday.
    Weekday(usize),
    /// A century.
    Century(u128),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Count {
    /// This many thousandths.
    Exact(u128),
    /// "Hundreds of millions": hundreds of this many thousandths.
    Hundreds(u128),
    /// "Millions": several of this many thousandths.
    Several(u128),
}

/// Of what; [`Unit::Other`] where nothing tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Per cent.
    Percent,
    /// Dollars.
    Dollar,
    /// Euros.
    Euro,
    /// Years.
    Year,
    /// People, users.
    People,
    /// Times something was downloaded.
    Download,
    /// Anything else, or nothing.
    Other,
}

/// A date as a sentence gives it; at least one field is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Date {
    /// The year.
    pub year: Option<i16>,
    /// The month.
    pub month: Option<i8>,
    /// The day.
    pub day: Option<i8>,
    /// Which third of the month, or of the year where there is no month.
    pub part: Option<Part>,
}

impl Count {
    /// Exactly so many.
    pub fn of(count: usize) -> Self {
        Self::Exact(count as u128 * ONE)
    }
}

impl Date {
    /// A date that is known.
    pub fn known(date: PartialDate, part: Option<Part>) -> Self {
        Self {
            year: Some(date.year()),
            month: date.month(),
            day: date.day(),
            part,
        }
    }

    /// When something was published.
    pub fn of(dating: Dating) -> Self {
        Self::known(dating.date, dating.part)
    }

    /// Whether `known` says all that this date says; it may say more ("2020-09-15" says "September").
    pub fn is_said_by(self, known: Self) -> bool {
        let agrees = |said: Option<i16>, known: Option<i16>| said.is_none() || said == known;
        agrees(self.year, known.year)
            && agrees(self.month.map(i16::from), known.month.map(i16::from))
            && agrees(self.day.map(i16::from), known.day.map(i16::from))
            && self
                .part
                .is_none_or(|part| known.is_in(part, self.month.is_some()))
    }

    /// Whether this date lies behind another, as far as both are known.
    pub fn is_after(self, other: Self) -> bool {
        let fields = |date: Self| {
            [
                date.year,
                date.month.map(i16::from),
                date.day.map(i16::from),
            ]
        };
        fields(self)
            .into_iter()
            .zip(fields(other))
            .map_while(|(own, other)| own.zip(other))
            .find(|(own, other)| own != other)
            .is_some_and(|(own, other)| own > other)
    }

    /// Whether this date lies in that third of its month, or of its year.
    fn is_in(self, part: Part, of_month: bool) -> bool {
        let (first, second, at) = if of_month {
            (10, 20, self.day)
        } else {
            (4, 8, self.month)
        };
        let third = at.map(|at| match at {
            at if at <= first => Part::Early,
            at if at <= second => Part::Mid,
            _ => Part::Late,
        });
        let said = if of_month || self.month.is_none() {
            self.part
        } else {
            None
        };
        said.or(third) == Some(part)
    }
}

impl Figure {
    /// What the same digits may be as well: where no word tells, 2000 is a year and a number.
    fn otherwise(self) -> Option<Self> {
        match self {
            Self::Date(Date {
                year: Some(year),
                month: None,
                day: None,
                part: None,
            }) => Some(Self::Number(
                Count::of(usize::try_from(year).ok()?),
                Unit::Other,
            )),
            Self::Number(Count::Exact(count), Unit::Other) => {
                let year = i16::try_from(count / ONE).ok()?;
                let is_year = YEARS.contains(&year) && count.is_multiple_of(ONE);
                is_year.then_some(Self::Date(Date {
                    year: Some(year),
                    ..Date::default()
                }))
            }
            _ => None,
        }
    }

    /// Whether one of the ways to read this figure fits: first as it was read.
    pub fn fits(self, is_there: impl Fn(Self) -> bool) -> bool {
        is_there(self) || self.otherwise().is_some_and(is_there)
    }
}

impl Unit {
    /// Whether figures of the two units may be the same: what names no unit may have any.
    pub fn may_be(self, other: Self) -> bool {
        self == other || self == Self::Other || other == Self::Other
    }

    /// Whether there are parts of one of it, with three decimals.
    fn has_parts(self) -> bool {
        matches!(self, Self::Percent | Self::Dollar | Self::Euro | Self::Year)
    }
}

/// The figures of a text that is in `lang`; the words at the `taken` places belong to names.
pub(super) fn find(reading: &Reading, lang: Lang, taken: &FxHashSet<usize>) -> Vec<Found> {
    let reader = Reader {
        reading,
        lang,
        taken,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        let here = (!taken.contains(&at)).then(|| reader.here(at)).flatten();
        match here {
            Some((figure, end)) => {
                found.push(Found {
                    figure,
                    words: at..end,
                });
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// A number of a record ("2000 employees"): its list says that it counts, whatever it looks like.
pub(super) fn counted(found: &[Found]) -> Option<(Count, Unit)> {
    found.iter().find_map(|found| match found.figure {
        Figure::Number(count, unit) => Some((count, unit)),
        Figure::Date(_) if found.words.start == 0 => match found.figure.otherwise()? {
            Figure::Number(count, unit) => Some((count, unit)),
            _ => None,
        },
        _ => None,
    })
}

/// A date of a record: `2020`, `2020-09`, `2020-09-20`, `2020-08 late`, `2023 early`, `Monday` or `21st century`; anything else is none.
pub(super) fn of_record(text: &str) -> Option<Figure> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    if let Ok(date) = first.parse::<PartialDate>() {
        let part = Part::from_tag(rest);
        return (rest.is_empty() || part.is_some()).then(|| Figure::Date(Date::known(date, part)));
    }
    let reading = Reading::new(text, Lang::En);
    let found = find(&reading, Lang::En, &FxHashSet::default());
    found
        .into_iter()
        .map(|found| found.figure)
        .find(|figure| matches!(figure, Figure::Weekday(_) | Figure::Century(_)))
}

struct Reader<'t> {
    reading: &'t Reading,
    lang: Lang,
    taken: &'t FxHashSet<usize>,
}

impl Reader<'_> {
    /// What begins at a word, and the word behind it.
    fn here(&self, at: usize) -> Option<(Figure, usize)> {
        self.date(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.century(at))
            .or_else(|| self.number(at))
    }

    fn word(&self, at: usize) -> &str {
        if self.taken.contains(&at) {
            ""
        } else {
            self.reading.folded(at)
        }
    }

    fn date(&self, at: usize) -> Option<(Figure, usize)> {
        let (date, end) = self
            .numeric_date(at)
            .or_else(|| self.written_date(at))
            .or_else(|| self.year_alone(at))?;
        Some((Figure::Date(date), end))
    }

    /// "15.09.2020", "2020-09-15" and "2020-09".
    fn numeric_date(&self, at: usize) -> Option<(Date, usize)> {
        let parts: Vec<&str> = self.word(at).split('.').collect();
        if let [day, month, year] = parts.as_slice() {
            let date = Date {
                year: year.parse().ok().filter(|year| YEARS.contains(year)),
                month: month.parse().ok().filter(|month| MONTHS.contains(month)),
                day: day.parse().ok().filter(|day| DAYS.contains(day)),
                part: None,
            };
            let whole = date.year.is_some() && date.month.is_some() && date.day.is_some();
            return whole.then_some((date, at + 1));
        }
        let year = self.year(at)?;
        let month = self.two_digits(at, &MONTHS)?;
        let day = self.two_digits(at + 1, &DAYS);
        let date = Date {
            year: Some(year),
            month: Some(month),
            day,
            part: None,
        };
        Some((date, if day.is_some() { at + 3 } else { at + 2 }))
    }

    /// The two digits that a hyphen ties to the word at `at`.
    fn two_digits(&self, at: usize, range: &Range<i8>) -> Option<i8> {
        let tied = self.reading.gap(at).chars().all(is_hyphen) && !self.reading.gap(at).is_empty();
        let word = self.word(at + 1);
        (tied && word.len() == 2)
            .then(|| word.parse().ok())
            .flatten()
            .filter(|value| range.contains(value))
    }

    /// "Ende August 2020", "15. September", "September 15, 2020", "mid-September", "Anfang 2023".
    fn written_date(&self, at: usize) -> Option<(Date, usize)> {
        let mut date = Date::default();
        let mut next = at;
        date.part = self.part(next);
        if date.part.is_some() {
            next += 1;
            while is_link(self.word(next)) {
                next += 1;
            }
        }
        let before = self.day(next).filter(|_| {
            let month = if is_link(self.word(next + 1)) {
                next + 2
            } else {
                next + 1
            };
            self.month(month).is_some()
        });
        if before.is_some() {
            next += if is_link(self.word(next + 1)) { 2 } else { 1 };
        }
        date.day = before;
        if let Some(month) = self.month(next) {
            date.month = Some(month);
            next += 1;
            let after = self.day(next).filter(|_| {
                date.day.is_none() && self.lang == Lang::En && self.unit(next + 1) == Unit::Other
            });
            if after.is_some() {
                date.day = after;
                next += 1;
            }
        }
        if date.month.is_some() || date.part.is_some() {
            let follows = !self.reading.opens(next);
            date.year = self.year(next).filter(|_| follows || next == at);
            if date.year.is_some() {
                next += 1;
            }
        }
        (date.month.is_some() || date.year.is_some()).then_some((date, next))
    }

    fn year_alone(&self, at: usize) -> Option<(Date, usize)> {
        let year = self.year(at)?;
        let date = Date {
            year: Some(year),
            ..Date::default()
        };
        (!self.counts(at, year)).then_some((date, at + 1))
    }

    /// Whether what may be a year counts something: "2020 Nutzer", "rund 1950", "2000 Konten". In "2020 vor allem Nutzer" it is the year.
    fn counts(&self, at: usize, year: i16) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.word(at));
        let is_about = ABOUT.contains(&before(1));
        // "A fifth more than 2022" compares with a year.
        let is_more = matches!(
            (before(2), before(1)),
            ("mehr" | "weniger", "als")
                | ("more" | "less" | "fewer", "than")
                | ("bis", "zu")
                | ("at", "least" | "most")
                | ("up", "to")
        );
        let is_round = year % ROUND == 0;
        let is_dated = AT_A_TIME.contains(&before(1));
        self.scale(at + 1).is_some()
            || self.unit_within(at + 1, 1) != Unit::Other
            || is_about
            || (is_round && (is_more || !is_dated && self.is_noun_behind(at)))
    }

    /// Whether the next word may be a noun that is counted: in German it has a capital, in English an "s" at its end.
    fn is_noun_behind(&self, at: usize) -> bool {
        let (next, word) = (at + 1, self.word(at + 1));
        let is_long = word.chars().count() >= COUNTED_LETTERS_LEAST;
        let is_noun = match self.lang {
            Lang::De => self.reading.is_capital(next),
            Lang::En => !self.reading.is_capital(next) && word.ends_with('s'),
        };
        is_long && is_noun && self.reading.joined(at)
    }

    /// "2020", and "2020er" and "2020s" with it.
    fn year(&self, at: usize) -> Option<i16> {
        let (digits, ending) = digits_of(self.word(at));
        let is_year = digits.len() == 4 && matches!(ending, "" | "er" | "s");
        is_year
            .then(|| digits.parse().ok())
            .flatten()
            .filter(|year| YEARS.contains(year))
    }

    fn day(&self, at: usize) -> Option<i8> {
        let (digits, ending) = digits_of(self.word(at));
        let is_day = (1..=2).contains(&digits.len()) && is_ordinal_ending(ending);
        is_day
            .then(|| digits.parse().ok())
            .flatten()
            .filter(|day| DAYS.contains(day))
    }

    fn month(&self, at: usize) -> Option<i8> {
        // "may" and "march" are English words as well; a month has a capital in both languages.
        let word = self
            .reading
            .get(at)
            .filter(|_| self.reading.is_capital(at))?;
        let dated = self.year(at + 1).is_some()
            || at
                .checked_sub(1)
                .is_some_and(|before| self.day(before).is_some());
        MONTH_NAMES
            .iter()
            .position(|names| {
                names.iter().any(|name| *name == word.folded)
                    || (dated && names.iter().any(|name| is_short_for(&word.folded, name)))
            })
            .and_then(|at| i8::try_from(at + 1).ok())
    }

    fn part(&self, at: usize) -> Option<Part> {
        match self.word(at) {
            "anfang" | "beginn" | "early" | "beginning" | "start" => Some(Part::Early),
            "mitte" | "mid" | "middle" => Some(Part::Mid),
            "ende" | "late" | "end" => Some(Part::Late),
            _ => None,
        }
    }

    fn weekday(&self, at: usize) -> Option<(Figure, usize)> {
        let word = self.word(at);
        let word = word.strip_suffix('s').unwrap_or(word);
        WEEKDAYS
            .iter()
            .position(|names| names.contains(&word))
            .map(|day| (Figure::Weekday(day), at + 1))
    }

    fn century(&self, at: usize) -> Option<(Figure, usize)> {
        let (digits, ending) = digits_of(self.word(at));
        let number = digits
            .parse()
            .ok()
            .filter(|_| is_ordinal_ending(ending))
            .or_else(|| ordinal(self.word(at)))?;
        let follows = matches!(
            self.word(at + 1),
            "jahrhundert" | "jahrhunderts" | "century" | "centurys"
        );
        follows.then_some((Figure::Century(number), at + 2))
    }

    fn number(&self, at: usize) -> Option<(Figure, usize)> {
        if let Some(years) = self.years_long(at) {
            return Some((
                Figure::Number(Count::Exact(years * ONE), Unit::Year),
                at + 1,
            ));
        }
        let (count, end) = self.count(at)?;
        let unit = if self.is_percent(end.saturating_sub(1)) {
            Unit::Percent
        } else {
            self.unit(end)
        };
        Some((Figure::Number(count, unit), end))
    }

    fn is_percent(&self, at: usize) -> bool {
        self.reading.gap(at).trim_start().starts_with('%')
    }

    /// "zehnjährig": the number and its unit in one word.
    fn years_long(&self, at: usize) -> Option<u128> {
        let (number, ending) = self.word(at).split_once("jahrig")?;
        let is_ending = matches!(ending, "" | "e" | "em" | "en" | "er" | "es");
        let number = number.parse().ok().or_else(|| german(number));
        number.filter(|_| is_ending && self.lang == Lang::De)
    }

    fn count(&self, at: usize) -> Option<(Count, usize)> {
        let word = self.word(at);
        if let Some(scale) = several(word) {
            let link = usize::from(self.word(at + 1) == "of");
            let of = several(self.word(at + 1 + link)).filter(|_| scale == 100 * ONE);
            return Some(match of {
                Some(of) => (Count::Hundreds(of), at + 2 + link),
                None => (Count::Several(scale), at + 1),
            });
        }
        // "eine Milliarde" is a figure, "eine" is an article.
        if is_article(word) {
            let scale = self.scale(at + 1)?;
            return Some((Count::Exact(scale), at + 2));
        }
        let (value, mut end) = self.plain(at)?;
        let mut value = value;
        while let Some(scale) = self.scale(end) {
            value = value.checked_mul(scale)? / ONE;
            end += 1;
        }
        Some((Count::Exact(value), end))
    }

    /// A number in digits or words, without "million".
    fn plain(&self, at: usize) -> Option<(u128, usize)> {
        let word = self.word(at);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let written = self.reading.written(&(at..at + 1));
            let is_part = self.scale(at + 1).is_some() || self.unit_within(at + 1, 1).has_parts();
            let value = in_digits(written, self.lang, is_part || self.is_percent(at))?;
            return Some((value, at + 1));
        }
        let value = match self.lang {
            Lang::De => german(word),
            Lang::En => english(word),
        };
        if let Some(value) = value {
            let tens = (20..100).contains(&value) && value.is_multiple_of(10);
            let next = self.word(at + 1);
            let ones = if next == "one" {
                Some(1)
            } else {
                english(next)
            };
            let ones = ones.filter(|ones| self.lang == Lang::En && tens && *ones < 10);
            return Some(match ones {
                Some(ones) => ((value + ones) * ONE, at + 2),
                None => (value * ONE, at + 1),
            });
        }
        // "first" and "third" count nothing in most sentences ("at first", "third parties").
        ordinal(word)
            .filter(|number| !matches!(number, 1 | 3))
            .map(|number| (number * ONE, at + 1))
    }

    /// The factor that a word such as "Milliarden" stands for, in thousandths.
    fn scale(&self, at: usize) -> Option<u128> {
        let factor = match (self.lang, self.word(at)) {
            (_, "million" | "millionen" | "millions" | "mio" | "mn") => 1_000_000,
            (_, "milliarde" | "milliarden" | "mrd" | "bn") | (Lang::En, "billion" | "billions") => {
                1_000_000_000
            }
            (Lang::De, "billion" | "billionen") | (_, "trillion" | "trillions") => {
                1_000_000_000_000
            }
            (_, "tausend" | "thousand") => 1_000,
            (_, "hundert" | "hundred") => 100,
            _ => return None,
        };
        Some(factor * ONE)
    }

    fn unit(&self, at: usize) -> Unit {
        self.unit_within(at, UNIT_WORDS_MOST)
    }

    /// The unit that one of the next words names, within the clause.
    fn unit_within(&self, at: usize, words: usize) -> Unit {
        for at in at..at + words {
            if at > 0 && !self.reading.joined(at - 1) {
                break;
            }
            // "US-Dollar": the country is part of the unit.
            let unit = match self.reading.folded(at) {
                "prozent" | "percent" | "cent" | "pct" => Unit::Percent,
                "dollar" | "dollars" => Unit::Dollar,
                "euro" | "euros" => Unit::Euro,
                "jahr" | "jahre" | "jahren" | "jahres" | "year" | "years" => Unit::Year,
                word if word.starts_with("jahrig") => Unit::Year,
                "mal" | "time" | "times" | "download" | "downloads" => Unit::Download,
                word if PEOPLE.iter().any(|people| word.starts_with(people)) => Unit::People,
                _ => continue,
            };
            return unit;
        }
        Unit::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, in short: `12!` is a number with its unit, dates as `year-month-day part`.
    fn shown(figure: Figure) -> String {
        match figure {
            Figure::Number(count, unit) => {
                let count = match count {
                    Count::Exact(count) if count % ONE == 0 => (count / ONE).to_string(),
                    Count::Exact(count) => format!("{}.{:03}", count / ONE, count % ONE),
                    Count::Hundreds(of) => format!("100s of {}", of / ONE),
                    Count::Several(of) => format!("several {}", of / ONE),
                };
                format!("{count} {unit:?}")
            }
            Figure::Date(date) => {
                let part = date.part.map_or("", Part::tag);
                let number = |part: Option<String>| part.unwrap_or_else(|| "?".to_owned());
                let year = number(date.year.map(|year| year.to_string()));
                let month = number(date.month.map(|month| month.to_string()));
                let day = number(date.day.map(|day| day.to_string()));
                format!("{year}-{month}-{day} {part}").trim_end().to_owned()
            }
            Figure::Weekday(day) => format!("weekday {day}"),
            Figure::Century(century) => format!("century {century}"),
        }
    }

    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[&str]) {
        let reading = Reading::new(text, lang);
        let found = find(&reading, lang, &FxHashSet::default());
        let found: Vec<String> = found.into_iter().map(|found| shown(found.figure)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn alike(german: &str, english: &str, expected: &str) {
        check(Lang::De, german, &[expected]);
        check(Lang::En, english, &[expected]);
    }

    #[test]
    fn both_languages_write_one_figure() {
        alike(
            "1,9 Milliarden Mal geladen",
            "downloaded 1.9 billion times",
            "1900000000 Download",
        );
        alike(
            "172 Millionen Downloads",
            "172 million downloads",
            "172000000 Download",
        );
        alike(
            "eine Milliarde Menschen",
            "a billion people",
            "1000000000 People",
        );
        alike(
            "40 Milliarden US-Dollar",
            "40 billion US dollars",
            "40000000000 Dollar",
        );
        alike("rund 70 Prozent", "roughly 70 per cent", "70 Percent");
        alike("12,5 %", "12.5%", "12.500 Percent");
        alike("1.234.567 Nutzer", "1,234,567 users", "1234567 People");
        alike("zwölf Personen", "twelve people", "12 People");
        alike("neunundvierzig Leute", "forty-nine people", "49 People");
        alike("zweihundert Euro", "200 euros", "200 Euro");
        alike("hundert Jahre", "a hundred years", "100 Year");
        alike("ein zehnjähriger Vertrag", "a ten-year contract", "10 Year");
        alike("ein 10-jähriger Vertrag", "a 10-year contract", "10 Year");
        alike(
            "Hunderte Millionen Nutzer",
            "hundreds of millions of users",
            "100s of 1000000 People",
        );
        alike(
            "Daten von Millionen Menschen",
            "data of millions of people",
            "several 1000000 People",
        );
        alike("zum zweiten Mal", "for the second time", "2 Download");
    }

    #[test]
    fn what_is_counted_is_no_year() {
        alike("2000 Beschäftigte", "2000 employees", "2000 People");
        alike(
            "1900 Mitarbeiter",
            "a staff of 1,900 workers",
            "1900 People",
        );
        alike("2.000 Nutzer", "2,000 users", "2000 People");
        // As somebody writes it who thinks in the other language.
        alike("2,000 Nutzer", "2.000 users", "2000 People");
        alike("1,234,567 Nutzer", "1.234.567 users", "1234567 People");
        alike("rund 1950 kamen", "roughly 1950 came", "1950 Other");
        alike("mehr als 2000 kamen", "more than 2000 came", "2000 Other");
        alike("hat 2000 Filialen", "has 2000 branches", "2000 Other");
        alike("2,125 Prozent", "2.125 percent", "2.125 Percent");
        alike("1,125 Milliarden", "1.125 billion", "1125000000 Other");
        // Nothing shows that these count, and most such numbers are years.
        alike("über 2025", "about 2025", "2025-?-?");
        alike("mehr als 2022", "more than 2022", "2022-?-?");
        alike("seit 2000 Chef", "since 2000 boss of branches", "2000-?-?");
        alike("wollte 2020 Teile kaufen", "2020 sales fell", "2020-?-?");
        alike("nichts zu 2025", "nothing on 2025", "2025-?-?");
    }

    #[test]
    fn both_languages_write_one_date() {
        alike("am 15. September 2020", "on 15 September 2020", "2020-9-15");
        alike("am 15. September", "on September 15th", "?-9-15");
        alike("15.09.2020", "September 15, 2020", "2020-9-15");
        alike("2020-09-15", "2020-09-15", "2020-9-15");
        alike("im März 2023", "in March 2023", "2023-3-?");
        alike(
            "Mitte September 2020",
            "in mid-September 2020",
            "2020-9-? mid",
        );
        alike("Ende August", "at the end of August", "?-8-? late");
        alike("Anfang 2023", "early 2023", "2023-?-? early");
        alike("seit 2019", "since 2019", "2019-?-?");
        alike("an einem Montag", "on a Monday", "weekday 0");
        alike("dienstags", "on Tuesdays", "weekday 1");
        alike("im 21. Jahrhundert", "in the 21st century", "century 21");
    }

    #[test]
    fn articles_and_everyday_words_are_no_figures() {
        check(
            Lang::De,
            "ein Jahr später brachte eine Firma eins heraus",
            &[],
        );
        check(Lang::De, "durch Dritte, der erste von vielen", &[]);
        check(Lang::En, "one year later, at first, by third parties", &[]);
        check(Lang::En, "it may march on", &[]);
    }

    #[test]
    fn sentences_with_several_figures_are_read_whole() {
        check(
            Lang::De,
            "Anfang März 2023 rund eine Milliarde, davon 100 Millionen in den USA.",
            &["2023-3-? early", "1000000000 Other", "100000000 Other"],
        );
        check(
            Lang::En,
            "In 2021 it had 40 billion dollars. 2020 was worse.",
            &["2021-?-?", "40000000000 Dollar", "2020-?-?"],
        );
        check(
            Lang::De,
            "Das war 2020. Im September kam mehr.",
            &["2020-?-?", "?-9-?"],
        );
    }

    #[test]
    fn a_date_may_say_less_than_what_is_known() {
        let known = |text: &str| match of_record(text) {
            Some(Figure::Date(date)) => date,
            other => panic!("{text} is {other:?}"),
        };
        let said = |text: &str| {
            let reading = Reading::new(text, Lang::De);
            match find(&reading, Lang::De, &FxHashSet::default())[0].figure {
                Figure::Date(date) => date,
                other => panic!("{text} is {other:?}"),
            }
        };
        assert!(said("September 2020").is_said_by(known("2020-09-20")));
        assert!(said("20. September").is_said_by(known("2020-09-20")));
        assert!(said("Mitte September").is_said_by(known("2020-09-20")));
        assert!(!said("Ende September").is_said_by(known("2020-09-20")));
        assert!(!said("15. September").is_said_by(known("2020-09-20")));
        assert!(!said("15. September").is_said_by(known("2020-09")));
        assert!(said("Ende August 2020").is_said_by(known("2020-08 late")));
        assert!(!said("Anfang August 2020").is_said_by(known("2020-08 late")));
        assert!(said("Anfang 2023").is_said_by(known("2023 early")));
        assert!(of_record("2020-13").is_none() && of_record("soon").is_none());
    }
}
