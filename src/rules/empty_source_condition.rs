//! # What it does
//! Finds source conditions with an empty list of values.
//!
//! # Why is this bad?
//! What an empty list means differs by operator: some let nothing through, some everything. AWS's own
//! pages contradict each other.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnLike": { "aws:SourceArn": [] } }
//!   }
//! }
//! ```
//! Write the source:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnLike": { "aws:SourceArn": ["arn:aws:transfer:*:111122223333:user/*"] } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Not fixed: the list may be filled elsewhere.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use crate::finding::{RuleInfo, Severity};
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::sent_clauses;
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "empty-source-condition",
    summary: "A source condition has no value to compare with",
    docs: include_str!("empty_source_condition.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let clauses = sent_clauses(case);
    let empty = clauses.iter().filter(|it| it.clause.values.known.is_empty() && it.clause.values.rest.is_none());
    empty
        .map(|it| Draft {
            rule: &INFO,
            at: it.clause.span,
            message: format!("{} is compared with nothing", it.key),
            severity: Severity::High,
            mend: Err(Reason::new(ReasonKind::Ambiguous, "write the values, or remove the empty condition")),
        })
        .collect()
}
