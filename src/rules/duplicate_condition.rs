//! # What it does
//! Finds a `Condition`, an operator or a key that is written twice in one object.
//!
//! # Why is this bad?
//! Only the last one counts; what stands in the first silently never reaches AWS.
//!
//! # Example
//! ```hcl
//! resource "aws_iam_role" "uploads" {
//!   assume_role_policy = jsonencode({
//!     Statement = [{
//!       Effect    = "Allow"
//!       Principal = { Service = "transfer.amazonaws.com" }
//!       Action    = "sts:AssumeRole"
//!       Condition = {
//!         StringEquals = { "aws:SourceAccount" = "111122223333" }
//!         StringEquals = { "sts:ExternalId" = "uploads" }
//!       }
//!     }]
//!   })
//! }
//! ```
//! Write them as one:
//! ```hcl
//! resource "aws_iam_role" "uploads" {
//!   assume_role_policy = jsonencode({
//!     Statement = [{
//!       Effect    = "Allow"
//!       Principal = { Service = "transfer.amazonaws.com" }
//!       Action    = "sts:AssumeRole"
//!       Condition = {
//!         StringEquals = { "aws:SourceAccount" = "111122223333", "sts:ExternalId" = "uploads" }
//!       }
//!     }]
//!   })
//! }
//! ```
//!
//! # Fix safety
//! Not fixed: which of the two was meant is for a person to say.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::statement::DefectKind;
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "duplicate-condition",
    summary: "A condition, operator or key stands twice, and only one of them counts",
    docs: include_str!("duplicate_condition.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    of_defects(case, &INFO, DefectKind::Twice)
}

/// What a rule finds of the defects of this kind.
pub(super) fn of_defects(case: &Case<'_>, info: &'static RuleInfo, kind: DefectKind) -> Vec<Draft> {
    let defects = case.statement.defects.iter().filter(|defect| defect.kind == kind);
    defects
        .map(|defect| Draft {
            rule: info,
            at: defect.span,
            message: defect.reason.to_string(),
            severity: info.severity,
            mend: Err(defect.reason.clone()),
        })
        .collect()
}
