data "aws_caller_identity" "current" {}

locals {
  prefix = "statements-in-locals"

  statements = [
    {
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
    },
  ]
}

resource "aws_iam_role" "w" {
  name               = "${local.prefix}-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

resource "aws_transfer_workflow" "w" {
  description = local.prefix
}

resource "aws_transfer_server" "s" {
  workflow_details {
    on_upload {
      workflow_id    = aws_transfer_workflow.w.id
      execution_role = aws_iam_role.w.arn
    }
  }
}
