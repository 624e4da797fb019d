//! Proof that the statements read again are those that were wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::failed;
use super::render::{self, Condition, Rendered};
use crate::check::{Checked, Found};
use crate::fix::plan::Planned;
use crate::link::Program;
use crate::outcome::Verdict;
use crate::policy::statement::Statement;
use crate::reason::Reason;
use crate::rules::alone;

/// A program and what was found out about it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The program.
    pub program: &'a Program,
    /// What was found out.
    pub checked: &'a Checked,
}

/// Where the statements of before stand after.
#[derive(Debug)]
pub struct Alignment {
    /// By document and statement of before: the place after, and how many pieces stand from there on.
    places: Vec<Vec<(usize, usize)>>,
}

impl Alignment {
    /// Where the pieces of a statement stand that a fix amended.
    #[must_use]
    pub fn pieces(&self, fix: &Planned) -> Vec<(usize, usize)> {
        let place = self.places.get(fix.place.0).and_then(|document| document.get(fix.place.1));
        let at = |&(first, count): &(usize, usize)| (first..first + count).map(|index| (fix.place.0, index)).collect();
        place.map(at).unwrap_or_default()
    }
}

/// The fixes by the statement that they are of.
type ByPlace<'f> = BTreeMap<(usize, usize), &'f Planned>;

/// Proves that the fixes, and they alone, changed what the statements say, and that findings went
/// away and none came.
///
/// Documents and statements are matched in order of text; the copies that a split makes stand right
/// behind their original.
///
/// # Errors
/// Which statement or finding is not as wanted.
pub fn compare(before: Side<'_>, after: Side<'_>, fixes: &[&Planned]) -> Result<Alignment, Reason> {
    let by_place: ByPlace<'_> = fixes.iter().map(|fix| (fix.place, *fix)).collect();
    let alignment = align(before, after, fixes, &by_place)?;
    for (number, document) in before.checked.policies.documents.iter().enumerate() {
        for (index, old) in document.statements.iter().enumerate() {
            let fix = by_place.get(&(number, index)).copied();
            let found = &after.checked.policies.documents[number].statements;
            let (own, count) = alignment.places[number][index];
            for piece in 0..count {
                let here = &found[own + piece];
                let there = Rendered::new(after.program, here);
                let wanted = wanted(before.program, old, fix, piece, &there);
                if let Some(difference) = there.difference(&wanted) {
                    return Err(other_than_wanted(after.program, here, &difference));
                }
            }
        }
        let sids = named_twice(after, number);
        if sids > named_twice(before, number) {
            return Err(failed("two statements of one policy would have the same Sid"));
        }
    }
    findings(before.checked, after.checked, &by_place, &alignment)?;
    undecided(before.checked, after.checked)?;
    Ok(alignment)
}

fn other_than_wanted(program: &Program, statement: &Statement, difference: &str) -> Reason {
    let span = statement.place.span();
    let file = program.file(span);
    failed(format!(
        "the statement at {}:{} would not read as wanted: {difference}",
        file.path,
        file.line_of(span.start)
    ))
}

fn align(before: Side<'_>, after: Side<'_>, fixes: &[&Planned], by_place: &ByPlace<'_>) -> Result<Alignment, Reason> {
    let (old, new) = (&before.checked.policies.documents, &after.checked.policies.documents);
    let claims = |fix: &&&Planned| fix.pieces.iter().any(|piece| !piece.changes.is_empty()) && !fix.closes.is_empty();
    let exists = |fix: &&Planned| old.get(fix.place.0).is_some_and(|document| document.statements.len() > fix.place.1);
    if by_place.len() != fixes.len() || fixes.iter().filter(claims).count() != fixes.len() || !fixes.iter().all(exists)
    {
        return Err(failed("a fix amends nothing"));
    }
    if old.len() != new.len() {
        return Err(failed(format!("{} policies would become {}", old.len(), new.len())));
    }
    let mut places = Vec::new();
    for (number, (old, new)) in old.iter().zip(new).enumerate() {
        let mut next = 0;
        let mut inside = Vec::new();
        for index in 0..old.statements.len() {
            let count = by_place.get(&(number, index)).map_or(1, |fix| fix.pieces.len());
            inside.push((next, count));
            next += count;
        }
        if next != new.statements.len() || old.uses.len() != new.uses.len() || old.rest.is_some() != new.rest.is_some()
        {
            return Err(failed(format!("policy {} would have other statements or uses", number + 1)));
        }
        places.push(inside);
    }
    Ok(Alignment { places })
}

