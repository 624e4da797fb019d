//! Statements as the JSON that AWS gets: to be measured, not to be written.

use crate::policy::change::Change;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::{Effect, Statement};
use crate::value::{Kind, Origin, Part, Partial, Value};

/// A policy of these statements.
#[must_use]
pub fn document(statements: Vec<Value>) -> Value {
    object(vec![("Version", Value::new_text("2012-10-17")), ("Statement", list(statements))])
}

/// A statement with these changes made.
#[must_use]
pub fn statement(statement: &Statement, changes: &[Change]) -> Value {
    let effect = if statement.effect == Effect::Deny { "Deny" } else { "Allow" };
    let actions = if statement.not_action { "NotAction" } else { "Action" };
    let mut entries = vec![
        ("Effect", Value::new_text(effect)),
        ("Principal", principals(statement)),
        (actions, one_or_many(&statement.actions)),
    ];
    entries.extend(statement.sid.clone().map(|sid| ("Sid", sid)));
    if !statement.resources.known.is_empty() || statement.resources.rest.is_some() {
        entries.push(("Resource", one_or_many(&statement.resources)));
    }
    let condition = condition(statement, changes);
    entries.extend((!condition.is_empty()).then(|| ("Condition", object_of(condition))));
    object(entries)
}

fn principals(statement: &Statement) -> Value {
    let mut types: Vec<(&str, Vec<Value>)> = Vec::new();
    for principal in &statement.principals.known {
        let name = match principal.kind {
            PrincipalKind::Service => "Service",
            PrincipalKind::Federated => "Federated",
            PrincipalKind::CanonicalUser => "CanonicalUser",
            PrincipalKind::Aws | PrincipalKind::Anyone | PrincipalKind::Other => "AWS",
        };
        match types.iter_mut().find(|(other, _)| *other == name) {
            Some((_, known)) => known.push(principal.identifier.clone()),
            None => types.push((name, vec![principal.identifier.clone()])),
        }
    }
    let rest = statement.principals.rest.clone();
    let entries = types.into_iter().map(|(name, known)| (name, one_or_many(&Partial { known, rest: rest.clone() })));
    object(entries.collect())
}

/// Operators with their keys, after the changes.
fn condition(statement: &Statement, changes: &[Change]) -> Vec<(Value, Value)> {
    let mut operators: Vec<(Value, Vec<(Value, Value)>)> = Vec::new();
    let mut add = |operator: Value, key: Value, values: Value| match operators
        .iter_mut()
        .find(|(other, _)| other.literal() == operator.literal())
    {
        Some((_, keys)) => keys.push((key, values)),
        None => operators.push((operator, vec![(key, values)])),
    };
    for clause in &statement.conditions.known {
        add(clause.operator.clone(), clause.key.clone(), one_or_many(&clause.values));
    }
    for change in changes {
        if let Change::Add { operator, key, values } = change {
            let values = values.iter().map(|parts| text(parts.clone())).collect();
            add(Value::new_text(*operator), Value::new_text(*key), one_or_many(&Partial::all(values)));
        }
    }
    operators.into_iter().map(|(operator, keys)| (operator, object_of(keys))).collect()
}

fn one_or_many(values: &Partial<Value>) -> Value {
    match (values.known.as_slice(), &values.rest) {
        ([one], None) => one.clone(),
        _ => new(Kind::list(values.clone())),
    }
}

fn object(entries: Vec<(&str, Value)>) -> Value {
    object_of(entries.into_iter().map(|(name, value)| (Value::new_text(name), value)).collect())
}

fn object_of(entries: Vec<(Value, Value)>) -> Value {
    new(Kind::map(Partial::all(entries)))
}

fn list(items: Vec<Value>) -> Value {
    new(Kind::list(Partial::all(items)))
}

fn text(parts: Vec<Part>) -> Value {
    new(Kind::Text(parts))
}

fn new(kind: Kind) -> Value {
    Value { kind, origin: Origin::New }
}
