//! Policies in the arguments of modules that are published elsewhere.

use super::{judged, mended, rows};
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
    let open = other.replace("s3:PutObject", "*");
    let rows = rows(&judged(&[("main.tf", &open)]));
    assert!(rows[0].contains("nothing here shows what the document is used for"), "{rows:?}");
    let outcome = judged(&[("main.tf", &other)]);
    assert!(mended(&outcome, Applicability::Safe).is_empty());
    assert!(mended(&outcome, Applicability::Unsafe)["main.tf"].contains("aws:SourceAccount"));
}

#[test]
fn a_document_that_a_resource_of_an_unknown_type_takes_is_for_the_account_of_that() {
    let text = r#"
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}
resource "example_role" "sftp" {
  provider = aws.files
  trust    = data.aws_iam_policy_document.trust.json
}
"#;
    let after = after(text);
    assert!(after.contains("values   = [data.aws_caller_identity.files.account_id]"), "{after}");
}

const FUNCTION: &str = r#"
module "function" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "7.2.0"

  allowed_triggers = {
    topic = { service = "sns" }
    bucket = {
      principal  = "s3.amazonaws.com"
      source_arn = "arn:aws:s3:::uploads"
    }
    person = { principal = "arn:aws:iam::111122223333:root" }
  }
}

resource "aws_sns_topic" "jobs" {}

resource "aws_sns_topic_subscription" "jobs" {
  topic_arn = aws_sns_topic.jobs.arn
  protocol  = "lambda"
  endpoint  = module.function.lambda_function_arn
}
"#;

#[test]
fn a_permission_gets_its_source_in_the_entries_that_the_module_reads() {
    let after = after(FUNCTION);
    assert!(after.contains("topic = { service = \"sns\", source_arn = aws_sns_topic.jobs.arn }"), "{after}");
    assert!(after.contains("source_account = data.aws_caller_identity.current.account_id\n    }"), "{after}");
    assert!(after.contains("person = { principal = \"arn:aws:iam::111122223333:root\" }"), "{after}");
}

#[test]
fn a_permission_that_is_conditioned_is_clean() {
    let text = after(FUNCTION);
    let told = rows(&judged(&[("main.tf", &text)]));
    assert_eq!(told, ["sns.amazonaws.com in module.function: clean", "s3.amazonaws.com in module.function: clean"]);
}

#[test]
fn permissions_that_stand_elsewhere_are_located_and_left_alone() {
    let text =
        FUNCTION.replace("  allowed_triggers = {", "  allowed_triggers = local.triggers\n}\nlocals {\n  triggers = {");
    let outcome = judged(&[("main.tf", &text)]);
    assert!(rows(&outcome)[0].contains("is not written in the call of the module"), "{:?}", rows(&outcome));
    assert!(mended(&outcome, Applicability::Unsafe).is_empty());
    let text = FUNCTION
        .replace("  allowed_triggers = {", "  allowed_triggers = each.value.triggers\n  environment_variables = {");
    assert_eq!(judged(&[("main.tf", &text)]).unread.len(), 1, "what cannot be followed is told");
}

/// A role of the module that makes one statement of two lists, with this among its arguments.
fn role(rest: &str) -> String {
    format!(
        r#"module "role" {{
  source                = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version               = "5.60.0"
  trusted_role_services = ["transfer.amazonaws.com"]
{rest}}}

resource "aws_transfer_server" "sftp" {{
  logging_role = module.role.iam_role_arn
}}
"#
    )
}

#[test]
fn the_services_of_a_call_are_conditioned_in_the_argument_for_it() {
    let after = after(&role(""));
    assert!(after.contains("  trust_policy_conditions = [\n    {\n      test     = "), "{after}");
    assert_eq!(rows(&judged(&[("main.tf", &after)])), ["transfer.amazonaws.com in module.role: clean"]);
}

