//! Changes inside a file that people wrote: what is not meant keeps its bytes, its order and its comments.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, RawString, Table, Value, value};

use super::PassageRecord;
use crate::knowledge::{Boundary, Id};
use crate::lang::Lang;

/// Tables that a seal may stand in.
const SEALABLE: [&str; 2] = ["entry", "boundary"];

/// A file without the boundary of that id; none where it has none. Comments above it stay: they may head those that follow.
pub(super) fn without_boundary(text: &str, id: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let boundaries = document.get_mut("boundary")?.as_array_of_tables_mut()?;
    let is_it = |table: &Table| table.get("id").and_then(Item::as_str) == Some(id);
    let at = boundaries.iter().position(is_it)?;
    let boundary = boundaries.get(at)?;
    let position = boundary.position();
    let mut above = text_of(boundary.decor().prefix()).to_owned();
    boundaries.remove(at);
    if above.trim().is_empty() {
        return Some(document.to_string());
    }
    // What follows may be a table of another kind.
    let tables = document.iter_mut();
    let tables = tables.filter_map(|(_, item)| item.as_array_of_tables_mut());
    let tables = tables.flat_map(ArrayOfTables::iter_mut);
    let behind = tables.filter(|table| table.position() > position);
    match behind.min_by_key(|table| table.position()) {
        Some(next) => {
            let below = once_blank(&above, text_of(next.decor().prefix()));
            above += below;
            next.decor_mut().set_prefix(above);
        }
        None => {
            let below = once_blank(&above, text_of(Some(document.trailing())));
            above += below;
            document.set_trailing(above);
        }
    }
    Some(document.to_string())
}

/// A file whose boundary of that id has the phrasings, the reason and the nearest entries of this one, which has nothing that the file
/// has not but further phrasings, a reason, further nearest entries and a seal, or none. None where it has no such boundary.
pub(super) fn with_boundary(text: &str, boundary: &Boundary) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let tables = document.get_mut("boundary")?.as_array_of_tables_mut()?;
    let is_it =
        |table: &&mut Table| table.get("id").and_then(Item::as_str) == Some(boundary.id.as_str());
    let table = tables.iter_mut().find(is_it)?;
    for lang in Lang::ALL {
        let stays = boundary.ask.get(lang);
        let list = table.get_mut("ask")?.get_mut(lang.tag())?.as_array_mut()?;
        let first = list.iter().next().map(|first| first.decor().clone());
        list.retain(|there| {
            let mut stays = stays.iter();
            stays.any(|stays| there.as_str() == Some(stays.value.as_str()))
        });
        let new = not_there(list, stays.iter().map(|stays| stays.value.as_str()));
        if !new.is_empty() {
            push(list, &new, line_end(text));
        }
        // The blank between two has no place before the first.
        if let (Some(first), Some(there)) = (first, list.iter_mut().next())
            && text_of(there.decor().prefix()) == " "
        {
            *there.decor_mut() = first;
        }
        let reason = table.get_mut("reason")?.get_mut(lang.tag())?;
        set(reason.as_value_mut()?, boundary.reason.text(lang));
    }
    let nearest: Vec<&str> = boundary.nearest.iter().map(Id::as_str).collect();
    match table.get_mut("nearest").and_then(Item::as_array_mut) {
        Some(list) => {
            let new = not_there(list, nearest.into_iter());
            if !new.is_empty() {
                push(list, &new, line_end(text));
            }
        }
        None if nearest.is_empty() => {}
        None => drop(table.insert("nearest", value(Array::from_iter(nearest)))),
    }
    set_seal(table, boundary.checked.as_deref());
    Some(document.to_string())
}

/// Those of the texts that a list does not have.
fn not_there<'t>(list: &Array, texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    texts
        .filter(|text| !list.iter().any(|there| there.as_str() == Some(*text)))
        .collect()
}

/// The tables of a file that may have a seal.
fn sealable(document: &mut DocumentMut) -> impl Iterator<Item = &mut Table> {
    let tables = document.iter_mut();
    let tables = tables.filter(|(key, _)| SEALABLE.contains(&key.get()));
    let tables = tables.filter_map(|(_, item)| item.as_array_of_tables_mut());
    tables.flat_map(ArrayOfTables::iter_mut)
}

/// Gives a table its seal, or none.
fn set_seal(table: &mut Table, seal: Option<&str>) {
    match (seal, table.get_mut("checked").and_then(Item::as_value_mut)) {
        (Some(seal), Some(there)) => set(there, seal),
        (Some(seal), None) => drop(table.insert("checked", value(seal))),
        (None, _) => drop(table.remove("checked")),
    }
}

/// Another text in the place of one; what stands around it stays.
fn set(there: &mut Value, text: &str) {
    if there.as_str() != Some(text) {
        let decor = there.decor().clone();
        *there = text.into();
        *there.decor_mut() = decor;
    }
}

