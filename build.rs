//! Builds anew when a file of the knowledge comes or goes: the copy inside the binary holds them all.
//! Names the state of the program, `TICKTACK_BUILD`: an index that another state has kept is never read.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=knowledge");
    println!("cargo:rerun-if-changed=seeds");
    let mut state = DefaultHasher::new();
    for path in ["src", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={path}");
        add(Path::new(path), &mut state)?;
    }
    println!("cargo:rustc-env=TICKTACK_BUILD={:016x}", state.finish());
    Ok(())
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
