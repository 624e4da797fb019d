//! Does a request meet one clause of a condition?

use crate::policy::evaluate::Request;
use crate::policy::evaluate::compare::compare;
use crate::policy::evaluate::concrete::{ConcreteClause, Known};
use crate::policy::evaluate::truth::Truth;
use crate::policy::key::same_key;
use crate::policy::operator::{Base, Operator, Qualifier};

/// Does the request meet the clause? Unknown where the operator is no operator: the policy was
/// to be checked before.
pub(super) fn holds(clause: &ConcreteClause, request: &Request) -> Truth {
    let (Some(operator), Some(key)) = (clause.operator.text(), clause.key.text()) else {
        return Truth::Unknown;
    };
    let truth = match Operator::parse(operator) {
        Some(operator) => meets(operator, &clause.values, sent(request, key)),
        None => Truth::Unknown,
    };
    match truth {
        Truth::Yes => Truth::Yes,
        other if clause.always => other,
        _ => Truth::Unknown,
    }
}

/// The values that the request carries under a key; none where it lacks the key.
fn sent<'a>(request: &'a Request, key: &str) -> &'a [String] {
    let found = request.context.iter().find(|(name, _)| same_key(name, key));
    found.map_or(&[], |(_, values)| values.as_slice())
}

fn meets(operator: Operator, wanted: &[Known], sent: &[String]) -> Truth {
    if wanted.is_empty() {
        return Truth::Unknown;
    }
    if operator.base == Base::Null {
        return Truth::any(wanted.iter().map(|wanted| null(wanted, sent.is_empty())));
    }
    if sent.is_empty() {
        return operator.passes_without_key().map_or(Truth::Unknown, Truth::from);
    }
    let one = |sent: &String| {
        let matched = wanted.iter().map(|wanted| wanted.test(|text| compare(operator.base, text, sent)));
        Truth::any(matched).negate_if(operator.base.is_negated())
    };
    match (operator.qualifier, sent) {
        (Some(Qualifier::ForAllValues), _) => Truth::all(sent.iter().map(one)),
        (Some(Qualifier::ForAnyValue), _) => Truth::any(sent.iter().map(one)),
        (None, [only]) => one(only),
        (None, _) => Truth::Unknown,
    }
}

fn null(wanted: &Known, missing: bool) -> Truth {
    wanted.test(|text| match text {
        _ if text.eq_ignore_ascii_case("true") => Truth::from(missing),
        _ if text.eq_ignore_ascii_case("false") => Truth::from(!missing),
        _ => Truth::Unknown,
    })
}
