//! The tables of ARCHITECTURE.md.

/// One row of a table: the names in backticks in its first cell, and those in its last.
pub(crate) struct Row {
    /// What the row is about.
    pub(crate) subject: String,
    /// What the row says of it.
    pub(crate) names: Vec<String>,
}

/// The rows of the first table below a heading.
pub(crate) fn table(heading: &str) -> Vec<Row> {
    let text = include_str!("../../../ARCHITECTURE.md");
    let mut lines = text.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading);
    assert!(lines.next().is_some(), "ARCHITECTURE.md has no heading `{heading}`");
    let rows = lines.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(row).collect()
}

fn row(line: &str) -> Row {
    let mut cells = line.trim_matches('|').split('|').map(backticked);
    let subject = cells.next().and_then(|names| names.into_iter().next());
    Row {
        subject: subject.unwrap_or_else(|| panic!("no name in `{line}`")),
        names: cells.next_back().unwrap_or_default(),
    }
}

fn backticked(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
