//! What the conditions of a statement say about the source.

use crate::catalogue::Sent;
use crate::choose::{Choice, Grant, SourceCondition};
use crate::edit::Applicability;
use crate::policy::arn::{Account, ArnPattern};
use crate::policy::change::Change;
use crate::policy::condition::{Clause, SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::key::{SourceKey, is_other_guard, is_unclear, same_key};
use crate::policy::operator::{Base, Operator};
use crate::policy::statement::Statement;
use crate::rules::Case;
use crate::value::{Kind, Part, Value};

/// An account that nobody means.
const STRANGER: &str = "999999999999";

/// A clause on a source key.
pub(super) struct SourceClause<'a> {
    /// Its place among the clauses of the statement.
    pub(super) index: usize,
    /// The key.
    pub(super) key: SourceKey,
    /// The operator, where it is a valid one.
    pub(super) operator: Option<Operator>,
    /// The clause.
    pub(super) clause: &'a Clause,
}

/// The clauses of a statement on source keys.
pub(super) fn source_clauses(statement: &Statement) -> Vec<SourceClause<'_>> {
    let clauses = statement.conditions.known.iter().enumerate();
    clauses
        .filter_map(|(index, clause)| {
            let key = SourceKey::parse(&clause.key.literal()?)?;
            let operator = clause.operator.literal().and_then(|text| Operator::parse(&text));
            Some(SourceClause { index, key, operator, clause })
        })
        .collect()
}

/// As [`source_clauses`], without those on keys that the service is known not to send: what is wrong
/// with them otherwise makes no difference.
pub(super) fn sent_clauses<'a>(case: &Case<'a>) -> Vec<SourceClause<'a>> {
    source_clauses(case.statement).into_iter().filter(|it| !is_unsent(case, it.key)).collect()
}

/// Is it known that no use that may be meant sends the key?
pub(super) fn is_unsent(case: &Case<'_>, key: SourceKey) -> bool {
    let pairs = &case.grant.pairs;
    !pairs.is_empty() && pairs.iter().all(|pair| pair.sent(key.name()) == Sent::No)
}

impl SourceClause<'_> {
    /// Does it keep out a request that lacks the key or has another value?
    pub(super) fn keeps_out(&self) -> bool {
        let Some(operator) = self.operator else { return false };
        let restricts = matches!(operator.base, Base::String(_) | Base::Arn(_)) && !operator.base.is_negated();
        let says_something = self.clause.values.rest.is_some()
            || (!self.clause.values.known.is_empty()
                && self.clause.values.known.iter().all(|value| !self.lets_strangers(value)));
        restricts && operator.passes_without_key() == Some(false) && says_something && self.clause.always
    }

    /// Does a value let sources in that belong to nobody in particular: anything at all, or an account or
    /// an organization of which only some letters are told?
    pub(super) fn lets_strangers(&self, value: &Value) -> bool {
        let owner = value.parts().and_then(|parts| match (self.key, parts) {
            (SourceKey::SourceArn, _) | (_, []) => None,
            (SourceKey::SourceOrgPaths, [first, ..]) => Some(first.literal()?.split('/').next()?.to_owned()),
            (_, parts) => Some(parts.iter().filter_map(Part::literal).collect()),
        });
        let is_pattern = owner.is_some_and(|owner: String| owner.contains(['*', '?']));
        is_anything(value)
            || self.is_itself(value)
            || (is_pattern && self.operator.is_some_and(|operator| operator.base.has_wildcards()))
    }

    /// Is a value the policy variable of the key that it is compared with? It is whatever is sent.
    pub(super) fn is_itself(&self, value: &Value) -> bool {
        let text = value.literal();
        let variable = text.as_deref().and_then(|text| text.strip_prefix("${")?.strip_suffix('}'));
        let name = variable.and_then(|variable| variable.split(',').next());
        name.is_some_and(|name| same_key(name.trim(), self.key.name()))
    }

    /// Does it test for one text exactly, so that a `*` in it is only a `*`?
    pub(super) fn is_literal_test(&self) -> bool {
        self.operator.is_some_and(|operator| matches!(operator.base, Base::String(_)) && !operator.base.has_wildcards())
    }

    /// Does it compare texts, or was it meant to?
    pub(super) fn compares_texts(&self) -> bool {
        let meant = || Operator::parse(&Operator::nearest(&self.clause.operator.literal()?)?);
        let operator = self.operator.or_else(meant);
        operator.is_some_and(|operator| matches!(operator.base, Base::String(_) | Base::Arn(_)))
    }

    /// Do its wildcards reach over the colons of an ARN, so that this value fits any account?
    pub(super) fn reaches_over_accounts(&self, case: &Case<'_>, parts: &[Part]) -> bool {
        let reaches = self.operator.is_some_and(|operator| {
            matches!(operator.base, Base::String(_)) && operator.base.has_wildcards() && !operator.base.is_negated()
        });
        let pins = ArnPattern::read(parts).is_ok_and(|arn| names_one(&arn.account()));
        let mut forms = case.forms.iter();
        reaches && !pins && has_wildcard(parts) && forms.any(|form| form.text_matches(parts, STRANGER))
    }

    /// Values that are strings, with their number.
    pub(super) fn texts(&self) -> impl Iterator<Item = (usize, &Value, &[Part])> {
        let values = self.clause.values.known.iter().enumerate();
        values.filter_map(|(at, value)| Some((at, value, value.parts()?)))
    }

    /// The operator that the clause should have: the same family where that does, without what
    /// makes it pass for no reason, and with wildcards where the values have some.
    pub(super) fn right_operator(&self) -> String {
        let wild = self.texts().any(|(_, _, parts)| has_wildcard(parts));
        let arn_family = self.operator.is_some_and(|operator| matches!(operator.base, Base::Arn(_)));
        let text = match (self.key, wild) {
            (SourceKey::SourceArn, true) => "ArnLike",
            (SourceKey::SourceArn, false) if arn_family => "ArnEquals",
            (SourceKey::SourceOrgPaths, _) => "ForAnyValue:StringLike",
            (_, true) => "StringLike",
            (_, false) => "StringEquals",
        };
        let keeps = self.operator.filter(|operator| {
            let plain = Operator { qualifier: None, if_exists: false, ..*operator };
            plain.base.name() == "ArnLike" && text == "ArnEquals"
                || plain.base.name() == "StringLike" && text == "StringEquals"
        });
        keeps.map_or_else(|| text.to_owned(), |operator| operator.base.name().to_owned())
    }
}

