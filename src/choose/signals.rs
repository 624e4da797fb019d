//! Signs that a policy serves several accounts, so that the deploying one may be the wrong one.

use crate::forms::Document;
use crate::link::Program;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};

/// Words in the policy's text that name other accounts.
const WORDS: [&str; 14] = [
    "account_ids",
    "accountids",
    "accounts",
    "org_id",
    "orgid",
    "organization",
    "organisation",
    "member_account",
    "o-",
    "cross_account",
    "crossaccount",
    "trusted_account",
    "source_accounts",
    "aws:principalorgid",
];
/// Words in the address of what the policy protects.
const NAMES: [&str; 8] =
    ["central", "org", "shared", "audit", "logarchive", "log_archive", "crossaccount", "cross_account"];

/// Why other accounts may call, where the text says so.
pub(super) fn other_accounts(program: &Program, document: &Document, statement: &Statement) -> Option<Reason> {
    let text = program.text(statement.place.span()).to_lowercase();
    if let Some(word) = WORDS.iter().find(|word| has_word(&text, word)) {
        return Some(reason(&format!("its text speaks of `{word}`")));
    }
    if let Some(address) = document.uses.iter().map(|usage| &program.symbol(usage.holder).address).find(|address| {
        let address = address.to_lowercase();
        NAMES.iter().any(|name| has_word(&address, name))
    }) {
        return Some(reason(&format!("{address} is named as one that several accounts use")));
    }
    let foreign = document.statements.iter().any(|other| {
        other.principals.known.iter().any(|principal| {
            principal.kind == PrincipalKind::Aws
                && principal.identifier.literal().is_some_and(|text| names_account(&text))
        })
    });
    foreign.then(|| reason("its policy lets an account in by number"))
}

fn reason(sign: &str) -> Reason {
    let text = format!("the caller is not visible and may be in another account: {sign}; name the account yourself");
    Reason::new(ReasonKind::MultiAccount, text)
}

/// A word that does not begin or end in the middle of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        open(before) && (word.ends_with('-') || open(after))
    })
}

/// A literal account: twelve digits, or the ARN of one.
fn names_account(text: &str) -> bool {
    let id = text.split(':').nth(4).unwrap_or(text);
    crate::policy::account::is_account_id(id)
}
