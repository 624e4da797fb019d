//! What can be said for all files or for some.

use crate::finding::Severity;
use std::collections::{BTreeMap, BTreeSet};

/// What is said for all files, or for some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Local {
    /// The account that they are deployed to.
    pub account: Option<String>,
    /// The organization whose accounts they have business with.
    pub organization: Option<String>,
    /// The partition that they are deployed to.
    pub partition: Option<String>,
    /// The Region that all of them is in.
    pub region: Option<String>,
    /// From which severity on a finding counts for the exit code.
    pub fail_on: Option<FailOn>,
    /// The only rules whose findings count; all of them where it is left out.
    pub select: Option<Selected>,
    /// Rules whose findings do not count, and who says so.
    pub ignore: BTreeMap<String, String>,
    /// Severities by rule.
    pub severity: BTreeMap<String, Severity>,
}

/// The only rules whose findings count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// Their ids.
    pub rules: BTreeSet<String>,
    /// Who says so.
    pub by: String,
}

/// From which severity on findings count for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// From this one on.
    Severity(Severity),
    /// None does.
    Never,
}

impl FailOn {
    /// Where nobody says otherwise.
    pub const USUAL: FailOn = FailOn::Severity(Severity::Low);

    /// What it may be called.
    pub const NAMES: [&str; 5] = ["info", "low", "medium", "high", "never"];

    /// By its name.
    #[must_use]
    pub fn named(name: &str) -> Option<FailOn> {
        if name == "never" { Some(FailOn::Never) } else { Severity::named(name).map(FailOn::Severity) }
    }

    /// Does a finding of this severity count?
    #[must_use]
    pub fn counts(self, severity: Severity) -> bool {
        match self {
            FailOn::Severity(lowest) => severity >= lowest,
            FailOn::Never => false,
        }
    }
}
