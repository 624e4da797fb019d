//! Git runs what its settings name, fetches what is missing and writes down what it has seen. Here
//! it does nothing of that, whatever repository it is pointed at.

use super::repository::{ROLE, Repository, check, git, places};
use crate::common::{code, err, unconfuse};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A program that leaves evidence that it ran.
fn witness(repository: &Repository) -> (PathBuf, PathBuf) {
    let (program, evidence) = (repository.home().join("witness"), repository.home().join("evidence"));
    fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", evidence.display())).expect("a file");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a mode");
    (program, evidence)
}

/// A file that git has to read to know whether it changed: as long as it was, and written since.
fn touch(path: &Path) {
    let text = fs::read(path).expect("a text");
    fs::remove_file(path).expect("a file");
    fs::write(path, text).expect("a file");
}

#[test]
fn no_program_is_run_that_the_settings_of_a_repository_name() {
    let attributes = "*.tf filter=f diff=d\n*.yaml filter=g\n";
    let files = [("iam.tf", ROLE), ("x.yaml", "a: b\n"), (".gitattributes", attributes)];
    let Some(repository) = Repository::with(&files) else { return };
    let (program, evidence) = witness(&repository);
    let program = program.to_str().expect("UTF-8");
    let hooks = repository.path.join(".git/hooks");
    fs::create_dir_all(&hooks).expect("a folder");
    fs::copy(program, hooks.join("post-index-change")).expect("a hook");
    for name in ["core.fsmonitor", "core.pager", "diff.external", "diff.d.command", "diff.d.textconv"] {
        repository.git(&["config", name, program]);
    }
    repository.git(&["config", "filter.f.clean", program]);
    repository.git(&["config", "filter.f.required", "true"]);
    repository.git(&["config", "filter.g.process", program]);
    touch(&repository.path.join("iam.tf"));
    touch(&repository.path.join("x.yaml"));
    let output = check(&repository.path, &["--changed-since=main"]);
    assert_eq!((code(&output), places(&output).as_str()), (Some(0), ""), "{}", err(&output));
    assert!(!evidence.exists(), "{}", fs::read_to_string(&evidence).unwrap_or_default());
    repository.git(&["config", "--unset", "filter.g.process"]);
    repository.git(&["status"]);
    assert!(evidence.exists(), "git alone would have run it");
}

#[test]
fn nothing_is_fetched_and_nothing_is_written() {
    let Some(repository) = Repository::with(&[("iam.tf", ROLE)]) else { return };
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    repository.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    repository.commit(&[("new/iam.tf", ROLE)]);
    let origin = format!("file://{}", repository.path.display());
    git(repository.home(), &["clone", "--quiet", "--filter=tree:0", &origin, "partial"]);
    let partial = repository.home().join("partial");
    touch(&partial.join("iam.tf"));
    let objects = || git(&partial, &["count-objects", "-v"]);
    let index = || fs::read(partial.join(".git/index")).expect("an index");
    let before = (objects(), index());
    let output = check(&partial, &["--changed-since=HEAD~1"]);
    assert_eq!(code(&output), Some(2), "the tree of that commit is elsewhere: {}", err(&output));
    assert!(err(&output).contains("git cannot tell what has changed"), "{}", err(&output));
    assert_eq!(check(&partial, &["--changed-since=HEAD"]).status.code(), Some(0), "that of this one is here");
    assert_eq!(objects(), before.0, "nothing was fetched");
    assert!(index() == before.1, "nothing was written");
}

#[test]
fn a_hook_that_speaks_of_another_repository_is_not_heard() {
    let Some(repository) = Repository::with(&[("old.tf", "")]) else { return };
    let Some(other) = Repository::with(&[("old.tf", "")]) else { return };
    repository.write(&[("new/iam.tf", ROLE)]);
    let mut command = unconfuse(&repository.path, &["check", "--format=concise", "--changed-since=main"]);
    command.env("GIT_DIR", other.path.join(".git")).env("GIT_WORK_TREE", &other.path);
    command.env("GIT_INDEX_FILE", "gone").env("GIT_EXTERNAL_DIFF", "gone").env("GIT_LITERAL_PATHSPECS", "1");
    let output = command.output().expect("a run");
    assert_eq!(places(&output), "new/iam.tf", "{}", err(&output));
}

#[test]
fn settings_that_let_git_in_are_heard() {
    let Some(repository) = Repository::with(&[("old.tf", "")]) else { return };
    repository.git(&["config", "filter.f.clean", "gone"]);
    repository.write(&[("new/iam.tf", ROLE), ("mine/iam.tf", ROLE), ("mine.ignored", "mine/\n")]);
    let mut command = unconfuse(&repository.path, &["check", "--format=concise", "--changed-since=main", ".", "mine"]);
    command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "core.excludesFile");
    command.env("GIT_CONFIG_VALUE_0", repository.path.join("mine.ignored"));
    let output = command.output().expect("a run");
    assert_eq!(places(&output), "new/iam.tf", "the settings of the environment and ours are added: {}", err(&output));
}
