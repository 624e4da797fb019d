//! Principals that come from variables and collections.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;

/// A role that a service may assume, and a server that logs with it.
fn role(service: &str) -> String {
    format!(
        r#"resource "aws_iam_role" "logging" {{
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = {service} }}
    }}]
  }})
}}

resource "aws_transfer_server" "sftp" {{
  logging_role = aws_iam_role.logging.arn
}}
"#
    )
}

#[test]
fn a_service_named_by_a_default_is_judged_and_its_fix_wants_a_look() {
    let variable = "variable \"service\" {\n  default = \"transfer.amazonaws.com\"\n}\n";
    let outcome = judged(&[("iam.tf", &role("var.service")), ("variables.tf", variable)]);
    assert_eq!(rows(&outcome), ["transfer.amazonaws.com in aws_iam_role.logging: unsafe missing-source-condition"]);
    assert!(mended(&outcome, Applicability::Safe).is_empty());
    let why = outcome.findings[0].why.clone().unwrap_or_default();
    assert!(why.contains("variable service may be set to anything"), "{why}");
}

#[test]
fn a_file_of_values_overrides_the_default() {
    let variable = "variable \"service\" {\n  default = \"ec2.amazonaws.com\"\n}\n";
    let files = [
        ("iam.tf", role("\"${var.service}.amazonaws.com\"")),
        ("variables.tf", variable.to_owned()),
        ("terraform.tfvars", "service = \"connect\"\n".to_owned()),
        ("z.auto.tfvars", "service = \"transfer\"\n".to_owned()),
        ("prod.tfvars", "service = \"lambda\"\n".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(
        rows(&judged(&files)),
        ["transfer.amazonaws.com in aws_iam_role.logging: unsafe missing-source-condition"]
    );
}

#[test]
fn a_variable_without_a_value_cannot_be_decided() {
    let outcome = judged(&[("iam.tf", &role("var.service")), ("variables.tf", "variable \"service\" {}\n")]);
    assert_eq!(
        rows(&outcome),
        ["? in aws_iam_role.logging: cannot decide: the service principal is not known before it is deployed"]
    );
}

#[test]
fn statements_in_a_file_of_values_are_judged_and_not_mended() {
    let code = r#"
variable "statements" { default = [] }
resource "aws_iam_role" "logging" {
  assume_role_policy = jsonencode({ Statement = var.statements })
}
resource "aws_transfer_server" "sftp" {
  logging_role = aws_iam_role.logging.arn
}
"#;
    let values = r#"statements = [{
  Effect    = "Allow"
  Action    = "sts:AssumeRole"
  Principal = { Service = "transfer.amazonaws.com" }
}]
"#;
    let outcome = judged(&[("main.tf", code), ("terraform.tfvars", values)]);
    let rows = rows(&outcome);
    assert!(rows[0].contains("manual missing-source-condition: the statement stands in a .tfvars file"), "{rows:?}");
}

#[test]
fn the_services_of_a_set_are_all_judged_where_the_set_names_them() {
    let each = role("\"${each.key}.amazonaws.com\"").replacen(
        "{\n",
        "{\n  for_each = toset([\"transfer\", \"connect\"])\n\n",
        1,
    );
    let rows = rows(&judged(&[("iam.tf", &each)]));
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("transfer.amazonaws.com in") && rows[1].starts_with("connect.amazonaws.com in"));
}

#[test]
fn one_expression_for_two_services_is_never_split() {
    let code = r#"
locals { services = ["transfer.amazonaws.com", "ec2.amazonaws.com"] }
resource "aws_iam_role" "logging" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = [for s in local.services : s] }
    }]
  })
}
resource "aws_transfer_server" "sftp" {
  logging_role = aws_iam_role.logging.arn
}
"#;
    let outcome = judged(&[("main.tf", code)]);
    assert_eq!(rows(&outcome).len(), 2);
    assert!(outcome.fixes.is_empty(), "{:?}", outcome.fixes);
}

