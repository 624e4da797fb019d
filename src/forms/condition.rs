//! The condition of a statement in words, for people who read and compare.

use crate::link::Program;
use crate::policy::condition::Clause;
use crate::policy::statement::Statement;
use crate::value::Value;

/// The condition as it stands, on one line: `ArnLike aws:SourceArn = "arn:..."; ...`, values as
/// they are written. Empty where there is none.
#[must_use]
pub fn as_it_stands(program: &Program, statement: &Statement) -> String {
    let conditions = &statement.conditions;
    let mut clauses: Vec<String> = conditions.known.iter().map(|clause| said(program, clause)).collect();
    if let Some(reason) = &conditions.rest {
        clauses.push(format!("and perhaps more: {reason}"));
    }
    clauses.join("; ")
}

fn said(program: &Program, clause: &Clause) -> String {
    let word = |value: &Value| match value.literal() {
        Some(text) if text.trim() == text && !text.is_empty() => text,
        Some(text) => format!("{text:?}"),
        None => text(program, value),
    };
    let mut values: Vec<String> = clause.values.known.iter().map(|value| text(program, value)).collect();
    if clause.values.rest.is_some() {
        values.push("...".to_owned());
    }
    let sometimes = if clause.always { "" } else { " (in some deployments)" };
    format!("{} {} = {}{sometimes}", word(&clause.operator), word(&clause.key), values.join(", "))
}

/// What is written for a value, blanks and line ends folded.
fn text(program: &Program, value: &Value) -> String {
    let written = match value.node() {
        Some(node) => program.text(node.span).to_owned(),
        None => value.literal().unwrap_or_else(|| "?".to_owned()),
    };
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
