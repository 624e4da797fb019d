//! A program: all that is judged together, its symbols, what refers to what, and what an
//! expression stands for.
//!
//! A Terraform module (all HCL files of a folder) and a CloudFormation template both end in a
//! [`Program`]; nobody after this stage asks which language it was, except to say a value back.

mod comments;
mod dependencies;
mod generated;
pub mod graph;
pub mod hearsay;
mod names;
mod permissions;
mod saying;
mod spoken;
pub mod symbol;
pub mod template;
pub mod terraform;
#[cfg(test)]
mod testing;

use crate::catalogue::Language;
use crate::outcome::Problem;
use crate::syntax::tree::{Document, NodeRef};
use crate::text::{FileId, Span, TextFile};
use crate::value::{Reference, SymbolId, Value};
use generated::Origins;
use graph::Graph;
use names::Names;
pub use spoken::{Need, Spoken};
use symbol::Symbol;
pub use terraform::ambient::UNCLEAR as UNCLEAR_PROVIDER;
pub use terraform::evaluate::Possible;

/// A module or a template, linked.
#[derive(Debug)]
pub struct Program {
    /// Its language.
    pub language: Language,
    /// Its files, by [`crate::text::FileId`].
    pub files: Vec<TextFile>,
    /// Files that could not be parsed. Where there is one, references may be missing.
    pub problems: Vec<Problem>,
    /// The parsed files, by [`crate::text::FileId`]; none where a file did not parse.
    pub documents: Vec<Option<Document>>,
    /// Templates in its strings that could not be parsed: where, and why.
    pub unread: Vec<(Span, String)>,
    /// Its place among the programs of its file: a file may hold several templates.
    pub part: usize,
    /// The bytes that belong to it, where its file holds several programs; none for all.
    pub extent: Option<Span>,
    symbols: Vec<Symbol>,
    names: Names,
    graph: Graph,
    origins: Origins,
    scope: Scope,
}

/// What evaluation needs beside the symbols, by language.
#[derive(Debug)]
enum Scope {
    Module(Box<terraform::Module>),
    Template(template::Template),
}

impl Program {
    /// Is it what Terraform made of a configuration, with the values of all resources in plain text?
    #[must_use]
    pub fn is_plan(&self) -> bool {
        self.language == Language::Terraform && matches!(self.scope, Scope::Template(_))
    }

    /// The symbol of an id.
    #[must_use]
    pub fn symbol(&self, id: SymbolId) -> &Symbol {
        &self.symbols[id.0 as usize]
    }

