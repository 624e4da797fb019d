//! Objects that `dynamic "statement"` blocks make statements of.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;

/// A module that makes a role, and its trust policy of objects.
const ROLE: &str = r#"
variable "trust" {
  type = list(object({
    effect     = optional(string, "Allow")
    actions    = list(string)
    principals = list(object({ type = string, identifiers = list(string) }))
    conditions = optional(list(object({ test = string, variable = string, values = list(string) })), [])
  }))
}
data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.trust
    content {
      effect  = statement.value.effect
      actions = statement.value.actions
      dynamic "principals" {
        for_each = statement.value.principals
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = statement.value.conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}
resource "aws_iam_role" "it" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
output "arn" { value = aws_iam_role.it.arn }
"#;

const CALL: &str = r#"
provider "aws" {}
data "aws_caller_identity" "current" {}
module "role" {
  source = "./role"
  trust = [
    {
      actions    = ["sts:AssumeRole"]
      principals = [{ type = "Service", identifiers = ["transfer.amazonaws.com"] }]
    },
  ]
}
resource "aws_transfer_server" "sftp" {
  logging_role = module.role.arn
}
"#;

const CONDITIONS: &str = "      conditions = [
        {
          test     = \"StringEquals\"
          variable = \"aws:SourceAccount\"
          values   = [data.aws_caller_identity.current.account_id]
        },
";

#[test]
fn an_argument_of_a_local_module_is_mended_in_the_call() {
    let outcome = judged(&[("main.tf", CALL), ("role/main.tf", ROLE)]);
    assert_eq!(rows(&outcome), ["transfer.amazonaws.com in module.role: safe missing-source-condition"]);
    let after = mended(&outcome, Applicability::Safe);
    assert_eq!(after.keys().collect::<Vec<_>>(), ["main.tf"]);
    assert!(after["main.tf"].contains(CONDITIONS), "{}", after["main.tf"]);
    assert!(
        after["main.tf"].contains(":transfer:*:${data.aws_caller_identity.current.account_id}:*\""),
        "{}",
        after["main.tf"]
    );
}

#[test]
fn a_local_that_is_handed_to_a_local_module_is_mended_where_it_stands() {
    let (head, rest) = CALL.split_once("  trust = ").expect("an argument");
    let (objects, tail) = rest.split_once("\n}\n").expect("its end");
    let text = format!("{head}  trust = concat(local.trust, [])\n}}\nlocals {{\n  trust = {objects}\n}}\n{tail}");
    let outcome = judged(&[("main.tf", &text), ("role/main.tf", ROLE)]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["main.tf"].contains("local.trust, [])\n}\nlocals {"), "{:?}", rows(&outcome));
    assert!(after["main.tf"].contains(CONDITIONS), "{}", after["main.tf"]);
}

#[test]
fn a_local_of_the_same_module_is_mended_where_it_stands() {
    let types = ROLE.split_once("data \"").expect("a document").0;
    let module = ROLE.replace(types, "").replace("var.trust", "local.trust").replace("output", "# output");
    let local = "locals {
  trust = {
    sftp = {
      effect     = \"Allow\"
      actions    = [\"sts:AssumeRole\"]
      principals = [{ type = \"Service\", identifiers = [\"transfer.amazonaws.com\"] }]
    }
  }
}
resource \"aws_transfer_server\" \"sftp\" {
  logging_role = aws_iam_role.it.arn
}
";
    let outcome = judged(&[("main.tf", &format!("{module}{local}"))]);
    assert_eq!(rows(&outcome), ["transfer.amazonaws.com in local.trust: safe missing-source-condition"]);
    let after = mended(&outcome, Applicability::Safe);
    assert!(after["main.tf"].contains("      conditions = ["), "{}", after["main.tf"]);
    assert_eq!(after["main.tf"].matches("aws:SourceAccount").count(), 1, "{}", after["main.tf"]);
}

#[test]
fn a_condition_that_is_there_counts() {
    let there = "identifiers = [\"transfer.amazonaws.com\"] }]
      conditions = [{ test = \"StringEquals\", variable = \"aws:SourceAccount\", values = [\"111122223333\"] }]";
    let call = CALL.replace("identifiers = [\"transfer.amazonaws.com\"] }]", there);
    let outcome = judged(&[("main.tf", &call), ("role/main.tf", ROLE)]);
    assert_eq!(rows(&outcome), ["transfer.amazonaws.com in module.role: clean"]);
}

#[test]
fn lookups_and_iterators_are_followed() {
    let module = ROLE
        .replace("dynamic \"statement\" {", "dynamic \"statement\" {\n    iterator = it")
        .replace("statement.value.conditions", "lookup(it.value, \"conditions\", [])")
        .replace("statement.value.", "it.value.");
    let outcome = judged(&[("main.tf", CALL), ("role/main.tf", &module)]);
    assert!(mended(&outcome, Applicability::Safe)["main.tf"].contains(CONDITIONS), "{:?}", rows(&outcome));
}

#[test]
fn what_a_condition_would_not_survive_is_told() {
    let told = |from: &str, to: &str| {
        let module = ROLE.replace(from, to);
        assert_ne!(module, ROLE, "{from}");
        let outcome = judged(&[("main.tf", CALL), ("role/main.tf", &module)]);
        assert!(mended(&outcome, Applicability::Unsafe).is_empty(), "{from}");
        rows(&outcome).join("\n")
    };
    let values = told("condition.value.values", "[for value in condition.value.values : lower(value)]");
    assert!(values.contains("the `values` of a condition is not taken as it is at role/main.tf:"), "{values}");
    let effect = told("statement.value.effect", "\"Allow\"");
    assert!(effect.contains("the `effect` of a statement is not taken as it is"), "{effect}");
    let types = told("conditions = optional(list(object(", "conditions = optional(map(object(");
    assert!(types.contains("no variable takes `conditions` as a list"), "{types}");
    let none = told(
        "conditions = optional(list(object({ test = string, variable = string, values = list(string) })), [])",
        "",
    );
    assert!(none.contains("no variable takes `conditions` as a list"), "{none}");
}

#[test]
fn two_modules_that_disagree_about_the_name_are_told() {
    let other = ROLE.replace("conditions", "condition");
    let call = format!(
        "{}module \"other\" {{\n  source = \"./other\"\n  trust = local.trust\n}}\n",
        CALL.replace("trust = [", "trust = local.trust\n}\nlocals {\n  trust = [")
    );
    let outcome = judged(&[("main.tf", &call), ("role/main.tf", ROLE), ("other/main.tf", &other)]);
    assert!(rows(&outcome)[0].contains("under different names"), "{:?}", rows(&outcome));
    assert!(mended(&outcome, Applicability::Unsafe).is_empty());
}
