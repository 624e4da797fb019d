//! # What it does
//! Finds a `*` or `?` in a source condition under `StringEquals`. Where the service sends the `*` itself,
//! letter by letter, the condition is as it should be.
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
use crate::policy::arn::{ArnPattern, nearest};
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{has_wildcard, is_anything, names_one, revives_safely, sent_clauses};
use crate::rules::{Case, Draft, Mend, Rule};
use crate::value::Part;

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
        let wild = it.texts().find(|(_, _, parts)| has_wildcard(parts) && !is_sent_so(case, it.key, parts));
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

/// Does the service send this very ARN, with the `*` at its end? Account and Region are then written out.
fn is_sent_so(case: &Case<'_>, key: SourceKey, parts: &[Part]) -> bool {
    let Ok(written) = ArnPattern::read(parts) else { return false };
    let pinned = !has_wildcard(written.region()) && names_one(&written.account());
    let is_written = |form: ArnPattern| form.service() == written.service() && form.resource() == written.resource();
    let mut sent = case.grant.pairs.iter().flat_map(|pair| pair.literal_arns());
    key == SourceKey::SourceArn && pinned && sent.any(|form| ArnPattern::parse(form).is_ok_and(is_written))
}
