//! YAML inside a string: a template that another template deploys.

use std::sync::Arc;

use super::decode::Decoded;
use super::{decode_all, directives, encoding, error};
use crate::syntax::tree::{
    Encoding, Entry, Layout, List, Map, Node, NodeKind, NodeRef, ParseError, Text, TextPart, YamlDocuments,
};
use crate::syntax::yaml;
use crate::text::Span;

/// The YAML documents that a string holds.
#[derive(Debug)]
pub struct Inside {
    /// The documents; their spans are those of the outermost file.
    pub documents: YamlDocuments,
    /// Do the lines stand in the outermost file as they are, but for their indentation? Then they
    /// are edited like any lines of that file.
    pub verbatim: bool,
}

/// Reads the YAML text inside a string: see [`super::json`].
///
/// # Errors
/// A text that is not YAML, or is written in a way that is not followed.
pub fn yaml(node: &Node, outer: &str, within: &Layout) -> Result<Inside, ParseError> {
    let text = match &node.kind {
        NodeKind::Text(text) => text,
        NodeKind::Tagged { value, .. } => return yaml(value, outer, within),
        _ => return Err(error(node.span, "a string with a YAML text is expected here")),
    };
    directives::refuse(text)?;
    let own = encoding(node, text, outer, within)?;
    let decoded = decode_all(node, text, outer, &within.nest, own)?;
    let places = Places { decoded: &decoded, outer };
    let inner = yaml::parse(node.span.file, decoded.text()).map_err(|error| places.error(error))?;
    let roots = inner.roots.iter().map(|root| places.node(root)).collect();
    let anchors = inner.anchors.iter().map(|(name, node)| (name.clone(), places.node(node))).collect();
    let verbatim = within.nest.is_empty() && matches!(own, Encoding::YamlLiteral { .. });
    Ok(Inside { documents: YamlDocuments { roots, anchors }, verbatim })
}

/// Leads from the decoded text back to the outermost file.
struct Places<'a> {
    decoded: &'a Decoded,
    outer: &'a str,
}

impl Places<'_> {
    fn error(&self, error: ParseError) -> ParseError {
        ParseError { span: self.span(error.span), ..error }
    }

    fn span(&self, span: Span) -> Span {
        let start = self.start(span.start as usize);
        let end = if span.end > span.start { self.end(span.end as usize) } else { start };
        Span { file: span.file, start, end: end.max(start) }
    }

    fn start(&self, at: usize) -> u32 {
        let starts = self.decoded.starts();
        starts.get(at).or(starts.last()).copied().unwrap_or_default()
    }

    /// The end of what the byte before `at` was decoded from: a line end leads behind itself, not
    /// behind the indentation of the next line.
    fn end(&self, at: usize) -> u32 {
        let last = self.start(at - 1) as usize;
        if self.decoded.text().as_bytes().get(at - 1) != Some(&b'\n') {
            return self.start(at);
        }
        let line_end = self.outer.get(last..).and_then(|rest| rest.find('\n'));
        line_end.map_or(self.start(at), |length| (last + length + 1) as u32)
    }

    fn node(&self, node: &NodeRef) -> NodeRef {
        let kind = match &node.kind {
            NodeKind::Text(text) => NodeKind::Text(self.text(text)),
            NodeKind::List(list) => {
                let items = list.items.iter().map(|item| self.node(item)).collect();
                NodeKind::List(List { items, layout: list.layout.clone() })
            }
            NodeKind::Map(map) => {
                let entry = |entry: &Entry| Entry { key: self.node(&entry.key), value: self.node(&entry.value) };
                NodeKind::Map(Map { entries: map.entries.iter().map(entry).collect(), layout: map.layout.clone() })
            }
            NodeKind::Tagged { tag, value } => NodeKind::Tagged { tag: tag.clone(), value: self.node(value) },
            other => other.clone(),
        };
        Arc::new(Node { span: self.span(node.span), kind })
    }

    fn text(&self, text: &Text) -> Text {
        let parts = text.parts.iter().map(|part| match part {
            TextPart::Literal { value, span } => TextPart::Literal { value: value.clone(), span: self.span(*span) },
            other => other.clone(),
        });
        Text { parts: parts.collect(), style: text.style }
    }
}
