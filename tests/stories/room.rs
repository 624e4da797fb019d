//! Stories of policies that are nearly as large as AWS takes them.

use crate::common::{code, err, folder, out, pipe, run};
use std::fs;

/// A role that this many bytes of others may assume, and the transfer service.
fn role(bytes: usize) -> String {
    let filler = "x".repeat(bytes);
    format!(
        r#"data "aws_caller_identity" "current" {{}}
data "aws_partition" "current" {{}}
resource "aws_iam_role" "it" {{
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [
      {{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ AWS = "arn:aws:iam::111122223333:role/{filler}" }} }},
      {{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "transfer.amazonaws.com" }} }},
    ]
  }})
}}
"#
    )
}

/// The role after a fix.
fn mended(bytes: usize) -> String {
    let folder = folder(&[("main.tf", &role(bytes))]);
    let output = run(&folder, &["fix"]);
    assert_ne!(code(&output), Some(2), "{}", err(&output));
    fs::read_to_string(folder.path().join("main.tf")).expect("the file")
}

#[test]
fn a_condition_that_would_cross_the_quota_is_made_shorter() {
    let roomy = mended(1_500);
    assert!(roomy.contains("aws:SourceAccount") && roomy.contains("aws:SourceArn"), "{roomy}");
    let tight = mended(1_710);
    assert!(tight.contains("aws:SourceAccount") && !tight.contains("aws:SourceArn"), "{tight}");
    let folder = folder(&[("main.tf", &role(1_710))]);
    let told = out(&run(&folder, &["check"]));
    assert!(told.contains("no source ARN: with it the policy would cross the quota of 2048 bytes"), "{told}");
}

#[test]
fn one_for_which_there_is_no_room_at_all_is_left_to_a_person() {
    assert_eq!(mended(1_790), role(1_790));
    let told = out(&pipe(&folder(&[]), &["check", "-"], role(1_790).as_bytes()));
    assert!(told.contains("and may have 2048: make it shorter, or ask AWS for a larger quota"), "{told}");
}

#[test]
fn one_that_is_nearly_full_with_its_condition_says_so() {
    let told = |bytes| out(&pipe(&folder(&[]), &["check", "-"], role(bytes).as_bytes()));
    assert!(told(1_500).contains("bytes or more, and may have 2048"), "{}", told(1_500));
    assert!(!told(1_000).contains("2048"), "{}", told(1_000));
}

#[test]
fn a_policy_that_is_too_large_already_has_a_larger_quota() {
    assert!(mended(2_500).contains("aws:SourceArn"));
}

#[test]
fn what_was_made_shorter_is_clean_and_stays_as_it_is() {
    let folder = folder(&[("main.tf", &mended(1_710))]);
    let again = run(&folder, &["check"]);
    assert_eq!(code(&again), Some(0), "{}", out(&again));
    assert_eq!(out(&run(&folder, &["diff"])), "");
}

/// A policy in a file of its own that has all its bytes but these: two statements, one of them without a
/// condition.
fn policy_of(quota: usize, left: usize, (service, action, resource): (&str, &str, &str)) -> String {
    let with = |filler: &str| {
        let resource = if resource.is_empty() { String::new() } else { format!(r#","Resource":"{resource}""#) };
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/{filler}"}},"Action":"{action}"{resource}}},{{"Effect":"Allow","Principal":{{"Service":"{service}"}},"Action":"{action}"{resource}}}]}}"#
        )
    };
    with(&"x".repeat(quota - left - with("").len()))
}

#[test]
fn no_policy_in_a_file_grows_over_the_quota_of_its_kind() {
    for (quota, grant) in [
        (2_048, ("transfer.amazonaws.com", "sts:AssumeRole", "")),
        (20_480, ("cloudtrail.amazonaws.com", "s3:PutObject", "arn:aws:s3:::it/*")),
        (8_192, ("sns.amazonaws.com", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:it")),
        (30_720, ("cloudwatch.amazonaws.com", "sns:Publish", "arn:aws:sns:eu-west-1:111122223333:it")),
        (32_768, ("profile.amazonaws.com", "kms:Decrypt", "*")),
        (5_120, ("route53.amazonaws.com", "logs:PutLogEvents", "arn:aws:logs:us-east-1:111122223333:log-group:/a:*")),
        (
            20_480,
            ("redshift.amazonaws.com", "dynamodb:DescribeTable", "arn:aws:dynamodb:eu-west-1:111122223333:table/it"),
        ),
    ] {
        let after = |left: usize| {
            let text = policy_of(quota, left, grant);
            let folder = folder(&[("policy.json", &text), ("unconfuse.toml", "account = \"111122223333\"\n")]);
            let output = run(&folder, &["fix", "--unsafe-fixes", "policy.json"]);
            assert_ne!(code(&output), Some(2), "{}", err(&output));
            let written = fs::read_to_string(folder.path().join("policy.json")).expect("the file");
            assert!(written.len() <= quota, "{} bytes of {quota}, {left} were left:\n{}", written.len(), out(&output));
            written != text
        };
        assert!(after(400), "there is room: {grant:?}");
        assert!(!after(40), "there is none: {grant:?}");
        (60..260).step_by(25).for_each(|left| {
            after(left);
        });
    }
}
