//! Limits what is reported to the files that were asked about; what is read stays as it is.

use crate::finding::{Finding, Remedy};
use crate::outcome::{ProgramOutcome, Verdict};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The part of an outcome whose statements stand in these files. Problems are kept, wherever they
/// are: they tell that the whole was not seen. A fix that is kept keeps all its edits.
pub(super) fn restrict(mut program: ProgramOutcome, only: &BTreeSet<String>) -> ProgramOutcome {
    let paths: Vec<bool> = program.files.iter().map(|file| only.contains(&*file.path)).collect();
    let asked = |span: Span| paths.get(span.file.0 as usize).copied().unwrap_or(false);
    let findings = std::mem::take(&mut program.findings).into_iter().enumerate();
    let (places, findings): (Vec<usize>, Vec<Finding>) =
        findings.filter(|(_, finding)| asked(finding.statement)).unzip();
    program.findings = findings;
    program.grants.retain(|grant| asked(grant.statement));
    program.unread.retain(|policy| asked(policy.at));
    program.annotations.retain(|edit| asked(edit.span));
    renumber_findings(&mut program, &places);
    drop_unused_fixes(&mut program);
    program
}

/// `places` are the numbers that the findings had before, in order.
fn renumber_findings(program: &mut ProgramOutcome, places: &[usize]) {
    for grant in &mut program.grants {
        if let Verdict::Findings(indices) = &mut grant.verdict {
            *indices = indices.iter().filter_map(|index| places.binary_search(index).ok()).collect();
        }
    }
}

fn drop_unused_fixes(program: &mut ProgramOutcome) {
    let mut numbers = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in &mut program.findings {
        if let Remedy::Fix(index) = &mut finding.remedy
            && let Some(fix) = program.fixes.get(*index)
        {
            *index = *numbers.entry(*index).or_insert_with(|| {
                kept.push(fix.clone());
                kept.len() - 1
            });
        }
    }
    program.fixes = kept;
}
