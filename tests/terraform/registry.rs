//! Policies in the arguments of modules that are published elsewhere.

use crate::{judged, mended, rows};
use unconfuse::edit::Applicability;

/// A call of the module that makes keys, with one statement and this behind it.
fn key(version: &str, service: &str, rest: &str) -> String {
    format!(
        r#"module "key" {{
  source  = "terraform-aws-modules/kms/aws"
  version = "{version}"

  key_statements = [
    {{
      sid       = "Use"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
      resources = ["*"]
      principals = [{{
        type        = "Service"
        identifiers = ["{service}"]
      }}]{rest}
    }},
  ]
}}

data "aws_caller_identity" "current" {{}}
"#
    )
}

/// What `fix` would make of it.
fn after(text: &str) -> String {
    let outcome = judged(&[("main.tf", text)]);
    mended(&outcome, Applicability::Unsafe).remove("main.tf").unwrap_or_else(|| panic!("{:?}", rows(&outcome)))
}

const CONDITION: &str = r#" = [{
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = ["111122223333"]
      }]"#;

#[test]
fn a_statement_is_conditioned_under_the_name_that_its_version_reads() {
    for (version, name) in
        [("4.2.0", "condition"), ("~> 4.0", "condition"), ("3.1.1", "conditions"), (">= 2.0, < 4.0", "conditions")]
    {
        let after = after(&key(version, "cloudtrail.amazonaws.com", ""));
        let expected = format!("      {name} = [\n        {{\n          test     = ");
        assert!(after.contains(&expected), "{version}: {after}");
    }
}

#[test]
fn a_condition_that_is_there_gets_company_in_its_own_list() {
    let other = CONDITION.replace("aws:SourceAccount", "aws:Referer");
    let after = after(&key("4.2.0", "cloudtrail.amazonaws.com", &format!("\n      condition{other}")));
    assert_eq!(after.matches("condition = [").count(), 1, "{after}");
    assert!(after.contains("variable = \"aws:Referer\"") && after.contains("variable = \"aws:SourceArn\""), "{after}");
}

#[test]
fn an_operator_and_a_value_of_a_condition_are_repaired_in_place() {
    let misspelt = CONDITION.replace("StringEquals", "StringEqual");
    let repaired = after(&key("4.2.0", "cloudtrail.amazonaws.com", &format!("\n      condition{misspelt}")));
    assert_eq!(repaired, key("4.2.0", "cloudtrail.amazonaws.com", &format!("\n      condition{CONDITION}")));
}

#[test]
fn a_condition_under_a_name_that_the_version_does_not_read_is_found() {
    for (version, written, read) in [("4.2.0", "conditions", "condition"), ("3.0.0", "condition", "conditions")] {
        let outcome =
            judged(&[("main.tf", &key(version, "cloudtrail.amazonaws.com", &format!("\n      {written}{CONDITION}")))]);
        let expected = format!("takes no notice of `{written}`: it reads `{read}`; rename it");
        assert!(rows(&outcome)[0].contains(&expected), "{:?}", rows(&outcome));
        assert_eq!(outcome.findings[0].rule.id, "unread-condition");
    }
}

#[test]
fn without_a_version_nothing_is_written_and_nothing_is_called_clean() {
    let text = key("4.2.0", "cloudtrail.amazonaws.com", "").replace("  version = \"4.2.0\"\n", "");
    let outcome = judged(&[("main.tf", &text)]);
    assert!(rows(&outcome)[0].contains("the newest takes `condition`: name the version"), "{:?}", rows(&outcome));
    assert!(mended(&outcome, Applicability::Unsafe).is_empty());

    let text = text.replace("      }]\n", &format!("      }}]\n      conditions{CONDITION}\n"));
    let rows = rows(&judged(&[("main.tf", &text)]));
    assert!(rows[0].contains("cannot decide: what the module calls the condition depends on its version"), "{rows:?}");
}

#[test]
fn a_pinned_commit_has_the_version_that_its_comment_tells() {
    let pinned = "source = \"git::https://github.com/terraform-aws-modules/terraform-aws-kms.git?ref=407e3db34a65b384c20ef718f55d9ceacb97a846\"";
    let with = |comment: &str| {
        let text = key("4.2.0", "cloudtrail.amazonaws.com", "").replace("  version = \"4.2.0\"\n", "");
        text.replace("source  = \"terraform-aws-modules/kms/aws\"", &format!("{pinned}{comment}"))
    };
    assert!(after(&with(" # v4.2.0")).contains("      condition = ["));
    assert!(after(&with(" // v3.1.0")).contains("      conditions = ["));
    for comment in ["", " # since v4.2.0"] {
        let outcome = judged(&[("main.tf", &with(comment))]);
        assert!(mended(&outcome, Applicability::Unsafe).is_empty(), "{comment}");
    }
}

