data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}

resource "aws_iam_role" "u" {
  name = "no-account"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringLike = { "AWS:SourceArn" = "arn:aws:transfer:*:*:user/*" }
      }
    }]
  })
}
