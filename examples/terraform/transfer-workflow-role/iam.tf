data "aws_caller_identity" "uploads" {}

resource "aws_iam_role" "archive" {
  name               = "upload-archive"
  assume_role_policy = data.aws_iam_policy_document.archive_trust.json
}

data "aws_iam_policy_document" "archive_trust" {
  version = "2012-10-17"

  statement {
    sid     = "Workflow"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "archive" {
  name = "copy-and-delete"
  role = aws_iam_role.archive.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:PutObjectTagging"]
      Resource = ["${aws_s3_bucket.uploads.arn}/*", "${aws_s3_bucket.archive.arn}/*"]
    }]
  })
}
