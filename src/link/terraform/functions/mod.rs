//! The functions that occur in policies.
//!
//! Collections made by a function are computed; the items inside keep where they were written.

mod choices;
mod collections;
mod formats;
mod lists;
mod strings;

use std::sync::Arc;

use super::items::MAX_ARMS;
use crate::link::Program;
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Value};

/// A call with these arguments; none of a function that is not known, or not followed.
pub(super) fn call(program: &Program, name: &str, values: Vec<Value>, node: &NodeRef) -> Option<Value> {
    match name {
        "jsondecode" | "yamldecode" => values.into_iter().next().and_then(decoded),
        "jsonencode" => values.into_iter().next().map(|value| new(Kind::json(value))),
        "try" => Some(choices::first_good(program, values, node)),
        "coalesce" | "coalescelist" => Some(choices::first_there(program, values, node)),
        "lookup" => choices::lookup(values, node),
        _ => collections::call(name, &values, node).or_else(|| scalar(name, values, node)),
    }
}

/// Functions of scalars: an argument that is one of several values makes the result one of several.
fn scalar(name: &str, values: Vec<Value>, node: &NodeRef) -> Option<Value> {
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for value in values {
        let arms = value.arms();
        if all.len() * arms.len() > MAX_ARMS {
            return None;
        }
        let pairs = all.iter().flat_map(|before| arms.iter().map(move |arm| (before, arm)));
        all = pairs.map(|(before, arm)| before.iter().chain([arm]).cloned().collect()).collect();
    }
    let results: Option<Vec<Value>> = all.iter().map(|values| strings::call(name, values, node)).collect();
    Some(Value::one_of(results?, node))
}

/// The value of a JSON text that `jsonencode` made.
fn decoded(value: Value) -> Option<Value> {
    match value.kind {
        Kind::Json(inner) => Some(Arc::unwrap_or_clone(inner)),
        _ => None,
    }
}

fn new(kind: Kind) -> Value {
    Value { kind, origin: crate::value::Origin::New }
}
