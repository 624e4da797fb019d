//! # What it does
//! Finds grants to a service whose only condition is on a key that says nothing about the source:
//! `aws:PrincipalOrgID`, `aws:SourceIp`, `aws:Referer`, `s3:x-amz-acl` and the like.
//!
//! # Why is this bad?
//! These keys describe the call, not the resource that it is made for. A service fills them alike for
//! every customer, or not at all.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
//!   }
//! }
//! ```
//! Keep it or not, and name the source beside it:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:SourceAccount": "111122223333" } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! As for `missing-source-condition`; the old key is kept.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::key::is_weak_substitute;
use crate::policy::statement::Statement;
use crate::rules::clauses::{guard, source_clauses};
use crate::rules::unknown_source_key::misspelt;
use crate::rules::{Case, Draft, Rule};
use crate::text::Span;

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "substitute-source-key",
    summary: "A key that does not name the source stands in for one that does",
    docs: include_str!("substitute_source_key.rs"),
    severity: Severity::Medium,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let statement = case.statement;
    let keys = weak_keys(statement);
    let open = case.choice.wants_guard()
        && statement.defects.is_empty()
        && source_clauses(statement).is_empty()
        && guard(statement, case.grant).is_none()
        && misspelt(statement).next().is_none();
    if keys.is_empty() || !open {
        return Vec::new();
    }
    let (span, key) = &keys[0];
    vec![Draft {
        rule: &INFO,
        at: *span,
        message: format!("{key} does not say whose resource {} acts for", case.grant.service),
        severity: case.open_severity(),
        mend: case.add_condition(),
    }]
}

/// The keys that are taken for a source key, each with its place.
pub(super) fn weak_keys(statement: &Statement) -> Vec<(Span, String)> {
    let clauses = statement.conditions.known.iter();
    let keys = clauses.filter_map(|clause| Some((clause.span, clause.key.literal()?)));
    keys.filter(|(_, key)| is_weak_substitute(key)).collect()
}
