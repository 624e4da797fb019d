//! Text of templates, made harmless before it is printed.
//!
//! A template may hold characters that steer a terminal or turn the order of the letters on a
//! screen around, so that a person reads something else than what is there.

pub use crate::text::is_hostile;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with each hostile character written as its number: `\u{1b}`. Tabs and line feeds stay,
/// and so does the carriage return of a line end.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_line = c == '\r' && chars.peek() == Some(&'\n');
        if is_hostile(c) && !ends_line {
            push_number(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// As [`visible`], on one line: line ends are written as numbers too.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c == '\n' || is_hostile(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c == '\n' || is_hostile(c) {
            push_number(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The text with each hostile character replaced by a harmless one of the same length in bytes,
/// so that every offset stays true. Line ends stay.
#[must_use]
pub fn same_length(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_line = c == '\r' && chars.peek() == Some(&'\n');
        match c.len_utf8() {
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
    if !json.contains(is_hostile) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_hostile(c) {
            // Every hostile character is in the basic plane: four digits say it.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn push_number(out: &mut String, c: char) {
    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "a\u{1b}[31mb\u{9b}2Jc\u{202e}d\u{61c}\te\r\nf\rg";

    #[test]
    fn controls_and_direction_marks_are_shown_as_numbers() {
        assert_eq!(visible(NASTY), "a\\u{1b}[31mb\\u{9b}2Jc\\u{202e}d\\u{61c}\te\r\nf\\u{d}g");
        assert_eq!(one_line("a\nb\u{1b}"), "a\\u{a}b\\u{1b}");
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
