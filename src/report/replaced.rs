//! A fix as whole lines of one file, for readers that know no half lines and only one replacement.

use crate::edit::{Fix, apply};
use crate::text::{FileId, TextFile};
use std::ops::Range;

/// Everything from the first changed line of a file to the last.
pub(super) struct Replaced {
    /// The bytes of these lines, a byte order mark and the last line end left out.
    pub(super) lines: Range<usize>,
    /// What stands there afterwards.
    pub(super) content: String,
}

/// What a fix makes of a file; none where it leaves it alone.
pub(super) fn replaced(id: FileId, file: &TextFile, fix: &Fix) -> Option<Replaced> {
    let edits = || fix.edits.iter().filter(|edit| edit.span.file == id);
    let first = edits().map(|edit| edit.span.start).min()?;
    let last = edits().map(|edit| edit.span.end).max()?;
    let after = apply(id, &file.text, &fix.edits);
    let lines = whole_lines(file, first, last, &after);
    let tail = file.text.len() - lines.end;
    let content = after.get(lines.start..after.len() - tail)?.to_owned();
    Some(Replaced { lines, content })
}

/// The bytes of the lines that hold `first..last`, without the last line end. What is added after
/// the last line end of a file belongs to the line before: the empty line behind it is none.
fn whole_lines(file: &TextFile, first: u32, last: u32, after: &str) -> Range<usize> {
    let end_of = |line: u32| file.line_start(line) as usize + file.line_text(line).len();
    let (mut from, mut to) = (file.line_of(first), file.line_of(last));
    let behind_all = to > 1 && file.line_start(to) as usize == file.text.len();
    if behind_all && after.ends_with(&file.text[end_of(to - 1)..]) {
        to -= 1;
        from = from.min(to);
    }
    let start = if from == 1 { file.bom_len() } else { file.line_start(from) as usize };
    start..end_of(to).max(start)
}
