//! The words and digits that figures and dates are written with, in both languages.

use super::ONE;
use crate::lang::Lang;

/// Digits of a figure that is read; nothing that is counted has more.
const DIGITS_MOST: usize = 21;

/// From January, folded.
pub(super) const MONTH_NAMES: [&[&str]; 12] = [
    &["januar", "january", "janner"],
    &["februar", "february"],
    &["marz", "march"],
    &["april"],
    &["mai", "may"],
    &["juni", "june"],
    &["juli", "july"],
    &["august"],
    &["september"],
    &["oktober", "october"],
    &["november"],
    &["dezember", "december"],
];

/// Folded: the fold takes the "e" of "Tuesday" for the second half of an umlaut.
pub(super) const WEEKDAYS: [&[&str]; 7] = [
    &["montag", "monday"],
    &["dienstag", "tusday"],
    &["mittwoch", "wednesday"],
    &["donnerstag", "thursday"],
    &["freitag", "friday"],
    &["samstag", "saturday", "sonnabend"],
    &["sonntag", "sunday"],
];

/// Beginnings of words for people, folded.
pub(super) const PEOPLE: &[&str] = &[
    "angestellte",
    "beschaftigte",
    "customer",
    "einwohner",
    "employee",
    "inhabitant",
    "insider",
    "kunde",
    "leute",
    "member",
    "mensch",
    "mitarbeite",
    "mitglied",
    "nutz",
    "people",
    "person",
    "resident",
    "staff",
    "user",
    "worker",
];

/// Words before a number that show that it counts, folded; "uber" and "about" are missing: they also tell what is spoken of.
pub(super) const ABOUT: &[&str] = &[
    "almost",
    "circa",
    "fast",
    "hochstens",
    "knapp",
    "mindestens",
    "nearly",
    "roughly",
    "rund",
];

/// Words before a year, folded: what follows it is another matter ("seit 2000 Chef").
pub(super) const AT_A_TIME: &[&str] = &[
    "ab", "after", "before", "bis", "by", "in", "jahr", "jahre", "jahren", "nach", "seit", "since",
    "until", "vor", "year",
];

/// Number words from nought to twelve, folded. "ein" and "one" alone are articles, and "eins" is mostly "one thing".
const GERMAN_ONES: [&str; 13] = [
    "null", "", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwolf",
];
const ENGLISH_ONES: [&str; 20] = [
    "zero",
    "",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const GERMAN_TEENS: [&str; 7] = [
    "dreizehn", "vierzehn", "funfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
];
const GERMAN_TENS: [&str; 8] = [
    "zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig",
];
const ENGLISH_TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
/// Ordinals from the first, without the German ending.
const GERMAN_ORDINALS: [&str; 12] = [
    "erst", "zweit", "dritt", "viert", "funft", "sechst", "siebt", "acht", "neunt", "zehnt",
    "elft", "zwolft",
];
const ENGLISH_ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// A German number word below a million, folded ("neunundvierzig", "zweihundert").
pub(super) fn german(word: &str) -> Option<u128> {
    let position = |words: &[&str]| {
        words
            .iter()
            .position(|candidate| !candidate.is_empty() && *candidate == word)
            .map(|at| at as u128)
    };
    if let Some(value) = position(&GERMAN_ONES)
        .or_else(|| position(&GERMAN_TEENS).map(|at| at + 13))
        .or_else(|| position(&GERMAN_TENS).map(|at| (at + 2) * 10))
    {
        return Some(value);
    }
    for (name, factor) in [("tausend", 1_000), ("hundert", 100)] {
        if let Some((many, rest)) = word.split_once(name) {
            let many = if many.is_empty() || many == "ein" {
                1
            } else {
                german(many)?
            };
            let rest = if rest.is_empty() {
                0
            } else {
                german(rest.strip_prefix("und").unwrap_or(rest))?
            };
            return Some(many * factor + rest);
        }
    }
    let (ones, tens) = word.split_once("und")?;
    let ones = if ones == "ein" {
        1
    } else {
        german(ones).filter(|ones| *ones < 10)?
    };
    Some(ones + german(tens).filter(|tens| *tens >= 20 && *tens < 100)?)
}

/// An English number word up to a thousand.
pub(super) fn english(word: &str) -> Option<u128> {
    let position = |words: &[&str]| {
        words
            .iter()
            .position(|candidate| !candidate.is_empty() && *candidate == word)
            .map(|at| at as u128)
    };
    position(&ENGLISH_ONES)
        .or_else(|| position(&ENGLISH_TENS).map(|at| (at + 2) * 10))
        .or(match word {
            "hundred" => Some(100),
            "thousand" => Some(1_000),
            _ => None,
        })
}

pub(super) fn ordinal(word: &str) -> Option<u128> {
    let german = ["e", "en", "em", "er", "es"]
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find_map(|stem| GERMAN_ORDINALS.iter().position(|ordinal| *ordinal == stem));
    german
        .or_else(|| ENGLISH_ORDINALS.iter().position(|ordinal| *ordinal == word))
        .map(|at| at as u128 + 1)
}

pub(super) fn several(word: &str) -> Option<u128> {
    let scale = match word {
        "dutzende" | "dutzenden" | "dozens" => 12,
        "hunderte" | "hunderten" | "hunderter" | "hundreds" => 100,
        "tausende" | "tausenden" | "tausender" | "thousands" => 1_000,
        "millionen" | "millions" => 1_000_000,
        "milliarden" | "billions" => 1_000_000_000,
        _ => return None,
    };
    Some(scale * ONE)
}

pub(super) fn is_article(word: &str) -> bool {
    matches!(
        word,
        "ein" | "eine" | "einen" | "einem" | "einer" | "eines" | "a" | "an" | "one"
    )
}

/// Words between a part, a day and a month ("the end of August", "15th of September").
pub(super) fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "des" | "der" | "von" | "vom" | "jahres"
    )
}

