//! A program: all that is judged together, its symbols, what refers to what, and what an
//! expression stands for.
//!
//! A Terraform module (all HCL files of a folder) and a CloudFormation template both end in a
//! [`Program`]; nobody after this stage asks which language it was, except to say a value back.

mod comments;
mod generated;
pub mod graph;
pub mod hearsay;
mod names;
pub mod symbol;
pub mod template;
pub mod terraform;
#[cfg(test)]
mod testing;

use crate::catalogue::{Language, Reference as Said};
use crate::outcome::Problem;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Document, Layout, Node, NodeRef};
use crate::text::{FileId, Span, TextFile};
use crate::value::{Part, Reference, SymbolId, Value};
use generated::Origins;
use graph::{Graph, Seen};
use names::Names;
use symbol::{Symbol, SymbolKind};
pub use terraform::ambient::UNCLEAR as UNCLEAR_PROVIDER;
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

    /// Does the module of a file write all its expressions in strings, as old Terraform wants them?
    #[must_use]
    pub fn wraps_expressions(&self, file: FileId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.wraps_expressions(self, file),
            Scope::Template(_) => false,
        }
    }

    /// Does a text of the module of a file speak of an address, whether or not it is declared?
    fn is_spoken_of(&self, file: FileId, address: &str) -> bool {
        match &self.scope {
            Scope::Module(module) => module.is_spoken_of(self, file, address),
            Scope::Template(_) => false,
        }
    }

    /// Does a resource take no notice of changes of one of these arguments (`lifecycle`)?
    #[must_use]
    pub fn ignores_changes(&self, resource: SymbolId, arguments: &[&str]) -> bool {
        match &self.scope {
            Scope::Module(_) => terraform::lifecycle::ignores_changes(self.symbol(resource), arguments),
            Scope::Template(_) => false,
        }
    }

    /// Would a reference in `from` to `to` close a dependency cycle, or can nobody tell?
    #[must_use]
    pub fn would_cycle(&self, from: SymbolId, to: SymbolId) -> bool {
        from == to || self.is_incomplete() && self.may_depend(to) || self.graph.would_loop(from, to)
    }

    /// A way along references from one symbol to another, both ends in it; none where there is none.
    #[must_use]
    pub fn path(&self, from: SymbolId, to: SymbolId) -> Option<Vec<SymbolId>> {
        self.graph.path(from, to)
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

    /// Is what a module call mentions handed on to where nobody sees it: to a module that is not
    /// visible, or by what the call is repeated over?
    #[must_use]
    pub fn takes_out_of_sight(&self, call: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.modules.target(call).is_none() || self.symbol(call).repeated,
            Scope::Template(_) => true,
        }
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

    /// A symbol and all that reach it by way of references.
    #[must_use]
    pub fn leading_to(&self, symbol: SymbolId) -> Seen {
        self.graph.reaching([symbol])
    }

    /// May a resource that reaches `of` through others (a local, a variable, an output) take `of`
    /// itself from there? It may take something else that stands beside it. `leading` are those that
    /// lead to `of` ([`Program::leading_to`]).
    #[must_use]
    pub fn may_take(&self, user: SymbolId, of: SymbolId, leading: &Seen) -> bool {
        match &self.scope {
            Scope::Module(module) => module.may_hold(self, user, of, leading),
            Scope::Template(_) => true,
        }
    }

    /// May a statement at this place be edited for all that use it?
    ///
    /// # Errors
    /// Why not: a YAML anchor gives the text to others too; a `.tfvars` file holds no references.
    pub fn may_edit(&self, span: Span) -> Result<(), Reason> {
        match &self.scope {
            Scope::Module(module) => terraform::may_edit(module, span.file, &self.file(span).path),
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

    /// May references to other things of the program be written at this place? A text that is
    /// read from a file knows none of them.
    #[must_use]
    pub fn may_refer(&self, span: Span) -> bool {
        match &self.scope {
            Scope::Module(module) => module.texts.readings(span.file).is_none(),
            Scope::Template(_) => true,
        }
    }

    /// Is the text at this place read as it is, so that it can say nothing but literals?
    #[must_use]
    pub fn is_verbatim(&self, span: Span) -> bool {
        match &self.scope {
            Scope::Module(module) => module.texts.readings(span.file).is_some_and(|readings| !readings.is_template()),
            Scope::Template(_) => false,
        }
    }

    /// Is the text at this place a policy in a file of its own, so that it can say nothing but
    /// literals?
    #[must_use]
    pub fn says_only_literals(&self, span: Span) -> bool {
        self.lone_policy().is_some() || self.is_verbatim(span)
    }

    /// The maps that give a template its variables, wherever it is read.
    #[must_use]
    pub fn template_variables(&self, template: FileId) -> &[NodeRef] {
        match &self.scope {
            Scope::Module(module) => module.texts.readings(template).map_or(&[], |readings| &readings.maps),
            Scope::Template(_) => &[],
        }
    }

    /// Can something outside of the program get at an output?
    #[must_use]
    pub fn is_seen_outside(&self, output: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.modules.may_be_called(self.module_of(self.symbol(output).span.file)),
            Scope::Template(template) => template::is_exported(template, self.symbol(output)),
        }
    }

    /// The provider configuration that a resource is made with, where it is not the default one;
    /// [`UNCLEAR_PROVIDER`] where that cannot be told.
    #[must_use]
    pub fn provider(&self, resource: SymbolId) -> Option<String> {
        match &self.scope {
            Scope::Module(_) => terraform::ambient::provider(self.symbol(resource)),
            Scope::Template(_) => None,
        }
    }

    /// Is a resource perhaps made with another provider configuration than the default one of the
    /// module of `home`?
    #[must_use]
    pub fn has_own_providers(&self, resource: SymbolId, home: SymbolId) -> bool {
        match &self.scope {
            Scope::Module(module) => module.modules.has_own_providers(self, resource, home),
            Scope::Template(_) => false,
        }
    }

    /// The partition as it is said in a file: a literal one where its ARNs are written so.
    #[must_use]
    pub fn partition(&self, file: FileId) -> Part {
        match &self.scope {
            Scope::Module(module) => module.partition(self, file),
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
        Reference { symbol: to, attribute, indexed: false, text, file: symbol.span.file }
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
        let foreign = parts.iter().find_map(|part| match part {
            Part::Reference(reference) if !self.can_name(reference, near.span.file) => Some(reference),
            _ => None,
        });
        if let Some(reference) = foreign {
            let text = format!("`{}` stands in another module, so it has no name here", reference.text);
            return Err(Reason::new(ReasonKind::UnknownValue, text));
        }
        match &self.scope {
            Scope::Module(module) => terraform::say_at(self, module, parts, layout, near.span.file, provider),
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
