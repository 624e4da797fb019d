//! What IAM answers to a request, for one list of statements.
//!
//! Small on purpose: one calling service, one action, one resource, one policy. What the program
//! does not know (a variable, an operator that is not modelled) is carried through as "unknown"
//! and ends in [`Decision::CannotTell`], never in a permission.

mod clause;
mod compare;
mod concrete;
mod concretise;
mod statement;
mod truth;

use std::fmt;

pub use concrete::{ConcreteClause, ConcreteEffect, ConcretePrincipal, ConcreteStatement, Known, Scope};
pub use concretise::concretise;

use truth::Truth;

/// A request that a service makes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who calls: `transfer.amazonaws.com`.
    pub principal_service: String,
    /// What is done: `sts:AssumeRole`.
    pub action: String,
    /// To what: the ARN of the role, queue, key.
    pub resource: String,
    /// The condition keys it carries, with their values; names in any letter case.
    pub context: Vec<(String, Vec<String>)>,
}

/// What IAM answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// An `Allow` matches and no `Deny` does.
    Allowed,
    /// A `Deny` matches.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
    /// It depends on what is not known.
    CannotTell,
}

/// Why IAM would refuse the policy as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPolicy {
    /// There is no such operator.
    Operator(String),
    /// One operator has one key in two letter cases.
    DuplicateKey(String),
}

/// The answer to a request.
///
/// # Errors
/// Why AWS would not accept the policy at all.
pub fn decide(statements: &[ConcreteStatement], request: &Request) -> Result<Decision, BadPolicy> {
    statements.iter().try_for_each(ConcreteStatement::check)?;
    let any_with = |effect| {
        let with_effect = |statement: &ConcreteStatement| match statement.effect {
            Some(found) if found == effect => statement.matches(request),
            Some(_) => Truth::No,
            None => statement.matches(request).and(Truth::Unknown),
        };
        Truth::any(statements.iter().map(with_effect))
    };
    Ok(match (any_with(ConcreteEffect::Deny), any_with(ConcreteEffect::Allow)) {
        (Truth::Yes, _) => Decision::ExplicitDeny,
        (_, Truth::No) => Decision::ImplicitDeny,
        (Truth::No, Truth::Yes) => Decision::Allowed,
        _ => Decision::CannotTell,
    })
}

impl fmt::Display for BadPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadPolicy::Operator(found) => write!(f, "there is no condition operator {found:?}"),
            BadPolicy::DuplicateKey(key) => {
                write!(f, "one operator has the key {key:?} in two letter cases")
            }
        }
    }
}

impl std::error::Error for BadPolicy {}

#[cfg(test)]
mod concretise_tests;
#[cfg(test)]
mod tests;
