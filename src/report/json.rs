//! Everything, for programs. Version 1: fields are added, never renamed or taken away.

mod schema;

use super::{FixedFinding, Format, Report, escape};
use crate::edit::{Edit, Fix};
use crate::finding::{Finding, Remedy};
use crate::outcome::{GrantRow, Outcome, ProgramOutcome, Verdict};
use crate::text::Span;
use schema::{
    Closed, Cure, Document, Evidence, Found, Grant, Place, Problem, Splice, Summary, Suppressed, Tool, Unread,
};
use std::io::{self, Write};

/// JSON, version 1.
pub const FORMAT: Format = Format { name: "json", about: "everything, versioned, edits in bytes", write };

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&document(report)).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

fn document<'a>(report: &Report<'a>) -> Document<'a> {
    let programs = &report.outcome.programs;
    Document {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: summary(report),
        grants: programs.iter().flat_map(|program| program.grants.iter().map(|row| grant(program, row))).collect(),
        unread_policies: programs.iter().flat_map(unread).collect(),
        findings: programs.iter().flat_map(|program| program.findings.iter().map(|f| found(program, f))).collect(),
        fixed: report.fixed.map(|fixed| fixed.findings.iter().map(closed).collect()),
        problems: problems(report.outcome),
    }
}

fn summary(report: &Report<'_>) -> Summary {
    let sum = report.summary();
    let fixed = report.fixed.map(|fixed| fixed.grants);
    Summary {
        files_read: sum.files_read,
        grants: sum.grants,
        clean: sum.clean.saturating_sub(fixed.unwrap_or(0)),
        fixed,
        fixable: sum.fixable,
        needs_review: sum.review,
        information: sum.info,
        ignored: sum.ignored,
        known: sum.known,
        cannot_decide: sum.undecided,
        problems: sum.problems,
    }
}

fn place(program: &ProgramOutcome, span: Span) -> Option<Place<'_>> {
    let file = program.files.get(span.file.0 as usize)?;
    let (start, end) = (file.position_chars(span.start), file.position_chars(span.end));
    Some(Place {
        path: &file.path,
        start: span.start,
        end: span.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    })
}

fn grant<'a>(program: &'a ProgramOutcome, row: &'a GrantRow) -> Grant<'a> {
    let mut grant = Grant {
        statement: place(program, row.statement),
        address: &row.address,
        policy_kind: &row.kind.0,
        service: &row.service,
        used_by: &row.used_by,
        verdict: "findings",
        why: None,
        reason_kind: None,
        findings: Vec::new(),
    };
    match &row.verdict {
        Verdict::Clean(why) => (grant.verdict, grant.why) = ("clean", Some(why.as_str())),
        Verdict::CannotDecide(reason) => {
            grant.verdict = "cannot-decide";
            (grant.why, grant.reason_kind) = (Some(reason.text.as_str()), Some(reason.kind.name()));
        }
        Verdict::Findings(indices) => {
            let findings = indices.iter().filter_map(|&index| program.findings.get(index));
            grant.findings = findings.map(|finding| finding.fingerprint.0.as_str()).collect();
        }
    }
    grant
}

fn unread(program: &ProgramOutcome) -> impl Iterator<Item = Unread<'_>> {
    program.unread.iter().map(|policy| Unread {
        at: place(program, policy.at),
        address: &policy.address,
        reason_kind: policy.reason.kind.name(),
        reason: &policy.reason.text,
    })
}

fn found<'a>(program: &'a ProgramOutcome, finding: &'a Finding) -> Found<'a> {
    let evidence = finding.labels.iter().map(|label| Evidence { at: place(program, label.span), text: &label.text });
    Found {
        rule: finding.rule.id,
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        message: &finding.message,
        fingerprint: &finding.fingerprint.0,
        at: place(program, finding.at),
        statement: place(program, finding.statement),
        address: &finding.address,
        statement_name: &finding.statement_name,
        policy_kind: &finding.kind.0,
        service: &finding.service,
        evidence: evidence.collect(),
        why: finding.why.as_deref(),
        consequence: finding.consequence.as_deref(),
        citation: finding.citation.as_deref(),
        remedy: cure(program, finding),
        suppressed: finding.suppressed.as_ref().map(|it| Suppressed {
            kind: it.kind.name(),
            reason: &it.reason,
            until: it.until.map(|day| day.to_string()),
            at: it.at.and_then(|at| place(program, at)),
        }),
    }
}

fn cure<'a>(program: &'a ProgramOutcome, finding: &'a Finding) -> Cure<'a> {
    match (&finding.remedy, program.fix_of(finding)) {
        (Remedy::Manual { reason, candidates }, _) => {
            Cure::Manual { applicability: "manual", reason_kind: reason.kind.name(), reason: &reason.text, candidates }
        }
        (Remedy::Fix(_), Some(Fix { title, edits, applicability })) => Cure::Fix {
            applicability: applicability.name(),
            title,
            edits: edits.iter().filter_map(|edit| splice(program, edit)).collect(),
        },
        (Remedy::Fix(_), None) => {
            Cure::Manual { applicability: "manual", reason_kind: "conflict", reason: "", candidates: &[] }
        }
    }
}

fn splice<'a>(program: &'a ProgramOutcome, edit: &'a Edit) -> Option<Splice<'a>> {
    let file = program.files.get(edit.span.file.0 as usize)?;
    Some(Splice { path: &file.path, start: edit.span.start, end: edit.span.end, content: &edit.content })
}

fn closed(finding: &FixedFinding) -> Closed<'_> {
    Closed {
        rule: finding.rule,
        path: &finding.path,
        line: finding.line,
        message: &finding.message,
        title: &finding.title,
        fingerprint: &finding.fingerprint,
    }
}

fn problems(outcome: &Outcome) -> Vec<Problem<'_>> {
    let paths = outcome.problems.iter().map(|problem| Problem {
        path: &problem.path,
        line: None,
        column: None,
        message: &problem.message,
    });
    let places = outcome.programs.iter().flat_map(|program| {
        program.problems.iter().map(|problem| {
            let at = place(program, problem.at);
            Problem {
                path: at.as_ref().map_or("", |at| at.path),
                line: at.as_ref().map(|at| at.line),
                column: at.as_ref().map(|at| at.column),
                message: &problem.message,
            }
        })
    });
    paths.chain(places).collect()
}
