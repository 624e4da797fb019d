//! Policies as texts in strings.

use super::{judged, mended, new_lines, refusals};
use unconfuse::outcome::Verdict;
use unconfuse::reason::ReasonKind;

const JSON: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "es.amazonaws.com" },
      "Action": "logs:PutLogEvents",
      "Resource": "*"
    }
  ]
}"#;

/// A log resource policy with this text behind `PolicyDocument:`.
fn policy(text: &str) -> String {
    format!(
        "\
Resources:
  Policy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: search
      PolicyDocument: {text}
      # behind it
"
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("\n        {line}")).collect()
}

/// The policy on one line.
fn one_line() -> String {
    JSON.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_text_that_sub_fills_in_is_mended_in_place() {
    let text = policy(&format!("!Sub |{}", indented(JSON)));
    let after = mended("a.yaml", &text);
    assert!(after.contains(r#""aws:SourceAccount": "${AWS::AccountId}""#), "{after}");
    assert!(after.contains("!Sub |\n") && after.ends_with("# behind it\n"), "{after}");
}

#[test]
fn a_plain_text_is_given_to_sub_where_nothing_in_it_would_change() {
    let block = policy(&format!("|{}", indented(JSON)));
    let after = mended("a.yaml", &block);
    assert!(after.contains("PolicyDocument: !Sub |\n"), "{after}");
    assert!(after.contains(r#""aws:SourceAccount": "${AWS::AccountId}""#), "{after}");
    for (quoted, escaped) in
        [(format!("'{}'", one_line()), false), (format!("\"{}\"", one_line().replace('"', "\\\"")), true)]
    {
        let after = mended("a.yaml", &policy(&quoted));
        let account = r#""aws:SourceAccount": "${AWS::AccountId}""#;
        let account = if escaped { account.replace('"', "\\\"") } else { account.to_owned() };
        assert!(after.contains("PolicyDocument: !Sub ") && after.contains(&account), "{after}");
    }
}

#[test]
fn a_plain_text_in_a_json_template_is_given_to_sub() {
    let text = serde_json::to_string(&one_line()).expect("a string");
    let template = format!(
        "{{\"Resources\": {{\"P\": {{\"Type\": \"AWS::Logs::ResourcePolicy\", \"Properties\": {{\"PolicyName\": \"a\", \"PolicyDocument\": {text}}}}}}}}}"
    );
    let after = mended("a.json", &template);
    assert!(after.contains("\"PolicyDocument\": { \"Fn::Sub\": \"{"), "{after}");
    assert!(after.contains(r#"\"aws:SourceAccount\": \"${AWS::AccountId}\""#), "{after}");
}

#[test]
fn a_plain_text_with_a_policy_variable_is_left_to_a_person() {
    let text = policy(&format!("|{}", indented(&JSON.replace("\"*\"", "\"${aws:username}\""))));
    let outcome = judged("a.yaml", &text);
    assert!(outcome.fixes.is_empty());
    assert!(refusals(&outcome)[0].1.contains("put it into Fn::Sub first"), "{:?}", refusals(&outcome));
}

#[test]
fn a_text_that_is_joined_of_pieces_is_told() {
    let pieces: Vec<String> = JSON.lines().map(|line| format!("\n          - '{line}'")).collect();
    let text = policy(&format!("!Join\n        - ''\n        -{}", pieces.concat().replacen("\n          ", " ", 1)));
    let outcome = judged("a.yaml", &text);
    assert_eq!((outcome.unread.len(), outcome.unread[0].reason.kind), (1, ReasonKind::NotLiteral), "{outcome:#?}");
}

#[test]
fn a_text_that_is_no_json_is_told() {
    for text in ["|\n        Statement:\n          - Effect: Allow", "'{ broken'", ">\n        {}"] {
        assert_eq!(judged("a.yaml", &policy(text)).unread.len(), 1, "{text}");
    }
}

#[test]
fn both_arms_of_an_if_are_judged_and_mended() {
    let text = "\
Conditions:
  Live: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Fn::If:
          - Live
          - Statement:
              - Effect: Allow
                Principal: { Service: transfer.amazonaws.com }
                Action: sts:AssumeRole
          - Statement:
              - Effect: Allow
                Principal:
                  Service: !If [Live, transfer.amazonaws.com, !Ref AWS::NoValue]
                Action: sts:AssumeRole
              - !If
                - Live
                - Effect: Allow
                  Principal: { Service: backup.amazonaws.com }
                  Action: sts:AssumeRole
                - !Ref AWS::NoValue
";
    let outcome = judged("a.yaml", text);
    let services: Vec<&str> = outcome.grants.iter().map(|row| row.service.as_str()).collect();
    assert_eq!(services, ["transfer.amazonaws.com", "transfer.amazonaws.com", "backup.amazonaws.com"]);
    let after = mended("a.yaml", text);
    let accounts = new_lines(text, &after).iter().filter(|line| line.contains("aws:SourceAccount")).count();
    assert!(accounts >= 2, "{after}");
}

#[test]
fn a_condition_that_may_be_there_or_not_is_left_to_a_person() {
    let text = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: transfer.amazonaws.com }
            Action: sts:AssumeRole
            Condition: !If [Live, { StringEquals: { aws:SourceAccount: !Ref AWS::AccountId } }, !Ref AWS::NoValue]
";
    let outcome = judged("a.yaml", text);
    assert!(outcome.fixes.is_empty() && !outcome.findings.is_empty(), "{outcome:#?}");
}

#[test]
fn a_policy_in_a_place_that_nobody_knows_is_a_row_that_cannot_be_decided() {
    let text = "\
Resources:
  Module:
    Type: Custom::Storage
    Properties:
      Overrides:
        - Policy:
            Statement:
              - Effect: Allow
                Principal: { Service: transfer.amazonaws.com }
                Action: sts:AssumeRole
              - { Effect: Deny, Principal: { Service: macie.amazonaws.com }, Action: '*' }
        - Policy: { Statement: [{ Effect: Allow, Principal: { AWS: '*' }, Action: s3:GetObject }] }
        - Rule: { Statement: { ByteMatchStatement: Service } }
";
    let outcome = judged("a.yaml", text);
    assert_eq!(outcome.grants.len(), 1);
    assert_eq!((outcome.grants[0].address.as_str(), outcome.findings.len()), ("Module", 0));
    assert!(matches!(outcome.grants[0].verdict, Verdict::CannotDecide(_)));
}

#[test]
fn a_policy_in_a_program_of_pulumi_is_located() {
    let text = "\
name: desk
runtime: yaml
resources:
  role:
    type: aws:iam:Role
    properties:
      assumeRolePolicy:
        fn::toJSON:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Principal: { Service: transfer.amazonaws.com }
              Action: sts:AssumeRole
";
    let outcome = judged("Pulumi.yaml", text);
    assert_eq!((outcome.grants.len(), outcome.fixes.len()), (1, 0));
    assert_eq!(outcome.grants[0].address, "role");
}
