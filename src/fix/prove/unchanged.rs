//! Proof that two texts differ in conditions alone.

use super::failed;
use super::outline::{Outline, of_body, of_json, of_node, of_yaml};
use super::walk::{Same, Walk};
use crate::reason::Reason;
use crate::syntax::second;
use crate::syntax::tree::{Body, Document, Grammar, Layout};
use crate::text::TextFile;

/// Proves that a file differs from what it was in nothing but what a fix may change: conditions
/// of statements, source arguments of permissions, new data sources that tell about the
/// deployment, and, where `allow_split`, statements that became several.
///
/// Templates are read by two parsers that share nothing; each tree must pass.
///
/// # Errors
/// Where another difference is; a text that does not parse.
pub fn only_conditions_differ(before: Read<'_>, after: Read<'_>, allow_split: bool) -> Result<(), Reason> {
    let walk = Walk { split: allow_split };
    let (old, new) = (document(before)?, document(after)?);
    match (old, new) {
        (Document::Hcl(old), Document::Hcl(new)) => {
            compare(walk.file(&module_file(old, before.0), &module_file(new, after.0)), before.0)
        }
        (old, new) => {
            compare(walk.value(&template(old, before.0), &template(new, after.0)), before.0)?;
            second_opinion(walk, (before.0, old), (after.0, new))
        }
    }
}

/// A file and the tree of it, where it parsed.
pub type Read<'a> = (&'a TextFile, Option<&'a Document>);

fn document<'a>((file, document): Read<'a>) -> Result<&'a Document, Reason> {
    document.ok_or_else(|| failed(format!("{} does not parse", file.path)))
}

fn compare(same: Same, file: &TextFile) -> Result<(), Reason> {
    same.map_err(|mut steps| {
        steps.reverse();
        failed(format!("{} would change in more than conditions, at {}", file.path, steps.join("/")))
    })
}

fn module_file(body: &Body, file: &TextFile) -> Outline {
    of_body(body, &file.text, &Layout { grammar: Grammar::Hcl, nest: Vec::new() })
}

/// The documents of a template, and the names of its anchors.
fn template(document: &Document, file: &TextFile) -> Outline {
    let layout = |grammar| Layout { grammar, nest: Vec::new() };
    match document {
        Document::Json(root) => of_node(root, &file.text, &layout(Grammar::Json)),
        Document::Yaml(documents) => {
            let names = documents.anchors.iter().map(|(name, _)| Outline::Atom(format!("&{name}")));
            let roots = documents.roots.iter().map(|root| of_node(root, &file.text, &layout(Grammar::YamlBlock)));
            Outline::Compound("documents".to_owned(), names.chain(roots).collect())
        }
        Document::Hcl(body) => module_file(body, file),
    }
}

/// What the second parser refused before (a key that stands twice), it need not accept after.
fn second_opinion(walk: Walk, before: (&TextFile, &Document), after: (&TextFile, &Document)) -> Result<(), Reason> {
    let Ok(old) = second_template(before) else { return Ok(()) };
    let new = second_template(after)
        .map_err(|error| failed(format!("{} does not parse for a second parser: {error}", after.0.path)))?;
    compare(walk.value(&old, &new), before.0)
}

fn second_template((file, document): (&TextFile, &Document)) -> Result<Outline, String> {
    match document {
        Document::Json(_) => second::json_value(&file.text).map(|value| of_json(&value)),
        Document::Yaml(first) => {
            let documents = second::yaml_value(&file.text, first)?;
            Ok(Outline::Compound("documents".to_owned(), documents.iter().map(of_yaml).collect()))
        }
        Document::Hcl(_) => Err("HCL is no template".to_owned()),
    }
}
