data "aws_caller_identity" "current" {}

resource "aws_transfer_profile" "local" {
  as2_id       = "ACME-B2B"
  profile_type = "LOCAL"
}

resource "aws_transfer_profile" "wholesaler" {
  as2_id       = "WHOLESALE-EDI"
  profile_type = "PARTNER"
}

resource "aws_transfer_server" "b2b" {
  protocols    = ["SFTP", "AS2"]
  logging_role = aws_iam_role.transfer_logging.arn
}

resource "aws_transfer_connector" "wholesaler" {
  url          = "https://b2b.wholesaler.example.com/as2"
  access_role  = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/platform/as2-access"
  logging_role = aws_iam_role.transfer_logging.arn

  as2_config {
    compression          = "DISABLED"
    encryption_algorithm = "AES128_CBC"
    signing_algorithm    = "SHA256"
    mdn_response         = "NONE"
    local_profile_id     = aws_transfer_profile.local.profile_id
    partner_profile_id   = aws_transfer_profile.wholesaler.profile_id
  }
}

# One role writes the logs of everything in Transfer: the server and the outbound connector.
resource "aws_iam_role" "transfer_logging" {
  name = "transfer-logging"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = ["transfer.amazonaws.com"] }
        Action    = ["sts:AssumeRole"]
      }
    ]
  })
}

resource "aws_iam_role_policy" "transfer_logging" {
  name = "write-logs"
  role = aws_iam_role.transfer_logging.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:*:*:log-group:/aws/transfer/*"
      }
    ]
  })
}
