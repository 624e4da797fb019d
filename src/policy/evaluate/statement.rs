//! Which requests a statement matches.

use crate::policy::arn::string_like;
use crate::policy::evaluate::concrete::{ConcreteClause, ConcretePrincipal, ConcreteStatement, Known, Scope};
use crate::policy::evaluate::truth::Truth;
use crate::policy::evaluate::{BadPolicy, Request, clause};
use crate::policy::key::same_key;
use crate::policy::operator::Operator;
use crate::policy::principal::PrincipalKind;

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
