//! The inventory as one Markdown table.

use super::super::{Report, escape};
use super::{COLUMNS, rows};
use std::io::{self, Write};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", COLUMNS.join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(COLUMNS.len()))?;
    for row in rows(report) {
        let cells: Vec<String> = row.cells().iter().map(|cell| plain(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// Text that Markdown shows as it is and that stays in its cell.
fn plain(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in escape::one_line(cell).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_of_a_template_stays_text() {
        assert_eq!(plain("aws_x | <b>[a](b)"), "aws\\_x \\| &lt;b>\\[a\\](b)");
    }
}
