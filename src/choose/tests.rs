//! Stories of what is chosen for whole programs, and how far it is trusted.

use crate::edit::Applicability;
use crate::engine::stories::{mended, module, module_of, rules, template, trusted};

fn trust_policy(services: &str) -> String {
    format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_iam_role" "it" {{
  name               = "it"
  assume_role_policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = [{services}] }}
    }}]
  }})
}}
"#
    )
}

const SCHEDULE: &str = r#"
resource "aws_scheduler_schedule" "it" {
  name = "it"
  target {
    arn      = "arn:aws:lambda:eu-west-1:123456789012:function:it"
    role_arn = aws_iam_role.it.arn
  }
}
"#;

#[test]
fn a_role_that_serves_a_service_it_does_not_name_is_not_mended_unasked() {
    let outcome = module(&(trust_policy("\"states.amazonaws.com\"") + SCHEDULE));
    assert_eq!(trusted(&outcome), Some(Applicability::Unsafe));
    let why = outcome.findings[0].why.clone().unwrap_or_default();
    assert!(why.contains("aws_scheduler_schedule.it takes the role"), "{why}");
    assert_eq!(why.matches("takes the role").count(), 1, "said once: {why}");
}

#[test]
fn a_role_that_names_the_service_it_serves_may_serve_others_too() {
    let both = "\"states.amazonaws.com\", \"scheduler.amazonaws.com\"";
    assert_eq!(trusted(&module(&(trust_policy(both) + SCHEDULE))), Some(Applicability::Safe));
}

#[test]
fn a_role_that_may_be_for_a_use_that_nobody_documents_is_not_mended_unasked() {
    for service in ["cloudformation", "rds", "redshift"] {
        let outcome = module(&trust_policy(&format!("\"{service}.amazonaws.com\"")));
        assert_eq!(trusted(&outcome), Some(Applicability::Unsafe), "{service}");
    }
}

#[test]
fn a_visible_use_tells_more_than_the_uses_that_there_may_be() {
    let association = r#"
resource "aws_db_instance_role_association" "it" {
  db_instance_identifier = "orders"
  feature_name           = "S3_INTEGRATION"
  role_arn               = aws_iam_role.it.arn
}
"#;
    let outcome = module(&(trust_policy("\"rds.amazonaws.com\"") + association));
    assert_eq!(trusted(&outcome), Some(Applicability::Safe));
}

#[test]
fn a_transfer_role_that_sets_a_context_may_be_that_of_a_web_app() {
    let policy = trust_policy("\"transfer.amazonaws.com\"");
    assert_eq!(trusted(&module(&policy)), Some(Applicability::Safe));
    let web_app = policy.replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\", \"sts:SetContext\"]");
    assert_eq!(trusted(&module(&web_app)), Some(Applicability::Unsafe));
}

