//! Texts made of other values, and values that are one of several.

use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Origin, Part, Value};

/// How many texts one expression is followed to.
const MAX_TEXTS: usize = 16;

/// How many values one expression may have, one of which it is.
const MAX_ARMS: usize = 64;

/// One way a value may read as part of a text; none where it leaves no trace (`AWS::NoValue`).
type Reading = Option<Vec<Part>>;

/// The text of all items with `delimiter` between them: [`Kind::Text`], or one of several where an
/// item is one of several.
pub(super) fn join(items: &[Value], delimiter: &str, node: &NodeRef) -> Kind {
    let mut rows: Vec<Vec<Vec<Part>>> = vec![Vec::new()];
    for item in items {
        let mut readings = readings(item);
        if readings.len() * rows.len() > MAX_TEXTS {
            let text = "this part is one of too many texts; write it out";
            readings = vec![Some(vec![Part::Unknown(Reason::new(ReasonKind::Limit, text))])];
        }
        rows = rows.iter().flat_map(|row| readings.iter().map(|reading| extended(row, reading))).collect();
    }
    let mut texts = rows.into_iter().map(|row| Kind::Text(between(row, delimiter)));
    match (texts.next(), texts.next()) {
        (Some(only), None) => only,
        (first, second) => {
            let all = first.into_iter().chain(second).chain(texts);
            one_of(all.map(|kind| computed(kind, node)).collect(), node).kind
        }
    }
}

fn extended(row: &[Vec<Part>], reading: &Reading) -> Vec<Vec<Part>> {
    row.iter().chain(reading).cloned().collect()
}

fn between(row: Vec<Vec<Part>>, delimiter: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (at, item) in row.into_iter().enumerate() {
        if at > 0 {
            parts.push(Part::Literal(delimiter.to_owned()));
        }
        parts.extend(item);
    }
    joined_literals(parts)
}

fn readings(value: &Value) -> Vec<Reading> {
    match &value.kind {
        Kind::Text(parts) => vec![Some(parts.clone())],
        Kind::Number(number) => vec![Some(vec![Part::Literal(number.clone())])],
        Kind::Bool(value) => vec![Some(vec![Part::Literal(value.to_string())])],
        Kind::OneOf(arms) => arms.iter().flat_map(readings).collect(),
        Kind::Absent => vec![None],
        Kind::Unknown(reason) => vec![Some(vec![Part::Unknown(reason.clone())])],
        Kind::List(_) | Kind::Map(_) | Kind::Json(_) => {
            let text = "a list or a map stands where a text is expected; write the text there";
            vec![Some(vec![Part::Unknown(Reason::new(ReasonKind::Shape, text))])]
        }
    }
}

/// The parts with neighbouring literals made one and empty ones left out.
pub(super) fn joined_literals(parts: impl IntoIterator<Item = Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        match (out.last_mut(), part) {
            (_, Part::Literal(text)) if text.is_empty() => {}
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => out.push(part),
        }
    }
    out
}

/// One of these values, by something that is not known. Arms that are choices themselves are
/// spread out, equal ones are one.
pub(super) fn one_of(values: Vec<Value>, node: &NodeRef) -> Value {
    let mut arms: Vec<Value> = Vec::new();
    for value in values {
        for arm in value.arms() {
            if !arms.contains(&arm) {
                arms.push(arm);
            }
        }
    }
    match arms.len() {
        0 => unknown(ReasonKind::UnknownValue, "no value is written for this", node),
        1 => arms.swap_remove(0),
        count if count > MAX_ARMS => unknown(ReasonKind::Limit, "this is one of too many values; write it out", node),
        _ => computed(Kind::OneOf(arms.into()), node),
    }
}

/// A value that stands at a node.
pub(super) fn written(kind: Kind, node: &NodeRef) -> Value {
    Value { kind, origin: Origin::Written(node.clone()) }
}

/// A value that a node computes.
pub(super) fn computed(kind: Kind, node: &NodeRef) -> Value {
    Value { kind, origin: Origin::Computed(node.clone()) }
}

/// A value that is not known.
pub(super) fn unknown(kind: ReasonKind, text: impl Into<String>, node: &NodeRef) -> Value {
    Value::unknown(Reason::new(kind, text), node)
}
