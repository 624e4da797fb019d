//! The guard that a use should have in place of a source condition: in Terraform and in
//! CloudFormation.

use super::example::{arguments, quoted};
use crate::catalogue::{Catalogue, Guard, Language, Pair};

/// What to write, in each language; what a person has to fill in stands in angle brackets.
pub(super) fn example(pair: &Pair, guard: &Guard, catalogue: &Catalogue) -> [String; 2] {
    match guard {
        Guard::Key { operator, key, value } => {
            let said = |language| quoted(&value.replace("${Region}", "*"), language);
            let token = |language| arguments(&pair.kind, language, catalogue).and_then(|names| names.token);
            let (terraform, cloudformation) = (said(Language::Terraform), said(Language::CloudFormation));
            [
                match token(Language::Terraform) {
                    Some(name) => format!("{name} = {terraform}\n"),
                    None => format!(
                        "condition {{\n  test     = \"{operator}\"\n  variable = \"{key}\"\n  values   = [{terraform}]\n}}\n"
                    ),
                },
                match token(Language::CloudFormation) {
                    Some(name) => format!("{name}: {cloudformation}\n"),
                    None => format!("Condition:\n  {operator}:\n    {key}: {}\n", substituted(&cloudformation)),
                },
            ]
        }
        Guard::Path { before } => {
            let path = format!("<ARN>/{before}${{Account}}/*");
            [
                format!("resources = [{}]\n", quoted(&path, Language::Terraform)),
                format!("Resource: {}\n", substituted(&quoted(&path, Language::CloudFormation))),
            ]
        }
    }
}

/// A text with what it refers to filled in.
fn substituted(quoted: &str) -> String {
    if quoted.contains("${") { format!("!Sub {quoted}") } else { quoted.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::statement::PolicyKind;

    fn said(service: &str, kind: &str) -> [String; 2] {
        let catalogue = Catalogue::builtin();
        let pairs = catalogue.pairs(service, &PolicyKind(kind.to_owned()));
        let guarded = pairs.iter().find_map(|pair| Some((pair, pair.guarded_by.as_ref()?)));
        let (pair, guard) = guarded.expect("a guarded use");
        example(pair, guard, catalogue)
    }

    #[test]
    fn each_kind_of_guard_is_shown_as_it_is_written() {
        let [terraform, cloudformation] = said("logs.amazonaws.com", "kms-key-policy");
        assert!(terraform.contains("\"arn:aws:logs:*:${data.aws_caller_identity.current.account_id}:log-group:*\""));
        assert!(cloudformation.ends_with(
            "kms:EncryptionContext:aws:logs:arn: !Sub \"arn:${AWS::Partition}:logs:*:${AWS::AccountId}:log-group:*\"\n"
        ));
        let [terraform, cloudformation] = said("alexa-appkit.amazon.com", "lambda-permission");
        assert_eq!(terraform, "event_source_token = \"<id of the skill>\"\n");
        assert_eq!(cloudformation, "EventSourceToken: \"<id of the skill>\"\n");
        let [terraform, cloudformation] = said("logdelivery.elasticloadbalancing.amazonaws.com", "s3-bucket-policy");
        assert_eq!(terraform, "resources = [\"<ARN>/AWSLogs/${data.aws_caller_identity.current.account_id}/*\"]\n");
        assert_eq!(cloudformation, "Resource: !Sub \"<ARN>/AWSLogs/${AWS::AccountId}/*\"\n");
    }
}
