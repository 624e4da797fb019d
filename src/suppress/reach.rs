//! Which statements a comment speaks of.
//!
//! Inside a statement: of that one. On its lines or right above it: of those that stand there. Else
//! of all that is written inside the block, argument or key that stands on the line of the comment
//! or below it: so a comment above a resource, or above the argument that holds a text, reaches
//! what can hold no comment itself.

use crate::forms::{Document, Policies};
use crate::link::Program;
use crate::link::symbol::Definition;
use crate::policy::statement::Statement;
use crate::syntax::comments::Comment;
use crate::syntax::tree::{Body, Expression, Node, NodeKind, TraversalRoot};
use crate::text::{Span, TextFile};
use crate::value::SymbolId;
use std::collections::BTreeSet;

/// A statement by its document and number.
pub(super) type At = (usize, usize);

/// Where statements stand, and the lines of what they stand in.
pub(super) struct Map {
    statements: Vec<Lines>,
}

/// One statement.
struct Lines {
    at: At,
    span: Span,
    /// First and last line, 1-based.
    first: u32,
    last: u32,
    /// Lines of the blocks, arguments and keys around it.
    around: BTreeSet<u32>,
}

impl Map {
    /// Of all statements of a program.
    pub(super) fn new(program: &Program, policies: &Policies) -> Map {
        let documents = policies.documents.iter().enumerate();
        let statements = documents.flat_map(|(number, document)| {
            let statements = document.statements.iter().enumerate();
            statements.map(move |(index, statement)| lines(program, document, statement, (number, index)))
        });
        Map { statements: statements.collect() }
    }

    /// The statements that a comment speaks of.
    pub(super) fn reached(&self, file: &TextFile, comment: Comment) -> BTreeSet<At> {
        let of_file = || self.statements.iter().filter(|lines| lines.span.file == comment.span.file);
        let take = |found: &mut dyn Iterator<Item = &Lines>| found.map(|lines| lines.at).collect::<BTreeSet<At>>();
        let inside = take(&mut of_file().filter(|lines| lines.span.contains(comment.span)));
        if !inside.is_empty() {
            return inside;
        }
        let Some(line) = line_spoken_of(file, comment) else { return BTreeSet::new() };
        let on_line = |lines: &&Lines| lines.first == line || (!comment.alone && lines.last == line);
        let there = take(&mut of_file().filter(on_line));
        if !there.is_empty() {
            return there;
        }
        take(&mut of_file().filter(|lines| lines.around.contains(&line)))
    }
}

/// The statements that a resource holds, or that are of use to it alone.
pub(super) fn of_symbol(policies: &Policies, symbol: SymbolId) -> BTreeSet<At> {
    let documents = policies.documents.iter().enumerate().filter(|(_, document)| belongs(document, symbol));
    documents.flat_map(|(number, document)| (0..document.statements.len()).map(move |index| (number, index))).collect()
}

/// The statements inside an object of Terraform in JSON, or the one that it is a part of; else those of
/// the resource that it is.
pub(super) fn of_object(program: &Program, policies: &Policies, object: Span) -> BTreeSet<At> {
    let documents = policies.documents.iter().enumerate();
    let statements = documents.flat_map(|(number, document)| {
        let statements = document.statements.iter().enumerate();
        statements.map(move |(index, statement)| ((number, index), statement.place.span()))
    });
    let there: BTreeSet<At> =
        statements.filter(|(_, span)| object.contains(*span) || span.contains(object)).map(|(at, _)| at).collect();
    match program.symbol_at(object) {
        Some(symbol) if there.is_empty() => of_symbol(policies, symbol),
        _ => there,
    }
}

fn belongs(document: &Document, symbol: SymbolId) -> bool {
    let uses_alone = !document.uses.is_empty() && document.uses.iter().all(|usage| usage.holder == symbol);
    document.home == symbol || uses_alone
}

/// The line on which a comment ends, or the first one below the comments that it is one of. None
/// where that line is empty.
fn line_spoken_of(file: &TextFile, comment: Comment) -> Option<u32> {
    let line = file.line_of(comment.end.saturating_sub(1).max(comment.span.start));
    if !comment.alone {
        return Some(line);
    }
    let text = |line: u32| file.line_text(line).trim();
    let below = (line + 1..=file.line_count()).find(|&line| !is_comment(text(line)))?;
    (!text(below).is_empty()).then_some(below)
}

/// Is a line, without the blanks around, one comment and nothing else?
fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/")
}

fn lines(program: &Program, document: &Document, statement: &Statement, at: At) -> Lines {
    let span = statement.place.span();
    let file = program.file(span);
    let mut heads = Vec::new();
    let holders = document.uses.iter().map(|usage| usage.holder).filter(|&holder| belongs(document, holder));
    for symbol in std::iter::once(document.home).chain(holders).map(|id| program.symbol(id)) {
        heads.push(symbol.head);
        match &symbol.body {
            Definition::Block(block) => in_body(&block.body, span, &mut heads),
            Definition::Value(node) => in_node(node, span, &mut heads),
        }
    }
    let of_file = heads.into_iter().filter(|head| head.file == span.file);
    Lines {
        at,
        span,
        first: file.line_of(span.start),
        last: file.line_of(span.end.saturating_sub(1).max(span.start)),
        around: of_file.map(|head| file.line_of(head.start)).collect(),
    }
}

/// Collects what stands in front of everything that holds a span.
fn in_body(body: &Body, span: Span, heads: &mut Vec<Span>) {
    for attribute in body.attributes().filter(|attribute| attribute.value.span.contains(span)) {
        heads.push(attribute.name_span);
        in_node(&attribute.value, span, heads);
    }
    for block in body.blocks().filter(|block| block.span.contains(span)) {
        heads.push(block.head);
        in_body(&block.body, span, heads);
    }
}

fn in_node(node: &Node, span: Span, heads: &mut Vec<Span>) {
    if !node.span.contains(span) {
        return;
    }
    match &node.kind {
        NodeKind::List(list) => list.items.iter().for_each(|item| in_node(item, span, heads)),
        NodeKind::Tagged { value, .. } => in_node(value, span, heads),
        NodeKind::Map(map) => {
            for entry in map.entries.iter().filter(|entry| entry.value.span.contains(span)) {
                heads.push(entry.key.span);
                in_node(&entry.value, span, heads);
            }
        }
        NodeKind::Expression(expression) => in_expression(expression, span, heads),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Alias(_) => {}
    }
}

fn in_expression(expression: &Expression, span: Span, heads: &mut Vec<Span>) {
    let mut each = |nodes: &[&Node]| nodes.iter().for_each(|node| in_node(node, span, heads));
    match expression {
        Expression::Call { arguments, .. } => arguments.iter().for_each(|node| each(&[node])),
        Expression::Conditional { then, otherwise, .. } => each(&[then, otherwise]),
        Expression::Operation(operands) => operands.iter().for_each(|node| each(&[node])),
        Expression::For(inner) => each(&[&inner.collection, &inner.value]),
        Expression::Parenthesis(node) => each(&[node]),
        Expression::Traversal(traversal) => {
            if let TraversalRoot::Expression(node) = &traversal.root {
                each(&[node]);
            }
        }
    }
}
