//! Which fixes are offered: those that overlap no other one and are proven.

use crate::check::Checked;
use crate::edit::{Applicability, merge};
use crate::fix::plan::{Planned, plan};
use crate::fix::prove::prove;
use crate::link::Program;
use crate::outcome::Problem;
use crate::reason::{Reason, ReasonKind};

/// Fixes that are proven, all together and the safe ones by themselves.
#[derive(Debug, Default)]
pub struct Offer {
    /// The fixes, in text order.
    pub fixes: Vec<Planned>,
    /// Findings without a fix, by their number, and why.
    pub manual: Vec<(usize, Reason)>,
    /// Fixes that should have passed and did not.
    pub problems: Vec<Problem>,
}

/// Plans all fixes, and proves those that are wanted: whoever takes one alone wants it proven alone.
#[must_use]
pub fn offer(program: &Program, checked: &Checked, wanted: impl Fn(&Planned) -> bool) -> Offer {
    let planned = plan(program, checked);
    let mut out = Offer { manual: planned.manual, ..Offer::default() };
    let wanted = planned.planned.into_iter().filter(wanted).collect();
    let fitting = without_overlaps(wanted, &mut out.manual);
    out.fixes = proven(program, checked, fitting, &mut out.manual, &mut out.problems);
    out
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
    checked: &Checked,
    mut planned: Vec<Planned>,
    manual: &mut Vec<(usize, Reason)>,
    problems: &mut Vec<Problem>,
) -> Vec<Planned> {
    let mut last = None;
    for level in [Applicability::Unsafe, Applicability::Safe] {
        let chosen: Vec<&Planned> = planned.iter().filter(|one| one.fix.applicability >= level).collect();
        let same_as_last = last.replace(chosen.len()) == Some(chosen.len());
        if same_as_last || chosen.is_empty() || prove(program, checked, &chosen).is_ok() {
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
fn culprits(program: &Program, checked: &Checked, chosen: &[&Planned]) -> Vec<(usize, Reason)> {
    let mut out = Vec::new();
    let mut passing = Vec::new();
    for one in chosen {
        match prove(program, checked, &[one]) {
            Ok(()) => passing.push(*one),
            Err(reason) => out.extend(one.closes.iter().map(|&number| (number, reason.clone()))),
        }
    }
    if let Err(reason) = prove(program, checked, &passing) {
        out.extend(passing.iter().flat_map(|one| &one.closes).map(|&number| (number, reason.clone())));
    }
    out
}
