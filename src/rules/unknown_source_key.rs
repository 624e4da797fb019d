//! # What it does
//! Finds condition keys that are almost a source key: `aws:SourceAcount`, `SourceArn` without `aws:`,
//! a stray blank, `aws:ARN`.
//!
//! # Why is this bad?
//! No call carries such a key. Under most operators the condition never holds and the service is
//! locked out; under `...IfExists` and negated operators it always holds, and guards nothing.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:SourceAcount": "111122223333" } }
//!   }
//! }
//! ```
//! Write the key that is meant:
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
//! Safe where the corrected condition names an account in a form that AWS documents; the grant may
//! then work for the first time. Else unsafe.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::change::Change;
use crate::policy::condition::Clause;
use crate::policy::key::SourceKey;
use crate::policy::operator::Operator;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{is_unsent, revives_safely};
use crate::rules::{Case, Draft, Mend, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "unknown-source-key",
    summary: "A condition key is almost a source key, and none",
    docs: include_str!("unknown_source_key.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let draft = |(index, clause, key, written): (usize, &Clause, SourceKey, String)| Draft {
        rule: &INFO,
        at: clause.key.node().map_or(clause.span, |node| node.span),
        message: format!("IAM has no key `{}`; `{key}` may be meant", written.escape_debug()),
        severity: Severity::High,
        mend: mend(case, index, clause, key),
    };
    misspelt(case.statement).map(draft).collect()
}

/// The clauses whose key is almost a source key: their number, the key that is meant, and what is
/// written.
pub(super) fn misspelt(statement: &Statement) -> impl Iterator<Item = (usize, &Clause, SourceKey, String)> {
    statement.conditions.known.iter().enumerate().filter_map(|(index, clause)| {
        let written = clause.key.literal()?;
        Some((index, clause, SourceKey::meant(&written)?, written))
    })
}

fn mend(case: &Case<'_>, index: usize, clause: &Clause, key: SourceKey) -> Result<Mend, Reason> {
    let is_it = |other: &Clause| other.key.literal().and_then(|text| SourceKey::parse(&text)) == Some(key);
    if case.statement.conditions.known.iter().any(is_it) {
        let text = format!("a condition on {key} stands beside it: remove the one that is wrong");
        return Err(Reason::new(ReasonKind::Ambiguous, text));
    }
    if case.condition().is_none() || is_unsent(case, key) {
        let text = format!("AWS does not document that the service sends {key} here: look at the whole condition");
        return Err(Reason::new(ReasonKind::Unverified, text));
    }
    Ok(Mend {
        changes: vec![Change::Key { clause: index, key: key.name() }],
        applicability: applicability(case, clause, key),
        note: Some("the grant may then work for the first time".to_owned()),
    })
}

/// The corrected condition must name an account in a documented form.
fn applicability(case: &Case<'_>, clause: &Clause, key: SourceKey) -> Applicability {
    let operator = clause.operator.literal().and_then(|text| Operator::parse(&text));
    let asks = operator.is_some_and(|operator| operator.passes_without_key() == Some(false));
    let values = || clause.values.known.iter().filter_map(|value| value.parts());
    match key {
        SourceKey::SourceArn if asks => {
            values().map(|parts| revives_safely(case, parts)).min().unwrap_or(Applicability::Unsafe)
        }
        SourceKey::SourceAccount if asks => Applicability::Safe,
        _ => Applicability::Unsafe,
    }
}
