//! Writes what can be mended, then looks again: what is left is what a new run would find.

use super::input::Source;
use super::judge::{Judged, Judging, judge};
use crate::discover::Job;
use crate::edit::Applicability;
use crate::outcome::{Outcome, PathProblem, ProgramOutcome};
use crate::report::change::{Change, Wish, changes};
use crate::report::{Fixed, FixedFinding};

/// What is left after writing, and what is no more.
pub(super) struct Mended {
    /// Outcomes as a new run would find them, in the order of the jobs.
    pub(super) left: Vec<Judged>,
    /// What was closed.
    pub(super) fixed: Fixed,
    /// Programs that could not be written: nothing of them was.
    pub(super) problems: Vec<PathProblem>,
}

/// Writes the wished-for edits of each program and judges the changed ones again.
pub(super) fn mend(judged: Vec<Judged>, source: &mut Source, wish: Wish, judging: Judging) -> Mended {
    let mut left = Vec::new();
    let mut problems = Vec::new();
    let (mut jobs, mut mended, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for Judged { assigned, program } in judged {
        let paths = write_one(&program, source, wish).unwrap_or_else(|problem| {
            problems.push(problem);
            Vec::new()
        });
        if paths.is_empty() {
            left.push(Judged { assigned, program });
            continue;
        }
        jobs.push(assigned);
        mended.push(program);
        written.extend(paths);
    }
    let (again, broken) = judge(jobs, &*source.files(), judging);
    problems.extend(broken);
    left.extend(again);
    left.sort_by_cached_key(|judged| Job::place(&judged.assigned.job));
    written.sort();
    Mended { left, fixed: Fixed { written, ..closed(mended, wish.level) }, problems }
}

/// The files that were written.
fn write_one(program: &ProgramOutcome, source: &mut Source, wish: Wish) -> Result<Vec<String>, PathProblem> {
    let mut pending = changes(program, wish);
    // Files that only declare what the others use come first: should the machine stop between two
    // files, what stands there is unused, not undeclared. The sort keeps the order within each.
    pending.sort_by_key(|change| mends_statement(program, change));
    if !pending.is_empty() {
        source.write(&pending)?;
    }
    Ok(pending.iter().map(|change| change.file.path.to_string()).collect())
}

/// Does one of the statements with a finding stand in this file?
fn mends_statement(program: &ProgramOutcome, change: &Change<'_>) -> bool {
    program.findings.iter().any(|finding| {
        program.files.get(finding.statement.file.0 as usize).is_some_and(|file| file.path == change.file.path)
    })
}

/// What a run that wrote these programs down to `level` has closed.
fn closed(mended: Vec<ProgramOutcome>, level: Applicability) -> Fixed {
    let findings = mended.iter().flat_map(|program| fixed_findings(program, level)).collect();
    let before = Outcome { programs: mended, ..Outcome::default() };
    Fixed { grants: before.summary(level).fixable, findings, written: Vec::new() }
}

fn fixed_findings(program: &ProgramOutcome, level: Applicability) -> impl Iterator<Item = FixedFinding> {
    program.findings.iter().filter_map(move |finding| {
        let fix = program.fix_of(finding).filter(|fix| fix.applicability >= level)?;
        let file = program.files.get(finding.at.file.0 as usize)?;
        Some(FixedFinding {
            path: file.path.to_string(),
            line: file.line_of(finding.at.start),
            rule: finding.rule.id,
            message: finding.message.clone(),
            title: fix.title.clone(),
            fingerprint: finding.fingerprint.to_string(),
        })
    })
}

#[cfg(test)]
mod tests;
