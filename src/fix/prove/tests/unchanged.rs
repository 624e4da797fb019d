//! Texts that differ in conditions alone, and texts that differ in more.

use super::*;
use crate::fix::prove::alike::Alike;
use crate::fix::prove::unchanged::only_conditions_differ;

fn differ(language: Language, before: &str, after: &str, split: bool) -> Result<(), String> {
    let file = |text: &str| TextFile::new(if language == Language::Terraform { "a.tf" } else { "a.template" }, text);
    let (before, after) = (file(before), file(after));
    let (old, new) = (parsed(&before), parsed(&after));
    let (before, after) = ((&before, old.as_ref()), (&after, new.as_ref()));
    only_conditions_differ(before, after, &Alike::of(before, after), split).map_err(|reason| reason.text)
}

fn hcl(before: &str, after: &str) -> Result<(), String> {
    differ(Language::Terraform, before, after, false)
}

fn template(before: &str, after: &str) -> Result<(), String> {
    differ(Language::CloudFormation, before, after, false)
}

/// A policy in JSON with one statement, and this behind its action.
fn policy(rest: &str) -> String {
    format!(
        r#"{{"Resources": {{"R": {{"Type": "AWS::IAM::Role", "Properties": {{"AssumeRolePolicyDocument":
        {{"Statement": [{{"Effect": "Allow", "Principal": {{"Service": "a"}}, "Action": "b"{rest}}}]}}}}}}}}}}"#
    )
}

fn document(inner: &str) -> String {
    format!("data \"aws_iam_policy_document\" \"d\" {{\n{inner}\n}}\n")
}

const CONDITION: &str = "condition {\n test = \"a\"\n variable = \"b\"\n values = [c]\n}\n";

