//! A deployment to ask about: one account, and a text for everything that is not known before.

use std::collections::BTreeMap;

use crate::policy::arn::ArnPattern;
use crate::value::{Ambient, Part};

/// The account that is deployed to.
pub(super) const OWNER: &str = "111122223333";
/// Somebody else's account.
pub(super) const STRANGER: &str = "999988887777";

/// What the references stand for.
#[derive(Debug)]
pub(super) struct World {
    service: String,
    names: BTreeMap<String, String>,
}

impl World {
    /// A deployment in which the references of these ARNs and accounts have fitting values. The
    /// service is the one that calls, as a principal.
    pub(super) fn new(service: &str, arns: &[Vec<Part>], accounts: &[Vec<Part>]) -> World {
        let service = service.split('.').next().unwrap_or_default().to_owned();
        let mut world = World { service, names: BTreeMap::new() };
        for arn in arns {
            if let Some(Part::Reference(whole)) = arn.first() {
                world.names.insert(whole.text.clone(), world.arn_of(&whole.text));
            }
        }
        let inside = arns.iter().filter_map(|arn| ArnPattern::read(arn).ok());
        let inside: Vec<Vec<Part>> = inside.map(|arn| arn.components()[4].clone()).collect();
        for account in accounts.iter().chain(&inside) {
            if let [Part::Reference(account)] = account.as_slice() {
                world.names.insert(account.text.clone(), OWNER.to_owned());
            }
        }
        world
    }

    /// The ARN of something that is called so.
    pub(super) fn arn_of(&self, name: &str) -> String {
        format!("arn:aws:{}:us-east-1:{OWNER}:{}", self.service, segment(name))
    }

    /// What a part stands for. What is not known is something, and the same wherever the same is
    /// not known.
    pub(super) fn resolve(&self, part: &Part) -> String {
        match part {
            Part::Literal(text) => text.clone(),
            Part::Ambient(Ambient::Account) => OWNER.to_owned(),
            Part::Ambient(Ambient::Partition) => "aws".to_owned(),
            Part::Ambient(Ambient::Region) => "us-east-1".to_owned(),
            Part::Ambient(Ambient::DnsSuffix) => "amazonaws.com".to_owned(),
            Part::Reference(reference) => {
                self.names.get(&reference.text).cloned().unwrap_or_else(|| segment(&reference.text))
            }
            Part::Unknown(reason) => segment(&reason.text),
        }
    }

    /// The text of a string.
    pub(super) fn text(&self, parts: &[Part]) -> String {
        parts.iter().map(|part| self.resolve(part)).collect()
    }
}

/// A text of letters, digits, `-` and `_` that no other name has.
fn segment(name: &str) -> String {
    name.chars().fold("r-".to_owned(), |mut out, c| {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(c),
            _ => out.push_str(&format!("_{:x}_", u32::from(c))),
        }
        out
    })
}

/// An ARN that a pattern matches: of the owner where the pattern leaves the account open.
pub(super) fn fill(pattern: &str) -> Option<String> {
    let pieces: Vec<&str> = pattern.splitn(6, ':').collect();
    if pieces.len() < 6 {
        return unfolded(pattern, 6 - pieces.len()).find_map(|pattern| fill(&pattern));
    }
    let filled = pieces.iter().enumerate().map(|(at, piece)| match at {
        1 if is_open(piece) => "aws".to_owned(),
        3 if is_open(piece) => "us-east-1".to_owned(),
        4 if is_open(piece) => OWNER.to_owned(),
        _ => plain(piece),
    });
    Some(filled.collect::<Vec<_>>().join(":"))
}

/// Is it nothing but wildcards?
fn is_open(piece: &str) -> bool {
    piece.contains('*') && piece.chars().all(|c| matches!(c, '*' | '?'))
}

/// A pattern of which one star stands for several components, the account among them, with a star
/// for each of these.
fn unfolded(pattern: &str, missing: usize) -> impl Iterator<Item = String> {
    let stars = pattern.match_indices('*');
    let unfolded =
        stars.map(move |(at, _)| format!("{}*{}", &pattern[..at], ":*".repeat(missing) + &pattern[at + 1..]));
    unfolded.filter(|pattern| pattern.starts_with("arn:") && pattern.split(':').nth(4).is_some_and(is_open))
}

/// A text that a pattern of strings matches.
pub(super) fn plain(pattern: &str) -> String {
    pattern.replace(['*', '?'], "x")
}

/// The account component of an ARN, without wildcards.
pub(super) fn names_account(arn: &str) -> bool {
    arn.split(':').nth(4).is_some_and(|account| !account.is_empty() && !account.contains(['*', '?']))
}

/// The same ARN in the stranger's account; unchanged where it has no account.
pub(super) fn elsewhere(arn: &str) -> String {
    let pieces = arn.splitn(6, ':').enumerate();
    let moved = pieces.map(|(at, piece)| if at == 4 && !piece.is_empty() { STRANGER } else { piece });
    moved.collect::<Vec<_>>().join(":")
}
