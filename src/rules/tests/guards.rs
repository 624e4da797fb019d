//! Uses that AWS guards otherwise than by the source: clean only where that guard stands.

use super::{key, trust_of};
use crate::edit::Applicability;
use crate::engine::stories::{mended, module, rules, template, trusted};
use crate::finding::{Finding, Remedy, Severity};
use crate::outcome::{ProgramOutcome, Verdict};

fn is_clean(outcome: &ProgramOutcome) -> bool {
    matches!(outcome.grants[0].verdict, Verdict::Clean(_)) && outcome.findings.is_empty()
}

/// What a person is told to write.
fn advice(finding: &Finding) -> &str {
    match &finding.remedy {
        Remedy::Manual { reason, .. } => &reason.text,
        other => panic!("{other:?}"),
    }
}

/// A bucket that load balancers write their logs to.
fn bucket(resource: &str) -> ProgramOutcome {
    module(&format!(
        r#"
variable "account" {{}}
variable "where" {{}}
variable "org_id" {{}}
variable "paths" {{}}
data "aws_caller_identity" "current" {{}}
resource "aws_s3_bucket" "logs" {{
  bucket = "logs"
}}
data "aws_iam_policy_document" "logs" {{
  statement {{
    actions   = ["s3:PutObject"]
    resources = {resource}
    principals {{
      type        = "Service"
      identifiers = ["logdelivery.elasticloadbalancing.amazonaws.com"]
    }}
  }}
}}
resource "aws_s3_bucket_policy" "logs" {{
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.logs.json
}}
"#
    ))
}

#[test]
fn logs_below_the_account_in_the_path_are_nobody_elses() {
    for guarded in [
        r#"["${aws_s3_bucket.logs.arn}/AWSLogs/${data.aws_caller_identity.current.account_id}/*"]"#,
        r#"["arn:aws:s3:::logs/alb/AWSLogs/123456789012/*"]"#,
        r#"["${aws_s3_bucket.logs.arn}/AWSLogs/${var.account}/*", "arn:aws:s3:::logs/b/AWSLogs/123456789012/*"]"#,
    ] {
        let outcome = bucket(guarded);
        assert!(is_clean(&outcome), "{guarded}: {outcome:#?}");
    }
}

#[test]
fn a_bucket_that_is_open_for_the_logs_of_all_accounts_is_found() {
    for open in [
        r#"["${aws_s3_bucket.logs.arn}/*"]"#,
        r#"["*"]"#,
        r#"["arn:aws:s3:::logs/AWSLogs/*"]"#,
        r#"["arn:aws:s3:::logs/AWSLogs/*/elasticloadbalancing/*"]"#,
        r#"["arn:aws:s3:::logs/AWSLogs/123456789012/*", "arn:aws:s3:::logs/b/*"]"#,
    ] {
        let outcome = bucket(open);
        assert_eq!(rules(&outcome), ["missing-source-condition"], "{open}");
        assert!(advice(&outcome.findings[0]).ends_with("end its Resource in `AWSLogs/<account>/*`"), "{open}");
        assert!(outcome.fixes.is_empty(), "{open}");
    }
}

#[test]
fn a_path_that_nobody_can_read_is_not_called_clean() {
    for unclear in [
        r#"["${aws_s3_bucket.logs.arn}/AWSLogs/${var.org_id}/*"]"#,
        r#"["${aws_s3_bucket.logs.arn}/${var.where}/*"]"#,
        "var.paths",
        r#"["${var.where}"]"#,
    ] {
        let outcome = bucket(unclear);
        let undecided = matches!(outcome.grants[0].verdict, Verdict::CannotDecide(_));
        assert!(undecided && outcome.findings.is_empty(), "{unclear}: {outcome:#?}");
    }
}

