//! The data as a whole holds together, and the systems people start with read as they should.

use super::*;
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

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin()
}

fn pair(principal: &str, kind: &str, usage: &str) -> &'static Pair {
    let kind = PolicyKind(kind.to_owned());
    let pairs = catalogue().pairs(principal, &kind);
    pairs
        .into_iter()
        .find(|pair| pair.usage == usage)
        .unwrap_or_else(|| panic!("{principal} {kind} {usage}"))
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
    patterns
        .iter()
        .map(|pattern| pattern.pattern.splitn(6, ':').last().unwrap_or_default())
        .collect()
}

fn all_pairs() -> impl Iterator<Item = &'static Pair> {
    catalogue().services().flat_map(|service| &service.pairs)
}

fn said(pair: &Pair) -> String {
    format!("{}, {}, {}", pair.principal, pair.kind, pair.usage)
}

mod stories {
    use super::*;

    #[test]
    fn a_transfer_user_is_the_source_of_its_role_and_the_server_never_is() {
        let role = trust("transfer.amazonaws.com", "role of a user");
        assert_eq!(written(role, &["ServerId", "UserName"]), ["user/${ServerId}/${UserName}"]);
        assert_eq!(written(role, &["ServerId"]), ["user/${ServerId}/*"]);
        assert_eq!(written(role, &[]), ["user/*"]);
        assert_eq!(hint(role, "aws_transfer_user", "role").source, Source::Holder);
        assert!(role.patterns.iter().all(|pattern| !pattern.pattern.contains(":server/")));
    }

    #[test]
    fn the_access_role_of_transfer_is_used_as_agreement_or_as_connector() {
        let inbound = trust("transfer.amazonaws.com", "access role of an AS2 agreement");
        assert_eq!(
            written(inbound, &["ServerId", "AgreementId"]),
            ["agreement/${ServerId}/${AgreementId}"]
        );
        assert_eq!(hint(inbound, "AWS::Transfer::Agreement", "AccessRole").source, Source::Holder);
        let outbound = trust("transfer.amazonaws.com", "access role of a connector");
        assert_eq!(written(outbound, &[]), ["connector/*"]);
        assert_eq!(hint(outbound, "aws_transfer_connector", "access_role").source, Source::Holder);
    }

    #[test]
    fn the_transfer_workflow_role_is_named_on_the_server_and_sent_as_the_workflow() {
        let role = trust("transfer.amazonaws.com", "execution role of a workflow");
        let hint = hint(role, "aws_transfer_server", "workflow_details.on_upload.execution_role");
        let Source::Via { argument, source_type } = &hint.source else {
            panic!("{:?}", hint.source)
        };
        assert_eq!(argument, "workflow_details.on_upload.workflow_id");
        assert_eq!(source_type, "aws_transfer_workflow");
        let workflow = catalogue().resource_type(source_type).expect("the type");
        assert_eq!(workflow.said_by_reference(&role.patterns[0]).as_deref(), Some(""));
    }

    #[test]
    fn transfer_servers_log_and_invoke_as_themselves_without_the_stray_slash() {
        for usage in ["logging role of a server", "invocation role of an identity provider"] {
            let role = trust("transfer.amazonaws.com", usage);
            assert_eq!(written(role, &["ServerId"]), ["server/${ServerId}"]);
            assert_eq!(written(role, &[]), ["server/*"]);
            assert_eq!((role.source_arn(), role.source_account()), (Sent::Yes, Sent::Yes));
        }
        let connector = trust("transfer.amazonaws.com", "logging role of a connector");
        assert_eq!(written(connector, &[]), ["connector/*"]);
    }

