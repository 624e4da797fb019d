//! What limits the page to some findings. Only the script shows it: without one there is nothing to
//! filter with.

use super::super::document::{Document, Found, service_name};
use super::super::markup::line;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Writes the form, hidden; none where nothing is listed.
pub(super) fn write(document: &Document<'_>, page: &mut String) {
    if document.findings.is_empty() && document.grants.is_empty() && document.unread_policies.is_empty() {
        return;
    }
    let findings = document.findings.iter();
    let services =
        findings.clone().flat_map(Found::services).chain(document.grants.iter().map(|grant| &*grant.service));
    page.push_str("<form id=\"filter\" hidden>\n");
    files(findings.clone().map(|found| found.path()).collect(), page);
    choice("rule", "Rule", findings.clone().map(|found| &*found.rule).collect(), page);
    choice("service", "Service", services.collect(), page);
    choice("severity", "Severity", findings.map(|found| found.severity.name()).collect(), page);
    choice("state", "State", document.grants.iter().map(|grant| grant.state.name()).collect(), page);
    page.push_str(
        "<button type=\"reset\">Show all</button>\n<button type=\"button\" id=\"fold\">Fold the diffs</button>\n\
         <output id=\"shown\"></output>\n</form>\n",
    );
}

/// A part of a path, with the files that have findings to choose from.
fn files(paths: BTreeSet<&str>, page: &mut String) {
    page.push_str(
        "<label>File <input type=\"search\" name=\"path\" list=\"files\" placeholder=\"part of a path\"></label>\n\
         <datalist id=\"files\">\n",
    );
    for path in paths {
        let _ = writeln!(page, "<option value=\"{}\"></option>", line(path));
    }
    page.push_str("</datalist>\n");
}

fn choice(name: &str, label: &str, values: BTreeSet<&str>, page: &mut String) {
    let _ = writeln!(page, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>");
    for value in values {
        let _ = writeln!(page, "<option value=\"{}\">{}</option>", line(value), line(service_name(value)));
    }
    page.push_str("</select></label>\n");
}
