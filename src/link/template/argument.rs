//! Where an argument of a resource is written.

use crate::link::Program;
use crate::link::symbol::{Definition, SymbolKind};
use crate::link::template::Template;
use crate::link::template::intrinsics::{Function, call, literal};
use crate::link::template::serverless;
use crate::syntax::tree::{NodeKind, NodeRef};
use crate::value::SymbolId;

/// How many lists and `Fn::If` may stand one in another between two steps of a path.
const MAX_DEPTH: usize = 32;

/// How many nodes are looked at for one step: aliases of aliases can be more than anybody waits for.
const MAX_NODES: usize = 100_000;

/// The nodes at a path below `Properties` of a resource, or below the map of a parameter or output:
/// `IdentityProviderDetails.InvocationRole`. The way leads through lists, both arms of `Fn::If`,
/// aliases and merge keys. A step `*` stands for one or more steps. An empty path is the whole of them. What `Globals` say for all serverless
/// resources of a kind counts as written for each.
#[must_use]
pub fn nodes(program: &Program, symbol: SymbolId, path: &str) -> Vec<NodeRef> {
    let Some(template) = program.template() else { return Vec::new() };
    let symbol = program.symbol(symbol);
    let Definition::Value(definition) = &symbol.body else { return Vec::new() };
    let start = match symbol.kind {
        SymbolKind::Resource => template.anchors.get(definition, "Properties"),
        _ => Some(definition.clone()),
    };
    let own = below(template, start.into_iter().collect(), path);
    let globals = serverless::globals_of(&template.anchors, &template.root, symbol).filter(|_| !path.is_empty());
    let given = globals.map_or_else(Vec::new, |globals| below(template, vec![globals], path));
    if own.iter().all(is_merged) { own.into_iter().chain(given).collect() } else { own }
}

fn below(template: &Template, mut open: Vec<NodeRef>, path: &str) -> Vec<NodeRef> {
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let mut step = Step { template, name, left: MAX_NODES, out: Vec::new() };
        open.iter().for_each(|node| step.take(node, MAX_DEPTH));
        open = step.out;
    }
    open
}

/// Maps and lists are merged with those of `Globals`; anything else takes their place.
fn is_merged(node: &NodeRef) -> bool {
    call(node).is_none() && matches!(node.kind, NodeKind::Map(_) | NodeKind::List(_))
}

/// One step of a path.
struct Step<'a> {
    template: &'a Template,
    name: &'a str,
    /// How many more nodes may be looked at.
    left: usize,
    /// Where it leads.
    out: Vec<NodeRef>,
}

impl Step<'_> {
    /// Takes the step from a node.
    fn take(&mut self, node: &NodeRef, depth: usize) {
        let template = self.template;
        let (Some(left), Some(depth)) = (self.left.checked_sub(1), depth.checked_sub(1)) else { return };
        let Some(node) = template.anchors.resolve(node) else { return };
        self.left = left;
        match (call(node), &node.kind) {
            (Some(call), _) if call.function == Function::If => {
                call.arguments().iter().skip(1).for_each(|arm| self.take(arm, depth));
            }
            (Some(_), _) => {}
            (None, NodeKind::List(list)) => list.items.iter().for_each(|item| self.take(item, depth)),
            (None, NodeKind::Map(map)) => {
                for entry in template.anchors.entries(map).iter() {
                    let value = template.anchors.resolve(&entry.value);
                    if self.name == "*" || literal(&entry.key) == Some(self.name) {
                        self.out.extend(value.cloned());
                    }
                    if let Some(value) = value.filter(|_| self.name == "*") {
                        self.take(value, depth);
                    }
                }
            }
            (None, _) => {}
        }
    }
}
