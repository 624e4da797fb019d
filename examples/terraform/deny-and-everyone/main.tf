data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "chat" {
  name = "chat-archive"
}

resource "aws_sns_topic_policy" "chat" {
  arn = aws_sns_topic.chat.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # A condition would let Connect back in: this topic is closed to it.
        Sid       = "NoConnect"
        Effect    = "Deny"
        Principal = { Service = "connect.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.chat.arn
      },
      {
        Sid       = "SameAccountOnly"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["sns:Subscribe", "sns:Publish"]
        Resource  = aws_sns_topic.chat.arn
        Condition = {
          StringEquals = { "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id }
        }
      },
    ]
  })
}

resource "aws_s3_bucket" "matches" {
  bucket_prefix = "match-results-"
}

resource "aws_s3_bucket_policy" "matches" {
  bucket = aws_s3_bucket.matches.id
  policy = data.aws_iam_policy_document.matches.json
}

data "aws_iam_policy_document" "matches" {
  statement {
    sid       = "OnlyCustomerProfilesWrites"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.matches.arn}/*"]

    not_principals {
      type        = "Service"
      identifiers = ["profile.amazonaws.com"]
    }
  }
}
