//! Whatever stands in a template, judging it comes back, and what is mended stays mended.

use crate::edit::{Applicability, apply};
use crate::engine::stories::template;
use crate::text::FileId;
use proptest::prelude::*;

const NESTED: &str = "\
x-trust: &trust
  Statement: [{Effect: Allow, Principal: {Service: transfer.amazonaws.com}, Action: sts:AssumeRole}]
Globals: {Function: {AssumeRolePolicyDocument: *trust}}
Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateBody: |
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal:
                      Service: transfer.amazonaws.com
                    Action: sts:AssumeRole
  Quoted:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateBody: \"Resources:\\n  R: {Type: AWS::IAM::Role}\\n\"
  Logs:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyDocument: '{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"es.amazonaws.com\"}, \"Action\": \"*\"}]}'
  Function: {Type: AWS::Serverless::Function}
---
service: a
provider: aws
functions: {f: {role: !GetAtt Role.Arn, name: '${self:service}'}}
resources:
  - Resources:
      Role:
        Type: AWS::IAM::Role
        Properties: {AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: '${opt:x, ${self:y}}'}}}}
  - ${file(a.yml)}
";

const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal":
  {"Service": ["connect.amazonaws.com", "${x}"]}, "Action": "sns:Publish", "Resource":
  "arn:aws:sns:eu-west-1:111122223333:t", "Condition": {"Bool": {"a": "b"}}}]}"#;

const PLAN: &str = r#"{"terraform_version": "1", "planned_values": {"root_module": {"resources": [{"address": "a.b",
  "mode": "managed", "type": "aws_iam_role", "name": "b", "values": {"assume_role_policy":
  "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"transfer.amazonaws.com\"}, \"Action\": \"*\"}}"}}],
  "child_modules": [{"resources": []}]}}}"#;

/// A text with some of its words cut out, repeated or put elsewhere.
fn mutated() -> impl Strategy<Value = String> {
    let texts = prop_oneof![Just(NESTED), Just(POLICY), Just(PLAN)];
    let changes =
        proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8), 1..6);
    (texts, changes).prop_map(|(text, changes)| {
        let mut words: Vec<&str> = text.split_inclusive([' ', ',', ':', '\n', '{', '}', '\"']).collect();
        for (one, other, kind) in changes {
            let (one, other) = (one.index(words.len()), other.index(words.len()));
            match kind {
                0 if words.len() > 1 => drop(words.remove(one)),
                1 => words.insert(one, words[other]),
                2 => words.swap(one, other),
                _ => words.insert(one, "é"),
            }
        }
        words.concat()
    })
}

#[test]
fn the_texts_are_mended_before_they_are_changed() {
    for (text, grants) in [(NESTED, 3), (POLICY, 2)] {
        let outcome = template(text);
        assert!(outcome.grants.len() >= grants && !outcome.fixes.is_empty(), "{outcome:#?}");
    }
    assert_eq!(template(PLAN).grants.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_comes_back_and_a_second_run_changes_nothing(text in mutated()) {
        let outcome = template(&text);
        let after = apply(FileId(0), &text, &outcome.edits(Applicability::DisplayOnly));
        let again = template(&after);
        let twice = apply(FileId(0), &after, &again.edits(Applicability::DisplayOnly));
        prop_assert_eq!(twice, after);
    }
}
