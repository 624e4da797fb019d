//! How old the Terraform is that a module is written for.
//!
//! Up to version 0.11 an expression stands in a string, `"${var.name}"`, and nowhere else. A
//! module that knows no other way may be read by such a version, so what is added to it is written
//! so too; later versions read both.

use crate::link::symbol::{Definition, Symbol};
use crate::syntax::tree::{Body, Item, Node, NodeKind, Text, TextPart};

/// Which ways of writing an expression were seen.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    wrapped: bool,
    bare: bool,
}

/// Do all expressions of these symbols stand in strings, and is there one at all?
pub(super) fn wraps_expressions<'s>(symbols: impl Iterator<Item = &'s Symbol>) -> bool {
    let mut seen = Seen::default();
    for symbol in symbols {
        match &symbol.body {
            Definition::Block(block) => seen.body(&block.body),
            Definition::Value(node) => seen.value(node),
        }
        if seen.bare {
            return false;
        }
    }
    seen.wrapped
}

impl Seen {
    fn body(&mut self, body: &Body) {
        for item in &body.items {
            match item {
                Item::Attribute(attribute) => self.value(&attribute.value),
                Item::Block(block) => self.body(&block.body),
            }
        }
    }

    fn value(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Expression(_) => self.bare = true,
            NodeKind::Text(text) => self.wrapped |= is_wrapped(text),
            NodeKind::List(list) => list.items.iter().for_each(|item| self.value(item)),
            NodeKind::Map(map) => map.entries.iter().for_each(|entry| self.value(&entry.value)),
            _ => {}
        }
    }
}

/// Is it one expression and nothing else?
fn is_wrapped(text: &Text) -> bool {
    matches!(text.parts.as_slice(), [TextPart::Interpolation { .. }])
}
