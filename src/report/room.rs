//! Lines that are too long to be repeated for each finding.

use crate::edit::Fix;
use crate::text::TextFile;

/// The longest line, in bytes, that a report repeats for a finding.
const LONGEST: usize = 4_000;

/// How many lines beside a change a patch shows.
const BESIDE: u32 = 3;

/// Can a fix be shown as lines? A generated template is often one line, and each of its findings
/// would repeat the whole of it: that is left to the patch of the file.
pub(super) fn fits(files: &[TextFile], fix: &Fix) -> bool {
    fix.edits.iter().all(|edit| {
        let Some(file) = files.get(edit.span.file.0 as usize) else { return true };
        let first = file.line_of(edit.span.start).saturating_sub(BESIDE).max(1);
        let last = file.line_of(edit.span.end).saturating_add(BESIDE).min(file.line_count());
        (first..=last).all(|line| file.line_text(line).len() <= LONGEST)
    })
}
