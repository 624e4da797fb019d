//! ARNs that AWS's own pages write in several ways.

use super::INFO;
use crate::choose::Disputed;
use crate::edit::Applicability;
use crate::finding::Severity;
use crate::policy::arn::{ArnPattern, PatternTemplate, captured};
use crate::policy::change::Change;
use crate::policy::operator::Base;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::SourceClause;
use crate::rules::{Case, Draft, Mend};
use crate::text::Span;
use crate::value::Part;

/// A value that lets in one spelling where the others may be the ones that are sent, and no other
/// value of its clause does. The form that lets in all is offered.
pub(super) fn disputed(case: &Case<'_>, it: &SourceClause<'_>, value: (usize, &[Part]), at: Span) -> Option<Draft> {
    let all: Vec<ArnPattern> = it.texts().filter_map(|(_, _, parts)| ArnPattern::read(parts).ok()).collect();
    let written = ArnPattern::read(value.1).ok()?;
    let disputes = case.grant.disputed();
    let (dispute, known, missed) = disputes.iter().find_map(|dispute| doubt(dispute, &written, &all))?;
    Some(Draft {
        rule: &INFO,
        at,
        message: format!("AWS's pages do not agree on this ARN, so it may never match: another spelling is {missed}"),
        severity: Severity::Low,
        mend: mend(it, value.0, &written, known, dispute.wider),
    })
}

/// The dispute, the spelling that is written, and one that is not let in.
fn doubt<'d>(
    dispute: &'d Disputed<'d>,
    written: &ArnPattern,
    all: &[ArnPattern],
) -> Option<(&'d Disputed<'d>, &'d PatternTemplate, &'d PatternTemplate)> {
    let mut spellings = dispute.spellings.iter().copied();
    let known = spellings.clone().find(|form| form.shape_matches(written))?;
    let missed = spellings.find(|form| !all.iter().any(|arn| form.shape_matches(arn)))?;
    Some((dispute, known, missed))
}

/// The wider form with what is written, where the operator takes its wildcards.
fn mend(
    it: &SourceClause<'_>,
    at: usize,
    written: &ArnPattern,
    known: &PatternTemplate,
    wider: &PatternTemplate,
) -> Result<Mend, Reason> {
    let takes_wildcards = it.operator.is_some_and(|operator| matches!(operator.base, Base::Arn(_)));
    let values = captured(known, written);
    let filled = wider.fill(|name| values.get(name).cloned()).ok();
    match filled.filter(|_| takes_wildcards) {
        Some(parts) => Ok(Mend {
            changes: vec![Change::Value { clause: it.index, value: at, parts }],
            applicability: Applicability::Unsafe,
            note: Some("it lets in every spelling, and more: see whether calls arrive as it is".to_owned()),
        }),
        None => {
            let text = format!("write {wider}, which lets in every spelling");
            Err(Reason::new(ReasonKind::Ambiguous, text))
        }
    }
}
