//! Functions of CloudFormation where a policy names a service or a source.

use super::{judged, mended};
use unconfuse::edit::{Applicability, apply};
use unconfuse::outcome::{ProgramOutcome, Verdict};
use unconfuse::text::FileId;

/// A template with a role for this principal, and what the functions look things up in.
fn role(principal: &str) -> String {
    format!(
        "\
Transform: AWS::LanguageExtensions
Parameters:
  Service: {{ Type: String, Default: transfer.amazonaws.com }}
  Short: {{ Type: String, AllowedValues: [transfer, scheduler], Default: transfer }}
  Bare: {{ Type: String }}
Conditions:
  Live: !Equals [!Ref Bare, live]
Mappings:
  Names:
    aws: {{ transfer: transfer.amazonaws.com }}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal: {{ Service: {principal} }}
"
    )
}

fn services(outcome: &ProgramOutcome) -> Vec<&str> {
    outcome.grants.iter().map(|grant| grant.service.as_str()).collect()
}

#[test]
fn a_service_that_a_function_names_is_judged_in_both_forms_of_it() {
    let principals = [
        "!Sub 'transfer.${AWS::URLSuffix}'",
        "{ 'Fn::Sub': ['${Name}.amazonaws.com', { Name: transfer }] }",
        "!Join ['.', [transfer, !Ref 'AWS::URLSuffix']]",
        "{ 'Fn::Join': ['', ['transfer.', amazonaws.com]] }",
        "!Select [1, [x, transfer.amazonaws.com]]",
        "!Select [0, !Split ['|', 'transfer.amazonaws.com|x']]",
        "!FindInMap [Names, !Ref 'AWS::Partition', transfer]",
        "{ 'Fn::FindInMap': [Names, aws, transfer] }",
        "[transfer.amazonaws.com, !Ref 'AWS::NoValue']",
    ];
    for principal in principals {
        let text = role(principal);
        assert_eq!(services(&judged("t.yaml", &text)), ["transfer.amazonaws.com"], "{principal}");
        assert_eq!(mended("t.yaml", &text).matches("aws:SourceAccount").count(), 1, "{principal}");
    }
}

#[test]
fn a_service_that_a_parameter_names_by_default_is_judged_and_its_fix_wants_a_look() {
    for (principal, expected) in [
        ("!Ref Service", &["transfer.amazonaws.com"][..]),
        ("!Sub '${Short}.amazonaws.com'", &["scheduler.amazonaws.com", "transfer.amazonaws.com"]),
    ] {
        let text = role(principal);
        let outcome = judged("t.yaml", &text);
        let mut found = services(&outcome);
        found.sort_unstable();
        assert_eq!(found, expected, "{principal}");
        assert_eq!(outcome.edits(Applicability::Safe), [], "{principal}");
        let after = apply(FileId(0), &text, &outcome.edits(Applicability::Unsafe));
        assert!(after.contains("aws:SourceAccount"), "{principal}: {after}");
        assert!(outcome.findings.iter().all(|found| found.severity > unconfuse::finding::Severity::Info));
    }
}

#[test]
fn what_a_list_holds_by_default_is_judged_and_what_else_may_be_given_is_told() {
    let lists = "Parameters:\n  Lets: { Type: CommaDelimitedList, Default: 'transfer.amazonaws.com, x.amazonaws.com' }\n  Ids: { Type: 'List<String>', Default: IDS }";
    let template = |service: &str, ids: &str, condition: &str| {
        let text = role(service).replace("Parameters:", &lists.replace("IDS", ids));
        format!("{text}            Condition: {{ StringLike: {{ aws:SourceAccount: {condition} }} }}\n")
    };
    let outcome = judged("t.yaml", &template("!Ref Lets", "'1'", "!Ref AWS::AccountId"));
    assert_eq!(services(&outcome), ["transfer.amazonaws.com", "x.amazonaws.com"]);
    assert!(outcome.unread[0].reason.text.contains("`Lets` is a list that is given at deployment"));
    let verdict = |ids: &str| {
        let outcome = judged("t.yaml", &template("transfer.amazonaws.com", ids, "!Ref Ids"));
        format!("{:?}", outcome.grants[0].verdict)
    };
    assert!(verdict("'111122223333, *'").contains("wildcard by the default"), "{}", verdict("'111122223333, *'"));
    assert!(verdict("'111122223333, 444455556666'").starts_with("Clean"));
}

#[test]
fn a_service_that_is_known_elsewhere_only_is_told() {
    for (principal, why) in [
        ("!Ref Bare", "not known before it is deployed"),
        ("!ImportValue other", "another stack"),
        ("{ 'Fn::Transform': { Name: Macro } }", "macro"),
        ("!GetAtt Thing.Name", "neither a resource nor a parameter"),
    ] {
        let outcome = judged("t.yaml", &role(principal));
        let undecided = outcome.grants.iter().filter_map(|grant| match &grant.verdict {
            Verdict::CannotDecide(reason) => Some(reason.text.clone()),
            _ => None,
        });
        let told: Vec<String> = undecided.chain(outcome.unread.iter().map(|it| it.reason.text.clone())).collect();
        assert!(told.iter().any(|text| text.contains(why)), "{principal}: {told:?}");
        assert!(outcome.fixes.is_empty(), "{principal}");
    }
}

#[test]
fn both_arms_of_a_principal_are_judged() {
    let outcome = judged("t.yaml", &role("!If [Live, transfer.amazonaws.com, scheduler.amazonaws.com]"));
    let mut found = services(&outcome);
    found.sort_unstable();
    assert_eq!(found, ["scheduler.amazonaws.com", "transfer.amazonaws.com"]);
}

#[test]
fn a_role_in_a_loop_is_judged_for_all_that_the_loop_makes() {
    let (head, body) = role("!Sub '${Name}.amazonaws.com'")
        .split_once("  Role:\n")
        .map_or_else(|| panic!("a role"), |(head, body)| (head.to_owned(), body.replace("\n    ", "\n        ")));
    let text = format!(
        "{head}  Fn::ForEach::Roles:\n    - Name\n    - [transfer]\n    - Role${{Name}}:\n        {}",
        body.trim_start()
    );
    let outcome = judged("t.yaml", &text);
    assert_eq!(services(&outcome), ["transfer.amazonaws.com"], "{text}");
    assert!(mended("t.yaml", &text).contains("aws:SourceAccount"));
}