pub(super) fn is_ordinal_ending(ending: &str) -> bool {
    matches!(
        ending,
        "" | "st" | "nd" | "rd" | "th" | "te" | "ten" | "ter"
    )
}

/// Whether a word is a month's name cut off ("Sept", "Aug").
pub(super) fn is_short_for(word: &str, month: &str) -> bool {
    (3..=4).contains(&word.len()) && month.starts_with(word)
}

/// The digits a word begins with, and what follows them.
pub(super) fn digits_of(word: &str) -> (&str, &str) {
    let end = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    word.split_at_checked(end).unwrap_or((word, ""))
}

/// A number in digits, in thousandths: "1,9" and "1.900" in German, "1.9" and "1,900" in English.
/// With three digits behind it the other language's group is read as well ("2.000 users"), unless it `is_part` of something.
pub(super) fn in_digits(written: &str, lang: Lang, is_part: bool) -> Option<u128> {
    let number = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let (decimal, group) = match lang {
        Lang::De => (',', '.'),
        Lang::En => ('.', ','),
    };
    let is_foreign_group = !is_part
        && !number.contains(group)
        && number.contains(decimal)
        && !number.starts_with('0')
        && number.split(decimal).skip(1).all(|part| part.len() == 3);
    let (decimal, group) = if is_foreign_group {
        (group, decimal)
    } else {
        (decimal, group)
    };
    let grouped = number.contains(group)
        && number
            .split([group, decimal])
            .skip(1)
            .take(number.matches(group).count())
            .all(|part| part.len() == 3);
    let (decimal, number) = if grouped {
        (decimal, number.replace(group, ""))
    } else {
        // Written with the other language's comma: the figure is meant all the same.
        let comma = if number.contains(decimal) {
            decimal
        } else {
            group
        };
        (comma, number.to_owned())
    };
    let (whole, rest) = number.split_once(decimal).unwrap_or((&number, ""));
    let is_number = whole.len() + rest.len() <= DIGITS_MOST
        && whole
            .bytes()
            .chain(rest.bytes())
            .all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let thousandths: String = rest.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<u128>().ok()? * ONE + thousandths.parse::<u128>().ok()?)
}
