//! Statements that arguments of a call are by themselves: lists of services, switches.

use crate::catalogue::{CallGrant, LetsIn, StatementArguments};
use crate::forms::arguments::{Values, clauses};
use crate::forms::called::Called;
use crate::forms::grammar::by_type;
use crate::forms::object::{conditions_of, of_types};
use crate::forms::service::principals;
use crate::forms::stray;
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::policy::condition::Clause;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Effect, Holder, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::value::{Kind, Origin, Part, Partial, Value};

/// The statement that a call's arguments are, and the argument that says so; none where they are
/// none.
pub(super) fn read(
    program: &Program,
    known: &CallGrant,
    called: &Called<'_>,
    call: &Symbol,
) -> Option<(NodeRef, Statement)> {
    let Definition::Block(block) = &call.body else { return None };
    let values = |name: &str| program.argument(call.id, name);
    let node = block.body.attribute(known.argument()).map(|attribute| attribute.value.clone())?;
    let (principals, effect) = lets_in(program, &known.lets_in, &node, &values);
    let statement = Statement {
        place: place(program, known, called, Holder::Block(block.clone()), &node),
        sid: None,
        effect: match known.unless.as_deref().and_then(|name| is_given(program, &values(name))) {
            Some(Ok(())) => return None,
            Some(Err(reason)) => Effect::Unknown(reason),
            None => effect?,
        },
        principals,
        not_principal: false,
        actions: Partial::all(known.actions.iter().map(String::as_str).map(Value::new_text).collect()),
        not_action: false,
        resources: Partial::all(Vec::new()),
        conditions: conditions(program, known, &values),
        defects: Vec::new(),
    };
    let may_let_in = statement.principals.rest.is_some() || stray::lets_service_in(&statement);
    may_let_in.then_some((node, statement))
}

/// Whom a grant lets in; the effect is none where a switch is off.
fn lets_in(
    program: &Program,
    known: &LetsIn,
    node: &NodeRef,
    values: Values<'_>,
) -> (Partial<Principal>, Option<Effect>) {
    let mut out = Partial::all(Vec::new());
    match known {
        LetsIn::Services { argument, beside } => {
            values(argument).iter().for_each(|value| services(program, value, &mut out));
            let others = beside.iter().flat_map(|argument| values(argument));
            others.for_each(|value| principals(program, PrincipalKind::Aws, &value, &mut out));
        }
        LetsIn::Principals { argument } => {
            values(argument).iter().for_each(|value| by_type(program, value, &mut out));
        }
        LetsIn::Service { argument, name } => {
            let text = Kind::Text(vec![Part::Literal(name.clone())]);
            let identifier = Value { kind: text, origin: Origin::Computed(node.clone()) };
            out.known.push(Principal { kind: PrincipalKind::Service, identifier, doubt: None });
            let effect = match is_given(program, &values(argument)) {
                Some(Ok(())) => Some(Effect::Allow),
                Some(Err(reason)) => Some(Effect::Unknown(reason)),
                None => None,
            };
            return (out, effect);
        }
    }
    (out, Some(Effect::Allow))
}

/// Services in a list, which may also hold principals with their type.
fn services(program: &Program, value: &Value, out: &mut Partial<Principal>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| services(program, item, out));
            out.rest = out.rest.take().or_else(|| items.rest.clone());
        }
        Kind::Map(_) => of_types(program, value, out),
        _ => principals(program, PrincipalKind::Service, value, out),
    }
}

/// Is an argument true, or a text? None where it is not; an error where that is not known.
fn is_given(program: &Program, values: &[Value]) -> Option<Result<(), Reason>> {
    match &values.first()?.kind {
        Kind::Absent | Kind::Bool(false) => None,
        Kind::Text(parts) if parts.is_empty() => None,
        Kind::Unknown(reason) => Some(Err(reason.clone())),
        Kind::OneOf(_) => Some(Err(not_told())),
        Kind::Text(parts) => match parts.as_slice() {
            [Part::Unknown(reason)] => Some(Err(reason.clone())),
            [Part::Reference(it)] if program.symbol(it.symbol).kind == SymbolKind::Variable => Some(Err(not_told())),
            _ => Some(Ok(())),
        },
        _ => Some(Ok(())),
    }
}

fn not_told() -> Reason {
    Reason::new(ReasonKind::UnknownValue, "whether the module makes the statement depends on a value that is not known")
}

/// Where a condition goes: into the call, or nowhere.
fn place(program: &Program, known: &CallGrant, called: &Called<'_>, holder: Holder, node: &NodeRef) -> Place {
    let is_read = || known.condition_arguments().any(|name| has(&holder, name));
    if known.takes_condition(called.versions) || is_read() {
        return match &known.conditions {
            Some(name) => {
                let editable = program.may_edit(holder.span());
                Place::Object { holder, conditions: name.clone(), editable }
            }
            None => Place::Arguments {
                editable: program.may_edit(holder.span()),
                holder,
                source_arn: known.source_arn.clone(),
                source_account: known.source_account.clone(),
                take_lists: true,
            },
        };
    }
    let newer = known.condition_arguments().next().zip(known.since.as_ref());
    let text = match newer {
        Some((name, since)) => format!(
            "the module takes a condition, in `{name}`, from version {since} on: ask for one of those, or {}",
            known.instead
        ),
        None => known.instead.clone(),
    };
    let editable = Err(Reason::new(ReasonKind::Shape, text));
    Place::Object { holder: Holder::Map(node.clone()), conditions: String::new(), editable }
}

fn has(holder: &Holder, name: &str) -> bool {
    matches!(holder, Holder::Block(block) if block.body.attribute(name).is_some())
}

fn conditions(program: &Program, known: &CallGrant, values: Values<'_>) -> Partial<Clause> {
    let names = StatementArguments {
        source_arn: known.source_arn.clone(),
        source_account: known.source_account.clone(),
        ..StatementArguments::default()
    };
    let mut out = clauses(program, values, &names);
    // The module writes no condition of an empty list.
    out.known.retain(|clause| !clause.values.known.is_empty() || clause.values.rest.is_some());
    for value in known.conditions.iter().flat_map(|name| values(name)) {
        let read = conditions_of(&value);
        out.known.extend(read.known);
        out.rest = out.rest.or(read.rest);
    }
    out
}
