//! What is worked out of the knowledge beforehand, in the program and in the cache: it never changes an answer and never stops a start.
#![expect(clippy::unwrap_used, reason = "helpers of a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ticktack::config::Settings;
use ticktack::engine::{Ask, Cache, Engine};
use ticktack::knowledge::{self, File, GuildView, Knowledge, VOCABULARY_FILE};
use ticktack::lang::Lang;
use ticktack::matching::Weights;
use ticktack::prepared::Prepared;
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
    // A reply names the revision; here two of them have the same knowledge.
    let revision = format!("revision: {:?}", engine.knowledge().revision);
    let told = asked.map(|replied| format!("{replied:?}").replace(&revision, ""));
    told.collect()
}

/// A revision of its own with few phrasings.
fn small(revision: usize) -> Knowledge {
    let mut files: Vec<File> = knowledge::built_in();
    let small = ["knowledge/huawei.toml", VOCABULARY_FILE];
    files.retain(|file| small.contains(&file.path.as_str()) || file.path.starts_with("seeds/"));
    let mut knowledge = knowledge::read(&files).0;
    knowledge.revision = format!("{revision:08x}");
    knowledge
}

#[test]
fn an_engine_from_the_cache_or_the_program_replies_to_the_letter_as_one_made_anew() {
    let shipped = knowledge::load(&knowledge::built_in()).unwrap();
    let folder = Folder::new("same");
    let questions = synthetic::questions(&synthetic::phrasings(&shipped), QUESTIONS);
    let built_in = replies(&cached(&shipped, &folder.cache()), &questions);
    assert!(folder.files().is_empty(), "the program has it of this one");
    let mut own = shipped;
    own.revision = "0wn".to_owned();
    let anew = replies(&cached(&own, &folder.cache()), &questions);
    assert_eq!(folder.files().len(), 1);
    let written = || {
        fs::metadata(&folder.files()[0])
            .unwrap()
            .modified()
            .unwrap()
    };
    let first = written();
    let again = replies(&cached(&own, &folder.cache()), &questions);
    assert_eq!(written(), first, "it was made anew and kept again");
    for ((built_in, again), anew) in built_in.iter().zip(&again).zip(&anew) {
        assert_eq!(built_in, anew);
        assert_eq!(again, anew);
    }
}

#[test]
fn the_same_knowledge_gives_the_same_bytes() {
    let bytes = || {
        let prepared = Prepared::new(&small(3), Weights::default());
        prepared.to_bytes().unwrap()
    };
    assert!(bytes() == bytes());
}

#[test]
fn the_program_keeps_it_of_own_knowledge_where_the_user_keeps_such_things_and_reads_it_again() {
    let folder = Folder::new("program");
    let ask = |root: &Path| {
        let program = Command::new(env!("CARGO_BIN_EXE_ticktack"))
            .arg("--root")
            .arg(root)
            .args(["ask", "Wem gehört TikTok?"])
            .env_clear()
            .env("XDG_CACHE_HOME", &folder.0)
            .output()
            .unwrap();
        assert!(program.status.success());
        String::from_utf8(program.stdout).unwrap()
    };
    let kept = || fs::read_dir(folder.0.join("ticktack")).map_or(0, Iterator::count);
    let shipped = ask(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(shipped.contains("ByteDance"), "{shipped}");
    assert_eq!(kept(), 0);
    let own = folder.0.join("own");
    for file in knowledge::built_in() {
        let path = own.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let edited = [file.bytes.as_slice(), b"\n"].concat();
        fs::write(path, edited).unwrap();
    }
    assert_eq!((ask(&own), kept()), (shipped.clone(), 1));
    assert_eq!((ask(&own), kept()), (shipped, 1));
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
