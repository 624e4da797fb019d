//! The command line: arguments in, reports and files out, and an exit code.

mod args;
mod assign;
mod baseline;
mod changed;
mod configuration;
mod examples;
mod explain;
mod fix;
mod git;
mod guide;
mod init;
mod input;
mod inventory;
mod judge;
mod listed;
mod look;
mod lsp;
mod misuse;
mod only;
mod output;
mod page;
mod progress;
mod report;
mod shell;
mod stats;
mod terminal;
mod today;
mod verbs;
mod write;

use crate::config::{FILE_NAME, FailOn};
use crate::finding::RuleInfo;
use crate::outcome::{Outcome, PathProblem, ProgramOutcome};
use crate::report::{Format, Report, Style, Verbosity, change::Wish, diff, human};
use crate::rules::RULES;
use args::{Common, Global};
use assign::Work;
use baseline::Known;
use clap::Parser;
use configuration::How;
use fix::mend;
use input::{Input, Source, gather};
use judge::{Judged, Judging, judge};
use output::{Output, Stream};
use stats::Laps;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use terminal::{Terminal, tell, tell_line, to_stderr, to_stdout};
use verbs::{Command, Verb};

const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const NOT_DONE: u8 = 2;

/// Runs the program with its arguments, the first of which is its own name.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let command = match Command::try_parse_from(&args) {
        Ok(command) => command,
        Err(error) => return ExitCode::from(misuse::answer(error, &args)),
    };
    ExitCode::from(execute(&command).unwrap_or_else(|message| {
        tell(&message);
        NOT_DONE
    }))
}

/// What a verb asks for.
struct Task<'a> {
    global: &'a Global,
    common: &'a Common,
    wish: Wish,
    writes: bool,
    /// A file that was written makes the exit code 1.
    counts_writing: bool,
    outputs: Vec<Output>,
    /// `diff` keeps standard output for the patch; the rest of the report goes beside it.
    is_diff: bool,
    /// The findings that are known.
    baseline: Option<Known>,
    terminal: Terminal,
    verbosity: Verbosity,
    judging: Judging,
}

fn execute(command: &Command) -> Result<u8, String> {
    let global = &command.global;
    match &command.verb {
        Verb::Check(check) => {
            let task = Task::new(global, &check.common, check.formats.outputs.clone());
            perform(&Task { baseline: Known::read(check.baseline.as_deref())?, ..task })
        }
        Verb::Diff(diff) => {
            let task = Task::new(global, &diff.common, vec![Output::of(&diff::FORMAT)]);
            perform(&Task { is_diff: true, wish: diff.common.wish(diff.annotate.annotate), ..task })
        }
        Verb::Fix(fix) => {
            let task = Task::new(global, &fix.common, fix.formats.outputs.clone());
            let wish = fix.common.wish(fix.annotate.annotate);
            perform(&Task { writes: true, counts_writing: fix.exit_non_zero_on_fix, wish, ..task })
        }
        Verb::Baseline(args) => baseline::run(args, global),
        Verb::Inventory(args) => inventory::run(args, global),
        Verb::Report(args) => report::run(args, global),
        Verb::Explain(args) => guide::run_explain(args, global),
        Verb::Services(args) => guide::run_services(args, global),
        Verb::Init(args) => init::run(args, global),
        Verb::Lsp(args) => lsp::run(args, global),
        Verb::Completions(args) => shell::run_completions(args.shell),
        Verb::Man => shell::run_man(),
        Verb::Schema => shell::run_schema(),
    }
}

impl<'a> Task<'a> {
    /// Looks and reports, and no more.
    fn new(global: &'a Global, common: &'a Common, outputs: Vec<Output>) -> Task<'a> {
        Task {
            global,
            common,
            wish: common.wish(false),
            writes: false,
            counts_writing: false,
            outputs,
            is_diff: false,
            baseline: None,
            terminal: Terminal::new(global.color),
            verbosity: global.verbosity(),
            judging: Judging::new(global, &common.inputs),
        }
    }
}

