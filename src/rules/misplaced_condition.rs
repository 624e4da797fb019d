//! # What it does
//! Finds operators and source keys that stand where IAM does not look for them: beside `Condition`,
//! or in it without an operator.
//!
//! # Why is this bad?
//! AWS refuses such a policy when it is deployed, or takes the statement without the condition.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "aws:SourceAccount": "111122223333" }
//!   }
//! }
//! ```
//! Put each where it belongs:
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
//! Not fixed: which operator is meant is for a person to say.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::statement::DefectKind;
use crate::rules::duplicate_condition::of_defects;
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "misplaced-condition",
    summary: "An operator or key of a condition stands where IAM does not look",
    docs: include_str!("misplaced_condition.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    of_defects(case, &INFO, DefectKind::Misplaced)
}
