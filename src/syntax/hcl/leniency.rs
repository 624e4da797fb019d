//! Texts that Terraform takes and the parser refuses: they are parsed again with what it stumbles
//! over hidden behind as many other bytes.
//!
//! - Objects that have one key twice: Terraform takes the last one.
//! - Heredocs with a line that begins with their marker and goes on (`EOF"`): for Terraform only
//!   the marker alone on its line ends them.

use std::borrow::Cow;
use std::ops::Range;

use hcl_edit::structure::Body;

/// How many keys are hidden before we give up: each costs one more pass over the file.
const MAX_MASKED: usize = 32;

/// How many words are tried as masks in one file: a key of one letter may need a few.
const MAX_WORDS: usize = 100;

/// Above this size, the entries of each object are counted first.
const CROWDED_BYTES: usize = 100_000;

/// How many entries one pair of braces may hold: the parser compares each key with all others.
const MAX_ENTRIES: u32 = 20_000;

/// How the parser names the error.
const DUPLICATE: &str = "found redefined object key";

/// Offset and message of an error.
type Failure = (usize, String);

/// Parses an HCL text. Gives the parser's body, and where keys were hidden from it.
///
/// # Errors
/// Offset and message of what could not be parsed.
pub(super) fn parse(source: &str) -> Result<(Body, Vec<Range<usize>>), Failure> {
    if let Some(offset) = crowded(source) {
        return Err((offset, format!("more than {MAX_ENTRIES} entries in one pair of braces")));
    }
    let mut text = Cow::Borrowed(source);
    let mut masked: Vec<Range<usize>> = Vec::new();
    for word in 0..MAX_WORDS {
        let failure = match text.parse::<Body>() {
            Ok(body) => return Ok((body, masked)),
            Err(error) => error,
        };
        let offset = failure.location().offset();
        let give_up = || (offset, failure.message().to_owned());
        if let Some(at) = false_end(&text, offset) {
            text.to_mut().replace_range(at..at + 1, "_");
            continue;
        }
        if !failure.message().contains(DUPLICATE) || masked.len() == MAX_MASKED {
            return Err(give_up());
        }
        // The last mask may itself be a key of the object: then another word is tried.
        if masked.last().is_none_or(|last| last.start != offset) {
            let length = source.get(offset..).and_then(key_length).ok_or_else(give_up)?;
            masked.push(offset..offset + length);
        }
        let range = masked.last().cloned().unwrap_or_default();
        let mask = mask(range.len(), word);
        text.to_mut().replace_range(range, &mask);
    }
    Err((0, "too many keys stand twice in their objects".to_owned()))
}

/// Where a marker stands that ends no heredoc, though the parser took it for the end: it begins the
/// line, more follows, and the parser stumbled behind it.
fn false_end(text: &str, offset: usize) -> Option<usize> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n')? + 1;
    let marker = before[start..].trim();
    let is_marker = marker.starts_with(|c: char| c.is_ascii_alphabetic())
        && marker.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let goes_on = text[offset..].lines().next().is_some_and(|rest| !rest.trim().is_empty());
    let opens = |start: &str| {
        before.contains(&format!("{start}{marker}\n")) || before.contains(&format!("{start}{marker}\r\n"))
    };
    (is_marker && goes_on && (opens("<<") || opens("<<-")))
        .then(|| start + before[start..].find(marker).unwrap_or_default())
}

/// The `n`th word of a length.
fn mask(length: usize, n: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut word = vec![b'_'; length];
    let mut rest = n;
    for letter in word.iter_mut().rev() {
        *letter = LETTERS[rest % LETTERS.len()];
        rest /= LETTERS.len();
        if rest == 0 {
            break;
        }
    }
    String::from_utf8(word).unwrap_or_default()
}

/// The length in bytes of the key that a text starts with.
fn key_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut quoted, mut at) = (0_usize, false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if quoted => {}
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth = depth.checked_sub(1)?;
            }
            b' ' | b'\t' | b'=' | b':' | b'/' if depth == 0 => return (at > 0).then_some(at),
            b'\n' => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where a pair of braces of a large text holds too much, counted roughly: strings and comments are
/// not skipped.
pub(super) fn crowded(source: &str) -> Option<usize> {
    if source.len() <= CROWDED_BYTES {
        return None;
    }
    let mut open: Vec<u32> = Vec::new();
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'{' => open.push(0),
            b'}' => {
                open.pop();
            }
            b'=' | b':' => {
                if let Some(count) = open.last_mut() {
                    *count += 1;
                    if *count > MAX_ENTRIES {
                        return Some(at);
                    }
                }
            }
            _ => {}
        }
    }
    None
}
