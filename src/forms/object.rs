//! Statements as objects, of which a module makes `statement` blocks of a document data source:
//! `{ actions = [...], principals = [{ type = "Service", identifiers = [...] }], condition = [...] }`.

use crate::forms::grammar::{effect_of, strings, unread_resources};
use crate::forms::service::{principal_kind, principals};
use crate::link::Program;
use crate::policy::condition::Clause;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Defect, DefectKind, Effect, Holder, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeKind;
use crate::value::{Kind, Origin, Partial, Value};

/// The entry that holds the conditions of an object, or why that is not known.
type Naming<'n> = Result<&'n str, &'n Reason>;

/// Names that modules have for the conditions of an object.
const CONDITIONS: [&str; 2] = ["condition", "conditions"];

/// The objects of an argument that are statements, and why there may be others.
pub(super) fn statements(program: &Program, argument: &Value, naming: Result<&str, &Reason>) -> Partial<Statement> {
    let mut out = Partial::all(Vec::new());
    collect(program, argument, naming, &mut out);
    out
}

fn collect(program: &Program, value: &Value, naming: Naming<'_>, out: &mut Partial<Statement>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| collect(program, item, naming, out));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| collect(program, arm, naming, out)),
        Kind::Map(entries) => match is_statement(entries) {
            true => out.known.extend(statement(program, value, entries, naming)),
            false => {
                entries.known.iter().for_each(|(_, entry)| collect(program, entry, naming, out));
                out.rest = out.rest.take().or_else(|| entries.rest.clone());
            }
        },
        Kind::Unknown(reason) => out.rest = out.rest.take().or_else(|| Some(reason.clone())),
        Kind::Text(_) | Kind::Json(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Absent => {}
    }
}

/// Has it principals of the form that a `principals` block takes?
fn is_statement(entries: &Partial<(Value, Value)>) -> bool {
    let is_principals = |value: &Value| match &value.kind {
        Kind::Map(entries) => field(entries, "type").is_some() && field(entries, "identifiers").is_some(),
        _ => false,
    };
    let has = |name: &str| match field(entries, name).map(|value| &value.kind) {
        Some(Kind::List(items)) => items.known.iter().any(is_principals),
        Some(Kind::Map(_)) => field(entries, name).is_some_and(is_principals),
        _ => false,
    };
    has("principals") || has("not_principals")
}

pub(super) fn field<'a>(entries: &'a Partial<(Value, Value)>, name: &str) -> Option<&'a Value> {
    let mut same = entries.known.iter().filter(|(key, _)| key.literal().as_deref() == Some(name));
    same.next_back().map(|(_, value)| value).filter(|value| !matches!(value.kind, Kind::Absent))
}

fn statement(
    program: &Program,
    value: &Value,
    entries: &Partial<(Value, Value)>,
    naming: Naming<'_>,
) -> Option<Statement> {
    let node = value.node()?.clone();
    let not_resources = field(entries, "not_resources").is_some();
    let not_action = field(entries, "actions").is_none() && field(entries, "not_actions").is_some();
    let is_written = matches!(&value.origin, Origin::Written(node) if matches!(node.kind, NodeKind::Map(_)));
    let editable = match naming {
        _ if not_resources => Err(unread_resources()),
        _ if !is_written => Err(Reason::new(ReasonKind::NotLiteral, "the statement is put together by an expression")),
        Err(reason) => Err(reason.clone()),
        Ok(_) => program.may_edit(node.span),
    };
    let conditions = naming.unwrap_or_default().to_owned();
    let not_read = CONDITIONS.iter().filter(|name| naming.is_ok() && **name != conditions);
    Some(Statement {
        defects: not_read.filter_map(|name| not_read_by(field(entries, name)?, name, &conditions)).collect(),
        conditions: match naming {
            Ok(name) => field(entries, name).map_or_else(|| Partial::all(Vec::new()), conditions_of),
            Err(reason) if CONDITIONS.iter().any(|name| field(entries, name).is_some()) => {
                Partial::unknown(reason.clone())
            }
            Err(_) => Partial::all(Vec::new()),
        },
        place: Place::Object { holder: Holder::Map(node), conditions, editable },
        sid: field(entries, "sid").cloned(),
        effect: field(entries, "effect").map_or(Effect::Allow, |value| effect_of(program, value)),
        principals: field(entries, "principals").map_or_else(|| Partial::all(Vec::new()), |it| all(program, it)),
        not_principal: field(entries, "not_principals").is_some(),
        actions: strings(field(entries, if not_action { "not_actions" } else { "actions" })),
        not_action,
        resources: match not_resources {
            true => Partial::unknown(unread_resources()),
            false => strings(field(entries, "resources")),
        },
    })
}

/// A condition under another name than the one that the module reads.
fn not_read_by(value: &Value, name: &str, read: &str) -> Option<Defect> {
    let text = format!("the module takes no notice of `{name}`: it reads `{read}`; rename it");
    let span = value.node()?.span;
    Some(Defect { kind: DefectKind::NotRead, span, reason: Reason::new(ReasonKind::Shape, text) })
}

fn all(program: &Program, value: &Value) -> Partial<Principal> {
    let mut out = Partial::all(Vec::new());
    of_types(program, value, &mut out);
    out
}

/// Principals, each of a type with its identifiers.
pub(super) fn of_types(program: &Program, value: &Value, out: &mut Partial<Principal>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| of_types(program, item, out));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| of_types(program, arm, out)),
        Kind::Map(entries) => {
            let kind = field(entries, "type").and_then(Value::literal);
            let kind = kind.map_or(PrincipalKind::Other, |name| principal_kind(&name));
            if let Some(identifiers) = field(entries, "identifiers") {
                principals(program, kind, identifiers, out);
            }
        }
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.rest = Some(Reason::new(ReasonKind::UnknownValue, "the principals are not written here")),
    }
}

/// Conditions as objects: `[{ test = "...", variable = "...", values = [...] }]`.
pub(super) fn conditions_of(value: &Value) -> Partial<Clause> {
    let mut out = Partial::all(Vec::new());
    clauses(value, true, &mut out);
    out
}

fn clauses(value: &Value, always: bool, out: &mut Partial<Clause>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| clauses(item, always, out));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| clauses(arm, false, out)),
        Kind::Map(entries) => {
            let part = |name: &str| field(entries, name).cloned();
            match (part("test"), part("variable"), value.node()) {
                (Some(operator), Some(key), Some(node)) => {
                    let values = strings(part("values").as_ref());
                    out.known.push(Clause { operator, key, values, always, span: node.span });
                }
                _ => out.rest = Some(Reason::new(ReasonKind::Shape, "the condition has no test and variable")),
            }
        }
        Kind::Absent => {}
        Kind::Unknown(reason) => out.rest = Some(reason.clone()),
        _ => out.rest = Some(Reason::new(ReasonKind::UnknownValue, "the condition is not written here")),
    }
}
