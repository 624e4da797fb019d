//! Policies in files of their own, given by name.

use super::{judged, mended, new_lines, refusals};
use unconfuse::outcome::Verdict;

fn policy(service: &str, action: &str, resource: &str, more: &str) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{ "Service": "{service}" }},
      "Action": "{action}",
      "Resource": "{resource}"
    }}{more}
  ]
}}
"#
    )
}

#[test]
fn the_kind_is_told_by_the_actions() {
    for (action, kind) in [
        ("sts:AssumeRole", "role-trust"),
        ("sqs:SendMessage", "sqs-queue-policy"),
        ("sns:Publish", "sns-topic-policy"),
        ("s3:PutObject", "s3-bucket-policy"),
        ("kms:Decrypt", "kms-key-policy"),
        ("lambda:InvokeFunction", "lambda-permission"),
    ] {
        let outcome = judged("policy.json", &policy("events.amazonaws.com", action, "*", ""));
        assert_eq!(outcome.grants[0].kind.0, kind, "{action}");
    }
}

#[test]
fn a_policy_that_names_its_account_is_mended_with_it() {
    let text = policy("connect.amazonaws.com", "sns:Publish", "arn:aws:sns:eu-west-1:111122223333:chat", "");
    let after = mended("policy.json", &text);
    let new = new_lines(&text, &after).join("\n");
    assert!(new.contains("\"aws:SourceAccount\": \"111122223333\""), "{after}");
    assert!(new.contains("\"arn:aws:connect:*:111122223333:*\""), "{after}");
}

#[test]
fn the_account_that_a_key_policy_leaves_everything_to_is_its_own() {
    let root = r#",
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws-cn:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }"#;
    let text = policy("logs.cn-north-1.amazonaws.com.cn", "kms:Decrypt", "*", root);
    let outcome = judged("key.json", &text);
    assert!(!refusals(&outcome).iter().any(|(_, text)| text.contains("does not tell its account")), "{outcome:#?}");
}

#[test]
fn a_policy_that_does_not_tell_its_account_is_left_to_a_person() {
    for text in [
        policy("connect.amazonaws.com", "sns:Publish", "*", ""),
        policy("connect.amazonaws.com", "sns:Publish", "arn:aws:sns:eu-west-1:${account_id}:chat", ""),
    ] {
        let outcome = judged("policy.json", &text);
        assert!(
            outcome.fixes.is_empty() && refusals(&outcome)[0].1.contains("does not tell its account"),
            "{outcome:#?}"
        );
    }
}

#[test]
fn a_policy_whose_actions_are_of_several_services_is_not_decided() {
    let other = r#",
    { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sqs:SendMessage", "Resource": "*" }"#;
    let outcome = judged("policy.json", &policy("connect.amazonaws.com", "sns:Publish", "*", other));
    assert!(matches!(outcome.grants[0].verdict, Verdict::CannotDecide(_)), "{outcome:#?}");
}

#[test]
fn a_policy_without_principals_and_other_json_have_nothing_to_say() {
    for text in [
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#,
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        r#"{"Version": 1, "Statement": {"Effect": "x"}}"#,
        "[]",
    ] {
        assert!(judged("policy.json", text).grants.is_empty(), "{text}");
    }
}
