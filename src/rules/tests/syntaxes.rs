//! One mistake in every syntax.

use super::trust_of;
use crate::edit::Applicability;
use crate::engine::stories::{mended, module, rules, template, trusted};
use crate::outcome::ProgramOutcome;

/// The trust policy of a role with this condition on a source key, in every syntax.
fn in_every_syntax(operator: &str, key: &str) -> Vec<(&'static str, ProgramOutcome)> {
    let object = trust_of("transfer", &format!("{operator} = {{ \"{key}\" = \"123456789012\" }}"));
    let json = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "sts:AssumeRole",
  "Principal": {{"Service": "transfer.amazonaws.com"}}, "Condition": {{"{operator}": {{"{key}": "123456789012"}}}}}}}}"#
    );
    let role = |policy: &str| format!("resource \"aws_iam_role\" \"it\" {{\n  assume_role_policy = {policy}\n}}\n");
    let block = format!(
        r#"{}
data "aws_iam_policy_document" "it" {{
  statement {{
    actions = ["sts:AssumeRole"]
    principals {{
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }}
    condition {{
      test     = "{operator}"
      variable = "{key}"
      values   = ["123456789012"]
    }}
  }}
}}
"#,
        role("data.aws_iam_policy_document.it.json")
    );
    let role_of = |policy: &str| {
        let head = "Resources:\n  It:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:";
        format!("{head}{policy}\n")
    };
    let yaml = format!(
        "\n        Statement:\n          - Effect: Allow\n            Action: sts:AssumeRole\n            Principal: {{Service: transfer.amazonaws.com}}\n            Condition:\n              {operator}:\n                {key}: \"123456789012\""
    );
    vec![
        ("object", module(&object)),
        ("heredoc", module(&role(&format!("<<EOT\n{json}\nEOT")))),
        ("block", module(&block)),
        ("yaml", template(&role_of(&yaml))),
        ("json", template(&role_of(&format!(" {}", json.replace('\n', ""))))),
    ]
}

#[test]
fn a_misspelt_key_is_mended_in_every_syntax() {
    for (syntax, outcome) in in_every_syntax("StringEquals", "aws:SourceAcount") {
        assert_eq!(
            (rules(&outcome), trusted(&outcome)),
            (vec!["unknown-source-key"], Some(Applicability::Safe)),
            "{syntax}"
        );
        let text = mended(&outcome);
        assert!(text.contains("aws:SourceAccount") && !text.contains("Acount"), "{syntax}:\n{text}");
    }
}

#[test]
fn a_misspelt_operator_is_mended_in_every_syntax() {
    for (syntax, outcome) in in_every_syntax("StringEqual", "aws:SourceAccount") {
        assert_eq!(rules(&outcome), ["unknown-condition-operator"], "{syntax}");
        assert!(mended(&outcome).contains("StringEquals"), "{syntax}:\n{}", mended(&outcome));
    }
}
