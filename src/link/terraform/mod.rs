//! Terraform modules: all HCL files of a folder.

pub mod ambient;
pub mod argument;
mod edges;
pub mod evaluate;
mod fill;
mod functions;
mod items;
mod json;
pub mod lifecycle;
pub mod load;
pub mod mention;
pub mod modules;
mod paths;
mod pieces;
pub mod references;
pub mod say;
pub mod spell;
mod style;
mod table;
pub mod texts;
mod values;
mod visit;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::link::graph::Seen;
use crate::link::symbol::{Definition, Symbol};
use crate::link::{Program, Spoken};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Layout, NodeRef};
use crate::text::FileId;
use crate::value::{Part, SymbolId};
use load::Given;
pub use load::load;
use modules::Modules;
pub use values::{is_read_for_values, is_values_file};

/// Is it a file of code, by its path?
#[must_use]
pub fn is_code(path: &str) -> bool {
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|end| path.ends_with(end))
}

/// May a statement of this file be edited?
///
/// # Errors
/// Why not.
pub(super) fn may_edit(module: &Module, file: FileId, path: &str) -> Result<(), Reason> {
    if is_values_file(path) {
        let text = "the statement stands in a .tfvars file, which can hold no reference to the account: write it \
                    there by hand";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    if is_code(path) && path.ends_with(".json") {
        let text = "Terraform in JSON is judged and not mended: add the condition by hand";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    if texts::is_yaml(path) {
        let text = "the statement stands in YAML that the module decodes: add the condition by hand";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    match module.texts.readings(file) {
        Some(readings) if !readings.is_own(path) => {
            let text = format!("{path} stands outside of the module, so others may read it too");
            Err(Reason::new(ReasonKind::Shared, text))
        }
        _ => Ok(()),
    }
}

/// Visits every node of a symbol's text, outer ones first.
pub(super) fn each_node(symbol: &Symbol, visit: &mut impl FnMut(&NodeRef)) {
    match &symbol.body {
        Definition::Block(block) => visit::body(&block.body, visit),
        Definition::Value(node) => visit::node(node, visit),
    }
}

/// A value said where `near` stands.
///
/// # Errors
/// A value that cannot be said there.
pub(super) fn say_at(
    program: &Program,
    module: &Module,
    parts: &[Part],
    layout: &Layout,
    near: FileId,
    provider: Option<&str>,
) -> Result<Spoken, Reason> {
    match module.texts.readings(near) {
        Some(readings) => fill::say(program, &module.texts, near, readings, parts, provider),
        None => {
            let spoken = say::say(program, parts, layout, near, provider);
            let is_bare = !spoken.source.starts_with('"');
            let source = match is_bare && module.wraps_expressions(program, near) {
                true => format!("\"${{{}}}\"", spoken.source),
                false => spoken.source,
            };
            Ok(Spoken { source, ..spoken })
        }
    }
}

/// What evaluation and writing need beside the symbols.
#[derive(Debug)]
pub struct Module {
    /// The modules, and which calls which.
    pub(super) modules: Modules,
    /// What sets their variables.
    given: Given,
    /// The texts that they read from other files.
    pub texts: texts::Texts,
    /// By module: how it says its partition, looked for in all texts when that is first asked.
    partitions: Vec<OnceLock<Part>>,
    /// By module: do all its expressions stand in strings?
    wraps: Vec<OnceLock<bool>>,
    memo: evaluate::Memo,
    mentions: mention::Mentions,
    /// By module and address: does a file of the module speak of it?
    spoken_of: RefCell<BTreeMap<(usize, String), bool>>,
}

impl Module {
    /// That of a program with so many symbols.
    fn new(modules: Modules, given: Given, symbols: usize) -> Module {
        let partitions = (0..modules.count()).map(|_| OnceLock::new()).collect();
        let wraps = (0..modules.count()).map(|_| OnceLock::new()).collect();
        let (texts, memo) = (texts::Texts::default(), evaluate::Memo::default());
        Module {
            modules,
            given,
            texts,
            partitions,
            wraps,
            memo,
            mentions: mention::Mentions::of(symbols),
            spoken_of: RefCell::default(),
        }
    }

    /// Does a text of the module of a file speak of an address?
    pub(super) fn is_spoken_of(&self, program: &Program, of: FileId, address: &str) -> bool {
        let key = (self.modules.of_file(of), address.to_owned());
        *self.spoken_of.borrow_mut().entry(key).or_insert_with(|| say::is_mentioned(program, of, address))
    }

    /// May something in the block of `user` stand for `of`: see [`mention::may_hold`].
    pub(super) fn may_hold(&self, program: &Program, user: SymbolId, of: SymbolId, leading: &Seen) -> bool {
        mention::may_hold(program, &self.mentions, user, of, leading)
    }

    /// How the module of a file says its partition: see [`ambient::partition`].
    pub(super) fn partition(&self, program: &Program, of: FileId) -> Part {
        let partition = &self.partitions[self.modules.of_file(of)];
        partition.get_or_init(|| ambient::partition(program, of)).clone()
    }

    /// Does the module of a file write all its expressions in strings: see [`style`].
    pub(super) fn wraps_expressions(&self, program: &Program, of: FileId) -> bool {
        let module = self.modules.of_file(of);
        let own = || program.symbols().filter(|symbol| self.modules.of_file(symbol.span.file) == module);
        *self.wraps[module].get_or_init(|| style::wraps_expressions(own()))
    }

    /// The expressions that set a variable, beside its default.
    pub(super) fn given(&self, variable: SymbolId) -> &[NodeRef] {
        self.given.values.get(&variable).map_or(&[], Vec::as_slice)
    }

    /// Does a visible call leave a variable at its default?
    pub(super) fn is_defaulted(&self, variable: SymbolId) -> bool {
        self.given.defaulted.contains(&variable)
    }
}

#[cfg(test)]
mod tests;
