//! Quoted strings.

use super::{Lines, Quick};
use crate::syntax::tree::{NodeKind, Text, TextPart, TextStyle};

/// What a stretch of literal text ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The quote, or the marker of a heredoc.
    Close,
    /// `${`
    Interpolation,
}

impl Quick<'_> {
    pub(super) fn quoted(&mut self) -> Option<NodeKind> {
        self.expect("\"")?;
        let mut parts = Vec::new();
        loop {
            let start = self.at;
            let (value, end) = self.quoted_literal()?;
            if self.at > start {
                parts.push(TextPart::Literal { value, span: self.span_from(start) });
            }
            if end == End::Close {
                break;
            }
            parts.push(self.interpolation()?);
        }
        self.expect("\"")?;
        Some(NodeKind::Text(Text { parts, style: TextStyle::Double }))
    }

    /// A string without interpolations, as a label is.
    pub(super) fn literal_string(&mut self) -> Option<String> {
        self.expect("\"")?;
        let (value, end) = self.quoted_literal()?;
        self.expect("\"")?;
        (end == End::Close).then_some(value)
    }

    /// Literal text up to the closing quote or to `${`, decoded.
    fn quoted_literal(&mut self) -> Option<(String, End)> {
        let mut value = String::new();
        let mut plain = self.at;
        loop {
            let end = match self.peek() {
                b'"' => End::Close,
                b'$' if self.sees("${") => End::Interpolation,
                b'%' if self.sees("%{") => return None,
                b'$' | b'%' if self.sees("$${") || self.sees("%%{") => {
                    value.push_str(&self.text[plain..self.at]);
                    plain = self.at + 1;
                    self.at += 3;
                    continue;
                }
                b'\\' => {
                    value.push_str(&self.text[plain..self.at]);
                    value.push(self.escape()?);
                    plain = self.at;
                    continue;
                }
                // A string has one line, and an end.
                b'\n' | 0 => return None,
                _ => {
                    self.at += 1;
                    continue;
                }
            };
            value.push_str(&self.text[plain..self.at]);
            return Some((value, end));
        }
    }

    /// An escape; those by number are left to the other parser.
    fn escape(&mut self) -> Option<char> {
        let c = match self.bytes.get(self.at + 1)? {
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'\\' => '\\',
            b'"' => '"',
            _ => return None,
        };
        self.at += 2;
        Some(c)
    }

    /// `${ ... }`
    pub(super) fn interpolation(&mut self) -> Option<TextPart> {
        let start = self.at;
        self.expect("${")?;
        self.pass_lines()?;
        let value = self.expression(Lines::Many)?;
        self.pass_lines()?;
        self.expect("}")?;
        Some(TextPart::Interpolation { value, span: self.span_from(start) })
    }
}
