//! Grants that a source condition would break, and for which scanners ask for one nevertheless: they
//! are left as they are, and whoever asks is told why. prowler-cloud/prowler#4714 has the first two.

use crate::common::{folder, out, run};
use std::fs;
use tempfile::TempDir;

/// A service, a role or a topic that lets it in and what uses that in both languages, and a word of
/// the reason.
struct Left {
    service: &'static str,
    terraform: &'static str,
    cloudformation: &'static str,
    why: &'static str,
}

const LEFT: [Left; 5] = [
    Left {
        service: "cloudtrail.amazonaws.com",
        terraform: "resource \"aws_cloudtrail\" \"it\" {\n  name                      = \"it\"\n  s3_bucket_name            = \"logs\"\n  cloud_watch_logs_role_arn = aws_iam_role.it.arn\n}\n",
        cloudformation: "  Trail:\n    Type: AWS::CloudTrail::Trail\n    Properties:\n      IsLogging: true\n      S3BucketName: logs\n      CloudWatchLogsRoleArn: !GetAtt It.Arn\n",
        why: "prowler-cloud/prowler#4714",
    },
    Left {
        service: "elastictranscoder.amazonaws.com",
        terraform: "resource \"aws_elastictranscoder_pipeline\" \"it\" {\n  input_bucket = \"videos\"\n  role         = aws_iam_role.it.arn\n}\n",
        cloudformation: "",
        why: "prowler-cloud/prowler#4714",
    },
    Left {
        service: "ec2.amazonaws.com",
        terraform: "resource \"aws_iam_instance_profile\" \"it\" {\n  role = aws_iam_role.it.name\n}\n",
        cloudformation: "  Profile:\n    Type: AWS::IAM::InstanceProfile\n    Properties:\n      Roles: [!Ref It]\n",
        why: "instance profiles",
    },
    Left {
        service: "lambda.amazonaws.com",
        terraform: "resource \"aws_lambda_function\" \"it\" {\n  function_name = \"it\"\n  role          = aws_iam_role.it.arn\n}\n",
        cloudformation: "  Function:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !GetAtt It.Arn\n",
        why: "Lambda",
    },
    Left {
        service: "events.amazonaws.com",
        terraform: "resource \"aws_cloudwatch_event_target\" \"it\" {\n  rule = \"tick\"\n  arn  = aws_sns_topic.it.arn\n}\n",
        cloudformation: "  Tick:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 hour)\n      Targets: [{Id: it, Arn: !Ref It}]\n",
        why: "EventBridge takes no condition in topic policies",
    },
];

impl Left {
    fn is_topic(&self) -> bool {
        self.service.starts_with("events.")
    }

