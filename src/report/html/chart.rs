//! A picture of the statements by service and state.

use super::super::document::{Document, service_name};
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
/// A single statement is to be seen beside a thousand others.
const NARROWEST: usize = 4;
/// Nobody may call these closed.
const OPEN: [State; 3] = [State::NeedsReview, State::Fixable, State::CannotDecide];

/// Statements by state, in the order of [`State::ALL`].
type Counts = [usize; State::ALL.len()];

/// Writes one bar for each service, those with most open statements first.
pub(super) fn write(document: &Document<'_>, page: &mut String) {
    let mut rows = rows(document);
    let rest = rows.split_off(rows.len().min(ROWS));
    let longest = rows.iter().map(|(_, counts)| sum(counts)).max().unwrap_or(0);
    if longest == 0 {
        return;
    }
    page.push_str("<section>\n<h2>Statements by service</h2>\n<p class=\"legend\">");
    for (at, state) in State::ALL.into_iter().enumerate() {
        if rows.iter().any(|(_, counts)| counts[at] > 0) {
            let _ = write!(page, "<span class=\"{}\">{}</span> ", state.name(), words(state));
        }
    }
    page.push_str(
        "</p>\n<table class=\"chart\">\n<thead><tr><th>Service</th><td></td><th>open</th><th>all</th></tr></thead>\n<tbody>\n",
    );
    for (service, counts) in &rows {
        row(&line(service), counts, &bar(counts, longest), page);
    }
    if !rest.is_empty() {
        let mut counts = Counts::default();
        for (_, more) in &rest {
            counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
        // A sum is no service: a bar for it would make all others short.
        row(&format!("{} other services", rest.len()), &counts, "", page);
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn row(name: &str, counts: &Counts, bar: &str, page: &mut String) {
    let (open, all) = (open(counts), sum(counts));
    let _ = writeln!(page, "<tr><th scope=\"row\">{name}</th><td>{bar}</td><td>{open}</td><td>{all}</td></tr>");
}

fn rows<'a>(document: &'a Document<'_>) -> Vec<(&'a str, Counts)> {
    let mut services: BTreeMap<&str, Counts> = BTreeMap::new();
    for grant in &document.grants {
        let counts = services.entry(service_name(&grant.service)).or_default();
        if let Some(at) = State::ALL.iter().position(|state| *state == grant.state) {
            counts[at] += 1;
        }
    }
    let mut rows: Vec<_> = services.into_iter().collect();
    rows.sort_by_key(|(_, counts)| Reverse((open(counts), sum(counts))));
    rows
}

fn sum(counts: &Counts) -> usize {
    counts.iter().sum()
}

fn open(counts: &Counts) -> usize {
    State::ALL.into_iter().zip(counts).filter(|(state, _)| OPEN.contains(state)).map(|(_, count)| count).sum()
}

fn bar(counts: &Counts, longest: usize) -> String {
    let parts = State::ALL.into_iter().zip(*counts).zip(widths(counts, longest)).filter(|((_, count), _)| *count > 0);
    let said: Vec<String> = parts.clone().map(|((state, count), _)| format!("{count} {}", words(state))).collect();
    let mut bar = format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\">",
        said.join(", ")
    );
    let mut x = 0;
    for ((state, count), width) in parts {
        let name = state.name();
        let _ = write!(
            bar,
            "<rect class=\"{name}\" x=\"{x}\" width=\"{width}\" height=\"10\"><title>{count} {}</title></rect>",
            words(state)
        );
        x += width;
    }
    bar + "</svg>"
}

/// The widths of the parts of a bar. What a narrow part takes more than its share, the widest has
/// less.
fn widths(counts: &Counts, longest: usize) -> Counts {
    let mut widths = counts.map(|count| if count == 0 { 0 } else { (count * WIDTH / longest).max(NARROWEST) });
    let excess = sum(&widths).saturating_sub(WIDTH);
    if let Some(widest) = widths.iter_mut().max() {
        *widest = widest.saturating_sub(excess);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_open_statement_is_seen_beside_thousands_and_no_bar_is_too_long() {
        let counts = [1, 1, 0, 0, 0, 0, 2848];
        let drawn = widths(&counts, 2850);
        assert_eq!((drawn[0], drawn[1], drawn[2]), (NARROWEST, NARROWEST, 0));
        assert_eq!(drawn.iter().sum::<usize>(), WIDTH);
        assert_eq!(widths(&[1, 0, 0, 0, 0, 0, 1], 4), [250, 0, 0, 0, 0, 0, 250]);
    }
}
