provider "aws" {
  region = "eu-west-2"
}

data "aws_caller_identity" "current" {}

resource "aws_customerprofiles_domain" "retail" {
  domain_name             = "retail"
  default_expiration_days = 180
}

# Card data is imported as object types of its own, under a key of its own.
# The CRM job creates them at run time: no Terraform resource names the key.
resource "aws_kms_key" "card_data" {
  description         = "Object types that hold card data"
  enable_key_rotation = true

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "EnableIamPolicies",
          "Effect": "Allow",
          "Principal": {
            "AWS": "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"
          },
          "Action": "kms:*",
          "Resource": "*"
        },
        {
          "Sid": "ObjectTypes",
          "Effect": "Allow",
          "Principal": {
            "Service": "profile.amazonaws.com"
          },
          "Action": ["kms:GenerateDataKey", "kms:CreateGrant", "kms:Decrypt"],
          "Resource": "*"
        }
      ]
    }
  POLICY
}
