//! All the data, checked as a whole.

use super::*;
use crate::catalogue::vet::{FILLED_BY_NOBODY, fillable, is_spelled};
use crate::version::{Version, Versions};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_file_is_read() {
    for (file, text) in SERVICES {
        let service = read_service(text).unwrap_or_else(|reason| panic!("{file}.toml:{reason}"));
        let name = normalise(&service.principal).unwrap_or_else(|| panic!("{file}.toml: {}", service.principal));
        assert_eq!(name.canonical, service.principal, "{file}.toml");
        assert_eq!(service.principal.split(".amazon").next(), Some(file), "{file}.toml");
        assert!(!service.pairs.is_empty() && !service.name.is_empty(), "{file}.toml");
    }
    for (name, text) in TYPES {
        read_type(name, text).unwrap_or_else(|reason| panic!("{name}: {reason}"));
    }
}

#[test]
fn the_catalogue_is_as_old_as_its_newest_evidence() {
    let newest = catalogue().services().map(|service| service.read.as_str()).max();
    assert_eq!(newest, Some(Catalogue::date()));
}

#[test]
fn every_type_is_written_once_and_found() {
    let names: BTreeSet<_> = Catalogue::resource_types().collect();
    assert_eq!(names.len(), TYPES.len());
    assert!(names.iter().all(|name| catalogue().resource_type(name).is_some_and(|it| it.name == *name)));
    assert!(catalogue().resource_type("aws_instance_of_nothing").is_none());
}

#[test]
fn every_fact_is_held_to_what_a_users_own_are_held_to() {
    for (file, text) in SERVICES {
        read_own_service(text).unwrap_or_else(|mistake| panic!("{file}.toml:{mistake}"));
    }
}

#[test]
fn what_nobody_fills_is_asked_for_and_filled_by_nobody() {
    let asked: BTreeSet<&str> = all_pairs().flat_map(|pair| &pair.patterns).flat_map(Pattern::placeholders).collect();
    for name in FILLED_BY_NOBODY {
        assert!(asked.contains(name) && !fillable().contains(name), "{name}");
    }
}

#[test]
fn a_visible_source_gives_an_arn() {
    let sure = |pair: &&Pair| {
        pair.confidence != Confidence::Unknown
            && pair.source_arn() == Sent::Yes
            && pair.granularity == Granularity::Exact
    };
    for pair in all_pairs().filter(sure) {
        for hint in pair.hints() {
            let types = hint.source.types(&hint.holder);
            let facts: Vec<_> = types.iter().filter_map(|name| catalogue().resource_type(name)).collect();
            let known = |name: &str| facts.iter().any(|it| it.placeholders.contains_key(name));
            let said = format!("{}: {}.{}", said(pair), hint.holder, hint.argument);
            let wanted = pair.narrowest(known);
            assert!(!wanted.is_empty(), "{said}: no pattern can be written from what is known of the source");
            let exact = |facts: &&ResourceType| facts.arn.is_some() && wanted[0].placeholders().next().is_some();
            for facts in facts.iter().copied().filter(exact) {
                let said_by_reference = facts.said_by_reference(wanted[0]).is_some();
                let told = format!("{said}: the source's own ARN is not of the narrowest pattern");
                assert!(said_by_reference || hint.source == Source::Runtime, "{told}");
            }
        }
    }
}

#[test]
fn types_fit_together() {
    for facts in TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name)) {
        let name = &facts.name;
        let reference = match &facts.arn {
            Some(Reference::Attribute(_)) => Some(Language::Terraform),
            Some(Reference::GetAtt(_) | Reference::Ref) => Some(Language::CloudFormation),
            None => None,
        };
        assert!(reference.is_none_or(|language| language == facts.language), "{name}");
        for pattern in facts.pattern.iter().chain(&facts.other_patterns) {
            assert_eq!(pattern.splitn(6, ':').count(), 6, "{name}: {pattern}");
        }
        for (key, placeholder) in &facts.placeholders {
            let one = placeholder.argument.is_some() != placeholder.generated.is_some();
            assert!(one, "{name}: {key} is an argument or it is generated");
            assert!(placeholder.argument.as_deref().is_none_or(|it| is_spelled(it, facts.language)), "{name}: {key}");
            let other = placeholder.refers_to.as_deref();
            assert!(other.is_none_or(|it| Language::of(it) == facts.language), "{name}: {other:?}");
        }
        let arguments = facts.name_arguments.iter().chain(&facts.other_role_arguments);
        let arguments = arguments.chain(&facts.hands_roles_on).chain(&facts.hands_on).chain(&facts.stands_for);
        for argument in arguments.chain(facts.slots.iter().map(|slot| &slot.argument).filter(|it| !it.is_empty())) {
            assert!(is_spelled(argument, facts.language), "{name}.{argument}");
        }
    }
}

