//! From findings to edits, one fix per statement.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Checked, Found};
use crate::choose::SourceCondition;
use crate::edit::{Applicability, Edit, Fix, merge};
use crate::fix::line_up::line_up;
use crate::fix::needs::Declarations;
use crate::fix::pieces::{pieces, title};
use crate::forms::Document;
use crate::forms::write::{Piece, Written, amend, split};
use crate::link::Program;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::text::{FileId, Span};
use crate::value::SymbolId;

/// A fix of one statement, not yet proven.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The fix.
    pub fix: Fix,
    /// The findings it closes, by their number.
    pub closes: Vec<usize>,
    /// The statement.
    pub place: (usize, usize),
    /// What becomes of the statement: itself, and the copies behind it where it is split.
    pub pieces: Vec<Piece>,
    /// The services whose grants it conditions, each with the number of the piece that has it and what
    /// was chosen for it.
    pub conditions: Vec<(usize, String, Option<SourceCondition>)>,
}

impl Planned {
    /// The piece that has a principal; the first one where none has it.
    #[must_use]
    pub fn piece_of(&self, principals: &[usize]) -> usize {
        let has = |piece: &Piece| principals.iter().any(|principal| piece.principals.contains(principal));
        self.pieces.iter().position(has).unwrap_or_default()
    }
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
    let mut declarations = Declarations::new(program, drafts.iter().flat_map(|draft| &draft.written.needs));
    for draft in drafts {
        match complete(program, &draft, &mut declarations, &homes) {
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
    declarations: &mut Declarations<'_>,
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
    let declared = declarations.of(&draft.written.needs, home)?;
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
        let found: Vec<&Found> = offered.iter().map(|&number| self.found(number)).collect();
        let pieces = pieces(self.statement, &found)?;
        let provider = self.provider(offered)?;
        let written = match pieces.as_slice() {
            [whole] => amend(self.program, self.statement, &whole.changes, provider.as_deref())?,
            pieces => split(self.program, self.document, self.statement, pieces, provider.as_deref())?,
        };
        let applicability = mends().map(|mend| mend.applicability).min().unwrap_or(Applicability::DisplayOnly);
        let mut planned = Planned {
            fix: Fix { title: title(&pieces), edits: Vec::new(), applicability },
            closes: offered.to_vec(),
            place: self.place,
            pieces,
            conditions: Vec::new(),
        };
        for found in found {
            let piece = planned.piece_of(&found.principals);
            planned.conditions.push((piece, found.finding.service.clone(), found.condition.clone()));
            for sharer in &found.sharers {
                let piece = planned.piece_of(&sharer.principals);
                planned.conditions.push((piece, sharer.service.clone(), sharer.condition.clone()));
            }
        }
        Ok(Draft { planned, written, home: self.document.home, holders: self.document.holders() })
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
