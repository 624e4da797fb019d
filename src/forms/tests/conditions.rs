//! Conditions and resources in the less common places.

use crate::edit::Applicability;
use crate::engine::stories::{module, template};
use crate::outcome::{ProgramOutcome, Verdict};

fn is_clean(outcome: &ProgramOutcome) -> bool {
    matches!(outcome.grants.as_slice(), [row] if matches!(row.verdict, Verdict::Clean(_)))
}

fn is_changed(outcome: &ProgramOutcome) -> bool {
    !outcome.edits(Applicability::DisplayOnly).is_empty()
}

#[test]
fn a_condition_in_arguments_of_its_own_counts() {
    let permission = |rest: &str| {
        format!("resource \"aws_cloudwatch_event_permission\" \"p\" {{\n  principal = \"s3.amazonaws.com\"\n{rest}}}\n")
    };
    let guarded = "  condition {\n    key   = \"aws:SourceAccount\"\n    type  = \"StringEquals\"\n    value = \"111122223333\"\n  }\n";
    assert!(is_clean(&module(&permission(guarded))));
    assert!(!is_clean(&module(&permission(""))));
}

#[test]
fn a_condition_in_a_json_text_of_its_own_counts() {
    let statement = |condition: &str| {
        let properties = format!("{{\"Principal\": \"s3.amazonaws.com\", \"Condition\": {condition}}}");
        format!(
            "{{\"Resources\": {{\"S\": {{\"Type\": \"AWS::EntityResolution::PolicyStatement\", \"Properties\": {properties}}}}}}}"
        )
    };
    let object = r#"{"StringEquals": {"aws:SourceAccount": "111122223333"}}"#;
    assert!(is_clean(&template(&statement(object))));
    assert!(is_clean(&template(&statement(&serde_json::to_string(object).expect("a string")))));
}

#[test]
fn an_account_that_an_event_bus_lets_in_is_no_service() {
    for principal in
        ["!Ref AWS::AccountId", "'111122223333'", "!Sub 'arn:${AWS::Partition}:iam::1:root'", "!GetAtt Role.Arn"]
    {
        let text = format!(
            "Resources:\n  Role:\n    Type: AWS::IAM::Role\n  Policy:\n    Type: AWS::Events::EventBusPolicy\n    Properties:\n      Principal: {principal}\n"
        );
        assert!(template(&text).grants.is_empty(), "{principal}");
    }
}

#[test]
fn a_statement_about_all_but_some_resources_is_not_edited() {
    let statement = |resource: &str| {
        format!(
            "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n  Policy:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n      Topics: [!Ref Topic]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: {{Service: connect.amazonaws.com}}\n            Action: sns:Publish\n            {resource}: !Ref Topic\n"
        )
    };
    assert!(is_changed(&template(&statement("Resource"))));
    let outcome = template(&statement("NotResource"));
    assert!(!is_changed(&outcome) && !outcome.findings.is_empty(), "{outcome:#?}");
}

#[test]
fn a_terraform_statement_about_all_but_some_resources_is_not_edited() {
    let text = |resources: &str| {
        format!(
            "data \"aws_iam_policy_document\" \"p\" {{\n  statement {{\n    actions = [\"sns:Publish\"]\n    {resources} = [\"*\"]\n    principals {{\n      type = \"Service\"\n      identifiers = [\"connect.amazonaws.com\"]\n    }}\n  }}\n}}\nresource \"aws_sns_topic_policy\" \"p\" {{\n  arn = \"x\"\n  policy = data.aws_iam_policy_document.p.json\n}}\n"
        )
    };
    assert!(is_changed(&module(&text("resources"))));
    let outcome = module(&text("not_resources"));
    assert!(!is_changed(&outcome) && !outcome.findings.is_empty(), "{outcome:#?}");
}
