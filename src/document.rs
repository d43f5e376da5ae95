//! TOML files read key by key: every finding of a file in one run, each with its place.
//!
//! Serde's derive stops at the first wrong key and forgets where it stood; people who edit the knowledge want all of them.
//! Knowledge, seeds and config.toml are all read through [`Document`] and [`Table`].

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How grave a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The program does not start with it, and `lint` ends with exit code 1.
    Error,
    /// Worth mending; nothing is refused.
    Warning,
}

impl Severity {
    /// The word of the output.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something wrong in a file, in a sentence that says what to do where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Lasting short name of the check, such as `unknown-key`.
    pub code: &'static str,
    /// File, and line and column in it.
    pub place: Place,
    /// What is wrong, lower case, without a full stop.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}[{}]: {}",
            self.place,
            self.severity.tag(),
            self.code,
            self.message
        )
    }
}

/// A place in a file. Lines and columns count from 1, columns in characters; line 0 means the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the root, with `/` on every system.
    /// One text for all places of a file: every phrasing has one.
    pub path: Arc<str>,
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            f.write_str(&self.path)
        } else {
            write!(f, "{}:{}:{}", self.path, self.line, self.column)
        }
    }
}

/// Says how a text is quoted where the quotation marks of a line seem to be what is wrong: editors put in curly ones unasked.
fn quotation_hint(text: &str, span: Option<Range<usize>>) -> &'static str {
    let at = span.map_or(0, |span| span.start);
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rsplit('\n').next().unwrap_or_default();
    let end = behind.split('\n').next().unwrap_or_default();
    let value = format!("{start}{end}");
    let value = value
        .split_once('=')
        .map_or(value.as_str(), |(_, value)| value)
        .trim();
    let value = value.trim_start_matches('[').trim_start();
    if value.starts_with([
        '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{201a}', '«', '»',
    ]) {
        "; a text begins and ends with the straight mark \", not with a curly one"
    } else if value.starts_with('"') && value.replace("\\\"", "").matches('"').count() > 2 {
        "; a quotation mark inside a text is written \\\", or curly as in „so“"
    } else {
        ""
    }
}

/// One TOML file while it is read.
pub struct Document<'t> {
    path: Arc<str>,
    text: &'t str,
    root: Spanned<DeTable<'t>>,
    /// Byte at which each line begins: every phrasing asks for its place.
    line_starts: Vec<usize>,
    findings: RefCell<Vec<Finding>>,
}

impl<'t> Document<'t> {
    /// Parses `text`; what is not TOML becomes findings, and the rest is still read.
    #[must_use]
    pub fn parse(path: &str, text: &'t str) -> Self {
        // A byte order mark is what some editors leave; it is no part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, errors) = DeTable::parse_recoverable(text);
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let document = Self {
            path: path.into(),
            text,
            root,
            line_starts,
            findings: RefCell::default(),
        };
        for error in errors {
            document.report(
                "toml",
                error.span().unwrap_or_default(),
                format!(
                    "this is not valid TOML: {}{}",
                    error.message(),
                    quotation_hint(text, error.span())
                ),
            );
        }
        document
    }

    /// The top level of the file.
    #[must_use]
    pub fn root(&self) -> Table<'_, 't> {
        Table {
            document: self,
            values: self.root.get_ref(),
            span: 0..0,
            known: RefCell::default(),
        }
    }

    /// All that was found wrong, in the order of the file.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        findings
    }

    /// The place of a byte offset.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        let line = self
            .line_starts
            .partition_point(|start| *start <= span.start);
        let line_start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let column = self
            .text
            .get(line_start..span.start)
            .map_or(0, |before| before.chars().count())
            + 1;
        Place {
            path: Arc::clone(&self.path),
            line,
            column,
        }
    }

    fn report(&self, code: &'static str, span: Range<usize>, message: String) {
        let place = self.place(&span);
        self.findings.borrow_mut().push(Finding {
            severity: Severity::Error,
            code,
            place,
            message,
        });
    }
}

/// A string with the bytes it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The string.
    pub value: String,
    /// Where it stands.
    pub place: Place,
}

/// One table of a [`Document`]. Ask it for every key it may have, then [`Table::finish`] reports the others.
pub struct Table<'d, 't> {
    document: &'d Document<'t>,
    values: &'d DeTable<'t>,
    span: Range<usize>,
    known: RefCell<Vec<&'static str>>,
}

impl<'d, 't> Table<'d, 't> {
    /// Where the table stands.
    #[must_use]
    pub fn place(&self) -> Place {
        self.document.place(&self.span)
    }

    /// Adds a finding at the value of `key`, or at the table where there is none.
    pub fn report(&self, code: &'static str, key: &str, message: String) {
        let span = self
            .values
            .get(key)
            .map_or_else(|| self.span.clone(), Spanned::span);
        self.document.report(code, span, message);
    }

    /// Whether `key` is there.
    pub fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Whether `key` is there and is a table.
    pub fn is_table(&self, key: &'static str) -> bool {
        matches!(
            self.value(key).map(Spanned::get_ref),
            Some(DeValue::Table(_))
        )
    }

    /// The text of `key`; its absence is a finding, and gives an empty text.
    pub fn text(&self, key: &'static str) -> Text {
        self.optional_text(key).unwrap_or_else(|| {
            if !self.has(key) {
                self.report("missing-key", key, format!("`{key}` is missing here"));
            }
            Text {
                value: String::new(),
                place: self.place(),
            }
        })
    }

