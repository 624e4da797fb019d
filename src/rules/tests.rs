//! Stories of what the rules say to whole programs.

use crate::edit::Applicability;
use crate::engine::stories::{mended, module, rules, trusted};
use crate::finding::Remedy;
use crate::outcome::{ProgramOutcome, Verdict};

const BUCKET: &str = r#"
data "aws_caller_identity" "current" {}
resource "aws_s3_bucket" "uploads" {
  bucket = "uploads"
}
resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  lambda_function {
    lambda_function_arn = aws_lambda_function.resize.arn
    events              = ["s3:ObjectCreated:*"]
  }
}
resource "aws_lambda_function" "resize" {
  function_name = "resize"
}
module "uploads" {
  source = "example/bucket/aws"
}
"#;

fn permission(arguments: &str) -> ProgramOutcome {
    module(&format!(
        r#"{BUCKET}
resource "aws_lambda_permission" "uploads" {{
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.resize.function_name
  principal     = "s3.amazonaws.com"
{arguments}
}}
"#
    ))
}

#[test]
fn a_bucket_that_is_named_by_reference_still_names_no_account() {
    for arn in ["aws_s3_bucket.uploads.arn", "module.uploads.bucket.arn", "\"arn:aws:s3:::uploads\""] {
        let outcome = permission(&format!("  source_arn    = {arn}"));
        assert_eq!(rules(&outcome), ["source-arn-without-account"], "{arn}");
        assert!(mended(&outcome).contains("source_account = data.aws_caller_identity.current.account_id"), "{arn}");
    }
    let safe = permission("  source_arn    = aws_s3_bucket.uploads.arn");
    let why = safe.findings[0].why.clone().unwrap_or_default();
    assert!(!why.contains("no source ARN"), "it has one: {why}");
    assert_eq!(trusted(&safe), Some(Applicability::Safe));
    let both = "  source_arn     = aws_s3_bucket.uploads.arn\n  source_account = \"123456789012\"";
    assert!(rules(&permission(both)).is_empty());
}

#[test]
fn a_bucket_that_is_given_from_outside_may_be_in_another_account() {
    let text = r#"
data "aws_caller_identity" "current" {}
variable "bucket_arn" {}
resource "aws_lambda_permission" "uploads" {
  action        = "lambda:InvokeFunction"
  function_name = "resize"
  principal     = "s3.amazonaws.com"
  source_arn    = var.bucket_arn
}
"#;
    let outcome = module(text);
    assert_eq!((rules(&outcome), trusted(&outcome)), (vec!["source-arn-without-account"], Some(Applicability::Unsafe)));
    let why = outcome.findings[0].why.clone().unwrap_or_default();
    assert!(why.contains("given from outside"), "{why}");
}

#[test]
fn an_account_that_may_be_null_is_not_written_twice() {
    let both = "  source_arn     = aws_s3_bucket.uploads.arn\n  source_account = try(var.account, null)";
    let outcome = permission(both);
    assert_eq!((rules(&outcome), trusted(&outcome)), (vec!["source-arn-without-account"], None));
    let Remedy::Manual { reason, .. } = &outcome.findings[0].remedy else { panic!("{outcome:#?}") };
    assert!(reason.text.contains("may be null"), "{reason}");
}

fn key(service: &str, condition: &str) -> ProgramOutcome {
    module(&format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_kms_key" "it" {{
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "kms:*"
      Principal = {{ Service = "{service}.amazonaws.com" }}
      Resource  = "*"
      Condition = {{ {condition} }}
    }}]
  }})
}}
"#
    ))
}

#[test]
fn an_encryption_context_of_anybody_guards_nothing() {
    let context = |arn: &str| format!("ArnLike = {{ \"kms:EncryptionContext:aws:cloudtrail:arn\" = \"{arn}\" }}");
    let own = key("cloudtrail", &context("arn:aws:cloudtrail:*:123456789012:trail/*"));
    assert!(matches!(own.grants[0].verdict, Verdict::Clean(_)), "{own:#?}");
    for anybodys in ["arn:aws:cloudtrail:*:*:trail/*", "*"] {
        assert_eq!(rules(&key("cloudtrail", &context(anybodys))), ["missing-source-condition"], "{anybodys}");
    }
}

#[test]
fn a_service_that_the_call_comes_through_is_no_source() {
    let outcome = key("cloudtrail", "StringEquals = { \"kms:ViaService\" = \"s3.eu-west-1.amazonaws.com\" }");
    assert!(matches!(outcome.grants[0].verdict, Verdict::CannotDecide(_)), "{outcome:#?}");
    assert!(outcome.findings.is_empty());
}

/// A role that the transfer service may assume under this condition.
fn trust(condition: &str) -> ProgramOutcome {
    module(&format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_iam_role" "it" {{
  assume_role_policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = "transfer.amazonaws.com" }}
      Condition = {{ {condition} }}
    }}]
  }})
}}
"#
    ))
}

#[test]
fn a_wildcard_that_reaches_over_the_account_names_none() {
    let of = |operator: &str, arn: &str| trust(&format!("{operator} = {{ \"aws:SourceArn\" = \"{arn}\" }}"));
    for open in ["arn:aws:transfer:*", "arn:aws:transfer:*:user/*", "*:transfer:*"] {
        let outcome = of("StringLike", open);
        assert_eq!(rules(&outcome), ["source-arn-without-account"], "{open}");
        assert!(mended(&outcome).contains("\"aws:SourceAccount\" = data.aws_caller_identity"), "{}", mended(&outcome));
    }
    for pinned in ["arn:aws:transfer:*:123456789012:*", "arn:aws:*:*:123456789012:user/*"] {
        assert!(rules(&of("StringLike", pinned)).is_empty(), "{pinned}");
    }
    assert_eq!(rules(&of("ArnLike", "arn:aws:transfer:*")), ["malformed-source-arn"], "no star reaches over a colon");
    assert_eq!(rules(&of("StringLike", "arn:aws:s3:*")), ["malformed-source-arn"]);
}

#[test]
fn a_value_that_is_no_text_is_no_malformed_arn() {
    assert_eq!(rules(&trust("Null = { \"aws:SourceArn\" = \"false\" }")), ["optional-source-condition"]);
    assert_eq!(rules(&trust("Bool = { \"aws:SourceArn\" = \"true\" }")), ["mistyped-condition-operator"]);
}

#[test]
fn the_nearest_forms_are_told_where_an_arn_is_not_mended() {
    let outcome = trust("ArnLike = { \"aws:SourceArn\" = \"arn:aws:transfer:*:123456789012:users/s-1/bob\" }");
    let Remedy::Manual { reason, .. } = &outcome.findings[0].remedy else { panic!("{outcome:#?}") };
    assert!(reason.text.contains(":user/${ServerId}/${UserName}") && reason.text.len() < 240, "{reason}");
}
