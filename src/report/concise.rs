//! One line for each finding, in the form that editors and compilers share.

use super::document::{Document, Found, Place};
use super::{Format, Verbosity, View, Writer, escape, summary};
use crate::outcome::State;
use std::io::{self, Write};

/// `path:line:column: severity[rule]: message`.
pub const FORMAT: Format = Format { name: "concise", about: "one line for each finding", writer: Writer::Data(write) };

fn write(document: &Document<'_>, view: View, out: &mut dyn Write) -> io::Result<()> {
    for fixed in document.fixed.iter().flatten() {
        let (path, title) = (escape::path_at_start(&fixed.path), escape::one_line(&fixed.title));
        writeln!(out, "{path}:{}: fixed[{}]: {title}", fixed.line, escape::one_line(&fixed.rule))?;
    }
    for found in document.findings.iter().filter(|found| found.counts()) {
        writeln!(out, "{}", line(found))?;
    }
    if view.verbosity == Verbosity::Verbose {
        write_undecided(document, out)?;
    }
    if view.verbosity > Verbosity::Quiet { writeln!(out, "{}", summary::line(&document.summary)) } else { Ok(()) }
}

/// A line for each grant and each policy of which nothing is decided, and why.
fn write_undecided(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    for grant in document.grants.iter().filter(|grant| grant.state == State::CannotDecide) {
        let (address, service) = (escape::one_line(&grant.address), escape::one_line(&grant.service));
        let why = escape::one_line(grant.why.as_deref().unwrap_or_default()).into_owned();
        writeln!(out, "{}: cannot decide: {address} lets {service} in: {why}", place(grant.statement.as_ref()))?;
    }
    for policy in &document.unread_policies {
        let (address, why) = (escape::one_line(&policy.address), escape::one_line(&policy.reason));
        let place = place(policy.at.as_ref());
        writeln!(out, "{place}: cannot decide: the policy of {address} was not followed: {why}")?;
    }
    Ok(())
}

fn place(at: Option<&Place<'_>>) -> String {
    match at {
        Some(at) => format!("{}:{}:{}", escape::path_at_start(&at.path), at.line, at.column),
        None => String::from("?"),
    }
}

/// One finding, and what can be done about it.
#[must_use]
pub fn line(found: &Found<'_>) -> String {
    format!(
        "{}: {}[{}]: {} ({})",
        place(found.at.as_ref()),
        found.severity.name(),
        escape::one_line(&found.rule),
        escape::one_line(&found.message),
        escape::one_line(&found.advice()),
    )
}
