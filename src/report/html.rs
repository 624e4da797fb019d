//! One page to send to a reviewer or an auditor: it needs nothing but itself, works without its
//! script, and says to the browser that it will load and run nothing else.

mod chart;
mod filter;
mod findings;
mod inventory;
mod patch;
mod rules;
mod totals;

use super::document::Document;
use super::{Format, View, Writer};
use crate::outcome::State;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A page that stands alone.
pub const FORMAT: Format =
    Format { name: "html", about: "one page for reviewers and auditors", writer: Writer::Data(write) };

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// What the browser may use: this style and this script, known by their hashes, and nothing else.
const POLICY: &str = "default-src 'none'; \
    style-src 'sha256-2F7PxU5rDtwfoPqElJycZL3wFvINnA2GWSh4GbMCxRo='; \
    script-src 'sha256-/ZIJyI4pSapC2jAhNCLKtHbEgvECIWFDSFfXyBuBd8k='; \
    base-uri 'none'; form-action 'none'";

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    let found = findings::in_order(document);
    head(&mut page);
    totals::write(document, &mut page);
    if is_empty(document) {
        page.push_str("<p>Nothing that was read lets an AWS service in.</p>\n");
    }
    chart::write(document, &mut page);
    rules::write(document, &mut page);
    filter::write(document, &mut page);
    findings::write(document, &found, &mut page);
    inventory::write(document, &found, &mut page);
    let _ = writeln!(page, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>");
    out.write_all(page.as_bytes())
}

/// Is there nothing to list?
fn is_empty(document: &Document<'_>) -> bool {
    document.grants.is_empty()
        && document.unread_policies.is_empty()
        && document.findings.is_empty()
        && document.problems.is_empty()
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

/// A state as it is said.
fn words(state: State) -> String {
    state.name().replace('-', " ")
}

#[cfg(test)]
mod tests;
