//! Counts by repository, service and rule: the whole of many reports on one screen.

use super::document::{Document, Summary, service_name};
use super::{Verbosity, View, concise, escape, summary};
use crate::outcome::State;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Rows of a table; further ones are counted together.
const ROWS: usize = 50;

/// A row: its name and its numbers.
type Row = (String, Vec<usize>);

/// Writes the tables and the summary line; the findings too where all is to be said.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(document: &Document<'_>, view: View, out: &mut dyn Write) -> io::Result<()> {
    if view.verbosity == Verbosity::Verbose {
        for found in document.findings.iter().filter(|found| found.counts()) {
            writeln!(out, "{}", concise::line(found))?;
        }
        writeln!(out)?;
    }
    write!(out, "{}", tables(document))?;
    writeln!(out, "{}", summary::line(&document.summary))
}

/// The tables, each with a line of names and an empty line behind it.
#[must_use]
pub fn tables(document: &Document<'_>) -> String {
    let states: Vec<&str> = State::ALL.iter().map(|state| state.name()).collect();
    let parts = document.parts.iter().map(|part| (part.name.to_string(), numbers(&part.summary)));
    let mut out = table("repository", &states, parts.collect());
    out += &table("service", &states, services(document));
    out += &table("rule", &["findings"], rules(document));
    out
}

fn numbers(sum: &Summary) -> Vec<usize> {
    State::ALL.iter().map(|state| sum.of(*state)).collect()
}

fn services(document: &Document<'_>) -> Vec<Row> {
    let mut services: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for grant in &document.grants {
        let counts = services.entry(service_name(&grant.service)).or_insert_with(|| vec![0; State::ALL.len()]);
        counts.iter_mut().zip(State::ALL).filter(|(_, state)| *state == grant.state).for_each(|(count, _)| *count += 1);
    }
    services.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect()
}

fn rules(document: &Document<'_>) -> Vec<Row> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for found in document.findings.iter().filter(|found| found.counts()) {
        *rules.entry(&found.rule).or_default() += 1;
    }
    rules.into_iter().map(|(name, count)| (name.to_owned(), vec![count])).collect()
}

/// A table with the rows that count most first; columns without any number are left out, and so is
/// a table without rows.
fn table(title: &str, columns: &[&str], mut rows: Vec<Row>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    rows.sort_by_key(|(_, counts)| Reverse(counts.iter().sum::<usize>()));
    fold(&mut rows);
    let used: Vec<usize> = (0..columns.len()).filter(|at| rows.iter().any(|(_, counts)| counts[*at] > 0)).collect();
    let names: Vec<String> = rows.iter().map(|(name, _)| escape::one_line(name).into_owned()).collect();
    let width = names.iter().map(|name| name.chars().count()).chain([title.len()]).max().unwrap_or(0);
    let mut out = format!("{title:<width$}");
    for at in &used {
        let _ = write!(out, "  {}", columns[*at]);
    }
    for (name, (_, counts)) in names.iter().zip(&rows) {
        let _ = write!(out, "\n{name:<width$}");
        for at in &used {
            let _ = write!(out, "  {:>1$}", counts[*at], columns[*at].len());
        }
    }
    out + "\n\n"
}

/// Puts what is too much for a table into one last row.
fn fold(rows: &mut Vec<Row>) {
    let rest = rows.split_off(rows.len().min(ROWS));
    if let Some((_, first)) = rest.first() {
        let sums = (0..first.len()).map(|at| rest.iter().map(|(_, counts)| counts[at]).sum()).collect();
        rows.push((format!("{} more", rest.len()), sums));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_most_comes_first_and_empty_columns_are_left_out() {
        let rows = vec![("a".to_owned(), vec![0, 1, 0]), ("longer".to_owned(), vec![0, 2, 10])];
        let expected = "name    two  three\nlonger    2     10\na         1      0\n\n";
        assert_eq!(table("name", &["one", "two", "three"], rows), expected);
        assert_eq!(table("name", &["one"], Vec::new()), "");
    }

    #[test]
    fn a_long_table_ends_with_the_sum_of_the_rest() {
        let rows = (0..60).map(|number| (format!("r{number}"), vec![1])).collect();
        let text = table("name", &["findings"], rows);
        assert!(text.ends_with("10 more        10\n\n"), "{text}");
    }
}