    #[test]
    fn customer_profiles_sends_the_domain_and_both_spellings_of_object_types_are_let_in() {
        let key = pair("profile.amazonaws.com", "kms-key-policy", "encryption key of a domain");
        assert_eq!(written(key, &["DomainName"]), ["domains/${DomainName}"]);
        assert_eq!(key.actions, ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"]);
        let objects =
            pair("profile.amazonaws.com", "kms-key-policy", "encryption key of an object type");
        assert_eq!(
            written(objects, &["DomainName", "ObjectTypeName"]),
            ["domains/${DomainName}/*"]
        );
        let queue =
            pair("profile.amazonaws.com", "sqs-queue-policy", "dead-letter queue of a domain");
        assert_eq!(written(queue, &["DomainName"]), ["domains/${DomainName}"]);
        let bucket = pair(
            "profile.amazonaws.com",
            "s3-bucket-policy",
            "export bucket of Identity Resolution",
        );
        assert_eq!(written(bucket, &[]), ["domains/*"]);
        let argument = "matching.exporting_config.s3_exporting.s3_bucket_name";
        assert_eq!(hint(bucket, "aws_customerprofiles_domain", argument).source, Source::Holder);
    }

    #[test]
    fn voice_id_and_connect_send_ids_that_no_argument_shows() {
        let role = trust("voiceid.amazonaws.com", "data access role of a domain");
        assert_eq!(written(role, &["DomainId"]), ["domain/${DomainId}"]);
        assert!(
            role.hints().next().is_none()
                && role.sources.contains(&"AWS::VoiceID::Domain".to_owned())
        );
        let topic =
            pair("connect.amazonaws.com", "sns-topic-policy", "topic of chat message streaming");
        assert_eq!(written(topic, &["InstanceId"]), ["instance/${InstanceId}"]);
        assert!(topic.sources.contains(&"aws_connect_instance".to_owned()));
    }

    #[test]
    fn eventbridge_conditions_differ_by_what_it_calls() {
        let function =
            pair("events.amazonaws.com", "lambda-permission", "function of a rule's target");
        assert_eq!((function.source_arn(), function.source_account()), (Sent::Yes, Sent::No));
        let queue = pair("events.amazonaws.com", "sqs-queue-policy", "queue of a rule's target");
        assert_eq!((queue.source_arn(), queue.source_account()), (Sent::Yes, Sent::Unknown));
        let topic = pair("events.amazonaws.com", "sns-topic-policy", "topic of a rule's target");
        assert!(topic.sends_nothing() && topic.leave_alone.is_some());
    }

    #[test]
    fn a_rule_of_a_custom_bus_has_the_bus_in_its_arn() {
        let role = trust("events.amazonaws.com", "role of a rule's target");
        assert_eq!(
            written(role, &["RuleName", "EventBusName"]),
            ["rule/${EventBusName}/${RuleName}"]
        );
        assert_eq!(written(role, &["RuleName"]), ["rule/${RuleName}"]);
        let rule = catalogue().resource_type("aws_cloudwatch_event_rule").expect("the type");
        assert!(
            role.patterns[..2].iter().all(|it| rule.said_by_reference(it).as_deref() == Some(""))
        );
        assert_eq!(rule.placeholders["EventBusName"].left_out_for.as_deref(), Some("default"));
    }

    #[test]
    fn a_schedule_is_sent_as_its_group() {
        let role = trust("scheduler.amazonaws.com", "execution role of a schedule");
        assert_eq!(written(role, &["GroupName"]), ["schedule-group/${GroupName}"]);
        let schedule = catalogue().resource_type("AWS::Scheduler::Schedule").expect("the type");
        assert_eq!(schedule.placeholders["GroupName"].default.as_deref(), Some("default"));
    }

    #[test]
    fn a_compute_environment_needs_its_jobs_beside_it() {
        let role = trust("batch.amazonaws.com", "service role of a compute environment");
        assert_eq!(
            written(role, &["ComputeEnvironmentName"]),
            ["compute-environment/${ComputeEnvironmentName}", "job/*"]
        );
        assert_eq!(written(role, &[]), ["compute-environment/*", "job/*"]);
    }

    #[test]
    fn a_list_that_cannot_be_said_whole_is_not_said_at_all() {
        let role = trust("logs.amazonaws.com", "role of a cross-account destination");
        assert_eq!(written(role, &[]), [""; 0]);
        assert_eq!(role.callers(), Callers::OftenOther);
    }

    #[test]
    fn bucket_arns_name_no_account() {
        let queue = pair("s3.amazonaws.com", "sqs-queue-policy", "queue of event notifications");
        assert!(!queue.arn_has_account());
        assert!(trust("transfer.amazonaws.com", "role of a user").arn_has_account());
    }

    #[test]
    fn instances_functions_and_trail_logs_are_left_alone() {
        for (principal, usage) in [
            ("ec2.amazonaws.com", "role of an instance profile"),
            ("lambda.amazonaws.com", "execution role of a function"),
            ("cloudtrail.amazonaws.com", "role that delivers a trail to CloudWatch Logs"),
            ("elastictranscoder.amazonaws.com", "role of a pipeline"),
        ] {
            assert!(trust(principal, usage).leave_alone.is_some(), "{principal}");
        }
    }

    #[test]
    fn the_arn_of_a_log_group_is_completed_in_terraform_only() {
        let function =
            pair("logs.amazonaws.com", "lambda-permission", "function of a subscription filter");
        let suffix = |name| {
            catalogue()
                .resource_type(name)
                .and_then(|it| it.said_by_reference(&function.patterns[0]))
        };
        assert_eq!(suffix("aws_cloudwatch_log_group").as_deref(), Some(":*"));
        assert_eq!(suffix("AWS::Logs::LogGroup").as_deref(), Some(""));
        let api =
            pair("apigateway.amazonaws.com", "lambda-permission", "function of an integration");
        let routes = api.narrowest(|_| true)[0];
        let rest = catalogue().resource_type("aws_api_gateway_rest_api").expect("the type");
        assert_eq!(rest.said_by_reference(routes).as_deref(), Some("/*"));
    }

    #[test]
    fn an_alias_stands_for_its_key() {
        let stands_for =
            |name| catalogue().resource_type(name).and_then(|it| it.stands_for.as_deref());
        assert_eq!(stands_for("aws_kms_alias"), Some("target_key_id"));
        assert_eq!(stands_for("AWS::KMS::Alias"), Some("TargetKeyId"));
    }

    #[test]
    fn an_attached_policy_is_no_use_of_a_role() {
        for name in [
            "aws_iam_role_policy",
            "aws_iam_role_policy_attachment",
            "AWS::IAM::Policy",
            "AWS::IAM::ManagedPolicy",
        ] {
            assert!(
                catalogue().resource_type(name).is_some_and(|it| it.mentions_roles_harmlessly),
                "{name}"
            );
        }
        assert!(
            !catalogue()
                .resource_type("aws_iam_instance_profile")
                .is_some_and(|it| it.mentions_roles_harmlessly)
        );
    }

    #[test]
    fn regional_and_chinese_principals_find_their_service() {
        let name = |principal| catalogue().service(principal).map(|service| service.name.as_str());
        assert_eq!(name("logs.eu-west-1.amazonaws.com"), Some("Amazon CloudWatch Logs"));
        assert_eq!(name("transfer.amazonaws.com.cn"), Some("AWS Transfer Family"));
        assert_eq!(name("nosuchservice.amazonaws.com"), None);
        assert_eq!(name("transfer.amazon.com"), None);
    }

    #[test]
    fn a_wildcard_in_an_argument_stands_for_any_depth() {
        let role = trust("firehose.amazonaws.com", "role of a delivery stream");
        let deep = "extended_s3_configuration.s3_backup_configuration.role_arn";
        assert_eq!(hint(role, "aws_kinesis_firehose_delivery_stream", deep).source, Source::Holder);
        assert!(
            role.hints_for("aws_kinesis_firehose_delivery_stream", "role_arn").next().is_none()
        );
    }
}

mod integrity {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for (file, text) in SERVICES {
            let service =
                read_service(text).unwrap_or_else(|reason| panic!("{file}.toml: {reason}"));
            let name = normalise(&service.principal)
                .unwrap_or_else(|| panic!("{file}.toml: {}", service.principal));
            assert_eq!(name.canonical, service.principal, "{file}.toml");
            assert_eq!(service.principal.split(".amazon").next(), Some(file), "{file}.toml");
            assert!(!service.pairs.is_empty() && !service.name.is_empty(), "{file}.toml");
            assert!(service.read.as_str() <= Catalogue::date(), "{file}.toml");
        }
        for (name, text) in TYPES {
            read_type(name, text).unwrap_or_else(|reason| panic!("{name}: {reason}"));
        }
    }

