provider "aws" {
  region = var.region
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_api_gateway_rest_api" "login" {
  name        = "sftp-login"
  description = "Looks a user up in the partner directory"
}

resource "aws_transfer_server" "partners" {
  protocols              = ["SFTP"]
  identity_provider_type = "API_GATEWAY"
  url                    = "https://${aws_api_gateway_rest_api.login.id}.execute-api.${var.region}.amazonaws.com/prod"
  invocation_role        = aws_iam_role.login.arn
}

resource "aws_iam_role" "login" {
  name               = "sftp-login-invocation"
  assume_role_policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": {
        "Sid": "Server",
        "Effect": "Allow",
        "Principal": {
          "Service": "transfer.${data.aws_partition.current.dns_suffix}"
        },
        "Action": "sts:AssumeRole"
      }
    }
  JSON
}

resource "aws_iam_role_policy" "login" {
  name = "invoke"
  role = aws_iam_role.login.id

  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "execute-api:Invoke",
        "Resource": "arn:${data.aws_partition.current.partition}:execute-api:${var.region}:${data.aws_caller_identity.current.account_id}:${aws_api_gateway_rest_api.login.id}/prod/GET/*"
      }
    }
  JSON
}
