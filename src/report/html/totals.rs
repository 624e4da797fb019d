//! What was looked at, by whom, and how many statements are in which state.

use super::super::document::{Document, Part};
use super::super::markup::line;
use super::super::summary;
use super::words;
use crate::outcome::State;
use std::fmt::Write as _;

/// What this page is about, for somebody who has never heard of it.
const ABOUT: &str = "A policy that lets an AWS service in, and does not say for whom, can be used by strangers: \
    they tell the service to act for them, and the policy cannot tell them from its owner. This is called the confused \
    deputy. Here stands every statement that was found to let a service in, how it stands, and what is to be changed.";

/// Writes the head of the page and the counts.
pub(super) fn write(document: &Document<'_>, page: &mut String) {
    let _ = writeln!(
        page,
        "<header>\n<h1>Which services are let in, and for whom</h1>\n<p>{ABOUT}</p>\n<p class=\"tool\">{}. {}</p>\n\
         </header>\n<main>\n<ul class=\"totals\">",
        line(&summary::line(&document.summary)),
        tool(document),
    );
    if let Some(fixed) = document.summary.fixed {
        total("clean", fixed, "fixed", "closed by this run", page);
    }
    for state in State::ALL {
        let count = document.summary.of(state);
        if count > 0 || matches!(state, State::NeedsReview | State::Fixable | State::Clean) {
            total(state.name(), count, &words(state), meaning(state), page);
        }
    }
    page.push_str("</ul>\n");
    parts(&document.parts, page);
}

/// `unconfuse 0.1.0, catalogue of 2027-01-31`.
fn tool(document: &Document<'_>) -> String {
    let tool = &document.tool;
    let catalogue = if tool.catalogue.is_empty() { "" } else { ", catalogue of " };
    line(&format!("{} {}{catalogue}{}", tool.name, tool.version, tool.catalogue))
}

/// What a state means to somebody who has to answer for it.
fn meaning(state: State) -> &'static str {
    match state {
        State::NeedsReview => "open: a person has to look",
        State::Fixable => "open: a proven fix is at hand",
        State::CannotDecide => "nobody can tell from the text",
        State::Information => "AWS does not say what is sent",
        State::Ignored => "kept by somebody, with a reason",
        State::Known => "open, and written down before",
        State::Clean => "nothing is to be done",
    }
}

fn total(class: &str, count: usize, what: &str, meaning: &str, page: &mut String) {
    let class = if count == 0 { "nothing" } else { class };
    let _ = writeln!(page, "<li class=\"{class}\"><b>{count}</b> {what} <small>{meaning}</small></li>");
}

/// The repositories of a joined report.
fn parts(parts: &[Part<'_>], page: &mut String) {
    if parts.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>Repositories</h2>\n<table class=\"counts\">\n<thead><tr><th>Repository</th>");
    let is_used = |state: &State| parts.iter().any(|part| part.summary.of(*state) > 0);
    let states: Vec<State> = State::ALL.into_iter().filter(is_used).collect();
    for state in &states {
        let _ = write!(page, "<th class=\"{}\">{}</th>", state.name(), words(*state));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for part in parts {
        let numbers: String = states.iter().map(|state| format!("<td>{}</td>", part.summary.of(*state))).collect();
        let _ = writeln!(page, "<tr><th scope=\"row\">{}</th>{numbers}</tr>", line(&part.name));
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}
