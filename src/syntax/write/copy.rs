//! Copies of a stretch of text, with edits done in the copy.

use std::ops::Range;

use crate::edit::{self, Edit};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::Grammar;
use crate::text::Span;

use super::align;
use super::source::Source;

/// The text of `range` with the edits done; in HCL, lined up again where they put it out of line.
///
/// # Errors
/// An edit that is not inside `range`, or edits that overlap.
pub(super) fn with_edits(
    source: &Source,
    range: Range<usize>,
    edits: &[Edit],
    grammar: Grammar,
) -> Result<String, Reason> {
    let whole = Span { file: source.file, start: range.start as u32, end: range.end as u32 };
    if !edits.iter().all(|edit| whole.contains(edit.span)) {
        return Err(Reason::new(ReasonKind::Conflict, "an edit of the copy lies outside of what is copied"));
    }
    let overlap = |_| Reason::new(ReasonKind::Conflict, "two edits of the copy change the same text");
    let mut edits = edit::merge(edits.iter().cloned()).map_err(overlap)?;
    if grammar == Grammar::Hcl {
        edits = align::align(source.file, source.text, &edits);
        edits.retain(|edit| whole.contains(edit.span));
    }
    let mut out = String::new();
    let mut at = range.start;
    for edit in &edits {
        out.push_str(&source.text[at..edit.span.range().start]);
        out.push_str(&edit.content);
        at = edit.span.range().end;
    }
    out.push_str(&source.text[at..range.end]);
    Ok(out)
}

/// Puts blanks before every line of a text but the first and the blank ones.
pub(super) fn indented(text: &str, blanks: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if at > 0 && !line.trim().is_empty() {
            out.push_str(blanks);
        }
        out.push_str(line);
    }
    out
}
