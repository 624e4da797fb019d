//! Stories of what the rules say to whole programs.

mod arns;
mod guards;
mod permissions;
mod references;
mod syntaxes;

use crate::edit::Applicability;
use crate::engine::stories::{self, mended, module, rules, trusted};
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

/// A role that a service may assume under this condition.
fn trust_of(service: &str, condition: &str) -> String {
    format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_iam_role" "it" {{
  assume_role_policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = "{service}.amazonaws.com" }}
      Condition = {{ {condition} }}
    }}]
  }})
}}
"#
    )
}

fn trust(condition: &str) -> ProgramOutcome {
    module(&trust_of("transfer", condition))
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
fn a_condition_that_asks_only_whether_a_key_is_there_is_told_as_what_it_is() {
    for (value, key) in [("false", "aws:SourceAccount"), ("true", "aws:SourceArn")] {
        let outcome = trust(&format!("Null = {{ \"{key}\" = \"{value}\" }}"));
        let told = format!("Null asks whether a call of transfer.amazonaws.com carries {key}, not what it says");
        assert_eq!(outcome.findings[0].message, told);
    }
}

#[test]
fn the_nearest_forms_are_told_where_an_arn_is_not_mended() {
    let outcome = trust("ArnLike = { \"aws:SourceArn\" = \"arn:aws:transfer:*:123456789012:users/s-1/bob\" }");
    let Remedy::Manual { reason, .. } = &outcome.findings[0].remedy else { panic!("{outcome:#?}") };
    assert!(reason.text.contains(":user/${ServerId}/${UserName}") && reason.text.len() < 240, "{reason}");
}

/// Conditions with one slip each.
const SLIPS: [&str; 18] = [
    r#"" ArnEquals" = { "aws:SourceArn" = "arn:aws:SERVICE:*:123456789012:*" }"#,
    r#"StringEqual = { "aws:SourceAccount" = "123456789012" }"#,
    r#"Frobnicate = { "aws:SourceAccount" = "123456789012" }"#,
    r#"StringEquals = { "aws:SourceAcount" = "123456789012" }"#,
    r#"StringEquals = { "SourceAccount" = "123456789012" }"#,
    r#"StringEqualsIfExists = { "aws:SourceAccount" = "123456789012" }"#,
    r#"Null = { "aws:SourceArn" = "false" }"#,
    r#"StringNotEquals = { "aws:SourceAccount" = "123456789012" }"#,
    r#"ArnLike = { "aws:SourceAccount" = "123456789012" }"#,
    r#"Bool = { "aws:SourceAccount" = "true" }"#,
    r#"StringEquals = { "aws:SourceAccount" = "123456789012:" }"#,
    r#"StringEquals = { "aws:SourceAccount" = "*" }"#,
    r#"StringEquals = { "aws:SourceAccount" = [] }"#,
    r#"ArnLike = { "aws:SourceArn" = "*" }"#,
    r#"ArnLike = { "aws:SourceArn" = "arn:aws:SERVICE:*" }"#,
    r#"StringLike = { "aws:SourceArn" = "arn:aws:SERVICE:*" }"#,
    r#"StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }"#,
    r#""aws:SourceAccount" = "123456789012""#,
];

#[test]
fn one_slip_is_one_finding_whatever_is_known_of_the_service() {
    for service in ["transfer", "ec2", "codepipeline", "glue", "scheduler", "states"] {
        for slip in SLIPS {
            let outcome = module(&trust_of(service, &slip.replace("SERVICE", service)));
            assert!(outcome.findings.len() <= 1, "{service}: {slip}: {:?}", rules(&outcome));
            assert!(outcome.problems.is_empty(), "{service}: {slip}: {:?}", outcome.problems);
            let is_clean = matches!(outcome.grants[0].verdict, Verdict::Clean(_));
            assert!(!is_clean || service == "ec2", "{service}: {slip}: {:?}", outcome.grants[0].verdict);
        }
    }
}

#[test]
fn a_wrong_name_in_every_place_of_a_principal_is_told_and_never_changed() {
    let permission = |principal: &str| {
        module(&format!(
            "resource \"aws_lambda_permission\" \"it\" {{\n  action = \"lambda:InvokeFunction\"\n  function_name = \"it\"\n  principal = \"{principal}\"\n}}\n"
        ))
    };
    for outcome in [module(&trust_of("States", "")), permission("Events.amazonaws.com"), permission("sns")] {
        assert_eq!((rules(&outcome), trusted(&outcome)), (vec!["malformed-service-principal"], None));
        assert!(outcome.fixes.is_empty());
        let Remedy::Manual { reason, .. } = &outcome.findings[0].remedy else { panic!("{outcome:#?}") };
        assert!(reason.text.starts_with("write `"), "{reason}");
    }
    for rendered_later in ["${service}.amazonaws.com", "{{ service }}.amazonaws.com", "SERVICE<X>"] {
        let outcome = stories::template(&format!(
            "Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: x\n      Principal: \"{rendered_later}\"\n"
        ));
        assert!(matches!(outcome.grants[0].verdict, Verdict::CannotDecide(_)), "{rendered_later}: {outcome:#?}");
    }
}

#[test]
fn an_open_statement_undoes_the_condition_of_one_that_it_covers_and_of_no_other() {
    let bucket = |open: &str, closed: &str| {
        let statement = |resource: &str, rest: &str| {
            format!(
                "{{ Effect = \"Allow\", Action = \"s3:PutObject\", Principal = {{ Service = \"logging.s3.amazonaws.com\" }}, Resource = \"{resource}\"{rest} }}"
            )
        };
        let condition = ", Condition = { StringEquals = { \"aws:SourceAccount\" = \"123456789012\" } }";
        module(&format!(
            "resource \"aws_s3_bucket_policy\" \"it\" {{\n  bucket = \"logs\"\n  policy = jsonencode({{ Statement = [{}, {}] }})\n}}\n",
            statement(closed, condition),
            statement(open, "")
        ))
    };
    let found = |open: &str, closed: &str| rules(&bucket(open, closed)).join(" ");
    assert_eq!(found("arn:aws:s3:::logs/*", "arn:aws:s3:::logs/a/*"), "unconditioned-sibling-statement");
    assert_eq!(found("arn:aws:s3:::logs/a/*", "arn:aws:s3:::logs/*"), "missing-source-condition");
    assert_eq!(found("arn:aws:s3:::logs/b/*", "arn:aws:s3:::logs/a/*"), "missing-source-condition");
}

#[test]
fn a_name_that_is_given_from_outside_is_no_wrong_name() {
    let outcome = module(&format!(
        "variable \"service\" {{\n  default = \"Transfer\"\n}}\nvariable \"none\" {{\n  default = \"\"\n}}\n{}",
        trust_of("${var.none}", "")
            .replace("\"${var.none}.amazonaws.com\"", "[var.service, \"${var.none}.amazonaws.com\"]")
    ));
    assert!(outcome.findings.is_empty(), "{:?}", rules(&outcome));
    assert!(outcome.grants.iter().all(|row| matches!(row.verdict, Verdict::CannotDecide(_))), "{outcome:#?}");
}

#[test]
fn a_key_that_may_be_null_locks_nobody_out() {
    let source = |account: &str| {
        module(&format!(
            "variable \"triggers\" {{\n  type = any\n}}\nresource \"aws_lambda_permission\" \"it\" {{\n  for_each       = var.triggers\n  action         = \"lambda:InvokeFunction\"\n  function_name  = \"it\"\n  principal      = \"events.amazonaws.com\"\n  source_arn     = \"arn:aws:events:eu-west-1:111122223333:rule/it\"\n  source_account = {account}\n}}\n"
        ))
    };
    for given in ["\"111122223333\"", "data.aws_caller_identity.current.account_id"] {
        assert_eq!(rules(&source(given)), ["unsupported-source-key"], "{given}");
    }
    let none: &[&str] = &[];
    assert_eq!(rules(&source("try(each.value.account, null)")), none);
}

#[test]
fn an_owner_of_whom_only_some_letters_are_told_may_be_a_stranger() {
    let like = |key: &str, value: &str| key_like("cloudtrail", "StringLike", key, value);
    for (source, value) in [("SourceAccount", "1*"), ("SourceAccount", "11112222333?"), ("SourceOrgID", "o-*")] {
        assert_eq!(rules(&like(source, value)), ["over-broad-source-arn"], "{source} {value}");
    }
    let mended = mended(&like("SourceAccount", "1*"));
    assert!(mended.contains("= data.aws_caller_identity.current.account_id }"), "{mended}");
    let paths = |value: &str| rules(&key_like("cloudtrail", "ForAnyValue:StringLike", "SourceOrgPaths", value));
    assert_eq!(paths("o-*/r-ab12/*"), ["over-broad-source-arn"]);
    let none: [&str; 0] = [];
    assert_eq!(
        (rules(&like("SourceAccount", "111122223333")), paths("o-a1b2c3d4e5/*")),
        (none.to_vec(), none.to_vec())
    );
}

/// A key with one condition.
fn key_like(service: &str, operator: &str, source: &str, value: &str) -> ProgramOutcome {
    key(service, &format!("\"{operator}\" = {{ \"aws:{source}\" = \"{value}\" }}"))
}

/// A queue that rules and topics may send to, under this condition.
fn queue_of_two(condition: &str) -> ProgramOutcome {
    module(&format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_sqs_queue_policy" "it" {{
  queue_url = "it"
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = {{ Service = ["events.amazonaws.com", "sns.amazonaws.com"] }}
      Resource  = "*"
      Condition = {{ {condition} }}
    }}]
  }})
}}
"#
    ))
}

