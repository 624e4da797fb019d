//! `%{}` directives in a JSON text: what stands in one is there in some deployments only, and
//! what stands around it in all of them.

use std::sync::Arc;

use super::{error, part_span};
use crate::syntax::tree::{Entry, List, Map, Node, NodeKind, NodeRef, ParseError, Text, TextPart, TextStyle};
use crate::text::Span;

/// The directives of a string.
pub(super) fn of(text: &Text) -> Vec<&TextPart> {
    text.parts.iter().filter(|part| matches!(part, TextPart::Directive { .. })).collect()
}

/// No directive may stand in this string.
///
/// # Errors
/// The first one that does.
pub(super) fn refuse(text: &Text) -> Result<(), ParseError> {
    of(text).first().map_or(Ok(()), |directive| Err(not_followed(directive)))
}

/// What stands for each byte of a directive while the JSON is read: a digit where JSON asks for a
/// value, as for an interpolation, else a blank.
pub(super) fn filler(outer: &str, directive: Span) -> char {
    let range = directive.range();
    let before = outer.get(..range.start).and_then(|text| text.trim_end().bytes().next_back());
    let behind = outer.get(range.end..).and_then(|text| text.trim_start().bytes().next());
    match (before, behind) {
        (Some(b':'), _) | (Some(b','), Some(b']' | b'}')) | (Some(b'['), Some(b',')) => '1',
        _ => ' ',
    }
}

/// The tree with an item that nobody knows for each directive between the items of a list.
///
/// # Errors
/// A directive between the entries of a map, or around the whole text.
pub(super) fn placed(root: &NodeRef, directives: &[&TextPart]) -> Result<NodeRef, ParseError> {
    match directives.iter().find(|directive| !root.span.contains(part_span(directive))) {
        Some(directive) => Err(not_followed(directive)),
        None => node(root, directives),
    }
}

fn node(at: &NodeRef, directives: &[&TextPart]) -> Result<NodeRef, ParseError> {
    let inside: Vec<&TextPart> =
        directives.iter().filter(|directive| at.span.contains(part_span(directive))).copied().collect();
    let kind = match &at.kind {
        _ if inside.is_empty() => return Ok(at.clone()),
        NodeKind::List(of) => NodeKind::List(list(of, &inside)?),
        NodeKind::Map(of) => NodeKind::Map(map(of, &inside)?),
        _ => return Ok(at.clone()),
    };
    Ok(Arc::new(Node { span: at.span, kind }))
}

fn list(list: &List, directives: &[&TextPart]) -> Result<List, ParseError> {
    let mut items: Vec<NodeRef> = list.items.iter().map(|item| node(item, directives)).collect::<Result<_, _>>()?;
    let between = directives.iter().filter(|it| !list.items.iter().any(|item| item.span.contains(part_span(it))));
    items.extend(between.map(|directive| {
        let text = Text { parts: vec![(*directive).clone()], style: TextStyle::Plain };
        Arc::new(Node { span: part_span(directive), kind: NodeKind::Text(text) })
    }));
    items.sort_by_key(|item| item.span.start);
    Ok(List { items, layout: list.layout.clone() })
}

fn map(map: &Map, directives: &[&TextPart]) -> Result<Map, ParseError> {
    let holds = |entry: &Entry, span| entry.key.span.contains(span) || entry.value.span.contains(span);
    let mut between = directives.iter().filter(|it| !map.entries.iter().any(|entry| holds(entry, part_span(it))));
    if let Some(directive) = between.next() {
        return Err(not_followed(directive));
    }
    let entry = |entry: &Entry| Ok(Entry { key: entry.key.clone(), value: node(&entry.value, directives)? });
    Ok(Map { entries: map.entries.iter().map(entry).collect::<Result<_, _>>()?, layout: map.layout.clone() })
}

fn not_followed(directive: &TextPart) -> ParseError {
    error(part_span(directive), "this text is built by a `%{}` directive, which is not followed")
}