#[test]
fn principals_that_are_no_services_leave_nothing_undecided() {
    let code = r#"
variable "accounts" { type = list(string) }
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = formatlist("arn:aws:iam::%s:root", var.accounts) }
    }]
  })
}
"#;
    let outcome = judged(&[("main.tf", code)]);
    assert!(outcome.grants.is_empty() && outcome.unread.is_empty(), "{:?}", outcome.unread);
}

#[test]
fn an_argument_that_may_be_null_is_not_written_twice() {
    let code = r#"
variable "lambdas" { type = any }
resource "aws_lambda_permission" "allow" {
  for_each       = var.lambdas
  action         = "lambda:InvokeFunction"
  function_name  = each.value.name
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::uploads"
  source_account = try(each.value.account, null)
}
"#;
    let outcome = judged(&[("main.tf", code)]);
    let rows = rows(&outcome);
    assert!(rows[0].contains("manual source-arn-without-account"), "{rows:?}");
    assert!(rows[0].contains("`source_account` is there, but may be null"), "{rows:?}");
}

/// The role above, with another effect.
fn with_effect(effect: &str) -> String {
    role("\"transfer.amazonaws.com\"").replace("\"Allow\"", effect)
}

#[test]
fn a_statement_that_allows_in_some_deployments_is_judged_and_its_fix_wants_a_look() {
    let switch = "variable \"open\" {\n  type = bool\n}\nlocals {\n  effect = var.open ? \"Allow\" : \"Deny\"\n}\n";
    let defaults = "variable \"effect\" {\n  default = \"Allow\"\n}\n";
    for (effect, around) in [("local.effect", switch), ("var.effect", defaults)] {
        let outcome = judged(&[("iam.tf", &with_effect(effect)), ("switch.tf", around)]);
        let expected = "transfer.amazonaws.com in aws_iam_role.logging: unsafe missing-source-condition";
        assert_eq!(rows(&outcome), [expected], "{effect}");
        let why = outcome.findings[0].why.clone().unwrap_or_default();
        assert!(why.contains("the effect is `Allow` in some deployments only"), "{why}");
    }
}

#[test]
fn an_effect_that_is_the_same_either_way_is_that_one() {
    let allow = judged(&[("iam.tf", &with_effect("var.x ? \"Allow\" : \"Allow\"")), ("x.tf", "variable \"x\" {}\n")]);
    assert_eq!(rows(&allow), ["transfer.amazonaws.com in aws_iam_role.logging: safe missing-source-condition"]);
    let deny = judged(&[("iam.tf", &with_effect("var.x ? \"Deny\" : \"Deny\"")), ("x.tf", "variable \"x\" {}\n")]);
    assert_eq!(rows(&deny), [""; 0]);
}

#[test]
fn an_effect_of_which_no_value_is_seen_is_not_decided() {
    let outcome = judged(&[("iam.tf", &with_effect("var.effect")), ("x.tf", "variable \"effect\" {}\n")]);
    let expected =
        "transfer.amazonaws.com in aws_iam_role.logging: cannot decide: the effect is not literally Allow or Deny";
    assert_eq!(rows(&outcome), [expected]);
}

#[test]
fn a_condition_is_corrected_unasked_only_where_the_effect_is_known() {
    let condition =
        "Condition = { StringEquals = { \"aws:SourceArn\" = \"arn:aws:transfer:eu-west-1:111122223333:server/*\" } }";
    let effect = format!("var.x ? \"Allow\" : \"Deny\"\n      {condition}");
    let outcome = judged(&[("iam.tf", &with_effect(&effect)), ("x.tf", "variable \"x\" {}\n")]);
    assert_eq!(rows(&outcome), ["transfer.amazonaws.com in aws_iam_role.logging: unsafe wildcard-in-string-equals"]);
}

