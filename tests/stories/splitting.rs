//! Statements that let several in, in every syntax: those that cannot have one condition in common
//! get statements of their own, and nobody else is conditioned.

use crate::common::{code, err, folder, out, run};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// A syntax: the file, and a queue policy with one statement for these principals.
type Syntax = (&'static str, &'static str, fn(&Value) -> String);

const SYNTAXES: [Syntax; 14] = [
    ("an object", "main.tf", |it| module(&format!("jsonencode({})", hcl(&policy(it, true))))),
    ("a lone object", "main.tf", |it| module(&format!("jsonencode({})", hcl(&policy(it, false))))),
    ("a heredoc", "main.tf", |it| module(&format!("<<EOT\n{}\nEOT", pretty(&policy(it, true))))),
    ("a heredoc with a lone object", "main.tf", |it| module(&format!("<<EOT\n{}\nEOT", pretty(&policy(it, false))))),
    ("a string", "main.tf", |it| module(&json!(policy(it, true).to_string()).to_string())),
    ("a local", "main.tf", |it| {
        format!("locals {{\n  inbox = {}\n}}\n{}", hcl(&policy(it, true)), module("jsonencode(local.inbox)"))
    }),
    ("a policy document", "main.tf", block),
    ("a block mapping", "queue.yaml", |it| template(&yaml(&policy(it, true), 6))),
    ("a block mapping without a list", "queue.yaml", |it| template(&yaml(&policy(it, false), 6))),
    ("flow style", "queue.yaml", |it| template(&format!(" {}", policy(it, true)))),
    ("flow style without a list", "queue.yaml", |it| template(&format!(" {}", policy(it, false)))),
    ("a text with Fn::Sub", "queue.yaml", |it| {
        template(&format!(" !Sub |\n{}", indented(&pretty(&policy(it, true)), 8)))
    }),
    ("JSON", "queue.json", |it| pretty(&resources(&policy(it, true)))),
    ("JSON on one line, without a list", "queue.json", |it| resources(&policy(it, false)).to_string()),
];

fn policy(principal: &Value, as_list: bool) -> Value {
    let statement =
        json!({"Sid": "Send", "Effect": "Allow", "Principal": principal, "Action": "sqs:SendMessage", "Resource": "*"});
    json!({"Version": "2012-10-17", "Statement": if as_list { json!([statement]) } else { statement }})
}

fn module(policy: &str) -> String {
    format!("resource \"aws_sqs_queue_policy\" \"inbox\" {{\n  queue_url = \"inbox\"\n  policy    = {policy}\n}}\n")
}

fn template(policy: &str) -> String {
    format!(
        "Resources:\n  Inbox:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [inbox]\n      PolicyDocument:{policy}\n"
    )
}

fn resources(policy: &Value) -> Value {
    json!({"Resources": {"Inbox": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": ["inbox"], "PolicyDocument": policy}}}})
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}

fn indented(text: &str, by: usize) -> String {
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(by))).collect()
}

/// A value as an HCL expression.
fn hcl(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key} = {}", hcl(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(hcl).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A value in YAML's block style, behind its key.
fn yaml(value: &Value, indent: usize) -> String {
    let margin = " ".repeat(indent + 2);
    match value {
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| format!("\n{margin}{key}:{}", yaml(value, indent + 2))).collect()
        }
        Value::Array(items) => {
            let item = |value: &Value| match value {
                Value::Object(_) => {
                    format!("\n{margin}-{}", yaml(value, indent + 2).replacen(&format!("\n{margin} "), "", 1))
                }
                other => format!("\n{margin}- {other}"),
            };
            items.iter().map(item).collect()
        }
        other => format!(" {other}"),
    }
}

fn block(principals: &Value) -> String {
    let types = principals.as_object().expect("types");
    let blocks: String = types
        .iter()
        .map(|(kind, identifiers)| {
            let list = if identifiers.is_array() { hcl(identifiers) } else { format!("[{identifiers}]") };
            format!("    principals {{\n      type        = \"{kind}\"\n      identifiers = {list}\n    }}\n")
        })
        .collect();
    format!(
        "data \"aws_iam_policy_document\" \"inbox\" {{\n  statement {{\n    sid       = \"Send\"\n    actions   = [\"sqs:SendMessage\"]\n    resources = [\"*\"]\n{blocks}  }}\n}}\n{}",
        module("data.aws_iam_policy_document.inbox.json")
    )
}

