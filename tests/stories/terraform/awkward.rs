//! Ways to write a policy that break a naive rewriter: each is mended where it stands, or told.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;

const ACCOUNT: &str = "data \"aws_caller_identity\" \"current\" {}\n";

/// A role with this trust policy.
fn role(policy: &str) -> String {
    format!("resource \"aws_iam_role\" \"r\" {{\n  assume_role_policy = {policy}\n}}\n{ACCOUNT}")
}

/// A trust policy document with this statement body.
fn document(statement: &str) -> String {
    let document = format!("data \"aws_iam_policy_document\" \"d\" {{\n  statement {{\n{statement}\n  }}\n}}\n");
    document + &role("data.aws_iam_policy_document.d.json")
}

fn fixed(text: &str) -> String {
    let outcome = judged(&[("main.tf", text)]);
    mended(&outcome, Applicability::Safe).remove("main.tf").unwrap_or_else(|| panic!("{:?}", rows(&outcome)))
}

fn told(text: &str) -> Vec<String> {
    let outcome = judged(&[("main.tf", text)]);
    assert!(mended(&outcome, Applicability::Safe).is_empty(), "{:?}", rows(&outcome));
    rows(&outcome)
}

#[test]
fn statements_in_a_concatenation_are_mended_where_they_are_written() {
    let text = role(
        r#"jsonencode({
    Statement = concat([{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }], var.more ? [{ Effect = "Deny", Principal = "*", Action = "*" }] : [])
  })"#,
    );
    let after = fixed(&text);
    assert!(
        after.contains("      Principal = { Service = \"transfer.amazonaws.com\" }\n      Condition = {"),
        "{after}"
    );
}

#[test]
fn json_that_was_pasted_into_hcl_stays_what_it_looks_like() {
    let pasted = role(
        r#"jsonencode({
    "Statement" : [{
      "Effect" : "Allow",
      "Action" : "sts:AssumeRole",
      "Principal" : { "Service" : "transfer.amazonaws.com" }
    }]
  })"#,
    );
    let after = fixed(&pasted);
    assert!(after.contains("\"Condition\" : {") && after.contains("\"aws:SourceAccount\" : data."), "{after}");
    let mixed = pasted.replace("\"Effect\" :", "Effect =");
    assert!(fixed(&mixed).contains("Condition\" : {"), "{}", fixed(&mixed));
}

#[test]
fn a_statement_that_stands_alone_stays_alone() {
    let text = role(
        r#"<<EOT
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "transfer.amazonaws.com"}}}
EOT"#,
    );
    assert!(fixed(&text).contains("\"Statement\": {\"Effect\": \"Allow\""), "{}", fixed(&text));
}

#[test]
fn several_blocks_of_principals_are_told_apart() {
    let text = document(
        r#"    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }"#,
    );
    let after = fixed(&text);
    assert_eq!(after.matches("  statement {").count(), 2, "{after}");
    assert_eq!(after.matches("\"aws:SourceAccount\"").count(), 1, "{after}");
}

#[test]
fn principals_that_callers_choose_are_told() {
    let text = document(
        r#"    actions = ["sts:AssumeRole"]
    dynamic "principals" {
      for_each = var.principals
      content {
        type        = principals.value.type
        identifiers = principals.value.identifiers
      }
    }"#,
    );
    let outcome = judged(&[("main.tf", &text)]);
    assert_eq!(rows(&outcome), [""; 0]);
    assert!(outcome.unread[0].reason.text.contains("var.principals"), "{:?}", outcome.unread);
}

#[test]
fn a_condition_that_may_be_missing_is_told() {
    let text = document(
        r#"    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = var.accounts
      content {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [condition.value]
      }
    }"#,
    );
    let told = told(&text);
    assert!(told[0].contains("is there in some deployments only"), "{told:?}");
}

#[test]
fn the_account_is_added_beside_a_source_arn_that_may_be_missing() {
    let text = document(
        r#"    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = var.servers
      content {
        test     = "ArnEquals"
        variable = "aws:SourceArn"
        values   = [condition.value]
      }
    }"#,
    );
    let outcome = judged(&[("main.tf", &text)]);
    assert!(mended(&outcome, Applicability::Safe).is_empty(), "the ARN may be of another account");
    let after = &mended(&outcome, Applicability::Unsafe)["main.tf"];
    assert_eq!(after.matches("aws:SourceAccount").count(), 1, "{after}");
    assert_eq!(after.matches("aws:SourceArn").count(), 1, "{after}");
}

