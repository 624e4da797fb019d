//! # What it does
//! Finds values of `aws:SourceAccount` that are no account id: too few digits, a stray colon or
//! blank, a number instead of a string, the ARN of something.
//!
//! # Why is this bad?
//! An unquoted `012345678901` loses its zero in HCL and is octal in YAML; the condition never holds.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333:" } }
//!   }
//! }
//! ```
//! Write twelve digits in quotes:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Safe where the digits stay the same and AWS documents the condition.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::account::{is_account_id, repair_account_id};
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::sent_clauses;
use crate::rules::{Case, Draft, Mend, Rule};
use crate::value::{Ambient, Kind, Part, Value};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "malformed-account-id",
    summary: "A source account is not twelve digits in a string",
    docs: include_str!("malformed_account_id.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let mut out = Vec::new();
    for it in sent_clauses(case).iter().filter(|it| it.key == SourceKey::SourceAccount && it.compares_texts()) {
        for (index, value) in it.clause.values.known.iter().enumerate() {
            let Some((written, repaired)) = malformed(value) else { continue };
            let mend = match repaired {
                Some(right) => Ok(Mend {
                    changes: vec![Change::Value { clause: it.index, value: index, parts: vec![right] }],
                    applicability: case.condition().map_or(Applicability::Unsafe, |_| Applicability::Safe),
                    note: Some("the grant may then work for the first time".to_owned()),
                }),
                None => Err(Reason::new(ReasonKind::Ambiguous, "write the twelve digits of the account in quotes")),
            };
            let at = value.node().map_or(it.clause.span, |node| node.span);
            let message = format!("`{written}` is no account id: it has twelve digits and stands in quotes");
            out.push(Draft { rule: &INFO, at, message, severity: Severity::High, mend });
        }
    }
    out
}

/// The text of a value that is no account id, and the id that it stands for.
fn malformed(value: &Value) -> Option<(String, Option<Part>)> {
    let literal = |text: String| Part::Literal(text);
    match &value.kind {
        Kind::Number(written) => Some((written.clone(), is_account_id(written).then(|| literal(written.clone())))),
        Kind::Text(parts) if value.literal().is_none() => composed(parts),
        Kind::Text(_) => {
            let written = value.literal()?;
            // The names of policy variables have one colon: others are left for a template to fill in.
            let wild = written.contains(['*', '?']) || (written.contains("${") && !written.contains("::"));
            (!is_account_id(&written) && !wild).then(|| (written.clone(), repair_account_id(&written).map(literal)))
        }
        _ => None,
    }
}

/// As [`malformed`], of a text that is put together: with letters around the account, or from something
/// that is none.
fn composed(parts: &[Part]) -> Option<(String, Option<Part>)> {
    let has_letters = |part: &Part| {
        part.literal().is_some_and(|text| !text.contains("${") && text.contains(|c: char| !is_digit_or_wildcard(c)))
    };
    let is_other = |part: &Part| match part {
        Part::Ambient(ambient) => *ambient != Ambient::Account,
        Part::Reference(reference) => is_arn(&reference.attribute),
        Part::Literal(_) | Part::Unknown(_) => false,
    };
    let accounts: Vec<&Part> = parts.iter().filter(|part| **part == Part::Ambient(Ambient::Account)).collect();
    let right = match accounts.as_slice() {
        [account] => Some((*account).clone()),
        _ => None,
    };
    parts.iter().any(|part| has_letters(part) || is_other(part)).then(|| (shown(parts), right))
}

/// Does an attribute give an ARN, by its name?
fn is_arn(attribute: &str) -> bool {
    attribute.rsplit(['.', '_']).next().is_some_and(|last| last.eq_ignore_ascii_case("arn"))
}

fn is_digit_or_wildcard(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '?')
}

fn shown(parts: &[Part]) -> String {
    let shown = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Reference(reference) => format!("${{{}}}", reference.text),
        Part::Ambient(Ambient::Account) => "${account}".to_owned(),
        Part::Ambient(_) | Part::Unknown(_) => "${...}".to_owned(),
    };
    parts.iter().map(shown).collect()
}
