//! Whom a statement lets in.

use super::Site;
use crate::catalogue::{Catalogue, normalise};
use crate::choose::{Grant, Survey, grant};
use crate::forms::service::service_name;
use crate::link::Program;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::reason::{Reason, ReasonKind};

/// What is known of the grant to each service of a statement, with the places of its principals.
pub(super) fn grants<'a>(
    program: &Program,
    catalogue: &'a Catalogue,
    survey: &Survey,
    site: Site<'_>,
) -> Vec<(Vec<usize>, Result<Grant<'a>, Reason>)> {
    let mut services: Vec<(Vec<usize>, Result<Named, Reason>)> = Vec::new();
    for (index, principal) in site.statement.principals.known.iter().enumerate() {
        if principal.kind != PrincipalKind::Service {
            continue;
        }
        let name = service_name(&principal.identifier).and_then(|name| named(principal, name));
        match services.iter_mut().find(|(_, other)| other.is_ok() && *other == name) {
            Some((places, _)) => places.push(index),
            None => services.push((vec![index], name)),
        }
    }
    let known = |name: Named| match name {
        Named::Service(name) => grant(program, catalogue, survey, site.document, site.statement, &name),
        Named::Nobody(written) => Grant::misnamed(catalogue, written),
    };
    services.into_iter().map(|(places, name)| (places, name.map(known))).collect()
}

/// Whom a service principal names.
#[derive(PartialEq)]
enum Named {
    /// A service, canonical.
    Service(String),
    /// Nobody, by this name.
    Nobody(String),
}

/// Whom a principal names. What is not written as it is, or filled in later, may be any service.
fn named(principal: &Principal, name: String) -> Result<Named, Reason> {
    if let Some(service) = normalise(&name) {
        return Ok(Named::Service(service.canonical));
    }
    let written = principal.identifier.node().and_then(|node| node.literal());
    let is_final = written.as_ref() == Some(&name) && principal.doubt.is_none() && !matches!(&*name, "" | "*");
    if is_final && !name.contains(['$', '{', '<', '%', '[', '@', '#']) {
        return Ok(Named::Nobody(name));
    }
    let text = format!("`{}` is no name of an AWS service", name.escape_debug());
    Err(Reason::new(ReasonKind::UnknownValue, text))
}
