//! Keeping `=` and comments in line with their neighbours, as `terraform fmt` wants them.

use std::sync::Arc;

use crate::edit::Edit;
use crate::link::Program;
use crate::syntax::tree::{Block, Document};
use crate::syntax::write::align;
use crate::text::{FileId, Span, TextFile};

/// The edits of a fix, completed by the blanks of the neighbours that they put out of line.
///
/// Only the blocks that are edited are looked at: no column goes beyond one.
#[must_use]
pub(super) fn line_up(program: &Program, edits: Vec<Edit>) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut rest = edits.as_slice();
    while let Some(first) = rest.first() {
        let file = &program.files[first.span.file.0 as usize];
        let block = block_of(program, first.span).map(|block| lines_of(file, block.span));
        let together = match block {
            Some(lines) => rest.iter().take_while(|edit| lines.contains(edit.span)).count().max(1),
            None => 1,
        };
        let (of_block, others) = rest.split_at(together);
        match block {
            Some(lines) => out.extend(within(file, lines, of_block)),
            None => out.extend_from_slice(of_block),
        }
        rest = others;
    }
    out
}

/// The HCL block that a span lies in: the innermost one that no column goes out of.
fn block_of(program: &Program, span: Span) -> Option<&Arc<Block>> {
    let file = program.files.get(span.file.0 as usize)?;
    match program.documents.get(span.file.0 as usize)?.as_ref()? {
        Document::Hcl(body) => {
            let mut found = body.block_around(span)?;
            while let Some(inner) = found.body.blocks().find(|inner| inner.body.span.contains(span)) {
                if has_comment(file, inner.span.start) || has_comment(file, inner.span.end) {
                    break;
                }
                found = inner;
            }
            Some(found)
        }
        Document::Json(_) | Document::Text(_) | Document::Yaml(_) => None,
    }
}

/// Does the line of an offset hold what may be a comment? Those of lines that follow each other stand in
/// one column, also around a brace.
fn has_comment(file: &TextFile, at: u32) -> bool {
    file.line_text(file.line_of(at)).contains(['#', '/'])
}

/// The whole lines that a span touches.
fn lines_of(file: &TextFile, span: Span) -> Span {
    let start = file.line_start(file.line_of(span.start));
    let end = file.line_start(file.line_of(span.end) + 1);
    Span { file: span.file, start, end }
}

/// Lines up the edits of one block as if its lines were the whole file.
fn within(file: &TextFile, lines: Span, edits: &[Edit]) -> Vec<Edit> {
    let shift = |edit: &Edit, by: i64| {
        let moved = |offset: u32| (i64::from(offset) + by) as u32;
        let span = Span { start: moved(edit.span.start), end: moved(edit.span.end), ..edit.span };
        Edit { span, content: edit.content.clone() }
    };
    let by = i64::from(lines.start);
    let inside: Vec<Edit> = edits.iter().map(|edit| shift(edit, -by)).collect();
    let id: FileId = lines.file;
    align(id, file.slice(lines), &inside).iter().map(|edit| shift(edit, by)).collect()
}
