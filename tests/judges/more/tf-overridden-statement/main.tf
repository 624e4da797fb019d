data "aws_caller_identity" "current" {}

resource "aws_transfer_server" "s" {}

resource "aws_transfer_user" "u" {
  server_id = aws_transfer_server.s.id
  user_name = "ulla"
  role      = aws_iam_role.u.arn
}

data "aws_iam_policy_document" "base" {
  statement {
    sid     = "Transfer"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "strict" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Transfer", Effect = "Allow", Principal = { Service = "transfer.amazonaws.com" }, Action = "sts:AssumeRole" }] })]
}

resource "aws_iam_role" "u" {
  name               = "overridden"
  assume_role_policy = data.aws_iam_policy_document.strict.json
}
