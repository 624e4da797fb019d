//! Ignores that do not hold, told as findings.

use crate::finding::{Confidence, Finding, Fingerprint, Remedy};
use crate::link::Program;
use crate::policy::statement::PolicyKind;
use crate::reason::{Reason, ReasonKind};
use crate::rules::UNUSED_SUPPRESSION;
use crate::suppress::Fault;

/// An ignore that does not hold, as a finding.
pub(super) fn finding(program: &Program, fault: Fault) -> Finding {
    let Fault { at, message, advice } = fault;
    let address = program.symbol_at(at).map(|symbol| program.symbol(symbol).address.clone()).unwrap_or_default();
    let info = &UNUSED_SUPPRESSION;
    Finding {
        fingerprint: Fingerprint::new(info.id, &program.file(at).path, &address, &message, ""),
        rule: info,
        at,
        statement: at,
        address,
        statement_name: String::new(),
        service: String::new(),
        kind: PolicyKind("none".to_owned()),
        message,
        labels: Vec::new(),
        severity: info.severity,
        confidence: Confidence::High,
        why: None,
        consequence: None,
        citation: None,
        remedy: Remedy::Manual { reason: Reason::new(ReasonKind::Ambiguous, advice) },
        candidates: Vec::new(),
        other_services: Vec::new(),
        suppressed: None,
    }
}