/// What stands in the policy after a fix: of each service, the keys that its statement asks for.
fn conditioned(syntax: Syntax, principals: &Value) -> (BTreeSet<(String, &'static str)>, String) {
    let (called, name, written) = syntax;
    let folder = folder(&[(name, &written(principals))]);
    let fixed = run(&folder, &["fix", "--unsafe-fixes", name]);
    assert_ne!(code(&fixed), Some(2), "{called}: {}{}", out(&fixed), err(&fixed));
    let text = fs::read_to_string(folder.path().join(name)).expect("the file");
    let again = out(&run(&folder, &["diff", "--unsafe-fixes", name]));
    assert_eq!(again, "", "{called}: a second run changes nothing");
    let inventory: Value =
        serde_json::from_str(&out(&run(&folder, &["inventory", "--format", "json", name]))).expect("JSON");
    let grants = inventory["grants"].as_array().expect("grants").iter();
    let keys = |grant: &Value| {
        let condition = grant["condition"].as_str().unwrap_or_default();
        match (condition.contains("aws:SourceAccount"), condition.contains("aws:SourceArn")) {
            (true, true) => "both",
            (true, false) => "account",
            (false, true) => "arn",
            (false, false) => "none",
        }
    };
    let service = |grant: &Value| grant["service"].as_str().expect("a service").replace(".amazonaws.com", "");
    (grants.map(|grant| (service(grant), keys(grant))).collect(), text)
}

fn service(names: &[&str]) -> Value {
    json!(names.iter().map(|name| format!("{name}.amazonaws.com")).collect::<Vec<_>>())
}

/// In every syntax, each service gets the keys that are wanted and each Sid is that of one statement.
/// Gives what is written.
fn expect(principals: &Value, wanted: &[(&str, &'static str)], sids: &[&str]) -> Vec<String> {
    let wanted: BTreeSet<(String, &str)> = wanted.iter().map(|(name, keys)| ((*name).to_owned(), *keys)).collect();
    let written = SYNTAXES.iter().map(|syntax| {
        let (found, text) = conditioned(*syntax, principals);
        assert_eq!(found, wanted, "{}:\n{text}", syntax.0);
        for sid in sids {
            let endings = ["\"", "\\\"", "\n", ","].map(|end| text.matches(&format!("{sid}{end}")).count());
            assert_eq!(endings.iter().sum::<usize>(), 1, "{}: one statement is called {sid}:\n{text}", syntax.0);
        }
        text
    });
    written.collect()
}

#[test]
fn services_that_send_different_keys_get_a_statement_each() {
    let both = json!({"Service": service(&["s3", "sns"])});
    expect(&both, &[("s3", "account"), ("sns", "arn")], &["Send", "SendSvc"]);
}

#[test]
fn a_third_one_of_which_nothing_is_known_stays_as_it_is() {
    let three = json!({"Service": service(&["s3", "glue", "sns"])});
    expect(&three, &[("s3", "account"), ("sns", "arn"), ("glue", "none")], &["Send", "SendSvc", "SendSvc2"]);
}

#[test]
fn services_that_one_key_serves_stay_together() {
    let both = json!({"Service": service(&["sns", "events"])});
    for text in expect(&both, &[("sns", "arn"), ("events", "arn")], &["Send"]) {
        assert!(!text.contains("SendSvc"), "{text}");
    }
}

#[test]
fn who_is_no_service_is_not_conditioned() {
    let owner = "arn:aws:iam::111122223333:role/app";
    for principals in [
        json!({"AWS": owner, "Service": "s3.amazonaws.com"}),
        json!({"Service": service(&["s3"]), "AWS": [owner]}),
        json!({"Federated": "cognito-identity.amazonaws.com", "Service": "s3.amazonaws.com"}),
    ] {
        let other = if principals.get("AWS").is_some() { owner } else { "cognito-identity.amazonaws.com" };
        for text in expect(&principals, &[("s3", "account")], &["Send", "SendSvc"]) {
            let original = text.split("SendSvc").next().expect("the original");
            assert!(text.matches(other).count() == 1 && !original.contains("SourceAccount"), "{text}");
        }
    }
}

/// What a module and a template with this Sid have in place of it after a split.
fn renamed(name: &str, sid: &str) -> String {
    let (syntax, declared) = match name {
        "main.tf" => (SYNTAXES[0].2, "variable \"stage\" {}\nvariable \"name\" {}\n"),
        _ => (SYNTAXES[7].2, ""),
    };
    let text = syntax(&json!({"Service": service(&["s3", "sns"])})).replace("\"Send\"", sid) + declared;
    let folder = folder(&[(name, &text)]);
    run(&folder, &["fix", "--unsafe-fixes", name]);
    let written = fs::read_to_string(folder.path().join(name)).expect("the file");
    let line = written.lines().find(|line| line.contains("Sid") && line.contains("Svc"));
    let line = line.unwrap_or_else(|| panic!("{sid} has no copy:\n{written}"));
    line.rsplit("Sid").next().expect("a Sid").trim_matches([' ', '=', ':', '}', ']', ')']).to_owned()
}

#[test]
fn a_copy_has_a_sid_of_its_own_however_the_sid_is_written() {
    let long = "A".repeat(64);
    for (name, sid, wanted) in [
        ("main.tf", "\"Send\"", "\"SendSvc\"".to_owned()),
        ("main.tf", "\"${var.stage}Send\"", "\"${var.stage}SendSvc\"".to_owned()),
        ("main.tf", "var.name", "\"${var.name}Svc\"".to_owned()),
        ("main.tf", &format!("\"{long}\""), format!("\"{}Svc\"", &long[3..])),
        ("queue.yaml", "Send", "SendSvc".to_owned()),
        ("queue.yaml", "!Sub \"${AWS::Region}Send\"", "!Sub \"${AWS::Region}SendSvc\"".to_owned()),
    ] {
        assert_eq!(renamed(name, sid).split(", ").next(), Some(wanted.as_str()), "{sid}");
    }
}

#[test]
fn a_condition_that_names_sources_of_both_is_left_to_a_person() {
    let both = json!({"Service": service(&["s3", "sns"])});
    let condition = ", Condition = { ArnLike = { \"aws:SourceArn\" = [\"arn:aws:s3:::in\", \"arn:aws:sns:*:111122223333:in\"] } } }]";
    let text = SYNTAXES[0].2(&both).replace(" }]", condition);
    let folder = folder(&[("main.tf", &text)]);
    let told = run(&folder, &["check", "main.tf"]);
    assert_eq!(code(&told), Some(1), "{}", err(&told));
    assert!(out(&told).contains("its condition names sources of several services"), "{}", out(&told));
}
