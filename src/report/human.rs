//! For a person at a terminal: each finding with its place, its proof and its patch.

mod finding;
mod hints;

use super::{Fixed, Format, Report, Verbosity, Writer, document, escape, overview, summary};
use crate::finding::{Suppression, SuppressionKind};
use crate::outcome::{ProgramOutcome, Verdict};
use crate::reason::Reason;
use crate::text::Span;
use std::io::{self, Write};

/// The default.
pub const FORMAT: Format = Format {
    name: "human",
    about: "snippets, patches and reasons, for people",
    writer: Writer::Either(write, overview::write),
};

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(fixed) = report.fixed {
        write_fixed(fixed, out)?;
    }
    for program in &report.outcome.programs {
        finding::write_all(program, report, out)?;
    }
    write_notes(report, out)?;
    if report.verbosity > Verbosity::Quiet { hints::write_all(report, out) } else { Ok(()) }
}

/// What stands below the findings: the summary line and, where asked for, what is undecided.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_notes(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.verbosity == Verbosity::Verbose {
        for program in &report.outcome.programs {
            write_suppressed(program, out)?;
            write_undecided(program, out)?;
        }
    }
    if report.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    writeln!(out, "{}", summary::line(&document::summary(report)))
}

fn write_fixed(fixed: &Fixed, out: &mut dyn Write) -> io::Result<()> {
    for finding in &fixed.findings {
        let (path, title) = (escape::one_line(&finding.path), escape::one_line(&finding.title));
        writeln!(out, "fixed {path}:{} [{}]: {title}", finding.line, finding.rule)?;
    }
    if fixed.findings.is_empty() { Ok(()) } else { writeln!(out) }
}

fn write_suppressed(program: &ProgramOutcome, out: &mut dyn Write) -> io::Result<()> {
    for finding in &program.findings {
        let Some(Suppression { kind, reason, until, .. }) = &finding.suppressed else { continue };
        let what = match kind {
            SuppressionKind::InSource | SuppressionKind::Configuration => "ignored",
            SuppressionKind::Baseline => "known before",
        };
        let place = escape::one_line(&place(program, finding.at)).into_owned();
        let until = until.map(|day| format!(" (until {day})")).unwrap_or_default();
        writeln!(out, "{what} {place} [{}]: {}{until}", finding.rule.id, escape::one_line(reason))?;
    }
    Ok(())
}

fn write_undecided(program: &ProgramOutcome, out: &mut dyn Write) -> io::Result<()> {
    let grants = program.grants.iter().filter_map(|grant| match &grant.verdict {
        Verdict::CannotDecide(reason) => {
            Some((grant.statement, format!("{} lets {} in", grant.address, grant.service), reason))
        }
        Verdict::Clean(_) | Verdict::Findings(_) => None,
    });
    let unread = program
        .unread
        .iter()
        .map(|policy| (policy.at, format!("the policy of {} was not followed", policy.address), &policy.reason));
    let mut rows: Vec<(Span, String, &Reason)> = grants.chain(unread).collect();
    rows.sort_by_key(|row| row.0);
    for (at, what, reason) in rows {
        let place = escape::one_line(&place(program, at)).into_owned();
        writeln!(out, "cannot decide {place}: {}: {}", escape::one_line(&what), escape::one_line(&reason.text))?;
    }
    Ok(())
}

/// `path:line:column` of the start of a span.
#[must_use]
pub fn place(program: &ProgramOutcome, at: Span) -> String {
    match program.files.get(at.file.0 as usize) {
        Some(file) => {
            let start = file.position_chars(at.start);
            format!("{}:{}:{}", file.path, start.line, start.column)
        }
        None => String::from("?"),
    }
}
