//! The many ways in which people write policies into templates: each is followed, and mended where
//! it stands or left alone for a reason.

mod anchors;
mod awkward;
mod generated;
mod intrinsics;
mod nested;
mod policies;
mod serverless;
mod stacks;
mod texts;

use unconfuse::edit::{Applicability, apply};
use unconfuse::engine::{Unit, run};
use unconfuse::files::Memory;
use unconfuse::finding::Remedy;
use unconfuse::outcome::ProgramOutcome;
use unconfuse::reason::ReasonKind;
use unconfuse::settings::Settings;
use unconfuse::text::FileId;

/// The outcome of one template of this path and text.
pub(crate) fn judged(path: &str, text: &str) -> ProgramOutcome {
    let files = Memory::new().with(path, text.as_bytes());
    let outcome = run(&Unit::Template { path: path.to_owned() }, &files, Settings::default());
    assert!(outcome.problems.is_empty(), "{:?}\n{text}", outcome.problems);
    outcome
}

/// The template with its safe fixes; a second run has nothing to add.
pub(crate) fn mended(path: &str, text: &str) -> String {
    let once = written(path, text);
    assert_eq!(written(path, &once), once, "a second run");
    once
}

fn written(path: &str, text: &str) -> String {
    apply(FileId(0), text, &judged(path, text).edits(Applicability::Safe))
}

/// Why findings have no fix, in text order.
pub(crate) fn refusals(outcome: &ProgramOutcome) -> Vec<(ReasonKind, String)> {
    let remedies = outcome.findings.iter().map(|finding| &finding.remedy);
    let reasons = remedies.filter_map(|remedy| match remedy {
        Remedy::Manual { reason, .. } => Some((reason.kind, reason.text.clone())),
        Remedy::Fix(_) => None,
    });
    reasons.collect()
}

/// The lines of a text that another has not, without their indentation.
pub(crate) fn new_lines(before: &str, after: &str) -> Vec<String> {
    let mut old: Vec<&str> = before.lines().collect();
    let mut out = Vec::new();
    for line in after.lines() {
        match old.iter().position(|other| *other == line) {
            Some(at) => drop(old.remove(at)),
            None => out.push(line.trim().to_owned()),
        }
    }
    out
}
