//! Texts inside texts: the JSON or YAML that a string of another language holds.
//!
//! The tree that comes out has spans of the outermost file, so an edit of it is an edit of that
//! file; what is inserted passes through [`encode`] first.

mod decode;
mod directives;
mod encode;
mod yaml;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use encode::encode;
pub use yaml::{Inside, yaml};

use crate::syntax::json::{Hole, Positions, Source};
use crate::syntax::tree::{Encoding, Grammar, Layout, Node, NodeKind, NodeRef, ParseError, Text, TextPart, TextStyle};
use crate::text::Span;
use decode::Decoded;

/// Reads the JSON text inside a string.
///
/// `node` is the string (or a YAML value whose tag stands before one), `outer` the whole text of
/// the outermost file, and `within` the layout that the string stands in: for a value of an HCL
/// file `Hcl` without a nest, for a string of a tree that this function gave, the layout of the
/// container around it. The containers of the result have the grammar JSON, and the nest of
/// `within` with the string's own encoding behind it.
///
/// An HCL interpolation inside a JSON string stays a part of that string. One that stands where
/// JSON expects a value becomes a text of the style `Plain` with this one part, and so does a
/// `%{}` directive between the items of a list, with all that stands in it.
///
/// # Errors
/// A text that is not JSON, has `%{}` directives elsewhere, or is written in a way that is not
/// followed (folded and unquoted YAML scalars).
pub fn json(node: &Node, outer: &str, within: &Layout) -> Result<NodeRef, ParseError> {
    let text = match &node.kind {
        NodeKind::Text(text) => text,
        NodeKind::Tagged { value, .. } => return json(value, outer, within),
        _ => return Err(error(node.span, "a string with a JSON text is expected here")),
    };
    let encoding = encoding(node, text, outer, within)?;
    let decoded = decode_all(node, text, outer, &within.nest, encoding)?;
    let holes = holes(text, &decoded)?;
    let mut nest = within.nest.clone();
    nest.push(encoding);
    let positions = Positions::Mapped(decoded.starts());
    let source = Source { text: decoded.text(), file: node.span.file, positions, nest: &nest, holes: &holes };
    directives::placed(&source.parse()?, &directives::of(text))
}

/// What a quoted string stands for, from its bytes with the quotes.
pub(crate) fn unquote(written: &str, encoding: Encoding) -> Option<String> {
    let raw = Decoded::raw(written, 0..written.len(), std::iter::empty())?;
    Some(raw.unquoted()?.decode(encoding)?.text().to_owned())
}

/// How the string is written.
fn encoding(node: &Node, text: &Text, outer: &str, within: &Layout) -> Result<Encoding, ParseError> {
    match (within.grammar, text.style) {
        (Grammar::Hcl, TextStyle::Heredoc { .. }) => Ok(Encoding::HclHeredoc),
        (Grammar::Hcl, TextStyle::Double) => Ok(Encoding::HclQuoted),
        (_, TextStyle::Double) => Ok(Encoding::Quoted),
        (_, TextStyle::Single) => Ok(Encoding::YamlSingle),
        (_, TextStyle::Literal) => Ok(Encoding::YamlLiteral { indent: indent(node, text, outer) }),
        (_, TextStyle::Folded) => {
            Err(error(node.span, "a JSON text in a folded scalar (`>`) is not followed: write it as `|`"))
        }
        _ => Err(error(node.span, "a JSON text in an unquoted string is not followed: write it as `|`")),
    }
}

/// By how many bytes the lines of a literal block scalar are indented.
fn indent(node: &Node, text: &Text, outer: &str) -> u32 {
    let first = |text: &str| text.lines().find(|line| !line.trim().is_empty()).map_or(0, str::len);
    let raw = outer.get(node.span.range()).unwrap_or_default();
    let content = raw.find('\n').map_or("", |at| &raw[at..]);
    first(content).saturating_sub(first(&text.literal().unwrap_or_default())) as u32
}

/// The JSON text, out of all its encodings.
fn decode_all(node: &Node, text: &Text, outer: &str, nest: &[Encoding], own: Encoding) -> Result<Decoded, ParseError> {
    let raw = raw_range(node, text, outer, own);
    let decoded = Decoded::raw(outer, raw, fillers(text, outer))
        .and_then(|raw| nest.iter().try_fold(raw, |decoded, &encoding| decoded.decode(encoding)))
        .and_then(|decoded| if is_quoted(own) { decoded.unquoted() } else { Some(decoded) })
        .and_then(|decoded| decoded.decode(own))
        .ok_or_else(|| error(node.span, "the way this string is written is not followed"))?;
    // A decoder that read something else than the language's own parser must not place edits.
    let dedented = text.style == TextStyle::Heredoc { indented: true };
    match text.literal() {
        Some(literal) if !dedented && literal.trim() != decoded.text().trim() => {
            Err(error(node.span, "the way this string is written is not followed"))
        }
        _ => Ok(decoded),
    }
}

/// The bytes to decode: of a heredoc its lines, of a literal scalar the line end of its header
/// and its lines, of a quoted string all.
fn raw_range(node: &Node, text: &Text, outer: &str, own: Encoding) -> Range<usize> {
    let all = node.span.range();
    match own {
        Encoding::HclHeredoc => match (text.parts.first(), text.parts.last()) {
            (Some(first), Some(last)) => part_span(first).join(part_span(last)).range(),
            _ => all.start..all.start,
        },
        Encoding::YamlLiteral { .. } => {
            let header = outer.get(all.clone()).and_then(|raw| raw.find('\n')).unwrap_or(all.len());
            all.start + header..all.end
        }
        _ => all,
    }
}

fn is_quoted(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::HclQuoted | Encoding::Quoted | Encoding::YamlSingle)
}

/// What stands for the interpolations and directives while the text is read.
fn fillers(text: &Text, outer: &str) -> impl Iterator<Item = (Span, char)> {
    text.parts.iter().filter_map(move |part| match part {
        TextPart::Literal { .. } => None,
        TextPart::Interpolation { span, .. } => Some((*span, '1')),
        TextPart::Directive { span, .. } => Some((*span, directives::filler(outer, *span))),
    })
}

/// Where the interpolations and directives stand in the decoded text.
fn holes(text: &Text, decoded: &Decoded) -> Result<Vec<Hole>, ParseError> {
    text.parts
        .iter()
        .filter(|part| !matches!(part, TextPart::Literal { .. }))
        .map(|part| {
            let span = part_span(part);
            let range = decoded.range(span);
            match range.len() == span.range().len() {
                true => Ok(Hole { range, part: part.clone() }),
                false => Err(error(span, "an interpolation is part of an escape, which is not followed")),
            }
        })
        .collect()
}

fn part_span(part: &TextPart) -> Span {
    match part {
        TextPart::Literal { span, .. } | TextPart::Interpolation { span, .. } | TextPart::Directive { span, .. } => {
            *span
        }
    }
}

fn error(span: Span, message: &str) -> ParseError {
    ParseError { span, message: message.to_owned() }
}
