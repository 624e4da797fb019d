//! The whole chain of one grant: where its statement stands, how it got to a resource, who uses that,
//! what the service sends there, and which narrower condition could not be written. A page to read.

mod page;
#[cfg(test)]
mod tests;

use crate::catalogue::Catalogue;
use crate::choose::{Survey, grant, refused};
use crate::engine::Judged;
use crate::forms::Document;
use crate::outcome::GrantRow;
use crate::policy::statement::Statement;
use crate::text::Span;
use page::Chain;

/// The pages of the grants of the statement at a place, in text order, as Markdown; none where no
/// statement that lets a service in stands there. `line` is 1-based.
///
/// Of statements inside of each other, the innermost counts.
#[must_use]
pub fn pages(judged: &Judged, catalogue: &Catalogue, path: &str, line: u32) -> Vec<String> {
    let rows: Vec<&GrantRow> = judged.checked.grants.iter().filter(|row| stands_at(judged, row, path, line)).collect();
    let Some(shortest) = rows.iter().map(|row| length(row.statement)).min() else { return Vec::new() };
    rows.into_iter()
        .filter(|row| length(row.statement) == shortest)
        .filter_map(|row| one(judged, catalogue, row))
        .collect()
}

/// The lines (1-based) of a file on which statements that let a service in begin.
#[must_use]
pub fn lines(judged: &Judged, path: &str) -> Vec<u32> {
    let mut lines: Vec<u32> = judged.checked.grants.iter().filter_map(|row| first_line(judged, row, path)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn first_line(judged: &Judged, row: &GrantRow, path: &str) -> Option<u32> {
    let file = judged.program.file(row.statement);
    (&*file.path == path).then(|| file.line_of(row.statement.start))
}

fn stands_at(judged: &Judged, row: &GrantRow, path: &str, line: u32) -> bool {
    let last = judged.program.file(row.statement).line_of(row.statement.end.saturating_sub(1));
    first_line(judged, row, path).is_some_and(|first| (first..=last).contains(&line))
}

fn length(span: Span) -> u32 {
    span.end - span.start
}

fn one(judged: &Judged, catalogue: &Catalogue, row: &GrantRow) -> Option<String> {
    let (document, statement) = written(judged, row)?;
    let grant = grant(&judged.program, catalogue, &Survey::default(), document, statement, &row.service);
    let refused = refused(&judged.program, document, &grant);
    Some(Chain { program: &judged.program, row, document, grant: &grant, refused: &refused }.page())
}

/// The statement of a row, and the document around it.
fn written<'j>(judged: &'j Judged, row: &GrantRow) -> Option<(&'j Document, &'j Statement)> {
    judged.checked.policies.documents.iter().find_map(|document| {
        let statement = document.statements.iter().find(|it| it.place.span() == row.statement)?;
        Some((document, statement))
    })
}