    /// A module and a template, each with the line of the statement.
    fn programs(&self) -> [(&'static str, String); 2] {
        let Left { service, terraform, cloudformation, .. } = self;
        let statement = |action: &str, rest: &str| {
            format!(
                "jsonencode({{\n    Statement = [{{ # here\n      Effect    = \"Allow\"\n      Principal = {{ Service = \"{service}\" }}\n      Action    = \"{action}\"\n{rest}    }}]\n  }})"
            )
        };
        let block = |action: &str, rest: &str| {
            format!(
                "        Statement:\n          - Effect: Allow # here\n            Principal: {{Service: {service}}}\n            Action: {action}\n{rest}"
            )
        };
        let (module, template) = if self.is_topic() {
            let policy = statement("sns:Publish", "      Resource  = aws_sns_topic.it.arn\n");
            let yaml = block("sns:Publish", "            Resource: !Ref It\n");
            (
                format!(
                    "resource \"aws_sns_topic\" \"it\" {{}}\nresource \"aws_sns_topic_policy\" \"it\" {{\n  arn    = aws_sns_topic.it.arn\n  policy = {policy}\n}}\n{terraform}"
                ),
                format!(
                    "Resources:\n  It:\n    Type: AWS::SNS::Topic\n  Policy:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n      Topics: [!Ref It]\n      PolicyDocument:\n{yaml}{cloudformation}"
                ),
            )
        } else {
            let policy = statement("sts:AssumeRole", "");
            let yaml = block("sts:AssumeRole", "");
            (
                format!("resource \"aws_iam_role\" \"it\" {{\n  assume_role_policy = {policy}\n}}\n{terraform}"),
                format!(
                    "Resources:\n  It:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n{yaml}{cloudformation}"
                ),
            )
        };
        [("main.tf", module), ("template.yaml", template)]
    }
}

/// What a run of `check` finds, and what `fix` writes with all that it may.
fn found_and_written(folder: &TempDir, name: &str) -> (String, String) {
    let found = out(&run(folder, &["check", "--quiet", "--format", "concise", name]));
    run(folder, &["fix", "--unsafe-fixes", name]);
    (found, fs::read_to_string(folder.path().join(name)).expect("the file"))
}

#[test]
fn what_a_condition_would_break_is_neither_told_nor_changed() {
    for left in &LEFT {
        for (name, text) in left.programs() {
            let folder = folder(&[(name, &text)]);
            assert_eq!(found_and_written(&folder, name), (String::new(), text), "{} in {name}", left.service);
        }
    }
}

#[test]
fn explaining_the_line_tells_why() {
    for left in &LEFT {
        for (name, text) in left.programs() {
            let line = text.lines().position(|line| line.ends_with("# here")).expect("the line") + 1;
            let page = out(&run(&folder(&[(name, &text)]), &["explain", &format!("{name}:{line}")]));
            let verdict = page.split("## Verdict").nth(1).unwrap_or_else(|| panic!("{name}:{line}: {page}"));
            assert!(verdict.contains(left.why), "{} in {name}: {page}", left.service);
        }
    }
}

#[test]
fn explaining_the_service_tells_why_without_an_example_to_copy() {
    for left in &LEFT {
        let page = out(&run(&folder(&[]), &["explain", left.service]));
        let kind = if left.is_topic() { "sns-topic-policy" } else { "role-trust" };
        let of_kind = page.split("\n## ").filter(|part| part.starts_with(kind));
        let told = of_kind.clone().find(|part| part.contains(left.why)).unwrap_or_else(|| panic!("{page}"));
        assert!(told.contains("Left as it is") && !told.contains("```"), "{told}");
        assert!(!told.contains("is told for information"), "it is not told at all: {told}");
    }
}

#[test]
fn a_service_beside_it_is_conditioned_in_a_statement_of_its_own() {
    let [(_, both), _] = LEFT[1].programs();
    let both = both.replace(
        "\"elastictranscoder.amazonaws.com\"",
        "[\"elastictranscoder.amazonaws.com\", \"transcribe.amazonaws.com\"]",
    );
    let folder = folder(&[("main.tf", &both)]);
    let (_, written) = found_and_written(&folder, "main.tf");
    let statements: Vec<&str> = written.split("Effect").skip(1).collect();
    let [left, conditioned] = statements.as_slice() else { panic!("{written}") };
    assert!(left.contains("elastictranscoder") && !left.contains("Condition"), "{written}");
    assert!(conditioned.contains("\"transcribe.") && conditioned.contains("Condition"), "{written}");
}

#[test]
fn the_key_of_a_topic_that_rules_publish_to_is_left_alone_too() {
    let statement = "Effect = \"Allow\", Principal = { Service = \"events.amazonaws.com\" }, Action = [\"kms:GenerateDataKey*\", \"kms:Decrypt\"], Resource = \"*\"";
    let module = format!(
        "resource \"aws_kms_key\" \"it\" {{\n  policy = jsonencode({{ Statement = [{{ {statement} }}] }})\n}}\nresource \"aws_sns_topic\" \"it\" {{\n  kms_master_key_id = aws_kms_key.it.id\n}}\n"
    );
    let template = "Resources:\n  It:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy:\n        Statement:\n          - Effect: Allow\n            Principal: {Service: events.amazonaws.com}\n            Action: [kms:GenerateDataKey*, kms:Decrypt]\n            Resource: '*'\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: !Ref It\n";
    for (name, text) in [("main.tf", module.as_str()), ("template.yaml", template)] {
        let folder = folder(&[(name, text)]);
        assert_eq!(found_and_written(&folder, name), (String::new(), text.to_owned()), "{name}");
        let why = out(&run(&folder, &["inventory", name]));
        assert!(why.contains("EventBridge sends no source keys when it uses the key of a topic"), "{why}");
    }
}

#[test]
fn the_trust_policy_of_a_service_linked_role_is_awss_own() {
    let role = |path: &str| {
        format!(
            "resource \"aws_iam_role\" \"it\" {{\n  path = \"{path}\"\n  assume_role_policy = jsonencode({{ Statement = [{{\n    Effect = \"Allow\", Principal = {{ Service = \"autoscaling.amazonaws.com\" }}, Action = \"sts:AssumeRole\"\n  }}] }})\n}}\n"
        )
    };
    let linked = role("/aws-service-role/autoscaling.amazonaws.com/");
    let folder = folder(&[("linked/main.tf", &linked), ("own/main.tf", &role("/service-role/"))]);
    assert_eq!(found_and_written(&folder, "linked/main.tf"), (String::new(), linked));
    let why = out(&run(&folder, &["inventory", "linked"]));
    assert!(why.contains("AWS alone writes the trust policy of a service-linked role"), "{why}");
    assert!(found_and_written(&folder, "own/main.tf").1.contains("aws:SourceAccount"), "any other path is one's own");
}
