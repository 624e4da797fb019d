//! Mistakes that stand in AWS's own pages: each one is found, and the right correction is offered.

use crate::common::{folder, out, run};
use std::fs;

const ACCOUNT: &str = "111122223333";

/// A module with one policy of a kind that lets a service in under a condition.
fn module(kind: &str, service: &str, condition: &str) -> String {
    let (holder, action, resource) = match kind {
        "role" => ("\"aws_iam_role\" \"it\" {\n  assume_role_policy", "sts:AssumeRole", ""),
        "key" => ("\"aws_kms_key\" \"it\" {\n  policy", "kms:GenerateDataKey", "Resource = \"*\""),
        "bucket" => (
            "\"aws_s3_bucket_policy\" \"it\" {\n  bucket = \"it\"\n  policy",
            "s3:PutObject",
            "Resource = \"arn:aws:s3:::it/*\"",
        ),
        "queue" => {
            ("\"aws_sqs_queue_policy\" \"it\" {\n  queue_url = \"it\"\n  policy", "sqs:SendMessage", "Resource = \"*\"")
        }
        other => panic!("{other}"),
    };
    format!(
        "resource {holder} = jsonencode({{\n    Version = \"2012-10-17\"\n    Statement = [{{\n      Effect = \"Allow\"\n      Principal = {{ Service = \"{service}\" }}\n      Action = \"{action}\"\n      {resource}\n      Condition = {{\n{condition}\n      }}\n    }}]\n  }})\n}}\n"
    )
}

/// A condition on the source ARN beside the account.
fn arn(operator: &str, arn: &str) -> String {
    let account = format!("\"aws:SourceAccount\" = \"{ACCOUNT}\"");
    if operator == "StringEquals" {
        return format!(
            "        StringEquals = {{\n          \"aws:SourceArn\" = \"{arn}\"\n          {account}\n        }}"
        );
    }
    format!("        \"{operator}\" = {{ \"aws:SourceArn\" = \"{arn}\" }}\n        StringEquals = {{ {account} }}")
}

/// What is found in a module, and what it is once all fixes are written.
fn judged(text: &str) -> (String, String) {
    let folder = folder(&[("main.tf", text)]);
    let found = out(&run(&folder, &["check", "--quiet", "main.tf"]));
    run(&folder, &["fix", "--unsafe-fixes", "main.tf"]);
    (found, fs::read_to_string(folder.path().join("main.tf")).expect("the module"))
}

/// Finds this rule, and writes this text in place of what was wrong.
fn mends(text: &str, rule: &str, right: &str) {
    let (found, written) = judged(text);
    assert!(found.contains(&format!("[{rule}]")), "no {rule} in\n{text}\n{found}");
    assert!(!text.contains(right) && written.contains(right), "no {right} in\n{written}\n{found}");
    let again = judged(&written).0;
    assert!(again.is_empty(), "{again}");
}

/// Finds this rule, and tells a person to write this.
fn advises(text: &str, rule: &str, right: &str) {
    let (found, written) = judged(text);
    assert!(found.contains(&format!("[{rule}]")), "no {rule} in\n{text}\n{found}");
    assert!(found.contains(right), "no {right} in\n{found}");
    assert_eq!(written, text);
}

#[test]
fn the_stray_blank_before_an_operator_in_the_guide_to_connect() {
    let condition = arn(" ArnEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme"));
    mends(&module("key", "profile.amazonaws.com", &condition), "unknown-condition-operator", "\"ArnEquals\"");
}

#[test]
fn two_colons_too_many_in_the_guides_to_connect_and_transfer() {
    for (kind, service, wrong, right) in [
        ("key", "profile", "profile::us-west-2::111122223333:*", "profile:us-west-2:111122223333:*"),
        ("role", "transfer", "transfer::us-west-2::111122223333:server/*", "transfer:us-west-2:111122223333:server/*"),
    ] {
        let text = module(kind, &format!("{service}.amazonaws.com"), &arn("ArnLike", &format!("arn:aws:{wrong}")));
        mends(&text, "malformed-source-arn", &format!("\"arn:aws:{right}\""));
    }
}

