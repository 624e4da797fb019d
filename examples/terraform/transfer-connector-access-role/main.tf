variable "bank_sftp_url" {
  type    = string
  default = "sftp://files.examplebank.com"
}

resource "aws_s3_bucket" "payments" {
  bucket_prefix = "payment-files-"
}

resource "aws_secretsmanager_secret" "bank_login" {
  name = "aws/transfer/examplebank"
}

resource "aws_transfer_connector" "bank" {
  url         = var.bank_sftp_url
  access_role = aws_iam_role.bank_connector.arn

  sftp_config {
    user_secret_id    = aws_secretsmanager_secret.bank_login.id
    trusted_host_keys = ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7examplebank"]
  }

  tags = {
    Region = data.aws_region.current.id
  }
}
