//! Objects that a `dynamic "statement"` block makes statements of: they stand in a local, or in an
//! argument of a call of the module with the block, and are mended there.

use super::block::is_dynamic;
use super::{Reader, object, stray};
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Block, Expression, NodeKind, NodeRef, Step, TraversalRoot};
use crate::text::Span;
use crate::value::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Reader<'_> {
    /// Reads the objects that the `dynamic` blocks of a document data source make statements of.
    pub(super) fn made(&mut self, symbol: &Symbol) {
        let Definition::Block(document) = &symbol.body else { return };
        for block in document.body.blocks().filter(|block| is_dynamic(block, "statement")) {
            let Some(maker) = Maker::of(self.program, symbol, block) else { continue };
            let naming = maker.conditions();
            let Some(all) = block.body.attribute("for_each") else { continue };
            for arm in self.program.evaluate(&all.value).arms() {
                self.made_of(&maker, &arm, naming.as_ref().map(String::as_str));
            }
        }
    }

    /// One collection of objects becomes one policy.
    fn made_of(&mut self, maker: &Maker<'_>, objects: &Value, naming: Result<&str, &Reason>) {
        let program = self.program;
        let mut read = object::statements(program, objects, naming);
        let is_made = |statement: &Statement| self.made.contains(&statement.place.span());
        read.known.retain(|statement| is_made(statement) || !self.is_read(statement.place.span()));
        let Some(span) = read.known.first().map(|statement| statement.place.span()) else { return };
        if !read.known.iter().any(stray::lets_service_in) {
            return;
        }
        self.take_out(maker, &read.known);
        self.made.extend(read.known.iter().map(|statement| statement.place.span()));
        let home = program.symbol_at(span).unwrap_or(maker.symbol.id);
        let document = self.document_at(span, home, || (read.known, read.rest));
        for statement in &mut document.statements {
            if !naming.is_ok_and(|name| statement.place.holds_conditions_in(name)) {
                statement.place.refuse(naming.err().cloned().unwrap_or_else(other_name));
            }
        }
        self.sources.push((span, maker.symbol.span));
    }

    /// What is told of objects is not told of the block again that makes statements of them.
    fn take_out(&mut self, maker: &Maker<'_>, objects: &[Statement]) {
        let Some(document) = self.documents.get_mut(&maker.symbol.span) else { return };
        let of_object = |node: &NodeRef| objects.iter().any(|object| object.place.span().contains(node.span));
        let elsewhere = || Reason::new(ReasonKind::UnknownValue, "its objects are judged where they stand");
        for statement in document.statements.iter_mut().filter(|it| it.place.span() == maker.content.span) {
            statement.principals.known.retain(|principal| !principal.identifier.node().is_some_and(of_object));
            statement.principals.rest.get_or_insert_with(elsewhere);
            statement.conditions.known.retain(|clause| !maker.conditions.span.contains(clause.span));
            statement.conditions.rest = Some(elsewhere());
        }
    }
}

fn other_name() -> Reason {
    Reason::new(ReasonKind::Shared, "two modules make a statement of it, and take its condition under different names")
}

/// A `dynamic "statement"` block that takes principals and conditions from its objects.
struct Maker<'p> {
    program: &'p Program,
    symbol: &'p Symbol,
    /// What its content calls the object.
    iterator: String,
    content: Arc<Block>,
    conditions: Arc<Block>,
}

