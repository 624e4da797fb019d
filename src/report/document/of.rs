//! A report as data.

use super::super::{FixedFinding, Report, Style, change, diff, room};
use super::{
    Closed, Cure, Document, Evidence, Found, Grant, Place, Problem, Splice, Summary, Suppressed, Text, Unread,
};
use crate::edit::{Edit, Fix};
use crate::finding::{Finding, Remedy};
use crate::outcome::{GrantRow, Outcome, ProgramOutcome, Verdict};
use crate::text::Span;

/// The data of a report.
#[must_use]
pub fn document<'a>(report: &Report<'a>) -> Document<'a> {
    let programs = &report.outcome.programs;
    let grants = programs.iter().flat_map(|program| program.grants.iter().map(|row| grant(report, program, row)));
    Document {
        summary: summary(report),
        grants: grants.collect(),
        unread_policies: programs.iter().flat_map(unread).collect(),
        findings: programs.iter().flat_map(|program| program.findings.iter().map(|f| found(program, f))).collect(),
        fixed: report.fixed.map(|fixed| fixed.findings.iter().map(closed).collect()),
        written: report.fixed.map(|fixed| fixed.written.iter().map(|path| text(path)).collect()),
        problems: problems(report.outcome),
        ..Document::default()
    }
}

fn text(text: &str) -> Text<'_> {
    Text::Borrowed(text)
}

/// The counts of a report.
#[must_use]
pub fn summary(report: &Report<'_>) -> Summary {
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
        path: Text::Borrowed(&file.path),
        start: span.start,
        end: span.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    })
}

fn grant<'a>(report: &Report<'a>, program: &'a ProgramOutcome, row: &'a GrantRow) -> Grant<'a> {
    let (verdict, why, reason_kind) = match &row.verdict {
        Verdict::Clean(why) => ("clean", Some(text(why)), None),
        Verdict::CannotDecide(reason) => ("cannot-decide", Some(text(&reason.text)), Some(reason.kind.name().into())),
        Verdict::Findings(_) => ("findings", None, None),
    };
    Grant {
        statement: place(program, row.statement),
        address: text(&row.address),
        policy_kind: text(&row.kind.0),
        service: text(&row.service),
        used_by: row.used_by.iter().map(|it| text(it)).collect(),
        condition: text(&row.condition),
        verdict: verdict.into(),
        state: program.state(row, report.wish.level),
        why,
        reason_kind,
        findings: fingerprints(program, &row.verdict),
    }
}

fn fingerprints<'a>(program: &'a ProgramOutcome, verdict: &Verdict) -> Vec<Text<'a>> {
    let Verdict::Findings(indices) = verdict else { return Vec::new() };
    let findings = indices.iter().filter_map(|&index| program.findings.get(index));
    findings.map(|finding| text(&finding.fingerprint.0)).collect()
}

fn unread(program: &ProgramOutcome) -> impl Iterator<Item = Unread<'_>> {
    program.unread.iter().map(|policy| Unread {
        at: place(program, policy.at),
        address: text(&policy.address),
        reason_kind: policy.reason.kind.name().into(),
        reason: text(&policy.reason.text),
    })
}

fn found<'a>(program: &'a ProgramOutcome, finding: &'a Finding) -> Found<'a> {
    let evidence =
        finding.labels.iter().map(|label| Evidence { at: place(program, label.span), text: text(&label.text) });
    Found {
        rule: finding.rule.id.into(),
        severity: finding.severity,
        confidence: finding.confidence.name().into(),
        message: text(&finding.message),
        fingerprint: text(&finding.fingerprint.0),
        at: place(program, finding.at),
        statement: place(program, finding.statement),
        address: text(&finding.address),
        statement_name: text(&finding.statement_name),
        policy_kind: text(&finding.kind.0),
        service: text(&finding.service),
        other_services: finding.other_services.iter().map(|it| text(it)).collect(),
        evidence: evidence.collect(),
        why: finding.why.as_ref().map(|it| text(it)),
        consequence: finding.consequence.as_ref().map(|it| text(it)),
        citation: finding.citation.as_ref().map(|it| text(it)),
        remedy: cure(program, finding),
        suppressed: finding.suppressed.as_ref().map(|it| Suppressed {
            kind: it.kind.name().into(),
            reason: text(&it.reason),
            until: it.until.map(|day| day.to_string().into()),
            at: it.at.and_then(|at| place(program, at)),
        }),
    }
}

fn cure<'a>(program: &'a ProgramOutcome, finding: &'a Finding) -> Cure<'a> {
    let candidates = || finding.candidates.iter().map(|it| text(it)).collect();
    match (&finding.remedy, program.fix_of(finding)) {
        (Remedy::Manual { reason }, _) => Cure::Manual {
            applicability: "manual".into(),
            reason_kind: reason.kind.name().into(),
            reason: text(&reason.text),
            candidates: candidates(),
        },
        (Remedy::Fix(_), Some(fix)) => Cure::Fix {
            applicability: fix.applicability.name().into(),
            title: text(&fix.title),
            edits: fix.edits.iter().filter_map(|edit| splice(program, edit)).collect(),
            patch: patch(program, fix).into(),
            candidates: candidates(),
        },
        (Remedy::Fix(_), None) => Cure::Manual {
            applicability: "manual".into(),
            reason_kind: "conflict".into(),
            reason: "".into(),
            candidates: Vec::new(),
        },
    }
}

/// The fix alone as a unified diff, whatever other fixes there are; empty where lines are too long.
fn patch(program: &ProgramOutcome, fix: &Fix) -> String {
    if !room::fits(&program.files, fix) {
        return String::new();
    }
    let changes = change::excerpts(&program.files, &fix.edits);
    changes.iter().map(|change| diff::unified(change, Style::PLAIN)).collect()
}

fn splice<'a>(program: &'a ProgramOutcome, edit: &'a Edit) -> Option<Splice<'a>> {
    let file = program.files.get(edit.span.file.0 as usize)?;
    let (start, end) = (edit.span.start, edit.span.end);
    Some(Splice { path: Text::Borrowed(&file.path), start, end, content: text(&edit.content) })
}

fn closed(finding: &FixedFinding) -> Closed<'_> {
    Closed {
        rule: finding.rule.into(),
        path: text(&finding.path),
        line: finding.line,
        message: text(&finding.message),
        title: text(&finding.title),
        fingerprint: text(&finding.fingerprint),
    }
}

fn problems(outcome: &Outcome) -> Vec<Problem<'_>> {
    let paths = outcome.problems.iter().map(|problem| Problem {
        path: text(&problem.path),
        line: None,
        column: None,
        message: text(&problem.message),
    });
    let places = outcome.programs.iter().flat_map(|program| {
        program.problems.iter().map(|problem| {
            let at = place(program, problem.at);
            Problem {
                line: at.as_ref().map(|at| at.line),
                column: at.as_ref().map(|at| at.column),
                path: at.map_or("".into(), |at| at.path),
                message: text(&problem.message),
            }
        })
    });
    paths.chain(places).collect()
}
