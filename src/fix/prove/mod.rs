//! The proof in memory: nothing is offered that was not verified.
//!
//! The proofs share nothing with the code that makes the edits: the texts differ in conditions
//! alone ([`unchanged`], [`comments`], [`bytes`]), the program links as it did ([`linked`]), the
//! statements read again are those that were wanted ([`statements`]), and IAM lets the owner in
//! and keeps the stranger out ([`requests`]).

mod alike;
pub mod bytes;
mod calls;
pub mod comments;
mod conditions;
pub mod linked;
mod objects;
mod outline;
mod render;
pub mod requests;
mod room;
mod same;
mod second_opinion;
mod settle;
mod source;
mod split;
pub mod statements;
pub mod unchanged;
mod walk;
mod world;

use crate::catalogue::Language;
use crate::check::{Checked, check};
use crate::edit::{apply, merge, of_file};
use crate::fix::plan::{Planned, plan_at};
use crate::link::Program;
use crate::load::{Loaded, Tree, link_module, load_template};
use crate::reason::{Reason, ReasonKind};
use crate::settings::Settings;
use crate::text::{FileId, TextFile};
use alike::Alike;
use statements::Side;
use std::collections::BTreeSet;

/// Proves that these fixes, done together, do what they say and nothing else. The settings are
/// those that the program was judged with.
///
/// # Errors
/// What was found instead.
pub fn prove(program: &Program, checked: &Checked, settings: Settings<'_>, fixes: &[&Planned]) -> Result<(), Reason> {
    if fixes.is_empty() {
        return Ok(());
    }
    only_statements_lose_text(program, checked, fixes)?;
    let mut after = reload(program, fixes)?;
    if after.problems.len() > program.problems.len() {
        let message = after.problems.last().map(|problem| problem.message.clone()).unwrap_or_default();
        return Err(failed(format!("the text would not parse any more: {message}")));
    }
    let split = fixes.iter().any(|one| one.pieces.len() > 1);
    for (at, (old, new)) in program.files.iter().zip(&after.files).enumerate() {
        if old.text != new.text {
            let (before, after) = (program.documents[at].as_ref(), after.documents[at].as_ref());
            let (before, after) = ((old, before), (new, after));
            let alike = Alike::of(before, after);
            unchanged::only_conditions_differ(before, after, &alike, split)?;
            comments::comments_stay(before, after, &alike)?;
        }
    }
    let homes: Vec<_> = fixes.iter().flat_map(|fix| checked.policies.documents[fix.place.0].holders()).collect();
    linked::links_as_before(program, &after, &homes)?;
    room::is_kept(program, &after, checked)?;
    let again = check(&mut after, settings);
    let (before, read) = (Side { program, checked }, Side { program: &after, checked: &again });
    let alignment = statements::compare(before, read, fixes)?;
    let mut amended: BTreeSet<(usize, usize)> = BTreeSet::new();
    for fix in fixes {
        let places = alignment.pieces(fix);
        let statement = |piece: usize| {
            let (document, index) = places.get(piece).ok_or_else(|| failed("a fix amends nothing"))?;
            Ok(&again.policies.documents[*document].statements[*index])
        };
        for (piece, service, condition) in &fix.conditions {
            let changes = &fix.pieces[*piece].changes;
            requests::requests_hold(program, &after, statement(*piece)?, service, condition.as_ref(), changes)?;
        }
        amended.extend(places);
    }
    if !plan_at(&after, &again, |place| amended.contains(&place)).planned.is_empty() {
        return Err(failed("a second run would change the statement again".to_owned()));
    }
    Ok(())
}

fn failed(text: impl Into<String>) -> Reason {
    Reason::new(ReasonKind::VerifyFailed, text)
}

/// No edit takes away what is outside of the statement that it is for.
fn only_statements_lose_text(program: &Program, checked: &Checked, fixes: &[&Planned]) -> Result<(), Reason> {
    for fix in fixes {
        let document = &checked.policies.documents[fix.place.0];
        let statement = document.statements[fix.place.1].place.span();
        let edited: BTreeSet<FileId> = fix.fix.edits.iter().map(|edit| edit.span.file).collect();
        for id in edited {
            let file = program.files.get(id.0 as usize).ok_or_else(|| failed("an edit is of no file"))?;
            bytes::only_statements_lose_text(id, file, &fix.fix.edits, &[statement])?;
        }
    }
    Ok(())
}

fn gone() -> Reason {
    failed("the text would be no template any more")
}

/// The program with the fixes done.
fn reload(program: &Program, fixes: &[&Planned]) -> Result<Program, Reason> {
    let edits = merge(fixes.iter().flat_map(|one| one.fix.edits.iter().cloned()))
        .map_err(|_| failed("two of its edits overlap".to_owned()))?;
    let is_amended = |id: FileId| !of_file(id, &edits).is_empty();
    let files = (0..).map(FileId).zip(&program.files).map(|(id, file)| match is_amended(id) {
        true => TextFile::new(file.path.clone(), apply(id, &file.text, &edits)),
        false => file.clone(),
    });
    match program.language {
        Language::Terraform => {
            let known = |id: FileId| program.documents[id.0 as usize].as_ref().filter(|_| !is_amended(id));
            let tree = |id: FileId| known(id).map_or(Tree::Parse, Tree::known);
            Ok(link_module(files.collect(), Vec::new(), tree))
        }
        Language::CloudFormation => {
            let file = files.into_iter().next().ok_or_else(|| failed("there is no file".to_owned()))?;
            match load_template(file, program.is_nested()) {
                Loaded::Programs(programs) => programs.into_iter().nth(program.part).ok_or_else(gone),
                Loaded::Nothing => Err(gone()),
                Loaded::Broken(_, problems) => {
                    let message = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    Err(failed(format!("the text would not parse any more: {message}")))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
