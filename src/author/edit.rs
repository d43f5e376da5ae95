//! Changes inside a file that people wrote: what is not meant keeps its bytes, its order and its comments.

use toml_edit::{ArrayOfTables, DocumentMut, Item, RawString, Table, value};

use crate::knowledge::Id;

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
            above += text_of(next.decor().prefix());
            next.decor_mut().set_prefix(above);
        }
        None => {
            above += text_of(Some(document.trailing()));
            document.set_trailing(above);
        }
    }
    Some(document.to_string())
}

/// A file whose entries and boundaries of these ids have these seals; an id that it has not is passed over. None where it is no TOML.
pub(super) fn with_seals(text: &str, seals: &[(Id, String)]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    for tables in SEALABLE {
        let tables = document.get_mut(tables);
        let tables = tables.and_then(Item::as_array_of_tables_mut);
        for table in tables.into_iter().flat_map(ArrayOfTables::iter_mut) {
            let id = table.get("id").and_then(Item::as_str).unwrap_or_default();
            let Some((_, seal)) = seals.iter().find(|(sealed, _)| sealed.as_str() == id) else {
                continue;
            };
            match table.get_mut("checked").and_then(Item::as_value_mut) {
                Some(there) => {
                    let decor = there.decor().clone();
                    *there = seal.into();
                    *there.decor_mut() = decor;
                }
                None => drop(table.insert("checked", value(seal))),
            }
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
    for tables in SEALABLE {
        let tables = document.get_mut(tables);
        let tables = tables.and_then(Item::as_array_of_tables_mut);
        for table in tables.into_iter().flat_map(ArrayOfTables::iter_mut) {
            table.remove("checked");
        }
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

/// How the lines of a text end.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn text_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

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
            "# Grenzen\n\n\n# Später\n[[boundary]]\nid = \"b\"\nreason.de = 'B'\n\n[[boundary]]\nid = \"c\"\n# Ende\n",
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

    /// Files of people have what no example thinks of.
    #[test]
    fn of_the_shipped_files_nothing_else_is_touched() {
        let files = knowledge::built_in();
        let knowledge = knowledge::load(&files).unwrap();
        for boundary in knowledge.boundaries.iter().step_by(40) {
            let file = files.iter().find(|file| file.path == boundary.place.path);
            let before = String::from_utf8(file.unwrap().bytes.clone()).unwrap();
            let after = without_boundary(&before, boundary.id.as_str()).unwrap();
            let head = before.lines().take(boundary.place.line - 1);
            let behind = before.lines().skip(boundary.place.line);
            let rest = behind.skip_while(|line| !line.starts_with("[[") && !line.starts_with('#'));
            let lines = |text: Vec<&str>| {
                text.into_iter()
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            assert_eq!(
                lines(after.lines().collect()),
                lines(head.chain(rest).collect())
            );
        }
    }
}
