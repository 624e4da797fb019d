//! Every argument that takes a role is known: what it is for, or that nobody knows that.

use super::*;

/// Is it known that a role may stand in an argument?
fn is_known(of: &str, path: &str) -> bool {
    let Some(facts) = catalogue().resource_type(of) else { return false };
    let mut listed = facts.other_role_arguments.iter().chain(&facts.hands_roles_on).chain(&facts.hands_on);
    facts.mentions_roles_harmlessly
        || listed.any(|named| holds(named.strip_suffix(".*").unwrap_or(named), path))
        || catalogue().role_uses(of).any(|(_, hint)| hint.takes(path))
}

fn roles() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = types().iter().flat_map(|(of, paths)| paths.iter().map(move |(path, fact)| (*of, *path, *fact)));
    all.filter(|(.., fact)| fact.takes_role).map(|(of, path, _)| (of, path))
}

#[test]
fn every_argument_that_takes_a_role_is_known() {
    assert!(roles().count() > 1000, "{} arguments", roles().count());
    let unknown: Vec<String> =
        roles().filter(|(of, path)| !is_known(of, path)).map(|(of, path)| format!("{of}.{path}")).collect();
    let told = "write a use, or put it into `other_role_arguments` of its type";
    assert!(unknown.is_empty(), "{told}:\n{}", unknown.join("\n"));
}

#[test]
fn an_argument_that_nobody_lists_is_not_known() {
    assert!(is_known("aws_transfer_user", "role"));
    assert!(!is_known("aws_transfer_user", "second_role"));
    assert!(!is_known("aws_brand_new_type", "role"));
}
