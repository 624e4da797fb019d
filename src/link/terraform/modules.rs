//! The modules of a program: the folders that call each other.
//!
//! A program holds all modules that are joined by visible calls of local modules. Each folder is
//! one module, written once, however many call it: its variables may be whatever any of the
//! visible callers hands in, and, since nobody sees all callers (other repositories, tools that
//! write them), anything else. So what a caller hands in adds uses, values and edges of the
//! dependency graph, and takes no doubt away: a module that configures no provider is one that
//! others may call too.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::ambient::provider;
use crate::paths::{folder_of, normal, resolve};
use crate::syntax::tree::{Block, Body};
use crate::text::{FileId, TextFile};
use crate::value::SymbolId;

/// The modules of a program, by number.
#[derive(Debug, Default)]
pub struct Modules {
    /// By folder, as the user would write it.
    folders: BTreeMap<String, usize>,
    /// By file.
    of_file: Vec<usize>,
    /// By module: might others call it than those that are visible?
    may_be_called: Vec<bool>,
    /// What a call calls, where that is among the modules.
    targets: BTreeMap<SymbolId, usize>,
    /// By module: does a visible call hand it, or a module above it, provider configurations?
    is_handed_providers: Vec<bool>,
}

impl Modules {
    /// The folders of the files for which `is_code` holds are modules.
    pub(super) fn of(files: &[TextFile], is_code: impl Fn(&str) -> bool) -> Modules {
        let code = files.iter().filter(|file| is_code(&file.path));
        let written: BTreeSet<&str> = code.map(|file| folder_of(&file.path)).collect();
        let mut folders: BTreeMap<String, usize> = written.into_iter().map(|folder| (normal(folder), 0)).collect();
        folders.values_mut().enumerate().for_each(|(number, module)| *module = number);
        let number = |folder: &str| folders.get(&normal(folder)).copied().unwrap_or(0);
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let of_file = files.iter().map(|file| folder_of(&file.path));
        let of_file = of_file.map(|folder| *known.entry(folder).or_insert_with(|| number(folder))).collect();
        let may_be_called = vec![true; folders.len().max(1)];
        Modules { folders, of_file, may_be_called, targets: BTreeMap::new(), is_handed_providers: Vec::new() }
    }

    /// How many there are; a program without code has one all the same.
    pub(super) fn count(&self) -> usize {
        self.may_be_called.len()
    }

    /// The module of a file.
    pub(in crate::link) fn of_file(&self, file: FileId) -> usize {
        self.of_file.get(file.0 as usize).copied().unwrap_or(0)
    }

    /// Texts belong to the modules of those that read them: pairs of a text and a reader.
    pub(super) fn adopt(&mut self, texts: impl Iterator<Item = (FileId, FileId)>) {
        for (text, reader) in texts {
            self.of_file[text.0 as usize] = self.of_file[reader.0 as usize];
        }
    }

    /// Only a root module configures providers or a backend.
    pub(super) fn look(&mut self, module: usize, body: &Body) {
        if body.blocks().any(|block| configures(block)) {
            self.may_be_called[module] = false;
        }
    }

    /// Finds out which module each call calls.
    pub(super) fn join(&mut self, files: &[TextFile], symbols: &[Symbol]) {
        for symbol in symbols.iter().filter(|symbol| symbol.kind == SymbolKind::Module) {
            let Definition::Block(block) = &symbol.body else { continue };
            let source = block.body.attribute("source").and_then(|source| source.value.literal());
            let Some(source) = source.filter(|source| is_local(source)) else { continue };
            let folder = resolve(folder_of(&files[symbol.span.file.0 as usize].path), &source);
            if let Some(&target) = self.folders.get(&folder) {
                self.targets.insert(symbol.id, target);
            }
        }
        self.hand_providers(symbols);
    }

    /// Finds out which modules are handed provider configurations, directly or by way of others.
    fn hand_providers(&mut self, symbols: &[Symbol]) {
        let symbol = |call: SymbolId| &symbols[call.0 as usize];
        let joins: BTreeSet<(usize, usize)> =
            self.calls().map(|(call, target)| (self.of_file(symbol(call).span.file), target)).collect();
        let mapped = self.calls().filter(|(call, _)| provider(symbol(*call)).is_some());
        let mut open: Vec<usize> = mapped.map(|(_, target)| target).collect();
        let mut is_handed = vec![false; self.count()];
        while let Some(module) = open.pop() {
            if !std::mem::replace(&mut is_handed[module], true) {
                open.extend(joins.range((module, 0)..=(module, usize::MAX)).map(|(_, target)| *target));
            }
        }
        self.is_handed_providers = is_handed;
    }

    /// Might others call a module than those that are visible?
    pub(in crate::link) fn may_be_called(&self, module: usize) -> bool {
        self.may_be_called[module]
    }

    /// What a call calls.
    pub(in crate::link) fn target(&self, call: SymbolId) -> Option<usize> {
        self.targets.get(&call).copied()
    }

    /// Is a resource perhaps made with another provider configuration than the default one of the
    /// module of `home`? What calls map from module to module is not followed.
    pub(in crate::link) fn has_own_providers(&self, program: &Program, resource: SymbolId, home: SymbolId) -> bool {
        let is_handed = |id: SymbolId| {
            let module = self.of_file(program.symbol(id).span.file);
            self.is_handed_providers.get(module).is_some_and(|is_handed| *is_handed)
        };
        is_handed(resource) || is_handed(home) || provider(program.symbol(resource)).is_some()
    }

    /// All calls, and what they call.
    pub(super) fn calls(&self) -> impl Iterator<Item = (SymbolId, usize)> {
        self.targets.iter().map(|(call, target)| (*call, *target))
    }
}

/// Is it the source of a local module?
fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../") || matches!(source, "." | "..")
}

fn configures(block: &Block) -> bool {
    match block.kind.as_str() {
        "provider" => true,
        "terraform" => block.body.blocks().any(|inner| matches!(inner.kind.as_str(), "backend" | "cloud")),
        _ => false,
    }
}
