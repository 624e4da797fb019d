//! Whatever the text, linking and evaluating come back.

use proptest::prelude::*;

use super::{all_nodes, linked};
use crate::link::template::say::{Quotes, Style, say};
use crate::link::template::{is_template, looks_like_template};
use crate::syntax::tree::{Document, Grammar, NodeRef};
use crate::syntax::{json, yaml};
use crate::text::FileId;
use crate::value::Kind;

const YAML: &str = "\
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::LanguageExtensions
Parameters: { Name: { Type: String, Default: a }, List: { Type: CommaDelimitedList } }
Conditions: { Live: !Equals [!Ref Name, a] }
Mappings: { M: { a: { b: c } } }
Resources:
  Role: &role
    Type: AWS::IAM::Role
    Condition: Live
    DependsOn: [Server]
    Properties:
      Document: !Sub ['${X}-${Server.Arn}-${!y}', { X: !Join ['-', [!Ref Name, !Ref AWS::NoValue]] }]
      Choice: !If [Live, [{ a: !GetAtt Server.Arn }], !Ref AWS::NoValue]
      Map: !FindInMap [M, !Ref AWS::Region, b, { DefaultValue: d }]
      Text: !Select [0, !Split [',', !Sub 'a,${AWS::Region}']]
  Server: { <<: *role, Type: AWS::Transfer::Server }
  Fn::ForEach::L: [X, [a, b], { 'B${X}': { Type: AWS::S3::Bucket } }]
Outputs: { Arn: { Value: !GetAtt Role.Arn } }
";

const JSON: &str = r#"{"Resources": {"Role": {"Type": "AWS::IAM::Role", "DependsOn": "Server", "Properties": {
  "Document": {"Fn::Sub": ["${X}", {"X": {"Fn::Join": ["", ["a", {"Ref": "AWS::Region"}]]}}]},
  "Arn": {"Fn::GetAtt": ["Server", "Arn"]}, "If": {"Fn::If": ["C", {"Ref": "A"}, []]}}},
  "Server": {"Type": "AWS::Transfer::Server"}}}"#;

/// Does with a document all that others do with one.
fn exercise(text: &str, root: NodeRef, document: Document) {
    let _ = is_template(&root);
    let program = linked(text, root.clone(), document);
    let style = Style { quotes: Quotes::Single, spaced: false };
    for node in all_nodes(&root) {
        let value = program.evaluate(&node);
        let _ = program.spell(&node);
        let _ = program.document_text(&node);
        if let Kind::Text(parts) = &value.kind {
            let _ = say(&program, parts, Grammar::YamlBlock, style);
        }
    }
    for symbol in program.symbols() {
        let _ = program.argument(symbol.id, "Document.Statement");
        let _ = program.would_cycle(symbol.id, symbol.id);
        let _ = program.users(symbol.id).count();
        let _ = program.text(symbol.head);
    }
}

fn exercise_text(text: &str) {
    let _ = looks_like_template(text);
    if let Ok(documents) = yaml::parse(FileId(0), text) {
        for root in &documents.roots {
            exercise(text, root.clone(), Document::Yaml(documents.clone()));
        }
    }
    if let Ok(root) = json::parse(FileId(0), text) {
        exercise(text, root.clone(), Document::Json(root));
    }
}

/// A text with some of its pieces cut out, repeated or put elsewhere.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let words: Vec<&str> = text.split_inclusive([' ', ',', ':', '\n']).collect();
    let count = words.len();
    prop::collection::vec((0..count, 0..count, 0..3_u8), 0..6).prop_map(move |changes| {
        let mut words = words.clone();
        for (at, other, what) in changes {
            let word = words[other % words.len()];
            let at = at % words.len();
            match what {
                0 => words[at] = word,
                1 => words.insert(at, word),
                _ if words.len() > 1 => {
                    words.remove(at);
                }
                _ => {}
            }
        }
        words.concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn on_mutated_yaml(text in mutated(YAML)) {
        exercise_text(&text);
    }

    #[test]
    fn on_mutated_json(text in mutated(JSON)) {
        exercise_text(&text);
    }
}

#[test]
fn the_unchanged_texts_are_templates() {
    let root = yaml::parse(FileId(0), YAML).expect("YAML").roots[0].clone();
    assert!(is_template(&root));
    assert!(is_template(&json::parse(FileId(0), JSON).expect("JSON")));
}

#[test]
fn deep_nesting_is_followed_or_refused_but_never_too_deep() {
    let nested = |open: &str, close: &str, depth: usize| format!("{}x{}", open.repeat(depth), close.repeat(depth));
    let values = [
        nested("[", "]", 110),
        nested("{a: ", "}", 110),
        nested("!If [C, y, ", "]", 110),
        nested("!Join ['', [", "]]", 50),
        nested("!Sub ['${X}', {X: ", "}]", 50),
        nested("{'Fn::Base64': ", "}", 110),
    ];
    for value in values {
        exercise_text(&format!("Resources:\n  R:\n    Type: Custom::R\n    Properties:\n      Document: {value}\n"));
    }
    let mut chained = "Metadata:\n  a0: &a0 x\n".to_owned();
    for level in 1..40 {
        let inside = nested("[", "]", 60).replace('x', &format!("*a{}", level - 1));
        chained += &format!("  a{level}: &a{level} {inside}\n");
    }
    chained += "Resources: { R: { Type: Custom::R, Properties: { Document: *a39 } } }\n";
    exercise_text(&chained);
}

#[test]
fn chains_of_merge_keys_come_to_an_end() {
    let mut text = "Metadata:\n  a0: &a0 { k0: v }\n".to_owned();
    for level in 1..600 {
        text += &format!("  a{level}: &a{level} {{ <<: [*a{0}, *a{0}], k{level}: v }}\n", level - 1);
    }
    text += "Resources: { R: { <<: *a599, Type: Custom::R } }\n";
    exercise_text(&text);
}
