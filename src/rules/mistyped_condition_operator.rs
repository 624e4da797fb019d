//! # What it does
//! Finds operators that do not fit a source key: `ArnLike` on `aws:SourceAccount`, `Bool` or
//! `NumericEquals` on either.
//!
//! # Why is this bad?
//! An account id is no ARN and an ARN is no number: the comparison never holds, and the service is
//! locked out.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnLike": { "aws:SourceAccount": "111122223333" } }
//!   }
//! }
//! ```
//! Use an operator of the key's type:
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
//! Unsafe: a grant that never worked will work.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::account::is_account_id;
use crate::policy::arn::ArnPattern;
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::policy::operator::Base;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{SourceClause, sent_clauses};
use crate::rules::{Case, Draft, Mend, Rule};
use crate::value::Value;

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "mistyped-condition-operator",
    summary: "An operator of the wrong type is used on a source key",
    docs: include_str!("mistyped_condition_operator.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let wrong = |it: &SourceClause<'_>| match it.operator.map(|operator| operator.base) {
        Some(Base::Arn(_)) => it.key != SourceKey::SourceArn,
        Some(Base::String(_) | Base::Null) | None => false,
        Some(_) => true,
    };
    let clauses = sent_clauses(case);
    clauses
        .iter()
        .filter(|it| wrong(it))
        .map(|it| {
            let operator = it.right_operator();
            Draft {
                rule: &INFO,
                at: it.clause.operator.node().map_or(it.clause.span, |node| node.span),
                message: format!("this operator never holds for {}: it takes {operator}", it.key),
                severity: Severity::High,
                mend: mend(it, operator),
            }
        })
        .collect()
}

fn mend(it: &SourceClause<'_>, operator: String) -> Result<Mend, Reason> {
    let mut values = it.clause.values.known.iter();
    if !values.all(|value| may_be(it.key, value)) {
        let text = format!("write what {} is compared with: it takes {operator}", it.key);
        return Err(Reason::new(ReasonKind::Ambiguous, text));
    }
    Ok(Mend {
        changes: vec![Change::Operator { clause: it.index, operator }],
        applicability: Applicability::Unsafe,
        note: Some("the grant may then work for the first time".to_owned()),
    })
}

/// May a key have this value, or is it one of another type too?
fn may_be(key: SourceKey, value: &Value) -> bool {
    let Some(text) = value.literal() else { return value.parts().is_some() };
    match key {
        SourceKey::SourceAccount => is_account_id(&text),
        SourceKey::SourceArn => ArnPattern::parse(&text).is_ok(),
        SourceKey::SourceOrgId | SourceKey::SourceOrgPaths => text.starts_with("o-"),
    }
}
