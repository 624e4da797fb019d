//! # What it does
//! Finds source ARNs whose account is empty or a wildcard, without `aws:SourceAccount` beside them.
//!
//! # Why is this bad?
//! Names of buckets and hosted zones are free again once deleted: whoever takes the name is let in.
//! With a wildcard for the account, everyone is.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "s3.amazonaws.com" },
//!     "Action": "sqs:SendMessage",
//!     "Resource": "arn:aws:sqs:eu-west-1:111122223333:inbox",
//!     "Condition": {
//!       "ArnLike": { "aws:SourceArn": "arn:aws:s3:::uploads" }
//!     }
//!   }
//! }
//! ```
//! Name the account too:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "s3.amazonaws.com" },
//!     "Action": "sqs:SendMessage",
//!     "Resource": "arn:aws:sqs:eu-west-1:111122223333:inbox",
//!     "Condition": {
//!       "ArnLike": { "aws:SourceArn": "arn:aws:s3:::uploads" },
//!       "StringEquals": { "aws:SourceAccount": "111122223333" }
//!     }
//!   }
//! }
//! ```
//!
//! # Fix safety
//! Safe where AWS documents that the service sends the account and it is known by construction.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::arn::{Account, ArnPattern};
use crate::policy::change::Change;
use crate::policy::condition::SOURCE_ACCOUNT;
use crate::policy::key::SourceKey;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{is_anything, source_clauses};
use crate::rules::{Case, Draft, Mend, Rule, kept_back};
use crate::value::Part;

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "source-arn-without-account",
    summary: "A source ARN names no account, and nothing else does",
    docs: include_str!("source_arn_without_account.rs"),
    severity: Severity::High,
};

const ELSEWHERE: &str = "the source is given from outside, so it may be in another account";

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let clauses = source_clauses(case.statement);
    let named = clauses.iter().any(|it| it.key != SourceKey::SourceArn && it.keeps_out())
        || clauses.iter().any(|it| it.key == SourceKey::SourceAccount && it.operator.is_none());
    let weak = clauses.iter().filter(|it| it.key == SourceKey::SourceArn);
    let first = weak.flat_map(|it| it.texts().map(move |found| (it, found))).find(|(it, (_, value, parts))| {
        !is_anything(value) && (lacks_account(case, parts) || it.reaches_over_accounts(case, parts))
    });
    let (false, Some((it, (_, value, _)))) = (named, first) else { return Vec::new() };
    // Who gives the name of the source may give one of another account.
    let is_given = value.references().iter().any(|reference| case.given.contains(&reference.symbol));
    let elsewhere = is_given && case.grant.callers.known.is_empty();
    let mend = match case.condition() {
        Some(condition) if condition.applicability == Applicability::DisplayOnly => Err(kept_back(condition)),
        Some(condition) => match &condition.account {
            Some(account) => Ok(Mend {
                changes: vec![Change::Add {
                    operator: "StringEquals",
                    key: SOURCE_ACCOUNT,
                    values: vec![account.clone()],
                }],
                applicability: if elsewhere { Applicability::Unsafe } else { condition.applicability },
                note: condition.doubt.as_ref().map(ToString::to_string).or(elsewhere.then(|| ELSEWHERE.to_owned())),
            }),
            None => {
                Err(Reason::new(ReasonKind::Unverified, "AWS does not document that the service sends the account"))
            }
        },
        None => Err(Reason::new(ReasonKind::Unverified, "AWS does not document that the service sends the account")),
    };
    vec![Draft {
        rule: &INFO,
        at: value.node().map_or(it.clause.span, |node| node.span),
        message: "this source ARN names no account: whoever owns such a resource is let in".to_owned(),
        severity: case.open_severity(),
        mend,
    }]
}

/// Is the account left open, though the ARN is of a right form? One that is named as a whole is of
/// the only form that there is.
fn lacks_account(case: &Case<'_>, parts: &[Part]) -> bool {
    let Ok(arn) = ArnPattern::read(parts) else {
        let mut sources = case.grant.pairs.iter().filter(|pair| !pair.patterns.is_empty()).peekable();
        let named = matches!(parts, [Part::Reference(_) | Part::Unknown(_)]);
        return named && sources.peek().is_some() && sources.all(|pair| pair.names_no_account());
    };
    let open = matches!(arn.account(), Account::Empty | Account::Wildcard | Account::Mixed);
    let forms = case.forms;
    open && (forms.is_empty() || forms.iter().any(|form| form.shape_matches(&arn)))
}
