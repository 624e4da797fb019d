//! The symbols of the modules of a program.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::link::names::Addresses;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::syntax::tree::Block;
use crate::value::SymbolId;

/// What the addresses of provider configurations start with.
pub(super) const PROVIDER: &str = "provider.";

/// The symbols so far, and the names of each module.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The symbols, in the order of the files.
    pub(super) symbols: Vec<Symbol>,
    /// By module: addresses.
    pub(super) names: Vec<Addresses>,
    /// By module: its variables.
    pub(super) variables: Vec<Vec<SymbolId>>,
    /// By module: its provider configurations.
    pub(super) providers: Vec<Vec<SymbolId>>,
}

impl Table {
    /// A table for so many modules.
    pub(super) fn of(modules: usize) -> Table {
        Table {
            symbols: Vec::new(),
            names: vec![Addresses::new(); modules],
            variables: vec![Vec::new(); modules],
            providers: vec![Vec::new(); modules],
        }
    }

    /// Takes a top-level block of a module.
    pub(super) fn add_block(&mut self, module: usize, block: &Arc<Block>) {
        let label = |at: usize| block.labels.get(at).cloned().unwrap_or_default();
        let (kind, type_name, name, address) = match block.kind.as_str() {
            "locals" => return self.add_locals(module, block),
            "resource" => (SymbolKind::Resource, label(0), label(1), [&label(0), ".", &label(1)].concat()),
            "data" | "ephemeral" => {
                let type_name = format!("{}.{}", block.kind, label(0));
                (SymbolKind::Data, type_name.clone(), label(1), format!("{type_name}.{}", label(1)))
            }
            "variable" => (SymbolKind::Variable, String::new(), label(0), format!("var.{}", label(0))),
            "output" => (SymbolKind::Output, String::new(), label(0), format!("output.{}", label(0))),
            "module" => (SymbolKind::Module, String::new(), label(0), format!("module.{}", label(0))),
            "provider" => (SymbolKind::Other, String::new(), label(0), provider_address(block)),
            other => (SymbolKind::Other, String::new(), other.to_owned(), format!("{other}@{}", block.span.start)),
        };
        let repeated = ["count", "for_each"].iter().any(|name| block.body.attribute(name).is_some());
        let (span, head, body) = (block.span, block.head, Definition::Block(block.clone()));
        let id = SymbolId(0);
        self.add(module, Symbol { id, kind, type_name, name, address, span, head, body, repeated });
    }

    fn add_locals(&mut self, module: usize, block: &Block) {
        for attribute in block.body.attributes() {
            let symbol = Symbol {
                id: SymbolId(0),
                kind: SymbolKind::Local,
                type_name: String::new(),
                name: attribute.name.clone(),
                address: format!("local.{}", attribute.name),
                span: attribute.name_span.join(attribute.value.span),
                head: attribute.name_span,
                body: Definition::Value(attribute.value.clone()),
                repeated: false,
            };
            self.add(module, symbol);
        }
    }

    fn add(&mut self, module: usize, symbol: Symbol) {
        let id = SymbolId(self.symbols.len() as u32);
        if let Entry::Vacant(free) = self.names[module].entry(symbol.address.clone()) {
            free.insert(id);
            match symbol.kind {
                SymbolKind::Variable => self.variables[module].push(id),
                SymbolKind::Other if symbol.address.starts_with(PROVIDER) => self.providers[module].push(id),
                _ => {}
            }
        }
        self.symbols.push(Symbol { id, ..symbol });
    }

    /// The symbol of an address of a module.
    pub(super) fn find(&self, module: usize, address: &str) -> Option<SymbolId> {
        self.names[module].get(address).copied()
    }
}

fn provider_address(block: &Block) -> String {
    let name = block.labels.first().map_or("", String::as_str);
    match block.body.attribute("alias").and_then(|alias| alias.value.literal()) {
        Some(alias) => [PROVIDER, name, ".", &alias].concat(),
        None => [PROVIDER, name].concat(),
    }
}