const LOGS: &str = r#"
data "aws_caller_identity" "current" {}
resource "aws_cloudwatch_log_resource_policy" "it" {
  policy_name     = "it"
  policy_document = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
      Resource  = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/*:*"
    }]
  })
}
"#;

#[test]
fn log_delivery_beside_events_is_what_events_need_and_left_alone() {
    let outcome = module(LOGS);
    assert_eq!(trusted(&outcome), None);
    assert_eq!(rules(&outcome), ["unverified-service", "unverified-service"]);
    let alone = module(&LOGS.replace("\"events.amazonaws.com\", ", ""));
    assert_eq!(rules(&alone), ["missing-source-condition"]);
    assert!(mended(&alone).contains("aws:SourceAccount"));
}

#[test]
fn a_module_that_asks_for_its_partition_is_not_pinned_to_one() {
    let own = "locals {\n  partition = var.create ? data.aws_partition.current[0].partition : \"\"\n}\n";
    let text = trust_policy("\"transfer.amazonaws.com\"") + "output \"a\" {\n  value = \"arn:aws:s3:::a\"\n}\n";
    assert!(mended(&module(&text)).contains("\"arn:aws:transfer:"));
    let text = module_of(&[("main.tf", &text), ("locals.tf", own)]);
    assert!(mended(&text).contains("arn:${data.aws_partition.this.partition}:transfer:"));
}

#[test]
fn a_key_that_is_not_known_to_be_sent_is_told_and_kept() {
    let outcome = module(
        r#"
data "aws_caller_identity" "current" {}
resource "aws_lambda_permission" "it" {
  action         = "lambda:InvokeFunction"
  function_name  = "it"
  principal      = "events.amazonaws.com"
  source_arn     = "arn:aws:events:eu-west-1:123456789012:rule/it"
  source_account = data.aws_caller_identity.current.account_id
}
"#,
    );
    assert_eq!(rules(&outcome), ["unsupported-source-key"]);
    assert_eq!((trusted(&outcome), &outcome.findings[0].why), (None, &None));
}

#[test]
fn a_file_that_does_not_parse_may_hide_uses_so_the_condition_covers_them_all() {
    let server = r#"
resource "aws_transfer_server" "it" {
  logging_role = aws_iam_role.it.arn
}
"#;
    let role = trust_policy("\"transfer.amazonaws.com\"");
    let whole = module_of(&[("iam.tf", &role), ("main.tf", server)]);
    assert!(mended(&whole).contains(":server/*"), "{}", mended(&whole));
    let broken = module_of(&[("iam.tf", &role), ("main.tf", server), ("users.tf", "resource {")]);
    assert!(!mended(&broken).contains(":server/*"), "{}", mended(&broken));
    assert!(mended(&broken).contains("transfer:*:${data.aws_caller_identity.current.account_id}:*"));
}

#[test]
fn nothing_is_mended_unasked_beside_a_file_that_does_not_parse() {
    let text = trust_policy("\"transfer.amazonaws.com\"");
    let outcome = module_of(&[("a.tf", "resource {"), ("main.tf", &text)]);
    assert_eq!(outcome.problems.len(), 1);
    assert_eq!(outcome.fixes.iter().map(|fix| fix.applicability).collect::<Vec<_>>(), [Applicability::Unsafe]);
}

#[test]
fn a_source_that_is_left_to_be_the_default_one_is_named() {
    let schedule = |group: &str| {
        format!(
            r#"
resource "aws_scheduler_schedule" "it" {{
  name = "it"
{group}
  target {{
    arn      = "arn:aws:lambda:eu-west-1:123456789012:function:it"
    role_arn = aws_iam_role.it.arn
  }}
}}
"#
        )
    };
    for (group, named) in [
        ("", "schedule-group/default\""),
        ("  group_name = \"night\"", "schedule-group/night\""),
        ("  group_name = var.group", "schedule-group/${var.group}\""),
        ("  group_name = each.key", "schedule-group/*\""),
    ] {
        let text = trust_policy("\"scheduler.amazonaws.com\"") + &schedule(group) + "variable \"group\" {}\n";
        let text = mended(&module(&text));
        assert!(text.contains(named), "{group}: {text}");
    }
}

#[test]
fn a_trust_policy_that_is_handed_to_a_module_is_mended_where_it_stands() {
    let call = r#"
data "aws_caller_identity" "current" {}
module "role" {
  source             = "./role"
  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "transfer.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
EOF
}
"#;
    let outcome = module(call);
    assert_eq!(trusted(&outcome), Some(Applicability::Safe));
    assert!(mended(&outcome).contains(r#""aws:SourceAccount": "${data.aws_caller_identity.current.account_id}""#));
}

#[test]
fn a_document_for_the_role_of_a_module_names_the_account_of_the_modules_provider() {
    let document = r#"
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}
"#;
    let call = "module \"role\" {\n  source = \"./role\"\n  trust  = data.aws_iam_policy_document.trust.json\n}\n";
    assert_eq!(trusted(&module(&format!("{document}{call}"))), Some(Applicability::Safe));
    let with = |map: &str| {
        let call = call.replace("trust  =", &format!("providers = {{ {map} }}\n  trust  ="));
        module(&format!("{document}{call}"))
    };
    let other = mended(&with("aws = aws.other"));
    assert!(other.contains("data.aws_caller_identity.other.account_id"), "{other}");
    assert!(other.contains("data \"aws_caller_identity\" \"other\" {\n  provider = aws.other\n}"), "{other}");
    assert_eq!(trusted(&with("aws = aws, aws.other = aws.other")), None);
    assert_eq!(trusted(&with("aws.other = aws.other")), None);
    for map in ["aws = aws", "aws.replica = aws", "aws = aws, aws.replica = aws", "google = google.other"] {
        assert!(mended(&with(map)).contains("data.aws_caller_identity.current.account_id"), "{map}");
    }
    let both = mended(&with("aws = aws.other, aws.replica = aws.other"));
    assert!(both.contains("data.aws_caller_identity.other.account_id"), "{both}");
}

#[test]
fn a_key_of_a_user_is_no_use_of_the_role_that_its_list_names() {
    let users = r#"
locals {
  users = [{ name = "bob", role = aws_iam_role.it.arn }]
}
resource "aws_transfer_user" "it" {
  for_each  = { for user in local.users : user.name => user }
  server_id = var.server
  user_name = each.key
  role      = each.value.role
}
resource "aws_transfer_ssh_key" "it" {
  for_each  = { for user in local.users : user.name => user }
  server_id = var.server
  user_name = each.key
  body      = "ssh-ed25519 AAAA"
}
"#;
    let outcome = module(&(trust_policy("\"transfer.amazonaws.com\"") + users));
    assert_eq!(trusted(&outcome), Some(Applicability::Safe));
}

#[test]
fn who_takes_the_name_of_a_user_takes_not_the_role_that_stands_beside_it() {
    let users = |entry: &str| {
        format!(
            r#"
locals {{ user = {{ name = "bob", role = aws_iam_role.it.arn }} }}
resource "aws_transfer_user" "it" {{
  server_id = "s-01234567890abcdef"
  user_name = local.user.name
  role      = local.user.role
}}
resource "example_note" "it" {{
  text = "for ${{local.user.{entry}}}"
}}
"#
        )
    };
    let judged = |entry: &str| module(&(trust_policy("\"transfer.amazonaws.com\"") + &users(entry)));
    assert_eq!(trusted(&judged("name")), Some(Applicability::Safe));
    let taken = judged("role");
    assert_eq!(trusted(&taken), Some(Applicability::Unsafe));
    assert!(taken.findings[0].why.as_deref().is_some_and(|why| why.contains("example_note.it takes the role")));
}

#[test]
fn a_new_data_source_has_the_name_that_an_author_would_give_it() {
    let server = "resource \"aws_transfer_server\" \"s\" {\n  logging_role = aws_iam_role.it.arn\n}\n";
    let current = "data \"aws_caller_identity\" \"current\" {}\n";
    let plain = trust_policy("\"transfer.amazonaws.com\"").replace(current, "") + server;
    assert!(mended(&module(&plain)).contains(current.trim_end()));
    let counted = format!("data \"aws_caller_identity\" \"current\" {{\n  count = var.on ? 1 : 0\n}}\n{plain}");
    assert!(mended(&module(&counted)).contains("data \"aws_caller_identity\" \"this\" {}"));
    let aliased = plain.replace("\" {\n", "\" {\n  provider = aws.logs\n");
    let named = "data \"aws_caller_identity\" \"logs\" {\n  provider = aws.logs\n}";
    assert!(mended(&module(&aliased)).contains(named), "{}", mended(&module(&aliased)));
}

/// CloudTrail refuses a trail whose bucket does not let it in yet.
#[test]
fn a_policy_never_waits_for_what_is_refused_without_it() {
    let trail = r#"
data "aws_caller_identity" "current" {}
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetBucketAcl"
      Resource  = aws_s3_bucket.logs.arn
      Principal = { Service = "cloudtrail.amazonaws.com" }
    }]
  })
}
resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = aws_s3_bucket.logs.id
}
"#;
    let after = mended(&module(trail));
    assert!(after.contains(":trail/all\""), "{after}");
    assert!(!after.contains("aws_cloudtrail.all"), "{after}");
}

#[test]
fn a_load_balancer_is_a_caller_only_where_it_is_of_the_kind_whose_logs_come_so() {
    let bucket = |kind: &str| {
        format!(
            r#"
data "aws_caller_identity" "current" {{}}
resource "aws_s3_bucket" "logs" {{
  bucket = "logs"
}}
resource "aws_s3_bucket_policy" "logs" {{
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Principal = {{ Service = "delivery.logs.amazonaws.com" }}
      Action    = "s3:PutObject"
      Resource  = "${{aws_s3_bucket.logs.arn}}/*"
    }}]
  }})
}}
resource "aws_lb" "it" {{
  {kind}
  access_logs {{
    bucket = aws_s3_bucket.logs.id
  }}
}}
"#
        )
    };
    for (kind, safe) in [
        ("load_balancer_type = \"network\"", Applicability::Safe),
        ("load_balancer_type = \"application\"", Applicability::Unsafe),
        ("load_balancer_type = var.type", Applicability::Unsafe),
        ("", Applicability::Unsafe),
    ] {
        assert_eq!(trusted(&module(&bucket(kind))), Some(safe), "{kind}");
    }
}

#[test]
fn many_alarms_of_a_topic_are_one_form() {
    let alarm = |number: usize| {
        format!(
            "resource \"aws_cloudwatch_metric_alarm\" \"a{number}\" {{\n  alarm_name    = \"a{number}\"\n  alarm_actions = [aws_sns_topic.it.arn]\n}}\n"
        )
    };
    let topic = r#"
data "aws_caller_identity" "current" {}
resource "aws_sns_topic" "it" {}
resource "aws_sns_topic_policy" "it" {
  arn = aws_sns_topic.it.arn
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.it.arn
    }]
  })
}
"#;
    let with = |count: usize| mended(&module(&((0..count).map(alarm).collect::<String>() + topic)));
    assert!(with(5).contains(":alarm:a4\""), "{}", with(5));
    let many = with(6);
    assert!(many.contains(":alarm:*") && !many.contains(":alarm:a4"), "{many}");
}

const DOMAIN: &str = r#"Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: {Service: profile.amazonaws.com}
            Action: [kms:GenerateDataKey, kms:CreateGrant, kms:Decrypt]
            Resource: "*"
  Domain:
    Type: AWS::CustomerProfiles::Domain
    Properties:
      DomainName: !Sub ${AWS::StackName}-profiles
      DefaultEncryptionKey: !GetAtt Key.Arn
  Clicks:
    Type: AWS::CustomerProfiles::ObjectType
    Properties:
      DomainName: !Ref Domain
      EncryptionKey: !GetAtt Key.Arn
"#;

/// The ARN of a rule names its bus, but for the default one: the form of both has to cover both.
#[test]
fn many_rules_of_the_default_bus_are_a_form_that_lets_them_in() {
    let rule = |number: usize| {
        format!(
            "resource \"aws_cloudwatch_event_rule\" \"r{number}\" {{\n  name = \"r{number}\"\n}}\nresource \"aws_cloudwatch_event_target\" \"r{number}\" {{\n  rule     = aws_cloudwatch_event_rule.r{number}.name\n  role_arn = aws_iam_role.it.arn\n}}\n"
        )
    };
    let rules: String = (0..6).map(rule).collect();
    let after = mended(&module(&format!("{}{rules}", trust_policy("\"events.amazonaws.com\""))));
    assert!(after.contains("}:rule/*\""), "{after}");
}

#[test]
fn a_name_that_would_close_a_cycle_is_put_together_as_its_resource_does() {
    let after = mended(&template(DOMAIN));
    let arn = "arn:${AWS::Partition}:profile:${AWS::Region}:${AWS::AccountId}:domains/${AWS::StackName}-profiles";
    for arn in [arn.to_owned(), format!("{arn}/*")] {
        assert!(after.contains(&format!("                  - !Sub \"{arn}\"\n")), "{after}");
    }
    let generated = DOMAIN.replace("      DomainName: !Sub ${AWS::StackName}-profiles\n", "");
    assert!(mended(&template(&generated)).contains(":domains/*\""), "nobody knows the name");
}
