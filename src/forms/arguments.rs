//! Resources whose own arguments are a statement: Lambda permissions.

use crate::catalogue::StatementArguments;
use crate::forms::grammar::strings;
use crate::forms::service::principals;
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol};
use crate::policy::condition::{Clause, SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::{Effect, Holder, Place, Statement};
use crate::value::{Kind, Partial, Value};

/// Reads the statement that a permission's arguments are; none where it names no principal.
pub(super) fn read(program: &Program, symbol: &Symbol, names: &StatementArguments) -> Option<Statement> {
    let values = |name: &Option<String>| match name {
        Some(name) => program.argument(symbol.id, name),
        None => Vec::new(),
    };
    let holder = match &symbol.body {
        Definition::Block(block) => Holder::Block(block.clone()),
        Definition::Value(node) => Holder::Map(node.as_map()?.get("Properties")?.value.clone()),
    };
    let mut who = Partial::all(Vec::new());
    for value in values(&names.principal) {
        principals(kind(&value), &value, &mut who);
    }
    let mut conditions = Partial::all(Vec::new());
    for (name, operator, key) in [
        (&names.source_arn, "ArnLike", SOURCE_ARN),
        (&names.source_account, "StringEquals", SOURCE_ACCOUNT),
        (&names.organization, "StringEquals", "aws:PrincipalOrgID"),
        (&names.token, "StringEquals", "lambda:EventSourceToken"),
    ] {
        for value in values(name) {
            conditions.known.extend(clause(value, operator, key));
        }
    }
    Some(Statement {
        place: Place::Arguments {
            holder,
            source_arn: names.source_arn.clone(),
            source_account: names.source_account.clone(),
        },
        sid: None,
        effect: Effect::Allow,
        principals: who,
        not_principal: false,
        actions: strings(values(&names.action).first()),
        not_action: false,
        resources: Partial::all(Vec::new()),
        conditions,
        defects: Vec::new(),
    })
}

/// An account, an ARN, a service or `*`: the argument's text tells.
fn kind(value: &Value) -> PrincipalKind {
    match value.literal() {
        Some(text) if text == "*" || text.starts_with("arn:") || text.bytes().all(|byte| byte.is_ascii_digit()) => {
            PrincipalKind::Aws
        }
        _ => PrincipalKind::Service,
    }
}

/// An argument that may be null is a condition that may not be there.
fn clause(value: Value, operator: &str, key: &str) -> Option<Clause> {
    let always = match &value.kind {
        Kind::Absent => return None,
        Kind::OneOf(arms) => !arms.iter().any(|arm| matches!(arm.kind, Kind::Absent)),
        _ => true,
    };
    let span = value.node()?.span;
    Some(Clause {
        operator: Value::new_text(operator),
        key: Value::new_text(key),
        values: strings(Some(&value)),
        always,
        span,
    })
}
