//! What was taught as a change of the files, for a person to look at: phrasings go into the TOML behind those that are there, what the
//! articles do not say into the refusals, and every one becomes a test question. No guild is named, and what is there stays as it is.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use toml_edit::{Array, DocumentMut, Item, RawString, Value};

use super::Lesson;
use crate::author::line_end;
use crate::knowledge::{File, Id, Knowledge, REFUSALS_FILE};
use crate::lang::Lang;
use crate::text;

/// Where the test questions go: a set of its own, because the others were written without looking at the knowledge.
pub const QUESTIONS_FILE: &str = "tests/taught.jsonl";
/// The kinds of tables that have phrasings.
const TABLES: [&str; 2] = ["entry", "boundary"];

/// What became of the lessons.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The files that are others now, whole.
    pub files: Vec<File>,
    /// How many lessons are in them that were not before.
    pub added: usize,
    /// Lessons that are not in them, each with the reason, in words for the operator.
    pub left_out: Vec<(Lesson, &'static str)>,
}

#[derive(Serialize)]
struct RefusalRow<'l> {
    lang: &'static str,
    q: &'l str,
}

#[derive(Serialize)]
struct QuestionRow<'l> {
    id: String,
    lang: &'static str,
    style: &'static str,
    kind: &'static str,
    q: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<[&'l str; 1]>,
}

/// Adds `lessons` to `files`, which hold what `knowledge` was read from and, if they are there, the test questions.
/// What the files have already is not added again, so that an export may be repeated.
#[must_use]
pub fn export(knowledge: &Knowledge, files: &[File], lessons: &[Lesson]) -> Exported {
    let mut known: HashMap<String, Id> = HashMap::new();
    for (id, ask) in knowledge.askable() {
        let phrasings = Lang::ALL.into_iter().flat_map(|lang| ask.get(lang));
        known.extend(phrasings.map(|it| (text::parse(&it.value).key(), id.clone())));
    }
    let refusals = knowledge.refusals.iter();
    known.extend(refusals.map(|it| (text::parse(&it.question).key(), Id::unsaid())));
    let mut exported = Exported::default();
    let mut changed: BTreeMap<String, String> = BTreeMap::new();
    for lesson in lessons {
        let target = lesson.target.clone().unwrap_or_else(Id::unsaid);
        let key = text::parse(&lesson.phrasing).key();
        if let Some(there) = known.get(&key) {
            if *there != target {
                let reason = "something else has this phrasing";
                exported.left_out.push((lesson.clone(), reason));
            }
            continue;
        }
        match written(knowledge, files, &mut changed, lesson) {
            Ok(()) => {
                known.insert(key, target);
                exported.added += 1;
            }
            Err(reason) => exported.left_out.push((lesson.clone(), reason)),
        }
    }
    let file = |(path, text): (String, String)| File {
        path,
        bytes: text.into_bytes(),
    };
    exported.files = changed.into_iter().map(file).collect();
    exported
}

/// Puts a lesson where it belongs, and its test question where those are.
fn written(
    knowledge: &Knowledge,
    files: &[File],
    changed: &mut BTreeMap<String, String>,
    lesson: &Lesson,
) -> Result<(), &'static str> {
    let id = lesson.target.as_ref().map(Id::as_str);
    let path = match id {
        None => REFUSALS_FILE,
        Some(id) => {
            let places = knowledge.places();
            let place = places.into_iter().find(|(known, _)| known.as_str() == id);
            let (_, place) = place.ok_or("what it asks for is not in the files")?;
            &place.path
        }
    };
    let there = text_of(files, changed, path)?;
    let now = match id {
        None => {
            let row = RefusalRow {
                lang: lesson.language.tag(),
                q: &lesson.phrasing,
            };
            with_line(&there, &row)
        }
        Some(id) => with_phrasing(&there, id, lesson)?,
    };
    let questions = text_of(files, changed, QUESTIONS_FILE)?;
    let is_answered = id.filter(|id| knowledge.entry(id).is_some());
    let row = QuestionRow {
        id: question_id(lesson),
        lang: lesson.language.tag(),
        style: "taught",
        kind: if is_answered.is_some() { "in" } else { "out" },
        q: &lesson.phrasing,
        entries: is_answered.map(|id| [id]),
    };
    changed.insert(path.to_owned(), now);
    changed.insert(QUESTIONS_FILE.to_owned(), with_line(&questions, &row));
    Ok(())
}

