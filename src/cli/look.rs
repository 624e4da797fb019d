//! Looking without writing, for the verbs that print something of their own.

use super::args::{Global, Inputs};
use super::input::{Input, gather};
use super::judge::{Judging, judge};
use super::{CLEAN, NOT_DONE, outcome, tell_excluded, tell_problems};
use crate::outcome::Outcome;

/// Judges what the arguments name; problems are told.
///
/// # Errors
/// What is wrong with the arguments.
pub(super) fn look(inputs: &Inputs, global: &Global) -> Result<Outcome, String> {
    let judging = Judging::new(global, inputs);
    let Input { work, source, .. } = gather(inputs, global, judging)?;
    tell_excluded(&work, global.verbosity());
    let (judged, mut problems) = judge(work.jobs, &*source.files(), judging);
    problems.extend(work.problems);
    let (outcome, _) = outcome(judged, problems, work.files_read);
    tell_problems(&outcome);
    Ok(outcome)
}

/// The exit code of a verb whose findings do not count.
pub(super) fn done(outcome: &Outcome) -> u8 {
    if outcome.has_problems() { NOT_DONE } else { CLEAN }
}
