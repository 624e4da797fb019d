//! Statements in plain texts, and which requests they match.

use crate::policy::arn::string_like;
use crate::policy::evaluate::truth::Truth;
use crate::policy::evaluate::{BadPolicy, Request, clause};
use crate::policy::key::same_key;
use crate::policy::operator::Operator;
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

impl ConcreteStatement {
    /// Would AWS accept its conditions?
    pub(super) fn check(&self) -> Result<(), BadPolicy> {
        for (index, clause) in self.conditions.iter().enumerate() {
            let Some(operator) = clause.operator.text() else { continue };
            if Operator::parse(operator).is_none() {
                return Err(BadPolicy::Operator(operator.to_owned()));
            }
            let Some(key) = clause.key.text() else { continue };
            let twin = |earlier: &&ConcreteClause| {
                earlier.operator == clause.operator
                    && earlier.key.text().is_some_and(|other| other != key && same_key(other, key))
            };
            if self.conditions[..index].iter().any(|earlier| twin(&earlier)) {
                return Err(BadPolicy::DuplicateKey(key.to_owned()));
            }
        }
        Ok(())
    }

    /// Is the request one that this statement is about?
    pub(super) fn matches(&self, request: &Request) -> Truth {
        let principal = self.principals.iter().map(|principal| principal.includes(request));
        let action =
            self.actions.includes(|pattern| string_like(&pattern.to_lowercase(), &request.action.to_lowercase()));
        let resource = self
            .resources
            .as_ref()
            .map_or(Truth::Yes, |scope| scope.includes(|pattern| string_like(pattern, &request.resource)));
        let condition = self.conditions.iter().map(|clause| clause::holds(clause, request));
        Truth::any(principal).and(action).and(resource).and(Truth::all(condition))
    }
}

impl ConcretePrincipal {
    fn includes(&self, request: &Request) -> Truth {
        match self.kind {
            PrincipalKind::Anyone => Truth::Yes,
            PrincipalKind::Other => Truth::Unknown,
            PrincipalKind::Federated | PrincipalKind::CanonicalUser => Truth::No,
            PrincipalKind::Aws => self.identifier.test(|text| Truth::from(text == "*")),
            PrincipalKind::Service => self.identifier.test(|text| match text.contains('*') {
                true => Truth::Unknown,
                false => Truth::from(text == request.principal_service),
            }),
        }
    }
}

impl Scope {
    fn includes(&self, holds: impl Fn(&str) -> bool) -> Truth {
        let of = |pattern: &Known| {
            pattern.test(|text| match text.contains("${") {
                true => Truth::Unknown,
                false => Truth::from(holds(text)),
            })
        };
        Truth::any(self.patterns.iter().map(of)).negate_if(self.negated)
    }
}
