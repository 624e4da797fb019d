//! Arguments of resources by their path.

use crate::link::Program;
use crate::link::symbol::Definition;
use crate::syntax::tree::{Block, Body, Expression, NodeKind, NodeRef};
use crate::value::SymbolId;

/// The nodes at a path: through nested blocks, `dynamic` blocks, lists, objects and `jsonencode`. A
/// step `*` stands for one or more steps.
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
    for attribute in body.attributes().filter(|attribute| is_step(first, &attribute.name)) {
        each_way(first, rest, path, |path| in_value(&attribute.value, path, out));
    }
    for block in body.blocks() {
        if let Some(inner) = content_of(block, first) {
            each_way(first, rest, path, |path| in_body(inner, path, out));
        }
    }
}

/// Is this name what a step of a path says?
fn is_step(step: &str, name: &str) -> bool {
    step == "*" || step == name
}

/// Goes on behind a step, and behind a `*` also as if that stood for more.
fn each_way<'a>(step: &str, rest: Option<&'a str>, path: Option<&'a str>, mut go_on: impl FnMut(Option<&'a str>)) {
    go_on(rest);
    if step == "*" {
        go_on(path);
    }
}

/// The body of a nested block of this kind, also of a `dynamic` one.
fn content_of<'a>(block: &'a Block, kind: &str) -> Option<&'a Body> {
    let dynamic = block.kind == "dynamic" && block.labels.first().is_some_and(|label| is_step(kind, label));
    if dynamic {
        return block.body.blocks_of("content").next().map(|content| &content.body);
    }
    is_step(kind, &block.kind).then_some(&block.body)
}

fn in_value(node: &NodeRef, path: Option<&str>, out: &mut Vec<NodeRef>) {
    let Some((first, rest)) = path.map(first_of) else { return out.push(node.clone()) };
    match &node.kind {
        NodeKind::List(list) => list.items.iter().for_each(|item| in_value(item, path, out)),
        NodeKind::Map(map) if first == "*" => {
            for entry in &map.entries {
                each_way(first, rest, path, |path| in_value(&entry.value, path, out));
            }
        }
        NodeKind::Map(map) => {
            if let Some(entry) = map.get(first) {
                in_value(&entry.value, rest, out);
            }
        }
        NodeKind::Expression(Expression::Parenthesis(inner)) => in_value(inner, path, out),
        NodeKind::Expression(Expression::Call { name, arguments }) if name == "jsonencode" => {
            arguments.iter().for_each(|argument| in_value(argument, path, out));
        }
        NodeKind::Expression(Expression::Conditional { then, otherwise, .. }) => {
            [then, otherwise].into_iter().for_each(|arm| in_value(arm, path, out));
        }
        _ => {}
    }
}
