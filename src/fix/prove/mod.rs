//! The proof in memory: nothing is offered that was not verified.
//!
//! Three proofs that share nothing with the code that makes the edits: the texts differ in
//! conditions alone ([`unchanged`]), the statements read again are those that were wanted
//! ([`statements`]), and IAM lets the owner in and keeps the stranger out ([`requests`]).

mod outline;
mod render;
pub mod requests;
mod settle;
mod split;
pub mod statements;
pub mod unchanged;
mod walk;
mod world;

use crate::catalogue::{Catalogue, Language};
use crate::check::{Checked, check};
use crate::edit::{apply, merge};
use crate::fix::plan::{Planned, plan};
use crate::link::Program;
use crate::load::{Loaded, Tree, link_module, load_template};
use crate::reason::{Reason, ReasonKind};
use crate::text::{FileId, TextFile};
use statements::Side;

/// Proves that these fixes, done together, do what they say and nothing else.
///
/// # Errors
/// What was found instead.
pub fn prove(program: &Program, checked: &Checked, fixes: &[&Planned]) -> Result<(), Reason> {
    if fixes.is_empty() {
        return Ok(());
    }
    let mut after = reload(program, fixes)?;
    if after.problems.len() > program.problems.len() {
        let message = after.problems.last().map(|problem| problem.message.clone()).unwrap_or_default();
        return Err(failed(format!("the text would not parse any more: {message}")));
    }
    let split = fixes.iter().any(|one| one.moved.is_some());
    for (old, new) in program.files.iter().zip(&after.files).filter(|(old, new)| old.text != new.text) {
        unchanged::only_conditions_differ(program.language, old, new, split)?;
    }
    let again = check(&mut after, Catalogue::builtin(), checked.settings);
    let (before, read) = (Side { program, checked }, Side { program: &after, checked: &again });
    let alignment = statements::compare(before, read, fixes)?;
    for fix in fixes {
        let (document, index) = alignment.amended(fix).ok_or_else(|| failed("a fix amends nothing"))?;
        let statement = &again.policies.documents[document].statements[index];
        for (service, condition) in &fix.conditions {
            requests::requests_hold(program, &after, statement, service, condition.as_ref(), &fix.changes)?;
        }
    }
    let second = plan(&after, &again);
    let same = |one: &Planned| {
        let address =
            |checked: &Checked, place: (usize, usize)| checked.policies.documents.get(place.0).map(|it| it.home);
        fixes.iter().any(|fix| fix.place == one.place && address(checked, fix.place) == address(&again, one.place))
    };
    if second.planned.iter().any(same) {
        return Err(failed("a second run would change the statement again".to_owned()));
    }
    Ok(())
}

fn failed(text: impl Into<String>) -> Reason {
    Reason::new(ReasonKind::VerifyFailed, text)
}

/// The program with the fixes done.
fn reload(program: &Program, fixes: &[&Planned]) -> Result<Program, Reason> {
    let edits = merge(fixes.iter().flat_map(|one| one.fix.edits.iter().cloned()))
        .map_err(|_| failed("two of its edits overlap".to_owned()))?;
    let files = program
        .files
        .iter()
        .enumerate()
        .map(|(at, file)| TextFile::new(file.path.clone(), apply(FileId(at as u32), &file.text, &edits)));
    match program.language {
        Language::Terraform => {
            let unchanged = |id: FileId| edits.iter().all(|edit| edit.span.file != id);
            let known = |id: FileId| program.bodies.get(id.0 as usize).filter(|_| unchanged(id)).cloned().flatten();
            let tree = |id: FileId| known(id).map_or(Tree::Parse, Tree::Known);
            Ok(link_module(files.collect(), Vec::new(), tree))
        }
        Language::CloudFormation => {
            let file = files.into_iter().next().ok_or_else(|| failed("there is no file".to_owned()))?;
            match load_template(file) {
                Loaded::Program(program) => Ok(*program),
                Loaded::Nothing => Err(failed("the text would be no template any more".to_owned())),
                Loaded::Broken(_, problems) => {
                    let message = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
                    Err(failed(format!("the text would not parse any more: {message}")))
                }
            }
        }
    }
}
