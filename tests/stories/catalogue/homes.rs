//! Where a policy of each kind stands, and what it protects.

use super::text::{Resource, Value};
use super::users;
use unconfuse::catalogue::Language::{self, CloudFormation, Terraform};

/// The resource with the policy is called so, or what it protects where that is another one.
pub(super) const TARGET: &str = "it";

/// Where the policies of a kind stand in a language.
struct Home {
    kind: &'static str,
    language: Language,
    /// The type with the policy, and the argument that holds it.
    policy: (&'static str, &'static str),
    /// The type that it protects, and the argument that names it; itself where there is none.
    protects: Option<(&'static str, &'static str)>,
    /// Is the policy a JSON text?
    is_text: bool,
}

const fn home(
    kind: &'static str,
    language: Language,
    policy: (&'static str, &'static str),
    protects: Option<(&'static str, &'static str)>,
) -> Home {
    let is_text = matches!(language, Terraform);
    Home { kind, language, policy, protects, is_text }
}

const fn text(
    kind: &'static str,
    policy: (&'static str, &'static str),
    protects: Option<(&'static str, &'static str)>,
) -> Home {
    Home { kind, language: CloudFormation, policy, protects, is_text: true }
}

const HOMES: [Home; 34] = [
    home("role-trust", Terraform, ("aws_iam_role", "assume_role_policy"), None),
    home("role-trust", CloudFormation, ("AWS::IAM::Role", "AssumeRolePolicyDocument"), None),
    home("kms-key-policy", Terraform, ("aws_kms_key", "policy"), None),
    home("kms-key-policy", CloudFormation, ("AWS::KMS::Key", "KeyPolicy"), None),
    home("s3-bucket-policy", Terraform, ("aws_s3_bucket_policy", "policy"), Some(("aws_s3_bucket", "bucket"))),
    home(
        "s3-bucket-policy",
        CloudFormation,
        ("AWS::S3::BucketPolicy", "PolicyDocument"),
        Some(("AWS::S3::Bucket", "Bucket")),
    ),
    home("sns-topic-policy", Terraform, ("aws_sns_topic_policy", "policy"), Some(("aws_sns_topic", "arn"))),
    home(
        "sns-topic-policy",
        CloudFormation,
        ("AWS::SNS::TopicInlinePolicy", "PolicyDocument"),
        Some(("AWS::SNS::Topic", "TopicArn")),
    ),
    home("sqs-queue-policy", Terraform, ("aws_sqs_queue_policy", "policy"), Some(("aws_sqs_queue", "queue_url"))),
    home(
        "sqs-queue-policy",
        CloudFormation,
        ("AWS::SQS::QueueInlinePolicy", "PolicyDocument"),
        Some(("AWS::SQS::Queue", "Queue")),
    ),
    home(
        "logs-resource-policy",
        Terraform,
        ("aws_cloudwatch_log_resource_policy", "policy_document"),
        Some(("aws_cloudwatch_log_group", "")),
    ),
    home(
        "logs-resource-policy",
        CloudFormation,
        ("AWS::Logs::ResourcePolicy", "PolicyDocument"),
        Some(("AWS::Logs::LogGroup", "")),
    ),
    home("ecr-policy", Terraform, ("aws_ecr_repository_policy", "policy"), Some(("aws_ecr_repository", "repository"))),
    home("ecr-policy", CloudFormation, ("AWS::ECR::Repository", "RepositoryPolicyText"), None),
    home(
        "secretsmanager-policy",
        Terraform,
        ("aws_secretsmanager_secret_policy", "policy"),
        Some(("aws_secretsmanager_secret", "secret_arn")),
    ),
    home(
        "secretsmanager-policy",
        CloudFormation,
        ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy"),
        Some(("AWS::SecretsManager::Secret", "SecretId")),
    ),
    home(
        "dynamodb-resource-policy",
        Terraform,
        ("aws_dynamodb_resource_policy", "policy"),
        Some(("aws_dynamodb_table", "resource_arn")),
    ),
    home("dynamodb-resource-policy", CloudFormation, ("AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument"), None),
    home("xray-resource-policy", Terraform, ("aws_xray_resource_policy", "policy_document"), None),
    text("xray-resource-policy", ("AWS::XRay::ResourcePolicy", "PolicyDocument"), None),
    home(
        "ses-identity-policy",
        Terraform,
        ("aws_sesv2_email_identity_policy", "policy"),
        Some(("aws_sesv2_email_identity", "email_identity")),
    ),
    home(
        "execute-api-policy",
        Terraform,
        ("aws_api_gateway_rest_api_policy", "policy"),
        Some(("aws_api_gateway_rest_api", "rest_api_id")),
    ),
    home("execute-api-policy", CloudFormation, ("AWS::ApiGateway::RestApi", "Policy"), None),
    home(
        "aiops-investigation-group-policy",
        Terraform,
        ("awscc_aiops_investigation_group", "investigation_group_policy"),
        None,
    ),
    text("aiops-investigation-group-policy", ("AWS::AIOps::InvestigationGroup", "InvestigationGroupPolicy"), None),
    home(
        "mediastore-policy",
        Terraform,
        ("aws_media_store_container_policy", "policy"),
        Some(("aws_media_store_container", "container_name")),
    ),
    text("mediastore-policy", ("AWS::MediaStore::Container", "Policy"), None),
    home(
        "mediapackagev2-policy",
        CloudFormation,
        ("AWS::MediaPackageV2::OriginEndpointPolicy", "Policy"),
        Some(("AWS::MediaPackageV2::OriginEndpoint", "OriginEndpointName")),
    ),
    home(
        "mediapackagev2-policy",
        Terraform,
        ("awscc_mediapackagev2_origin_endpoint_policy", "policy"),
        Some(("awscc_mediapackagev2_origin_endpoint", "origin_endpoint_name")),
    ),
    home(
        "s3-object-lambda-policy",
        CloudFormation,
        ("AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument"),
        Some(("AWS::S3ObjectLambda::AccessPoint", "ObjectLambdaAccessPoint")),
    ),
    home(
        "s3-object-lambda-policy",
        Terraform,
        ("awscc_s3objectlambda_access_point_policy", "policy_document"),
        Some(("awscc_s3objectlambda_access_point", "object_lambda_access_point")),
    ),
    home(
        "lex-resource-policy",
        CloudFormation,
        ("AWS::Lex::ResourcePolicy", "Policy"),
        Some(("AWS::Lex::BotAlias", "ResourceArn")),
    ),
    home(
        "lex-resource-policy",
        Terraform,
        ("awscc_lex_resource_policy", "policy"),
        Some(("awscc_lex_bot_alias", "resource_arn")),
    ),
    home("glue-catalog-policy", Terraform, ("aws_glue_resource_policy", "policy"), None),
];

