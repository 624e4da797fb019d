//! Items out of collections, as far as it is known which.

use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Partial, Value};

/// How many values one place may have.
pub(super) const MAX_ARMS: usize = 64;

/// The item of a literal number.
pub(super) fn number_of(items: &Partial<Value>, number: &str, node: &NodeRef) -> Value {
    let known = number.parse().ok().and_then(|at: usize| items.known.get(at).cloned());
    match (known, &items.rest) {
        (Some(value), _) => value,
        (None, Some(reason)) => Value::unknown(reason.clone(), node),
        (None, None) => missing(&format!("item {number}"), node),
    }
}

/// The entry of a name, or any where the name is not known.
pub(super) fn entry(entries: &Partial<(Value, Value)>, name: Option<&str>, node: &NodeRef) -> Value {
    let Some(name) = name else {
        let values = entries.known.iter().map(|(_, value)| value.clone()).collect();
        return any(values, entries.rest.clone(), node);
    };
    let mut possible = Vec::new();
    for (key, value) in entries.known.iter().rev() {
        if key.is_text(name) {
            possible.push(value.clone());
            return Value::one_of(possible, node);
        }
        if may_be(key, name) {
            possible.push(value.clone());
        }
    }
    match (possible.is_empty(), &entries.rest) {
        (_, Some(reason)) => any(possible, Some(reason.clone()), node),
        (true, None) => missing(name, node),
        (false, None) => Value::one_of(possible, node),
    }
}

/// May a key that is not one literal be this name?
fn may_be(key: &Value, name: &str) -> bool {
    match &key.kind {
        Kind::OneOf(arms) => arms.iter().any(|arm| may_be(arm, name)),
        Kind::Text(parts) => parts.iter().any(|part| part.literal().is_none()) || key.is_text(name),
        _ => true,
    }
}

/// Any of these values, or one that is not known.
pub(super) fn any(mut values: Vec<Value>, rest: Option<Reason>, node: &NodeRef) -> Value {
    if values.len() > MAX_ARMS {
        return Value::unknown(Reason::new(ReasonKind::Limit, "it may be one of too many values"), node);
    }
    values.extend(rest.map(|reason| Value::unknown(reason, node)));
    if values.is_empty() { missing("an item", node) } else { Value::one_of(values, node) }
}

/// What is known not to be there: Terraform would stop with an error, unless `try` looks on.
fn missing(what: &str, node: &NodeRef) -> Value {
    Value::unknown(Reason::new(ReasonKind::Shape, format!("there is no `{what}` in it")), node)
}

/// Is it known not to be there?
pub(super) fn is_missing(value: &Value) -> bool {
    matches!(&value.kind, Kind::Unknown(reason) if reason.kind == ReasonKind::Shape)
}
