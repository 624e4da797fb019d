//! The inventory as comma-separated values (RFC 4180, lines that end in a line feed).

use super::super::{Report, escape};
use super::{COLUMNS, rows};
use std::io::{self, Write};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    for row in rows(report) {
        let cells: Vec<String> = row.cells().iter().map(|cell| quoted(cell)).collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}

/// A cell that a spreadsheet takes for text: one that starts like a formula gets a `'` before it.
fn quoted(cell: &str) -> String {
    let cell = escape::one_line(cell);
    let mark = if cell.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    if mark.is_empty() && !cell.contains([',', '"', ' ']) {
        return cell.into_owned();
    }
    format!("\"{mark}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_cannot_break_out_of_their_column_or_become_formulas() {
        assert_eq!(quoted("aws_iam_role.a"), "aws_iam_role.a");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=cmd()"), "\"'=cmd()\"");
        assert_eq!(quoted("a\nb\u{1b}"), "a\\u{a}b\\u{1b}");
    }
}
