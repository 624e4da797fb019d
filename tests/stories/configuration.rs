//! `unconfuse.toml` as a user meets it: where it is found, what it changes, what it refuses.

use crate::common::{code, err, folder, out, pipe, run, unconfuse};
use std::fs;
use std::process::Output;
use tempfile::TempDir;

const ROLE: &str = r#"
data "aws_caller_identity" "current" {}
resource "aws_iam_role" "it" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

/// A queue policy in a file of its own, which names no account.
const QUEUE: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "sqs:SendMessage",
      "Resource": "*"
    }
  ]
}
"#;

/// A run in a folder of the folder.
fn run_in(folder: &TempDir, place: &str, args: &[&str]) -> Output {
    unconfuse(&folder.path().join(place), args).output().expect("the program starts")
}

#[test]
fn it_is_found_above_what_is_judged_up_to_the_root_of_the_repository() {
    let folder = folder(&[
        ("unconfuse.toml", "fail-on = \"never\""),
        ("repo/.git/HEAD", ""),
        ("repo/infra/a/main.tf", ROLE),
        ("repo/sandbox/unconfuse.toml", "fail-on = \"high\""),
        ("repo/sandbox/b/main.tf", ROLE),
    ]);
    let codes = |place: &str, path: &str| code(&run_in(&folder, place, &["check", path]));
    assert_eq!(codes("repo", "infra"), Some(1), "what stands above the repository is somebody else's");
    assert_eq!(codes("repo", "sandbox"), Some(0), "a role is no finding of severity high");
    assert_eq!(codes("repo/sandbox/b", "."), Some(0), "it is found upwards");
    assert_eq!(codes(".", "repo/sandbox/b/main.tf"), Some(0));
    assert_eq!(codes("repo", "."), Some(1), "each module has the nearest one");
    fs::write(folder.path().join("repo/unconfuse.toml"), "fail-on = \"high\"").expect("a file");
    assert_eq!(codes("repo", "."), Some(0));
}

#[test]
fn outside_of_a_repository_it_is_looked_for_up_to_the_current_folder() {
    let folder = folder(&[("unconfuse.toml", "fail-on = \"never\""), ("a/b/main.tf", ROLE)]);
    assert_eq!(code(&run_in(&folder, ".", &["check", "a/b"])), Some(0));
    assert_eq!(code(&run_in(&folder, "a", &["check", "b"])), Some(1));
}

#[test]
fn the_command_line_names_another_one_or_none() {
    let folder = folder(&[
        ("unconfuse.toml", "fail-on = \"never\""),
        ("ci/strict.toml", "fail-on = \"low\"\nexclude = [\"/a\"]"),
        ("a/main.tf", ROLE),
        ("b/main.tf", ROLE),
    ]);
    assert_eq!(code(&run(&folder, &["check"])), Some(0));
    assert_eq!(code(&run(&folder, &["check", "--no-config"])), Some(1));
    assert_eq!(code(&run(&folder, &["check", "--fail-on", "medium"])), Some(1), "a flag says more than a file");
    let strict = run(&folder, &["check", "--config", "ci/strict.toml", "--format", "concise"]);
    assert_eq!(code(&strict), Some(1));
    assert!(!out(&strict).contains("a/main.tf") && out(&strict).contains("b/main.tf"), "{}", out(&strict));
    let both = run(&folder, &["check", "--config", "ci/strict.toml", "--no-config"]);
    assert_eq!((code(&both), err(&both).contains("--no-config")), (Some(2), true));
    let gone = run(&folder, &["check", "--config", "gone.toml"]);
    assert_eq!((code(&gone), err(&gone).starts_with("unconfuse: gone.toml: ")), (Some(2), true), "{}", err(&gone));
}