/// What a provider does not make a resource without.
const REQUIRED: [(&str, &str, &str); 7] = [
    ("aws_lambda_function", "function_name", "it"),
    ("aws_lambda_function", "role", "arn:aws:iam::111122223333:role/it"),
    ("aws_ecr_repository", "name", "it"),
    ("aws_cloudwatch_log_resource_policy", "policy_name", "it"),
    ("aws_xray_resource_policy", "policy_name", "it"),
    ("aws_api_gateway_rest_api", "name", "it"),
    ("awscc_aiops_investigation_group", "name", "it"),
];

/// What is usually allowed in a policy of a kind.
const ACTIONS: [(&str, &str); 18] = [
    ("role-trust", "sts:AssumeRole"),
    ("kms-key-policy", "kms:GenerateDataKey"),
    ("s3-bucket-policy", "s3:PutObject"),
    ("lambda-permission", "lambda:InvokeFunction"),
    ("sns-topic-policy", "sns:Publish"),
    ("sqs-queue-policy", "sqs:SendMessage"),
    ("logs-resource-policy", "logs:PutLogEvents"),
    ("ecr-policy", "ecr:BatchGetImage"),
    ("secretsmanager-policy", "secretsmanager:GetSecretValue"),
    ("dynamodb-resource-policy", "dynamodb:DescribeTable"),
    ("xray-resource-policy", "xray:PutTraceSegments"),
    ("ses-identity-policy", "ses:SendEmail"),
    ("execute-api-policy", "execute-api:Invoke"),
    ("aiops-investigation-group-policy", "aiops:CreateInvestigation"),
    ("mediastore-policy", "mediastore:GetObject"),
    ("mediapackagev2-policy", "mediapackagev2:GetObject"),
    ("s3-object-lambda-policy", "s3-object-lambda:Get*"),
    ("lex-resource-policy", "lex:RecognizeText"),
];

