//! Signs that a policy serves several accounts, so that the deploying one may be the wrong one.

use super::account::logged;
use super::beside;
use super::bound;
use super::federation;
use super::survey::Survey;
use super::words::{ACCOUNTS, ORGANIZATIONS, has_word, snake};
use crate::forms::{Document, Policies};
use crate::link::Program;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::value::Value;

/// Keys and ids that speak of an organization.
const MARKS: [&str; 3] = ["o-", "aws:principalorgid", "aws:principalorgpaths"];
/// Words in the address of what the policy protects.
const NAMES: [&str; 8] =
    ["central", "org", "shared", "audit", "logarchive", "log_archive", "crossaccount", "cross_account"];

/// A sign that other accounts call.
pub(super) enum Sign {
    /// The statement itself says so: the deploying account would be wrong.
    Own(Reason),
    /// Something around it does: the deploying account may be wrong.
    Near(Reason),
}

/// Why other accounts may call, where the text says so.
pub(super) fn other_accounts(
    program: &Program,
    survey: &Survey,
    policies: &Policies,
    document: &Document,
    statement: &Statement,
) -> Option<Sign> {
    let policy: Vec<&Document> = policies.combined_with(document).collect();
    let all = || policy.iter().flat_map(|other| &other.statements);
    if logged(document, statement).len() > 1 {
        return Some(Sign::Own(reason("it is for the logs of several accounts")));
    }
    let word_in = |statement: &Statement| survey.word(statement.place.span(), || word_in(program, statement));
    if let Some(word) = word_in(statement) {
        return Some(Sign::Own(reason(&format!("its text speaks of `{word}`"))));
    }
    let others = all().filter(|other| other.place != statement.place);
    if let Some(word) = others.filter_map(word_in).next() {
        return Some(Sign::Near(reason(&format!("the policy speaks of `{word}`"))));
    }
    let mut holders = document.uses.iter().map(|usage| &program.symbol(usage.holder).address);
    let is_shared = |address: &&String| NAMES.iter().any(|name| has_word(&address.to_lowercase(), name));
    if let Some(address) = holders.find(is_shared) {
        return Some(Sign::Near(reason(&format!("{address} is named as one that several accounts use"))));
    }
    if all().any(lets_account_in) {
        return Some(Sign::Near(reason("its policy lets an account in by number")));
    }
    if bound::is_bound(program, document) {
        return Some(Sign::Near(reason("it is bound to accounts of an organization")));
    }
    let module = program.module_of(program.symbol(document.home).span.file);
    survey.beside(module, || beside::sign(program, module)).map(|sign| Sign::Near(reason(&sign)))
}

fn lets_account_in(statement: &Statement) -> bool {
    let principals = statement.principals.known.iter().filter(|principal| principal.kind == PrincipalKind::Aws);
    let mut texts = principals.filter_map(|principal| principal.identifier.literal());
    texts.any(|text| names_account(&text))
}

/// A word for other accounts in the text of a statement, or in what its resources are made from.
fn word_in(program: &Program, statement: &Statement) -> Option<&'static str> {
    let text = &federation::left_out(program, statement);
    let references = statement.resources.known.iter().flat_map(Value::references);
    let mut texts = vec![text.to_lowercase(), snake(text)];
    texts.extend(references.map(|reference| snake(&reference.text)));
    let mut words = ACCOUNTS.into_iter().chain(ORGANIZATIONS).chain(MARKS);
    words.find(|word| texts.iter().any(|text| has_word(text, word)))
}

fn reason(sign: &str) -> Reason {
    let text = format!("the caller is not visible and may be in another account: {sign}; name the account yourself");
    Reason::new(ReasonKind::MultiAccount, text)
}

/// A literal account: twelve digits, or the ARN of one.
fn names_account(text: &str) -> bool {
    let id = text.split(':').nth(4).unwrap_or(text);
    crate::policy::account::is_account_id(id)
}
