//! How the account is said: as the policy says it already, else the deploying account.

use super::words::organization_in;
use crate::catalogue::Language;
use crate::forms::Document;
use crate::link::Program;
use crate::policy::arn::{Account, ArnPattern};
use crate::policy::key::SourceKey;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::value::{Ambient, Part, Value};
use std::collections::BTreeSet;

/// The account, as parts of a string. `configured` is taken where only a literal can be said and
/// the policy names no account at all.
pub(super) fn account(
    program: &Program,
    document: &Document,
    statement: &Statement,
    configured: Option<Part>,
) -> Vec<Part> {
    let own = vec![Part::Ambient(Ambient::Account)];
    let place = statement.place.span();
    if program.says_only_literals(place) {
        let named = accounts_of(document).into_iter().collect::<Vec<_>>();
        return match named.as_slice() {
            [] if leaves_account_open(document) => configured.map_or(own, |account| vec![account]),
            [account] => vec![Part::Literal(account.clone())],
            _ => own,
        };
    }
    let may_name = |part: &Part| match part {
        Part::Reference(reference) => program.can_name(reference, place.file),
        _ => true,
    };
    if let [logs] = logged(document, statement).as_slice()
        && logs.iter().all(may_name)
    {
        return logs.clone();
    }
    if program.language == Language::CloudFormation || says_account(statement) {
        return own;
    }
    let siblings = document.statements.iter().filter(|other| other.place != statement.place);
    let all = std::iter::once(statement).chain(siblings);
    all.flat_map(written_accounts).find(|parts| parts.iter().all(may_name)).unwrap_or(own)
}

/// The accounts that a policy of literals may be for: those that its resources, its source
/// conditions and the account it leaves everything to name.
fn accounts_of(document: &Document) -> BTreeSet<String> {
    let statements = || document.statements.iter();
    let resources = statements().flat_map(|statement| &statement.resources.known).filter_map(account_of);
    let named = resources.chain(statements().flat_map(written_accounts)).chain(statements().flat_map(owner));
    let named = named.chain(statements().flat_map(log_accounts));
    named.filter_map(literal).collect()
}

/// Does no resource of the policy name an account, nor hold a place where one is to be filled in?
fn leaves_account_open(document: &Document) -> bool {
    let mut resources = document.statements.iter().flat_map(|statement| &statement.resources.known);
    resources.all(|resource| match resource.parts().map(ArnPattern::read) {
        Some(Ok(arn)) => matches!(arn.account(), Account::Empty | Account::Wildcard),
        Some(Err(_)) => resource.literal().is_some_and(|text| !text.starts_with("arn:")),
        None => false,
    })
}

/// The account whose root may do everything: the key policy's way to say whose key it is.
fn owner(statement: &Statement) -> Option<Vec<Part>> {
    let everything = |action: &Value| action.literal().is_some_and(|action| action.ends_with(":*"));
    let principals = statement.principals.known.iter().filter(|principal| principal.kind == PrincipalKind::Aws);
    let mut roots = principals.map(|principal| &principal.identifier);
    let root = roots.find(|value| value.literal().is_some_and(|arn| arn.ends_with(":root")));
    statement.actions.known.iter().any(everything).then(|| account_of(root?)).flatten()
}

fn literal(parts: Vec<Part>) -> Option<String> {
    parts.iter().map(Part::literal).collect()
}

/// What the paths of logs begin with, before the account that they are of.
const LOGS: &str = "AWSLogs/";

/// The accounts whose logs a statement is for. One that names none, because it lets the service
/// look at the bucket, is for those that its siblings let the same service write.
pub(super) fn logged(document: &Document, statement: &Statement) -> Vec<Vec<Part>> {
    let own = log_accounts(statement);
    if !own.is_empty() {
        return own;
    }
    let principals = |of: &Statement| of.principals.known.iter().filter_map(|it| it.identifier.literal()).collect();
    let lets_in: BTreeSet<String> = principals(statement);
    let shares = |other: &&Statement| !lets_in.is_disjoint(&principals(other));
    let mut out: Vec<Vec<Part>> = Vec::new();
    for account in document.statements.iter().filter(shares).flat_map(log_accounts) {
        out.extend(Some(account).filter(|account| !out.contains(account)));
    }
    out
}

/// The accounts whose logs a statement is for, as its resources name them. What is named after an
/// organization stands where the logs of all its accounts do.
fn log_accounts(statement: &Statement) -> Vec<Vec<Part>> {
    let mut out: Vec<Vec<Part>> = Vec::new();
    for parts in statement.resources.known.iter().filter_map(Value::parts) {
        let account = usable(behind_logs(parts).as_deref());
        let account = account.filter(|parts| !parts.iter().any(is_of_organization));
        out.extend(account.filter(|account| !out.contains(account)));
    }
    out
}

fn is_of_organization(part: &Part) -> bool {
    matches!(part, Part::Reference(reference) if organization_in(&reference.text).is_some())
}

/// The part of a path between `AWSLogs/` and the next slash.
fn behind_logs(parts: &[Part]) -> Option<Vec<Part>> {
    let at = parts.iter().position(|part| part.literal().is_some_and(|text| text.contains(LOGS)))?;
    let (_, rest) = parts[at].literal()?.split_once(LOGS)?;
    match (rest, parts.get(at + 1)) {
        ("", Some(next)) => Some(vec![next.clone()]),
        _ => rest.split('/').next().map(|account| vec![Part::Literal(account.to_owned())]),
    }
}

/// Does the statement name the deploying account already?
fn says_account(statement: &Statement) -> bool {
    statement.resources.known.iter().any(|value| account_of(value) == Some(vec![Part::Ambient(Ambient::Account)]))
}

/// Accounts that a statement's source conditions name by an expression: the author's own words
/// for the account whose resources call.
fn written_accounts(statement: &Statement) -> Vec<Vec<Part>> {
    let mut out = Vec::new();
    for clause in &statement.conditions.known {
        let Some(key) = clause.key.literal().and_then(|key| SourceKey::parse(&key)) else { continue };
        let [value] = clause.values.known.as_slice() else { continue };
        out.extend(match key {
            SourceKey::SourceAccount => usable(value.parts()),
            SourceKey::SourceArn => account_of(value),
            SourceKey::SourceOrgId | SourceKey::SourceOrgPaths => None,
        });
    }
    out
}

/// The account component of an ARN.
fn account_of(value: &Value) -> Option<Vec<Part>> {
    let arn = ArnPattern::read(value.parts()?).ok()?;
    usable(Some(arn.components()[4].as_slice()))
}

/// One plain name of an account, or twelve digits.
fn usable(parts: Option<&[Part]>) -> Option<Vec<Part>> {
    match parts? {
        [part @ Part::Ambient(Ambient::Account)] => Some(vec![part.clone()]),
        [Part::Reference(reference)] if !reference.indexed => Some(vec![Part::Reference(reference.clone())]),
        [Part::Literal(text)] if crate::policy::account::is_account_id(text) => Some(vec![Part::Literal(text.clone())]),
        _ => None,
    }
}