/// Looks, judges, writes where that is asked for, reports, and says how it went.
fn perform(task: &Task<'_>) -> Result<u8, String> {
    output::check(&task.outputs)?;
    let mut laps = Laps::start();
    let Input { work, mut source, given } = gather(&task.common.inputs, task.global, task.judging)?;
    laps.lap("looked for files");
    tell_excluded(&work, task.verbosity);
    let (mut judged, mut problems) = judge(work.jobs, &*source.files(), task.judging);
    laps.lap("judged");
    problems.extend(work.problems);
    let mut fixed = None;
    if task.writes {
        let mended = mend(judged, &mut source, task.wish, task.judging);
        problems.extend(mended.problems);
        (judged, fixed) = (mended.left, Some(mended.fixed));
        laps.lap("wrote and judged again");
    }
    let (mut outcome, hows) = outcome(judged, problems, work.files_read);
    tell_problems(&outcome);
    if task.wish.annotate && task.verbosity > Verbosity::Quiet {
        outcome.programs.iter().for_each(tell_silent);
    }
    if let Some(known) = &task.baseline {
        // What was not looked at may still be there.
        let verbosity = if task.common.inputs.are_limited() { Verbosity::Quiet } else { task.verbosity };
        known.apply(&mut outcome, &given, verbosity);
    }
    if let (true, Source::Stdin { text, .. }) = (task.writes && !outcome.has_problems(), &source) {
        let print = |out: &mut dyn Write| out.write_all(text.as_bytes());
        to_stdout(Style::PLAIN, print).map_err(|error| format!("cannot write: {error}"))?;
    }
    let rules: Vec<&RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
    let report = Report {
        outcome: &outcome,
        rules: &rules,
        wish: task.wish,
        fixed: fixed.as_ref(),
        verbosity: task.verbosity,
        style: task.terminal.out,
        baseline: task.baseline.as_ref().map(|known| &known.fingerprints),
        roots: &given,
    };
    send(task, &source, &report)?;
    laps.lap("reported");
    if task.common.stats {
        stats::print(&report, &laps, task.judging.threads, task.terminal);
    }
    let wrote = fixed.is_some_and(|fixed| !fixed.written.is_empty());
    Ok(match exit_code(&outcome, &hows, task.common) {
        CLEAN if wrote && task.counts_writing => FINDINGS,
        code => code,
    })
}

/// What came out, and how each of its programs was judged.
fn outcome(judged: Vec<Judged>, mut problems: Vec<PathProblem>, files_read: usize) -> (Outcome, Vec<Arc<How>>) {
    problems.sort();
    let telling = judged.into_iter().filter(|judged| has_anything_to_say(&judged.program));
    let (programs, hows) = telling.map(|judged| (judged.program, judged.assigned.how)).unzip();
    (Outcome { programs, files_read, problems }, hows)
}

fn has_anything_to_say(program: &ProgramOutcome) -> bool {
    !(program.grants.is_empty()
        && program.findings.is_empty()
        && program.annotations.is_empty()
        && program.problems.is_empty()
        && program.unread.is_empty())
}

fn send(task: &Task<'_>, source: &Source, report: &Report<'_>) -> Result<(), String> {
    let takes_stdout = task.writes && matches!(source, Source::Stdin { .. });
    let stream = if takes_stdout { Stream::Err } else { Stream::Out };
    let write = |format: &Format, style, out: &mut dyn Write| format.write(&Report { style, ..*report }, out);
    output::write(&task.outputs, stream, task.terminal, &write)?;
    let is_told = task.outputs.iter().any(Output::tells_undecided);
    if task.is_diff || task.verbosity == Verbosity::Verbose && !is_told {
        let style = task.terminal.err;
        // The report is out; a summary that nobody can read is no reason to call it undone.
        let _ = to_stderr(style, |out| human::write_notes(&Report { style, ..*report }, out));
    }
    Ok(())
}

/// Problems are always told, in every format and however quiet a run is to be.
fn tell_problems(outcome: &Outcome) {
    for PathProblem { path, message } in &outcome.problems {
        tell_line(&format!("{path}: {message}"));
    }
    for program in &outcome.programs {
        for problem in &program.problems {
            tell_line(&format!("{}: {}", human::place(program, problem.at), problem.message));
        }
    }
}

/// Where a comment was asked for and is not to be had.
fn tell_silent(program: &ProgramOutcome) {
    for problem in &program.silent {
        tell_line(&format!("note: {}: {}", human::place(program, problem.at), problem.message));
    }
}

/// What the configuration passes over.
fn tell_excluded(work: &Work, verbosity: Verbosity) {
    if work.excluded > 0 && verbosity == Verbosity::Verbose {
        let what = if work.excluded == 1 { "module or template" } else { "modules and templates" };
        tell_line(&format!(
            "note: {} {what} passed over, in whole or in part: `exclude` in {FILE_NAME}",
            work.excluded
        ));
    }
}

/// `hows` tells for each program of the outcome how it was judged.
fn exit_code(outcome: &Outcome, hows: &[Arc<How>], common: &Common) -> u8 {
    let mut programs = outcome.programs.iter().zip(hows);
    let counts = programs.any(|(program, how)| {
        let mut findings = program.findings.iter().filter(|finding| finding.counts());
        findings.any(|finding| {
            let path = program.files.get(finding.statement.file.0 as usize).map_or("", |file| &file.path);
            let level = common.fail_on.or_else(|| how.config.fail_on(path)).unwrap_or(FailOn::USUAL);
            level.counts(finding.severity)
        })
    });
    match (outcome.has_problems(), counts && !common.exit_zero) {
        (true, _) => NOT_DONE,
        (false, true) => FINDINGS,
        (false, false) => CLEAN,
    }
}
