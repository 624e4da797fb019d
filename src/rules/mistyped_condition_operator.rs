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
//! { "Condition": { "ArnLike": { "aws:SourceAccount": "123456789012" } } }
//! ```
//! Use an operator of the key's type:
//! ```json
//! { "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } } }
//! ```
//!
//! # Fix safety
//! Unsafe: a grant that never worked will work.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::policy::operator::Base;
use crate::rules::clauses::{SourceClause, source_clauses};
use crate::rules::{Case, Draft, Mend, Rule};

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
    let clauses = source_clauses(case.statement);
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
                mend: Ok(Mend {
                    changes: vec![Change::Operator { clause: it.index, operator }],
                    applicability: Applicability::Unsafe,
                    note: Some("the grant may then work for the first time".to_owned()),
                }),
            }
        })
        .collect()
}
