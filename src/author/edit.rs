//! Changes inside a file that people wrote: what is not meant keeps its bytes, its order and its comments.

use toml_edit::{DocumentMut, RawString, Table};

/// A file without the boundary of that id; none where it has none. Comments above it stay: they may head those that follow.
pub(super) fn without_boundary(text: &str, id: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let boundaries = document.get_mut("boundary")?.as_array_of_tables_mut()?;
    let is_it = |table: &Table| table.get("id").and_then(toml_edit::Item::as_str) == Some(id);
    let at = boundaries.iter().position(is_it)?;
    let mut above = text_of(boundaries.get(at)?.decor().prefix()).to_owned();
    boundaries.remove(at);
    if above.trim().is_empty() {
        return Some(document.to_string());
    }
    match boundaries.get_mut(at) {
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
