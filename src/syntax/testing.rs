//! What the tests of the readers share.

use crate::syntax::tree::{Body, Node, NodeKind, NodeRef, Text, TextPart};
use crate::text::{FileId, Span};

/// The one file of a test.
pub(crate) const FILE: FileId = FileId(0);

/// The bytes of a span.
pub(crate) fn slice(text: &str, span: Span) -> &str {
    &text[span.range()]
}

/// The node at a path of keys and places, `Statement/0/Effect`; tags are passed through.
pub(crate) fn at(root: &NodeRef, path: &str) -> NodeRef {
    path.split('/').filter(|step| !step.is_empty()).fold(root.clone(), |node, step| child(&node, step))
}

fn child(node: &NodeRef, step: &str) -> NodeRef {
    match &node.kind {
        NodeKind::Tagged { value, .. } => child(value, step),
        NodeKind::List(list) => list.items[step.parse::<usize>().expect("a place in a list")].clone(),
        NodeKind::Map(map) => map.get(step).unwrap_or_else(|| panic!("no key {step}")).value.clone(),
        other => panic!("nothing below {other:?}"),
    }
}

/// The string of a node, behind a tag too.
pub(crate) fn string(node: &Node) -> &Text {
    match &node.kind {
        NodeKind::Text(text) => text,
        NodeKind::Tagged { value, .. } => string(value),
        other => panic!("no string: {other:?}"),
    }
}

/// The parts of a string: decoded literals as they are, others as they are written.
pub(crate) fn parts(text: &str, node: &Node) -> Vec<String> {
    string(node)
        .parts
        .iter()
        .map(|part| match part {
            TextPart::Literal { value, .. } => value.clone(),
            TextPart::Interpolation { span, .. } | TextPart::Directive { span, .. } => slice(text, *span).to_owned(),
        })
        .collect()
}

/// The value of an attribute of a body.
pub(crate) fn value(body: &Body, name: &str) -> NodeRef {
    body.attribute(name).unwrap_or_else(|| panic!("no attribute {name}")).value.clone()
}