    #[test]
    fn every_type_is_written_once_and_found() {
        let names: BTreeSet<_> = Catalogue::resource_types().collect();
        assert_eq!(names.len(), TYPES.len());
        assert!(
            names
                .iter()
                .all(|name| catalogue().resource_type(name).is_some_and(|it| it.name == *name))
        );
        assert!(catalogue().resource_type("aws_instance_of_nothing").is_none());
    }

    #[test]
    fn every_pair_has_evidence_and_says_what_it_means() {
        for pair in all_pairs() {
            let said = said(pair);
            assert!(!pair.evidence.is_empty() && !pair.usage.is_empty(), "{said}");
            let silent =
                pair.source_arn() == Sent::Unknown && pair.source_account() == Sent::Unknown;
            match pair.confidence {
                Confidence::Unknown => {
                    assert!(silent || pair.sends_nothing(), "{said}: unknown, yet sent")
                }
                Confidence::Documented => {
                    assert!(!silent || !pair.guards.is_empty(), "{said}: documented, but what")
                }
                Confidence::Inferred => {}
            }
            assert!(
                !pair.sends_nothing() || pair.leave_alone.is_some(),
                "{said}: why is it left alone"
            );
            assert!(
                pair.source_arn() != Sent::Yes || !pair.patterns.is_empty(),
                "{said}: which source ARN"
            );
            for text in pair.notes.iter().chain(&pair.breaks).chain(&pair.leave_alone) {
                assert!(
                    !text.ends_with('.') && text.chars().all(|c| !c.is_control()),
                    "{said}: {text}"
                );
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
                assert!(
                    !arn || parts.len() == 6 && parts[..2] == ["arn", "${Partition}"],
                    "{said}"
                );
                assert!(!pattern.means.is_empty(), "{said}");
                let width = pattern.placeholders().count();
                let before = last
                    .insert((&pattern.part, pattern.never_written), width)
                    .unwrap_or(usize::MAX);
                assert!(width <= before, "{said}: wider before narrower");
            }
        }
    }

