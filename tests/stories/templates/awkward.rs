//! Ways to write a template that break a naive rewriter.

use super::{judged, mended, new_lines};
use unconfuse::engine::{Unit, run};
use unconfuse::files::Memory;
use unconfuse::outcome::Verdict;
use unconfuse::settings::Settings;

/// A role whose trust policy has this statement, written below `Statement:`.
fn role(statement: &str) -> String {
    let statement = statement.replace('\n', "\n          ");
    format!(
        "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        \
         Version: 2012-10-17\n        Statement:\n          {statement}\n"
    )
}

const TRANSFER: &str = "- Effect: Allow\n  Action: sts:AssumeRole\n  Principal:\n    Service: transfer.amazonaws.com";

#[test]
fn a_date_without_quotes_and_a_dash_on_its_own_line_stay_as_they_are() {
    let text = role(TRANSFER);
    let after = mended("t.yaml", &text);
    assert!(after.starts_with(text.trim_end()), "{after}");
    let text = role(&TRANSFER.replace("- Effect", "-\n  Effect"));
    let after = mended("t.yaml", &text);
    assert!(after.starts_with(text.trim_end()) && after.len() > text.len(), "{after}");
}

#[test]
fn flow_style_in_a_block_is_mended_in_flow_style() {
    let text = role("- { Effect: Allow, Action: 'sts:AssumeRole', Principal: { Service: transfer.amazonaws.com } }");
    let added = new_lines(&text, &mended("t.yaml", &text));
    assert_eq!(added.len(), 1, "{added:?}");
    assert!(added[0].contains(r#"Condition: { StringEquals: { "aws:SourceAccount": "#), "{added:?}");
}

#[test]
fn a_principal_that_is_looked_up_or_filled_in_is_the_service_that_it_names() {
    let mapped = "!FindInMap [Names, !Ref 'AWS::Partition', Transfer]";
    let mappings = "Mappings:\n  Names:\n    aws: {Transfer: transfer.amazonaws.com}\n    aws-cn: {Transfer: transfer.amazonaws.com.cn}\n";
    for principal in [mapped, "!Sub transfer.${AWS::URLSuffix}", "!Join ['.', [transfer, !Ref 'AWS::URLSuffix']]"] {
        let text = role(&TRANSFER.replace("transfer.amazonaws.com", principal)) + mappings;
        assert!(mended("t.yaml", &text).contains("aws:SourceAccount"), "{principal}");
    }
}

#[test]
fn one_statement_that_is_no_list_stays_one() {
    let text = role(&TRANSFER.replace("- ", "  "));
    let after = mended("t.yaml", &text);
    assert!(after.starts_with(text.trim_end()), "{after}");
}

#[test]
fn what_must_not_be_conditioned_is_left_alone() {
    let cases = [
        (TRANSFER.replace("Effect: Allow", "Effect: Deny"), None),
        (TRANSFER.replace("Principal:", "NotPrincipal:"), None),
        (TRANSFER.replace("Effect: Allow", "Effect: !Ref Effect"), Some("not literally Allow or Deny")),
    ];
    for (statement, why) in cases {
        let outcome = judged("t.yaml", &role(&statement));
        let told = outcome.grants.iter().map(|grant| match &grant.verdict {
            Verdict::CannotDecide(reason) => reason.text.as_str(),
            other => panic!("{other:?}"),
        });
        let told: Vec<&str> = told.collect();
        assert_eq!(told.len(), usize::from(why.is_some()), "{told:?}");
        assert!(told.iter().zip(why).all(|(told, why)| told.contains(why)), "{told:?}");
        assert!(outcome.fixes.is_empty(), "{statement}");
    }
}

#[test]
fn a_mixed_statement_is_split_and_the_others_keep_their_access() {
    let text = role(&TRANSFER.replace(
        "    Service: transfer.amazonaws.com",
        "    AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root\n    Service: transfer.amazonaws.com",
    ));
    let after = mended("t.yaml", &text);
    assert_eq!(after.matches("Effect: Allow").count(), 2, "{after}");
    assert_eq!(after.matches("Condition:").count(), 1, "{after}");
}

#[test]
fn policies_in_a_file_that_is_no_template_are_passed_over() {
    let tests = format!("- name: a case\n  input:\n    {}", role(TRANSFER).replace('\n', "\n    "));
    let outcome = judged("tests.yaml", &tests);
    assert!(outcome.grants.is_empty() && outcome.unread.is_empty());
}

#[test]
fn a_template_that_is_rendered_first_is_told_to_be_unreadable() {
    let text = format!("{{% if role %}}\n{}{{% endif %}}\n", role(TRANSFER));
    let files = Memory::new().with("t.yaml", text.as_bytes());
    let outcome = run(&Unit::Template { path: "t.yaml".to_owned() }, &files, Settings::default());
    assert_eq!(outcome.problems.len(), 1);
    assert!(outcome.grants.is_empty() && outcome.fixes.is_empty());
}

#[test]
fn an_arn_where_a_name_is_looked_for_is_not_written_into_another_arn() {
    let rule = |bus: &str| {
        format!(
            "  Bus:\n    Type: AWS::Events::EventBus\n    Properties:\n      Name: orders\n  Rule:\n    \
             Type: AWS::Events::Rule\n    Properties:\n      Name: placed\n      EventBusName: {bus}\n      Targets:\n        \
             - Id: stream\n          Arn: arn:aws:kinesis:eu-west-1:111122223333:stream/orders\n          RoleArn: !GetAtt Role.Arn\n"
        )
    };
    let trust = role(&TRANSFER.replace("transfer", "events"));
    for (bus, sent) in [
        ("!GetAtt Bus.Arn", "ArnLike:|:rule/*\""),
        ("!Ref BusArn", "ArnLike:|:rule/*\""),
        ("!Ref Bus", "ArnEquals:|:rule/${Bus}/placed\""),
        ("!GetAtt Bus.Name", "ArnEquals:|:rule/${Bus.Name}/placed\""),
    ] {
        let text = format!("Parameters:\n  BusArn: {{Type: String}}\n{trust}{}", rule(bus));
        let (operator, end) = sent.split_once('|').expect("two parts");
        let added = new_lines(&text, &mended("t.yaml", &text));
        assert_eq!(added[added.len() - 2], operator, "{bus}: {added:?}");
        assert!(added[added.len() - 1].ends_with(end), "{bus}: {added:?}");
    }
}

#[test]
fn a_name_that_aws_writes_in_lower_case_is_composed_only_where_it_is_known_to_be() {
    let trust = role(&TRANSFER.replace("transfer", "monitoring.rds"));
    for (name, end) in [("orders-1", ":db:orders-1\""), ("Orders", ":db:*\""), ("!Sub ${AWS::StackName}-db", ":db:*\"")]
    {
        let text = format!(
            "{trust}  Database:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      DBInstanceIdentifier: {name}\n      \
             MonitoringRoleArn: !GetAtt Role.Arn\n"
        );
        let added = new_lines(&text, &mended("t.yaml", &text));
        assert!(added.last().is_some_and(|line| line.ends_with(end)), "{name}: {added:?}");
    }
}

#[test]
fn a_template_that_is_no_yaml_is_told_and_nothing_of_it_is_written() {
    let broken = role(TRANSFER).replace("Service: transfer", "Service: 'transfer' + 'x");
    let files = Memory::new().with("t.yaml", broken.as_bytes());
    let outcome = run(&Unit::Template { path: "t.yaml".to_owned() }, &files, Settings::default());
    assert_eq!(outcome.problems.len(), 1, "{broken}");
    assert!(outcome.grants.is_empty() && outcome.fixes.is_empty());
}
