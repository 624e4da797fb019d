//! # What it does
//! Tells of grants to services of which AWS's documents do not say whether they send the source keys
//! for this kind of policy.
//!
//! # Why is this bad?
//! It may be: the grant is open, and nobody can say from the documents whether a condition would
//! close it or lock the service out.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "codepipeline.amazonaws.com" },
//!     "Action": "sts:AssumeRole"
//!   }
//! }
//! ```
//! Try `aws:SourceAccount` in an account where nothing depends on it, and look for the key in
//! CloudTrail; where it is sent:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "codepipeline.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Never fixed. It does not count for the exit code by default.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::choose::Choice;
use crate::finding::{RuleInfo, Severity};
use crate::rules::clauses::{guard, source_clauses};
use crate::rules::unknown_source_key::misspelt;
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "unverified-service",
    summary: "AWS does not say whether the service sends its source here",
    docs: include_str!("unverified_service.rs"),
    severity: Severity::Info,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let Choice::Unverified(reason) = case.choice else { return Vec::new() };
    let open = case.sibling.is_none()
        && case.statement.defects.is_empty()
        && source_clauses(case.statement).is_empty()
        && guard(case.statement, case.grant).is_none()
        && misspelt(case.statement).next().is_none();
    if !open {
        return Vec::new();
    }
    vec![Draft {
        rule: &INFO,
        at: case.principal,
        message: reason.to_string(),
        severity: Severity::Info,
        mend: Err(reason.clone()),
    }]
}
