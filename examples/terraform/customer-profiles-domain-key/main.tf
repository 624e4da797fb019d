provider "aws" {
  region = "us-east-1"
}

resource "aws_customerprofiles_domain" "contacts" {
  domain_name             = var.domain_name
  default_expiration_days = 366
  default_encryption_key  = aws_kms_key.profiles.arn
}

variable "domain_name" {
  description = "Customer Profiles domain of the contact centre"
  type        = string
  default     = "acme-contacts"
}