#[test]
fn a_mistake_in_it_stops_every_verb_before_anything_is_written() {
    let folder = folder(&[("x/unconfuse.toml", "# ours\nacount = \"1\"\n"), ("a/main.tf", ROLE), ("x/main.tf", ROLE)]);
    for verb in ["check", "diff", "fix", "baseline", "inventory"] {
        let output = run(&folder, &[verb]);
        let expected = "unconfuse: x/unconfuse.toml:2:1: there is no setting `acount`; `account` may be meant\n";
        assert_eq!((code(&output), err(&output).as_str()), (Some(2), expected), "{verb}");
        assert_eq!(out(&output), "", "{verb}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("a/main.tf")).expect("the file"), ROLE);
}

#[test]
fn what_it_excludes_is_neither_judged_nor_mended() {
    let folder = folder(&[
        ("unconfuse.toml", "exclude = [\"legacy/\", \"old.tf\"]"),
        ("legacy/main.tf", ROLE),
        ("new/main.tf", ROLE),
        ("new/old.tf", &ROLE.replace("\"it\"", "\"old\"").replace("data", "# data")),
        ("legacy/latin.tf", "\u{e4}"),
    ]);
    fs::write(folder.path().join("legacy/latin.yaml"), b"Resources: \xe4").expect("a file");
    let found = run(&folder, &["check", "--quiet", "--format", "concise"]);
    assert_eq!(out(&found).lines().count(), 1, "{}", out(&found));
    assert!(out(&found).starts_with("new/main.tf:8:"), "{}", out(&found));
    assert_eq!(code(&run(&folder, &["fix"])), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("legacy/main.tf")).expect("the file"), ROLE);
    let told = err(&run(&folder, &["check", "--verbose"]));
    assert!(told.contains("note: 2 modules and templates passed over"), "{told}");
    let named = run(&folder, &["check", "legacy/main.tf", "--format", "concise"]);
    assert!(out(&named).starts_with("legacy/main.tf:"), "what is named is judged: {}", out(&named));
}

#[test]
fn findings_of_rules_that_nobody_asked_for_do_not_count_and_are_not_hidden() {
    let folder = folder(&[("unconfuse.toml", "ignore = [\"missing-source-condition\"]"), ("main.tf", ROLE)]);
    let checked = run(&folder, &["check"]);
    assert_eq!(code(&checked), Some(0));
    assert!(out(&checked).contains("0 clean, 0 fixable") && out(&checked).contains("1 ignored"), "{}", out(&checked));
    let told = out(&run(&folder, &["check", "--verbose"]));
    let reason = "[missing-source-condition]: `ignore` in unconfuse.toml names the rule";
    assert!(told.contains(reason), "{told}");
    assert_eq!(code(&run(&folder, &["fix"])), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("main.tf")).expect("the file"), ROLE);
    assert!(out(&run(&folder, &["inventory"])).contains("ignored"), "{}", out(&run(&folder, &["inventory"])));
}

#[test]
fn the_command_line_chooses_rules_too() {
    let folder = folder(&[("main.tf", ROLE)]);
    let codes = |args: &[&str]| code(&run(&folder, &[&["check"], args].concat()));
    assert_eq!(codes(&["--select", "missing-source-condition,unverified-service"]), Some(1));
    assert_eq!(codes(&["--select", "unverified-service"]), Some(0));
    assert_eq!(codes(&["--ignore", "missing-source-condition"]), Some(0));
    let wrong = run(&folder, &["check", "--ignore", "missing-source-conditions"]);
    assert_eq!(code(&wrong), Some(2));
    assert!(err(&wrong).contains("`missing-source-condition` may be meant"), "{}", err(&wrong));
}

#[test]
fn severities_are_set_by_rule_and_path() {
    let config = "[severity]\nmissing-source-condition = \"info\"\n\
                  [[per-path]]\npaths = [\"prod\"]\nseverity = { missing-source-condition = \"high\" }\n";
    let folder = folder(&[("unconfuse.toml", config), ("dev/main.tf", ROLE), ("prod/main.tf", ROLE)]);
    let found = out(&run(&folder, &["check", "--format", "concise"]));
    assert!(found.contains("dev/main.tf:8:31: info[") && found.contains("prod/main.tf:8:31: high["), "{found}");
    assert_eq!(code(&run(&folder, &["check", "dev"])), Some(0));
    assert_eq!(code(&run(&folder, &["check", "prod"])), Some(1));
}

