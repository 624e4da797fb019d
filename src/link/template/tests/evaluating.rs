//! What expressions stand for, and where they are said to be written.

use super::{node, program};
use crate::link::Program;
use crate::link::testing::shown;
use crate::syntax::nested;
use crate::syntax::tree::{Grammar, Layout};
use crate::value::{Kind, Origin, Value};

/// What a template around one expression knows of it.
const AROUND: &str = "\
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Name: { Type: String, Default: sftp }
  Services: { Type: CommaDelimitedList, Default: 'a.amazonaws.com,b.amazonaws.com' }
  Subnets: { Type: List<AWS::EC2::Subnet::Id> }
Conditions:
  Live: !Equals [!Ref Name, live]
Mappings:
  Accounts:
    live: { id: '111122223333', names: [a, b] }
    test: { id: '444455556666', names: [c] }
  Regions:
    eu-west-1: { host: h1 }
    us-east-1: { host: h1 }
Resources:
  Server: { Type: AWS::Transfer::Server }
  Subject:
    Type: Custom::Subject
    Properties:
      Value: ";

fn around(expression: &str) -> Program {
    program(&format!("{AROUND}{expression}\n"))
}

fn value(expression: &str) -> Value {
    let program = around(expression);
    program.evaluate(&node(&program, "Subject", "Value"))
}

#[test]
fn an_expression_is_followed_as_far_as_the_template_decides_it() {
    let cases = [
        // Scalars
        ("text", "text"),
        ("'*'", "*"),
        ("123456789012", "#123456789012"),
        ("!!str 123456789012", "123456789012"),
        ("true", "true"),
        ("~", "-"),
        ("'{{resolve:ssm:/arn:1}}'", "?"),
        ("'a-{{resolve:ssm:/x}}-b'", "a-?-b"),
        // References: a parameter stays one, since a deployment may set it
        ("!Ref Name", "${Name}"),
        ("!Ref Server", "${Server}"),
        ("!Ref Services", "[${Services}, ...]"),
        ("!Ref Subnets", "[${Subnets}, ...]"),
        ("!Ref AWS::AccountId", "${AWS::AccountId}"),
        ("!Ref AWS::NoValue", "-"),
        ("!Ref AWS::StackName", "${AWS::StackName}"),
        ("!Ref AWS::NotificationARNs", "?"),
        ("!Ref Nowhere", "?"),
        ("!Ref condition.Live", "?"),
        ("!GetAtt Server.Arn", "${Server.Arn}"),
        ("!GetAtt [Server, Arn]", "${Server.Arn}"),
        ("!GetAtt Server.Outputs.Deep", "${Server.Outputs.Deep}"),
        ("!GetAtt Server", "?"),
        ("!GetAtt [Server, !Ref Name]", "?"),
        ("{Ref: Name}", "${Name}"),
        ("{'Fn::GetAtt': [Server, Arn]}", "${Server.Arn}"),
        ("{'Fn::GetAtt': Server.Arn}", "${Server.Arn}"),
        // Texts
        (
            "!Sub 'arn:${AWS::Partition}:x:${AWS::Region}:${AWS::AccountId}:${Name}'",
            "arn:${AWS::Partition}:x:${AWS::Region}:${AWS::AccountId}:${Name}",
        ),
        ("!Sub 'transfer.${AWS::URLSuffix}'", "transfer.${AWS::URLSuffix}"),
        ("!Sub '${!aws:username}/${Server.ServerId}'", "${aws:username}/${Server.ServerId}"),
        ("!Sub ['${Own}-${Name}', {Own: !Ref AWS::Region}]", "${AWS::Region}-${Name}"),
        ("!Sub ['${Name}', {Name: shadowed}]", "shadowed"),
        ("!Sub 'a-${Nowhere}'", "a-?"),
        ("!Sub ''", ""),
        ("!Sub [!Ref Name, {}]", "?"),
        ("{'Fn::Sub': 'x-${Name}'}", "x-${Name}"),
        ("!Join ['', ['arn:', !Ref AWS::Partition, ':s3:::', !Ref Name]]", "arn:${AWS::Partition}:s3:::${Name}"),
        ("!Join [':', [a, !Ref AWS::NoValue, 1]]", "a:1"),
        ("!Join [',', !Ref Services]", "?"),
        ("!Join ['-', [a, !ImportValue x]]", "a-?"),
        ("!Join [!Ref Name, [a]]", "?"),
        // Lists
        ("!Select [1, [a, b]]", "b"),
        ("!Select ['0', !Split [',', 'a,b']]", "a"),
        ("!Select [7, [a, b]]", "?"),
        ("!Select [!Ref Name, [a, b]]", "a | b"),
        ("!Select [0, !Ref Subnets]", "?"),
        ("!Split [':', 'a:b']", "[a, b]"),
        ("!Split [':', !Sub 'x:${AWS::Region}:y']", "[x, ${AWS::Region}, y]"),
        ("!Split ['-', !Ref AWS::Region]", "[...]"),
        ("!Split [',', !Ref Name]", "[...]"),
        ("{'Fn::Length': [a, b]}", "#2"),
        ("{'Fn::Length': !Ref Subnets}", "?"),
        ("{'Fn::ToJsonString': {Version: '2012-10-17'}}", "json({Version: 2012-10-17})"),
        // Choices
        ("!If [Live, a, b]", "a | b"),
        ("!If [Live, a, a]", "a | a"),
        ("!If [Live, !Ref AWS::NoValue, !If [Live, b, c]]", "- | b | c"),
        ("!If [Live]", "?"),
        ("!Join ['-', [!If [Live, a, b], c]]", "a-c | b-c"),
        ("!Join ['-', [!If [Live, a, !Ref AWS::NoValue], c]]", "a-c | c"),
        ("!Join ['-', !If [Live, [a, b], [c]]]", "a-b | c"),
        ("!Sub ['x-${V}', {V: !If [Live, a, b]}]", "x-a | x-b"),
        ("!Select [0, [!If [Live, a, !Ref AWS::NoValue], c]]", "?"),
        // Mappings
        ("!FindInMap [Accounts, live, id]", "111122223333"),
        ("!FindInMap [Accounts, live, names]", "[a, b]"),
        ("!FindInMap [Accounts, !Ref Name, id]", "111122223333 | 444455556666"),
        ("!FindInMap [Accounts, !If [Live, live, test], id]", "111122223333 | 444455556666"),
        ("!FindInMap [Regions, !Ref AWS::Region, host]", "h1"),
        ("!FindInMap [Accounts, none, id]", "?"),
        ("!FindInMap [Accounts, none, id, {DefaultValue: d}]", "d"),
        ("!FindInMap [!Ref Name, live, id]", "?"),
        // What is not followed is unknown, and nothing else with it
        ("[!ImportValue x, !Base64 y, !GetAZs '', !Cidr [a, 1, 2], z]", "[?, ?, ?, ?, z]"),
        ("{'Fn::Transform': {Name: M}}", "?"),
        ("{a: 1, 'Fn::Transform': {Name: 'AWS::Include'}}", "{a: #1, ...}"),
        ("{'Fn::ForEach::L': [X, [a], {'${X}': 1}], b: c}", "{b: c, ...}"),
        ("{Condition: Live}", "{Condition: Live}"),
    ];
    for (expression, expected) in cases {
        assert_eq!(shown(&value(expression)), expected, "{expression}");
    }
}

