//! Mistakes that hide one another: all are found at once, and one fix mends them together.

use crate::common::policy::Policy;
use crate::common::{code, err, folder, out, run};
use std::fs;

const ACCOUNT: &str = "111122223333";

/// A role that Transfer may assume under a condition with these three, and under this one on the account.
fn role(operator: &str, key: &str, value: &str, account: &str) -> Policy {
    let mut conditions = vec![format!("\"{operator}\": {{ \"{key}\": \"{value}\" }}")];
    if !account.is_empty() {
        conditions.push(format!("\"StringEquals\": {{ \"aws:SourceAccount\": {account} }}"));
    }
    if operator == "StringEquals" && !account.is_empty() {
        conditions = vec![format!("\"StringEquals\": {{ \"{key}\": \"{value}\", \"aws:SourceAccount\": {account} }}")];
    }
    Policy::new(format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": {{
    "Effect": "Allow",
    "Principal": {{ "Service": "transfer.amazonaws.com" }},
    "Action": "sts:AssumeRole",
    "Condition": {{ {} }}
  }}
}}"#,
        conditions.join(", ")
    ))
}

/// An ARN with this resource.
fn arn(resource: &str) -> String {
    format!("arn:aws:transfer:eu-west-1:{ACCOUNT}:{resource}")
}

/// Rules that find something in a file, and the file once all is mended.
fn judged(name: &str, text: &str) -> (Vec<String>, String) {
    let folder = folder(&[(name, text)]);
    let found = out(&run(&folder, &["check", "--quiet", "--format", "concise", name]));
    let ids = found.lines().filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|(id, _)| id.to_owned());
    let ids = ids.collect();
    run(&folder, &["fix", "--unsafe-fixes", name]);
    (ids, fs::read_to_string(folder.path().join(name)).expect("the file"))
}

#[test]
fn a_mistake_behind_another_is_found_and_mended_with_it() {
    let (slash, right) = (arn("/server/s-1"), arn("server/s-1"));
    for (operator, key, value, account, rules, mended) in [
        (
            "ArnLik",
            "aws:SourceArns",
            &slash,
            "",
            &["unknown-condition-operator", "unknown-source-key", "malformed-source-arn"][..],
            ["ArnLike", &right],
        ),
        (
            "StringEqual",
            "SourceArn",
            &right,
            "\"111122223333:\"",
            &["unknown-condition-operator", "unknown-source-key", "malformed-account-id"],
            ["StringEquals", &right],
        ),
        (
            "ArnLikeIfExist",
            "aws:SourceArn",
            &slash,
            "",
            &["unknown-condition-operator", "malformed-source-arn"],
            ["ArnLike", &right],
        ),
        (
            "Bool",
            "aws:SourceArn",
            &right,
            "\"111122223333:\"",
            &["mistyped-condition-operator", "malformed-account-id"],
            ["StringEquals", &right],
        ),
    ] {
        for (name, text) in role(operator, key, value, account).files() {
            let (found, written) = judged(name, &text);
            let mut found_rules: Vec<&str> = found.iter().map(String::as_str).collect();
            let mut rules = rules.to_vec();
            found_rules.sort_unstable();
            rules.sort_unstable();
            assert_eq!(found_rules, rules, "{name}\n{text}");
            assert!(mended.iter().all(|part| written.contains(part)), "{name}\n{written}");
            assert_eq!(judged(name, &written), (Vec::new(), written), "{name}");
        }
    }
}

#[test]
fn a_misspelt_operator_that_would_take_a_wildcard_by_the_letter_becomes_one_that_does_not() {
    for (name, text) in role("StringEqual", "aws:SourceArn", &arn("server/*"), "").files() {
        let (found, written) = judged(name, &text);
        assert_eq!(found, ["unknown-condition-operator"], "one mistake, one finding: {name}");
        assert!(written.contains("ArnLike"), "{name}\n{written}");
    }
}

#[test]
fn no_mix_of_mistakes_is_mended_in_part_or_twice() {
    let operators = ["ArnEquals", " ArnEquals", "StringEqual", "StringEquals", "stringlike", "ArnLikeIfExist", "Bool"];
    let values = ["server/s-1", "/server/s-1", "server/*", ":server/*", "server/my-server"].map(arn);
    let accounts = ["", "\"111122223333\"", "\"111122223333:\"", "\"222233334444\"", "\"1111*\""];
    let mut files = Vec::new();
    for operator in operators {
        for key in ["aws:SourceArn", "aws:SourceArns"] {
            for (value, account) in values.iter().flat_map(|value| accounts.map(|account| (value, account))) {
                let number = files.len();
                // One form each; over all of them, each form meets each mistake.
                let mut forms = role(operator, key, value, account).files();
                let (name, text) = forms.swap_remove(number % forms.len());
                files.push((format!("{number}/{name}"), text));
            }
        }
    }
    let named: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&named);
    let output = run(&folder, &["fix", "--unsafe-fixes", "."]);
    assert_ne!(code(&output), Some(2), "{}", err(&output));
    let again = run(&folder, &["diff", "--unsafe-fixes", "."]);
    assert_ne!(code(&again), Some(2), "{}", err(&again));
    assert_eq!(out(&again), "", "a second run changes nothing");
}

