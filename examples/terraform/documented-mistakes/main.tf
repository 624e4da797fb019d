data "aws_caller_identity" "current" {}

variable "domain_name" {
  type    = string
  default = "acme"
}

# Each condition here was copied from a guide and has never matched a request.
resource "aws_kms_key" "object_types" {
  description = "Object types of ${var.domain_name}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ObjectTypes"
        Effect    = "Allow"
        Principal = { Service = "profile.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          " ArnEquals" = {
            "aws:SourceArn" = "arn:aws:profile:us-east-1:${data.aws_caller_identity.current.account_id}:domains/${var.domain_name}/*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

data "aws_iam_policy_document" "logging" {
  statement {
    sid     = "AllowAllServers"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:transfer:us-east-1:${data.aws_caller_identity.current.account_id}:/server/*"]
    }
  }
}

resource "aws_iam_role" "logging" {
  name               = "transfer-server-logs"
  assume_role_policy = data.aws_iam_policy_document.logging.json
}

resource "aws_iam_role" "workflow" {
  name = "transfer-workflow"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceArn" = "arn:aws:transfer:us-east-1:${data.aws_caller_identity.current.account_id}:workflow/*"
          }
        }
      },
    ]
  })
}
