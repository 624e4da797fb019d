//! The second opinion: what other parsers read in an amended file.

use super::alike::{Alike, item_span, parts};
use super::failed;
use super::outline::{Outline, of_json, of_yaml};
use super::same::{Same, Walk, same_in};
use crate::reason::Reason;
use crate::syntax::tree::{Body, Document};
use crate::syntax::{same, second};
use crate::text::{Span, TextFile};

/// A file that parsed.
pub(super) type Parsed<'a> = (&'a TextFile, &'a Document);

/// Proves that another parser reads the same in the amended items of an HCL file as ours.
///
/// # Errors
/// The item that it reads differently, or not at all.
pub(super) fn of_items(body: &Body, file: &TextFile, alike: &Alike<'_>) -> Result<(), Reason> {
    for item in body.items.iter().filter(|item| !alike.holds(file, item_span(item))) {
        let span = item_span(item);
        let alone = Body { span, items: vec![item.clone()] };
        let line = file.line_of(span.start);
        match second::hcl_body(file.slice(span)) {
            Ok(read) if same::bodies(&read, &alone) => {}
            Ok(_) => return Err(failed(format!("{}:{line} says something else for a second parser", file.path))),
            Err(error) => {
                return Err(failed(format!("{}:{line} does not parse for a second parser: {error}", file.path)));
            }
        }
    }
    Ok(())
}

/// Proves that another parser finds nothing but what a fix may change different in a template.
///
/// What it refused before (a key that stands twice), it need not accept after.
///
/// # Errors
/// Where another difference is, or why the text does not parse.
pub(super) fn of_template(walk: Walk, before: Parsed<'_>, after: Parsed<'_>) -> Result<(), Reason> {
    if of_amended_parts(walk, before, after) == Some(Ok(())) {
        return Ok(());
    }
    let Ok(old) = whole(before) else { return Ok(()) };
    let new = whole(after)
        .map_err(|error| failed(format!("{} does not parse for a second parser: {error}", after.0.path)))?;
    same_in(before.0, walk.value(&old, &new))
}

fn whole((file, document): Parsed<'_>) -> Result<Outline, String> {
    match document {
        Document::Json(_) | Document::Text(_) => second::json_value(&file.text).map(|value| of_json(&value)),
        Document::Yaml(first) => second::yaml_value(&file.text, first).map(|documents| of_documents(&documents)),
        Document::Hcl(_) => Err("HCL is no template".to_owned()),
    }
}

fn of_documents(documents: &[serde_yaml::Value]) -> Outline {
    Outline::Compound("documents".to_owned(), documents.iter().map(of_yaml).collect())
}

/// The same opinion about the amended parts alone: where all bytes around them are as they were,
/// a parser goes through the same states there. None where the parts do not stand apart.
fn of_amended_parts(walk: Walk, before: Parsed<'_>, after: Parsed<'_>) -> Option<Same> {
    for (old, new) in amended(before, after)? {
        let (old, new) = (alone(before, old)?, alone(after, new)?);
        if let Err(steps) = walk.value(&old, &new) {
            return Some(Err(steps));
        }
    }
    Some(Ok(()))
}

/// The parts that differ, before and after; none where anything else does.
fn amended(before: Parsed<'_>, after: Parsed<'_>) -> Option<Vec<(Span, Span)>> {
    let (old, new) = (parts(before.1), parts(after.1));
    let mut out = Vec::new();
    let mut ends = (0, 0);
    for (&old, &new) in old.iter().zip(&new) {
        same_bytes(before.0.text.get(ends.0..old.range().start)?, after.0.text.get(ends.1..new.range().start)?)?;
        if before.0.slice(old) != after.0.slice(new) {
            out.push((old, new));
        }
        ends = (old.range().end, new.range().end);
    }
    same_bytes(before.0.text.get(ends.0..)?, after.0.text.get(ends.1..)?)?;
    (old.len() == new.len()).then_some(out)
}

fn same_bytes(before: &str, after: &str) -> Option<()> {
    (before == after).then_some(())
}

/// A part, read as a text of its own.
fn alone((file, document): Parsed<'_>, part: Span) -> Option<Outline> {
    let first = match document {
        Document::Json(_) => {
            return second::json_value(&format!("{{{}}}", file.slice(part))).ok().map(|value| of_json(&value));
        }
        Document::Yaml(first) => first,
        Document::Hcl(_) | Document::Text(_) => return None,
    };
    let line = file.line_start(file.line_of(part.start)) as usize;
    let is_first_of_line = file.text.get(line..part.range().start)?.bytes().all(|byte| byte == b' ');
    let text = file.text.get(line..part.range().end).filter(|_| is_first_of_line)?;
    second::yaml_value(text, first).ok().map(|documents| of_documents(&documents))
}
