//! # What it does
//! Finds conditions in which the account of `aws:SourceArn` is not among those of
//! `aws:SourceAccount`.
//!
//! # Why is this bad?
//! Both must hold at once, so neither ever does: the service is locked out.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": {
//!       "StringEquals": { "aws:SourceAccount": "111122223333" },
//!       "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:444455556666:user/*" }
//!     }
//!   }
//! }
//! ```
//! Name one account:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": {
//!       "StringEquals": { "aws:SourceAccount": "111122223333" },
//!       "ArnLike": { "aws:SourceArn": "arn:aws:transfer:*:111122223333:user/*" }
//!     }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Not fixed: which account is meant is for a person to say.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::account::is_account_id;
use crate::policy::arn::{Account, ArnPattern};
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::sent_clauses;
use crate::rules::{Case, Draft, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "mismatched-source-account",
    summary: "Source ARN and source account name different accounts",
    docs: include_str!("mismatched_source_account.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let clauses = sent_clauses(case);
    let of = |key: SourceKey| clauses.iter().filter(move |it| it.key == key);
    let accounts: Vec<_> = of(SourceKey::SourceAccount).collect();
    let complete = accounts.iter().all(|it| it.clause.values.rest.is_none() && it.operator.is_some());
    let named: Option<Vec<String>> =
        accounts.iter().flat_map(|it| &it.clause.values.known).map(|value| value.literal()).collect();
    let (true, Some(named)) = (complete && !accounts.is_empty(), named) else { return Vec::new() };
    let mut out = Vec::new();
    for it in of(SourceKey::SourceArn) {
        for (_, value, parts) in it.texts() {
            let Ok(Account::Literal(account)) = ArnPattern::read(parts).map(|arn| arn.account()) else { continue };
            if !named.contains(&account) && named.iter().all(|other| is_account_id(other)) {
                out.push(Draft {
                    rule: &INFO,
                    at: value.node().map_or(it.clause.span, |node| node.span),
                    message: format!(
                        "the source ARN is of account {account}, the source account is {}: both never hold at once",
                        named.join(" or ")
                    ),
                    severity: Severity::High,
                    mend: Err(Reason::new(ReasonKind::Ambiguous, "say which of the accounts is meant")),
                });
            }
        }
    }
    out
}
