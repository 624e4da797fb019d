//! Stories about Terraform that need no disk: modules in memory, judged and mended.

mod awkward;
mod json;
mod modules;
mod objects;
mod registry;
mod texts;
mod uses;
mod values;

use std::collections::BTreeMap;
use unconfuse::edit::{Applicability, apply, merge};
use unconfuse::engine::{Unit, run};
use unconfuse::files::Memory;
use unconfuse::finding::Remedy;
use unconfuse::outcome::{ProgramOutcome, Verdict};
use unconfuse::settings::Settings;
use unconfuse::text::FileId;

/// The outcome of all modules together.
fn judged(files: &[(&str, &str)]) -> ProgramOutcome {
    let memory = files.iter().fold(Memory::new(), |memory, (path, text)| memory.with(*path, *text));
    let code = files.iter().map(|(path, _)| *path).filter(|path| path.ends_with(".tf") || path.ends_with(".tf.json"));
    let unit = Unit::Module { folder: ".".to_owned(), files: code.map(str::to_owned).collect() };
    let outcome = run(&unit, &memory, Settings::default());
    assert_eq!(outcome.problems, []);
    outcome
}

/// `SERVICE in ADDRESS: VERDICT`, one line for each grant.
fn rows(outcome: &ProgramOutcome) -> Vec<String> {
    let verdict = |verdict: &Verdict| match verdict {
        Verdict::Clean(_) => "clean".to_owned(),
        Verdict::CannotDecide(reason) => format!("cannot decide: {reason}"),
        Verdict::Findings(found) => {
            let found = found.iter().map(|&at| &outcome.findings[at]);
            let told = found.map(|finding| match &finding.remedy {
                Remedy::Fix(fix) => format!("{} {}", outcome.fixes[*fix].applicability.name(), finding.rule.id),
                Remedy::Manual { reason, .. } => format!("manual {}: {reason}", finding.rule.id),
            });
            told.collect::<Vec<_>>().join(", ")
        }
    };
    let rows = outcome.grants.iter();
    rows.map(|grant| format!("{} in {}: {}", grant.service, grant.address, verdict(&grant.verdict))).collect()
}

/// The texts that fixes down to `level` change, as they are afterwards, by path.
fn mended(outcome: &ProgramOutcome, level: Applicability) -> BTreeMap<String, String> {
    let edits = merge(outcome.edits(level)).expect("fixes do not overlap");
    let files = outcome.files.iter().enumerate().filter_map(|(at, file)| {
        let after = apply(FileId(at as u32), &file.text, &edits);
        (after != *file.text).then(|| (file.path.to_string(), after))
    });
    files.collect()
}
