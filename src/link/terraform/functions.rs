//! The functions that occur in policies.

use super::evaluate::{Evaluator, as_parts, join_literals};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Origin, Part, Partial, Value};

/// A call. A function that is not listed makes the value unknown.
pub(super) fn call(evaluator: &mut Evaluator<'_>, name: &str, arguments: &[NodeRef], node: &NodeRef) -> Value {
    let mut values = || arguments.iter().map(|argument| evaluator.node(argument)).collect::<Vec<_>>();
    let result = match name {
        "jsonencode" => values().pop().map(json),
        "jsondecode" => values().pop().and_then(from_json),
        "tostring" | "tolist" | "toset" | "tomap" | "sensitive" | "nonsensitive" | "distinct" | "sort" | "reverse"
        | "compact" | "trimspace" => values().into_iter().next(),
        "concat" | "setunion" => Some(concat(values())),
        "flatten" => values().pop().map(flatten),
        "merge" => Some(merge(values())),
        "coalesce" | "try" | "coalescelist" => first_known(values()),
        "one" => values().pop().and_then(only),
        "element" => element(values()),
        "lookup" => lookup(values()),
        "join" => join(values()),
        "format" => format(values()),
        "lower" => values().pop().and_then(lower),
        _ => None,
    };
    match result {
        Some(value) => value_at(value, node),
        None => evaluator.not_followed(node),
    }
}

/// What a function gives is computed; the items inside keep where they were written.
fn value_at(value: Value, node: &NodeRef) -> Value {
    Value { kind: value.kind, origin: Origin::Computed(node.clone()) }
}

fn new(kind: Kind) -> Value {
    Value { kind, origin: Origin::New }
}

fn json(value: Value) -> Value {
    new(Kind::Json(Box::new(value)))
}

fn from_json(value: Value) -> Option<Value> {
    match value.kind {
        Kind::Json(inner) => Some(*inner),
        _ => None,
    }
}

fn concat(values: Vec<Value>) -> Value {
    let mut out = Partial::all(Vec::new());
    for value in values {
        append(&mut out, value);
    }
    new(Kind::List(out))
}

fn append(out: &mut Partial<Value>, value: Value) {
    match value.kind {
        Kind::List(items) => {
            out.known.extend(items.known);
            out.rest = out.rest.take().or(items.rest);
        }
        Kind::OneOf(arms) => arms.into_iter().for_each(|arm| append(out, arm)),
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason),
        _ => out.known.push(value),
    }
}

fn flatten(value: Value) -> Value {
    fn deep(out: &mut Partial<Value>, value: Value) {
        match value.kind {
            Kind::List(items) => {
                items.known.into_iter().for_each(|item| deep(out, item));
                out.rest = out.rest.take().or(items.rest);
            }
            Kind::OneOf(arms) => arms.into_iter().for_each(|arm| deep(out, arm)),
            Kind::Unknown(reason) => out.rest = Some(reason),
            _ => out.known.push(value),
        }
    }
    let mut out = Partial::all(Vec::new());
    deep(&mut out, value);
    new(Kind::List(out))
}

/// Later entries win, as in Terraform; nothing is merged in depth.
fn merge(values: Vec<Value>) -> Value {
    let mut out: Partial<(Value, Value)> = Partial::all(Vec::new());
    for value in values {
        match value.kind {
            Kind::Map(entries) => {
                for (key, value) in entries.known {
                    let name = key.literal();
                    out.known.retain(|(old, _)| name.is_none() || old.literal() != name);
                    out.known.push((key, value));
                }
                out.rest = out.rest.take().or(entries.rest);
            }
            Kind::Absent => {}
            Kind::Unknown(reason) => out.rest = Some(reason),
            _ => {
                let reason = "`merge` has an argument that is not followed";
                out.rest = Some(crate::reason::Reason::new(crate::reason::ReasonKind::UnknownValue, reason));
            }
        }
    }
    new(Kind::Map(out))
}

/// The first that is not null; an unknown one may be any.
fn first_known(values: Vec<Value>) -> Option<Value> {
    values.into_iter().find(|value| !matches!(value.kind, Kind::Absent))
}

fn only(value: Value) -> Option<Value> {
    match value.kind {
        Kind::List(items) if items.rest.is_none() && items.known.len() == 1 => items.known.into_iter().next(),
        Kind::Text(mut parts) => match parts.as_mut_slice() {
            [Part::Reference(_)] => Some(new(Kind::Text(parts))),
            _ => None,
        },
        _ => None,
    }
}

fn element(values: Vec<Value>) -> Option<Value> {
    let mut values = values.into_iter();
    match (values.next()?.kind, values.next()?.kind) {
        (Kind::List(items), Kind::Number(at)) => items.known.get(at.parse::<usize>().ok()?).cloned(),
        _ => None,
    }
}

fn lookup(values: Vec<Value>) -> Option<Value> {
    let mut values = values.into_iter();
    let (map, key) = (values.next()?, values.next()?.literal()?);
    let Kind::Map(entries) = map.kind else { return None };
    let found = entries.known.into_iter().rev().find(|(name, _)| name.literal().as_deref() == Some(key.as_str()));
    found.map(|(_, value)| value).or_else(|| entries.rest.is_none().then(|| values.next()).flatten())
}

fn join(values: Vec<Value>) -> Option<Value> {
    let mut values = values.into_iter();
    let delimiter = values.next()?.literal()?;
    let Kind::List(items) = values.next()?.kind else { return None };
    if items.rest.is_some() {
        return None;
    }
    let mut parts = Vec::new();
    for (at, item) in items.known.into_iter().enumerate() {
        if at > 0 {
            parts.push(Part::Literal(delimiter.clone()));
        }
        parts.extend(as_parts(item));
    }
    Some(new(Kind::Text(join_literals(parts))))
}

/// `format` with `%s` and `%d` only.
fn format(values: Vec<Value>) -> Option<Value> {
    let mut values = values.into_iter();
    let pattern = values.next()?.literal()?;
    let mut parts = Vec::new();
    let mut pieces = pattern.split('%');
    parts.push(Part::Literal(pieces.next()?.to_owned()));
    let mut escaped = false;
    for piece in pieces {
        if escaped {
            escaped = false;
            parts.push(Part::Literal(format!("%{piece}")));
            continue;
        }
        match piece.chars().next() {
            Some('s' | 'd' | 'v') => {
                parts.extend(as_parts(values.next()?));
                parts.push(Part::Literal(piece[1..].to_owned()));
            }
            None => escaped = true,
            _ => return None,
        }
    }
    parts.retain(|part| part.literal() != Some(""));
    Some(new(Kind::Text(join_literals(parts))))
}

fn lower(value: Value) -> Option<Value> {
    Some(Value::new_text(value.literal()?.to_lowercase()))
}
