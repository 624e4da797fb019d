//! Plans and states of Terraform as JSON: resources with literal values. They are judged like a
//! module, and never edited.

use std::sync::Arc;

use crate::catalogue::Language;
use crate::link::generated::Origins;
use crate::link::graph::Graph;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::Template;
use crate::link::template::intrinsics::literal;
use crate::link::{Names, Program, Scope};
use crate::syntax::tree::{Document, Entry, Grammar, Layout, Map, Node, NodeKind, NodeRef, Text, TextPart, TextStyle};
use crate::text::TextFile;
use crate::value::SymbolId;

/// How deep modules may be nested.
const MAX_MODULES: usize = 32;

/// Where the values stand: in a plan, in a state.
const VALUES: [&str; 2] = ["planned_values", "values"];

/// Is this document what `terraform show -json` prints?
#[must_use]
pub fn is_plan(root: &Node) -> bool {
    let Some(map) = root.as_map() else { return false };
    map.get("terraform_version").is_some() && VALUES.iter().any(|key| map.get(key).is_some())
}

/// Links a plan or a state: its managed resources, those of its modules too.
#[must_use]
pub fn load_plan(file: TextFile, root: NodeRef) -> Program {
    let values = VALUES.iter().find_map(|key| get(&root, key));
    let mut symbols = Vec::new();
    if let Some(module) = values.and_then(|values| get(&values, "root_module")) {
        add_module(&module, MAX_MODULES, &mut symbols);
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

fn add_module(module: &NodeRef, left: usize, out: &mut Vec<Symbol>) {
    for resource in items(module, "resources") {
        let symbol = symbol(SymbolId(out.len() as u32), &resource);
        out.extend(symbol);
    }
    for inner in items(module, "child_modules").iter().filter(|_| left > 0) {
        add_module(inner, left - 1, out);
    }
}

/// A managed resource whose values are known.
fn symbol(id: SymbolId, resource: &NodeRef) -> Option<Symbol> {
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
        body: Definition::Value(with_properties(&get(resource, "values")?)),
        repeated: false,
    })
}

/// The values as the properties of a template's resource.
fn with_properties(values: &NodeRef) -> NodeRef {
    let span = values.span.before();
    let name = TextPart::Literal { value: "Properties".to_owned(), span };
    let text = Text { parts: vec![name], style: TextStyle::Double };
    let key = Arc::new(Node { span, kind: NodeKind::Text(text) });
    let entries = vec![Entry { key, value: values.clone() }];
    let layout = Layout { grammar: Grammar::Json, nest: Vec::new() };
    Arc::new(Node { span: values.span, kind: NodeKind::Map(Map { entries, layout }) })
}
