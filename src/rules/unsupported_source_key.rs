//! # What it does
//! Finds source conditions on a key that the service is known not to send for this kind of policy.
//!
//! # Why is this bad?
//! Where the key is not sent, the condition never holds, and the service is locked out, often
//! silently: users of EventBridge reported that a Lambda permission with a source account stops all
//! events. AWS may have begun to send the key since; deliveries that arrive prove that.
//!
//! # Example
//! ```hcl
//! resource "aws_cloudwatch_event_rule" "tick" {
//!   schedule_expression = "rate(1 hour)"
//! }
//!
//! resource "aws_lambda_permission" "tick" {
//!   action         = "lambda:InvokeFunction"
//!   function_name  = "tick"
//!   principal      = "events.amazonaws.com"
//!   source_arn     = aws_cloudwatch_event_rule.tick.arn
//!   source_account = "111122223333"
//! }
//! ```
//! Leave the key out that is not sent:
//! ```hcl
//! resource "aws_cloudwatch_event_rule" "tick" {
//!   schedule_expression = "rate(1 hour)"
//! }
//!
//! resource "aws_lambda_permission" "tick" {
//!   action        = "lambda:InvokeFunction"
//!   function_name = "tick"
//!   principal     = "events.amazonaws.com"
//!   source_arn    = aws_cloudwatch_event_rule.tick.arn
//! }
//! ```
//!
//! # Fix safety
//! Not fixed: dropping a condition opens a grant.
//!
//! # References
//! - <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::condition::Clause;
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{SourceClause, is_unsent, source_clauses};
use crate::rules::{Case, Draft, Rule};
use crate::value::{Kind, Part, Value};

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "unsupported-source-key",
    summary: "A condition asks for a key that the service does not send here",
    docs: include_str!("unsupported_source_key.rs"),
    severity: Severity::Medium,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let clauses = source_clauses(case.statement);
    let asks = |it: &SourceClause<'_>| {
        let fails = it.operator.is_none_or(|operator| operator.passes_without_key() == Some(false));
        fails && !may_be_absent(it.clause) && is_unsent(case, it.key)
    };
    clauses
        .iter()
        .filter(|it| asks(it))
        .map(|it| Draft {
            rule: &INFO,
            at: it.clause.span,
            message: format!(
                "{} is not known to send {} here: where it does not, the condition locks it out",
                case.grant.service, it.key
            ),
            severity: Severity::Medium,
            mend: Err(Reason::new(ReasonKind::NotSent, advice(case, it.key))),
        })
        .collect()
}

/// May the condition not be there at all? One of whose values nothing is known may be left out by
/// whoever gives them.
fn may_be_absent(clause: &Clause) -> bool {
    let is_unknown = |value: &Value| match &value.kind {
        Kind::Text(parts) => matches!(parts.as_slice(), [Part::Unknown(_)]),
        kind => matches!(kind, Kind::Unknown(_)),
    };
    !clause.always || (!clause.values.known.is_empty() && clause.values.known.iter().all(is_unknown))
}

/// What to do: the key may go where another one holds the grant.
fn advice(case: &Case<'_>, key: SourceKey) -> String {
    let held = source_clauses(case.statement).iter().any(|it| it.key != key && it.keeps_out());
    let rest =
        if held { "the other source key keeps the grant narrow" } else { "keep the grant narrow in another way" };
    format!("look whether calls arrive; if none does, remove {key}: {rest}")
}
