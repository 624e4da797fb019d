//! The summary line, and what to do next.

use super::super::{Report, Verbosity};
use crate::outcome::Summary;
use std::io::{self, Write};

/// Writes the summary line.
pub(super) fn write_line(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", line(&report.summary(), report.fixed.map(|fixed| fixed.grants)))
}

/// Writes what there is to do next.
pub(super) fn write_hints(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for hint in hints(report, &report.summary()) {
        writeln!(out, "{hint}")?;
    }
    Ok(())
}

/// The line. It never says how many things did not go well by that word: some wrappers look for
/// it in the output of their tools.
fn line(sum: &Summary, fixed: Option<usize>) -> String {
    let mut counts = Vec::new();
    let clean = sum.clean.saturating_sub(fixed.unwrap_or(0));
    counts.push(format!("{clean} clean"));
    if let Some(fixed) = fixed {
        counts.push(format!("{fixed} fixed"));
    }
    if fixed.is_none() || sum.fixable > 0 {
        counts.push(format!("{} fixable", sum.fixable));
    }
    counts.push(format!("{} {} review", sum.review, if sum.review == 1 { "needs" } else { "need" }));
    counts.push(format!("{} cannot decide", sum.undecided));
    if sum.info > 0 {
        counts.push(format!("{} for information", sum.info));
    }
    for (count, what) in [(sum.ignored, "ignored"), (sum.known, "known before")] {
        if count > 0 {
            counts.push(format!("{count} {what}"));
        }
    }
    let problems = if sum.problems > 0 { format!("; {}", plural(sum.problems, "problem")) } else { String::new() };
    format!(
        "{} read; {} a service in: {}{problems}",
        plural(sum.files_read, "file"),
        if sum.grants == 1 { "1 statement lets".to_owned() } else { format!("{} statements let", sum.grants) },
        counts.join(", "),
    )
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

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUM: Summary = Summary {
        files_read: 35,
        grants: 9,
        clean: 3,
        fixable: 4,
        review: 1,
        info: 0,
        undecided: 1,
        ignored: 0,
        known: 0,
        problems: 0,
    };

    #[test]
    fn every_grant_is_in_one_count() {
        let expected =
            "35 files read; 9 statements let a service in: 3 clean, 4 fixable, 1 needs review, 1 cannot decide";
        assert_eq!(line(&SUM, None), expected);
    }

    #[test]
    fn what_was_mended_is_told_apart_from_what_was_clean_before() {
        let after = Summary { clean: 7, fixable: 0, info: 2, ignored: 1, known: 3, problems: 1, ..SUM };
        let expected = "35 files read; 9 statements let a service in: 3 clean, 4 fixed, 1 needs review, \
                        1 cannot decide, 2 for information, 1 ignored, 3 known before; 1 problem";
        assert_eq!(line(&after, Some(4)), expected);
    }

    #[test]
    fn one_of_a_kind_reads_as_one() {
        let one = Summary { files_read: 1, grants: 1, clean: 1, ..Summary::default() };
        assert!(line(&one, None).starts_with("1 file read; 1 statement lets a service in: 1 clean"));
    }
}
