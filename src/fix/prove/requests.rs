//! Proof by requests: IAM lets the owner's resources in and keeps the stranger's out.

use super::failed;
use super::settle::settle;
use super::source::{Source, Wanted, values};
use super::world::{OWNER, STRANGER, World, fill, names_account, plain};
use crate::catalogue::normalise;
use crate::choose::SourceCondition;
use crate::forms::service::service_name;
use crate::link::Program;
use crate::policy::arn::string_like;
use crate::policy::change::Change;
use crate::policy::evaluate::{
    ConcreteClause, ConcretePrincipal, ConcreteStatement, Decision, Known, Request, Scope, concretise, decide,
};
use crate::policy::key::SourceKey;
use crate::policy::operator::{Base, Operator};
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};

/// Proves that an amended statement does what it is for: `service` still gets in when it acts for
/// the owner, and not when it acts for a stranger or does not say for whom.
///
/// `statement` is read again from the amended text, `after` is the program of that text; `before`
/// is the one that `changes` and `expected` were chosen in. For keys that the changes add, the values of `expected` are asked
/// for; for other keys, those that the statement has. Where it names no account, as a repair
/// leaves it, the stranger is not asked for.
///
/// # Errors
/// The request that would be answered wrongly; with the kind [`ReasonKind::UnknownValue`] where
/// the answer hangs on a value that was not known before either.
pub fn requests_hold(
    before: &Program,
    after: &Program,
    statement: &Statement,
    service: &str,
    expected: Option<&SourceCondition>,
    changes: &[Change],
) -> Result<(), Reason> {
    let wanted = Wanted::new(before, expected, changes);
    let own = |key| values(after, statement, key);
    let arns: Vec<_> = wanted.arns.iter().flatten().cloned().chain(own(SourceKey::SourceArn)).collect();
    let accounts: Vec<_> = wanted.account.iter().flatten().cloned().chain(own(SourceKey::SourceAccount)).collect();
    let world = World::new(service, &arns, &accounts);
    let concrete = concretise(statement, &|part| Some(world.text(&settle(after, std::slice::from_ref(part)))));
    let asker = Asker::new(&world, concrete, principal(statement, service)?, &wanted);
    let owners = asker.owners(&wanted, expected)?;
    for owner in &owners {
        asker.expect(owner, true, "its own resource would be kept out")?;
    }
    if !asker.names_source() {
        return if wanted.adds() { Err(failed("the condition does not name the source")) } else { Ok(()) };
    }
    asker.expect(&Source::default(), false, "a call that names no source would be let in")?;
    for owner in &owners {
        if wanted.adds() || asker.pins_account(&owners) {
            asker.expect(&owner.stranger(), false, "a stranger's resource would be let in")?;
        }
        if wanted.account.is_some() {
            let account = Some(STRANGER.to_owned());
            asker.expect(&Source { account, ..owner.clone() }, false, "a stranger's account would be let in")?;
            asker.expect(
                &Source { account: None, ..owner.clone() },
                false,
                "a call without an account would be let in",
            )?;
        }
        if wanted.arns.is_some() {
            asker.expect(
                &Source { arn: None, ..owner.clone() },
                false,
                "a call without a source ARN would be let in",
            )?;
        }
    }
    Ok(())
}

/// One statement, and the requests to it.
struct Asker<'w> {
    world: &'w World,
    statement: [ConcreteStatement; 1],
    service: String,
}