impl<'p> Maker<'p> {
    fn of(program: &'p Program, symbol: &'p Symbol, block: &Block) -> Option<Maker<'p>> {
        let content = block.body.blocks_of("content").next()?.clone();
        let inner = |kind: &str| content.body.blocks().find(|block| is_dynamic(block, kind)).cloned();
        let principals = inner("principals")?;
        let maker = Maker { program, symbol, iterator: iterator(block), conditions: inner("condition")?, content };
        let named = maker.names(&maker.iterator, principals.body.attribute("for_each")?.value.span);
        named.contains("principals").then_some(maker)
    }

    /// The entry of an object that holds its conditions.
    ///
    /// # Errors
    /// What the block does with them that a condition would not survive.
    fn conditions(&self) -> Result<String, Reason> {
        let refuse = |at: Span, text: &str| {
            let (path, line) = (&self.program.file(at).path, self.program.file(at).line_of(at.start));
            let text = format!("{text} at {path}:{line}: add the condition by hand, as the module takes it");
            Err(Reason::new(ReasonKind::NotLiteral, text))
        };
        let all = self.conditions.body.attribute("for_each").map(|attribute| attribute.value.span);
        let name = all.map(|all| self.names(&self.iterator, all)).and_then(one);
        let Some(name) = name else { return refuse(self.conditions.head, "it is not plain whence conditions come") };
        let condition = iterator(&self.conditions);
        for part in ["test", "variable", "values"] {
            let taken = self.conditions.body.blocks_of("content").find_map(|block| block.body.attribute(part).cloned());
            let is_taken = taken.is_some_and(|it| is_plain(&it.value) && self.takes(&condition, it.value.span, part));
            if !is_taken {
                return refuse(self.conditions.head, &format!("the `{part}` of a condition is not taken as it is"));
            }
        }
        let effect = self.content.body.attribute("effect");
        if !effect.is_some_and(|effect| self.takes(&self.iterator, effect.value.span, "effect")) {
            return refuse(self.content.head, "the `effect` of a statement is not taken as it is");
        }
        match self.variables().all(|types| takes_list(types, &name)) {
            true => Ok(name),
            false => refuse(self.symbol.head, &format!("no variable takes `{name}` as a list")),
        }
    }

    fn takes(&self, iterator: &str, at: Span, name: &str) -> bool {
        one(self.names(iterator, at)).is_some_and(|taken| taken == name)
    }

    /// What an expression takes of the items that it runs over: `it.value.NAME`, or
    /// `lookup(it.value, "NAME", ...)`.
    fn names(&self, iterator: &str, at: Span) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        self.program.each_node(self.symbol, &mut |node| {
            if at.contains(node.span) {
                out.extend(attribute_of(node, iterator));
                if let NodeKind::Expression(Expression::Call { name, arguments }) = &node.kind
                    && let ("lookup", [object, key, ..]) = (name.as_str(), arguments.as_slice())
                    && is_item(object, iterator)
                {
                    out.extend(key.literal());
                }
            }
        });
        out
    }

    /// The types of the variables of its module that hold statements.
    fn variables(&self) -> impl Iterator<Item = &'p str> {
        let program = self.program;
        let home = self.symbol.span.file;
        let variables = program.symbols().filter(move |symbol| symbol.kind == SymbolKind::Variable);
        let types = variables.filter(move |symbol| program.is_beside(symbol.id, home)).filter_map(|symbol| {
            let Definition::Block(block) = &symbol.body else { return None };
            Some(block.body.attribute("type")?.value.span)
        });
        types.map(|span| program.text(span)).filter(|text| text.contains("principals"))
    }
}

/// The name of what a `dynamic` block runs over: its own, or the one that it gives.
fn iterator(block: &Block) -> String {
    let given = block.body.attribute("iterator").and_then(|attribute| root(&attribute.value));
    given.or_else(|| block.labels.first().cloned()).unwrap_or_default()
}

fn root(node: &NodeRef) -> Option<String> {
    match &node.kind {
        NodeKind::Expression(Expression::Traversal(traversal)) => match &traversal.root {
            TraversalRoot::Name(name) => Some(name.clone()),
            TraversalRoot::Expression(_) => None,
        },
        _ => None,
    }
}

/// The names behind the root of `iterator.value...`.
fn steps<'n>(node: &'n NodeRef, iterator: &str) -> Option<&'n [Step]> {
    let NodeKind::Expression(Expression::Traversal(traversal)) = &node.kind else { return None };
    let (Step::Attribute(value), rest) = traversal.steps.split_first()? else { return None };
    (root(node).as_deref() == Some(iterator) && value == "value").then_some(rest)
}

fn is_item(node: &NodeRef, iterator: &str) -> bool {
    steps(node, iterator).is_some_and(<[Step]>::is_empty)
}

fn attribute_of(node: &NodeRef, iterator: &str) -> Option<String> {
    match steps(node, iterator)?.first()? {
        Step::Attribute(name) => Some(name.clone()),
        Step::Index(key) => key.literal(),
        Step::Splat => None,
    }
}

/// Is an expression one value, or that value with another one where it is not there?
fn is_plain(node: &NodeRef) -> bool {
    match &node.kind {
        NodeKind::Expression(Expression::Traversal(_)) => true,
        NodeKind::Expression(Expression::Call { name, .. }) => matches!(name.as_str(), "lookup" | "try"),
        _ => false,
    }
}

/// Does a type take a list, or anything, under a name?
fn takes_list(types: &str, name: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let behind = types.match_indices(name).map(|(at, _)| &types[at + name.len()..]).find(|rest| is_end(rest));
    let Some(behind) = behind else { return types.contains("any") };
    let behind = behind.trim_start_matches([' ', '\t', '=', '"']);
    let behind = behind.strip_prefix("optional(").unwrap_or(behind);
    ["list(", "set(", "any"].iter().any(|taken| behind.starts_with(taken))
}

fn one(names: BTreeSet<String>) -> Option<String> {
    let [name] = <[String; 1]>::try_from(names.into_iter().collect::<Vec<_>>()).ok()?;
    Some(name)
}
