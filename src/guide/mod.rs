//! What there is to read: the page of a rule, the page of a service, the table of services.
//! Markdown, made from the rules' own pages and the catalogue's data.

mod example;
mod guarded;
mod service;
mod table;

pub use table::{Format, table};

use crate::catalogue::{Catalogue, Service};
use crate::finding::RuleInfo;
use crate::nearest::nearest;

/// The page of a rule or of a service, by any name it is known by.
///
/// # Errors
/// There is no such rule and no such service; what may be meant.
pub fn explain(name: &str, rules: &[&RuleInfo], catalogue: &Catalogue) -> Result<String, String> {
    if let Some(rule) = rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(name)) {
        return Ok(rule_page(rule));
    }
    if let Some(service) = find(name, catalogue) {
        return Ok(service::page(service, catalogue));
    }
    Err(unknown("rule and no service", name, rules.iter().map(|rule| rule.id), catalogue))
}

/// The service of a name: a principal, its first part, or the name that people use.
#[must_use]
pub fn find<'c>(name: &str, catalogue: &'c Catalogue) -> Option<&'c Service> {
    let name = name.trim().to_ascii_lowercase();
    let by_principal = catalogue.service(&name).or_else(|| catalogue.service(&format!("{name}.amazonaws.com")));
    by_principal.or_else(|| catalogue.services().find(|service| service.name.eq_ignore_ascii_case(&name)))
}

/// There is no such thing; what may be meant.
fn unknown<'a>(what: &str, name: &str, others: impl Iterator<Item = &'a str>, catalogue: &'a Catalogue) -> String {
    let principals = catalogue.services().flat_map(|service| {
        let principal = service.principal.as_str();
        [principal, principal.split(".amazon").next().unwrap_or(principal), &service.name]
    });
    let meant = nearest(name, others.chain(principals));
    let meant = meant.map(|meant| format!("; is `{meant}` meant?")).unwrap_or_default();
    format!("there is no {what} `{}`{meant}", name.escape_debug())
}

/// The page of a rule: its name and what it is about, then what its own file says.
fn rule_page(rule: &RuleInfo) -> String {
    let mut page = format!("# {}\n\n{}. Severity: {}.\n", rule.id, rule.summary, rule.severity.name());
    page.push('\n');
    for line in rule.page().lines() {
        let deeper = if line.starts_with("# ") { "#" } else { "" };
        page.push_str(deeper);
        page.push_str(line);
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    fn explained(name: &str) -> Result<String, String> {
        let rules: Vec<&RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
        explain(name, &rules, Catalogue::builtin())
    }

    #[test]
    fn every_rule_has_a_page_with_all_its_parts() {
        for rule in &RULES {
            let page = explained(rule.info.id).expect("a page");
            for part in ["What it does", "Why is this bad?", "Example", "Fix safety", "References"] {
                assert!(page.contains(&format!("\n## {part}\n")), "{}: no {part}:\n{page}", rule.info.id);
            }
            assert!(!page.contains("//!") && !page.contains("use crate"), "{page}");
        }
    }

    #[test]
    fn a_service_is_known_by_each_of_its_names() {
        let page = explained("transfer.amazonaws.com");
        assert!(page.as_ref().is_ok_and(|page| page.starts_with("# transfer.amazonaws.com\n")));
        for name in ["transfer", "Transfer", "AWS Transfer Family", "transfer.eu-west-1.amazonaws.com"] {
            assert_eq!(explained(name), page, "{name}");
        }
    }

    #[test]
    fn every_service_has_a_page_with_all_the_pages_that_were_read() {
        for service in Catalogue::builtin().services() {
            let page = explained(&service.principal).expect("a page");
            for citation in service.pairs.iter().flat_map(|pair| pair.evidence.iter().chain(&pair.searched)) {
                assert!(page.contains(&format!("\n- <{citation}>\n")), "{citation}: {page}");
            }
        }
    }

    #[test]
    fn a_name_that_is_none_gets_a_suggestion() {
        for (name, meant) in [
            ("missing-source-condtion", "missing-source-condition"),
            ("tranfser", "transfer"),
            ("clodtrail.amazonaws.com", "cloudtrail.amazonaws.com"),
        ] {
            let told = explained(name).expect_err("no page");
            assert_eq!(told, format!("there is no rule and no service `{name}`; is `{meant}` meant?"));
        }
        assert_eq!(explained("?"), Err("there is no rule and no service `?`".to_owned()));
    }
}
