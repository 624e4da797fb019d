terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_transfer_server" "payroll" {
  protocols              = ["SFTP"]
  identity_provider_type = "SERVICE_MANAGED"
}

resource "aws_transfer_user" "payroll" {
  server_id      = aws_transfer_server.payroll.id
  user_name      = "payroll-bureau"
  role           = aws_iam_role.payroll.arn
  home_directory = "/acme-payroll/outgoing"
}

resource "aws_iam_role" "payroll" {
  name = "transfer-payroll-bureau"

  assume_role_policy = jsonencode({
    "Version" : "2012-10-17"
    "Statement" : [
      {
        "Effect" : "Allow"
        "Principal" : { "Service" : "transfer.amazonaws.com" }
        "Action" : "sts:AssumeRole"
      }
    ]
  })
}

resource "aws_iam_role_policy" "payroll" {
  name = "read-payslips"
  role = aws_iam_role.payroll.id

  policy = jsonencode({
    "Version" : "2012-10-17"
    "Statement" : [
      {
        "Effect" : "Allow"
        "Action" : ["s3:GetObject", "s3:ListBucket"]
        "Resource" : [
          "arn:${data.aws_partition.current.partition}:s3:::acme-payroll",
          "arn:${data.aws_partition.current.partition}:s3:::acme-payroll/outgoing/*"
        ]
      }
    ]
  })
}
