//! Which uses of the catalogue a grant is for.

use crate::callers::Caller;
use crate::catalogue::{Confidence, Pair, Sent};
use crate::choose::{Choice, Grant};
use crate::forms::Document;
use crate::link::Program;
use crate::policy::arn::string_like;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::value::Value;

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

/// Does a use need one of the actions that the statement allows? Where either side says nothing
/// of actions, it may.
pub(super) fn actions_fit(pair: &Pair, statement: &Statement) -> bool {
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
    document: &Document,
    grant: &'g Grant<'c>,
) -> Result<Relevant<'c, 'g>, Choice> {
    let callers = &grant.callers;
    let mut used: Vec<&'c Pair> = Vec::new();
    for pair in callers.known.iter().map(|caller| caller.pair).chain(named_roles(program, document, grant)) {
        if !used.iter().any(|other| std::ptr::eq(*other, pair)) {
            used.push(pair);
        }
    }
    let (without, rest): (Vec<&Pair>, Vec<&Pair>) = used.iter().partition(|pair| goes_without(pair));
    if !used.is_empty() && rest.is_empty() {
        return Err(Choice::LeaveAlone(sentence(&without)));
    }
    if !without.is_empty() {
        return Err(Choice::Undecided(mixed(&without)));
    }
    if let Some(pair) = used.iter().find(|pair| !sends_something(pair)) {
        return Err(Choice::Unverified(unverified(grant, Some(pair))));
    }
    let escapes = callers.escapes.as_ref().or(callers.unknown_use.as_ref());
    if !used.is_empty() && escapes.is_none() {
        return Ok(Relevant { pairs: used, callers: callers.known.clone(), escapes: None, doubt: None });
    }
    not_visible(grant, escapes)
}

/// No use is visible, or not every one: all documented uses count.
fn not_visible<'c, 'g>(grant: &'g Grant<'c>, escapes: Option<&'g Reason>) -> Result<Relevant<'c, 'g>, Choice> {
    let sending: Vec<&'c Pair> = grant.pairs.iter().copied().filter(|pair| sends_something(pair)).collect();
    let without: Vec<&'c Pair> = grant.pairs.iter().copied().filter(|pair| goes_without(pair)).collect();
    if sending.is_empty() {
        return Err(if without.is_empty() || grant.pairs.iter().any(|pair| !goes_without(pair)) {
            Choice::Unverified(unverified(grant, grant.pairs.first().copied()))
        } else {
            Choice::LeaveAlone(sentence(&without))
        });
    }
    let doubt = grant.callers.unknown_use.clone().or_else(|| (!without.is_empty()).then(|| mixed(&without)));
    Ok(Relevant { pairs: sending, callers: Vec::new(), escapes, doubt })
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

fn sentence(without: &[&Pair]) -> String {
    let told = without.iter().find_map(|pair| pair.leave_alone.clone());
    told.unwrap_or_else(|| "the service does not send the source keys here".to_owned())
}

fn mixed(without: &[&Pair]) -> Reason {
    let uses: Vec<&str> = without.iter().map(|pair| pair.usage.as_str()).collect();
    let text = format!("one use of this grant goes without the source keys: {}", uses.join(", "));
    Reason::new(ReasonKind::NotSent, text)
}

fn unverified(grant: &Grant<'_>, pair: Option<&Pair>) -> Reason {
    let text = match pair {
        Some(pair) => format!("AWS's documents do not say what {} sends here ({})", grant.service, pair.usage),
        None => format!("nothing is known of what {} sends here", grant.service),
    };
    Reason::new(ReasonKind::Unverified, text)
}