#[test]
fn what_a_module_decodes_of_another_file_is_read() {
    let locals = "locals {\n  roles = yamldecode(file(\"${path.module}/roles.yaml\"))\n  more = jsondecode(file(\"more.json\"))\n}\n";
    let files = |role: &str| {
        judged(&[
            ("iam.tf", &format!("{role}{locals}")),
            ("roles.yaml", "services:\n  - transfer.amazonaws.com\n"),
            ("more.json", "{\"services\": [\"transfer.amazonaws.com\"]}"),
        ])
    };
    for services in ["local.roles.services", "local.more.services"] {
        let outcome = files(&role(services));
        assert_eq!(
            rows(&outcome),
            ["transfer.amazonaws.com in aws_iam_role.logging: safe missing-source-condition"],
            "{services}"
        );
        assert_eq!(mended(&outcome, Applicability::Safe).keys().collect::<Vec<_>>(), ["iam.tf"]);
    }
}

#[test]
fn a_statement_in_yaml_that_a_module_decodes_is_judged_and_left_to_a_person() {
    let code =
        "resource \"aws_iam_role\" \"it\" {\n  assume_role_policy = jsonencode(yamldecode(file(\"trust.yml\")))\n}\n";
    let yaml = "Statement:\n  - Effect: Allow\n    Action: sts:AssumeRole\n    Principal:\n      Service: transfer.amazonaws.com\n    Resource: arn:aws:x:eu-west-1:111122223333:y\n";
    let outcome = judged(&[("iam.tf", code), ("trust.yml", yaml)]);
    assert!(rows(&outcome)[0].contains("stands in YAML that the module decodes"), "{:?}", rows(&outcome));
    assert!(mended(&outcome, Applicability::Unsafe).is_empty());
}

#[test]
fn a_condition_that_is_open_by_default_is_not_called_clean() {
    let verdict = |default: &str, value: &str| {
        let condition = format!("Condition = {{ StringLike = {{ \"aws:SourceAccount\" = {value} }} }}");
        let role = with_effect(&format!("\"Allow\"\n      {condition}"));
        let variable = format!("variable \"account\" {{\n  default = \"{default}\"\n}}\n");
        rows(&judged(&[("iam.tf", &role), ("variables.tf", &variable)])).remove(0)
    };
    assert!(verdict("*", "var.account").contains("cannot decide: its source condition is a wildcard by the default"));
    assert!(verdict("111122223333", "var.account").ends_with(": clean"));
    assert!(verdict("*", "\"111122223333\"").ends_with(": clean"), "the variable is not asked for");
}

#[test]
fn a_condition_that_a_merge_may_replace_is_not_called_clean() {
    let verdicts = |later: &str| {
        let guard = "{ Condition = { StringEquals = { \"aws:SourceAccount\" = \"111122223333\" } } }";
        let statement =
            "{ Effect = \"Allow\", Action = \"sts:AssumeRole\", Principal = { Service = \"transfer.amazonaws.com\" } }";
        let policy = format!("jsonencode({{ Statement = [merge({guard}, {statement}, {later})] }})");
        let code =
            format!("resource \"aws_iam_role\" \"r\" {{\n  assume_role_policy = {policy}\n}}\nvariable \"it\" {{}}\n");
        rows(&judged(&[("iam.tf", &code)])).join("; ")
    };
    for harmless in ["{}", "{ Sid = \"One\" }", "var.it ? { Sid = \"One\" } : {}", "null"] {
        assert!(verdicts(harmless).ends_with(": clean"), "{harmless}: {}", verdicts(harmless));
    }
    for later in ["var.it", "merge(var.it, { Sid = \"One\" })", "var.it == 1 ? var.it : {}"] {
        assert!(verdicts(later).contains("cannot decide"), "{later}: {}", verdicts(later));
    }
    let replaced = verdicts("{ Condition = {} }");
    assert!(
        replaced.ends_with("manual missing-source-condition: the statement is put together by an expression"),
        "{replaced}"
    );
    let perhaps = verdicts("var.it ? { Condition = {} } : {}");
    assert!(perhaps.contains("is there in some deployments only"), "{perhaps}");
}
