//! A picture of the statements by service and state.

use super::super::document::Document;
use super::super::markup::line;
use super::words;
use crate::outcome::State;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Services with the fewest statements share a row behind this many.
const ROWS: usize = 40;
/// Width of the longest bar, in units of the picture.
const WIDTH: usize = 1000;

/// Statements by state, in the order of [`State::ALL`].
type Counts = [usize; State::ALL.len()];

/// Writes one bar for each service, those with most statements first.
pub(super) fn write(document: &Document<'_>, page: &mut String) {
    let rows = rows(document);
    let longest = rows.iter().map(|(_, counts)| counts.iter().sum()).max().unwrap_or(0);
    if longest == 0 {
        return;
    }
    page.push_str("<section>\n<h2>Statements by service</h2>\n<p class=\"legend\">");
    for (at, state) in State::ALL.into_iter().enumerate() {
        if rows.iter().any(|(_, counts)| counts[at] > 0) {
            let _ = write!(page, "<span class=\"{}\">{}</span> ", state.name(), words(state));
        }
    }
    page.push_str("</p>\n<table class=\"chart\">\n");
    for (service, counts) in &rows {
        let all: usize = counts.iter().sum();
        let _ = write!(page, "<tr><th scope=\"row\">{}</th><td>", line(service));
        bar(counts, longest, page);
        let _ = writeln!(page, "</td><td>{all}</td></tr>");
    }
    page.push_str("</table>\n</section>\n");
}

fn rows(document: &Document<'_>) -> Vec<(String, Counts)> {
    let mut services: BTreeMap<&str, Counts> = BTreeMap::new();
    for grant in &document.grants {
        let counts = services.entry(&grant.service).or_default();
        if let Some(at) = State::ALL.iter().position(|state| *state == grant.state) {
            counts[at] += 1;
        }
    }
    let mut rows: Vec<(String, Counts)> =
        services.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect();
    rows.sort_by_key(|(_, counts)| Reverse(counts.iter().sum::<usize>()));
    let rest = rows.split_off(rows.len().min(ROWS));
    if !rest.is_empty() {
        let mut counts = Counts::default();
        for (_, more) in &rest {
            counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
        rows.push((format!("{} other services", rest.len()), counts));
    }
    rows
}

fn bar(counts: &Counts, longest: usize, page: &mut String) {
    let parts = State::ALL.into_iter().zip(counts).filter(|(_, count)| **count > 0);
    let said: Vec<String> = parts.clone().map(|(state, count)| format!("{count} {}", words(state))).collect();
    let _ = write!(
        page,
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\">",
        said.join(", ")
    );
    let mut before = 0;
    for (state, count) in parts {
        let (x, end) = (before * WIDTH / longest, (before + count) * WIDTH / longest);
        let name = state.name();
        let _ = write!(
            page,
            "<rect class=\"{name}\" x=\"{x}\" width=\"{}\" height=\"10\"><title>{count} {}</title></rect>",
            end - x,
            words(state)
        );
        before += count;
    }
    page.push_str("</svg>");
}
