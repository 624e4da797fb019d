//! From parsed files to a program: the symbols of a module and the edges between them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Language;
use crate::link::generated::Origins;
use crate::link::graph::Graph;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::Module;
use crate::link::terraform::references::{References, references};
use crate::link::terraform::values::{Values, is_values_file};
use crate::link::{Program, Scope};
use crate::outcome::Problem;
use crate::syntax::tree::{Block, Body, Document};
use crate::text::{Span, TextFile};
use crate::value::SymbolId;

/// Links the files of a module. `documents` are the parsed files, in the order of `files`; what
/// did not parse is none there and one of `problems`.
#[must_use]
pub fn load(files: Vec<TextFile>, documents: Vec<Option<Document>>, problems: Vec<Problem>) -> Program {
    let mut table = Table::default();
    let mut values = Values::default();
    let mut may_be_called = true;
    for (file, document) in files.iter().zip(&documents) {
        match document {
            Some(document) if is_values_file(&file.path) => values.add(&file.path, document),
            Some(Document::Hcl(body)) => {
                may_be_called &= !is_root(body);
                body.blocks().for_each(|block| table.add_block(block));
            }
            _ => {}
        }
    }
    let graph = edges(&table, may_be_called);
    let given = values.by_variable(&table.names);
    let origins = Origins::of(files.len());
    Program {
        language: Language::Terraform,
        files,
        problems,
        documents,
        unread: Vec::new(),
        part: 0,
        extent: None,
        symbols: table.symbols,
        names: table.names,
        graph,
        origins,
        scope: Scope::Module(Module { may_be_called, given, ..Module::default() }),
    }
}

/// Only a root module configures providers or a backend.
fn is_root(body: &Body) -> bool {
    body.blocks().any(|block| match block.kind.as_str() {
        "provider" => true,
        "terraform" => block.body.blocks().any(|inner| matches!(inner.kind.as_str(), "backend" | "cloud")),
        _ => false,
    })
}

#[derive(Default)]
struct Table {
    symbols: Vec<Symbol>,
    names: BTreeMap<String, SymbolId>,
}

impl Table {
    fn add_block(&mut self, block: &Arc<Block>) {
        let label = |at: usize| block.labels.get(at).cloned().unwrap_or_default();
        let (kind, type_name, name, address) = match block.kind.as_str() {
            "locals" => return self.add_locals(block),
            "resource" => (SymbolKind::Resource, label(0), label(1), format!("{}.{}", label(0), label(1))),
            "data" => {
                let type_name = format!("data.{}", label(0));
                (SymbolKind::Data, type_name.clone(), label(1), format!("{type_name}.{}", label(1)))
            }
            "ephemeral" => {
                let type_name = format!("ephemeral.{}", label(0));
                (SymbolKind::Data, type_name.clone(), label(1), format!("{type_name}.{}", label(1)))
            }
            "variable" => (SymbolKind::Variable, String::new(), label(0), format!("var.{}", label(0))),
            "output" => (SymbolKind::Output, String::new(), label(0), format!("output.{}", label(0))),
            "module" => (SymbolKind::Module, String::new(), label(0), format!("module.{}", label(0))),
            "provider" => (SymbolKind::Other, String::new(), label(0), provider_address(block)),
            other => (SymbolKind::Other, String::new(), other.to_owned(), format!("{other}@{}", block.span.start)),
        };
        let repeated = ["count", "for_each"].iter().any(|name| block.body.attribute(name).is_some());
        self.add(kind, type_name, name, address, block.span, block.head, Definition::Block(block.clone()), repeated);
    }

    fn add_locals(&mut self, block: &Block) {
        for attribute in block.body.attributes() {
            let span = attribute.name_span.join(attribute.value.span);
            let (name, definition) = (attribute.name.clone(), Definition::Value(attribute.value.clone()));
            let address = format!("local.{name}");
            self.add(SymbolKind::Local, String::new(), name, address, span, attribute.name_span, definition, false);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a symbol")]
    fn add(
        &mut self,
        kind: SymbolKind,
        type_name: String,
        name: String,
        address: String,
        span: Span,
        head: Span,
        body: Definition,
        repeated: bool,
    ) {
        let id = SymbolId(self.symbols.len() as u32);
        self.names.entry(address.clone()).or_insert(id);
        self.symbols.push(Symbol { id, kind, type_name, name, address, span, head, body, repeated });
    }
}

fn provider_address(block: &Block) -> String {
    let name = block.labels.first().map_or("", String::as_str);
    match block.body.attribute("alias").and_then(|alias| alias.value.literal()) {
        Some(alias) => format!("provider.{name}.{alias}"),
        None => format!("provider.{name}"),
    }
}

fn edges(table: &Table, may_be_called: bool) -> Graph {
    let mut graph = Graph::default();
    for symbol in &table.symbols {
        let found = match &symbol.body {
            Definition::Block(block) => references(&block.body),
            Definition::Value(node) => References::of_node(node),
        };
        for address in found.addresses() {
            if let Some(&to) = table.names.get(&address) {
                graph.add(symbol.id, to);
            }
        }
        if let Some(&provider) = provider_of(symbol).and_then(|address| table.names.get(&address)) {
            graph.add(symbol.id, provider);
        }
    }
    if may_be_called {
        close_over_callers(table, &mut graph);
    }
    graph
}

/// The provider configuration that a resource or data source is made with.
fn provider_of(symbol: &Symbol) -> Option<String> {
    let Definition::Block(block) = &symbol.body else { return None };
    if !matches!(symbol.kind, SymbolKind::Resource | SymbolKind::Data) {
        return None;
    }
    let chosen = block.body.attribute("provider").and_then(|attribute| References::plain_path(&attribute.value));
    let default = || block.labels.first()?.split('_').next().map(str::to_owned);
    Some(format!("provider.{}", chosen.or_else(default)?))
}

/// A calling module may feed any output back into any variable; nobody here can see it.
fn close_over_callers(table: &Table, graph: &mut Graph) {
    let outside = SymbolId(table.symbols.len() as u32);
    for symbol in &table.symbols {
        match symbol.kind {
            SymbolKind::Variable => graph.add(symbol.id, outside),
            SymbolKind::Output => graph.add(outside, symbol.id),
            _ => {}
        }
    }
}
