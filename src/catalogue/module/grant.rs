//! What a call of a published module lets in without a statement being written.

use crate::catalogue::slot::StatementArguments;
use crate::policy::statement::PolicyKind;
use crate::version::{Version, Versions};
use serde::Deserialize;

/// An argument that holds permissions as objects under names.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionObjects {
    /// The argument.
    pub argument: String,
    /// The kind of policy.
    #[serde(deserialize_with = "crate::catalogue::service::kind")]
    pub kind: PolicyKind,
    /// The entries of an object.
    pub entries: StatementArguments,
    /// The entry that may name the service in short, without `.amazonaws.com`.
    pub short: Option<String>,
}

/// A statement that the arguments of a call are by themselves.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallGrant {
    /// The kind of policy.
    #[serde(deserialize_with = "crate::catalogue::service::kind")]
    pub kind: PolicyKind,
    /// Is what the policy protects the one thing that the module makes, so that whoever mentions
    /// the module means it?
    #[serde(default)]
    pub protects_all: bool,
    /// Whom it lets in.
    pub lets_in: LetsIn,
    /// The actions.
    pub actions: Vec<String>,
    /// The argument that takes the place of the statement where it is given.
    pub unless: Option<String>,
    /// The version from which on the module takes a condition.
    pub since: Option<String>,
    /// The argument with a list of conditions.
    pub conditions: Option<String>,
    /// The argument with a list of source ARNs.
    pub source_arn: Option<String>,
    /// The argument with a list of source accounts.
    pub source_account: Option<String>,
    /// What to do where the module takes no condition.
    pub instead: String,
}

/// Whom a statement of a call lets in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LetsIn {
    /// The services in a list.
    Services {
        /// The argument with the list.
        argument: String,
        /// The argument with principals of the same statement that are no services.
        #[serde(default)]
        beside: Option<String>,
    },
    /// Identifiers by the type of principal.
    Principals {
        /// The argument with the map.
        argument: String,
    },
    /// One service, where a switch is on.
    Service {
        /// The argument that is the switch.
        argument: String,
        /// The service.
        name: String,
    },
}

impl CallGrant {
    /// The argument without which there is no statement.
    #[must_use]
    pub fn argument(&self) -> &str {
        match &self.lets_in {
            LetsIn::Services { argument, .. } | LetsIn::Principals { argument } | LetsIn::Service { argument, .. } => {
                argument
            }
        }
    }

    /// The arguments that hold a condition.
    pub fn condition_arguments(&self) -> impl Iterator<Item = &str> {
        [&self.conditions, &self.source_arn, &self.source_account].into_iter().flatten().map(String::as_str)
    }

    /// Do all of these versions take a condition?
    #[must_use]
    pub fn takes_condition(&self, versions: Versions) -> bool {
        let since = self.since.as_deref().and_then(Version::parse);
        self.condition_arguments().next().is_some() && since.is_none_or(|since| versions.all_from(since))
    }
}
