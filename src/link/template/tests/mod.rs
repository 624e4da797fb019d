//! What the tests of templates share, and what all of a template must hold to.

mod evaluating;
mod graph;
mod never_panics;
mod saying;
mod symbols;

use crate::link::Program;
use crate::link::template::{Root, load};
use crate::syntax::tree::{Document, NodeKind, NodeRef};
use crate::syntax::{json, yaml};
use crate::text::{FileId, Span, TextFile};

/// Links a template: JSON where it starts with a brace, else the first document of a YAML text.
fn program(text: &str) -> Program {
    if text.trim_start().starts_with('{') {
        let root = json::parse(FileId(0), text).expect("JSON");
        return linked(text, root.clone(), Document::Json(root));
    }
    let documents = yaml::parse(FileId(0), text).expect("YAML");
    linked(text, documents.roots[0].clone(), Document::Yaml(documents))
}

/// Links a root of a document, whatever it is.
fn linked(text: &str, root: NodeRef, document: Document) -> Program {
    let anchors = match &document {
        Document::Yaml(documents) => documents.anchors.clone(),
        _ => Vec::new(),
    };
    let extent = Span { file: FileId(0), start: 0, end: text.len() as u32 };
    load(TextFile::new("template", text), document, Root::new(root, anchors, extent))
}

/// The only node at a path of a resource.
fn node(program: &Program, resource: &str, path: &str) -> NodeRef {
    let symbol = program.lookup(resource).expect(resource);
    let nodes = program.argument_nodes(symbol, path);
    assert_eq!(nodes.len(), 1, "{resource}.{path}");
    nodes[0].clone()
}

/// Every node of a tree.
fn all_nodes(root: &NodeRef) -> Vec<NodeRef> {
    let mut out = vec![root.clone()];
    let mut at = 0;
    while let Some(node) = out.get(at).cloned() {
        at += 1;
        match &node.kind {
            NodeKind::List(list) => out.extend(list.items.iter().cloned()),
            NodeKind::Map(map) => {
                out.extend(map.entries.iter().flat_map(|entry| [entry.key.clone(), entry.value.clone()]));
            }
            NodeKind::Tagged { value, .. } => out.push(value.clone()),
            _ => {}
        }
    }
    out
}
