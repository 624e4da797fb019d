//! What a resource takes out of the locals and variables that it mentions.

use super::references::address_and_rest;
use super::visit;
use crate::link::Program;
use crate::link::symbol::Definition;
use crate::syntax::tree::{Expression, Item, NodeKind, NodeRef};
use crate::value::{Kind, Part, SymbolId, Value};

/// May something in the block of `user` stand for `of`, which it reaches through a local, a
/// variable or an output? `local.user.name` does not, where `local.user` holds a role too.
#[must_use]
pub fn may_hold(program: &Program, user: SymbolId, of: SymbolId) -> bool {
    let Definition::Block(block) = &program.symbol(user).body else { return true };
    let mut may = false;
    let mut look = |node: &NodeRef| may = may || holds(program, node, of);
    for item in &block.body.items {
        match item {
            // What it runs over is taken where `each` stands.
            Item::Attribute(attribute) if matches!(attribute.name.as_str(), "for_each" | "count") => {}
            Item::Attribute(attribute) => visit::node(&attribute.value, &mut look),
            Item::Block(block) => visit::body(&block.body, &mut look),
        }
    }
    may
}

fn holds(program: &Program, node: &NodeRef, of: SymbolId) -> bool {
    let NodeKind::Expression(Expression::Traversal(traversal)) = &node.kind else { return false };
    let value = program.evaluate(node);
    if program.meant(&value).iter().any(|reference| reference.symbol == of) {
        return true;
    }
    let leads_there = || match address_and_rest(traversal) {
        Some((address, _)) => {
            let root = program.lookup_from(node.span.file, &address);
            root.is_none_or(|root| root == of || program.graph.reaches(root, of))
        }
        None => true,
    };
    is_partly_unknown(&value) && leads_there()
}

fn is_partly_unknown(value: &Value) -> bool {
    match &value.kind {
        Kind::Text(parts) => parts.iter().any(|part| matches!(part, Part::Unknown(_))),
        Kind::List(items) => items.rest.is_some() || items.known.iter().any(is_partly_unknown),
        Kind::Map(entries) => entries.rest.is_some() || entries.known.iter().any(|(_, value)| is_partly_unknown(value)),
        Kind::Json(inner) => is_partly_unknown(inner),
        Kind::OneOf(arms) => arms.iter().any(is_partly_unknown),
        Kind::Unknown(_) => true,
        Kind::Number(_) | Kind::Bool(_) | Kind::Absent => false,
    }
}
