//! The things of a program that can be referred to.

use std::sync::Arc;

use crate::syntax::tree::{Block, NodeRef};
use crate::text::Span;
use crate::value::SymbolId;

/// Something with an address.
#[derive(Debug, Clone)]
pub struct Symbol {
    /// Its id.
    pub id: SymbolId,
    /// What it is.
    pub kind: SymbolKind,
    /// `aws_iam_role`, `data.aws_iam_policy_document`, `AWS::IAM::Role`; empty where there is none.
    pub type_name: String,
    /// Its own name: the second label, the logical id, the name of a variable or local.
    pub name: String,
    /// Its address: see [`crate::link::Program::lookup`].
    pub address: String,
    /// All its text: the block, the entry of a local, the entry of a resource.
    pub span: Span,
    /// Where it stands in short: the block's head, the logical id. For labels of findings.
    pub head: Span,
    /// Its text.
    pub body: Definition,
    /// Has it `count` or `for_each` (Terraform) or a `Condition` (CloudFormation), so that it may
    /// be there several times or not at all?
    pub repeated: bool,
}

/// Kinds of symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolKind {
    /// A managed resource.
    Resource,
    /// A data source.
    Data,
    /// One name of a `locals` block, or the `Globals` of SAM.
    Local,
    /// A variable or a parameter.
    Variable,
    /// An output.
    Output,
    /// A module call, or a nested stack's inside.
    Module,
    /// Anything else that can hold references: providers, checks, moved blocks, rules.
    Other,
}

/// What defines a symbol.
#[derive(Debug, Clone)]
pub enum Definition {
    /// An HCL block.
    Block(Arc<Block>),
    /// A value: of a local; of a CloudFormation resource, the map with `Type` and `Properties`;
    /// of a parameter, its map.
    Value(NodeRef),
}
