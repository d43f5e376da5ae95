//! Holds what ARCHITECTURE.md promises: a module imports only from those above it, and some crates stay behind their fence.
//!
//! Reads `src/` as text. It goes by the words of the code, comments and strings taken off, so an import counts wherever it is written.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which crate may be named where: files of `src/` that begin like one of these.
const FENCES: &[(&str, &[&str])] = &[
    ("askama", &["render/newsletter"]),
    ("axum", &[]),
    ("clap", &["cli"]),
    ("frostem", &["text"]),
    ("poise", &[]),
    ("serenity", &["discord", "render/discord"]),
    ("sqlx", &["store"]),
    ("strsim", &["matching", "document"]),
    ("toml", &["document"]),
    ("toml_edit", &["author", "teach"]),
    ("whatlang", &["lang"]),
    ("zstd", &["prepared"]),
];
/// The files that stand above all modules.
const TOP: [&str; 3] = ["build", "lib", "main"];

#[test]
fn a_module_imports_only_from_those_above_it() {
    let order = modules_of_the_library();
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        wrong.extend(imports_from_below(&order, &name, &code));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stay_behind_their_fence() {
    let wrong: Vec<String> = sources()
        .iter()
        .flat_map(|(name, code)| breaches(name, code))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn strsim_serves_one_function_outside_the_matcher() {
    let code = fs::read_to_string(root().join("src/document.rs")).unwrap();
    let (_, nearest) = code.split_once("pub fn nearest").unwrap();
    let (body, _) = nearest.split_once("\n}").unwrap();
    assert_eq!(count(&words(&code), "strsim"), 1);
    assert_eq!(count(&words(body), "strsim"), 1);
}

#[test]
fn every_file_says_what_it_is_for() {
    for (name, code) in sources() {
        assert!(code.starts_with("//! "), "src/{name}.rs begins without //!");
        assert!(
            !name.ends_with("/mod"),
            "src/{name}.rs: write foo.rs beside foo/"
        );
    }
}

#[test]
fn the_table_of_the_document_is_the_library() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = document
        .lines()
        .skip_while(|line| !line.starts_with("| module |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let rows: Vec<&str> = table.map(|row| row.split('`').nth(1).unwrap()).collect();
    assert_eq!(rows, modules_of_the_library());
}

/// What the other tests rest on, on sources made up to break every rule.
#[test]
fn the_reader_sees_what_it_should() {
    let order = ["low", "middle", "high"].map(str::to_owned);
    let breaks = |code: &str| imports_from_below(&order, "middle/part", code).len();
    assert_eq!(breaks("use crate::low::Thing;"), 0);
    assert_eq!(breaks("use crate::middle::Thing;"), 0);
    assert_eq!(breaks("use crate::high::Thing;"), 1);
    assert_eq!(breaks("use crate::{low, high::{self, Thing}};"), 1);
    assert_eq!(
        breaks("use crate::{\n    high,\n    low::{high, middle},\n};"),
        1
    );
    assert_eq!(
        breaks("fn f() -> crate :: high :: Thing { crate::high::new() }"),
        1
    );
    assert_eq!(breaks("use super::super::high;"), 1);
    assert_eq!(breaks("use crate::unknown;"), 1);
    assert_eq!(breaks("use crate::*;"), 1);
    assert_eq!(
        breaks("// use crate::high;\n/* crate::high */ const A: &str = \"crate::high\";"),
        0
    );
    assert_eq!(
        breaks("const A: &str = r#\"\"crate::high\"#; const B: char = '\"'; fn f<'a>() {}"),
        0
    );
    assert_eq!(
        breaks("const A: char = '\\''; use crate::high; const B: char = '\"';"),
        1
    );

    assert_eq!(
        breaches("reply", "use serenity::builder::CreateEmbed;").len(),
        1
    );
    assert_eq!(breaches("render/terminal", "serenity::x()").len(), 1);
    assert_eq!(breaches("render/discord", "serenity::x()").len(), 0);
    assert_eq!(breaches("discord", "use serenity;").len(), 0);
    assert_eq!(breaches("discordant", "use serenity;").len(), 1);
    assert_eq!(
        breaches("knowledge", "// toml::Value\nlet toml = 1; toml_like::x()").len(),
        0
    );
    assert_eq!(breaches("knowledge", "let x: toml::Value;").len(), 1);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The build script starts again when something changes that decides what it works out.
#[test]
fn the_build_script_watches_what_it_is_made_of() {
    let code = fs::read_to_string(root().join("src/build.rs")).unwrap();
    let of = code.lines().filter_map(|line| line.strip_prefix("mod "));
    let of: Vec<&str> = of.map(|module| module.strip_suffix(';').unwrap()).collect();
    let (_, watched) = code.split_once("const MADE_BY").unwrap();
    let (watched, _) = watched.split_once("];").unwrap();
    let watched = watched
        .split('"')
        .filter_map(|path| path.strip_prefix("src/"));
    let watched: Vec<&str> = watched.collect();
    assert_eq!(watched, [of.as_slice(), &["build"]].concat());
    assert_eq!(of.last(), Some(&"prepared"));
}

/// The modules in the order in which `lib.rs` names them.
fn modules_of_the_library() -> Vec<String> {
    let code = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<String> = code
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(!modules.is_empty(), "src/lib.rs names no module");
    modules
}

/// Every file of `src/`: its path without `.rs`, and its text.
fn sources() -> Vec<(String, String)> {
    let source = root().join("src");
    let mut folders: Vec<PathBuf> = vec![source.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&source).unwrap().with_extension("");
                let name = name.to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "src/ holds nothing");
    found.sort();
    found
}

/// What a file imports and must not.
fn imports_from_below(order: &[String], name: &str, code: &str) -> Vec<String> {
    let own = name.split('/').next().unwrap_or_default();
    if TOP.contains(&own) {
        return Vec::new();
    }
    let place = |module: &str| order.iter().position(|known| known == module);
    let Some(own_place) = place(own) else {
        return vec![format!("src/{name}.rs: `{own}` is not in src/lib.rs")];
    };
    imports(&words(code))
        .into_iter()
        .filter(|module| place(module).is_none_or(|place| place > own_place))
        .map(|module| format!("src/{name}.rs: `{own}` must not import `{module}`"))
        .collect()
}

/// The modules that are named behind `crate::`, and whatever `super::super::` leads to.
fn imports(words: &[String]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let behind = |offset: usize| words.get(at + offset).map_or("", String::as_str);
        if word == "super" && behind(1) == "::" && behind(2) == "super" {
            found.insert("super::super");
        }
        if word != "crate" || behind(1) != "::" {
            continue;
        }
        if behind(2) != "{" {
            found.insert(behind(2));
            continue;
        }
        let mut depth = 0;
        let mut is_first = false;
        for word in words.iter().skip(at + 2) {
            match word.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ if is_first && depth == 1 => drop(found.insert(word)),
                _ => {}
            }
            if depth == 0 {
                break;
            }
            is_first = matches!(word.as_str(), "{" | ",");
        }
    }
    found
}

/// The fences that a file breaks.
fn breaches(name: &str, code: &str) -> Vec<String> {
    let words = words(code);
    let names = |krate: &str| {
        words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let after = words.get(at + 1).map(String::as_str);
            word == krate
                && before.is_none_or(|before| before != "::")
                && (after == Some("::") || before.is_some_and(|before| before == "use"))
        })
    };
    FENCES
        .iter()
        .filter(|(krate, allowed)| {
            let inside = allowed.iter().any(|place| {
                name.strip_prefix(place)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
            !inside && names(krate)
        })
        .map(|(krate, _)| format!("src/{name}.rs: `{krate}` is behind a fence"))
        .collect()
}

fn count(words: &[String], word: &str) -> usize {
    words.iter().filter(|known| *known == word).count()
}

/// Identifiers, `::` and single signs of the code, without comments and literals.
fn words(code: &str) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\n');
    let starts = |place: usize, text: &str| {
        text.chars()
            .enumerate()
            .all(|(offset, c)| chars.get(place + offset) == Some(&c))
    };
    let mut words = Vec::new();
    let mut place = 0;
    while place < chars.len() {
        if starts(place, "//") {
            while place < chars.len() && at(place) != '\n' {
                place += 1;
            }
        } else if starts(place, "/*") {
            while place < chars.len() && !starts(place, "*/") {
                place += 1;
            }
            place += 2;
        } else if at(place) == '"' {
            place += 1;
            while place < chars.len() && at(place) != '"' {
                place += if at(place) == '\\' { 2 } else { 1 };
            }
            place += 1;
        } else if at(place) == 'r'
            && (at(place + 1) == '"' || starts(place + 1, "#\"") || starts(place + 1, "##\""))
        {
            let signs = (place + 1..chars.len())
                .take_while(|place| at(*place) == '#')
                .count();
            let end = format!("\"{}", "#".repeat(signs));
            place += signs + 2;
            while place < chars.len() && !starts(place, &end) {
                place += 1;
            }
            place += end.len();
        } else if at(place) == '\'' && at(place + 1) == '\\' {
            place += 3;
            while place < chars.len() && at(place) != '\'' {
                place += 1;
            }
            place += 1;
        } else if at(place) == '\'' && at(place + 2) == '\'' {
            place += 3;
        } else if at(place).is_alphanumeric() || at(place) == '_' {
            let start = place;
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
            words.push(chars.iter().take(place).skip(start).collect());
        } else if starts(place, "::") {
            words.push("::".to_owned());
            place += 2;
        } else {
            if !at(place).is_whitespace() {
                words.push(at(place).to_string());
            }
            place += 1;
        }
    }
    words
}
