//! Caps on what is read, so that no text can exhaust the stack or the clock.

use crate::syntax::tree::ParseError;
use crate::text::{FileId, Span};

/// How many levels of lists, maps and blocks a tree may have.
///
/// The second parsers stop at 128 too: what is deeper could be read, but never proven.
pub(crate) const MAX_DEPTH: usize = 128;

/// How many bytes a text may have: far above any template, and far below what `u32` can count.
pub(crate) const MAX_BYTES: usize = 16 << 20;

const BOM: char = '\u{feff}';

/// The text without its byte order mark, and how many bytes the mark had: 3 or 0.
///
/// # Errors
/// A text above [`MAX_BYTES`].
pub(crate) fn open(file: FileId, text: &str) -> Result<(&str, u32), ParseError> {
    if text.len() > MAX_BYTES {
        return Err(refusal(file, 0, format!("the text is larger than {} MiB", MAX_BYTES >> 20)));
    }
    Ok(match text.strip_prefix(BOM) {
        Some(rest) => (rest, BOM.len_utf8() as u32),
        None => (text, 0),
    })
}

/// An error at one offset.
pub(crate) fn refusal(file: FileId, offset: usize, message: impl Into<String>) -> ParseError {
    let offset = offset as u32;
    ParseError { span: Span { file, start: offset, end: offset }, message: message.into() }
}

/// The error for what is nested deeper than [`MAX_DEPTH`].
pub(crate) fn too_deep(span: Span) -> ParseError {
    ParseError { span, message: format!("nested deeper than {MAX_DEPTH} levels") }
}
