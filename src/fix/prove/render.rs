//! What a statement says, without where it stands: for comparisons.

use std::collections::{BTreeMap, BTreeSet};

use super::settle::{behind, settle};
use crate::link::Program;
use crate::policy::change::Change;
use crate::policy::condition::Clause;
use crate::policy::statement::{Effect, Place, Statement};
use crate::value::{Kind, Part, Partial, Value};

/// A statement in texts that can be compared. Two texts are equal where the program means the
/// same by them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    /// `Sid`.
    pub(super) sid: Option<String>,
    /// Type and identifier of each principal, and why there may be more.
    pub(super) principals: Vec<String>,
    /// All that a fix never touches.
    pub(super) rest: Vec<String>,
    /// The condition.
    pub(super) condition: Condition,
}

/// Operator and key, to the values they have together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Condition {
    /// By operator, key in small letters, and whether it is always there.
    clauses: BTreeMap<(String, String, bool), BTreeSet<String>>,
    /// Why there may be more.
    more: Option<String>,
}

/// Renders the parts of a string.
fn text(program: &Program, parts: &[Part]) -> String {
    if let [Part::Reference(reference)] = parts
        && let Some(behind) = behind(program, reference)
    {
        return value(program, &behind);
    }
    let parts = settle(program, parts);
    let said = parts.iter().map(|part| match part {
        Part::Literal(text) => format!("{text:?}"),
        Part::Ambient(ambient) => format!("{ambient:?}"),
        Part::Reference(reference) => format!("<{}>", reference.text),
        Part::Unknown(reason) => format!("?{}", reason.text),
    });
    said.collect::<Vec<_>>().join("+")
}

fn value(program: &Program, it: &Value) -> String {
    let all = |values: &[Value]| values.iter().map(|it| value(program, it)).collect::<Vec<_>>().join(", ");
    match &it.kind {
        Kind::Text(parts) => text(program, parts),
        Kind::Number(number) => format!("number {number}"),
        Kind::Bool(truth) => truth.to_string(),
        Kind::List(items) => format!("[{}; {}]", all(&items.known), more(items).unwrap_or_default()),
        Kind::OneOf(arms) => format!("({})", all(arms)),
        Kind::Json(inner) => format!("json {}", value(program, inner)),
        Kind::Map(entries) => {
            let known =
                entries.known.iter().map(|(key, it)| format!("{}: {}", value(program, key), value(program, it)));
            format!("{{{}; {}}}", known.collect::<Vec<_>>().join(", "), more(entries).unwrap_or_default())
        }
        Kind::Absent => "absent".to_owned(),
        Kind::Unknown(reason) => format!("?{}", reason.text),
    }
}

fn more<T>(values: &Partial<T>) -> Option<String> {
    values.rest.as_ref().map(|reason| reason.text.clone())
}

/// The Sid of a statement.
pub(super) fn sid(program: &Program, statement: &Statement) -> Option<String> {
    statement.sid.as_ref().map(|sid| value(program, sid))
}

fn list(program: &Program, name: &str, values: &Partial<Value>) -> String {
    let known = values.known.iter().map(|it| value(program, it)).collect::<Vec<_>>().join(", ");
    format!("{name} [{known}; {}]", more(values).unwrap_or_default())
}

impl Rendered {
    /// A statement of a program.
    pub(super) fn new(program: &Program, statement: &Statement) -> Rendered {
        let principals = statement.principals.known.iter();
        let principals = principals.map(|it| format!("{:?} {}", it.kind, value(program, &it.identifier)));
        let more_principals = more(&statement.principals).map(|reason| format!("?{reason}"));
        let effect = match &statement.effect {
            Effect::Allow => "Allow".to_owned(),
            Effect::Deny => "Deny".to_owned(),
            Effect::Maybe(reason) | Effect::Unknown(reason) => reason.text.clone(),
        };
        let defects = statement.defects.iter().map(|defect| format!("defect {}", defect.reason.text));
        let mut rest = vec![
            effect,
            format!("NotPrincipal {}, NotAction {}", statement.not_principal, statement.not_action),
            list(program, "Action", &statement.actions),
            list(program, "Resource", &statement.resources),
        ];
        rest.extend(defects);
        Rendered {
            sid: sid(program, statement),
            principals: principals.chain(more_principals).collect(),
            rest,
            condition: Condition::new(program, statement, &[]),
        }
    }
}

impl Rendered {
    /// What first differs from what was wanted, in words; none where nothing does.
    pub(super) fn difference(&self, wanted: &Rendered) -> Option<String> {
        let told = |what: &str, found: &dyn std::fmt::Debug, wanted: &dyn std::fmt::Debug| {
            Some(format!("its {what} would be {found:?}, not {wanted:?}"))
        };
        if self.sid != wanted.sid {
            return told("Sid", &self.sid, &wanted.sid);
        }
        if self.principals != wanted.principals {
            return told("principals", &self.principals, &wanted.principals);
        }
        if self.condition != wanted.condition {
            return told("condition", &self.condition, &wanted.condition);
        }
        if self.rest != wanted.rest { told("text", &self.rest, &wanted.rest) } else { None }
    }
}

impl Condition {
    /// The condition of a statement with these changes made.
    pub(super) fn new(program: &Program, statement: &Statement, changes: &[Change]) -> Condition {
        let mut out = Condition { more: more(&statement.conditions), ..Condition::default() };
        let is_arguments = matches!(statement.place, Place::Arguments { .. });
        for (index, clause) in statement.conditions.known.iter().enumerate() {
            let operator = changed_operator(changes, index).unwrap_or_else(|| name(program, &clause.operator));
            let values = changed_values(program, clause, index, changes);
            let key = changed_key(changes, index).unwrap_or_else(|| name(program, &clause.key));
            out.add(operator, key, clause.always, values);
        }
        for change in changes {
            if let Change::Add { operator, key, values } = change {
                // The source ARN of a permission is always compared as `ArnLike` does.
                let operator = if is_arguments && operator.starts_with("Arn") { "ArnLike" } else { operator };
                let values = values.iter().map(|parts| text(program, parts)).collect();
                out.add(operator.to_owned(), (*key).to_owned(), true, values);
            }
        }
        out
    }

    fn add(&mut self, operator: String, key: String, always: bool, values: BTreeSet<String>) {
        self.clauses.entry((operator, key.to_ascii_lowercase(), always)).or_default().extend(values);
    }
}

/// The name of an operator or key.
fn name(program: &Program, it: &Value) -> String {
    it.literal().unwrap_or_else(|| value(program, it))
}

fn changed_operator(changes: &[Change], index: usize) -> Option<String> {
    changes.iter().rev().find_map(|change| match change {
        Change::Operator { clause, operator } if *clause == index => Some(operator.clone()),
        _ => None,
    })
}

fn changed_key(changes: &[Change], index: usize) -> Option<String> {
    changes.iter().rev().find_map(|change| match change {
        Change::Key { clause, key } if *clause == index => Some((*key).to_owned()),
        _ => None,
    })
}

fn changed_values(program: &Program, clause: &Clause, index: usize, changes: &[Change]) -> BTreeSet<String> {
    let new = |at: usize| {
        changes.iter().rev().find_map(|change| match change {
            Change::Value { clause, value, parts } if (*clause, *value) == (index, at) => Some(text(program, parts)),
            _ => None,
        })
    };
    let known = clause.values.known.iter().enumerate();
    let values = known.map(|(at, it)| new(at).unwrap_or_else(|| value(program, it)));
    values.chain(more(&clause.values).map(|reason| format!("?{reason}"))).collect()
}
