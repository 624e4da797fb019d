//! Mistakes that stand in AWS's own pages: each one is found, and the right correction is offered.

use crate::common::policy::Policy;
use crate::common::{folder, out, run};
use std::fs;

const ACCOUNT: &str = "111122223333";

/// A policy with one statement that lets a service in under a condition, as AWS's pages show policies.
fn policy(kind: &str, service: &str, condition: &str) -> Policy {
    let resource = match kind {
        "role" => "",
        "bucket" => "\n    \"Resource\": \"arn:aws:s3:::it/*\",",
        _ => "\n    \"Resource\": \"*\",",
    };
    policy_for(kind, service, resource, condition)
}

fn policy_for(kind: &str, service: &str, resource: &str, condition: &str) -> Policy {
    let action = match kind {
        "role" => "sts:AssumeRole",
        "key" => "kms:GenerateDataKey",
        "bucket" => "s3:PutObject",
        "queue" => "sqs:SendMessage",
        other => panic!("{other}"),
    };
    Policy::new(format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [{{
    "Effect": "Allow",
    "Principal": {{ "Service": "{service}" }},
    "Action": "{action}",{resource}
    "Condition": {{
{condition}
    }}
  }}]
}}"#
    ))
}

/// A condition on the source ARN beside the account.
fn arn(operator: &str, arn: &str) -> String {
    let account = format!("\"aws:SourceAccount\": \"{ACCOUNT}\"");
    if operator == "StringEquals" {
        return format!("      \"StringEquals\": {{ \"aws:SourceArn\": \"{arn}\", {account} }}");
    }
    format!("      \"{operator}\": {{ \"aws:SourceArn\": \"{arn}\" }},\n      \"StringEquals\": {{ {account} }}")
}

/// What is found in a file, and what it is once all fixes are written.
fn judged(name: &str, text: &str) -> (String, String) {
    let folder = folder(&[(name, text)]);
    let found = out(&run(&folder, &["check", "--quiet", name]));
    run(&folder, &["fix", "--unsafe-fixes", name]);
    (found, fs::read_to_string(folder.path().join(name)).expect("the file"))
}

/// Finds this rule in every file, and writes this text in place of what was wrong.
fn mends(policy: &Policy, rule: &str, right: &str) {
    for (name, text) in policy.files() {
        let (found, written) = judged(name, &text);
        assert!(found.contains(&format!("[{rule}]")), "no {rule} in {name}\n{text}\n{found}");
        assert!(!text.contains(right) && written.contains(right), "no {right} in {name}\n{written}\n{found}");
        let again = judged(name, &written).0;
        assert!(again.is_empty(), "{name}\n{again}");
    }
}

/// Finds this rule in every file, and tells a person to write this.
fn advises(policy: &Policy, rule: &str, right: &str) {
    policy.files().iter().for_each(|(name, text)| advises_in(name, text, rule, right));
}

fn advises_in(name: &str, text: &str, rule: &str, right: &str) {
    let (found, written) = judged(name, text);
    assert!(found.contains(&format!("[{rule}]")), "no {rule} in {name}\n{text}\n{found}");
    assert!(found.contains(right), "no {right} in {name}\n{found}");
    assert_eq!(written, text, "{name}");
}

/// Finds nothing, in any file.
fn leaves(policy: &Policy, why: &str) {
    for (name, text) in policy.files() {
        assert_eq!(judged(name, &text), (String::new(), text), "{name}: {why}");
    }
}

#[test]
fn the_stray_blank_before_an_operator_in_the_guide_to_connect() {
    let condition = arn(" ArnEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme"));
    mends(&policy("key", "profile.amazonaws.com", &condition), "unknown-condition-operator", "\"ArnEquals\"");
}

