data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "a" {
  domain_name             = "key-a"
  default_expiration_days = 30
  default_encryption_key  = aws_kms_key.k.arn
}

resource "aws_customerprofiles_domain" "b" {
  domain_name             = "key-b"
  default_expiration_days = 30
  default_encryption_key  = aws_kms_key.k.arn
}

resource "aws_kms_key" "k" {
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      { "Sid" : "Root", "Effect" : "Allow", "Principal" : { "AWS" : "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }, "Action" : "kms:*", "Resource" : "*" },
      { "Sid" : "Profiles", "Effect" : "Allow", "Principal" : { "Service" : "profile.amazonaws.com" }, "Action" : ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"], "Resource" : "*" }
    ]
  })
}