#[test]
fn object_types_that_two_pages_spell_in_two_ways() {
    let key = |values: &str| {
        let condition = format!(
            "        ArnEquals = {{ \"aws:SourceArn\" = {values} }}\n        StringEquals = {{ \"aws:SourceAccount\" = \"{ACCOUNT}\" }}"
        );
        module("key", "profile.amazonaws.com", &condition)
    };
    let (page, reference) = (
        format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme/objects/order\""),
        format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme/object-types/order\""),
    );
    for one in [&page, &reference] {
        mends(&key(one), "malformed-source-arn", &format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme/*\""));
        assert!(judged(&key(one)).0.starts_with("low["), "either may be right");
    }
    assert_eq!(judged(&key(&format!("[{page}, {reference}]"))).0, "", "both are let in");
}

#[test]
fn a_wildcard_that_string_equals_takes_by_the_letter() {
    let condition = arn("StringEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/*"));
    let text = module("queue", "profile.amazonaws.com", &condition);
    let (found, written) = judged(&text);
    assert!(found.contains("[wildcard-in-string-equals]") && written.contains("ArnLike"), "{found}\n{written}");
}

#[test]
fn the_stray_slash_before_a_server_in_the_guide_to_transfer() {
    let condition = arn("ArnEquals", &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:/server/s-0123456789abcdef0"));
    let right = format!("arn:aws:transfer:us-west-2:{ACCOUNT}:server/s-0123456789abcdef0");
    mends(&module("role", "transfer.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_logging_role_with_the_source_of_users_or_of_servers() {
    let logging = |holder: &str, source: &str| {
        let condition = arn("ArnLike", &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:{source}"));
        let role = module("role", "transfer.amazonaws.com", &condition);
        format!("{role}\nresource \"{holder}\" \"it\" {{\n  logging_role = aws_iam_role.it.arn\n}}\n")
    };
    advises(&logging("aws_transfer_server", "user/s-1/bob"), "malformed-source-arn", ":server/${ServerId}");
    advises(&logging("aws_transfer_connector", "server/*"), "malformed-source-arn", ":connector/${ConnectorId}");
}

#[test]
fn stray_colons_in_the_guide_to_iot() {
    let condition = arn("ArnLike", &format!("arn:aws:iot:us-west-2:{ACCOUNT}::*"));
    let right = format!("\"arn:aws:iot:us-west-2:{ACCOUNT}:*\"");
    mends(&module("role", "iot.amazonaws.com", &condition), "malformed-source-arn", &right);
    let condition = format!("        StringEquals = {{ \"aws:SourceAccount\" = \"{ACCOUNT}:\" }}");
    mends(&module("role", "iot.amazonaws.com", &condition), "malformed-account-id", &format!("\"{ACCOUNT}\""));
}

#[test]
fn an_operator_that_lacks_a_letter_in_the_guide_to_dms() {
    let condition = arn("ArnEqual", &format!("arn:aws:dms:us-west-2:{ACCOUNT}:*"));
    mends(&module("role", "dms.amazonaws.com", &condition), "unknown-condition-operator", "\"ArnEquals\"");
}

#[test]
fn a_colon_in_the_wrong_place_in_the_guide_to_proton() {
    let text = module("role", "proton.amazonaws.com", &arn("ArnLike", "arn:aws::proton:*"));
    advises(&text, "malformed-source-arn", "arn:${Partition}:proton:*:${Account}:environment/*");
    let condition = arn("ArnLike", &format!("arn:aws::proton:us-west-2:{ACCOUNT}:environment/*"));
    let right = format!("\"arn:aws:proton:us-west-2:{ACCOUNT}:environment/*\"");
    mends(&module("role", "proton.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_wildcard_in_the_name_of_a_service_in_the_guide_to_kendra() {
    let condition = format!("        StringEquals = {{ \"aws:SourceAccount\" = \"{ACCOUNT}\" }}");
    let text = module("role", "kendra.*.amazonaws.com", &condition);
    advises(&text, "malformed-service-principal", "write `kendra.amazonaws.com`");
}

#[test]
fn a_flow_without_its_region_in_the_guide_to_appflow() {
    let condition = arn("ArnLike", &format!("arn:aws:appflow::{ACCOUNT}:flow/nightly"));
    let right = format!("\"arn:aws:appflow:*:{ACCOUNT}:*\"");
    mends(&module("bucket", "appflow.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_blank_in_an_arn_in_the_guide_to_comprehend() {
    let condition = arn("ArnLike", &format!("arn:aws:comprehend:us-west-2:{ACCOUNT}: document-classifier/*"));
    let right = format!(":{ACCOUNT}:document-classifier/*");
    mends(&module("role", "comprehend.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn what_only_looks_odd_in_the_guides_is_left_alone() {
    for (operator, source) in [("ArnEquals", "user/s-1/*"), ("ArnLike", "user/s-1/bob")] {
        let condition = arn(operator, &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:{source}"));
        assert_eq!(judged(&module("role", "transfer.amazonaws.com", &condition)).0, "", "the operators do the same");
    }
    let condition =
        format!("        ArnLike = {{ \"aws:SourceArn\" = \"arn:aws:transfer:us-west-2:{ACCOUNT}:workflow/w-1\" }}");
    assert_eq!(judged(&module("role", "transfer.amazonaws.com", &condition)).0, "", "the ARN names the account");
    let condition = arn("StringEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme"));
    let queue = module("queue", "profile.amazonaws.com", &condition)
        .replace("Effect = ", "Sid = \"Customer Profiles may send to the queue\"\n      Effect = ");
    assert_eq!(judged(&queue).0, "", "SQS takes blanks in a Sid, and an exact ARN may be compared as a string");
}
