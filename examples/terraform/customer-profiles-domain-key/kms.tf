# Customer Profiles encrypts every profile of the domain with this key.
resource "aws_kms_key" "profiles" {
  description             = "Customer Profiles domain ${var.domain_name}"
  deletion_window_in_days = 30
  enable_key_rotation     = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeyAdministration"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.this.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "CustomerProfiles"
        Effect    = "Allow"
        Principal = { Service = "profile.amazonaws.com" }
        Action = [
          "kms:GenerateDataKey",
          "kms:CreateGrant",
          "kms:Decrypt",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "profiles" {
  name          = "alias/customer-profiles"
  target_key_id = aws_kms_key.profiles.key_id
}
