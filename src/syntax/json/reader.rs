//! From the bytes of a JSON text to its tree, in one pass.

use std::sync::Arc;

use super::Source;
use crate::syntax::limits::{self, MAX_DEPTH};
use crate::syntax::tree::{Entry, List, Map, Node, NodeKind, NodeRef, ParseError, Text, TextStyle};

/// Reads a text from its first byte to its last.
pub(super) struct Reader<'s> {
    source: &'s Source<'s>,
    bytes: &'s [u8],
    /// The next byte to read.
    at: usize,
}

impl<'s> Reader<'s> {
    /// A reader at the start of a text.
    pub(super) fn new(source: &'s Source<'s>) -> Reader<'s> {
        Reader { source, bytes: source.text.as_bytes(), at: 0 }
    }

    /// The one value of the text.
    pub(super) fn document(mut self) -> Result<NodeRef, ParseError> {
        if self.next().is_none() {
            return Err(self.wrong("no JSON value"));
        }
        let root = self.value(1)?;
        match self.next() {
            None => Ok(root),
            Some(_) => Err(self.wrong("more text stands behind the JSON value")),
        }
    }

    /// The next byte that is no blank; it is not read yet.
    fn next(&mut self) -> Option<u8> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Reads a byte, where it is the next one behind blanks.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.next() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<NodeRef, ParseError> {
        let first = self.next();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(limits::too_deep(self.source.span(start..start)));
        }
        let kind = match first {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", NodeKind::Bool(true))?,
            Some(b'f') => self.word("false", NodeKind::Bool(false))?,
            Some(b'n') => self.word("null", NodeKind::Null)?,
            _ => return Err(self.wrong("a value is expected here")),
        };
        Ok(Arc::new(Node { span: self.source.span(start..self.at), kind }))
    }

    fn word(&mut self, word: &str, kind: NodeKind) -> Result<NodeKind, ParseError> {
        let is_word = self.bytes[self.at..].starts_with(word.as_bytes());
        if !is_word || self.bytes.get(self.at + word.len()).is_some_and(u8::is_ascii_alphanumeric) {
            return Err(self.wrong("a value is expected here"));
        }
        self.at += word.len();
        Ok(kind)
    }

    fn list(&mut self, depth: usize) -> Result<NodeKind, ParseError> {
        self.at += 1;
        let mut items = Vec::new();
        if !self.take(b']') {
            loop {
                items.push(self.value(depth + 1)?);
                if !self.goes_on(b']')? {
                    break;
                }
            }
        }
        Ok(NodeKind::List(List { items, layout: self.source.layout() }))
    }

    fn map(&mut self, depth: usize) -> Result<NodeKind, ParseError> {
        self.at += 1;
        let mut entries = Vec::new();
        if !self.take(b'}') {
            loop {
                entries.push(self.entry(depth)?);
                if !self.goes_on(b'}')? {
                    break;
                }
            }
        }
        Ok(NodeKind::Map(Map { entries, layout: self.source.layout() }))
    }

    fn entry(&mut self, depth: usize) -> Result<Entry, ParseError> {
        if self.next() != Some(b'"') {
            return Err(self.wrong("a key in double quotes is expected here"));
        }
        let start = self.at;
        let kind = self.string()?;
        let key = Arc::new(Node { span: self.source.span(start..self.at), kind });
        if !self.take(b':') {
            return Err(self.wrong("`:` is expected here"));
        }
        Ok(Entry { key, value: self.value(depth + 1)? })
    }

    /// Behind an item: does another one follow, or the bracket that ends them all?
    fn goes_on(&mut self, close: u8) -> Result<bool, ParseError> {
        let end = self.at;
        if self.take(close) {
            return Ok(false);
        }
        let comma = self.at;
        if !self.take(b',') {
            return Err(self.source.error(end..end, "`,` or the closing bracket is expected here"));
        }
        if self.next() == Some(close) {
            return Err(self.source.error(comma..comma + 1, "a comma stands behind the last item"));
        }
        Ok(true)
    }

    /// A number, or the interpolation that stands where a value is expected.
    fn number(&mut self) -> Result<NodeKind, ParseError> {
        let start = self.at;
        let is_number = self.skip_number();
        let range = start..self.at;
        if !is_number {
            return Err(self.source.error(range, "this is no number of JSON"));
        }
        match self.source.holes_in(&range) {
            [] => Ok(NodeKind::Number(self.source.text[range].to_owned())),
            [hole] if hole.range == range => {
                Ok(NodeKind::Text(Text { parts: vec![hole.part.clone()], style: TextStyle::Plain }))
            }
            _ => Err(self.source.error(range, "an interpolation is part of a number or stands beside another")),
        }
    }

    /// `-1`, `0.5`, `1e9`: no `+` and no zeros before it, a digit on both sides of the point.
    fn skip_number(&mut self) -> bool {
        self.skip(|byte| byte == b'-');
        let zero = self.skip(|byte| byte == b'0');
        let whole = zero || self.skip_digits();
        let fraction = !self.skip(|byte| byte == b'.') || self.skip_digits();
        let exponent = !self.skip(|byte| matches!(byte, b'e' | b'E')) || {
            self.skip(|byte| matches!(byte, b'+' | b'-'));
            self.skip_digits()
        };
        let ends = !self.bytes.get(self.at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.');
        whole && fraction && exponent && ends
    }

    /// Reads the next byte if it is one of these; blanks are not passed over.
    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> bool {
        let found = self.bytes.get(self.at).is_some_and(|&byte| wanted(byte));
        self.at += usize::from(found);
        found
    }

    /// Reads digits; there must be one.
    fn skip_digits(&mut self) -> bool {
        let start = self.at;
        while self.skip(|byte| byte.is_ascii_digit()) {}
        self.at > start
    }

    fn string(&mut self) -> Result<NodeKind, ParseError> {
        let inside = self.at + 1;
        let mut plain = true;
        self.at = inside;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    self.at += 2;
                }
                Some(..b' ') => {
                    let range = self.at..self.at + 1;
                    return Err(self.source.error(range, "a control character stands unescaped in a string"));
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = self.bytes.len();
                    return Err(self.source.error(inside - 1..inside, "the string has no end"));
                }
            }
        }
        self.at += 1;
        self.source.string(inside..self.at - 1, plain)
    }

    /// An error at the next byte.
    fn wrong(&self, message: &str) -> ParseError {
        self.source.error(self.at..self.at, message)
    }
}
