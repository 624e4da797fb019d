//! The IAM JSON grammar, in whatever syntax: objects, YAML maps, JSON texts.

use crate::forms::defects::defects;
use crate::forms::service::{principal_kind, principals};
use crate::link::Program;
use crate::policy::condition::Clause;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Effect, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{NodeKind, NodeRef};
use crate::value::{Kind, Origin, Partial, Value};

/// The statements of a policy document, and why there may be others.
pub(super) fn statements(program: &Program, document: &Value) -> (Vec<Statement>, Option<Reason>) {
    let Kind::Map(entries) = &document.kind else { return (Vec::new(), None) };
    let mut out = Partial { known: Vec::new(), rest: entries.rest.clone() };
    if let Some(value) = field(entries, "Statement") {
        collect(program, value, None, &mut out);
    } else if field(entries, "Effect").is_some() {
        collect(program, document, None, &mut out);
    }
    (out.known, out.rest)
}

/// The statements of a list that stands by itself, or of one statement, and why there may be
/// others.
pub(super) fn bare_statements(program: &Program, value: &Value) -> (Vec<Statement>, Option<Reason>) {
    let mut out = Partial::all(Vec::new());
    collect(program, value, None, &mut out);
    (out.known, out.rest)
}

fn collect(program: &Program, value: &Value, list: Option<&NodeRef>, out: &mut Partial<Statement>) {
    match &value.kind {
        Kind::List(items) => {
            let list = match &value.origin {
                Origin::Written(node) => Some(node),
                _ => None,
            };
            items.known.iter().for_each(|item| collect(program, item, list, out));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| collect(program, arm, list, out)),
        Kind::Map(entries) => {
            if let Some(statement) = statement(program, value, entries, list) {
                out.known.push(statement);
            }
        }
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.rest = Some(Reason::new(ReasonKind::UnknownValue, "a statement is not written here")),
    }
}

fn statement(
    program: &Program,
    value: &Value,
    entries: &Partial<(Value, Value)>,
    list: Option<&NodeRef>,
) -> Option<Statement> {
    let node = value.node()?.clone();
    let not_resource = field(entries, "NotResource").is_some();
    let has_own = |name: &str| node.as_map().is_some_and(|map| map.entries.iter().any(|entry| entry.is_named(name)));
    let editable = match &value.origin {
        Origin::Written(_) if not_resource => Err(unread_resources()),
        Origin::Written(_) if field(entries, "Action").is_none() && field(entries, "NotAction").is_none() => {
            Err(Reason::new(ReasonKind::Shape, "the statement has no Action: say what it allows"))
        }
        Origin::Written(_) if field(entries, "Condition").is_some() && !has_own("Condition") => Err(merged_condition()),
        Origin::Written(_) if matches!(node.kind, NodeKind::Map(_)) => program.may_edit(node.span),
        _ => Err(Reason::new(ReasonKind::NotLiteral, "the statement is put together by an expression")),
    };
    let defects = defects(&node);
    let list = list.filter(|list| list.as_list().is_some_and(|l| l.items.iter().any(|item| item.span == node.span)));
    let not_action = field(entries, "Action").is_none() && field(entries, "NotAction").is_some();
    Some(Statement {
        place: Place::Map { node, list: list.cloned(), editable },
        sid: field(entries, "Sid").cloned(),
        effect: field(entries, "Effect").map_or_else(|| Effect::Unknown(no_effect(&[])), |it| effect_of(program, it)),
        principals: principal(program, entries),
        not_principal: field(entries, "NotPrincipal").is_some(),
        actions: strings(field(entries, if not_action { "NotAction" } else { "Action" })),
        not_action,
        resources: if not_resource {
            Partial::unknown(unread_resources())
        } else {
            strings(field(entries, "Resource"))
        },
        conditions: field(entries, "Condition").map(conditions).unwrap_or_else(|| Partial::all(Vec::new())),
        defects,
    })
}

/// What a `NotResource` lets a service do is not worked out, so the statement is left to a person.
pub(super) fn unread_resources() -> Reason {
    let text = "the statement is about all but its `NotResource`: say with `Resource` what the service may use";
    Reason::new(ReasonKind::Shape, text)
}

/// A condition of its own would take the place of the one that is merged in.
fn merged_condition() -> Reason {
    let text = "the statement gets its condition through a YAML merge key: write the condition out here";
    Reason::new(ReasonKind::NotLiteral, text)
}

/// A field of a statement; the last where it stands twice, as everyone's parser has it.
fn field<'a>(entries: &'a Partial<(Value, Value)>, name: &str) -> Option<&'a Value> {
    let same = |key: &Value| key.literal().is_some_and(|key| key.eq_ignore_ascii_case(name));
    entries.known.iter().rev().find(|(key, _)| same(key)).map(|(_, value)| value)
}

