data "aws_iam_policy_document" "transfer" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"] // logging and users
    }
  }
}

resource "aws_iam_role" "backoffice" {
  name               = "transfer-backoffice"
  assume_role_policy = data.aws_iam_policy_document.transfer.json
}

resource "aws_iam_role_policy" "backoffice" {
  name   = "scans"
  role   = aws_iam_role.backoffice.id
  policy = data.aws_iam_policy_document.scans.json
}

data "aws_iam_policy_document" "scans" {
  statement {
    actions   = ["s3:*Object", "s3:ListBucket"]
    resources = [aws_s3_bucket.scans.arn, "${aws_s3_bucket.scans.arn}/*"]
  }

  statement {
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:*:*:log-group:/aws/transfer/*"]
  }
}