/// The usual action of a kind.
pub(super) fn action(kind: &str) -> &'static str {
    ACTIONS.iter().find(|(of, _)| *of == kind).map_or("glue:AuthorizeInboundIntegration", |(_, action)| action)
}

/// The resources that let a service in without a condition; none where the language has no place
/// for a policy of this kind.
pub(super) fn open(kind: &str, language: Language, service: &str, actions: &[String]) -> Option<Vec<Resource>> {
    let mut resources = bare(kind, language, service, actions)?;
    for resource in &mut resources {
        users::name(resource);
        let type_name = resource.type_name.clone();
        for (_, argument, value) in REQUIRED.iter().filter(|(of, ..)| *of == type_name) {
            resource.set(argument, Value::Text((*value).to_owned()));
        }
    }
    Some(resources)
}

/// The same without names.
fn bare(kind: &str, language: Language, service: &str, actions: &[String]) -> Option<Vec<Resource>> {
    if kind == "lambda-permission" {
        return Some(permission(language, service));
    }
    let home = HOMES.iter().find(|home| home.kind == kind && home.language == language)?;
    let policy = policy(kind, service, actions);
    let policy = if home.is_text { Value::Json(Box::new(policy)) } else { policy };
    let Some((target, argument)) = home.protects else {
        let mut holder = Resource::new(home.policy.0, TARGET);
        holder.set(home.policy.1, policy);
        return Some(vec![holder]);
    };
    let mut holder = Resource::new(home.policy.0, "policy");
    if !argument.is_empty() {
        let attribute = if argument.ends_with("arn") { "arn" } else { "" };
        holder.set(argument, Value::Of(TARGET.to_owned(), attribute.to_owned()));
    }
    holder.set(home.policy.1, policy);
    Some(vec![Resource::new(target, TARGET), holder])
}

fn policy(kind: &str, service: &str, actions: &[String]) -> Value {
    let text = |text: &str| Value::Text(text.to_owned());
    let entry = |key: &str, value| (key.to_owned(), value);
    let mut statement = vec![
        entry("Effect", text("Allow")),
        entry("Principal", Value::Map(vec![entry("Service", text(service))])),
        entry("Action", Value::List(actions.iter().map(|action| text(action)).collect())),
    ];
    if kind != "role-trust" {
        statement.push(entry("Resource", text("*")));
    }
    Value::Map(vec![entry("Version", text("2012-10-17")), entry("Statement", Value::List(vec![Value::Map(statement)]))])
}

fn permission(language: Language, service: &str) -> Vec<Resource> {
    let (function, permission, names) = match language {
        Terraform => ("aws_lambda_function", "aws_lambda_permission", ["action", "function_name", "principal"]),
        CloudFormation => ("AWS::Lambda::Function", "AWS::Lambda::Permission", ["Action", "FunctionName", "Principal"]),
    };
    let mut holder = Resource::new(permission, "policy");
    let attribute = if language == Terraform { "function_name" } else { "" };
    let values = [
        Value::Text(action("lambda-permission").to_owned()),
        Value::Of(TARGET.to_owned(), attribute.to_owned()),
        Value::Text(service.to_owned()),
    ];
    for (name, value) in names.into_iter().zip(values) {
        holder.set(name, value);
    }
    vec![Resource::new(function, TARGET), holder]
}
