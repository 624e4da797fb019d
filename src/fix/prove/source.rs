//! For whom a service says that it acts, and what a fix adds about it.

use super::settle::settle;
use super::world::{STRANGER, elsewhere};
use crate::choose::SourceCondition;
use crate::link::Program;
use crate::policy::change::Change;
use crate::policy::condition::{SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::key::{SourceKey, same_key};
use crate::policy::statement::Statement;
use crate::value::Part;

/// What the changes add, each where they do.
pub(super) struct Wanted {
    /// Values of `aws:SourceArn`.
    pub(super) arns: Option<Vec<Vec<Part>>>,
    /// Value of `aws:SourceAccount`; none inside where the service sends none.
    pub(super) account: Option<Option<Vec<Part>>>,
}

impl Wanted {
    /// What these changes of a program add; the values are those of `expected` where it is given.
    pub(super) fn new(program: &Program, expected: Option<&SourceCondition>, changes: &[Change]) -> Wanted {
        let added = |name: &str| {
            changes.iter().find_map(|change| match change {
                Change::Add { key, values, .. } if same_key(key, name) => Some(values.clone()),
                _ => None,
            })
        };
        let settled = |values: Vec<Vec<Part>>| values.iter().map(|parts| settle(program, parts)).collect::<Vec<_>>();
        let arns = added(SOURCE_ARN).map(|values| expected.map_or(values, |expected| expected.arns.clone()));
        let accounts = added(SOURCE_ACCOUNT).map(|values| match expected {
            Some(expected) => expected.account.clone().into_iter().collect(),
            None => values,
        });
        Wanted { arns: arns.map(settled), account: accounts.map(|values| settled(values).into_iter().next()) }
    }

    /// Do they add anything?
    pub(super) fn adds(&self) -> bool {
        self.arns.is_some() || self.account.is_some()
    }

    /// Do they add this key?
    pub(super) fn adds_key(&self, key: SourceKey) -> bool {
        match key {
            SourceKey::SourceArn => self.arns.is_some(),
            SourceKey::SourceAccount => self.account.is_some(),
            SourceKey::SourceOrgId | SourceKey::SourceOrgPaths => false,
        }
    }
}

/// The strings that a statement compares a source key with.
pub(super) fn values(program: &Program, statement: &Statement, key: SourceKey) -> Vec<Vec<Part>> {
    let clauses = statement.conditions.known.iter();
    let fitting = clauses.filter(|clause| clause.key.literal().and_then(|text| SourceKey::parse(&text)) == Some(key));
    fitting.flat_map(|clause| &clause.values.known).filter_map(|value| Some(settle(program, value.parts()?))).collect()
}

/// For whom the service says that it acts.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    /// `aws:SourceArn`.
    pub(super) arn: Option<String>,
    /// `aws:SourceAccount`.
    pub(super) account: Option<String>,
    /// Keys of its organization, each with its value.
    pub(super) organization: Vec<(String, String)>,
}

impl Source {
    /// The same for a stranger.
    pub(super) fn stranger(&self) -> Source {
        Source {
            arn: self.arn.as_deref().map(elsewhere),
            account: Some(STRANGER.to_owned()),
            organization: self.organization.iter().map(|(key, _)| (key.clone(), "o-stranger".to_owned())).collect(),
        }
    }

    /// What a request carries of it.
    pub(super) fn context(&self) -> Vec<(String, Vec<String>)> {
        let arn = self.arn.iter().map(|arn| (SOURCE_ARN.to_owned(), vec![arn.clone()]));
        let account = self.account.iter().map(|account| (SOURCE_ACCOUNT.to_owned(), vec![account.clone()]));
        let organization = self.organization.iter().map(|(key, value)| (key.clone(), vec![value.clone()]));
        arn.chain(account).chain(organization).collect()
    }
}