/// The effect that a text names. One that is chosen at deployment, by a condition or a variable,
/// may let a service in as soon as one of its values is `Allow`.
pub(super) fn effect_of(program: &Program, value: &Value) -> Effect {
    let possible = program.possible(value);
    let is_open = possible.is_some();
    let values = possible.map_or_else(|| vec![value.clone()], |possible| possible.known);
    let texts: Option<Vec<String>> = values.into_iter().flat_map(Value::arms).map(|arm| arm.literal()).collect();
    let texts = texts.unwrap_or_default();
    let some = |effect: &str| texts.iter().any(|text| text == effect);
    match (some("Allow"), some("Deny") || is_open) {
        _ if !texts.iter().all(|text| is_effect(text)) => Effect::Unknown(no_effect(&texts)),
        (true, false) => Effect::Allow,
        (true, true) => Effect::Maybe(may_deny()),
        (false, true) if !is_open => Effect::Deny,
        (false, _) => Effect::Unknown(no_effect(&texts)),
    }
}

/// Why the effect is none that IAM knows.
fn no_effect(texts: &[String]) -> Reason {
    let misspelt = texts.iter().find(|text| ["allow", "deny"].contains(&text.to_lowercase().as_str()));
    match misspelt.filter(|text| !is_effect(text)) {
        Some(text) => {
            let text = format!("the effect is `{text}`: write it as IAM spells it, Allow or Deny");
            Reason::new(ReasonKind::Shape, text)
        }
        None => Reason::new(ReasonKind::UnknownValue, "the effect is not literally Allow or Deny"),
    }
}

fn is_effect(text: &str) -> bool {
    matches!(text, "Allow" | "Deny")
}

fn may_deny() -> Reason {
    let text =
        "the effect is `Allow` in some deployments only: where it is `Deny`, the condition narrows what is denied";
    Reason::new(ReasonKind::UnknownValue, text)
}

fn principal(program: &Program, entries: &Partial<(Value, Value)>) -> Partial<Principal> {
    let mut out = Partial { known: Vec::new(), rest: entries.rest.clone() };
    if let Some(value) = field(entries, "Principal") {
        by_type(program, value, &mut out);
    }
    out
}

/// Principals as a map, of identifiers by their type.
pub(super) fn by_type(program: &Program, value: &Value, out: &mut Partial<Principal>) {
    match &value.kind {
        Kind::Map(types) => {
            for (kind, identifiers) in &types.known {
                let kind = kind.literal().map_or(PrincipalKind::Other, |name| principal_kind(&name));
                principals(program, kind, identifiers, out);
            }
            out.rest = out.rest.take().or_else(|| types.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| by_type(program, arm, out)),
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        Kind::Text(_) if value.literal().as_deref() == Some("*") => {
            out.known.push(Principal { kind: PrincipalKind::Anyone, identifier: value.clone(), doubt: None });
        }
        _ => out.rest = Some(Reason::new(ReasonKind::UnknownValue, "the principal is not written here")),
    }
}

/// A string or a list of them.
pub(super) fn strings(value: Option<&Value>) -> Partial<Value> {
    let mut out = Partial::all(Vec::new());
    if let Some(value) = value {
        add_strings(value, &mut out);
    }
    out
}

fn add_strings(value: &Value, out: &mut Partial<Value>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| add_strings(item, out));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| add_strings(arm, out)),
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.known.push(value.clone()),
    }
}

/// The clauses of a `Condition`.
pub(super) fn conditions(value: &Value) -> Partial<Clause> {
    let mut out = Partial::all(Vec::new());
    operators(value, true, &mut out);
    out
}

fn operators(value: &Value, always: bool, out: &mut Partial<Clause>) {
    match &value.kind {
        Kind::Map(entries) => {
            for (operator, keys) in &entries.known {
                keys_of(operator, keys, always, out);
            }
            out.rest = out.rest.take().or_else(|| entries.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| operators(arm, false, out)),
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.rest = Some(Reason::new(ReasonKind::UnknownValue, "the condition is not written here")),
    }
}

fn keys_of(operator: &Value, keys: &Value, always: bool, out: &mut Partial<Clause>) {
    match &keys.kind {
        Kind::Map(entries) => {
            for (key, values) in &entries.known {
                let spans = [key, values].into_iter().filter_map(Value::node).map(|node| node.span);
                let Some(span) = spans.reduce(|a, b| if a.file == b.file { a.join(b) } else { a }) else { continue };
                out.known.push(Clause {
                    operator: operator.clone(),
                    key: key.clone(),
                    values: strings(Some(values)),
                    always,
                    span,
                });
            }
            out.rest = out.rest.take().or_else(|| entries.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| keys_of(operator, arm, false, out)),
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.rest = Some(Reason::new(ReasonKind::UnknownValue, "the condition is not written here")),
    }
}
