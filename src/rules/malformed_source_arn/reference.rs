//! ARNs that are referred to: of a resource that the service does not act for here, or with something
//! behind them that it does not send.

use super::{fault, revived, wanted_form};
use crate::edit::Applicability;
use crate::policy::change::Change;
use crate::reason::{Reason, ReasonKind};
use crate::rules::clauses::SourceClause;
use crate::rules::{Case, Mend, Resolved};
use crate::value::Part;

/// What is wrong with a value that opens with the ARN of a resource, and the ARN alone where that is
/// right.
pub(super) fn referred(
    case: &Case<'_>,
    it: &SourceClause<'_>,
    (number, parts): (usize, &[Part]),
    written: impl Fn(Vec<Part>) -> Change,
) -> Option<(String, Result<Mend, Reason>)> {
    // That of the target is a mistake of its own.
    let is_other = |found: &&Resolved| !case.owners.contains(&found.reference.symbol);
    let mut resolved = case.resolved.iter().filter(|_| case.knows_forms).filter(is_other);
    let found = resolved.find(|found| found.clause == it.index && found.value == number)?;
    let text = &found.reference.text;
    if found.forms.iter().all(|form| fault(case.all_forms, form).is_some()) {
        let message = format!("{} sends no ARN of the form of `{text}` here", case.grant.service);
        return Some((message, Err(Reason::new(ReasonKind::Ambiguous, wanted_form(case.forms, parts)))));
    }
    let Some(Part::Literal(behind)) = parts.get(1) else { return None };
    if !behind.starts_with(['/', ':']) || !is_sent_alone(case, found) {
        return None;
    }
    let message = format!("{} sends `{text}` alone, without what stands behind it", case.grant.service);
    let alone = written(vec![Part::Reference(found.reference.clone())]);
    Some((message, Ok(revived(Applicability::Unsafe, alone))))
}

/// Does the service send the ARN of such a resource, and nothing that begins with it?
fn is_sent_alone(case: &Case<'_>, found: &Resolved) -> bool {
    let forms: Vec<String> = case.all_forms.iter().map(ToString::to_string).collect();
    let mut behind = found.patterns.iter().flat_map(|own| forms.iter().filter_map(|form| form.strip_prefix(&**own)));
    let mut is_sent = false;
    behind.all(|rest| {
        is_sent = true;
        rest.is_empty()
    }) && is_sent
}
