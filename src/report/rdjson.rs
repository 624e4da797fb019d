//! Reviewdog's JSON: a comment for each finding, and a suggestion that a click commits.
//!
//! What it says becomes Markdown on the page of a pull request.
//!
//! A suggestion takes the place of a comment's lines, so there is at most one for a finding, of
//! whole lines, and none where a fix has more than one place.

use super::markdown::escape::text;
use super::replaced::{Replaced, replaced};
use super::{Format, Report, Writer, escape, room, rule_page};
use crate::edit::Fix;
use crate::finding::{Finding, Remedy, Severity};
use crate::outcome::ProgramOutcome;
use crate::text::{FileId, Span, TextFile};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Reviewdog Diagnostic Format, as one JSON text.
pub const FORMAT: Format =
    Format { name: "rdjson", about: "comments and suggestions for reviewdog", writer: Writer::Texts(write) };

/// A suggestion of more lines than this has distant parts and hardly ever lies within a diff.
const LONGEST: u32 = 40;

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    severity: &'static str,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

/// With columns the end is excluded; without, all lines to the last one are meant.
#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// 1-based; columns count bytes of UTF-8.
#[derive(Serialize)]
struct Position {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = report.outcome.programs.iter().flat_map(|program| diagnostics(report, program));
    let result = DiagnosticResult {
        source: Source { name: env!("CARGO_PKG_NAME") },
        severity: "WARNING",
        diagnostics: diagnostics.collect(),
    };
    let text = serde_json::to_string_pretty(&result).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

/// A fix that closes several findings is suggested with the first: it can be committed once only.
fn diagnostics<'a>(report: &Report<'_>, program: &'a ProgramOutcome) -> Vec<Diagnostic<'a>> {
    let mut suggested = BTreeSet::new();
    let counting = program.findings.iter().filter(|finding| finding.counts());
    let diagnostics = counting.filter_map(|finding| {
        let fix = program.fix_of(finding).filter(|fix| fix.applicability >= report.wish.level);
        let is_first = match &finding.remedy {
            Remedy::Fix(index) => suggested.insert(*index),
            Remedy::Manual { .. } => true,
        };
        diagnostic(program, finding, fix, is_first)
    });
    diagnostics.collect()
}

fn diagnostic<'a>(
    program: &'a ProgramOutcome,
    finding: &'a Finding,
    fix: Option<&Fix>,
    is_first: bool,
) -> Option<Diagnostic<'a>> {
    let suggestion = fix.filter(|_| is_first).and_then(|fix| suggestion(program, fix));
    let advice = match (&finding.remedy, fix) {
        (Remedy::Manual { reason, .. }, _) => format!("Left to you: {}.", text(&reason.text)),
        (_, Some(fix)) if suggestion.is_some() => format!("The suggestion: {}.", text(&fix.title)),
        (_, Some(fix)) if is_first => format!("`unconfuse fix` changes several places: {}.", text(&fix.title)),
        (_, Some(_)) => "The fix of an earlier finding closes this too.".to_owned(),
        (_, None) => "`unconfuse fix --unsafe-fixes` closes this; look at it first.".to_owned(),
    };
    let related = finding.labels.iter().filter_map(|label| {
        Some(RelatedLocation { message: text(&label.text), location: location(program, label.span)? })
    });
    Some(Diagnostic {
        message: format!("{}\n{advice}", text(&finding.message)),
        location: location(program, finding.at)?,
        severity: severity(finding.severity),
        code: Code { value: finding.rule.id, url: page(finding) },
        suggestions: suggestion.into_iter().collect(),
        related_locations: related.collect(),
    })
}

/// The page of the rule, else that of AWS. Some of AWS's documents have a title and no address.
fn page(finding: &Finding) -> Option<Cow<'_, str>> {
    let address = || finding.citation.as_deref().filter(|citation| citation.starts_with("https://"));
    rule_page(finding.rule.id).map(Cow::Owned).or_else(|| address().map(Cow::Borrowed))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "ERROR",
        Severity::Medium => "WARNING",
        Severity::Low | Severity::Info => "INFO",
    }
}

fn location(program: &ProgramOutcome, span: Span) -> Option<Location<'_>> {
    let file = program.files.get(span.file.0 as usize)?;
    let range = Range { start: position(file, span.start), end: position(file, span.end) };
    Some(Location { path: &file.path, range })
}

