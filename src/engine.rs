//! One program from its files to its outcome: judged, mended in memory, proven.

use crate::files::Files;
use crate::outcome::ProgramOutcome;

/// What is judged as one: a Terraform module or a CloudFormation template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// All HCL files (`.tf`, `.tofu`) of one folder.
    Module {
        /// The folder as the user would write it; `.` for the current one.
        folder: String,
        /// Paths of its files, sorted.
        files: Vec<String>,
    },
    /// A YAML or JSON file that may be a template.
    Template {
        /// Its path.
        path: String,
    },
}

/// Judges a unit. What is no template has an empty outcome; what cannot be read or parsed is a
/// problem of the outcome, never a panic.
#[must_use]
pub fn run(unit: &Unit, files: &dyn Files) -> ProgramOutcome {
    let _ = (unit, files);
    ProgramOutcome::default()
}
