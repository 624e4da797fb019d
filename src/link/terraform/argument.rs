//! Arguments of resources by their path.

use crate::link::Program;
use crate::link::symbol::Definition;
use crate::syntax::tree::{Block, Body, Expression, NodeKind, NodeRef};
use crate::value::SymbolId;

/// The nodes at a path: through nested blocks, `dynamic` blocks, lists and objects.
#[must_use]
pub fn nodes(program: &Program, symbol: SymbolId, path: &str) -> Vec<NodeRef> {
    let Definition::Block(block) = &program.symbol(symbol).body else { return Vec::new() };
    let mut out = Vec::new();
    in_body(&block.body, Some(path), &mut out);
    out
}

/// The first step of a path, and the path behind it.
fn first_of(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)))
}

fn in_body(body: &Body, path: Option<&str>, out: &mut Vec<NodeRef>) {
    let Some((first, rest)) = path.map(first_of) else { return };
    if let Some(attribute) = body.attribute(first) {
        in_value(&attribute.value, rest, out);
    }
    for block in body.blocks() {
        if let Some(inner) = content_of(block, first) {
            in_body(inner, rest, out);
        }
    }
}

/// The body of a nested block of this kind, also of a `dynamic` one.
fn content_of<'a>(block: &'a Block, kind: &str) -> Option<&'a Body> {
    if block.kind == kind {
        return Some(&block.body);
    }
    let dynamic = block.kind == "dynamic" && block.labels.first().is_some_and(|label| label == kind);
    dynamic.then(|| block.body.blocks_of("content").next().map(|content| &content.body)).flatten()
}

fn in_value(node: &NodeRef, path: Option<&str>, out: &mut Vec<NodeRef>) {
    let Some((first, rest)) = path.map(first_of) else { return out.push(node.clone()) };
    match &node.kind {
        NodeKind::List(list) => list.items.iter().for_each(|item| in_value(item, path, out)),
        NodeKind::Map(map) => {
            if let Some(entry) = map.get(first) {
                in_value(&entry.value, rest, out);
            }
        }
        NodeKind::Expression(Expression::Parenthesis(inner)) => in_value(inner, path, out),
        _ => {}
    }
}
