//! # What it does
//! Compares source ARNs with the forms that this service sends for this kind of policy: a stray
//! slash, doubled colons, a missing account, another type of resource, a Region of another
//! partition, the ARN of a resource that it does not act for. The name of a resource where its ARN belongs is found too, and so is a name in an ARN
//! where the service sends the id that AWS made.
//!
//! # Why is this bad?
//! The condition never holds, and the service is locked out. AWS's own pages carry
//! `arn:aws:transfer:region:account-id:/server/server-id`.
//!
//! # Example
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:transfer:eu-west-1:111122223333:/server/s-1" } }
//!   }
//! }
//! ```
//! Write the form that is sent:
//! ```json
//! {
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "Service": "transfer.amazonaws.com" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:transfer:eu-west-1:111122223333:server/s-1" } }
//!   }
//! }
//! ```
//!
//! Where AWS's own pages write one ARN in several ways, a condition that lets in only one of them
//! is told with a low severity.
//!
//! # Fix safety
//! Safe where only one documented form is near and the account stays the same; the grant may then
//! work for the first time. A name is replaced by the reference to the ARN with `--unsafe-fixes`.
//!
//! # References
//! - <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

mod disputed;
mod reference;

use crate::edit::Applicability;
use crate::finding::{RuleInfo, Severity};
use crate::policy::arn::{ArnError, ArnPattern, PatternTemplate, closest, nearest};
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::policy::operator::Base;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::{SourceClause, is_anything, revives_safely, sent_clauses};
use crate::rules::{Case, Draft, Mend, NameForId, Rule};
use crate::value::Part;
use disputed::disputed;
use reference::referred;

/// The rule.
pub(super) const RULE: Rule = Rule { info: &INFO, judge };

static INFO: RuleInfo = RuleInfo {
    id: "malformed-source-arn",
    summary: "A source ARN has a form that the service never sends",
    docs: include_str!("malformed_source_arn.rs"),
    severity: Severity::High,
};

fn judge(case: &Case<'_>) -> Vec<Draft> {
    let mut out = Vec::new();
    for it in sent_clauses(case) {
        if it.key != SourceKey::SourceArn || !it.compares_texts() {
            continue;
        }
        for (number, value, parts) in it.texts().filter(|(_, value, _)| !is_anything(value)) {
            if it.reaches_over_accounts(case, parts) {
                continue;
            }
            let written = |parts| Change::Value { clause: it.index, value: number, parts };
            let at = value.node().map_or(it.clause.span, |node| node.span);
            let named = named(case, parts, written);
            let forms = if holds_without(case, &it, number) { case.all_forms } else { case.forms };
            let found = named.or_else(|| of_form(case, forms, parts, written));
            let found = found.or_else(|| for_id(case, &it, number, written));
            let found = found.or_else(|| referred(case, &it, (number, parts), written));
            let Some((message, mend)) = found else {
                out.extend(disputed(case, &it, (number, parts), at));
                continue;
            };
            out.push(Draft { rule: &INFO, at, message, severity: Severity::High, mend });
        }
    }
    out
}

/// Has the clause another value that may hold for the uses that are meant? Then this one may be for a
/// use that is not to be seen here.
fn holds_without(case: &Case<'_>, it: &SourceClause<'_>, number: usize) -> bool {
    it.clause.values.rest.is_some()
        || it.texts().any(|(other, _, parts)| other != number && fault(case.forms, parts).is_none())
}

/// What is wrong with a reference that gives a name where the ARN belongs, and the ARN.
fn named(
    case: &Case<'_>,
    parts: &[Part],
    written: impl Fn(Vec<Part>) -> Change,
) -> Option<(String, Result<Mend, Reason>)> {
    let [Part::Reference(reference), rest @ ..] = parts else { return None };
    let named = case.names.iter().find(|named| named.reference == *reference)?;
    let arn = named.arn.as_ref().filter(|_| rest.is_empty());
    let right = arn.map(|arn| format!(" (`{}`)", arn.text)).unwrap_or_default();
    let message = format!("`{}` names the source and is not its ARN{right}", reference.text);
    let mend = match arn {
        Some(arn) => Ok(revived(Applicability::Unsafe, written(vec![Part::Reference(arn.clone())]))),
        None => Err(Reason::new(ReasonKind::Ambiguous, wanted_form(case.forms, parts))),
    };
    Some((message, mend))
}

/// What is wrong with an ARN that has a name where the id belongs, and the ARN with the id, or with a
/// wildcard in its place.
fn for_id(
    case: &Case<'_>,
    it: &SourceClause<'_>,
    number: usize,
    written: impl Fn(Vec<Part>) -> Change,
) -> Option<(String, Result<Mend, Reason>)> {
    let NameForId { name, right, is_exact, .. } =
        case.ids.iter().find(|found| found.clause == it.index && found.value == number)?;
    let message = format!("`{name}` is not the id that {} sends: AWS makes it", case.grant.service);
    let takes_wildcards = it.operator.is_some_and(|operator| matches!(operator.base, Base::Arn(_)));
    let mend = match (is_exact, takes_wildcards) {
        (true, _) => Ok(revived(revives_safely(case, right), written(right.clone()))),
        (false, true) => Ok(revived(Applicability::Unsafe, written(right.clone()))),
        (false, false) => {
            Err(Reason::new(ReasonKind::Ambiguous, "write the id in place of the name, or ArnLike and a wildcard"))
        }
    };
    Some((message, mend))
}

/// What is wrong with an ARN that has none of the forms that are sent, and the nearest right one.
fn of_form(
    case: &Case<'_>,
    forms: &[PatternTemplate],
    parts: &[Part],
    written: impl Fn(Vec<Part>) -> Change,
) -> Option<(String, Result<Mend, Reason>)> {
    let fault = fault(forms, parts)?;
    let Some(repair) = nearest(forms, parts) else {
        return Some((fault, Err(Reason::new(ReasonKind::Ambiguous, wanted_form(forms, parts)))));
    };
    let faults: Vec<String> = repair.faults.iter().map(ToString::to_string).collect();
    let message = format!("{} sends no such ARN: it has {}", case.grant.service, faults.join(", "));
    Some((message, Ok(revived(revives_safely(case, &repair.parts), written(repair.parts)))))
}

/// The mend of a condition that has never held.
fn revived(applicability: Applicability, change: Change) -> Mend {
    let note = Some("the grant may then work for the first time".to_owned());
    Mend { applicability, changes: vec![change], note }
}

/// What is wrong with an ARN, in words; none where it may be right.
fn fault(forms: &[PatternTemplate], parts: &[Part]) -> Option<String> {
    match ArnPattern::read(parts) {
        Err(ArnError::Unclear) => None,
        Err(_) if forms.is_empty() => None,
        Err(error) => Some(format!("this never matches an ARN: {error}")),
        Ok(_) if forms.is_empty() => None,
        Ok(arn) => {
            let fits = forms.iter().any(|form| form.shape_matches(&arn));
            (!fits).then(|| "the service sends no ARN of this form here".to_owned())
        }
    }
}

/// What to write instead.
fn wanted_form(forms: &[PatternTemplate], parts: &[Part]) -> String {
    let nearest: Vec<String> = closest(forms, parts, 2).into_iter().map(ToString::to_string).collect();
    match nearest.is_empty() {
        true => "write the ARN of the resource that the service acts for".to_owned(),
        false => format!("write a form that it sends, such as {}", nearest.join(" or ")),
    }
}
