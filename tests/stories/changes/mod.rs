//! Stories of `--changed-since`: what counts as changed, what git is kept from doing, and what is
//! said where git cannot tell.

#[cfg(unix)]
mod calm;
mod refused;
mod repository;

use crate::common::{code, err, out, unconfuse};
use repository::{ROLE, Repository, TEMPLATE, check, git, places};
use std::fs;

#[test]
fn a_pull_request_is_what_its_branch_changed_since_it_left_the_other() {
    let Some(repository) = Repository::with(&[("old/iam.tf", ROLE)]) else { return };
    repository.git(&["switch", "--quiet", "--create=mine"]);
    repository.commit(&[("mine/iam.tf", ROLE), ("mine/stack.yaml", TEMPLATE)]);
    repository.git(&["switch", "--quiet", "main"]);
    repository.commit(&[("theirs/iam.tf", ROLE)]);
    repository.git(&["switch", "--quiet", "mine"]);
    assert_eq!(repository.found_since("main"), "mine/iam.tf\nmine/stack.yaml");
    repository.git(&["merge", "--quiet", "--no-edit", "main"]);
    assert_eq!(repository.found_since("main"), "mine/iam.tf\nmine/stack.yaml", "what was merged in is not mine");
    assert_eq!(repository.found_since("HEAD"), "");
}

#[test]
fn what_is_not_committed_yet_is_part_of_the_change() {
    let Some(repository) = Repository::with(&[("a/iam.tf", ""), ("b/iam.tf", ""), (".gitignore", "d/\n")]) else {
        return;
    };
    repository.write(&[("a/iam.tf", ROLE), ("b/iam.tf", ROLE), ("c/iam.tf", ROLE), ("d/iam.tf", ROLE)]);
    repository.git(&["add", "b"]);
    assert_eq!(repository.found_since("HEAD"), "a/iam.tf\nb/iam.tf\nc/iam.tf", "changed, staged, new; not ignored");
}

#[test]
fn what_the_change_needs_is_read_all_the_same() {
    let server = "resource \"aws_transfer_server\" \"sftp\" {\n  logging_role = aws_iam_role.logs.arn\n}\n";
    let Some(repository) = Repository::with(&[("server.tf", server), ("other.tf", "")]) else { return };
    repository.write(&[("iam.tf", ROLE)]);
    let check = unconfuse(&repository.path, &["check", "--changed-since=main"]).output().expect("a run");
    assert!(out(&check).contains("aws_transfer_server.sftp"), "{}", out(&check));
    assert_eq!(code(&check), Some(1));
    let fix = unconfuse(&repository.path, &["fix", "--changed-since=main"]).output().expect("a run");
    assert_eq!(code(&fix), Some(0), "{}", err(&fix));
    assert!(fs::read_to_string(repository.path.join("iam.tf")).expect("a text").contains("aws:SourceArn"));
}

#[test]
fn it_does_not_matter_from_where_one_asks() {
    let Some(repository) = Repository::with(&[("old/iam.tf", ROLE)]) else { return };
    repository.write(&[("infra/deep/iam.tf", ROLE), ("infra/stack.yaml", TEMPLATE)]);
    let deep = check(&repository.path.join("infra"), &["--changed-since=main", "deep", "../old"]);
    assert_eq!(places(&deep), "deep/iam.tf", "{}", err(&deep));
    let outside = check(repository.home(), &["--changed-since=main", "here/infra/stack.yaml"]);
    assert_eq!(places(&outside), "here/infra/stack.yaml", "{}", err(&outside));
    repository.git(&["worktree", "add", "--quiet", "../beside"]);
    fs::write(repository.home().join("beside/new.tf"), ROLE).expect("a file");
    let beside = check(repository.home(), &["--changed-since=main", "beside", "here/old"]);
    assert_eq!(places(&beside), "beside/new.tf", "each path is asked about where it stands: {}", err(&beside));
}

#[test]
fn names_may_hold_anything() {
    let Some(repository) = Repository::with(&[("README.md", "")]) else { return };
    let names = ["-n.yaml", "a b.yaml", "grün.yaml", "quo\"te.yaml"];
    repository.commit(&names.map(|name| (name, TEMPLATE)));
    assert_eq!(repository.found_since("HEAD~1"), names.join("\n"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_on_both_sides() {
    let Some(repository) = Repository::with(&[("parts/role.tf", ""), ("stack/main.tf", "")]) else { return };
    std::os::unix::fs::symlink("../parts/role.tf", repository.path.join("stack/role.tf")).expect("a link");
    repository.commit(&[]);
    std::os::unix::fs::symlink("here", repository.home().join("link")).expect("a link");
    repository.write(&[("parts/role.tf", ROLE)]);
    let linked = check(repository.home(), &["--changed-since=main", "link/stack", "link/parts"]);
    assert_eq!(places(&linked), "link/parts/role.tf\nlink/stack/role.tf", "{}", err(&linked));
}

#[test]
fn a_repository_in_the_repository_stands_for_all_that_is_in_it() {
    let Some(repository) = Repository::with(&[("old/iam.tf", ROLE)]) else { return };
    let Some(part) = Repository::with(&[("role.tf", "")]) else { return };
    let origin = part.path.to_str().expect("UTF-8");
    repository.git(&["clone", "--quiet", origin, "new"]);
    repository.write(&[("new/role.tf", ROLE)]);
    assert_eq!(repository.found_since("HEAD"), "new/role.tf", "one that nobody has added");
    repository.git(&["submodule", "--quiet", "add", origin, "new"]);
    repository.commit(&[]);
    git(&repository.path.join("new"), &["commit", "--quiet", "--all", "--message=role"]);
    assert_eq!(repository.found_since("HEAD"), "new/role.tf", "a submodule at another commit");
}

/// What actions/checkout leaves of a pull request: its merge commit, and as much history as asked.
#[test]
fn a_checkout_of_two_commits_is_enough_for_the_merge_of_a_pull_request() {
    let Some(repository) = Repository::with(&[("old/iam.tf", ROLE)]) else { return };
    repository.git(&["switch", "--quiet", "--create=mine"]);
    repository.commit(&[("mine/iam.tf", "")]);
    repository.commit(&[("mine/iam.tf", ROLE)]);
    repository.git(&["switch", "--quiet", "main"]);
    repository.commit(&[("theirs/iam.tf", ROLE)]);
    repository.git(&["merge", "--quiet", "--no-ff", "--no-edit", "mine"]);
    let origin = format!("file://{}", repository.path.display());
    git(repository.home(), &["clone", "--quiet", "--depth=2", &origin, "runner"]);
    let found = check(&repository.home().join("runner"), &["--changed-since=HEAD^1"]);
    assert_eq!(places(&found), "mine/iam.tf", "{}", err(&found));
}

#[test]
fn a_baseline_says_nothing_of_what_was_not_looked_at() {
    let Some(repository) = Repository::with(&[("old/iam.tf", ROLE)]) else { return };
    let known = repository.home().join("known.json");
    let known = known.to_str().expect("UTF-8");
    unconfuse(&repository.path, &["baseline", "--output", known]).output().expect("a run");
    repository.write(&[("new/iam.tf", ROLE)]);
    let args = ["check", "--format=concise", "--changed-since=main", "--baseline", known];
    let check = unconfuse(&repository.path, &args).output().expect("a run");
    assert_eq!(places(&check), "new/iam.tf");
    assert!(!err(&check).contains("no longer found"), "{}", err(&check));
    assert!(err(&check).contains("nothing is told of 1 module or template without a change"), "{}", err(&check));
}
