//! Stories of source ARNs and accounts that are referred to, and are those of something else.

use crate::edit::Applicability;
use crate::engine::stories::{mended, module, rules, template, trusted};
use crate::outcome::ProgramOutcome;

/// A queue that a service may send to under a condition.
fn queue(services: &str, condition: &str) -> ProgramOutcome {
    module(&format!(
        r#"
data "aws_caller_identity" "current" {{}}
data "aws_region" "current" {{}}
resource "aws_s3_bucket" "uploads" {{}}
resource "aws_sns_topic" "orders" {{}}
resource "aws_mq_broker" "orders" {{}}
resource "aws_sqs_queue_policy" "it" {{
  queue_url = "it"
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = {{ Service = {services} }}
      Resource  = "*"
      Condition = {{
        {condition}
      }}
    }}]
  }})
}}
"#
    ))
}

fn from(service: &str, arn: &str) -> ProgramOutcome {
    let account = "StringEquals = { \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id }";
    queue(
        &format!("\"{service}.amazonaws.com\""),
        &format!("ArnLike = {{ \"aws:SourceArn\" = {arn} }}\n        {account}"),
    )
}

fn of_account(account: &str) -> ProgramOutcome {
    queue("\"s3.amazonaws.com\"", &format!("StringEquals = {{ \"aws:SourceAccount\" = {account} }}"))
}

#[test]
fn the_arn_of_a_resource_that_the_service_does_not_act_for_is_found() {
    let topic = from("s3", "aws_sns_topic.orders.arn");
    assert_eq!((rules(&topic), trusted(&topic)), (vec!["malformed-source-arn"], None));
    let message = "s3.amazonaws.com sends no ARN of the form of `aws_sns_topic.orders.arn` here";
    assert_eq!(topic.findings[0].message, message);
    for right in ["aws_s3_bucket.uploads.arn", "\"${aws_s3_bucket.uploads.arn}*\""] {
        assert_eq!(rules(&from("s3", right)), [""; 0], "{right}");
    }
    assert_eq!(rules(&from("s3", "[aws_s3_bucket.uploads.arn, aws_sns_topic.orders.arn]")), ["malformed-source-arn"]);
}

#[test]
fn what_stands_behind_an_arn_that_is_sent_alone_is_taken_away() {
    let objects = from("s3", "\"${aws_s3_bucket.uploads.arn}/*\"");
    assert_eq!((rules(&objects), trusted(&objects)), (vec!["malformed-source-arn"], Some(Applicability::Unsafe)));
    assert!(mended(&objects).contains("\"aws:SourceArn\" = aws_s3_bucket.uploads.arn }"), "{}", mended(&objects));
}

#[test]
fn of_a_service_that_nobody_knows_nothing_is_said_about_its_sources() {
    let both = "[\"s3.amazonaws.com\", \"mq.amazonaws.com\"]";
    let arns = "ArnLike = { \"aws:SourceArn\" = [aws_s3_bucket.uploads.arn, aws_mq_broker.orders.arn] }";
    let account = "StringEquals = { \"aws:SourceAccount\" = \"111122223333\" }";
    let found = rules(&queue(both, &format!("{arns}\n        {account}")));
    assert!(!found.contains(&"malformed-source-arn"), "{found:?}");
}

#[test]
fn what_is_not_the_id_of_an_account_is_no_source_account() {
    let current = "data.aws_caller_identity.current";
    for (wrong, trust) in [
        (format!("{current}.arn"), None),
        ("data.aws_region.current.name".to_owned(), None),
        ("aws_s3_bucket.uploads.arn".to_owned(), None),
        (format!("\"arn:aws:iam::${{{current}.account_id}}:root\""), Some(Applicability::Safe)),
        (format!("\"${{{current}.account_id}}:\""), Some(Applicability::Safe)),
    ] {
        let outcome = of_account(&wrong);
        assert_eq!((rules(&outcome), trusted(&outcome)), (vec!["malformed-account-id"], trust), "{wrong}");
        if trust.is_some() {
            let right = format!("\"aws:SourceAccount\" = {current}.account_id }}");
            assert!(mended(&outcome).contains(&right), "{}", mended(&outcome));
        }
    }
    for right in [format!("{current}.account_id"), "var.account".to_owned(), "\"${var.account}\"".to_owned()] {
        assert_eq!(rules(&of_account(&right)), [""; 0], "{right}");
    }
}

#[test]
fn templates_refer_to_the_wrong_resource_too() {
    let queue = |source: &str, account: &str| {
        template(&format!(
            "Resources:\n  Orders:\n    Type: AWS::SNS::Topic\n  Uploads:\n    Type: AWS::S3::Bucket\n  It:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [it]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: sqs:SendMessage\n            Principal: {{Service: s3.amazonaws.com}}\n            Resource: \"*\"\n            Condition:\n              ArnLike: {{aws:SourceArn: {source}}}\n              StringEquals: {{aws:SourceAccount: {account}}}\n"
        ))
    };
    assert_eq!(rules(&queue("!GetAtt Uploads.Arn", "!Ref AWS::AccountId")), [""; 0]);
    assert_eq!(rules(&queue("!Ref Orders", "!Ref AWS::AccountId")), ["malformed-source-arn"]);
    assert_eq!(rules(&queue("!Sub \"${Uploads.Arn}/*\"", "!Ref AWS::AccountId")), ["malformed-source-arn"]);
    let root = queue("!GetAtt Uploads.Arn", "!Sub \"arn:aws:iam::${AWS::AccountId}:root\"");
    assert_eq!(rules(&root), ["malformed-account-id"]);
    assert!(!mended(&root).contains(":root"), "{}", mended(&root));
}
