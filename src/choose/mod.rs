//! Which source condition a grant should have, and why no better one.
//!
//! Support belongs to the pair of service and policy; the narrowest source ARN that covers every
//! visible use, that can be said, and that closes no dependency cycle, is taken.

mod account;
mod arns;
mod beside;
mod bound;
mod candidates;
mod deployment;
mod federation;
mod fill;
mod grant;
mod guarded;
mod home;
mod refused;
mod relevant;
mod signals;
mod survey;
#[cfg(test)]
mod tests;
mod union;
mod words;

use std::collections::BTreeSet;

use crate::callers::Caller;
use crate::catalogue::{Callers as UsualCallers, Confidence as Evidence, Granularity, Pair, Sent};
use crate::edit::Applicability;
use crate::finding::{Confidence, Label};
use crate::forms::{Document, Policies};
use crate::link::Program;
use crate::policy::arn::ArnPattern;
use crate::policy::candidate::Candidate;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::settings::Settings;
use crate::value::{Ambient, Part, SymbolId};
use deployment::Deployment;
pub use grant::{Disputed, Grant, Misnamed, grant};
pub use guarded::Guarded;
pub use refused::{Refusal, refused};
use relevant::Relevant;
use signals::Sign;
pub use survey::Survey;

/// What a grant should look like.
#[derive(Debug, Clone)]
pub enum Choice {
    /// The service sends no source keys here: there is nothing to add, and why.
    LeaveAlone(String),
    /// AWS asks for another guard than the source keys.
    Guarded(Box<Guarded>),
    /// It takes no source condition as far as is known, and what is known does not agree.
    Disputed(Reason),
    /// AWS's documents do not tell.
    Unverified(Reason),
    /// The statement's use is not known well enough to choose.
    Undecided(Reason),
    /// This condition.
    Condition(Box<SourceCondition>),
}

impl Choice {
    /// Is the grant open without a guard that the rules can look for?
    #[must_use]
    pub fn wants_guard(&self) -> bool {
        match self {
            Choice::Condition(_) | Choice::Undecided(_) => true,
            Choice::Guarded(guarded) => guarded.unclear.is_none(),
            Choice::LeaveAlone(_) | Choice::Disputed(_) | Choice::Unverified(_) => false,
        }
    }

    /// Is it left as it is, for what the service is?
    #[must_use]
    pub fn is_left(&self) -> bool {
        matches!(self, Choice::LeaveAlone(_) | Choice::Disputed(_))
    }
}

/// A source condition, and what it rests on.
#[derive(Debug, Clone)]
pub struct SourceCondition {
    /// Values of `aws:SourceArn`; none where it is not to be written.
    pub arns: Vec<Vec<Part>>,
    /// Value of `aws:SourceAccount`; none where the service does not send it.
    pub account: Option<Vec<Part>>,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// Why it may not be trusted further.
    pub doubt: Option<Reason>,
    /// What to choose from where other accounts may call.
    pub candidates: Vec<Candidate>,
    /// Why it is what it is: one line.
    pub why: String,
    /// Why there is no source ARN, although the service sends one.
    pub no_arn: Option<Reason>,
    /// What would stop working if it were wrong.
    pub consequence: Option<String>,
    /// The page behind it.
    pub citation: Option<String>,
    /// How sure the evidence is.
    pub confidence: Confidence,
    /// The resources that prove the use.
    pub labels: Vec<Label>,
    /// Their addresses.
    pub used_by: Vec<String>,
    /// The `provider` meta-argument that says whose account it is (Terraform).
    pub provider: Option<String>,
}

impl SourceCondition {
    /// A person should look first, and why.
    pub fn lower(&mut self, doubt: &Reason) {
        self.applicability = self.applicability.min(Applicability::Unsafe);
        self.doubt.get_or_insert_with(|| doubt.clone());
    }

    /// The operator for the source ARNs: `ArnEquals` where all are exact.
    #[must_use]
    pub fn arn_operator(&self) -> &'static str {
        let wild = self.arns.iter().flatten().filter_map(Part::literal).any(|text| text.contains(['*', '?']));
        if wild { "ArnLike" } else { "ArnEquals" }
    }

    /// What the condition refers to.
    #[must_use]
    pub fn references(&self) -> BTreeSet<SymbolId> {
        let parts = self.arns.iter().chain(&self.account).flatten();
        parts
            .filter_map(|part| match part {
                Part::Reference(reference) => Some(reference.symbol),
                _ => None,
            })
            .collect()
    }
}

