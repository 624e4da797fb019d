//! From findings to edits, one fix per statement.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Checked, Found};
use crate::choose::SourceCondition;
use crate::edit::{Applicability, Edit, Fix, merge};
use crate::fix::line_up::line_up;
use crate::fix::needs;
use crate::forms::Document;
use crate::forms::write::{Written, amend, split};
use crate::link::Program;
use crate::policy::change::Change;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::rules::Mend;
use crate::text::{FileId, Span};
use crate::value::{Part, SymbolId};

/// A fix of one statement, not yet proven.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The fix.
    pub fix: Fix,
    /// The findings it closes, by their number.
    pub closes: Vec<usize>,
    /// The statement.
    pub place: (usize, usize),
    /// What it changes.
    pub changes: Vec<Change>,
    /// The principals that moved to a copy of the statement; none where it was not split.
    pub moved: Option<BTreeSet<usize>>,
    /// The services whose grants it conditions, with what was chosen for them.
    pub conditions: Vec<(String, Option<SourceCondition>)>,
}

/// What came of planning.
#[derive(Debug, Default)]
pub struct Plan {
    /// The fixes, in text order.
    pub planned: Vec<Planned>,
    /// Findings that no fix can be written for, and why.
    pub manual: Vec<(usize, Reason)>,
}

/// Plans a fix for every statement whose findings offer one.
#[must_use]
pub fn plan(program: &Program, checked: &Checked) -> Plan {
    plan_at(program, checked, |_| true)
}

/// As [`plan`], for some statements only.
#[must_use]
pub fn plan_at(program: &Program, checked: &Checked, is_wanted: impl Fn((usize, usize)) -> bool) -> Plan {
    let mut by_place: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, found) in checked.found.iter().enumerate().filter(|(_, found)| is_wanted(found.place)) {
        by_place.entry(found.place).or_default().push(number);
    }
    let mut out = Plan::default();
    let mut drafts = Vec::new();
    for (place, numbers) in by_place {
        let document = &checked.policies.documents[place.0];
        let planner = Planner { program, checked, document, statement: &document.statements[place.1], place };
        drafts.extend(planner.statement(&numbers, &mut out.manual));
    }
    let homes = homes(program, checked);
    let variables = needs::variables(drafts.iter().flat_map(|draft| &draft.written.needs));
    for draft in drafts {
        match complete(program, &draft, &variables, &homes) {
            Ok(edits) => {
                let mut planned = draft.planned;
                planned.fix.edits = edits;
                out.planned.push(planned);
            }
            Err(reason) => out.manual.extend(draft.planned.closes.iter().map(|&number| (number, reason.clone()))),
        }
    }
    out
}

/// By module, the file where all its fixes declare what they need, so that they declare it once:
/// that of the first statement that is mended, or of the code that reads its text.
fn homes(program: &Program, checked: &Checked) -> BTreeMap<usize, FileId> {
    let mended = checked.found.iter().filter(|found| found.mend.is_ok());
    let authored = mended.filter(|found| program.is_authored(found.finding.statement).is_ok());
    let mut first: BTreeMap<usize, (Span, FileId)> = BTreeMap::new();
    for found in authored {
        let home = program.symbol(checked.policies.documents[found.place.0].home).span;
        if program.may_edit(home).is_err() {
            continue;
        }
        let file = home.file;
        let candidate = (found.finding.statement, file);
        let known = first.entry(program.module_of(file)).or_insert(candidate);
        *known = (*known).min(candidate);
    }
    first.into_iter().map(|(module, (_, file))| (module, file)).collect()
}

/// A fix without what it needs.
struct Draft {
    planned: Planned,
    written: Written,
    home: SymbolId,
    holders: Vec<SymbolId>,
}

/// The edits of a fix with all that they need, lined up.
fn complete(
    program: &Program,
    draft: &Draft,
    variables: &needs::Variables,
    homes: &BTreeMap<usize, FileId>,
) -> Result<Vec<Edit>, Reason> {
    // What the policy names already, it may name again.
    let is_new = |holder: SymbolId, to: SymbolId| !program.refers(draft.home, to) && !program.refers(holder, to);
    let closes = |holder: SymbolId, to: SymbolId| is_new(holder, to) && program.would_cycle(holder, to);
    let mut references = draft.written.references.iter();
    if let Some(&to) = references.find(|&&to| draft.holders.iter().any(|&holder| closes(holder, to))) {
        let text = format!("a reference to {} would close a cycle", program.symbol(to).address);
        return Err(Reason::new(ReasonKind::Cycle, text));
    }
    let own = program.symbol(draft.home).span.file;
    let home = homes.get(&program.module_of(own)).copied().unwrap_or(own);
    let declared = needs::declare(program, &draft.written.needs, variables, home)?;
    let written = draft.written.edits.iter().chain(&draft.written.around).cloned();
    let edits = merge(written.chain(declared)).map_err(|_| {
        Reason::new(ReasonKind::Conflict, "two changes of the statement meet at one place: make them by hand")
    })?;
    Ok(line_up(program, edits))
}

struct Planner<'p> {
    program: &'p Program,
    checked: &'p Checked,
    document: &'p Document,
    statement: &'p Statement,
    place: (usize, usize),
}

