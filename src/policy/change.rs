//! What should change in a statement, in the language of IAM.

use std::collections::BTreeSet;

use crate::policy::arn::{Account, ArnPattern};
use crate::policy::condition::{SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::statement::Statement;
use crate::value::{Kind, Part};

/// One change of one statement. Clauses are counted as they were read.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// This key is wanted under this operator, with these values.
    Add {
        /// The operator.
        operator: &'static str,
        /// The key.
        key: &'static str,
        /// The values, each as the parts of a string.
        values: Vec<Vec<Part>>,
    },
    /// The clause belongs under this operator.
    Operator {
        /// Which clause.
        clause: usize,
        /// The right operator.
        operator: String,
    },
    /// The clause is on this key.
    Key {
        /// Which clause.
        clause: usize,
        /// The right key.
        key: &'static str,
    },
    /// A value of the clause should be this.
    Value {
        /// Which clause.
        clause: usize,
        /// Which of its values.
        value: usize,
        /// The parts of the right text.
        parts: Vec<Part>,
    },
}

impl Change {
    /// What the change amends; none for a key that comes.
    #[must_use]
    pub fn clause(&self) -> Option<usize> {
        match self {
            Change::Add { .. } => None,
            Change::Operator { clause, .. } | Change::Key { clause, .. } | Change::Value { clause, .. } => {
                Some(*clause)
            }
        }
    }

    /// Makes what stands in a statement what it should be. Keys that are to come stay away.
    pub fn amend(&self, statement: &mut Statement) {
        let clause = self.clause().and_then(|clause| statement.conditions.known.get_mut(clause));
        let text = |text: &str| Kind::Text(vec![Part::Literal(text.to_owned())]);
        match (self, clause) {
            (Change::Operator { operator, .. }, Some(clause)) => clause.operator.kind = text(operator),
            (Change::Key { key, .. }, Some(clause)) => clause.key.kind = text(key),
            (Change::Value { value, parts, .. }, Some(clause)) => {
                let known = clause.values.known.get_mut(*value);
                known.into_iter().for_each(|value| value.kind = Kind::Text(parts.clone()));
            }
            (Change::Add { .. }, _) | (_, None) => {}
        }
    }
}

/// The keys that changes add.
#[must_use]
pub fn added_keys(changes: &[Change]) -> BTreeSet<&'static str> {
    let keys = changes.iter().filter_map(|change| match change {
        Change::Add { key, .. } => Some(*key),
        _ => None,
    });
    keys.collect()
}

/// May one statement have a condition for all of these, each what one service needs? Only where a key
/// that all of them ask for says enough for each: the account, or ARNs that name it.
#[must_use]
pub fn may_share(wanted: &[&[Change]]) -> bool {
    let keys = wanted.iter().map(|changes| added_keys(changes)).filter(|keys| !keys.is_empty());
    let common = keys.reduce(|one, other| &one & &other).unwrap_or_default();
    common.contains(SOURCE_ACCOUNT)
        || (common.contains(SOURCE_ARN) && wanted.iter().all(|changes| arns_say_enough(changes)))
}

/// Are the source ARNs enough without the account that is added beside them?
fn arns_say_enough(changes: &[Change]) -> bool {
    let names_account = |parts: &Vec<Part>| {
        ArnPattern::read(parts)
            .is_ok_and(|arn| matches!(arn.account(), Account::Literal(_) | Account::Current | Account::Unknown))
    };
    !added_keys(changes).contains(SOURCE_ACCOUNT)
        || changes.iter().all(|change| match change {
            Change::Add { key, values, .. } if *key == SOURCE_ARN => values.iter().all(names_account),
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Change {
        let values = vec![vec![Part::Literal("111122223333".into())]];
        Change::Add { operator: "StringEquals", key: SOURCE_ACCOUNT, values }
    }

    fn arn(text: &str) -> Change {
        Change::Add { operator: "ArnLike", key: SOURCE_ARN, values: vec![vec![Part::Literal(text.into())]] }
    }

    #[test]
    fn one_account_serves_all_that_send_it() {
        let (bucket, server) = (arn("arn:aws:s3:::b"), arn("arn:aws:transfer:*:111122223333:server/*"));
        assert!(may_share(&[&[account(), bucket], &[account(), server.clone()], &[account()], &[]]));
        assert!(!may_share(&[&[account()], &[server]]));
    }

    #[test]
    fn source_arns_stand_together_where_each_names_its_account() {
        let (topic, rule) = (arn("arn:aws:sns:*:111122223333:*"), arn("arn:aws:events:*:111122223333:*"));
        let (topic, rule) = ([topic], [rule]);
        assert!(may_share(&[&topic, &rule]));
        assert!(may_share(&[&[account(), topic[0].clone()], &rule]));
        assert!(!may_share(&[&[account(), arn("arn:aws:s3:::b")], &rule]));
    }
}
