//! What a fix makes of one statement: itself, or several where its principals need different
//! conditions.

use std::collections::BTreeSet;

use crate::check::Found;
use crate::forms::write::Piece;
use crate::policy::change::{Change, added_keys, may_share};
use crate::policy::condition::{Clause, SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::key::same_key;
use crate::policy::principal::PrincipalKind;
use crate::policy::statement::Statement;
use crate::reason::{Reason, ReasonKind};
use crate::rules::Mend;
use crate::value::Part;

/// What becomes of a statement whose findings are mended: principals whose conditions cannot be one
/// stand apart, as do those that get none where others do.
///
/// # Errors
/// Why the principals cannot be told apart.
pub(super) fn pieces(statement: &Statement, found: &[&Found]) -> Result<Vec<Piece>, Reason> {
    let mut staying: BTreeSet<usize> = (0..statement.principals.known.len()).collect();
    let mut groups = conditioned(found);
    staying.retain(|principal| !groups.iter().any(|group| group.contains(principal)));
    if !groups.is_empty() {
        all_known(statement)?;
    }
    if !staying.is_empty() {
        groups.insert(0, staying);
    }
    if groups.len() > 1 {
        separable(statement)?;
    }
    let piece = |principals: BTreeSet<usize>| {
        let mends = found.iter().filter(|found| found.principals.iter().any(|it| principals.contains(it)));
        let changes = joined(mends.filter_map(|found| found.mend.as_ref().ok()));
        Piece { principals, changes }
    };
    Ok(groups.into_iter().map(piece).collect())
}

fn all_known(statement: &Statement) -> Result<(), Reason> {
    let Some(reason) = &statement.principals.rest else { return Ok(()) };
    let text = format!("not all principals of the statement are known, so it is not conditioned: {reason}");
    Err(Reason::new(ReasonKind::NotLiteral, text))
}

/// Can the principals be told apart, and does it help?
fn separable(statement: &Statement) -> Result<(), Reason> {
    let known = &statement.principals.known;
    if known.iter().any(|principal| principal.identifier.parts().is_none()) {
        let text = "not all principals of the statement are known, so it is not split";
        return Err(Reason::new(ReasonKind::NotLiteral, text));
    }
    if known.iter().any(|principal| principal.kind == PrincipalKind::Anyone) {
        let text = "the statement lets everyone in: a condition for the service alone would change nothing";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    let is_arn = |clause: &&Clause| clause.key.literal().is_some_and(|key| same_key(&key, SOURCE_ARN));
    if statement.conditions.known.iter().filter(is_arn).any(|clause| clause.values.known.len() > 1) {
        let text = "its condition names sources of several services: write a statement for each of them";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    Ok(())
}

/// The principals that get a condition, those together that may have one in common; the most first.
fn conditioned(found: &[&Found]) -> Vec<BTreeSet<usize>> {
    let adding: Vec<(&[usize], &[Change])> = found
        .iter()
        .filter(|found| found.adds())
        .filter_map(|found| Some((found.principals.as_slice(), found.mend.as_ref().ok()?.changes.as_slice())))
        .collect();
    let wanted: Vec<&[Change]> = adding.iter().map(|(_, changes)| *changes).collect();
    let shared = may_share(&wanted);
    let (with, without): (Vec<_>, Vec<_>) =
        adding.into_iter().partition(|(_, changes)| shared || added_keys(changes).contains(SOURCE_ACCOUNT));
    let principals = |group: Vec<(&[usize], &[Change])>| -> BTreeSet<usize> {
        group.into_iter().flat_map(|(principals, _)| principals.iter().copied()).collect()
    };
    let with = principals(with);
    let without: BTreeSet<usize> = principals(without).difference(&with).copied().collect();
    let mut groups: Vec<BTreeSet<usize>> = [with, without].into_iter().filter(|group| !group.is_empty()).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

/// The changes of several mends as one list: values of one key under one operator are joined.
///
/// A key is added only where every service that gets a condition sends it; the others would be
/// locked out.
fn joined<'a>(mends: impl Iterator<Item = &'a Mend>) -> Vec<Change> {
    let mends: Vec<&Mend> = mends.collect();
    let adding = mends.iter().map(|mend| added_keys(&mend.changes)).filter(|keys| !keys.is_empty());
    let common: BTreeSet<&str> = adding.reduce(|one, other| &one & &other).unwrap_or_default();
    let mut out: Vec<Change> = Vec::new();
    for change in mends.iter().flat_map(|mend| &mend.changes) {
        match change {
            Change::Add { operator, key, values } if common.contains(key) => add(&mut out, operator, key, values),
            Change::Add { .. } => {}
            other if out.contains(other) => {}
            other => out.push(other.clone()),
        }
    }
    out
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

/// What a fix does, in a few words.
pub(super) fn title(pieces: &[Piece]) -> String {
    let changes = || pieces.iter().flat_map(|piece| &piece.changes);
    let mut keys: Vec<&str> = Vec::new();
    for change in changes() {
        if let Change::Add { key, .. } = change
            && !keys.contains(key)
        {
            keys.push(key);
        }
    }
    let repairs = changes().any(|change| !matches!(change, Change::Add { .. }));
    let text = match (keys.is_empty(), repairs) {
        (false, false) => format!("Name the source: {}", keys.join(" and ")),
        (false, true) => format!("Repair the condition and add {}", keys.join(" and ")),
        (true, _) => "Repair the condition".to_owned(),
    };
    match pieces.iter().filter(|piece| !piece.changes.is_empty()).count() {
        _ if pieces.len() == 1 => text,
        1 => format!("{text}, in a statement of its own"),
        _ => format!("{text}, in statements of their own"),
    }
}
