//! `Fn::FindInMap`.

use super::{as_name, malformed};
use crate::link::template::compose::{computed, one_of, unknown};
use crate::link::template::evaluator::Evaluator;
use crate::link::template::intrinsics::{Call, literal};
use crate::reason::ReasonKind;
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Partial, Value};

/// `[map, first key, second key]`, and perhaps `{DefaultValue: ...}`. A key that is known only at
/// deployment (`AWS::Region`, a parameter) makes the result one of the values of all keys.
pub(super) fn find(ev: &Evaluator<'_>, node: &NodeRef, call: &Call<'_>) -> Value {
    let (map, first, second, options) = match call.arguments() {
        [map, first, second] => (map, first, second, None),
        [map, first, second, options] => (map, first, second, Some(options)),
        _ => return malformed(node, call),
    };
    let Some(map) = as_name(&ev.value(map)) else {
        let text = "`Fn::FindInMap` looks in a map whose name is not literal; write the value out";
        return unknown(ReasonKind::UnknownValue, text, node);
    };
    let anchors = &ev.template.anchors;
    let mapping = anchors.get(&ev.template.root, "Mappings").and_then(|maps| anchors.get(&maps, &map));
    let rows = mapping.iter().flat_map(|mapping| below(ev, mapping, &keys(&ev.value(first))));
    let keys = keys(&ev.value(second));
    let found = rows.flat_map(|row| below(ev, &row, &keys)).map(|cell| settled(ev.value(&cell), node));
    let default = options.and_then(|options| anchors.get(options, "DefaultValue"));
    let all: Vec<Value> = found.chain(default.map(|default| ev.value(&default))).collect();
    if all.is_empty() {
        let text = format!("`Mappings` has no such value in `{map}`");
        return unknown(ReasonKind::UnknownValue, text, node);
    }
    one_of(all, node)
}

/// The keys that a value may be; none where it may be any.
fn keys(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::OneOf(arms) => arms.iter().map(as_name).collect(),
        _ => as_name(value).map(|name| vec![name]),
    }
}

/// The values of these keys of a map, or of all of them.
fn below(ev: &Evaluator<'_>, node: &NodeRef, keys: &Option<Vec<String>>) -> Vec<NodeRef> {
    let Some(map) = ev.template.anchors.resolve(node).and_then(|node| node.as_map()) else { return Vec::new() };
    let is_asked = |key: Option<&str>| match (keys, key) {
        (Some(keys), Some(key)) => keys.iter().any(|asked| asked == key),
        (keys, _) => keys.is_none(),
    };
    let entries = ev.template.anchors.entries(map);
    entries.iter().filter(|entry| is_asked(literal(&entry.key))).map(|entry| entry.value.clone()).collect()
}

/// A value of a map serves all that look it up, so nobody edits it there for one of them.
fn settled(value: Value, node: &NodeRef) -> Value {
    let kind = match value.kind {
        Kind::List(items) => {
            let known = items.known.iter().map(|item| settled(item.clone(), node)).collect();
            Kind::list(Partial { known, rest: items.rest.clone() })
        }
        kind => kind,
    };
    computed(kind, node)
}
