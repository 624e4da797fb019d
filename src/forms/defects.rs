//! What is wrong with the shape of a condition: what stands twice, and what stands where IAM does
//! not look.

use crate::policy::key::SourceKey;
use crate::policy::operator::Operator;
use crate::policy::statement::{Defect, DefectKind};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Entry, Node, NodeKind};

/// The defects of a statement of the IAM JSON grammar.
pub(super) fn defects(statement: &Node) -> Vec<Defect> {
    let mut out = Vec::new();
    twice(statement, Some("Condition"), &mut out);
    for entry in entries(statement) {
        if entry.is_named("Condition") {
            of_condition(entry, &mut out);
        } else if belongs_into_condition(entry) {
            let text = "stands beside `Condition`, where IAM does not look: put it inside";
            out.push(misplaced(entry, text));
        } else if entries(&entry.value).iter().any(is_operator) {
            out.push(misplaced(entry, "holds conditions, which IAM reads from `Condition` alone: rename it"));
        }
    }
    out
}

fn of_condition(condition: &Entry, out: &mut Vec<Defect>) {
    if matches!(condition.value.kind, NodeKind::List(_)) {
        out.push(misplaced(condition, "is a list, which IAM does not take: write one object"));
    }
    twice(&condition.value, None, out);
    for operator in entries(&condition.value) {
        if is_key(operator) {
            out.push(misplaced(operator, "stands in `Condition` without an operator: put it under one"));
        }
        twice(&operator.value, None, out);
        for inner in entries(&operator.value).iter().filter(|inner| is_operator(inner)) {
            out.push(misplaced(inner, "stands inside of another operator: put it beside that one"));
        }
    }
}

fn is_operator(entry: &Entry) -> bool {
    entry.key.literal().is_some_and(|key| Operator::parse(&key).is_some())
}

/// Is it an operator, or a key that names the source?
fn belongs_into_condition(entry: &Entry) -> bool {
    is_operator(entry) || entry.key.literal().is_some_and(|key| SourceKey::parse(&key).is_some())
}

/// Is it a condition key with its values, where an operator belongs?
fn is_key(entry: &Entry) -> bool {
    let is_value = matches!(entry.value.kind, NodeKind::Text(_) | NodeKind::List(_));
    let is_service_key =
        |key: &str| key.split_once(':').is_some_and(|(service, name)| !name.starts_with(':') && is_prefix(service));
    is_value && entry.key.literal().is_some_and(|key| is_service_key(&key))
}

/// Is it the name of a service, as keys begin with one?
fn is_prefix(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !text.starts_with("ForA")
}

fn entries(node: &Node) -> &[Entry] {
    node.as_map().map(|map| map.entries.as_slice()).unwrap_or_default()
}

fn misplaced(entry: &Entry, text: &str) -> Defect {
    let name = entry.key.literal().unwrap_or_default();
    let reason = Reason::new(ReasonKind::Shape, format!("`{}` {text}", name.escape_debug()));
    Defect { kind: DefectKind::Misplaced, span: entry.key.span, reason }
}

/// One key twice: the last silently wins.
fn twice(node: &Node, only: Option<&str>, out: &mut Vec<Defect>) {
    let mut seen: Vec<String> = Vec::new();
    for entry in entries(node) {
        let Some(key) = entry.key.literal() else { continue };
        if only.is_some_and(|only| only != key) {
            continue;
        }
        if seen.iter().any(|other| other.eq_ignore_ascii_case(&key)) {
            let text = format!("`{key}` stands here twice: only one of them counts; write them as one");
            let reason = Reason::new(ReasonKind::Shape, text);
            out.push(Defect { kind: DefectKind::Twice, span: entry.key.span, reason });
        }
        seen.push(key);
    }
}
