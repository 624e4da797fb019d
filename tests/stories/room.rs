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