#[test]
fn both_spellings_in_json_mean_the_same() {
    let program = program(
        r#"{"Parameters": {"Name": {"Type": "String"}},
            "Resources": {"Server": {"Type": "AWS::Transfer::Server"},
              "Subject": {"Type": "Custom::Subject", "Properties": {"Value": [
                {"Ref": "AWS::AccountId"}, {"Fn::GetAtt": ["Server", "Arn"]}, {"Fn::Sub": "a-${Name}"},
                {"Fn::Join": ["", ["x", {"Ref": "Name"}]]}, {"<<": "no merge key"}]}}}}"#,
    );
    let value = program.evaluate(&node(&program, "Subject", "Value"));
    assert_eq!(shown(&value), "[${AWS::AccountId}, ${Server.Arn}, a-${Name}, x${Name}, {<<: no merge key}]");
}

#[test]
fn every_unknown_says_what_stops_it() {
    let cases = [
        ("!ImportValue x", "`Fn::ImportValue` takes the value from another stack; look at the stack that exports it"),
        ("!Base64 x", "`Fn::Base64` is not followed; write the value out"),
        ("!GetAtt Queue.A}b", "`Queue.A}b` is no name that CloudFormation takes"),
        ("!Ref Gone", "`Gone` is neither a resource nor a parameter of this template; a macro may add it"),
        ("!FindInMap [Accounts, none, id]", "`Mappings` has no such value in `Accounts`"),
        ("!Select [0, !Ref Subnets]", "the parameter `Subnets` is a list that is given at deployment"),
    ];
    for (expression, expected) in cases {
        let Kind::Unknown(reason) = value(expression).kind else { panic!("{expression} is known") };
        assert_eq!(reason.text, expected, "{expression}");
    }
}

#[test]
fn what_is_written_in_an_arm_of_a_choice_may_be_edited_there() {
    let program = around("!If [Live, [{Effect: Allow}], !Ref AWS::NoValue]");
    let value = program.evaluate(&node(&program, "Subject", "Value"));
    assert!(matches!(&value.origin, Origin::Computed(_)));
    let Kind::OneOf(arms) = &value.kind else { panic!("one of two") };
    let Origin::Written(list) = &arms[0].origin else { panic!("written") };
    assert_eq!(program.text(list.span), "[{Effect: Allow}]");
}