    #[test]
    fn placeholders_are_filled_by_a_type() {
        let types = TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name));
        let known: BTreeSet<&str> =
            types.flat_map(|it| it.placeholders.keys()).map(String::as_str).collect();
        for pair in all_pairs() {
            for name in pair.patterns.iter().flat_map(Pattern::placeholders) {
                assert!(
                    known.contains(name) != FILLED_BY_NOBODY.contains(&name),
                    "{}: {name}",
                    said(pair)
                );
            }
        }
    }

    #[test]
    fn a_source_that_no_argument_names_still_fills_the_narrowest_pattern() {
        for pair in all_pairs().filter(|pair| pair.granularity == Granularity::Exact) {
            for hint in pair
                .hints()
                .filter(|hint| matches!(hint.source, Source::Holder | Source::Via { .. }))
            {
                let types = hint.source.types(&hint.holder);
                let facts = || types.iter().filter_map(|name| catalogue().resource_type(name));
                let filled =
                    pair.narrowest(|name| facts().any(|it| it.placeholders.contains_key(name)));
                let wildcard = pair.narrowest(|_| false);
                let reached = !filled.is_empty() || pair.patterns.is_empty();
                assert!(
                    reached || wildcard == filled,
                    "{}: {}.{}",
                    said(pair),
                    hint.holder,
                    hint.argument
                );
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
                if let Source::Via { argument, .. } | Source::Children { link: argument, .. } =
                    &hint.source
                {
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
                first.is_ascii_alphabetic() && part.chars().all(|c| c.is_ascii_alphanumeric())
            }
            Some(first) => {
                first.is_ascii_lowercase()
                    && (!part.contains(char::is_uppercase) || part.ends_with("RoleArn"))
            }
            None => false,
        })
    }

    #[test]
    fn every_kind_of_policy_has_a_place_to_stand() {
        let types = || TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name));
        let kinds: BTreeSet<_> =
            types().flat_map(|it| &it.slots).map(|slot| &slot.kind.0).collect();
        for pair in all_pairs() {
            assert!(kinds.contains(&pair.kind.0), "{}", said(pair));
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
                assert!(
                    placeholder.argument.as_deref().is_none_or(|it| spelled(it, facts.language)),
                    "{name}: {key}"
                );
                let other = placeholder.refers_to.as_deref();
                assert!(
                    other.is_none_or(|it| Language::of(it) == facts.language),
                    "{name}: {other:?}"
                );
            }
            let arguments = facts.name_arguments.iter().chain(&facts.other_role_arguments);
            for argument in arguments
                .chain(facts.slots.iter().map(|slot| &slot.argument).filter(|it| !it.is_empty()))
            {
                assert!(spelled(argument, facts.language), "{name}.{argument}");
            }
        }
    }

    #[test]
    fn an_argument_that_is_known_is_not_listed_as_unknown() {
        for pair in all_pairs() {
            for hint in pair.hints().filter(|hint| hint.source != Source::Unknown) {
                let facts = catalogue().resource_type(&hint.holder).expect("checked above");
                assert!(
                    !facts.other_role_arguments.contains(&hint.argument),
                    "{}: {}",
                    said(pair),
                    hint.argument
                );
            }
        }
    }
}
