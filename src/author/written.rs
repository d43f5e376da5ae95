//! What was typed, as the TOML that a person would have written: the same order of keys, the same layout.

use std::fmt::Display;

use super::{NewBoundary, NewEntry, NewName, NewStatement, NewTopic};
use crate::knowledge::{Citation, Id, seal_of_reason, seal_of_statements};
use crate::lang::ByLang;

impl NewEntry {
    /// The entry as TOML.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut toml = Toml::of("entry");
        toml.text("id", &self.id);
        if let Some(series) = &self.series {
            toml.text("series", series.as_str());
        }
        if let Some(valid) = &self.valid {
            toml.text("valid", &valid.to_string());
        }
        toml.ids("related", &self.related);
        toml.phrasings(&self.ask);
        // Whoever wrote it had the passages before their eyes. Where lint finds an error in it, the seal goes again.
        let statements = self.statements.iter().map(|statement| {
            let NewStatement {
                text,
                says,
                by,
                citations,
            } = statement;
            (text, *says, by.as_ref(), citations.as_slice())
        });
        toml.text("checked", &seal_of_statements(statements, self.valid));
        for statement in &self.statements {
            statement.write(&mut toml);
        }
        toml.0
    }
}

impl NewStatement {
    fn write(&self, toml: &mut Toml) {
        toml.line("[[entry.statement]]");
        toml.text("de", &self.text.de);
        toml.text("en", &self.text.en);
        toml.text("says", self.says.tag());
        match &self.by {
            Some(by) if by.de == by.en => toml.text("by", &by.de),
            Some(by) => toml.both("by", by),
            None => {}
        }
        let cited: Vec<String> = self.citations.iter().map(citation).collect();
        toml.line(format_args!("cite = [{}]", cited.join(", ")));
    }
}

impl NewBoundary {
    /// The boundary as TOML.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut toml = Toml::of("boundary");
        toml.text("id", &self.id);
        if let Some(entry) = &self.contradicted_by {
            toml.text("contradicted_by", entry.as_str());
        }
        toml.ids("nearest", &self.nearest);
        toml.phrasings(&self.ask);
        toml.both("reason", &self.reason);
        let contradicted_by = self.contradicted_by.as_ref();
        let seal = seal_of_reason(&self.reason, &self.nearest, contradicted_by);
        toml.text("checked", &seal);
        toml.0
    }
}

impl NewTopic {
    /// The file of the topic, which has no entries yet.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut toml = Toml::empty();
        toml.line("[topic]");
        toml.line(format_args!("order = {}", self.order));
        toml.both("title", &self.title);
        toml.both("about", &self.about);
        toml.0
    }
}

impl NewName {
    /// The name as TOML.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut toml = Toml::of("name");
        toml.text("kind", self.kind.tag());
        toml.text("name", &self.name);
        let variants = self.variants.iter().map(String::as_str);
        toml.line(format_args!("variants = {}", list(variants)));
        toml.0
    }
}

/// A text in quotation marks, as TOML and as JSON write it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Texts in quotation marks, in brackets.
pub(super) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

fn citation(citation: &Citation) -> String {
    let numbers: Vec<String> = citation.passages.iter().map(u32::to_string).collect();
    format!(
        "{{ source = {}, passages = [{}] }}",
        quoted(citation.source.as_str()),
        numbers.join(", ")
    )
}

/// Lines of TOML.
pub(super) struct Toml(String);

impl Toml {
    pub(super) const fn empty() -> Self {
        Self(String::new())
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// A text; where it is empty, the line says that it lacks, and what.
    pub(super) fn lacking(&mut self, key: &str, value: &str, what: &str) {
        if value.is_empty() {
            self.line(format_args!("{key} = \"\" # TODO: {what}"));
        } else {
            self.text(key, value);
        }
    }

    fn of(table: &str) -> Self {
        Self(format!("[[{table}]]\n"))
    }

    pub(super) fn line(&mut self, line: impl Display) {
        self.0 += &line.to_string();
        self.0.push('\n');
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.line(format_args!("{key} = {}", quoted(value)));
    }

    pub(super) fn both(&mut self, key: &str, texts: &ByLang<String>) {
        self.text(&format!("{key}.de"), &texts.de);
        self.text(&format!("{key}.en"), &texts.en);
    }

    fn ids(&mut self, key: &str, ids: &[Id]) {
        if !ids.is_empty() {
            self.line(format_args!("{key} = {}", list(ids.iter().map(Id::as_str))));
        }
    }

    fn phrasings(&mut self, ask: &ByLang<Vec<String>>) {
        for (key, phrasings) in [("ask.de", &ask.de), ("ask.en", &ask.en)] {
            self.line(format_args!("{key} = ["));
            for phrasing in phrasings {
                self.line(format_args!("  {},", quoted(phrasing)));
            }
            self.line("]");
        }
    }
}
