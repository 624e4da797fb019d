//! One page to send to a reviewer or an auditor: it needs nothing but itself, works without its
//! script, and says to the browser that it will load and run nothing else.

mod chart;
mod findings;
mod inventory;
mod patch;

use super::document::Document;
use super::markup::line;
use super::{Format, View, Writer, summary};
use crate::outcome::State;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A page that stands alone.
pub const FORMAT: Format =
    Format { name: "html", about: "one page for reviewers and auditors", writer: Writer::Data(write) };

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// What the browser may use: this style and this script, known by their hashes, and nothing else.
const POLICY: &str = "default-src 'none'; \
    style-src 'sha256-7zRAJ63ydlsg3gsK5kPNyljwMFzPG5gI6wfUGe4wGrg='; \
    script-src 'sha256-aKANsMh9GC8INs/42JU7wXRi1oNJJIXJANuk2lMqFk8='; \
    base-uri 'none'; form-action 'none'";

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    head(&mut page);
    totals(document, &mut page);
    parts(document, &mut page);
    chart::write(document, &mut page);
    filter(document, &mut page);
    findings::write(document, &mut page);
    inventory::write(document, &mut page);
    let _ = writeln!(page, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>");
    out.write_all(page.as_bytes())
}

fn head(page: &mut String) {
    let _ = writeln!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>unconfuse: which services are let in, and for whom</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>"
    );
}

fn totals(document: &Document<'_>, page: &mut String) {
    let tool = line(&format!("{} {}", document.tool.name, document.tool.version));
    let _ = writeln!(
        page,
        "<header>\n<h1>Which services are let in, and for whom</h1>\n<p>{}. <span class=\"tool\">{tool}</span></p>\n\
         </header>\n<main>\n<ul class=\"totals\">",
        line(&summary::line(&document.summary)),
    );
    if let Some(fixed) = document.summary.fixed {
        total("clean", fixed, "fixed", page);
    }
    for state in State::ALL {
        let count = document.summary.of(state);
        if count > 0 || matches!(state, State::NeedsReview | State::Fixable | State::Clean) {
            total(state.name(), count, &words(state), page);
        }
    }
    page.push_str("</ul>\n");
}

fn total(class: &str, count: usize, what: &str, page: &mut String) {
    let _ = writeln!(page, "<li class=\"{class}\"><b>{count}</b> {what}</li>");
}

/// The repositories of a joined report.
fn parts(document: &Document<'_>, page: &mut String) {
    if document.parts.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>Repositories</h2>\n<table class=\"parts\">\n<thead><tr><th>Repository</th>");
    let is_used = |state: &State| document.parts.iter().any(|part| part.summary.of(*state) > 0);
    let states: Vec<State> = State::ALL.into_iter().filter(is_used).collect();
    for state in &states {
        let _ = write!(page, "<th class=\"{}\">{}</th>", state.name(), words(*state));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for part in &document.parts {
        let numbers: String = states.iter().map(|state| format!("<td>{}</td>", part.summary.of(*state))).collect();
        let _ = writeln!(page, "<tr><th scope=\"row\">{}</th>{numbers}</tr>", line(&part.name));
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

/// A state as it is said.
fn words(state: State) -> String {
    state.name().replace('-', " ")
}

/// Shown by the script only: without it there is nothing to filter with.
fn filter(document: &Document<'_>, page: &mut String) {
    let findings = document.findings.iter();
    let files = findings.clone().map(|found| found.path());
    let files = files.chain(document.grants.iter().filter_map(|grant| Some(&*grant.statement.as_ref()?.path)));
    let services =
        findings.clone().map(|found| &*found.service).chain(document.grants.iter().map(|grant| &*grant.service));
    page.push_str("<form id=\"filter\" hidden>\n");
    choice("path", "File", files.collect(), page);
    choice("rule", "Rule", findings.map(|found| &*found.rule).collect(), page);
    choice("service", "Service", services.collect(), page);
    choice("state", "State", document.grants.iter().map(|grant| grant.state.name()).collect(), page);
    page.push_str(
        "<button type=\"reset\">Show all</button>\n<button type=\"button\" id=\"fold\">Fold the diffs</button>\n\
         <output id=\"shown\"></output>\n</form>\n",
    );
}

fn choice(name: &str, label: &str, values: BTreeSet<&str>, page: &mut String) {
    let _ = writeln!(page, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>");
    for value in values {
        let value = line(value);
        let _ = writeln!(page, "<option value=\"{value}\">{value}</option>");
    }
    page.push_str("</select></label>\n");
}

#[cfg(test)]
mod tests;