    /// All symbols, in text order.
    pub fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter()
    }

    /// The resources of a type (in Terraform also data sources, whose type is `data.TYPE`).
    pub fn of_type<'a>(&'a self, type_name: &str) -> impl Iterator<Item = &'a Symbol> + use<'a> {
        self.names.of_type(type_name).map(|id| self.symbol(id))
    }

    /// The symbol of an address: `aws_x.y`, `data.aws_x.y`, `var.x`, `local.x`, `module.x`,
    /// `output.x`; a logical id or parameter name. Where there are several modules, that of the
    /// first.
    #[must_use]
    pub fn lookup(&self, address: &str) -> Option<SymbolId> {
        self.names.find(0, address)
    }

    /// The symbol that an address means in a file.
    #[must_use]
    pub fn lookup_from(&self, file: FileId, address: &str) -> Option<SymbolId> {
        self.names.find(self.module_of(file), address)
    }

    /// The module of a file, by number: what one module says, means nothing in another.
    #[must_use]
    pub fn module_of(&self, file: FileId) -> usize {
        match &self.scope {
            Scope::Module(module) => module.modules.of_file(file),
            Scope::Template(_) => 0,
        }
    }

    /// May something in this file name the symbol by its address?
    #[must_use]
    pub fn is_beside(&self, symbol: SymbolId, file: FileId) -> bool {
        self.module_of(self.symbol(symbol).span.file) == self.module_of(file)
    }

    /// Do the words of a reference mean in this file what they mean where they were read?
    #[must_use]
    pub fn can_name(&self, reference: &Reference, file: FileId) -> bool {
        self.module_of(reference.file) == self.module_of(file)
    }

    /// The innermost symbol whose text holds a span.
    #[must_use]
    pub fn symbol_at(&self, span: Span) -> Option<SymbolId> {
        self.names.around(span)
    }

    /// The file of a span.
    #[must_use]
    pub fn file(&self, span: Span) -> &TextFile {
        &self.files[span.file.0 as usize]
    }

    /// The bytes of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span).slice(span)
    }

    /// What an expression stands for, followed through locals, defaults of variables and
    /// parameters, functions and intrinsics as far as it goes.
    #[must_use]
    pub fn evaluate(&self, node: &NodeRef) -> Value {
        match &self.scope {
            Scope::Module(_) => terraform::evaluate::evaluate(self, node),
            Scope::Template(template) => template::evaluate::evaluate(self, template, node),
        }
    }

    /// The values that a string with variables in it may have, by the defaults of those variables
    /// and by what is seen to set them. None where that is not to be seen, or it has no variables.
    #[must_use]
    pub fn possible(&self, value: &Value) -> Option<Possible> {
        match &self.scope {
            Scope::Module(_) => terraform::evaluate::possible(self, value),
            Scope::Template(_) => template::possible(self, value),
        }
    }

    /// Is a value a variable that is null or empty unless somebody sets it, and that is not seen to be
    /// set everywhere?
    #[must_use]
    pub fn may_be_left_unset(&self, value: &Value) -> bool {
        match &self.scope {
            Scope::Module(_) => terraform::evaluate::may_be_unset(self, value),
            Scope::Template(_) => false,
        }
    }

    /// The resource that an expression refers to, and to nothing else, where that is to be seen
    /// without an evaluation (Terraform): `aws_iam_role.x.arn`.
    #[must_use]
    pub fn plain_resource(&self, node: &NodeRef) -> Option<SymbolId> {
        match &self.scope {
            Scope::Module(_) => terraform::mention::plain_resource(self, node),
            Scope::Template(_) => None,
        }
    }

    /// The expressions that are seen to set a variable, beside its default.
    fn given(&self, variable: SymbolId) -> &[NodeRef] {
        match &self.scope {
            Scope::Module(module) => module.given(variable),
            Scope::Template(_) => &[],
        }
    }

    /// Paths of texts that the program reads and that are not among its files.
    #[must_use]
    pub fn wanted(&self) -> Vec<String> {
        match &self.scope {
            Scope::Module(module) => module.texts.wanted().map(str::to_owned).collect(),
            Scope::Template(_) => Vec::new(),
        }
    }

    /// The references of a value, each variable in the place of what is seen to be handed in for
    /// it. A variable of which nothing is seen stays one.
    #[must_use]
    pub fn meant(&self, value: &Value) -> Vec<Reference> {
        match &self.scope {
            Scope::Module(_) => terraform::evaluate::meant(self, value),
            Scope::Template(_) => value.references().into_iter().cloned().collect(),
        }
    }

    /// The values of an argument of a resource: a path with `.` between its parts, through nested
    /// blocks, lists and maps. One value for each place where it is written; none where it is not.
    #[must_use]
    pub fn argument(&self, symbol: SymbolId, path: &str) -> Vec<Value> {
        self.argument_nodes(symbol, path).iter().map(|node| self.evaluate(node)).collect()
    }

    /// The nodes of an argument of a resource: see [`Program::argument`].
    #[must_use]
    pub fn argument_nodes(&self, symbol: SymbolId, path: &str) -> Vec<NodeRef> {
        match &self.scope {
            Scope::Module(_) => terraform::argument::nodes(self, symbol, path),
            Scope::Template(_) => template::argument::nodes(self, symbol, path),
        }
    }

    /// Visits every node of a symbol's text, outer ones first (Terraform).
    pub fn each_node(&self, symbol: &Symbol, visit: &mut impl FnMut(&NodeRef)) {
        if let Scope::Module(_) = &self.scope {
            terraform::each_node(symbol, visit);
        }
    }
}
