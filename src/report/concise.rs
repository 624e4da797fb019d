//! One line for each finding, in the form that editors and compilers share.

use super::document::{Document, Found};
use super::{Format, Verbosity, View, Writer, escape, summary};
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
    if view.verbosity > Verbosity::Quiet { writeln!(out, "{}", summary::line(&document.summary)) } else { Ok(()) }
}

/// One finding, and what can be done about it.
#[must_use]
pub fn line(found: &Found<'_>) -> String {
    let place = match &found.at {
        Some(at) => format!("{}:{}:{}", escape::path_at_start(&at.path), at.line, at.column),
        None => String::from("?"),
    };
    format!(
        "{place}: {}[{}]: {} ({})",
        found.severity.name(),
        escape::one_line(&found.rule),
        escape::one_line(&found.message),
        escape::one_line(&found.advice()),
    )
}
