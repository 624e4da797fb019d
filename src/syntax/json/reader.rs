//! From the bytes of a JSON text to its tree, in one pass.

use std::ops::Range;
use std::sync::Arc;

use super::Source;
use crate::syntax::limits::{self, MAX_DEPTH};
use crate::syntax::tree::{Entry, List, Map, Node, NodeKind, NodeRef, ParseError, Text, TextStyle};

/// Reads a text from its first byte to its last.
pub(super) struct Reader<'s> {
    pub(super) source: &'s Source<'s>,
    bytes: &'s [u8],
    /// The next byte to read.
    pub(super) at: usize,
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
        self.ends()?;
        Ok(root)
    }

    /// Sees to it that nothing follows.
    pub(super) fn ends(&mut self) -> Result<(), ParseError> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(self.wrong("more text stands behind the JSON value")),
        }
    }

    /// The next byte that is no blank; it is not read yet.
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            match *self.bytes.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += self.blanks(),
                byte => return Some(byte),
            }
        }
    }

    /// How many blanks to pass over at once: most of them indent a line.
    fn blanks(&self) -> usize {
        let is_indent = self.bytes[self.at..].first_chunk() == Some(&[b' '; 8]);
        if is_indent { 8 } else { 1 }
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
        self.not_too_deep(depth)?;
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

    pub(super) fn not_too_deep(&self, depth: usize) -> Result<(), ParseError> {
        if depth > MAX_DEPTH { Err(limits::too_deep(self.source.span(self.at..self.at))) } else { Ok(()) }
    }

    pub(super) fn word(&mut self, word: &str, kind: NodeKind) -> Result<NodeKind, ParseError> {
        let is_word = self.bytes[self.at..].starts_with(word.as_bytes());
        if !is_word || self.bytes.get(self.at + word.len()).is_some_and(u8::is_ascii_alphanumeric) {
            return Err(self.wrong("a value is expected here"));
        }
        self.at += word.len();
        Ok(kind)
    }

    fn list(&mut self, depth: usize) -> Result<NodeKind, ParseError> {
        let mut items = Vec::new();
        self.items(b']', |reader| {
            items.push(reader.value(depth + 1)?);
            Ok(())
        })?;
        Ok(NodeKind::List(List { items, layout: self.source.layout() }))
    }

    fn map(&mut self, depth: usize) -> Result<NodeKind, ParseError> {
        let mut entries = Vec::new();
        self.items(b'}', |reader| {
            entries.push(reader.entry(depth)?);
            Ok(())
        })?;
        Ok(NodeKind::Map(Map { entries, layout: self.source.layout() }))
    }

    fn entry(&mut self, depth: usize) -> Result<Entry, ParseError> {
        self.key_follows()?;
        let start = self.at;
        let kind = self.string()?;
        let key = Arc::new(Node { span: self.source.span(start..self.at), kind });
        self.colon()?;
        Ok(Entry { key, value: self.value(depth + 1)? })
    }

    /// The items between the bracket that stands here and the one that closes it.
    pub(super) fn items(
        &mut self,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Result<(), ParseError>,
    ) -> Result<(), ParseError> {
        self.at += 1;
        if self.take(close) {
            return Ok(());
        }
        item(self)?;
        while self.goes_on(close)? {
            item(self)?;
        }
        Ok(())
    }

    /// Sees to it that a string follows.
    pub(super) fn key_follows(&mut self) -> Result<(), ParseError> {
        match self.next() {
            Some(b'"') => Ok(()),
            _ => Err(self.wrong("a key in double quotes is expected here")),
        }
    }

    /// Reads what stands behind a key.
    pub(super) fn colon(&mut self) -> Result<(), ParseError> {
        if self.take(b':') { Ok(()) } else { Err(self.wrong("`:` is expected here")) }
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
    pub(super) fn number(&mut self) -> Result<NodeKind, ParseError> {
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
        let (inside, plain) = self.quoted()?;
        self.source.string(inside, plain)
    }

    /// Reads a string: the bytes between its quotes, and whether none of them is a backslash.
    pub(super) fn quoted(&mut self) -> Result<(Range<usize>, bool), ParseError> {
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
        Ok((inside..self.at - 1, plain))
    }

    /// An error at the next byte.
    pub(super) fn wrong(&self, message: &str) -> ParseError {
        self.source.error(self.at..self.at, message)
    }
}
