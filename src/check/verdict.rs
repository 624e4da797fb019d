//! What becomes of a grant: its findings, or why there are none.

use super::found::Found;
use super::{Checker, Site, defaults, tell};
use crate::choose::{Choice, Grant};
use crate::finding::{Finding, Suppression};
use crate::link::Program;
use crate::outcome::{GrantRow, Verdict};
use crate::policy::statement::{Effect, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::rules::{Case, Draft, guard};

impl Checker<'_, '_> {
    /// The verdict on a grant of which the rules found this; the findings are noted.
    pub(super) fn verdict(
        &mut self,
        site: Site<'_>,
        principals: &[usize],
        case: &Case<'_>,
        drafts: Vec<Draft>,
        row: &GrantRow,
    ) -> Verdict {
        if drafts.is_empty() {
            return clean(self.program, site.statement, case);
        }
        let mut numbers = Vec::new();
        for draft in drafts {
            let suppressed =
                self.ignores.of(site.place, draft.rule.id).or_else(|| self.declined(row.statement, draft.rule));
            let mend = match &suppressed {
                Some(suppression) => Err(stays(suppression)),
                None => draft.mend.clone().map(|mend| mend.lowered(site.statement.effect.doubt())),
            };
            let finding = tell::finding(self.program, self.settings, site, case, row, draft);
            let found = Found {
                finding: Finding { suppressed, ..finding },
                place: site.place,
                principals: principals.to_vec(),
                mend,
                condition: tell::chosen(case).cloned(),
                sharers: Vec::new(),
            };
            numbers.push(self.number(found));
        }
        Verdict::Findings(numbers)
    }

    /// The number of a finding: that of the same fault, where it was found for another service already.
    fn number(&mut self, found: Found) -> usize {
        // Statements are judged in order, so those of the same one are the last.
        let first = self.out.found.partition_point(|other| other.place < found.place);
        match self.out.found[first..].iter().position(|other| other.is_of_one_cause(&found)) {
            Some(behind) => {
                self.out.found[first + behind].share(found);
                first + behind
            }
            None => {
                self.out.found.push(found);
                self.out.found.len() - 1
            }
        }
    }
}

/// Can the statement be judged at all?
pub(super) fn decidable_at(Site { document, statement, .. }: Site<'_>, grant: &Grant<'_>) -> Result<(), Reason> {
    if let Effect::Unknown(reason) = &statement.effect {
        return Err(reason.clone());
    }
    if document.uses.is_empty() {
        let text = "nothing here shows what the document is used for";
        return Err(Reason::new(ReasonKind::UnknownValue, text));
    }
    if guard(statement, grant).is_some() || !statement.defects.is_empty() {
        return Ok(());
    }
    if let Some(reason) = &statement.conditions.rest {
        return Err(reason.clone());
    }
    Ok(())
}

/// Why an ignored finding brings no change.
fn stays(suppression: &Suppression) -> Reason {
    Reason::new(ReasonKind::Suppressed, format!("it is ignored: {}", suppression.reason))
}

fn clean(program: &Program, statement: &Statement, case: &Case<'_>) -> Verdict {
    let guarded = guard(statement, case.grant);
    let not_told = || {
        let text = "its condition does not name the source, and no rule tells what it means";
        Verdict::CannotDecide(Reason::new(ReasonKind::Ambiguous, text))
    };
    match (guarded, case.choice) {
        (Some(text), _) => defaults::opened(program, statement).map_or(Verdict::Clean(text), Verdict::CannotDecide),
        (None, Choice::LeaveAlone(text)) => Verdict::Clean(text.clone()),
        (None, Choice::Disputed(reason)) => Verdict::CannotDecide(reason.clone()),
        (None, Choice::Guarded(guarded)) => guarded.unclear.clone().map_or_else(not_told, Verdict::CannotDecide),
        (None, _) => not_told(),
    }
}
