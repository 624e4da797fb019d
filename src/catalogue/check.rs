//! What a service's file must keep to, so that a wrong one is refused with a clear word.

use super::evidence::Confidence;
use super::name::normalise;
use super::pattern::{Granularity, Pattern};
use super::service::{Pair, Service};
use std::collections::BTreeSet;

/// What is wrong with a service's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The pair that it is wrong in, where it is one.
    pub(super) pair: Option<usize>,
    /// In one line, without a full stop.
    pub(super) message: String,
}

/// Checks what the shape of the file alone does not guarantee.
///
/// # Errors
/// The first thing that is wrong.
pub(super) fn check(service: &Service) -> Result<(), Fault> {
    let principal = &service.principal;
    if normalise(principal).is_none_or(|name| name.canonical != *principal) {
        let message = format!("\"{}\" is no service principal without Region", principal.escape_debug());
        return Err(Fault { pair: None, message });
    }
    let mut seen = BTreeSet::new();
    for (number, pair) in service.pairs.iter().enumerate() {
        let twice = (!seen.insert((&pair.kind, &pair.usage))).then(|| "written twice".to_owned());
        if let Some(text) = twice.or_else(|| fault(pair)) {
            return Err(Fault { pair: Some(number), message: format!("{}: {text}", said(pair)) });
        }
    }
    Ok(())
}

/// What is wrong with one pair.
fn fault(pair: &Pair) -> Option<String> {
    if pair.evidence.is_empty() && pair.confidence != Confidence::Unknown {
        return Some("`evidence` is missing: where is it written?".to_owned());
    }
    if pair.evidence.is_empty() && pair.searched.is_empty() {
        return Some("it is unknown: which pages were read (`searched`), or what tells (`evidence`)?".to_owned());
    }
    if let Some(key) = pair.contradiction() {
        return Some(format!("{key} is both sent and never sent"));
    }
    let wrong = pair.patterns.iter().find(|pattern| pair.granularity != Granularity::Literal && !is_arn(pattern))?;
    Some(format!("\"{}\" is no ARN of six parts", wrong.pattern))
}

/// Has it six parts, and is every `${` closed?
fn is_arn(pattern: &Pattern) -> bool {
    let text = &pattern.pattern;
    let closed = text.matches("${").count() == text.split("${").skip(1).filter(|part| part.contains('}')).count();
    text.starts_with("arn:") && text.splitn(6, ':').count() == 6 && closed
}

/// Which pair it is, for a person.
pub(super) fn said(pair: &Pair) -> String {
    format!("{}, {}, {}", pair.principal, pair.kind, pair.usage)
}

#[cfg(test)]
mod tests {
    use super::super::read_service;

    const HEAD: &str = "principal = 'a.amazonaws.com'\nname = 'A'\nread = '2026-11-21'\n";
    const PAIR: &str = "[[pair]]\nkind = 'role-trust'\nuse = 'a role'\nconfidence = 'documented'\nevidence = ['https://example.com/page']\n";

    fn refused(text: &str) -> String {
        read_service(text).expect_err("it is wrong").to_string()
    }

    #[test]
    fn a_right_file_is_taken() {
        let text = format!(
            "{HEAD}{PAIR}patterns = [{{ pattern = 'arn:${{Partition}}:a:*:${{Account}}:b/*', means = 'any' }}]"
        );
        assert_eq!(read_service(&text).map(|service| service.pairs.len()), Ok(1));
    }

    #[test]
    fn an_unknown_field_is_named() {
        assert!(refused(&format!("{HEAD}{PAIR}evidense = []")).contains("evidense"));
    }

    #[test]
    fn a_regional_principal_needs_no_file_of_its_own() {
        let head = HEAD.replace("a.amazonaws.com", "a.eu-west-1.amazonaws.com");
        assert!(refused(&format!("{head}{PAIR}")).contains("no service principal without Region"));
    }

    #[test]
    fn a_fact_without_a_page_is_refused() {
        let told = refused(&format!("{HEAD}{}", PAIR.replace("https://example.com/page", "a page")));
        assert!(told.contains("\"a page\" is neither an https:// address nor owner/repository:path"), "{told}");
        let silent = PAIR.replace("evidence = ['https://example.com/page']\n", "");
        assert!(refused(&format!("{HEAD}{silent}")).contains("`evidence` is missing"));
        let searched = format!("{HEAD}{silent}searched = ['https://example.com/silent']\n");
        assert!(refused(&searched).contains("`evidence` is missing"));
    }

    #[test]
    fn what_is_unknown_says_where_it_was_looked_for() {
        let unknown = format!("{HEAD}{}", PAIR.replace("documented", "unknown").replace("evidence", "searched"));
        assert_eq!(read_service(&unknown).map(|service| service.pairs[0].searched.len()), Ok(1));
        let told = refused(&unknown.replace("searched = ['https://example.com/page']\n", ""));
        assert!(told.contains("which pages were read (`searched`)"), "{told}");
    }

    #[test]
    fn contradictions_are_refused() {
        let both = "sends = ['aws:SourceArn']\nnever_sends = ['AWS:sourcearn']";
        assert!(refused(&format!("{HEAD}{PAIR}{both}")).contains("both sent and never sent"));
        assert!(refused(&format!("{HEAD}{PAIR}{PAIR}")).contains("written twice"));
    }

    #[test]
    fn half_an_arn_is_refused() {
        let pattern = "patterns = [{ pattern = 'arn:aws:a:b/*', means = 'any' }]";
        assert!(refused(&format!("{HEAD}{PAIR}{pattern}")).contains("six parts"));
    }

    #[test]
    fn a_source_must_be_one_of_the_known_forms() {
        let hint = "terraform = [{ argument = 'aws_a.role', source = 'aws_b' }]";
        assert!(refused(&format!("{HEAD}{PAIR}{hint}")).contains("a source is one of"));
        let hint = "terraform = [{ argument = 'role' }]";
        assert!(refused(&format!("{HEAD}{PAIR}{hint}")).contains("a type, a dot and an argument"));
    }
}
