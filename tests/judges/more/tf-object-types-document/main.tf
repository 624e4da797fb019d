data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "k" {
  statement {
    sid       = "ObjectTypes"
    actions   = ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"]
    resources = ["*"]

    principals {
      identifiers = ["profile.amazonaws.com"]
      type        = "Service"
    }
  }

  statement {
    sid       = "Root"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      identifiers = [data.aws_caller_identity.current.account_id]
      type        = "AWS"
    }
  }
}

resource "aws_kms_key" "k" {
  description = "object types"
}

resource "aws_kms_key_policy" "k" {
  key_id = aws_kms_key.k.key_id
  policy = data.aws_iam_policy_document.k.json
}
