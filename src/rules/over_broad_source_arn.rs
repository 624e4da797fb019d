//! # What it does
//! Finds source conditions that compare with `*`.
//!
//! # Why is this bad?
//! It looks like a guard and lets everyone in.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnLike": { "aws:SourceArn": "*" } }
//!   }
//! }
//! ```
//! Name the source:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:111122223333:user/*" } }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Not fixed: a person wrote `*` on purpose.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::finding::{RuleInfo, Severity};
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{is_anything, sent_clauses};
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "over-broad-source-arn",
    summary: "A source condition lets every source through",
    docs: include_str!("over_broad_source_arn.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let clauses = sent_clauses(case);
    if clauses.iter().any(|it| it.keeps_out()) {
        return Vec::new();
    }
    let wide = clauses.iter().filter(|it| !it.is_literal_test());
    wide.flat_map(|it| it.texts().map(move |(_, value, _)| (it, value)))
        .filter(|(_, value)| is_anything(value))
        .map(|(it, value)| Draft {
            rule: &INFO,
            at: value.node().map_or(it.clause.span, |node| node.span),
            message: format!("this lets {} in for every source there is", case.grant.service),
            severity: case.open_severity(),
            mend: Err(Reason::new(ReasonKind::Ambiguous, "name the source, or the account at least")),
        })
        .collect()
}
