//! What has an address, and which documents are templates at all.

use super::program;
use crate::link::symbol::SymbolKind;
use crate::link::template::{is_template, looks_like_template};
use crate::syntax::{json, yaml};
use crate::text::FileId;

#[test]
fn every_entry_has_an_address_and_its_own_text() {
    let text = "
Parameters:
  Name: { Type: String }
Conditions:
  Live: !Equals [!Ref Name, live]
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: Live
    Properties: { RoleName: !Ref Name }
  Odd: 3
Outputs:
  Arn:
    Value: !GetAtt Role.Arn
    Export: { Name: x }
  Plain: { Value: y }
";
    let program = program(text);
    let rows: Vec<_> = program
        .symbols()
        .map(|symbol| (symbol.address.as_str(), symbol.kind, symbol.type_name.as_str(), symbol.repeated))
        .collect();
    assert_eq!(
        rows,
        [
            ("Name", SymbolKind::Variable, "", false),
            ("condition.Live", SymbolKind::Other, "", false),
            ("Role", SymbolKind::Resource, "AWS::IAM::Role", true),
            ("Odd", SymbolKind::Resource, "", false),
            ("output.Arn", SymbolKind::Output, "", false),
            ("output.Plain", SymbolKind::Output, "", false),
        ]
    );
    let role = program.symbol(program.lookup("Role").expect("Role"));
    assert_eq!(program.text(role.head), "Role");
    let whole = program.text(role.span);
    assert!(whole.starts_with("Role:\n") && whole.ends_with("{ RoleName: !Ref Name }"), "{whole}");
    let exported = |address: &str| program.is_seen_outside(program.lookup(address).expect(address));
    assert!(exported("output.Arn") && !exported("output.Plain"));
}

#[test]
fn what_a_loop_makes_is_there_under_its_written_name() {
    let text = "
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Roles:
    - Team
    - [A, B]
    - Role${Team}:
        Type: AWS::IAM::Role
        Properties: { RoleName: !Ref Team }
";
    let program = program(text);
    let role = program.of_type("AWS::IAM::Role").next().expect("the role of the loop");
    assert_eq!((role.name.as_str(), role.repeated), ("Role${Team}", true));
}

#[test]
fn a_template_is_told_by_its_content() {
    let yes = [
        "Resources: { A: { Type: AWS::S3::Bucket } }",
        "Resources: { A: { Type: Custom::Thing } }",
        "Resources: { A: { Type: 'Alexa::ASK::Skill' } }",
        "Resources: { 'Fn::ForEach::X': [] }\nTransform: AWS::LanguageExtensions",
        "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}",
    ];
    let no = [
        "[]",
        "kind: Deployment\nspec: { resources: { limits: { cpu: 1 } } }",
        "Resources: [a]",
        "Resources: { a: { Type: directory } }",
        "Resources: { a: { Type: std::string } }",
        "AWSTemplateFormatVersion: '2010-09-09'",
        "resources: { Resources: { A: { Type: AWS::S3::Bucket } } }",
    ];
    for (texts, expected) in [(&yes[..], true), (&no[..], false)] {
        for text in texts {
            let documents = yaml::parse(FileId(0), text).expect("YAML");
            assert_eq!(is_template(&documents.roots[0]), expected, "{text}");
        }
    }
    let cdk = json::parse(FileId(0), r#"{"Resources": {"A": {"Type": "AWS::IAM::Role"}}}"#).expect("JSON");
    assert!(is_template(&cdk));
}

#[test]
fn a_broken_template_is_told_from_other_broken_texts() {
    let yes = [
        "AWSTemplateFormatVersion: '2010-09-09'\nResources: [",
        "\u{feff}AWSTemplateFormatVersion: 2010-09-09\n  x: [",
        "Resources:\n  A:\n    Type: AWS::S3::Bucket\n   bad",
        "{\n  \"Resources\": {\n    \"A\": { \"Type\": \"AWS::S3::Bucket\",,",
        "{\"Resources\":{\"A\":{\"Type\":\"AWS::S3::Bucket\"",
    ];
    let no = [
        "",
        "{{ if .Values.x }}\nkind: Deployment\n",
        "# AWS::S3::Bucket is a type\nother: [",
        "resources:\n  limits: {",
        "{\"Version\": \"2012-10-17\", \"Statement\": [",
    ];
    for (texts, expected) in [(&yes[..], true), (&no[..], false)] {
        for text in texts {
            assert_eq!(looks_like_template(text), expected, "{text}");
        }
    }
}
