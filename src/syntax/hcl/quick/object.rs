//! Objects.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Lines, Quick, layout, starts_name};
use crate::syntax::tree::{
    Entry, Expression, Map, Node, NodeKind, NodeRef, Step, Text, TextPart, TextStyle, Traversal, TraversalRoot,
};
use crate::text::Span;

/// From how many names on a set finds twins faster than comparing each with all others.
const MANY: usize = 16;

impl Quick<'_> {
    pub(super) fn object(&mut self) -> Option<NodeKind> {
        self.expect("{")?;
        if self.sees_for()? {
            let kind = self.repetition(true)?;
            self.expect("}")?;
            return Some(kind);
        }
        let mut entries = Vec::new();
        loop {
            self.pass_lines()?;
            if self.takes("}") {
                break;
            }
            entries.push(self.entry()?);
            if self.takes("}") {
                break;
            }
            if !self.takes(",") {
                // A line end or the end of the text: there the next round gives up.
                self.pass_line_end()?;
            }
        }
        self.has_unique_keys(&entries).then(|| NodeKind::Map(Map { entries, layout: layout() }))
    }

    /// A key and its value, and the blanks behind it.
    fn entry(&mut self) -> Option<Entry> {
        let next = self.peek();
        if !(starts_name(next) || matches!(next, b'"' | b'(')) {
            return None;
        }
        let key = self.expression(Lines::One)?;
        let key = self.as_key(key);
        self.pass_blanks()?;
        if !self.takes("=") {
            self.expect(":")?;
        }
        self.pass_blanks()?;
        let value = self.expression(Lines::One)?;
        self.pass_blanks()?;
        Some(Entry { key, value })
    }

    /// A lone word as a key is its own text.
    fn as_key(&self, key: NodeRef) -> NodeRef {
        let is_word = match &key.kind {
            NodeKind::Null | NodeKind::Bool(_) => true,
            NodeKind::Expression(Expression::Traversal(Traversal { root: TraversalRoot::Name(_), steps })) => {
                steps.is_empty()
            }
            _ => false,
        };
        if !is_word {
            return key;
        }
        let parts = vec![TextPart::Literal { value: self.written(key.span).to_owned(), span: key.span }];
        Arc::new(Node { span: key.span, kind: NodeKind::Text(Text { parts, style: TextStyle::Plain }) })
    }

    /// Is each key there once, as far as that is easy to tell? The other parser knows what to do
    /// with a key that stands twice.
    fn has_unique_keys(&self, entries: &[Entry]) -> bool {
        let keys = entries.iter().map(|entry| &entry.key).filter(|key| literal(key).is_none());
        // One number can be written in several ways, and so can a character; comments count for nothing.
        let is_hard = |key: &&NodeRef| {
            let number = |c: char| c.is_ascii_digit() && !is_path(key);
            self.written(key.span).contains(|c: char| number(c) || matches!(c, '\\' | '#' | '/'))
        };
        if keys.clone().count() > 1 && keys.clone().any(|key| is_hard(&key)) {
            return false;
        }
        let computed: Vec<&str> = keys.map(|key| self.written(key.span)).collect();
        let names: Vec<String> =
            computed.iter().map(|key| key.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
        are_unique(entries.iter().filter_map(|entry| literal(&entry.key)))
            && are_unique(names.iter().map(String::as_str))
    }

    fn written(&self, span: Span) -> &str {
        &self.text[(span.start - self.shift) as usize..(span.end - self.shift) as usize]
    }
}

/// Is it made of names alone, as in `aws.us-east-1`?
fn is_path(key: &Node) -> bool {
    let NodeKind::Expression(Expression::Traversal(Traversal { root: TraversalRoot::Name(_), steps })) = &key.kind
    else {
        return false;
    };
    steps.iter().all(|step| matches!(step, Step::Attribute(_)))
}

/// The text of a key without interpolations.
fn literal(key: &Node) -> Option<&str> {
    match &key.kind {
        NodeKind::Text(Text { parts, .. }) => match parts.as_slice() {
            [] => Some(""),
            [TextPart::Literal { value, .. }] => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// Is each name there once?
pub(super) fn are_unique<'n>(names: impl Iterator<Item = &'n str> + Clone) -> bool {
    if names.clone().nth(MANY).is_some() {
        let mut seen = HashSet::new();
        return names.into_iter().all(|name| seen.insert(name));
    }
    let mut rest = names;
    while let Some(name) = rest.next() {
        if rest.clone().any(|other| other == name) {
            return false;
        }
    }
    true
}
