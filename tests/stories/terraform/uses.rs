//! Where a grant is handed over in a way that is harder to see, and what its condition may refer to.

use super::{judged, mended, rows};
use unconfuse::edit::Applicability;

/// A module with a role that lets a service in, and what else there is.
fn role(service: &str, rest: &str) -> String {
    format!(
        "resource \"aws_iam_role\" \"it\" {{\n  assume_role_policy = jsonencode({{\n    Statement = [{{\n      \
         Effect    = \"Allow\"\n      Action    = \"sts:AssumeRole\"\n      \
         Principal = {{ Service = \"{service}\" }}\n    }}]\n  }})\n}}\n{rest}"
    )
}

/// The module with its safe fixes.
fn fixed(text: &str) -> String {
    mended(&judged(&[("main.tf", text)]), Applicability::Safe).remove("main.tf").unwrap_or_default()
}

#[test]
fn a_role_in_the_json_text_of_a_job_definition_is_used_by_its_tasks() {
    for argument in [
        "container_properties = jsonencode({ jobRoleArn = aws_iam_role.it.arn })",
        "ecs_properties = jsonencode({ taskProperties = [{ taskRoleArn = aws_iam_role.it.arn }] })",
        "container_properties = var.fargate ? jsonencode({ executionRoleArn = aws_iam_role.it.arn }) : null",
    ] {
        let job = format!("resource \"aws_batch_job_definition\" \"job\" {{\n  {argument}\n}}\n");
        let told = |service: &str| rows(&judged(&[("main.tf", &role(service, &job))])).remove(0);
        let tasks = told("ecs-tasks.amazonaws.com");
        assert!(tasks.ends_with(": safe missing-source-condition"), "{argument}: {tasks}");
        let other = told("transfer.amazonaws.com");
        assert!(other.ends_with(": unsafe missing-source-condition"), "it is no use of Transfer: {argument}: {other}");
    }
}

#[test]
fn a_fix_of_a_role_that_has_a_use_which_nobody_documents_is_no_safe_one() {
    let rules = "resource \"aws_cognito_identity_pool_roles_attachment\" \"it\" {\n  identity_pool_id = \"x\"\n  \
                 roles = { authenticated = aws_iam_role.it.arn }\n}\n";
    let user = "resource \"aws_transfer_user\" \"it\" {\n  role = aws_iam_role.it.arn\n}\n";
    let told = |rest: &str| rows(&judged(&[("main.tf", &role("transfer.amazonaws.com", rest))])).remove(0);
    assert!(told(user).ends_with(": safe missing-source-condition"), "{}", told(user));
    let both = told(&format!("{user}{rules}"));
    assert!(both.ends_with(": unsafe missing-source-condition"), "{both}");
}

#[test]
fn a_bucket_policy_names_the_distribution_that_reads_the_bucket() {
    let text = r#"resource "aws_s3_bucket" "site" {
  bucket = "site"
}

resource "aws_cloudfront_distribution" "site" {
  origin {
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
  }
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Resource  = "${aws_s3_bucket.site.arn}/*"
    }]
  })
}
"#;
    assert!(fixed(text).contains("\"aws:SourceArn\" = aws_cloudfront_distribution.site.arn"), "{}", fixed(text));
}

#[test]
fn a_permission_names_the_user_pool_whose_trigger_it_is() {
    let text = r#"resource "aws_lambda_function" "sign_up" {
  function_name = "sign-up"
}

resource "aws_cognito_user_pool" "users" {
  lambda_config {
    pre_sign_up = aws_lambda_function.sign_up.arn
  }
}

resource "aws_lambda_permission" "users" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.sign_up.function_name
  principal     = "cognito-idp.amazonaws.com"
}
"#;
    assert!(fixed(text).contains("source_arn     = aws_cognito_user_pool.users.arn"), "{}", fixed(text));
}
