//! Every grant to an AWS service, one row each: what auditors keep, and how recall is measured.

mod csv;
mod human;
mod json;
mod markdown;

use super::{Format, Report, Writer};
use crate::edit::Applicability;
use crate::finding::{Finding, Remedy, Severity, SuppressionKind};
use crate::outcome::{GrantRow, ProgramOutcome, UnreadPolicy, Verdict};
use crate::reason::Reason;
use crate::text::{Position, Span};

/// Every format of the inventory, the default first.
pub static FORMATS: [Format; 4] = [
    Format { name: "human", about: "one paragraph for each grant", writer: Writer::Texts(human::write) },
    Format { name: "json", about: "everything, versioned", writer: Writer::Texts(json::write) },
    Format { name: "csv", about: "one line for each grant", writer: Writer::Texts(csv::write) },
    Format { name: "markdown", about: "one table", writer: Writer::Texts(markdown::write) },
];

/// One grant, or a policy that could not be followed and so may hold some.
struct Row<'a> {
    path: &'a str,
    start: Position,
    address: &'a str,
    /// Empty where it is not known, as is the principal.
    kind: &'a str,
    principal: &'a str,
    used_by: &'a [String],
    condition: &'a str,
    verdict: &'static str,
    /// Why the verdict is what it is, one sentence each.
    reasons: Vec<String>,
}

/// Names of the columns.
const COLUMNS: [&str; 9] =
    ["file", "line", "address", "kind", "principal", "used by", "condition", "verdict", "reason"];

impl Row<'_> {
    /// The cells, in the order of the columns.
    fn cells(&self) -> [String; 9] {
        let owned = |text: &str| text.to_owned();
        [
            owned(self.path),
            self.start.line.to_string(),
            owned(self.address),
            owned(self.kind),
            owned(self.principal),
            self.used_by.join(", "),
            owned(self.condition),
            owned(self.verdict),
            self.reasons.join("; "),
        ]
    }
}

/// All rows, by path and place.
fn rows<'a>(report: &Report<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for program in &report.outcome.programs {
        rows.extend(program.grants.iter().filter_map(|grant| grant_row(program, grant)));
        rows.extend(program.unread.iter().filter_map(|policy| unread_row(program, policy)));
    }
    rows.sort_by(|a, b| (a.path, a.start, a.principal).cmp(&(b.path, b.start, b.principal)));
    rows
}

fn place(program: &ProgramOutcome, span: Span) -> Option<(&str, Position)> {
    let file = program.files.get(span.file.0 as usize)?;
    Some((&file.path, file.position_chars(span.start)))
}

fn grant_row<'a>(program: &'a ProgramOutcome, grant: &'a GrantRow) -> Option<Row<'a>> {
    let (path, start) = place(program, grant.statement)?;
    let (verdict, reasons) = verdict(program, &grant.verdict);
    Some(Row {
        path,
        start,
        address: &grant.address,
        kind: &grant.kind.0,
        principal: &grant.service,
        used_by: &grant.used_by,
        condition: &grant.condition,
        verdict,
        reasons,
    })
}

fn unread_row<'a>(program: &'a ProgramOutcome, policy: &'a UnreadPolicy) -> Option<Row<'a>> {
    let (path, start) = place(program, policy.at)?;
    let reasons = vec![policy.reason.text.clone()];
    let address = &policy.address;
    Some(Row {
        path,
        start,
        address,
        kind: "",
        principal: "",
        used_by: &[],
        condition: "",
        verdict: "not-read",
        reasons,
    })
}

fn verdict(program: &ProgramOutcome, verdict: &Verdict) -> (&'static str, Vec<String>) {
    match verdict {
        Verdict::Clean(why) => ("clean", vec![why.clone()]),
        Verdict::CannotDecide(Reason { text, .. }) => ("cannot-decide", vec![text.clone()]),
        Verdict::Findings(indices) => {
            let findings: Vec<&Finding> = indices.iter().filter_map(|&at| program.findings.get(at)).collect();
            let said = findings.iter().flat_map(|finding| said(finding));
            (of_findings(program, &findings), said.collect())
        }
    }
}

/// The terms of the summary: what `fix` would close is fixable, what a person should look at needs
/// review.
fn of_findings(program: &ProgramOutcome, findings: &[&Finding]) -> &'static str {
    let counting = || findings.iter().filter(|finding| finding.counts());
    let suppressed = findings.iter().filter_map(|finding| finding.suppressed.as_ref());
    let is_info = |finding: &Finding| finding.severity == Severity::Info;
    if counting().next().is_none() {
        let known = suppressed.map(|it| it.kind).max() == Some(SuppressionKind::Baseline);
        return if known { "known" } else { "ignored" };
    }
    if counting().all(|finding| is_info(finding)) {
        "information"
    } else if counting().all(|finding| is_info(finding) || program.is_closed(finding, Applicability::Safe)) {
        "fixable"
    } else {
        "needs-review"
    }
}

/// What a finding says, and why nothing is done about it.
fn said(finding: &Finding) -> impl Iterator<Item = String> {
    let what = format!("{}: {}", finding.rule.id, finding.message);
    let why = match &finding.remedy {
        Remedy::Manual { reason, .. } => Some(format!("left to you: {}", reason.text)),
        Remedy::Fix(_) => None,
    };
    std::iter::once(what).chain(why)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{outcome, report, text};
    use super::*;

    #[test]
    fn every_format_holds_every_row() {
        let outcome = outcome();
        for format in &FORMATS {
            let text = text(format, &report(&outcome)).replace("\\_", "_");
            for part in ["aws_iam_role.logs", "glue.amazonaws.com", "aws_sqs_queue.in", "var.policy"] {
                assert!(text.contains(part), "{}: no {part}:\n{text}", format.name);
            }
            assert!(!text.replace("\r\n", "\n").contains(super::super::escape::is_hostile), "{}", format.name);
        }
    }

    #[test]
    fn people_read_a_paragraph_and_a_table() {
        let outcome = outcome();
        insta::assert_snapshot!(text(&FORMATS[0], &report(&outcome)));
        insta::assert_snapshot!(text(&FORMATS[3], &report(&outcome)));
    }
}
