//! Conditions that hold only where somebody sets a variable.

use crate::link::Program;
use crate::policy::arn::{Account, ArnPattern};
use crate::policy::condition::Clause;
use crate::policy::key::SourceKey;
use crate::policy::operator::Operator;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::value::Value;

/// Why a statement that is conditioned on its source may let every source in all the same: what each of
/// its source conditions is compared with is a wildcard, unless somebody sets a variable.
pub(super) fn opened(program: &Program, statement: &Statement) -> Option<Reason> {
    let of_source = |clause: &&Clause| clause.key.literal().is_some_and(|key| SourceKey::parse(&key).is_some());
    let mut clauses = statement.conditions.known.iter().filter(of_source).peekable();
    clauses.peek()?;
    if !clauses.all(|clause| is_open(program, clause)) {
        return None;
    }
    let text = "its source condition is a wildcard by the default of a variable: give the variable no default, or one that names the source";
    Some(Reason::new(ReasonKind::UnknownValue, text))
}

fn is_open(program: &Program, clause: &Clause) -> bool {
    let operator = clause.operator.literal().and_then(|text| Operator::parse(&text));
    let values = clause.values.known.iter().filter_map(|value| program.possible(value));
    operator.is_some_and(|operator| operator.base.has_wildcards())
        && values.flat_map(|possible| possible.known).any(|value| is_anybodys(&value))
}

/// Nothing but wildcards, or an ARN of anybody.
fn is_anybodys(value: &Value) -> bool {
    let arn = value.parts().and_then(|parts| ArnPattern::read(parts).ok());
    value.literal().is_some_and(|text| !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '?')))
        || arn.is_some_and(|arn| arn.account() == Account::Wildcard)
}
