//! Which uses of the catalogue a grant is for.

use crate::callers::Caller;
use crate::catalogue::{Catalogue, Confidence, Pair, Sent, normalise};
use crate::choose::guarded::{Stand, stand};
use crate::choose::{Choice, Grant};
use crate::forms::Document;
use crate::forms::service::service_name;
use crate::link::Program;
use crate::policy::arn::string_like;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::value::{Part, SymbolId, Value};

/// The uses that a condition must let through.
#[derive(Debug)]
pub(super) struct Relevant<'c, 'g> {
    /// The uses: of the visible callers, or every documented one.
    pub(super) pairs: Vec<&'c Pair>,
    /// The visible callers, where they are all that matters; else none.
    pub(super) callers: Vec<Caller<'c>>,
    /// Why there may be callers that are not visible.
    pub(super) escapes: Option<&'g Reason>,
    /// Why the choice needs a second look.
    pub(super) doubt: Option<Reason>,
}

/// May the statement be for this use?
pub(super) fn fits(pair: &Pair, statement: &Statement) -> bool {
    let company = || services(std::iter::once(statement));
    let in_company = pair.beside.is_empty() || company().iter().any(|service| pair.beside.contains(service));
    in_company && actions_fit(pair, statement)
}

/// The services that statements let in, canonical.
pub(super) fn services<'s>(statements: impl Iterator<Item = &'s Statement>) -> Vec<String> {
    let principals = statements.flat_map(|statement| &statement.principals.known);
    let services = principals.filter(|principal| principal.kind == PrincipalKind::Service);
    let names = services.filter_map(|principal| service_name(&principal.identifier).ok());
    names.filter_map(|name| normalise(&name)).map(|name| name.canonical).collect()
}

/// Does a use need one of the actions that the statement allows? Where either side says nothing
/// of actions, it may.
fn actions_fit(pair: &Pair, statement: &Statement) -> bool {
    if pair.actions.is_empty() || statement.not_action || statement.actions.rest.is_some() {
        return true;
    }
    let written: Vec<Option<String>> = statement.actions.known.iter().map(Value::literal).collect();
    written.is_empty()
        || written.iter().any(|written| match written {
            None => true,
            Some(written) => pair.actions.iter().any(|action| overlaps(written, action)),
        })
}

fn overlaps(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    string_like(&one, &other) || string_like(&other, &one)
}

/// Is it known that a use goes without the keys?
fn goes_without(pair: &Pair) -> bool {
    pair.leave_alone.is_some() || pair.sends_nothing()
}

fn sends_something(pair: &Pair) -> bool {
    pair.confidence != Confidence::Unknown && (pair.source_arn() == Sent::Yes || pair.source_account() == Sent::Yes)
}

/// The uses that matter, or the choice that follows without a condition.
pub(super) fn relevant<'c, 'g>(
    program: &Program,
    catalogue: &Catalogue,
    document: &Document,
    statement: &Statement,
    grant: &'g Grant<'c>,
) -> Result<Relevant<'c, 'g>, Choice> {
    if is_service_linked(program, document) {
        return Err(Choice::LeaveAlone(SERVICE_LINKED.to_owned()));
    }
    let callers = &grant.callers;
    let mut used: Vec<&'c Pair> = Vec::new();
    let visible = callers.known.iter().map(|caller| caller.pair).chain(named_roles(program, document, grant));
    for pair in visible.chain(grant.pairs.iter().copied().filter(|pair| !pair.beside.is_empty())) {
        if !used.iter().any(|other| std::ptr::eq(*other, pair)) {
            used.push(pair);
        }
    }
    let (without, rest): (Vec<&Pair>, Vec<&Pair>) = used.iter().partition(|pair| goes_without(pair));
    if !used.is_empty() && rest.is_empty() {
        return Err(without_keys(&without, statement));
    }
    if !without.is_empty() {
        return Err(Choice::Undecided(mixed(&without)));
    }
    if let Some(pair) = used.iter().find(|pair| !sends_something(pair)) {
        return Err(Choice::Unverified(not_told(pair)));
    }
    let escapes = callers.escapes.as_ref().or(callers.unknown_use.as_ref());
    if !used.is_empty() && escapes.is_none() {
        return Ok(Relevant { pairs: used, callers: callers.known.clone(), escapes: None, doubt: None });
    }
    if grant.pairs.is_empty() {
        return Err(Choice::Unverified(not_known(catalogue, &grant.service)));
    }
    not_visible(grant, statement, escapes)
}

