//! Statements that name no service as their principal and let services in all the same, by a key.

use crate::policy::key::same_key;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};

/// Keys of requests that services make for themselves. AWS, Global condition context keys.
const KEYS: [&str; 3] = ["aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:PrincipalIsAWSService"];

/// Why a statement for everybody is one for services: its condition asks who they are. Such a
/// statement is not judged; None where it is no such statement.
pub(super) fn lets_services_in(statement: &Statement) -> Option<Reason> {
    if !statement.principals.known.iter().any(is_everybody) {
        return None;
    }
    let mut keys = statement.conditions.known.iter().filter_map(|clause| clause.key.literal());
    let key = keys.find_map(|key| KEYS.into_iter().find(|known| same_key(known, &key)))?;
    let text = format!("it lets services in by {key}: name them in Principal, with their source in the condition");
    Some(Reason::new(ReasonKind::Shape, text))
}

fn is_everybody(principal: &Principal) -> bool {
    match principal.kind {
        PrincipalKind::Anyone => true,
        PrincipalKind::Aws => principal.identifier.literal().is_some_and(|name| name == "*"),
        _ => false,
    }
}
