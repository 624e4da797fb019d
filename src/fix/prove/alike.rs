//! What a fix leaves as it is.

use std::collections::BTreeSet;

use crate::syntax::tree::{Document, Entry, Item, Map, Node, NodeKind, NodeRef};
use crate::text::{Span, TextFile};

/// How many maps deep the parts of a template are looked for: sections, and what they list.
const LEVELS: usize = 2;

/// A file and the tree of it, where it parsed.
pub(super) type Read<'a> = (&'a TextFile, Option<&'a Document>);

/// The parts that two texts have in common, byte for byte: items of HCL files, resources and the
/// like of templates. The same bytes at the same place of the grammar say the same, so no proof
/// has to look into them.
#[derive(Debug, Default)]
pub struct Alike<'t>(BTreeSet<&'t str>);

impl<'t> Alike<'t> {
    /// The parts that both texts have.
    #[must_use]
    pub fn of(before: Read<'t>, after: Read<'t>) -> Alike<'t> {
        let texts = |(file, document): Read<'t>| -> BTreeSet<&'t str> {
            document.map_or_else(Vec::new, parts).into_iter().map(|part| file.slice(part)).collect()
        };
        let new = texts(after);
        Alike(texts(before).into_iter().filter(|text| new.contains(text)).collect())
    }

    /// Is this part of a file in the other one too?
    #[must_use]
    pub fn holds(&self, file: &TextFile, part: Span) -> bool {
        self.0.contains(file.slice(part))
    }
}

/// The parts of a file, in text order.
pub(super) fn parts(document: &Document) -> Vec<Span> {
    match document {
        Document::Hcl(body) => body.items.iter().map(Item::span).collect(),
        Document::Json(root) => of_root(root),
        Document::Text(_) => Vec::new(),
        Document::Yaml(documents) => documents.roots.iter().flat_map(of_root).collect(),
    }
}

/// The map in which `level` more maps down parts are looked for; none for what is a part itself.
pub(super) fn section(value: &Node, level: usize) -> Option<&Map> {
    match &value.kind {
        NodeKind::Map(map) if level < LEVELS => Some(map),
        _ => None,
    }
}

/// May an entry be passed over as a part? Scalars say what the map around them is.
pub(super) fn is_part(entry: &Entry) -> bool {
    matches!(entry.value.kind, NodeKind::Map(_) | NodeKind::List(_))
}

fn of_root(root: &NodeRef) -> Vec<Span> {
    let mut out = Vec::new();
    collect(root, 0, &mut out);
    out
}

fn collect(value: &Node, level: usize, out: &mut Vec<Span>) {
    for entry in section(value, level).into_iter().flat_map(|map| &map.entries) {
        match section(&entry.value, level + 1) {
            Some(_) => collect(&entry.value, level + 1, out),
            None => out.push(entry.span()),
        }
    }
}
