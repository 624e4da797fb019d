//! Lists out of lists.

use crate::value::{Kind, Partial, Value};

/// The items of several lists, one after the other.
pub(super) fn joined(values: &[Value]) -> Partial<Value> {
    let mut out = Partial::all(Vec::new());
    values.iter().for_each(|value| append(&mut out, value));
    out
}

fn append(out: &mut Partial<Value>, value: &Value) {
    match &value.kind {
        Kind::List(items) => {
            out.known.extend(items.known.iter().cloned());
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| append(out, arm)),
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.known.push(value.clone()),
    }
}

/// The items of a list, of the lists in it, and so on.
pub(super) fn flat(value: &Value) -> Partial<Value> {
    let mut out = Partial::all(Vec::new());
    flatten(&mut out, value);
    out
}

fn flatten(out: &mut Partial<Value>, value: &Value) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| flatten(out, item));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) if !arms.iter().all(Value::is_scalar) => arms.iter().for_each(|arm| flatten(out, arm)),
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.known.push(value.clone()),
    }
}

/// Without nulls and empty strings.
pub(super) fn compact(value: &Value) -> Partial<Value> {
    let mut items = joined(std::slice::from_ref(value));
    items.known.retain(|item| match &item.kind {
        Kind::Absent => false,
        Kind::Text(parts) => !parts.is_empty(),
        _ => true,
    });
    items
}