#[test]
fn one_fault_of_a_condition_is_one_finding_for_all_its_services() {
    let arns = r#"["arn:aws:events:*:111122223333:rule/*", "arn:aws:sns:*:111122223333:t"]"#;
    let misspelt = queue_of_two(&format!("ArnLik = {{ \"aws:SourceArn\" = {arns} }}"));
    assert_eq!(rules(&misspelt), ["unknown-condition-operator"]);
    assert!(mended(&misspelt).contains("ArnLike = {"), "{}", mended(&misspelt));
    assert!(misspelt.grants.iter().all(|grant| grant.verdict == Verdict::Findings(vec![0])), "{misspelt:#?}");
    let both = "IAM has no operator `ArnLik`; it concerns events.amazonaws.com and sns.amazonaws.com";
    assert_eq!(misspelt.findings[0].message, both);
    let slashed = arns.replace(":rule", ":/rule").replace(":t\"", "::t\"");
    let malformed = queue_of_two(&format!("ArnLike = {{ \"aws:SourceArn\" = {slashed} }}"));
    let named = "events.amazonaws.com sends no such ARN: it has a slash before the type of the resource; the same for \
                 sns.amazonaws.com";
    assert_eq!((rules(&malformed), &*malformed.findings[0].message), (vec!["malformed-source-arn"; 2], named));
    let twice = queue_of_two("StringEquals = { \"aws:SourceAccount\" = \"11112222333\" }");
    assert_eq!(rules(&twice), ["malformed-account-id"]);
    let open = queue_of_two("Bool = { \"aws:SecureTransport\" = \"true\" }");
    assert_eq!(rules(&open), ["missing-source-condition"; 2], "each service is let in for itself");
}
