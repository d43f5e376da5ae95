//! The cache of what is worked out of the knowledge: it never changes an answer and never stops a start.
#![expect(clippy::unwrap_used, reason = "helpers of a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ticktack::config::Settings;
use ticktack::engine::{Ask, Cache, Engine};
use ticktack::knowledge::{self, File, GuildView, Knowledge, VOCABULARY_FILE};
use ticktack::lang::Lang;
use ticktack::synthetic;

/// Questions of which every reply is compared, each with why it was given.
const QUESTIONS: usize = 400;
/// Files that stay in the cache.
const FILES_MOST: usize = 4;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ticktack-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        Self(path)
    }

    fn cache(&self) -> Cache {
        Cache::new(self.0.clone())
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.0).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn cached(knowledge: &Knowledge, cache: &Cache) -> Engine {
    Engine::cached(knowledge.clone(), Settings::default(), cache)
}

fn replies(engine: &Engine, questions: &[String]) -> Vec<String> {
    let guild = GuildView::default();
    let ask = |text| Ask {
        text,
        language: None,
        fallback: Lang::De,
        follows: None,
        addressed: true,
        guild: &guild,
    };
    let asked = questions
        .iter()
        .map(|question| engine.explain(&ask(question)));
    asked.map(|replied| format!("{replied:?}")).collect()
}

/// The shipped knowledge, or a revision of its own with few phrasings.
fn small(revision: usize) -> Knowledge {
    let mut files: Vec<File> = knowledge::built_in();
    let small = ["knowledge/huawei.toml", VOCABULARY_FILE];
    files.retain(|file| small.contains(&file.path.as_str()) || file.path.starts_with("seeds/"));
    let mut knowledge = knowledge::read(&files).0;
    knowledge.revision = format!("{revision:08x}");
    knowledge
}

#[test]
fn an_engine_from_the_cache_replies_to_the_letter_as_one_made_anew() {
    let knowledge = knowledge::load(&knowledge::built_in()).unwrap();
    let folder = Folder::new("same");
    let questions = synthetic::questions(&synthetic::phrasings(&knowledge), QUESTIONS);
    let anew = cached(&knowledge, &folder.cache());
    assert_eq!(folder.files().len(), 1);
    let written = || {
        fs::metadata(&folder.files()[0])
            .unwrap()
            .modified()
            .unwrap()
    };
    let first = written();
    let again = cached(&knowledge, &folder.cache());
    assert_eq!(replies(&again, &questions), replies(&anew, &questions));
    assert_eq!(written(), first, "it was made anew and kept again");
}

#[test]
fn the_program_keeps_it_where_the_user_keeps_such_things_and_reads_it_again() {
    let folder = Folder::new("program");
    let ask = || {
        let program = Command::new(env!("CARGO_BIN_EXE_ticktack"))
            .args([
                "--root",
                env!("CARGO_MANIFEST_DIR"),
                "ask",
                "Wem gehört TikTok?",
            ])
            .env_clear()
            .env("XDG_CACHE_HOME", &folder.0)
            .output()
            .unwrap();
        assert!(program.status.success());
        String::from_utf8(program.stdout).unwrap()
    };
    let first = ask();
    let kept = || fs::read_dir(folder.0.join("ticktack")).unwrap().count();
    assert_eq!(kept(), 1);
    assert!(first.contains("ByteDance"), "{first}");
    assert_eq!((ask(), kept()), (first, 1));
}

#[test]
fn what_is_damaged_is_made_anew() {
    let knowledge = small(1);
    let folder = Folder::new("damaged");
    let questions = synthetic::questions(&synthetic::phrasings(&knowledge), 20);
    let expected = replies(&cached(&knowledge, &folder.cache()), &questions);
    let file = folder.files().remove(0);
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let cut = &whole[..whole.len() / 2];
    let longer = [whole.as_slice(), b"x"].concat();
    for damaged in [&flipped, cut, &longer, b"", b"short"] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(
            replies(&cached(&knowledge, &folder.cache()), &questions),
            expected
        );
        assert!(fs::read(&file).unwrap() != damaged, "it was not mended");
    }
}

#[test]
fn another_revision_never_finds_it_and_old_ones_go() {
    let folder = Folder::new("old");
    for revision in 0..FILES_MOST + 2 {
        cached(&small(revision), &folder.cache());
        assert_eq!(folder.files().len(), (revision + 1).min(FILES_MOST));
    }
}

#[test]
fn where_nothing_can_be_written_it_starts_all_the_same() {
    let knowledge = small(2);
    let folder = Folder::new("none");
    fs::write(&folder.0, "a file where the folder should be").unwrap();
    let engine = cached(&knowledge, &Cache::new(folder.0.join("below")));
    assert!(engine.knowledge().entries.len() > 1);
    fs::remove_file(&folder.0).unwrap();
    let nowhere = Cache::new(Path::new("/proc/nowhere").to_owned());
    assert!(cached(&knowledge, &nowhere).knowledge().entries.len() > 1);
}
