//! # What it does
//! Finds a `Condition`, an operator or a key that is written twice in one object.
//!
//! # Why is this bad?
//! Only the last one counts; what stands in the first silently never reaches AWS.
//!
//! # Example
//! ```hcl
//! Condition = {
//!   StringEquals = { "aws:SourceAccount" = local.account_id }
//!   StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" }
//! }
//! ```
//! Write them as one:
//! ```hcl
//! Condition = {
//!   StringEquals = {
//!     "aws:SourceAccount" = local.account_id
//!     "s3:x-amz-acl"      = "bucket-owner-full-control"
//!   }
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
    defects(case, DefectKind::Twice, &INFO)
}

/// The defects of a kind, each as what a rule finds.
pub(super) fn defects(case: &Case<'_>, kind: DefectKind, rule: &'static RuleInfo) -> Vec<Draft> {
    let defects = case.statement.defects.iter().filter(|defect| defect.kind == kind);
    defects
        .map(|defect| Draft {
            rule,
            at: defect.span,
            message: defect.reason.to_string(),
            severity: Severity::High,
            mend: Err(defect.reason.clone()),
        })
        .collect()
}
