//! Functions of lists, sets and maps.

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
        "merge" => Some(merge(values, node)),
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

/// Later entries win, as in Terraform; nothing is merged in depth. What stands before something
/// unknown may be replaced by it.
fn merge(values: &[Value], node: &NodeRef) -> Value {
    let mut merged = Merged { known: Vec::new(), rest: None, node };
    for value in values {
        match &value.kind {
            Kind::Map(entries) => merged.add(entries),
            Kind::Absent => {}
            Kind::OneOf(arms) => match arms.iter().map(entries_of).collect::<Option<Vec<_>>>() {
                Some(arms) => merged.add_one_of(&arms),
                None => merged.doubt(&unfollowed()),
            },
            Kind::Unknown(reason) => merged.doubt(reason),
            _ => merged.doubt(&unfollowed()),
        }
    }
    new(Kind::map(Partial { known: merged.known, rest: merged.rest }))
}

fn unfollowed() -> Reason {
    Reason::new(ReasonKind::UnknownValue, "`merge` has an argument that is not followed")
}

/// All entries of a map, or of nothing.
fn entries_of(value: &Value) -> Option<Vec<(Value, Value)>> {
    match &value.kind {
        Kind::Map(entries) if entries.rest.is_none() => Some(entries.known.clone()),
        Kind::Absent => Some(Vec::new()),
        _ => None,
    }
}

/// What was merged so far.
struct Merged<'n> {
    known: Vec<(Value, Value)>,
    rest: Option<Reason>,
    /// The call.
    node: &'n NodeRef,
}

impl Merged<'_> {
    fn add(&mut self, entries: &Partial<(Value, Value)>) {
        if let Some(reason) = &entries.rest {
            self.doubt(reason);
        }
        for (key, value) in &entries.known {
            self.forget(key);
            self.known.push((key.clone(), value.clone()));
        }
    }

    /// One of these is added: what not all of them have may be what it was before.
    fn add_one_of(&mut self, arms: &[Vec<(Value, Value)>]) {
        let mut names: Vec<&Value> = Vec::new();
        for (key, _) in arms.iter().flatten() {
            if !names.iter().any(|name| is_same(name, key)) {
                names.push(key);
            }
        }
        for name in names {
            let found = |arm: &Vec<(Value, Value)>| arm.iter().find(|(key, _)| is_same(key, name)).cloned();
            let before = || self.known.iter().find(|(key, _)| is_same(key, name)).map(|(_, value)| value.clone());
            let absent = || before().unwrap_or_else(|| new(Kind::Absent));
            let values = arms.iter().map(|arm| found(arm).map_or_else(absent, |(_, value)| value)).collect();
            let value = any(values, None, self.node);
            self.forget(name);
            self.known.push((name.clone(), value));
        }
    }

    /// Any entry may be replaced, for this reason, and others added.
    fn doubt(&mut self, reason: &Reason) {
        for (_, value) in &mut self.known {
            *value = any(vec![value.clone()], Some(reason.clone()), self.node);
        }
        self.rest = Some(reason.clone());
    }

    fn forget(&mut self, name: &Value) {
        self.known.retain(|(key, _)| !is_same(key, name));
    }
}

/// Are these names the same, as far as they are known?
fn is_same(a: &Value, b: &Value) -> bool {
    a.literal().is_some_and(|name| b.literal() == Some(name))
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
