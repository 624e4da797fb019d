//! Which symbol of the modules refers to which.
//!
//! As Terraform has it: variables and outputs are nodes of their own, so two calls that feed each
//! other's variables from different outputs make no cycle. All in a module hangs on what its call
//! is repeated or delayed by, and `module.x` alone stands for all in it.

use crate::link::graph::Graph;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::modules::Modules;
use crate::link::terraform::references::{References, references};
use crate::link::terraform::table::{PROVIDER, Table};
use crate::syntax::tree::{Block, NodeRef};
use crate::value::SymbolId;

/// Arguments of a call that are no variables of the module.
const META: [&str; 6] = ["source", "version", "count", "for_each", "depends_on", "providers"];

/// The graph of all modules.
pub(super) fn edges(table: &Table, modules: &Modules) -> Graph {
    let mut ids = vec![Vec::new(); modules.count()];
    for symbol in &table.symbols {
        ids[modules.of_file(symbol.span.file)].push(symbol.id);
    }
    let mut edges = Edges { table, modules, ids: &ids, graph: Graph::default() };
    for symbol in &table.symbols {
        edges.symbol(symbol);
    }
    for (call, target) in modules.calls() {
        edges.call(call, target);
    }
    for module in 0..modules.count() {
        edges.close(module);
        if modules.may_be_called(module) {
            edges.close_over_callers(module);
        }
    }
    edges.graph
}

struct Edges<'t> {
    table: &'t Table,
    modules: &'t Modules,
    /// By module: its symbols.
    ids: &'t [Vec<SymbolId>],
    graph: Graph,
}

impl Edges<'_> {
    fn symbol(&mut self, symbol: &Symbol) {
        let module = self.modules.of_file(symbol.span.file);
        match &symbol.body {
            Definition::Block(block) if self.modules.target(symbol.id).is_some() => {
                self.known_call(symbol, module, block)
            }
            Definition::Block(block) => self.refer(symbol.id, module, references(&block.body)),
            Definition::Value(node) => self.refer(symbol.id, module, References::of_node(node)),
        }
        if let Some(provider) = provider_of(symbol).and_then(|address| self.table.find(module, &address)) {
            self.graph.add(symbol.id, provider);
        }
    }

    fn refer(&mut self, from: SymbolId, module: usize, found: References) {
        for address in found.addresses() {
            if let Some(to) = self.resolve(module, &address) {
                self.graph.add(from, to);
            }
        }
    }

    fn resolve(&self, module: usize, address: &str) -> Option<SymbolId> {
        let Some(rest) = address.strip_prefix("module.") else { return self.table.find(module, address) };
        let (name, output) = rest.split_once('.').map_or((rest, None), |(name, output)| (name, Some(output)));
        let call = self.table.find(module, &format!("module.{name}"))?;
        let Some(target) = self.modules.target(call) else { return Some(call) };
        let known = output.and_then(|output| self.table.find(target, &format!("output.{output}")));
        Some(known.unwrap_or_else(|| self.all_of(target)))
    }

    /// A call of a module that is visible: its arguments go to the variables one by one, and what
    /// is left hangs on how often and when it is called.
    fn known_call(&mut self, symbol: &Symbol, module: usize, block: &Block) {
        for attribute in block.body.attributes().filter(|it| META.contains(&it.name.as_str())) {
            self.refer(symbol.id, module, References::of_node(&attribute.value));
        }
        self.table.providers[module].iter().for_each(|&provider| self.graph.add(symbol.id, provider));
    }

    fn call(&mut self, call: SymbolId, target: usize) {
        let symbol = &self.table.symbols[call.0 as usize];
        let module = self.modules.of_file(symbol.span.file);
        let Definition::Block(block) = &symbol.body else { return };
        for &id in &self.ids[target] {
            self.graph.add(id, call);
            let inner = &self.table.symbols[id.0 as usize];
            if let Some(argument) = argument_of(block, inner) {
                self.refer(id, module, References::of_node(&argument));
            }
        }
    }

    /// Stands for everything in a module: what a bare `module.x` refers to.
    fn all_of(&self, module: usize) -> SymbolId {
        SymbolId((self.table.symbols.len() + 2 * module) as u32)
    }

    /// Stands for whoever calls a module and is not seen.
    fn outside(&self, module: usize) -> SymbolId {
        SymbolId((self.table.symbols.len() + 2 * module + 1) as u32)
    }

    fn close(&mut self, module: usize) {
        let all = self.all_of(module);
        for &id in &self.ids[module] {
            self.graph.add(all, id);
            if let Some(target) = self.modules.target(id) {
                self.graph.add(all, self.all_of(target));
            }
        }
    }

    /// A calling module may feed any output back into any variable; nobody here can see it.
    fn close_over_callers(&mut self, module: usize) {
        let outside = self.outside(module);
        for &id in &self.ids[module] {
            match self.table.symbols[id.0 as usize].kind {
                SymbolKind::Variable => self.graph.add(id, outside),
                SymbolKind::Output => self.graph.add(outside, id),
                _ => {}
            }
        }
    }
}

/// What a call hands in for a variable of the module.
pub(super) fn argument_of(call: &Block, symbol: &Symbol) -> Option<NodeRef> {
    let is_argument = symbol.kind == SymbolKind::Variable && !META.contains(&symbol.name.as_str());
    let attribute = call.body.attribute(&symbol.name).filter(|_| is_argument)?;
    Some(attribute.value.clone())
}

/// The provider configuration that a resource or data source is made with.
fn provider_of(symbol: &Symbol) -> Option<String> {
    let Definition::Block(block) = &symbol.body else { return None };
    if !matches!(symbol.kind, SymbolKind::Resource | SymbolKind::Data) {
        return None;
    }
    let chosen = block.body.attribute("provider").and_then(|attribute| References::plain_path(&attribute.value));
    let default = || block.labels.first()?.split('_').next().map(str::to_owned);
    Some([PROVIDER, &chosen.or_else(default)?].concat())
}
