//! What the rules find, and what they find behind it.
//!
//! One mistake may hide another: nobody can say of a misspelt operator whether it takes the wildcard
//! of its value. So what can be mended is taken for mended, and the rules look again.

use crate::policy::change::Change;
use crate::policy::statement::Statement;
use crate::rules::{Case, Draft, NameForId, judge};

/// How often the rules look: a key, its operator and its value may each hide the next.
const MOST_ROUNDS: usize = 4;

/// All that the rules find in a case. `ids` finds the names for ids in a statement.
pub(super) fn drafts(case: &Case<'_>, ids: impl Fn(&Statement) -> Vec<NameForId>) -> Vec<Draft> {
    let look = |statement: &Statement| judge(&Case { statement, ids: &ids(statement), ..*case });
    let mut drafts = look(case.statement);
    for _ in 1..MOST_ROUNDS {
        let Some(mended) = mended(case.statement, &drafts) else { break };
        let mut behind = look(&mended);
        behind.retain(|draft| !drafts.iter().any(|known| known.rule.id == draft.rule.id && known.at == draft.at));
        if behind.is_empty() {
            break;
        }
        behind.into_iter().for_each(|draft| join(&mut drafts, draft));
    }
    drafts
}

/// The statement with all that is to be amended in it; none where that is nothing.
fn mended(statement: &Statement, drafts: &[Draft]) -> Option<Statement> {
    let mut amends = drafts.iter().flat_map(changes).filter(|change| change.clause().is_some()).peekable();
    amends.peek()?;
    let mut statement = statement.clone();
    amends.for_each(|change| change.amend(&mut statement));
    Some(statement)
}

fn changes(draft: &Draft) -> &[Change] {
    draft.mend.as_ref().map_or(&[], |mend| &mend.changes)
}

/// Takes a draft in. One that only asks for another operator than an earlier one did has the last
/// word on it, and is no mistake of its own.
fn join(drafts: &mut Vec<Draft>, draft: Draft) {
    let operator_of = |change: &Change| match change {
        Change::Operator { clause, .. } => Some(*clause),
        _ => None,
    };
    if let Ok(mend) = &draft.mend
        && let [wanted @ Change::Operator { clause, .. }] = mend.changes.as_slice()
        && let Some(earlier) =
            drafts.iter_mut().find(|it| changes(it).iter().any(|it| operator_of(it) == Some(*clause)))
        && let Ok(known) = &mut earlier.mend
    {
        known.changes.retain(|change| operator_of(change) != Some(*clause));
        known.changes.push(wanted.clone());
        known.applicability = known.applicability.min(mend.applicability);
        earlier.severity = earlier.severity.max(draft.severity);
        return;
    }
    drafts.push(draft);
}
