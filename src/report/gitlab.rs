//! Code Quality of GitLab: what the widget of a merge request shows.

use super::document::{Document, Found, Problem};
use super::{Format, View, Writer, escape};
use crate::finding::{Fingerprint, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A JSON array of issues.
pub const FORMAT: Format =
    Format { name: "gitlab", about: "Code Quality report for GitLab", writer: Writer::Data(write) };

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let found = document.findings.iter().filter(|found| found.counts()).map(of_finding);
    let mut issues: Vec<Issue> = found.chain(document.problems.iter().map(of_problem)).collect();
    tell_apart(&mut issues);
    let text = serde_json::to_string_pretty(&issues).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

/// The widget shows the description and not the name of the check, so the name is in both.
fn of_finding(found: &Found<'_>) -> Issue {
    let (begin, end) = found.at.as_ref().map_or((1, 1), |at| (at.line, at.end_line));
    Issue {
        description: format!(
            "{}: {} ({})",
            escape::one_line(&found.rule),
            escape::one_line(&found.message),
            escape::one_line(&found.advice())
        ),
        check_name: found.rule.to_string(),
        fingerprint: found.fingerprint.to_string(),
        severity: severity(found.severity),
        location: Location { path: found.path().to_owned(), lines: Lines { begin, end } },
    }
}

fn of_problem(problem: &Problem<'_>) -> Issue {
    let line = problem.line.unwrap_or(1);
    Issue {
        description: format!("not judged: {}", escape::one_line(&problem.message)),
        check_name: "not-judged".to_owned(),
        fingerprint: Fingerprint::new("not-judged", &problem.path, "", "", &problem.message).0,
        severity: "blocker",
        location: Location { path: problem.path.to_string(), lines: Lines { begin: line, end: line } },
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}

/// GitLab drops issues whose fingerprint it has seen: the second of a kind gets a number.
fn tell_apart(issues: &mut [Issue]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for issue in issues {
        let times = seen.entry(issue.fingerprint.clone()).or_default();
        *times += 1;
        if *times > 1 {
            issue.fingerprint = format!("{}-{times}", issue.fingerprint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{outcome, report};
    use super::super::{Style, Verbosity, document::document};
    use super::*;

    #[test]
    fn no_two_issues_share_a_fingerprint() {
        let outcome = outcome();
        let mut document = document(&report(&outcome));
        document.findings.push(document.findings[0].clone());
        let mut out = Vec::new();
        let view = View { verbosity: Verbosity::Normal, style: Style::PLAIN };
        write(&document, view, &mut out).expect("a vector takes everything");
        let issues: Vec<serde_json::Value> = serde_json::from_slice(&out).expect("an array");
        let mut prints: Vec<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), issues.len());
    }
}
