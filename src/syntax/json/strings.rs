//! Strings of JSON, and the interpolations of an outer text in them.

use std::ops::Range;

use super::{Hole, Source};
use crate::syntax::tree::{NodeKind, ParseError, Text, TextPart, TextStyle};

impl Source<'_> {
    /// A string from the bytes between its quotes; `plain` if none of them is a backslash.
    pub(super) fn string(&self, inside: Range<usize>, plain: bool) -> Result<NodeKind, ParseError> {
        let parts = match self.holes_in(&inside) {
            [] if inside.is_empty() => Vec::new(),
            [] if plain => {
                vec![TextPart::Literal { value: self.text[inside.clone()].to_owned(), span: self.span(inside) }]
            }
            [] => vec![self.literal(inside, "this escape is none of JSON")?],
            holes => self.parts(inside, holes)?,
        };
        Ok(NodeKind::Text(Text { parts, style: TextStyle::Double }))
    }

    fn parts(&self, inside: Range<usize>, holes: &[Hole]) -> Result<Vec<TextPart>, ParseError> {
        let mut parts = Vec::with_capacity(holes.len() * 2 + 1);
        let mut at = inside.start;
        for hole in holes {
            self.push_literal(at..hole.range.start, &mut parts)?;
            parts.push(hole.part.clone());
            at = hole.range.end;
        }
        self.push_literal(at..inside.end, &mut parts)?;
        Ok(parts)
    }

    fn push_literal(&self, range: Range<usize>, parts: &mut Vec<TextPart>) -> Result<(), ParseError> {
        if !range.is_empty() {
            parts.push(self.literal(range, "an escape is cut in two by an interpolation")?);
        }
        Ok(())
    }

    /// Decodes a stretch of a string; `or` is what to say where that cannot be done.
    fn literal(&self, range: Range<usize>, or: &str) -> Result<TextPart, ParseError> {
        let value = decode(&self.text[range.clone()]).ok_or_else(|| self.error(range.clone(), or))?;
        Ok(TextPart::Literal { value, span: self.span(range) })
    }
}

/// What the inside of a string stands for; none where an escape is wrong.
fn decode(written: &str) -> Option<String> {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let (c, behind) = decode_escape(escape)?;
        out.push(c);
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

/// The character of an escape, given what stands behind its backslash, and the text behind it.
fn decode_escape(escape: &str) -> Option<(char, &str)> {
    let behind = escape.get(1..)?;
    let c = match escape.as_bytes().first()? {
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return decode_unicode(behind),
        _ => return None,
    };
    Some((c, behind))
}

/// The character of four hexadecimal digits, or of two such escapes that are a pair.
fn decode_unicode(digits: &str) -> Option<(char, &str)> {
    let (first, rest) = code_unit(digits)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, rest));
    }
    let (second, rest) = code_unit(rest.strip_prefix("\\u")?)?;
    let units = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let mut decoded = char::decode_utf16(units);
    match (decoded.next(), decoded.next()) {
        (Some(Ok(c)), None) => Some((c, rest)),
        _ => None,
    }
}

fn code_unit(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    Some((u32::from_str_radix(digits, 16).ok()?, &text[4..]))
}
