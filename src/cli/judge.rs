//! The units of a run, judged in parallel, their outcomes in the order of the units.

use super::args::{Global, Inputs};
use super::assign::Assigned;
use super::only::restrict;
use super::progress;
use super::terminal::tell;
use super::today::today;
use crate::date::Date;
use crate::engine::{self, Unit};
use crate::files::Files;
use crate::outcome::{PathProblem, ProgramOutcome};
use crate::paths::normal;
use crate::settings::Settings;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Templates may nest deeply, and the parsers call themselves.
pub(super) const STACK: usize = 16 << 20;

/// How a run judges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judging {
    /// At most this many threads.
    pub(super) threads: usize,
    /// The day on which ignores have expired or have not.
    pub(super) today: Option<Date>,
    /// Do ignores that were written for other scanners hold too?
    pub(super) honour_other_ignores: bool,
    /// Is somebody waiting who wants to see how far it has come?
    pub(super) is_watched: bool,
}

impl Judging {
    /// As the flags ask.
    pub(super) fn new(global: &Global, inputs: &Inputs) -> Judging {
        let is_watched = progress::is_wanted(global.verbosity());
        Judging {
            threads: global.threads(),
            today: Some(inputs.today.unwrap_or_else(today)),
            honour_other_ignores: inputs.honour_other_ignores,
            is_watched,
        }
    }
}

/// A job and its outcome.
pub(super) struct Judged {
    /// What was judged, and how.
    pub(super) assigned: Assigned,
    /// What came out.
    pub(super) program: ProgramOutcome,
}

/// Judges every job. The outcomes stand in the order of the jobs;
/// jobs that broke the program down are told instead.
pub(super) fn judge(jobs: Vec<Assigned>, files: &dyn Files, judging: Judging) -> (Vec<Judged>, Vec<PathProblem>) {
    let mut done = Vec::with_capacity(jobs.len());
    let mut problems = Vec::new();
    let outcomes = spread(&jobs, files, judging);
    for (assigned, outcome) in jobs.into_iter().zip(outcomes) {
        match outcome {
            Ok(program) => done.push(Judged { assigned, program }),
            Err(problem) => problems.push(problem),
        }
    }
    (without_read_policies(done), problems)
}

/// Without the policies in files of their own that a module reads.
fn without_read_policies(mut judged: Vec<Judged>) -> Vec<Judged> {
    let modules = judged.iter().filter(|it| matches!(it.assigned.job.unit, Unit::Module { .. }));
    let read: BTreeSet<String> = modules.flat_map(|it| &it.program.files).map(|file| normal(&file.path)).collect();
    judged.retain(|it| match &it.assigned.job.unit {
        Unit::Policy { path } => !read.contains(&normal(path)),
        _ => true,
    });
    judged
}

/// One outcome per job, in their order.
fn spread(jobs: &[Assigned], files: &dyn Files, judging: Judging) -> Vec<Result<ProgramOutcome, PathProblem>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(jobs.len()));
    let work = || {
        while let Some((number, job)) = take(&next, jobs) {
            let outcome = judge_one(job, files, judging);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, outcome));
        }
    };
    let line = || {
        let taken = next.load(Ordering::Relaxed).min(jobs.len());
        format!("judging: {taken} of {} modules and templates", jobs.len())
    };
    progress::watched(judging.is_watched, line, || on_threads(judging.threads.min(jobs.len()), &work));
    // Where no thread could be started, all is still to be done.
    work();
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

/// Does the same work on this many threads, or on as many as there can be.
fn on_threads(count: usize, work: &(impl Fn() + Sync)) {
    thread::scope(|scope| {
        for _ in 0..count {
            if let Err(error) = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
                tell(&format!("goes on with fewer threads: {error}"));
                break;
            }
        }
    });
}

fn take<'a>(next: &AtomicUsize, jobs: &'a [Assigned]) -> Option<(usize, &'a Assigned)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(number).map(|job| (number, job))
}

/// A defect of ours in one unit must not keep the others from being judged.
fn judge_one(
    Assigned { job, how }: &Assigned,
    files: &dyn Files,
    judging: Judging,
) -> Result<ProgramOutcome, PathProblem> {
    let settings = Settings {
        today: judging.today,
        honour_other_ignores: judging.honour_other_ignores,
        catalogue: how.catalogue(),
        config: &how.config,
    };
    match catch_unwind(AssertUnwindSafe(|| engine::run(&job.unit, files, settings))) {
        Ok(program) => Ok(match &job.only {
            Some(only) => restrict(program, only),
            None => program,
        }),
        Err(_) => Err(PathProblem {
            path: job.place(),
            message: "the program broke down here; please report it with this file".to_owned(),
        }),
    }
}
