//! Stories of policies that serve several accounts: the deploying one is never written by mistake,
//! and a person gets what to choose from.

use crate::common::{code, err, folder, out, pipe, run};
use serde_json::Value;

/// The findings of one file.
fn findings(name: &str, text: &str, config: &str) -> Vec<Value> {
    let folder = folder(&[(name, text), ("unconfuse.toml", config)]);
    let output = run(&folder, &["check", "--format", "json", name]);
    assert_ne!(code(&output), Some(2), "{}", err(&output));
    let report: Value = serde_json::from_str(&out(&output)).expect("JSON");
    report["findings"].as_array().expect("findings").clone()
}

/// What there is to choose from for the first finding, and how far its fix may be trusted.
fn choices(name: &str, text: &str, config: &str) -> (String, Vec<String>) {
    let findings = findings(name, text, config);
    let remedy = &findings.first().unwrap_or_else(|| panic!("no finding:\n{text}"))["remedy"];
    let choices = remedy["candidates"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&remedy["applicability"]), choices.iter().map(text).collect())
}

/// A topic that alarms may publish to; `statement` is the rest of its policy.
fn topic(statement: &str) -> String {
    format!(
        r#"
variable "account_ids" {{
  type = list(string)
}}
variable "org_id" {{}}
data "aws_iam_policy_document" "alarms" {{
  statement {{
    actions   = ["sns:Publish"]
    resources = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
    principals {{
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }}
  }}
  {statement}
}}
resource "aws_sns_topic_policy" "alarms" {{
  arn    = "arn:aws:sns:eu-west-1:111122223333:alarms"
  policy = data.aws_iam_policy_document.alarms.json
}}
"#
    )
}

const MEMBERS: &str = r#"statement {
    actions   = ["sns:Subscribe"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [for id in var.account_ids : "arn:aws:iam::${id}:root"]
    }
  }"#;

#[test]
fn a_policy_that_speaks_of_other_accounts_is_not_mended_unasked() {
    assert_eq!(choices("main.tf", &topic(""), ""), ("safe".to_owned(), Vec::new()));
    let (applicability, choices) = choices("main.tf", &topic(MEMBERS), "");
    assert_eq!(applicability, "unsafe");
    let expected = "# the accounts whose resources call\ncondition {\n  test     = \"StringEquals\"\n  variable = \"aws:SourceAccount\"\n  values   = var.account_ids\n}\n";
    assert_eq!(choices[0], expected);
    assert!(choices[1].contains("variable = \"aws:SourceOrgID\"\n  values   = [\"<organization>\"]"), "{}", choices[1]);
    assert!(choices[2].contains("arn:aws:cloudwatch:*:<Account>:alarm:<AlarmName>"), "{}", choices[2]);
}

#[test]
fn the_organization_is_the_one_that_is_named_or_configured() {
    let config = "organization = \"o-a1b2c3d4e5\"";
    let (_, configured) = choices("main.tf", &topic(MEMBERS), config);
    assert!(configured[1].contains("values   = [\"o-a1b2c3d4e5\"]"), "{}", configured[1]);
    let everyone = MEMBERS.replace("for id in var.account_ids", "for id in [var.org_id]");
    let (_, named) = choices("main.tf", &topic(&everyone), config);
    assert!(named[1].contains("values   = [var.org_id]"), "{}", named[1]);
}

/// A bucket that a service writes logs to, under these paths.
fn bucket(service: &str, paths: &str) -> String {
    format!(
        r#"
data "aws_caller_identity" "current" {{}}
variable "member_accounts" {{}}
variable "trail_org_id" {{}}
locals {{
  path = "arn:aws:s3:::logs/AWSLogs/${{var.trail_org_id}}/*"
}}
resource "aws_s3_bucket_policy" "logs" {{
  bucket = "logs"
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Principal = {{ Service = "{service}.amazonaws.com" }}
      Action    = "s3:PutObject"
      Resource  = {paths}
    }}]
  }})
}}
"#
    )
}

