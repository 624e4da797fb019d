//! Stories of a user who has something to mend.

use crate::common::{code, err, folder, out, pipe, run};
use serde_json::Value;
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const ROLE: &str = r#"resource "aws_iam_role" "logging" {
  name = "sftp-logging"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

const SERVER: &str = r#"resource "aws_transfer_server" "sftp" {
  logging_role = aws_iam_role.logging.arn
}
"#;

const TEMPLATE: &str = "\
Resources:
  Logging:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              Service: transfer.amazonaws.com
  Server:
    Type: AWS::Transfer::Server
    Properties:
      LoggingRole: !GetAtt Logging.Arn
";

fn stack() -> TempDir {
    folder(&[("infra/iam.tf", ROLE), ("infra/server.tf", SERVER), ("cfn/stack.yaml", TEMPLATE)])
}

/// The texts of all three files.
fn texts(folder: &TempDir) -> Vec<String> {
    let text = |path| fs::read_to_string(folder.path().join(path)).expect("a file");
    ["infra/iam.tf", "infra/server.tf", "cfn/stack.yaml"].map(text).to_vec()
}

#[test]
fn check_finds_fix_mends_and_a_second_run_has_nothing_to_do() {
    let stack = stack();
    let before = texts(&stack);
    let check = run(&stack, &["check"]);
    assert_eq!(code(&check), Some(1), "{}", err(&check));
    assert!(out(&check).contains("2 statements let a service in: 0 clean, 2 fixable"), "{}", out(&check));
    assert_eq!(texts(&stack), before);

    let fix = run(&stack, &["fix"]);
    assert_eq!(code(&fix), Some(0), "{}", err(&fix));
    assert!(out(&fix).contains("0 clean, 2 fixed"), "{}", out(&fix));
    let mended = texts(&stack);
    assert!(mended[0].contains("aws:SourceAccount") && mended[2].contains("aws:SourceAccount"));

    let again = run(&stack, &["fix"]);
    assert!(out(&again).contains("2 clean, 0 fixed"), "{}", out(&again));
    assert_eq!((code(&run(&stack, &["check"])), texts(&stack)), (Some(0), mended));
}

#[test]
fn the_diff_is_what_fix_writes() {
    let (patched, fixed) = (stack(), stack());
    let diff = run(&patched, &["diff"]);
    assert_eq!(code(&diff), Some(1), "{}", err(&diff));
    fs::write(patched.path().join("fix.diff"), out(&diff)).expect("a file");
    let git = Command::new("git").args(["apply", "fix.diff"]).current_dir(patched.path()).status().expect("git starts");
    assert!(git.success(), "{}", out(&diff));
    run(&fixed, &["fix"]);
    assert_eq!(texts(&patched), texts(&fixed));
}

#[test]
fn a_program_can_make_the_same_edits_from_the_json() {
    let (edited, fixed) = (stack(), stack());
    let json: Value = serde_json::from_str(&out(&run(&edited, &["check", "--format", "json"]))).expect("JSON");
    let edits = json["findings"].as_array().expect("a list").iter().flat_map(|finding| {
        finding["remedy"]["edits"].as_array().expect("a list").iter().rev().map(|edit| {
            let offset = |key: &str| edit[key].as_u64().expect("an offset") as usize;
            let text = |key: &str| edit[key].as_str().expect("a text").to_owned();
            (text("path"), offset("start")..offset("end"), text("content"))
        })
    });
    for (path, range, content) in edits {
        let path = edited.path().join(path);
        let mut text = fs::read_to_string(&path).expect("a file");
        text.replace_range(range, &content);
        fs::write(&path, text).expect("a file");
    }
    run(&fixed, &["fix"]);
    assert_eq!(texts(&edited), texts(&fixed));
}

#[test]
fn what_counts_is_the_users_choice() {
    let stack = stack();
    assert_eq!(code(&run(&stack, &["check", "--fail-on", "high"])), Some(0));
    assert_eq!(code(&run(&stack, &["check", "--fail-on", "medium"])), Some(1));
    assert_eq!(code(&run(&stack, &["check", "--fail-on", "never"])), Some(0));
    assert_eq!(code(&run(&stack, &["check", "--exit-zero"])), Some(0));
    assert_eq!(code(&run(&stack, &["check", "--exit-zero", "gone"])), Some(2));
}

#[test]
fn a_run_that_writes_may_be_red_for_it() {
    let stack = stack();
    let fix = ["fix", "--unsafe-fixes", "--exit-non-zero-on-fix"];
    assert_eq!(code(&run(&stack, &fix)), Some(1));
    assert_eq!(code(&run(&stack, &fix)), Some(0), "there was nothing to write");
}