    /// The text of `key`, if it is there. An empty text is a finding.
    pub fn optional_text(&self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "a text in quotation marks");
            return None;
        };
        if text.trim().is_empty() {
            self.report("empty", key, format!("`{key}` is empty"));
        }
        Some(Text {
            value: text.to_string(),
            place: self.document.place(&value.span()),
        })
    }

    /// The whole number of `key` within `range`, if it is there.
    pub fn optional_number(&self, key: &'static str, range: Range<u64>) -> Option<u64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            self.wrong_type(
                key,
                value,
                &format!("a whole number from {} to {}", range.start, range.end - 1),
            );
        }
        number
    }

    /// The number of `key` between 0 and 1, if it is there.
    pub fn optional_share(&self, key: &'static str) -> Option<f32> {
        let value = self.value(key)?;
        let share = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let share = share.filter(|share| (0.0..=1.0).contains(share));
        if share.is_none() {
            self.wrong_type(key, value, "a number from 0 to 1");
        }
        share
    }

    /// The `true` or `false` of `key`, if it is there.
    pub fn optional_switch(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let DeValue::Boolean(switch) = value.get_ref() else {
            self.wrong_type(key, value, "`true` or `false`");
            return None;
        };
        Some(*switch)
    }

    /// The texts of the list `key`; none if it is not there.
    pub fn texts(&self, key: &'static str) -> Vec<Text> {
        self.list(
            key,
            "a text in quotation marks",
            |document, value| match value.get_ref() {
                DeValue::String(text) => Some(Text {
                    value: text.to_string(),
                    place: document.place(&value.span()),
                }),
                _ => None,
            },
        )
    }

    /// As [`Table::texts`], without their places.
    pub fn values(&self, key: &'static str) -> Vec<String> {
        let texts = self.texts(key).into_iter();
        texts.map(|text| text.value).collect()
    }

    /// The whole numbers of the list `key`; none if it is not there.
    pub fn numbers(&self, key: &'static str) -> Vec<u32> {
        self.list(key, "a whole number from 0", |_, value| {
            match value.get_ref() {
                DeValue::Integer(number) => {
                    u32::from_str_radix(number.as_str(), number.radix()).ok()
                }
                _ => None,
            }
        })
    }

    /// The table of `key`, if it is there.
    pub fn optional_table(&self, key: &'static str) -> Option<Table<'d, 't>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        Some(Table {
            document: self.document,
            values: table,
            span: value.span(),
            known: RefCell::default(),
        })
    }

    /// The tables of the list `key`; none if it is not there.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'d, 't>> {
        self.list(key, "a table", |document, value| match value.get_ref() {
            DeValue::Table(table) => Some(Table {
                document,
                values: table,
                span: value.span(),
                known: RefCell::default(),
            }),
            _ => None,
        })
    }

    /// Reports every key that nobody asked for, with the nearest one that would have been known.
    pub fn finish(self) {
        let known = self.known.into_inner();
        for key in self.values.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let hint = nearest(name, known.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            self.document.report(
                "unknown-key",
                key.span(),
                format!("`{name}` is not a key that is known here{hint}"),
            );
        }
    }

    fn value(&self, key: &'static str) -> Option<&'d Spanned<DeValue<'t>>> {
        self.known.borrow_mut().push(key);
        self.values.get(key)
    }

    fn list<T>(
        &self,
        key: &'static str,
        kind: &str,
        read: impl Fn(&'d Document<'t>, &'d Spanned<DeValue<'t>>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, &format!("a list, each item {kind}"));
            return Vec::new();
        };
        let mut read_items = Vec::with_capacity(items.len());
        for item in items {
            match read(self.document, item) {
                Some(item) => read_items.push(item),
                None => self.wrong_type(key, item, kind),
            }
        }
        read_items
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.document.report(
            "wrong-type",
            value.span(),
            format!("`{key}` must be {expected}"),
        );
    }
}

/// The share of letters that must agree before a name is offered as the one that was meant (Jaro-Winkler, 0 to 1).
const NEAREST_LEAST: f64 = 0.75;

/// The valid name nearest to `name`, if one is near enough to be a slip of the keyboard.
pub fn nearest<'a>(name: &str, valid: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    valid
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= NEAREST_LEAST)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let document = Document::parse("a.toml", text);
        let root = document.root();
        root.text("title");
        root.optional_share("share");
        root.numbers("passages");
        root.finish();
        let found: Vec<String> = document
            .into_findings()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_finding_of_a_file_is_reported_with_its_place() {
        check("title = \"x\"\n", &[]);
        check("\u{feff}title = \"x\"\r\n", &[]);
        check(
            "titel = 1\nshare = 2\npassages = [1, \"2\"]\n",
            &[
                "a.toml:1:1: error[missing-key]: `title` is missing here",
                "a.toml:1:1: error[unknown-key]: `titel` is not a key that is known here; did you mean `title`?",
                "a.toml:2:9: error[wrong-type]: `share` must be a number from 0 to 1",
                "a.toml:3:16: error[wrong-type]: `passages` must be a whole number from 0",
            ],
        );
    }

    #[test]
    fn broken_toml_is_reported_and_the_rest_is_read() {
        let document = Document::parse("a.toml", "title = \"x\"\nshare = = 1\n");
        let root = document.root();
        assert_eq!(root.text("title").value, "x");
        drop(root);
        assert!(
            document
                .into_findings()
                .iter()
                .any(|finding| finding.place.line == 2)
        );
    }
}
