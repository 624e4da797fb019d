//! A statement that another one of the same policy makes useless.

use super::Site;
use crate::catalogue::normalise;
use crate::forms::service::service_name;
use crate::policy::arn::string_like;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::rules::names_source;
use crate::value::{Partial, Value};

/// The statement of the same policy that lets a service do no more than this one, but asks for
/// the source: it counts for nothing. None where this one has a condition itself.
pub(super) fn conditioned<'p>(site: Site<'p>, service: &str) -> Option<&'p Statement> {
    let (document, open) = (site.document, site.statement);
    if open.conditions != Partial::all(Vec::new()) || !open.defects.is_empty() {
        return None;
    }
    let beside = site.policies.combined_with(document);
    beside.flat_map(|document| &document.statements).find(|other| {
        let lets_in = other.effect.may_allow() && !other.not_principal && names(other, service);
        other.place != open.place && lets_in && names_source(other) && covers(open, other)
    })
}

fn names(statement: &Statement, service: &str) -> bool {
    let principals = statement.principals.known.iter().filter(|principal| principal.kind == PrincipalKind::Service);
    let mut names = principals.filter_map(|principal| service_name(&principal.identifier).ok());
    names.any(|name| normalise(&name).is_some_and(|name| name.canonical == service))
}

/// Does the one statement surely allow all actions on all resources that the other does?
fn covers(wide: &Statement, narrow: &Statement) -> bool {
    let plain = |statement: &Statement| !statement.not_action && statement.actions.rest.is_none();
    let all = |wide: &Partial<Value>, narrow: &Partial<Value>| {
        narrow.rest.is_none() && narrow.known.iter().all(|one| wide.known.iter().any(|other| includes(other, one)))
    };
    plain(wide)
        && plain(narrow)
        && all(&lowered(&wide.actions), &lowered(&narrow.actions))
        && all(&wide.resources, &narrow.resources)
}

/// Names of actions have no letter case.
fn lowered(actions: &Partial<Value>) -> Partial<Value> {
    let lower = |action: &Value| match action.literal() {
        Some(text) => Value::new_text(text.to_lowercase()),
        None => action.clone(),
    };
    Partial { known: actions.known.iter().map(lower).collect(), rest: actions.rest.clone() }
}

/// Is a pattern the same as the other one, or does it match its text?
fn includes(wide: &Value, narrow: &Value) -> bool {
    match (wide.literal(), narrow.literal()) {
        (Some(wide), Some(narrow)) => string_like(&wide, &narrow),
        _ => wide.parts().is_some() && wide.parts() == narrow.parts(),
    }
}
