//! The inventory for a person: one paragraph for each grant, and the counts.

use super::super::document::Document;
use super::super::{Verbosity, View, escape, summary};
use super::{Row, rows};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, view: View, out: &mut dyn Write) -> io::Result<()> {
    for row in rows(document) {
        paragraph(&row, out)?;
    }
    if view.verbosity > Verbosity::Quiet { writeln!(out, "{}", summary::line(&document.summary)) } else { Ok(()) }
}

fn paragraph(row: &Row<'_>, out: &mut dyn Write) -> io::Result<()> {
    let head = [row.address, row.kind, row.principal].into_iter().filter(|part| !part.is_empty());
    let head = head.collect::<Vec<_>>().join("  ");
    writeln!(out, "{}:{}  {}", escape::one_line(row.path), row.start.0, escape::one_line(&head))?;
    let used_by = row.used_by.join(", ");
    let verdict = format!("{}: {}", row.verdict, row.reasons.join("; "));
    let condition = if row.condition.is_empty() && !row.principal.is_empty() { "none" } else { row.condition };
    for (name, text) in [("used by", used_by.as_str()), ("condition", condition), ("verdict", &verdict)] {
        if !text.is_empty() {
            writeln!(out, "    {name:<10} {}", escape::one_line(text))?;
        }
    }
    writeln!(out)
}
