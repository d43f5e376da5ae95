//! The build script. It works out what takes time of the knowledge that is built into the program, so that no start has to.
//!
//! It stands here, and not beside `Cargo.toml`, because it is made of the modules below `prepared`, which lie beside it.
#![expect(
    dead_code,
    unused_imports,
    clippy::struct_field_names,
    reason = "it needs one thing of each of these modules, the program all of them, by these names"
)]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

mod lang;

mod text;

mod document;

mod knowledge;

mod matching;

mod decide;

mod prepared;

/// What decides what is worked out of a knowledge base: these modules, the libraries they use, and this script.
const MADE_BY: [&str; 10] = [
    "src/lang",
    "src/text",
    "src/document",
    "src/knowledge",
    "src/matching",
    "src/decide",
    "src/prepared",
    "src/build",
    "Cargo.lock",
    "Cargo.toml",
];

fn main() -> io::Result<()> {
    let mut state = DefaultHasher::new();
    for path in MADE_BY {
        for path in [PathBuf::from(path), PathBuf::from(format!("{path}.rs"))] {
            if path.exists() {
                println!("cargo:rerun-if-changed={}", path.display());
                add(&path, &mut state)?;
            }
        }
    }
    // An index that another state of them has kept is never read.
    println!("cargo:rustc-env=TICKTACK_BUILD={:016x}", state.finish());
    println!("cargo:rerun-if-changed=knowledge");
    println!("cargo:rerun-if-changed=seeds");
    prepare()
}

/// Writes what is worked out of the knowledge, and names its revision. Nothing, with a warning, where the knowledge is broken, or this machine counts
/// otherwise than the one the program is for: keys are hashes of machine words. Then the program works it out itself, or says what is wrong.
fn prepare() -> io::Result<()> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let knowledge = knowledge::in_folder(&root).and_then(|files| knowledge::load(&files));
    let (revision, bytes) = match knowledge {
        Ok(knowledge) if is_alike() => {
            let prepared = prepared::Prepared::new(&knowledge, matching::Weights::default());
            (knowledge.revision, prepared.to_bytes()?)
        }
        Ok(_) => unprepared("it is for a machine that counts otherwise"),
        Err(_) => unprepared("the knowledge is broken; `ticktack lint` says where"),
    };
    println!("cargo:rustc-env=TICKTACK_PREPARED={revision}");
    let folder = PathBuf::from(variable("OUT_DIR")?);
    fs::write(folder.join("prepared"), bytes)
}

fn unprepared(reason: &str) -> (String, Vec<u8>) {
    println!("cargo:warning=the program has to work its index out when it first starts: {reason}");
    Default::default()
}

/// Whether this machine and the one the program is for count alike.
fn is_alike() -> bool {
    let is = |name: &str, here: &str| env::var(name).is_ok_and(|there| there == here);
    let little = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    is("CARGO_CFG_TARGET_POINTER_WIDTH", &usize::BITS.to_string())
        && is("CARGO_CFG_TARGET_ENDIAN", little)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("{name}: {error}")))
}

fn add(path: &Path, state: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<_> = fs::read_dir(path)?.collect::<Result<_, _>>()?;
        inside.sort_by_key(fs::DirEntry::path);
        return inside
            .iter()
            .try_for_each(|entry| add(&entry.path(), state));
    }
    path.hash(state);
    fs::read(path)?.hash(state);
    Ok(())
}
