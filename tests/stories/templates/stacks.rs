//! Stacks that hand things to one another.

use super::{judged, mended};
use unconfuse::edit::{Applicability, apply};
use unconfuse::engine::{Unit, run};
use unconfuse::files::Memory;
use unconfuse::settings::Settings;
use unconfuse::text::FileId;

const ROLE: &str = "\
Resources:
  Logging:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: transfer.amazonaws.com }
            Action: sts:AssumeRole
  Server:
    Type: AWS::Transfer::Server
    Properties:
      LoggingRole: !GetAtt Logging.Arn
";

fn source(text: &str) -> String {
    let after = mended("stack.yaml", text);
    let line = after.lines().find(|line| line.contains("aws:SourceArn"));
    line.map(|line| line.trim().to_owned()).unwrap_or_else(|| panic!("{after}"))
}

#[test]
fn a_role_that_only_this_stack_uses_is_for_its_servers() {
    assert!(source(ROLE).contains(":server/*"), "{}", source(ROLE));
}

#[test]
fn a_role_that_a_nested_stack_is_given_may_have_any_use_of_the_service() {
    for (type_name, location) in [
        ("AWS::CloudFormation::Stack", "TemplateURL: ./child.yaml"),
        ("AWS::Serverless::Application", "Location: ./child.yaml"),
        ("AWS::CloudFormation::StackSet", "TemplateURL: ./child.yaml"),
    ] {
        let text = format!(
            "{ROLE}  Child:\n    Type: {type_name}\n    Properties:\n      {location}\n      Parameters: {{ Role: !GetAtt Logging.Arn }}\n"
        );
        assert!(!source(&text).contains(":server/"), "{type_name}: {}", source(&text));
    }
}

#[test]
fn a_queue_that_a_nested_stack_is_given_may_be_fed_from_there_too() {
    let queue = |child: &str| {
        format!(
            "\
Resources:
  Queue:
    Type: AWS::SQS::Queue
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: nightly
      ScheduleExpression: rate(1 day)
      Targets: [{{ Id: queue, Arn: !GetAtt Queue.Arn }}]
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {{ Service: events.amazonaws.com }}
            Action: sqs:SendMessage
            Resource: !GetAtt Queue.Arn
{child}"
        )
    };
    assert_eq!(judged("a.yaml", &queue("")).grants[0].used_by, ["Rule"]);
    assert!(source(&queue("")).contains("!GetAtt Rule.Arn"), "{}", source(&queue("")));
    let child = "  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./child.yaml\n      Parameters: { Queue: !GetAtt Queue.Arn }\n";
    assert!(!source(&queue(child)).contains("!GetAtt Rule.Arn"), "{}", source(&queue(child)));
}

#[test]
fn a_role_that_a_nested_stack_puts_out_may_be_used_by_the_one_above() {
    let text = format!("{ROLE}Outputs:\n  Role: {{ Value: !GetAtt Logging.Arn }}\n");
    assert!(source(&text).contains(":server/*"), "nobody nests it");
    let files = Memory::new().with("child.yaml", text.as_bytes());
    let outcome = run(&Unit::NestedTemplate { path: "child.yaml".to_owned() }, &files, Settings::default());
    let after = apply(FileId(0), &text, &outcome.edits(Applicability::Safe));
    assert!(after.contains("aws:SourceArn") && !after.contains(":server/"), "{after}");
}
