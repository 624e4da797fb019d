//! Stories of findings that somebody wants to keep.

use crate::common::{code, err, folder, out, pipe, run};
use serde_json::Value;
use std::fs;
use std::process::Output;
use tempfile::TempDir;

const ROLE: &str = r#"resource "aws_iam_role" "uploads" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "transfer.amazonaws.com" }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "voiceid.amazonaws.com" }
      },
    ]
  })
}
"#;

const TEMPLATE: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              Service: transfer.amazonaws.com
";

const IGNORE: &str = "# unconfuse: ignore[missing-source-condition] the test account is empty";

/// What a check found: rules of findings that count, and of those that do not.
fn found(output: &Output) -> (Vec<String>, Vec<String>) {
    let json: Value = serde_json::from_str(&out(output)).expect("JSON");
    let findings = json["findings"].as_array().expect("findings").clone();
    let (suppressed, counting): (Vec<Value>, Vec<Value>) =
        findings.into_iter().partition(|finding| finding.get("suppressed").is_some());
    let rules = |list: Vec<Value>| list.iter().map(|it| it["rule"].as_str().expect("a rule").to_owned()).collect();
    (rules(counting), rules(suppressed))
}

fn check(name: &str, text: &str) -> (Vec<String>, Vec<String>) {
    check_with(name, text, &[])
}

fn check_with(name: &str, text: &str, flags: &[&str]) -> (Vec<String>, Vec<String>) {
    let folder = folder(&[(name, text)]);
    found(&run(&folder, &[&["check", "--format", "json"], flags].concat()))
}

/// The text with something before the first line that holds `before`, as deep as that line.
fn above(text: &str, before: &str, what: &str) -> String {
    let at = text.find(before).expect("it is there");
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let indent: String = text[start..].chars().take_while(|c| *c == ' ').collect();
    format!("{}{indent}{what}\n{}", &text[..start], &text[start..])
}

