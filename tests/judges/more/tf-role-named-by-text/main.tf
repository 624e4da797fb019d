data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {
  logging_role = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/spelled-out"
}

resource "aws_iam_role" "logs" {
  name = "spelled-out"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "transfer.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
