//! The summary line.

use super::document::Summary;

/// The line. It never says how many things did not go well by that word: some wrappers look for
/// it in the output of their tools.
pub(super) fn line(sum: &Summary) -> String {
    let mut counts = Vec::new();
    counts.push(format!("{} clean", sum.clean));
    if let Some(fixed) = sum.fixed {
        counts.push(format!("{fixed} fixed"));
    }
    if sum.fixed.is_none() || sum.fixable > 0 {
        counts.push(format!("{} fixable", sum.fixable));
    }
    counts.push(format!("{} {} review", sum.needs_review, if sum.needs_review == 1 { "needs" } else { "need" }));
    counts.push(format!("{} cannot decide", sum.cannot_decide));
    if sum.information > 0 {
        counts.push(format!("{} for information", sum.information));
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
        fixed: None,
        fixable: 4,
        needs_review: 1,
        information: 0,
        cannot_decide: 1,
        ignored: 0,
        known: 0,
        problems: 0,
    };

    #[test]
    fn every_grant_is_in_one_count() {
        let expected =
            "35 files read; 9 statements let a service in: 3 clean, 4 fixable, 1 needs review, 1 cannot decide";
        assert_eq!(line(&SUM), expected);
    }

    #[test]
    fn what_was_mended_is_told_apart_from_what_was_clean_before() {
        let after = Summary { fixed: Some(4), fixable: 0, information: 2, ignored: 1, known: 3, problems: 1, ..SUM };
        let expected = "35 files read; 9 statements let a service in: 3 clean, 4 fixed, 1 needs review, \
                        1 cannot decide, 2 for information, 1 ignored, 3 known before; 1 problem";
        assert_eq!(line(&after), expected);
    }

    #[test]
    fn one_of_a_kind_reads_as_one() {
        let one = Summary { files_read: 1, grants: 1, clean: 1, ..Summary::default() };
        assert!(line(&one).starts_with("1 file read; 1 statement lets a service in: 1 clean"));
    }
}
