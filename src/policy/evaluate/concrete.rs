//! Statements in plain texts.

use crate::policy::evaluate::truth::Truth;
use crate::policy::principal::PrincipalKind;

/// A statement in plain texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcreteStatement {
    /// Its effect; none where it is not known.
    pub effect: Option<ConcreteEffect>,
    /// Whom it is about; any of them.
    pub principals: Vec<ConcretePrincipal>,
    /// `Action` or `NotAction`.
    pub actions: Scope,
    /// `Resource` or `NotResource`; none in the trust policy of a role, which is its own resource.
    pub resources: Option<Scope>,
    /// `Condition`: all of them must hold.
    pub conditions: Vec<ConcreteClause>,
}

/// Effects of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcreteEffect {
    /// `Allow`
    Allow,
    /// `Deny`
    Deny,
}

/// A text, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// This text.
    Text(String),
    /// Something; in a list, perhaps also nothing or several things.
    Unknown,
}

/// A principal in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcretePrincipal {
    /// Its type.
    pub kind: PrincipalKind,
    /// Its identifier.
    pub identifier: Known,
}

/// Patterns of actions or resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Is it `NotAction`, `NotResource`?
    pub negated: bool,
    /// Any of them.
    pub patterns: Vec<Known>,
}

/// One key under one operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcreteClause {
    /// The operator as written.
    pub operator: Known,
    /// The key as written.
    pub key: Known,
    /// Any of the values.
    pub values: Vec<Known>,
    /// False where it may not be there.
    pub always: bool,
}

impl ConcreteClause {
    /// A clause of which nothing is known.
    #[must_use]
    pub fn unknown() -> ConcreteClause {
        let (operator, key) = (Known::Unknown, Known::Unknown);
        ConcreteClause { operator, key, values: vec![Known::Unknown], always: false }
    }
}

impl Known {
    /// The text, where it is known.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Known::Text(text) => Some(text),
            Known::Unknown => None,
        }
    }

    /// What a test says of the text.
    pub(super) fn test(&self, holds: impl FnOnce(&str) -> Truth) -> Truth {
        self.text().map_or(Truth::Unknown, holds)
    }
}
