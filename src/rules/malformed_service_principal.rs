//! # What it does
//! Finds service principals that AWS does not take: capital letters, blanks, a wildcard, a wrong
//! ending.
//!
//! # Why is this bad?
//! AWS refuses the policy when it is deployed, or the statement lets nobody in. AWS's own pages
//! carry `kendra.*.amazonaws.com`. Nothing else can be said of the statement before it names a
//! service.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "Transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
//!   }
//! }
//! ```
//! Write the name of the service as AWS documents it:
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
//! Never fixed: whom a policy lets in is for a person to write. The name that may be meant is told.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use crate::finding::{RuleInfo, Severity};
use crate::reason::{Reason, ReasonKind};
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "malformed-service-principal",
    summary: "A service principal is none that AWS takes",
    docs: include_str!("malformed_service_principal.rs"),
    severity: Severity::Medium,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let Some(misnamed) = &case.grant.misnamed else { return Vec::new() };
    let advice = match &misnamed.meant {
        Some(meant) => format!("write `{meant}`, if that is meant"),
        None => "write the name as AWS documents it: `SERVICE.amazonaws.com`".to_owned(),
    };
    vec![Draft {
        rule: &INFO,
        at: case.principal,
        message: format!("`{}` is no service principal that AWS takes", case.grant.service.escape_debug()),
        severity: Severity::Medium,
        mend: Err(Reason::new(ReasonKind::Ambiguous, advice)),
    }]
}
