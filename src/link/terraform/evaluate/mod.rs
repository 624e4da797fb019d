//! What an HCL expression stands for.
//!
//! A value is known, partly known or unknown, and remembers where it was written. A function or
//! a name that is not followed makes that value unknown, never the file. What stands in one place
//! and is read many times (`each.value`, the body of a `for`) is one value with several arms.

mod files;
mod memo;
mod names;
mod possible;
mod repeat;
mod steps;
mod texts;

use crate::link::Program;
use crate::link::terraform::functions;
use crate::link::terraform::items::is_missing;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Expression, Node, NodeKind, NodeRef};
use crate::value::{Kind, Origin, Partial, Value};

pub(super) use memo::Memo;
pub use possible::{Possible, may_be_unset, meant, possible};
use steps::Way;

/// How many expressions may be nested, locals followed included.
const MAX_DEPTH: usize = 96;
/// How many expressions one evaluation may look at.
const MAX_FUEL: usize = 50_000;

/// Evaluates an expression of a module. What Terraform would stop at with an error is nothing that
/// it may stand for, where it may stand for anything else.
#[must_use]
pub fn evaluate(program: &Program, node: &NodeRef) -> Value {
    let value = Evaluator::new(program).node(node);
    match &value.kind {
        Kind::OneOf(arms) if arms.iter().any(is_missing) && !arms.iter().all(is_missing) => {
            Value::one_of(arms.iter().filter(|arm| !is_missing(arm)).cloned().collect(), node)
        }
        _ => value,
    }
}

/// One evaluation.
pub(super) struct Evaluator<'p> {
    program: &'p Program,
    depth: usize,
    /// How deep expressions were nested at most.
    deepest: usize,
    fuel: usize,
    /// Names that a `for` binds, innermost last.
    bound: Vec<(String, Value)>,
}

impl<'p> Evaluator<'p> {
    fn new(program: &'p Program) -> Evaluator<'p> {
        Evaluator { program, depth: 0, deepest: 0, fuel: MAX_FUEL, bound: Vec::new() }
    }

    /// The value of a node.
    pub(super) fn node(&mut self, node: &NodeRef) -> Value {
        if self.depth >= MAX_DEPTH || self.fuel == 0 {
            return Value::unknown(Reason::new(ReasonKind::Limit, "the expression is too large to follow"), node);
        }
        self.fuel -= 1;
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
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
                written(Kind::list(Partial::all(items)))
            }
            NodeKind::Map(map) => {
                let entries = map.entries.iter().map(|entry| (self.key(&entry.key), self.node(&entry.value)));
                written(Kind::map(Partial::all(entries.collect())))
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

    fn expression(&mut self, expression: &Expression, node: &NodeRef) -> Value {
        match expression {
            Expression::Traversal(traversal) => self.traversal(traversal, node),
            Expression::Call { name, arguments } => self.call(name, arguments, node),
            Expression::Conditional { test, then, otherwise } => match self.node(test).kind {
                Kind::Bool(true) => self.node(then),
                Kind::Bool(false) => self.node(otherwise),
                _ => {
                    let arms = vec![self.node(then), self.node(otherwise)];
                    Value::one_of(arms, node)
                }
            },
            Expression::Parenthesis(inner) => self.node(inner),
            Expression::For(inner) => self.for_expression(inner, node),
            Expression::Operation(_) => self.not_followed(node),
        }
    }

    /// A call. A function that is not known makes the value unknown.
    fn call(&mut self, name: &str, arguments: &[NodeRef], node: &NodeRef) -> Value {
        if let ("file" | "templatefile", Some(path)) = (name, arguments.first()) {
            return self.read(path, node);
        }
        let values: Vec<Value> = arguments.iter().map(|argument| self.node(argument)).collect();
        match functions::call(self.program, name, values, node) {
            Some(value) => Value::computed(value.kind, node),
            None => self.not_followed(node),
        }
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
