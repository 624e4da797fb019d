//! What programs wrote is judged like all else, and never edited.

use super::{judged, refusals};
use unconfuse::reason::ReasonKind;

const TEMPLATE: &str = r#"{
  "Resources": {
    "Topic": {"Type": "AWS::SNS::Topic", "Metadata": {"made": "by hand"}},
    "TopicPolicy": {
      "Type": "AWS::SNS::TopicPolicy",
      "Properties": {
        "Topics": [{"Ref": "Topic"}],
        "PolicyDocument": {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {"Service": "connect.amazonaws.com"},
              "Action": "sns:Publish",
              "Resource": {"Ref": "Topic"}
            }
          ]
        }
      }
    }
  }
}
"#;

#[test]
fn output_of_the_cdk_is_judged_and_its_findings_send_the_reader_to_the_source() {
    assert!(!judged("stack.json", TEMPLATE).fixes.is_empty());
    let synthesized = TEMPLATE.replace("\"made\": \"by hand\"", "\"aws:cdk:path\": \"App/Topic/Resource\"");
    for (path, text) in [("stack.json", synthesized.as_str()), ("cdk.out/App.template.json", TEMPLATE)] {
        let outcome = judged(path, text);
        assert!(outcome.fixes.is_empty(), "{path}");
        let refused = refusals(&outcome);
        assert_eq!(refused.len(), 1, "{path}");
        assert_eq!(refused[0].0, ReasonKind::Generated, "{path}");
        assert!(refused[0].1.contains("change the construct"), "{path}: {}", refused[0].1);
    }
}

#[test]
fn a_policy_that_a_plan_tells_after_apply_only_is_not_taken_for_clean() {
    let values = serde_json::json!({"name": "logging"});
    let role = serde_json::json!({"address": "aws_iam_role.logging", "mode": "managed", "type": "aws_iam_role", "name": "logging", "values": values});
    let open = serde_json::json!({"arn": true, "assume_role_policy": true, "inline_policy": [{}]});
    let change = serde_json::json!({"address": "aws_iam_role.logging", "change": {"after_unknown": open}});
    let plan = serde_json::json!({"terraform_version": "1.11.0", "planned_values": {"root_module": {"resources": [role]}}, "resource_changes": [change]});
    let outcome = judged("plan.json", &plan.to_string());
    let unread: Vec<_> =
        outcome.unread.iter().map(|policy| (policy.address.as_str(), policy.reason.text.as_str())).collect();
    assert_eq!(unread, [("aws_iam_role.logging", "Terraform tells it after apply only; check the configuration")]);
}

#[test]
fn a_terraform_plan_is_judged_and_its_findings_send_the_reader_to_the_configuration() {
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"transfer.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let role = |address: &str| {
        let values = serde_json::json!({"name": "logging", "assume_role_policy": trust});
        serde_json::json!({"address": address, "mode": "managed", "type": "aws_iam_role", "name": "logging", "values": values})
    };
    let child = serde_json::json!({"address": "module.a", "resources": [role("module.a.aws_iam_role.logging")]});
    let root = serde_json::json!({"resources": [role("aws_iam_role.logging")], "child_modules": [child]});
    let plan = serde_json::json!({"terraform_version": "1.11.0", "planned_values": {"root_module": root}});
    let outcome = judged("plan.json", &plan.to_string());
    let addresses: Vec<&str> = outcome.grants.iter().map(|row| row.address.as_str()).collect();
    assert_eq!(addresses, ["module.a.aws_iam_role.logging", "aws_iam_role.logging"]);
    assert!(outcome.fixes.is_empty());
    assert!(refusals(&outcome).iter().all(|(kind, _)| *kind == ReasonKind::Generated), "{outcome:#?}");
}
