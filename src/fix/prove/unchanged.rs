//! Proof that two texts differ in conditions alone.

use super::failed;
use super::outline::{Outline, of_body, of_json, of_node, of_yaml};
use super::walk::{Same, Walk};
use crate::catalogue::Language;
use crate::load::parse_template;
use crate::reason::Reason;
use crate::syntax::tree::{Document, Grammar, Layout};
use crate::syntax::{hcl, second};
use crate::text::{FileId, TextFile};

/// Proves that a file differs from what it was in nothing but what a fix may change: conditions
/// of statements, source arguments of permissions, new data sources that tell about the
/// deployment, and, where `allow_split`, statements that became several.
///
/// Templates are read by two parsers that share nothing; each tree must pass.
///
/// # Errors
/// Where another difference is; a text that does not parse.
pub fn only_conditions_differ(
    language: Language,
    before: &TextFile,
    after: &TextFile,
    allow_split: bool,
) -> Result<(), Reason> {
    let walk = Walk { split: allow_split };
    match language {
        Language::Terraform => compare(walk.file(&module_file(before)?, &module_file(after)?), before),
        Language::CloudFormation => {
            let (old, new) = (template(before)?, template(after)?);
            compare(walk.value(&old, &new), before)?;
            second_opinion(walk, before, after)
        }
    }
}

fn compare(same: Same, file: &TextFile) -> Result<(), Reason> {
    same.map_err(|mut steps| {
        steps.reverse();
        failed(format!("{} would change in more than conditions, at {}", file.path, steps.join("/")))
    })
}

fn module_file(file: &TextFile) -> Result<Outline, Reason> {
    let layout = Layout { grammar: Grammar::Hcl, nest: Vec::new() };
    match hcl::parse(FileId(0), &file.text) {
        Ok(body) => Ok(of_body(&body, &file.text, &layout)),
        Err(error) => Err(failed(format!("{} does not parse: {}", file.path, error.message))),
    }
}

/// The documents of a template, and the names of its anchors.
fn template(file: &TextFile) -> Result<Outline, Reason> {
    let layout = |grammar| Layout { grammar, nest: Vec::new() };
    match parse_template(file) {
        Ok(Document::Json(root)) => Ok(of_node(&root, &file.text, &layout(Grammar::Json))),
        Ok(Document::Yaml(documents)) => {
            let names = documents.anchors.iter().map(|(name, _)| Outline::Atom(format!("&{name}")));
            let roots = documents.roots.iter().map(|root| of_node(root, &file.text, &layout(Grammar::YamlBlock)));
            Ok(Outline::Compound("documents".to_owned(), names.chain(roots).collect()))
        }
        Ok(Document::Hcl(_)) => Err(failed(format!("{} is no template", file.path))),
        Err(problem) => Err(failed(format!("{} does not parse: {}", file.path, problem.message))),
    }
}

/// What the second parser refused before (a key that stands twice), it need not accept after.
fn second_opinion(walk: Walk, before: &TextFile, after: &TextFile) -> Result<(), Reason> {
    let Ok(old) = second_template(before) else { return Ok(()) };
    let new = second_template(after)
        .map_err(|error| failed(format!("{} does not parse for a second parser: {error}", after.path)))?;
    compare(walk.value(&old, &new), before)
}

fn second_template(file: &TextFile) -> Result<Outline, String> {
    if let Ok(Document::Json(_)) = parse_template(file) {
        return second::json_value(&file.text).map(|value| of_json(&value));
    }
    let documents = second::yaml_value(&file.text)?;
    Ok(Outline::Compound("documents".to_owned(), documents.iter().map(of_yaml).collect()))
}
