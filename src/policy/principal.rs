//! Principals of statements.

use crate::reason::Reason;
use crate::value::Value;

/// One principal of a statement: one identifier of one type.
#[derive(Debug, Clone, PartialEq)]
pub struct Principal {
    /// Its type.
    pub kind: PrincipalKind,
    /// The identifier.
    pub identifier: Value,
    /// Why it may be another one than it seems: it is a default that may be overridden.
    pub doubt: Option<Reason>,
}

/// Types of principals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// `Service`
    Service,
    /// `AWS`
    Aws,
    /// `Federated`
    Federated,
    /// `CanonicalUser`
    CanonicalUser,
    /// `"*"`
    Anyone,
    /// Anything else, or a type that is not literal.
    Other,
}