fn position(file: &TextFile, offset: u32) -> Position {
    let line = file.line_of(offset);
    Position { line, column: Some(offset - file.line_start(line) + 1) }
}

/// The fix as whole lines, where it has one place only and its lines are not too long.
fn suggestion(program: &ProgramOutcome, fix: &Fix) -> Option<Suggestion> {
    if !room::fits(&program.files, fix) {
        return None;
    }
    let files: BTreeSet<FileId> = fix.edits.iter().map(|edit| edit.span.file).collect();
    let id = *files.first().filter(|_| files.len() == 1)?;
    let file = program.files.get(id.0 as usize)?;
    let Replaced { lines, content } = replaced(id, file, fix)?;
    let (first, last) = (file.line_of(lines.start as u32), file.line_of(lines.end as u32));
    if last - first >= LONGEST {
        return None;
    }
    // The lines are replaced whole, and a byte order mark is a part of the first.
    let mark = if first == 1 { &file.text[..file.bom_len()] } else { "" };
    let line = |line| Position { line, column: None };
    Some(Suggestion { range: Range { start: line(first), end: line(last) }, text: format!("{mark}{content}") })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, outcome, report};
    use super::*;
    use crate::outcome::Outcome;
    use serde_json::Value;

    fn diagnostics(outcome: &Outcome) -> Vec<Value> {
        let result: Value = serde_json::from_str(&sample::text(&FORMAT, &report(outcome))).expect("JSON");
        result["diagnostics"].as_array().expect("an array").clone()
    }

    /// The sample with its first fix cut down to one file.
    fn in_one_file() -> Outcome {
        let mut outcome = outcome();
        outcome.programs[0].fixes[0].edits.truncate(1);
        outcome
    }

    #[test]
    fn a_fix_of_one_place_is_suggested_as_whole_lines() {
        let diagnostic = &diagnostics(&in_one_file())[0];
        let suggestion = &diagnostic["suggestions"][0];
        assert_eq!(suggestion["range"], serde_json::json!({"start": {"line": 8}, "end": {"line": 8}}));
        let lines: Vec<&str> = suggestion["text"].as_str().expect("a text").split('\n').collect();
        assert_eq!(lines[0].trim(), "Principal = { Service = \"transfer.amazonaws.com\" }");
        assert_eq!(lines[3].trim(), "}");
        assert_eq!(lines.len(), 4, "no line end behind the last line");
    }

    #[test]
    fn a_fix_of_several_files_is_told_and_not_suggested() {
        let diagnostic = &diagnostics(&outcome())[0];
        assert!(diagnostic.get("suggestions").is_none());
        let message = diagnostic["message"].as_str().expect("a text");
        assert!(message.contains("`unconfuse fix` changes several places"), "{message}");
    }

    #[test]
    fn a_fix_of_two_findings_is_suggested_once() {
        let mut outcome = in_one_file();
        let again = outcome.programs[0].findings[0].clone();
        outcome.programs[0].findings.push(again);
        let diagnostics = diagnostics(&outcome);
        assert!(diagnostics[0].get("suggestions").is_some() && diagnostics[1].get("suggestions").is_none());
    }

    #[test]
    fn an_unsafe_fix_is_suggested_only_to_those_who_asked_for_it() {
        let mut outcome = in_one_file();
        outcome.programs[0].fixes[0].applicability = crate::edit::Applicability::Unsafe;
        assert!(diagnostics(&outcome)[0].get("suggestions").is_none());
    }

    #[test]
    fn a_document_without_an_address_is_no_link() {
        let mut outcome = in_one_file();
        assert!(diagnostics(&outcome)[0]["code"]["url"].is_string());
        outcome.programs[0].findings[0].citation = Some("A guide of AWS, chapter 3".to_owned());
        assert!(diagnostics(&outcome)[0]["code"].get("url").is_none());
    }

    #[test]
    fn columns_count_bytes() {
        let at = &diagnostics(&outcome())[0]["location"];
        assert_eq!(
            at["range"],
            serde_json::json!({"start": {"line": 8, "column": 31}, "end": {"line": 8, "column": 55}})
        );
    }
}
