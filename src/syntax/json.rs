//! JSON: strict, numbers as written, duplicate keys kept.

use std::ops::Range;
use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::syntax::limits::{self, MAX_DEPTH};
use crate::syntax::tree::{
    Encoding, Entry, Grammar, Layout, List, Map, Node, NodeKind, NodeRef, ParseError, Text, TextPart, TextStyle,
};
use crate::text::{FileId, Span};

/// Reads a JSON text.
///
/// # Errors
/// What is not JSON by RFC 8259, is nested too deep, or is too large.
pub fn parse(file: FileId, text: &str) -> Result<NodeRef, ParseError> {
    let (text, bom) = limits::open(file, text)?;
    Source { text, file, positions: Positions::Shifted(bom), nest: &[], holes: &[] }.parse()
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
        let parsed = parse_to_ast(self.text, &CollectOptions::default(), &strict())
            .map_err(|error| self.error(range(error.range()), error.kind().to_string()))?;
        match parsed.value {
            Some(value) => self.node(&value, 1),
            None => Err(self.error(self.text.len()..self.text.len(), "no JSON value")),
        }
    }

    fn node(&self, value: &ast::Value, depth: usize) -> Result<NodeRef, ParseError> {
        let range = range(value.range());
        if depth > MAX_DEPTH {
            return Err(limits::too_deep(self.span(range)));
        }
        let kind = match value {
            ast::Value::NullKeyword(_) => NodeKind::Null,
            ast::Value::BooleanLit(literal) => NodeKind::Bool(literal.value),
            ast::Value::NumberLit(literal) => self.number(range.clone(), literal.value)?,
            ast::Value::StringLit(literal) => self.string(range.clone(), &literal.value)?,
            ast::Value::Array(array) => self.list(array, depth)?,
            ast::Value::Object(object) => self.map(object, depth)?,
        };
        Ok(Arc::new(Node { span: self.span(range), kind }))
    }

    fn list(&self, array: &ast::Array, depth: usize) -> Result<NodeKind, ParseError> {
        let items = array.elements.iter().map(|item| self.node(item, depth + 1)).collect::<Result<_, _>>()?;
        Ok(NodeKind::List(List { items, layout: self.layout() }))
    }

    fn map(&self, object: &ast::Object, depth: usize) -> Result<NodeKind, ParseError> {
        let mut entries = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let range = range(property.name.range());
            let kind = self.string(range.clone(), property.name.as_str())?;
            let key = Arc::new(Node { span: self.span(range), kind });
            entries.push(Entry { key, value: self.node(&property.value, depth + 1)? });
        }
        Ok(NodeKind::Map(Map { entries, layout: self.layout() }))
    }

    /// A number, or the interpolation that stands where a value is expected.
    fn number(&self, range: Range<usize>, written: &str) -> Result<NodeKind, ParseError> {
        match self.holes_in(&range) {
            [] => Ok(NodeKind::Number(written.to_owned())),
            [hole] if hole.range == range => {
                Ok(NodeKind::Text(Text { parts: vec![hole.part.clone()], style: TextStyle::Plain }))
            }
            _ => Err(self.error(range, "an interpolation is part of a number or stands beside another")),
        }
    }

    /// A string; `range` has the quotes, `decoded` is its text where no interpolation is inside.
    fn string(&self, range: Range<usize>, decoded: &str) -> Result<NodeKind, ParseError> {
        let inside = range.start + 1..range.end - 1;
        if let Some(at) = self.text[inside.clone()].bytes().position(|byte| byte < b' ') {
            let at = inside.start + at;
            return Err(self.error(at..at + 1, "a control character stands unescaped in a string"));
        }
        let holes = self.holes_in(&inside);
        let parts = match holes {
            [] if inside.is_empty() => Vec::new(),
            [] => vec![TextPart::Literal { value: decoded.to_owned(), span: self.span(inside) }],
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
        if range.is_empty() {
            return Ok(());
        }
        let quoted = format!("\"{}\"", &self.text[range.clone()]);
        let value = serde_json::from_str(&quoted)
            .map_err(|_| self.error(range.clone(), "an escape is cut in two by an interpolation"))?;
        parts.push(TextPart::Literal { value, span: self.span(range) });
        Ok(())
    }

    fn holes_in(&self, range: &Range<usize>) -> &[Hole] {
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

fn range(range: jsonc_parser::common::Range) -> Range<usize> {
    range.start..range.end
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::testing::{FILE, at, slice};

    #[test]
    fn each_value_stands_where_its_span_says() {
        let text = "\u{feff}{\"a\" : [1, -2.50e1, {\"b\\u00e9\": null}],\r\n \"é\": \"x\\n🙂\", \"t\": true}";
        let root = parse(FILE, text).expect("JSON");
        let table = [
            ("", &text[3..]),
            ("a", "[1, -2.50e1, {\"b\\u00e9\": null}]"),
            ("a/1", "-2.50e1"),
            ("a/2", "{\"b\\u00e9\": null}"),
            ("a/2/bé", "null"),
            ("é", "\"x\\n🙂\""),
            ("t", "true"),
        ];
        for (path, expected) in table {
            assert_eq!(slice(text, at(&root, path).span), expected, "{path}");
        }
        assert_eq!(at(&root, "é").literal().as_deref(), Some("x\n🙂"));
        assert_eq!(at(&root, "a/1").kind, NodeKind::Number("-2.50e1".into()));
    }

    #[test]
    fn a_key_that_stands_twice_is_kept_twice() {
        let root = parse(FILE, r#"{"a": 1, "a": 2}"#).expect("JSON");
        assert_eq!(root.as_map().map(|map| map.entries.len()), Some(2));
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        let table = [
            ("", 0),
            ("{\"a\": 1,}", 7),
            ("// c\n1", 0),
            ("{a: 1}", 1),
            ("{'a': 1}", 1),
            ("[1 2]", 2),
            ("0x1f", 0),
            ("\"a\tb\"", 2),
            ("1 2", 2),
            ("[+1]", 1),
            ("[.5]", 1),
            ("[NaN]", 1),
        ];
        for (text, offset) in table {
            let error = parse(FILE, text).expect_err(text);
            assert_eq!(error.span.start, offset, "{text}: {}", error.message);
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn deep_texts_are_refused_and_not_followed() {
        for open in ["[", "{\"a\":"] {
            let error = parse(FILE, &open.repeat(100_000)).expect_err("too deep");
            assert!(error.message.to_lowercase().contains("nest"), "{}", error.message);
            let closed = format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
            assert!(parse(FILE, &closed).expect_err("too deep").message.contains("128"));
        }
    }
}
