//! HCL: the files of Terraform and OpenTofu.

mod dedent;
mod expression;
mod leniency;
mod quick;
mod template;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::structure;

use crate::syntax::limits;
use crate::syntax::tree::{Attribute, Block, Body, Item, Node, NodeKind, NodeRef, ParseError, Text, TextStyle};
use crate::text::{FileId, Span};

/// Reads an HCL file.
///
/// A key that an object has twice is kept twice, as Terraform accepts it (the last one wins).
///
/// # Errors
/// What is not HCL, is nested too deep, or is too large.
pub fn parse(file: FileId, text: &str) -> Result<Arc<Body>, ParseError> {
    let (source, bom) = limits::open(file, text)?;
    match quick::body(file, source, bom) {
        Some(body) if leniency::crowded(source).is_none() => Ok(Arc::new(body)),
        _ => thorough(file, text),
    }
}

/// Reads an HCL file with the parser of the crate, whatever is in it.
///
/// # Errors
/// As [`parse`].
pub fn thorough(file: FileId, text: &str) -> Result<Arc<Body>, ParseError> {
    let (source, bom) = limits::open(file, text)?;
    let (body, masked) = leniency::parse(source).map_err(|(offset, message)| {
        // At the end of the text, the parser points into its last character.
        limits::refusal(file, source.floor_char_boundary(offset) + bom as usize, message)
    })?;
    let reader = Reader { source, file, shift: bom, masked: &masked, place: None };
    let span = Span { file, start: 0, end: text.len() as u32 };
    Ok(Arc::new(reader.body(&body, span)?))
}

/// Reads a text that Terraform fills in by itself, as `templatefile` does: all of it is one text,
/// written as in a heredoc.
///
/// # Errors
/// What is no template, or is too large.
pub fn parse_template(file: FileId, text: &str) -> Result<NodeRef, ParseError> {
    let (source, bom) = limits::open(file, text)?;
    let refuse = |error: hcl_edit::parser::Error| limits::refusal(file, bom as usize, error.message());
    let template: hcl_edit::template::Template = source.parse().map_err(refuse)?;
    let reader = Reader { source, file, shift: bom, masked: &[], place: None };
    let parts = reader.parts(&template)?;
    let kind = NodeKind::Text(Text { parts, style: TextStyle::Heredoc { indented: false } });
    Ok(Arc::new(Node { span: Span { file, start: bom, end: text.len() as u32 }, kind }))
}

/// Reads what a string of Terraform in JSON says: its text is a template.
///
/// `text` is the string's meaning and `whole` its bytes, quotes included. Where the two differ, for
/// an escape, everything inside stands at `whole`.
///
/// # Errors
/// What is no template.
pub fn parse_json_string(text: &str, whole: Span, is_verbatim: bool) -> Result<NodeRef, ParseError> {
    let refuse = |error: hcl_edit::parser::Error| ParseError { span: whole, message: error.message().to_owned() };
    let template: hcl_edit::template::Template = text.parse().map_err(refuse)?;
    let place = (!is_verbatim).then_some(whole);
    let reader = Reader { source: text, file: whole.file, shift: whole.start + 1, masked: &[], place };
    let kind = NodeKind::Text(Text { parts: reader.parts(&template)?, style: TextStyle::Double });
    Ok(Arc::new(Node { span: whole, kind }))
}

/// Turns the parser's tree into ours.
struct Reader<'a> {
    /// The text that the offsets of the parser's tree count bytes of.
    source: &'a str,
    file: FileId,
    /// What to add to those offsets.
    shift: u32,
    /// Keys that were hidden from the parser, in its offsets.
    masked: &'a [Range<usize>],
    /// Where everything stands, where the text is not one of the file's as it is.
    place: Option<Span>,
}

impl Reader<'_> {
    fn body(&self, body: &structure::Body, span: Span) -> Result<Body, ParseError> {
        let items = body
            .iter()
            .map(|structure| match structure {
                structure::Structure::Attribute(attribute) => {
                    self.attribute(attribute).map(|attribute| Item::Attribute(Arc::new(attribute)))
                }
                structure::Structure::Block(block) => self.block(block).map(|block| Item::Block(Arc::new(block))),
            })
            .collect::<Result<_, _>>()?;
        Ok(Body { span, items })
    }

    fn attribute(&self, attribute: &structure::Attribute) -> Result<Attribute, ParseError> {
        Ok(Attribute {
            name: attribute.key.as_str().to_owned(),
            name_span: self.span(attribute.key.span())?,
            value: self.node(&attribute.value)?,
        })
    }

    fn block(&self, block: &structure::Block) -> Result<Block, ParseError> {
        let span = self.span(block.span())?;
        let head = match block.labels.last() {
            Some(label) => self.span(block.ident.span())?.join(self.span(label.span())?),
            None => self.span(block.ident.span())?,
        };
        let open = head.end + self.brace_after(head.end - self.shift);
        let inside = Span { start: open + 1, end: span.end - 1, ..span };
        Ok(Block {
            kind: block.ident.as_str().to_owned(),
            labels: block.labels.iter().map(|label| label.as_str().to_owned()).collect(),
            span,
            head,
            body: self.body(&block.body, inside)?,
        })
    }

    /// How many bytes of blanks and comments stand between an offset and the next `{`.
    fn brace_after(&self, offset: u32) -> u32 {
        let rest = &self.source[offset as usize..];
        let mut at = 0;
        while let Some(found) = rest[at..].find(['{', '/']) {
            at += found;
            match rest[at..].strip_prefix("/*").and_then(|comment| comment.find("*/")) {
                Some(length) => at += length + 4,
                None => break,
            }
        }
        at as u32
    }

    /// A span of the parser as a span of the file.
    fn span(&self, range: Option<Range<usize>>) -> Result<Span, ParseError> {
        match (self.place, range) {
            (Some(place), _) => Ok(place),
            (None, Some(range)) => {
                Ok(Span { file: self.file, start: range.start as u32 + self.shift, end: range.end as u32 + self.shift })
            }
            (None, None) => Err(limits::refusal(self.file, 0, "the parser does not say where an element stands")),
        }
    }
}
