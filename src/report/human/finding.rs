//! One finding: its snippet, why it matters, and the patch.

use super::super::{Report, Style, change, diff, escape, room, rule_page};
use super::place;
use crate::edit::{Applicability, Fix};
use crate::finding::{Finding, Remedy, Severity};
use crate::outcome::ProgramOutcome;
use crate::text::{FileId, Span, TextFile};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Lines of context around the changes of a patch below a finding.
const CONTEXT: usize = 2;
/// Lines of more bytes are not shown: JSON that was written by a program, mostly.
const LONGEST_LINE: usize = 1000;
/// What our own lines below a snippet start with.
const INDENT: &str = "  ";
/// What lines of a template start with: some readers of logs take a line for a command that
/// starts with colons, blanks before them or not.
const GUTTER: &str = "  | ";

/// Writes every finding of a program. A fix that closes several is shown with the first.
pub(super) fn write_all(program: &ProgramOutcome, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut shown = BTreeMap::new();
    for finding in program.findings.iter().filter(|finding| finding.counts()) {
        writeln!(out, "{}", snippets(program, finding, report.style))?;
        write!(out, "{}", remedy(program, finding, report, &mut shown))?;
        writeln!(out)?;
    }
    Ok(())
}

/// What can be done. `shown` holds where each fix was shown already.
fn remedy(
    program: &ProgramOutcome,
    finding: &Finding,
    report: &Report<'_>,
    shown: &mut BTreeMap<usize, Span>,
) -> String {
    match &finding.remedy {
        Remedy::Manual { reason } => {
            format!("{INDENT}left to you: {}\n{}", escape::one_line(&reason.text), choices(&finding.candidates))
        }
        Remedy::Fix(index) => match (shown.get(index), program.fixes.get(*index)) {
            (Some(&first), _) => format!("{INDENT}the fix of {} closes this too\n", place(program, first)),
            (None, Some(fix)) => {
                shown.insert(*index, finding.at);
                patch(program, fix, report) + &choices(&finding.candidates)
            }
            (None, None) => String::new(),
        },
    }
}

/// The finding as the compiler would say it: message, places, and what stands behind it.
fn snippets(program: &ProgramOutcome, finding: &Finding, style: Style) -> String {
    let message = escape::one_line(&finding.message);
    let mut title =
        level(finding.severity).with_name(finding.severity.name()).primary_title(message).id(finding.rule.id);
    if let Some(page) = rule_page(finding.rule.id).filter(|_| style.links) {
        title = title.id_url(page);
    }
    let mut group = if shows_text(program, finding) {
        title.elements(files_of(finding).into_iter().filter_map(|id| snippet(program, finding, id)))
    } else {
        // Where no line can be shown, the name of the resource leads to it.
        let name = Level::NOTE.with_name("in").message(escape::one_line(&finding.address));
        title.elements(origin(program, finding)).element(name)
    };
    for (name, text) in footnotes(finding) {
        group = group.element(Level::NOTE.with_name(name).message(escape::one_line(text)));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group] as &[Group<'_>])
}

fn footnotes(finding: &Finding) -> impl Iterator<Item = (&'static str, &str)> {
    let notes = [
        ("why", finding.why.as_deref()),
        ("if it were wrong", finding.consequence.as_deref()),
        ("see", finding.citation.as_deref()),
    ];
    notes.into_iter().filter_map(|(name, text)| text.map(|text| (name, text)))
}

/// May the lines of a finding be shown, and would they be of use?
fn shows_text(program: &ProgramOutcome, finding: &Finding) -> bool {
    let spans = std::iter::once(finding.at).chain(finding.labels.iter().map(|label| label.span));
    let is_long = |span: Span| {
        let file = program.files.get(span.file.0 as usize);
        let line = file.map(|file| window(file, file.line_of(span.start), file.line_of(span.start)));
        line.is_some_and(|line| line.len() > LONGEST_LINE)
    };
    !program.is_secret && !spans.into_iter().any(is_long)
}

/// The place of a finding, without the text that stands there.
fn origin<'a>(program: &'a ProgramOutcome, finding: &Finding) -> Option<Origin<'a>> {
    let file = program.files.get(finding.at.file.0 as usize)?;
    let at = file.position_chars(finding.at.start);
    Some(Origin::path(escape::one_line(&file.path)).line(at.line as usize).char_column(at.column as usize))
}

