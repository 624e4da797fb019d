//! Where git cannot tell, the run says why, does nothing and ends with 2.

use super::repository::{ROLE, Repository, check, git};
use crate::common::{code, err, folder, out, unconfuse};
use std::process::Output;

#[track_caller]
fn refused(output: &Output, why: &str) {
    assert_eq!((code(output), out(output).as_str()), (Some(2), ""), "{}", err(output));
    assert!(err(output).contains(why), "{}", err(output));
}

#[test]
fn a_commit_is_no_flag() {
    let Some(repository) = Repository::with(&[("iam.tf", ROLE)]) else { return };
    let evidence = repository.home().join("written");
    let flag = format!("--changed-since=--output={}", evidence.display());
    refused(&check(&repository.path, &[&flag]), "wants a commit");
    refused(&check(&repository.path, &["--changed-since="]), "wants a commit");
    assert!(!evidence.exists());
}

#[test]
fn what_is_no_commit_is_told_with_what_may_be_missing() {
    let Some(repository) = Repository::with(&[("iam.tf", ROLE)]) else { return };
    for rev in ["gone", "origin/main", "main..HEAD", "^main", "HEAD:iam.tf", "main main", "$(touch x)"] {
        let output = check(&repository.path, &["--changed-since", rev]);
        refused(&output, rev);
    }
    refused(&check(&repository.path, &["--changed-since=origin/main"]), "fetch-depth: 0");
}

#[test]
fn a_clone_of_too_little_history_is_told_how_to_get_more() {
    let Some(repository) = Repository::with(&[("iam.tf", ROLE)]) else { return };
    repository.git(&["switch", "--quiet", "--create=mine"]);
    repository.commit(&[("mine.tf", ROLE)]);
    repository.git(&["switch", "--quiet", "main"]);
    repository.commit(&[("theirs.tf", ROLE)]);
    let origin = format!("file://{}", repository.path.display());
    git(
        repository.home(),
        &["clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=mine", &origin, "runner"],
    );
    let output = check(&repository.home().join("runner"), &["--changed-since=origin/main"]);
    refused(&output, "too little of the history");
    assert!(err(&output).contains("fetch-depth: 0") && err(&output).contains("--unshallow"), "{}", err(&output));
}

#[test]
fn histories_without_a_common_commit_are_told_apart_from_shallow_ones() {
    let Some(repository) = Repository::with(&[("iam.tf", ROLE)]) else { return };
    repository.git(&["switch", "--quiet", "--orphan=other"]);
    refused(&check(&repository.path, &["--changed-since=main"]), "git cannot compare with `main`");
    repository.commit(&[("new.tf", ROLE)]);
    refused(&check(&repository.path, &["--changed-since=main"]), "`main` and HEAD have no commit in common");
}

#[test]
fn there_has_to_be_a_repository() {
    let Some(repository) = Repository::with(&[("iam.tf", ROLE)]) else { return };
    let plain = folder(&[("iam.tf", ROLE)]);
    refused(
        &check(plain.path(), &["--changed-since=main"]),
        "wants a repository of git around .: not a git repository",
    );
    git(repository.home(), &["clone", "--quiet", "--bare", "here", "bare"]);
    refused(&check(&repository.home().join("bare"), &["--changed-since=main"]), "wants a repository");
}

#[test]
fn there_has_to_be_a_git() {
    let folder = folder(&[("iam.tf", ROLE)]);
    let args = ["check", "--changed-since=main"];
    let output = unconfuse(folder.path(), &args).env("PATH", folder.path()).output().expect("a run");
    refused(&output, "git, which does not start");
    assert!(err(&output).contains("--changed-files"), "{}", err(&output));
}

#[test]
fn one_change_is_asked_for_and_files_are_looked_at() {
    let folder = folder(&[("iam.tf", ROLE)]);
    refused(&check(folder.path(), &["--changed-since=main", "--changed-files=x"]), "cannot be used with");
    refused(&check(folder.path(), &["--changed-since=main", "-"]), "not with `-`");
}