/// No use is visible, or not every one: all documented uses count.
fn not_visible<'c, 'g>(
    grant: &'g Grant<'c>,
    statement: &Statement,
    escapes: Option<&'g Reason>,
) -> Result<Relevant<'c, 'g>, Choice> {
    let sending: Vec<&'c Pair> = grant.pairs.iter().copied().filter(|pair| sends_something(pair)).collect();
    let without: Vec<&'c Pair> = grant.pairs.iter().copied().filter(|pair| goes_without(pair)).collect();
    if sending.is_empty() {
        return Err(match grant.pairs.iter().find(|pair| !goes_without(pair)) {
            Some(pair) => Choice::Unverified(not_told(pair)),
            None => without_keys(&without, statement),
        });
    }
    if let Some(pair) = without.iter().find(|pair| pair.often && pair.guarded_by.is_some()) {
        return Err(without_keys(&[pair], statement));
    }
    let untold = grant.pairs.iter().find(|pair| pair.often && pair.confidence == Confidence::Unknown);
    let doubt = grant.callers.unknown_use.clone();
    let doubt =
        doubt.or_else(|| (!without.is_empty()).then(|| mixed(&without))).or_else(|| untold.map(|pair| often(pair)));
    Ok(Relevant { pairs: sending, callers: Vec::new(), escapes, doubt })
}

/// Why the trust policy of a service-linked role stays:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>.
const SERVICE_LINKED: &str = "AWS alone writes the trust policy of a service-linked role";

/// Is it the trust policy of service-linked roles alone? Their path is one that no other role may have.
fn is_service_linked(program: &Program, document: &Document) -> bool {
    let path = |owner: SymbolId| ["path", "Path"].into_iter().find_map(|name| program.argument(owner, name).pop());
    let is_linked = |path: Value| {
        let first = path.parts().and_then(<[Part]>::first).and_then(Part::literal);
        first.is_some_and(|text| text.starts_with("/aws-service-role/"))
    };
    let mut owners = document.uses.iter().flat_map(|usage| &usage.owners).peekable();
    let is_role = document.uses.iter().all(|usage| usage.kind.is_role_trust());
    is_role && owners.peek().is_some() && owners.all(|&owner| path(owner).is_some_and(is_linked))
}

/// Roles that a service finds by their name.
fn named_roles<'c>(program: &Program, document: &Document, grant: &Grant<'c>) -> Vec<&'c Pair> {
    let owners = document.uses.iter().flat_map(|usage| &usage.owners);
    let names: Vec<String> = owners
        .flat_map(|&owner| ["name", "RoleName"].map(|argument| program.argument(owner, argument)))
        .flatten()
        .filter_map(|value| value.literal())
        .collect();
    grant.pairs.iter().copied().filter(|pair| pair.role_names.iter().any(|name| names.contains(name))).collect()
}

/// What a statement needs whose uses all go without the keys. One that may stay open decides: no
/// condition would let it through, or a stranger cannot use it. What is only said not to be
/// conditioned is not known to go without.
fn without_keys(without: &[&Pair], statement: &Statement) -> Choice {
    let sentence = |pair: &Pair| pair.leave_alone.clone().unwrap_or_else(|| NOT_SENT.to_owned());
    if let Some(pair) = without.iter().find(|pair| pair.guarded_by.is_none()) {
        let text = sentence(pair);
        let known = without.iter().any(|pair| pair.guarded_by.is_none() && pair.may_stay_open());
        return if known {
            Choice::LeaveAlone(text)
        } else {
            Choice::Disputed(Reason::new(ReasonKind::Unverified, text))
        };
    }
    let mut last = None;
    for pair in without {
        let Some(guard) = &pair.guarded_by else { continue };
        match stand(pair, guard, statement) {
            Stand::Wanted(wanted) => return Choice::Guarded(wanted),
            Stand::Stands(text) => last = Some(text),
        }
    }
    Choice::LeaveAlone(last.unwrap_or_else(|| NOT_SENT.to_owned()))
}

/// Why nothing is written where nothing else is said.
const NOT_SENT: &str = "the service does not send the source keys here";

fn mixed(without: &[&Pair]) -> Reason {
    let uses: Vec<&str> = without.iter().map(|pair| pair.usage.as_str()).collect();
    let text = format!("one use of this grant goes without the source keys: {}", uses.join(", "));
    Reason::new(ReasonKind::NotSent, text)
}

/// A use that nothing tells about, and that the grant may well be for.
fn often(pair: &Pair) -> Reason {
    let text = format!(
        "it may be the {}: AWS's documents do not say what {} sends there, and its use is not visible here",
        pair.usage, pair.principal
    );
    Reason::new(ReasonKind::Unverified, text)
}

fn not_told(pair: &Pair) -> Reason {
    let text = format!("AWS's documents do not say what {} sends here ({})", pair.principal, pair.usage);
    Reason::new(ReasonKind::Unverified, text)
}

/// A service, or a use of one, that the catalogue does not know.
fn not_known(catalogue: &Catalogue, service: &str) -> Reason {
    let meant = if catalogue.service(service).is_none() { catalogue.nearest(service) } else { None };
    let meant = meant.map(|meant| format!("; `{meant}` may be meant")).unwrap_or_default();
    Reason::new(ReasonKind::Unverified, format!("nothing is known of what {service} sends here{meant}"))
}