fn rules(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const MISSING: &str = "missing-source-condition";
const UNUSED: &str = "unused-suppression";

#[test]
fn an_ignore_above_a_statement_is_for_that_statement() {
    let text = above(ROLE, "      {\n", IGNORE);
    assert_eq!(check("main.tf", &text), (rules(&[MISSING]), rules(&[MISSING])));
    let text = above(TEMPLATE, "- Effect", IGNORE);
    assert_eq!(check("stack.yaml", &text), (rules(&[]), rules(&[MISSING])));
}

#[test]
fn every_comment_of_hcl_may_hold_an_ignore() {
    let text = &IGNORE["# ".len()..];
    for comment in [format!("// {text}"), format!("/* {text} */"), format!("/*\n * {text}\n * for good\n */")] {
        for line in ["      {\n", "Effect"] {
            let module = above(ROLE, line, &comment);
            assert_eq!(check("main.tf", &module), (rules(&[MISSING]), rules(&[MISSING])), "{module}");
        }
        let module = above(ROLE, "resource", &comment);
        assert_eq!(check("main.tf", &module), (rules(&[]), rules(&[MISSING, MISSING])), "{module}");
    }
    let before = ROLE.replacen("      {", &format!("      /* {text} */ {{"), 1);
    let inside = ROLE.replacen("\"sts:AssumeRole\"", &format!("\"sts:AssumeRole\" /* {text} */"), 1);
    for module in [before, inside] {
        assert_eq!(check("main.tf", &module), (rules(&[MISSING]), rules(&[MISSING])), "{module}");
    }
}

#[test]
fn an_ignore_between_marks_that_holds_for_nothing_is_told() {
    let unused = "/*\n * unconfuse: ignore[malformed-account-id] it is right so\n */";
    let (counting, _) = check("main.tf", &above(ROLE, "resource", unused));
    assert_eq!(counting, rules(&[UNUSED, MISSING, MISSING]));
    let almost = "/* unconfuse: disable[missing-source-condition] no */";
    assert_eq!(check("main.tf", &above(ROLE, "resource", almost)).0, rules(&[UNUSED, MISSING, MISSING]));
    let ended = "/* unconfuse: ignore[missing-source-condition] until=2026-01-31 it moves */";
    let output = check_with("main.tf", &above(ROLE, "resource", ended), &["--today", "2026-02-01"]);
    assert_eq!(output.0, rules(&[UNUSED, MISSING, MISSING]));
}

#[test]
fn an_ignore_behind_or_inside_a_statement_is_for_that_statement() {
    for line in ["\"transfer.amazonaws.com\" }", "      {"] {
        let text = ROLE.replacen(line, &format!("{line} {IGNORE}"), 1);
        assert_eq!(check("main.tf", &text), (rules(&[MISSING]), rules(&[MISSING])), "{text}");
    }
    let text = above(ROLE, "Principal", IGNORE);
    assert_eq!(check("main.tf", &text), (rules(&[MISSING]), rules(&[MISSING])));
    let text = format!("{} {IGNORE}\n", TEMPLATE.trim_end());
    assert_eq!(check("stack.yaml", &text), (rules(&[]), rules(&[MISSING])));
}

#[test]
fn an_ignore_above_a_resource_or_an_argument_is_for_all_inside() {
    for line in ["resource", "assume_role_policy", "Statement"] {
        let text = above(ROLE, line, IGNORE);
        assert_eq!(check("main.tf", &text), (rules(&[]), rules(&[MISSING, MISSING])), "{text}");
    }
    for line in ["Role:", "AssumeRolePolicyDocument"] {
        assert_eq!(check("stack.yaml", &above(TEMPLATE, line, IGNORE)), (rules(&[]), rules(&[MISSING])));
    }
}

#[test]
fn a_text_that_can_hold_no_comment_is_ignored_from_above_it() {
    let text = format!(
        "resource \"aws_iam_role\" \"a\" {{\n  {IGNORE}\n  assume_role_policy = <<EOT\n{}\nEOT\n}}\n",
        r#"{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}}]}"#,
    );
    assert_eq!(check("main.tf", &text), (rules(&[]), rules(&[MISSING])));
}

#[test]
fn an_ignored_finding_is_not_mended_and_does_not_count() {
    let text = above(TEMPLATE, "- Effect", IGNORE);
    let folder = folder(&[("stack.yaml", &text)]);
    for verb in ["check", "diff", "fix"] {
        let output = run(&folder, &[verb]);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        assert!(!out(&output).contains("[missing-source-condition]"), "{}", out(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("stack.yaml")).expect("a file"), text);
    let told = out(&run(&folder, &["check", "--verbose"]));
    assert!(told.contains("1 ignored"), "{told}");
    assert!(told.contains("ignored stack.yaml:11:24 [missing-source-condition]: the test account is empty"), "{told}");
}

#[test]
fn other_findings_of_the_statement_are_mended() {
    let text = "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          # unconfuse: ignore[malformed-account-id] on purpose\n          - Effect: Allow\n            Action: sts:AssumeRole\n            Principal: {Service: transfer.amazonaws.com}\n            Condition:\n              ArnEqual: {aws:SourceArn: 'arn:aws:transfer:eu-west-1:111122223333:user/s-1/a'}\n              StringEquals: {aws:SourceAccount: '1111222233'}\n";
    let fixed = out(&pipe(&folder(&[]), &["fix", "-", "--unsafe-fixes"], text.as_bytes()));
    assert_eq!(fixed, text.replace("ArnEqual:", "ArnEquals:"));
}

#[test]
fn metadata_of_a_resource_ignores_in_yaml_and_json() {
    let metadata =
        "Metadata: {unconfuse: {ignore: [{rule: missing-source-condition, reason: the test account is empty}]}}";
    let text = above(TEMPLATE, "Properties", metadata);
    assert_eq!(check("stack.yaml", &text), (rules(&[]), rules(&[MISSING])));
    let json = r#"{"Resources": {"Role": {"Type": "AWS::IAM::Role",
        "Metadata": {"unconfuse": {"ignore": {"rule": "missing-source-condition", "reason": "why", "until": "2026-01-31"}}},
        "Properties": {"AssumeRolePolicyDocument": {"Statement":
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}}}}}}}"#;
    assert_eq!(check_with("stack.json", json, &["--today", "2026-01-31"]), (rules(&[]), rules(&[MISSING])));
    assert_eq!(check_with("stack.json", json, &["--today", "2026-02-01"]), (rules(&[UNUSED, MISSING]), rules(&[])));
}

#[test]
fn an_ignore_ends_after_its_day() {
    let dated = IGNORE.replace("] ", "] until=2027-01-31 ");
    let text = above(TEMPLATE, "- Effect", &dated);
    assert_eq!(check_with("stack.yaml", &text, &["--today", "2027-01-31"]), (rules(&[]), rules(&[MISSING])));
    assert_eq!(check_with("stack.yaml", &text, &["--today", "2027-02-01"]), (rules(&[UNUSED, MISSING]), rules(&[])));
}

#[test]
fn an_ignore_that_does_not_hold_is_a_finding() {
    let told = |ignore: &str| {
        let folder = folder(&[("stack.yaml", &above(TEMPLATE, "- Effect", ignore))]);
        let output = run(&folder, &["check"]);
        assert_eq!(code(&output), Some(1));
        out(&output)
    };
    for (ignore, expected) in [
        ("# unconfuse: ignore[missing-source-condition]", "an ignore without a reason holds for nothing"),
        ("# unconfuse: ignore[missing-source-conditon] why", "left to you: `missing-source-condition` may be meant"),
        (
            "# unconfuse: ignore[over-broad-source-arn] why",
            "`over-broad-source-arn` is ignored here, but finds nothing here",
        ),
        ("# unconfuse: ignore[missing-source-condition] until=soon why", "`soon` is no day"),
        ("# unconfuse: ignore missing-source-condition", "an ignore is written `unconfuse: ignore[rule-id] reason`"),
    ] {
        let text = told(ignore);
        assert!(text.contains("low[unused-suppression]") && text.contains(expected), "{ignore}:\n{text}");
    }
    let nowhere = format!("{TEMPLATE}\n{IGNORE}\n");
    assert_eq!(check("stack.yaml", &nowhere), (rules(&[MISSING, UNUSED]), rules(&[])));
}