/// Chooses the condition for a grant of a statement in one of the documents of a program, which the
/// survey is of.
#[must_use]
pub fn choose(
    program: &Program,
    survey: &Survey,
    settings: Settings<'_>,
    policies: &Policies,
    document: &Document,
    statement: &Statement,
    grant: &Grant<'_>,
) -> Choice {
    let relevant = match relevant::relevant(program, settings.catalogue, document, statement, grant) {
        Ok(relevant) => relevant,
        Err(choice) => return choice,
    };
    let pairs = &relevant.pairs;
    let sends = |sent: fn(&Pair) -> Sent| pairs.iter().all(|pair| sent(pair) == Sent::Yes);
    let wants_arn =
        sends(Pair::source_arn) && !pairs.iter().any(|pair| pair.granularity == Granularity::SourceAccountOnly);
    let provider = match arns::provider(program, document, &relevant) {
        Ok(provider) => provider,
        Err(reason) => return Choice::Undecided(reason),
    };
    let deployment = Deployment::of(program, settings.config, document, statement, provider.as_deref());
    let all = || arns::arns(program, settings.catalogue, document, &relevant, &deployment);
    let arns = if wants_arn { all() } else { Ok(Vec::new()) };
    let wants_account = sends(Pair::source_account);
    let (arns, lost) = match arns {
        Ok(arns) => (arns, None),
        Err(reason) if wants_account => (Vec::new(), Some(reason)),
        Err(reason) => return Choice::Undecided(reason),
    };
    let guess = guessed_region(statement, &relevant, &arns);
    let (arns, lost, guess) = match guess {
        Some(reason) if wants_account => (Vec::new(), Some(reason), None),
        guess => (arns, lost, guess),
    };
    if arns.is_empty() && !wants_account {
        let text = format!("AWS does not document both uses of {} to send one key in common", grant.service);
        return Choice::Undecided(Reason::new(ReasonKind::Unverified, text));
    }
    if !wants_account && arns.iter().any(|arn| !names_account(arn)) {
        let text = format!("the source ARN names no account, and AWS does not document {} to send one", grant.service);
        return Choice::Undecided(Reason::new(ReasonKind::Unverified, text));
    }
    let (applicability, doubt) = trust(program, survey, policies, document, statement, &relevant, grant);
    let is_of_many = doubt.as_ref().is_some_and(|doubt| doubt.kind == ReasonKind::MultiAccount);
    let organization = settings.config.organization(&program.file(statement.place.span()).path);
    let offered = || candidates::candidates(program, document, statement, pairs, organization);
    let candidates = if is_of_many { offered() } else { Vec::new() };
    let first = pairs.first();
    let mut condition = SourceCondition {
        why: why(program, &relevant, grant),
        no_arn: lost,
        account: wants_account.then_some(deployment.account),
        arns,
        applicability,
        doubt,
        candidates,
        consequence: first.and_then(|pair| pair.breaks.clone()),
        citation: first.and_then(|pair| pair.evidence.first()).map(ToString::to_string),
        confidence: confidence(pairs),
        labels: labels(program, &relevant.callers),
        used_by: used_by(program, &relevant.callers),
        provider,
    };
    guess.iter().for_each(|guess| condition.lower(guess));
    Choice::Condition(Box::new(condition))
}

/// Why the Region of source ARNs may be another one: no source is visible, and the place takes no
/// wildcard for it.
fn guessed_region(statement: &Statement, relevant: &Relevant<'_, '_>, arns: &[Vec<Part>]) -> Option<Reason> {
    let is_guess = !statement.place.takes_any_region() && relevant.callers.is_empty();
    let is_of_region = |arn: &Vec<Part>| arn.contains(&Part::Ambient(Ambient::Region));
    (is_guess && arns.iter().any(is_of_region)).then(|| {
        let text = "a permission takes no wildcard as the Region of its source, and the source may be in another one";
        Reason::new(ReasonKind::Ambiguous, text)
    })
}

/// Does an ARN hold an account? A reference to a whole ARN is taken to, unless its kind has none:
/// that is for [`arns::arns`] to know, which never gives one without an account by reference alone.
fn names_account(arn: &[Part]) -> bool {
    use crate::policy::arn::Account;
    match ArnPattern::read(arn) {
        Ok(arn) => !matches!(arn.account(), Account::Empty | Account::Wildcard),
        Err(_) => true,
    }
}

