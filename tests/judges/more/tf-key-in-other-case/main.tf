data "aws_caller_identity" "current" {}

resource "aws_iam_role" "a" {
  name = "other-case-a"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "AWS:SOURCEACCOUNT" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

data "aws_iam_policy_document" "b" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:sourceaccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "b" {
  name               = "other-case-b"
  assume_role_policy = data.aws_iam_policy_document.b.json
}
