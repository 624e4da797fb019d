//! How the account is said: as the policy says it already, else the deploying account.

use crate::catalogue::Language;
use crate::forms::Document;
use crate::link::Program;
use crate::policy::arn::ArnPattern;
use crate::policy::key::SourceKey;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::value::{Ambient, Part, Value};
use std::collections::BTreeSet;

/// The account, as parts of a string.
pub(super) fn account(program: &Program, document: &Document, statement: &Statement) -> Vec<Part> {
    let own = vec![Part::Ambient(Ambient::Account)];
    if program.lone_policy().is_some() {
        return lone_account(document).unwrap_or(own);
    }
    if program.language == Language::CloudFormation || says_account(statement) {
        return own;
    }
    let siblings = document.statements.iter().filter(|other| other.place != statement.place);
    let all = std::iter::once(statement).chain(siblings);
    all.flat_map(written_accounts).next().unwrap_or(own)
}

/// The account that a policy in a file of its own is for: the only one that its resources, its
/// source conditions and the account it leaves everything to name.
fn lone_account(document: &Document) -> Option<Vec<Part>> {
    let statements = || document.statements.iter();
    let resources = statements().flat_map(|statement| &statement.resources.known).filter_map(account_of);
    let named = resources.chain(statements().flat_map(written_accounts)).chain(statements().flat_map(owner));
    let named: BTreeSet<String> = named.filter_map(literal).collect();
    match named.into_iter().collect::<Vec<_>>().as_slice() {
        [account] => Some(vec![Part::Literal(account.clone())]),
        _ => None,
    }
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
