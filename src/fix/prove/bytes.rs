//! Proof about what no tree holds: blanks, comments, the way things are written.

use super::failed;
use crate::edit::Edit;
use crate::reason::Reason;
use crate::text::{FileId, Span, TextFile};

/// Proves that outside of the amended statements nothing but blanks is taken away from a file:
/// whatever else an edit replaces there, it writes again.
///
/// # Errors
/// Where more would be lost.
pub fn only_statements_lose_text(
    id: FileId,
    file: &TextFile,
    edits: &[Edit],
    statements: &[Span],
) -> Result<(), Reason> {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    for edit in edits.iter().filter(|edit| edit.span.file == id) {
        let lost = !squeezed(&edit.content).contains(&squeezed(file.slice(edit.span)));
        if lost && !statements.iter().any(|statement| statement.contains(edit.span)) {
            let line = file.line_of(edit.span.start);
            return Err(failed(format!("{}:{line} would change outside of the statement", file.path)));
        }
    }
    Ok(())
}