impl Planner<'_> {
    fn statement(&self, numbers: &[usize], manual: &mut Vec<(usize, Reason)>) -> Option<Draft> {
        let mut offered = Vec::new();
        for &number in numbers {
            match &self.found(number).mend {
                Ok(_) => offered.push(number),
                Err(reason) => manual.push((number, reason.clone())),
            }
        }
        if offered.is_empty() {
            return None;
        }
        let draft = self.draft(&offered);
        draft.map_err(|reason| manual.extend(offered.iter().map(|&number| (number, reason.clone())))).ok()
    }

    fn found(&self, number: usize) -> &Found {
        &self.checked.found[number]
    }

    fn draft(&self, offered: &[usize]) -> Result<Draft, Reason> {
        let mends = || offered.iter().filter_map(|&number| self.found(number).mend.as_ref().ok());
        let changes = joined(mends())?;
        let moved = self.moved(offered)?;
        let provider = self.provider(offered)?;
        let written = match &moved {
            Some(moved) => split(self.program, self.document, self.statement, moved, &changes, provider.as_deref())?,
            None => amend(self.program, self.statement, &changes, provider.as_deref())?,
        };
        let applicability = mends().map(|mend| mend.applicability).min().unwrap_or(Applicability::DisplayOnly);
        let found = offered.iter().map(|&number| self.found(number));
        let planned = Planned {
            fix: Fix { title: title(&changes, moved.is_some()), edits: Vec::new(), applicability },
            closes: offered.to_vec(),
            place: self.place,
            changes,
            moved,
            conditions: found.map(|found| (found.finding.service.clone(), found.condition.clone())).collect(),
        };
        Ok(Draft { planned, written, home: self.document.home, holders: self.document.holders() })
    }

    /// Which principals have to move to a statement of their own: where a condition is added that
    /// not all of them may have.
    fn moved(&self, offered: &[usize]) -> Result<Option<BTreeSet<usize>>, Reason> {
        let adding: BTreeSet<usize> = offered
            .iter()
            .map(|&number| self.found(number))
            .filter(|found| found.adds())
            .flat_map(|found| found.principals.iter().copied())
            .collect();
        if adding.is_empty() {
            return Ok(None);
        }
        let principals = &self.statement.principals;
        if let Some(reason) = &principals.rest {
            let text = format!("not all principals of the statement are known, so it is not conditioned: {reason}");
            return Err(Reason::new(ReasonKind::NotLiteral, text));
        }
        let all = principals.known.len();
        if adding.len() == all {
            return Ok(None);
        }
        if principals.known.iter().any(|principal| principal.identifier.parts().is_none()) {
            let text = "not all principals of the statement are known, so it is not split";
            return Err(Reason::new(ReasonKind::NotLiteral, text));
        }
        if principals.known.iter().any(|principal| principal.kind == PrincipalKind::Anyone) {
            let text = "the statement lets everyone in: a condition for the service alone would change nothing";
            return Err(Reason::new(ReasonKind::Shape, text));
        }
        Ok(Some(adding))
    }

    fn provider(&self, offered: &[usize]) -> Result<Option<String>, Reason> {
        let found = offered.iter().map(|&number| self.found(number));
        let providers: BTreeSet<Option<String>> =
            found.filter_map(|found| found.condition.as_ref()).map(|condition| condition.provider.clone()).collect();
        if providers.len() > 1 {
            return Err(Reason::new(
                ReasonKind::MultiAccount,
                "its users have different providers, so perhaps accounts",
            ));
        }
        Ok(providers.into_iter().next().flatten())
    }
}

/// The changes of several mends as one list: values of one key under one operator are joined.
///
/// A key is added only where every service that gets a condition sends it; the others would be
/// locked out.
///
/// # Errors
/// No key that all of them send is enough by itself.
fn joined<'a>(mends: impl Iterator<Item = &'a Mend>) -> Result<Vec<Change>, Reason> {
    let mends: Vec<&Mend> = mends.collect();
    let adding: Vec<BTreeSet<&str>> =
        mends.iter().map(|mend| added_keys(mend)).filter(|keys| !keys.is_empty()).collect();
    let common: BTreeSet<&str> =
        adding.iter().cloned().reduce(|one, other| one.intersection(&other).copied().collect()).unwrap_or_default();
    if !adding.is_empty() && common.is_empty() {
        return Err(Reason::new(ReasonKind::Shape, "its services send different keys: write a statement for each"));
    }
    let mut out: Vec<Change> = Vec::new();
    for change in mends.iter().flat_map(|mend| &mend.changes) {
        match change {
            Change::Add { operator, key, values } if common.contains(key) => add(&mut out, operator, key, values),
            Change::Add { .. } => {}
            other if out.contains(other) => {}
            other => out.push(other.clone()),
        }
    }
    Ok(out)
}

fn added_keys(mend: &Mend) -> BTreeSet<&'static str> {
    let keys = mend.changes.iter().filter_map(|change| match change {
        Change::Add { key, .. } => Some(*key),
        _ => None,
    });
    keys.collect()
}

fn add(out: &mut Vec<Change>, operator: &'static str, key: &'static str, values: &[Vec<Part>]) {
    for change in out.iter_mut() {
        if let Change::Add { operator: there, key: name, values: known } = change
            && *name == key
        {
            known.extend(values.iter().filter(|value| !known.contains(value)).cloned().collect::<Vec<_>>());
            if *there != operator {
                *there = "ArnLike";
            }
            return;
        }
    }
    out.push(Change::Add { operator, key, values: values.to_vec() });
}

fn title(changes: &[Change], split: bool) -> String {
    let keys: Vec<&str> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Add { key, .. } => Some(*key),
            _ => None,
        })
        .collect();
    let repairs = changes.len() > keys.len();
    let mut text = match (keys.is_empty(), repairs) {
        (false, false) => format!("Name the source: {}", keys.join(" and ")),
        (false, true) => format!("Repair the condition and add {}", keys.join(" and ")),
        (true, _) => "Repair the condition".to_owned(),
    };
    if split {
        text.push_str(", in a statement of its own");
    }
    text
}