const ROLE: &str = r#"
module "role" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role"
  version = "6.2.0"
  name    = "logging"

  trust_policy_permissions = {
    transfer = {
      actions    = ["sts:AssumeRole"]
      principals = [{ type = "Service", identifiers = ["transfer.amazonaws.com"] }]
    }
  }
}

resource "aws_transfer_server" "sftp" {
  logging_role = module.role.arn
}
"#;

#[test]
fn who_uses_the_role_of_a_module_is_seen_by_its_outputs() {
    let after = after(ROLE);
    assert!(after.contains(":server/*\","), "{after}");
    let rows = rows(&judged(&[("main.tf", ROLE)]));
    assert!(rows[0].starts_with("transfer.amazonaws.com in module.role: safe"), "{rows:?}");
}

#[test]
fn a_role_of_another_provider_is_in_the_account_of_that_provider() {
    let other = |map: &str| ROLE.replace("  name    = \"logging\"\n", &format!("  providers = {{ {map} }}\n"));
    let text = other("aws = aws.logs").replace("sftp\" {\n", "sftp\" {\n  provider = aws.logs\n");
    let told = rows(&judged(&[("main.tf", &text)]));
    let after = after(&text);
    assert!(after.contains("data \"aws_caller_identity\" \"logs\" {\n  provider = aws.logs\n}"), "{told:?} {after}");

    let text = other("aws = aws, aws.logs = aws.logs").replace("logging_role", "# logging_role");
    let rows = rows(&judged(&[("main.tf", &text)]));
    assert!(rows[0].contains("providers that cannot be told apart"), "{rows:?}");
}

#[test]
fn a_module_that_nobody_knows_is_judged_by_its_actions_and_left_alone() {
    let text = ROLE.replace("terraform-aws-modules/iam/aws//modules/iam-role", "example/role/aws");
    let outcome = judged(&[("main.tf", &text)]);
    assert!(rows(&outcome)[0].contains("what the module makes of it is not to be seen"), "{:?}", rows(&outcome));
    let text = text.replace("transfer.amazonaws.com", "ec2.amazonaws.com");
    assert_eq!(rows(&judged(&[("main.tf", &text)])), ["ec2.amazonaws.com in module.role: clean"]);
}

#[test]
fn statements_in_a_local_are_mended_where_they_stand() {
    let text = key("4.2.0", "cloudtrail.amazonaws.com", "");
    let (head, rest) = text.split_once("key_statements = ").expect("an argument");
    let (statements, tail) = rest.split_once("\n}\n").expect("its end");
    let text = format!(
        "{head}key_statements = concat(local.statements, var.more)\n}}\nlocals {{\n  statements = {statements}\n}}\n{tail}"
    );
    let outcome = judged(&[("main.tf", &text)]);
    assert_eq!(mended(&outcome, Applicability::Unsafe).len(), 1, "{:?}", rows(&outcome));
    assert!(outcome.unread[0].reason.text.contains("var.more"), "{:?}", outcome.unread);
}

#[test]
fn policies_that_nothing_leads_from_are_located() {
    let text = r#"
locals {
  trust = [jsonencode({ Statement = [{ Effect = "Allow", Action = "x:y", Principal = { Service = "transfer.amazonaws.com" } }] })]
  text  = <<EOT
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}}}
EOT
  roles = { a = { principals = { type = "Service", identifiers = ["pipes.amazonaws.com"] } } }
}
resource "example_unknown_policy" "p" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" } }] })
}
"#;
    let rows = rows(&judged(&[("main.tf", text)]));
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert!(rows.iter().all(|row| row.contains("cannot decide: nothing here shows")), "{rows:?}");
}

#[test]
fn a_document_that_is_handed_to_a_module_is_judged_by_its_actions() {
    let text = r#"
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::logs/*"]
    principals {
      type        = "Service"
      identifiers = ["logging.s3.amazonaws.com"]
    }
  }
}
module "bucket" {
  source = "example/bucket/aws"
  policy = data.aws_iam_policy_document.logs.json
}
"#;
    let told = rows(&judged(&[("main.tf", text)]));
    assert!(told[0].contains("missing-source-condition"), "{told:?}");
    let other = text.replace("module \"bucket\" {", "output \"policy\" {").replace("policy =", "value =");
    let rows = rows(&judged(&[("main.tf", &other)]));
    assert!(rows[0].contains("nothing here shows what the document is used for"), "{rows:?}");
}
