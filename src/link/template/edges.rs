//! The edges between the symbols of a template.

use std::collections::BTreeSet;

use crate::link::graph::Graph;
use crate::link::names::Addresses;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::anchors::Anchors;
use crate::link::template::intrinsics::literal;
use crate::link::template::mentions::{MAX_NODES, Mention, mentions};
use crate::link::template::serverless;
use crate::syntax::tree::NodeRef;
use crate::value::SymbolId;

/// Before the name of a condition in its address: conditions have names of their own, apart from
/// resources and parameters.
pub(super) const CONDITION: &str = "condition.";

/// All edges. Where a macro, a loop or a computed name may refer to anything, or a name is one of
/// something that is not written here (another file of a serverless.yml), a last symbol is added that refers to all others and that everything unclear leads to: so nobody who could tell
/// a cycle from its absence is missing.
pub(super) fn edges(anchors: &Anchors, symbols: &mut Vec<Symbol>, names: &Addresses, root: &NodeRef) -> Graph {
    let mut fuel = MAX_NODES;
    let mentioned: Vec<BTreeSet<Mention>> =
        symbols.iter().map(|symbol| all_mentions(anchors, symbol, &mut fuel)).collect();
    let is_unclear = |mention: &Mention| match mention {
        Mention::Anything => true,
        Mention::Name(name) => is_logical(name) && target(names, symbols, mention).is_none(),
        Mention::Condition(_) => false,
    };
    let unclear = mentioned.iter().flatten().any(is_unclear) || symbols.iter().any(is_macro);
    let hub = unclear.then_some(SymbolId(symbols.len() as u32));
    let mut graph = Graph::default();
    let globals = symbols.iter().find(|symbol| is_globals(symbol)).map(|symbol| symbol.id);
    for (symbol, found) in symbols.iter().zip(&mentioned) {
        if let Some(globals) = globals.filter(|_| serverless::is_serverless(symbol)) {
            graph.add(symbol.id, globals);
        }
        for mention in found {
            if let Some(to) = target(names, symbols, mention).or(hub) {
                graph.add(symbol.id, to);
            }
        }
        for user in serverless::users_by_events(anchors, symbol) {
            if let Some(user) = target(names, symbols, &Mention::Name(user)).or(hub) {
                graph.add(user, symbol.id);
            }
        }
    }
    if let Some(hub) = hub {
        add_hub(symbols, &mut graph, hub, root);
    }
    graph
}

/// May it be the name of a resource, perhaps with an attribute behind it?
fn is_logical(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn add_hub(symbols: &mut Vec<Symbol>, graph: &mut Graph, hub: SymbolId, root: &NodeRef) {
    for symbol in symbols.iter() {
        graph.add(hub, symbol.id);
        if is_macro(symbol) {
            graph.add(symbol.id, hub);
        }
    }
    symbols.push(Symbol {
        id: hub,
        kind: SymbolKind::Other,
        type_name: String::new(),
        name: "(macros)".to_owned(),
        address: "(macros)".to_owned(),
        span: root.span.after(),
        head: root.span.after(),
        body: Definition::Value(root.clone()),
        repeated: true,
    });
}

/// What a symbol mentions anywhere in its text; for a resource, `DependsOn` and `Condition` too.
fn all_mentions(anchors: &Anchors, symbol: &Symbol, fuel: &mut usize) -> BTreeSet<Mention> {
    let Definition::Value(node) = &symbol.body else { return BTreeSet::new() };
    if symbol.address.starts_with("AWS::") {
        return BTreeSet::new();
    }
    let mut found = mentions(anchors, node, fuel);
    if matches!(symbol.kind, SymbolKind::Resource | SymbolKind::Output) {
        found.extend(declared(anchors, node));
    }
    if symbol.address.starts_with(CONDITION) {
        found.extend(anchors.get(node, "Condition").iter().filter_map(condition));
    }
    found
}

/// `DependsOn` and `Condition` of a resource.
fn declared(anchors: &Anchors, resource: &NodeRef) -> Vec<Mention> {
    let depends_on = anchors.get(resource, "DependsOn");
    let listed = depends_on.as_ref().and_then(|node| node.as_list()).map_or(&[][..], |list| &list.items);
    let names = depends_on.iter().chain(listed).filter_map(|node| literal(node));
    let names = names.map(|name| Mention::Name(name.to_owned()));
    names.chain(anchors.get(resource, "Condition").iter().filter_map(condition)).collect()
}

fn condition(node: &NodeRef) -> Option<Mention> {
    literal(node).map(|name| Mention::Condition(name.to_owned()))
}

/// The symbol of `Server`, of `Server.Arn`, of a condition, and of the serverless resource that
/// makes `FunctionRole`.
fn target(names: &Addresses, symbols: &[Symbol], mention: &Mention) -> Option<SymbolId> {
    match mention {
        Mention::Name(name) => {
            let name = name.split('.').next().unwrap_or(name);
            names.get(name).copied().or_else(|| serverless::maker_of(names, symbols, name))
        }
        Mention::Condition(name) => names.get(&format!("{CONDITION}{name}")).copied(),
        Mention::Anything => None,
    }
}

/// A loop, a macro among the resources, or one over the whole template.
fn is_macro(symbol: &Symbol) -> bool {
    symbol.kind == SymbolKind::Other && !symbol.address.starts_with(CONDITION)
}

/// The properties of all serverless resources: what they refer to, each of those does.
fn is_globals(symbol: &Symbol) -> bool {
    symbol.kind == SymbolKind::Local && symbol.address == serverless::GLOBALS
}
