data "aws_caller_identity" "current" {
  count = 1
}

resource "aws_transfer_server" "s" {}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}

data "aws_iam_policy_document" "u" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "u" {
  name               = "counted-account"
  assume_role_policy = data.aws_iam_policy_document.u.json
}
