data "aws_iam_policy_document" "partner_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "partner_access" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.inbox.arn}/*"]
  }

  statement {
    actions   = ["s3:ListBucket", "s3:GetBucketLocation"]
    resources = [aws_s3_bucket.inbox.arn]
  }
}

resource "aws_iam_role" "partner" {
  name               = "sftp-partner"
  assume_role_policy = data.aws_iam_policy_document.partner_trust.json
}

resource "aws_iam_role_policy" "partner" {
  name   = "inbox"
  role   = aws_iam_role.partner.id
  policy = data.aws_iam_policy_document.partner_access.json
}
