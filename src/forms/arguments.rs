//! Resources whose own arguments are a statement: Lambda permissions.

use crate::catalogue::StatementArguments;
use crate::forms::grammar::{conditions, effect_of, strings};
use crate::forms::service::principals;
use crate::forms::text;
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol};
use crate::policy::condition::{Clause, SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::{Effect, Holder, Place, Statement};
use crate::syntax::tree::NodeKind;
use crate::value::{Ambient, Kind, Part, Partial, Value};

/// How the parts of a condition are named that is no `Condition` of the IAM grammar: operator,
/// key and values.
const CONDITION_PARTS: [[&str; 3]; 4] = [
    ["Type", "Key", "Value"],
    ["type", "key", "value"],
    ["ConditionOperator", "ConditionKey", "ConditionValues"],
    ["condition_operator", "condition_key", "condition_values"],
];

/// Gives the values of an argument, by its path.
pub(super) type Values<'v> = &'v dyn Fn(&str) -> Vec<Value>;

/// Reads the statement that a permission's arguments are; none where it names no principal.
pub(super) fn read(program: &Program, symbol: &Symbol, names: &StatementArguments) -> Option<Statement> {
    statement(program, holder(program, symbol)?, &|name| program.argument(symbol.id, name), names)
}

/// Reads the statement that some arguments are; none where they name no principal.
pub(super) fn statement(
    program: &Program,
    holder: Holder,
    values: Values<'_>,
    names: &StatementArguments,
) -> Option<Statement> {
    let of = |name: &Option<String>| name.as_deref().map(values).unwrap_or_default();
    let mut who = Partial::all(Vec::new());
    for value in of(&names.principal) {
        principals(program, kind(&value), &value, &mut who);
    }
    if who.known.is_empty() && who.rest.is_none() {
        return None;
    }
    Some(Statement {
        place: Place::Arguments {
            editable: program.may_edit(holder.span()),
            holder,
            source_arn: names.source_arn.clone(),
            source_account: names.source_account.clone(),
            take_lists: false,
        },
        sid: None,
        effect: of(&names.effect).first().map_or(Effect::Allow, |value| effect_of(program, value)),
        principals: who,
        not_principal: false,
        actions: strings(of(&names.action).first()),
        not_action: false,
        resources: Partial::all(Vec::new()),
        conditions: clauses(program, values, names),
        defects: Vec::new(),
    })
}

fn holder(program: &Program, symbol: &Symbol) -> Option<Holder> {
    match &symbol.body {
        Definition::Block(block) => Some(Holder::Block(block.clone())),
        Definition::Value(_) => {
            let properties = program.argument_nodes(symbol.id, "");
            let map = properties.into_iter().find(|node| matches!(node.kind, NodeKind::Map(_)));
            map.map(Holder::Map)
        }
    }
}

/// An account, an ARN, a service or `*`: the argument's text tells.
fn kind(value: &Value) -> PrincipalKind {
    let is_account = match value.parts() {
        Some([Part::Ambient(Ambient::Account)]) => true,
        Some([Part::Literal(text)]) => text == "*" || text.bytes().all(|byte| byte.is_ascii_digit()),
        Some([Part::Reference(reference)]) => reference.attribute.eq_ignore_ascii_case("arn"),
        _ => false,
    };
    let first = value.parts().and_then(<[Part]>::first).and_then(Part::literal);
    let is_arn = first.is_some_and(|text| text.starts_with("arn:"));
    if is_account || is_arn { PrincipalKind::Aws } else { PrincipalKind::Service }
}

pub(super) fn clauses(program: &Program, values: Values<'_>, names: &StatementArguments) -> Partial<Clause> {
    let mut out = match &names.condition {
        Some(name) => condition(program, values, name),
        None => Partial::all(Vec::new()),
    };
    for (name, operator, key) in [
        (&names.source_arn, "ArnLike", SOURCE_ARN),
        (&names.source_account, "StringEquals", SOURCE_ACCOUNT),
        (&names.organization, "StringEquals", "aws:PrincipalOrgID"),
        (&names.token, "StringEquals", "lambda:EventSourceToken"),
    ] {
        let values = name.iter().flat_map(|name| values(name));
        let named = |value| clause(program, value, Value::new_text(operator), Value::new_text(key));
        out.known.extend(values.filter_map(named));
    }
    out
}

/// The argument that holds a condition: key, operator and values by name, or the IAM grammar.
fn condition(program: &Program, values: Values<'_>, name: &str) -> Partial<Clause> {
    let named = |part: &str| values(&format!("{name}.{part}"));
    for [operator, key, value] in CONDITION_PARTS {
        let (operators, keys, compared) = (named(operator), named(key), named(value));
        if !keys.is_empty() && keys.len() == operators.len() && keys.len() == compared.len() {
            let parts = operators.into_iter().zip(keys).zip(compared);
            let clauses = parts.filter_map(|((operator, key), value)| clause(program, value, operator, key));
            return Partial::all(clauses.collect());
        }
    }
    let mut out = Partial::all(Vec::new());
    for value in values(name) {
        let read = match &value.kind {
            Kind::Json(inner) => conditions(inner),
            Kind::Text(_) => text::json(program, &value).map_or_else(Partial::unknown, |inner| conditions(&inner)),
            _ => conditions(&value),
        };
        out.known.extend(read.known);
        out.rest = out.rest.or(read.rest);
    }
    out
}

/// An argument that may be null or empty is a condition that may not be there: nothing is sent for
/// either.
fn clause(program: &Program, value: Value, operator: Value, key: Value) -> Option<Clause> {
    if is_nothing(&value) {
        return None;
    }
    let always = match &value.kind {
        Kind::OneOf(arms) => !arms.iter().any(is_nothing),
        _ => !program.may_be_left_unset(&value),
    };
    let span = value.node()?.span;
    Some(Clause { operator, key, values: strings(Some(&value)), always, span })
}

/// Is it null, or an empty text?
fn is_nothing(value: &Value) -> bool {
    matches!(value.kind, Kind::Absent) || value.literal().is_some_and(|text| text.is_empty())
}
