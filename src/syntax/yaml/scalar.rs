//! Scalars of YAML: where they stand and what they are.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::ScalarStyle;

use super::{Builder, Content, Frame, Properties, indicator, outdented};
use crate::syntax::tree::{Node, NodeKind, Text, TextPart, TextStyle};

impl Builder<'_> {
    /// The node of a scalar, without its tag. `range` is what the parser says of it.
    pub(super) fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        range: Range<usize>,
        properties: &Properties,
    ) -> Node {
        let (range, inside) = match style {
            ScalarStyle::Plain if range.is_empty() => return self.absent(range.start, properties),
            ScalarStyle::Plain => (range.clone(), range),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => (range.clone(), range.start + 1..range.end - 1),
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_scalar(range),
        };
        self.floor = range.end;
        let tag = properties.tag.as_ref().map(|tag| &self.source[tag.clone()]);
        let kind = match style {
            ScalarStyle::Plain => plain(value, tag),
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| {
            let value = self.seen(value, style, &range);
            let parts = if value.is_empty() {
                Vec::new()
            } else {
                vec![TextPart::Literal { value: value.into_owned(), span: self.span(inside) }]
            };
            NodeKind::Text(Text { parts, style: text_style(style) })
        });
        Node { span: self.span(range), kind }
    }

    /// What a scalar stands for, where the parser was shown other line ends than there are.
    fn seen<'v>(&self, value: &'v str, style: ScalarStyle, range: &Range<usize>) -> Cow<'v, str> {
        let written = &self.source[range.clone()];
        if written == &self.shown[range.clone()] {
            return Cow::Borrowed(value);
        }
        outdented::decode(written, style).map_or(Cow::Borrowed(value), Cow::Owned)
    }

    /// A value that is not there: an empty span where it would stand.
    fn absent(&mut self, reported: usize, properties: &Properties) -> Node {
        let behind = |at: Option<usize>| at.map(|at| at + 1);
        let at = match self.frames.last() {
            _ if properties.tag.is_some() || properties.anchor.is_some() => None,
            Some(Frame { content: Content::Map(_, Some(key)), .. }) => {
                let key_end = self.offset(key.span.end);
                behind(indicator::find(self.source, key_end, b":")).or(Some(key_end))
            }
            Some(Frame { content: Content::List(_), flow: false, .. }) => {
                behind(indicator::find(self.source, self.floor, b"-"))
            }
            _ => None,
        };
        let at = at.unwrap_or(reported);
        self.floor = self.floor.max(at);
        Node { span: self.span(at..at), kind: NodeKind::Null }
    }

    /// From the content that the parser reports to the whole scalar, and its lines alone.
    fn block_scalar(&self, content: Range<usize>) -> (Range<usize>, Range<usize>) {
        let bytes = self.source.as_bytes();
        let start = indicator::find(self.source, self.floor, b"|>").unwrap_or(content.start);
        let header = start + indicator::length_until(&bytes[start..], |byte| byte.is_ascii_whitespace());
        let line = start + indicator::length_until(&bytes[start..], |byte| byte == b'\n');
        let first = (line + 1).min(bytes.len());
        let last = self.source[..content.end].trim_end().len();
        if last <= line {
            return (start..header, header..header);
        }
        let rest = &self.source[last..];
        let end = last + rest.find('\n').map_or(rest.len(), |at| rest[..at].trim_end_matches('\r').len());
        (start..end, first..end)
    }
}

fn text_style(style: ScalarStyle) -> TextStyle {
    match style {
        ScalarStyle::Plain => TextStyle::Plain,
        ScalarStyle::SingleQuoted => TextStyle::Single,
        ScalarStyle::DoubleQuoted => TextStyle::Double,
        ScalarStyle::Literal => TextStyle::Literal,
        ScalarStyle::Folded => TextStyle::Folded,
    }
}

/// What a plain scalar is, where it is no text. Under a tag of its own (`!Ref`), all is text.
fn plain(value: &str, tag: Option<&str>) -> Option<NodeKind> {
    if tag.is_some_and(|tag| !matches!(tag, "!!null" | "!!bool" | "!!int" | "!!float")) {
        return None;
    }
    match value {
        "null" | "Null" | "NULL" | "~" => Some(NodeKind::Null),
        "true" | "True" | "TRUE" => Some(NodeKind::Bool(true)),
        "false" | "False" | "FALSE" => Some(NodeKind::Bool(false)),
        number if is_number(number) => Some(NodeKind::Number(number.to_owned())),
        _ => None,
    }
}

/// Is it a number: `-1`, `0x1f`, `0o17`, `1.5e3`, `.inf`? A date is not.
fn is_number(value: &str) -> bool {
    let unsigned = value.strip_prefix(['-', '+']).unwrap_or(value);
    let all = |digits: &str, is_digit: fn(&char) -> bool| !digits.is_empty() && digits.chars().all(|c| is_digit(&c));
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return all(digits, char::is_ascii_hexdigit);
    }
    if let Some(digits) = unsigned.strip_prefix("0o") {
        return all(digits, |digit| matches!(digit, '0'..='7'));
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(value, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && all(exponent, char::is_ascii_digit)
}
