//! How many findings each rule has.

use super::super::document::Document;
use super::super::markup::line;
use super::super::rule_page;
use crate::finding::Severity;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Findings by severity, in the order of [`worst_first`].
type Counts = [usize; Severity::ALL.len()];

/// Writes a row for each rule whose findings count, the worst first.
pub(super) fn write(document: &Document<'_>, page: &mut String) {
    let rows = rows(document);
    if rows.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>Findings by rule</h2>\n<table class=\"counts\">\n<thead><tr><th>Rule</th>");
    let is_used = |at: &usize| rows.iter().any(|(_, counts)| counts[*at] > 0);
    let (used, names): (Vec<usize>, Vec<&str>) =
        (0..).zip(worst_first()).filter(|(at, _)| is_used(at)).map(|(at, severity)| (at, severity.name())).unzip();
    for name in names {
        let _ = write!(page, "<th class=\"{name}\">{name}</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (rule, counts) in rows {
        let numbers: String = used.iter().map(|&at| format!("<td>{}</td>", counts[at])).collect();
        let _ = writeln!(page, "<tr><th scope=\"row\">{}</th>{numbers}</tr>", name(rule));
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

/// The name of a rule, which leads to its page where there is one.
fn name(rule: &str) -> String {
    match rule_page(rule) {
        Some(page) => format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", line(&page), line(rule)),
        None => line(rule),
    }
}

fn worst_first() -> impl Iterator<Item = Severity> {
    Severity::ALL.into_iter().rev()
}

fn rows<'a>(document: &'a Document<'_>) -> Vec<(&'a str, Counts)> {
    let mut rules: BTreeMap<&str, Counts> = BTreeMap::new();
    for found in document.findings.iter().filter(|found| found.counts()) {
        let counts = rules.entry(&found.rule).or_default();
        counts.iter_mut().zip(worst_first()).filter(|(_, it)| *it == found.severity).for_each(|(count, _)| *count += 1);
    }
    let mut rows: Vec<_> = rules.into_iter().collect();
    rows.sort_by_key(|(_, counts)| Reverse(*counts));
    rows
}
