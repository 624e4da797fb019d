//! Plans and states of Terraform as JSON: resources with literal values. They are judged like a
//! module, and never edited. What a plan leaves open until it is applied is there and unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Language;
use crate::link::generated::Origins;
use crate::link::graph::Graph;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::Template;
use crate::link::template::intrinsics::literal;
use crate::link::{Names, Program, Scope};
use crate::syntax::tree::{Document, Entry, Grammar, Layout, Map, Node, NodeKind, NodeRef, Text, TextPart, TextStyle};
use crate::text::{Span, TextFile};
use crate::value::SymbolId;

/// How deep modules may be nested.
const MAX_MODULES: usize = 32;

/// The tag of what a plan does not tell. JSON has no tags, so nobody can have written it.
const AFTER_APPLY: &str = "known after apply";

/// Where the values stand: in a plan, in a state.
const VALUES: [&str; 2] = ["planned_values", "values"];

/// Is this document what `terraform show -json` prints?
#[must_use]
pub fn is_plan(root: &Node) -> bool {
    let Some(map) = root.as_map() else { return false };
    map.get("terraform_version").is_some() && VALUES.iter().any(|key| map.get(key).is_some())
}

/// Does this node stand for a value that a plan leaves open?
pub(super) fn is_after_apply(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Tagged { tag, .. } if tag == AFTER_APPLY)
}

/// Links a plan or a state: its managed resources, those of its modules too.
#[must_use]
pub fn load_plan(file: TextFile, root: NodeRef) -> Program {
    let values = VALUES.iter().find_map(|key| get(&root, key));
    let mut symbols = Vec::new();
    if let Some(module) = values.and_then(|values| get(&values, "root_module")) {
        add_module(&module, &open_values(&root), MAX_MODULES, &mut symbols);
    }
    let names = symbols.iter().map(|symbol| (symbol.address.clone(), symbol.id)).collect();
    let names = Names::new(vec![names], &symbols);
    Program {
        language: Language::Terraform,
        files: vec![file],
        problems: Vec::new(),
        documents: vec![Some(Document::Json(root.clone()))],
        unread: Vec::new(),
        part: 0,
        extent: None,
        symbols,
        names,
        graph: Graph::default(),
        origins: Origins::of(1),
        scope: Scope::Template(Template::of_json(root)),
    }
}

fn get(node: &NodeRef, key: &str) -> Option<NodeRef> {
    node.as_map()?.get(key).map(|entry| entry.value.clone())
}

fn items(node: &NodeRef, key: &str) -> Vec<NodeRef> {
    get(node, key).and_then(|list| list.as_list().map(|list| list.items.clone())).unwrap_or_default()
}

/// What is known after apply only, by the address of the resource.
type OpenValues = BTreeMap<String, Vec<Entry>>;

fn open_values(root: &NodeRef) -> OpenValues {
    let open = |change: &NodeRef| {
        let address = get(change, "address").and_then(|node| literal(&node).map(str::to_owned))?;
        let unknown = get(&get(change, "change")?, "after_unknown")?;
        let entries = unknown.as_map()?.entries.iter().filter(|entry| entry.value.kind == NodeKind::Bool(true));
        Some((address, entries.map(after_apply).collect()))
    };
    items(root, "resource_changes").iter().filter_map(open).collect()
}

/// The argument of an entry that says that it is open, with a value that nobody can follow.
fn after_apply(entry: &Entry) -> Entry {
    let kind = NodeKind::Tagged { tag: AFTER_APPLY.to_owned(), value: entry.value.clone() };
    Entry { key: entry.key.clone(), value: Arc::new(Node { span: entry.value.span, kind }) }
}

fn add_module(module: &NodeRef, open: &OpenValues, left: usize, out: &mut Vec<Symbol>) {
    for resource in items(module, "resources") {
        let symbol = symbol(SymbolId(out.len() as u32), &resource, open);
        out.extend(symbol);
    }
    for inner in items(module, "child_modules").iter().filter(|_| left > 0) {
        add_module(inner, open, left - 1, out);
    }
}

/// A managed resource with its values, known and open.
fn symbol(id: SymbolId, resource: &NodeRef, open: &OpenValues) -> Option<Symbol> {
    let text = |key: &str| get(resource, key).and_then(|node| literal(&node).map(str::to_owned));
    text("mode").filter(|mode| mode == "managed")?;
    Some(Symbol {
        id,
        kind: SymbolKind::Resource,
        type_name: text("type")?,
        name: text("name")?,
        address: text("address")?,
        span: resource.span,
        head: resource.span.before(),
        body: Definition::Value(properties(&get(resource, "values")?, open.get(&text("address")?))),
        repeated: false,
    })
}

/// The values as the properties of a template's resource.
fn properties(values: &NodeRef, open: Option<&Vec<Entry>>) -> NodeRef {
    let known = values.as_map().map_or(&[][..], |map| &map.entries);
    let entries = known.iter().chain(open.into_iter().flatten()).cloned().collect();
    let span = values.span.before();
    let name = TextPart::Literal { value: "Properties".to_owned(), span };
    let text = Text { parts: vec![name], style: TextStyle::Double };
    let key = Arc::new(Node { span, kind: NodeKind::Text(text) });
    map(values.span, vec![Entry { key, value: map(values.span, entries) }])
}

fn map(span: Span, entries: Vec<Entry>) -> NodeRef {
    let layout = Layout { grammar: Grammar::Json, nest: Vec::new() };
    Arc::new(Node { span, kind: NodeKind::Map(Map { entries, layout }) })
}
