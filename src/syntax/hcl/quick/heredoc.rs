//! Heredocs.

use super::quoted::End;
use super::{Quick, continues_name};
use crate::syntax::hcl::dedent::dedent;
use crate::syntax::tree::{NodeKind, Text, TextPart, TextStyle};

impl Quick<'_> {
    pub(super) fn heredoc(&mut self) -> Option<NodeKind> {
        self.expect("<<")?;
        let indented = self.takes("-");
        let marker = self.name()?;
        self.expect("\n")?;
        let mut parts = Vec::new();
        while !(parts.is_empty() && self.sees_marker(self.at, marker)?) {
            let start = self.at;
            let (value, end) = self.heredoc_literal(marker)?;
            if self.at > start {
                parts.push(TextPart::Literal { value, span: self.span_from(start) });
            }
            if end == End::Close {
                break;
            }
            parts.push(self.interpolation()?);
        }
        while matches!(self.peek(), b' ' | b'\t') {
            self.at += 1;
        }
        self.expect(marker)?;
        if indented {
            dedent(&mut parts);
        }
        Some(NodeKind::Text(Text { parts, style: TextStyle::Heredoc { indented } }))
    }

    /// Literal text up to `${`, or up to the line of the end marker.
    fn heredoc_literal(&mut self, marker: &str) -> Option<(String, End)> {
        let mut value = String::new();
        let mut plain = self.at;
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += memchr::memchr3(b'\n', b'$', b'%', rest)?;
            if self.sees("$${") || self.sees("%%{") {
                value.push_str(&self.text[plain..self.at]);
                plain = self.at + 1;
                self.at += 3;
                continue;
            }
            if self.sees("%{") {
                return None;
            }
            let end = if self.sees("${") { Some(End::Interpolation) } else { None };
            let closes = self.peek() == b'\n' && self.sees_marker(self.at + 1, marker)?;
            self.at += usize::from(end.is_none());
            if let Some(end) = end.or(closes.then_some(End::Close)) {
                value.push_str(&self.text[plain..self.at]);
                return Some((value, end));
            }
        }
    }

    /// Is the line from here on, behind blanks, the end marker?
    fn sees_marker(&self, line: usize, marker: &str) -> Option<bool> {
        let rest = &self.bytes[line..];
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let Some(behind) = rest[blanks..].strip_prefix(marker.as_bytes()) else { return Some(false) };
        match behind.first() {
            Some(byte) if !byte.is_ascii() => None,
            Some(byte) => Some(!continues_name(*byte)),
            None => Some(true),
        }
    }
}
