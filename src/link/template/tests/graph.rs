//! Who refers to whom, and which references would close a cycle.

use super::program;
use crate::link::Program;

fn id(program: &Program, name: &str) -> crate::value::SymbolId {
    program.lookup(name).expect(name)
}

/// Would a reference from `from` to `to` close a cycle?
fn cycle(program: &Program, from: &str, to: &str) -> bool {
    program.would_cycle(id(program, from), id(program, to))
}

#[test]
fn every_way_to_mention_a_resource_is_an_edge() {
    let ways = [
        "Properties: { A: !Ref Role }",
        "Properties: { A: { Ref: Role } }",
        "Properties: { A: !GetAtt Role.Arn }",
        "Properties: { A: !GetAtt [Role, Arn] }",
        "Properties: { A: { 'Fn::GetAtt': [Role, Arn] } }",
        "Properties: { A: { 'Fn::GetAtt': Role.Arn } }",
        "Properties: { A: !Sub 'x-${Role}' }",
        "Properties: { A: !Sub 'x-${Role.Arn}' }",
        "Properties: { A: !Sub ['${X}', { X: !Ref Role }] }",
        "Properties: { A: { 'Fn::Sub': '${Role}' } }",
        "Properties: { A: !Join [':', [a, !Ref Role]] }",
        "Properties: { A: !Select [0, !Split [',', !GetAtt Role.Arn]] }",
        "Properties: { A: !If [C, !Ref Role, b] }",
        "Properties: { A: !If [C, a, [{ b: !Ref Role }]] }",
        "Properties: { A: { 'Fn::Base64': !Sub '${Role}' } }",
        "DependsOn: Role",
        "DependsOn: [Other, Role]",
        "Metadata: { A: !Ref Role }",
    ];
    for way in ways {
        let text = format!(
            "Resources:\n  Role: {{ Type: AWS::IAM::Role }}\n  Other: {{ Type: AWS::S3::Bucket }}\n  \
             Server:\n    Type: AWS::Transfer::Server\n    {way}\n"
        );
        let program = program(&text);
        assert!(cycle(&program, "Role", "Server"), "{way}");
        assert!(!cycle(&program, "Server", "Role"), "{way}");
        let users: Vec<&str> = program.users(id(&program, "Role")).map(|symbol| symbol.name.as_str()).collect();
        assert_eq!(users, ["Server"], "{way}");
    }
}

#[test]
fn what_only_looks_like_a_mention_is_no_edge() {
    let ways = [
        "Properties: { A: Role }",
        "Properties: { A: '${Role}' }",
        "Properties: { A: !Sub '${!Role}' }",
        "Properties: { A: !Sub ['${Role}', { Role: b }] }",
        "Properties: { A: !Ref AWS::Region }",
        "Properties: { Ref: Role, B: c }",
        "Properties: { DependsOn: Role }",
    ];
    for way in ways {
        let text = format!(
            "Resources:\n  Role: {{ Type: AWS::IAM::Role }}\n  Server:\n    Type: AWS::Transfer::Server\n    {way}\n"
        );
        assert!(!cycle(&program(&text), "Role", "Server"), "{way}");
    }
}

#[test]
fn a_way_round_counts_and_so_does_a_reference_that_a_fix_adds() {
    let mut program = program(
        "Resources:
  Role: { Type: AWS::IAM::Role }
  Server: { Type: AWS::Transfer::Server, Properties: { R: !GetAtt Role.Arn } }
  User: { Type: AWS::Transfer::User, Properties: { S: !GetAtt Server.ServerId } }
  Queue: { Type: AWS::SQS::Queue }
",
    );
    assert!(cycle(&program, "Role", "User") && cycle(&program, "Role", "Role"));
    assert!(!cycle(&program, "Role", "Queue") && !cycle(&program, "Queue", "User"));
    let (queue, role) = (id(&program, "Queue"), id(&program, "Role"));
    program.add_reference(role, queue);
    assert!(cycle(&program, "Queue", "User"));
}

#[test]
fn conditions_and_aliases_carry_references() {
    let program = program(
        "Parameters: { Name: { Type: String } }
Conditions:
  Live: !Equals [!Ref Name, live]
  Both: !And [!Condition Live, { Condition: Live }]
Resources:
  Role: { Type: AWS::IAM::Role }
  One: { Type: Custom::One, Properties: &shared { A: !Ref Role } }
  Two: { Type: Custom::Two, Condition: Both, Properties: *shared }
  Three: { Type: Custom::Three, Properties: { <<: *shared } }
  Four: { Type: Custom::Four, Properties: { A: !If [Live, a, b] } }
",
    );
    for user in ["One", "Two", "Three"] {
        assert!(cycle(&program, "Role", user), "{user}");
    }
    let name = id(&program, "Name");
    for user in ["Two", "Four", "condition.Both", "condition.Live"] {
        assert!(program.would_cycle(name, id(&program, user)), "{user}");
    }
}

#[test]
fn what_a_macro_adds_may_refer_to_anything() {
    let loop_of = |server: &str| {
        program(&format!(
            "Transform: AWS::LanguageExtensions
Resources:
  Role: {{ Type: AWS::IAM::Role }}
  Fn::ForEach::Buckets: [X, [A], {{ 'Bucket${{X}}': {{ Type: AWS::S3::Bucket }} }}]
  Server: {{ Type: AWS::Transfer::Server, Properties: {{ A: {server} }} }}
"
        ))
    };
    assert!(cycle(&loop_of("!Ref BucketA"), "Role", "Server"), "BucketA may refer to Role, for all that is known");
    assert!(!cycle(&loop_of("a"), "Role", "Server"));

    let included = "{ 'Fn::Transform': { Name: 'AWS::Include' } }";
    let text = format!(
        "Resources:\n  Role: {{ Type: AWS::IAM::Role }}\n  Server: {{ Type: AWS::Transfer::Server, Properties: {included} }}\n"
    );
    assert!(cycle(&program(&text), "Role", "Server"));
}

#[test]
fn what_the_serverless_transform_makes_counts_as_its_maker() {
    let program = program(
        "Transform: AWS::Serverless-2016-10-31
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Queue: { Type: AWS::SQS::Queue }
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies: [!GetAtt Queue.Arn]
      Events:
        Upload: { Type: S3, Properties: { Bucket: !Ref Bucket } }
  Server: { Type: AWS::Transfer::Server, Properties: { A: !GetAtt FunctionRole.Arn } }
",
    );
    assert!(cycle(&program, "Queue", "Server"), "Server, FunctionRole, Queue");
    assert!(cycle(&program, "Function", "Bucket"), "the bucket will notify the function");
}
