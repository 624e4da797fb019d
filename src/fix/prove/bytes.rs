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
        let written = squeezed(&edit.content);
        if let Some(lost) = outside(edit.span, statements).find(|span| !written.contains(&squeezed(file.slice(*span))))
        {
            let line = file.line_of(lost.start);
            return Err(failed(format!("{}:{line} would change outside of the statement", file.path)));
        }
    }
    Ok(())
}

/// What of a span lies in none of the statements.
fn outside(span: Span, statements: &[Span]) -> impl Iterator<Item = Span> {
    let mut rest = vec![span];
    for statement in statements.iter().filter(|statement| statement.file == span.file) {
        let around = |piece: Span| {
            let before = Span { end: piece.end.min(statement.start), ..piece };
            let behind = Span { start: piece.start.max(statement.end), ..piece };
            [before, behind].into_iter().filter(|part| part.start < part.end)
        };
        rest = rest.into_iter().flat_map(around).collect();
    }
    rest.into_iter()
}
