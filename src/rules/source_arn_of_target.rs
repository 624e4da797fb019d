//! # What it does
//! Finds source ARNs that refer to the resource which the policy protects, not to the one that calls;
//! also where both are written out: a log bucket that asks for its own ARN, as some of AWS's templates do.
//!
//! # Why is this bad?
//! The service sends the ARN of the resource that it acts for. A queue does not call itself: the
//! condition never holds.
//!
//! # Example
//! ```yaml
//! Resources:
//!   Uploads:
//!     Type: AWS::S3::Bucket
//!   Events:
//!     Type: AWS::SQS::Queue
//!   EventsPolicy:
//!     Type: AWS::SQS::QueuePolicy
//!     Properties:
//!       Queues: [!Ref Events]
//!       PolicyDocument:
//!         Statement:
//!           - Effect: Allow
//!             Principal: {Service: s3.amazonaws.com}
//!             Action: sqs:SendMessage
//!             Resource: !GetAtt Events.Arn
//!             Condition:
//!               ArnEquals:
//!                 aws:SourceArn: !GetAtt Events.Arn
//!               StringEquals:
//!                 aws:SourceAccount: !Ref AWS::AccountId
//! ```
//! Name the resource that calls:
//! ```yaml
//! Resources:
//!   Uploads:
//!     Type: AWS::S3::Bucket
//!   Events:
//!     Type: AWS::SQS::Queue
//!   EventsPolicy:
//!     Type: AWS::SQS::QueuePolicy
//!     Properties:
//!       Queues: [!Ref Events]
//!       PolicyDocument:
//!         Statement:
//!           - Effect: Allow
//!             Principal: {Service: s3.amazonaws.com}
//!             Action: sqs:SendMessage
//!             Resource: !GetAtt Events.Arn
//!             Condition:
//!               ArnEquals:
//!                 aws:SourceArn: !GetAtt Uploads.Arn
//!               StringEquals:
//!                 aws:SourceAccount: !Ref AWS::AccountId
//! ```
//!
//! # Fix safety
//! Not fixed.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::finding::{RuleInfo, Severity};
use crate::policy::arn::ArnPattern;
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::sent_clauses;
use crate::rules::{Case, Draft, Rule};
use crate::value::{Part, SymbolId};

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
    for it in sent_clauses(case).iter().filter(|it| it.key == SourceKey::SourceArn) {
        for (_, value, parts) in it.texts() {
            let Some((message, severity)) = target(case, &callers, parts) else { continue };
            out.push(Draft {
                rule: &INFO,
                at: value.node().map_or(it.clause.span, |node| node.span),
                message: message.to_owned(),
                severity,
                mend: Err(Reason::new(ReasonKind::Ambiguous, "name the resource that the service acts for")),
            });
        }
    }
    out
}

/// How an ARN is that of the resource which the policy protects, and how bad that is. Of one that is only
/// written alike it is not known who calls: a bucket may keep its own logs.
fn target(case: &Case<'_>, callers: &[SymbolId], arn: &[Part]) -> Option<(&'static str, Severity)> {
    match arn {
        [Part::Reference(reference)] => {
            let is_target = case.owners.contains(&reference.symbol) && !callers.contains(&reference.symbol);
            let message = "this is the ARN of the resource that is called, not of the one that calls";
            is_target.then_some((message, Severity::High))
        }
        _ => {
            let is_target = is_resource(case, arn) && !case.owners.iter().any(|owner| callers.contains(owner));
            let message =
                "this is the ARN of what the policy protects: only if that serves itself is it the one that calls";
            is_target.then_some((message, Severity::Medium))
        }
    }
}

/// Is an ARN that the service may send the one that the statement lets it use, or what that is in?
fn is_resource(case: &Case<'_>, arn: &[Part]) -> bool {
    let fits = |arn: ArnPattern| case.forms.iter().any(|form| form.shape_matches(&arn));
    let Some(arn) = spelled(arn).filter(|text| !text.contains(['*', '?']) && ArnPattern::read(arn).is_ok_and(fits))
    else {
        return false;
    };
    let mut resources = case.statement.resources.known.iter().filter_map(|value| spelled(value.parts()?));
    resources.any(|resource| resource.strip_prefix(&arn).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// A text with the names of what it refers to; none where not all of it is known.
fn spelled(parts: &[Part]) -> Option<String> {
    let spell = |part: &Part| match part {
        Part::Literal(text) => Some(text.clone()),
        Part::Ambient(ambient) => Some(format!("${{{ambient:?}}}")),
        Part::Reference(reference) => Some(format!("${{{}}}", reference.text)),
        Part::Unknown(_) => None,
    };
    parts.iter().map(spell).collect()
}
