//! Proof that two texts differ in conditions alone.

use super::alike::{Alike, Read};
use super::outline::of_file;
use super::same::{Walk, same_in};
use super::{failed, second_opinion};
use crate::reason::Reason;
use crate::syntax::tree::Document;

/// Proves that a file differs from what it was in nothing but what a fix may change: conditions
/// of statements, source arguments of permissions, new data sources that tell about the
/// deployment, and, where `allow_split`, statements that became several.
///
/// Every amended text is read by two parsers that share nothing; each tree must pass.
///
/// # Errors
/// Where another difference is; a text that does not parse.
pub fn only_conditions_differ(
    before: Read<'_>,
    after: Read<'_>,
    alike: &Alike<'_>,
    allow_split: bool,
) -> Result<(), Reason> {
    let walk = Walk { split: allow_split };
    let (old, new) = (document(before)?, document(after)?);
    let outlines = (of_file(old, before.0, alike), of_file(new, after.0, alike));
    match new {
        Document::Hcl(body) => {
            same_in(before.0, walk.file(&outlines.0, &outlines.1))?;
            second_opinion::of_items(body, after.0, alike)
        }
        Document::Json(_) | Document::Yaml(_) | Document::Text(_) => {
            same_in(before.0, walk.value(&outlines.0, &outlines.1))?;
            second_opinion::of_template(walk, (before.0, old), (after.0, new))
        }
    }
}

fn document<'a>((file, document): Read<'a>) -> Result<&'a Document, Reason> {
    document.ok_or_else(|| failed(format!("{} does not parse", file.path)))
}
