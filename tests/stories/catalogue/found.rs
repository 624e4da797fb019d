//! Every argument that the catalogue names as handing a grant over: a resource that sets it to the
//! role, queue, topic, key or bucket is found to use the grant.

use super::text::{Resource, written};
use super::{actions, called, homes, program, users};
use std::collections::BTreeSet;
use unconfuse::callers::{Callers, Handovers, find};
use unconfuse::catalogue::{Catalogue, Hint, Language, Pair, ResourceType, Source};
use unconfuse::forms::read;
use unconfuse::link::Program;
use unconfuse::value::SymbolId;

/// The kind of policy that is one for the whole account: which of the things that it names somebody
/// uses is not looked at, and the condition lets in all of the service's.
const OF_ACCOUNT: &str = "logs-resource-policy";

/// The language has no resource for these policies.
const NO_HOME: [&str; 2] = [
    "CloudFormation, email.cognito-idp.amazonaws.com, ses-identity-policy, mail identity of a user pool",
    "CloudFormation, pinpoint.amazonaws.com, ses-identity-policy, mail identity of a project",
];

/// What is known of the users of the grant to a service in a module or template.
fn callers(program: &Program, service: &str, kind: &str) -> Callers<'static> {
    let policies = read(program, Catalogue::builtin());
    let mut uses = policies.documents.iter().flat_map(|document| &document.uses);
    let usage =
        uses.find(|usage| usage.kind.0 == kind).unwrap_or_else(|| panic!("no policy is read: {service}, {kind}"));
    find(program, Catalogue::builtin(), &Handovers::default(), service, &[service.to_owned()], usage)
}

fn linked(resources: &[Resource], language: Language) -> (Program, String) {
    let (path, text) = written(resources, language);
    (program(path, &text), text)
}

/// What is wrong with a hint, if something is: the user is not found, or not its source.
fn fault(pair: &Pair, hint: &Hint, open: &[Resource]) -> Option<String> {
    let (program, text) = linked(&[open, &users::users(hint, &open[0].type_name)].concat(), hint.language);
    let callers = callers(&program, &pair.principal, &pair.kind.0);
    let name = |id: SymbolId| program.symbol(id).name.clone();
    let mut known = callers.known.iter().filter(|caller| caller.pair.usage == pair.usage);
    let told = format!("{}, {}\n{text}", called(pair, hint.language), hint.argument);
    let Some(caller) = known.find(|caller| name(caller.holder) == "user") else {
        return Some(format!("no use is found: {told}"));
    };
    let source = match hint.source {
        Source::Holder => "user",
        Source::Via { .. } => "source",
        _ => return None,
    };
    let is_found = caller.sources.iter().any(|&id| name(id) == source);
    (!is_found).then(|| format!("its source is not found: {told}"))
}

#[test]
fn every_argument_that_hands_a_grant_over_is_found_with_its_source() {
    let (mut wrong, mut homeless, mut right) = (Vec::new(), BTreeSet::new(), 0);
    for pair in Catalogue::builtin().services().flat_map(|service| &service.pairs) {
        for hint in pair.hints().filter(|_| pair.kind.0 != OF_ACCOUNT) {
            match homes::open(&pair.kind.0, hint.language, &pair.principal, &actions(pair)) {
                None => _ = homeless.insert(called(pair, hint.language)),
                Some(open) => match fault(pair, hint, &open) {
                    Some(told) => wrong.push(told),
                    None => right += 1,
                },
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n----\n"));
    assert_eq!(homeless.iter().map(String::as_str).collect::<Vec<_>>(), NO_HOME);
    assert!(right > 600, "{right} arguments");
}

/// What is known of the users of a role that an argument takes.
fn of_role(facts: &ResourceType, argument: &str) -> Callers<'static> {
    let service = "transfer.amazonaws.com";
    let open = homes::open("role-trust", facts.language, service, &["sts:AssumeRole".to_owned()]).expect("a role");
    let mut user = Resource::new(&facts.name, "user");
    user.set(argument, users::target(&open[0].type_name));
    callers(&linked(&[&open[..], &[user]].concat(), facts.language).0, service, "role-trust")
}

#[test]
fn a_role_in_any_other_argument_is_known_to_have_a_use_that_nobody_knows() {
    let all = || Catalogue::resource_types().filter_map(|name| Catalogue::builtin().resource_type(name));
    let unknown = all().flat_map(|facts| facts.other_role_arguments.iter().map(move |argument| (facts, argument)));
    let missed = unknown.filter(|(facts, argument)| of_role(facts, argument).unknown_use.is_none());
    let handed_on = all().flat_map(|facts| facts.hands_roles_on.iter().map(move |argument| (facts, argument)));
    let missed = missed.chain(handed_on.filter(|(facts, argument)| of_role(facts, argument).escapes.is_none()));
    let missed: Vec<String> = missed.map(|(facts, argument)| format!("{}.{argument}", facts.name)).collect();
    assert!(missed.is_empty(), "{} missed: {missed:#?}", missed.len());
}
