//! The inventory as one Markdown table.

use super::super::View;
use super::super::document::Document;
use super::super::markdown::escape::text;
use super::{COLUMNS, rows};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", COLUMNS.join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(COLUMNS.len()))?;
    for row in rows(document) {
        let cells: Vec<String> = row.cells().iter().map(|cell| text(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
