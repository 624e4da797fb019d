"""Which arguments take a role of IAM, told by their names."""

import re
from fnmatch import fnmatchcase

ROLE = re.compile(r"(^|_)roles?(_arns?|_names?)?$|role.*arn")

# Arguments that are called so and take no role for a service. A new one belongs here, or in the
# catalogue.
OTHERWISE = (
    # The name that the resource itself gets, or gives to a role that it makes.
    "AWS::IAM::Role.RoleName",
    "awscc_iam_role.role_name",
    "AWS::Organizations::Account.RoleName",
    "aws_organizations_account.role_name",
    # Roles that get a policy or a membership, and are handed to nobody.
    "AWS::Budgets::BudgetsAction.Definition.IamActionDefinition.Roles",
    "aws_budgets_budget_action.definition.iam_action_definition.roles",
    "AWS::DataZone::GroupProfile.RolePrincipalArn",
    "AWS::Serverless::Connector.*.RoleName",
    # Roles of an application's users.
    "AWS::AmazonMQ::Broker.LdapServerMetadata.*",
    "aws_mq_broker.ldap_server_metadata.*",
    "AWS::Bedrock::Prompt*.Role",
    "aws_bedrockagent_prompt.*.role",
    "aws_elasticsearch_domain_saml_options.*",
    "aws_grafana_*.key_role",
    "aws_grafana_*.grafana_role",
    "AWS::OpenSearchService::Domain.AdvancedSecurityOptions.SAMLOptions.MasterBackendRole",
    "aws_opensearch_domain_saml_options.*",
    "awscc_opensearchservice_domain.advanced_security_options.saml_options.master_backend_role",
    "aws_quicksight_role_*.role",
    "aws_quicksight_user.user_role",
    "aws_workmail_user.user_role",
    "AWS::QuickSight::DataSource.*.DatabaseAccessControlRole",
    # What a part is for: of a dashboard, a track, an endpoint, a network.
    "AWS::MediaLive::Channel.*DashRoles",
    "AWS::QuickSight::Analysis.Definition.*",
    "AWS::QuickSight::Dashboard.Definition.*",
    "AWS::QuickSight::DataSet.*Geographic*",
    "AWS::QuickSight::Template.*",
    "AWS::QuickSight::Topic.*.PropertyRole",
    "aws_quicksight_data_set.*.column_geographic_role",
    "aws_db_proxy_endpoint.target_role",
    # Who approves, which is a person.
    "AWS::CodeBuild::Project.Triggers.PullRequestBuildPolicy.ApproverRoles",
    "aws_codebuild_webhook.pull_request_build_policy.approver_roles",
    # Names the association, not the role.
    "aws_shield_drt_access_log_bucket_association.role_arn_association_id",
)


def takes_role(resource: str, path: str) -> bool:
    return bool(ROLE.search(snake(path.rpartition(".")[2]))) and not any(
        fnmatchcase(f"{resource}.{path}", other) for other in OTHERWISE
    )


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
