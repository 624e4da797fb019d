//! What to do next.

use super::super::{Report, Verbosity};
use crate::outcome::Summary;
use std::io::{self, Write};

/// Writes what there is to do next.
pub(super) fn write_all(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for hint in hints(report, &report.summary()) {
        writeln!(out, "{hint}")?;
    }
    Ok(())
}

fn hints(report: &Report<'_>, sum: &Summary) -> Vec<String> {
    let mut hints = Vec::new();
    if sum.fixable > 0 && report.fixed.is_none() {
        hints.push("`unconfuse diff` shows the whole patch, `unconfuse fix` writes it.".to_owned());
    }
    match report.unsafe_fixes() {
        0 => {}
        1 => hints.push("1 more fix with `--unsafe-fixes`: look at it first.".to_owned()),
        more => hints.push(format!("{more} more fixes with `--unsafe-fixes`: look at them first.")),
    }
    if sum.undecided > 0 && report.verbosity < Verbosity::Verbose {
        hints.push("`--verbose` tells why it cannot decide.".to_owned());
    }
    hints
}
