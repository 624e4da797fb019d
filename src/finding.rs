//! What a rule finds, in terms that every report can print.

use crate::date::Date;
use crate::edit::Applicability;
use crate::policy::statement::PolicyKind;
use crate::reason::Reason;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// What is known of a rule: data for reports, documentation and SARIF.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Kebab-case id that reads after "allow".
    pub id: &'static str,
    /// One sentence, without a full stop.
    pub summary: &'static str,
    /// The whole page in Markdown, or the file of Rust that starts with it: What it does, Why is this bad, Example, Fix safety, References.
    pub docs: &'static str,
    /// The severity that findings usually have.
    pub severity: Severity,
}

impl RuleInfo {
    /// The page as Markdown: where the documentation is a file of Rust, the lines that it starts
    /// with, without their marks.
    #[must_use]
    pub fn page(&self) -> String {
        if !self.docs.starts_with("//!") {
            return self.docs.to_owned();
        }
        let lines = self.docs.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect()
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; does not fail a run by default.
    Info,
    /// Little to gain.
    Low,
    /// A role that another account's resource could be given the use of, as far as the policy goes.
    Medium,
    /// A resource open to another account's resources, or a grant that cannot work.
    High,
}

/// How sure the program is of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// AWS's documents do not settle it.
    Low,
    /// Inferred.
    Medium,
    /// Documented by AWS for exactly this pair.
    High,
}

/// A second place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there, in a few words.
    pub text: String,
}

/// What can be done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// The fix of this number in [`crate::outcome::ProgramOutcome::fixes`]; one fix may close many findings.
    Fix(usize),
    /// Nothing the program may do; and why.
    Manual {
        /// Why there is no fix.
        reason: Reason,
    },
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// What to underline: the principal, the operator, the value.
    pub at: Span,
    /// The whole statement.
    pub statement: Span,
    /// The address of the resource or block that holds the statement: `aws_iam_role.sftp`,
    /// `data.aws_iam_policy_document.trust`, a logical id.
    pub address: String,
    /// `Sid`, or the number of the statement in its policy (1-based).
    pub statement_name: String,
    /// The service principal, canonical.
    pub service: String,
    /// The other services of the statement that have the same fault, canonical.
    pub other_services: Vec<String>,
    /// Kind of policy.
    pub kind: PolicyKind,
    /// One sentence for a person, without a full stop, control characters not yet escaped.
    pub message: String,
    /// Other places: the resource that proves the use.
    pub labels: Vec<Label>,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Why the fix is what it is: one line.
    pub why: Option<String>,
    /// What would stop working if the fix were wrong, and where it would show: one line.
    pub consequence: Option<String>,
    /// The AWS page behind it.
    pub citation: Option<String>,
    /// The remedy.
    pub remedy: Remedy,
    /// Conditions that a person may choose from, each as text.
    pub candidates: Vec<String>,
    /// Why it does not count, where it does not.
    pub suppressed: Option<Suppression>,
    /// Stable across moves of lines.
    pub fingerprint: Fingerprint,
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Where that is said.
    pub kind: SuppressionKind,
    /// Why it is all right, as somebody wrote it.
    pub reason: String,
    /// The last day on which it does not count.
    pub until: Option<Date>,
    /// The comment or entry; none outside of the text.
    pub at: Option<Span>,
}

/// Where it is said that a finding does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressionKind {
    /// In the text that was judged.
    InSource,
    /// In a baseline: it was known before.
    Baseline,
    /// In the configuration or on the command line: nobody asked for this rule.
    Configuration,
}

/// Identity of a finding across runs: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

impl Fingerprint {
    /// The first 32 hexadecimal digits of the SHA-256 of rule id, path (`/` between its parts),
    /// address, statement name and principal, each ended by a zero byte.
    #[must_use]
    pub fn new(rule: &str, path: &str, address: &str, statement: &str, principal: &str) -> Fingerprint {
        let mut hash = Sha256::new();
        for part in [rule, path, address, statement, principal] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Fingerprint(hex)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Finding {
    /// Does it count, or was it said that it does not?
    #[must_use]
    pub fn counts(&self) -> bool {
        self.suppressed.is_none()
    }
}

impl SuppressionKind {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SuppressionKind::InSource => "in-source",
            SuppressionKind::Baseline => "baseline",
            SuppressionKind::Configuration => "configuration",
        }
    }
}

impl Severity {
    /// All of them, the least first.
    pub const ALL: [Severity; 4] = [Severity::Info, Severity::Low, Severity::Medium, Severity::High];

    /// By its stable name.
    #[must_use]
    pub fn named(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
        }
    }
}

impl Confidence {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

impl Applicability {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Applicability::DisplayOnly => "display-only",
            Applicability::Unsafe => "unsafe",
            Applicability::Safe => "safe",
        }
    }
}
