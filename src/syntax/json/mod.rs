//! JSON: strict, numbers as written, duplicate keys kept.

mod pass;
mod reader;
mod strings;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::syntax::limits;
use crate::syntax::tree::{Encoding, Grammar, Layout, NodeRef, ParseError, TextPart};
use crate::text::{FileId, Span};
use reader::Reader;

/// Reads a JSON text.
///
/// # Errors
/// What is not JSON by RFC 8259, is nested too deep, or is too large.
pub fn parse(file: FileId, text: &str) -> Result<NodeRef, ParseError> {
    let (text, bom) = limits::open(file, text)?;
    Source { text, file, positions: Positions::Shifted(bom), nest: &[], holes: &[] }.parse()
}

/// Is a text JSON, and if it is a map, one without these keys? Costs a fraction of [`parse`]; what
/// may be written with escapes is not passed over.
pub fn lacks(text: &str, keys: &[&str]) -> bool {
    let Ok((text, bom)) = limits::open(FileId(0), text) else { return false };
    let source = Source { text, file: FileId(0), positions: Positions::Shifted(bom), nest: &[], holes: &[] };
    Reader::new(&source).lacks(keys)
}

/// A JSON text, and where its bytes stand in the outermost file.
pub(crate) struct Source<'a> {
    /// The JSON text itself.
    pub(crate) text: &'a str,
    /// The outermost file.
    pub(crate) file: FileId,
    /// Where each byte of `text` stands in that file.
    pub(crate) positions: Positions<'a>,
    /// The encodings this text stands in, outermost first.
    pub(crate) nest: &'a [Encoding],
    /// Bytes of `text` that stand for an interpolation of the outer text, in order.
    pub(crate) holes: &'a [Hole],
}

/// Where the bytes of a JSON text stand in the outermost file.
pub(crate) enum Positions<'a> {
    /// All of them this many bytes further on.
    Shifted(u32),
    /// One offset per byte, and one more for the end.
    Mapped(&'a [u32]),
}

/// An interpolation of the outer text; digits stand in its place in the JSON text.
pub(crate) struct Hole {
    /// The digits, in bytes of the JSON text.
    pub(crate) range: Range<usize>,
    /// The interpolation.
    pub(crate) part: TextPart,
}

impl Source<'_> {
    /// The tree of this text.
    pub(crate) fn parse(&self) -> Result<NodeRef, ParseError> {
        Reader::new(self).document()
    }

    fn holes_in(&self, range: &Range<usize>) -> &[Hole] {
        if self.holes.is_empty() {
            return &[];
        }
        let first = self.holes.partition_point(|hole| hole.range.end <= range.start);
        let last = self.holes.partition_point(|hole| hole.range.start < range.end);
        &self.holes[first..last.max(first)]
    }

    fn layout(&self) -> Layout {
        Layout { grammar: Grammar::Json, nest: self.nest.to_vec() }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let at = |offset: usize| match self.positions {
            Positions::Shifted(by) => offset as u32 + by,
            Positions::Mapped(starts) => starts.get(offset).or(starts.last()).copied().unwrap_or(0),
        };
        Span { file: self.file, start: at(range.start), end: at(range.end) }
    }

    fn error(&self, range: Range<usize>, message: impl Into<String>) -> ParseError {
        ParseError { span: self.span(range), message: message.into() }
    }
}
