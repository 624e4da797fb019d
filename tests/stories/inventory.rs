//! Stories of an auditor: every grant to a service, one row each.

use crate::common::{code, err, folder, out, pipe, run};
use serde_json::Value;
use tempfile::TempDir;

const MODULE: &str = r#"data "aws_caller_identity" "current" {}

variable "policy" {}

variable "kind" {}

resource "aws_iam_role" "logging" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["transfer.amazonaws.com", "ec2.amazonaws.com"] }
    }]
  })
}

resource "aws_transfer_server" "sftp" {
  logging_role = aws_iam_role.logging.arn
}

resource "aws_iam_role" "uploads" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
        ArnLike = { "aws:SourceArn" = ["arn:aws:transfer:*:111122223333:user/a/*",
        "arn:aws:transfer:*:111122223333:user/b/*"] }
      }
    }]
  })
}

resource "aws_iam_role" "either" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = var.kind
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}

resource "aws_sqs_queue_policy" "in" {
  queue_url = "in"
  policy    = var.policy
}
"#;

fn auditor() -> TempDir {
    folder(&[("infra/main.tf", MODULE)])
}

fn rows(folder: &TempDir) -> Vec<Value> {
    let output = run(folder, &["inventory", "--format", "json"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let json: Value = serde_json::from_str(&out(&output)).expect("JSON");
    json["grants"].as_array().expect("grants").clone()
}

fn row<'a>(rows: &'a [Value], address: &str, service: &str) -> &'a Value {
    rows.iter().find(|row| row["address"] == address && row["service"] == service).expect("a row")
}

#[test]
fn each_service_of_a_statement_has_a_row_with_its_user_and_its_verdict() {
    let rows = rows(&auditor());
    let transfer = row(&rows, "aws_iam_role.logging", "transfer.amazonaws.com");
    assert_eq!((&transfer["path"], &transfer["line"]), (&"infra/main.tf".into(), &9.into()));
    assert_eq!(transfer["used_by"], serde_json::json!(["aws_transfer_server.sftp"]));
    assert_eq!((&transfer["verdict"], &transfer["condition"]), (&"fixable".into(), &"".into()));
    assert_eq!(row(&rows, "aws_iam_role.logging", "ec2.amazonaws.com")["verdict"], "clean");
}

#[test]
fn a_condition_is_told_as_it_stands() {
    let rows = rows(&auditor());
    let expected = "StringEquals aws:SourceAccount = data.aws_caller_identity.current.account_id; \
                    ArnLike aws:SourceArn = \"arn:aws:transfer:*:111122223333:user/a/*\", \
                    \"arn:aws:transfer:*:111122223333:user/b/*\"";
    assert_eq!(row(&rows, "aws_iam_role.uploads", "transfer.amazonaws.com")["condition"], expected);
}

#[test]
fn what_cannot_be_decided_or_read_has_a_row_with_the_reason() {
    let rows = rows(&auditor());
    let either = row(&rows, "aws_iam_role.either", "transfer.amazonaws.com");
    assert_eq!(either["verdict"], "cannot-decide");
    let unread = row(&rows, "aws_sqs_queue_policy.in", "");
    assert_eq!(unread["verdict"], "not-read");
    assert!(unread["reasons"][0].as_str().is_some_and(|reason| reason.contains("var.policy")), "{unread}");
}

#[test]
fn the_counts_are_those_of_check() {
    let folder = auditor();
    let last =
        |verb: &str| out(&run(&folder, &[verb])).lines().find(|line| line.contains(" read; ")).map(str::to_owned);
    assert_eq!(last("inventory"), last("check"));
    assert_eq!(rows(&folder).len(), 5);
}

#[test]
fn spreadsheets_and_documents_get_one_line_for_each_row() {
    let folder = auditor();
    for (format, head) in [("csv", 1), ("markdown", 2)] {
        let text = out(&run(&folder, &["inventory", "--format", format]));
        assert_eq!(text.lines().count(), head + 5, "{text}");
    }
    let text = out(&run(&folder, &["inventory", "--format", "human"]));
    assert!(text.starts_with("infra/main.tf:9  aws_iam_role.logging  role-trust  ec2.amazonaws.com\n"), "{text}");
    assert_eq!(code(&run(&folder, &["inventory", "--format", "xml"])), Some(2));
}

#[test]
fn a_file_that_does_not_parse_makes_the_inventory_incomplete() {
    let output =
        pipe(&folder(&[]), &["inventory", "-", "--stdin-filename", "a.tf"], b"resource \"aws_sqs_queue_policy\" {\n");
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).contains("a.tf:"), "{}", err(&output));
}

#[test]
fn a_policy_in_a_file_of_its_own_is_told_where_it_is_read_and_for_itself_where_nothing_reads_it() {
    let trust = r#"{"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}}
    ]}"#;
    let folder = folder(&[
        ("broken.tpl", &format!("{{{{ if .admin }}}}{trust}")),
        ("iam.tf", "resource \"aws_iam_role\" \"r\" {\n  assume_role_policy = file(\"${path.module}/read.json\")\n}\n"),
        ("lone.json", trust),
        ("read.json", trust),
        ("switched.tpl", &trust.replacen('[', "[%{ if admin }{},%{ endif }", 1)),
    ]);
    let text = out(&run(&folder, &["inventory", "--format", "csv"]));
    let rows = text.lines().skip(1).map(|line| line.split(',').take(5).collect::<Vec<_>>().join(" "));
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "broken.tpl 1 policy  ",
            "lone.json 2 policy role-trust transfer.amazonaws.com",
            "read.json 2 aws_iam_role.r role-trust transfer.amazonaws.com",
            "switched.tpl 1 policy  ",
            "switched.tpl 2 policy role-trust transfer.amazonaws.com",
        ]
    );
}
