//! Expressions of HCL.

use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::{self, ObjectKey, TraversalOperator};

use super::Reader;
use crate::syntax::tree::{
    Entry, Expression, For, Grammar, Layout, List, Map, Node, NodeKind, NodeRef, ParseError, Step, Text, TextPart,
    TextStyle, Traversal, TraversalRoot,
};
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn node(&self, expression: &expr::Expression) -> Result<NodeRef, ParseError> {
        let span = self.span(expression.span())?;
        let kind = match expression {
            expr::Expression::Null(_) => NodeKind::Null,
            expr::Expression::Bool(value) => NodeKind::Bool(*value.value()),
            expr::Expression::Number(_) => NodeKind::Number(self.written(expression.span()).to_owned()),
            expr::Expression::String(value) => self.plain_string(value.as_str(), span),
            expr::Expression::StringTemplate(template) => {
                NodeKind::Text(Text { parts: self.parts(template)?, style: TextStyle::Double })
            }
            expr::Expression::HeredocTemplate(heredoc) => {
                let indented = self.written(expression.span()).starts_with("<<-");
                let parts = if indented { self.dedented(&heredoc.template)? } else { self.parts(&heredoc.template)? };
                NodeKind::Text(Text { parts, style: TextStyle::Heredoc { indented } })
            }
            expr::Expression::Array(array) => {
                let items = self.nodes(array.iter())?;
                NodeKind::List(List { items, layout: layout() })
            }
            expr::Expression::Object(object) => self.object(object)?,
            other => NodeKind::Expression(self.expression(other)?),
        };
        Ok(Arc::new(Node { span, kind }))
    }

    fn expression(&self, expression: &expr::Expression) -> Result<Expression, ParseError> {
        Ok(match expression {
            expr::Expression::Variable(name) => Expression::Traversal(name_alone(name.as_str())),
            expr::Expression::Traversal(traversal) => Expression::Traversal(self.traversal(traversal)?),
            expr::Expression::FuncCall(call) => {
                Expression::Call { name: function_name(&call.name), arguments: self.nodes(call.args.iter())? }
            }
            expr::Expression::Conditional(conditional) => Expression::Conditional {
                test: self.node(&conditional.cond_expr)?,
                then: self.node(&conditional.true_expr)?,
                otherwise: self.node(&conditional.false_expr)?,
            },
            expr::Expression::UnaryOp(operation) => Expression::Operation(vec![self.node(&operation.expr)?]),
            expr::Expression::Parenthesis(inner) => Expression::Parenthesis(self.node(inner.inner())?),
            expr::Expression::ForExpr(repeat) => Expression::For(Box::new(self.repetition(repeat)?)),
            operation => Expression::Operation(self.nodes(operands(operation).into_iter())?),
        })
    }

    fn nodes<'e>(&self, expressions: impl Iterator<Item = &'e expr::Expression>) -> Result<Vec<NodeRef>, ParseError> {
        expressions.map(|expression| self.node(expression)).collect()
    }

    fn traversal(&self, traversal: &expr::Traversal) -> Result<Traversal, ParseError> {
        let root = match &traversal.expr {
            expr::Expression::Variable(name) => TraversalRoot::Name(name.as_str().to_owned()),
            other => TraversalRoot::Expression(self.node(other)?),
        };
        let steps = traversal.operators.iter().map(|operator| self.step(operator.value())).collect::<Result<_, _>>()?;
        Ok(Traversal { root, steps })
    }

    fn step(&self, operator: &TraversalOperator) -> Result<Step, ParseError> {
        Ok(match operator {
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Step::Splat,
            TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
            TraversalOperator::Index(index) => Step::Index(self.node(index)?),
            TraversalOperator::LegacyIndex(index) => Step::Index(Arc::new(Node {
                span: self.span(index.span())?,
                kind: NodeKind::Number(index.value().to_string()),
            })),
        })
    }

    fn repetition(&self, repeat: &expr::ForExpr) -> Result<For, ParseError> {
        let intro = &repeat.intro;
        let names = intro.key_var.iter().chain([&intro.value_var]).map(|name| name.as_str().to_owned()).collect();
        Ok(For {
            names,
            collection: self.node(&intro.collection_expr)?,
            key: repeat.key_expr.as_ref().map(|key| self.node(key)).transpose()?,
            value: self.node(&repeat.value_expr)?,
            test: repeat.cond.as_ref().map(|test| self.node(&test.expr)).transpose()?,
        })
    }

    fn object(&self, object: &expr::Object) -> Result<NodeKind, ParseError> {
        let entries = object
            .iter()
            .map(|(key, value)| Ok(Entry { key: self.key(key)?, value: self.node(value.expr())? }))
            .collect::<Result<_, ParseError>>()?;
        Ok(NodeKind::Map(Map { entries, layout: layout() }))
    }

    /// A key: a lone word is its own text, everything else is an expression.
    fn key(&self, key: &ObjectKey) -> Result<NodeRef, ParseError> {
        if let Some(range) = key.span().filter(|range| self.masked.contains(range)) {
            return self.masked_key(range);
        }
        match key {
            ObjectKey::Ident(_) => self.word(key.span()),
            ObjectKey::Expression(expression) => self.key_expression(expression),
        }
    }

    /// A key that was hidden from the parser, read on its own.
    fn masked_key(&self, range: std::ops::Range<usize>) -> Result<NodeRef, ParseError> {
        let source = &self.source[range.clone()];
        let shift = self.shift + range.start as u32;
        let alone = Reader { source, file: self.file, shift, masked: &[], place: None };
        let expression = source
            .parse::<expr::Expression>()
            .map_err(|error| super::limits::refusal(self.file, shift as usize, error.message()))?;
        alone.key_expression(&expression)
    }

    fn key_expression(&self, expression: &expr::Expression) -> Result<NodeRef, ParseError> {
        match expression {
            // A keyword as a key is only its text: `{ true = 1 }`.
            expr::Expression::Variable(_) | expr::Expression::Null(_) | expr::Expression::Bool(_) => {
                self.word(expression.span())
            }
            other => self.node(other),
        }
    }

    fn word(&self, range: Option<Range<usize>>) -> Result<NodeRef, ParseError> {
        let span = self.span(range.clone())?;
        let value = self.written(range).to_owned();
        let text = Text { parts: vec![TextPart::Literal { value, span }], style: TextStyle::Plain };
        Ok(Arc::new(Node { span, kind: NodeKind::Text(text) }))
    }

    fn plain_string(&self, value: &str, span: Span) -> NodeKind {
        let inside = Span { start: span.start + 1, end: span.end - 1, ..span };
        let parts = match value {
            "" => Vec::new(),
            value => vec![TextPart::Literal { value: value.to_owned(), span: inside }],
        };
        NodeKind::Text(Text { parts, style: TextStyle::Double })
    }

    /// What is written where the parser says.
    pub(super) fn written(&self, range: Option<Range<usize>>) -> &str {
        range.and_then(|range| self.source.get(range)).unwrap_or_default()
    }
}

/// The operands of a chain of binary operations, in order, without those in parentheses.
fn operands(expression: &expr::Expression) -> Vec<&expr::Expression> {
    let (mut found, mut open) = (Vec::new(), vec![expression]);
    while let Some(next) = open.pop() {
        match next {
            expr::Expression::BinaryOp(operation) => open.extend([&operation.rhs_expr, &operation.lhs_expr]),
            operand => found.push(operand),
        }
    }
    found
}

fn function_name(name: &expr::FuncName) -> String {
    let mut out = String::new();
    for space in &name.namespace {
        out.push_str(space.as_str());
        out.push_str("::");
    }
    out + name.name.as_str()
}

fn name_alone(name: &str) -> Traversal {
    Traversal { root: TraversalRoot::Name(name.to_owned()), steps: Vec::new() }
}

fn layout() -> Layout {
    Layout { grammar: Grammar::Hcl, nest: Vec::new() }
}
