//! # What it does
//! Finds condition operators that IAM does not know: a stray blank, a missing letter, wrong letter case.
//!
//! # Why is this bad?
//! AWS refuses the policy when it is deployed, or never applies the condition. AWS's own pages carry
//! `" ArnEquals"` and `"ArnEqual"`.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { " ArnEquals": { "aws:SourceArn": "arn:aws:transfer:eu-west-1:111122223333:server/s-1" } }
//!   }
//! }
//! ```
//! Write the operator that is meant:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:transfer:eu-west-1:111122223333:server/s-1" } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Safe where the corrected condition names an account in a form that AWS documents; the grant may
//! then work for the first time. Else unsafe.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::arn::nearest;
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::policy::operator::Operator;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{is_unsent, revives_safely};
use crate::rules::{Case, Draft, Mend, Rule};
use crate::text::Span;
use crate::value::Part;

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "unknown-condition-operator",
    summary: "A condition operator is misspelt",
    docs: include_str!("unknown_condition_operator.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let mut faults: Vec<Fault> = Vec::new();
    for (index, clause) in case.statement.conditions.known.iter().enumerate() {
        let Some(written) = clause.operator.literal() else { continue };
        let key = clause.key.literal().and_then(|key| SourceKey::parse(&key));
        if Operator::parse(&written).is_some() || key.is_some_and(|key| is_unsent(case, key)) {
            continue;
        }
        let at = clause.operator.node().map_or(clause.span, |node| node.span);
        match faults.iter_mut().find(|fault| fault.at == at) {
            Some(fault) => fault.clauses.push(index),
            None => faults.push(Fault { at, written, clauses: vec![index] }),
        }
    }
    faults.into_iter().map(|fault| draft(case, fault)).collect()
}

/// An operator that does not exist.
struct Fault {
    at: Span,
    written: String,
    /// The numbers of all clauses that stand under it.
    clauses: Vec<usize>,
}

fn draft(case: &Case<'_>, Fault { at, written, clauses }: Fault) -> Draft {
    let mend = match Operator::nearest(&written) {
        Some(operator) => Ok(Mend {
            applicability: applicability(case, &clauses, &operator),
            changes: clauses
                .into_iter()
                .map(|clause| Change::Operator { clause, operator: operator.clone() })
                .collect(),
            note: Some("the grant may then work for the first time".to_owned()),
        }),
        None => Err(Reason::new(ReasonKind::Ambiguous, "no operator of IAM is near enough to this one")),
    };
    let message = format!("IAM has no operator `{written}`");
    Draft { rule: &INFO, at, message, severity: Severity::High, mend }
}

/// The source conditions under the operator must name an account in a documented form. What else
/// stands under it narrows them only.
fn applicability(case: &Case<'_>, clauses: &[usize], operator: &str) -> Applicability {
    let plain = Operator::parse(operator).is_some_and(|operator| operator.passes_without_key() == Some(false));
    let clauses = clauses.iter().map(|&index| &case.statement.conditions.known[index]);
    let trusted = clauses.filter_map(|clause| match SourceKey::parse(&clause.key.literal()?)? {
        SourceKey::SourceArn if plain => {
            let values = clause.values.known.iter().filter_map(|value| value.parts());
            Some(
                values.map(|parts| revives_safely(case, &repaired(case, parts))).min().unwrap_or(Applicability::Unsafe),
            )
        }
        SourceKey::SourceAccount if plain && case.condition().is_some() => Some(Applicability::Safe),
        _ => Some(Applicability::Unsafe),
    });
    trusted.min().unwrap_or(Applicability::Unsafe)
}

/// The text as another rule would repair it.
fn repaired(case: &Case<'_>, parts: &[Part]) -> Vec<Part> {
    nearest(case.forms, parts).map_or_else(|| parts.to_vec(), |repair| repair.parts)
}
