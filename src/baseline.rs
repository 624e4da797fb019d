//! Findings that were there before: a file of fingerprints, so that only new findings count.

use crate::finding::{Finding, Fingerprint, Suppression, SuppressionKind};
use crate::outcome::Outcome;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const VERSION: u32 = 1;

/// The findings of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// One finding of an earlier run. The fingerprint tells which one; the rest is for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// The file.
    pub path: String,
    /// The resource or block.
    pub address: String,
    /// Rule id.
    pub rule: String,
    /// Identity of the finding.
    pub fingerprint: String,
}

/// The file, as it is written.
#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

impl Baseline {
    /// The findings of an outcome that count, sorted by path, address and rule.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Baseline {
        let mut entries = Vec::new();
        for program in &outcome.programs {
            for finding in program.findings.iter().filter(|finding| finding.counts()) {
                let file = program.files.get(finding.at.file.0 as usize);
                entries.push(Entry {
                    path: file.map(|file| file.path.to_string()).unwrap_or_default(),
                    address: finding.address.clone(),
                    rule: finding.rule.id.to_owned(),
                    fingerprint: finding.fingerprint.0.clone(),
                });
            }
        }
        entries.sort();
        Baseline { entries }
    }

    /// Reads what [`Baseline::to_json`] wrote.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn from_json(text: &str) -> Result<Baseline, String> {
        let file: File = serde_json::from_str(text).map_err(|error| format!("is no baseline: {error}"))?;
        match file.version {
            VERSION => Ok(Baseline { entries: file.findings }),
            other => Err(format!("is a baseline of version {other}; this program reads version {VERSION}")),
        }
    }

    /// As JSON, with one line end at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let file = File { version: VERSION, findings: self.entries.clone() };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The fingerprints.
    #[must_use]
    pub fn fingerprints(&self) -> BTreeSet<Fingerprint> {
        self.entries.iter().map(|entry| Fingerprint(entry.fingerprint.clone())).collect()
    }

    /// Marks the findings that are known, each entry for one finding, and gives the entries that
    /// no finding is left for. What is ignored in the text stays so, and is known too.
    pub fn mark(&self, outcome: &mut Outcome, reason: &str) -> Vec<&Entry> {
        let mut left: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries.iter().rev() {
            left.entry(&entry.fingerprint).or_default().push(entry);
        }
        for finding in outcome.programs.iter_mut().flat_map(|program| &mut program.findings) {
            let known = left.get_mut(finding.fingerprint.0.as_str()).and_then(Vec::pop).is_some();
            if known {
                mark(finding, reason);
            }
        }
        let mut stale: Vec<&Entry> = left.into_values().flatten().collect();
        stale.sort();
        stale
    }
}

fn mark(finding: &mut Finding, reason: &str) {
    let kind = SuppressionKind::Baseline;
    finding.suppressed.get_or_insert_with(|| Suppression { kind, reason: reason.to_owned(), until: None, at: None });
}