/// What a piece of a statement should read as: its own principals and its own changes, and a Sid of
/// its own where it is a copy of one that has a Sid.
fn wanted(program: &Program, old: &Statement, fix: Option<&Planned>, piece: usize, there: &Rendered) -> Rendered {
    let whole = Rendered::new(program, old);
    let Some((fix, own)) = fix.and_then(|fix| Some((fix, fix.pieces.get(piece)?))) else { return whole };
    let condition = Condition::new(program, old, &own.changes);
    if fix.pieces.len() == 1 {
        return Rendered { condition, ..whole };
    }
    let principals = whole.principals.iter().enumerate().filter(|(at, _)| own.principals.contains(at));
    let principals = principals.map(|(_, principal)| principal.clone()).collect();
    let sid = if piece == 0 { whole.sid.clone() } else { whole.sid.clone().and(there.sid.clone()) };
    Rendered { sid, principals, condition, ..whole }
}

/// How many statements of a document have the Sid of an earlier one.
fn named_twice(side: Side<'_>, number: usize) -> usize {
    let statements = &side.checked.policies.documents[number].statements;
    let sids = statements.iter().filter_map(|it| render::sid(side.program, it)).filter(|sid| !sid.is_empty());
    let sids: Vec<String> = sids.collect();
    sids.len() - sids.iter().collect::<BTreeSet<_>>().len()
}

/// Every finding after is one of before that no fix closes.
fn findings(before: &Checked, after: &Checked, by_place: &ByPlace<'_>, alignment: &Alignment) -> Result<(), Reason> {
    let closed: BTreeSet<usize> = by_place.values().flat_map(|fix| &fix.closes).copied().collect();
    let mut expected: BTreeMap<Identity<'_>, usize> = BTreeMap::new();
    for (_, found) in before.found.iter().enumerate().filter(|(number, _)| !closed.contains(number)) {
        let (own, _) = alignment.places[found.place.0][found.place.1];
        let place = own + by_place.get(&found.place).map_or(0, |fix| fix.piece_of(&found.principals));
        *expected.entry(identity(found, (found.place.0, place))).or_default() += 1;
    }
    for found in &after.found {
        match expected.get_mut(&identity(found, found.place)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => {
                let (rule, message) = (found.finding.rule.id, &found.finding.message);
                return Err(failed(format!("it would leave or make a finding: {rule}: {message}")));
            }
        }
    }
    Ok(())
}

/// What makes a finding the same one wherever its lines are: rule, address, service, place.
type Identity<'a> = (&'static str, &'a str, &'a str, (usize, usize));

fn identity(found: &Found, place: (usize, usize)) -> Identity<'_> {
    (alone(found.finding.rule.id), &found.finding.address, &found.finding.service, place)
}

/// A fix makes no grant and takes none away, and nothing that could be read or decided before
/// cannot be so after.
fn undecided(before: &Checked, after: &Checked) -> Result<(), Reason> {
    let open =
        |checked: &Checked| checked.grants.iter().filter(|row| matches!(row.verdict, Verdict::CannotDecide(_))).count();
    if before.grants.len() != after.grants.len() {
        return Err(failed(format!("{} grants would become {}", before.grants.len(), after.grants.len())));
    }
    if open(after) > open(before) || after.unread.len() > before.unread.len() {
        return Err(failed("less could be decided than before"));
    }
    Ok(())
}
