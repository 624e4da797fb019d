//! One example: its input, the diff we promise, and runs of the program on a copy.

use super::patch::Tree;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PROMISE: &str = "fix.diff";

/// An example.
pub(crate) struct Case {
    /// `terraform/transfer-logging-role`.
    pub(crate) name: String,
    folder: PathBuf,
    /// All its files, the promise included.
    pub(crate) input: Tree,
}

/// What a run of the program gave.
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// All examples of a language, sorted by name.
pub(crate) fn cases(language: &str) -> Vec<Case> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(language);
    let entries = fs::read_dir(home).expect("the folder of the examples");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders.into_iter().map(|folder| Case::read(language, folder)).collect()
}

impl Case {
    fn read(language: &str, folder: PathBuf) -> Case {
        let name = folder.file_name().expect("a name").to_string_lossy();
        Case { name: format!("{language}/{name}"), input: tree(&folder), folder }
    }

    /// The diff that stands beside the input; empty where nothing is to change.
    pub(crate) fn promised(&self) -> String {
        let bytes = self.input.get(PROMISE).cloned().unwrap_or_default();
        String::from_utf8(bytes).expect("the promised diff is UTF-8")
    }

    /// Puts another promise beside the input.
    pub(crate) fn promise(&self, diff: &str) {
        let path = self.folder.join(PROMISE);
        if diff.is_empty() {
            if path.exists() {
                fs::remove_file(path).expect("a file that can be removed");
            }
        } else {
            fs::write(path, diff).expect("a file that can be written");
        }
    }

    /// A copy in a folder of its own.
    pub(crate) fn copy(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in &self.input {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }
}

/// Runs the program on the folder it stands in.
pub(crate) fn unconfuse(verb: &str, folder: &TempDir) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unconfuse"));
    let output = command.args([verb, "."]).current_dir(folder.path()).stdin(Stdio::null()).output();
    let output = output.expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// All files below a folder, by their paths in it.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).expect("a path in the folder");
            let name = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            found.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
    found
}
