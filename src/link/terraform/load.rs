//! From parsed files to a program: the symbols of modules and the edges between them.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::Language;
use crate::link::generated::Origins;
use crate::link::symbol::Definition;
use crate::link::terraform::edges::{argument_of, edges};
use crate::link::terraform::modules::Modules;
use crate::link::terraform::table::Table;
use crate::link::terraform::values::{Values, is_values_file};
use crate::link::terraform::{Module, is_code, json, texts};
use crate::link::{Names, Program, Scope};
use crate::outcome::Problem;
use crate::syntax::tree::{Document, NodeRef};
use crate::text::{FileId, TextFile};
use crate::value::SymbolId;

/// Links the files of modules: see [`Modules`]. `documents` are the parsed files, in the order of
/// `files`; what did not parse is none there and one of `problems`.
#[must_use]
pub fn load(files: Vec<TextFile>, documents: Vec<Option<Document>>, problems: Vec<Problem>) -> Program {
    let mut modules = Modules::of(&files, is_code);
    let mut table = Table::of(modules.count());
    let mut values: Vec<Values> = (0..modules.count()).map(|_| Values::default()).collect();
    for (at, (file, document)) in files.iter().zip(&documents).enumerate() {
        let module = modules.of_file(FileId(at as u32));
        let body = match document {
            Some(document) if is_values_file(&file.path) => {
                values[module].add(&file.path, document);
                continue;
            }
            Some(Document::Hcl(body)) => body.clone(),
            Some(Document::Json(root)) if is_code(&file.path) => json::body(root, file).into(),
            _ => continue,
        };
        modules.look(module, &body);
        body.blocks().for_each(|block| table.add_block(module, block));
    }
    modules.join(&files, &table.symbols);
    let graph = edges(&table, &modules);
    let given = given(&table, &modules, values);
    let origins = Origins::of(files.len());
    let mut program = Program {
        language: Language::Terraform,
        files,
        problems,
        documents,
        unread: Vec::new(),
        part: 0,
        extent: None,
        names: Names::new(table.names, &table.symbols),
        scope: Scope::Module(Box::new(Module::new(modules, given, table.symbols.len()))),
        symbols: table.symbols,
        graph,
        origins,
    };
    let texts = texts::link(&mut program);
    if let Scope::Module(module) = &mut program.scope {
        module.modules.adopt(texts.readers());
        module.texts = texts;
    }
    program
}

/// What sets the variables of modules.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// By variable: what `.tfvars` files and visible calls set it to.
    pub(super) values: BTreeMap<SymbolId, Vec<NodeRef>>,
    /// Variables that a visible call leaves at their default.
    pub(super) defaulted: BTreeSet<SymbolId>,
}

/// A module that is called gets its values from its calls; `.tfvars` files count for the others.
fn given(table: &Table, modules: &Modules, values: Vec<Values>) -> Given {
    let mut out = Given::default();
    let called: BTreeSet<usize> = modules.calls().map(|(_, target)| target).collect();
    for (module, values) in values.into_iter().enumerate() {
        if !called.contains(&module) {
            out.values.extend(values.by_variable(&table.names[module]));
        }
    }
    for (call, target) in modules.calls() {
        let Definition::Block(block) = &table.symbols[call.0 as usize].body else { continue };
        for &id in &table.variables[target] {
            match argument_of(block, &table.symbols[id.0 as usize]) {
                Some(argument) => out.values.entry(id).or_default().push(argument),
                None => drop(out.defaulted.insert(id)),
            }
        }
    }
    out
}
