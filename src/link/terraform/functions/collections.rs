//! Functions of lists, sets and maps.

use std::collections::BTreeMap;

use super::lists;
use super::new;
use crate::link::terraform::items::{any, number_of};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Partial, Value};

/// A call of one of these functions; none where it is another, or is not followed.
pub(super) fn call(name: &str, values: &[Value], node: &NodeRef) -> Option<Value> {
    let first = values.first();
    match name {
        "tostring" | "tolist" | "toset" | "tomap" | "tonumber" | "sensitive" | "nonsensitive" | "distinct" | "sort"
        | "reverse" => first.cloned(),
        "concat" | "setunion" => Some(new(Kind::list(lists::joined(values)))),
        "setintersection" | "setsubtract" | "slice" | "matchkeys" => first.map(|value| some_of(value, node)),
        "flatten" => first.map(|value| new(Kind::list(lists::flat(value)))),
        "compact" => first.map(|value| new(Kind::list(lists::compact(value)))),
        "merge" => Some(merge(values)),
        "zipmap" => zipmap(values),
        "keys" => first.and_then(|value| of_map(value, |(key, _)| key)),
        "values" => first.and_then(|value| of_map(value, |(_, value)| value)),
        "one" => first.and_then(|value| only(value, node)),
        "element" => element(values, node),
        "list" => Some(new(Kind::list(Partial::all(values.to_vec())))),
        _ => None,
    }
}

/// Some items of a list, nobody knows which.
fn some_of(value: &Value, node: &NodeRef) -> Value {
    let mut items = lists::joined(std::slice::from_ref(value));
    if !items.known.is_empty() {
        items.known = vec![any(items.known, None, node)];
    }
    new(Kind::list(items))
}

/// Later entries win, as in Terraform; nothing is merged in depth.
fn merge(values: &[Value]) -> Value {
    let mut known: Vec<Option<(Value, Value)>> = Vec::new();
    let mut rest = None;
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        match &value.kind {
            Kind::Map(entries) => {
                for entry in &entries.known {
                    let earlier = entry.0.literal().and_then(|name| places.insert(name, known.len()));
                    if let Some(earlier) = earlier {
                        known[earlier] = None;
                    }
                    known.push(Some(entry.clone()));
                }
                rest = rest.or_else(|| entries.rest.clone());
            }
            Kind::Absent => {}
            Kind::OneOf(arms) if arms.iter().all(adds_nothing) => {}
            Kind::Unknown(reason) => rest = Some(reason.clone()),
            _ => {
                let reason = "`merge` has an argument that is not followed";
                rest = Some(Reason::new(ReasonKind::UnknownValue, reason));
            }
        }
    }
    new(Kind::map(Partial { known: known.into_iter().flatten().collect(), rest }))
}

fn adds_nothing(value: &Value) -> bool {
    match &value.kind {
        Kind::Map(entries) => entries.known.is_empty() && entries.rest.is_none(),
        Kind::Absent => true,
        _ => false,
    }
}

fn zipmap(values: &[Value]) -> Option<Value> {
    let [Value { kind: Kind::List(keys), .. }, Value { kind: Kind::List(values), .. }] = values else { return None };
    let known = keys.known.iter().cloned().zip(values.known.iter().cloned()).collect();
    Some(new(Kind::map(Partial { known, rest: keys.rest.clone().or_else(|| values.rest.clone()) })))
}

fn of_map(value: &Value, pick: impl Fn((Value, Value)) -> Value) -> Option<Value> {
    let mut out = Partial::all(Vec::new());
    for arm in value.clone().arms() {
        match arm.kind {
            Kind::Map(entries) => {
                out.known.extend(entries.known.iter().cloned().map(&pick));
                out.rest = out.rest.take().or_else(|| entries.rest.clone());
            }
            Kind::Unknown(reason) => out.rest = Some(reason),
            _ => return None,
        }
    }
    Some(new(Kind::list(out)))
}

/// `one`: the only item; of a resource that is there once or not at all, that one.
fn only(value: &Value, node: &NodeRef) -> Option<Value> {
    match &value.kind {
        Kind::List(items) => match (items.known.as_slice(), &items.rest) {
            ([], None) => Some(new(Kind::Absent)),
            ([one], None) => Some(one.clone()),
            _ => Some(any(items.known.clone(), items.rest.clone(), node)),
        },
        Kind::Text(parts) if matches!(parts.as_slice(), [Part::Reference(_)]) => Some(value.clone()),
        Kind::OneOf(arms) => {
            let arms: Option<Vec<Value>> = arms.iter().map(|arm| only(arm, node)).collect();
            Some(Value::one_of(arms?, node))
        }
        _ => None,
    }
}

fn element(values: &[Value], node: &NodeRef) -> Option<Value> {
    let [list, at] = values else { return None };
    match (&list.kind, &at.kind) {
        (Kind::List(items), Kind::Number(at)) => Some(number_of(items, at, node)),
        (Kind::List(items), _) => Some(any(items.known.clone(), items.rest.clone(), node)),
        (Kind::Text(parts), _) if matches!(parts.as_slice(), [Part::Reference(_)]) => Some(list.clone()),
        _ => None,
    }
}