#[test]
fn a_statement_for_the_logs_of_others_never_gets_the_deploying_account() {
    let several = [
        "\"arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*\"",
        "[\"arn:aws:s3:::logs/AWSLogs/111122223333/*\", \"arn:aws:s3:::logs/AWSLogs/444455556666/*\"]",
        "[for id in var.member_accounts : \"arn:aws:s3:::logs/AWSLogs/${id}/*\"]",
        "[local.path]",
    ];
    for paths in several {
        let (applicability, choices) = choices("main.tf", &bucket("config", paths), "");
        assert_eq!(applicability, "manual", "{paths}");
        assert!(!choices.is_empty() && choices.iter().all(|choice| !choice.contains("caller_identity")), "{choices:?}");
    }
    let (_, choices) = choices("main.tf", &bucket("config", several[1]), "");
    assert!(choices[0].contains("\"aws:SourceAccount\" = [\"111122223333\", \"444455556666\"]"), "{}", choices[0]);
}

#[test]
fn a_statement_for_the_logs_of_one_account_gets_that_one() {
    let text = bucket("config", "\"arn:aws:s3:::logs/AWSLogs/444455556666/*\"");
    let diff = out(&run(&folder(&[("main.tf", &text)]), &["diff", "--unsafe-fixes", "main.tf"]));
    assert!(diff.contains("\"aws:SourceAccount\" = \"444455556666\"") && diff.contains(":444455556666:*"), "{diff}");
    let own = bucket("config", "\"arn:aws:s3:::logs/AWSLogs/${data.aws_caller_identity.current.account_id}/*\"");
    let diff = out(&run(&folder(&[("main.tf", &own)]), &["diff", "--unsafe-fixes", "main.tf"]));
    assert!(diff.contains("= data.aws_caller_identity.current.account_id }"), "{diff}");
}

#[test]
fn a_service_that_is_known_not_to_tell_its_organization_is_not_asked_for_it() {
    let (_, choices) = choices("main.tf", &bucket("cloudtrail", "\"arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*\""), "");
    assert!(choices.iter().all(|choice| !choice.contains("SourceOrgID")), "{choices:?}");
    assert!(choices[0].contains(":trail/<TrailName>"), "{}", choices[0]);
}

#[test]
fn what_there_is_to_choose_from_is_written_as_its_neighbours_are() {
    let statement = r#"{"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*"}"#;
    let policy = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
    let (_, json) = choices("policy.json", &policy, "");
    let expected = "// the accounts whose resources call\n\"Condition\": {\n  \"StringEquals\": { \"aws:SourceAccount\": [\"<account>\", \"<another account>\"] }\n}\n";
    assert_eq!(json[0], expected);
    let template = "Parameters:\n  MemberAccounts: {Type: CommaDelimitedList}\nResources:\n  Logs:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: logs\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: {Service: config.amazonaws.com}\n            Action: s3:PutObject\n            Resource: '*'\n          - Effect: Allow\n            Principal: {AWS: !Ref MemberAccounts}\n            Action: s3:GetObject\n            Resource: '*'\n";
    let (applicability, yaml) = choices("template.yaml", template, "");
    assert_eq!(applicability, "unsafe");
    let expected = "# the accounts whose resources call\nCondition:\n  StringEquals:\n    aws:SourceAccount: !Ref MemberAccounts\n";
    assert_eq!(yaml[0], expected);
}

#[test]
fn every_report_for_people_shows_the_choices() {
    let text = bucket("config", "\"arn:aws:s3:::logs/AWSLogs/o-a1b2c3d4e5/*\"");
    let folder = folder(&[("main.tf", &text)]);
    for format in ["human", "markdown", "html", "json"] {
        let shown = out(&run(&folder, &["check", "--format", format]));
        assert!(shown.contains("the accounts whose resources call"), "{format}: {shown}");
    }
    let piped = out(&pipe(&folder, &["check", "-"], text.as_bytes()));
    assert!(piped.contains("choice 1:"), "{piped}");
}

