//! The diffs we print are taken by the programs people give them to.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use unconfuse::report::Style;
use unconfuse::report::change::Excerpt;
use unconfuse::report::diff::unified;
use unconfuse::text::TextFile;

/// A path, and its text before and after.
type Case = (&'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("main.tf", "a\nb\nc\n", "a\nb\nx\nc\n"),
    ("deep/down/main.tf", "a\n", "x\na\n"),
    ("no-newline.tf", "a\nb", "a\nx\nb"),
    ("newline-added.tf", "a", "a\nb\n"),
    ("windows.yaml", "a\r\nb\r\n", "a\r\nx: 1\r\nb\r\n"),
    ("lone-return.yaml", "a\rb\nc\n", "a\rb\nx\nc\n"),
    ("mark.json", "\u{feff}{\n}\n", "\u{feff}{\n\"a\": 1\n}\n"),
    ("my stack/the app.yaml", "a\nb\n", "a\nx\n"),
    ("grün/数.yaml", "a\n", "b\n"),
    ("quo\"te.tf", "a\n", "b\n"),
    ("two-hunks.tf", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"),
    ("dashes.yaml", "--- a\n+++ b\n@@ x\n", "--- a\n-- new\n+++ b\n@@ x\n"),
    ("empty-lines.tf", "\n\n\n", "\n\nx\n\n"),
];

/// Can the program be started here?
fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Gives the diff of every case to a program, and compares what it makes of the files.
fn applied_by(program: &str, args: &[&str]) {
    if !is_there(program) {
        let _ = writeln!(std::io::stderr(), "skipped: {program} is not installed");
        return;
    }
    for (path, before, after) in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        let full = folder.path().join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("a folder");
        fs::write(&full, before).expect("a file");
        let file = TextFile::new(*path, *before);
        let diff = unified(&Excerpt::whole(&file, after), Style::PLAIN);
        give(folder.path(), program, args, &diff);
        assert_eq!(fs::read_to_string(&full).expect("a file"), *after, "{program} on {path}:\n{diff}");
    }
}

fn give(folder: &Path, program: &str, args: &[&str], diff: &str) {
    let mut child = Command::new(program)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(diff.as_bytes()).expect("it reads");
    assert!(child.wait().expect("it ends").success(), "{program} refused:\n{diff}");
}

#[test]
fn git_takes_every_diff() {
    applied_by("git", &["apply", "--whitespace=nowarn"]);
}

#[test]
fn patch_takes_every_diff() {
    applied_by("patch", &["-p1", "--binary"]);
}
