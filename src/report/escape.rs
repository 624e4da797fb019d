//! Text of templates, made harmless before it is printed.
//!
//! A template may hold characters that steer a terminal or turn the order of the letters on a
//! screen around, so that a person reads something else than what is there.

pub use crate::text::is_hostile;
use std::borrow::Cow;
use std::fmt::Write as _;

/// What some CI runners take for the start of a command, wherever in a line it stands.
const COMMAND: &str = "##[";

/// The text with each hostile character written as its number: `\u{1b}`. Tabs and line feeds stay,
/// and so does the carriage return of a line end.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    numbered(text, is_hostile)
}

/// As [`visible`], on one line: line ends are written as numbers too.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return visible(text);
    }
    let text = text.replace('\r', "\\u{d}");
    Cow::Owned(numbered(&text, |c| c == '\n' || is_hostile(c)).into_owned())
}

fn numbered(text: &str, is_odd: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_odd) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_line = c == '\r' && chars.peek() == Some(&'\n');
        let gives_command = c == '[' && out.ends_with("##");
        if is_odd(c) && !ends_line || gives_command {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A path that starts a line: some CI runners take a line for a command that starts with colons.
#[must_use]
pub fn path_at_start(path: &str) -> Cow<'_, str> {
    if path.trim_start().starts_with("::") { Cow::Owned(format!("./{}", one_line(path))) } else { one_line(path) }
}

/// The text with each hostile character replaced by a harmless one of the same length in bytes,
/// so that every offset stays true. Line ends stay.
#[must_use]
pub fn same_length(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_line = c == '\r' && chars.peek() == Some(&'\n');
        match c.len_utf8() {
            _ if c == '[' && out.ends_with("##") => out.push('?'),
            _ if ends_line || !is_hostile(c) => out.push(c),
            1 => out.push('?'),
            2 => out.push('\u{bf}'),
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

/// JSON text with each hostile character inside its strings written as `\uXXXX`: the same data,
/// safe to look at. `json` must be what a serializer made.
#[must_use]
pub fn json(json: String) -> String {
    if !json.contains(is_hostile) && !json.contains(COMMAND) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        // JSON has number signs in its strings only.
        if is_hostile(c) || c == '[' && out.ends_with("##") {
            // Every hostile character is in the basic plane: four digits say it.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "a\u{1b}[31mb\u{9b}2Jc\u{202e}d\u{61c}\te\r\nf\rg";

    #[test]
    fn controls_and_direction_marks_are_shown_as_numbers() {
        assert_eq!(visible(NASTY), "a\\u{1b}[31mb\\u{9b}2Jc\\u{202e}d\\u{61c}\te\r\nf\\u{d}g");
        assert_eq!(one_line("a\nb\u{1b}\r\n"), "a\\u{a}b\\u{1b}\\u{d}\\u{a}");
    }

    #[test]
    fn what_a_ci_runner_would_obey_is_shown_and_not_said() {
        assert_eq!(visible("x ##[add-mask]y"), "x ##\\u{5b}add-mask]y");
        assert_eq!(same_length("###[error]y"), "###?error]y");
        assert_eq!(json("\"##[error]\"".into()), "\"##\\u005berror]\"");
        assert_eq!(path_at_start(" ::error::x.tf"), "./ ::error::x.tf");
        assert_eq!(path_at_start("a::b.tf"), "a::b.tf");
    }

    #[test]
    fn ordinary_text_of_any_language_is_left_alone() {
        let text = "Grüße, 世界 🙂\n\ttab";
        assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn masking_keeps_every_offset() {
        let masked = same_length(NASTY);
        assert_eq!(masked.len(), NASTY.len());
        assert!(!masked.replace("\r\n", "").contains(is_hostile));
        assert_eq!(masked.find('g'), NASTY.find('g'));
    }

    #[test]
    fn escaped_json_says_the_same() {
        let plain = serde_json::to_string(NASTY).expect("a string");
        let escaped = json(plain);
        assert!(!escaped.contains(is_hostile));
        assert_eq!(serde_json::from_str::<String>(&escaped).expect("json"), NASTY);
    }
}