/// The files a finding speaks of, that of the finding first.
fn files_of(finding: &Finding) -> Vec<FileId> {
    let mut files = vec![finding.at.file];
    for label in &finding.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

/// One file's part: the lines from the first to the last marked one, the rest folded away.
fn snippet<'a>(program: &'a ProgramOutcome, finding: &'a Finding, id: FileId) -> Option<Snippet<'a, Annotation<'a>>> {
    let file = program.files.get(id.0 as usize)?;
    let spans = std::iter::once(finding.at).chain(finding.labels.iter().map(|label| label.span));
    let spans: Vec<Span> = spans.filter(|span| span.file == id).collect();
    let first = file.line_of(spans.iter().map(|span| span.start).min()?);
    let last = file.line_of(spans.iter().map(|span| span.end).max()?);
    let window = window(file, first, last);
    // Spans are counted from the start of the text that is shown.
    let inside = |span: Span| {
        let clamp = |at: u32| (at as usize).clamp(window.start, window.end) - window.start;
        clamp(span.start)..clamp(span.end)
    };
    let mut shown = Snippet::source(escape::same_length(&file.text[window.clone()]))
        .path(escape::one_line(&file.path))
        .line_start(file.line_of(window.start as u32) as usize);
    if finding.at.file == id {
        shown = shown.annotation(AnnotationKind::Primary.span(inside(finding.at)));
    }
    for label in finding.labels.iter().filter(|label| label.span.file == id) {
        shown = shown.annotation(AnnotationKind::Context.span(inside(label.span)).label(escape::one_line(&label.text)));
    }
    Some(shown)
}

/// The bytes of these lines (1-based, both included), a byte order mark left out.
fn window(file: &TextFile, first: u32, last: u32) -> std::ops::Range<usize> {
    let start = (file.line_start(first) as usize).max(file.bom_len());
    start..(file.line_start(last + 1) as usize).max(start)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low => Level::NOTE,
        Severity::Info => Level::INFO,
    }
}

/// What the fix would do, and its own part of the patch.
fn patch(program: &ProgramOutcome, fix: &Fix, report: &Report<'_>) -> String {
    let how = match fix.applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe if report.wish.level <= Applicability::Unsafe => "fix (unsafe)",
        Applicability::Unsafe => "fix (unsafe, written with --unsafe-fixes)",
        Applicability::DisplayOnly => "suggestion (never written)",
    };
    let mut out = format!("{INDENT}{how}: {}\n", escape::one_line(&fix.title));
    if !room::fits(&program.files, fix) {
        let _ =
            writeln!(out, "{GUTTER}its line is too long to show here: `unconfuse diff` prints the patch of the file");
        return out;
    }
    let style = Style { terminal: true, ..report.style };
    for change in change::excerpts(&program.files, &fix.edits) {
        let _ = writeln!(out, "{INDENT}--> {}", escape::one_line(&change.file.path));
        for line in diff::hunks(&change, CONTEXT, style).lines() {
            let _ = writeln!(out, "{GUTTER}{line}");
        }
    }
    out
}

fn choices(candidates: &[String]) -> String {
    let mut out = String::new();
    for (number, candidate) in (1..).zip(candidates) {
        let _ = writeln!(out, "{INDENT}choice {number}:");
        for line in escape::visible(candidate).lines() {
            let _ = writeln!(out, "{GUTTER}{line}");
        }
    }
    out
}
