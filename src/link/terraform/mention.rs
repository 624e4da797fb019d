//! What a resource takes out of the locals and variables that it mentions.

use super::references::address_and_rest;
use super::visit;
use crate::link::Program;
use crate::link::graph::Seen;
use crate::link::symbol::{Definition, SymbolKind};
use crate::syntax::tree::{Expression, Item, Node, NodeKind, NodeRef};
use crate::value::{Kind, Part, SymbolId, Value};

/// The resource that a plain traversal starts at: whatever it leads to stays a reference to it.
#[must_use]
pub fn plain_resource(program: &Program, node: &Node) -> Option<SymbolId> {
    let NodeKind::Expression(Expression::Traversal(traversal)) = &node.kind else { return None };
    let (address, _) = address_and_rest(traversal)?;
    let symbol = program.lookup_from(node.span.file, &address)?;
    (program.symbol(symbol).kind == SymbolKind::Resource).then_some(symbol)
}

/// May something in the block of `user` stand for `of`, which it reaches through a local, a
/// variable or an output? `local.user.name` does not, where `local.user` holds a role too. `leading`
/// are the symbols that lead to `of`.
#[must_use]
pub fn may_hold(program: &Program, user: SymbolId, of: SymbolId, leading: &Seen) -> bool {
    let Definition::Block(block) = &program.symbol(user).body else { return true };
    let mut may = false;
    let mut look = |node: &NodeRef| may = may || holds(program, node, of, leading);
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

/// May an expression stand for `of`, given all symbols that lead there?
fn holds(program: &Program, node: &NodeRef, of: SymbolId, leading: &Seen) -> bool {
    let NodeKind::Expression(Expression::Traversal(traversal)) = &node.kind else { return false };
    let address = address_and_rest(traversal).map(|(address, _)| address);
    let root = address.as_ref().and_then(|address| program.lookup_from(node.span.file, address));
    let leads_there = root.is_none_or(|root| leading.contains(root));
    // What comes out of a module that is visible, its call does not refer to.
    let may_lead_there = leads_there || root.is_some_and(|root| program.symbol(root).kind == SymbolKind::Module);
    may_lead_there && {
        let value = program.evaluate(node);
        let meant = program.meant(&value);
        meant.iter().any(|reference| reference.symbol == of) || leads_there && is_partly_unknown(&value)
    }
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
