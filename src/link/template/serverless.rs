//! What the serverless transform (SAM) adds to a template, as far as the graph must know it.

use crate::link::names::Addresses;
use crate::link::symbol::{Definition, Symbol};
use crate::link::template::anchors::Anchors;
use crate::link::template::mentions::{MAX_NODES, Mention, mentions};
use crate::syntax::tree::NodeRef;
use crate::value::SymbolId;

/// How the types begin that the transform makes others of.
const TYPES: &str = "AWS::Serverless::";

/// The section whose properties are those of all serverless resources.
pub(super) const GLOBALS: &str = "Globals";

/// How long a logical id may be.
const MAX_NAME: usize = 255;

/// Properties of an event that name a resource which the transform makes refer to the function:
/// a bucket gets a notification, an API a definition, a user pool a trigger.
const CHANGED_BY_EVENTS: [&str; 4] = ["Bucket", "RestApiId", "ApiId", "UserPool"];

/// The names of resources that will refer to a serverless function or state machine because of
/// its events.
pub(super) fn users_by_events(anchors: &Anchors, symbol: &Symbol) -> Vec<String> {
    let Definition::Value(node) = &symbol.body else { return Vec::new() };
    if !is_serverless(symbol) {
        return Vec::new();
    }
    let events = anchors.get(node, "Properties").and_then(|properties| anchors.get(&properties, "Events"));
    let Some(map) = events.as_ref().and_then(|events| events.as_map()) else { return Vec::new() };
    let events = anchors.entries(map);
    let properties = events.iter().filter_map(|event| anchors.get(&event.value, "Properties"));
    let named = properties.flat_map(|properties| CHANGED_BY_EVENTS.map(|key| anchors.get(&properties, key)));
    let mut fuel = MAX_NODES;
    let mentioned = named.flatten().flat_map(|node| mentions(anchors, &node, &mut fuel));
    let names = mentioned.filter_map(|mention| match mention {
        Mention::Name(name) => Some(name),
        Mention::Condition(_) | Mention::Anything => None,
    });
    names.collect()
}

/// The serverless resource whose name this one starts with: the transform names what it makes of
/// `Function` like `FunctionRole`. The longest such name.
pub(super) fn maker_of(names: &Addresses, symbols: &[Symbol], name: &str) -> Option<SymbolId> {
    let ends = (1..name.len().min(MAX_NAME)).rev().filter_map(|end| name.get(..end));
    let known = ends.filter_map(|prefix| names.get(prefix).copied());
    let mut makers = known.filter(|id| is_serverless(&symbols[id.0 as usize]));
    makers.next()
}

/// What `Globals` say for the resources of this one's kind.
pub(super) fn globals_of(anchors: &Anchors, root: &NodeRef, symbol: &Symbol) -> Option<NodeRef> {
    let kind = symbol.type_name.strip_prefix(TYPES)?;
    anchors.get(&anchors.get(root, GLOBALS)?, kind)
}

pub(super) fn is_serverless(symbol: &Symbol) -> bool {
    symbol.type_name.starts_with(TYPES)
}
