//! # What it does
//! Finds ignores (`# unconfuse: ignore[rule-id] reason`) that hold for nothing: the rule finds
//! nothing there any more, or does not exist, there is no reason, or the day has passed.
//!
//! # Why is this bad?
//! An ignore that outlives its reason hides the next finding at the same place.
//!
//! # Example
//! ```yaml
//! Resources:
//!   Uploads:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument:
//!         Statement:
//!           # unconfuse: ignore[missing-source-condition] the partner moves in January
//!           - Effect: Allow
//!             Principal: {Service: transfer.amazonaws.com}
//!             Action: sts:AssumeRole
//!             Condition:
//!               StringEquals:
//!                 aws:SourceAccount: !Ref AWS::AccountId
//! ```
//! Take it away:
//! ```yaml
//! Resources:
//!   Uploads:
//!     Type: AWS::IAM::Role
//!     Properties:
//!       AssumeRolePolicyDocument:
//!         Statement:
//!           - Effect: Allow
//!             Principal: {Service: transfer.amazonaws.com}
//!             Action: sts:AssumeRole
//!             Condition:
//!               StringEquals:
//!                 aws:SourceAccount: !Ref AWS::AccountId
//! ```
//!
//! # Fix safety
//! Never fixed: whether the ignore or the statement is wrong is for a person to say.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::finding::{RuleInfo, Severity};
use crate::rules::Rule;

/// The rule. It looks at ignores, not at grants, so it judges no case by itself.
pub(super) const RULE: Rule = Rule { info: &INFO, judge: |_| Vec::new() };

/// What is known of it.
pub static INFO: RuleInfo = RuleInfo {
    id: "unused-suppression",
    summary: "An ignore holds for nothing",
    docs: include_str!("unused_suppression.rs"),
    severity: Severity::Low,
};
