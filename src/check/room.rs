//! How large a policy may be: where conditions would cross the quota, they are shortened, or it is
//! said.

use super::Found;
use crate::forms::Document;
use crate::policy::change::{Change, may_share};
use crate::policy::condition::{SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::document;
use crate::policy::key::same_key;
use crate::policy::size::{Quota, Room, quota, size};
use crate::policy::statement::Place;
use crate::reason::{Reason, ReasonKind};
use crate::value::Value;

/// Fits what is to be added to the statements of a document into its quota: first the source ARNs
/// go where the account says enough, then nothing is offered any more. `found` are the findings of
/// the document.
pub(super) fn fit(document: &Document, found: &mut [Found]) {
    let is_written_out = document.statements.iter().all(|it| !matches!(it.place, Place::Arguments { .. }));
    let quotas = document.uses.iter().filter_map(|usage| quota(&usage.kind));
    let Some(quota) = quotas.min_by_key(|quota| quota.bytes).filter(|_| is_written_out) else { return };
    // One that is too large as it stands has a larger quota than the usual one.
    let after = bytes(document, found);
    match quota.room(after) {
        Room::Enough => return,
        _ if quota.room(bytes(document, &[])) == Room::None => return,
        Room::Little => {
            let adding = found.iter_mut().filter(|found| found.adds());
            return adding.for_each(|found| add_to_why(found, &nearly_full(quota, after)));
        }
        Room::None => {}
    }
    found.iter_mut().for_each(|found| shorten(found, quota));
    let shortened = bytes(document, found);
    if shortened > quota.bytes {
        found.iter_mut().filter(|found| found.adds()).for_each(|found| found.mend = Err(too_large(quota, shortened)));
    }
}

/// Without the source ARN, where the account stands beside it.
fn shorten(found: &mut Found, quota: &Quota) {
    let Ok(mend) = &mut found.mend else { return };
    let adds =
        |name: &str| mend.changes.iter().any(|change| matches!(change, Change::Add { key, .. } if same_key(key, name)));
    if !(adds(SOURCE_ACCOUNT) && adds(SOURCE_ARN)) {
        return;
    }
    mend.changes.retain(|change| !matches!(change, Change::Add { key, .. } if same_key(key, SOURCE_ARN)));
    let text = format!("no source ARN: with it the policy would cross the quota of {} bytes", quota.bytes);
    add_to_why(found, &text);
    if let Some(condition) = &mut found.condition {
        condition.arns.clear();
    }
}

fn add_to_why(found: &mut Found, text: &str) {
    let why = found.finding.why.take().map(|why| format!("{why}; ")).unwrap_or_default();
    found.finding.why = Some(format!("{why}{text}"));
}

fn nearly_full(quota: &Quota, bytes: usize) -> String {
    format!("with it the policy has {bytes} bytes or more, and may have {}", quota.bytes)
}

fn too_large(quota: &Quota, bytes: usize) -> Reason {
    let text = format!(
        "with its condition the policy would have {bytes} bytes or more, and may have {}: make it shorter, or ask AWS \
         for a larger quota ({})",
        quota.bytes, quota.citation
    );
    Reason::new(ReasonKind::Limit, text)
}

/// The size of a document once the findings are mended; of what is not known, nothing is counted.
fn bytes(document: &Document, found: &[Found]) -> usize {
    let mut statements: Vec<Value> = Vec::new();
    for (number, statement) in document.statements.iter().enumerate() {
        let here = || found.iter().filter(move |found| found.place.1 == number && found.adds());
        let wanted: Vec<&[Change]> =
            here().filter_map(|found| found.mend.as_ref().ok()).map(|mend| mend.changes.as_slice()).collect();
        let conditioned: usize = here().map(|found| found.principals.len()).sum();
        let leaves_some = conditioned > 0 && conditioned < statement.principals.known.len();
        statements.extend(leaves_some.then(|| document::statement(statement, &[])));
        if may_share(&wanted) || wanted.is_empty() {
            statements.push(document::statement(statement, &wanted.concat()));
        } else {
            statements.extend(wanted.iter().map(|changes| document::statement(statement, changes)));
        }
    }
    size(&document::document(statements)).bytes
}
