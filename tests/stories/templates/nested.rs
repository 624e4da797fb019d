//! Templates in strings of other templates, and several templates in one file.

use super::{judged, mended, new_lines, refusals};
use unconfuse::reason::ReasonKind;

const POLICY: &str = "\
Resources:
  Topic:
    Type: AWS::SNS::Topic
  TopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: connect.amazonaws.com }
            Action: sns:Publish
            Resource: !Ref Topic
";

/// A stack set that deploys this text, written behind `TemplateBody:`.
fn stack_set(body: &str) -> String {
    format!(
        "\
Resources:
  Everywhere:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: everywhere
      TemplateBody: {body}
  Local:
    Type: AWS::SNS::Topic
"
    )
}

fn indented(text: &str, by: usize) -> String {
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(by))).collect()
}

#[test]
fn a_template_in_a_block_scalar_is_mended_like_one_in_a_file() {
    let outer = stack_set(&format!("|\n{}", indented(POLICY, 8).trim_end()));
    let (apart, inside) = (mended("a.yaml", POLICY), mended("a.yaml", &outer));
    assert_eq!(new_lines(&outer, &inside), new_lines(POLICY, &apart));
    assert!(inside.contains(&indented(&apart, 8)), "{inside}");
}

#[test]
fn a_template_in_a_block_scalar_with_crlf_is_mended_with_crlf() {
    let outer = stack_set(&format!("|\n{}", indented(POLICY, 8).trim_end()));
    let crlf = outer.replace('\n', "\r\n");
    assert_eq!(mended("a.yaml", &crlf), mended("a.yaml", &outer).replace('\n', "\r\n"));
}

#[test]
fn a_json_template_in_a_block_scalar_is_mended() {
    let json = r#"{
  "Resources": {
    "TopicPolicy": {
      "Type": "AWS::SNS::TopicPolicy",
      "Properties": {
        "Topics": ["x"],
        "PolicyDocument": {
          "Statement": [{
            "Effect": "Allow",
            "Principal": {"Service": "connect.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": "*"
          }]
        }
      }
    }
  }
}"#;
    let outer = stack_set(&format!("|\n{}", indented(json, 8).trim_end()));
    let (apart, inside) = (mended("a.json", json), mended("a.yaml", &outer));
    assert!(!new_lines(json, &apart).is_empty());
    assert_eq!(new_lines(&outer, &inside), new_lines(json, &apart));
}

#[test]
fn a_json_template_in_a_quoted_string_is_mended_with_escapes() {
    let inner = r#"{"Resources":{"P":{"Type":"AWS::SNS::TopicPolicy","Properties":{"Topics":["x"],"PolicyDocument":{"Statement":[{"Effect":"Allow","Principal":{"Service":"connect.amazonaws.com"},"Action":"sns:Publish","Resource":"*"}]}}}}}"#;
    let outer = stack_set(&format!("'{inner}'"));
    let after = mended("a.yaml", &outer);
    assert!(after.contains(r#""aws:SourceAccount":{ "Ref": "AWS::AccountId" }"#), "{after}");
    let escaped = stack_set(&format!("\"{}\"", inner.replace('"', "\\\"")));
    let after = mended("a.yaml", &escaped);
    assert!(after.contains(r#"\"aws:SourceAccount\":{ \"Ref\": \"AWS::AccountId\" }"#), "{after}");
}

#[test]
fn a_template_that_is_filled_in_or_quoted_is_judged_and_left_alone() {
    let substituted = stack_set(&format!("!Sub |\n{}", indented(POLICY, 8).trim_end()));
    let quoted = stack_set(&format!("\"{}\"", POLICY.replace('\n', "\\n")));
    for text in [substituted, quoted] {
        let outcome = judged("a.yaml", &text);
        assert_eq!((outcome.grants.len(), outcome.fixes.len()), (1, 0), "{text}");
        let refused = refusals(&outcome);
        assert_eq!(refused[0].0, ReasonKind::NotLiteral, "{refused:?}");
        assert!(refused[0].1.contains("template's text"), "{refused:?}");
    }
}

#[test]
fn a_template_in_a_string_that_cannot_be_parsed_is_told() {
    let outcome = judged("a.yaml", &stack_set("|\n        Resources: [Principal: {{ broken }}"));
    assert_eq!(outcome.unread.len(), 1);
    assert_eq!(outcome.unread[0].address, "Everywhere");
}

#[test]
fn every_document_of_a_file_is_judged_and_mended() {
    let other = POLICY.replace("Topic", "Other");
    let other = other.replace("AWS::SNS::Other", "AWS::SNS::Topic").replace("Others:", "Topics:");
    let both = format!("# first\n{POLICY}---\nkind: Values\n---\n{other}");
    let after = mended("a.yaml", &both);
    let parts: Vec<&str> = after.split("---\n").collect();
    assert_eq!(parts[0], format!("# first\n{}", mended("a.yaml", POLICY)));
    assert_eq!(parts[2], mended("a.yaml", &other));
    let lines: Vec<u32> = judged("a.yaml", &both).findings.iter().map(|finding| finding.at.start).collect();
    assert!(lines.is_sorted() && lines.len() == 2, "{lines:?}");
}

#[test]
fn a_template_that_is_filled_in_has_values_that_nobody_knows_yet() {
    let guarded = POLICY.replace(
        "            Resource: !Ref Topic\n",
        "            Resource: !Ref Topic\n            Condition: { StringEquals: { aws:SourceAccount: '${AWS::AccountId}' } }\n",
    );
    let outcome = judged("a.yaml", &stack_set(&format!("!Sub |\n{}", indented(&guarded, 8).trim_end())));
    assert!(outcome.findings.is_empty() && outcome.grants.len() == 1, "{outcome:#?}");
}

#[test]
fn more_templates_than_the_limit_are_told() {
    let clean = POLICY.replace("connect.amazonaws.com", "lambda.amazonaws.com");
    let outcome = judged("a.yaml", &vec![clean; 101].join("---\n"));
    assert_eq!((outcome.grants.len(), outcome.unread.len()), (100, 1));
    assert!(outcome.unread[0].reason.text.contains("first 100 templates"), "{:?}", outcome.unread[0]);
}

#[test]
fn templates_in_templates_are_read_to_a_limit() {
    let mut text = POLICY.to_owned();
    for _ in 0..6 {
        text = stack_set(&format!("|\n{}", indented(&text, 8).trim_end()));
    }
    assert!(judged("a.yaml", &text).grants.is_empty());
}