#[test]
fn a_condition_may_come_and_may_change() {
    let old = policy("");
    let (first, second) =
        (policy(r#", "Condition": {"A": {"b": "c"}}"#), policy(r#", "condition": {"X": {"b": ["c"]}}"#));
    for (before, after) in [(&old, &old), (&old, &first), (&first, &second)] {
        assert_eq!(template(before, after), Ok(()), "{after}");
        let object = |text: &str| format!("x = jsonencode({})\n", text.replace('\n', " "));
        assert_eq!(hcl(&object(before), &object(after)), Ok(()), "{after}");
    }
    let block = |inner: &str| document(&format!("statement {{\n actions = [\"a\"]\n{inner}}}"));
    assert_eq!(hcl(&block(""), &block(CONDITION)), Ok(()));
    assert_eq!(hcl(&block(CONDITION), &block(&CONDITION.replace("values = [c]", "values = [d, e]"))), Ok(()));
}

#[test]
fn a_condition_may_not_go_nor_come_twice_nor_be_something_else() {
    let with = |rest: &str| policy(&format!(", {rest}"));
    let condition = r#""Condition": {"A": {"b": "c"}}"#;
    assert!(template(&with(condition), &policy("")).is_err());
    assert!(template(&policy(""), &with(&format!("{condition}, {condition}"))).is_err());
    assert!(template(&policy(""), &with(r#""Condition": "c""#)).is_err());
    let block = |inner: &str| document(&format!("statement {{\n actions = [\"a\"]\n{inner}}}"));
    assert!(hcl(&block(CONDITION), &block("")).is_err());
    assert!(hcl(&block(""), &block(&CONDITION.replace("test", "tset"))).is_err());
}

#[test]
fn the_conditions_of_an_object_may_grow_and_change_and_keep_their_name() {
    let object = |rest: &str| {
        format!(
            "module \"m\" {{\n s = [{{ principals = [{{ type = \"Service\", identifiers = [\"a\"] }}]{rest} }}]\n}}\n"
        )
    };
    let one = ", condition = [{ test = \"a\", variable = \"b\", values = [c] }]";
    let other = one.replace("[c]", "[d]");
    let two = one.replace("}]", "}, { test = \"a\", variable = \"e\", values = [c] }]");
    for (before, after) in [("", one), (one, &two), (one, &other)] {
        assert_eq!(hcl(&object(before), &object(after)), Ok(()), "{after}");
    }
    let renamed = one.replace("condition", "conditions");
    let half = one.replace("variable = \"b\", ", "");
    for (before, after) in
        [(one, ""), (&two, one), (one, &renamed), ("", &half), ("", ", condition = var.c"), ("", ", sid = \"x\"")]
    {
        assert!(hcl(&object(before), &object(after)).is_err(), "{before} to {after}");
    }
    assert!(hcl("x = { type = \"a\" }", &format!("x = {{ type = \"a\"{one} }}")).is_err());
}

#[test]
fn a_condition_of_anything_but_a_statement_is_no_condition() {
    let resource = |rest: &str| format!("Resources:\n  R:\n    Type: T\n{rest}    Properties: {{}}\n");
    let refused = template(&resource("    Condition: A\n"), &resource("    Condition: B\n"));
    assert!(refused.is_err_and(|text| text.contains("Resources/R/Condition")));
    assert!(template(&resource(""), &resource("    Condition: A\n")).is_err());
    let rule =
        |inner: &str| format!("resource \"aws_lb_rule\" \"r\" {{\n statement {{\n x = 1\n {inner} }}\n{inner}}}\n");
    assert!(hcl(&rule(""), &rule(CONDITION)).is_err());
}

#[test]
fn every_other_difference_is_refused_and_named() {
    let table = [
        ("\"Action\": \"b\"", "\"Action\": \"*\"", "Statement/0/Action"),
        ("\"Allow\"", "\"Deny\"", "Statement/0/Effect"),
        ("{\"Service\": \"a\"}", "{\"Service\": [\"a\", \"b\"]}", "Principal/Service"),
        ("{\"Service\": \"a\"}", "\"*\"", "Principal"),
        ("{\"Service\": \"a\"}", "{}", "Principal/Service"),
        ("\"Principal\"", "\"NotPrincipal\"", "Statement/0/Principal"),
        ("\"Action\": \"b\"", "\"Action\": \"b\", \"Resource\": \"*\"", "Resource"),
        ("AWS::IAM::Role", "AWS::IAM::User", "R/Type"),
        ("\"R\":", "\"S\":", "Resources/R"),
        ("[{", "[{}, {", "Statement/0/Effect"),
    ];
    let before = policy("");
    for (from, to, path) in table {
        let after = before.replacen(from, to, 1);
        assert_ne!(before, after, "{from}");
        let refused = template(&before, &after).expect_err(&after);
        assert!(refused.contains(path), "{refused} names {path}");
    }
}

#[test]
fn a_policy_inside_a_string_is_walked_like_any_other() {
    let inner = |rest: &str| format!(r#"{{"Statement": {{"Effect": "Allow", "Action": "${{a}}"{rest}}}}}"#);
    let heredoc = |json: &str| format!("x = <<EOT\n{json}\nEOT\n");
    let quoted = |json: &str| format!("x = \"{}\"\n", json.replace('"', "\\\""));
    let condition = r#", "Condition": {"A": {"b": "${c.d}"}}"#;
    for wrap in [&heredoc as &dyn Fn(&str) -> String, &quoted] {
        assert_eq!(hcl(&wrap(&inner("")), &wrap(&inner(condition))), Ok(()));
        let tampered = inner(condition).replace("${a}", "${b}");
        assert!(hcl(&wrap(&inner("")), &wrap(&tampered)).is_err());
        assert!(hcl(&wrap(&inner("")), &wrap("{}")).is_err());
    }
    let block =
        |json: &str| format!("Resources:\n  R:\n    Type: T\n    Properties:\n      P: !Sub |\n        {json}\n");
    assert_eq!(template(&block(&inner("")), &block(&inner(condition))), Ok(()));
    assert!(template(&block(&inner("")), &block(&inner(condition).replace("Allow", "Deny"))).is_err());
    assert!(hcl("x = \"a\"\n", "x = \"b\"\n").is_err());
}

#[test]
fn only_the_source_arguments_of_a_permission_may_differ() {
    let block = |rest: &str| {
        format!("resource \"aws_lambda_permission\" \"p\" {{\n action = \"a\"\n principal = \"s\"\n{rest}}}\n")
    };
    let map = |rest: &str| {
        format!("Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Principal: s\n{rest}")
    };
    let account = " source_account = var.a\n";
    assert_eq!(hcl(&block(""), &block(account)), Ok(()));
    assert_eq!(hcl(&block(account), &block(" source_account = var.b\n source_arn = x.arn\n")), Ok(()));
    assert_eq!(template(&map(""), &map("      SourceArn: a\n      SourceAccount: b\n")), Ok(()));
    assert!(hcl(&block(account), &block("")).is_err());
    assert!(hcl(&block(""), &block(" statement_id = \"x\"\n")).is_err());
    assert!(hcl(&block(account), &block(account).replace("principal", "principal_org_id")).is_err());
    assert!(template(&map("      SourceArn: a\n"), &map("")).is_err());
    let other = |text: &str| text.replace("aws_lambda_permission", "aws_lambda_function");
    assert!(hcl(&other(&block("")), &other(&block(account))).is_err());
}

#[test]
fn only_data_sources_that_tell_about_the_deployment_may_be_declared() {
    let before = "x = 1\n";
    let good = "data \"aws_partition\" \"p\" {}\nx = 1\ndata \"aws_region\" \"r\" {\n provider = aws.r\n}\n";
    assert_eq!(hcl(before, good), Ok(()));
    for bad in [
        "data \"aws_iam_role\" \"r\" {}\nx = 1\n",
        "data \"aws_region\" \"r\" {\n name = \"x\"\n}\nx = 1\n",
        "data \"aws_region\" \"r\" {}\ndata \"aws_region\" \"r\" {}\nx = 1\n",
        "resource \"aws_region\" \"r\" {}\nx = 1\n",
        "data \"aws_region\" \"r\" {}\n",
        "",
    ] {
        assert!(hcl(before, bad).is_err(), "{bad}");
    }
    assert!(hcl(good, before).is_err());
}

/// Statements of two services, apart.
fn apart(first: &str, second: &str) -> String {
    let statement = |principal: &str| format!(r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "b"}}"#);
    policy("").replace(
        r#"{"Effect": "Allow", "Principal": {"Service": "a"}, "Action": "b"}"#,
        &format!("{}, {}", statement(first), statement(second)),
    )
}

#[test]
fn a_statement_may_be_split_where_its_principals_are_only_spread() {
    let whole = policy("").replace("\"a\"", r#"["a", "x"], "AWS": "y""#);
    let split = |after: &str| differ(Language::CloudFormation, &whole, after, true);
    let right = apart(r#"{"Service": ["x"], "AWS": "y"}"#, r#"{"Service": "a"}"#);
    assert_eq!(split(&right), Ok(()));
    assert!(template(&whole, &right).is_err());
    let alone = |text: &str| text.replace("[{\"Eff", "{\"Eff").replace("}]", "}");
    assert_eq!(differ(Language::CloudFormation, &alone(&whole), &right, true), Ok(()));
    for bad in [
        apart(r#"{"Service": "x"}"#, r#"{"Service": "a"}"#),
        apart(r#"{"Service": "x", "AWS": "y"}"#, r#"{"Service": ["a", "x"]}"#),
        apart(r#"{"Service": "x", "AWS": ["y", "z"]}"#, r#"{"Service": "a"}"#),
        apart(r#"{"Service": ["a", "x"], "AWS": "y"}"#, "{}"),
        apart(r#"{"Service": ["a", "x"], "AWS": "y"}"#, r#"{"Service": "a"}"#),
        apart(r#"{"Service": ["a", "x"]}"#, r#"{"Service": "y"}"#),
        right.replacen("\"b\"", "\"*\"", 1),
        right.replacen("\"Allow\"", "\"Deny\"", 1),
    ] {
        assert!(split(&bad).is_err(), "{bad}");
    }
}

#[test]
fn the_pieces_of_a_block_keep_its_sid_once_and_all_its_arguments() {
    let principals = |names: &str| format!(" principals {{\n type = \"Service\"\n identifiers = [{names}]\n }}\n");
    let statement = |sid: &str, names: &str, rest: &str| {
        format!("statement {{\n sid = \"{sid}\"\n actions = [\"a\"]\n{}{rest}}}\n", principals(names))
    };
    let split = |after: &str| {
        let before = document(&statement("S", "\"a\", \"b\"", ""));
        differ(Language::Terraform, &before, &document(after), true)
    };
    let first = statement("S", "\"b\"", "");
    assert_eq!(split(&format!("{first}{}", statement("T", "\"a\"", CONDITION))), Ok(()));
    for bad in
        [statement("S", "\"a\"", ""), statement("T", "\"a\"", " effect = \"Allow\"\n"), statement("T", "\"b\"", "")]
    {
        assert!(split(&format!("{first}{bad}")).is_err(), "{bad}");
    }
    assert!(split(&first).is_err());
    assert!(split(&format!("{}{first}", statement("T", "\"a\", \"b\"", ""))).is_err());
}

#[test]
fn what_does_not_parse_or_is_empty_proves_nothing() {
    assert!(hcl("x = 1\n", "x = \n").is_err());
    assert!(hcl("x = 1\n", "").is_err());
    assert!(template(&policy(""), "").is_err());
    assert!(template(&policy(""), "{}").is_err());
    assert!(template("a: 1\n", "a: [\n").is_err());
}
