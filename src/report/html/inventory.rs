//! Every statement that lets a service in, and every policy that could not be followed.

use super::super::document::{Document, Found, Grant, Place, Unread, service_name};
use super::super::markup::line;
use super::words;
use crate::outcome::State;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The numbers of the findings on this page, by fingerprint.
type Numbers<'a> = BTreeMap<&'a str, usize>;

/// Writes the table; nothing where there is nothing to list.
pub(super) fn write(document: &Document<'_>, found: &[&Found<'_>], page: &mut String) {
    if document.grants.is_empty() && document.unread_policies.is_empty() {
        return;
    }
    page.push_str(
        "<section id=\"inventory\">\n<h2>Every statement that lets a service in</h2>\n<table class=\"inventory\">\n\
         <thead><tr><th>State</th><th>Service</th><th>Where</th><th>Used by</th><th>Condition</th><th>Why</th></tr></thead>\n<tbody>\n",
    );
    let numbers: Numbers<'_> = (1..).zip(found).map(|(number, found)| (&*found.fingerprint, number)).collect();
    document.grants.iter().for_each(|grant| write_grant(grant, &numbers, page));
    document.unread_policies.iter().for_each(|policy| write_unread(policy, page));
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn write_grant(grant: &Grant<'_>, numbers: &Numbers<'_>, page: &mut String) {
    open(grant.state, &grant.service, grant.statement.as_ref(), page);
    let (address, kind) = (line(&grant.address), line(&grant.policy_kind));
    let users: Vec<String> = grant.used_by.iter().map(|user| format!("<code>{}</code>", line(user))).collect();
    let _ = writeln!(
        page,
        "<br><code>{address}</code> <small>{kind}</small></td><td>{}</td><td>{}</td><td>{}</td></tr>",
        users.join("<br>"),
        line(&grant.condition),
        why(grant, numbers)
    );
}

/// The reason for the verdict, and the way to its findings.
fn why(grant: &Grant<'_>, numbers: &Numbers<'_>) -> String {
    let reason = grant.why.as_deref().map(line);
    let numbers = grant.findings.iter().filter_map(|print| numbers.get(&**print));
    let links = numbers.map(|number| format!("<a href=\"#f{number}\">finding {number}</a>"));
    reason.into_iter().chain(links).collect::<Vec<_>>().join("<br>")
}

fn write_unread(policy: &Unread<'_>, page: &mut String) {
    open(State::CannotDecide, "?", policy.at.as_ref(), page);
    let (address, reason) = (line(&policy.address), line(&policy.reason));
    let _ = writeln!(page, "<br><code>{address}</code></td><td></td><td></td><td>{reason}</td></tr>");
}

/// The row up to its third cell, which stays open.
fn open(state: State, service: &str, at: Option<&Place<'_>>, page: &mut String) {
    let path = at.map(|at| line(&at.path)).unwrap_or_default();
    let number = at.map_or(1, |at| at.line);
    let name = state.name();
    let _ = write!(
        page,
        "<tr class=\"item\" data-path=\"{path}\" data-service=\"{}\" data-state=\"{name}\">\
         <td><span class=\"badge {name}\">{}</span></td><td>{}</td><td><code>{path}:{number}</code>",
        line(service),
        words(state),
        line(service_name(service)),
    );
}
