//! Conditions of statements.

use crate::text::Span;
use crate::value::{Partial, Value};

/// One key under one operator, with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The operator as written: `StringEquals`, ` ArnEquals`, `ForAnyValue:StringLike`.
    pub operator: Value,
    /// The key as written.
    pub key: Value,
    /// The values.
    pub values: Partial<Value>,
    /// False where it stands in one arm only, or in a `dynamic` block.
    pub always: bool,
    /// The bytes of key and values (for a `condition` block, of the block).
    pub span: Span,
}

/// A clause that is wanted: literal operator and key.
#[derive(Debug, Clone, PartialEq)]
pub struct NewClause {
    /// The operator.
    pub operator: &'static str,
    /// The key.
    pub key: &'static str,
    /// The values; each a string.
    pub values: Vec<Value>,
}

/// `aws:SourceArn`, as the program writes it.
pub const SOURCE_ARN: &str = "aws:SourceArn";
/// `aws:SourceAccount`, as the program writes it.
pub const SOURCE_ACCOUNT: &str = "aws:SourceAccount";
