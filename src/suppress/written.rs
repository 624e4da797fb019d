//! What an ignore says: `unconfuse: ignore[rule-id, other-rule] until=2027-01-31 reason`.

use crate::date::Date;

/// What such a comment begins with.
pub(super) const MARK: &str = "unconfuse:";

/// What an ignore says behind the mark.
const IGNORE: &str = "ignore";

/// Words that people write who know other tools: they would ignore nothing, in silence.
const ALMOST: [&str; 8] = ["ignore", "disable", "skip", "suppress", "allow", "noqa", "nolint", "nosemgrep"];

const FORM: &str = "an ignore is written `unconfuse: ignore[rule-id] reason`";

/// An ignore as it is written; nothing of it is checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// Rule ids.
    pub(super) rules: Vec<String>,
    /// Why it is all right; may be empty.
    pub(super) reason: String,
    /// The last day on which it holds.
    pub(super) until: Option<Result<Date, String>>,
}

/// Reads the text of a comment, without its mark. None where it is about something else.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(comment: &str) -> Option<Result<Written, String>> {
    let rest = comment.strip_prefix(MARK)?.trim_start();
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    if ALMOST.iter().any(|other| word.eq_ignore_ascii_case(other)) && word != IGNORE {
        return Some(Err(FORM.to_owned()));
    }
    let rest = rest.strip_prefix(IGNORE).filter(|_| word == IGNORE)?;
    let inside = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((rules, rest)) = inside else {
        return Some(Err(FORM.to_owned()));
    };
    let rules: Vec<String> = rules.split(',').map(|rule| rule.trim().to_owned()).collect();
    let (until, reason) = match rest.trim().strip_prefix("until=") {
        Some(rest) => {
            let (day, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            (Some(day.parse()), reason)
        }
        None => (None, rest),
    };
    let reason = reason.trim_start_matches([':', '-', ' ']).trim().to_owned();
    Some(Ok(Written { rules, reason, until }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rules: &[&str], reason: &str, until: Option<&str>) -> Option<Result<Written, String>> {
        let rules = rules.iter().map(|&rule| rule.to_owned()).collect();
        Some(Ok(Written { rules, reason: reason.into(), until: until.map(str::parse) }))
    }

    #[test]
    fn rules_reason_and_day_are_read() {
        assert_eq!(read("unconfuse: ignore[a-b] it is fine"), written(&["a-b"], "it is fine", None));
        assert_eq!(read("unconfuse:ignore[a, b]: fine"), written(&["a", "b"], "fine", None));
        let dated = read("unconfuse: ignore[a] until=2027-01-31 until the move is done");
        assert_eq!(dated, written(&["a"], "until the move is done", Some("2027-01-31")));
        assert_eq!(read("unconfuse: ignore[a]"), written(&["a"], "", None));
        assert_eq!(read("unconfuse: ignore[a] until=soon"), written(&["a"], "", Some("soon")));
    }

    #[test]
    fn what_is_meant_as_an_ignore_and_is_none_is_told() {
        for text in [
            "unconfuse: ignore",
            "unconfuse: ignore it",
            "unconfuse: ignore[a reason",
            "unconfuse: ignore: a",
            "unconfuse: Ignore[a] b",
            "unconfuse:skip=a:b",
            "unconfuse: disable[a] b",
        ] {
            assert!(matches!(read(text), Some(Err(_))), "{text}");
        }
    }

    #[test]
    fn other_comments_are_left_alone() {
        for text in [
            "unconfuse: missing-source-condition: why",
            "unconfuse: ignored for now",
            "ignore[a] b",
            "see unconfuse: ignore[a] b",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