impl Asker<'_> {
    fn new<'w>(world: &'w World, mut concrete: ConcreteStatement, service: String, wanted: &Wanted) -> Asker<'w> {
        // A fix touches neither actions nor resources nor other conditions, and a condition holds
        // for every principal: each request is one that the statement is about.
        let identifier = Known::Text(service.clone());
        concrete.principals = vec![ConcretePrincipal { kind: PrincipalKind::Service, identifier }];
        concrete.actions = Scope { negated: false, patterns: vec![Known::Text("*".to_owned())] };
        concrete.resources = None;
        concrete.conditions.retain(|clause| !is_about_something_else(clause));
        concrete.conditions.iter_mut().for_each(|clause| stand_in(world, clause, wanted));
        Asker { world, statement: [concrete], service }
    }

    fn expect(&self, source: &Source, allowed: bool, otherwise: &str) -> Result<(), Reason> {
        let request = Request {
            principal_service: self.service.clone(),
            action: "service:Call".to_owned(),
            resource: self.world.arn_of("resource"),
            context: source.context(),
        };
        let decision =
            decide(&self.statement, &request).map_err(|bad| failed(format!("IAM would refuse it: {bad}")))?;
        match (decision, allowed) {
            (Decision::Allowed, true) | (Decision::ImplicitDeny | Decision::ExplicitDeny, false) => Ok(()),
            (Decision::CannotTell, _) => Err(self.cannot_tell()),
            _ => Err(failed(format!("{}: {otherwise}", self.service))),
        }
    }

    fn cannot_tell(&self) -> Reason {
        let text = "nobody can tell what the statement allows: it hangs on a value that is not known, as it did before";
        Reason::new(ReasonKind::UnknownValue, text)
    }

    fn clauses(&self) -> impl Iterator<Item = (SourceKey, Operator, &ConcreteClause)> {
        self.statement[0].conditions.iter().filter_map(|clause| {
            Some((SourceKey::parse(clause.key.text()?)?, Operator::parse(clause.operator.text()?)?, clause))
        })
    }

    fn names_source(&self) -> bool {
        self.clauses().next().is_some()
    }

    /// The values of a source key that let a request in.
    fn own(&self, wanted: SourceKey) -> Vec<String> {
        let clauses = self.clauses().filter(|(key, operator, _)| *key == wanted && is_positive(*operator));
        clauses.flat_map(|(.., clause)| clause.values.iter().filter_map(Known::text)).map(str::to_owned).collect()
    }

    /// Do the statement's source conditions say whose account it is?
    fn pins_account(&self, owners: &[Source]) -> bool {
        let named = |key| !self.own(key).is_empty();
        named(SourceKey::SourceAccount)
            || named(SourceKey::SourceOrgId)
            || named(SourceKey::SourceOrgPaths)
            || (owners.iter().any(|owner| owner.arn.is_some())
                && self.own(SourceKey::SourceArn).iter().all(|arn| names_account(arn)))
    }

    /// The requests that have to get in, one for each source ARN.
    fn owners(&self, wanted: &Wanted, expected: Option<&SourceCondition>) -> Result<Vec<Source>, Reason> {
        let patterns = match &wanted.arns {
            Some(arns) => arns.iter().map(|arn| self.world.text(arn)).collect(),
            None => self.own(SourceKey::SourceArn),
        };
        let account = match &wanted.account {
            Some(account) => account.as_ref().map(|parts| self.world.text(parts)),
            None => self.own(SourceKey::SourceAccount).first().map(|account| plain(account)),
        };
        let organization: Vec<(String, String)> = [SourceKey::SourceOrgId, SourceKey::SourceOrgPaths]
            .into_iter()
            .filter_map(|key| Some((key.name().to_owned(), plain(self.own(key).first()?))))
            .collect();
        let of = |arn| Source { arn, account: account.clone(), organization: organization.clone() };
        if patterns.is_empty() {
            return Ok(vec![of(None)]);
        }
        // A text whose wildcards reach over colons has no components to fill: what was chosen for
        // the grant is an ARN that it has to match.
        let chosen: Vec<String> = expected.iter().flat_map(|it| &it.arns).map(|arn| self.world.text(arn)).collect();
        let matched = |pattern: &str| chosen.iter().filter_map(|arn| fill(arn)).find(|arn| string_like(pattern, arn));
        let filled = patterns.iter().map(|it| fill(it).or_else(|| matched(it)).map(|arn| of(Some(arn))));
        filled.collect::<Option<Vec<_>>>().ok_or_else(|| failed("a source ARN has fewer than six components"))
    }
}

/// A clause that would be met or not whatever the source is.
fn is_about_something_else(clause: &ConcreteClause) -> bool {
    let key = clause.key.text().is_some_and(|key| SourceKey::parse(key).is_none());
    key && clause.operator.text().is_some_and(|operator| Operator::parse(operator).is_some())
}

fn is_positive(operator: Operator) -> bool {
    matches!(operator.base, Base::String(_) | Base::Arn(_)) && !operator.base.is_negated()
}

/// A value that is not known, or a policy variable, is something: the same before and after. What
/// a fix adds is known.
fn stand_in(world: &World, clause: &mut ConcreteClause, wanted: &Wanted) {
    let key = clause.key.text().and_then(SourceKey::parse);
    if key.is_some_and(|key| wanted.adds_key(key)) {
        return;
    }
    let text = match key {
        Some(SourceKey::SourceArn) => world.arn_of("unknown"),
        Some(SourceKey::SourceAccount) => OWNER.to_owned(),
        _ => "o-owner".to_owned(),
    };
    let is_unknown = |value: &Known| value.text().is_none_or(|text| text.contains("${"));
    for value in clause.values.iter_mut().filter(|value| is_unknown(value)) {
        *value = Known::Text(text.clone());
    }
}

/// The service's principal as the statement has it, in some region where it names one.
fn principal(statement: &Statement, service: &str) -> Result<String, Reason> {
    let mut names = statement.principals.known.iter().filter_map(|principal| service_name(&principal.identifier).ok());
    let found = names.find(|name| normalise(name).is_some_and(|name| name.canonical == service));
    found.ok_or_else(|| failed(format!("{service} would not be let in by the statement any more")))
}