/// A file whose entries and boundaries of these ids have these seals; an id that it has not is passed over. None where it is no TOML.
pub(super) fn with_seals(text: &str, seals: &[(Id, String)]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    for table in sealable(&mut document) {
        let id = table.get("id").and_then(Item::as_str).unwrap_or_default();
        if let Some((_, seal)) = seals.iter().find(|(sealed, _)| sealed.as_str() == id) {
            set_seal(table, Some(seal));
        }
    }
    // A new line ends as those around it do.
    let text_with = document.to_string();
    Some(match line_end(text) {
        "\n" => text_with,
        end => text_with.replace("\r\n", "\n").replace('\n', end),
    })
}

/// Entries and boundaries without their seals. None where it is no TOML.
pub(super) fn without_seals(text: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    for table in sealable(&mut document) {
        table.remove("checked");
    }
    Some(document.to_string())
}

/// The record in which a passage has this kind, gist and these lists. None where it has no such passage.
pub(super) fn with_passage(text: &str, number: u32, passage: &PassageRecord) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let tables = document.get_mut("passage")?.as_array_of_tables_mut()?;
    let number = i64::from(number);
    let is_it = |table: &&mut Table| table.get("n").and_then(Item::as_integer) == Some(number);
    let table = tables.iter_mut().find(is_it)?;
    set(table.get_mut("kind")?.as_value_mut()?, passage.kind.tag());
    let mut gist = Table::new();
    gist.set_dotted(true);
    for lang in Lang::ALL {
        gist.insert(lang.tag(), value(passage.gist.text(lang)));
    }
    let lists = [
        ("names", &passage.names),
        ("numbers", &passage.numbers),
        ("dates", &passage.dates),
    ];
    // The gist stands before them.
    for (key, _) in lists {
        table.remove(key);
    }
    table.insert("gist", Item::Table(gist));
    for (key, list) in lists {
        table.insert(key, value(Array::from_iter(list)));
    }
    Some(document.to_string())
}

/// The vocabulary without `covered = false` of these names: now an article mentions them. None where it is no TOML.
pub(super) fn with_covered(text: &str, names: &[String]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let tables = document.get_mut("name")?.as_array_of_tables_mut()?;
    for table in tables.iter_mut() {
        let name = table.get("name").and_then(Item::as_str).unwrap_or_default();
        if names.iter().any(|covered| covered == name) {
            table.remove("covered");
        }
    }
    Some(document.to_string())
}

/// A file with more words in the list that a key at its top has; none where it has no such list.
pub(super) fn with_words(text: &str, key: &str, words: &[String]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let list = document.get_mut(key)?.as_array_mut()?;
    push(list, words, line_end(text));
    Some(document.to_string())
}

/// More texts at the end of a list, on a line of their own where the others have one.
pub(crate) fn push(list: &mut Array, texts: &[impl AsRef<str>], line_end: &str) {
    let has_line = |raw: Option<&RawString>| text_of(raw).contains('\n');
    let is_in_lines = has_line(Some(list.trailing()))
        || list.iter().any(|value| {
            let decor = value.decor();
            has_line(decor.prefix()) || has_line(decor.suffix())
        });
    let mut comment = String::new();
    // Without a comma behind it, the last text has the comment to itself.
    if let Some(last) = list.iter_mut().last() {
        comment.push_str(text_of(last.decor().suffix()));
        last.decor_mut().set_suffix("");
    }
    if !is_in_lines {
        list.extend(texts.iter().map(AsRef::as_ref));
        return;
    }
    comment.push_str(text_of(Some(list.trailing())));
    let mut before = format!("{}{line_end}  ", comment.trim_end());
    for text in texts {
        let value = Value::from(text.as_ref());
        list.push_formatted(value.decorated(std::mem::replace(&mut before, " ".to_owned()), ""));
    }
    list.set_trailing(line_end);
    list.set_trailing_comma(true);
}

/// How the lines of a text end.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// What follows a text, without a second blank line between them.
fn once_blank<'t>(above: &str, below: &'t str) -> &'t str {
    match below.strip_prefix('\n') {
        Some(rest) if above.ends_with("\n\n") => rest,
        _ => below,
    }
}

