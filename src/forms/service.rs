//! The service that a principal names.

use crate::policy::principal::{Principal, PrincipalKind};
use crate::reason::{Reason, ReasonKind};
use crate::value::{Ambient, Kind, Part, Value};

/// Stands for a region that is not known, where a name has one: all regions mean the same.
const ANY_REGION: &str = "us-east-1";

/// The service principal, as text in which a region that is not known is some region.
///
/// # Errors
/// Why the name is not known.
pub fn service_name(identifier: &Value) -> Result<String, Reason> {
    let Kind::Text(parts) = &identifier.kind else {
        return Err(match &identifier.kind {
            Kind::Unknown(reason) => reason.clone(),
            _ => Reason::new(ReasonKind::UnknownValue, "the service principal is not a plain string"),
        });
    };
    let mut name = String::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => name.push_str(text),
            Part::Ambient(Ambient::DnsSuffix) => name.push_str("amazonaws.com"),
            Part::Ambient(Ambient::Region) => name.push_str(ANY_REGION),
            _ if is_region(parts, at) => name.push_str(ANY_REGION),
            _ if is_suffix(parts, at) => name.push_str("amazonaws.com"),
            Part::Ambient(_) | Part::Reference(_) => {
                return Err(Reason::new(
                    ReasonKind::UnknownValue,
                    "the service principal is not known before it is deployed",
                ));
            }
            Part::Unknown(reason) => return Err(reason.clone()),
        }
    }
    Ok(name)
}

/// `logs.${...}.amazonaws.com`
fn is_region(parts: &[Part], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| parts[at].literal());
    let after = parts.get(at + 1).and_then(Part::literal);
    before.is_some_and(|text| text.ends_with('.')) && after.is_some_and(|text| text.starts_with(".amazonaws.com"))
}

/// `lambda.${local.dns_suffix}`: the last part, behind a name and a dot.
fn is_suffix(parts: &[Part], at: usize) -> bool {
    let suffix = match &parts[at] {
        Part::Reference(reference) => reference.text.contains("suffix"),
        _ => false,
    };
    let before = at.checked_sub(1).and_then(|at| parts[at].literal());
    suffix && at + 1 == parts.len() && before.is_some_and(|text| text.ends_with('.'))
}

/// Principals of one type from a value: a string, a list, either of two. Those that are not known,
/// but are accounts or identities by their type, are no services: they hide none.
pub(super) fn principals(kind: PrincipalKind, value: &Value, out: &mut crate::value::Partial<Principal>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| principals(kind, item, out));
            match &items.rest {
                Some(_) if is_no_service(kind) => out.known.push(Principal { kind, identifier: value.clone() }),
                rest => out.rest = out.rest.take().or_else(|| rest.clone()),
            }
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| principals(kind, arm, out)),
        Kind::Absent => {}
        Kind::Unknown(reason) if !is_no_service(kind) => out.rest = Some(reason.clone()),
        _ => {
            let anyone = value.literal().as_deref() == Some("*") && kind != PrincipalKind::Service;
            let kind = if anyone { PrincipalKind::Anyone } else { kind };
            out.known.push(Principal { kind, identifier: value.clone() });
        }
    }
}

fn is_no_service(kind: PrincipalKind) -> bool {
    matches!(kind, PrincipalKind::Aws | PrincipalKind::Federated | PrincipalKind::CanonicalUser)
}

/// The type of principals that a key of `Principal` names.
#[must_use]
pub(super) fn principal_kind(name: &str) -> PrincipalKind {
    match name {
        "Service" => PrincipalKind::Service,
        "AWS" => PrincipalKind::Aws,
        "Federated" => PrincipalKind::Federated,
        "CanonicalUser" => PrincipalKind::CanonicalUser,
        "*" => PrincipalKind::Anyone,
        _ => PrincipalKind::Other,
    }
}
