//! # What it does
//! Finds statements without a condition beside one that lets the same service do the same on
//! condition.
//!
//! # Why is this bad?
//! Statements add up: what one of them allows is allowed. The condition beside it looks like a guard
//! and counts for nothing.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": [
//!     {
//!       "Sid": "Uploads",
//!       "Effect": "Allow",
//!       "Principal": { "Service": "transfer.amazonaws.com" },
//!       "Action": "sts:AssumeRole",
//!       "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
//!     },
//!     {
//!       "Sid": "Everything",
//!       "Effect": "Allow",
//!       "Principal": { "Service": "transfer.amazonaws.com" },
//!       "Action": "sts:AssumeRole"
//!     }
//!   ]
//! }
//! ```
//! Condition it too, or remove it:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": [
//!     {
//!       "Sid": "Uploads",
//!       "Effect": "Allow",
//!       "Principal": { "Service": "transfer.amazonaws.com" },
//!       "Action": "sts:AssumeRole",
//!       "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
//!     },
//!     {
//!       "Sid": "Everything",
//!       "Effect": "Allow",
//!       "Principal": { "Service": "transfer.amazonaws.com" },
//!       "Action": "sts:AssumeRole",
//!       "Condition": {
//!         "StringEquals": { "aws:SourceAccount": "111122223333" },
//!         "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:111122223333:*" }
//!       }
//!     }
//!   ]
//! }
//! ```
//!
//! # Fix safety
//! Unsafe: the open statement gets the condition of `missing-source-condition`. Perhaps it is there
//! because the condition of the other one kept too much out, or should not be there at all.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use crate::choose::Choice;
use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::reason::{Reason, ReasonKind};
use crate::rules::{Case, Draft, Mend, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "unconditioned-sibling-statement",
    summary: "A statement without a condition undoes the condition of another one",
    docs: include_str!("unconditioned_sibling_statement.rs"),
    severity: Severity::Medium,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let Some(sibling) = case.sibling.filter(|_| !case.choice.is_left()) else {
        return Vec::new();
    };
    let what = if case.is_role_trust { "assume this role" } else { "use this resource" };
    let service = &case.grant.service;
    vec![Draft {
        rule: &INFO,
        at: case.principal,
        message: format!("{service} may {what} for anyone: the condition of {sibling} counts for nothing"),
        severity: case.open_severity(),
        mend: mend(case, sibling),
    }]
}

fn mend(case: &Case<'_>, sibling: &str) -> Result<Mend, Reason> {
    let advice = format!("condition it as {sibling} is, or take {} out of it", case.grant.service);
    match case.choice {
        Choice::Condition(_) => {
            let mend = case.add_condition()?;
            let note = mend.note.unwrap_or_else(|| format!("perhaps it is not needed: {sibling} allows the same"));
            Ok(Mend { applicability: mend.applicability.min(Applicability::Unsafe), note: Some(note), ..mend })
        }
        _ => Err(Reason::new(ReasonKind::Ambiguous, advice)),
    }
}
