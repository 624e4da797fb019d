//! The pure line for one program: read, find the users, choose, judge.

mod background;
mod defaults;
mod fault;
mod found;
mod grants;
mod ids;
mod keyed;
mod names;
mod resolve;
mod resources;
mod room;
mod rounds;
mod sibling;
mod tell;
mod verdict;

use background::Background;
pub use found::{Found, Sharer};

use crate::choose::{Choice, Grant, SourceCondition, Survey, choose};
use crate::finding::{Finding, RuleInfo, Suppression, SuppressionKind};
use crate::forms::condition::as_it_stands;
use crate::forms::{Document, Policies, read};
use crate::link::Program;
use crate::outcome::{GrantRow, UnreadPolicy, Verdict};
use crate::policy::arn::PatternTemplate;
use crate::policy::principal::Principal;
use crate::policy::statement::{Effect, PolicyKind, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::rules::RULES;
use crate::settings::Settings;
use crate::suppress::{self, Fault, Ignores};
use crate::text::Span;
use crate::value::{Partial, Value};

/// What was found out about a program.
#[derive(Debug, Default)]
pub struct Checked {
    /// The policies.
    pub policies: Policies,
    /// The findings, in text order.
    pub found: Vec<Found>,
    /// One row per grant, in text order; verdicts point into `found`.
    pub grants: Vec<GrantRow>,
    /// Policies that could not be followed.
    pub unread: Vec<UnreadPolicy>,
    /// Findings about ignores, in text order: they are of no statement.
    pub faults: Vec<Finding>,
}

/// Judges every statement of a program that lets a service in, in text order.
///
/// Each reference that a chosen condition takes is noted in the program's graph at once: two
/// references that are harmless alone can close a cycle together.
#[must_use]
pub fn check(program: &mut Program, settings: Settings<'_>) -> Checked {
    let policies = read(program, settings.catalogue);
    judged(program, settings, policies, |_| true).unwrap_or_default()
}

/// As [`check`], where nothing outside of the program could change what comes out: every grant is
/// left alone for what the service is, and no condition has to be compared with its users. None,
/// as soon as that is clear, where it is not so.
#[must_use]
pub fn check_if_settled(program: &mut Program, settings: Settings<'_>) -> Option<Checked> {
    let policies = read(program, settings.catalogue);
    let mut statements = policies.documents.iter().flat_map(|document| &document.statements);
    if !statements.all(|statement| statement.conditions == Partial::all(Vec::new())) {
        return None;
    }
    let is_left = |row: &GrantRow| match &row.verdict {
        Verdict::Clean(_) => true,
        Verdict::CannotDecide(reason) => reason.kind == ReasonKind::Unverified,
        Verdict::Findings(_) => false,
    };
    judged(program, settings, policies, |so_far| so_far.unread.is_empty() && so_far.grants.last().is_none_or(is_left))
}

/// Judges the statements in order; none where `goes_on` does not hold of what is known so far.
fn judged(
    program: &mut Program,
    settings: Settings<'_>,
    mut policies: Policies,
    goes_on: impl Fn(&Checked) -> bool,
) -> Option<Checked> {
    let unread = std::mem::take(&mut policies.unread);
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.info.id).collect();
    let ignores = suppress::read(program, &policies, &ids, &settings);
    let out = Checked { unread, ..Checked::default() };
    let mut checker = Checker { program, settings, survey: Survey::default(), ignores, out };
    for (at, document) in policies.documents.iter().enumerate() {
        for (number, statement) in document.statements.iter().enumerate() {
            if !goes_on(&checker.out) {
                return None;
            }
            checker.statement(Site { policies: &policies, document, statement, place: (at, number) });
        }
        let first = checker.out.found.partition_point(|found| found.place.0 < at);
        let found = &mut checker.out.found[first..];
        room::fit(document, found);
        found.iter_mut().for_each(Found::name_all);
        checker.rest(document);
    }
    if !goes_on(&checker.out) {
        return None;
    }
    // Where a file was not read, an ignore may still be of use.
    if checker.program.problems.is_empty() {
        let faults = std::mem::take(&mut checker.ignores).faults();
        checker.out.faults = faults.into_iter().map(|fault| checker.fault(fault)).collect();
    }
    Some(Checked { policies, ..checker.out })
}

