//! # What it does
//! Finds a condition that stands where nothing reads it.
//!
//! # Why is this bad?
//! A module takes the parts of a statement by their names, and Terraform drops those that the
//! module's variable does not declare without a word. A condition under the name of an older
//! version of the module looks like one, and never reaches AWS.
//!
//! # Example
//! ```hcl
//! module "key" {
//!   source  = "terraform-aws-modules/kms/aws"
//!   version = "4.2.0"
//!   key_statements = [{
//!     actions    = ["kms:Decrypt"]
//!     resources  = ["*"]
//!     principals = [{ type = "Service", identifiers = ["sns.amazonaws.com"] }]
//!     conditions = [{ test = "StringEquals", variable = "aws:SourceAccount", values = [local.account_id] }]
//!   }]
//! }
//! ```
//! Since version 4 the module reads `condition`:
//! ```hcl
//!     condition = [{ test = "StringEquals", variable = "aws:SourceAccount", values = [local.account_id] }]
//! ```
//!
//! # Fix safety
//! Not fixed: the condition has never been in force, so a person should see that it is right before
//! it is.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html>
//! - <https://github.com/terraform-aws-modules/terraform-aws-kms/blob/HEAD/docs/UPGRADE-4.0.md>
//! - <https://developer.hashicorp.com/terraform/language/expressions/type-constraints#conversion-of-complex-types>

use crate::finding::{RuleInfo, Severity};
use crate::policy::statement::DefectKind;
use crate::rules::duplicate_condition::of_defects;
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "unread-condition",
    summary: "A condition stands where nothing reads it",
    docs: include_str!("unread_condition.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    of_defects(case, &INFO, DefectKind::NotRead)
}
