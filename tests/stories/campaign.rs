//! Stories of a campaign over many repositories: what a runner such as multi-gitter wants of a
//! program, and what becomes of the reports.

use crate::common::{code, err, folder, out, pipe, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ROLE: &str = r#"resource "aws_iam_role" "logs" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

/// Two accounts that contradict each other: no fix.
const UNCLEAR: &str = r#"resource "aws_iam_role" "uploads" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = "111122223333" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:*:444455556666:user/*" }
      }
    }]
  })
}
"#;

fn repository() -> TempDir {
    folder(&[("a/main.tf", ROLE), ("b/main.tf", UNCLEAR), ("README.md", "hello"), ("c/values.yaml", "a: b\n")])
}

/// Every file below a folder, and its text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            found.insert(path.display().to_string(), fs::read_to_string(&path).expect("a text"));
        }
    }
    found
}

#[test]
fn a_repository_gets_the_edits_and_nothing_else() {
    let repository = repository();
    let before = tree(repository.path());
    let fix = run(&repository, &["fix", "--exit-zero"]);
    assert_eq!(code(&fix), Some(0), "findings are left and that is no reason to drop it: {}", err(&fix));
    let after = tree(repository.path());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&String> = after.keys().filter(|path| before[*path] != after[*path]).collect();
    assert!(changed.len() == 1 && changed[0].ends_with("a/main.tf"), "{changed:?}");
}

#[test]
fn a_second_run_changes_nothing_and_says_nothing_to_commit() {
    let repository = repository();
    run(&repository, &["fix", "--exit-zero"]);
    let before = tree(repository.path());
    let message = tempfile::NamedTempFile::new().expect("a file");
    let flag = format!("--format=commit-message={}", message.path().display());
    assert_eq!(code(&run(&repository, &["fix", "--exit-zero", &flag])), Some(0));
    assert_eq!(tree(repository.path()), before);
    assert_eq!(fs::read_to_string(message.path()).expect("a text"), "");
}

#[test]
fn the_same_repository_gets_the_same_bytes_wherever_it_lies() {
    let (one, other) = (repository(), repository());
    let message = |folder: &TempDir, threads| {
        let fix = run(folder, &["fix", "--exit-zero", "--format", "commit-message", "--threads", threads]);
        out(&fix)
    };
    let text = message(&one, "1");
    assert!(text.starts_with("Name the source in 1 policy statement\n\n"), "{text}");
    assert!(text.contains("\n- a/main.tf:6: ") && text.ends_with("\n1 finding is left to a person.\n"), "{text}");
    assert_eq!(text, message(&other, "4"));
    let texts = |folder: &TempDir| tree(folder.path()).into_values().collect::<Vec<_>>();
    assert_eq!(texts(&one), texts(&other));
}

#[test]
fn a_file_that_does_not_parse_is_no_zero() {
    let broken = ROLE.replace("}]", "}");
    let repository = folder(&[("a/main.tf", ROLE), ("b/main.tf", &broken)]);
    let fix = run(&repository, &["fix", "--exit-zero"]);
    assert_eq!(code(&fix), Some(2), "{}", out(&fix));
    assert!(out(&fix).contains("1 fixed"), "the other module is mended: {}", out(&fix));
}

#[test]
fn the_reports_of_many_repositories_become_one() {
    let reports = tempfile::tempdir().expect("a folder");
    for (name, verb) in [("web", "check"), ("data", "inventory")] {
        let output = run(&repository(), &[verb, "--format", "json"]);
        fs::write(reports.path().join(format!("{name}.json")), output.stdout).expect("a file");
    }
    let human = run(&reports, &["report", "web.json", "data.json"]);
    assert_eq!(code(&human), Some(0), "{}", err(&human));
    let lines: Vec<String> =
        out(&human).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["repository needs-review fixable", "web 1 1", "data 1 1", "transfer.amazonaws.com 2 2"] {
        assert!(lines.iter().any(|told| told == line), "no `{line}` in {lines:?}");
    }
    let all = ["--format=html=all.html", "--format=markdown=all.md", "--format=csv=all.csv", "--format=json=all.json"];
    let args: Vec<&str> = ["report", "web.json", "data.json"].into_iter().chain(all).collect();
    assert_eq!(code(&run(&reports, &args)), Some(0));
    let text = |name: &str| fs::read_to_string(reports.path().join(name)).expect("a report");
    assert_eq!(text("all.csv").lines().count(), 5, "{}", text("all.csv"));
    for name in ["all.html", "all.md", "all.csv"] {
        assert!(text(name).contains("web/a/main.tf") || text(name).contains("data/a/main.tf"), "{name}");
    }
    let again = run(&reports, &["report", "all.json", "--format", "csv"]);
    assert_eq!(out(&again), text("all.csv"), "a joined report can be read again");
}

#[test]
fn what_is_no_report_is_told_and_nothing_is_written() {
    let reports = folder(&[("a.json", "{\"Resources\": {}}"), ("b.json", "{\"version\": 7}"), ("c.json", "")]);
    for name in ["a.json", "b.json", "c.json", "gone.json"] {
        let output = run(&reports, &["report", name, "--format=html=all.html"]);
        assert_eq!(code(&output), Some(2));
        assert!(err(&output).starts_with(&format!("unconfuse: {name}")), "{}", err(&output));
    }
    assert!(!reports.path().join("all.html").exists());
    let sarif = run(&reports, &["report", "a.json", "--format", "sarif"]);
    assert!(err(&sarif).contains("sarif needs the files that were read"), "{}", err(&sarif));
    assert_eq!(code(&pipe(&reports, &["report"], b"")), Some(2));
}
