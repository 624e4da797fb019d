//! What expressions of Terraform stand for.

use super::{local, node, program};
use crate::link::testing::shown;

/// `x = EXPRESSION` beside a few things that it may name.
fn value(expression: &str) -> String {
    let beside = r#"
        role     = { name = "sftp", services = ["transfer", "connect"] }
        numbers  = { one = "1", two = "2" }
        flags    = var.flag ? ["a"] : ["b"]
    }
    variable "flag" {}
    variable "names" { default = ["n"] }
    variable "name" { default = "sftp" }
    variable "config" { default = { service = "transfer.amazonaws.com" } }
    data "aws_caller_identity" "current" {}
    data "aws_partition" "current" {}
    data "aws_service_principal" "sns" { service_name = "sns" }
    data "aws_iam_policy_document" "trust" { count = 1 }
    resource "aws_transfer_server" "main" { for_each = toset(["a", "b"]) }
    "#;
    local(&format!("locals {{\n x = {expression}\n{beside}"))
}

#[test]
fn names_are_followed_and_what_only_a_deployment_knows_stays_a_reference() {
    let table = [
        ("local.role.name", "sftp"),
        ("local.role[\"name\"]", "sftp"),
        ("local.role.services[1]", "connect"),
        ("local.role.services[*]", "[transfer, connect]"),
        ("local.numbers[var.flag]", "1 | 2"),
        ("local.role.services[var.flag]", "transfer | connect"),
        ("\"${local.role.name}-${local.flags[0]}\"", "sftp-a | sftp-b"),
        ("data.aws_caller_identity.current.account_id", "${AWS::AccountId}"),
        ("data.aws_service_principal.sns.name", "sns.${AWS::URLSuffix}"),
        ("aws_transfer_server.main[\"a\"].arn", "${aws_transfer_server.main[\"a\"].arn}"),
        ("local.role.nothing", "?"),
        ("unknown_function(1)", "?"),
    ];
    for (expression, expected) in table {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn a_list_of_a_variable_is_read_and_a_scalar_stays_a_reference() {
    assert_eq!(value("var.names"), "[n, ...]");
    assert_eq!(value("var.name"), "${var.name}");
    assert_eq!(value("\"${var.name}-role\""), "${var.name}-role");
    assert_eq!(value("var.config.service"), "${var.config.service}");
}

#[test]
fn what_runs_over_a_collection_stands_for_any_of_its_items() {
    let table = [
        ("[for s in local.role.services : \"${s}.amazonaws.com\"]", "[transfer.amazonaws.com | connect.amazonaws.com]"),
        ("[for k, v in local.numbers : v]", "[1 | 2]"),
        ("{ for k, v in local.numbers : k => v if v != \"1\" }", "{one | two: 1 | 2}"),
        ("[for s in [] : s]", "[]"),
        ("[for s in var.names : s]", "[n | ?, ...]"),
        ("{ for k, v in local.numbers : k => v }[\"one\"]", "1 | 2"),
    ];
    for (expression, expected) in table {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn functions_of_collections() {
    let table = [
        ("concat([\"a\"], local.role.services)", "[a, transfer, connect]"),
        ("flatten([[\"a\"], [[\"b\"]]])", "[a, b]"),
        ("distinct(setunion([\"a\"], [\"b\"]))", "[a, b]"),
        ("compact([\"a\", \"\", null])", "[a]"),
        ("merge({ a = 1 }, { a = 2, b = 3 })", "{a: #2, b: #3}"),
        ("keys(local.numbers)", "[one, two]"),
        ("values(local.numbers)", "[1, 2]"),
        ("zipmap([\"a\"], [\"b\"])", "{a: b}"),
        ("toset(tolist([\"a\"]))", "[a]"),
        ("one([\"a\"])", "a"),
        ("one(data.aws_iam_policy_document.trust[*].json)", "${data.aws_iam_policy_document.trust[*].json}"),
        ("element(local.role.services, 1)", "connect"),
        ("element(local.role.services, var.flag)", "transfer | connect"),
        ("setsubtract([\"a\", \"b\"], [\"b\"])", "[a | b]"),
    ];
    for (expression, expected) in table {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn functions_of_strings() {
    let table = [
        ("format(\"%s.%s\", \"sns\", data.aws_partition.current.dns_suffix)", "sns.${AWS::URLSuffix}"),
        ("format(\"arn:${data.aws_partition.current.partition}:%s%%\", \"a\")", "arn:${AWS::Partition}:a%"),
        ("formatlist(\"%s.amazonaws.com\", local.role.services)", "[transfer.amazonaws.com, connect.amazonaws.com]"),
        (
            "format(\"%s.amazonaws.com\", local.role.services[var.flag])",
            "transfer.amazonaws.com | connect.amazonaws.com",
        ),
        ("format(\"%05d\", 1)", "?"),
        ("join(\"-\", [\"a\", \"b\"])", "a-b"),
        ("join(\"\", data.aws_iam_policy_document.trust.*.json)", "${data.aws_iam_policy_document.trust.*.json}"),
        ("join(\",\", var.names)", "?"),
        ("split(\",\", \"a,b\")", "[a, b]"),
        ("replace(\"a.b\", \".\", \"-\")", "a-b"),
        ("replace(\"a.b\", \"/[.]/\", \"-\")", "?"),
        ("lower(\"SNS\")", "sns"),
        ("trimsuffix(\"a.com\", \".com\")", "a"),
    ];
    for (expression, expected) in table {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn functions_that_choose_keep_what_may_be_chosen() {
    let table = [
        ("try(local.role.missing, \"b\")", "b"),
        ("try(local.role.name, \"b\")", "sftp"),
        ("try(unknown_function(1), \"b\")", "? | b"),
        ("coalesce(null, \"\", \"b\")", "b"),
        ("coalesce(var.name, \"b\")", "${var.name} | b"),
        ("coalesce(data.aws_iam_policy_document.trust.json, \"b\")", "${data.aws_iam_policy_document.trust.json}"),
        ("try(var.name, \"b\")", "${var.name}"),
        ("try(var.name.first, \"b\")", "${var.name.first} | b"),
        ("lookup(local.numbers, \"one\", \"3\")", "1"),
        ("lookup(local.numbers, \"three\", \"3\")", "3"),
        ("lookup(local.numbers, var.flag, \"3\")", "1 | 2 | 3"),
        ("var.flag ? \"a\" : \"b\"", "a | b"),
        ("true ? \"a\" : \"b\"", "a"),
        ("jsondecode(jsonencode({ a = \"b\" })).a", "b"),
    ];
    for (expression, expected) in table {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn each_stands_for_any_of_the_items_of_its_own_block() {
    let program = program(
        r#"
        locals {
          roles = { a = { service = "transfer" }, b = { service = "connect" } }
        }
        resource "aws_iam_role" "set" {
          for_each    = toset(["x", "y"])
          name        = each.key
          description = "of ${each.value}"
        }
        resource "aws_iam_role" "map" {
          for_each    = local.roles
          name        = each.key
          description = "${each.value.service}.amazonaws.com"
        }
        resource "aws_iam_role" "alone" {
          name = each.value
        }
        "#,
    );
    let argument = |address: &str, name: &str| shown(&program.evaluate(&node(&program, address, name)));
    assert_eq!(argument("aws_iam_role.set", "name"), "x | y");
    assert_eq!(argument("aws_iam_role.set", "description"), "of x | of y");
    assert_eq!(argument("aws_iam_role.map", "name"), "a | b");
    assert_eq!(argument("aws_iam_role.map", "description"), "transfer.amazonaws.com | connect.amazonaws.com");
    assert_eq!(argument("aws_iam_role.alone", "name"), "?");
}

#[test]
fn iterators_of_dynamic_blocks_are_known_inside_their_content_only() {
    let program = program(
        r#"
        data "aws_iam_policy_document" "trust" {
          dynamic "statement" {
            for_each = [{ names = ["a"] }, { names = ["b"] }]
            content {
              sid = statement.key
              dynamic "principals" {
                for_each = statement.value.names
                iterator = who
                content {
                  identifiers = [who.value]
                }
              }
            }
          }
          policy_id = statement.value
        }
        "#,
    );
    let argument = |path: &str| shown(&program.evaluate(&node(&program, "data.aws_iam_policy_document.trust", path)));
    assert_eq!(argument("statement.principals.identifiers"), "[a | b]");
    assert_eq!(argument("policy_id"), "?");
}

#[test]
fn what_refers_to_itself_ends() {
    assert_eq!(local("locals {\n x = local.y\n y = local.x\n}"), "?");
    assert!(local("locals {\n x = [for a in local.x : a]\n}").starts_with("[?"));
    assert!(local("locals {\n x = \"${local.x}${local.x}\"\n}").contains("?"));
}

#[test]
fn a_path_leads_into_texts_of_json_both_arms_of_a_condition_and_with_a_star_any_depth() {
    let program = program(
        "resource \"aws_batch_job_definition\" \"x\" {\n  \
           text = jsonencode({ jobRole = \"a\", tasks = [{ deep = { jobRole = \"b\" } }] })\n  \
           either = var.big ? { role = \"c\" } : { role = \"d\" }\n  \
           action {\n    s3 {\n      role = \"e\"\n    }\n    role = \"f\"\n  }\n  \
           dynamic \"error\" {\n    for_each = []\n    content {\n      role = \"g\"\n    }\n  }\n}\n",
    );
    let symbol = program.lookup("aws_batch_job_definition.x").expect("the resource");
    let found = |path: &str| program.argument(symbol, path).iter().map(shown).collect::<Vec<_>>().join(" ");
    assert_eq!(found("text.jobRole"), "a");
    assert_eq!(found("text.*.jobRole"), "b");
    assert_eq!(found("either.role"), "c d");
    assert_eq!(found("action.role"), "f");
    assert_eq!(found("action.*.role"), "e");
    assert_eq!(found("*.role"), "c d f e g");
    assert_eq!(found("role"), "");
}
