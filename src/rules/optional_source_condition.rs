//! # What it does
//! Finds source conditions that hold when the key is absent: `...IfExists`, `ForAllValues:`, negated
//! operators, and `Null` alone.
//!
//! # Why is this bad?
//! A call that carries no source passes, and so does one for a stranger where only presence is asked.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEqualsIfExists": { "aws:SourceAccount": "111122223333" } }
//!   }
//! }
//! ```
//! Ask for the key:
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
//! Safe where AWS documents that the service sends the key here. Else not offered: the author may
//! have known that it does not.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::change::Change;
use crate::policy::operator::Base;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{SourceClause, is_unsent, source_clauses};
use crate::rules::{Case, Draft, Mend, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "optional-source-condition",
    summary: "A source condition lets requests without the key through",
    docs: include_str!("optional_source_condition.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let clauses = source_clauses(case.statement);
    if case.choice.is_left() || clauses.iter().any(SourceClause::keeps_out) {
        return Vec::new();
    }
    let has_values = |it: &&SourceClause<'_>| !it.clause.values.known.is_empty() || it.clause.values.rest.is_some();
    let optional = clauses.iter().filter(has_values).filter(|it| {
        it.operator.is_some_and(|operator| operator.passes_without_key() != Some(false)) || asks_for_presence(it)
    });
    optional
        .map(|it| Draft {
            rule: &INFO,
            at: it.clause.operator.node().map_or(it.clause.span, |node| node.span),
            message: message(case, it),
            severity: case.open_severity(),
            mend: mend(case, it),
        })
        .collect()
}

fn asks_for_presence(it: &SourceClause<'_>) -> bool {
    it.operator.is_some_and(|operator| operator.base == Base::Null)
}

fn message(case: &Case<'_>, it: &SourceClause<'_>) -> String {
    let service = &case.grant.service;
    match asks_for_presence(it) {
        true => format!("Null asks whether a call of {service} carries {}, not what it says", it.key),
        false => format!("a call of {service} without {} passes this condition", it.key),
    }
}

fn mend(case: &Case<'_>, it: &SourceClause<'_>) -> Result<Mend, Reason> {
    let negated = it.operator.is_some_and(|operator| operator.base.is_negated());
    match case.condition() {
        _ if asks_for_presence(it) => {
            Err(Reason::new(ReasonKind::Ambiguous, "compare the key with the source that may call"))
        }
        _ if negated => Err(Reason::new(ReasonKind::Ambiguous, "say which source may call, not which may not")),
        Some(_) if is_unsent(case, it.key) => {
            let text = format!("the service is not known to send {} here: ask for another source key", it.key);
            Err(Reason::new(ReasonKind::NotSent, text))
        }
        Some(condition) => Ok(Mend {
            changes: vec![Change::Operator { clause: it.index, operator: it.right_operator() }],
            applicability: condition.applicability.max(Applicability::Unsafe),
            note: condition.doubt.as_ref().map(ToString::to_string),
        }),
        None => {
            let text = "AWS does not document that the service sends the key here, so asking for it may lock it out";
            Err(Reason::new(ReasonKind::Unverified, text))
        }
    }
}