#[test]
fn texts_of_sub_are_written_and_other_results_are_computed() {
    let cases = [
        ("a", true),
        ("[a]", true),
        ("{a: b}", true),
        ("!Sub 'x-${Name}'", true),
        ("{'Fn::Sub': 'x-${Name}'}", true),
        ("!Ref AWS::AccountId", true),
        ("!Ref Name", false),
        ("!GetAtt Server.Arn", false),
        ("!Join ['', [a]]", false),
        ("!FindInMap [Accounts, live, id]", false),
        ("!Split [',', 'a,b']", false),
    ];
    for (expression, written) in cases {
        let value = value(expression);
        assert_eq!(value.is_written(), written, "{expression}");
        assert!(value.node().is_some(), "{expression}");
    }
}

#[test]
fn what_a_parameter_may_be_is_a_guess_that_must_be_asked_for() {
    let text = "
Parameters:
  Plain: { Type: String, Default: transfer }
  Count: { Type: Number, Default: 3 }
  One: { Type: String, Default: a, AllowedValues: [a, b] }
  Bare: { Type: String }
  Empty: { Type: String, Default: '' }
  Listed: { Type: CommaDelimitedList, Default: 'a,b' }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /path }
Resources:
  R: { Type: AWS::S3::Bucket, Properties: { BucketName: VALUE } }
";
    let possible = |expression: &str| {
        let program = program(&text.replace("VALUE", expression));
        let value = program.evaluate(&node(&program, "R", "BucketName"));
        let possible = program.possible(&value)?;
        Some(possible.known.iter().map(shown).collect::<Vec<_>>().join(" | "))
    };
    assert_eq!(possible("!Ref Plain").as_deref(), Some("transfer"));
    assert_eq!(possible("!Sub '${Plain}.${AWS::URLSuffix}'").as_deref(), Some("transfer.${AWS::URLSuffix}"));
    assert_eq!(possible("!Sub '${One}${Count}'").as_deref(), Some("a3 | b3"));
    for nothing in ["!Ref Bare", "!Ref Empty", "!Ref Listed", "!Ref Stored", "!Sub '${Plain}${Bare}'", "plain"] {
        assert_eq!(possible(nothing), None, "{nothing}");
    }
}

#[test]
fn the_name_of_a_loop_is_any_of_its_items() {
    let text = "
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Outer:
    - Team
    - [A, B]
    - Fn::ForEach::Inner:
        - Stage
        - [x, y]
        - Role${Team}${Stage}:
            Type: AWS::IAM::Role
            Properties: { RoleName: !Sub '${Team}-${Stage}', Path: !Ref Team, Description: !Ref Other }
  Plain: { Type: AWS::IAM::Role, Properties: { Path: !Ref Team } }
";
    let program = program(text);
    let argument = |address: &str, name: &str| shown(&program.evaluate(&node(&program, address, name)));
    assert_eq!(argument("Role${Team}${Stage}", "RoleName"), "A-x | A-y | B-x | B-y");
    assert_eq!(argument("Role${Team}${Stage}", "Path"), "A | B");
    assert_eq!(argument("Role${Team}${Stage}", "Description"), "?");
    assert_eq!(argument("Plain", "Path"), "?");
}

#[test]
fn a_policy_inside_a_text_of_sub_knows_its_variables() {
    let text = r#"
Parameters:
  Name: { Type: String }
Resources:
  Server: { Type: AWS::Transfer::Server }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: !Sub
        - |
          {"Principal": {"Service": "${Own}.amazonaws.com"}, "Keep": "${!aws:x}",
           "Condition": {"ArnLike": {"aws:SourceArn": "${Server.Arn}"}}}
        - Own: transfer
      Plain: '{"a": "${Name}"}'
      Long:
        Fn::Sub: '{"a": "${Name}"}'
"#;
    let program = program(text);
    let inner = |path: &str| {
        let written = program.evaluate(&node(&program, "Role", path));
        assert!(written.is_written(), "{path}");
        let text = program.document_text(written.node().expect("a node"));
        let within = Layout { grammar: Grammar::YamlBlock, nest: Vec::new() };
        let document = nested::json(&text, &program.files[0].text, &within).expect("JSON");
        shown(&program.evaluate(&document))
    };
    assert_eq!(
        inner("AssumeRolePolicyDocument"),
        "{Principal: {Service: transfer.amazonaws.com}, Keep: ${aws:x}, \
         Condition: {ArnLike: {aws:SourceArn: ${Server.Arn}}}}"
    );
    assert_eq!(inner("Plain"), "{a: ${Name}}");
    assert_eq!(inner("Long"), "{a: ${Name}}");
    let plain = node(&program, "Role", "Plain");
    assert!(program.evaluate(&plain).references().is_empty(), "nobody fills in a plain text");
}