/// The policy after a fix with this configuration.
fn mended(config: &str, policy: &str) -> String {
    let folder = folder(&[("unconfuse.toml", config), ("accounts/prod/queue.json", policy)]);
    run(&folder, &["fix", "--unsafe-fixes", "accounts/prod/queue.json"]);
    fs::read_to_string(folder.path().join("accounts/prod/queue.json")).expect("the file")
}

#[test]
fn a_policy_that_names_no_account_is_mended_with_the_configured_one() {
    assert_eq!(mended("", QUEUE), QUEUE);
    let text = mended("account = \"111122223333\"", QUEUE);
    assert!(text.contains("\"aws:SourceAccount\": \"111122223333\""), "{text}");
    let per_path = "[[per-path]]\npaths = [\"accounts/prod\"]\naccount = \"444455556666\"";
    let text = mended(&format!("account = \"111122223333\"\n{per_path}"), QUEUE);
    assert!(text.contains("\"aws:SourceAccount\": \"444455556666\""), "{text}");
}

#[test]
fn the_configured_account_never_speaks_against_the_policy() {
    let config = "account = \"111122223333\"";
    let resource = |arn: &str| QUEUE.replace("\"Resource\": \"*\"", &format!("\"Resource\": {arn}"));
    let of_another = resource("\"arn:aws:sqs:eu-west-1:444455556666:inbox\"");
    let text = mended(config, &of_another);
    assert!(text.contains("\"aws:SourceAccount\": \"444455556666\"") && !text.contains("111122223333"), "{text}");
    let of_two = resource("[\"arn:aws:sqs:eu-west-1:444455556666:a\", \"arn:aws:sqs:eu-west-1:777788889999:b\"]");
    assert_eq!(mended(config, &of_two), of_two);
    let to_fill_in = resource("\"arn:aws:sqs:eu-west-1:${account_id}:inbox\"");
    assert_eq!(mended(config, &to_fill_in), to_fill_in, "somebody fills it in, perhaps with several");
    let open = resource("\"arn:aws:sqs:*:*:inbox\"");
    assert!(mended(config, &open).contains("\"aws:SourceAccount\": \"111122223333\""));
}

#[test]
fn the_configured_partition_and_region_are_written_where_the_policy_tells_none() {
    let topic = QUEUE.replace("s3.amazonaws.com", "events.amazonaws.com");
    let config = "account = \"111122223333\"\npartition = \"aws-us-gov\"\nregion = \"us-gov-west-1\"";
    let text = mended(config, &topic);
    assert!(text.contains("\"arn:aws-us-gov:events:us-gov-west-1:111122223333:*\""), "{text}");
    let told = topic.replace("\"Resource\": \"*\"", "\"Resource\": \"arn:aws:sqs:eu-west-1:111122223333:inbox\"");
    let text = mended(config, &told);
    assert!(text.contains("\"arn:aws:events:*:111122223333:*\""), "its partition has no such Region: {text}");
}

const OWN: &str = r#"principal = "acme-broker.amazonaws.com"
name = "Acme Broker"
read = "2026-11-22"

[[pair]]
kind = "sqs-queue-policy"
use = "queue of a broker"
confidence = "documented"
evidence = ["https://wiki.example.com/broker"]
sends = ["aws:SourceAccount"]
breaks = "the broker delivers nothing any more"
"#;