fn text_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Place, Text};
    use crate::knowledge;
    use crate::lang::ByLang;

    const FILE: &str = "# Grenzen\n\n[[boundary]]\nid = \"a\" # eins\nask.de = [\n  \"Eins?\", # so\n]\n\n# Später\n[[boundary]]\nid = \"b\"\nreason.de = 'B'\n\n[[boundary]]\nid = \"c\"\n# Ende\n";

    #[track_caller]
    fn check(id: &str, expected: &str) {
        let without = without_boundary(FILE, id).unwrap();
        assert_eq!(without, expected);
    }

    #[test]
    fn a_boundary_goes_and_all_else_stays() {
        check(
            "a",
            "# Grenzen\n\n# Später\n[[boundary]]\nid = \"b\"\nreason.de = 'B'\n\n[[boundary]]\nid = \"c\"\n# Ende\n",
        );
        check(
            "b",
            "# Grenzen\n\n[[boundary]]\nid = \"a\" # eins\nask.de = [\n  \"Eins?\", # so\n]\n\n# Später\n\n[[boundary]]\nid = \"c\"\n# Ende\n",
        );
        check(
            "c",
            "# Grenzen\n\n[[boundary]]\nid = \"a\" # eins\nask.de = [\n  \"Eins?\", # so\n]\n\n# Später\n[[boundary]]\nid = \"b\"\nreason.de = 'B'\n# Ende\n",
        );
        assert_eq!(without_boundary(FILE, "d"), None);
        let before_others = "[[boundary]]\nid = \"a\"\n\n# Eins\n[[boundary]]\nid = \"b\"\n\n# Zwei\n[[entry]]\nid = \"e\"\n[[entry.statement]]\nde = 'A'\n\n[[entry]]\nid = \"f\"\n";
        assert_eq!(
            without_boundary(before_others, "b").unwrap(),
            before_others.replacen("\n[[boundary]]\nid = \"b\"\n", "\n", 1)
        );
    }

    #[test]
    fn a_name_that_an_article_mentions_now_is_covered() {
        let there = "[[name]]\nname = \"A\"\ncovered = false # weg\n\n# bleibt\n[[name]]\nname = \"B\"\ncovered = false\n";
        let covered = with_covered(there, &["A".to_owned()]).unwrap();
        assert_eq!(covered, there.replacen("covered = false # weg\n", "", 1));
    }

    #[test]
    fn a_seal_is_written_and_written_again() {
        let there = "[[entry]] # eins\nid = \"a\"\nask.de = [\n  \"Eins?\", # so\n]\nask.en = [\"One?\"]\n# Aussage\n[[entry.statement]]\nde = 'A'\n\n# zwei\n[[entry]]\nid = \"b\"\nchecked = \"00000000\" # alt\n";
        let seals = ["a", "b"].map(|id| (Id::new(id).unwrap(), "12345678".to_owned()));
        let sealed = with_seals(there, &seals).unwrap();
        insta::assert_snapshot!(sealed, @r#"
        [[entry]] # eins
        id = "a"
        ask.de = [
          "Eins?", # so
        ]
        ask.en = ["One?"]
        checked = "12345678"
        # Aussage
        [[entry.statement]]
        de = 'A'

        # zwei
        [[entry]]
        id = "b"
        checked = "12345678" # alt
        "#);
        let windows = there.replace('\n', "\r\n");
        assert_eq!(
            with_seals(&windows, &seals).unwrap(),
            sealed.replace('\n', "\r\n")
        );
    }

    #[test]
    fn a_boundary_loses_phrasings_and_gets_another_reason() {
        let there = "# Grenzen\n[[boundary]]\nid = \"a\"\nnearest = [\"b\"] # nah\nask.de = [\n  \"Eins?\", # so\n  \"Zwei?\", \"Drei?\",\n  # das Ende\n  \"Vier?\",\n]\nask.en = [\"One?\", \"Two?\"]\nreason.de = 'Alt' # alt\nreason.en = \"Old\"\nchecked = \"00000000\"\n\n[[boundary]]\nid = \"c\"\n";
        let texts = |texts: &[&str]| {
            let texts = texts.iter().map(|text| Text {
                value: (*text).to_owned(),
                place: Place::default(),
            });
            texts.collect()
        };
        let boundary = Boundary {
            id: Id::new("a").unwrap(),
            ask: ByLang {
                de: texts(&["Eins?", "Vier?"]),
                en: texts(&["Two?"]),
            },
            reason: ByLang {
                de: "Neu".to_owned(),
                en: "New".to_owned(),
            },
            nearest: vec![Id::new("b").unwrap(), Id::new("d").unwrap()],
            contradicted_by: None,
            checked: Some("12345678".to_owned()),
            place: Place::default(),
        };
        let with = with_boundary(there, &boundary).unwrap();
        insta::assert_snapshot!(with, @r#"
        # Grenzen
        [[boundary]]
        id = "a"
        nearest = ["b", "d"] # nah
        ask.de = [
          "Eins?",
          # das Ende
          "Vier?",
        ]
        ask.en = ["Two?"]
        reason.de = "Neu" # alt
        reason.en = "New"
        checked = "12345678"

        [[boundary]]
        id = "c"
        "#);
    }

    /// Files of people have what no example thinks of.
    #[test]
    fn of_the_shipped_files_nothing_else_is_touched() {
        let files = knowledge::built_in();
        let knowledge = knowledge::load(&files).unwrap();
        let boundaries = knowledge.boundaries.iter();
        for boundary in boundaries.clone().step_by(40).chain(boundaries.last()) {
            let file = files.iter().find(|file| *file.path == *boundary.place.path);
            let before = String::from_utf8(file.unwrap().bytes.clone()).unwrap();
            let after = without_boundary(&before, boundary.id.as_str()).unwrap();
            let lines: Vec<&str> = before.split_inclusive('\n').collect();
            let (head, behind) = lines.split_at(boundary.place.line - 1);
            // A blank line stands between two boundaries; of two, one goes.
            let head = head.strip_suffix(&["\n"]).unwrap_or(head);
            let rest = behind.iter().skip_while(|line| **line != "\n");
            let expected: String = head.iter().chain(rest).copied().collect();
            assert!(after == expected, "{}", boundary.id);
        }
    }
}
