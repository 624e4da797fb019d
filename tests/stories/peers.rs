//! What other tools were tried on, one file each: 34 grants that are open, or whose condition does
//! not do what it says, and 11 that are right. The files are in `tests/peers`.

use crate::common::{code, folder, out, run};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// What is offered where something is wrong.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Offered {
    /// `fix` writes it.
    Safe,
    /// `fix --unsafe-fixes` writes it.
    Unsafe,
    /// A person has to say what is meant.
    Words,
}
use Offered::{Safe, Unsafe, Words};

/// A file, the line that is told, the rule that finds it, and what is offered.
type Wrong = (&'static str, usize, &'static str, Offered);

const TERRAFORM: [Wrong; 18] = [
    ("role-in-jsonencode.tf", 7, "missing-source-condition", Safe),
    ("role-in-heredoc.tf", 8, "missing-source-condition", Safe),
    ("role-in-policy-document.tf", 6, "missing-source-condition", Safe),
    ("role-in-file.tf", 6, "missing-source-condition", Words),
    ("queue.tf", 11, "missing-source-condition", Unsafe),
    ("topic.tf", 11, "missing-source-condition", Safe),
    ("bucket-with-acl-condition.tf", 14, "substitute-source-key", Unsafe),
    ("key.tf", 7, "missing-source-condition", Safe),
    ("permission.tf", 4, "missing-source-condition", Unsafe),
    ("permission-of-bucket.tf", 9, "source-arn-without-account", Safe),
    ("wildcard-in-string-equals.tf", 10, "wildcard-in-string-equals", Safe),
    ("two-accounts.tf", 10, "mismatched-source-account", Words),
    ("blank-in-operator.tf", 10, "unknown-condition-operator", Safe),
    ("slash-in-arn.tf", 10, "malformed-source-arn", Safe),
    ("two-services.tf", 7, "missing-source-condition", Safe),
    ("if-exists.tf", 10, "optional-source-condition", Safe),
    ("arn-without-account.tf", 14, "source-arn-without-account", Safe),
    ("any-account.tf", 10, "source-arn-without-account", Safe),
];

const CLOUDFORMATION: [Wrong; 16] = [
    ("role-in-yaml.yaml", 10, "missing-source-condition", Safe),
    ("role-in-json.json", 11, "missing-source-condition", Safe),
    ("queue.yaml", 12, "missing-source-condition", Safe),
    ("topic.yaml", 13, "missing-source-condition", Safe),
    ("bucket-with-acl-condition.yaml", 18, "substitute-source-key", Unsafe),
    ("key.yaml", 10, "missing-source-condition", Safe),
    ("permission.yaml", 7, "missing-source-condition", Unsafe),
    ("permission-of-bucket.yaml", 11, "source-arn-without-account", Unsafe),
    ("wildcard-in-string-equals.yaml", 14, "wildcard-in-string-equals", Safe),
    ("two-accounts.yaml", 14, "mismatched-source-account", Words),
    ("blank-in-operator.yaml", 13, "unknown-condition-operator", Safe),
    ("slash-in-arn.yaml", 14, "malformed-source-arn", Safe),
    ("two-services.yaml", 12, "missing-source-condition", Safe),
    ("if-exists.yaml", 13, "optional-source-condition", Safe),
    ("arn-without-account.yaml", 18, "source-arn-without-account", Unsafe),
    ("any-account.yaml", 14, "source-arn-without-account", Safe),
];

const RIGHT: [&str; 11] = [
    "right-role.tf",
    "right-role-in-policy-document.tf",
    "right-queue.tf",
    "right-permission.tf",
    "right-organization.tf",
    "right-instance.tf",
    "right-role.yaml",
    "right-queue.yaml",
    "right-permission.yaml",
    "right-organization.yaml",
    "right-instance.yaml",
];

/// The policy that `role-in-file.tf` reads.
const READ_BESIDE: &str = "trust.json";

fn wrong() -> impl Iterator<Item = Wrong> {
    TERRAFORM.into_iter().chain(CLOUDFORMATION)
}

fn inputs() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers"))
}

fn text(name: &str) -> String {
    fs::read_to_string(inputs().join(name)).expect("an input")
}

/// A folder with one of the files, and what it reads.
fn alone(name: &str) -> TempDir {
    let mut files = vec![(name, text(name))];
    if files[0].1.contains("file(") {
        files.push((READ_BESIDE, text(READ_BESIDE)));
    }
    folder(&files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

/// Line and rule of each finding.
fn found(folder: &TempDir) -> Vec<(usize, String)> {
    let printed = out(&run(folder, &["check", "--quiet", "--format", "concise"]));
    let read = |line: &str| {
        let (place, rest) = line.split_once('[').expect("an id");
        let row = place.split(':').nth(1).and_then(|row| row.parse().ok()).expect("a line");
        (row, rest.split_once(']').expect("the end of the id").0.to_owned())
    };
    printed.lines().map(read).collect()
}

/// Does a run write into a folder?
fn writes(folder: &TempDir, args: &[&str]) -> bool {
    let all = || {
        let mut files: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|it| it.path()).collect();
        files.sort();
        files.into_iter().map(|path| fs::read_to_string(path).expect("a text")).collect::<Vec<_>>()
    };
    let before = all();
    run(folder, args);
    all() != before
}

#[test]
fn all_that_is_wrong_is_found_by_its_rule_where_it_stands() {
    for (name, line, rule, _) in wrong() {
        assert_eq!(found(&alone(name)), [(line, rule.to_owned())], "{name}");
    }
}

#[test]
fn nothing_that_is_right_is_found_or_changed() {
    for name in RIGHT {
        let folder = alone(name);
        let checked = run(&folder, &["check"]);
        assert_eq!((code(&checked), found(&folder)), (Some(0), Vec::new()), "{name}: {}", out(&checked));
        assert!(!out(&checked).contains("cannot be decided"), "{name}: {}", out(&checked));
        assert!(!writes(&folder, &["fix", "--unsafe-fixes"]), "{name}");
    }
}

#[test]
fn what_is_offered_is_written_and_leaves_nothing_to_find() {
    for (name, _, _, offered) in wrong() {
        let folder = alone(name);
        let safe = writes(&folder, &["fix"]);
        let any = writes(&folder, &["fix", "--unsafe-fixes"]) || safe;
        let got = if safe {
            Safe
        } else if any {
            Unsafe
        } else {
            Words
        };
        assert_eq!(got, offered, "{name}");
        assert_eq!(found(&folder).is_empty(), offered != Words, "{name}");
    }
}

#[test]
fn every_input_is_in_the_table() {
    let listed: BTreeSet<String> =
        wrong().map(|(name, ..)| name).chain(RIGHT).chain([READ_BESIDE]).map(str::to_owned).collect();
    let there: BTreeSet<String> = fs::read_dir(inputs())
        .expect("the inputs")
        .flatten()
        .map(|it| it.file_name().into_string().expect("a name"))
        .collect();
    assert_eq!(listed, there);
}
