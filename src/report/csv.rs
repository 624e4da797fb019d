//! The inventory as a table: one row for each statement that lets a service in.

use super::document::{Document, Found, Grant, Place, Text, Unread};
use super::{Format, View, Writer, escape};
use crate::outcome::State;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Comma-separated values with a line of names; lines end in a line feed.
pub const FORMAT: Format =
    Format { name: "csv", about: "every statement with its state, for spreadsheets", writer: Writer::Data(write) };

const NAMES: [&str; 11] = [
    "path",
    "line",
    "address",
    "policy_kind",
    "service",
    "used_by",
    "state",
    "severity",
    "rules",
    "why",
    "fingerprints",
];

type Row = [String; NAMES.len()];

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let found: BTreeMap<&str, &Found<'_>> = document.findings.iter().map(|it| (&*it.fingerprint, it)).collect();
    write_row(&NAMES.map(str::to_owned), out)?;
    document.grants.iter().try_for_each(|grant| write_row(&of_grant(grant, &found), out))?;
    document.unread_policies.iter().try_for_each(|policy| write_row(&of_unread(policy), out))
}

fn of_grant(grant: &Grant<'_>, found: &BTreeMap<&str, &Found<'_>>) -> Row {
    let findings: Vec<&Found<'_>> = grant.findings.iter().filter_map(|print| found.get(&**print).copied()).collect();
    let joined =
        |of: for<'f> fn(&'f Found<'_>) -> &'f str, by| findings.iter().map(|it| of(it)).collect::<Vec<_>>().join(by);
    let why = grant.why.as_ref().map_or_else(|| joined(|it| &it.message, "; "), Text::to_string);
    let (path, line) = place(grant.statement.as_ref());
    [
        path,
        line,
        grant.address.to_string(),
        grant.policy_kind.to_string(),
        grant.service.to_string(),
        grant.used_by.join(" "),
        grant.state.name().to_owned(),
        findings.iter().map(|it| it.severity).max().map_or("", |severity| severity.name()).to_owned(),
        joined(|it| &it.rule, " "),
        why,
        grant.findings.join(" "),
    ]
}

fn of_unread(policy: &Unread<'_>) -> Row {
    let (path, line) = place(policy.at.as_ref());
    let mut row = Row::default();
    [row[0], row[1], row[2]] = [path, line, policy.address.to_string()];
    [row[6], row[9]] = [State::CannotDecide.name().to_owned(), policy.reason.to_string()];
    row
}

fn place(at: Option<&Place<'_>>) -> (String, String) {
    at.map_or_else(Default::default, |at| (at.path.to_string(), at.line.to_string()))
}

fn write_row(row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
    writeln!(out, "{}", cells.join(","))
}

/// A spreadsheet takes a text for a formula that starts with one of these, and runs it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn cell(text: &str) -> String {
    let shown = escape::one_line(text);
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if shown.contains([',', '"']) || !guard.is_empty() {
        format!("\"{guard}{}\"", shown.replace('"', "\"\""))
    } else {
        shown.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of RFC 4180 makes of one line without a line end in a cell.
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
            let line = texts.each_ref().map(|text| cell(text)).join(",");
            let cells = read(&line);
            proptest::prop_assert_eq!(cells.len(), texts.len());
            for (cell, text) in cells.iter().zip(&texts) {
                proptest::prop_assert!(!cell.starts_with(FORMULA), "{}", cell);
                let shown = escape::one_line(text);
                let guarded = cell.strip_prefix('\'').filter(|_| text.starts_with(FORMULA)).unwrap_or(cell);
                proptest::prop_assert_eq!(guarded, &*shown);
            }
        }
    }
}