#[test]
fn every_format_has_the_same_exit_code() {
    let stack = stack();
    for format in unconfuse::report::FORMATS.iter().map(|format| format.name) {
        assert_eq!(code(&run(&stack, &["check", "--format", format])), Some(1), "{format}");
        assert_eq!(code(&run(&stack, &["check", "--format", format, "--exit-zero"])), Some(0), "{format}");
        assert_eq!(code(&run(&stack, &["check", "--format", format, "gone"])), Some(2), "{format}");
    }
}

#[test]
fn standard_input_comes_back_mended() {
    let nowhere = folder(&[]);
    for (text, args) in [(TEMPLATE, &["fix", "-"][..]), (ROLE, &["fix", "-", "--stdin-filename", "iam.tf"])] {
        let fix = pipe(&nowhere, args, text.as_bytes());
        assert_eq!(code(&fix), Some(0), "{}", err(&fix));
        assert!(out(&fix).contains("aws:SourceAccount"), "{}", out(&fix));
        let again = pipe(&nowhere, args, out(&fix).as_bytes());
        assert_eq!(out(&again), out(&fix));
    }
}

#[test]
fn a_named_file_limits_what_is_reported_and_not_what_is_read() {
    let stack = stack();
    assert_eq!(code(&run(&stack, &["check", "infra/server.tf"])), Some(0));
    let named = run(&stack, &["check", "infra/iam.tf"]);
    assert_eq!(code(&named), Some(1));
    assert!(out(&named).contains("infra/server.tf:2"), "the proof stands in the other file: {}", out(&named));
}

#[test]
fn a_template_that_does_not_parse_is_told_with_its_line_and_the_others_are_done() {
    let stack = stack();
    let broken = TEMPLATE.replace("Type: AWS::Transfer::Server", "Type: 'AWS::Transfer::Server");
    fs::write(stack.path().join("cfn/broken.yaml"), broken).expect("a file");
    let fix = run(&stack, &["fix"]);
    assert_eq!(code(&fix), Some(2));
    assert!(err(&fix).starts_with("unconfuse: cfn/broken.yaml:"), "{}", err(&fix));
    assert!(texts(&stack)[2].contains("aws:SourceAccount"));
}

#[test]
fn a_read_only_file_is_told_and_left_alone() {
    let stack = stack();
    let path = stack.path().join("cfn/stack.yaml");
    let mut mode = fs::metadata(&path).expect("a file").permissions();
    mode.set_readonly(true);
    fs::set_permissions(&path, mode).expect("a mode");
    let fix = run(&stack, &["fix", "cfn"]);
    assert_eq!(code(&fix), Some(2));
    assert!(err(&fix).contains("cfn/stack.yaml: not written: it is read-only"), "{}", err(&fix));
    assert_eq!(texts(&stack)[2], TEMPLATE);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay_as_they_were() {
    let text = format!("\u{feff}{}", TEMPLATE.replace('\n', "\r\n"));
    let stack = folder(&[("stack.yaml", &text)]);
    assert_eq!(code(&run(&stack, &["fix"])), Some(0));
    let mended = fs::read_to_string(stack.path().join("stack.yaml")).expect("a file");
    assert!(mended.starts_with('\u{feff}') && mended.contains("aws:SourceAccount"));
    assert_eq!(mended.matches('\n').count(), mended.matches("\r\n").count());
}

#[test]
fn sarif_points_at_the_principal_and_carries_the_fix() {
    let stack = stack();
    let sarif: Value = serde_json::from_str(&out(&run(&stack, &["check", "--format", "sarif", "cfn"]))).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "cfn/stack.yaml");
    assert_eq!(place["region"]["startLine"], 11);
    assert!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"].is_string());
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(rules.len() > 10, "all rules are listed, whatever was found");
}

#[test]
fn standard_input_with_a_name_is_one_file_of_its_folder() {
    let account = "data \"aws_caller_identity\" \"me\" {}\n";
    let partition = "data \"aws_partition\" \"here\" {}\n";
    let args = ["fix", "-", "--stdin-filename", "infra/iam.tf"];
    let both = folder(&[("infra/data.tf", &format!("{account}{partition}"))]);
    let fix = pipe(&both, &args, ROLE.as_bytes());
    assert_eq!(code(&fix), Some(0), "{}", err(&fix));
    assert!(out(&fix).contains("data.aws_caller_identity.me.account_id"), "{}", out(&fix));
    assert!(!out(&fix).contains("\ndata \""), "nothing is declared twice: {}", out(&fix));

    let one = folder(&[("infra/data.tf", account)]);
    let fix = pipe(&one, &args, ROLE.as_bytes());
    assert_eq!(code(&fix), Some(2), "the partition belongs into the other file");
    assert!(err(&fix).contains("infra/data.tf: would have to be changed together"), "{}", err(&fix));
}
