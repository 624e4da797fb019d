//! What the pages in `docs` show of the program is what it prints.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every page of a folder and of those in it.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let below = entries.flat_map(|path| if path.is_dir() { pages(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, to).expect("a copy");
        }
    }
}

/// What a shell shows for a command: both streams, in one.
fn shown(folder: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_unconfuse")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("a path"));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("exec 2>&1\n{command}")).current_dir(folder).stdin(Stdio::null());
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        shell.env_remove(name);
    }
    let output = shell.env("PATH", path).output().expect("a shell");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The session as it goes here: each command of it with what is shown.
fn played(folder: &Path, session: &str) -> String {
    let commands = session.lines().filter(|line| line.starts_with("$ "));
    commands.map(|line| format!("{line}\n{}", shown(folder, &line[2..]))).collect()
}

#[test]
fn every_session_shows_what_is_printed() {
    let mut sessions = 0;
    for page in pages(&Path::new(ROOT).join("docs")) {
        let text = fs::read_to_string(&page).expect("a text");
        let folder = tempfile::tempdir().expect("a folder");
        copy(&Path::new(ROOT).join("examples"), &folder.path().join("examples"));
        for block in text.split("```console\n").skip(1) {
            let session = block.split("```").next().expect("a block");
            assert_eq!(session, played(folder.path(), session), "{}", page.display());
            sessions += 1;
        }
    }
    assert!(sessions > 5, "only {sessions} sessions were found");
}
