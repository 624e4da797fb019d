//! The shapes of the JSON report, in the order in which they are written.

use serde::Serialize;

/// The whole report.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) version: u32,
    pub(super) tool: Tool,
    pub(super) summary: Summary,
    pub(super) grants: Vec<Grant<'a>>,
    pub(super) unread_policies: Vec<Unread<'a>>,
    pub(super) findings: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fixed: Option<Vec<Closed<'a>>>,
    pub(super) problems: Vec<Problem<'a>>,
}

/// Who wrote it.
#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

/// The counts; each grant is in exactly one of them.
#[derive(Serialize)]
pub(super) struct Summary {
    pub(super) files_read: usize,
    pub(super) grants: usize,
    pub(super) clean: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fixed: Option<usize>,
    pub(super) fixable: usize,
    pub(super) needs_review: usize,
    pub(super) information: usize,
    pub(super) ignored: usize,
    pub(super) known: usize,
    pub(super) cannot_decide: usize,
    pub(super) problems: usize,
}

/// A place: 0-based byte offsets, end excluded; lines and columns 1-based, columns in characters.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

/// One statement that lets one service in.
#[derive(Serialize)]
pub(super) struct Grant<'a> {
    pub(super) statement: Option<Place<'a>>,
    pub(super) address: &'a str,
    pub(super) policy_kind: &'a str,
    pub(super) service: &'a str,
    pub(super) used_by: &'a [String],
    pub(super) verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<&'a str>,
}

/// A policy that could not be followed.
#[derive(Serialize)]
pub(super) struct Unread<'a> {
    pub(super) at: Option<Place<'a>>,
    pub(super) address: &'a str,
    pub(super) reason_kind: &'static str,
    pub(super) reason: &'a str,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    pub(super) rule: &'static str,
    pub(super) severity: &'static str,
    pub(super) confidence: &'static str,
    pub(super) message: &'a str,
    pub(super) fingerprint: &'a str,
    pub(super) at: Option<Place<'a>>,
    pub(super) statement: Option<Place<'a>>,
    pub(super) address: &'a str,
    pub(super) statement_name: &'a str,
    pub(super) policy_kind: &'a str,
    pub(super) service: &'a str,
    pub(super) evidence: Vec<Evidence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) consequence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) citation: Option<&'a str>,
    pub(super) remedy: Cure<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressed: Option<Suppressed<'a>>,
}

/// Why a finding does not count: `in-source` (an ignore) or `baseline`.
#[derive(Serialize)]
pub(super) struct Suppressed<'a> {
    pub(super) kind: &'static str,
    pub(super) reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Place<'a>>,
}

/// A place that proves something about a finding.
#[derive(Serialize)]
pub(super) struct Evidence<'a> {
    pub(super) at: Option<Place<'a>>,
    pub(super) text: &'a str,
}

/// `manual` where the program changes nothing, else how far the fix may be trusted.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Cure<'a> {
    Fix { applicability: &'static str, title: &'a str, edits: Vec<Splice<'a>> },
    Manual { applicability: &'static str, reason_kind: &'static str, reason: &'a str, candidates: &'a [String] },
}

/// Replace the bytes `start..end` of the file as it was read by `content`.
#[derive(Serialize)]
pub(super) struct Splice<'a> {
    pub(super) path: &'a str,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) content: &'a str,
}

/// A finding that this run has closed by writing.
#[derive(Serialize)]
pub(super) struct Closed<'a> {
    pub(super) rule: &'static str,
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) message: &'a str,
    pub(super) title: &'a str,
    pub(super) fingerprint: &'a str,
}

/// What could not be done, and where.
#[derive(Serialize)]
pub(super) struct Problem<'a> {
    pub(super) path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<u32>,
    pub(super) message: &'a str,
}
