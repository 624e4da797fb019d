//! One table for both spellings of CloudFormation's functions.

use crate::syntax::tree::{Node, NodeKind, NodeRef, TextPart};
use crate::value::Ambient;

/// The functions that mean something to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Ref,
    GetAtt,
    Sub,
    Join,
    Split,
    Select,
    If,
    FindInMap,
    Length,
    ToJsonString,
    ImportValue,
    Transform,
    /// `!Condition NAME`
    Condition,
    /// Any other, also one that CloudFormation does not know.
    Other,
}

/// A call of a function, in either spelling.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// Which one.
    pub(super) function: Function,
    /// Its full name: `Fn::Sub`, `Ref`.
    pub(super) name: String,
    /// What it is given.
    pub(super) argument: &'a NodeRef,
}

const TABLE: [(&str, Function); 13] = [
    ("Ref", Function::Ref),
    ("Fn::GetAtt", Function::GetAtt),
    ("Fn::Sub", Function::Sub),
    ("Fn::Join", Function::Join),
    ("Fn::Split", Function::Split),
    ("Fn::Select", Function::Select),
    ("Fn::If", Function::If),
    ("Fn::FindInMap", Function::FindInMap),
    ("Fn::Length", Function::Length),
    ("Fn::ToJsonString", Function::ToJsonString),
    ("Fn::ImportValue", Function::ImportValue),
    ("Fn::Transform", Function::Transform),
    ("Condition", Function::Condition),
];

/// The call that a node is: a value with a short tag, or a map whose one key is `Ref` or starts
/// with `Fn::`. `{"Condition": ...}` is no call: a statement may look like that.
pub(super) fn call(node: &Node) -> Option<Call<'_>> {
    let (name, argument) = match &node.kind {
        NodeKind::Tagged { tag, value } => (full_name(tag)?, value),
        NodeKind::Map(map) => match map.entries.as_slice() {
            [entry] => (literal(&entry.key).filter(|key| is_function_key(key))?.to_owned(), &entry.value),
            _ => return None,
        },
        _ => return None,
    };
    let known = TABLE.iter().find(|(known, _)| *known == name);
    Some(Call { function: known.map_or(Function::Other, |(_, function)| *function), name, argument })
}

/// Is this key of a map the long form of a function?
pub(super) fn is_function_key(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

/// Is this tag one of YAML's own (`!!str`, `tag:yaml.org,2002:str`), or `!` alone?
pub(super) fn is_core_tag(tag: &str) -> bool {
    tag == "!" || tag.starts_with("!!") || tag.contains("tag:yaml.org")
}

fn full_name(tag: &str) -> Option<String> {
    if is_core_tag(tag) {
        return None;
    }
    let name = tag.trim_start_matches('!');
    let is_full = matches!(name, "Ref" | "Condition") || name.starts_with("Fn::");
    Some(if is_full { name.to_owned() } else { format!("Fn::{name}") })
}

/// The pseudo parameters that every account has, and the variables of the Serverless Framework for
/// them.
pub(super) fn ambient(name: &str) -> Option<Ambient> {
    match name {
        "AWS::AccountId" | "aws:accountId" => Some(Ambient::Account),
        "AWS::Partition" => Some(Ambient::Partition),
        "AWS::Region" | "aws:region" => Some(Ambient::Region),
        "AWS::URLSuffix" => Some(Ambient::DnsSuffix),
        _ => None,
    }
}

/// The decoded text of a string, without a copy.
pub(super) fn literal(node: &Node) -> Option<&str> {
    let NodeKind::Text(text) = &node.kind else { return None };
    match text.parts.as_slice() {
        [] => Some(""),
        [TextPart::Literal { value, .. }] => Some(value),
        _ => None,
    }
}

impl<'a> Call<'a> {
    /// The arguments, where they are a list.
    pub(super) fn arguments(&self) -> &'a [NodeRef] {
        self.argument.as_list().map_or(&[], |list| &list.items)
    }
}