#[test]
fn several_rules_share_a_reason() {
    let text = above(TEMPLATE, "- Effect", &IGNORE.replace("[", "[over-broad-source-arn, "));
    assert_eq!(check("stack.yaml", &text), (rules(&[UNUSED]), rules(&[MISSING])));
}

#[test]
fn sarif_keeps_what_is_ignored_and_says_why() {
    let folder = folder(&[("stack.yaml", &above(TEMPLATE, "- Effect", IGNORE))]);
    let sarif: Value = serde_json::from_str(&out(&run(&folder, &["check", "--format", "sarif"]))).expect("JSON");
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(
        (suppression["kind"].as_str(), suppression["justification"].as_str()),
        (Some("inSource"), Some("the test account is empty"))
    );
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 7);
}

fn permission(comment: &str) -> TempDir {
    let text = format!(
        "resource \"aws_lambda_permission\" \"tick\" {{\n  {comment}\n  action        = \"lambda:InvokeFunction\"\n  function_name = \"tick\"\n  principal     = \"events.amazonaws.com\"\n}}\n"
    );
    folder(&[("main.tf", &text), ("role.tf", &above(ROLE, "resource", comment))])
}

#[test]
fn ignores_for_other_scanners_hold_when_asked_for_and_for_the_same_check_only() {
    for comment in ["#checkov:skip=CKV_AWS_364:called by hand", "# trivy:ignore:AVD-AWS-0067"] {
        let folder = permission(comment);
        let plain = run(&folder, &["check", "--format", "json"]);
        assert_eq!(found(&plain).1, rules(&[]));
        let honoured = run(&folder, &["check", "--format", "json", "--honour-other-ignores"]);
        assert_eq!(found(&honoured).1, rules(&[MISSING]), "the permission, not the roles: {}", out(&honoured));
    }
    let other = permission("#checkov:skip=CKV_AWS_1:why");
    assert_eq!(found(&run(&other, &["check", "--format", "json", "--honour-other-ignores"])).1, rules(&[]));
}

#[test]
fn metadata_for_checkov_holds_when_asked_for() {
    let template = |id: &str| {
        format!(
            "Resources:\n  May:\n    Type: AWS::Lambda::Permission\n    Metadata:\n      checkov:\n        skip:\n          - id: {id}\n            comment: called by hand\n    Properties:\n      FunctionName: resize\n      Action: lambda:InvokeFunction\n      Principal: sns.amazonaws.com\n"
        )
    };
    let (honoured, none) = (&["--honour-other-ignores"][..], &[][..]);
    assert_eq!(check_with("stack.yaml", &template("CKV_AWS_364"), honoured), (rules(&[]), rules(&[MISSING])));
    assert_eq!(check_with("stack.yaml", &template("CKV_AWS_364"), none), (rules(&[MISSING]), rules(&[])));
    assert_eq!(check_with("stack.yaml", &template("CKV_AWS_45"), honoured), (rules(&[MISSING]), rules(&[])));
}

/// A role whose policy is a data source, in Terraform's JSON, with comments at three places.
fn in_json(file: &str, role: &str, statement: &str) -> String {
    format!(
        r#"{{
  {file} "resource": {{
    "aws_iam_role": {{
      "sftp": {{ {role} "assume_role_policy": "${{data.aws_iam_policy_document.trust.json}}" }}
    }}
  }},
  "data": {{
    "aws_iam_policy_document": {{
      "trust": {{
        "statement": [{{
          {statement} "actions": ["sts:AssumeRole"],
          "principals": [{{ "type": "Service", "identifiers": ["transfer.amazonaws.com"] }}]
        }}]
      }}
    }}
  }}
}}
"#
    )
}

#[test]
fn a_comment_property_ignores_in_terraforms_json() {
    let ignore = r#""//": "unconfuse: ignore[missing-source-condition] the test account is empty","#;
    for text in [in_json(ignore, "", ""), in_json("", ignore, ""), in_json("", "", ignore)] {
        assert_eq!(check("main.tf.json", &text), (rules(&[]), rules(&[MISSING])), "{text}");
    }
    let past = ignore.replace("condition]", "condition] until=2020-01-01");
    let ended = check_with("main.tf.json", &in_json("", "", &past), &["--today", "2026-11-22"]);
    assert_eq!(ended, (rules(&[MISSING, UNUSED]), rules(&[])));
    let other = ignore.replace(MISSING, "malformed-source-arn");
    assert_eq!(check("main.tf.json", &in_json("", "", &other)), (rules(&[MISSING, UNUSED]), rules(&[])));
    let note = r#""//": "a note about unconfuse: it is fine","#;
    assert_eq!(check("main.tf.json", &in_json(note, note, note)), (rules(&[MISSING]), rules(&[])));
}