#[test]
fn a_trail_of_the_organization_that_stands_beside_its_bucket_is_named() {
    let text = bucket("cloudtrail", "\"arn:aws:s3:::logs/AWSLogs/*\"").replace("= \"logs\"", "= aws_s3_bucket.logs.id")
        + "resource \"aws_s3_bucket\" \"logs\" {}\nresource \"aws_cloudtrail\" \"org\" {\n  name                  = \"org\"\n  s3_bucket_name        = aws_s3_bucket.logs.id\n  is_organization_trail = true\n}\n";
    let diff = out(&run(&folder(&[("main.tf", &text)]), &["diff"]));
    assert!(diff.contains(":trail/org\""), "{diff}");
}

#[test]
fn what_is_for_several_accounts_beside_a_policy_makes_a_fix_an_unsafe_one() {
    let provider = |role: &str| {
        format!(
            "provider \"aws\" {{\n  alias = \"{role}\"\n  assume_role {{\n    role_arn = \"arn:aws:iam::111122223333:role/{role}\"\n  }}\n}}\n"
        )
    };
    let several = [
        "resource \"aws_organizations_account\" \"member\" {}".to_owned(),
        "resource \"aws_guardduty_organization_admin_account\" \"it\" {}".to_owned(),
        "resource \"aws_cloudformation_stack_set\" \"it\" {}".to_owned(),
        "resource \"aws_ram_resource_share\" \"it\" {}".to_owned(),
        "resource \"aws_config_configuration_aggregator\" \"it\" {}".to_owned(),
        provider("logs") + &provider("audit"),
    ];
    for beside in several {
        let (applicability, _) = choices("main.tf", &(topic("") + &beside), "");
        assert_eq!(applicability, "unsafe", "{beside}");
    }
    let own = ["data \"aws_organizations_organization\" \"it\" {}".to_owned(), provider("deploy")];
    for beside in own {
        assert_eq!(choices("main.tf", &(topic("") + &beside), "").0, "safe", "{beside}");
    }
    let template = "Resources:\n  Stacks:\n    Type: AWS::CloudFormation::StackSet\n  Alarms:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n      Topics: [alarms]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: {Service: cloudwatch.amazonaws.com}\n            Action: sns:Publish\n            Resource: '*'\n";
    assert_eq!(choices("stack.yaml", template, "").0, "unsafe");
    assert_eq!(choices("stack.yaml", &template.replace("StackSet", "Stack"), "").0, "safe");
}

#[test]
fn accounts_in_another_document_of_the_same_policy_are_signs_too() {
    let combined = |around: &str| {
        topic("")
            .replace(
                "policy = data.aws_iam_policy_document.alarms.json",
                "policy = data.aws_iam_policy_document.all.json",
            )
            .replace("cloudwatch.amazonaws.com", "ses.amazonaws.com")
            + &format!(
                r#"data "aws_iam_policy_document" "others" {{
  {around}
}}
data "aws_iam_policy_document" "all" {{
  source_policy_documents = [data.aws_iam_policy_document.alarms.json, data.aws_iam_policy_document.others.json]
}}
"#
            )
    };
    assert_eq!(choices("main.tf", &combined(""), "").0, "safe");
    let (applicability, choices) = choices("main.tf", &combined(MEMBERS), "");
    assert_eq!(applicability, "unsafe");
    assert!(!choices.is_empty());
}

/// A statement for an identity provider, with this condition on its tokens.
fn federated(provider: &str, key: &str, value: &str) -> String {
    format!(
        r#"statement {{
    actions   = ["sns:Publish"]
    resources = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
    principals {{
      type        = "Federated"
      identifiers = ["{provider}"]
    }}
    condition {{
      test     = "StringLike"
      variable = "{key}"
      values   = ["{value}"]
    }}
  }}"#
    )
}

