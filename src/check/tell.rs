//! What a rule finds, as a finding: with its place, its reasons and its weight.

use super::Site;
use crate::choose::{Choice, Guarded, SourceCondition};
use crate::finding::{Confidence, Finding, Fingerprint, Remedy};
use crate::forms::write::{suggest, unwritten};
use crate::link::Program;
use crate::outcome::GrantRow;
use crate::policy::candidate::Candidate;
use crate::policy::change::Change;
use crate::policy::key::SourceKey;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::rules::{Case, Draft, Mend};
use crate::settings::Settings;
use crate::value::Value;

/// The condition that was chosen for a grant, where there is one.
pub(super) fn chosen<'c>(case: &Case<'c>) -> Option<&'c SourceCondition> {
    match case.choice {
        Choice::Condition(condition) => Some(condition),
        _ => None,
    }
}

/// What AWS asks for in place of a source condition, where it asks for that.
fn other_guard<'c>(case: &Case<'c>) -> Option<&'c Guarded> {
    match case.choice {
        Choice::Guarded(guarded) => Some(guarded),
        _ => None,
    }
}

/// The finding of a draft; its remedy is for the fix to say.
pub(super) fn finding(
    program: &Program,
    settings: Settings<'_>,
    site: Site<'_>,
    case: &Case<'_>,
    row: &GrantRow,
    draft: Draft,
) -> Finding {
    let statement_name = site.sid().unwrap_or_else(|| (site.place.1 + 1).to_string());
    let path = &program.file(row.statement).path;
    let address = row.address.clone();
    let (condition, guarded) = (chosen(case), other_guard(case));
    let offered = condition.filter(|_| draft.mend.is_ok());
    let note = draft.mend.as_ref().ok().and_then(|mend| mend.note.clone());
    Finding {
        fingerprint: Fingerprint::new(draft.rule.id, path, &address, &statement_name, &row.service),
        rule: draft.rule,
        at: draft.at,
        statement: row.statement,
        address,
        statement_name,
        service: row.service.clone(),
        kind: row.kind.clone(),
        message: draft.message,
        labels: condition.map(|condition| condition.labels.clone()).unwrap_or_default(),
        severity: settings.config.severity(path, draft.rule.id).unwrap_or(draft.severity),
        confidence: condition
            .map(|condition| condition.confidence)
            .or(guarded.map(|guarded| guarded.confidence))
            .unwrap_or(Confidence::Low),
        why: match (offered.map(|condition| why(site.statement, condition)), note) {
            (Some(why), Some(note)) if !why.contains(&note) => Some(format!("{why}; {note}")),
            (why, note) => why.or(note),
        },
        consequence: offered.and_then(|condition| consequence(case, condition)),
        citation: condition.map_or_else(|| guarded?.citation.clone(), |condition| condition.citation.clone()),
        candidates: match guarded {
            Some(guarded) => texts(program, site, &guarded.candidates),
            None => candidates(program, site, condition, &draft.mend),
        },
        remedy: Remedy::Manual { reason: Reason::new(ReasonKind::Ambiguous, "no fix was planned") },
        other_services: Vec::new(),
        suppressed: None,
    }
}

/// What to choose from, where a condition is to be added and other accounts may call; else the
/// condition itself, where it cannot be written for lack of a place.
fn candidates(
    program: &Program,
    site: Site<'_>,
    condition: Option<&SourceCondition>,
    mend: &Result<Mend, Reason>,
) -> Vec<String> {
    let is_to_add = match mend {
        Ok(mend) => mend.changes.iter().any(|change| matches!(change, Change::Add { .. })),
        Err(reason) => reason.kind == ReasonKind::MultiAccount,
    };
    let offered = condition.filter(|_| is_to_add).map(|condition| condition.candidates.as_slice()).unwrap_or_default();
    let texts = texts(program, site, offered);
    if !texts.is_empty() {
        return texts;
    }
    let provider = condition.and_then(|condition| condition.provider.as_deref());
    let unwritten = mend.as_ref().ok().and_then(|mend| unwritten(program, site.statement, &mend.changes, provider));
    unwritten.into_iter().collect()
}

/// Candidates as the statement would have them.
fn texts(program: &Program, site: Site<'_>, candidates: &[Candidate]) -> Vec<String> {
    let texts = candidates.iter().map(|candidate| suggest(program, site.statement, candidate));
    texts.filter(|text| !text.is_empty()).collect()
}

/// What a statement is called in a sentence.
pub(super) fn called(program: &Program, statement: &Statement) -> String {
    let span = statement.place.span();
    match statement.sid.as_ref().and_then(Value::literal).filter(|sid| !sid.is_empty()) {
        Some(sid) => format!("`{sid}`"),
        None => format!("the statement in line {}", program.file(span).line_of(span.start)),
    }
}

/// What a condition is made from, and why the source ARN is left out where the statement has none.
fn why(statement: &Statement, condition: &SourceCondition) -> String {
    let mut keys = statement.conditions.known.iter().filter_map(|clause| clause.key.literal());
    let has_arn = keys.any(|key| SourceKey::parse(&key) == Some(SourceKey::SourceArn));
    match &condition.no_arn {
        Some(reason) if !has_arn => format!("{}; no source ARN: {reason}", condition.why),
        _ => condition.why.clone(),
    }
}

/// What would stop working if the condition were wrong, and where that would show.
fn consequence(case: &Case<'_>, condition: &SourceCondition) -> Option<String> {
    let breaks = condition.consequence.as_ref()?;
    let signal =
        if case.is_role_trust { "AssumeRole with AccessDenied in CloudTrail" } else { "AccessDenied in CloudTrail" };
    Some(format!("{breaks}; look for {signal}"))
}