#[test]
fn conditions_of_a_call_get_company_in_their_list() {
    let other = CONDITION.replace("aws:SourceAccount", "aws:Referer");
    let after = after(&role(&format!("  trust_policy_conditions{other}\n")));
    assert_eq!(after.matches("trust_policy_conditions").count(), 1, "{after}");
    assert!(after.contains("variable = \"aws:Referer\"") && after.contains("variable = \"aws:SourceArn\""), "{after}");
}

#[test]
fn a_version_that_takes_no_condition_is_told_which_one_does() {
    for version in ["version               = \"5.40.0\"", "version               = \"~> 5.0\"", ""] {
        let text = role("").replace("version               = \"5.60.0\"", version);
        let outcome = judged(&[("main.tf", &text)]);
        let told = rows(&outcome);
        assert!(told[0].contains("in `trust_policy_conditions`, from version 5.52.0 on"), "{told:?}");
        assert!(mended(&outcome, Applicability::Unsafe).is_empty(), "{version}");
    }
}

#[test]
fn a_condition_that_would_bind_other_principals_is_not_added() {
    let outcome = judged(&[("main.tf", &role("  trusted_role_arns = [\"arn:aws:iam::111122223333:root\"]\n"))]);
    assert!(rows(&outcome)[0].contains("the module makes one statement of all these"), "{:?}", rows(&outcome));
    assert!(mended(&outcome, Applicability::Unsafe).is_empty());
}

#[test]
fn a_statement_that_another_argument_replaces_is_none() {
    let replaced =
        |value: &str| rows(&judged(&[("main.tf", &role(&format!("  create_custom_role_trust_policy = {value}\n")))]));
    assert_eq!(replaced("true"), Vec::<String>::new());
    assert!(replaced("false")[0].contains("safe missing-source-condition"), "{:?}", replaced("false"));
    assert!(replaced("var.custom")[0].contains("cannot decide"), "{:?}", replaced("var.custom"));
}

/// A bucket of logs with these switches.
fn bucket(switches: &str) -> String {
    format!(
        r#"module "logs" {{
  source  = "terraform-aws-modules/s3-bucket/aws"
  version = "5.9.0"
{switches}}}

resource "aws_s3_bucket" "site" {{
  bucket = "site"
}}

resource "aws_s3_bucket_logging" "site" {{
  bucket        = aws_s3_bucket.site.id
  target_bucket = module.logs.s3_bucket_id
}}

data "aws_caller_identity" "current" {{}}
"#
    )
}

#[test]
fn a_switch_that_lets_a_service_in_is_narrowed_by_the_lists_beside_it() {
    let text = bucket("  attach_access_log_delivery_policy = true\n");
    let after = after(&text);
    assert!(after.contains("access_log_delivery_policy_source_accounts = ["), "{after}");
    assert!(after.contains("access_log_delivery_policy_source_buckets"), "{after}");
    assert_eq!(rows(&judged(&[("main.tf", &after)])), ["logging.s3.amazonaws.com in module.logs: clean"]);
}

#[test]
fn an_empty_list_of_sources_is_no_condition() {
    let text = bucket("  attach_access_log_delivery_policy = true\n  access_log_delivery_policy_source_buckets = []\n");
    let told = rows(&judged(&[("main.tf", &text)]));
    assert!(told[0].contains("missing-source-condition"), "{told:?}");
}

#[test]
fn a_switch_without_a_condition_is_left_to_a_person_with_what_to_write_instead() {
    let told =
        |value: &str| rows(&judged(&[("main.tf", &bucket(&format!("  attach_lb_log_delivery_policy = {value}\n")))]));
    assert!(told("true")[0].contains("write the statement with its condition into `policy`"), "{:?}", told("true"));
    assert_eq!(told("false"), Vec::<String>::new());
    assert!(told("var.lb")[0].contains("cannot decide: "), "{:?}", told("var.lb"));
}