#[test]
fn the_key_of_log_groups_needs_their_encryption_context() {
    let context = |arn: &str| format!("ArnLike = {{ \"kms:EncryptionContext:aws:logs:arn\" = \"{arn}\" }}");
    assert!(is_clean(&key("logs", &context("arn:aws:logs:*:123456789012:log-group:*"))));
    for open in [String::new(), context("arn:aws:logs:*:*:*"), context("*")] {
        let outcome = key("logs", &open);
        assert_eq!(rules(&outcome), ["missing-source-condition"], "{open}");
        let [finding] = outcome.findings.as_slice() else { panic!("{outcome:#?}") };
        assert!(advice(finding).contains("write ArnLike on kms:EncryptionContext:aws:logs:arn"), "{finding:#?}");
        assert!(finding.candidates[0].contains("arn:aws:logs:*:<Account>:log-group:*"), "{finding:#?}");
        assert_eq!((finding.severity, outcome.fixes.len()), (Severity::High, 0));
    }
}

#[test]
fn a_guard_that_everybody_passes_weighs_little() {
    let open = module(&trust_of("elasticbeanstalk", ""));
    assert_eq!((rules(&open), open.findings[0].severity), (vec!["missing-source-condition"], Severity::Low));
    let id = "StringEquals = { \"sts:ExternalId\" = \"elasticbeanstalk\" }";
    assert!(is_clean(&module(&trust_of("elasticbeanstalk", id))));
}

#[test]
fn an_id_that_is_the_same_for_everybody_is_no_guard_where_there_is_a_better_one() {
    let id = "StringEquals = { \"sts:ExternalId\" = \"vmimport\" }";
    let outcome = module(&trust_of("vmie", id));
    assert_eq!(rules(&outcome), ["missing-source-condition"]);
    let text = mended(&outcome);
    assert!(text.contains("\"sts:ExternalId\"") && text.contains("\"aws:SourceAccount\""), "{text}");
    let own = module(&trust_of("cognito-idp", &id.replace("vmimport", "b4f7e4f2")));
    assert!(is_clean(&own), "the owner of a user pool chooses the id: {own:#?}");
}

#[test]
fn a_skill_is_named_by_its_token() {
    let permission = |token: &str| {
        template(&format!(
            "Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: x\n      Principal: alexa-appkit.amazon.com\n{token}"
        ))
    };
    assert!(is_clean(&permission("      EventSourceToken: amzn1.ask.skill.1\n")));
    assert_eq!(rules(&permission("")), ["missing-source-condition"]);
}

#[test]
fn a_role_of_which_the_evidence_conflicts_is_left_to_its_own_account() {
    let open = module(&trust_of("lambda", ""));
    assert!(is_clean(&open) && open.findings.is_empty(), "{open:#?}");
    let named = "StringEquals = { \"aws:SourceAccount\" = \"123456789012\" }";
    assert!(is_clean(&module(&trust_of("lambda", named))));
    assert!(is_clean(&module(&trust_of("ec2", ""))), "that it sends nothing is documented");
}

#[test]
fn a_role_that_a_service_uses_for_other_accounts_gets_no_account_unasked() {
    let launch = module(&trust_of("servicecatalog", ""));
    assert_eq!(rules(&launch), ["missing-source-condition"]);
    assert_eq!(trusted(&launch), Some(Applicability::Unsafe), "the portfolio may be shared");
    let own = module(&trust_of("storagegateway", ""));
    assert_eq!(trusted(&own), Some(Applicability::Safe), "a gateway takes roles of its own account");
}

#[test]
fn a_key_that_is_compared_with_itself_keeps_nobody_out() {
    for variable in ["aws:SourceAccount", "aws:sourceaccount", "aws:SourceAccount, 'x'"] {
        let condition = format!("StringEquals = {{ \"aws:SourceAccount\" = \"$${{{variable}}}\" }}");
        let open = module(&trust_of("transfer", &condition));
        assert_eq!(rules(&open), ["over-broad-source-arn"], "{variable}");
    }
    let other = module(&trust_of("transfer", "StringEquals = { \"aws:SourceAccount\" = \"$${aws:ResourceAccount}\" }"));
    assert!(is_clean(&other), "the account of the role is one account");
}
