//! Permissions that are arguments of a resource: AWS takes an ARN there only in the form of one.

use crate::edit::Applicability;
use crate::engine::stories::{mended, module, template, trusted};

/// A permission of a function that nobody is seen to call.
fn permission(service: &str, rest: &str) -> String {
    format!(
        r#"
data "aws_caller_identity" "current" {{}}
resource "aws_lambda_permission" "it" {{
  action        = "lambda:InvokeFunction"
  function_name = "it"
  principal     = "{service}.amazonaws.com"
}}
{rest}
"#
    )
}

#[test]
fn the_region_of_a_source_that_is_not_seen_is_never_a_wildcard() {
    let outcome = module(&permission("apigateway", ""));
    assert_eq!(trusted(&outcome), Some(Applicability::Unsafe));
    let (text, why) = (mended(&outcome), outcome.findings[0].why.clone().unwrap_or_default());
    assert!(text.contains(":execute-api:${data.aws_region.current.name}:") && !text.contains(":*:"), "{text}");
    assert!(why.contains("takes no wildcard as the Region"), "{why}");
}

#[test]
fn the_account_alone_says_enough_where_it_is_sent() {
    let outcome = module(&permission("cognito-idp", ""));
    assert_eq!(trusted(&outcome), Some(Applicability::Safe));
    let text = mended(&outcome);
    assert!(text.contains("source_account = data.aws_caller_identity") && !text.contains("source_arn"), "{text}");
}

#[test]
fn a_source_that_is_seen_calls_from_the_region_of_the_deployment() {
    let rules = r#"
resource "aws_lambda_function" "it" {
  function_name = "it"
}
resource "aws_cloudwatch_event_rule" "it" {
  count               = 2
  name                = "it-${count.index}"
  schedule_expression = "rate(1 hour)"
}
resource "aws_cloudwatch_event_target" "it" {
  count = 2
  rule  = aws_cloudwatch_event_rule.it[count.index].name
  arn   = aws_lambda_function.it.arn
}
"#;
    let text =
        permission("events", rules).replace("\"it\"\n  principal", "aws_lambda_function.it.function_name\n  principal");
    let outcome = module(&text);
    assert_eq!(trusted(&outcome), Some(Applicability::Safe));
    let text = mended(&outcome);
    assert!(text.contains(":events:${data.aws_region.current.name}:") && text.contains(":rule/*\""), "{text}");
}

#[test]
fn a_template_knows_its_region() {
    let outcome = template(
        "Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: it\n      Principal: apigateway.amazonaws.com\n",
    );
    let text = mended(&outcome);
    assert!(text.contains(":execute-api:${AWS::Region}:${AWS::AccountId}:*"), "{text}");
}
