//! Conditions that a person may choose from, where a policy serves accounts that are not known.

use super::words::{ACCOUNTS, ORGANIZATIONS, has_word, snake};
use crate::catalogue::{Pair, Pattern, Sent, filled};
use crate::forms::Document;
use crate::link::Program;
use crate::link::symbol::{Symbol, SymbolKind};
use crate::policy::account::is_account_id;
use crate::policy::candidate::{Candidate, Values};
use crate::policy::key::SourceKey;
use crate::policy::statement::Statement;
use std::collections::BTreeSet;

/// The conditions that a grant in a policy for several accounts may have. `organization` is the
/// configured one.
pub(super) fn candidates(
    program: &Program,
    document: &Document,
    statement: &Statement,
    pairs: &[&Pair],
    organization: Option<&str>,
) -> Vec<Candidate> {
    let around = Around::new(program, document, statement);
    let sends =
        |key: SourceKey, sent: Sent| !pairs.is_empty() && pairs.iter().all(|pair| pair.sent(key.name()) == sent);
    let mut out = Vec::new();
    if sends(SourceKey::SourceAccount, Sent::Yes) {
        let about = "the accounts whose resources call".to_owned();
        let values = around.accounts();
        out.push(Candidate {
            about,
            operator: "StringEquals".to_owned(),
            key: SourceKey::SourceAccount.to_string(),
            values,
        });
    }
    if !pairs.iter().any(|pair| pair.sent(SourceKey::SourceOrgId.name()) == Sent::No) {
        let documented = sends(SourceKey::SourceOrgId, Sent::Yes);
        let caution = if documented { "" } else { "; AWS does not say that it is sent here, so try it first" };
        let about = format!("every account of the organization{caution}");
        let values = around.organization(organization);
        out.push(Candidate {
            about,
            operator: "StringEquals".to_owned(),
            key: SourceKey::SourceOrgId.to_string(),
            values,
        });
    }
    let arns: BTreeSet<String> = pairs.iter().filter_map(|pair| arn(pair)).collect();
    if sends(SourceKey::SourceArn, Sent::Yes) && !arns.is_empty() {
        let about = "the resources that call, one by one".to_owned();
        let values = Values::Texts(arns.into_iter().collect());
        out.push(Candidate { about, operator: "ArnLike".to_owned(), key: SourceKey::SourceArn.to_string(), values });
    }
    out
}

/// The narrowest source ARN of a use, with what a person has to fill in.
fn arn(pair: &Pair) -> Option<String> {
    let pattern = pair.patterns.iter().find(|pattern| pattern.is_written() && Pattern::has_account(pattern))?;
    Some(filled(&pattern.pattern))
}

/// The text of a policy, and what it names.
struct Around<'p> {
    program: &'p Program,
    text: String,
    named: Vec<&'p Symbol>,
}

impl<'p> Around<'p> {
    fn new(program: &'p Program, document: &Document, statement: &Statement) -> Around<'p> {
        let spans = document.statements.iter().map(|other| program.text(other.place.span()));
        let text = spans.collect::<Vec<_>>().join("\n");
        let file = statement.place.span().file;
        let beside = program.symbols().filter(|symbol| program.is_beside(symbol.id, file));
        let can_hold = |kind| matches!(kind, SymbolKind::Variable | SymbolKind::Local | SymbolKind::Data);
        let named = beside.filter(|symbol| can_hold(symbol.kind) && mentions(&text, &symbol.address)).collect();
        Around { program, text, named }
    }

    /// The accounts: a list that the policy names, else those that it writes out.
    fn accounts(&self) -> Values {
        if let Some(list) = self.speaking_of(&ACCOUNTS) {
            return Values::AllOf(list.address.clone());
        }
        let digits = self.text.split(|c: char| !c.is_ascii_digit()).filter(|digits| is_account_id(digits));
        let written: BTreeSet<String> = digits.map(str::to_owned).collect();
        if written.is_empty() {
            return Values::Texts(vec!["<account>".to_owned(), "<another account>".to_owned()]);
        }
        Values::Texts(written.into_iter().collect())
    }

    /// The organization: as configured, as something that the policy names, as it is written.
    fn organization(&self, configured: Option<&str>) -> Values {
        if let Some(named) = self.speaking_of(&ORGANIZATIONS) {
            return Values::Of(match named.kind {
                SymbolKind::Data => format!("{}.id", named.address),
                _ => named.address.clone(),
            });
        }
        if let Some(source) = self.program.of_type("data.aws_organizations_organization").next() {
            return Values::Of(format!("{}.id", source.address));
        }
        let words = self.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let mut written = words.filter(|word| word.len() >= 12 && word.starts_with("o-"));
        let text = configured.or_else(|| written.next()).unwrap_or("<organization>");
        Values::Texts(vec![text.to_owned()])
    }

    /// A thing that the policy names and that is called after one of these words.
    fn speaking_of(&self, words: &[&str]) -> Option<&'p Symbol> {
        let speaks = |symbol: &&&Symbol| {
            let name = snake(&symbol.name);
            words.iter().any(|word| has_word(&name, word))
        };
        self.named.iter().find(speaks).copied()
    }
}

/// Does a text name an address, not only the beginning of another one?
fn mentions(text: &str, address: &str) -> bool {
    !address.is_empty() && has_word(text, address)
}