#[test]
fn two_colons_too_many_in_the_guide_to_connect() {
    let condition = arn("ArnLike", &format!("arn:aws:profile::us-west-2:{ACCOUNT}:*"));
    let right = format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:*\"");
    mends(&policy("key", "profile.amazonaws.com", &condition), "malformed-source-arn", &right);
    let condition = arn("ArnLike", &format!("arn:aws:profile::us-west-2::{ACCOUNT}:domains/*"));
    let right = format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/*\"");
    mends(&policy("key", "profile.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn object_types_that_two_pages_of_connect_spell_in_two_ways() {
    let key = |values: &str| {
        let condition = format!(
            "      \"ArnEquals\": {{ \"aws:SourceArn\": {values} }},\n      \"StringEquals\": {{ \"aws:SourceAccount\": \"{ACCOUNT}\" }}"
        );
        policy("key", "profile.amazonaws.com", &condition)
    };
    let (page, reference) = (
        format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme/objects/order\""),
        format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme/object-types/order\""),
    );
    for one in [&page, &reference] {
        mends(&key(one), "malformed-source-arn", &format!("\"arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme/*\""));
        for (name, text) in key(one).files() {
            assert!(judged(name, &text).0.starts_with("low["), "either may be right");
        }
    }
    leaves(&key(&format!("[{page}, {reference}]")), "both are let in");
}

#[test]
fn the_name_of_a_voice_id_domain_where_its_id_belongs_in_the_guide_to_connect() {
    let condition = arn("ArnEquals", &format!("arn:aws:voiceid:us-west-2:{ACCOUNT}:domain/acme-callers"));
    let right = format!("\"arn:aws:voiceid:us-west-2:{ACCOUNT}:domain/*\"");
    mends(&policy("role", "voiceid.amazonaws.com", &condition), "malformed-source-arn", &right);
    let condition = arn("ArnEquals", &format!("arn:aws:voiceid:us-west-2:{ACCOUNT}:domain/AbCdEfGhIjKlMnOpQrSt12"));
    leaves(&policy("role", "voiceid.amazonaws.com", &condition), "it is an id");
    let condition = arn("StringEquals", &format!("arn:aws:voiceid:us-west-2:{ACCOUNT}:domain/acme-callers"));
    let advice = "write the id in place of the name, or ArnLike and a wildcard";
    advises(&policy("role", "voiceid.amazonaws.com", &condition), "malformed-source-arn", advice);
}

#[test]
fn the_name_of_a_voice_id_domain_that_stands_beside_the_role() {
    let source = |id: &str| format!("arn:aws:voiceid:us-west-2:{ACCOUNT}:domain/{id}");
    let domain = "resource \"awscc_voiceid_domain\" \"callers\" {\n  name = var.name\n}\nvariable \"name\" {}\n";
    let module = |id: &str| {
        let role = policy("role", "voiceid.amazonaws.com", &arn("ArnEquals", &source(id)));
        format!("{domain}{}", role.module())
    };
    for name in ["${awscc_voiceid_domain.callers.name}", "${var.name}"] {
        let (found, written) = judged("main.tf", &module(name));
        assert!(found.contains("[malformed-source-arn]"), "{found}");
        assert_eq!(written, module("${awscc_voiceid_domain.callers.domain_id}"));
    }
    let template = |id: &str| {
        format!(
            "Parameters:\n  Name: {{Type: String}}\nResources:\n  Callers:\n    Type: AWS::VoiceID::Domain\n    Properties:\n      Name: !Ref Name\n  It:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: {{Service: voiceid.amazonaws.com}}\n            Action: sts:AssumeRole\n            Condition:\n              ArnEquals:\n                aws:SourceArn: !Sub \"arn:aws:voiceid:us-west-2:${{AWS::AccountId}}:domain/${{{id}}}\"\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n"
        )
    };
    let (found, written) = judged("template.yaml", &template("Name"));
    assert!(found.contains("[malformed-source-arn]"), "{found}");
    assert_eq!(written, template("Callers"));
}

#[test]
fn a_whole_arn_behind_key_in_the_guide_to_connect() {
    let condition = arn("ArnEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme"));
    let key = format!("arn:aws:kms:us-west-2:{ACCOUNT}:key/1234abcd");
    let within = |inner: &str| format!("\n    \"Resource\": [\"arn:aws:kms:us-west-2:{ACCOUNT}:key/{inner}\"],");
    let it = policy_for("key", "profile.amazonaws.com", &within(&key), &condition);
    advises(&it, "malformed-resource", &format!("write `{key}` alone"));
    let by_reference = policy_for("key", "profile.amazonaws.com", &within("${var.key_arn}"), &condition);
    let text = format!("variable \"key_arn\" {{}}\n{}", by_reference.module());
    advises_in("main.tf", &text, "malformed-resource", "write `var.key_arn` alone");
    leaves(&policy_for("key", "profile.amazonaws.com", &within("1234abcd"), &condition), "it is the ARN of a key");
}

#[test]
fn an_arn_within_that_of_a_bucket_is_found_but_not_within_the_path_of_an_object() {
    let condition = arn("ArnEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme"));
    let put = |resource: &str| {
        let resource = format!("\n    \"Resource\": [\"arn:aws:s3:::{resource}\"],");
        policy_for("bucket", "profile.amazonaws.com", &resource, &condition)
    };
    advises(&put("arn:aws:s3:::it/*"), "malformed-resource", "write `arn:aws:s3:::it/*` alone");
    leaves(&put("it/arn:aws:s3:::other/*"), "an object may be called so");
}

#[test]
fn a_statement_without_its_policy_in_the_guide_to_connect() {
    let statement = |condition: &str| {
        format!(
            r#"{{
  "Sid": "Allow Amazon Connect Customer Profiles to put S3 objects to your bucket",
  "Effect": "Allow",
  "Principal": {{ "Service": "profile.amazonaws.com" }},
  "Action": "s3:PutObject",
  "Resource": "arn:aws:s3:::it/*",
  "Condition": {{
{condition}
  }}
}}"#
        )
    };
    let wrong = statement(&arn("ArnEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:/domains/*")));
    let right = statement(&arn("ArnEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/*")));
    for (name, wrong, right) in [
        ("statement.json", wrong.clone(), right.clone()),
        ("statements.json", format!("[{wrong}]"), format!("[{right}]")),
        ("undated.json", format!("{{\"Statement\": {wrong}}}"), format!("{{\"Statement\": {right}}}")),
    ] {
        let folder = folder(&[(name, &wrong)]);
        let found = out(&run(&folder, &["check", "--quiet", "."]));
        assert!(found.contains("[malformed-source-arn]"), "{name}: {found}");
        let (_, written) = judged(name, &wrong);
        assert_eq!(written, right, "{name}");
        assert_eq!(judged(name, &right).0, "", "{name}");
    }
}

#[test]
fn a_wildcard_that_string_equals_takes_by_the_letter_in_the_guide_to_connect() {
    let condition = arn("StringEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/*"));
    mends(&policy("queue", "profile.amazonaws.com", &condition), "wildcard-in-string-equals", "ArnLike");
}

#[test]
fn the_star_of_cost_reports_is_sent_by_the_letter_and_no_other_is() {
    let shown = |arn_of: &str| policy("bucket", "billingreports.amazonaws.com", &arn("StringEquals", arn_of));
    let console = shown(&format!("arn:aws:cur:us-east-1:{ACCOUNT}:definition/*"));
    leaves(&console, "AWS's own policy compares it so, and reports are delivered");
    let other = format!("arn:aws:cur:*:{ACCOUNT}:definition/*");
    mends(&shown(&other), "wildcard-in-string-equals", "ArnLike");
}

#[test]
fn what_awss_pages_show_is_left_as_it_is() {
    for (kind, service, operator, of) in [
        ("role", "eks", "ArnLike", "eks:us-west-2:{}:cluster/my-cluster"),
        ("role", "elasticmapreduce", "ArnLike", "elasticmapreduce:*:{}:*"),
        ("role", "application-autoscaling", "ArnLike", "application-autoscaling:*:{}:scalable-target/*"),
        ("role", "storagegateway", "ArnLike", "storagegateway:us-east-1:{}:gateway/sgw-123456DA"),
        ("role", "lakeformation", "ArnEquals", "lakeformation:us-east-1:{}:*"),
        ("role", "credentials.iot", "ArnLike", "iot:us-east-1:{}:rolealias/devices"),
        ("role", "servicecatalog", "ArnLike", "servicecatalog:us-east-1:{}:*"),
        ("role", "frauddetector", "StringLike", "frauddetector:us-west-2:{}:external-model/mine"),
        ("role", "iotfleetwise", "StringEquals", "iotfleetwise:us-east-1:{}:campaign/mine"),
        ("key", "iotfleetwise", "ArnLike", "iotfleetwise:us-east-1:{}:*"),
        ("bucket", "bcm-data-exports", "ArnLike", "bcm-data-exports:us-east-1:{}:export/*"),
    ] {
        let shown = arn(operator, &format!("arn:aws:{}", of.replace("{}", ACCOUNT)));
        let it = policy(kind, &format!("{service}.amazonaws.com"), &shown);
        leaves(&it, "AWS's guide to the service prints it");
    }
}

#[test]
fn sids_with_blanks_in_the_guide_to_connect_are_taken_by_queues_and_buckets() {
    let condition = arn("StringEquals", &format!("arn:aws:profile:us-west-2:{ACCOUNT}:domains/acme"));
    for kind in ["queue", "bucket"] {
        let mut it = policy(kind, "profile.amazonaws.com", &condition);
        it.json = it.json.replace("\"Effect\"", "\"Sid\": \"Profiles may write here\",\n    \"Effect\"");
        leaves(&it, "AWS takes blanks in a Sid there, and an exact ARN may be compared as a string");
    }
}

#[test]
fn the_stray_slash_before_a_server_in_the_guide_to_transfer() {
    let condition = arn("ArnEquals", &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:/server/s-0123456789abcdef0"));
    let right = format!("arn:aws:transfer:us-west-2:{ACCOUNT}:server/s-0123456789abcdef0");
    mends(&policy("role", "transfer.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn two_colons_too_many_in_the_guide_to_transfer() {
    let condition = arn("ArnLike", &format!("arn:aws:transfer::us-west-2::{ACCOUNT}:server/*"));
    let right = format!("\"arn:aws:transfer:us-west-2:{ACCOUNT}:server/*\"");
    mends(&policy("role", "transfer.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn what_is_only_to_fill_in_in_the_guide_to_transfer() {
    let condition = arn("ArnEquals", &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:server/server-id"));
    let right = format!("\"arn:aws:transfer:us-west-2:{ACCOUNT}:server/*\"");
    mends(&policy("role", "transfer.amazonaws.com", &condition), "malformed-source-arn", &right);
    let condition = arn("ArnLike", "arn:aws:transfer:region:account-id:server/*");
    let (name, text) = policy("role", "transfer.amazonaws.com", &condition).files().swap_remove(0);
    let found = judged(name, &text).0;
    assert!(found.contains("[malformed-source-arn]") && found.contains("account-id"), "{found}");
}

#[test]
fn operators_in_the_guide_to_transfer_that_do_the_same() {
    for (operator, source) in [("ArnEquals", "user/s-1/*"), ("ArnLike", "user/s-1/bob")] {
        let condition = arn(operator, &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:{source}"));
        leaves(&policy("role", "transfer.amazonaws.com", &condition), "the operators do the same");
    }
}

#[test]
fn examples_in_the_guide_to_transfer_that_leave_the_account_to_the_arn() {
    let alone = |source: &str| format!("      \"ArnLike\": {{ \"aws:SourceArn\": \"{source}\" }}");
    for source in ["workflow/w-1", "user/s-1/bob"] {
        let condition = alone(&format!("arn:aws:transfer:us-west-2:{ACCOUNT}:{source}"));
        leaves(&policy("role", "transfer.amazonaws.com", &condition), "the ARN names the account");
    }
    for nobodys in ["*", "????????????"] {
        let condition = alone(&format!("arn:aws:transfer:us-west-2:{nobodys}:workflow/w-1"));
        let it = policy("role", "transfer.amazonaws.com", &condition);
        let (name, text) = ("main.tf", it.module());
        let (found, written) = judged(name, &text);
        assert!(found.contains("[source-arn-without-account]"), "{found}");
        assert!(written.contains("\"aws:SourceAccount\""), "{written}");
    }
}

#[test]
fn a_logging_role_with_the_source_of_users_in_the_guide_to_transfer() {
    let text = logging("aws_transfer_server", "user/s-1/bob");
    advises_in("main.tf", &text, "malformed-source-arn", ":server/${ServerId}");
    assert_eq!(judged("main.tf", &logging("aws_transfer_server", "server/*")).0, "");
}

#[test]
fn the_logging_role_of_a_connector_in_the_guide_to_transfer() {
    let text = logging("aws_transfer_connector", "server/*");
    advises_in("main.tf", &text, "malformed-source-arn", ":connector/${ConnectorId}");
    assert_eq!(judged("main.tf", &logging("aws_transfer_connector", "connector/*")).0, "");
}

/// A role that a resource takes for its logs, with this source.
fn logging(holder: &str, source: &str) -> String {
    let condition = arn("ArnLike", &format!("arn:aws:transfer:us-west-2:{ACCOUNT}:{source}"));
    let role = policy("role", "transfer.amazonaws.com", &condition).module();
    format!("{role}\nresource \"{holder}\" \"it\" {{\n  logging_role = aws_iam_role.it.arn\n}}\n")
}

#[test]
fn stray_colons_in_the_guide_to_iot() {
    let condition = arn("ArnLike", &format!("arn:aws:iot:us-west-2:{ACCOUNT}::*"));
    let right = format!("\"arn:aws:iot:us-west-2:{ACCOUNT}:*\"");
    mends(&policy("role", "iot.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_colon_behind_the_account_in_the_guide_to_iot() {
    let condition = format!("      \"StringEquals\": {{ \"aws:SourceAccount\": \"{ACCOUNT}:\" }}");
    mends(&policy("role", "iot.amazonaws.com", &condition), "malformed-account-id", &format!("\"{ACCOUNT}\""));
}

#[test]
fn an_operator_that_lacks_a_letter_in_the_guide_to_dms() {
    let condition = arn("ArnEqual", &format!("arn:aws:dms:us-west-2:{ACCOUNT}:*"));
    mends(&policy("role", "dms.amazonaws.com", &condition), "unknown-condition-operator", "ArnEquals");
}

#[test]
fn a_colon_in_the_wrong_place_in_the_guide_to_proton() {
    let it = policy("role", "proton.amazonaws.com", &arn("ArnLike", "arn:aws::proton:*"));
    advises(&it, "malformed-source-arn", "arn:${Partition}:proton:*:${Account}:environment/*");
    let condition = arn("ArnLike", &format!("arn:aws::proton:us-west-2:{ACCOUNT}:environment/*"));
    let right = format!("\"arn:aws:proton:us-west-2:{ACCOUNT}:environment/*\"");
    mends(&policy("role", "proton.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_wildcard_in_the_name_of_a_service_in_the_guide_to_kendra() {
    let condition = format!("      \"StringEquals\": {{ \"aws:SourceAccount\": \"{ACCOUNT}\" }}");
    let it = policy("role", "kendra.*.amazonaws.com", &condition);
    advises(&it, "malformed-service-principal", "write `kendra.amazonaws.com`");
}

#[test]
fn a_flow_without_its_region_in_the_guide_to_appflow() {
    let condition = arn("ArnLike", &format!("arn:aws:appflow::{ACCOUNT}:flow/nightly"));
    let right = format!("\"arn:aws:appflow:*:{ACCOUNT}:*\"");
    mends(&policy("bucket", "appflow.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_blank_in_an_arn_in_the_guide_to_comprehend() {
    let condition = arn("ArnLike", &format!("arn:aws:comprehend:us-west-2:{ACCOUNT}: document-classifier/*"));
    let right = format!(":{ACCOUNT}:document-classifier/*");
    mends(&policy("role", "comprehend.amazonaws.com", &condition), "malformed-source-arn", &right);
}

#[test]
fn a_log_bucket_that_asks_for_its_own_arn_in_templates_of_aws() {
    let own = |arn: &str| {
        format!(
            "      \"ArnLike\": {{ \"aws:SourceArn\": \"{arn}\" }},\n      \"StringEquals\": {{ \"aws:SourceAccount\": \"{ACCOUNT}\" }}"
        )
    };
    let it = policy("bucket", "logging.s3.amazonaws.com", &own("arn:aws:s3:::it"));
    advises(&it, "source-arn-of-target", "name the resource that the service acts for");
    leaves(&policy("bucket", "logging.s3.amazonaws.com", &own("arn:aws:s3:::items")), "it is another bucket");
}
