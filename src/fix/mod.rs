//! From findings to fixes that are proven: amendments, what they need, edits, proof.

mod annotate;
mod line_up;
mod needs;
mod offer;
mod pieces;
pub mod plan;
pub mod prove;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use crate::check::Checked;
use crate::edit::Applicability;
use crate::finding::{Finding, Remedy};
use crate::link::Program;
use crate::outcome::{GrantRow, ProgramOutcome, Verdict};
use crate::settings::Settings;
pub use offer::{Offer, offer};

/// Plans a fix for every finding that offers one, and keeps those that are proven. The settings
/// are those that the program was judged with.
#[must_use]
pub fn mend(program: &Program, checked: Checked, settings: Settings<'_>) -> ProgramOutcome {
    let Offer { fixes: proven, manual, problems: unproven } =
        offer(program, &checked, settings, |_| true, Applicability::DisplayOnly);
    let places: Vec<_> = checked.found.iter().map(|found| found.place).collect();
    let mut findings: Vec<_> = checked.found.into_iter().map(|found| found.finding).collect();
    for (number, reason) in manual {
        findings[number].remedy = Remedy::Manual { reason };
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
        problems: program.problems.iter().cloned().chain(unproven).collect(),
        unread: checked.unread,
        is_secret: program.is_plan(),
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
