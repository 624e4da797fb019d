//! From findings to fixes that are proven: amendments, what they need, edits, proof.

mod annotate;
mod line_up;
mod needs;
pub mod plan;
pub mod prove;

#[cfg(test)]
mod tests;

use crate::check::Checked;
use crate::edit::{Applicability, merge};
use crate::finding::{Finding, Remedy};
use crate::link::Program;
use crate::outcome::{GrantRow, Problem, ProgramOutcome, Verdict};
use crate::reason::{Reason, ReasonKind};
use plan::Planned;

/// Plans a fix for every finding that offers one, and keeps those that are proven.
#[must_use]
pub fn mend(program: &Program, checked: Checked<'_>) -> ProgramOutcome {
    let planned = plan::plan(program, &checked);
    let mut manual = planned.manual;
    let fitting = without_overlaps(planned.planned, &mut manual);
    let mut problems = program.problems.clone();
    let proven = proven(program, &checked, fitting, &mut manual, &mut problems);
    let places: Vec<_> = checked.found.iter().map(|found| found.place).collect();
    let mut findings: Vec<_> = checked.found.into_iter().map(|found| found.finding).collect();
    for (number, reason) in manual {
        findings[number].remedy = Remedy::Manual { reason, candidates: Vec::new() };
    }
    let mut fixes = Vec::new();
    for one in proven {
        for number in one.closes {
            findings[number].remedy = Remedy::Fix(fixes.len());
        }
        fixes.push(one.fix);
    }
    let notes = annotate::annotate(program, &checked.policies, &findings, &places, &fixes);
    let (grants, findings) = merged(checked.grants, findings, checked.faults);
    ProgramOutcome {
        files: program.files.clone(),
        grants,
        findings,
        fixes,
        annotations: notes.edits,
        silent: notes.silent,
        problems,
        unread: checked.unread,
    }
}

/// Findings and those about ignores in text order, and the verdicts that point to them.
fn merged(mut grants: Vec<GrantRow>, findings: Vec<Finding>, faults: Vec<Finding>) -> (Vec<GrantRow>, Vec<Finding>) {
    if faults.is_empty() {
        return (grants, findings);
    }
    let mut all: Vec<(usize, Finding)> = findings.into_iter().chain(faults).enumerate().collect();
    all.sort_by_key(|(number, finding)| (finding.statement.before(), *number));
    let mut places = vec![0; all.len()];
    for (place, (number, _)) in all.iter().enumerate() {
        places[*number] = place;
    }
    for grant in &mut grants {
        if let Verdict::Findings(numbers) = &mut grant.verdict {
            numbers.iter_mut().for_each(|number| *number = places[*number]);
        }
    }
    (grants, all.into_iter().map(|(_, finding)| finding).collect())
}

/// Fixes that would change the same bytes in different ways: the later one is left to a person.
fn without_overlaps(planned: Vec<Planned>, manual: &mut Vec<(usize, Reason)>) -> Vec<Planned> {
    let mut kept: Vec<Planned> = Vec::new();
    for one in planned {
        let edits = kept.iter().chain([&one]).flat_map(|one| one.fix.edits.iter().cloned());
        if merge(edits).is_ok() {
            kept.push(one);
            continue;
        }
        let reason =
            Reason::new(ReasonKind::Conflict, "another fix changes the same place: run the fix again after it");
        manual.extend(one.closes.iter().map(|&number| (number, reason.clone())));
    }
    kept
}

/// Those fixes that are proven, all together and the safe ones by themselves.
fn proven(
    program: &Program,
    checked: &Checked<'_>,
    mut planned: Vec<Planned>,
    manual: &mut Vec<(usize, Reason)>,
    problems: &mut Vec<Problem>,
) -> Vec<Planned> {
    let mut last = None;
    for level in [Applicability::Unsafe, Applicability::Safe] {
        let chosen: Vec<&Planned> = planned.iter().filter(|one| one.fix.applicability >= level).collect();
        let same_as_last = last.replace(chosen.len()) == Some(chosen.len());
        if same_as_last || chosen.is_empty() || prove::prove(program, checked, &chosen).is_ok() {
            continue;
        }
        let culprits: Vec<(usize, Reason)> = culprits(program, checked, &chosen);
        for (number, reason) in culprits.iter().filter(|(_, reason)| reason.kind == ReasonKind::VerifyFailed) {
            let finding = &checked.found[*number].finding;
            let message = format!("a fix was not proven and so is not offered: {reason}");
            problems.push(Problem { at: finding.at, message });
        }
        let numbers: Vec<usize> = culprits.iter().map(|(number, _)| *number).collect();
        planned.retain(|one| !one.closes.iter().any(|number| numbers.contains(number)));
        manual.extend(culprits);
    }
    planned
}

/// The fixes that fail alone; all of them, where each passes alone.
fn culprits(program: &Program, checked: &Checked<'_>, chosen: &[&Planned]) -> Vec<(usize, Reason)> {
    let mut out = Vec::new();
    let mut passing = Vec::new();
    for one in chosen {
        match prove::prove(program, checked, &[one]) {
            Ok(()) => passing.push(*one),
            Err(reason) => out.extend(one.closes.iter().map(|&number| (number, reason.clone()))),
        }
    }
    if let Err(reason) = prove::prove(program, checked, &passing) {
        out.extend(passing.iter().flat_map(|one| &one.closes).map(|&number| (number, reason.clone())));
    }
    out
}
