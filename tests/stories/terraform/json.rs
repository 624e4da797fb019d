//! Terraform in JSON, alone and beside HCL.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;

const ROLE: &str = r#"{
  "resource": {
    "aws_iam_role": {
      "logging": {
        "assume_role_policy": "${data.aws_iam_policy_document.trust.json}"
      }
    },
    "aws_transfer_server": [{ "sftp": [{ "logging_role": "${aws_iam_role.logging.arn}" }] }]
  },
  "data": {
    "aws_iam_policy_document": {
      "trust": {
        "statement": [{
          "actions": ["sts:AssumeRole"],
          "principals": { "type": "Service", "identifiers": ["${local.service}.amazonaws.com"] }
        }]
      }
    }
  },
  "locals": { "//": "a comment", "service": "transfer" }
}
"#;

#[test]
fn a_document_in_json_is_judged_and_left_to_a_person() {
    let rows = rows(&judged(&[("main.tf.json", ROLE)]));
    assert_eq!(
        rows,
        ["transfer.amazonaws.com in data.aws_iam_policy_document.trust: manual missing-source-condition: \
          Terraform in JSON is judged and not mended: add the condition by hand"]
    );
}

#[test]
fn what_a_fix_needs_is_declared_in_hcl() {
    let queue = r#"
resource "aws_sqs_queue" "jobs" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Principal = { Service = "sns.amazonaws.com" }, Resource = "*" }]
  })
}
"#;
    let region = r#"{"data": {"aws_region": {"current": {}}}}"#;
    for json in [region, ROLE] {
        let outcome = judged(&[("a.tf.json", json), ("queue.tf", queue)]);
        let after = mended(&outcome, Applicability::Unsafe);
        assert!(after["queue.tf"].contains("data \"aws_caller_identity\" \"current\" {}"), "{after:?}");
    }
}

#[test]
fn expressions_behind_escapes_are_followed_too() {
    let role = r#"{"resource": {"aws_iam_role": {"logging": {
      "assume_role_policy": "${jsonencode({\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": \"transfer.amazonaws.com\"}}]})}"
    }}}}"#;
    let rows = rows(&judged(&[("main.tf.json", role)]));
    assert!(rows[0].starts_with("transfer.amazonaws.com in aws_iam_role.logging: manual"), "{rows:?}");
}

#[test]
fn what_stands_in_json_counts_for_what_stands_in_hcl() {
    let role = r#"
resource "aws_iam_role" "logging" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "transfer.amazonaws.com" } }]
  })
}
"#;
    let server = r#"{"resource": {"aws_transfer_server": {"sftp": {"logging_role": "${aws_iam_role.logging.arn}"}}}}"#;
    let outcome = judged(&[("iam.tf", role), ("server.tf.json", server)]);
    assert_eq!(outcome.grants[0].used_by, ["aws_transfer_server.sftp"]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["iam.tf"].contains(":server/*") && !after["iam.tf"].contains("aws_transfer_server.sftp"));
}
