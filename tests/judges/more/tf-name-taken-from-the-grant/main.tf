data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = aws_iam_role.u.name
  role      = aws_iam_role.u.arn
}

resource "aws_iam_role" "u" {
  name = "named-after-role"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }
    ]
  })
}
