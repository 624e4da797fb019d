//! Stories of a team that starts to use the program.

use crate::common::{code, err, folder, out, pipe, run, unconfuse};
use std::fs;
use tempfile::TempDir;

/// Says where a runner gets the program from.
const SOURCE: [&str; 4] =
    ["--git", "https://git.example/o/unconfuse", "--rev", "0123456789abcdef0123456789abcdef01234567"];

const FILES: [&str; 3] = ["unconfuse.toml", ".pre-commit-config.yaml", ".github/workflows/unconfuse.yml"];

/// The arguments of `init`, and where the program is.
fn init<'a>(args: &[&'a str]) -> Vec<&'a str> {
    ["init"].iter().chain(&SOURCE).chain(args).copied().collect()
}

fn text(folder: &TempDir, path: &str) -> Option<String> {
    fs::read_to_string(folder.path().join(path)).ok()
}

#[test]
fn everything_is_shown_and_nothing_is_written_until_somebody_wants_it() {
    let folder = folder(&[]);
    for (args, expected) in [(&["--dry-run"][..], 0), (&[], 2)] {
        let output = run(&folder, &init(args));
        assert_eq!(code(&output), Some(expected), "{}", err(&output));
        for file in FILES {
            assert!(out(&output).contains(file), "{}", out(&output));
            assert_eq!(text(&folder, file), None);
        }
        assert!(out(&output).contains("fail-on = \"low\"") && out(&output).contains("entry: unconfuse check"));
    }
    let piped = pipe(&folder, &["init"], b"y\n");
    assert!(err(&piped).contains("there is nobody to ask; --yes writes"), "{}", err(&piped));
    assert_eq!((code(&piped), text(&folder, FILES[0])), (Some(2), None));
}

#[test]
fn what_is_written_is_what_was_shown_and_a_second_time_there_is_nothing_to_do() {
    let folder = folder(&[]);
    let shown = out(&run(&folder, &init(&["--dry-run"])));
    let output = run(&folder, &init(&["--yes"]));
    assert_eq!((code(&output), out(&output)), (Some(0), shown.clone()), "{}", err(&output));
    let written = FILES.map(|file| text(&folder, file).expect("it was written"));
    assert!(written.iter().all(|text| shown.contains(text.as_str())), "{shown}");
    let again = run(&folder, &init(&["--yes"]));
    assert_eq!((code(&again), err(&again)), (Some(0), String::new()));
    assert_eq!(out(&again).matches(" is there and stays as it is\n").count(), 3, "{}", out(&again));
    assert_eq!(FILES.map(|file| text(&folder, file).expect("it stays")), written);
    assert_eq!(code(&run(&folder, &["check"])), Some(0), "what was written stops nobody");
}

#[test]
fn the_hooks_of_others_stay_and_ours_is_told() {
    let theirs = "repos:\n  - repo: local\n    hooks: []\n";
    let folder = folder(&[(".pre-commit-config.yaml", theirs)]);
    let output = run(&folder, &["init", "--yes", "--only", "hook"]);
    assert_eq!((code(&output), text(&folder, FILES[1]).as_deref()), (Some(0), Some(theirs)));
    assert!(out(&output).contains("add this below `repos:`\n\n  - repo: local\n"), "{}", out(&output));
    assert_eq!(text(&folder, FILES[0]), None, "nobody asked for it");
}

#[test]
fn a_workflow_that_could_not_have_the_program_is_not_written() {
    let folder = folder(&[]);
    let output = run(&folder, &["init", "--yes"]);
    assert_eq!((code(&output), text(&folder, FILES[2])), (Some(0), None), "{}", err(&output));
    assert!(out(&output).contains("unconfuse.yml is left out: nobody has said where"), "{}", out(&output));
    assert!(text(&folder, FILES[0]).is_some() && text(&folder, FILES[1]).is_some());
    assert_eq!(code(&run(&folder, &["init", "--yes", "--only", "workflow"])), Some(2), "it was asked for");
}

#[test]
fn what_is_no_address_or_no_commit_is_refused() {
    for (git, rev) in [("https://x/$(id)", SOURCE[3]), ("x", SOURCE[3]), (SOURCE[1], "main")] {
        let output = run(&folder(&[]), &["init", "--dry-run", "--git", git, "--rev", rev]);
        assert_eq!(code(&output), Some(2), "{git} {rev}");
    }
}

#[test]
fn files_go_to_the_top_of_the_repository() {
    let folder = folder(&[(".git/HEAD", ""), ("infra/live/main.tf", "")]);
    let output = unconfuse(&folder.path().join("infra/live"), &init(&["--yes"])).output().expect("it starts");
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(FILES.iter().all(|file| text(&folder, file).is_some()), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_repository_is_not_followed() {
    let (folder, elsewhere) = (folder(&[(".git/HEAD", "")]), folder(&[]));
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(".github")).expect("a link");
    let output = run(&folder, &init(&["--yes", "--only", "workflow"]));
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).contains("a link leads out of the repository"), "{}", err(&output));
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let output = run(&folder(&[]), &["init", "gone"]);
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).starts_with("unconfuse: gone: "), "{}", err(&output));
}
