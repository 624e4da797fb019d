//! Whole programs in memory, for tests that tell stories.

use super::{Unit, run};
use crate::edit::{Applicability, apply};
use crate::files::Memory;
use crate::outcome::ProgramOutcome;
use crate::settings::Settings;
use crate::text::FileId;

/// A module of one file.
pub(crate) fn module(text: &str) -> ProgramOutcome {
    module_of(&[("main.tf", text)])
}

/// A module of files, sorted by name.
pub(crate) fn module_of(texts: &[(&str, &str)]) -> ProgramOutcome {
    let files = texts.iter().fold(Memory::new(), |files, (path, text)| files.with(*path, *text));
    let paths = texts.iter().map(|(path, _)| (*path).to_owned()).collect();
    run(&Unit::Module { folder: ".".to_owned(), files: paths }, &files, Settings::default())
}

/// A template.
pub(crate) fn template(text: &str) -> ProgramOutcome {
    let files = Memory::new().with("template.yaml", text);
    run(&Unit::Template { path: "template.yaml".to_owned() }, &files, Settings::default())
}

/// How far the only fix may be trusted; none where there is no fix.
pub(crate) fn trusted(outcome: &ProgramOutcome) -> Option<Applicability> {
    assert!(outcome.fixes.len() <= 1 && outcome.problems.is_empty(), "{outcome:#?}");
    outcome.fixes.first().map(|fix| fix.applicability)
}

/// The rules that found something, in text order.
pub(crate) fn rules(outcome: &ProgramOutcome) -> Vec<&'static str> {
    outcome.findings.iter().map(|finding| finding.rule.id).collect()
}

/// The first file with all fixes done, unsafe ones too.
pub(crate) fn mended(outcome: &ProgramOutcome) -> String {
    apply(FileId(0), &outcome.files[0].text, &outcome.edits(Applicability::Unsafe))
}
