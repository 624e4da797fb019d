//! All the data, checked as a whole.

use super::*;
use crate::version::Versions;
use std::collections::BTreeSet;

/// Placeholders that no argument or attribute of any type fills: what they stand for is known
/// only to a person, or only at run time.
const FILLED_BY_NOBODY: [&str; 7] = [
    "AlarmModelName",
    "ApiSpecificResourcePath",
    "DetectorModelName",
    "LookupTableName",
    "ServerName",
    "SourceAccount",
    "Stage",
];

#[test]
fn every_file_is_read() {
    for (file, text) in SERVICES {
        let service = read_service(text).unwrap_or_else(|reason| panic!("{file}.toml: {reason}"));
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
fn every_pair_has_evidence_and_says_what_it_means() {
    for pair in all_pairs() {
        let said = said(pair);
        assert!(!pair.evidence.is_empty() && !pair.usage.is_empty(), "{said}");
        let silent = pair.source_arn() == Sent::Unknown && pair.source_account() == Sent::Unknown;
        match pair.confidence {
            Confidence::Unknown => {
                assert!(silent || pair.sends_nothing(), "{said}: unknown, yet sent")
            }
            Confidence::Documented => {
                assert!(!silent || !pair.guards.is_empty(), "{said}: documented, but what")
            }
            Confidence::Inferred => {}
        }
        assert!(!pair.sends_nothing() || pair.leave_alone.is_some(), "{said}: why is it left alone");
        assert!(pair.source_arn() != Sent::Yes || !pair.patterns.is_empty(), "{said}: which source ARN");
        for text in pair.notes.iter().chain(&pair.breaks).chain(&pair.leave_alone) {
            assert!(!text.ends_with('.') && text.chars().all(|c| !c.is_control()), "{said}: {text}");
        }
    }
}

#[test]
fn patterns_are_arns_from_narrow_to_wide() {
    for pair in all_pairs() {
        let mut last = std::collections::BTreeMap::new();
        for pattern in &pair.patterns {
            let said = format!("{}: {}", said(pair), pattern.pattern);
            let arn = pair.granularity != Granularity::Literal;
            let parts: Vec<_> = pattern.pattern.splitn(6, ':').collect();
            assert!(!arn || parts.len() == 6 && parts[..2] == ["arn", "${Partition}"], "{said}");
            assert!(!pattern.means.is_empty(), "{said}");
            let width = pattern.placeholders().count();
            let before = last.insert((&pattern.part, pattern.never_written), width).unwrap_or(usize::MAX);
            assert!(width <= before, "{said}: wider before narrower");
        }
    }
}

#[test]
fn placeholders_are_filled_by_a_type() {
    let types = TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name));
    let known: BTreeSet<&str> = types.flat_map(|it| it.placeholders.keys()).map(String::as_str).collect();
    for pair in all_pairs() {
        let without = pair.patterns.iter().filter_map(|pattern| pattern.only_without.as_deref());
        for name in pair.patterns.iter().flat_map(Pattern::placeholders).chain(without) {
            let filled = known.contains(name) != FILLED_BY_NOBODY.contains(&name);
            assert!(filled, "{}: no type in src/catalogue/types says what fills ${{{name}}}", said(pair));
        }
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
fn hints_name_types_and_arguments_as_their_language_does() {
    for pair in all_pairs() {
        for hint in pair.hints() {
            let said = format!("{}: {}.{}", said(pair), hint.holder, hint.argument);
            assert!(catalogue().resource_type(&hint.holder).is_some(), "{said}: unknown type");
            assert!(spelled(&hint.argument, hint.language), "{said}: spelling");
            for name in hint.source.types(&hint.holder) {
                assert!(catalogue().resource_type(name).is_some(), "{said}: {name}");
                assert_eq!(Language::of(name), hint.language, "{said}: {name}");
            }
            if let Source::Via { argument, .. } | Source::Children { link: argument, .. } = &hint.source {
                assert!(spelled(argument, hint.language), "{said}: {argument}");
                assert_ne!(*argument, hint.argument, "{said}");
            }
        }
    }
}

/// Is a dotted argument in snake case (Terraform) or in Pascal case (CloudFormation)?
fn spelled(argument: &str, language: Language) -> bool {
    argument.split('.').all(|part| match part.chars().next() {
        Some('*') => part == "*",
        Some(first) if language == Language::CloudFormation => {
            let is_extension = part.starts_with("x-amazon-");
            is_extension || first.is_ascii_alphabetic() && part.chars().all(|c| c.is_ascii_alphanumeric())
        }
        Some(first) => first.is_ascii_lowercase() && (!part.contains(char::is_uppercase) || part.ends_with("RoleArn")),
        None => false,
    })
}

#[test]
fn every_kind_of_policy_has_a_place_to_stand() {
    let types = || TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name));
    let kinds: BTreeSet<_> = types().flat_map(|it| &it.slots).map(|slot| &slot.kind.0).collect();
    for pair in all_pairs() {
        assert!(kinds.contains(&pair.kind.0), "{}: no slot of any type has this kind of policy", said(pair));
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
            assert!(placeholder.argument.as_deref().is_none_or(|it| spelled(it, facts.language)), "{name}: {key}");
            let other = placeholder.refers_to.as_deref();
            assert!(other.is_none_or(|it| Language::of(it) == facts.language), "{name}: {other:?}");
        }
        let arguments = facts.name_arguments.iter().chain(&facts.other_role_arguments);
        let arguments = arguments.chain(&facts.hands_roles_on).chain(&facts.hands_on).chain(&facts.stands_for);
        for argument in arguments.chain(facts.slots.iter().map(|slot| &slot.argument).filter(|it| !it.is_empty())) {
            assert!(spelled(argument, facts.language), "{name}.{argument}");
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
    }
}
