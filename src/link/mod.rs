//! A program: all that is judged together, its symbols, what refers to what, and what an
//! expression stands for.
//!
//! A Terraform module (all HCL files of a folder) and a CloudFormation template both end in a
//! [`Program`]; nobody after this stage asks which language it was, except to say a value back.

mod comments;
mod generated;
pub mod graph;
pub mod symbol;
pub mod template;
pub mod terraform;
#[cfg(test)]
mod testing;

use std::collections::BTreeMap;

use crate::catalogue::{Language, Reference as Said};
use crate::outcome::Problem;
use crate::reason::Reason;
use crate::syntax::tree::{Document, Layout, Node, NodeRef};
use crate::text::{Span, TextFile};
use crate::value::{Part, Reference, SymbolId, Value};
use generated::Origins;
use graph::Graph;
use symbol::{Symbol, SymbolKind};
pub use terraform::evaluate::Possible;
pub use terraform::say::Need;

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
    names: BTreeMap<String, SymbolId>,
    graph: Graph,
    origins: Origins,
    scope: Scope,
}

/// What evaluation needs beside the symbols, by language.
#[derive(Debug)]
enum Scope {
    Module(terraform::Module),
    Template(template::Template),
}

impl Program {
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
    pub fn of_type<'a>(&'a self, type_name: &'a str) -> impl Iterator<Item = &'a Symbol> {
        self.symbols.iter().filter(move |symbol| symbol.type_name == type_name)
    }

    /// The symbol of an address: `aws_x.y`, `data.aws_x.y`, `var.x`, `local.x`, `module.x`,
    /// `output.x`; a logical id or parameter name.
    #[must_use]
    pub fn lookup(&self, address: &str) -> Option<SymbolId> {
        self.names.get(address).copied()
    }

    /// The innermost symbol whose text holds a span.
    #[must_use]
    pub fn symbol_at(&self, span: Span) -> Option<SymbolId> {
        let holders = self.symbols.iter().filter(|symbol| symbol.span.contains(span));
        holders.min_by_key(|symbol| symbol.span.end - symbol.span.start).map(|symbol| symbol.id)
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
            Scope::Template(_) => None,
        }
    }

    /// The expressions that set a variable, beside its default.
    fn given(&self, variable: SymbolId) -> &[NodeRef] {
        match &self.scope {
            Scope::Module(module) => module.given.get(&variable).map_or(&[], Vec::as_slice),
            Scope::Template(_) => &[],
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

    /// An expression as the parts of a string that may be written again in another block: literal
    /// text and references, not followed through variables or locals.
    ///
    /// # Errors
    /// Why it cannot be repeated elsewhere (`each.key`, a function, an indexed resource).
    pub fn spell(&self, node: &NodeRef) -> Result<Vec<Part>, Reason> {
        match &self.scope {
            Scope::Module(_) => terraform::spell::spell(self, node),
            Scope::Template(template) => template::spell::spell(self, template, node),
        }
    }

    /// Would a reference in `from` to `to` close a dependency cycle, or can nobody tell?
    #[must_use]
    pub fn would_cycle(&self, from: SymbolId, to: SymbolId) -> bool {
        from == to || self.is_incomplete() && self.may_depend(to) || self.graph.reaches(to, from)
    }

    /// Is there text that could not be read, which may hold references and uses?
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Can a symbol depend on others at all? A data source without arguments cannot.
    fn may_depend(&self, symbol: SymbolId) -> bool {
        self.symbol(symbol).kind != SymbolKind::Data
    }

    /// Does a symbol depend on itself by way of others?
    #[must_use]
    pub fn is_in_cycle(&self, symbol: SymbolId) -> bool {
        self.graph.reaches(symbol, symbol)
    }

    /// Notes that a fix puts a reference to `to` into `from`: two references that are harmless
    /// alone can close a cycle together.
    pub fn add_reference(&mut self, from: SymbolId, to: SymbolId) {
        self.graph.add(from, to);
    }

    /// Does one symbol refer directly to the other, as written or as noted?
    #[must_use]
    pub fn refers(&self, from: SymbolId, to: SymbolId) -> bool {
        self.graph.targets(from).any(|target| target == to)
    }

    /// The symbols that refer directly to this one.
    pub fn users(&self, of: SymbolId) -> impl Iterator<Item = &Symbol> {
        self.graph.users(of).filter_map(|id| self.symbols.get(id.0 as usize))
    }

    /// May a statement at this place be edited for all that use it?
    ///
    /// # Errors
    /// Why not: a YAML anchor gives the text to others too; a `.tfvars` file holds no references.
    pub fn may_edit(&self, span: Span) -> Result<(), Reason> {
        match &self.scope {
            Scope::Module(_) => terraform::may_edit(self.file(span)),
            Scope::Template(template) => template::may_edit(template, span),
        }
    }

    /// Was the file of a span written by a person, so that an edit of it will last?
    ///
    /// # Errors
    /// What made it, and what to change instead.
    pub fn is_authored(&self, span: Span) -> Result<(), Reason> {
        self.origins.refusal(self, span.file).map_or(Ok(()), Err)
    }

    /// Can something outside of the program get at an output?
    #[must_use]
    pub fn is_seen_outside(&self, output: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.may_be_called,
            Scope::Template(template) => template::is_exported(template, self.symbol(output)),
        }
    }

    /// The provider configuration that a resource is made with, where it names one.
    #[must_use]
    pub fn provider(&self, resource: SymbolId) -> Option<String> {
        match &self.scope {
            Scope::Module(_) => terraform::ambient::provider(self.symbol(resource)),
            Scope::Template(_) => None,
        }
    }

    /// The partition as this program says it: a literal one where its ARNs are written so.
    #[must_use]
    pub fn partition(&self) -> Part {
        match &self.scope {
            Scope::Module(module) => module.partition(self),
            Scope::Template(template) => template.partition(),
        }
    }

    /// A reference to a symbol, or to one of its attributes, in the language's words.
    #[must_use]
    pub fn reference(&self, to: SymbolId, said: &Said) -> Reference {
        let symbol = self.symbol(to);
        let (attribute, text) = match said {
            Said::Attribute(name) | Said::GetAtt(name) => (name.clone(), format!("{}.{name}", symbol.address)),
            Said::Ref => (String::new(), symbol.address.clone()),
        };
        Reference { symbol: to, attribute, indexed: false, text }
    }

    /// A value as the source text of one scalar, to be written where `layout` and `near` stand.
    ///
    /// `near` is a node whose quotes are taken for a model; `provider` says whose account is
    /// meant (Terraform).
    ///
    /// # Errors
    /// A value that cannot be said there.
    pub fn say(&self, parts: &[Part], layout: &Layout, near: &Node, provider: Option<&str>) -> Result<Spoken, Reason> {
        if let Some(reason) = parts.iter().find_map(Part::unknown) {
            return Err(reason.clone());
        }
        match &self.scope {
            Scope::Module(_) => Ok(terraform::say::say(self, parts, layout, provider)),
            Scope::Template(template) => template::say::say_at(self, template, parts, layout, near),
        }
    }
}

/// A value said in the program's language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spoken {
    /// The source text.
    pub source: String,
    /// What has to be declared for it.
    pub needs: Vec<Need>,
    /// What it refers to, of what is there already.
    pub references: Vec<SymbolId>,
    /// The plain string that it stands in, which `Fn::Sub` has to fill in for it.
    pub fills: Option<NodeRef>,
}
