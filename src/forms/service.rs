//! The service that a principal names.

use crate::link::Program;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::reason::{Reason, ReasonKind};
use crate::value::{Ambient, Kind, Part, Partial, Value};

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

/// Principals of one type from a value: a string, a list, either of two.
///
/// Of a type that is no service, one that is not known is a principal all the same: it lets no
/// service in.
pub(super) fn principals(program: &Program, kind: PrincipalKind, value: &Value, out: &mut Partial<Principal>) {
    match &value.kind {
        Kind::List(items) => {
            items.known.iter().for_each(|item| principals(program, kind, item, out));
            if let Some(reason) = &items.rest {
                unknown(kind, value, reason, out);
            }
        }
        Kind::OneOf(arms) => arms.iter().for_each(|arm| principals(program, kind, arm, out)),
        Kind::Absent => {}
        Kind::Unknown(reason) => unknown(kind, value, reason, out),
        _ => {
            let possible = if kind == PrincipalKind::Service { program.possible(value) } else { None };
            match possible {
                Some(possible) => {
                    let known: Vec<Value> = possible.known.into_iter().flat_map(items).collect();
                    if known.is_empty() {
                        unknown(kind, value, &possible.rest, out);
                    }
                    let doubt = Some(possible.rest);
                    out.known.extend(known.into_iter().map(|identifier| Principal {
                        kind,
                        identifier,
                        doubt: doubt.clone(),
                    }));
                }
                None => out.known.push(principal(kind, value)),
            }
        }
    }
}

/// The items of a list; any other value is its own.
fn items(value: Value) -> Vec<Value> {
    match &value.kind {
        Kind::List(items) => items.known.clone(),
        _ => vec![value],
    }
}

/// Principals of one of several types (`type = principals.value.type`): the names of services tell
/// themselves from ARNs and accounts.
pub(super) fn principals_of_some_type(
    program: &Program,
    kinds: &[PrincipalKind],
    value: &Value,
    out: &mut Partial<Principal>,
) {
    let has_service = kinds.contains(&PrincipalKind::Service);
    let other = kinds.iter().find(|&&kind| kind != PrincipalKind::Service).copied().unwrap_or(PrincipalKind::Other);
    let items = match &value.kind {
        Kind::List(items) => items.known.clone(),
        _ => value.clone().arms(),
    };
    if let Kind::List(items) = &value.kind
        && let Some(reason) = &items.rest
    {
        out.rest.get_or_insert_with(|| reason.clone());
    }
    for item in items {
        match &item.kind {
            Kind::List(_) | Kind::OneOf(_) => principals_of_some_type(program, kinds, &item, out),
            Kind::Unknown(_) => principals(program, PrincipalKind::Other, &item, out),
            _ if has_service && is_service(&item) => principals(program, PrincipalKind::Service, &item, out),
            _ => principals(program, other, &item, out),
        }
    }
}

fn is_service(identifier: &Value) -> bool {
    let ends = |part: &Part| match part {
        Part::Literal(text) => text.contains(".amazonaws.com"),
        Part::Ambient(what) => *what == Ambient::DnsSuffix,
        _ => false,
    };
    identifier.parts().and_then(<[Part]>::last).is_some_and(ends)
}

fn principal(kind: PrincipalKind, value: &Value) -> Principal {
    let anyone = value.literal().as_deref() == Some("*") && kind != PrincipalKind::Service;
    let kind = if anyone { PrincipalKind::Anyone } else { kind };
    Principal { kind, identifier: value.clone(), doubt: None }
}

fn unknown(kind: PrincipalKind, value: &Value, reason: &Reason, out: &mut Partial<Principal>) {
    if matches!(kind, PrincipalKind::Service | PrincipalKind::Other) {
        out.rest.get_or_insert_with(|| reason.clone());
        return;
    }
    let identifier = Value { kind: Kind::Unknown(reason.clone()), origin: value.origin.clone() };
    out.known.push(Principal { kind, identifier, doubt: None });
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
