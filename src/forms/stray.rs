//! Policies in places that the catalogue does not know: properties of custom resources, overrides of
//! modules; in Terraform locals that nothing leads from, arguments of resources of unknown types.

use crate::catalogue::normalise;
use crate::forms::service::service_name;
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol};
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Effect, Statement};
use crate::syntax::tree::{Node, NodeKind, NodeRef, TextPart};
use std::ops::Not;

/// How deep a resource is looked into.
const MAX_DEPTH: usize = 64;

/// The maps of a resource that look like policies, outermost first, each of which `is_known` does
/// not know yet.
pub(super) fn documents(program: &Program, symbol: &Symbol, is_known: impl Fn(&Node) -> bool) -> Vec<NodeRef> {
    let Definition::Value(body) = &symbol.body else { return Vec::new() };
    let text = program.text(symbol.span);
    if !["Statement", "rincipal", "Service"].iter().all(|word| text.contains(word)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    walk(body, MAX_DEPTH, &is_known, &mut out);
    out
}

fn walk(node: &NodeRef, left: usize, is_known: &impl Fn(&Node) -> bool, out: &mut Vec<NodeRef>) {
    let Some(left) = left.checked_sub(1).filter(|_| !is_known(node)) else { return };
    match &node.kind {
        NodeKind::Map(map) if map.get("Statement").is_some_and(|entry| !is_known(&entry.value)) => {
            out.push(node.clone());
        }
        NodeKind::Map(map) => map.entries.iter().for_each(|entry| walk(&entry.value, left, is_known, out)),
        NodeKind::List(list) => list.items.iter().for_each(|item| walk(item, left, is_known, out)),
        NodeKind::Tagged { value, .. } => walk(value, left, is_known, out),
        _ => {}
    }
}

/// The nodes of a symbol of Terraform that look like policies or like objects of statements,
/// outermost first.
pub(super) fn in_code(program: &Program, symbol: &Symbol) -> Vec<NodeRef> {
    let text = program.text(symbol.span);
    let speaks = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if !(speaks(&["rincipal"]) && speaks(&["Statement", "identifiers"]) && speaks(&["Service", "amazonaws"])) {
        return Vec::new();
    }
    let mut out: Vec<NodeRef> = Vec::new();
    program.each_node(symbol, &mut |node| {
        if !out.iter().any(|other| other.span.contains(node.span)) && looks_like_policy(node) {
            out.push(node.clone());
        }
    });
    out
}

fn looks_like_policy(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Map(map) => map.get("Statement").is_some() || map.get("principals").is_some(),
        NodeKind::Text(text) => text.parts.iter().any(|part| match part {
            TextPart::Literal { value, .. } => value.contains("\"Statement\""),
            _ => false,
        }),
        _ => false,
    }
}

/// Does a statement let a service of AWS in, so that it is worth a row?
pub(super) fn lets_service_in(statement: &Statement) -> bool {
    let is_service = |principal: &Principal| {
        let name = service_name(&principal.identifier);
        principal.kind == PrincipalKind::Service && name.is_ok_and(|name| normalise(&name).is_none()).not()
    };
    statement.effect != Effect::Deny && statement.principals.known.iter().any(is_service)
}
