//! The findings, each with its reasons and its fix.

use super::super::document::{Cure, Document, Evidence, Found, Text};
use super::super::markup::{block, line};
use super::patch;
use crate::outcome::State;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The number of the finding below which each fix stands already.
type Shown<'a> = BTreeMap<(&'a str, u32, &'a str), usize>;

/// The findings as the page numbers them from one: the worst first, and last what is ignored or
/// known.
pub(super) fn in_order<'a>(document: &'a Document<'a>) -> Vec<&'a Found<'a>> {
    let mut found = document.by_severity();
    found.extend(document.findings.iter().filter(|found| !found.counts()));
    found
}

/// Writes what was fixed and what is found.
pub(super) fn write(document: &Document<'_>, found: &[&Found<'_>], page: &mut String) {
    write_fixed(document, page);
    write_problems(document, page);
    let states = states(document);
    let mut shown = BTreeMap::new();
    if found.is_empty() {
        return;
    }
    page.push_str("<section id=\"findings\">\n<h2>Findings</h2>\n");
    for (number, &found) in (1..).zip(found) {
        let state = states.get(&*found.fingerprint).copied();
        write_one(number, found, state, &mut shown, page);
    }
    page.push_str("</section>\n");
}

/// The state of the grant that a finding belongs to, by fingerprint.
fn states<'a>(document: &'a Document<'_>) -> BTreeMap<&'a str, State> {
    let grants = document.grants.iter();
    grants.flat_map(|grant| grant.findings.iter().map(|print| (&**print, grant.state))).collect()
}

fn write_fixed(document: &Document<'_>, page: &mut String) {
    let Some(fixed) = document.fixed.as_deref().filter(|fixed| !fixed.is_empty()) else { return };
    page.push_str("<section>\n<h2>Fixed</h2>\n<ul>\n");
    for fixed in fixed {
        let (path, rule, title) = (line(&fixed.path), line(&fixed.rule), line(&fixed.title));
        let _ = writeln!(page, "<li><code>{path}:{}</code> {rule}: {title}</li>", fixed.line);
    }
    page.push_str("</ul>\n</section>\n");
}

fn write_problems(document: &Document<'_>, page: &mut String) {
    if document.problems.is_empty() {
        return;
    }
    page.push_str("<section class=\"problems\">\n<h2>Not judged</h2>\n<ul>\n");
    for problem in &document.problems {
        let at = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let (path, message) = (line(&problem.path), line(&problem.message));
        let _ = writeln!(page, "<li><code>{path}{at}</code> {message}</li>");
    }
    page.push_str("</ul>\n</section>\n");
}

fn write_one<'a>(number: usize, found: &'a Found<'a>, state: Option<State>, shown: &mut Shown<'a>, page: &mut String) {
    let (rule, path, service) = (line(&found.rule), line(found.path()), line(&found.services().join(" ")));
    let state = state.map_or("", State::name);
    let severity = found.severity.name();
    let _ = writeln!(
        page,
        "<article id=\"f{number}\" class=\"item\" data-path=\"{path}\" data-rule=\"{rule}\" data-service=\"{service}\" \
         data-severity=\"{severity}\" data-state=\"{state}\">\n\
         <h3><a href=\"#f{number}\">{number}</a> <span class=\"badge {severity}\">{severity}</span> {}</h3>\n\
         <p class=\"place\"><code>{path}:{}</code> <code>{}</code> <span>{service}</span> <span>{rule}</span></p>\n<dl>",
        line(&found.message),
        found.line(),
        line(&found.address),
    );
    reasons(found, page);
    page.push_str("</dl>\n");
    remedy(number, found, shown, page);
    page.push_str("</article>\n");
}

fn reasons(found: &Found<'_>, page: &mut String) {
    if let Some(suppressed) = &found.suppressed {
        let until = suppressed.until.as_ref().map(|day| format!(" (until {day})")).unwrap_or_default();
        term(
            if suppressed.kind == "baseline" { "known" } else { "ignored" },
            &format!("{}{until}", suppressed.reason),
            page,
        );
    }
    for Evidence { at, text } in &found.evidence {
        let place = at.as_ref().map(|at| format!("{}:{}: ", at.path, at.line)).unwrap_or_default();
        term("proof", &format!("{place}{text}"), page);
    }
    for (name, text) in [("why", &found.why), ("if it were wrong", &found.consequence)] {
        text.iter().for_each(|text| term(name, text, page));
    }
    match found.citation.as_deref() {
        // Nothing but an address of the web may become a link.
        Some(link) if link.starts_with("https://") => {
            let link = line(link);
            let _ = writeln!(page, "<dt>see</dt><dd><a href=\"{link}\" rel=\"noreferrer\">{link}</a></dd>");
        }
        Some(text) => term("see", text, page),
        None => {}
    }
}

fn term(name: &str, text: &str, page: &mut String) {
    let _ = writeln!(page, "<dt>{name}</dt><dd>{}</dd>", line(text));
}

fn remedy<'a>(number: usize, found: &'a Found<'a>, shown: &mut Shown<'a>, page: &mut String) {
    let advice = line(&found.advice());
    match &found.remedy {
        Cure::Fix { patch, candidates, .. } => {
            let first = found.remedy.identity().map_or(number, |fix| *shown.entry(fix).or_insert(number));
            if first != number {
                let _ = writeln!(page, "<p>{advice} (<a href=\"#f{first}\">done by the fix of {first}</a>)</p>");
                return;
            }
            if patch.is_empty() {
                let _ = writeln!(page, "<p>{advice} (its line is too long to show here)</p>");
            } else {
                let _ = writeln!(page, "<details open>\n<summary>{advice}</summary>");
                patch::write(patch, page);
                page.push_str("</details>\n");
            }
            choices(candidates, page);
        }
        Cure::Manual { candidates, .. } => {
            let _ = writeln!(page, "<p>{advice}</p>");
            choices(candidates, page);
        }
    }
}

/// Texts to choose from.
fn choices(candidates: &[Text<'_>], page: &mut String) {
    for candidate in candidates {
        let _ = writeln!(page, "<pre>{}</pre>", block(candidate));
    }
}
