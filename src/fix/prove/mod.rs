//! The proof in memory: nothing is offered that was not verified.

use crate::catalogue::{Catalogue, Language};
use crate::check::{Checked, check};
use crate::edit::{apply, merge};
use crate::engine::{Loaded, link_module, load_template};
use crate::fix::plan::{Planned, plan};
use crate::link::Program;
use crate::reason::{Reason, ReasonKind};
use crate::text::{FileId, TextFile};

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
    let again = check(&mut after, Catalogue::builtin());
    closed(checked, &again, fixes)?;
    let second = plan(&after, &again);
    let same = |one: &Planned| {
        let address = |checked: &Checked, place: (usize, usize)| checked.policies.documents.get(place.0).map(|it| it.home);
        fixes.iter().any(|fix| fix.place == one.place && address(checked, fix.place) == address(&again, one.place))
    };
    if second.planned.iter().any(same) {
        return Err(failed("a second run would change the statement again".to_owned()));
    }
    Ok(())
}

fn failed(text: String) -> Reason {
    Reason::new(ReasonKind::VerifyFailed, text)
}

/// The program with the fixes done.
fn reload(program: &Program, fixes: &[&Planned]) -> Result<Program, Reason> {
    let edits = merge(fixes.iter().flat_map(|one| one.fix.edits.iter().cloned()))
        .map_err(|_| failed("two of its edits overlap".to_owned()))?;
    let files = program.files.iter().enumerate().map(|(at, file)| {
        TextFile::new(file.path.clone(), apply(FileId(at as u32), &file.text, &edits))
    });
    match program.language {
        Language::Terraform => Ok(link_module(files.collect(), Vec::new())),
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

/// The findings are gone, and no new ones have come.
fn closed(before: &Checked, after: &Checked, fixes: &[&Planned]) -> Result<(), Reason> {
    let closes = |number: usize| fixes.iter().any(|one| one.closes.contains(&number));
    let mut old: Vec<_> = before
        .found
        .iter()
        .enumerate()
        .filter(|(number, _)| !closes(*number))
        .map(|(_, found)| (found.finding.rule.id, found.finding.address.clone(), found.finding.service.clone()))
        .collect();
    for found in &after.found {
        let key = (found.finding.rule.id, found.finding.address.clone(), found.finding.service.clone());
        match old.iter().position(|it| *it == key) {
            Some(at) => drop(old.remove(at)),
            None => return Err(failed(format!("it would leave or make a finding: {}: {}", key.0, found.finding.message))),
        }
    }
    Ok(())
}
