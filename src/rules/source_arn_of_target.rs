//! # What it does
//! Finds source ARNs that refer to the resource which the policy protects, not to the one that calls.
//!
//! # Why is this bad?
//! The service sends the ARN of the resource that it acts for. A queue does not call itself: the
//! condition never holds.
//!
//! # Example
//! ```hcl
//! condition {
//!   test     = "ArnEquals"
//!   variable = "aws:SourceArn"
//!   values   = [aws_sqs_queue.this.arn] # in the policy of this queue
//! }
//! ```
//! Name the resource that calls:
//! ```hcl
//!   values   = [aws_customerprofiles_domain.this.arn]
//! ```
//!
//! # Fix safety
//! Not fixed.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::source_clauses;
use crate::rules::{Case, Draft, Rule};
use crate::value::Part;

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "source-arn-of-target",
    summary: "The source ARN is that of the resource itself",
    docs: include_str!("source_arn_of_target.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let callers: Vec<_> = case.grant.callers.known.iter().flat_map(|caller| caller.sources.clone()).collect();
    let mut out = Vec::new();
    for it in source_clauses(case.statement).iter().filter(|it| it.key == SourceKey::SourceArn) {
        for (_, value, parts) in it.texts() {
            let [Part::Reference(reference)] = parts else { continue };
            if case.owners.contains(&reference.symbol) && !callers.contains(&reference.symbol) {
                out.push(Draft {
                    rule: &INFO,
                    at: value.node().map_or(it.clause.span, |node| node.span),
                    message: "this is the ARN of the resource that is called, not of the one that calls".to_owned(),
                    severity: Severity::High,
                    mend: Err(Reason::new(ReasonKind::Ambiguous, "name the resource that the service acts for")),
                });
            }
        }
    }
    out
}
