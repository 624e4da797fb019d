//! Every grant to an AWS service, one row each: what auditors keep, and how recall is measured.

mod csv;
mod human;
pub(super) mod json;
mod markdown;

use super::document::{Cure, Document, Found, Grant, Place, Text, Unread};
use super::{Format, Writer};
use std::collections::BTreeMap;

/// Every format of the inventory, the default first.
pub static FORMATS: [Format; 4] = [
    Format { name: "human", about: "one paragraph for each grant", writer: Writer::Data(human::write) },
    Format { name: "json", about: "everything, versioned", writer: Writer::Data(json::write) },
    CSV,
    Format { name: "markdown", about: "one table", writer: Writer::Data(markdown::write) },
];

/// Comma-separated values, also of a run of `check`.
pub const CSV: Format =
    Format { name: "csv", about: "the inventory, one line for each grant", writer: Writer::Data(csv::write) };

/// One grant, or a policy that could not be followed and so may hold some.
struct Row<'a> {
    path: &'a str,
    /// Line and column, 1-based.
    start: (u32, u32),
    address: &'a str,
    /// Empty where it is not known, as is the principal.
    kind: &'a str,
    principal: &'a str,
    used_by: &'a [Text<'a>],
    condition: &'a str,
    verdict: &'static str,
    /// Why the verdict is what it is, one sentence each.
    reasons: Vec<String>,
}

/// The verdict on a policy that could not be followed.
const NOT_READ: &str = "not-read";

/// Names of the columns.
const COLUMNS: [&str; 9] =
    ["file", "line", "address", "kind", "principal", "used by", "condition", "verdict", "reason"];

impl Row<'_> {
    /// The cells, in the order of the columns.
    fn cells(&self) -> [String; 9] {
        let owned = |text: &str| text.to_owned();
        [
            owned(self.path),
            self.start.0.to_string(),
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
fn rows<'a>(document: &'a Document<'a>) -> Vec<Row<'a>> {
    let found = document.findings.iter().map(|found| (&*found.fingerprint, found)).collect();
    let grants = document.grants.iter().map(|grant| grant_row(grant, &found));
    let mut rows: Vec<Row<'a>> = grants.chain(document.unread_policies.iter().map(unread_row)).collect();
    rows.sort_by(|a, b| (a.path, a.start, a.principal).cmp(&(b.path, b.start, b.principal)));
    rows
}

fn place<'a>(at: Option<&'a Place<'a>>) -> (&'a str, (u32, u32)) {
    at.map_or(("", (1, 1)), |at| (&at.path, (at.line, at.column)))
}

fn grant_row<'a>(grant: &'a Grant<'a>, found: &BTreeMap<&str, &'a Found<'a>>) -> Row<'a> {
    let (path, start) = place(grant.statement.as_ref());
    let findings = grant.findings.iter().filter_map(|print| found.get(&**print));
    let why = grant.why.iter().map(Text::to_string);
    Row {
        path,
        start,
        address: &grant.address,
        kind: &grant.policy_kind,
        principal: &grant.service,
        used_by: &grant.used_by,
        condition: &grant.condition,
        verdict: grant.state.name(),
        reasons: why.chain(findings.flat_map(|found| said(found))).collect(),
    }
}

fn unread_row<'a>(policy: &'a Unread<'a>) -> Row<'a> {
    let (path, start) = place(policy.at.as_ref());
    Row {
        path,
        start,
        address: &policy.address,
        kind: "",
        principal: "",
        used_by: &[],
        condition: "",
        verdict: NOT_READ,
        reasons: vec![policy.reason.to_string()],
    }
}

/// What a finding says, and why nothing is done about it unasked.
fn said(found: &Found<'_>) -> impl Iterator<Item = String> {
    let what = format!("{}: {}", found.rule, found.message);
    let why = match &found.remedy {
        Cure::Manual { reason, .. } => Some(format!("left to you: {reason}")),
        Cure::Fix { applicability, .. } if applicability == "safe" => None,
        Cure::Fix { .. } => found.why.as_ref().map(|why| format!("the fix wants a look first: {why}")),
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
