//! What an HCL expression stands for.
//!
//! A value is known, partly known or unknown, and remembers where it was written. A function or
//! a name that is not followed makes that value unknown, never the file.

use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::references::address_and_rest;
use crate::link::terraform::{ambient, functions};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Expression, For, Node, NodeKind, NodeRef, Step, Text, TextPart, Traversal, TraversalRoot};
use crate::value::{Kind, Origin, Part, Partial, Reference, Value};

/// How many expressions may be nested, locals followed included.
const MAX_DEPTH: usize = 96;
/// How many expressions one evaluation may look at.
const MAX_FUEL: usize = 50_000;

/// Evaluates an expression of a module.
#[must_use]
pub fn evaluate(program: &Program, node: &NodeRef) -> Value {
    Evaluator { program, depth: 0, fuel: MAX_FUEL, bound: Vec::new() }.node(node)
}

/// One evaluation.
pub(super) struct Evaluator<'p> {
    program: &'p Program,
    depth: usize,
    fuel: usize,
    bound: Vec<(String, Value)>,
}

impl Evaluator<'_> {
    /// The value of a node.
    pub(super) fn node(&mut self, node: &NodeRef) -> Value {
        if self.depth >= MAX_DEPTH || self.fuel == 0 {
            return Value::unknown(Reason::new(ReasonKind::Limit, "the expression is too large to follow"), node);
        }
        self.fuel -= 1;
        self.depth += 1;
        let value = self.kind(node);
        self.depth -= 1;
        value
    }

    fn kind(&mut self, node: &NodeRef) -> Value {
        let written = |kind| Value { kind, origin: Origin::Written(node.clone()) };
        match &node.kind {
            NodeKind::Null => written(Kind::Absent),
            NodeKind::Bool(value) => written(Kind::Bool(*value)),
            NodeKind::Number(number) => written(Kind::Number(number.clone())),
            NodeKind::Text(text) => self.text(text, node),
            NodeKind::List(list) => {
                let items = list.items.iter().map(|item| self.node(item)).collect();
                written(Kind::List(Partial::all(items)))
            }
            NodeKind::Map(map) => {
                let entries = map.entries.iter().map(|entry| (self.key(&entry.key), self.node(&entry.value)));
                written(Kind::Map(Partial::all(entries.collect())))
            }
            NodeKind::Expression(expression) => self.expression(expression, node),
            NodeKind::Tagged { .. } | NodeKind::Alias(_) => self.not_followed(node),
        }
    }

    /// A key: a bare name is literal text.
    fn key(&mut self, node: &NodeRef) -> Value {
        match &node.kind {
            NodeKind::Expression(Expression::Parenthesis(inner)) => self.node(inner),
            _ => self.node(node),
        }
    }

    fn text(&mut self, text: &Text, node: &NodeRef) -> Value {
        if let [TextPart::Interpolation { value, .. }] = text.parts.as_slice() {
            let inner = self.node(value);
            return Value { kind: inner.kind, origin: Origin::Computed(node.clone()) };
        }
        let mut parts = Vec::new();
        for part in &text.parts {
            match part {
                TextPart::Literal { value, .. } => parts.push(Part::Literal(value.clone())),
                TextPart::Interpolation { value, .. } => {
                    let value = self.node(value);
                    parts.extend(as_parts(value));
                }
                TextPart::Directive { .. } => parts.push(Part::Unknown(Reason::new(
                    ReasonKind::NotLiteral,
                    "the text is built with %{ } directives, which are not followed",
                ))),
            }
        }
        Value { kind: Kind::Text(join_literals(parts)), origin: Origin::Written(node.clone()) }
    }

    fn expression(&mut self, expression: &Expression, node: &NodeRef) -> Value {
        match expression {
            Expression::Traversal(traversal) => self.traversal(traversal, node),
            Expression::Call { name, arguments } => functions::call(self, name, arguments, node),
            Expression::Conditional { test, then, otherwise } => match self.node(test).kind {
                Kind::Bool(true) => self.node(then),
                Kind::Bool(false) => self.node(otherwise),
                _ => {
                    let arms = vec![self.node(then), self.node(otherwise)];
                    Value { kind: Kind::OneOf(arms), origin: Origin::Computed(node.clone()) }
                }
            },
            Expression::Parenthesis(inner) => self.node(inner),
            Expression::For(inner) => self.for_expression(inner, node),
            Expression::Operation(_) => self.not_followed(node),
        }
    }

    /// The body is one place with many readings: it is read once, each name standing for any of
    /// the items.
    fn for_expression(&mut self, inner: &For, node: &NodeRef) -> Value {
        let collection = self.node(&inner.collection);
        let items = match collection.kind {
            Kind::List(items) => items,
            _ => Partial::unknown(self.reason(&inner.collection)),
        };
        let depth = self.bound.len();
        for (at, name) in inner.names.iter().enumerate() {
            let is_value = at + 1 == inner.names.len();
            let value = if is_value && items.rest.is_none() && !items.known.is_empty() {
                Value { kind: Kind::OneOf(items.known.clone()), origin: Origin::Computed(node.clone()) }
            } else {
                Value::unknown(self.reason(&inner.collection), node)
            };
            self.bound.push((name.clone(), value));
        }
        let rest = Some(Reason::new(ReasonKind::NotLiteral, "a `for` expression makes it, once for each item"));
        let value = self.node(&inner.value);
        let kind = match &inner.key {
            Some(key) => Kind::Map(Partial { known: vec![(self.node(key), value)], rest }),
            None => Kind::List(Partial { known: vec![value], rest }),
        };
        self.bound.truncate(depth);
        Value { kind, origin: Origin::Computed(node.clone()) }
    }

    fn traversal(&mut self, traversal: &Traversal, node: &NodeRef) -> Value {
        if let TraversalRoot::Expression(root) = &traversal.root {
            let value = self.node(root);
            return self.steps(value, &traversal.steps, node);
        }
        if let TraversalRoot::Name(name) = &traversal.root
            && let Some((_, value)) = self.bound.iter().rev().find(|(bound, _)| bound == name)
        {
            let value = Value { kind: value.kind.clone(), origin: Origin::Computed(node.clone()) };
            return self.steps(value, &traversal.steps, node);
        }
        let program = self.program;
        let found = address_and_rest(traversal)
            .and_then(|(address, rest)| Some((program.symbol(program.lookup(&address)?), rest)));
        let Some((symbol, rest)) = found else { return self.not_followed(node) };
        match (&symbol.kind, &symbol.body) {
            (SymbolKind::Local, Definition::Value(local)) => {
                let value = self.node(local);
                self.steps(value, rest, node)
            }
            (SymbolKind::Variable, Definition::Block(block)) => {
                let default = block.body.attribute("default").map(|attribute| self.node(&attribute.value));
                self.variable(symbol, default, rest, node)
            }
            _ => self.reference(symbol, rest, node),
        }
    }

    /// A variable: a list or map is read from its default, and there may be more; a scalar stays
    /// a reference, since a caller may set it.
    fn variable(&mut self, symbol: &Symbol, default: Option<Value>, rest: &[Step], node: &NodeRef) -> Value {
        let reason = Reason::new(
            ReasonKind::UnknownValue,
            format!("variable {} may be set to anything by whoever calls the module", symbol.name),
        );
        match default.map(|value| value.kind) {
            Some(Kind::List(items)) if !items.known.is_empty() => {
                let kind = Kind::List(Partial { known: items.known, rest: Some(reason) });
                let value = Value { kind, origin: Origin::Computed(node.clone()) };
                self.steps(value, rest, node)
            }
            Some(Kind::Map(entries)) if !entries.known.is_empty() => {
                let kind = Kind::Map(Partial { known: entries.known, rest: Some(reason) });
                let value = Value { kind, origin: Origin::Computed(node.clone()) };
                self.steps(value, rest, node)
            }
            _ => self.reference(symbol, rest, node),
        }
    }

    fn reference(&mut self, symbol: &Symbol, rest: &[Step], node: &NodeRef) -> Value {
        let mut attribute = Vec::new();
        let mut indexed = false;
        for step in rest {
            match step {
                Step::Attribute(name) => attribute.push(name.as_str()),
                Step::Index(_) | Step::Splat => indexed = true,
            }
        }
        let attribute = attribute.join(".");
        let part = match ambient::meaning(symbol, &attribute) {
            Some(ambient) => Part::Ambient(ambient),
            None => Part::Reference(Reference {
                symbol: symbol.id,
                attribute,
                indexed,
                text: self.program.text(node.span).to_owned(),
            }),
        };
        Value { kind: Kind::Text(vec![part]), origin: Origin::Written(node.clone()) }
    }

    fn steps(&mut self, value: Value, steps: &[Step], node: &NodeRef) -> Value {
        let Some((step, rest)) = steps.split_first() else { return value };
        let next = match (value.kind, step) {
            (Kind::Map(entries), Step::Attribute(name)) => entry(&entries, name),
            (Kind::Map(entries), Step::Index(index)) => {
                self.node(index).literal().and_then(|name| entry(&entries, &name))
            }
            (Kind::List(items), Step::Index(index)) => match self.node(index).kind {
                Kind::Number(number) => number.parse().ok().and_then(|at: usize| items.known.get(at).cloned()),
                _ => None,
            },
            (Kind::OneOf(arms), _) => {
                let arms = arms.into_iter().map(|arm| self.steps(arm, steps, node)).collect();
                return Value { kind: Kind::OneOf(arms), origin: Origin::Computed(node.clone()) };
            }
            (Kind::Text(parts), step) => return self.deeper(&parts, step, rest, node),
            _ => None,
        };
        match next {
            Some(value) => self.steps(value, rest, node),
            None => self.not_followed(node),
        }
    }

    /// A step into something that is only a reference (`local.role.arn`, the local being a resource).
    fn deeper(&mut self, parts: &[Part], step: &Step, rest: &[Step], node: &NodeRef) -> Value {
        let [Part::Reference(reference)] = parts else { return self.not_followed(node) };
        let mut reference = reference.clone();
        for step in std::iter::once(step).chain(rest) {
            match step {
                Step::Attribute(name) if reference.attribute.is_empty() => reference.attribute = name.clone(),
                Step::Attribute(name) => reference.attribute = format!("{}.{name}", reference.attribute),
                Step::Index(_) | Step::Splat => reference.indexed = true,
            }
        }
        reference.text = self.program.text(node.span).to_owned();
        Value { kind: Kind::Text(vec![Part::Reference(reference)]), origin: Origin::Computed(node.clone()) }
    }

    /// The unknown value of an expression that is not followed.
    pub(super) fn not_followed(&self, node: &NodeRef) -> Value {
        Value::unknown(self.reason(node), node)
    }

    fn reason(&self, node: &Node) -> Reason {
        let text: String = self.program.text(node.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(60).collect();
        let more = if short.len() < text.len() { "..." } else { "" };
        Reason::new(ReasonKind::UnknownValue, format!("`{short}{more}` is not known before it is deployed"))
    }
}

fn entry(entries: &Partial<(Value, Value)>, name: &str) -> Option<Value> {
    let found = entries.known.iter().rev().find(|(key, _)| key.literal().as_deref() == Some(name));
    found.map(|(_, value)| value.clone())
}

/// A value as parts of a string.
pub(super) fn as_parts(value: Value) -> Vec<Part> {
    match value.kind {
        Kind::Text(parts) => parts,
        Kind::Number(text) => vec![Part::Literal(text)],
        Kind::Bool(value) => vec![Part::Literal(value.to_string())],
        Kind::Unknown(reason) => vec![Part::Unknown(reason)],
        Kind::OneOf(mut arms) if arms.len() == 1 => arms.pop().map(as_parts).unwrap_or_default(),
        Kind::Absent | Kind::OneOf(_) | Kind::List(_) | Kind::Map(_) | Kind::Json(_) => {
            vec![Part::Unknown(Reason::new(ReasonKind::UnknownValue, "a part of the text is not known"))]
        }
    }
}

/// Neighbouring literal parts as one.
pub(super) fn join_literals(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        match (out.last_mut(), part) {
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => out.push(part),
        }
    }
    out
}
