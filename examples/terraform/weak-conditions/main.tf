data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "sftp" {
  protocols    = ["SFTP"]
  logging_role = aws_iam_role.logging.arn
}

resource "aws_transfer_user" "agency" {
  server_id = aws_transfer_server.sftp.id
  user_name = "agency"
  role      = aws_iam_role.agency.arn
}

# IfExists lets every request in that carries no source account.
resource "aws_iam_role" "agency" {
  name = "sftp-agency"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = {
          StringEqualsIfExists = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# The ARN says which kind of resource may call, but not whose.
resource "aws_iam_role" "logging" {
  name = "sftp-logging"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:aws:transfer:*:*:server/*"
          }
        }
      },
    ]
  })
}
