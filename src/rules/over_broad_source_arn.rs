//! # What it does
//! Finds source conditions that compare with `*`, and accounts and organizations of which only some
//! letters are told (`1*`, `o-*`).
//!
//! # Why is this bad?
//! It looks like a guard and lets everyone in.
//!
//! # Example
//! ```hcl
//! data "aws_caller_identity" "current" {}
//!
//! resource "aws_iam_role" "sftp" {
//!   assume_role_policy = jsonencode({
//!     Statement = [{
//!       Effect    = "Allow"
//!       Principal = { Service = "transfer.amazonaws.com" }
//!       Action    = "sts:AssumeRole"
//!       Condition = { StringLike = { "aws:SourceAccount" = "*" } }
//!     }]
//!   })
//! }
//! ```
//! Name the source, or its account at least:
//! ```hcl
//! data "aws_caller_identity" "current" {}
//!
//! resource "aws_iam_role" "sftp" {
//!   assume_role_policy = jsonencode({
//!     Statement = [{
//!       Effect    = "Allow"
//!       Principal = { Service = "transfer.amazonaws.com" }
//!       Action    = "sts:AssumeRole"
//!       Condition = { StringLike = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
//!     }]
//!   })
//! }
//! ```
//!
//! # Fix safety
//! Unsafe: a person wrote `*`, perhaps because several accounts call. The `*` becomes what the grant
//! should have had from the start. Not fixed where other values stand beside it.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::change::Change;
use crate::policy::condition::SOURCE_ACCOUNT;
use crate::policy::key::SourceKey;
use crate::policy::operator::Base;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{SourceClause, has_wildcard, is_anything, sent_clauses};
use crate::rules::{Case, Draft, Mend, Rule, kept_back};

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
    clauses
        .iter()
        .flat_map(|it| it.texts().map(move |(_, value, _)| (it, value)))
        .filter(|(it, value)| it.is_itself(value) || !it.is_literal_test() && it.lets_strangers(value))
        .map(|(it, value)| Draft {
            rule: &INFO,
            at: value.node().map_or(it.clause.span, |node| node.span),
            message: match is_anything(value) || it.is_itself(value) {
                true => format!("this lets {} in for every source there is", case.grant.service),
                false => format!("this lets {} in for sources of strangers too", case.grant.service),
            },
            severity: case.open_severity(),
            mend: mend(case, it),
        })
        .collect()
}

/// The `*` becomes the account or the one source ARN that the grant should have; where only the
/// account is known, it is asked for beside any ARN.
fn mend(case: &Case<'_>, it: &SourceClause<'_>) -> Result<Mend, Reason> {
    let unclear = || Reason::new(ReasonKind::Ambiguous, "name the source, or the account at least");
    let is_alone = it.clause.values.known.len() == 1 && it.clause.values.rest.is_none();
    let condition = case.condition().filter(|_| is_alone && it.clause.always).ok_or_else(unclear)?;
    if condition.applicability == Applicability::DisplayOnly {
        return Err(kept_back(condition));
    }
    let value = |parts| Change::Value { clause: it.index, value: 0, parts };
    let is_arn_test = it.operator.is_some_and(|operator| matches!(operator.base, Base::Arn(_)));
    let mut changes = Vec::new();
    match (it.key, condition.arns.as_slice(), &condition.account) {
        (SourceKey::SourceAccount, _, Some(account)) => changes.push(value(account.clone())),
        (SourceKey::SourceArn, [arn], _) if is_arn_test || !has_wildcard(arn) => changes.push(value(arn.clone())),
        // An ARN operator takes `*` for an ARN without components.
        (SourceKey::SourceArn, ..) if is_arn_test => return Err(unclear()),
        _ => {}
    }
    if let (SourceKey::SourceArn, Some(account)) = (it.key, &condition.account) {
        changes.push(Change::Add { operator: "StringEquals", key: SOURCE_ACCOUNT, values: vec![account.clone()] });
    }
    match changes.is_empty() {
        true => Err(unclear()),
        false => Ok(Mend {
            changes,
            applicability: condition.applicability.min(Applicability::Unsafe),
            note: condition.doubt.as_ref().map(ToString::to_string),
        }),
    }
}
