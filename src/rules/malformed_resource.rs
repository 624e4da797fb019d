//! # What it does
//! Finds resources of a grant that are nothing's ARN: an ARN within an ARN, and the name of a resource
//! where its ARN belongs.
//!
//! # Why is this bad?
//! AWS refuses the policy, or the grant is for nothing and never works. AWS's own pages carry
//! `arn:aws:kms:region:account-id:key/your key ARN`.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "profile.amazonaws.com" },
//!     "Action": ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"],
//!     "Resource": "arn:aws:kms:eu-west-1:111122223333:key/arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
//!     "Condition": {
//!       "ArnEquals": { "aws:SourceArn": "arn:aws:profile:eu-west-1:111122223333:domains/acme" },
//!       "StringEquals": { "aws:SourceAccount": "111122223333" }
//!     }
//!   }
//! }
//! ```
//! Write the ARN alone:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "profile.amazonaws.com" },
//!     "Action": ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"],
//!     "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
//!     "Condition": {
//!       "ArnEquals": { "aws:SourceArn": "arn:aws:profile:eu-west-1:111122223333:domains/acme" },
//!       "StringEquals": { "aws:SourceAccount": "111122223333" }
//!     }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Not fixed: what a grant is for is not changed. The finding tells the ARN to write.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>

use crate::finding::{RuleInfo, Severity};
use crate::reason::{Reason, ReasonKind};
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "malformed-resource",
    summary: "The resource of a grant is no ARN of anything",
    docs: include_str!("malformed_resource.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let found = case.resources.iter().map(|found| Draft {
        rule: &INFO,
        at: found.at,
        message: found.what.clone(),
        severity: Severity::High,
        mend: Err(Reason::new(ReasonKind::Ambiguous, format!("write `{}` alone", found.right))),
    });
    found.collect()
}
