//! Dates as articles give them: a year, a month, a part of a month or a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A date that may lack its day and its month. Ordered by time; the less exact date of a time comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub const fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month.
    pub const fn day(self) -> Option<i8> {
        self.day
    }

    /// Whether `other` lies within this date ("2020-09" contains "2020-09-20" and itself).
    pub fn contains(self, other: Self) -> bool {
        self.year == other.year
            && self.month.is_none_or(|month| other.month == Some(month))
            && self.day.is_none_or(|day| other.day == Some(day))
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

/// What a date may look like, for messages.
pub const DATE_FORM: &str = "a date as `2020`, `2020-09` or `2020-09-20`";

impl FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let digits = |part: &str, count: usize| {
            (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
        };
        let mut parts = text.split('-');
        let year = parts.next().ok_or(InvalidDate)?;
        digits(year, 4).ok_or(InvalidDate)?;
        let mut rest = [None, None];
        for slot in &mut rest {
            if let Some(part) = parts.next() {
                digits(part, 2).ok_or(InvalidDate)?;
                *slot = Some(part.parse::<i8>().map_err(|_| InvalidDate)?);
            }
        }
        let [month, day] = rest;
        let year = year.parse().map_err(|_| InvalidDate)?;
        // The calendar decides whether such a day exists.
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
            .map_err(|_| InvalidDate)?;
        if parts.next().is_some() {
            return Err(InvalidDate);
        }
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The text is no date, or no such day exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date; write it as `2020`, `2020-09` or `2020-09-20`")]
pub struct InvalidDate;

/// Which third of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Its beginning.
    Early,
    /// Its middle.
    Mid,
    /// Its end.
    Late,
}

impl Part {
    /// The word of the files.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Mid => "mid",
            Self::Late => "late",
        }
    }

    /// The part that `tag` names.
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::Early, Self::Mid, Self::Late]
            .into_iter()
            .find(|part| part.tag() == tag)
    }
}

/// A date with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dating {
    /// The date.
    pub date: PartialDate,
    /// Which part of the month, where that is all that is known of the day.
    pub part: Option<Part>,
    /// Whether it was worked out from the text instead of being stated.
    pub inferred: bool,
}

impl Dating {
    /// How exact it is: `year`, `month`, `part` or `day`.
    pub const fn precision(&self) -> &'static str {
        match (self.date.month, self.date.day, self.part) {
            (None, _, _) => "year",
            (Some(_), Some(_), _) => "day",
            (Some(_), None, Some(_)) => "part",
            (Some(_), None, None) => "month",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, valid: bool) {
        assert_eq!(
            text.parse::<PartialDate>()
                .map(|date| date.to_string())
                .ok()
                .as_deref(),
            valid.then_some(text)
        );
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for text in ["2020", "2020-09", "2020-02-29", "0001"] {
            check(text, true);
        }
        for text in [
            "",
            "20",
            "2020-13",
            "2020-9",
            "2021-02-29",
            "2020-09-20-1",
            "2020-",
            "-2020",
            "+202",
            "2020-09-1x",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn a_month_contains_its_days() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert!(date("2020-09").contains(date("2020-09-20")));
        assert!(date("2020").contains(date("2020-09")));
        assert!(!date("2020-09-20").contains(date("2020-09")));
        assert!(date("2020-08") < date("2020-09-14") && date("2020-09") < date("2020-09-14"));
    }
}
