data "aws_caller_identity" "current" {}

locals {
  roles = {
    logging = aws_iam_role.logs.arn
  }
  logging_role = local.roles["logging"]
}

resource "aws_transfer_server" "s" {
  logging_role = local.logging_role
}

resource "aws_iam_role" "logs" {
  name               = "through-local"
  assume_role_policy = data.aws_iam_policy_document.logs.json
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}
