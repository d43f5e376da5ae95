//! Reads a question set: JSON Lines, split on `\n` only. A set with a broken line is refused whole; shares of half a set mislead.

use serde::Deserialize;

use super::{Case, Expected, Gold, Groups};
use crate::knowledge::Id;
use crate::lang::Lang;

#[derive(Deserialize)]
struct CaseRow {
    id: String,
    lang: String,
    style: String,
    kind: String,
    q: String,
    #[serde(default)]
    gold: Vec<GoldRow>,
    #[serde(default)]
    must: Groups,
    #[serde(default)]
    correct: Groups,
    #[serde(default)]
    entries: Vec<String>,
}

#[derive(Deserialize)]
struct GoldRow {
    article: String,
    paras: Vec<u32>,
}

/// Reads the text of a set; `name` stands in the messages. Unknown keys are ignored, blank lines skipped.
///
/// # Errors
/// Every line that is no question, as `name:line: what is wrong`.
pub fn read(name: &str, text: &str) -> Result<Vec<Case>, Vec<String>> {
    let mut cases = Vec::new();
    let mut wrong = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match case(line) {
            Ok(case) => cases.push(case),
            Err(message) => wrong.push(format!("{name}:{}: {message}", at + 1)),
        }
    }
    if wrong.is_empty() {
        Ok(cases)
    } else {
        Err(wrong)
    }
}

fn case(line: &str) -> Result<Case, String> {
    let row: CaseRow = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let lang = match row.lang.as_str() {
        "de" => Lang::De,
        "en" => Lang::En,
        _ => return Err("`lang` must be de or en".to_owned()),
    };
    let ids = row
        .entries
        .iter()
        .map(|id| Id::new(id).ok_or_else(|| format!("`{id}` is no id")));
    let entries = ids.collect::<Result<Vec<Id>, String>>()?;
    let expected = match row.kind.as_str() {
        "in" if row.gold.is_empty() && entries.is_empty() => {
            return Err("a question in scope needs `gold` or `entries`".to_owned());
        }
        "in" => Expected::Answer {
            gold: row
                .gold
                .into_iter()
                .map(|gold| Gold {
                    article: gold.article,
                    passages: gold.paras,
                })
                .collect(),
            must: row.must,
        },
        "out" => Expected::Nothing {
            correct: row.correct,
        },
        _ => return Err("`kind` must be in or out".to_owned()),
    };
    Ok(Case {
        id: row.id,
        lang,
        style: row.style,
        question: row.q,
        expected,
        entries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read() {
        let text = "{\"id\":\"a\",\"lang\":\"de\",\"style\":\"plain\",\"kind\":\"in\",\"q\":\"x\u{2028}y\",\"gold\":[{\"article\":\"nd\",\"paras\":[3]}],\"must\":[[\"z\"]]}\r\n\n{\"id\":\"b\",\"lang\":\"en\",\"style\":\"offtopic\",\"kind\":\"out\",\"q\":\"?\",\"why\":\"-\"}\n";
        let cases = read("set", text).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].question, "x\u{2028}y");
        assert!(cases[0].is_in_scope() && !cases[1].is_in_scope());
    }

    #[test]
    fn every_broken_line_is_named() {
        let text = "{}\n{\"id\":\"a\",\"lang\":\"fr\",\"style\":\"\",\"kind\":\"in\",\"q\":\"\"}\n{\"id\":\"a\",\"lang\":\"de\",\"style\":\"\",\"kind\":\"in\",\"q\":\"\"}";
        let wrong = read("set", text).unwrap_err();
        assert!(wrong[0].starts_with("set:1: missing field"));
        assert_eq!(wrong[1], "set:2: `lang` must be de or en");
        assert_eq!(
            wrong[2],
            "set:3: a question in scope needs `gold` or `entries`"
        );
    }
}
