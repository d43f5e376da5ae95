//! The built program and the folders it is run on.
//!
//! It runs without the variables of whoever runs the tests: a setting of theirs must not decide what is tested.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// What one run gave.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program with arguments, in an empty environment.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ticktack"));
    command.args(arguments).env_clear();
    command
}

/// Runs the program in the folder of the repository.
pub fn run(arguments: &[&str]) -> Run {
    finished(command(arguments).current_dir(shipped()), "")
}

/// Runs the program on a root folder, with something on standard input.
pub fn run_with(root: &Path, arguments: &[&str], input: &str) -> Run {
    finished(command(&["--root"]).arg(root).args(arguments), input)
}

/// Runs a command to its end. The input is written beside it, so that no pipe fills up.
pub fn finished(command: &mut Command, input: &str) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // A program that refuses its arguments reads nothing.
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
        child.wait_with_output().unwrap()
    });
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The repository, with the real knowledge.
pub fn shipped() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The made-up town.
pub fn bridge() -> PathBuf {
    shipped().join("tests/fixtures/bridge")
}

/// A folder of one test, gone when the test is.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    /// The made-up town, to be changed.
    pub fn copy_of_bridge() -> Self {
        let folder = Self::new();
        for part in ["knowledge", "seeds", "articles"] {
            fs::create_dir(folder.path.join(part)).unwrap();
            for item in fs::read_dir(bridge().join(part)).unwrap() {
                let item = item.unwrap();
                fs::copy(item.path(), folder.path.join(part).join(item.file_name())).unwrap();
            }
        }
        folder
    }

    /// The text of a file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path.join(file)).unwrap()
    }

    /// Writes behind the end of a file.
    pub fn append(&self, file: &str, text: &str) {
        fs::write(self.path.join(file), self.read(file) + text).unwrap();
    }

    /// Replaces the first occurrence of something that is there.
    #[track_caller]
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} does not hold {from}");
        fs::write(self.path.join(file), text.replacen(from, to, 1)).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.path));
    }
}
