//! Stories of `--annotate`: comments for what no fix closes.

use crate::common::{code, err, folder, out, pipe, run};
use std::fs;
use tempfile::TempDir;

/// Two accounts that contradict each other: which one is meant, nobody can tell.
const ROLES: &str = r#"resource "aws_iam_role" "uploads" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Uploads of partners.
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "transfer.amazonaws.com" }
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:*:444455556666:user/*" }
        }
      },
    ]
  })
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:transfer:*:444455556666:user/*"]
    }
  }
}

resource "aws_iam_role" "other" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
"#;

const TEMPLATE: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          -
            Effect: Allow
            Action: sts:AssumeRole
            Principal: {Service: transfer.amazonaws.com}
            Condition:
              StringEquals: {aws:SourceAccount: '111122223333'}
              ArnLike: {aws:SourceArn: 'arn:aws:transfer:*:444455556666:user/*'}
  Open:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal: {Service: transfer.amazonaws.com}
";

const NOTE: &str = "# unconfuse: mismatched-source-account: ";

fn text(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).expect("a file")
}

/// The lines that are annotations, each with the line below it.
fn notes(text: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].contains("# unconfuse: "));
    pairs.map(|pair| (pair[0], pair[1].trim())).collect()
}

/// The text without the lines that are annotations.
fn without_notes(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.contains("# unconfuse: ")).collect()
}

#[test]
fn a_finding_without_a_fix_is_noted_above_its_statement() {
    let folder = folder(&[("main.tf", ROLES)]);
    let fix = run(&folder, &["fix", "--annotate"]);
    assert_eq!(code(&fix), Some(1), "the findings are still there: {}", err(&fix));
    let text = text(&folder, "main.tf");
    let notes = notes(&text);
    let below: Vec<&str> = notes.iter().map(|(_, below)| *below).collect();
    assert_eq!(below, ["{", "statement {"], "{text}");
    assert!(notes[0].0.starts_with(&format!("      {NOTE}")), "{text}");
    assert!(notes[1].0.starts_with(&format!("  {NOTE}")), "{text}");
    assert_eq!(without_notes(&text), ROLES);
}

#[test]
fn a_second_run_notes_nothing_twice() {
    let folder = folder(&[("main.tf", ROLES), ("stack.yaml", TEMPLATE)]);
    run(&folder, &["fix", "--annotate"]);
    let first = (text(&folder, "main.tf"), text(&folder, "stack.yaml"));
    run(&folder, &["fix", "--annotate"]);
    assert_eq!((text(&folder, "main.tf"), text(&folder, "stack.yaml")), first);
    assert_eq!(out(&run(&folder, &["diff", "--annotate"])), "");
}

#[test]
fn an_item_of_yaml_is_noted_above_its_dash_while_others_are_mended() {
    let folder = folder(&[("stack.yaml", TEMPLATE)]);
    run(&folder, &["fix", "--annotate"]);
    let text = text(&folder, "stack.yaml");
    assert_eq!(notes(&text).iter().map(|(_, below)| *below).collect::<Vec<_>>(), ["-"], "{text}");
    assert!(text.contains("!Ref AWS::AccountId"), "the open role is mended: {text}");
}

#[test]
fn a_note_goes_when_its_finding_does_and_changes_when_the_reason_does() {
    let noted = ROLES.replace("      {\n", &format!("      {NOTE}an older reason\n      {{\n"));
    let mended = noted.replace("111122223333", "444455556666");
    let folder = folder(&[("old/main.tf", &noted), ("mended/main.tf", &mended)]);
    run(&folder, &["fix", "--annotate"]);
    assert_eq!(text(&folder, "mended/main.tf"), ROLES.replace("111122223333", "444455556666"));
    let old = text(&folder, "old/main.tf");
    assert!(!old.contains("an older reason"), "{old}");
    assert_eq!(notes(&old).len(), 2, "{old}");
}

#[test]
fn without_the_flag_notes_are_left_alone() {
    let stale = TEMPLATE.replace("  Open:\n", &format!("  {NOTE}of long ago\n  Open:\n"));
    let folder = folder(&[("stack.yaml", &stale)]);
    run(&folder, &["fix"]);
    let text = text(&folder, "stack.yaml");
    assert!(text.contains("of long ago") && text.matches("unconfuse").count() == 1, "{text}");
}

#[test]
fn the_diff_shows_what_fix_would_note() {
    let folder = folder(&[("main.tf", ROLES)]);
    assert_eq!(out(&run(&folder, &["diff"])), "");
    let diff = out(&run(&folder, &["diff", "--annotate"]));
    assert_eq!(diff.matches("\n+").count(), 3, "a header and two comments: {diff}");
    assert_eq!(text(&folder, "main.tf"), ROLES);
}

#[test]
fn what_cannot_hold_a_comment_is_told() {
    let json = r#"{"Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [
  {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}, "Condition": {
    "StringEquals": {"aws:SourceAccount": "111122223333"},
    "ArnLike": {"aws:SourceArn": "arn:aws:transfer:*:444455556666:user/*"}}}
]}}}}}
"#;
    let heredoc = r#"resource "aws_iam_role" "uploads" {
  assume_role_policy = <<EOT
{"Statement": [
  {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}, "Condition": {
    "StringEquals": {"aws:SourceAccount": "111122223333"},
    "ArnLike": {"aws:SourceArn": "arn:aws:transfer:*:444455556666:user/*"}}}
]}
EOT
}
"#;
    for (path, before) in [("stack.json", json), ("main.tf", heredoc)] {
        let folder = folder(&[(path, before)]);
        let fix = run(&folder, &["fix", "--annotate"]);
        assert_eq!((code(&fix), text(&folder, path)), (Some(1), before.to_owned()));
        assert!(err(&fix).contains(&format!("unconfuse: note: {path}:")), "{}", err(&fix));
        assert!(err(&fix).contains("no comment is written here: JSON has no comments"), "{}", err(&fix));
        assert_eq!(err(&run(&folder, &["fix"])), "", "nobody asked");
    }
}

#[test]
fn a_permission_is_noted_above_its_resource() {
    let text_before = r#"# Ticks.
resource "aws_lambda_permission" "tick" {
  action         = "lambda:InvokeFunction"
  function_name  = "tick"
  principal      = "events.amazonaws.com"
  source_arn     = "arn:aws:events:eu-west-1:111122223333:rule/tick"
  source_account = "111122223333"
}
"#;
    let folder = folder(&[("main.tf", text_before)]);
    run(&folder, &["fix", "--annotate"]);
    let after = text(&folder, "main.tf");
    assert_eq!(notes(&after)[0].1, "resource \"aws_lambda_permission\" \"tick\" {", "{after}");
    assert_eq!(without_notes(&after), text_before);
}

#[test]
fn a_heredoc_that_looks_like_a_note_is_left_alone() {
    let text_before = format!("{ROLES}\nlocals {{\n  readme = <<EOT\n{NOTE}not ours\nEOT\n}}\n");
    let folder = folder(&[("main.tf", &text_before)]);
    run(&folder, &["fix", "--annotate"]);
    assert!(text(&folder, "main.tf").contains("not ours"));
}

#[test]
fn line_ends_stay_what_they_are() {
    let folder = folder(&[("stack.yaml", &TEMPLATE.replace('\n', "\r\n"))]);
    run(&folder, &["fix", "--annotate"]);
    let text = text(&folder, "stack.yaml");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn standard_input_comes_back_with_its_notes() {
    let output = pipe(&folder(&[]), &["fix", "-", "--annotate"], ROLES.as_bytes());
    assert_eq!((notes(&out(&output)).len(), without_notes(&out(&output))), (2, ROLES.to_owned()));
}
