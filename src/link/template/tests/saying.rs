//! Saying values back, and repeating what is written elsewhere.

use super::{node, program};
use crate::link::Program;
use crate::link::template::say::{Quotes, Style, say, say_in_sub};
use crate::link::testing::part;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::Grammar;
use crate::value::{Ambient, Part, Reference};

const SHORT: &str = "Resources:\n  Server: { Type: AWS::Transfer::Server, Properties: { A: !Ref AWS::Region } }\n";
const LONG: &str = "Resources:\n  Server: { Type: AWS::Transfer::Server, Properties: { A: { Ref: 'AWS::Region' } } }\n";
const PLAIN: &str = "Resources:\n  Server: { Type: AWS::Transfer::Server }\n";

fn text(text: &str) -> Part {
    Part::Literal(text.to_owned())
}

fn reference(program: &Program, attribute: &str, text: &str) -> Part {
    let symbol = program.lookup("Server").expect("Server");
    Part::Reference(Reference { symbol, attribute: attribute.to_owned(), indexed: false, text: text.to_owned() })
}

#[test]
fn a_value_is_said_in_the_way_of_its_place() {
    let double = Style { quotes: Quotes::Double, spaced: true };
    let single = Style { quotes: Quotes::Single, spaced: false };
    let program = program(SHORT);
    let arn = vec![text("arn:"), Part::Ambient(Ambient::Partition), text(":x/"), reference(&program, "", "Server")];
    let cases = [
        (vec![text("a\"b'c")], r#""a\"b'c""#, "'a\"b''c'", r#""a\"b'c""#),
        (vec![text("a\nb\u{7}")], r#""a\nb\u0007""#, r#""a\nb\u0007""#, r#""a\nb\u0007""#),
        (vec![text("a"), text("b")], r#""ab""#, "'ab'", r#""ab""#),
        (vec![], r#""""#, "''", r#""""#),
        (
            vec![Part::Ambient(Ambient::Account)],
            "!Ref AWS::AccountId",
            "!Ref AWS::AccountId",
            r#"{ "Ref": "AWS::AccountId" }"#,
        ),
        (
            vec![reference(&program, "Arn", "Server.Arn")],
            "!GetAtt Server.Arn",
            "!GetAtt Server.Arn",
            r#"{ "Fn::GetAtt": ["Server", "Arn"] }"#,
        ),
        (
            arn,
            r#"!Sub "arn:${AWS::Partition}:x/${Server}""#,
            "!Sub 'arn:${AWS::Partition}:x/${Server}'",
            r#"{ "Fn::Sub": "arn:${AWS::Partition}:x/${Server}" }"#,
        ),
        (
            vec![text("${aws:username}-"), Part::Ambient(Ambient::Region)],
            r#"!Sub "${!aws:username}-${AWS::Region}""#,
            "!Sub '${!aws:username}-${AWS::Region}'",
            r#"{ "Fn::Sub": "${!aws:username}-${AWS::Region}" }"#,
        ),
        (vec![text("${aws:username}")], r#""${aws:username}""#, "'${aws:username}'", r#""${aws:username}""#),
    ];
    for (parts, in_double, in_single, in_json) in cases {
        let said = |grammar, style| say(&program, &parts, grammar, style).expect("sayable");
        assert_eq!(said(Grammar::YamlBlock, double), in_double);
        assert_eq!(said(Grammar::YamlFlow, single), in_single);
        assert_eq!(said(Grammar::Json, double), in_json);
    }
}

#[test]
fn long_forms_are_used_only_where_the_template_knows_no_others() {
    let style = Style { quotes: Quotes::Double, spaced: false };
    let parts = [Part::Ambient(Ambient::Account)];
    for (template, expected) in
        [(SHORT, "!Ref AWS::AccountId"), (PLAIN, "!Ref AWS::AccountId"), (LONG, r#"{"Ref": "AWS::AccountId"}"#)]
    {
        let said = say(&program(template), &parts, Grammar::YamlBlock, style).expect("sayable");
        assert_eq!(said, expected);
    }
}

#[test]
fn inside_a_text_of_sub_values_are_pieces_of_that_text() {
    let program = program(PLAIN);
    let parts = [text("a:${b}:"), Part::Ambient(Ambient::Account), reference(&program, "Arn", "Server.Arn")];
    assert_eq!(say_in_sub(&parts).as_deref(), Ok("a:${!b}:${AWS::AccountId}${Server.Arn}"));
}

#[test]
fn what_is_not_known_is_not_said() {
    let program = program(PLAIN);
    let reason = Reason::new(ReasonKind::UnknownValue, "nobody knows");
    let style = Style { quotes: Quotes::Double, spaced: false };
    for parts in [vec![Part::Unknown(reason.clone())], vec![text("a"), Part::Unknown(reason.clone())]] {
        assert_eq!(say(&program, &parts, Grammar::Json, style), Err(reason.clone()));
    }
    let parts = [text("${"), Part::Ambient(Ambient::Account)];
    assert!(say(&program, &parts, Grammar::Json, style).is_err(), "Sub would read the brace as its own");
}

#[test]
fn names_are_repeated_only_where_they_mean_the_same_everywhere() {
    let cases = [
        ("uploads", Some("uploads")),
        ("!Ref Name", Some("${Name}")),
        ("!Ref Server", Some("${Server}")),
        ("!GetAtt Server.Arn", Some("${Server.Arn}")),
        ("!Sub '${AWS::StackName}-${Name}'", Some("${AWS::StackName}-${Name}")),
        ("!Sub ['${X}-x', { X: !Ref Name }]", Some("${Name}-x")),
        ("!Join ['-', [!Ref Name, x]]", Some("${Name}-x")),
        ("123", Some("123")),
        ("!Ref Maybe", None),
        ("!If [Live, a, b]", None),
        ("!Sub ['${X}', { X: !If [Live, a, b] }]", None),
        ("!FindInMap [A, b, c]", None),
        ("!ImportValue x", None),
        ("'{{resolve:ssm:/x}}'", None),
        ("[a]", None),
        ("{ a: b }", None),
    ];
    for (expression, expected) in cases {
        let program = program(&format!(
            "Parameters: {{ Name: {{ Type: String }} }}
Mappings: {{ A: {{ b: {{ c: d }} }} }}
Resources:
  Server: {{ Type: AWS::Transfer::Server }}
  Maybe: {{ Type: AWS::S3::Bucket, Condition: Live }}
  Subject:
    Type: Custom::Subject
    Properties:
      Value: {expression}
"
        ));
        let spelled = program.spell(&node(&program, "Subject", "Value"));
        let shown = spelled.ok().map(|parts| parts.iter().map(part).collect::<String>());
        assert_eq!(shown.as_deref(), expected, "{expression}");
    }
}
