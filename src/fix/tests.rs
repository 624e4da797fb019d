//! Stories of statements that are split, or are not.

use crate::engine::stories::{mended, module, rules, template};

const BLOCKS: &str = r#"data "aws_caller_identity" "current" {}

resource "aws_iam_role" "it" {
  name               = "it"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
"#;

#[test]
fn the_condition_takes_the_lines_of_a_last_block_that_stays_behind() {
    let expected = r#"
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
"#;
    let text = mended(&module(BLOCKS));
    assert!(text.contains(expected), "{text}");
    let text = mended(&module(&BLOCKS.replace('\n', "\r\n")));
    assert!(text.contains(&expected.replace('\n', "\r\n")), "{text}");
}

#[test]
fn the_regional_names_of_a_service_are_one_finding_and_one_fix() {
    let text = r"Resources:
  It:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              Service:
                - states.amazonaws.com
                - states.eu-west-1.amazonaws.com
";
    let outcome = template(text);
    assert_eq!(rules(&outcome), ["missing-source-condition"]);
    assert_eq!(outcome.grants.len(), 1);
    assert!(mended(&outcome).starts_with(text), "not split: {}", mended(&outcome));
    let outcome = template(&text.replace("states.amazonaws.com", "ec2.amazonaws.com"));
    assert_eq!(outcome.grants.len(), 2);
    assert_eq!(mended(&outcome).matches("Effect: Allow").count(), 2, "split: {}", mended(&outcome));
}
