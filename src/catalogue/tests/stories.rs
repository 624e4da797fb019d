//! The systems people start with, and the traps, read as they should.

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
    assert_eq!(written(inbound, &["ServerId", "AgreementId"]), ["agreement/${ServerId}/${AgreementId}"]);
    assert_eq!(hint(inbound, "AWS::Transfer::Agreement", "AccessRole").source, Source::Holder);
    let outbound = trust("transfer.amazonaws.com", "access role of a connector");
    assert_eq!(written(outbound, &[]), ["connector/*"]);
    assert_eq!(hint(outbound, "aws_transfer_connector", "access_role").source, Source::Holder);
}

#[test]
fn the_transfer_workflow_role_is_named_on_the_server_and_sent_as_the_workflow() {
    let role = trust("transfer.amazonaws.com", "execution role of a workflow");
    let hint = hint(role, "aws_transfer_server", "workflow_details.on_upload.execution_role");
    let Source::Via { argument, source_type } = &hint.source else { panic!("{:?}", hint.source) };
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
    let objects = pair("profile.amazonaws.com", "kms-key-policy", "encryption key of an object type");
    assert_eq!(written(objects, &["DomainName", "ObjectTypeName"]), ["domains/${DomainName}/*"]);
    let queue = pair("profile.amazonaws.com", "sqs-queue-policy", "dead-letter queue of a domain");
    assert_eq!(written(queue, &["DomainName"]), ["domains/${DomainName}"]);
    let bucket = pair("profile.amazonaws.com", "s3-bucket-policy", "export bucket of Identity Resolution");
    assert_eq!(written(bucket, &[]), ["domains/*"]);
    let argument = "matching.exporting_config.s3_exporting.s3_bucket_name";
    assert_eq!(hint(bucket, "aws_customerprofiles_domain", argument).source, Source::Holder);
}

#[test]
fn voice_id_and_connect_send_ids_that_no_argument_shows() {
    let role = trust("voiceid.amazonaws.com", "data access role of a domain");
    assert_eq!(written(role, &["DomainId"]), ["domain/${DomainId}"]);
    assert!(role.hints().next().is_none() && role.sources.contains(&"AWS::VoiceID::Domain".to_owned()));
    let topic = pair("connect.amazonaws.com", "sns-topic-policy", "topic of chat message streaming");
    assert_eq!(written(topic, &["InstanceId"]), ["instance/${InstanceId}"]);
    assert!(topic.sources.contains(&"aws_connect_instance".to_owned()));
}

#[test]
fn eventbridge_conditions_differ_by_what_it_calls() {
    let function = pair("events.amazonaws.com", "lambda-permission", "function of a rule's target");
    assert_eq!((function.source_arn(), function.source_account()), (Sent::Yes, Sent::No));
    let queue = pair("events.amazonaws.com", "sqs-queue-policy", "queue of a rule's target");
    assert_eq!((queue.source_arn(), queue.source_account()), (Sent::Yes, Sent::Unknown));
    let topic = pair("events.amazonaws.com", "sns-topic-policy", "topic of a rule's target");
    assert!(topic.sends_nothing() && topic.leave_alone.is_some());
}

#[test]
fn a_rule_of_a_custom_bus_has_the_bus_in_its_arn() {
    let role = trust("events.amazonaws.com", "role of a rule's target");
    assert_eq!(written(role, &["RuleName", "EventBusName"]), ["rule/${EventBusName}/${RuleName}"]);
    let default_bus = role.narrowest(|name| if name == "RuleName" { Fill::Said } else { Fill::LeftOut });
    assert!(default_bus[0].pattern.ends_with(":rule/${RuleName}"));
    assert_eq!(written(role, &["RuleName"]), ["rule/*"], "the bus is not known");
    let rule = catalogue().resource_type("aws_cloudwatch_event_rule").expect("the type");
    assert!(role.patterns[..2].iter().all(|it| rule.said_by_reference(it).as_deref() == Some("")));
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
    assert_eq!(written(role, &["ComputeEnvironmentName"]), ["compute-environment/${ComputeEnvironmentName}", "job/*"]);
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
    let function = pair("logs.amazonaws.com", "lambda-permission", "function of a subscription filter");
    let suffix = |name| catalogue().resource_type(name).and_then(|it| it.said_by_reference(&function.patterns[0]));
    assert_eq!(suffix("aws_cloudwatch_log_group").as_deref(), Some(":*"));
    assert_eq!(suffix("AWS::Logs::LogGroup").as_deref(), Some(""));
    let api = pair("apigateway.amazonaws.com", "lambda-permission", "function of an integration");
    let routes = api.narrowest(|_| true)[0];
    let rest = catalogue().resource_type("aws_api_gateway_rest_api").expect("the type");
    assert_eq!(rest.said_by_reference(routes).as_deref(), Some("/*"));
}

#[test]
fn an_alias_stands_for_its_key() {
    let stands_for = |name| catalogue().resource_type(name).and_then(|it| it.stands_for.as_deref());
    assert_eq!(stands_for("aws_kms_alias"), Some("target_key_id"));
    assert_eq!(stands_for("AWS::KMS::Alias"), Some("TargetKeyId"));
}

#[test]
fn an_attached_policy_is_no_use_of_a_role() {
    for name in ["aws_iam_role_policy", "aws_iam_role_policy_attachment", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]
    {
        assert!(catalogue().resource_type(name).is_some_and(|it| it.mentions_roles_harmlessly), "{name}");
    }
    assert!(!catalogue().resource_type("aws_iam_instance_profile").is_some_and(|it| it.mentions_roles_harmlessly));
}

#[test]
fn regional_and_chinese_principals_find_their_service() {
    let name = |principal| catalogue().service(principal).map(|service| service.name.as_str());
    assert_eq!(name("logs.eu-west-1.amazonaws.com"), Some("Amazon CloudWatch Logs"));
    assert_eq!(name("transfer.amazonaws.com.cn"), Some("AWS Transfer Family"));
    assert_eq!(name("us-east-1.devops-guru.amazonaws.com"), Some("Amazon DevOps Guru"));
    assert_eq!(name("us-east-1.transfer.amazonaws.com"), None, "AWS takes no such name");
    assert_eq!(name("nosuchservice.amazonaws.com"), None);
    assert_eq!(name("transfer.amazon.com"), None);
}

#[test]
fn a_wildcard_in_an_argument_stands_for_any_depth() {
    let role = trust("firehose.amazonaws.com", "role of a delivery stream");
    let deep = "extended_s3_configuration.s3_backup_configuration.role_arn";
    assert_eq!(hint(role, "aws_kinesis_firehose_delivery_stream", deep).source, Source::Holder);
    assert!(role.hints_for("aws_kinesis_firehose_delivery_stream", "role_arn").next().is_none());
}
