//! Proof that no comment is lost.
//!
//! A comment stands between the things that a tree knows: whatever is no name, no text and no
//! number, and opens like a comment, is one.

use std::collections::BTreeMap;

use super::alike::Read;
use super::alike::{Alike, parts, section};
use super::failed;
use crate::reason::Reason;
use crate::syntax::tree::{Document, Expression, Item, Node, NodeKind, NodeRef};
use crate::text::{Span, TextFile};

/// Proves that the comments of a file are still there. A statement that is split takes some of
/// them along, so their order does not count.
///
/// # Errors
/// The comment that would be lost.
pub fn comments_stay(before: Read<'_>, after: Read<'_>, alike: &Alike<'_>) -> Result<(), Reason> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for comment in comments(after, alike) {
        *found.entry(comment).or_default() += 1;
    }
    for comment in comments(before, alike) {
        match found.get_mut(&comment) {
            Some(left) if *left > 0 => *left -= 1,
            _ => return Err(failed(format!("{} would lose the comment `{comment}`", before.0.path))),
        }
    }
    Ok(())
}

/// The comments of a file in order, blanks in them made one; not those inside of what both files
/// have alike.
fn comments((file, document): Read<'_>, alike: &Alike<'_>) -> Vec<String> {
    let mut known = document.map_or_else(Vec::new, parts);
    known.retain(|part| alike.holds(file, *part));
    let marks: &[&str] = match document {
        Some(Document::Hcl(parsed)) => {
            let amended = parsed.items.iter().filter(|it| !alike.holds(file, it.span()));
            amended.for_each(|it| item(it, &mut known));
            &["#", "//", "/*"]
        }
        Some(Document::Yaml(documents)) => {
            documents.roots.iter().for_each(|root| amended(root, 0, file, alike, &mut known));
            &["#"]
        }
        Some(Document::Json(_) | Document::Text(_)) | None => &[],
    };
    known.sort();
    between(&file.text, &known).flat_map(|gap| in_gap(gap, marks)).collect()
}

/// The stretches of a text that no span covers.
fn between<'t>(text: &'t str, known: &[Span]) -> impl Iterator<Item = &'t str> {
    let mut gaps = Vec::new();
    let mut at = 0;
    for span in known {
        gaps.extend(text.get(at..span.range().start));
        at = at.max(span.range().end);
    }
    gaps.extend(text.get(at..));
    gaps.into_iter()
}

fn in_gap(gap: &str, marks: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = gap;
    while let Some((at, mark)) = marks.iter().filter_map(|mark| Some((rest.find(mark)?, *mark))).min() {
        let comment = &rest[at..];
        let end = match mark {
            "/*" => comment.find("*/").map(|end| end + 2),
            _ => comment.find('\n'),
        };
        let (comment, after) = comment.split_at(end.unwrap_or(comment.len()));
        out.push(comment.split_whitespace().collect::<Vec<_>>().join(" "));
        rest = after;
    }
    out
}

/// A value of a template, without the parts that are alike.
fn amended(it: &Node, level: usize, file: &TextFile, alike: &Alike<'_>, out: &mut Vec<Span>) {
    let Some(map) = section(it, level) else { return node(it, out) };
    for entry in map.entries.iter().filter(|entry| !alike.holds(file, entry.span())) {
        node(&entry.key, out);
        amended(&entry.value, level + 1, file, alike, out);
    }
}

fn item(it: &Item, out: &mut Vec<Span>) {
    match it {
        Item::Attribute(attribute) => {
            out.push(attribute.name_span);
            node(&attribute.value, out);
        }
        Item::Block(block) => {
            out.push(block.head);
            block.body.items.iter().for_each(|inner| item(inner, out));
        }
    }
}

fn nodes<'n>(nodes: impl IntoIterator<Item = &'n NodeRef>, out: &mut Vec<Span>) {
    nodes.into_iter().for_each(|it| node(it, out));
}

fn node(it: &Node, out: &mut Vec<Span>) {
    match &it.kind {
        NodeKind::List(list) => nodes(&list.items, out),
        NodeKind::Map(map) => nodes(map.entries.iter().flat_map(|entry| [&entry.key, &entry.value]), out),
        NodeKind::Tagged { value, .. } => node(value, out),
        NodeKind::Expression(expression) => match expression {
            Expression::Traversal(_) => out.push(it.span),
            Expression::Call { arguments, .. } => nodes(arguments, out),
            Expression::Conditional { test, then, otherwise } => nodes([test, then, otherwise], out),
            Expression::Operation(operands) => nodes(operands, out),
            Expression::For(inner) => {
                nodes(inner.key.iter().chain([&inner.collection, &inner.value]).chain(&inner.test), out);
            }
            Expression::Parenthesis(inner) => node(inner, out),
        },
        _ => out.push(it.span),
    }
}