fn confidence(pairs: &[&Pair]) -> Confidence {
    let documented = pairs.iter().all(|pair| pair.confidence == Evidence::Documented);
    if documented { Confidence::High } else { Confidence::Medium }
}

fn labels(program: &Program, callers: &[Caller<'_>]) -> Vec<Label> {
    let mut labels: Vec<Label> = callers
        .iter()
        .map(|caller| {
            let holder = &program.symbol(caller.holder).address;
            Label { span: caller.at, text: format!("{holder} uses it: {}", caller.pair.usage) }
        })
        .collect();
    labels.dedup();
    labels
}

fn used_by(program: &Program, callers: &[Caller<'_>]) -> Vec<String> {
    let addresses: BTreeSet<String> =
        callers.iter().map(|caller| program.symbol(caller.holder).address.clone()).collect();
    addresses.into_iter().collect()
}

/// How far the choice may be trusted: rules for roles, and for resources that other accounts may
/// have business with.
fn trust(
    program: &Program,
    survey: &Survey,
    policies: &Policies,
    document: &Document,
    statement: &Statement,
    relevant: &Relevant<'_, '_>,
    grant: &Grant<'_>,
) -> (Applicability, Option<Reason>) {
    let unsafe_for = |reason: Reason| (Applicability::Unsafe, Some(reason));
    if let Some(problem) = program.problems.first() {
        let path = &program.file(problem.at).path;
        let text = format!("{path} cannot be read, so what stands there and who uses the grant there is not known");
        return unsafe_for(Reason::new(ReasonKind::UnknownValue, text));
    }
    if let Some(usage) = document.uses.iter().find(|usage| usage.is_frozen) {
        let text = format!(
            "{} ignores changes of its policy (lifecycle): the condition would not be deployed",
            program.symbol(usage.holder).address
        );
        return unsafe_for(Reason::new(ReasonKind::Shape, text));
    }
    if document.is_unused(program) {
        let text = "nothing here uses the document: its actions alone tell which policy it is for";
        return unsafe_for(Reason::new(ReasonKind::UnknownValue, text));
    }
    if let Some(reason) = &relevant.doubt {
        return unsafe_for(reason.clone());
    }
    if relevant.pairs.iter().any(|pair| pair.confidence != Evidence::Documented) {
        let text = "AWS does not write that it sends these keys here; it follows from what AWS writes elsewhere";
        return unsafe_for(Reason::new(ReasonKind::Unverified, text));
    }
    if let Some(reason) = bound::elsewhere(program, document, relevant) {
        return (Applicability::DisplayOnly, Some(reason));
    }
    let is_role = document.uses.iter().all(|usage| usage.kind.is_role_trust());
    let is_for_others = relevant.pairs.iter().any(|pair| pair.callers() == UsualCallers::OftenOther);
    let is_unseen = relevant.callers.is_empty() || relevant.callers.iter().any(|caller| caller.sources.is_empty());
    if is_role && is_for_others && is_unseen {
        let text =
            format!("{} uses such roles for other accounts too, and which ones is not to be seen", grant.service);
        return unsafe_for(Reason::new(ReasonKind::MultiAccount, text));
    }
    if is_role || !relevant.callers.is_empty() {
        return (Applicability::Safe, None);
    }
    let sign = signals::other_accounts(program, survey, policies, document, statement);
    if let Some(Sign::Own(reason)) = sign {
        return (Applicability::DisplayOnly, Some(reason));
    }
    if is_for_others {
        let text =
            format!("{} often calls for resources of another account, and none is to be seen here", grant.service);
        return unsafe_for(Reason::new(ReasonKind::MultiAccount, text));
    }
    match sign {
        Some(Sign::Near(reason) | Sign::Own(reason)) => unsafe_for(reason),
        None => (Applicability::Safe, None),
    }
}

/// One line: what the condition is made from.
fn why(program: &Program, relevant: &Relevant<'_, '_>, grant: &Grant<'_>) -> String {
    if relevant.callers.is_empty() {
        match &relevant.escapes {
            Some(reason) => format!("{reason}: any resource of {} in the account", grant.service),
            None => format!("no use is visible here: any resource of {} in the account", grant.service),
        }
    } else {
        let mut uses: Vec<String> = relevant
            .callers
            .iter()
            .map(|caller| format!("{} ({})", program.symbol(caller.holder).address, caller.pair.usage))
            .collect();
        uses.dedup();
        format!("used by {}", uses.join(", "))
    }
}
