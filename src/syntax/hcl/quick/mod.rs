//! The HCL that people write, read in one pass.
//!
//! This reader knows the common shapes alone, and gives up on everything else: on what is wrong,
//! on what is rare (directives, `~`, line ends of Windows), and wherever it would have to guess.
//! Then the parser of the crate reads the whole text. What this reader does accept, that parser
//! reads as the same tree: a law of the tests. It is some twenty times as fast.

mod blanks;
mod expression;
mod heredoc;
mod object;
mod quoted;
mod structure;
mod term;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::syntax::tree::{Body, Grammar, Layout, Node, NodeKind, NodeRef};
use crate::text::{FileId, Span};

/// How deep expressions and blocks may be nested: the crate's parser takes 64 levels.
const MAX_DEPTH: usize = 40;

/// How many operators an attribute may have in all: the crate's parser takes 128 in a row.
const MAX_OPERATORS: usize = 100;

/// The body of a file, or none where the crate's parser has to read it.
///
/// `text` is the file without its byte order mark, which had `shift` bytes.
pub(super) fn body(file: FileId, text: &str, shift: u32) -> Option<Body> {
    // Line ends of Windows are left to the other parser, and so is a line end that is none.
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        return None;
    }
    let mut reader = Quick { text, bytes: text.as_bytes(), file, shift, at: 0, depth: 0, operators: 0 };
    let items = reader.items()?;
    let span = Span { file, start: 0, end: text.len() as u32 + shift };
    (reader.at == text.len()).then_some(Body { span, items })
}

/// May an expression go on behind a line end? Inside of brackets it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// It ends with its line.
    One,
    /// It may have several.
    Many,
}

/// A reader somewhere in a text. Each of its methods reads one thing that starts at the next
/// byte, and gives none to give up.
struct Quick<'t> {
    text: &'t str,
    bytes: &'t [u8],
    file: FileId,
    shift: u32,
    /// The next byte.
    at: usize,
    /// How many expressions and blocks are open.
    depth: usize,
    /// Operators of this attribute so far.
    operators: usize,
}

impl<'t> Quick<'t> {
    /// The next byte; at the end of the text, one that stands in no HCL.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Do these bytes come next?
    fn sees(&self, expected: &str) -> bool {
        self.bytes[self.at..].starts_with(expected.as_bytes())
    }

    /// Reads these bytes, if they come next.
    fn takes(&mut self, expected: &str) -> bool {
        let found = self.sees(expected);
        self.at += if found { expected.len() } else { 0 };
        found
    }

    /// Reads these bytes, which must come next.
    fn expect(&mut self, expected: &str) -> Option<()> {
        self.takes(expected).then_some(())
    }

    /// A name of ASCII letters, digits, `_` and `-`.
    fn name(&mut self) -> Option<&'t str> {
        let start = self.at;
        if !starts_name(self.peek()) {
            return None;
        }
        while continues_name(self.peek()) {
            self.at += 1;
        }
        self.ends_word().then(|| &self.text[start..self.at])
    }

    /// Can no letter of another alphabet belong to what was just read?
    fn ends_word(&self) -> bool {
        let next = self.peek();
        next.is_ascii() && !continues_name(next)
    }

    /// Reads something that is one level deeper.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// From an offset to what was just read.
    fn span_from(&self, start: usize) -> Span {
        self.span(start, self.at)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32 + self.shift, end: end as u32 + self.shift }
    }

    /// A node from an offset to what was just read.
    fn node(&self, start: usize, kind: NodeKind) -> NodeRef {
        Arc::new(Node { span: self.span_from(start), kind })
    }
}

fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

fn continues_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn layout() -> Layout {
    Layout { grammar: Grammar::Hcl, nest: Vec::new() }
}
