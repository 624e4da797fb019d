//! The data as a whole holds together, and the systems people start with read as they should.

mod integrity;
mod own;
mod schemas;
mod stories;

use super::*;

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin()
}

fn pair(principal: &str, kind: &str, usage: &str) -> &'static Pair {
    let kind = PolicyKind(kind.to_owned());
    let pairs = catalogue().pairs(principal, &kind);
    pairs.into_iter().find(|pair| pair.usage == usage).unwrap_or_else(|| panic!("{principal} {kind} {usage}"))
}

fn trust(principal: &str, usage: &str) -> &'static Pair {
    pair(principal, PolicyKind::ROLE_TRUST, usage)
}

/// The one hint of an argument in a pair.
fn hint<'a>(pair: &'a Pair, holder: &'a str, argument: &'a str) -> &'a Hint {
    pair.hints_for(holder, argument).next().unwrap_or_else(|| panic!("{holder}.{argument}"))
}

/// The resource parts of the patterns that would be written, given the placeholders that are known.
fn written(pair: &'static Pair, known: &[&str]) -> Vec<&'static str> {
    let patterns = pair.narrowest(|name| known.contains(&name));
    patterns.iter().map(|pattern| pattern.pattern.splitn(6, ':').last().unwrap_or_default()).collect()
}

fn all_pairs() -> impl Iterator<Item = &'static Pair> {
    catalogue().services().flat_map(|service| &service.pairs)
}

fn said(pair: &Pair) -> String {
    format!("{}, {}, {}", pair.principal, pair.kind, pair.usage)
}