#[test]
fn own_services_are_judged_explained_and_listed() {
    let policy = QUEUE.replace("s3.amazonaws.com", "acme-broker.amazonaws.com");
    let config = "account = \"111122223333\"\nservices = [\"aws\"]";
    let folder = folder(&[("unconfuse.toml", config), ("aws/acme.toml", OWN), ("queue.json", &policy)]);
    let text = out(&run(&folder, &["diff", "queue.json"]));
    assert!(text.contains("\"aws:SourceAccount\": \"111122223333\""), "{text}");
    assert!(out(&run(&folder, &["explain", "acme-broker"])).contains("wiki.example.com"));
    assert!(out(&run(&folder, &["services", "acme-broker"])).contains("queue of a broker"));
    assert_eq!(code(&run(&folder, &["explain", "acme-broker", "--no-config"])), Some(2));
}

#[test]
fn own_services_are_held_to_the_rules_of_the_catalogue() {
    let table = [
        (OWN.replace("sends =", "send ="), "aws/acme.toml:10:1: unknown field `send`"),
        (
            OWN.replace("sqs-queue-policy", "queue-policy"),
            "aws/acme.toml:5:1: acme-broker.amazonaws.com, queue-policy, queue of a broker: no policy is of the kind `queue-policy`; is `sqs-queue-policy` meant?",
        ),
        (
            OWN.replace("sends = [\"aws:SourceAccount\"]", ""),
            "aws/acme.toml:5:1: acme-broker.amazonaws.com, sqs-queue-policy, queue of a broker: it is documented, but what is sent?",
        ),
        (
            OWN.replace("SourceAccount", "SourceArn"),
            "aws/acme.toml:5:1: acme-broker.amazonaws.com, sqs-queue-policy, queue of a broker: the source ARN is sent: say in `patterns`",
        ),
        (
            format!("{OWN}terraform = [{{ argument = \"aws_broker.queue\" }}]\n"),
            "aws/acme.toml:5:1: acme-broker.amazonaws.com, sqs-queue-policy, queue of a broker: the catalogue knows no resource type aws_broker",
        ),
    ];
    for (text, expected) in table {
        let folder = folder(&[
            ("unconfuse.toml", "services = [\"aws/acme.toml\"]"),
            ("aws/acme.toml", &text),
            ("main.tf", ROLE),
        ]);
        let output = run(&folder, &["check"]);
        assert_eq!(code(&output), Some(2));
        assert!(err(&output).starts_with(&format!("unconfuse: {expected}")), "{}", err(&output));
    }
    let folder = folder(&[("unconfuse.toml", "\n\nservices = [\"gone.toml\"]"), ("main.tf", ROLE)]);
    let told = err(&run(&folder, &["check"]));
    assert!(told.starts_with("unconfuse: unconfuse.toml:3: gone.toml: "), "{told}");
}

#[test]
fn standard_input_is_judged_as_the_file_it_is_named_after() {
    let config = "account = \"111122223333\"\n[[per-path]]\npaths = [\"audit\"]\naccount = \"444455556666\"";
    let folder = folder(&[("unconfuse.toml", config), ("audit/x.json", "{}")]);
    let mended = |name: &str| out(&pipe(&folder, &["fix", "-", "--stdin-filename", name], QUEUE.as_bytes()));
    assert!(mended("audit/queue.json").contains("444455556666"));
    assert!(mended("queue.json").contains("111122223333"));
}

#[test]
fn a_policy_that_code_reads_from_a_file_is_mended_with_what_is_configured() {
    let trust = r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "transfer.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;
    let code = "resource \"aws_iam_role\" \"it\" {\n  assume_role_policy = file(\"${path.module}/trust.json\")\n}\n";
    let diff = |config: &str| {
        let folder = folder(&[("unconfuse.toml", config), ("role/main.tf", code), ("role/trust.json", trust)]);
        out(&run(&folder, &["diff", "role"]))
    };
    let account = "account = \"111122223333\"\n";
    assert_eq!(diff(""), "");
    let alone = diff(account);
    assert!(alone.contains("111122223333") && !alone.contains("aws:SourceArn"), "nothing tells the partition: {alone}");
    let both = diff(&format!("{account}partition = \"aws-cn\""));
    assert!(both.contains("\"arn:aws-cn:transfer:*:111122223333:*\""), "{both}");
}