/// A statement, and where it was found.
#[derive(Clone, Copy)]
struct Site<'p> {
    policies: &'p Policies,
    document: &'p Document,
    statement: &'p Statement,
    /// Which document, and which of its statements.
    place: (usize, usize),
}

impl Site<'_> {
    /// `Sid`, where it says something.
    fn sid(&self) -> Option<String> {
        self.statement.sid.as_ref().and_then(Value::literal).filter(|sid| !sid.is_empty())
    }
}

/// The forms of source ARN that the services of a statement send.
struct Forms {
    /// For the uses that may be meant.
    meant: Vec<PatternTemplate>,
    /// For any use that such a policy may have.
    all: Vec<PatternTemplate>,
    /// Is for each of the services something known?
    of_each: bool,
}

struct Checker<'p, 'a> {
    program: &'p mut Program,
    settings: Settings<'a>,
    survey: Survey,
    ignores: Ignores,
    out: Checked,
}

impl<'a> Checker<'_, 'a> {
    /// A document of which not every statement could be read.
    fn rest(&mut self, document: &Document) {
        if let Some(reason) = &document.rest {
            let symbol = self.program.symbol(document.home);
            let (at, address) = (symbol.head, symbol.address.clone());
            self.out.unread.push(UnreadPolicy { at, address, reason: reason.clone() });
        }
    }

    fn statement(&mut self, site: Site<'_>) {
        let statement = site.statement;
        if statement.effect == Effect::Deny {
            return;
        }
        if statement.not_principal {
            let text = "NotPrincipal lets in everyone but those that it names: write Principal";
            return self.unread(site, Reason::new(ReasonKind::Shape, text));
        }
        if let Some(reason) = keyed::lets_services_in(statement) {
            self.unread(site, reason);
        }
        let grants = grants::grants(self.program, self.settings.catalogue, &self.survey, site);
        // They are compared with what a condition says.
        let conditioned = statement.conditions != Partial::all(Vec::new());
        let known = || grants.iter().filter(|_| conditioned).filter_map(|(_, known)| known.as_ref().ok());
        let forms = Forms {
            meant: known().flat_map(Grant::forms).collect(),
            all: known().flat_map(Grant::all_forms).collect(),
            of_each: known().filter(|grant| !grant.all_forms().is_empty()).count() == grants.len(),
        };
        for (principals, known) in &grants {
            self.principal(site, principals, known, &forms);
        }
        if let Some(reason) = &statement.principals.rest {
            self.unread(site, reason.clone());
        }
    }

    /// A statement that may let in services that are not known.
    fn unread(&mut self, site: Site<'_>, reason: Reason) {
        let address = self.program.symbol(site.document.home).address.clone();
        self.out.unread.push(UnreadPolicy { at: site.statement.place.span().before(), address, reason });
    }

    fn principal(&mut self, site: Site<'_>, principals: &[usize], known: &Result<Grant<'a>, Reason>, forms: &Forms) {
        let mut all = principals.iter().filter_map(|&index| site.statement.principals.known.get(index));
        let Some(principal) = all.next() else { return };
        let mut row = self.row(site, principal, known);
        let decidable = known.as_ref().map_err(Clone::clone);
        row.verdict = match decidable.and_then(|grant| verdict::decidable_at(site, grant).map(|()| grant)) {
            Err(reason) => {
                self.ignores.excuse(site.place);
                Verdict::CannotDecide(reason)
            }
            Ok(grant) => {
                row.used_by = used_by(self.program, grant);
                let choice = self.choice(site, principals, grant);
                let (program, catalogue) = (&*self.program, self.settings.catalogue);
                let background = Background::of(program, catalogue, site, grant);
                let case = background.case(principal, forms, &choice);
                let drafts = rounds::drafts(&case, |statement| background.ids(program, catalogue, statement));
                let verdict = self.verdict(site, principals, &case, drafts, &row);
                self.note_references(site.document, &verdict);
                verdict
            }
        };
        self.out.grants.push(row);
    }

    /// What a grant should look like; where it is doubtful, a person looks at it first.
    fn choice(&self, site: Site<'_>, principals: &[usize], grant: &Grant<'_>) -> Choice {
        let Site { policies, document, statement, .. } = site;
        let mut choice = choose(self.program, &self.survey, self.settings, policies, document, statement, grant);
        let known = principals.iter().filter_map(|&index| statement.principals.known.get(index));
        let doubt = known.filter_map(|it| it.doubt.as_ref()).chain(statement.effect.doubt()).next();
        if let (Choice::Condition(condition), Some(doubt)) = (&mut choice, doubt) {
            condition.lower(doubt);
        }
        choice
    }

    /// The row of a grant, without its verdict.
    fn row(&self, site: Site<'_>, principal: &Principal, known: &Result<Grant<'a>, Reason>) -> GrantRow {
        let service = known.as_ref().ok().map(|known| known.service.clone());
        GrantRow {
            statement: site.statement.place.span(),
            address: self.program.symbol(site.document.home).address.clone(),
            kind: kind(site.document),
            service: service.or_else(|| principal.identifier.literal()).unwrap_or_else(|| "?".to_owned()),
            used_by: Vec::new(),
            condition: as_it_stands(self.program, site.statement),
            verdict: Verdict::Clean(String::new()),
        }
    }

    /// Why what a rule finds at a place does not count, where the configuration says so.
    fn declined(&self, at: Span, rule: &RuleInfo) -> Option<Suppression> {
        let reason = self.settings.config.declines(&self.program.file(at).path, rule.id)?;
        Some(Suppression { kind: SuppressionKind::Configuration, reason, until: None, at: None })
    }

    /// A finding about an ignore, weighed as the configuration asks.
    fn fault(&self, fault: Fault) -> Finding {
        let finding = fault::finding(self.program, fault);
        let path = &self.program.file(finding.at).path;
        let severity = self.settings.config.severity(path, finding.rule.id).unwrap_or(finding.severity);
        Finding { severity, suppressed: self.declined(finding.at, finding.rule), ..finding }
    }

    /// Notes what the conditions of these findings refer to.
    fn note_references(&mut self, document: &Document, verdict: &Verdict) {
        let Verdict::Findings(indices) = verdict else { return };
        for found in indices.iter().filter_map(|&index| self.out.found.get(index)) {
            if found.adds() {
                for to in found.condition.iter().flat_map(SourceCondition::references) {
                    document.holders().into_iter().for_each(|holder| self.program.add_reference(holder, to));
                }
            }
        }
    }
}

/// Where to underline: the principal, if it is written inside the statement.
fn principal_span(statement: &Statement, principal: &Principal) -> Span {
    let whole = statement.place.span();
    match principal.identifier.node() {
        Some(node) if whole.contains(node.span) => node.span,
        _ => whole.before(),
    }
}

/// The kind of policy that a document is; the first where it has several uses.
fn kind(document: &Document) -> PolicyKind {
    document.uses.first().map_or_else(|| PolicyKind("unknown".to_owned()), |usage| usage.kind.clone())
}

fn used_by(program: &Program, grant: &Grant<'_>) -> Vec<String> {
    let callers = grant.callers.known.iter();
    let mut addresses: Vec<String> = callers.map(|caller| program.symbol(caller.holder).address.clone()).collect();
    addresses.sort();
    addresses.dedup();
    addresses
}