#[test]
fn who_comes_from_an_identity_provider_is_no_sign_of_other_accounts() {
    for statement in [
        federated("accounts.google.com", "accounts.google.com:aud", "12345"),
        federated(
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
            "token.actions.githubusercontent.com:sub",
            "repo:organization/accounts:*",
        ),
        federated("arn:aws:iam::111122223333:saml-provider/accounts", "SAML:aud", "https://signin.aws.amazon.com/saml"),
    ] {
        let (applicability, choices) = choices("main.tf", &topic(&statement), "");
        assert_eq!((applicability.as_str(), choices.len()), ("safe", 0), "{statement}");
    }
}

#[test]
fn an_identity_provider_hides_no_other_sign() {
    let google = federated("accounts.google.com", "accounts.google.com:aud", "12345");
    for statement in [
        format!("{google}\n  {MEMBERS}"),
        google.replace("resources = [", "resources = [for id in var.account_ids : id] # ["),
        federated("accounts.google.com", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
    ] {
        assert_ne!(choices("main.tf", &topic(&statement), "").0, "safe", "{statement}");
    }
}

/// A trail and the policy of its bucket, each bound to accounts or not.
fn archive(policy: &str, trail: &str) -> String {
    format!(
        r#"Resources:
  Archive:
    Type: AWS::S3::Bucket
  ArchivePolicy:{policy}
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Archive
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: cloudtrail.amazonaws.com
            Action: s3:GetBucketAcl
            Resource: !GetAtt Archive.Arn
  Trail:{trail}
    Type: AWS::CloudTrail::Trail
    DependsOn: ArchivePolicy
    Properties:
      IsLogging: true
      S3BucketName: !Ref Archive
"#
    )
}

#[test]
fn a_source_that_is_bound_to_other_accounts_than_the_policy_is_left_to_a_person() {
    let to = |name: &str| format!("\n    OrganizationBinding: !Ref {name}Binding");
    for (policy, trail) in [(to("Logs"), to("Every")), (to("Logs"), String::new()), (String::new(), to("Every"))] {
        let (applicability, choices) = choices("archive.yaml", &archive(&policy, &trail), "");
        assert_eq!(applicability, "manual", "{policy} {trail}");
        assert!(choices.iter().all(|choice| !choice.contains("AWS::AccountId")), "{choices:?}");
    }
    for binding in [String::new(), to("Logs")] {
        assert_eq!(choices("archive.yaml", &archive(&binding, &binding), "").0, "safe", "{binding}");
    }
}

/// A bucket that a recorder may look at, and write the logs of these accounts to.
fn looked_at(accounts: &[&str]) -> String {
    let paths: Vec<String> =
        accounts.iter().map(|id| format!("\"arn:aws:s3:::${{var.bucket}}/AWSLogs/{id}/Config/*\"")).collect();
    format!(
        r#"
variable "bucket" {{}}
variable "recorded" {{}}
data "aws_iam_policy_document" "logs" {{
  statement {{
    actions   = ["s3:GetBucketAcl"]
    resources = ["arn:aws:s3:::${{var.bucket}}"]
    principals {{
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }}
  }}
  statement {{
    actions   = ["s3:PutObject"]
    resources = [{}]
    principals {{
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }}
  }}
}}
resource "aws_s3_bucket_policy" "logs" {{
  bucket = var.bucket
  policy = data.aws_iam_policy_document.logs.json
}}
"#,
        paths.join(", ")
    )
}

#[test]
fn who_may_look_at_a_bucket_is_of_the_account_whose_logs_it_may_write() {
    let one = folder(&[("main.tf", &looked_at(&["${var.recorded}"]))]);
    let diff = out(&run(&one, &["diff", "--unsafe-fixes", "main.tf"]));
    assert_eq!(diff.matches("+      values   = [var.recorded]").count(), 2, "{diff}");
    assert!(!diff.contains("aws_caller_identity"), "{diff}");
    let (applicability, choices) = choices("main.tf", &looked_at(&["${var.recorded}", "444455556666"]), "");
    assert_eq!(applicability, "manual");
    assert!(choices.iter().all(|choice| !choice.contains("caller_identity")), "{choices:?}");
}