#[test]
fn an_argument_that_is_known_is_not_listed_as_unknown() {
    for pair in all_pairs() {
        for hint in pair.hints().filter(|hint| hint.source != Source::Unknown) {
            let facts = catalogue().resource_type(&hint.holder).expect("checked above");
            let listed = facts.other_role_arguments.contains(&hint.argument);
            let name = format!("{}.{}", hint.holder, hint.argument);
            assert!(!listed, "{}: {name} is known now: take it out of other_role_arguments", said(pair));
        }
    }
}

#[test]
fn every_argument_that_hands_over_a_role_is_found_by_its_type() {
    for pair in all_pairs().filter(|pair| pair.kind.is_role_trust()) {
        for hint in pair.hints() {
            let found = catalogue().role_uses(&hint.holder).any(|(of, it)| std::ptr::eq(of, pair) && it == hint);
            assert!(found, "{}: {}.{}", said(pair), hint.holder, hint.argument);
        }
    }
}

#[test]
fn every_module_is_read_and_tells_its_names_in_the_order_of_versions() {
    for name in Catalogue::modules() {
        let module = catalogue().module(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(address(name).map(|it| it.name).as_deref(), Some(name));
        assert!(!module.evidence.is_empty(), "{name}: evidence is missing");
        for argument in &module.statements {
            let said = format!("{name}, {}", argument.argument);
            assert!(all_pairs().any(|pair| pair.kind == argument.kind), "{said}: {}", argument.kind);
            let names = argument.conditions(Versions::ALL);
            assert!(!names.is_empty() && names.iter().collect::<BTreeSet<_>>().len() == names.len(), "{said}");
        }
        let known = |kind: &PolicyKind| all_pairs().any(|pair| pair.kind == *kind);
        assert!(module.permissions.iter().all(|it| known(&it.kind) && it.entries.principal.is_some()), "{name}");
        for grant in &module.grants {
            assert!(known(&grant.kind) && !grant.actions.is_empty() && !grant.instead.is_empty(), "{name}: {grant:?}");
            if let LetsIn::Service { name: service, .. } = &grant.lets_in {
                assert!(catalogue().service(service).is_some(), "{name}: {service}");
            }
            if let Some(since) = &grant.since {
                let first = Version::parse(since).unwrap_or_else(|| panic!("{name}: {since}"));
                assert!(grant.takes_condition(Versions::only(first)), "{name}: {since}");
            }
        }
    }
}

#[test]
fn an_argument_hands_a_grant_over_for_one_use() {
    let mut uses: BTreeMap<_, &Pair> = BTreeMap::new();
    for pair in all_pairs() {
        for hint in pair.hints() {
            let argument = (&hint.holder, &hint.argument, &hint.setting, &hint.only_with);
            let other = uses.insert((&pair.principal, &pair.kind, argument), pair);
            let told = format!("{}.{} is for two uses: {}", hint.holder, hint.argument, said(pair));
            assert!(other.is_none_or(|other| std::ptr::eq(other, pair)), "{told}");
        }
    }
}

#[test]
fn every_use_leads_to_pages_that_a_reader_can_open() {
    for pair in all_pairs() {
        let cited: Vec<&Citation> = pair.evidence.iter().chain(&pair.searched).collect();
        assert!(!cited.is_empty(), "{}", said(pair));
        let different: BTreeSet<String> = cited.iter().map(ToString::to_string).collect();
        assert_eq!(different.len(), cited.len(), "{}: one page is cited twice", said(pair));
        for citation in cited {
            let Citation::File { repository, path } = citation else { continue };
            let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
            assert!(is_file, "{}: {repository}:{path} is no file", said(pair));
        }
    }
}
