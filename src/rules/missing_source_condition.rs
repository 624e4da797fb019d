//! # What it does
//! Finds statements that let an AWS service in without a condition on `aws:SourceArn`,
//! `aws:SourceAccount` or another accepted guard.
//!
//! # Why is this bad?
//! The service acts for every customer of AWS. Somebody else can point a resource of their own at
//! your role, queue, topic, bucket or key, and the service will use it for them: the confused deputy.
//!
//! # Example
//! ```hcl
//! data "aws_caller_identity" "current" {}
//! data "aws_partition" "current" {}
//!
//! data "aws_iam_policy_document" "trust" {
//!   statement {
//!     actions = ["sts:AssumeRole"]
//!     principals {
//!       type        = "Service"
//!       identifiers = ["transfer.amazonaws.com"]
//!     }
//!   }
//! }
//!
//! resource "aws_iam_role" "partner" {
//!   assume_role_policy = data.aws_iam_policy_document.trust.json
//! }
//!
//! resource "aws_transfer_user" "partner" {
//!   server_id = "s-1234567890abcdef0"
//!   user_name = "partner"
//!   role      = aws_iam_role.partner.arn
//! }
//! ```
//! Add the source that this service sends for this use:
//! ```hcl
//! data "aws_caller_identity" "current" {}
//! data "aws_partition" "current" {}
//!
//! data "aws_iam_policy_document" "trust" {
//!   statement {
//!     actions = ["sts:AssumeRole"]
//!     principals {
//!       type        = "Service"
//!       identifiers = ["transfer.amazonaws.com"]
//!     }
//!     condition {
//!       test     = "StringEquals"
//!       variable = "aws:SourceAccount"
//!       values   = [data.aws_caller_identity.current.account_id]
//!     }
//!     condition {
//!       test     = "ArnLike"
//!       variable = "aws:SourceArn"
//!       values = [
//!         "arn:${data.aws_partition.current.partition}:transfer:*:${data.aws_caller_identity.current.account_id}:user/s-1234567890abcdef0/partner",
//!       ]
//!     }
//!   }
//! }
//!
//! resource "aws_iam_role" "partner" {
//!   assume_role_policy = data.aws_iam_policy_document.trust.json
//! }
//!
//! resource "aws_transfer_user" "partner" {
//!   server_id = "s-1234567890abcdef0"
//!   user_name = "partner"
//!   role      = aws_iam_role.partner.arn
//! }
//! ```
//!
//! # Fix safety
//! Safe where AWS documents what the service sends here, and the account is known by construction: a
//! role and its user share one account, or the user stands beside the grant. Unsafe where callers are
//! often in another account, and where a source ARN that is there in some deployments only gets the
//! account beside it. Not offered where AWS does not say what is sent.
//!
//! Some uses are guarded in another way: the key of a log group by its encryption context, logs of a
//! load balancer by the account in their path. There no source condition is written; what AWS asks
//! for is told.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::choose::Choice;
use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::change::Change;
use crate::policy::condition::{Clause, SOURCE_ACCOUNT};
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{guard, has_unclear_guard, source_clauses};
use crate::rules::substitute_source_key::weak_keys;
use crate::rules::unknown_source_key::misspelt;
use crate::rules::{Case, Draft, Mend, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "missing-source-condition",
    summary: "A statement lets a service in without naming whose resource it may act for",
    docs: include_str!("missing_source_condition.rs"),
    severity: Severity::High,
};

const ELSEWHERE: &str = "the source ARN that is there in some deployments may be of another account";

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let open = case.choice.wants_guard()
        && !source_clauses(case.statement).iter().any(|it| it.clause.always)
        && case.sibling.is_none()
        && case.statement.defects.is_empty()
        && guard(case.statement, case.grant).is_none()
        && !has_unclear_guard(case.statement)
        && weak_keys(case.statement).is_empty()
        && misspelt(case.statement).next().is_none();
    if !open {
        return Vec::new();
    }
    let what = if case.is_role_trust { "assume this role" } else { "use this resource" };
    let service = &case.grant.service;
    let message = match case.choice {
        Choice::Guarded(_) => format!("{service} may {what} for anyone: the guard that AWS asks for is missing"),
        _ => format!("{service} may {what} for anyone: no condition names the source"),
    };
    vec![Draft {
        rule: &INFO,
        at: case.principal,
        message,
        severity: severity(case),
        mend: match sometimes(case) {
            None => case.add_condition(),
            Some(reason) => account_beside(case).ok_or(reason),
        },
    }]
}

/// A guard that has the same value for everybody keeps out little.
fn severity(case: &Case<'_>) -> Severity {
    match case.choice {
        Choice::Guarded(guarded) if guarded.is_constant => Severity::Low,
        _ => case.open_severity(),
    }
}

/// Why a condition that is there in some deployments only is not mended: it may name the source
/// already, and a second one for the same key would widen it.
fn sometimes(case: &Case<'_>) -> Option<Reason> {
    let clause = conditional(case).next()?;
    let key = clause.key.literal().unwrap_or_else(|| "which may name the source".to_owned());
    let text = format!("its condition ({key}) is there in some deployments only: write one that is always there");
    Some(Reason::new(ReasonKind::NotLiteral, text))
}

/// The clauses that may name the source, where they are there.
fn conditional<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Clause> {
    let names_source = |clause: &&Clause| clause.key.literal().is_none_or(|key| SourceKey::parse(&key).is_some());
    case.statement.conditions.known.iter().filter(|clause| !clause.always).filter(names_source)
}

/// The account alone, where what is there in some deployments names the source ARN: the one narrows
/// the other.
fn account_beside(case: &Case<'_>) -> Option<Mend> {
    let is_arn =
        |clause: &Clause| clause.key.literal().and_then(|key| SourceKey::parse(&key)) == Some(SourceKey::SourceArn);
    let account = case.condition()?.account.clone().filter(|_| conditional(case).all(is_arn))?;
    let mend = case.add_condition().ok()?;
    let changes = vec![Change::Add { operator: "StringEquals", key: SOURCE_ACCOUNT, values: vec![account] }];
    let note = mend.note.or_else(|| Some(ELSEWHERE.to_owned()));
    Some(Mend { changes, applicability: mend.applicability.min(Applicability::Unsafe), note })
}
