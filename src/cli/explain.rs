//! `explain FILE:LINE`: the whole chain of a statement, and what was found in it.

use super::args::Global;
use super::configuration::{Configurations, How};
use super::judge::STACK;
use super::only::keep;
use super::page::print;
use super::terminal::{Terminal, to_stdout};
use super::today::today;
use super::{CLEAN, NOT_DONE, tell_problems};
use crate::discover::{Disk, Found, Job, Roots, discover, shown};
use crate::edit::Applicability;
use crate::engine::{Unit, look};
use crate::finding::RuleInfo;
use crate::outcome::{Outcome, ProgramOutcome};
use crate::paths::folder_of;
use crate::report::change::Wish;
use crate::report::{Report, Verbosity, human};
use crate::rules::RULES;
use crate::settings::Settings;
use crate::trace;
use std::io::Write;
use std::path::{Component, PathBuf};
use std::thread;

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    path: PathBuf,
    /// 1-based.
    line: u32,
}

impl Place {
    /// Reads `FILE:LINE` and `FILE:LINE:COLUMN`; none where it is no place.
    pub(super) fn read(text: &str) -> Option<Place> {
        let (before, last) = text.rsplit_once(':')?;
        let last: u32 = last.parse().ok()?;
        let place = |path: &str, line| Place { path: PathBuf::from(path), line };
        match before.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?))) {
            Some((path, line)) => Some(place(path, line)),
            None => Some(place(before, last)),
        }
    }

    fn shown(&self) -> String {
        shown(&self.path)
    }
}

/// What is known of a place.
struct Known {
    pages: Vec<String>,
    /// Where there are statements in the file at all.
    lines: Vec<u32>,
    program: ProgramOutcome,
}

/// Prints the pages of the statement at a place, and its findings with their patches.
///
/// # Errors
/// No such statement stands there.
pub(super) fn explain_place(place: &Place, global: &Global) -> Result<u8, String> {
    // What calls a module stands around it, so all of the current folder is looked at.
    let is_below = place.path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let mut paths = vec![place.path.clone()];
    paths.extend(is_below.then(|| PathBuf::from(".")));
    let found = discover(&paths, global.threads());
    let path = place.shown();
    if let Some(problem) = found.problems.iter().find(|problem| problem.path == path) {
        return Err(format!("{path}: {}", problem.message));
    }
    let disk = Disk::within(Roots::of(paths.iter().map(PathBuf::as_path)));
    let job = job_of(&found, &path).ok_or_else(|| nothing(place, &[]))?;
    let how = Configurations::new(global.asked())?.of(folder_of(&path))?;
    let known = on_a_deep_stack(|| judge(job, &disk, place, &how))?;
    let outcome = Outcome { programs: vec![known.program], ..Outcome::default() };
    tell_problems(&outcome);
    if known.pages.is_empty() {
        return Err(nothing(place, &known.lines));
    }
    print(known.pages.join("\n").trim_end(), global)?;
    print_findings(&outcome, global)?;
    Ok(if outcome.has_problems() { NOT_DONE } else { CLEAN })
}

fn job_of<'f>(found: &'f Found, path: &str) -> Option<&'f Job> {
    found.jobs.iter().find(|job| match &job.unit {
        Unit::Module { files, .. } => files.iter().any(|file| file == path),
        Unit::Template { path: of } | Unit::NestedTemplate { path: of } | Unit::Policy { path: of } => of == path,
    })
}

fn judge(job: &Job, disk: &Disk, place: &Place, how: &How) -> Known {
    let settings =
        Settings { today: Some(today()), catalogue: how.catalogue(), config: &how.config, ..Settings::default() };
    let looked = look(&job.unit, disk, settings, None);
    let path = place.shown();
    let pages =
        looked.programs.iter().flat_map(|judged| trace::pages(judged, settings.catalogue, &path, place.line)).collect();
    let lines = looked.programs.iter().flat_map(|judged| trace::lines(judged, &path)).collect();
    let program = looked.mended(settings);
    let files = program.files.clone();
    let program = keep(program, |span| {
        let lines = files.get(span.file.0 as usize).filter(|file| *file.path == *path);
        lines.is_some_and(|file| (file.line_of(span.start)..=file.line_of(span.end)).contains(&place.line))
    });
    Known { pages, lines, program }
}

/// Templates may nest deeply, and the parsers call themselves.
fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| format!("cannot start a thread: {error}"))?;
        thread.join().map_err(|_| "the program broke down here; please report it with this file".to_owned())
    })
}

fn nothing(place: &Place, lines: &[u32]) -> String {
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    let others = match lines.as_slice() {
        [] => "; none of this file is".to_owned(),
        lines => format!("; there are some on {}", lines.join(", ")),
    };
    format!("{}:{}: no statement that lets a service in{others}", place.shown(), place.line)
}

fn print_findings(outcome: &Outcome, global: &Global) -> Result<(), String> {
    let rules: Vec<&RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
    let style = Terminal::new(global.color).out;
    let report = Report {
        outcome,
        rules: &rules,
        wish: Wish { level: Applicability::Safe, annotate: false },
        fixed: None,
        verbosity: Verbosity::Quiet,
        style,
        baseline: None,
        roots: &[],
    };
    let write = |out: &mut dyn Write| {
        writeln!(out)?;
        human::FORMAT.write(&report, out)
    };
    to_stdout(style, write).map_err(|error| format!("cannot write: {error}"))
}

#[cfg(test)]
mod tests {
    use super::Place;
    use std::path::PathBuf;

    #[test]
    fn a_place_is_a_file_and_a_line_perhaps_with_a_column() {
        let place = |path: &str, line| Some(Place { path: PathBuf::from(path), line });
        assert_eq!(Place::read("a/iam.tf:12"), place("a/iam.tf", 12));
        assert_eq!(Place::read("iam.tf:12:5"), place("iam.tf", 12));
        assert_eq!(Place::read("C:iam.tf:12"), place("C:iam.tf", 12));
        for other in ["transfer", "missing-source-condition", "iam.tf:", "iam.tf:x", "iam.tf"] {
            assert_eq!(Place::read(other), None, "{other}");
        }
    }
}
