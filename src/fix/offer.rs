//! Which fixes are offered: those that overlap no other one and are proven.

use crate::check::{Checked, Found};
use crate::edit::{Applicability, Fitting};
use crate::finding::Severity;
use crate::fix::plan::{Planned, plan_at};
use crate::fix::prove::prove;
use crate::link::Program;
use crate::outcome::Problem;
use crate::reason::{Reason, ReasonKind};
use crate::settings::Settings;
use std::collections::BTreeSet;

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

/// Plans and proves the fixes that close a wanted finding (by its number) and may be trusted so far:
/// whoever takes one alone wants it proven alone. The settings are those that the program was judged
/// with.
#[must_use]
pub fn offer(
    program: &Program,
    checked: &Checked,
    settings: Settings<'_>,
    is_wanted: impl Fn(usize) -> bool,
    at_least: Applicability,
) -> Offer {
    let wanted = checked.found.iter().enumerate().filter(|(number, _)| is_wanted(*number));
    let places: BTreeSet<(usize, usize)> = wanted.map(|(_, found)| found.place).collect();
    let planned = plan_at(program, checked, |place| places.contains(&place));
    let mut out = Offer { manual: planned.manual, ..Offer::default() };
    let closes = |one: &Planned| one.closes.iter().any(|number| is_wanted(*number));
    let trusted = |one: &Planned| one.fix.applicability >= at_least;
    let wanted = planned.planned.into_iter().filter(|one| trusted(one) && closes(one)).collect();
    let fitting = without_overlaps(wanted, &mut out.manual);
    Prover { program, checked, settings }.keep_proven(fitting, &mut out);
    out
}

/// Fixes that would change the same bytes in different ways: the later one is left to a person.
fn without_overlaps(planned: Vec<Planned>, manual: &mut Vec<(usize, Reason)>) -> Vec<Planned> {
    let mut kept: Vec<Planned> = Vec::new();
    let mut taken = Fitting::default();
    for one in planned {
        if taken.take(&one.fix.edits) {
            kept.push(one);
            continue;
        }
        let reason =
            Reason::new(ReasonKind::Conflict, "another fix changes the same place: run the fix again after it");
        manual.extend(one.closes.iter().map(|&number| (number, reason.clone())));
    }
    kept
}

struct Prover<'p> {
    program: &'p Program,
    checked: &'p Checked,
    settings: Settings<'p>,
}

impl Prover<'_> {
    /// Keeps those fixes that are proven, all together and the safe ones by themselves.
    fn keep_proven(&self, mut planned: Vec<Planned>, out: &mut Offer) {
        let mut last = None;
        for level in [Applicability::Unsafe, Applicability::Safe] {
            let chosen: Vec<&Planned> = planned.iter().filter(|one| one.fix.applicability >= level).collect();
            let same_as_last = last.replace(chosen.len()) == Some(chosen.len());
            if same_as_last || chosen.is_empty() || self.prove(&chosen).is_ok() {
                continue;
            }
            let culprits = self.culprits(&chosen).into_iter();
            let culprits: Vec<_> = culprits.map(|(number, reason)| (number, self.excused(number, reason))).collect();
            for (number, reason) in culprits.iter().filter(|(_, reason)| reason.kind == ReasonKind::VerifyFailed) {
                let finding = &self.checked.found[*number].finding;
                let message = format!("a fix was not proven and so is not offered: {reason}");
                out.problems.push(Problem { at: finding.at, message });
            }
            let numbers: Vec<usize> = culprits.iter().map(|(number, _)| *number).collect();
            planned.retain(|one| !one.closes.iter().any(|number| numbers.contains(number)));
            out.manual.extend(culprits);
        }
        out.fixes = planned;
    }

    /// Why a fix of a finding is not offered. Where a person has to mend something else in the statement,
    /// it need not pass: as it is then, the statement may let in nobody, or anyone.
    fn excused(&self, number: usize, reason: Reason) -> Reason {
        let all = &self.checked.found;
        let is_in_the_way = |other: &Found| {
            other.place == all[number].place && other.mend.is_err() && other.finding.severity > Severity::Info
        };
        match reason.kind {
            ReasonKind::VerifyFailed if all.iter().any(is_in_the_way) => {
                let text = "something else in the statement has to be mended by hand first";
                Reason::new(ReasonKind::Conflict, text)
            }
            _ => reason,
        }
    }

    /// The fixes that fail alone; all of them, where each passes alone.
    fn culprits(&self, chosen: &[&Planned]) -> Vec<(usize, Reason)> {
        let mut out = Vec::new();
        let mut passing = Vec::new();
        for one in chosen {
            match self.prove(&[one]) {
                Ok(()) => passing.push(*one),
                Err(reason) => out.extend(one.closes.iter().map(|&number| (number, reason.clone()))),
            }
        }
        if let Err(reason) = self.prove(&passing) {
            out.extend(passing.iter().flat_map(|one| &one.closes).map(|&number| (number, reason.clone())));
        }
        out
    }

    fn prove(&self, fixes: &[&Planned]) -> Result<(), Reason> {
        prove(self.program, self.checked, self.settings, fixes)
    }
}
