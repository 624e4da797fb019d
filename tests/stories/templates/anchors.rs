//! YAML anchors, aliases and merge keys.

use super::{judged, mended, new_lines, refusals};
use unconfuse::reason::ReasonKind;

/// Two roles that share a trust policy, for a user and for a workflow, with more resources.
fn shared(more: &str) -> String {
    format!(
        "\
Resources:
  First:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: &trust
        Statement:
          - Effect: Allow
            Principal: {{ Service: transfer.amazonaws.com }}
            Action: sts:AssumeRole
  Second:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: *trust
{more}"
    )
}

const USES: &str = "  User:
    Type: AWS::Transfer::User
    Properties: { ServerId: s-1, UserName: ulla, Role: !GetAtt First.Arn }
  Server:
    Type: AWS::Transfer::Server
    Properties: { LoggingRole: !GetAtt Second.Arn }
";

#[test]
fn a_shared_policy_is_mended_once_with_what_all_its_users_need() {
    let text = shared(USES);
    let outcome = judged("a.yaml", &text);
    assert_eq!(outcome.grants.len(), 1, "judged once");
    assert_eq!(outcome.grants[0].used_by, ["Server", "User"]);
    let after = mended("a.yaml", &text);
    assert!(after.contains(":user/s-1/ulla") && after.contains(":server/*"), "{after}");
    assert!(after.contains("AssumeRolePolicyDocument: *trust\n"), "{after}");
}

#[test]
fn a_shared_policy_with_a_use_that_is_not_read_is_left_alone() {
    let text = shared(&format!("{USES}  Custom:\n    Type: Custom::Role\n    Properties: {{ Trust: *trust }}\n"));
    let outcome = judged("a.yaml", &text);
    assert!(outcome.fixes.is_empty());
    assert_eq!(refusals(&outcome)[0].0, ReasonKind::Shared);
}

#[test]
fn a_shared_policy_names_nothing_that_depends_on_whoever_repeats_it() {
    let queue = |user: &str| {
        format!(
            "\
Resources:
  Feed:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Name: feed
      Targets: [{{ Id: first, Arn: !GetAtt First.Arn }}, {{ Id: second, Arn: !GetAtt Second.Arn }}]
{user}  First: {{ Type: AWS::SQS::Queue }}
  Second: {{ Type: AWS::SQS::Queue }}
  FirstPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref First]
      PolicyDocument: &policy
        Statement:
          - Effect: Allow
            Principal: {{ Service: events.amazonaws.com }}
            Action: sqs:SendMessage
            Resource: '*'
  SecondPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Second]
      PolicyDocument: *policy
"
        )
    };
    assert!(mended("a.yaml", &queue("")).contains("!GetAtt Feed.Arn"));
    let after = mended("a.yaml", &queue("    DependsOn: SecondPolicy\n"));
    assert!(!after.contains("!GetAtt Feed.Arn") && after.contains(":rule/feed"), "{after}");
}

#[test]
fn an_anchor_outside_of_the_resources_is_mended_there() {
    let text = format!("x-trust: &trust\n  Statement:\n    - Effect: Allow\n      Principal: {{ Service: transfer.amazonaws.com }}\n      Action: sts:AssumeRole\n{}", shared(USES).replace(
        "&trust\n        Statement:\n          - Effect: Allow\n            Principal: { Service: transfer.amazonaws.com }\n            Action: sts:AssumeRole\n",
        "*trust\n",
    ));
    let after = mended("a.yaml", &text);
    assert!(after.find("aws:SourceAccount").is_some_and(|at| at < after.find("Resources").unwrap_or(0)), "{after}");
}

#[test]
fn a_statement_that_is_repeated_in_another_policy_is_left_alone() {
    let text = "\
Resources:
  First:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - &statement
            Effect: Allow
            Principal: { Service: transfer.amazonaws.com }
            Action: sts:AssumeRole
  Second:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [*statement]
";
    let outcome = judged("a.yaml", text);
    assert!(outcome.fixes.is_empty() && outcome.findings.len() == 2);
    assert!(refusals(&outcome).iter().all(|(kind, _)| *kind == ReasonKind::Shared));
}

#[test]
fn properties_that_are_merged_in_are_read_and_a_merged_condition_is_not_overwritten() {
    let merged = |condition: &str| {
        format!(
            "\
x-base: &base
  Effect: Allow
  Action: sts:AssumeRole
{condition}Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - <<: *base
            Principal: {{ Service: transfer.amazonaws.com }}
"
        )
    };
    let plain = merged("");
    assert!(!new_lines(&plain, &mended("a.yaml", &plain)).is_empty());
    let outcome = judged("a.yaml", &merged("  Condition: { StringEquals: { aws:PrincipalTag/team: a } }\n"));
    assert!(outcome.fixes.is_empty());
    assert!(refusals(&outcome)[0].1.contains("merge key"), "{:?}", refusals(&outcome));
}
