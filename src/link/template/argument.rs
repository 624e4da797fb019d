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
        let mut next = Vec::new();
        for node in &open {
            step(template, node, name, MAX_DEPTH, &mut next);
        }
        open = next;
    }
    open
}

/// Maps and lists are merged with those of `Globals`; anything else takes their place.
fn is_merged(node: &NodeRef) -> bool {
    call(node).is_none() && matches!(node.kind, NodeKind::Map(_) | NodeKind::List(_))
}

fn step(template: &Template, node: &NodeRef, name: &str, left: usize, out: &mut Vec<NodeRef>) {
    let (Some(node), Some(left)) = (template.anchors.resolve(node), left.checked_sub(1)) else { return };
    match (call(node), &node.kind) {
        (Some(call), _) if call.function == Function::If => {
            for arm in call.arguments().iter().skip(1) {
                step(template, arm, name, left, out);
            }
        }
        (Some(_), _) => {}
        (None, NodeKind::List(list)) => {
            for item in &list.items {
                step(template, item, name, left, out);
            }
        }
        (None, NodeKind::Map(map)) => {
            let entries = template.anchors.entries(map);
            let values = entries.iter().filter(|entry| name == "*" || literal(&entry.key) == Some(name));
            for value in values.filter_map(|entry| template.anchors.resolve(&entry.value)) {
                out.push(value.clone());
                if name == "*" {
                    step(template, value, name, left, out);
                }
            }
        }
        (None, _) => {}
    }
}
