data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "d" {
  domain_name             = "profiles-${aws_kms_key.k.key_id}"
  default_expiration_days = 30
  default_encryption_key  = aws_kms_key.k.arn
}

resource "aws_kms_key" "k" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "profile.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"]
        Resource  = "*"
      }
    ]
  })
}
