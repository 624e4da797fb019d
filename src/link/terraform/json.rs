//! Terraform in JSON: the blocks that a `.tf.json` file stands for.
//!
//! From Terraform's documentation (JSON Configuration Syntax): an object of block types, inside it
//! an object per label, inside that the body; where several blocks have the same labels, a list of
//! bodies. Strings are templates. Comments are properties named `//`.

use std::sync::Arc;

use crate::syntax::hcl::parse_json_string;
use crate::syntax::tree::{Attribute, Block, Body, Entry, Item, List, Map, Node, NodeKind, NodeRef};
use crate::text::TextFile;

/// How deep a body may be followed; the parser takes no deeper text.
const MAX_DEPTH: usize = 128;

/// Blocks inside of blocks that the program looks for as blocks; of all others, the attribute says
/// the same.
const INNER: [&str; 6] = ["statement", "principals", "not_principals", "condition", "lifecycle", "content"];

/// The blocks of a file.
pub(super) fn body(root: &NodeRef, file: &TextFile) -> Body {
    let lowering = Lowering { file };
    let mut items = Vec::new();
    for entry in objects(root) {
        let Some(kind) = entry.key.literal() else { continue };
        let labels = match kind.as_str() {
            "resource" | "data" | "ephemeral" => 2,
            "variable" | "output" | "module" | "provider" => 1,
            "locals" | "terraform" => 0,
            _ => continue,
        };
        lowering.blocks(&kind, &[], labels, entry, &mut items);
    }
    Body { span: root.span, items }
}

struct Lowering<'f> {
    file: &'f TextFile,
}

impl Lowering<'_> {
    /// The blocks under a property: one more label for each level, then the bodies.
    fn blocks(&self, kind: &str, labels: &[String], levels: usize, entry: &Entry, items: &mut Vec<Item>) {
        if levels > 0 {
            for inner in objects(&entry.value) {
                let Some(label) = inner.key.literal() else { continue };
                let labels = [labels, &[label]].concat();
                self.blocks(kind, &labels, levels - 1, inner, items);
            }
            return;
        }
        for node in alternatives(&entry.value) {
            let Some(map) = node.as_map() else { continue };
            items.push(Item::Block(Arc::new(self.block(kind, labels.to_vec(), entry, node, map, MAX_DEPTH))));
        }
    }

    fn block(&self, kind: &str, labels: Vec<String>, entry: &Entry, node: &Node, map: &Map, depth: usize) -> Block {
        let mut items = Vec::new();
        for inner in map.entries.iter().filter(|_| depth > 0) {
            match inner.key.literal() {
                Some(name) if name != "//" => self.item(&name, inner, depth - 1, &mut items),
                _ => {}
            }
        }
        let span = entry.key.span.join(node.span);
        let body = Body { span: node.span, items };
        Block { kind: kind.to_owned(), labels, span, head: entry.key.span, body }
    }

    fn item(&self, name: &str, entry: &Entry, depth: usize, items: &mut Vec<Item>) {
        if name == "dynamic" {
            for inner in objects(&entry.value) {
                let label: Vec<String> = inner.key.literal().into_iter().collect();
                for node in alternatives(&inner.value) {
                    if let Some(map) = node.as_map() {
                        let block = self.block("dynamic", label.clone(), inner, node, map, depth);
                        items.push(Item::Block(Arc::new(block)));
                    }
                }
            }
            return;
        }
        let bodies: Vec<&NodeRef> = alternatives(&entry.value).collect();
        if INNER.contains(&name) && bodies.iter().all(|node| node.as_map().is_some()) {
            for node in bodies {
                if let Some(map) = node.as_map() {
                    let block = self.block(name, Vec::new(), entry, node, map, depth);
                    items.push(Item::Block(Arc::new(block)));
                }
            }
            return;
        }
        let value = self.value(&entry.value);
        items.push(Item::Attribute(Arc::new(Attribute { name: name.to_owned(), name_span: entry.key.span, value })));
    }

    /// A value, with its strings read as templates.
    fn value(&self, node: &NodeRef) -> NodeRef {
        let kind = match &node.kind {
            NodeKind::Text(_) => return self.text(node),
            NodeKind::List(list) => {
                let items = list.items.iter().map(|item| self.value(item)).collect();
                NodeKind::List(List { items, layout: list.layout.clone() })
            }
            NodeKind::Map(map) => {
                let entries = map.entries.iter();
                let entries = entries.map(|it| Entry { key: self.text(&it.key), value: self.value(&it.value) });
                NodeKind::Map(Map { entries: entries.collect(), layout: map.layout.clone() })
            }
            _ => return node.clone(),
        };
        Arc::new(Node { span: node.span, kind })
    }

    /// A string; one that is no template stays as it is.
    fn text(&self, node: &NodeRef) -> NodeRef {
        let Some(text) = node.literal().filter(|text| text.contains("${") || text.contains("%{")) else {
            return node.clone();
        };
        let written = self.file.slice(node.span);
        let is_verbatim = written.len() == text.len() + 2 && written[1..].starts_with(text.as_str());
        parse_json_string(&text, node.span, is_verbatim).unwrap_or_else(|_| node.clone())
    }
}

/// The properties of an object, or of each object of a list.
fn objects(node: &NodeRef) -> impl Iterator<Item = &Entry> {
    alternatives(node).filter_map(|node| node.as_map()).flat_map(|map| &map.entries)
}

/// The items of a list, or the one value that is none.
fn alternatives(node: &NodeRef) -> impl Iterator<Item = &NodeRef> {
    match node.as_list() {
        Some(list) => list.items.iter(),
        None => std::slice::from_ref(node).iter(),
    }
}
