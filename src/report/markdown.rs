//! Markdown for a comment on a pull request, and for the summary of a job.

pub(super) mod escape;

use super::document::{Closed, Cure, Document, Found, Part, Summary};
use super::{Format, View, Writer, summary};
use escape::{code, fenced, text};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// GitHub's Markdown with folded diffs.
pub const FORMAT: Format =
    Format { name: "markdown", about: "a comment or job summary, diffs folded", writer: Writer::Data(write) };

/// GitHub takes comments of up to 65,536 characters; this many bytes stay below that in any language.
const LIMIT: usize = 64_000;
/// Repositories in the table.
const PARTS: usize = 200;
/// What the last lines need.
const TAIL: usize = 400;

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let head = head(document);
    let mut shown = BTreeSet::new();
    let entries: Vec<Entry> = document.by_severity().into_iter().map(|found| entry(found, &mut shown)).collect();
    let room = LIMIT.saturating_sub(head.len() + TAIL);
    let chosen = choose(&entries, room);
    write!(out, "{head}")?;
    for (entry, whole) in entries.iter().zip(&chosen) {
        writeln!(out, "\n{}", entry.short)?;
        if *whole && !entry.folded.is_empty() {
            write!(out, "\n{}", entry.folded)?;
        }
    }
    write!(out, "{}", tail(&entries, &chosen))
}

/// A finding, and what is folded away below it.
struct Entry {
    short: String,
    folded: String,
}

/// For each entry that has a place whether its folded part has one too. The findings come first,
/// then as many of the diffs as there is room for, from the first on.
fn choose(entries: &[Entry], room: usize) -> Vec<bool> {
    let mut left = room;
    let fits = |left: &mut usize, length: usize| match left.checked_sub(length + 2) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => false,
    };
    let shown = entries.iter().take_while(|entry| fits(&mut left, entry.short.len())).count();
    entries[..shown].iter().map(|entry| fits(&mut left, entry.folded.len())).collect()
}

fn tail(entries: &[Entry], chosen: &[bool]) -> String {
    let left_out = entries.len() - chosen.len();
    let folded = entries.iter().zip(chosen).filter(|(entry, whole)| !**whole && !entry.folded.is_empty()).count();
    let mut out = String::new();
    if left_out > 0 {
        out.push_str(&format!("\n{left_out} more findings have no room here.\n"));
    }
    if folded > 0 {
        out.push_str(&format!("\n{folded} diffs have no room here: `unconfuse diff` shows them.\n"));
    }
    out
}

fn head(document: &Document<'_>) -> String {
    let mut out = format!("### unconfuse\n\n{}.\n\n{}", summary::line(&document.summary), counts(&document.summary));
    out.push_str(&parts(document));
    for problem in document.problems.iter().take(20) {
        out.push_str(&format!("\n**not judged**: {}: {}\n", code(&problem.path), text(&problem.message)));
    }
    if document.problems.len() > 20 {
        out.push_str(&format!("\nand {} more that were not judged.\n", document.problems.len() - 20));
    }
    let fixed = document.fixed.as_deref().unwrap_or_default();
    for fixed in fixed.iter().take(100) {
        out.push_str(&of_fixed(fixed));
    }
    if fixed.len() > 100 {
        out.push_str(&format!("\nand {} more that are fixed.\n", fixed.len() - 100));
    }
    out
}

/// The repositories of a joined report, those with most to do first.
fn parts(document: &Document<'_>) -> String {
    let mut parts: Vec<&Part<'_>> = document.parts.iter().collect();
    parts.sort_by_key(|part| Reverse(part.summary.needs_review + part.summary.fixable));
    let mut out = String::new();
    if !parts.is_empty() {
        out.push_str(
            "\n| repository | clean | fixable | needs review | cannot decide |\n| --- | --: | --: | --: | --: |\n",
        );
    }
    for Part { name, summary: sum } in parts.iter().take(PARTS) {
        let numbers = [sum.clean, sum.fixable, sum.needs_review, sum.cannot_decide].map(|count| count.to_string());
        out.push_str(&format!("| {} | {} |\n", text(name), numbers.join(" | ")));
    }
    if parts.len() > PARTS {
        out.push_str(&format!("\nand {} more repositories.\n", parts.len() - PARTS));
    }
    out
}

/// One row of numbers; what is rare has a column only where there is any.
fn counts(sum: &Summary) -> String {
    let always = [("clean", sum.clean), ("fixable", sum.fixable), ("needs review", sum.needs_review)];
    let rare = [
        ("fixed", sum.fixed.unwrap_or(0)),
        ("cannot decide", sum.cannot_decide),
        ("for information", sum.information),
        ("ignored", sum.ignored),
        ("known before", sum.known),
    ];
    let rare = rare.into_iter().filter(|(_, count)| *count > 0);
    let (names, numbers): (Vec<&str>, Vec<String>) =
        always.into_iter().chain(rare).map(|(name, count)| (name, count.to_string())).unzip();
    let line = "--: | ".repeat(names.len());
    format!("| {} |\n| {}\n| {} |\n", names.join(" | "), line.trim_end(), numbers.join(" | "))
}

fn of_fixed(fixed: &Closed<'_>) -> String {
    let place = code(&format!("{}:{}", fixed.path, fixed.line));
    format!("\n**fixed** {} at {place}: {}\n", code(&fixed.rule), text(&fixed.title))
}

/// `shown` holds the fixes that stand there already: one may close several findings.
fn entry<'a>(found: &'a Found<'a>, shown: &mut BTreeSet<(&'a str, u32, &'a str)>) -> Entry {
    let place = code(&format!("{}:{}", found.path(), found.line()));
    let mut short = format!(
        "**{}** {} at {place}: {} ({})",
        found.severity.name(),
        code(&found.rule),
        text(&found.message),
        text(&found.advice()),
    );
    for (name, note) in [("why", &found.why), ("if it were wrong", &found.consequence)] {
        if let Some(note) = note {
            short.push_str(&format!("<br>\n*{name}*: {}", text(note)));
        }
    }
    if let Some(page) = found.citation.as_deref().filter(|page| is_plain_address(page)) {
        short.push_str(&format!("<br>\n*see*: <{page}>"));
    }
    let is_new = found.remedy.identity().is_none_or(|fix| shown.insert(fix));
    Entry { short, folded: if is_new { folded(&found.remedy) } else { String::new() } }
}

/// An address that can stand in angle brackets as it is.
fn is_plain_address(page: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#=%&+".contains(c);
    page.starts_with("https://") && page.chars().all(plain)
}

fn folded(remedy: &Cure<'_>) -> String {
    let (patch, candidates) = match remedy {
        Cure::Fix { patch, candidates, .. } => (&**patch, candidates),
        Cure::Manual { candidates, .. } => ("", candidates),
    };
    let fold = |title: &str, body: &str| match body.is_empty() {
        true => String::new(),
        false => format!("<details><summary>{title}</summary>\n\n{body}\n</details>\n"),
    };
    let fix = if patch.is_empty() { String::new() } else { fenced("diff", patch) };
    let choices: String = candidates.iter().map(|candidate| fenced("", candidate)).collect();
    fold("the fix", &fix) + &fold("what to choose from", &choices)
}

#[cfg(test)]
mod tests;
