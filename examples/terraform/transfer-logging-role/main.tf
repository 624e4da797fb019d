resource "aws_cloudwatch_log_group" "sftp" {
  name              = "/aws/transfer/sftp"
  retention_in_days = 90
}

resource "aws_transfer_server" "sftp" {
  protocols                   = ["SFTP"]
  logging_role                = aws_iam_role.sftp_logging.arn
  structured_log_destinations = ["${aws_cloudwatch_log_group.sftp.arn}:*"]
}

resource "aws_iam_role" "sftp_logging" {
  name = "sftp-logging"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "transfer.amazonaws.com" }, Action = "sts:AssumeRole" }] # the server only
  })
}

resource "aws_iam_role_policy_attachment" "sftp_logging" {
  role       = aws_iam_role.sftp_logging.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSTransferLoggingAccess"
}
