//! # What it does
//! Finds source ARNs that refer to the resource which the policy protects, not to the one that calls.
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
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::sent_clauses;
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
    for it in sent_clauses(case).iter().filter(|it| it.key == SourceKey::SourceArn) {
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