#[test]
fn what_a_switch_of_a_key_lets_a_service_do_is_told() {
    let text = "module \"key\" {\n  source  = \"terraform-aws-modules/kms/aws\"\n  version = \"4.0.0\"\n\n  enable_route53_dnssec = true\n}\n";
    let told = rows(&judged(&[("main.tf", text)]));
    assert!(told[0].starts_with("dnssec-route53.amazonaws.com in module.key: manual"), "{told:?}");
    assert!(told[0].contains("into `key_statements`"), "{told:?}");
}

#[test]
fn principals_by_their_type_are_read_too() {
    let text = r#"
module "monitoring" {
  source     = "cloudposse/iam-role/aws"
  version    = "0.19.0"
  principals = { Service = ["monitoring.rds.amazonaws.com"] }
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  monitoring_role_arn = module.monitoring.arn
}
"#;
    let after = after(text);
    assert!(after.contains("  assume_role_conditions = ["), "{after}");
    let told = rows(&judged(&[("main.tf", &after)]));
    assert_eq!(told, ["monitoring.rds.amazonaws.com in module.monitoring: clean"]);
}

#[test]
fn a_list_that_mixes_services_and_principals_is_read_whole() {
    let text = r#"
module "function" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "7.2.0"
  trusted_entities = [
    "transfer.amazonaws.com",
    { type = "Service", identifiers = ["states.amazonaws.com"] },
    { type = "AWS", identifiers = ["arn:aws:iam::111122223333:root"] },
  ]
}
"#;
    let told = rows(&judged(&[("main.tf", text)]));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|row| row.contains("move the service into `assume_role_policy_statements`")), "{told:?}");
}

#[test]
fn another_policy_in_such_a_call_is_still_seen() {
    let rest = r#"  inline = [{ principals = [{ type = "Service", identifiers = ["sns.amazonaws.com"] }] }]
"#;
    let told = rows(&judged(&[("main.tf", &role(rest))]));
    assert!(told.iter().any(|row| row.starts_with("sns.amazonaws.com in module.role")), "{told:?}");
}

#[test]
fn such_a_call_is_seen_in_a_file_that_speaks_of_no_policy() {
    let instance = r#"
resource "aws_iam_role" "instance" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
"#;
    let told = rows(&judged(&[("instance.tf", instance), ("function.tf", FUNCTION)]));
    assert_eq!(told.len(), 3, "{told:?}");
}

/// What a person is offered for the only finding.
fn offered(text: &str) -> Vec<String> {
    let outcome = judged(&[("main.tf", text)]);
    assert_eq!(outcome.findings.len(), 1, "{:?}", rows(&outcome));
    outcome.findings[0].candidates.clone()
}

#[test]
fn the_condition_that_a_module_has_no_place_for_is_told() {
    let text = bucket("  attach_cloudtrail_log_delivery_policy = true\n");
    let offered = offered(&format!(
        "{text}resource \"aws_cloudtrail\" \"all\" {{\n  name           = \"all\"\n  s3_bucket_name = module.logs.s3_bucket_id\n}}\n"
    ));
    assert_eq!(offered.len(), 1);
    let expected = "condition {\n  test     = \"ArnLike\"\n  variable = \"aws:SourceArn\"\n  values   = [\"arn:";
    assert!(offered[0].contains(expected), "{}", offered[0]);
}

#[test]
fn the_source_of_a_permission_that_stands_elsewhere_is_told() {
    let text = r#"
locals {
  triggers = { topic = { service = "sns" } }
}
module "function" {
  source           = "terraform-aws-modules/lambda/aws"
  version          = "7.2.0"
  allowed_triggers = local.triggers
}
resource "aws_sns_topic" "jobs" {}
resource "aws_sns_topic_subscription" "jobs" {
  topic_arn = aws_sns_topic.jobs.arn
  protocol  = "lambda"
  endpoint  = module.function.lambda_function_arn
}
"#;
    assert_eq!(offered(text), ["# the source, in the permission itself\nsource_arn = aws_sns_topic.jobs.arn\n"]);
}
