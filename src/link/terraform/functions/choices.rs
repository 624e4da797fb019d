//! Functions that choose: `try`, `coalesce`, `lookup`.

use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::link::terraform::items::{any, entry, is_missing};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Part, Reference, Value};

/// `try`: the first that is no error. One that is not known may be an error or not, and so may
/// what stands in a variable.
pub(super) fn first_good(program: &Program, values: Vec<Value>, node: &NodeRef) -> Value {
    let may_fail = |value: &Value| is_open(program, value, |it| it.indexed || !it.attribute.is_empty());
    first(values, node, is_missing, may_fail)
}

/// `coalesce`: the first that is neither null nor empty. A variable may be either.
pub(super) fn first_there(program: &Program, values: Vec<Value>, node: &NodeRef) -> Value {
    let is_nothing = |value: &Value| match &value.kind {
        Kind::Absent => true,
        Kind::Text(parts) => parts.is_empty(),
        Kind::List(items) => items.known.is_empty() && items.rest.is_none(),
        _ => false,
    };
    first(values, node, is_nothing, |value| is_open(program, value, |_| true))
}

/// Is it not known, or what a variable of this form is set to?
fn is_open(program: &Program, value: &Value, form: impl Fn(&Reference) -> bool) -> bool {
    match &value.kind {
        Kind::Unknown(_) => true,
        Kind::Text(parts) => match parts.as_slice() {
            [Part::Reference(reference)] => {
                form(reference) && program.symbol(reference.symbol).kind == SymbolKind::Variable
            }
            _ => false,
        },
        _ => false,
    }
}

fn first(
    values: Vec<Value>,
    node: &NodeRef,
    skip: impl Fn(&Value) -> bool,
    passes_on: impl Fn(&Value) -> bool,
) -> Value {
    let mut possible = Vec::new();
    for value in values {
        let mut goes_on = false;
        for arm in value.arms() {
            let skipped = skip(&arm);
            goes_on |= skipped || passes_on(&arm);
            possible.extend((!skipped).then_some(arm));
        }
        if !goes_on {
            break;
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