#[test]
fn anchors_aliases_and_merge_keys_are_read_and_known_to_be_shared() {
    let text = "
Resources:
  One:
    Type: AWS::IAM::Role
    Properties:
      Document: &trust
        Version: '2012-10-17'
        Statement: &statements [{Effect: Allow}]
      Other: &unused { a: b }
      Tagged: &tagged !Sub 'x-${AWS::Region}'
  Two:
    Type: AWS::IAM::Role
    Properties:
      Document: *trust
      Merged:
        <<: *trust
        Version: own
      List: *statements
      Tagged: *tagged
      Twice:
        <<: [*trust, {Version: late, More: 1}]
";
    let program = program(text);
    let template = program.template().expect("a template");
    let shown_at = |path: &str| shown(&program.evaluate(&node(&program, "Two", path)));
    assert_eq!(shown_at("Document"), "{Version: 2012-10-17, Statement: [{Effect: Allow}]}");
    assert_eq!(shown_at("Tagged"), "x-${AWS::Region}");
    assert_eq!(shown_at("Merged"), "{Version: own, Statement: [{Effect: Allow}]}");
    assert_eq!(shown_at("Twice"), "{Version: 2012-10-17, Statement: [{Effect: Allow}], More: #1}");
    let (one, two) = (node(&program, "One", "Document"), node(&program, "Two", "Document"));
    assert_eq!(one.span, two.span, "an alias leads to the text at its anchor");
    assert!(template.shared(node(&program, "One", "Document.Statement").span));
    assert!(program.may_edit(one.span).is_err());
    assert!(!template.shared(node(&program, "One", "Other").span), "no alias repeats it");
    assert!(!template.shared(node(&program, "Two", "Merged").span));
}

#[test]
fn an_argument_is_found_through_lists_choices_and_aliases() {
    let text = "
Resources:
  Server:
    Type: AWS::Transfer::Server
    Properties:
      IdentityProviderDetails: !If [Custom, { InvocationRole: a }, { InvocationRole: b }]
      WorkflowDetails: &flows
        OnUpload:
          - ExecutionRole: c
          - !If [Custom, { ExecutionRole: d }, !Ref AWS::NoValue]
      Again: *flows
      LoggingRole: !If [Custom, e, f]
";
    let program = program(text);
    let server = program.lookup("Server").expect("Server");
    let cases = [
        ("IdentityProviderDetails.InvocationRole", vec!["a", "b"]),
        ("WorkflowDetails.OnUpload.ExecutionRole", vec!["c", "d"]),
        ("Again.OnUpload.ExecutionRole", vec!["c", "d"]),
        ("LoggingRole", vec!["e | f"]),
        ("LoggingRole.Deeper", vec![]),
        ("Nothing", vec![]),
    ];
    for (path, expected) in cases {
        let found: Vec<String> = program.argument(server, path).iter().map(shown).collect();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn too_much_to_follow_is_unknown_and_said_in_time() {
    let mut text = "Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let alias = format!("*a{}", level - 1);
        text += &format!("  a{level}: &a{level} [{}]\n", [alias.as_str(); 8].join(", "));
    }
    text += "Resources:\n  R:\n    Type: Custom::R\n    Properties:\n      Value: *a29\n";
    let program = program(&text);
    let symbol = program.lookup("R").expect("the resource");
    assert!(
        program.argument_nodes(symbol, "Value.Role").is_empty() && program.argument_nodes(symbol, "*.Role").is_empty()
    );
    let value = program.evaluate(&node(&program, "R", "Value"));
    assert!(shown(&value).contains('?'));

    let choices = vec!["!If [Live, a, b]"; 20].join(", ");
    assert!(shown(&self::value(&format!("!Join ['', [{choices}]]"))).contains('?'));
}

#[test]
fn a_star_in_a_path_stands_for_any_depth() {
    let program = program(
        "Resources:\n  X:\n    Type: AWS::IoT::TopicRule\n    Properties:\n      Role: a\n      \
         Actions:\n        - S3: {Role: b}\n        - Http: {Auth: {Role: c}}\n",
    );
    let symbol = program.lookup("X").expect("the rule");
    let found = |path: &str| program.argument(symbol, path).iter().map(shown).collect::<Vec<_>>().join(" ");
    assert_eq!(found("*.Role"), "b c");
    assert_eq!(found("Actions.*.Role"), "b c");
    assert_eq!(found("Actions.*.Auth.Role"), "c");
    assert_eq!(found("Actions.Role"), "");
}
