variable "enabled" {
  type    = bool
  default = false
}

data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {
  count = var.enabled ? 1 : 0
}

resource "aws_transfer_user" "u" {
  count     = var.enabled ? 1 : 0
  server_id = aws_transfer_server.s[0].id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}

resource "aws_iam_role" "u" {
  name = "counted"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "transfer.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}
