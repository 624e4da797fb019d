//! Functions that choose: `try`, `coalesce`, `lookup`.

use crate::link::terraform::evaluate::{any, entry, is_missing};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Value};

/// `try`: the first that is no error. One that is not known may be an error or not.
pub(super) fn first_good(values: Vec<Value>, node: &NodeRef) -> Value {
    first(values, node, is_missing)
}

/// `coalesce`: the first that is neither null nor empty.
pub(super) fn first_there(values: Vec<Value>, node: &NodeRef) -> Value {
    first(values, node, |value| match &value.kind {
        Kind::Absent => true,
        Kind::Text(parts) => parts.is_empty(),
        Kind::List(items) => items.known.is_empty() && items.rest.is_none(),
        _ => false,
    })
}

fn first(values: Vec<Value>, node: &NodeRef, skip: fn(&Value) -> bool) -> Value {
    let mut possible = Vec::new();
    'values: for value in values {
        let arms = value.arms();
        let mut passes_on = false;
        for arm in arms {
            if skip(&arm) {
                passes_on = true;
                continue;
            }
            passes_on |= matches!(arm.kind, Kind::Unknown(_));
            possible.push(arm);
        }
        if !passes_on {
            break 'values;
        }
    }
    any(possible, None, node)
}

/// `lookup`: the entry of a name, else the default.
pub(super) fn lookup(values: Vec<Value>, node: &NodeRef) -> Option<Value> {
    let mut values = values.into_iter();
    let (map, key) = (values.next()?, values.next()?);
    let default = values.next();
    let mut possible = Vec::new();
    for map in map.arms() {
        let Kind::Map(entries) = map.kind else {
            possible.push(Value::unknown(not_a_map(), node));
            possible.extend(default.clone());
            continue;
        };
        for key in key.clone().arms() {
            let found = entry(&entries, key.literal().as_deref(), node);
            let certain = key.literal().is_some() && !may_be_missing(&found);
            possible.extend((!is_missing(&found)).then_some(found));
            possible.extend(default.clone().filter(|_| !certain));
        }
    }
    Some(any(possible, None, node))
}

fn may_be_missing(value: &Value) -> bool {
    match &value.kind {
        Kind::Unknown(_) => true,
        Kind::OneOf(arms) => arms.iter().any(may_be_missing),
        _ => false,
    }
}

fn not_a_map() -> crate::reason::Reason {
    let text = "`lookup` looks into a map that is not followed";
    crate::reason::Reason::new(crate::reason::ReasonKind::UnknownValue, text)
}
