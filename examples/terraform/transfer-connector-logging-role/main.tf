data "aws_caller_identity" "current" {}

resource "aws_transfer_profile" "local" {
  as2_id       = "ACME-AS2"
  profile_type = "LOCAL"
}

resource "aws_transfer_profile" "supplier" {
  as2_id       = "SUPPLIER-AS2"
  profile_type = "PARTNER"
}

resource "aws_iam_role" "as2_access" {
  name               = "as2-access"
  assume_role_policy = data.aws_iam_policy_document.as2_access.json
}

resource "aws_iam_role" "as2_logging" {
  name               = "as2-logging"
  assume_role_policy = data.aws_iam_policy_document.as2_logging.json
}

resource "aws_transfer_connector" "supplier" {
  url          = "https://as2.supplier.example.com"
  access_role  = aws_iam_role.as2_access.arn
  logging_role = aws_iam_role.as2_logging.arn

  as2_config {
    compression           = "ZLIB"
    encryption_algorithm  = "AES256_CBC"
    signing_algorithm     = "SHA256"
    mdn_response          = "SYNC"
    mdn_signing_algorithm = "SHA256"
    local_profile_id      = aws_transfer_profile.local.profile_id
    partner_profile_id    = aws_transfer_profile.supplier.profile_id
  }
}
