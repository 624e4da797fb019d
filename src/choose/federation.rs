//! Providers of identities outside of IAM: `accounts.google.com`, `token.actions.githubusercontent.com`.

use crate::link::Program;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::text::Span;

/// The text of a statement with blanks in place of identity providers and what is asked of their
/// tokens. An account of theirs is none of AWS's, and a provider of AWS's own belongs to the account
/// that the policy is of.
pub(super) fn left_out(program: &Program, statement: &Statement) -> String {
    let whole = statement.place.span();
    let mut text = program.text(whole).as_bytes().to_vec();
    for span in providers(statement).chain(claims(statement)).filter(|span| whole.contains(*span)) {
        let (start, end) = (span.start - whole.start, span.end - whole.start);
        text.get_mut(start as usize..end as usize).into_iter().flatten().for_each(|byte| *byte = b' ');
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn providers(statement: &Statement) -> impl Iterator<Item = Span> {
    let federated = statement.principals.known.iter().filter(|it| it.kind == PrincipalKind::Federated);
    federated.filter_map(|principal| Some(principal.identifier.node()?.span))
}

/// Conditions on what a token says: the names of such keys begin with the host of the provider.
fn claims(statement: &Statement) -> impl Iterator<Item = Span> {
    let names_host = |key: &str| key.split(':').next().is_some_and(|host| host.contains('.'));
    let clauses = statement.conditions.known.iter();
    clauses.filter(move |clause| clause.key.literal().is_some_and(|key| names_host(&key))).map(|clause| clause.span)
}