#[test]
fn a_condition_that_iam_does_not_read_is_no_condition() {
    let asks = format!("\"StringEquals\": {{ \"aws:SourceAccount\": \"{ACCOUNT}\" }}");
    let statement = |element: &str| {
        Policy::new(format!(
            "{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {{\"Service\": \"transfer.amazonaws.com\"}}, {element}}}}}"
        ))
    };
    for (element, advice) in [
        (asks.clone(), "`StringEquals` stands beside `Condition`"),
        (
            format!("\"Conditions\": {{ {asks} }}"),
            "`Conditions` holds conditions, which IAM reads from `Condition` alone",
        ),
        (format!("\"Condition\": [{{ {asks} }}]"), "`Condition` is a list"),
        (format!("\"Condition\": {{ \"ForAllValues\": {{ {asks} }} }}"), "`StringEquals` stands inside of another"),
        (format!("\"Condition\": {{ \"StringLike\": {{ {asks} }} }}"), "`StringEquals` stands inside of another"),
    ] {
        // Blocks of a document cannot be written so.
        for (name, text) in statement(&element).files().into_iter().filter(|(_, text)| !text.contains("statement {")) {
            let folder = folder(&[(name, &text)]);
            let told = out(&run(&folder, &["check", "--quiet", name]));
            assert!(told.contains("[misplaced-condition]") && told.contains(advice), "{name}\n{text}\n{told}");
            assert_eq!(judged(name, &text).1, text, "{name}");
        }
    }
}

/// A queue's policy for everybody, under this condition.
fn for_everybody(principal: &str, condition: &str) -> Policy {
    Policy::new(format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": {{
    "Effect": "Allow",
    "Principal": {principal},
    "Action": "sts:AssumeRole",
    "Condition": {{ {condition} }}
  }}
}}"#
    ))
}

#[test]
fn a_statement_for_everybody_that_asks_for_a_service_is_told_and_never_clean() {
    for principal in ["\"*\"", "{ \"AWS\": \"*\" }"] {
        let policy =
            for_everybody(principal, "\"StringEquals\": { \"aws:principalServiceName\": \"transfer.amazonaws.com\" }");
        for (name, text) in policy.files() {
            let ran = run(&folder(&[(name, &text)]), &["check", "--verbose", name]);
            assert!(out(&ran).contains("it lets services in by aws:PrincipalServiceName"), "{name}: {}", out(&ran));
            assert!(out(&ran).contains("1 cannot decide"), "{name}: {}", out(&ran));
        }
    }
    let other = for_everybody("\"*\"", "\"StringEquals\": { \"aws:PrincipalOrgID\": \"o-amazonaws.com\" }");
    for (name, text) in other.files() {
        let ran = run(&folder(&[(name, &text)]), &["check", "--verbose", name]);
        assert!(!out(&ran).contains("lets services in"), "{name}: {}", out(&ran));
    }
}

#[test]
fn a_misspelt_operator_is_one_finding_where_it_is_written_and_what_is_missing_goes_under_its_right_name() {
    let policy = Policy::new(
        r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Service": "transfer.amazonaws.com" },
    "Action": "sts:AssumeRole",
    "Condition": { "StringEqual": { "aws:PrincipalTag/team": "files", "aws:PrincipalTag/stage": "live" } }
  }
}"#
        .to_owned(),
    );
    for (name, text) in policy.files() {
        let folder = folder(&[(name, &text), ("unconfuse.toml", "account = \"111122223333\"\n")]);
        let found = out(&run(&folder, &["check", "--quiet", "--format", "concise", name]));
        let written = text.matches("StringEqual").count();
        assert_eq!(found.matches("unknown-condition-operator").count(), written, "{name}: {found}");
        let fixed = run(&folder, &["fix", "--unsafe-fixes", name]);
        assert_eq!(code(&fixed), Some(0), "{name}: {} {}", out(&fixed), err(&fixed));
        let after = fs::read_to_string(folder.path().join(name)).expect("the file");
        assert!(!after.contains("StringEqual:") && !after.contains("StringEqual\""), "{after}");
        assert!(after.contains("aws:SourceAccount"), "{after}");
    }
}