/// The text of a file as it is by now; nothing where there is no such file yet.
fn text_of(
    files: &[File],
    changed: &BTreeMap<String, String>,
    path: &str,
) -> Result<String, &'static str> {
    if let Some(text) = changed.get(path) {
        return Ok(text.clone());
    }
    let there = files.iter().find(|file| file.path == path);
    let bytes = there.map_or_else(Vec::new, |file| file.bytes.clone());
    String::from_utf8(bytes).map_err(|_| "its file is not UTF-8")
}

fn with_line(there: &str, row: &impl Serialize) -> String {
    // Own structs of texts always serialise.
    let row = serde_json::to_string(row).unwrap_or_default();
    let between = if there.is_empty() || there.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{there}{between}{row}\n")
}

/// A TOML file with one more phrasing behind those of its language.
fn with_phrasing(there: &str, id: &str, lesson: &Lesson) -> Result<String, &'static str> {
    let mut document: DocumentMut = there.parse().map_err(|_| "its file is not valid TOML")?;
    let list = TABLES.iter().try_for_each(|tables| {
        let tables = document
            .get_mut(tables)
            .and_then(Item::as_array_of_tables_mut);
        let mut tables = tables.into_iter().flat_map(|tables| tables.iter_mut());
        let named = tables.find(|table| table.get("id").and_then(Item::as_str) == Some(id));
        let Some(table) = named else {
            return ControlFlow::Continue(());
        };
        let ask = table.get_mut("ask").and_then(Item::as_table_like_mut);
        let list = ask.and_then(|ask| ask.get_mut(lesson.language.tag())?.as_array_mut());
        if let Some(list) = list {
            push(list, &lesson.phrasing, line_end(there));
            return ControlFlow::Break(true);
        }
        ControlFlow::Break(false)
    });
    match list {
        ControlFlow::Break(true) => Ok(document.to_string()),
        _ => Err("its file has no list of phrasings for it"),
    }
}

/// One more text at the end of a list, on a line of its own where the others have one.
fn push(list: &mut Array, phrasing: &str, line_end: &str) {
    let mut comment = String::new();
    // Without a comma behind it, the last text has the comment to itself.
    if let Some(last) = list.iter_mut().last() {
        let suffix = last.decor().suffix().and_then(RawString::as_str);
        comment.push_str(suffix.unwrap_or_default());
        last.decor_mut().set_suffix("");
    }
    comment.push_str(list.trailing().as_str().unwrap_or_default());
    let is_in_lines = list.iter().any(|value| {
        let prefix = value.decor().prefix().and_then(RawString::as_str);
        prefix.is_some_and(|prefix| prefix.contains('\n'))
    });
    let value = Value::from(phrasing);
    if is_in_lines {
        let comment = comment.trim_end();
        list.push_formatted(value.decorated(format!("{comment}{line_end}  "), ""));
        list.set_trailing(line_end);
        list.set_trailing_comma(true);
    } else {
        list.push(value);
    }
}

/// The same for the same lesson, so that two exports do not count differently.
fn question_id(lesson: &Lesson) -> String {
    let mut hash = Sha256::new();
    hash.update(lesson.target.as_ref().map_or("", Id::as_str));
    hash.update([0]);
    hash.update(text::parse(&lesson.phrasing).key());
    let digits = hash.finalize();
    let digits: String = digits
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("taught-{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(target: &str, language: Lang, phrasing: &str) -> Lesson {
        Lesson {
            target: Id::new(target),
            language,
            phrasing: phrasing.to_owned(),
        }
    }

    #[test]
    fn a_phrasing_is_added_and_nothing_else_is_touched() {
        let there = "# Wer fragt, bekommt Antwort.\n[[entry]]\nid = \"a\" # bleibt\nask.de = [\n  \"Eins?\",   # so fragt man\n  'Zwei?' # und so\n]\nask.en = [\"One?\"]\n\n[[entry]]\nid = \"b\"\nask.de = [\"Drei?\"]\n";
        let added = with_phrasing(there, "a", &lesson("a", Lang::De, "Und \"zwölf\"?")).unwrap();
        let added = with_phrasing(&added, "a", &lesson("a", Lang::En, "Two?")).unwrap();
        insta::assert_snapshot!(added, @r#"
        # Wer fragt, bekommt Antwort.
        [[entry]]
        id = "a" # bleibt
        ask.de = [
          "Eins?",   # so fragt man
          'Zwei?', # und so
          'Und "zwölf"?',
        ]
        ask.en = ["One?", "Two?"]

        [[entry]]
        id = "b"
        ask.de = ["Drei?"]
        "#);
        let lists = with_phrasing(there, "b", &lesson("b", Lang::En, "Four?"));
        assert_eq!(lists, Err("its file has no list of phrasings for it"));
    }
}
