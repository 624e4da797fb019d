//! SAM templates and serverless.yml.

use super::{judged, mended, new_lines};
use unconfuse::outcome::Verdict;

const SAM: &str = "\
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.13
    AssumeRolePolicyDocument:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Principal:
            Service: [lambda.amazonaws.com]
          Action: sts:AssumeRole
        - Effect: Allow
          Principal:
            Service: transfer.amazonaws.com
          Action: sts:AssumeRole
Resources:
  One:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.one }
  Two:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.two }
";

#[test]
fn a_trust_policy_in_globals_is_judged_once_for_all_functions() {
    let outcome = judged("template.yaml", SAM);
    let rows: Vec<(&str, &str)> =
        outcome.grants.iter().map(|row| (row.address.as_str(), row.service.as_str())).collect();
    assert_eq!(rows, [("Globals", "lambda.amazonaws.com"), ("Globals", "transfer.amazonaws.com")]);
    let after = mended("template.yaml", SAM);
    let new = new_lines(SAM, &after);
    assert!(new.contains(&"aws:SourceAccount: !Ref AWS::AccountId".to_owned()), "{after}");
}

#[test]
fn a_policy_in_globals_names_nothing_that_depends_on_a_function() {
    let text = SAM.replace(
        "Resources:\n",
        "\
Resources:
  Server:
    Type: AWS::Transfer::Server
    Properties:
      LoggingRole: !GetAtt One.Role
      Tags: [{ Key: function, Value: !Ref One }]
",
    );
    let after = mended("template.yaml", &text);
    assert!(after != text && !new_lines(&text, &after).iter().any(|line| line.contains("Server")), "{after}");
}

#[test]
fn what_a_function_says_itself_takes_the_place_of_globals_unless_it_is_a_map() {
    let api = "\
Transform: AWS::Serverless-2016-10-31
Globals:
  Api:
    Auth:
      ResourcePolicy:
        CustomStatements:
          - Effect: Allow
            Principal: { Service: states.amazonaws.com }
            Action: execute-api:Invoke
            Resource: execute-api:/*
Resources:
  Own:
    Type: AWS::Serverless::Api
    Properties:
      StageName: a
      Auth:
        ResourcePolicy:
          CustomStatements:
            - Effect: Allow
              Principal: { Service: events.amazonaws.com }
              Action: execute-api:Invoke
              Resource: execute-api:/*
";
    let outcome = judged("template.yaml", api);
    let services: Vec<&str> = outcome.grants.iter().map(|row| row.service.as_str()).collect();
    assert_eq!(services, ["states.amazonaws.com", "events.amazonaws.com"]);
}

const SERVERLESS: &str = "\
service: desk
provider:
  name: aws
  iam: { role: !GetAtt Runner.Arn }
custom:
  account: '111122223333'
functions:
  greet: { handler: a.greet, role: !GetAtt Runner.Arn }
resources:
  Resources:
    Runner:
      Type: AWS::IAM::Role
      Properties:
        RoleName: ${self:service}-runner
        AssumeRolePolicyDocument:
          Statement:
            - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
    Topic:
      Type: AWS::SNS::Topic
    TopicPolicy:
      Type: AWS::SNS::TopicPolicy
      Properties:
        Topics: [!Ref Topic]
        PolicyDocument:
          Statement:
            - Effect: Allow
              Principal: { Service: connect.amazonaws.com }
              Action: sns:Publish
              Resource: !Ref Topic
";

#[test]
fn resources_of_a_serverless_yml_are_judged_and_mended() {
    let after = mended("serverless.yml", SERVERLESS);
    assert_eq!(
        new_lines(SERVERLESS, &after),
        [
            "Condition:",
            "StringEquals: { \"aws:SourceAccount\": !Ref AWS::AccountId }",
            "ArnLike: { \"aws:SourceArn\": !Sub \"arn:${AWS::Partition}:connect:*:${AWS::AccountId}:*\" }",
        ]
    );
}

#[test]
fn resources_in_a_list_are_one_template() {
    let list = "\
service: desk
provider: { name: aws }
resources:
  - Resources:
      Server:
        Type: AWS::Transfer::Server
        Properties: { LoggingRole: !GetAtt Logging.Arn }
  - ${file(more.yml)}
  - Resources:
      Logging:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement:
              - Effect: Allow
                Principal: { Service: transfer.amazonaws.com }
                Action: sts:AssumeRole
";
    let outcome = judged("serverless.yml", list);
    assert_eq!(outcome.grants[0].used_by, ["Server"]);
    assert!(mended("serverless.yml", list).contains(":server/*"), "{outcome:#?}");
}

#[test]
fn a_condition_on_variables_of_the_framework_is_one() {
    let conditioned = |account: &str| {
        SERVERLESS.replace(
            "              Resource: !Ref Topic\n",
            &format!("              Resource: !Ref Topic\n              Condition: {{ StringEquals: {{ aws:SourceAccount: {account} }} }}\n"),
        )
    };
    for account in
        ["'${self:custom.account}'", "'${aws:accountId}'", "'#{AWS::AccountId}'", "!Sub '${self:custom.account}'"]
    {
        let outcome = judged("serverless.yml", &conditioned(account));
        let malformed = outcome.findings.iter().any(|finding| finding.rule.id.starts_with("malformed"));
        assert!(
            matches!(outcome.grants[1].verdict, Verdict::Findings(_) | Verdict::Clean(_)) && !malformed,
            "{account}: {outcome:#?}"
        );
    }
}

#[test]
fn a_role_that_all_functions_get_in_their_environment_may_have_other_uses() {
    let text = |environment: &str| {
        format!(
            "\
Transform: AWS::Serverless-2016-10-31
Globals: {{ Function: {{ Runtime: python3.13{environment} }} }}
Resources:
  Function: {{ Type: AWS::Serverless::Function, Properties: {{ Handler: a.b }} }}
  Server: {{ Type: AWS::Transfer::Server, Properties: {{ LoggingRole: !GetAtt Logging.Arn }} }}
  Logging:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {{ Service: transfer.amazonaws.com }}
            Action: sts:AssumeRole
"
        )
    };
    assert!(mended("a.yaml", &text("")).contains(":server/*"));
    let handed_on = text(", Environment: { Variables: { ROLE: !GetAtt Logging.Arn } }");
    assert!(!mended("a.yaml", &handed_on).contains(":server/*"));
}
