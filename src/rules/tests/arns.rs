//! Stories of source ARNs that are none.

use super::key;
use crate::edit::Applicability;
use crate::engine::stories::{mended, module, rules, template, trusted};
use crate::outcome::ProgramOutcome;

/// A queue that a bucket may send to, as far as this is its ARN.
fn queue(arn: &str) -> ProgramOutcome {
    module(&format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_s3_bucket" "uploads" {{
  bucket_prefix = "uploads"
}}
resource "aws_sqs_queue_policy" "it" {{
  queue_url = "it"
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = {{ Service = "s3.amazonaws.com" }}
      Resource  = "*"
      Condition = {{
        ArnEquals    = {{ "aws:SourceArn" = {arn} }}
        StringEquals = {{ "aws:SourceAccount" = data.aws_caller_identity.current.account_id }}
      }}
    }}]
  }})
}}
"#
    ))
}

#[test]
fn the_name_of_a_bucket_is_not_its_arn() {
    for name in ["aws_s3_bucket.uploads.id", "aws_s3_bucket.uploads.bucket"] {
        let outcome = queue(name);
        let found = (rules(&outcome), trusted(&outcome));
        assert_eq!(found, (vec!["malformed-source-arn"], Some(Applicability::Unsafe)), "{name}");
        assert!(mended(&outcome).contains("\"aws:SourceArn\" = aws_s3_bucket.uploads.arn }"), "{name}");
    }
    let under = queue("\"${aws_s3_bucket.uploads.id}/*\"");
    assert_eq!((rules(&under), trusted(&under)), (vec!["malformed-source-arn"], None));
    for right in ["aws_s3_bucket.uploads.arn", "\"arn:aws:s3:::${aws_s3_bucket.uploads.id}\""] {
        assert!(rules(&queue(right)).is_empty(), "{right}");
    }
}

/// A permission for a bucket or a topic of a template.
fn permission(service: &str, arn: &str) -> ProgramOutcome {
    template(&format!(
        "Resources:\n  Uploads:\n    Type: AWS::S3::Bucket\n  News:\n    Type: AWS::SNS::Topic\n  Permission:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: it\n      Principal: {service}.amazonaws.com\n      SourceArn: {arn}\n      SourceAccount: !Ref AWS::AccountId\n"
    ))
}

#[test]
fn what_ref_gives_is_a_name_for_some_types_and_the_arn_for_others() {
    let bucket = permission("s3", "!Ref Uploads");
    assert_eq!(rules(&bucket), ["malformed-source-arn"]);
    assert!(bucket.findings[0].message.contains("(`Uploads.Arn`)"), "{}", bucket.findings[0].message);
    assert!(!rules(&permission("sns", "!Ref News")).contains(&"malformed-source-arn"));
    assert!(rules(&permission("s3", "!GetAtt Uploads.Arn")).is_empty());
}

#[test]
fn a_text_that_was_to_be_substituted_never_matches() {
    for arn in ["arn:aws:s3:::uploads-${AWS::AccountId}", "arn:${AWS::Partition}:s3:::uploads"] {
        assert_eq!(rules(&permission("s3", arn)), ["malformed-source-arn"], "{arn}");
        assert!(rules(&permission("s3", &format!("!Sub {arn}"))).is_empty(), "{arn}");
    }
}

#[test]
fn the_account_is_not_written_twice_where_a_colon_is_missing() {
    let account = "${data.aws_caller_identity.current.account_id}";
    for resource in ["trail/x", "/trail/x"] {
        let arn = format!("arn:aws:cloudtrail:*:{account}{resource}");
        let outcome = key("cloudtrail", &format!("ArnLike = {{ \"aws:SourceArn\" = \"{arn}\" }}"));
        assert_eq!(rules(&outcome), ["malformed-source-arn"], "{arn}");
        assert!(mended(&outcome).contains(&format!("cloudtrail:*:{account}:trail/x\"")), "{}", mended(&outcome));
    }
}

#[test]
fn a_region_of_another_partition_is_none() {
    let condition = |arn: &str| format!("ArnLike = {{ \"aws:SourceArn\" = \"{arn}:111122223333:trail/x\" }}");
    for arn in ["arn:aws:cloudtrail:cn-north-1", "arn:aws-us-gov:cloudtrail:eu-west-1"] {
        assert_eq!(rules(&key("cloudtrail", &condition(arn))), ["malformed-source-arn"], "{arn}");
    }
    for arn in ["arn:aws-cn:cloudtrail:cn-north-1", "arn:aws:cloudtrail:*"] {
        assert!(rules(&key("cloudtrail", &condition(arn))).is_empty(), "{arn}");
    }
}

/// A logging role of a server, with these source ARNs.
fn logging(arns: &[&str]) -> ProgramOutcome {
    let arns: Vec<String> = arns.iter().map(|arn| format!("\"arn:aws:transfer:*:111122223333:{arn}\"")).collect();
    module(&format!(
        r#"
resource "aws_iam_role" "logging" {{
  assume_role_policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = "transfer.amazonaws.com" }}
      Condition = {{ ArnLike = {{ "aws:SourceArn" = [{}] }} }}
    }}]
  }})
}}
resource "aws_transfer_server" "it" {{
  logging_role = aws_iam_role.logging.arn
}}
"#,
        arns.join(", ")
    ))
}

#[test]
fn a_source_of_another_use_may_stand_beside_the_one_that_is_seen() {
    assert_eq!(rules(&logging(&["workflow/*"])), ["malformed-source-arn"]);
    assert!(rules(&logging(&["workflow/*", "server/*"])).is_empty());
    assert_eq!(rules(&logging(&["workflows/*", "server/*"])), ["malformed-source-arn"]);
    assert_eq!(rules(&logging(&["workflow/*", "user/*"])), ["malformed-source-arn"; 2]);
}
