//! What a resource takes out of the locals and variables that it mentions.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::references::address_and_rest;
use super::visit;
use crate::link::Program;
use crate::link::graph::Seen;
use crate::link::symbol::{Definition, SymbolKind};
use crate::syntax::tree::{Block, Expression, Item, Node, NodeKind, NodeRef};
use crate::value::{Kind, Part, SymbolId, Value};

/// The resource that a plain traversal starts at: whatever it leads to stays a reference to it.
#[must_use]
pub fn plain_resource(program: &Program, node: &Node) -> Option<SymbolId> {
    let NodeKind::Expression(Expression::Traversal(traversal)) = &node.kind else { return None };
    let (address, _) = address_and_rest(traversal)?;
    let symbol = program.lookup_from(node.span.file, &address)?;
    (program.symbol(symbol).kind == SymbolKind::Resource).then_some(symbol)
}

/// The traversals in the blocks of a program, by symbol, looked for when that is first asked.
#[derive(Debug)]
pub(super) struct Mentions(Vec<OnceCell<Vec<Mention>>>);

/// A traversal in a block.
#[derive(Debug)]
struct Mention {
    /// The symbol that it starts at; none where that is not known.
    root: Option<SymbolId>,
    node: NodeRef,
    held: OnceCell<Held>,
}

/// What an expression may stand for.
#[derive(Debug)]
struct Held {
    symbols: BTreeSet<SymbolId>,
    is_partly_unknown: bool,
}

impl Mentions {
    /// Those of a program with so many symbols.
    pub(super) fn of(symbols: usize) -> Mentions {
        Mentions((0..symbols).map(|_| OnceCell::new()).collect())
    }
}

/// May something in the block of `user` stand for `of`, which it reaches through a local, a
/// variable or an output? `local.user.name` does not, where `local.user` holds a role too. `leading`
/// are the symbols that lead to `of`.
#[must_use]
pub(super) fn may_hold(program: &Program, mentions: &Mentions, user: SymbolId, of: SymbolId, leading: &Seen) -> bool {
    let Definition::Block(block) = &program.symbol(user).body else { return true };
    let mentions = mentions.0[user.0 as usize].get_or_init(|| in_block(program, block));
    mentions.iter().any(|mention| mention.holds(program, of, leading))
}

fn in_block(program: &Program, block: &Block) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut look = |node: &NodeRef| out.extend(Mention::at(program, node));
    for item in &block.body.items {
        match item {
            // What it runs over is taken where `each` stands.
            Item::Attribute(attribute) if matches!(attribute.name.as_str(), "for_each" | "count") => {}
            Item::Attribute(attribute) => visit::node(&attribute.value, &mut look),
            Item::Block(block) => visit::body(&block.body, &mut look),
        }
    }
    out
}

impl Mention {
    fn at(program: &Program, node: &NodeRef) -> Option<Mention> {
        let NodeKind::Expression(Expression::Traversal(traversal)) = &node.kind else { return None };
        let address = address_and_rest(traversal).map(|(address, _)| address);
        let root = address.and_then(|address| program.lookup_from(node.span.file, &address));
        Some(Mention { root, node: node.clone(), held: OnceCell::new() })
    }

    /// May it stand for `of`, given all symbols that lead there?
    fn holds(&self, program: &Program, of: SymbolId, leading: &Seen) -> bool {
        let leads_there = self.root.is_none_or(|root| leading.contains(root));
        // What comes out of a module that is visible, its call does not refer to.
        let is_call = |root: SymbolId| program.symbol(root).kind == SymbolKind::Module;
        if !leads_there && !self.root.is_some_and(is_call) {
            return false;
        }
        let held = self.held.get_or_init(|| Held::by(program, &self.node));
        held.symbols.contains(&of) || leads_there && held.is_partly_unknown
    }
}

impl Held {
    fn by(program: &Program, node: &NodeRef) -> Held {
        let value = program.evaluate(node);
        let symbols = program.meant(&value).iter().map(|reference| reference.symbol).collect();
        Held { symbols, is_partly_unknown: is_partly_unknown(&value) }
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
