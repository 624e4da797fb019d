//! Uses that AWS guards by other means than the source keys: does that guard stand?

use super::words::organization_in;
use crate::catalogue::{Confidence as Evidence, Guard, Pair, filled};
use crate::finding::Confidence;
use crate::policy::account::is_account_id;
use crate::policy::candidate::{Candidate, Values};
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::value::{Ambient, Part, Value};

/// What a grant needs in place of a source condition.
#[derive(Debug, Clone)]
pub struct Guarded {
    /// Why it takes no source condition, and what to write in its place.
    pub advice: Reason,
    /// Has everybody the same value, so that the guard keeps nobody's resources out?
    pub is_constant: bool,
    /// Why nobody can tell whether the guard stands.
    pub unclear: Option<Reason>,
    /// The condition to write, where it is one.
    pub candidates: Vec<Candidate>,
    /// The page behind it.
    pub citation: Option<String>,
    /// How sure the evidence is.
    pub confidence: Confidence,
}

impl Guarded {
    /// What the statement of a use needs that is guarded in this way. A condition is for the rules
    /// to look for.
    fn new(pair: &Pair, guard: &Guard, unclear: Option<Reason>) -> Guarded {
        let why = pair.leave_alone.as_deref().unwrap_or("the service is guarded in another way here");
        let candidates = match guard {
            Guard::Key { operator, key, value } => vec![Candidate {
                about: pair.usage.clone(),
                operator: operator.clone(),
                key: key.clone(),
                values: Values::Texts(vec![filled(value)]),
            }],
            Guard::Path { .. } => Vec::new(),
        };
        Guarded {
            advice: Reason::new(ReasonKind::NotSent, format!("{why}: {}", guard.advice())),
            is_constant: guard.is_constant(),
            unclear,
            candidates,
            citation: pair.evidence.first().map(ToString::to_string),
            confidence: if pair.confidence == Evidence::Documented { Confidence::High } else { Confidence::Medium },
        }
    }
}

/// What is to be said of a statement whose use is guarded otherwise.
pub(super) enum Stand {
    /// The guard stands, and what it is.
    Stands(String),
    /// It does not, or is a condition, or nobody can tell.
    Wanted(Box<Guarded>),
}

/// Looks for the guard of a use in a statement.
pub(super) fn stand(pair: &Pair, guard: &Guard, statement: &Statement) -> Stand {
    let wanted = |unclear| Stand::Wanted(Box::new(Guarded::new(pair, guard, unclear)));
    let Guard::Path { before } = guard else { return wanted(None) };
    if let Some(reason) = &statement.resources.rest {
        return wanted(Some(reason.clone()));
    }
    let stands: Vec<Path> = statement.resources.known.iter().map(|resource| path(resource, before)).collect();
    if stands.contains(&Path::Open) || stands.is_empty() {
        return wanted(None);
    }
    if stands.contains(&Path::Unclear) {
        let text = format!("nothing tells whether its Resource ends in {before}<account>/");
        return wanted(Some(Reason::new(ReasonKind::UnknownValue, text)));
    }
    Stand::Stands(format!("it is for the path {before} of named accounts"))
}

/// What a resource says of the path below which a service writes.
#[derive(Debug, PartialEq, Eq)]
enum Path {
    /// It goes on with an account.
    Accounts,
    /// It is any account's, or there is no such path.
    Open,
    /// Nobody can tell.
    Unclear,
}

fn path(resource: &Value, before: &str) -> Path {
    let Some(parts) = resource.parts() else { return Path::Unclear };
    let holds = |part: &Part| part.literal().is_some_and(|text| text.contains(before));
    if let Some(at) = parts.iter().position(holds) {
        let behind = parts[at].literal().and_then(|text| text.split_once(before)).map_or("", |(_, behind)| behind);
        return match (behind, parts.get(at + 1)) {
            ("", Some(Part::Ambient(Ambient::Account))) => Path::Accounts,
            ("", Some(Part::Reference(reference))) if organization_in(&reference.text).is_none() => Path::Accounts,
            ("", Some(Part::Ambient(_) | Part::Reference(_) | Part::Unknown(_))) => Path::Unclear,
            _ if behind.split('/').next().is_some_and(is_account_id) => Path::Accounts,
            _ => Path::Open,
        };
    }
    // What stands before the first slash is the name of the bucket.
    let slash = parts.iter().position(|part| part.literal().is_some_and(|text| text.contains('/')));
    let behind = slash.map_or(parts, |at| &parts[at + 1..]);
    if behind.iter().all(|part| part.literal().is_some()) { Path::Open } else { Path::Unclear }
}