#[test]
fn names_that_are_put_together_are_followed() {
    let text = |principal: &str| {
        document(&format!(
            "    actions = [\"sts:AssumeRole\"]\n    principals {{\n      type        = \"Service\"\n      identifiers = [{principal}]\n    }}"
        ))
    };
    let partition =
        "data \"aws_partition\" \"p\" {}\nlocals {\n  suffix = join(\"\", data.aws_partition.p[*].dns_suffix)\n}\n";
    for principal in [
        "\"transfer.${local.suffix}\"",
        "\"transfer.${data.aws_partition.p.dns_suffix}\"",
        "format(\"%s.amazonaws.com\", \"transfer\")",
    ] {
        let after = fixed(&(text(principal) + partition));
        assert!(after.contains("aws:SourceAccount"), "{principal}");
    }
    let told = told(&text("\"${split(\":\", each.key)[2]}.amazonaws.com\""));
    assert!(told[0].contains("cannot decide"), "{told:?}");
}

#[test]
fn a_permission_that_is_put_together_is_judged_by_what_it_comes_to() {
    let permission = |principal: &str, rest: &str| {
        format!(
            r#"
locals {{
  hooks = {{ bus = {{ service = "events", arn = "arn:aws:events:eu-west-1:111122223333:rule/a" }} }}
}}
variable "arn" {{
  default = null
}}
resource "aws_lambda_permission" "p" {{
  for_each      = local.hooks
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = {principal}{rest}
}}
"#
        )
    };
    let principals = [
        "\"${each.value.service}.amazonaws.com\"",
        "format(\"%s.amazonaws.com\", lookup(each.value, \"service\", \"s3\"))",
    ];
    for principal in principals {
        let told = rows(&judged(&[("main.tf", &permission(principal, ""))]));
        assert!(
            told[0].starts_with("events.amazonaws.com") && told[0].contains("missing-source-condition"),
            "{told:?}"
        );
        for arn in ["each.value.arn", "coalesce(var.arn, each.value.arn)", "join(\":\", [each.value.arn])"] {
            let text = permission(principal, &format!("\n  source_arn    = {arn}"));
            let told = rows(&judged(&[("main.tf", &text)]));
            assert_eq!(told, ["events.amazonaws.com in aws_lambda_permission.p: clean"], "{arn}");
        }
    }
    for (default, arn) in [("null", "var.arn"), ("\"\"", "var.arn"), ("null", "var.arn != null ? var.arn : \"\"")] {
        let text = permission("\"events.amazonaws.com\"", &format!("\n  source_arn    = {arn}"));
        let told = rows(&judged(&[("main.tf", &text.replace("default = null", &format!("default = {default}")))]));
        assert!(told[0].contains("is there in some deployments only"), "{told:?}");
    }
}

#[test]
fn an_object_with_both_signs_gets_the_sign_of_the_entry_before() {
    let mixed = role(
        r#"jsonencode({
    Statement = [{
      Effect = "Allow"
      Principal = { "Service" : "transfer.amazonaws.com" }
      "Action" : "sts:AssumeRole"
    }]
  })"#,
    );
    let after = fixed(&mixed);
    assert!(after.contains("Effect = \"Allow\"\n") && after.contains("\"Action\" : \"sts:AssumeRole\"\n"), "{after}");
    assert_eq!(after.matches("aws:SourceAccount").count(), 1, "{after}");
}

#[test]
fn a_principal_that_is_there_or_an_error_is_the_one_that_is_there() {
    let text = r#"
locals {
  all = { a = { who = ["events.amazonaws.com"] }, b = { who = [] } }
}
resource "aws_lambda_permission" "p" {
  for_each      = { for k, v in local.all : k => v if length(v.who) > 0 }
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = each.value.who[0]
}
"#;
    let rows = rows(&judged(&[("main.tf", text)]));
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].starts_with("events.amazonaws.com"), "{rows:?}");
}

