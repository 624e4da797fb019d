resource "aws_transfer_server" "s" {}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}

resource "aws_iam_role" "u" {
  name = "two-accounts"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = "111122223333" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:transfer:us-east-1:444455556666:user/*" }
      }
    }]
  })
}
