//! Ignores in the `Metadata` of a CloudFormation resource:
//! `Metadata: {unconfuse: {ignore: [{rule: rule-id, reason: why, until: 2027-01-31}]}}`.

use super::written::Written;
use crate::link::Program;
use crate::link::symbol::{Definition, SymbolKind};
use crate::syntax::tree::{Map, Node, NodeRef};
use crate::text::Span;
use crate::value::SymbolId;

/// An ignore, the resource it is written at, and where.
pub(super) struct Noted {
    pub(super) resource: SymbolId,
    pub(super) at: Span,
    pub(super) written: Result<Written, String>,
}

/// The ignores of all resources, in text order.
pub(super) fn read(program: &Program) -> Vec<Noted> {
    let mut found = Vec::new();
    for symbol in program.symbols().filter(|symbol| symbol.kind == SymbolKind::Resource) {
        let Definition::Value(body) = &symbol.body else { continue };
        let ours = ["Metadata", "unconfuse", "ignore"].iter().try_fold(body, |node, key| child(node, key));
        let Some(ours) = ours else { continue };
        let items = ours.as_list().map_or_else(|| vec![ours], |list| list.items.iter().collect());
        found.extend(items.into_iter().map(|item| Noted {
            resource: symbol.id,
            at: item.span,
            written: item_of(item),
        }));
    }
    found
}

/// What the metadata of resources says to checkov, in text order: the resource, the id of the check, the
/// comment, and where.
pub(super) fn for_checkov(program: &Program) -> Vec<(SymbolId, String, String, Span)> {
    let mut found = Vec::new();
    for symbol in program.symbols().filter(|symbol| symbol.kind == SymbolKind::Resource) {
        let Definition::Value(body) = &symbol.body else { continue };
        let skips = ["Metadata", "checkov", "skip"].iter().try_fold(body, |node, key| child(node, key));
        for item in skips.and_then(|skips| skips.as_list()).into_iter().flat_map(|list| &list.items) {
            if let Some((map, id)) = item.as_map().and_then(|map| Some((map, text(map, "id")?))) {
                found.push((symbol.id, id, text(map, "comment").unwrap_or_default(), item.span));
            }
        }
    }
    found
}

fn child<'a>(node: &'a NodeRef, key: &str) -> Option<&'a NodeRef> {
    Some(&node.as_map()?.get(key)?.value)
}

fn item_of(node: &Node) -> Result<Written, String> {
    let known = ["rule", "reason", "until"];
    let map = node.as_map().filter(|map| {
        map.entries.iter().all(|entry| entry.key.literal().is_some_and(|key| known.contains(&key.as_str())))
    });
    let map = map.ok_or("an ignore is a map of `rule`, `reason` and, if it is to end, `until`")?;
    let rule = text(map, "rule").ok_or("an ignore names its `rule`")?;
    Ok(Written {
        rules: vec![rule.trim().to_owned()],
        reason: text(map, "reason").unwrap_or_default().trim().to_owned(),
        until: map.get("until").map(|entry| entry.value.literal().unwrap_or_default().trim().parse()),
    })
}

fn text(map: &Map, key: &str) -> Option<String> {
    map.get(key)?.value.literal()
}
