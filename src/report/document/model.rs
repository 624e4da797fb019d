//! The data itself: the JSON of version 1, in the order in which it is written.

use crate::finding::Severity;
use crate::outcome::State;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Text of the report that this was made of, or of the JSON that this was read from.
pub type Text<'a> = Cow<'a, str>;

/// The whole report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document<'a> {
    /// Always 1: fields are added, never renamed or taken away.
    pub version: u32,
    /// Who wrote it.
    pub tool: Tool<'a>,
    /// The counts.
    pub summary: Summary,
    /// Every statement that lets a service in, once per place and service.
    pub grants: Vec<Grant<'a>>,
    /// Policies that could not be followed.
    pub unread_policies: Vec<Unread<'a>>,
    /// The findings, by path and place.
    pub findings: Vec<Found<'a>>,
    /// What this run has closed by writing; none where it was not to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Vec<Closed<'a>>>,
    /// The files that this run has written, sorted; none where it was not to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Vec<Text<'a>>>,
    /// What could not be done.
    pub problems: Vec<Problem<'a>>,
    /// The reports that this one was joined from; empty for the report of one run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part<'a>>,
}

/// One of the reports that were joined.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part<'a> {
    /// What it is a report of: the first part of its paths.
    pub name: Text<'a>,
    /// Its counts.
    pub summary: Summary,
}

/// A program and its version.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tool<'a> {
    /// Its name.
    pub name: Text<'a>,
    /// Its version.
    pub version: Text<'a>,
    /// The day on which its catalogue was last compared with AWS's documents: `2027-01-31`; empty in
    /// the JSON of programs that did not tell.
    #[serde(default)]
    pub catalogue: Text<'a>,
}

/// The counts; each grant is in exactly one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Files opened.
    pub files_read: usize,
    /// Statements that let a service in.
    pub grants: usize,
    /// Nothing is to be done about these.
    pub clean: usize,
    /// This run has closed these; none where it was not to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<usize>,
    /// `fix` would close these.
    pub fixable: usize,
    /// A person should look at these.
    pub needs_review: usize,
    /// Findings of severity info only.
    pub information: usize,
    /// All findings are ignored, in the text or by the configuration.
    #[serde(default)]
    pub ignored: usize,
    /// All findings are ignored, or known from a baseline.
    #[serde(default)]
    pub known: usize,
    /// Nobody can tell; policies that could not be followed are counted here too.
    pub cannot_decide: usize,
    /// Files and paths with a problem.
    pub problems: usize,
}

/// A place: 0-based byte offsets, end excluded; lines and columns 1-based, columns in characters.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place<'a> {
    /// The file.
    pub path: Text<'a>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line of the first byte.
    pub line: u32,
    /// Column of the first byte.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column of the end.
    pub end_column: u32,
}

/// One statement that lets one service in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grant<'a> {
    /// The statement.
    pub statement: Option<Place<'a>>,
    /// The address of the block or resource that holds it.
    pub address: Text<'a>,
    /// Kind of policy.
    pub policy_kind: Text<'a>,
    /// The service principal.
    pub service: Text<'a>,
    /// Addresses of the resources that are known to use it.
    pub used_by: Vec<Text<'a>>,
    /// The condition as it stands; empty where there is none.
    #[serde(default)]
    pub condition: Text<'a>,
    /// `clean`, `findings` or `cannot-decide`.
    pub verdict: Text<'a>,
    /// What there is to do about it.
    pub state: State,
    /// Why it is clean or cannot be decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text<'a>>,
    /// Kind of the obstacle where it cannot be decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_kind: Option<Text<'a>>,
    /// Fingerprints of its findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Text<'a>>,
}

/// A policy that could not be followed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unread<'a> {
    /// Where it is named.
    pub at: Option<Place<'a>>,
    /// The address of the resource.
    pub address: Text<'a>,
    /// Kind of the obstacle.
    pub reason_kind: Text<'a>,
    /// Why, in a sentence.
    pub reason: Text<'a>,
}

/// One finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found<'a> {
    /// Rule id.
    pub rule: Text<'a>,
    /// How bad.
    pub severity: Severity,
    /// How sure: `low`, `medium` or `high`.
    pub confidence: Text<'a>,
    /// One sentence without a full stop.
    pub message: Text<'a>,
    /// Identity across runs.
    pub fingerprint: Text<'a>,
    /// What to underline.
    pub at: Option<Place<'a>>,
    /// The whole statement.
    pub statement: Option<Place<'a>>,
    /// The address of the block or resource that holds it.
    pub address: Text<'a>,
    /// `Sid`, or the number of the statement in its policy.
    pub statement_name: Text<'a>,
    /// Kind of policy.
    pub policy_kind: Text<'a>,
    /// The service principal.
    pub service: Text<'a>,
    /// The other service principals of the statement that have the same fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_services: Vec<Text<'a>>,
    /// Places that prove something about it.
    pub evidence: Vec<Evidence<'a>>,
    /// Why the fix is what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text<'a>>,
    /// What would stop working if the fix were wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence: Option<Text<'a>>,
    /// The page of AWS behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Text<'a>>,
    /// What can be done.
    pub remedy: Cure<'a>,
    /// Why it does not count, where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<Suppressed<'a>>,
}

/// Why a finding does not count.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Suppressed<'a> {
    /// `in-source` (an ignore), `baseline`, or `configuration` (a rule that nobody asked for).
    pub kind: Text<'a>,
    /// As somebody wrote it.
    pub reason: Text<'a>,
    /// The last day: `2027-01-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Text<'a>>,
    /// The comment or entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Place<'a>>,
}

/// A place that proves something about a finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Evidence<'a> {
    /// Where.
    pub at: Option<Place<'a>>,
    /// What is to be seen there.
    pub text: Text<'a>,
}

/// What can be done about a finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cure<'a> {
    /// The program knows what to write.
    Fix {
        /// How far the fix may be trusted: `safe`, `unsafe` or `display-only`.
        applicability: Text<'a>,
        /// What the fix does.
        title: Text<'a>,
        /// Its edits.
        edits: Vec<Splice<'a>>,
        /// The same as a unified diff; empty where lines are too long to be repeated.
        #[serde(default)]
        patch: Text<'a>,
        /// Texts to choose from instead.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        candidates: Vec<Text<'a>>,
    },
    /// A person must.
    Manual {
        /// `manual`.
        applicability: Text<'a>,
        /// Kind of the obstacle.
        reason_kind: Text<'a>,
        /// Why there is no fix.
        reason: Text<'a>,
        /// Texts to choose from.
        candidates: Vec<Text<'a>>,
    },
}

/// Replace the bytes `start..end` of the file as it was read by `content`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Splice<'a> {
    /// The file.
    pub path: Text<'a>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What stands there afterwards.
    pub content: Text<'a>,
}

/// A finding that this run has closed by writing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Closed<'a> {
    /// Rule id.
    pub rule: Text<'a>,
    /// The file.
    pub path: Text<'a>,
    /// The line before the fix.
    pub line: u32,
    /// The message of the finding.
    pub message: Text<'a>,
    /// What the fix did.
    pub title: Text<'a>,
    /// Identity of the finding.
    pub fingerprint: Text<'a>,
}

/// What could not be done, and where.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Problem<'a> {
    /// The path.
    pub path: Text<'a>,
    /// The line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What, in one line.
    pub message: Text<'a>,
}
