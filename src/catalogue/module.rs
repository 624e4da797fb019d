//! Modules that people publish and others call: which of their arguments become policies.

mod grant;
mod source;
mod words;

use super::evidence::Citation;
use crate::policy::statement::PolicyKind;
use crate::version::{Version, Versions};
pub use grant::{CallGrant, LetsIn, PermissionObjects};
use serde::Deserialize;
pub use source::{Address, address};
pub use words::may_let_in;

/// What is known of a published module.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Module {
    /// Where it is written.
    pub evidence: Vec<Citation>,
    /// Arguments that hold statements.
    pub statements: Vec<StatementObjects>,
    /// Arguments that hold permissions.
    pub permissions: Vec<PermissionObjects>,
    /// Statements that the arguments of a call are by themselves.
    pub grants: Vec<CallGrant>,
}

/// An argument that holds statements as objects, in a list or under names: the module makes a
/// `statement` block of each.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementObjects {
    /// The argument.
    pub argument: String,
    /// The kind of policy that the statements are part of.
    #[serde(deserialize_with = "super::service::kind")]
    pub kind: PolicyKind,
    /// Is what the policy protects the one thing that the module makes, so that whoever mentions
    /// the module means it?
    #[serde(default)]
    pub protects_all: bool,
    /// The entry of an object that holds its conditions, by the version from which on it is read.
    conditions: Vec<Since>,
}

/// A name, and the version from which on it counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    since: String,
    name: String,
}

impl StatementObjects {
    /// The entries that may hold the conditions of an object in these versions, the newest last.
    #[must_use]
    pub fn conditions(&self, versions: Versions) -> Vec<&str> {
        let since: Vec<Option<Version>> = self.conditions.iter().map(|it| Version::parse(&it.since)).collect();
        let counts = |at: &usize| {
            let is_gone = since.get(at + 1).copied().flatten().is_some_and(|next| versions.all_from(next));
            !is_gone && since[*at].is_some_and(|first| !versions.all_below(first))
        };
        let mut names: Vec<&str> =
            (0..since.len()).filter(counts).map(|at| self.conditions[at].name.as_str()).collect();
        names.dedup();
        names
    }
}