/// Is it one account, as far as can be told?
pub(super) fn names_one(account: &Account) -> bool {
    matches!(account, Account::Literal(_) | Account::Current | Account::Unknown)
}

/// `*`, or an ARN of nothing but wildcards.
pub(super) fn is_anything(value: &Value) -> bool {
    let text = value.literal();
    text.is_some_and(|text| !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '?' | ':')))
        || matches!(value.kind, Kind::Absent)
}

/// Has a literal part a wildcard?
pub(super) fn has_wildcard(parts: &[Part]) -> bool {
    parts.iter().filter_map(Part::literal).any(|text| text.contains(['*', '?']))
}

/// Why a statement needs no finding: it names the source or has another accepted guard.
#[must_use]
pub fn guard(statement: &Statement, grant: &Grant<'_>) -> Option<String> {
    let clauses = source_clauses(statement);
    let named: Vec<&str> = clauses.iter().filter(|clause| clause.keeps_out()).map(|clause| clause.key.name()).collect();
    if !named.is_empty() {
        return Some(format!("it is conditioned on {}", named.join(" and ")));
    }
    other_guard(statement, grant).map(|key| format!("it is guarded by {key}"))
}

/// Does a statement ask for the source, so that others are kept out?
#[must_use]
pub fn names_source(statement: &Statement) -> bool {
    source_clauses(statement).iter().any(SourceClause::keeps_out)
}

/// Another accepted guard of the statement: one that not every customer of AWS passes.
fn other_guard(statement: &Statement, grant: &Grant<'_>) -> Option<String> {
    let keys = statement.conditions.known.iter().filter(|clause| {
        let operator = clause.operator.literal().and_then(|text| Operator::parse(&text));
        let needs_key = operator.is_some_and(|operator| operator.passes_without_key() == Some(false));
        clause.always && needs_key && !clause.values.known.iter().any(is_anybodys)
    });
    let is_same_for_all =
        |key: &str| grant.pairs.iter().any(|pair| pair.same_for_all.iter().any(|it| same_key(it, key)));
    keys.filter_map(|clause| clause.key.literal()).find(|key| is_other_guard(key) && !is_same_for_all(key))
}

/// Has the statement a condition of which nobody can tell whether it guards the grant?
pub(super) fn has_unclear_guard(statement: &Statement) -> bool {
    statement.conditions.known.iter().filter_map(|clause| clause.key.literal()).any(|key| is_unclear(&key))
}

/// `*`, or an ARN whose account is `*`.
fn is_anybodys(value: &Value) -> bool {
    let arn = value.parts().and_then(|parts| ArnPattern::read(parts).ok());
    is_anything(value) || arn.is_some_and(|arn| arn.account() == Account::Wildcard)
}

/// The clauses of a chosen condition, as changes.
pub(super) fn wanted(condition: &SourceCondition) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(account) = &condition.account {
        changes.push(Change::Add { operator: "StringEquals", key: SOURCE_ACCOUNT, values: vec![account.clone()] });
    }
    if !condition.arns.is_empty() {
        let (operator, values) = (condition.arn_operator(), condition.arns.clone());
        changes.push(Change::Add { operator, key: SOURCE_ARN, values });
    }
    changes
}

/// May a condition that never worked be made to work without a second look? Only where it then
/// names an account, in a form that AWS documents for this grant.
pub(super) fn revives_safely(case: &Case<'_>, parts: &[Part]) -> Applicability {
    let documented = matches!(case.choice, Choice::Condition(_));
    let pinned = ArnPattern::read(parts)
        .is_ok_and(|arn| names_one(&arn.account()) && case.forms.iter().any(|template| template.shape_matches(&arn)));
    if documented && pinned { Applicability::Safe } else { Applicability::Unsafe }
}
