//! The inventory as comma-separated values (RFC 4180, lines that end in a line feed).

use super::super::document::Document;
use super::super::{View, escape};
use super::{COLUMNS, rows};
use std::io::{self, Write};

pub(super) fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    for row in rows(document) {
        let cells: Vec<String> = row.cells().iter().map(|cell| quoted(cell)).collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}

/// A cell that a spreadsheet takes for text: what starts like a formula gets a `'` before it. Where a
/// comma is part of numbers, a spreadsheet splits lines at semicolons, so a formula may start there too.
fn quoted(cell: &str) -> String {
    let cell = escape::one_line(cell);
    let mut text = String::with_capacity(cell.len());
    let mut starts = true;
    for c in cell.chars() {
        if starts && matches!(c, '=' | '+' | '-' | '@' | '\t') {
            text.push('\'');
        }
        starts = matches!(c, ';' | '\t');
        text.push(c);
    }
    if text == cell && !cell.contains([',', '"', ' ', ';']) {
        return text;
    }
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_break_out_of_their_column_or_become_formulas() {
        assert_eq!(quoted("aws_iam_role.a"), "aws_iam_role.a");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=cmd()"), "\"'=cmd()\"");
        assert_eq!(quoted("a;=cmd()"), "\"a;'=cmd()\"");
        assert_eq!(quoted("a\nb\u{1b}"), "a\\u{a}b\\u{1b}");
    }

    /// What a reader makes of a line.
    fn read(line: &str) -> Vec<String> {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cells.last_mut().expect("a cell").extend(chars.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().expect("a cell").push(c),
            }
        }
        cells
    }

    proptest::proptest! {
        #[test]
        fn a_cell_is_read_as_it_was_and_never_as_a_formula(texts in ["[-=+@a,\"'\n\r\t;|]{0,8}", "[a,\"\n]{0,8}"]) {
            let line = texts.each_ref().map(|text| quoted(text)).join(",");
            let cells = read(&line);
            proptest::prop_assert_eq!(cells.len(), texts.len());
            for (cell, text) in cells.iter().zip(&texts) {
                for part in cell.split(';') {
                    proptest::prop_assert!(!part.starts_with(['=', '+', '-', '@', '\t']), "{}", cell);
                }
                proptest::prop_assert_eq!(cell.replace('\'', ""), escape::one_line(text).replace('\'', ""));
            }
        }
    }
}
