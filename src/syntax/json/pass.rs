//! Passing over a JSON text, of which no tree is made.

use super::reader::Reader;
use crate::syntax::tree::{NodeKind, ParseError};

impl Reader<'_> {
    /// Is the text JSON, and if it is a map, one without these keys?
    ///
    /// A key with escapes may be any.
    pub(super) fn lacks(mut self, keys: &[&str]) -> bool {
        let passed = match self.next() {
            Some(b'{') => self.items(b'}', |reader| reader.pass_other_entry(keys)),
            _ => self.pass(1),
        };
        passed.and_then(|()| self.ends()).is_ok()
    }

    /// An entry whose key is none of these.
    fn pass_other_entry(&mut self, keys: &[&str]) -> Result<(), ParseError> {
        self.key_follows()?;
        let (key, plain) = self.quoted()?;
        if !plain || keys.contains(&&self.source.text[key]) {
            return Err(self.wrong("the key is one of those"));
        }
        self.colon()?;
        self.pass(2)
    }

    fn pass(&mut self, depth: usize) -> Result<(), ParseError> {
        let first = self.next();
        self.not_too_deep(depth)?;
        match first {
            Some(b'{') => self.items(b'}', |reader| reader.pass_entry(depth)),
            Some(b'[') => self.items(b']', |reader| reader.pass(depth + 1)),
            Some(b'"') => self.pass_string(),
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            Some(b't') => self.word("true", NodeKind::Null).map(drop),
            Some(b'f') => self.word("false", NodeKind::Null).map(drop),
            Some(b'n') => self.word("null", NodeKind::Null).map(drop),
            _ => Err(self.wrong("a value is expected here")),
        }
    }

    fn pass_entry(&mut self, depth: usize) -> Result<(), ParseError> {
        self.key_follows()?;
        self.pass_string()?;
        self.colon()?;
        self.pass(depth + 1)
    }

    fn pass_string(&mut self) -> Result<(), ParseError> {
        match self.quoted()? {
            (_, true) => Ok(()),
            (inside, false) => self.source.string(inside, false).map(drop),
        }
    }
}
