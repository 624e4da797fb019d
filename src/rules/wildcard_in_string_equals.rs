//! # What it does
//! Finds a `*` or `?` in a source condition under `StringEquals`.
//!
//! # Why is this bad?
//! `StringEquals` has no wildcards: the `*` must stand in the request itself, so the condition never
//! holds and the service is locked out.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:transfer:*:111122223333:server/*" } }
//!   }
//! }
//! ```
//! Use an operator that knows wildcards:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:111122223333:server/*" } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Safe where the ARN names an account in a form that AWS documents; the grant may then work for the
//! first time. Not fixed for a `*` in place of an account.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::arn::nearest;
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{has_wildcard, is_anything, revives_safely, sent_clauses};
use crate::rules::{Case, Draft, Mend, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "wildcard-in-string-equals",
    summary: "A wildcard is compared letter by letter",
    docs: include_str!("wildcard_in_string_equals.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let mut out = Vec::new();
    for it in sent_clauses(case) {
        let wild = it.texts().find(|(_, _, parts)| has_wildcard(parts));
        let (true, Some((_, value, parts))) = (it.is_literal_test(), wild) else { continue };
        let mend = if it.key == SourceKey::SourceArn && !is_anything(value) {
            let parts = nearest(case.forms, parts).map_or_else(|| parts.to_vec(), |repair| repair.parts);
            Ok(Mend {
                changes: vec![Change::Operator { clause: it.index, operator: it.right_operator() }],
                applicability: revives_safely(case, &parts),
                note: Some("the condition has never held: the grant will work for the first time".to_owned()),
            })
        } else {
            Err(Reason::new(ReasonKind::Ambiguous, "write the account itself: a wildcard would let everyone in"))
        };
        out.push(Draft {
            rule: &INFO,
            at: value.node().map_or(it.clause.span, |node| node.span),
            message: format!("this operator takes the wildcard of {} for itself, so it never holds", it.key),
            severity: Severity::High,
            mend,
        });
    }
    out
}
