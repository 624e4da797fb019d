resource "aws_transfer_server" "s" {
  protocols    = ["SFTP"]
  logging_role = aws_iam_role.logs.arn
}

resource "aws_iam_role" "logs" {
  name               = "bom-logs"
  assume_role_policy = data.aws_iam_policy_document.logs.json
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}