#[test]
fn what_only_looks_like_a_grant_to_a_service_of_aws_is_left_alone() {
    let other = "resource \"alicloud_ram_role\" \"r\" {\n  document = <<EOF\n{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": [\"ecs.aliyuncs.com\"]}}]}\nEOF\n}\n";
    assert_eq!(told(other), [""; 0]);
    let commented = format!("# {}\n{ACCOUNT}", role("jsonencode({})").replace('\n', "\n# "));
    assert_eq!(told(&commented), [""; 0]);
    let odd_effect = role(
        "jsonencode({ Statement = [{ Effect = \"allow\", Action = \"sts:AssumeRole\", Principal = { Service = \"transfer.amazonaws.com\" } }] })",
    );
    assert!(
        told(&odd_effect)[0].contains("the effect is `allow`: write it as IAM spells it"),
        "{:?}",
        told(&odd_effect)
    );
    let denied = odd_effect.replace("allow", "Deny");
    assert_eq!(told(&denied), [""; 0]);
}

#[test]
fn a_document_that_another_takes_over_is_mended_unless_its_sid_is_replaced() {
    let statement = |sid: &str| {
        format!(
            "  statement {{\n    sid     = \"{sid}\"\n    actions = [\"sts:AssumeRole\"]\n    principals {{\n      type        = \"Service\"\n      identifiers = [\"transfer.amazonaws.com\"]\n    }}\n  }}\n"
        )
    };
    let base = format!("data \"aws_iam_policy_document\" \"base\" {{\n{}}}\n", statement("Trust"));
    let with = |argument: &str, sid: &str| {
        let whole = format!(
            "data \"aws_iam_policy_document\" \"d\" {{\n  {argument} = [data.aws_iam_policy_document.base.json]\n{}}}\n",
            statement(sid)
        );
        format!("{base}{whole}{}", role("join(\"\", data.aws_iam_policy_document.d[*].json)"))
    };
    assert_eq!(fixed(&with("source_policy_documents", "Other")).matches("aws:SourceAccount").count(), 2);
    let after = fixed(&with("override_policy_documents", "Trust"));
    assert_eq!(after.matches("aws:SourceAccount").count(), 1, "{after}");
}

#[test]
fn a_module_for_old_terraform_gets_its_expressions_in_strings() {
    let text = document(
        r#"    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }"#,
    );
    let wrapped = |text: String| {
        let text = text.replace("data.aws_iam_policy_document.d.json", "\"${data.aws_iam_policy_document.d.json}\"");
        text.replace(ACCOUNT, "")
    };
    let other = "\"${data.aws_iam_policy_document.d.json}\"\n  provider = \"aws.logs\"";
    let old = wrapped(text.clone());
    assert!(fixed(&old).contains("values   = [\"${data.aws_caller_identity.current.account_id}\"]"), "{}", fixed(&old));
    let elsewhere = fixed(&old.replace("\"${data.aws_iam_policy_document.d.json}\"", other));
    assert!(elsewhere.contains("data \"aws_caller_identity\" \"logs\" {\n  provider = \"aws.logs\"\n}"), "{elsewhere}");
    let mixed = old + "locals {\n  a = var.b\n}\n";
    assert!(fixed(&mixed).contains("values   = [data.aws_caller_identity.current.account_id]"), "{}", fixed(&mixed));
}

#[test]
fn a_fix_that_would_not_be_deployed_says_so() {
    let policy = "jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"sts:AssumeRole\", Principal = { Service = \"transfer.amazonaws.com\" } }] })";
    let frozen = |what: &str| format!("{policy}\n  lifecycle {{\n    ignore_changes = {what}\n  }}");
    for what in ["[assume_role_policy]", "all"] {
        let outcome = judged(&[("main.tf", &role(&frozen(what)))]);
        let why = outcome.findings[0].why.clone().unwrap_or_default();
        assert!(why.contains("aws_iam_role.r ignores changes of its policy"), "{why}");
        assert!(mended(&outcome, Applicability::Safe).is_empty());
    }
    assert!(fixed(&role(&frozen("[tags]"))).contains("aws:SourceAccount"));
}

#[test]
fn what_a_file_that_is_made_later_declares_is_not_declared_twice() {
    let others = "output \"account\" {\n  value = data.aws_caller_identity.current.account_id\n}\n";
    let trust = r#"jsonencode({ Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRole"
    Principal = { Service = "transfer.amazonaws.com" }
  }] })"#;
    let after = fixed(&role(trust).replace(ACCOUNT, others));
    assert!(after.contains("data \"aws_caller_identity\" \"this\" {}"), "{after}");
    assert!(!after.contains("data \"aws_caller_identity\" \"current\""), "{after}");
}

#[test]
fn a_policy_of_more_statements_than_aws_takes_is_read_in_part_and_told() {
    let statement = r#"{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }"#;
    let text = role(&format!("jsonencode({{ Statement = [{}] }})", vec![statement; 600].join(", ")));
    let outcome = judged(&[("main.tf", &text)]);
    assert_eq!(outcome.grants.len(), 500);
    assert!(outcome.unread[0].reason.text.contains("more than 500 statements"), "{:?}", outcome.unread);
}
