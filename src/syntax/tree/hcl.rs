//! What only HCL has: expressions, and bodies of attributes and blocks.

use std::sync::Arc;

use super::NodeRef;
use crate::text::Span;

/// An HCL expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `aws_x.y.z[0]`, `var.name`, `each.key`, a lone name, `f(x).y`.
    Traversal(Traversal),
    /// `name(arguments)`; the name may hold `::`.
    Call {
        /// Function name.
        name: String,
        /// Arguments in order.
        arguments: Vec<NodeRef>,
    },
    /// `test ? then : otherwise`
    Conditional {
        /// The condition.
        test: NodeRef,
        /// The value where it is true.
        then: NodeRef,
        /// The value where it is false.
        otherwise: NodeRef,
    },
    /// Unary and binary operations: only their operands matter.
    Operation(Vec<NodeRef>),
    /// `[for k, v in c : value if test]` and `{for ... : key => value}`.
    For(Box<For>),
    /// `( ... )`
    Parenthesis(NodeRef),
}

/// A `for` expression.
#[derive(Debug, Clone, PartialEq)]
pub struct For {
    /// The one or two names it binds: value, or key and value.
    pub names: Vec<String>,
    /// What it runs over.
    pub collection: NodeRef,
    /// The key expression of an object result.
    pub key: Option<NodeRef>,
    /// The value expression.
    pub value: NodeRef,
    /// The `if` clause.
    pub test: Option<NodeRef>,
}

/// A path into something: `root` and the steps from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Traversal {
    /// Where it starts.
    pub root: TraversalRoot,
    /// The steps.
    pub steps: Vec<Step>,
}

/// Where a traversal starts.
#[derive(Debug, Clone, PartialEq)]
pub enum TraversalRoot {
    /// A name: `var`, `local`, `data`, `each`, a resource type.
    Name(String),
    /// Any other expression, such as a call.
    Expression(NodeRef),
}

/// One step of a traversal.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// `.name`
    Attribute(String),
    /// `[expression]`, and the legacy `.0`.
    Index(NodeRef),
    /// `.*` or `[*]`
    Splat,
}

/// The body of an HCL file or block.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// For a file, the whole text; for a block, the bytes between `{` and `}`.
    pub span: Span,
    /// Attributes and blocks in order.
    pub items: Vec<Item>,
}

/// An attribute or a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `name = value`
    Attribute(Arc<Attribute>),
    /// `kind "label" { ... }`
    Block(Arc<Block>),
}

/// `name = value`
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// Its bytes.
    pub name_span: Span,
    /// The value.
    pub value: NodeRef,
}

/// `kind "label" { ... }`
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The word it starts with.
    pub kind: String,
    /// The labels, decoded.
    pub labels: Vec<String>,
    /// From the first byte of `kind` to `}`.
    pub span: Span,
    /// From the first byte of `kind` to the last label, before `{`.
    pub head: Span,
    /// What is inside.
    pub body: Body,
}

impl Item {
    /// All its text.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Item::Attribute(attribute) => attribute.name_span.join(attribute.value.span),
            Item::Block(block) => block.span,
        }
    }
}

impl Body {
    /// The attributes, in order.
    pub fn attributes(&self) -> impl Iterator<Item = &Arc<Attribute>> {
        self.items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(attribute),
            Item::Block(_) => None,
        })
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Arc<Block>> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Attribute(_) => None,
        })
    }

    /// The attribute of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Arc<Attribute>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// The block that a span lies in, and does not begin behind; none where it lies in no block.
    #[must_use]
    pub fn block_around(&self, span: Span) -> Option<&Arc<Block>> {
        let behind = self.items.partition_point(|item| item.span().start <= span.start);
        match self.items[..behind].last()? {
            Item::Block(block) if block.span.contains(span) && span.start < block.span.end => Some(block),
            Item::Block(_) | Item::Attribute(_) => None,
        }
    }

    /// The blocks of this kind, in order.
    pub fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Arc<Block>> {
        self.blocks().filter(move |block| block.kind == kind)
    }
}
