data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "merged"
  default_expiration_days = 30
  default_encryption_key  = aws_kms_key.k.arn
}

resource "aws_kms_key" "k" {}

resource "aws_kms_key_policy" "k" {
  key_id = aws_kms_key.k.id
  policy = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "profiles" {
  statement {
    sid       = "Profiles"
    actions   = ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["profile.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "key" {
  source_policy_documents = [data.aws_iam_policy_document.profiles.json]

  statement {
    sid       = "Root"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}
