//! Every statement that lets a service in, and every policy that could not be followed.

use super::super::document::{Document, Grant, Place, Unread, service_name};
use super::super::markup::line;
use super::words;
use crate::outcome::State;
use std::fmt::Write as _;

/// Writes the table; nothing where there is nothing to list.
pub(super) fn write(document: &Document<'_>, page: &mut String) {
    if document.grants.is_empty() && document.unread_policies.is_empty() {
        return;
    }
    page.push_str(
        "<section id=\"inventory\">\n<h2>Every statement that lets a service in</h2>\n<table class=\"inventory\">\n\
         <thead><tr><th>State</th><th>Service</th><th>Where</th><th>Used by</th><th>Condition</th><th>Why</th></tr></thead>\n<tbody>\n",
    );
    document.grants.iter().for_each(|grant| write_grant(grant, page));
    document.unread_policies.iter().for_each(|policy| write_unread(policy, page));
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn write_grant(grant: &Grant<'_>, page: &mut String) {
    open(grant.state, &grant.service, grant.statement.as_ref(), page);
    let (address, kind) = (line(&grant.address), line(&grant.policy_kind));
    let users: Vec<String> = grant.used_by.iter().map(|user| format!("<code>{}</code>", line(user))).collect();
    let why = grant.why.as_deref().map(line).unwrap_or_default();
    let _ = writeln!(
        page,
        "<br><code>{address}</code> <small>{kind}</small></td><td>{}</td><td>{}</td><td>{why}</td></tr>",
        users.join("<br>"),
        line(&grant.condition)
    );
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
